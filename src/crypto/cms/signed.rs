//! `SignedData`: who signed what, as the message says it. Nothing is checked
//! here but the structure.

use std::borrow::Cow;

use super::CmsError;
use super::algorithm::Algorithm;
use super::check::{self, Checked, Flaw};
use super::fields::Fields;
use super::identity::Identity;
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{der, oid};

/// Each costs a digest over the whole content.
const MOST_SIGNERS: usize = 16;
const MOST_CERTIFICATES: usize = 256;

#[derive(Debug)]
pub struct Signed<'a> {
    pub(super) content_type: &'a [u8],
    content: Option<Element<'a>>,
    certificates: Vec<&'a [u8]>,
    signers: Vec<Signer<'a>>,
}

#[derive(Debug)]
pub struct Signer<'a> {
    identity: Identity<'a>,
    pub(super) digest: Algorithm<'a>,
    pub(super) attributes: Option<Element<'a>>,
    pub(super) scheme: Algorithm<'a>,
    pub(super) signature: Cow<'a, [u8]>,
}

impl<'a> Signed<'a> {
    pub(super) fn read(element: Element<'a>) -> Result<Self, CmsError> {
        let mut fields = Fields::of(element.expect(der::SEQUENCE)?)?;
        let _version = fields.expect(der::INTEGER)?;
        let _digests = fields.expect(der::SET)?;
        let (content_type, content) = encapsulated(fields.expect(der::SEQUENCE)?)?;
        let certificates = certificates(fields.optional(0xA0)?)?;
        let _revocation = fields.optional(0xA1)?;
        let signers = signers(fields.expect(der::SET)?)?;
        Ok(Self { content_type, content, certificates, signers })
    }

    /// The certificates that came along, DER. What is not of X.509 is left out.
    pub fn certificates(&self) -> &[&'a [u8]] {
        &self.certificates
    }

    /// What the message carries itself; nothing when the signature is detached.
    pub fn content(&self) -> Option<Cow<'a, [u8]>> {
        // Its segments were looked at when it was read.
        self.content.and_then(|content| content.octets().ok())
    }

    /// Whether what is signed is a message, and no structure of another kind.
    pub fn is_data(&self) -> bool {
        self.content_type == oid::DATA
    }

    /// May be none: a message that only brings certificates.
    pub fn signers(&self) -> &[Signer<'a>] {
        &self.signers
    }

    /// Whether the signature is that of the certificate's key over this content:
    /// what the message carries, or what lies beside it.
    pub fn check(&self, signer: &Signer<'_>, certificate: &[u8], content: &[u8]) -> Result<Checked, Flaw> {
        check::check(self.content_type, signer, certificate, content)
    }
}

impl Signer<'_> {
    /// Whether this is the certificate that the signer says is his.
    pub fn matches(&self, certificate: &[u8]) -> bool {
        self.identity.matches(certificate)
    }
}

fn encapsulated(element: Element<'_>) -> Result<(&[u8], Option<Element<'_>>), Malformed> {
    let mut fields = Fields::of(element)?;
    let kind = fields.expect(der::OBJECT_IDENTIFIER)?.body;
    let Some(wrapped) = fields.optional(0xA0)? else { return Ok((kind, None)) };
    let content = Fields::of(wrapped)?.any()?;
    if content.tag & !0x20 != der::OCTET_STRING {
        return Err(Malformed::Unexpected);
    }
    content.segments(&mut |_| Ok::<_, Malformed>(()))?;
    Ok((kind, Some(content)))
}

fn certificates(set: Option<Element<'_>>) -> Result<Vec<&[u8]>, Malformed> {
    let Some(set) = set else { return Ok(Vec::new()) };
    let mut list = Fields::of(set)?;
    let mut found = Vec::new();
    while let Some(certificate) = list.next_if_any()? {
        if found.len() == MOST_CERTIFICATES {
            return Err(Malformed::Many);
        }
        if certificate.tag == der::SEQUENCE {
            found.push(certificate.whole);
        }
    }
    Ok(found)
}

fn signers(set: Element<'_>) -> Result<Vec<Signer<'_>>, Malformed> {
    let mut list = Fields::of(set)?;
    let mut found = Vec::new();
    while let Some(signer) = list.next_if_any()? {
        if found.len() == MOST_SIGNERS {
            return Err(Malformed::Many);
        }
        found.push(read_signer(signer)?);
    }
    Ok(found)
}

fn read_signer(element: Element<'_>) -> Result<Signer<'_>, Malformed> {
    let mut fields = Fields::of(element.expect(der::SEQUENCE)?)?;
    let _version = fields.expect(der::INTEGER)?;
    Ok(Signer {
        identity: Identity::read(fields.any()?)?,
        digest: Algorithm::read(fields.any()?)?,
        attributes: fields.optional(0xA0)?,
        scheme: Algorithm::read(fields.any()?)?,
        signature: octet_string(fields.any()?)?,
    })
}

pub(super) fn octet_string(element: Element<'_>) -> Result<Cow<'_, [u8]>, Malformed> {
    if element.tag & !0x20 == der::OCTET_STRING { element.octets() } else { Err(Malformed::Unexpected) }
}
