//! Algorithms as they are named in a message, with the parameters they carry.

use openssl::hash::MessageDigest;

use super::CmsError;
use super::fields::Fields;
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{Digest, der, oid};

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSA, PKCS#1 v1.5.
    Pkcs1,
    /// RSA, with the digest of its mask and the length of its salt.
    Pss {
        mask: Digest,
        salt: u16,
    },
    Ecdsa,
}

/// An `AlgorithmIdentifier`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Algorithm<'a> {
    pub(super) identifier: &'a [u8],
    pub(super) parameters: Option<Element<'a>>,
    pub(super) whole: &'a [u8],
}

impl<'a> Algorithm<'a> {
    pub(super) fn read(element: Element<'a>) -> Result<Self, Malformed> {
        let mut fields = Fields::of(element.expect(der::SEQUENCE)?)?;
        let identifier = fields.expect(der::OBJECT_IDENTIFIER)?.body;
        Ok(Self { identifier, parameters: fields.next_if_any()?, whole: element.whole })
    }

    pub(super) fn unsupported(&self) -> CmsError {
        CmsError::Unsupported(oid::text(self.identifier))
    }

    pub(super) fn digest(&self) -> Option<Digest> {
        match self.identifier {
            oid::SHA1 => Some(Digest::Sha1),
            oid::SHA256 => Some(Digest::Sha256),
            oid::SHA384 => Some(Digest::Sha384),
            oid::SHA512 => Some(Digest::Sha512),
            _ => None,
        }
    }

    /// The scheme, and the digest if the name of the scheme says it.
    pub(super) fn scheme(&self) -> Result<Option<(Scheme, Option<Digest>)>, Malformed> {
        let found = match self.identifier {
            oid::RSA => (Scheme::Pkcs1, None),
            oid::RSA_SHA1 => (Scheme::Pkcs1, Some(Digest::Sha1)),
            oid::RSA_SHA256 => (Scheme::Pkcs1, Some(Digest::Sha256)),
            oid::RSA_SHA384 => (Scheme::Pkcs1, Some(Digest::Sha384)),
            oid::RSA_SHA512 => (Scheme::Pkcs1, Some(Digest::Sha512)),
            oid::RSA_PSS => return self.pss(),
            oid::EC => (Scheme::Ecdsa, None),
            oid::ECDSA_SHA1 => (Scheme::Ecdsa, Some(Digest::Sha1)),
            oid::ECDSA_SHA256 => (Scheme::Ecdsa, Some(Digest::Sha256)),
            oid::ECDSA_SHA384 => (Scheme::Ecdsa, Some(Digest::Sha384)),
            oid::ECDSA_SHA512 => (Scheme::Ecdsa, Some(Digest::Sha512)),
            _ => return Ok(None),
        };
        Ok(Some(found))
    }

    /// RFC 4055, 3.1: what is left out is SHA-1, and 20 bytes of salt.
    fn pss(&self) -> Result<Option<(Scheme, Option<Digest>)>, Malformed> {
        let mut fields = Fields::of(self.parameters.ok_or(Malformed::Unexpected)?.expect(der::SEQUENCE)?)?;
        let digest = hash(fields.optional(0xA0)?)?;
        let mask = mask(fields.optional(0xA1)?)?;
        let salt = match fields.optional(0xA2)? {
            None => 20,
            Some(wrapped) => short(Fields::of(wrapped)?.expect(der::INTEGER)?)?,
        };
        let trailer = match fields.optional(0xA3)? {
            None => 1,
            Some(wrapped) => short(Fields::of(wrapped)?.expect(der::INTEGER)?)?,
        };
        let known = digest.zip(mask).filter(|_| trailer == 1);
        Ok(known.map(|(digest, mask)| (Scheme::Pss { mask, salt }, Some(digest))))
    }

    /// RFC 4055, 4.1: the digest of the label and of the mask, which have to be
    /// the same here, and no label.
    pub(super) fn oaep(&self) -> Result<Digest, CmsError> {
        let Some(parameters) = self.parameters else { return Ok(Digest::Sha1) };
        let mut fields = Fields::of(parameters.expect(der::SEQUENCE)?)?;
        let digest = hash(fields.optional(0xA0)?)?;
        let mask = mask(fields.optional(0xA1)?)?;
        let labelled = match fields.optional(0xA2)? {
            None => false,
            Some(wrapped) => {
                let source = Algorithm::read(Fields::of(wrapped)?.any()?)?;
                source.identifier != oid::LABEL || source.parameters.is_some_and(|label| !label.body.is_empty())
            }
        };
        match digest.zip(mask) {
            Some((digest, mask)) if digest == mask && !labelled => Ok(digest),
            _ => Err(self.unsupported()),
        }
    }
}

