//! The seal of a letter: AES-256-GCM under a key of the shelf's own, a nonce by
//! chance, and the letter's digest as what goes with it.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::store::CacheKey;
use crate::store::error::{Result, StoreError};

const TAG: usize = 16;

pub(super) struct Seal {
    key: LessSafeKey,
    random: SystemRandom,
}

impl Seal {
    /// The key is derived from the cache's, so that neither says anything of the
    /// other's ciphertexts.
    #[expect(clippy::expect_used, reason = "one block of output is within HKDF's bounds")]
    pub(super) fn new(key: &CacheKey) -> Self {
        let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(key.expose());
        let derived = secret.expand(&[b"sceau letters"], &AES_256_GCM).expect("a key's length");
        Self { key: LessSafeKey::new(UnboundKey::from(derived)), random: SystemRandom::new() }
    }

    /// Puts the sealed letter at the end of what is there.
    pub(super) fn close(&self, digest: &[u8; 32], bytes: &[u8], end: &mut Vec<u8>) -> Result<()> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).map_err(|_| StoreError::Refused { code: 0 })?;
        end.reserve(NONCE_LEN + bytes.len() + TAG);
        end.extend_from_slice(&nonce);
        let start = end.len();
        end.extend_from_slice(bytes);
        let text = end.get_mut(start..).unwrap_or_default();
        let tag = self
            .key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(digest), text)
            .map_err(|_| StoreError::Refused { code: 0 })?;
        end.extend_from_slice(tag.as_ref());
        Ok(())
    }

    pub(super) fn open(&self, digest: &[u8; 32], mut sealed: Vec<u8>) -> Result<Vec<u8>> {
        let broken = || StoreError::damaged("a letter whose seal is broken");
        let (nonce, text) = sealed.split_first_chunk_mut::<NONCE_LEN>().ok_or_else(broken)?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = self.key.open_in_place(nonce, Aad::from(digest), text).map_err(|_| broken())?.len();
        sealed.truncate(NONCE_LEN + length);
        drop(sealed.drain(..NONCE_LEN));
        Ok(sealed)
    }
}
