//! The ciphers of contents. Deciphering writes into one buffer that is wiped
//! when it is dropped, and gives it only once the whole was found good.

use openssl::symm::{self, Crypter, Mode};
use zeroize::Zeroizing;

use super::CmsError;
use super::algorithm::{Algorithm, short};
use super::fields::Fields;
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{der, oid};

/// The library counts in 31 bits.
const CHUNK: usize = 1 << 24;
pub(super) const TAG: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    TripleDesCbc,
    Aes128Cbc,
    Aes192Cbc,
    Aes256Cbc,
    Aes128Gcm,
    Aes192Gcm,
    Aes256Gcm,
}

/// A cipher with its first block or its nonce, as the message says them.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) cipher: Cipher,
    iv: Vec<u8>,
    /// How long the proof at the end is.
    tag: usize,
}

impl Cipher {
    pub(super) fn named(identifier: &[u8]) -> Option<Self> {
        Some(match identifier {
            oid::TRIPLE_DES_CBC => Self::TripleDesCbc,
            oid::AES128_CBC => Self::Aes128Cbc,
            oid::AES192_CBC => Self::Aes192Cbc,
            oid::AES256_CBC => Self::Aes256Cbc,
            oid::AES128_GCM => Self::Aes128Gcm,
            oid::AES192_GCM => Self::Aes192Gcm,
            oid::AES256_GCM => Self::Aes256Gcm,
            _ => return None,
        })
    }

    /// Whether a message in it cannot be altered unseen.
    pub fn authenticates(self) -> bool {
        matches!(self, Self::Aes128Gcm | Self::Aes192Gcm | Self::Aes256Gcm)
    }

    pub(super) fn key_length(self) -> usize {
        self.symm().key_len()
    }

    pub(super) fn symm(self) -> symm::Cipher {
        match self {
            Self::TripleDesCbc => symm::Cipher::des_ede3_cbc(),
            Self::Aes128Cbc => symm::Cipher::aes_128_cbc(),
            Self::Aes192Cbc => symm::Cipher::aes_192_cbc(),
            Self::Aes256Cbc => symm::Cipher::aes_256_cbc(),
            Self::Aes128Gcm => symm::Cipher::aes_128_gcm(),
            Self::Aes192Gcm => symm::Cipher::aes_192_gcm(),
            Self::Aes256Gcm => symm::Cipher::aes_256_gcm(),
        }
    }
}

impl Prepared {
    pub(super) fn read(algorithm: &Algorithm<'_>) -> Result<Self, CmsError> {
        let cipher = Cipher::named(algorithm.identifier).ok_or_else(|| algorithm.unsupported())?;
        let parameters = algorithm.parameters.ok_or(Malformed::Unexpected)?;
        if !cipher.authenticates() {
            let iv = parameters.expect(der::OCTET_STRING)?.body.to_vec();
            let fits = cipher.symm().iv_len() == Some(iv.len());
            return if fits { Ok(Self { cipher, iv, tag: 0 }) } else { Err(Malformed::Garbled.into()) };
        }
        let mut fields = Fields::of(parameters.expect(der::SEQUENCE)?)?;
        let iv = fields.expect(der::OCTET_STRING)?.body.to_vec();
        // RFC 5084, 3.2: 12 where nothing is said.
        let tag = fields.next_if_any()?.map_or(Ok(12), short)?.into();
        if !(12..=TAG).contains(&tag) || !(7..=16).contains(&iv.len()) {
            return Err(algorithm.unsupported());
        }
        Ok(Self { cipher, iv, tag })
    }

    /// The content, if this is the key it was enciphered with and nothing was
    /// altered that the cipher watches over.
    pub(super) fn decipher(
        &self,
        key: &[u8],
        content: Element<'_>,
        beside: Option<&[u8]>,
        tag: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CmsError> {
        if key.len() != self.cipher.key_length() || tag.len() != self.tag {
            return Err(CmsError::Undecipherable);
        }
        let mut crypter = Crypter::new(self.cipher.symm(), Mode::Decrypt, key, Some(&self.iv))?;
        if self.cipher.authenticates() {
            if let Some(beside) = beside {
                crypter.aad_update(beside)?;
            }
            crypter.set_tag(tag)?;
        }
        let mut out = Out::new(content.body.len() + self.cipher.symm().block_size());
        content.segments(&mut |segment| out.feed(&mut crypter, segment))?;
        out.finish(&mut crypter).map_err(|_| CmsError::Undecipherable)
    }
}

/// The buffer that a cipher writes into. It never grows: a buffer that moves
/// leaves what it held behind.
struct Out {
    bytes: Zeroizing<Vec<u8>>,
    written: usize,
}

impl Out {
    fn new(most: usize) -> Self {
        Self { bytes: Zeroizing::new(vec![0; most]), written: 0 }
    }

    fn feed(&mut self, crypter: &mut Crypter, segment: &[u8]) -> Result<(), CmsError> {
        for chunk in segment.chunks(CHUNK) {
            let room = self.bytes.get_mut(self.written..).ok_or(CmsError::Library)?;
            self.written += crypter.update(chunk, room)?;
        }
        Ok(())
    }

    fn finish(mut self, crypter: &mut Crypter) -> Result<Zeroizing<Vec<u8>>, CmsError> {
        let room = self.bytes.get_mut(self.written..).ok_or(CmsError::Library)?;
        self.written += crypter.finalize(room)?;
        self.bytes.truncate(self.written);
        Ok(self.bytes)
    }
}

/// Enciphers to the end of `out`, which has the room; the tag comes back.
pub(super) fn encipher(
    cipher: Cipher,
    key: &[u8],
    iv: &[u8],
    content: &[u8],
    out: &mut Vec<u8>,
) -> Result<[u8; TAG], CmsError> {
    let mut crypter = Crypter::new(cipher.symm(), Mode::Encrypt, key, Some(iv))?;
    let mut written = out.len();
    out.resize(written + content.len() + TAG, 0);
    for chunk in content.chunks(CHUNK) {
        let room = out.get_mut(written..).ok_or(CmsError::Library)?;
        written += crypter.update(chunk, room)?;
    }
    let room = out.get_mut(written..).ok_or(CmsError::Library)?;
    written += crypter.finalize(room)?;
    out.truncate(written);
    let mut tag = [0; TAG];
    if cipher.authenticates() {
        crypter.get_tag(&mut tag)?;
    }
    Ok(tag)
}
