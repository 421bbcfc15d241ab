//! What goes wrong with keys, cards and their files, as faults.

use crate::crypto::KeyError;
use crate::crypto::cms::CmsError;
use crate::crypto::smime::WriteError;
use crate::crypto::soft::SoftKeyError;

use super::super::fault::KeyFileFault;
use super::super::faults::card;
use super::super::{Fault, FaultKind, Subject};

pub fn key(error: KeyError) -> Fault {
    Fault::new(FaultKind::Card(card(error)), Subject::Profile, error.to_string())
}

pub fn key_file(error: SoftKeyError) -> Fault {
    let kind = match error {
        SoftKeyError::Malformed => KeyFileFault::Malformed,
        SoftKeyError::Passphrase => KeyFileFault::Passphrase,
        SoftKeyError::Obsolete => KeyFileFault::Obsolete,
        SoftKeyError::Absent | SoftKeyError::OtherKey => KeyFileFault::NoKey,
    };
    Fault::new(FaultKind::KeyFile(kind), Subject::File, error.to_string())
}

pub fn write(error: &WriteError) -> Fault {
    match error {
        WriteError::Cms(CmsError::Key(error)) => key(*error),
        error => Fault::new(FaultKind::MessageUnfit, Subject::File, error.to_string()),
    }
}
