//! The maths of one signature over bytes as they stood: of a certificate, of a
//! list, of an answer. Whose key it is, and whether it may sign, is decided by
//! those who call.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};

use crate::crypto::ber::{self, Malformed};
use crate::crypto::cert::Certificate;
use crate::crypto::oid;

/// RSA keys below are weak; elliptic curves are of half their strength in bits.
const RSA_BITS: u32 = 2048;
const CURVE_BITS: u32 = 224;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    Holds,
    /// It does, but could be forged with means that exist: SHA-1, MD5, short keys.
    HoldsWeakly,
    Broken,
    /// A way of signing that is not known here.
    Unknown,
}

/// Did this key sign these bytes so? `algorithm` and `key` are elements.
pub(super) fn check(algorithm: &[u8], key: &[u8], signed: &[u8], signature: &[u8]) -> Signature {
    let Some(way) = Way::read(algorithm) else { return Signature::Unknown };
    let Ok(key) = PKey::public_key_from_der(key) else { return Signature::Unknown };
    if !way.fits(&key) {
        return Signature::Broken;
    }
    match way.verify(&key, signed, signature) {
        Ok(true) if way.weak || is_weak(&key) => Signature::HoldsWeakly,
        Ok(true) => Signature::Holds,
        // Errors of the maths (a length that is not the key's) are forgeries too.
        Ok(false) | Err(_) => Signature::Broken,
    }
}

/// Did this authority's key sign the certificate?
pub(super) fn of(certificate: &Certificate, authority: &Certificate) -> Signature {
    check(certificate.algorithm(), authority.public_key(), certificate.signed(), certificate.signature())
}

/// Is this a key (an element) that can be worked with?
pub(super) fn is_known_key(key: &[u8]) -> bool {
    PKey::public_key_from_der(key).is_ok()
}

/// Is this key (an element) too short to be leaned on?
pub(super) fn is_weak_key(key: &[u8]) -> bool {
    PKey::public_key_from_der(key).is_ok_and(|key| is_weak(&key))
}

fn is_weak(key: &PKey<Public>) -> bool {
    match key.id() {
        Id::RSA | Id::RSA_PSS => key.bits() < RSA_BITS,
        Id::EC => key.bits() < CURVE_BITS,
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    /// With the length of the salt.
    Pss(u8),
    Curve,
    Edwards,
}

struct Way {
    kind: Kind,
    digest: Option<MessageDigest>,
    weak: bool,
}

impl Way {
    fn read(algorithm: &[u8]) -> Option<Self> {
        let parts = ber::only(algorithm).ok()?.children().ok()?;
        let (kind, digest) = match parts.first()?.body {
            oid::RSA_MD5 => (Kind::Rsa, MessageDigest::md5()),
            oid::RSA_SHA1 => (Kind::Rsa, MessageDigest::sha1()),
            oid::RSA_SHA256 => (Kind::Rsa, MessageDigest::sha256()),
            oid::RSA_SHA384 => (Kind::Rsa, MessageDigest::sha384()),
            oid::RSA_SHA512 => (Kind::Rsa, MessageDigest::sha512()),
            oid::ECDSA_SHA1 => (Kind::Curve, MessageDigest::sha1()),
            oid::ECDSA_SHA256 => (Kind::Curve, MessageDigest::sha256()),
            oid::ECDSA_SHA384 => (Kind::Curve, MessageDigest::sha384()),
            oid::ECDSA_SHA512 => (Kind::Curve, MessageDigest::sha512()),
            oid::RSA_PSS => pss(parts.get(1)?.whole).ok()?,
            ED25519 => return Some(Self { kind: Kind::Edwards, digest: None, weak: false }),
            _ => return None,
        };
        Some(Self { kind, weak: digest.size() < 28, digest: Some(digest) })
    }

    fn fits(&self, key: &PKey<Public>) -> bool {
        match self.kind {
            Kind::Rsa => key.id() == Id::RSA,
            Kind::Pss(_) => [Id::RSA, Id::RSA_PSS].contains(&key.id()),
            Kind::Curve => key.id() == Id::EC,
            Kind::Edwards => key.id() == Id::ED25519,
        }
    }

    fn verify(&self, key: &PKey<Public>, signed: &[u8], signature: &[u8]) -> Result<bool, ErrorStack> {
        let mut verifier = match self.digest {
            Some(digest) => Verifier::new(digest, key)?,
            None => Verifier::new_without_digest(key)?,
        };
        if let (Kind::Pss(salt), Some(digest)) = (self.kind, self.digest) {
            verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
            verifier.set_rsa_mgf1_md(digest)?;
            verifier.set_rsa_pss_saltlen(RsaPssSaltlen::custom(salt.into()))?;
        }
        verifier.verify_oneshot(signature, signed)
    }
}

/// 1.3.101.112
const ED25519: &[u8] = &[0x2B, 0x65, 0x70];

/// The parameters of PSS, whose defaults are those of another age. The mask is
/// expected to be made with the same digest: nobody does otherwise.
fn pss(parameters: &[u8]) -> Result<(Kind, MessageDigest), Malformed> {
    let (mut digest, mut mask, mut salt) = (MessageDigest::sha1(), MessageDigest::sha1(), 20);
    for part in ber::only(parameters)?.expect(0x30)?.children()? {
        let inner = ber::only(part.body)?;
        match part.tag {
            0xA0 => digest = digest_of(inner.whole)?,
            0xA1 => match inner.children()?.as_slice() {
                [function, parameters] if function.body == oid::MGF1 => mask = digest_of(parameters.whole)?,
                _ => return Err(Malformed::Unexpected),
            },
            0xA2 => match inner.body {
                [length] | [0, length] => salt = *length,
                _ => return Err(Malformed::Unexpected),
            },
            _ => {}
        }
    }
    if digest.type_() == mask.type_() { Ok((Kind::Pss(salt), digest)) } else { Err(Malformed::Unexpected) }
}

fn digest_of(algorithm: &[u8]) -> Result<MessageDigest, Malformed> {
    let parts = ber::only(algorithm)?.children()?;
    match parts.first().ok_or(Malformed::Cut)?.body {
        oid::SHA1 => Ok(MessageDigest::sha1()),
        oid::SHA256 => Ok(MessageDigest::sha256()),
        oid::SHA384 => Ok(MessageDigest::sha384()),
        oid::SHA512 => Ok(MessageDigest::sha512()),
        _ => Err(Malformed::Unexpected),
    }
}
