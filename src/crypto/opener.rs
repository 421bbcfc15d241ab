//! A key on a card as one that opens: its signature of the same bytes is always
//! the same, and nobody else can make it.
//!
//! That holds for RSA in PKCS#1 v1.5 alone, and for a signature that was proved:
//! a module that answers anything at all would give a secret that all know.

use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey};
use openssl::sign::Verifier;
use zeroize::Zeroizing;

use super::cert::Certificate;
use super::{Digest, Key, KeyError};

/// Shorter ones may be broken while the cache is still there.
const BITS: u32 = 2048;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenerError {
    #[error("the key is no RSA key of 2048 bits")]
    Unsuited,
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// The signature of the key over these bytes: one use of the card.
pub fn secret(key: &dyn Key, message: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenerError> {
    let certificate = Certificate::read(key.certificate()).map_err(|_| OpenerError::Unsuited)?;
    let public = PKey::public_key_from_der(certificate.public_key()).map_err(|_| OpenerError::Unsuited)?;
    if public.id() != Id::RSA || public.bits() < BITS {
        return Err(OpenerError::Unsuited);
    }
    let signature = Zeroizing::new(key.sign(Digest::Sha256, message)?);
    let proved = Verifier::new(MessageDigest::sha256(), &public)
        .and_then(|mut verifier| verifier.verify_oneshot(&signature, message));
    if proved.unwrap_or(false) { Ok(signature) } else { Err(KeyError::Refused.into()) }
}

/// The same for a key that is to open from now on, which has to show that it
/// answers twice alike.
pub fn lasting_secret(key: &dyn Key, message: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenerError> {
    let (first, second) = (secret(key, message)?, secret(key, message)?);
    if first == second { Ok(first) } else { Err(OpenerError::Unsuited) }
}
