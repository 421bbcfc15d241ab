//! The attributes that a signature covers, each once, each with one value where
//! one is due.

use openssl::hash::hash;

use super::algorithm::{Algorithm, message_digest};
use super::capabilities::Capabilities;
use super::check::Flaw;
use super::fields::Fields;
use super::signed::octet_string;
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{Digest, der, oid, time};
use crate::domain::Timestamp;

/// No program writes more.
const MOST: usize = 64;

pub(super) struct Attributes<'a> {
    found: Vec<(&'a [u8], Element<'a>)>,
}

impl<'a> Attributes<'a> {
    pub(super) fn read(set: Element<'a>) -> Result<Self, Flaw> {
        let mut list = Fields::of(set)?;
        let mut found: Vec<(&[u8], Element<'_>)> = Vec::new();
        while let Some(attribute) = list.next_if_any()? {
            let mut fields = Fields::of(attribute.expect(der::SEQUENCE)?)?;
            let kind = fields.expect(der::OBJECT_IDENTIFIER)?.body;
            let values = fields.expect(der::SET)?;
            if found.iter().any(|(known, _)| *known == kind) {
                return Err(Flaw::Repeated);
            }
            if found.len() == MOST {
                return Err(Malformed::Many.into());
            }
            found.push((kind, values));
        }
        Ok(Self { found })
    }

    /// The only value of an attribute.
    fn one(&self, kind: &[u8]) -> Result<Option<Element<'a>>, Flaw> {
        let Some((_, values)) = self.found.iter().find(|(known, _)| *known == kind) else { return Ok(None) };
        let mut values = Fields::of(*values)?;
        let value = values.any()?;
        if values.next_if_any()?.is_some() { Err(Flaw::Repeated) } else { Ok(Some(value)) }
    }