fn hash(wrapped: Option<Element<'_>>) -> Result<Option<Digest>, Malformed> {
    let Some(wrapped) = wrapped else { return Ok(Some(Digest::Sha1)) };
    Ok(Algorithm::read(Fields::of(wrapped)?.any()?)?.digest())
}

fn mask(wrapped: Option<Element<'_>>) -> Result<Option<Digest>, Malformed> {
    let Some(wrapped) = wrapped else { return Ok(Some(Digest::Sha1)) };
    let mask = Algorithm::read(Fields::of(wrapped)?.any()?)?;
    match mask.parameters {
        Some(inner) if mask.identifier == oid::MGF1 => Ok(Algorithm::read(inner)?.digest()),
        _ => Ok(None),
    }
}

/// A small integer that is not negative.
pub(super) fn short(integer: Element<'_>) -> Result<u16, Malformed> {
    match *integer.body {
        [low @ 0..0x80] => Ok(low.into()),
        [high @ 0..0x80, low] => Ok(u16::from_be_bytes([high, low])),
        _ => Err(Malformed::Garbled),
    }
}

pub(in crate::crypto) fn message_digest(digest: Digest) -> MessageDigest {
    match digest {
        Digest::Sha1 => MessageDigest::sha1(),
        Digest::Sha256 => MessageDigest::sha256(),
        Digest::Sha384 => MessageDigest::sha384(),
        Digest::Sha512 => MessageDigest::sha512(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Scheme};
    use crate::crypto::{Digest, ber, der, oid};

    fn explicit(tag: u8, inner: &[u8]) -> Vec<u8> {
        der::element(tag, &[inner])
    }

    fn mask(digest: &[u8]) -> Vec<u8> {
        der::algorithm(oid::MGF1, &der::algorithm(digest, der::NULL))
    }

    fn named(identifier: &[u8], parameters: &[Vec<u8>]) -> Vec<u8> {
        der::algorithm(identifier, &der::element(der::SEQUENCE, &[&parameters.concat()]))
    }

    #[test]
    fn what_pss_leaves_out_is_sha1() {
        let scheme = |parameters: &[Vec<u8>]| {
            let bytes = named(oid::RSA_PSS, parameters);
            Algorithm::read(ber::only(&bytes).unwrap()).unwrap().scheme()
        };
        let plain = (Scheme::Pss { mask: Digest::Sha1, salt: 20 }, Some(Digest::Sha1));
        assert_eq!(scheme(&[]), Ok(Some(plain)));
        let digest = explicit(0xA0, &der::algorithm(oid::SHA512, &[]));
        let salt = explicit(0xA2, &[der::INTEGER, 2, 1, 0]);
        let given = (Scheme::Pss { mask: Digest::Sha384, salt: 256 }, Some(Digest::Sha512));
        assert_eq!(scheme(&[digest, explicit(0xA1, &mask(oid::SHA384)), salt]), Ok(Some(given)));
        assert_eq!(scheme(&[explicit(0xA0, &der::algorithm(oid::MD5, &[]))]), Ok(None));
        assert_eq!(scheme(&[explicit(0xA3, &[der::INTEGER, 1, 2])]), Ok(None));
        assert!(scheme(&[explicit(0xA2, &[der::INTEGER, 1, 0xFF])]).is_err());
    }

    #[test]
    fn oaep_has_one_digest_and_no_label() {
        let oaep = |parameters: &[Vec<u8>]| {
            let bytes = named(oid::RSA_OAEP, parameters);
            Algorithm::read(ber::only(&bytes).unwrap()).unwrap().oaep().ok()
        };
        let digest = explicit(0xA0, &der::algorithm(oid::SHA256, &[]));
        let same = explicit(0xA1, &mask(oid::SHA256));
        let label = |said: &[u8]| explicit(0xA2, &der::algorithm(oid::LABEL, &explicit(der::OCTET_STRING, said)));
        assert_eq!(oaep(&[]), Some(Digest::Sha1));
        assert_eq!(oaep(&[digest.clone(), same.clone(), label(b"")]), Some(Digest::Sha256));
        assert_eq!(oaep(std::slice::from_ref(&digest)), None);
        assert_eq!(oaep(&[digest, same, label(b"x")]), None);
    }
}
