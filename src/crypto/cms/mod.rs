//! CMS (RFC 5652, 5083, 5084, 5753, 8551): messages signed and enciphered, read
//! as peers send them and written as peers read them.
//!
//! Only the mathematics: whether a signature fits a certificate and bytes, never
//! whether anybody is to be believed (that is for the trust). What is read is
//! borrowed from the message; contents are copied once, where they are deciphered
//! or written.

mod agreement;
mod algorithm;
mod attributes;
mod capabilities;
mod check;
mod cipher;
mod encrypt;
mod enveloped;
mod fields;
mod identity;
mod sign;
mod signed;
mod transport;
mod wrap;

pub use algorithm::Scheme;
pub(in crate::crypto) use algorithm::message_digest;
pub use capabilities::Capabilities;
pub use check::{Checked, Flaw};
pub use cipher::Cipher;
pub use encrypt::{Strength, encrypt};
pub use enveloped::{Enveloped, Opened, Transport};
pub use sign::{Form, sign, sign_digest};
pub use signed::{Signed, Signer};

use super::KeyError;
use super::ber::{self, Malformed};
use super::oid;
use fields::Fields;

/// What a message holds at its outermost.
#[derive(Debug)]
pub enum Content<'a> {
    Signed(Signed<'a>),
    Enveloped(Enveloped<'a>),
    /// Neither: its identifier, dotted.
    Other(String),
}

/// Why a message was not read or not written. A signature that does not hold is
/// a [`Flaw`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    #[error("the message is malformed: {0}")]
    Malformed(#[from] Malformed),
    /// An algorithm by its identifier, or a rare form of a known one.
    #[error("the message wants what is not known here ({0})")]
    Unsupported(String),
    #[error("the enciphered content is not in the message")]
    Detached,
    #[error("the message is not enciphered for any of these keys")]
    NotForUs,
    /// A wrong key, an altered message: never told apart.
    #[error("the message could not be deciphered")]
    Undecipherable,
    #[error("a certificate could not be used")]
    Certificate,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the cryptographic library failed")]
    Library,
}

impl From<openssl::error::ErrorStack> for CmsError {
    fn from(_: openssl::error::ErrorStack) -> Self {
        Self::Library
    }
}

/// What follows the structure is not looked at.
pub fn read(bytes: &[u8]) -> Result<Content<'_>, CmsError> {
    let (message, _) = ber::read(bytes)?;
    let mut fields = Fields::of(message.expect(0x30)?)?;
    let kind = fields.expect(0x06)?.body;
    let content = Fields::of(fields.expect(0xA0)?)?.any()?;
    match kind {
        oid::SIGNED_DATA => Signed::read(content).map(Content::Signed),
        oid::ENVELOPED_DATA => Enveloped::read(content, false).map(Content::Enveloped),
        oid::AUTH_ENVELOPED_DATA => Enveloped::read(content, true).map(Content::Enveloped),
        other => Ok(Content::Other(oid::text(other))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CmsError, Content, read};
    use crate::crypto::ber::Malformed;
    use crate::crypto::{der, oid};

    fn message(kind: &[u8], content: &[u8]) -> Vec<u8> {
        der::element(der::SEQUENCE, &[&der::object(kind), &der::element(0xA0, &[content])])
    }

    #[test]
    fn a_message_is_told_by_its_kind() {
        assert!(matches!(read(&message(&[42, 3, 4], der::NULL)), Ok(Content::Other(kind)) if kind == "1.2.3.4"));
        assert_eq!(read(b"").unwrap_err(), CmsError::Malformed(Malformed::Cut));
        assert_eq!(
            read(&message(oid::SIGNED_DATA, der::NULL)).unwrap_err(),
            CmsError::Malformed(Malformed::Unexpected)
        );
    }

    #[test]
    fn more_signers_than_anybody_has_are_refused() {
        let signer = der::element(
            der::SEQUENCE,
            &[
                &[der::INTEGER, 1, 3],
                &der::element(0x80, &[b"key"]),
                &der::algorithm(oid::SHA256, &[]),
                &der::algorithm(oid::RSA, &[]),
                &der::element(der::OCTET_STRING, &[b"signature"]),
            ],
        );
        let signed = |count: usize| {
            let content = der::element(der::SEQUENCE, &[&der::object(oid::DATA)]);
            let signers = der::element(der::SET, &[&signer.repeat(count)]);
            let fields = [&[der::INTEGER, 1, 1][..], &der::element(der::SET, &[]), &content, &signers];
            message(oid::SIGNED_DATA, &der::element(der::SEQUENCE, &fields))
        };
        assert!(matches!(read(&signed(16)), Ok(Content::Signed(signed)) if signed.signers().len() == 16));
        assert_eq!(read(&signed(17)).unwrap_err(), CmsError::Malformed(Malformed::Many));
    }

    proptest! {
        #[test]
        fn any_bytes_in_a_message_are_read_or_refused(bytes in proptest::collection::vec(0u8..=255, 0..200)) {
            for kind in [oid::SIGNED_DATA, oid::ENVELOPED_DATA, oid::AUTH_ENVELOPED_DATA] {
                let _ = read(&message(kind, &bytes));
                let _ = read(&message(kind, &der::element(der::SEQUENCE, &[&[der::INTEGER, 1, 1], &bytes])));
            }
            let _ = read(&bytes);
        }
    }
}
