//! Keys that wrap keys: AES (RFC 3394) and, for old messages, triple DES
//! (RFC 3217).

use openssl::aes::{AesKey, unwrap_key, wrap_key};
use openssl::sha::sha1;
use openssl::symm::{Cipher, Crypter, Mode};
use zeroize::Zeroizing;

use super::CmsError;
use crate::crypto::oid;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    Aes128,
    Aes192,
    Aes256,
    TripleDes,
}

impl Wrap {
    pub(super) fn named(identifier: &[u8]) -> Option<Self> {
        Some(match identifier {
            oid::AES128_WRAP => Self::Aes128,
            oid::AES192_WRAP => Self::Aes192,
            oid::AES256_WRAP => Self::Aes256,
            oid::TRIPLE_DES_WRAP => Self::TripleDes,
            _ => return None,
        })
    }

    /// Bytes of the key that wraps.
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }

    pub(super) fn open(self, key: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, CmsError> {
        if self == Self::TripleDes {
            return open_triple_des(key, wrapped);
        }
        // What is wrapped is a key of 16 to 32 bytes, and eight more.
        if !(24..=40).contains(&wrapped.len()) || !wrapped.len().is_multiple_of(8) {
            return Err(CmsError::Undecipherable);
        }
        let key = AesKey::new_decrypt(key).map_err(|_| CmsError::Library)?;
        let mut opened = Zeroizing::new(vec![0; wrapped.len() - 8]);
        let _ = unwrap_key(&key, None, &mut opened, wrapped).map_err(|_| CmsError::Undecipherable)?;
        Ok(opened)
    }
}

/// Under AES-256.
pub(super) fn close(key: &[u8], content_key: &[u8]) -> Result<Vec<u8>, CmsError> {
    let key = AesKey::new_encrypt(key).map_err(|_| CmsError::Library)?;
    let mut wrapped = vec![0; content_key.len() + 8];
    let _ = wrap_key(&key, None, &mut wrapped, content_key).map_err(|_| CmsError::Library)?;
    Ok(wrapped)
}

/// RFC 3217, 3.2: deciphered, turned round, deciphered again; eight bytes of
/// SHA-1 at the end say whether it is right.
fn open_triple_des(key: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, CmsError> {
    const FIRST: [u8; 8] = [0x4A, 0xDD, 0xA2, 0x2C, 0x79, 0xE8, 0x21, 0x05];
    // A key of 16 to 32 bytes, a first block and the check.
    if !(32..=48).contains(&wrapped.len()) || !wrapped.len().is_multiple_of(8) || key.len() != 24 {
        return Err(CmsError::Undecipherable);
    }
    let mut turned = triple_des(key, &FIRST, wrapped)?;
    turned.reverse();
    let (first, rest) = turned.split_first_chunk::<8>().ok_or(CmsError::Undecipherable)?;
    let mut opened = triple_des(key, first, rest)?;
    let (content_key, check) = opened.split_last_chunk::<8>().ok_or(CmsError::Undecipherable)?;
    let digest = Zeroizing::new(sha1(content_key));
    if !digest.get(..8).is_some_and(|start| openssl::memcmp::eq(start, check)) {
        return Err(CmsError::Undecipherable);
    }
    let length = content_key.len();
    opened.truncate(length);
    Ok(opened)
}

fn triple_des(key: &[u8], iv: &[u8], blocks: &[u8]) -> Result<Zeroizing<Vec<u8>>, CmsError> {
    let mut crypter = Crypter::new(Cipher::des_ede3_cbc(), Mode::Decrypt, key, Some(iv))?;
    crypter.pad(false);
    let mut opened = Zeroizing::new(vec![0; blocks.len() + 8]);
    let written = crypter.update(blocks, &mut opened)?;
    opened.truncate(written);
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::{CmsError, Wrap, close};

    #[test]
    fn a_key_comes_out_as_it_went_in_and_only_with_the_key_that_wrapped_it() {
        let wrapped = close(&[7; 32], &[9; 32]).unwrap();
        assert_eq!(**Wrap::Aes256.open(&[7; 32], &wrapped).unwrap(), [9; 32]);
        assert_eq!(Wrap::Aes256.open(&[8; 32], &wrapped).unwrap_err(), CmsError::Undecipherable);
        for cut in 0..wrapped.len() {
            assert_eq!(Wrap::Aes256.open(&[7; 32], &wrapped[..cut]).unwrap_err(), CmsError::Undecipherable);
            assert_eq!(Wrap::TripleDes.open(&[7; 24], &wrapped[..cut]).unwrap_err(), CmsError::Undecipherable);
        }
    }
}
