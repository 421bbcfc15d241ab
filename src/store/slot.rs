//! One slot of the vault: the cache key, sealed under a key that comes from a
//! passphrase (Argon2id), from the session's keyring, or from the signature of a
//! card (HKDF). All that describes the slot is sealed with it, so a changed parameter is a slot that does not open.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::card_slot::{self, Card};
use super::key::{LENGTH, hex, random, unhex};
use super::vault::SlotKind;
use super::{CacheKey, SessionKey, VaultError};
use crate::domain::Secret;

/// 64 MiB, three passes, one lane (the second choice of RFC 9106, with one lane
/// because a lane more is a thread more): about half a second of one core.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

/// A file may ask for more than today's cost, but not for the whole machine.
const MOST: Cost = Cost { memory_kib: 1024 * 1024, passes: 32, lanes: 16 };

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// What one slot holds in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Way {
    Passphrase {
        #[serde(flatten)]
        cost: Cost,
        salt: String,
        #[serde(flatten)]
        sealed: Sealed,
    },
    Session {
        #[serde(flatten)]
        sealed: Sealed,
    },
    Card {
        #[serde(flatten)]
        card: Card,
        salt: String,
        #[serde(flatten)]
        sealed: Sealed,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sealed {
    nonce: String,
    wrapped: String,
}

impl Way {
    pub(super) fn passphrase(bound_to: &str, key: &CacheKey, passphrase: &Secret) -> Result<Self, VaultError> {
        let salt = random::<16>()?;
        // The cost is one of ours, so only memory can be lacking.
        let wrapping = COST.derive(passphrase, &salt).ok_or(VaultError::NoMemory)?;
        let salt = hex(&salt);
        let sealed = seal(&wrapping, &COST.describe(bound_to, &salt), key)?;
        Ok(Self::Passphrase { cost: COST, salt, sealed })
    }

    pub(super) fn session(bound_to: &str, key: &CacheKey, session: &SessionKey) -> Result<Self, VaultError> {
        let sealed = seal(session.expose(), &describe_session(bound_to), key)?;
        Ok(Self::Session { sealed })
    }

    /// With the signature of the card over [`CardSlot::message`](super::CardSlot::message).
    pub(super) fn card(bound_to: &str, key: &CacheKey, card: Card, signature: &[u8]) -> Result<Self, VaultError> {
        let salt = random::<32>()?;
        let described = describe_card(&card, bound_to, &hex(&salt));
        let wrapping = card_slot::derive(signature, &salt, &described).ok_or(VaultError::NoMemory)?;
        let sealed = seal(&wrapping, &described, key)?;
        Ok(Self::Card { card, salt: hex(&salt), sealed })
    }

    /// None for a kind that is not known here, or a slot that makes no sense.
    pub(super) fn read(table: &toml::Table) -> Option<Self> {
        table.clone().try_into().ok()
    }

    pub(super) fn write(&self) -> Option<toml::Table> {
        toml::Table::try_from(self).ok()
    }

    pub(super) fn kind(&self) -> SlotKind {
        match self {
            Self::Passphrase { .. } => SlotKind::Passphrase,
            Self::Session { .. } => SlotKind::Session,
            Self::Card { .. } => SlotKind::Card,
        }
    }

    pub(super) fn open_with_passphrase(&self, bound_to: &str, passphrase: &Secret) -> Option<CacheKey> {
        let Self::Passphrase { cost, salt, sealed } = self else { return None };
        let wrapping = cost.derive(passphrase, &unhex::<16>(salt)?)?;
        sealed.open(&wrapping, &cost.describe(bound_to, salt))
    }

    pub(super) fn open_with_session(&self, bound_to: &str, session: &SessionKey) -> Option<CacheKey> {
        let Self::Session { sealed } = self else { return None };
        sealed.open(session.expose(), &describe_session(bound_to))
    }

    pub(super) fn open_with_card(&self, bound_to: &str, signature: &[u8]) -> Option<CacheKey> {
        let Self::Card { card, salt, sealed } = self else { return None };
        let described = describe_card(card, bound_to, salt);
        let wrapping = card_slot::derive(signature, &unhex::<32>(salt)?, &described)?;
        sealed.open(&wrapping, &described)
    }
}

impl Cost {
    fn derive(self, passphrase: &Secret, salt: &[u8; 16]) -> Option<Zeroizing<[u8; LENGTH]>> {
        if self.memory_kib > MOST.memory_kib || self.passes > MOST.passes || self.lanes > MOST.lanes {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(LENGTH)).ok()?;
        // The same accent may be typed as one character or as two.
        let typed = Zeroizing::new(passphrase.expose().nfc().collect::<String>());
        let mut key = Zeroizing::new([0; LENGTH]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(typed.as_bytes(), salt, key.as_mut_slice())
            .ok()?;
        Some(key)
    }

    fn describe(self, bound_to: &str, salt: &str) -> String {
        format!("{bound_to} passphrase argon2id {} {} {} {salt}", self.memory_kib, self.passes, self.lanes)
    }
}

fn describe_session(bound_to: &str) -> String {
    format!("{bound_to} session")
}

fn describe_card(card: &Card, bound_to: &str, salt: &str) -> String {
    format!("{} {salt}", card.describe(bound_to))
}

fn seal(wrapping: &[u8; LENGTH], described: &str, key: &CacheKey) -> Result<Sealed, VaultError> {
    let nonce = random::<24>()?;
    let cipher = XChaCha20Poly1305::new(wrapping.into());
    let payload = Payload { msg: key.expose(), aad: described.as_bytes() };
    let wrapped = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::NoMemory)?;
    Ok(Sealed { nonce: hex(&nonce), wrapped: hex(&wrapped) })
}

impl Sealed {
    fn open(&self, wrapping: &[u8; LENGTH], described: &str) -> Option<CacheKey> {
        let nonce = unhex::<24>(&self.nonce)?;
        let wrapped = unhex::<{ LENGTH + 16 }>(&self.wrapped)?;
        let payload = Payload { msg: &wrapped, aad: described.as_bytes() };
        let cipher = XChaCha20Poly1305::new(wrapping.into());
        let bytes = Zeroizing::new(cipher.decrypt(&XNonce::from(nonce), payload).ok()?);
        let mut key = Zeroizing::new([0; LENGTH]);
        key.iter_mut().zip(bytes.iter()).for_each(|(to, from)| *to = *from);
        Some(CacheKey::from_bytes(*key))
    }
}
