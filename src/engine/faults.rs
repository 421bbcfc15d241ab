//! From the errors of the layers below to faults. Each `match` is exhaustive, so
//! that a new error asks here for its place.

#![allow(clippy::needless_pass_by_value, reason = "so that they fit map_err")]

use std::io;

use crate::config::LockError;
use crate::config::keyring::KeyringError;
use crate::crypto::KeyError;
use crate::domain::AuthMethod;
use crate::net::{CertificateProblem, NetError, OwnCertificate};
use crate::store::{Reason, StoreError, Unfit, VaultError};
use crate::sync::SyncError;

use super::{CardFault, CertificateFault, Fault, FaultKind, OwnCertificateFault, SendFault, Subject};

pub(super) fn store(error: StoreError) -> Fault {
    let kind = match &error {
        StoreError::WrongKey => FaultKind::WrongPassphrase,
        StoreError::Absent | StoreError::Damaged { .. } => FaultKind::CacheDamaged,
        StoreError::Newer { .. } => FaultKind::CacheNewer,
        StoreError::DiskFull => FaultKind::DiskFull,
        StoreError::Unwritable { .. } => FaultKind::CacheUnwritable,
        StoreError::AccountExists => FaultKind::AccountExists,
        StoreError::Gone => FaultKind::NotHere,
        StoreError::Unsent => FaultKind::Unsent,
        StoreError::Posted => FaultKind::Sending(SendFault::Posted),
        StoreError::Unfit(what) => unfit(*what),
        StoreError::NameTaken => FaultKind::SearchNameTaken,
        StoreError::Exists | StoreError::Closed | StoreError::Panicked | StoreError::Refused { .. } => FaultKind::Bug,
    };
    Fault::new(kind, Subject::Profile, error.to_string())
}

fn unfit(what: Unfit) -> FaultKind {
    match what {
        Unfit::OtherAccount => FaultKind::OtherAccount,
        Unfit::HoldsNoMail => FaultKind::HoldsNoMail,
        Unfit::NoName => FaultKind::FolderNameMissing,
        Unfit::BadName => FaultKind::FolderNameBad,
        Unfit::LongName => FaultKind::FolderNameLong,
        Unfit::FolderExists => FaultKind::FolderExists,
        Unfit::Fixed => FaultKind::FolderFixed,
        Unfit::WithinItself => FaultKind::FolderWithinItself,
        Unfit::NotEmptied => FaultKind::NotEmptied,
    }
}

/// Why an operation did not come about on the server.
pub(super) fn refused(reason: Reason, about: Subject) -> Fault {
    let (kind, detail) = match reason {
        Reason::OverQuota => (FaultKind::MailboxFull, "the mailbox is over its quota"),
        Reason::NotPermitted => (FaultKind::NotPermitted, "the server gives no right to"),
        Reason::Exists => (FaultKind::FolderExists, "the server has a folder of that name"),
        Reason::NotThere => (FaultKind::NotHere, "the server has no such folder"),
        Reason::NoSubfolders => (FaultKind::NoSubfolders, "the server keeps no folder in the trash"),
        Reason::NoKeywords => (FaultKind::NoKeywords, "the folder keeps no keywords"),
        Reason::Elsewhere => (FaultKind::ChangedElsewhere, "moved or deleted by another client"),
        Reason::Renumbered => (FaultKind::FolderRenumbered, "the UIDs do not mean the same any more"),
        Reason::Other => (FaultKind::ServerSaid, "the server said no to the operation"),
    };
    Fault::new(kind, about, detail)
}

