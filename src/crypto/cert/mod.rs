//! Certificates as they are met: on cards, in messages, in directories. What
//! one says of its holder, its key and its limits, and the raw bytes of each
//! part, which is what gets proved.
//!
//! Reading is lenient, and believes nothing: whether a certificate may be
//! trusted is said by [`trust`](super::trust) alone. No bytes may panic here.

mod extension;
mod holder;
pub(in crate::crypto) mod identifier;
mod key_kind;
mod name;
mod read;

use sha2::{Digest as _, Sha256};

pub use extension::{Basic, Places, Usage};
pub use key_kind::KeyKind;

pub(in crate::crypto) use extension::{Extension, flags, full_name, number, read as read_extensions};
pub(in crate::crypto) use name::{GeneralName, attributes, is_below, same as same_name};

use crate::domain::{Email, Timestamp};
use extension::Extensions;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    #[error("not a certificate")]
    NotACertificate,
    #[error("the certificate does not say when it holds")]
    BadValidity,
    #[error("the extensions of the certificate cannot be told apart")]
    BadExtensions,
}

/// From and until when, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// SHA-256 of the whole.
pub type Fingerprint = [u8; 32];

/// As fingerprints and serial numbers are written down.
pub(in crate::crypto) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    version: u8,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    validity: Validity,
    key: Vec<u8>,
    extensions: Extensions,
}

/// Names stay out of logs.
impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Certificate({} bytes)", self.der.len())
    }
}

impl Certificate {
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub fn fingerprint(&self) -> Fingerprint {
        Sha256::digest(&self.der).into()
    }

    /// The element of the serial number, as it stood.
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The element of the issuer's name, as it stood.
    pub fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The element of the name, as it stood.
    pub fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// The element of the public key (`SubjectPublicKeyInfo`).
    pub fn public_key(&self) -> &[u8] {
        &self.key
    }

    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.extensions.subject_key.as_deref()
    }

    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.extensions.authority_key.as_deref()
    }

    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// None: the certificate does not limit its key.
    pub fn usage(&self) -> Option<Usage> {
        self.extensions.usage
    }

    /// What extended usage allows, as identifiers. None: no limit.
    pub fn purposes(&self) -> Option<&[Vec<u8>]> {
        self.extensions.purposes.as_deref()
    }

    pub fn policies(&self) -> Option<&[Vec<u8>]> {
        self.extensions.policies.as_deref()
    }

    pub fn basic(&self) -> Option<Basic> {
        self.extensions.basic
    }

    pub fn places(&self) -> &Places {
        &self.extensions.places
    }

    /// The addresses for which it speaks; a display name is never one.
    pub fn addresses(&self) -> Vec<Email> {
        let alternative = self.extensions.alternative.iter().filter_map(GeneralName::email);
        let stated = attributes(&self.subject).unwrap_or_default();
        let named = stated.iter().filter(|attribute| attribute.kind == identifier::EMAIL_ADDRESS);
        let mut found: Vec<Email> = Vec::new();
        for email in alternative.chain(named.filter_map(|attribute| Email::parse(&attribute.text).ok())) {
            if !found.contains(&email) {
                found.push(email);
            }
        }
        found
    }

    /// Does it name itself as its issuer? Says nothing of who signed it.
    pub fn is_self_issued(&self) -> bool {
        same_name(&self.subject, &self.issuer)
    }

    pub(super) fn is_called(&self, name: &[u8]) -> bool {
        same_name(&self.subject, name)
    }

    pub(super) fn version(&self) -> u8 {
        self.version
    }

    /// What the issuer signed.
    pub(super) fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// How; empty where the certificate says two things of it.
    pub(super) fn algorithm(&self) -> &[u8] {
        &self.algorithm
    }

    pub(super) fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(super) fn alternative_names(&self) -> &[GeneralName] {
        &self.extensions.alternative
    }

    pub(super) fn extension(&self, kind: &[u8]) -> Option<&Extension> {
        self.extensions.get(kind)
    }

    pub(super) fn extensions(&self) -> &[Extension] {
        &self.extensions.all
    }

    /// Identifiers of extensions that are there and say nothing that can be read.
    pub(super) fn unreadable(&self) -> &[String] {
        &self.extensions.unreadable
    }
}

#[cfg(test)]
pub(in crate::crypto) mod sample;
#[cfg(test)]
mod tests;
