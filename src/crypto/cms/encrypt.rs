//! Writing `EnvelopedData` and `AuthEnvelopedData`: one content key, wrapped for
//! each certificate; the content is enciphered straight into its place.

use openssl::pkey::Id;
use openssl::rand::rand_bytes;
use zeroize::Zeroizing;

use super::cipher::{Cipher, TAG, encipher};
use super::identity::Facts;
use super::{CmsError, agreement, transport};
use crate::crypto::{Digest, Padding, der, oid};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// RSA PKCS#1 v1.5 and AES-256-CBC, which every peer reads.
    Common,
    /// RSA OAEP with SHA-256 and AES-256-GCM, for those who announced it.
    Modern,
}

impl Strength {
    fn cipher(self) -> Cipher {
        match self {
            Self::Common => Cipher::Aes256Cbc,
            Self::Modern => Cipher::Aes256Gcm,
        }
    }

    fn padding(self) -> Padding {
        match self {
            Self::Common => Padding::Pkcs1,
            Self::Modern => Padding::Oaep(Digest::Sha256),
        }
    }
}

/// For the holders of these certificates, DER; for an elliptic curve always by
/// ECDH with SHA-256 and an AES-256 wrap.
pub fn encrypt(content: &[u8], to: &[&[u8]], how: Strength) -> Result<Vec<u8>, CmsError> {
    let mut content_key = Zeroizing::new(vec![0; how.cipher().key_length()]);
    rand_bytes(&mut content_key)?;
    let recipients = to
        .iter()
        .map(|certificate| recipient(certificate, how.padding(), &content_key))
        .collect::<Result<Vec<_>, _>>()?;
    if recipients.is_empty() {
        return Err(CmsError::NotForUs);
    }
    match how {
        Strength::Common => enveloped(content, &content_key, recipients),
        Strength::Modern => auth_enveloped(content, &content_key, recipients),
    }
}

fn recipient(certificate: &[u8], padding: Padding, content_key: &[u8]) -> Result<Vec<u8>, CmsError> {
    let facts = Facts::read(certificate).map_err(|_| CmsError::Certificate)?;
    let key = facts.public_key()?;
    match key.id() {
        Id::RSA => {
            let (algorithm, block) = transport::close(&key, padding, content_key)?;
            let block = der::element(der::OCTET_STRING, &[&block]);
            let parts = [&[der::INTEGER, 1, 0][..], &facts.issuer_and_serial(), &algorithm, &block];
            Ok(der::element(der::SEQUENCE, &parts))
        }
        Id::EC => agreement::close(&facts, &key, content_key),
        _ => Err(CmsError::Certificate),
    }
}

fn enveloped(content: &[u8], key: &[u8], recipients: Vec<Vec<u8>>) -> Result<Vec<u8>, CmsError> {
    let mut iv = [0; 16];
    rand_bytes(&mut iv)?;
    let agreed = recipients.iter().any(|recipient| recipient.first() == Some(&0xA1));
    let frame = Frame {
        kind: oid::ENVELOPED_DATA,
        version: if agreed { 2 } else { 0 },
        recipients,
        cipher: der::algorithm(oid::AES256_CBC, &der::element(der::OCTET_STRING, &[&iv])),
        length: (content.len() / 16 + 1) * 16,
        after: 0,
    };
    let mut out = frame.open();
    let _ = encipher(Cipher::Aes256Cbc, key, &iv, content, &mut out)?;
    Ok(out)
}

fn auth_enveloped(content: &[u8], key: &[u8], recipients: Vec<Vec<u8>>) -> Result<Vec<u8>, CmsError> {
    let mut nonce = [0; 12];
    rand_bytes(&mut nonce)?;
    let tag_length = [der::INTEGER, 1, 16];
    let parameters = der::element(der::SEQUENCE, &[&der::element(der::OCTET_STRING, &[&nonce]), &tag_length]);
    let frame = Frame {
        kind: oid::AUTH_ENVELOPED_DATA,
        version: 0,
        recipients,
        cipher: der::algorithm(oid::AES256_GCM, &parameters),
        length: content.len(),
        after: 2 + TAG,
    };
    let mut out = frame.open();
    let tag = encipher(Cipher::Aes256Gcm, key, &nonce, content, &mut out)?;
    out.extend(der::element(der::OCTET_STRING, &[&tag]));
    Ok(out)
}

/// All that stands around the content.
struct Frame {
    kind: &'static [u8],
    version: u8,
    recipients: Vec<Vec<u8>>,
    cipher: Vec<u8>,
    /// Of the enciphered content.
    length: usize,
    /// What follows it.
    after: usize,
}

impl Frame {
    /// Everything up to the content, with room for the content and what follows.
    fn open(self) -> Vec<u8> {
        let content = [der::object(oid::DATA), self.cipher, der::head(0x80, self.length)].concat();
        let content = [der::head(der::SEQUENCE, content.len() + self.length), content].concat();
        let version = vec![der::INTEGER, 1, self.version];
        let body = [version, der::set_of(der::SET, self.recipients), content].concat();
        let left = self.length + self.after;
        let body = [der::head(der::SEQUENCE, body.len() + left), body].concat();
        let body = [der::object(self.kind), der::head(0xA0, body.len() + left), body].concat();
        let mut out = der::head(der::SEQUENCE, body.len() + left);
        out.reserve(body.len() + left + TAG);
        out.extend(body);
        out
    }
}
