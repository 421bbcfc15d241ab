//! What can be said against a certificate. Words of the trade, not of a
//! library; the sentences are made elsewhere.

use super::revocation::{RevokedFor, Unchecked};
use crate::domain::Timestamp;

/// One point, and which certificate of the chain it is about (0 is the one judged).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub place: usize,
    pub reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The chain does not lead to anybody who is believed.
    UnknownAuthority,
    /// It was not signed by the one whom it names.
    BadSignature,
    /// A key, or a way of signing, that is not known here.
    UnknownAlgorithm,
    /// Could be forged with means that exist: SHA-1, short keys.
    WeakAlgorithm,
    NotYetValid,
    /// Had expired when it was used.
    Expired,
    /// Has expired since.
    ExpiredSince,
    /// Its key may not do this (key usage).
    WrongUsage,
    /// It was not made for this (extended usage).
    WrongPurpose,
    /// It signed another and is no authority.
    NotAnAuthority,
    /// More authorities stand below it than it allows.
    PathTooLong,
    /// It asks that something be understood that is not.
    CriticalExtension(String),
    /// An extension says nothing that can be read.
    Unreadable(String),
    /// An authority above may not speak for such a name.
    NameConstraint,
    /// An authority above asks for a policy that does not lead down here.
    Policy,
    Revoked {
        at: Timestamp,
        reason: RevokedFor,
    },
    /// Revoked since it was used, for a reason that leaves the past as it was.
    RevokedSince {
        at: Timestamp,
        reason: RevokedFor,
    },
    RevocationNotChecked(Unchecked),
    /// Made by a test authority.
    TestCertificate,
    /// Of the authorities of the old cards, which stopped in January 2021.
    IgcCpsStopped,
}

impl Reason {
    /// Does it end all trust? The others are to be told, and no more.
    pub fn refuses(&self) -> bool {
        !matches!(
            self,
            Self::ExpiredSince | Self::RevokedSince { .. } | Self::RevocationNotChecked(_) | Self::IgcCpsStopped
        )
    }
}
