//! By what a message names a certificate, and what has to be known of the
//! certificate for that: read leniently, since old cards have old certificates.

use openssl::pkey::{PKey, Public};

use super::CmsError;
use super::fields::Fields;
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::cert::same_name;
use crate::crypto::{der, oid};

#[derive(Debug, Clone, Copy)]
pub(super) enum Identity<'a> {
    Serial { issuer: Element<'a>, serial: &'a [u8] },
    KeyId(&'a [u8]),
}

impl<'a> Identity<'a> {
    /// As in `SignerIdentifier` and in what names a recipient: `[0]` is a key
    /// identifier, alone or first in a structure.
    pub(super) fn read(element: Element<'a>) -> Result<Self, Malformed> {
        match element.tag {
            der::SEQUENCE => {
                let mut fields = Fields::of(element)?;
                Ok(Self::Serial { issuer: fields.expect(der::SEQUENCE)?, serial: fields.expect(der::INTEGER)?.body })
            }
            0x80 => Ok(Self::KeyId(element.body)),
            0xA0 => Ok(Self::KeyId(Fields::of(element)?.expect(der::OCTET_STRING)?.body)),
            _ => Err(Malformed::Unexpected),
        }
    }

    pub(super) fn matches(&self, certificate: &[u8]) -> bool {
        let Ok(facts) = Facts::read(certificate) else { return false };
        match *self {
            Self::Serial { issuer, serial } => {
                serial == facts.serial.body && same_name(issuer.whole, facts.issuer.whole)
            }
            Self::KeyId(id) => facts.key_id == Some(id),
        }
    }
}

/// What a message needs of a certificate.
pub(super) struct Facts<'a> {
    serial: Element<'a>,
    issuer: Element<'a>,
    key: Element<'a>,
    key_id: Option<&'a [u8]>,
}

impl<'a> Facts<'a> {
    pub(super) fn read(certificate: &'a [u8]) -> Result<Self, Malformed> {
        let signed = Fields::of(ber::only(certificate)?.expect(der::SEQUENCE)?)?.expect(der::SEQUENCE)?;
        let mut fields = Fields::of(signed)?;
        let _version = fields.optional(0xA0)?;
        let serial = fields.expect(der::INTEGER)?;
        let _algorithm = fields.expect(der::SEQUENCE)?;
        let issuer = fields.expect(der::SEQUENCE)?;
        let _validity = fields.expect(der::SEQUENCE)?;
        let _subject = fields.expect(der::SEQUENCE)?;
        let key = fields.expect(der::SEQUENCE)?;
        let mut key_id = None;
        while let Some(field) = fields.next_if_any()? {
            if field.tag == 0xA3 {
                key_id = subject_key_id(field)?;
            }
        }
        Ok(Self { serial, issuer, key, key_id })
    }

    /// From the certificate's own bytes: never coded anew.
    pub(super) fn issuer_and_serial(&self) -> Vec<u8> {
        der::element(der::SEQUENCE, &[self.issuer.whole, self.serial.whole])
    }

    pub(super) fn public_key(&self) -> Result<PKey<Public>, CmsError> {
        PKey::public_key_from_der(self.key.whole).map_err(|_| CmsError::Certificate)
    }
}

fn subject_key_id(extensions: Element<'_>) -> Result<Option<&[u8]>, Malformed> {
    let mut list = Fields::of(Fields::of(extensions)?.expect(der::SEQUENCE)?)?;
    while let Some(extension) = list.next_if_any()? {
        let mut fields = Fields::of(extension)?;
        if fields.expect(der::OBJECT_IDENTIFIER)?.body == oid::SUBJECT_KEY_IDENTIFIER {
            let _critical = fields.optional(0x01)?;
            let value = fields.expect(der::OCTET_STRING)?;
            return Ok(Some(ber::only(value.body)?.expect(der::OCTET_STRING)?.body));
        }
    }
    Ok(None)
}