pub(super) fn vault(error: VaultError) -> Fault {
    let kind = match &error {
        VaultError::WrongPassphrase => FaultKind::WrongPassphrase,
        VaultError::NoSuchSlot | VaultError::WrongKey => FaultKind::KeyringAbsent,
        VaultError::Absent | VaultError::Damaged => FaultKind::CacheDamaged,
        VaultError::Newer { .. } => FaultKind::CacheNewer,
        VaultError::LastSlot => FaultKind::LastSlot,
        VaultError::Unwritable(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => FaultKind::DiskFull,
        VaultError::Unwritable(_) => FaultKind::CacheUnwritable,
        VaultError::Exists | VaultError::NoMemory | VaultError::NoRandomness(_) => FaultKind::Bug,
    };
    Fault::new(kind, Subject::Profile, error.to_string())
}

pub(super) fn net(error: &NetError, about: Subject) -> Fault {
    let kind = match error {
        NetError::UnknownHost => FaultKind::UnknownHost,
        NetError::Unreachable(_) => FaultKind::Unreachable,
        NetError::Certificate(problem) => FaultKind::Certificate(certificate(*problem)),
        NetError::OwnCertificate(problem) => FaultKind::OwnCertificate(own_certificate(*problem)),
        NetError::Key(error) => FaultKind::Card(card(*error)),
        NetError::TlsFailed => FaultKind::TlsFailed,
        NetError::NoTls => FaultKind::NoTls,
        NetError::LoginRefused { .. } => FaultKind::LoginRefused,
        NetError::LoginUnsupported => FaultKind::LoginUnsupported,
        NetError::Gone => FaultKind::ServerGone,
        NetError::Busy { .. } => FaultKind::ServerBusy,
        NetError::InUse => FaultKind::MailboxInUse,
        NetError::Nameless => FaultKind::MailboxNameless,
        NetError::Said { .. } | NetError::Refused(_) => FaultKind::ServerSaid,
        NetError::Odd(_) => FaultKind::ServerOdd,
        NetError::Cancelled => FaultKind::Bug,
    };
    Fault::new(kind, about, error.to_string())
}

/// Where there is no password, the certificate is what was refused.
pub(super) fn by_way_of(auth: AuthMethod, fault: Fault) -> Fault {
    match (auth, fault.kind) {
        (AuthMethod::Certificate, FaultKind::LoginRefused) => {
            Fault { kind: FaultKind::OwnCertificate(OwnCertificateFault::Refused), ..fault }
        }
        _ => fault,
    }
}

fn certificate(problem: CertificateProblem) -> CertificateFault {
    match problem {
        CertificateProblem::UnknownAuthority => CertificateFault::UnknownAuthority,
        CertificateProblem::WrongName => CertificateFault::WrongName,
        CertificateProblem::Expired => CertificateFault::Expired,
        CertificateProblem::NotYetValid => CertificateFault::NotYetValid,
        CertificateProblem::Revoked => CertificateFault::Revoked,
        CertificateProblem::Malformed => CertificateFault::Malformed,
    }
}

fn own_certificate(problem: OwnCertificate) -> OwnCertificateFault {
    match problem {
        OwnCertificate::Wanted => OwnCertificateFault::Wanted,
        OwnCertificate::Refused => OwnCertificateFault::Refused,
        OwnCertificate::Expired => OwnCertificateFault::Expired,
        OwnCertificate::Revoked => OwnCertificateFault::Revoked,
    }
}

pub(super) fn card(error: KeyError) -> CardFault {
    match error {
        KeyError::Gone => CardFault::Gone,
        KeyError::Locked => CardFault::Locked,
        KeyError::WrongPin { left: Some(1) } => CardFault::LastPin,
        KeyError::WrongPin { .. } => CardFault::WrongPin,
        KeyError::Blocked => CardFault::Blocked,
        KeyError::Cancelled => CardFault::Cancelled,
        KeyError::Unresponsive => CardFault::Unresponsive,
        KeyError::Unable => CardFault::Unable,
        KeyError::Refused => CardFault::Refused,
    }
}

pub(super) fn sync(error: SyncError, about: Subject) -> Fault {
    match error {
        SyncError::Net(error) => net(&error, about),
        SyncError::Store(error) => Fault { about, ..store(error) },
        SyncError::Worker(_) => Fault { about, ..worker() },
    }
}

/// What the keyring cannot do, a passphrase can.
pub(super) fn keyring(error: KeyringError) -> Fault {
    let kind = match error {
        KeyringError::Absent | KeyringError::NotFound | KeyringError::Refused => FaultKind::KeyringAbsent,
    };
    Fault::new(kind, Subject::Profile, error.to_string())
}

pub(super) fn lock(error: LockError) -> Fault {
    match error {
        LockError::InUse => Fault::new(FaultKind::ProfileInUse, Subject::Profile, error.to_string()),
        LockError::Unwritable(kind) => io(&io::Error::from(kind)),
    }
}

pub(super) fn io(error: &io::Error) -> Fault {
    let kind = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FaultKind::DiskFull,
        _ => FaultKind::CacheUnwritable,
    };
    Fault::new(kind, Subject::Profile, error.kind().to_string())
}

pub(super) fn worker() -> Fault {
    Fault::new(FaultKind::Bug, Subject::Profile, "a worker stopped")
}
