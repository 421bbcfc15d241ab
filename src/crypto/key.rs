//! A private key, wherever it lives: on a card, on a token, in the cache.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What can be done with a private key. A call takes as long as a card takes:
/// never on the main thread, never on a worker of the runtime.
pub trait Key: Send + Sync {
    /// The certificate that goes with it, DER.
    fn certificate(&self) -> &[u8];

    /// A signature over the message, whose digest is taken here or on the card:
    /// a PKCS#1 v1.5 block for RSA, the DER of `r` and `s` for an elliptic curve.
    fn sign(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError>;

    /// The same as RSA signs in TLS 1.3: PSS, with a salt as long as the digest.
    /// Not for a key of which [`Key::has_pss`] does not promise it.
    fn sign_pss(&self, _digest: Digest, _message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::Unable)
    }

    fn has_pss(&self) -> bool {
        false
    }

    /// What an RSA block holds.
    fn decrypt(&self, padding: Padding, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError>;

    /// The shared secret with the public point of another (ECDH, uncompressed
    /// point in, x coordinate out).
    fn agree(&self, point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Digest {
    /// Read, marked as weak, never written.
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Padding {
    Pkcs1,
    /// With the same digest for the label and the mask.
    Oaep(Digest),
}

/// Why a key did not answer. All but the last two are of the card, not of the
/// message: they are told as such, and the operation may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum KeyError {
    #[error("the card or the token is not there")]
    Gone,
    #[error("the code has to be given first")]
    Locked,
    #[error("the code was wrong; {left:?} tries are left")]
    WrongPin { left: Option<u8> },
    #[error("the card is blocked")]
    Blocked,
    #[error("the user said no")]
    Cancelled,
    #[error("the token's own program does not answer")]
    Unresponsive,
    #[error("this token cannot do that with this key")]
    Unable,
    #[error("the key refused these bytes")]
    Refused,
}
