//! Whether a signature is that of a key over a content: the mathematics, and
//! nothing of trust. What is covered is what was received, never what it could
//! be written as.

use openssl::hash::hash;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};

use super::algorithm::{Scheme, message_digest};
use super::attributes::Attributes;
use super::capabilities::Capabilities;
use super::identity::Facts;
use super::signed::Signer;
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::{Digest, der, oid};
use crate::domain::Timestamp;

/// A signature that holds, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub digest: Digest,
    pub scheme: Scheme,
    /// By the signer's own clock.
    pub signing_time: Option<Timestamp>,
    pub capabilities: Option<Capabilities>,
    /// Made with SHA-1: it proves little today.
    pub weak: bool,
}

/// Why a signature does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the signature is malformed: {0}")]
    Malformed(#[from] Malformed),
    #[error("the content was altered")]
    Altered,
    #[error("the signature is not that of the certificate's key")]
    Wrong,
    #[error("the signature was made with MD5")]
    Md5,
    /// By its identifier.
    #[error("the signature wants what is not known here ({0})")]
    Unsupported(String),
    #[error("the signature is of another kind than the certificate's key")]
    OtherKey,
    #[error("the certificate cannot be read")]
    Certificate,
    #[error("the signer named another certificate")]
    OtherCertificate,
    #[error("the signature is for another kind of content")]
    OtherContent,
    #[error("the signature lacks what it has to cover")]
    Missing,
    #[error("the signature says the same thing twice")]
    Repeated,
    #[error("the content could be taken for what another signature covers")]
    Ambiguous,
    #[error("the cryptographic library failed")]
    Library,
}

pub(super) fn check(kind: &[u8], signer: &Signer<'_>, certificate: &[u8], content: &[u8]) -> Result<Checked, Flaw> {
    let digest = digest(signer)?;
    let (scheme, named) = scheme(signer)?;
    let of_signature = named.unwrap_or(digest);
    let facts = Facts::read(certificate).map_err(|_| Flaw::Certificate)?;
    let key = facts.public_key().map_err(|_| Flaw::Certificate)?;
    let proves = |signed: &[u8]| verify(&key, scheme, of_signature, &signer.signature, signed);
    let (holds, (signing_time, capabilities)) = if let Some(attributes) = signer.attributes {
        let said = covered(kind, attributes, digest, certificate, content)?;
        // As received, but with the tag it was signed under and a length.
        (proves(&der::element(der::SET, &[attributes.body]))?, said)
    } else {
        unambiguous(kind, content)?;
        (proves(content)?, (None, None))
    };
    if !holds {
        return Err(Flaw::Wrong);
    }
    let weak = [digest, of_signature].contains(&Digest::Sha1);
    Ok(Checked { digest, scheme, signing_time, capabilities, weak })
}

fn digest(signer: &Signer<'_>) -> Result<Digest, Flaw> {
    match (signer.digest.digest(), signer.digest.identifier) {
        (Some(digest), _) => Ok(digest),
        (None, oid::MD5) => Err(Flaw::Md5),
        (None, other) => Err(Flaw::Unsupported(oid::text(other))),
    }
}

fn scheme(signer: &Signer<'_>) -> Result<(Scheme, Option<Digest>), Flaw> {
    match (signer.scheme.scheme()?, signer.scheme.identifier) {
        (Some(scheme), _) => Ok(scheme),
        (None, oid::RSA_MD5) => Err(Flaw::Md5),
        (None, other) => Err(Flaw::Unsupported(oid::text(other))),
    }
}

/// The signing time and what the signer can read.
type Said = (Option<Timestamp>, Option<Capabilities>);

/// What the attributes bind has to be what is there.
fn covered(kind: &[u8], set: Element<'_>, digest: Digest, certificate: &[u8], content: &[u8]) -> Result<Said, Flaw> {
    let attributes = Attributes::read(set)?;
    if attributes.content_type()? != kind {
        return Err(Flaw::OtherContent);
    }
    let actual = hash(message_digest(digest), content).map_err(|_| Flaw::Library)?;
    if attributes.message_digest()? != *actual {
        return Err(Flaw::Altered);
    }
    if !attributes.fit(certificate)? {
        return Err(Flaw::OtherCertificate);
    }
    Ok((attributes.signing_time()?, attributes.capabilities()?))
}

/// Without attributes the content itself is signed: it must be plain data, and
/// not the attributes that somebody once signed over another content.
fn unambiguous(kind: &[u8], content: &[u8]) -> Result<(), Flaw> {
    if kind != oid::DATA {
        return Err(Flaw::Missing);
    }
    let set = ber::only(content).and_then(|element| element.expect(der::SET)).ok();
    let attributes = set.and_then(|set| Attributes::read(set).ok());
    if attributes.is_some_and(|found| found.message_digest().is_ok()) { Err(Flaw::Ambiguous) } else { Ok(()) }
}

fn verify<T: HasPublic>(
    key: &PKey<T>,
    scheme: Scheme,
    digest: Digest,
    signature: &[u8],
    signed: &[u8],
) -> Result<bool, Flaw> {
    if !fits(key, scheme) {
        return Err(Flaw::OtherKey);
    }
    let prepared = || {
        let mut verifier = Verifier::new(message_digest(digest), key)?;
        if let Scheme::Pss { mask, salt } = scheme {
            verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
            verifier.set_rsa_pss_saltlen(RsaPssSaltlen::custom(salt.into()))?;
            verifier.set_rsa_mgf1_md(message_digest(mask))?;
        }
        Ok::<_, openssl::error::ErrorStack>(verifier)
    };
    // A key may forbid what the signature asks for (PSS with its own limits).
    let mut verifier = prepared().map_err(|_| Flaw::OtherKey)?;
    // Bytes that are no signature at all are an error to the library.
    Ok(verifier.verify_oneshot(signature, signed).unwrap_or(false))
}

fn fits<T: HasPublic>(key: &PKeyRef<T>, scheme: Scheme) -> bool {
    match scheme {
        Scheme::Pkcs1 => key.id() == Id::RSA,
        Scheme::Pss { .. } => [Id::RSA, Id::RSA_PSS].contains(&key.id()),
        Scheme::Ecdsa => key.id() == Id::EC,
    }
}
