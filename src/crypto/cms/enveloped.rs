//! `EnvelopedData` and `AuthEnvelopedData`: for whom, and what is inside once
//! one of our keys opens it.

use std::borrow::Cow;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::agreement::Agreement;
use super::algorithm::Algorithm;
use super::cipher::{Cipher, Prepared};
use super::fields::Fields;
use super::identity::Identity;
use super::signed::octet_string;
use super::{CmsError, transport};
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{Key, Padding, der};

const MOST_RECIPIENTS: usize = 4_096;
/// Each may cost a use of the card and a pass over the content.
const MOST_ATTEMPTS: usize = 4;

#[derive(Debug)]
pub struct Enveloped<'a> {
    recipients: Vec<Recipient<'a>>,
    cipher: Algorithm<'a>,
    content: Option<Element<'a>>,
    /// What the tag covers beside the content.
    attributes: Option<Element<'a>>,
    tag: Option<Cow<'a, [u8]>>,
    authenticated: bool,
}

#[derive(Debug)]
struct Recipient<'a> {
    identity: Identity<'a>,
    way: Way<'a>,
    wrapped: Cow<'a, [u8]>,
}

#[derive(Debug, Clone)]
enum Way<'a> {
    Transport(Algorithm<'a>),
    Agreement(Arc<Agreement<'a>>),
}

/// How the content key came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Rsa(Padding),
    Agreement,
}

pub struct Opened {
    pub content: Zeroizing<Vec<u8>>,
    pub cipher: Cipher,
    pub transport: Transport,
    /// Nothing was altered on the way. Without it a signature has to say so.
    pub authenticated: bool,
}

/// What is inside is nobody's business.
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opened({:?}, {:?}, {} bytes)", self.cipher, self.transport, self.content.len())
    }
}

impl<'a> Enveloped<'a> {
    pub(super) fn read(element: Element<'a>, authenticated: bool) -> Result<Self, CmsError> {
        let mut fields = Fields::of(element.expect(der::SEQUENCE)?)?;
        let _version = fields.expect(der::INTEGER)?;
        let _originator = fields.optional(0xA0)?;
        let recipients = recipients(fields.expect(der::SET)?)?;
        let mut inner = Fields::of(fields.expect(der::SEQUENCE)?)?;
        let _kind = inner.expect(der::OBJECT_IDENTIFIER)?;
        let cipher = Algorithm::read(inner.any()?)?;
        let content = inner.next_if_any()?;
        if content.is_some_and(|content| content.tag & !0x20 != 0x80) {
            return Err(Malformed::Unexpected.into());
        }
        let attributes = fields.optional(0xA1)?;
        let tag = if authenticated { Some(octet_string(fields.any()?)?) } else { None };
        Ok(Self { recipients, cipher, content, attributes, tag, authenticated })
    }

    /// Whether the holder of this certificate can open it.
    pub fn is_for(&self, certificate: &[u8]) -> bool {
        self.recipients.iter().any(|recipient| recipient.identity.matches(certificate))
    }

    /// The content, by the first key that opens it. An error of a card is told
    /// only if no other key does.
    pub fn open(&self, keys: &[&dyn Key]) -> Result<Opened, CmsError> {
        let prepared = Prepared::read(&self.cipher)?;
        if prepared.cipher.authenticates() != self.authenticated {
            return Err(self.cipher.unsupported());
        }
        let content = self.content.ok_or(CmsError::Detached)?;
        let mut failure = CmsError::NotForUs;
        let attempts = keys.iter().flat_map(|key| {
            let theirs = |recipient: &&Recipient<'_>| recipient.identity.matches(key.certificate());
            self.recipients.iter().filter(theirs).map(|recipient| (*key, recipient))
        });
        for (key, recipient) in attempts.take(MOST_ATTEMPTS) {
            match self.attempt(key, recipient, &prepared, content) {
                Ok(opened) => return Ok(opened),
                Err(error) if !matches!(failure, CmsError::Key(_)) => failure = error,
                Err(_) => {}
            }
        }
        Err(failure)
    }

    fn attempt(
        &self,
        key: &dyn Key,
        recipient: &Recipient<'_>,
        prepared: &Prepared,
        content: Element<'_>,
    ) -> Result<Opened, CmsError> {
        let (content_key, transport) = recipient.content_key(key, prepared.cipher.key_length())?;
        let beside = self.attributes.map(|attributes| der::element(der::SET, &[attributes.body]));
        let tag = self.tag.as_deref().unwrap_or_default();
        let content = prepared.decipher(&content_key, content, beside.as_deref(), tag)?;
        Ok(Opened { content, cipher: prepared.cipher, transport, authenticated: self.authenticated })
    }
}

impl Recipient<'_> {
    fn content_key(&self, key: &dyn Key, length: usize) -> Result<(Zeroizing<Vec<u8>>, Transport), CmsError> {
        match &self.way {
            Way::Transport(algorithm) => {
                let padding = transport::padding(algorithm)?;
                Ok((transport::open(key, padding, &self.wrapped, length)?, Transport::Rsa(padding)))
            }
            Way::Agreement(agreement) => Ok((agreement.open(key, &self.wrapped)?, Transport::Agreement)),
        }
    }
}

/// Recipients by password or by a shared key are none of ours.
fn recipients(set: Element<'_>) -> Result<Vec<Recipient<'_>>, Malformed> {
    let mut list = Fields::of(set)?;
    let mut found = Vec::new();
    while let Some(recipient) = list.next_if_any()? {
        match recipient.tag {
            der::SEQUENCE => found.push(transported(recipient)?),
            0xA1 => agreed(recipient, &mut found)?,
            _ => {}
        }
        if found.len() > MOST_RECIPIENTS {
            return Err(Malformed::Many);
        }
    }
    Ok(found)
}

fn transported(element: Element<'_>) -> Result<Recipient<'_>, Malformed> {
    let mut fields = Fields::of(element)?;
    let _version = fields.expect(der::INTEGER)?;
    let identity = Identity::read(fields.any()?)?;
    let way = Way::Transport(Algorithm::read(fields.any()?)?);
    Ok(Recipient { identity, way, wrapped: octet_string(fields.any()?)? })
}

fn agreed<'a>(element: Element<'a>, found: &mut Vec<Recipient<'a>>) -> Result<(), Malformed> {
    let (agreement, recipients) = Agreement::read(element)?;
    let agreement = Arc::new(agreement);
    let mut list = Fields::of(recipients)?;
    while let Some(recipient) = list.next_if_any()? {
        if found.len() > MOST_RECIPIENTS {
            return Err(Malformed::Many);
        }
        let mut fields = Fields::of(recipient)?;
        let identity = Identity::read(fields.any()?)?;
        let wrapped = octet_string(fields.any()?)?;
        found.push(Recipient { identity, way: Way::Agreement(agreement.clone()), wrapped });
    }
    Ok(())
}
