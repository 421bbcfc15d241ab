//! What the vault keeps of a card that opens it, and what it asks of one: always
//! the signature of the same bytes, by the key of the same certificate.
//!
//! The bytes name the vault and the slot, and hold a random challenge: no server
//! that the card signs in to can have them signed.

use ring::hkdf;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::key::{LENGTH, hex, random};
use super::vault::SlotId;
use super::{KeyPrint, NoRandomness};

/// As it stands in the file: which card, and what it signs. Nothing of it opens
/// anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Card {
    /// SHA-256 of the certificate.
    pub(super) certificate: String,
    /// SHA-256 of the name in it: the same on the card that comes after it.
    holder: String,
    challenge: String,
}

/// A slot that a card opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSlot {
    pub id: SlotId,
    pub(super) card: Card,
    message: Vec<u8>,
}

impl Card {
    pub(super) fn new(certificate: &KeyPrint, holder: &[u8; 32]) -> Result<Self, NoRandomness> {
        Ok(Self { certificate: hex(certificate), holder: hex(holder), challenge: hex(&random::<32>()?) })
    }

    pub(super) fn describe(&self, bound_to: &str) -> String {
        format!("{bound_to} card {} {} {}", self.certificate, self.holder, self.challenge)
    }
}

impl CardSlot {
    pub(super) fn new(id: SlotId, card: Card, bound_to: &str) -> Self {
        let message = card.describe(bound_to).into_bytes();
        Self { id, card, message }
    }

    /// What the card signs (PKCS#1 v1.5, SHA-256): it has but one signature.
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    pub fn is_of(&self, certificate: &KeyPrint) -> bool {
        self.card.certificate == hex(certificate)
    }

    pub fn is_of_holder(&self, name: &[u8; 32]) -> bool {
        self.card.holder == hex(name)
    }
}

/// The key that wraps the cache's: of no use to who has seen another signature.
pub(super) fn derive(signature: &[u8], salt: &[u8; 32], described: &str) -> Option<Zeroizing<[u8; LENGTH]>> {
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(signature);
    let info = [described.as_bytes()];
    let mut key = Zeroizing::new([0; LENGTH]);
    extracted.expand(&info, hkdf::HKDF_SHA256).ok()?.fill(key.as_mut_slice()).ok()?;
    Some(key)
}