    pub(super) fn content_type(&self) -> Result<&'a [u8], Flaw> {
        let value = self.one(oid::CONTENT_TYPE)?.ok_or(Flaw::Missing)?;
        Ok(value.expect(der::OBJECT_IDENTIFIER)?.body)
    }

    pub(super) fn message_digest(&self) -> Result<Vec<u8>, Flaw> {
        let value = self.one(oid::MESSAGE_DIGEST)?.ok_or(Flaw::Missing)?;
        Ok(octet_string(value)?.into_owned())
    }

    pub(super) fn signing_time(&self) -> Result<Option<Timestamp>, Flaw> {
        Ok(self.one(oid::SIGNING_TIME)?.map(time::read).transpose()?)
    }

    pub(super) fn capabilities(&self) -> Result<Option<Capabilities>, Flaw> {
        Ok(self.one(oid::CAPABILITIES)?.map(Capabilities::read).transpose()?)
    }

    /// Whether the certificate that the signer named under the signature, if he
    /// did (RFC 5035), is this one.
    pub(super) fn fit(&self, certificate: &[u8]) -> Result<bool, Flaw> {
        for (kind, default) in [(oid::SIGNING_CERTIFICATE_V2, Digest::Sha256), (oid::SIGNING_CERTIFICATE, Digest::Sha1)]
        {
            let Some(value) = self.one(kind)? else { continue };
            if !names(value, certificate, default)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The first certificate named is that of the signer.
fn names(value: Element<'_>, certificate: &[u8], default: Digest) -> Result<bool, Flaw> {
    let named = Fields::of(Fields::of(value.expect(der::SEQUENCE)?)?.expect(der::SEQUENCE)?)?.expect(der::SEQUENCE)?;
    let mut fields = Fields::of(named)?;
    let digest = match fields.optional(der::SEQUENCE)? {
        None => default,
        Some(algorithm) => {
            let algorithm = Algorithm::read(algorithm)?;
            algorithm.digest().ok_or_else(|| Flaw::Unsupported(oid::text(algorithm.identifier)))?
        }
    };
    let wanted = fields.expect(der::OCTET_STRING)?.octets()?;
    let actual = hash(message_digest(digest), certificate).map_err(|_| Flaw::Library)?;
    Ok(*wanted == *actual)
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Flaw};
    use crate::crypto::{ber, der, oid};

    fn attribute(kind: &[u8], values: &[u8]) -> Vec<u8> {
        der::element(der::SEQUENCE, &[&der::object(kind), &der::element(der::SET, &[values])])
    }

    fn with<T>(attributes: &[Vec<u8>], ask: impl Fn(Attributes<'_>) -> Result<T, Flaw>) -> Result<T, Flaw> {
        let set = der::element(0xA0, &[&attributes.concat()]);
        Attributes::read(ber::only(&set).unwrap()).and_then(ask)
    }

    /// Names a certificate by a digest; the algorithm is an element or nothing.
    fn naming(kind: &[u8], algorithm: &[u8], digest: &[u8]) -> Vec<u8> {
        let named = der::element(der::SEQUENCE, &[algorithm, &der::element(der::OCTET_STRING, &[digest])]);
        attribute(kind, &der::element(der::SEQUENCE, &[&der::element(der::SEQUENCE, &[&named])]))
    }

    #[test]
    fn an_attribute_stands_once_and_has_one_value() {
        let digest = |bytes: &[u8]| der::element(der::OCTET_STRING, &[bytes]);
        let once = attribute(oid::MESSAGE_DIGEST, &digest(b"x"));
        assert_eq!(with(std::slice::from_ref(&once), |found| found.message_digest()), Ok(b"x".to_vec()));
        let twice = [once.clone(), attribute(oid::MESSAGE_DIGEST, &digest(b"y"))];
        assert_eq!(with(&twice, |found| found.message_digest()), Err(Flaw::Repeated));
        // Also one that nobody asks for.
        assert_eq!(with(&[once, twice.concat()], |_| Ok(())), Err(Flaw::Repeated));
        let two = attribute(oid::MESSAGE_DIGEST, &[digest(b"x"), digest(b"x")].concat());
        assert_eq!(with(&[two], |found| found.message_digest()), Err(Flaw::Repeated));
        let none = attribute(oid::MESSAGE_DIGEST, &[]);
        assert!(matches!(with(&[none], |found| found.message_digest()), Err(Flaw::Malformed(_))));
        assert_eq!(with(&[], |found| found.message_digest()), Err(Flaw::Missing));
        let other = attribute(oid::MESSAGE_DIGEST, der::NULL);
        assert!(matches!(with(&[other], |found| found.message_digest()), Err(Flaw::Malformed(_))));
    }

    #[test]
    fn the_certificate_that_was_named_has_to_be_the_one() {
        let certificate = b"a certificate";
        let fit = |attributes: &[Vec<u8>]| with(attributes, |found| found.fit(certificate));
        let (sha1, sha256) = (openssl::sha::sha1(certificate), openssl::sha::sha256(certificate));
        let sha512 = openssl::sha::sha512(certificate);
        let v2 = |algorithm: &[u8], digest: &[u8]| naming(oid::SIGNING_CERTIFICATE_V2, algorithm, digest);
        assert_eq!(fit(&[]), Ok(true));
        assert_eq!(fit(&[v2(&[], &sha256)]), Ok(true));
        assert_eq!(fit(&[v2(&[], &sha1)]), Ok(false));
        assert_eq!(fit(&[v2(&der::algorithm(oid::SHA512, &[]), &sha512)]), Ok(true));
        assert_eq!(fit(&[v2(&der::algorithm(oid::SHA512, &[]), &sha256)]), Ok(false));
        assert!(matches!(fit(&[v2(&der::algorithm(oid::MD5, &[]), &sha256)]), Err(Flaw::Unsupported(_))));
        assert_eq!(fit(&[naming(oid::SIGNING_CERTIFICATE, &[], &sha1)]), Ok(true));
        // Both: each has to fit.
        let both = [v2(&[], &sha256), naming(oid::SIGNING_CERTIFICATE, &[], &[7; 20])];
        assert_eq!(fit(&both), Ok(false));
    }
}
