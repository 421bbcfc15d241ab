//! A private key held in memory: one that came in a PKCS#12 file, such as a
//! confidentiality key that follows its holder from card to card. The library
//! wipes it when it is dropped.

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcKey, EcPoint};
use openssl::encrypt::Decrypter;
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Private};
use openssl::rsa;
use openssl::sign::{RsaPssSaltlen, Signer};
use openssl::x509::X509;
use zeroize::Zeroizing;

use super::cms::message_digest;
use super::{Digest, Key, KeyError, Padding, pkcs12};
use crate::domain::Secret;

pub struct SoftKey {
    certificate: Vec<u8>,
    key: PKey<Private>,
}

/// Nothing of a key is ever printed.
impl std::fmt::Debug for SoftKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoftKey")
    }
}

/// What a PKCS#12 file held.
pub struct Imported {
    pub key: SoftKey,
    /// The other certificates, DER, from the nearest upwards.
    pub chain: Vec<Vec<u8>>,
    /// What the file calls it; may be empty.
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SoftKeyError {
    #[error("this is no PKCS#12 file, or a damaged one")]
    Malformed,
    #[error("the passphrase is not that of the file")]
    Passphrase,
    /// RC2, as programs wrote it until 2020.
    #[error("the file is protected by a cipher that is no longer read; write it anew with a present one")]
    Obsolete,
    #[error("the file holds no key with its certificate")]
    Absent,
    #[error("the key is not that of the certificate")]
    OtherKey,
}

impl SoftKey {
    /// From the certificate and the key (PKCS#8, not enciphered), DER.
    pub fn from_pkcs8(certificate: &[u8], key: &[u8]) -> Result<Self, SoftKeyError> {
        let key = PKey::private_key_from_pkcs8(key).map_err(|_| SoftKeyError::Malformed)?;
        let read = X509::from_der(certificate).map_err(|_| SoftKeyError::Malformed)?;
        Self::of(&read, certificate.to_vec(), key)
    }

    /// The one that other programs take, where the file holds several.
    pub fn from_pkcs12(file: &[u8], passphrase: &Secret) -> Result<Imported, SoftKeyError> {
        Self::all_of_pkcs12(file, passphrase)?.into_iter().next().ok_or(SoftKeyError::Absent)
    }

    /// Every key of the file that has its certificate there; at least one.
    pub fn all_of_pkcs12(file: &[u8], passphrase: &Secret) -> Result<Vec<Imported>, SoftKeyError> {
        pkcs12::read(file, passphrase)
    }

    /// To be taken elsewhere. None without a passphrase, or with one that no
    /// program would read.
    pub fn to_pkcs12(&self, chain: &[Vec<u8>], label: &str, passphrase: &Secret) -> Option<Vec<u8>> {
        pkcs12::write(&self.key, &self.certificate, chain, label, passphrase)
    }

    pub(super) fn of(read: &X509, certificate: Vec<u8>, key: PKey<Private>) -> Result<Self, SoftKeyError> {
        let public = read.public_key().map_err(|_| SoftKeyError::Malformed)?;
        if public.public_eq(&key) { Ok(Self { certificate, key }) } else { Err(SoftKeyError::OtherKey) }
    }

    /// To be kept under a key of ours: PKCS#8, DER, not enciphered.
    pub fn to_pkcs8(&self) -> Option<Zeroizing<Vec<u8>>> {
        self.key.private_key_to_pkcs8().ok().map(Zeroizing::new)
    }
}

/// What the library refuses, the key refuses.
impl Key for SoftKey {
    fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    fn sign(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signer = Signer::new(message_digest(digest), &self.key).map_err(|_| KeyError::Unable)?;
        signer.sign_oneshot_to_vec(message).map_err(|_| KeyError::Refused)
    }

    fn sign_pss(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signer = Signer::new(message_digest(digest), &self.key).map_err(|_| KeyError::Unable)?;
        signer.set_rsa_padding(rsa::Padding::PKCS1_PSS).map_err(|_| KeyError::Unable)?;
        signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH).map_err(|_| KeyError::Unable)?;
        signer.sign_oneshot_to_vec(message).map_err(|_| KeyError::Refused)
    }

    fn has_pss(&self) -> bool {
        self.key.id() == Id::RSA
    }

    fn decrypt(&self, padding: Padding, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let decrypter = decrypter(&self.key, padding).map_err(|_| KeyError::Unable)?;
        let length = decrypter.decrypt_len(block).map_err(|_| KeyError::Refused)?;
        let mut opened = Zeroizing::new(vec![0; length]);
        let written = decrypter.decrypt(block, &mut opened).map_err(|_| KeyError::Refused)?;
        opened.truncate(written);
        Ok(opened)
    }

    fn agree(&self, point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let ours = self.key.ec_key().map_err(|_| KeyError::Unable)?;
        let shared = || {
            let point = EcPoint::from_bytes(ours.group(), point, &mut *BigNumContext::new()?)?;
            let theirs = PKey::from_ec_key(EcKey::from_public_key(ours.group(), &point)?)?;
            let mut deriver = Deriver::new(&self.key)?;
            deriver.set_peer(&theirs)?;
            deriver.derive_to_vec()
        };
        shared().map(Zeroizing::new).map_err(|_: ErrorStack| KeyError::Refused)
    }
}

fn decrypter(key: &PKey<Private>, padding: Padding) -> Result<Decrypter<'_>, ErrorStack> {
    let mut decrypter = Decrypter::new(key)?;
    match padding {
        Padding::Pkcs1 => decrypter.set_rsa_padding(rsa::Padding::PKCS1)?,
        Padding::Oaep(digest) => {
            decrypter.set_rsa_padding(rsa::Padding::PKCS1_OAEP)?;
            decrypter.set_rsa_oaep_md(message_digest(digest))?;
            decrypter.set_rsa_mgf1_md(message_digest(digest))?;
        }
    }
    Ok(decrypter)
}
