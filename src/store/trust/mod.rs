//! What is believed and what was learned of revocation, as rows: authorities,
//! certificates that were met, lists, answers, and whom an address belongs to.
//!
//! Bytes and moments only. Whether any of it is to be believed is not decided
//! here, and is decided anew each time that it is read.

mod addresses;
mod anchors;
mod bindings;
mod revocation;

#[cfg(test)]
pub(super) use addresses::{NAMING, NOT_NOTED};
#[cfg(test)]
pub(super) use revocation::{AUTHORITIES, SEEN_SINCE, VERSION};

use crate::domain::{Email, HolderId, Timestamp};

pub use revocation::Learned;

/// SHA-256 of a whole certificate.
type Fingerprint = [u8; 32];

/// Where an authority's certificate was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorFrom {
    /// The agency's own package put it on this workstation.
    Installed,
    /// A file that the user chose.
    File,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnchor {
    pub fingerprint: Fingerprint,
    pub der: Vec<u8>,
    pub source: AnchorFrom,
    pub added: Timestamp,
}

/// A certificate that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCertificate {
    pub fingerprint: Fingerprint,
    pub der: Vec<u8>,
    /// It may issue others.
    pub authority: bool,
}

/// What a server calls a version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    pub tag: Option<String>,
    pub modified: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptList {
    pub address: String,
    pub issuer: Fingerprint,
    pub this_update: Timestamp,
    pub next_update: Option<Timestamp>,
    pub version: Version,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    pub certificate: Fingerprint,
    pub issuer: Fingerprint,
    pub this_update: Timestamp,
    pub next_update: Option<Timestamp>,
    pub bytes: Vec<u8>,
}

/// Whom an address belongs to, as the user said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBinding {
    pub address: Email,
    pub holder: HolderId,
    pub confirmed: Timestamp,
}

/// The kind of name that a holder has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoundTo {
    Rpps,
    Certificate,
}

impl BoundTo {
    fn of(holder: &HolderId) -> (Self, &str) {
        match holder {
            HolderId::Rpps(number) => (Self::Rpps, number),
            HolderId::Certificate(fingerprint) => (Self::Certificate, fingerprint),
        }
    }

    fn holder(self, name: String) -> HolderId {
        match self {
            Self::Rpps => HolderId::Rpps(name),
            Self::Certificate => HolderId::Certificate(name),
        }
    }
}

#[cfg(test)]
mod tests;
