//! A content key wrapped under a secret that two points of a curve agree on
//! (RFC 5753): one of the recipient, one made for this message.

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcKey, EcPoint, PointConversionForm};
use openssl::hash::{Hasher, MessageDigest};
use openssl::pkey::{PKey, Public};
use zeroize::Zeroizing;

use super::CmsError;
use super::algorithm::Algorithm;
use super::fields::Fields;
use super::identity::Facts;
use super::wrap::{self, Wrap};
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{Key, der, oid};

/// What is common to the recipients of one agreement.
#[derive(Debug)]
pub(super) struct Agreement<'a> {
    /// The sender's point; None where he used a key of his own.
    point: Option<&'a [u8]>,
    /// What the sender added to the secret.
    added: Option<Element<'a>>,
    scheme: Algorithm<'a>,
}

impl<'a> Agreement<'a> {
    /// Also what follows: the recipients.
    pub(super) fn read(element: Element<'a>) -> Result<(Self, Element<'a>), Malformed> {
        let mut fields = Fields::of(element)?;
        let _version = fields.expect(der::INTEGER)?;
        let originator = Fields::of(fields.expect(0xA0)?)?.any()?;
        let point = if originator.tag == 0xA1 { Some(point(originator)?) } else { None };
        let added = fields.optional(0xA1)?.map(|wrapped| Fields::of(wrapped)?.expect(der::OCTET_STRING)).transpose()?;
        let scheme = Algorithm::read(fields.any()?)?;
        Ok((Self { point, added, scheme }, fields.expect(der::SEQUENCE)?))
    }

    pub(super) fn open(&self, key: &dyn Key, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, CmsError> {
        let digest = derivation(self.scheme.identifier).ok_or_else(|| self.scheme.unsupported())?;
        let named = Algorithm::read(self.scheme.parameters.ok_or(Malformed::Unexpected)?)?;
        let wrap = Wrap::named(named.identifier).ok_or_else(|| named.unsupported())?;
        let point = self.point.ok_or_else(|| CmsError::Unsupported("static sender key".to_owned()))?;
        let point = on_curve(key.certificate(), point)?;
        let secret = key.agree(&point).map_err(CmsError::Key)?;
        // With the algorithm as it was received: it is under the digest.
        let info = shared_info(named.whole, self.added.map(|added| added.whole), wrap.key_length());
        wrap.open(&derive(&secret, digest, &info, wrap.key_length())?, wrapped)
    }
}

fn point(originator: Element<'_>) -> Result<&[u8], Malformed> {
    let mut fields = Fields::of(originator)?;
    let _algorithm = fields.expect(der::SEQUENCE)?;
    match fields.expect(der::BIT_STRING)?.body {
        [0, point @ ..] => Ok(point),
        _ => Err(Malformed::Garbled),
    }
}

/// The point, uncompressed, if it is one of the curve of our key: a card must
/// not be given another.
fn on_curve(certificate: &[u8], point: &[u8]) -> Result<Vec<u8>, CmsError> {
    let key = Facts::read(certificate).map_err(|_| CmsError::Certificate)?.public_key()?;
    let curve = key.ec_key().map_err(|_| CmsError::Undecipherable)?;
    let mut context = BigNumContext::new()?;
    let point = EcPoint::from_bytes(curve.group(), point, &mut context).map_err(|_| CmsError::Undecipherable)?;
    let form = PointConversionForm::UNCOMPRESSED;
    point.to_bytes(curve.group(), form, &mut context).map_err(|_| CmsError::Undecipherable)
}

fn derivation(scheme: &[u8]) -> Option<MessageDigest> {
    Some(match scheme {
        oid::ECDH_SHA1 => MessageDigest::sha1(),
        oid::ECDH_SHA224 => MessageDigest::sha224(),
        oid::ECDH_SHA256 => MessageDigest::sha256(),
        oid::ECDH_SHA384 => MessageDigest::sha384(),
        oid::ECDH_SHA512 => MessageDigest::sha512(),
        _ => return None,
    })
}

/// `ECC-CMS-SharedInfo`.
fn shared_info(wrap: &[u8], added: Option<&[u8]>, key_length: usize) -> Vec<u8> {
    let added = added.map(|added| der::element(0xA0, &[added])).unwrap_or_default();
    // 32 bytes at most.
    let bits = u32::try_from(key_length * 8).unwrap_or_default().to_be_bytes();
    let length = der::element(0xA2, &[&der::element(der::OCTET_STRING, &[&bits])]);
    der::element(der::SEQUENCE, &[wrap, &added, &length])
}

/// The derivation of X9.63: digests of the secret, a counter and what is known
/// to both.
fn derive(secret: &[u8], digest: MessageDigest, info: &[u8], length: usize) -> Result<Zeroizing<Vec<u8>>, CmsError> {
    let mut derived = Zeroizing::new(Vec::with_capacity(length + 64));
    for counter in 1u32.. {
        if derived.len() >= length {
            break;
        }
        let mut hasher = Hasher::new(digest)?;
        hasher.update(secret)?;
        hasher.update(&counter.to_be_bytes())?;
        hasher.update(info)?;
        derived.extend_from_slice(&hasher.finish()?);
    }
    derived.truncate(length);
    Ok(derived)
}

/// A `KeyAgreeRecipientInfo` for one certificate: SHA-256 and an AES-256 wrap.
pub(super) fn close(facts: &Facts<'_>, key: &PKey<Public>, content_key: &[u8]) -> Result<Vec<u8>, CmsError> {
    let curve = key.ec_key().map_err(|_| CmsError::Certificate)?;
    let ours = EcKey::generate(curve.group())?;
    let mut context = BigNumContext::new()?;
    let point = ours.public_key().to_bytes(curve.group(), PointConversionForm::UNCOMPRESSED, &mut context)?;
    let ours = PKey::from_ec_key(ours)?;
    let mut deriver = Deriver::new(&ours)?;
    deriver.set_peer(key)?;
    let secret = Zeroizing::new(deriver.derive_to_vec()?);

    let wrap = der::algorithm(oid::AES256_WRAP, &[]);
    let info = shared_info(&wrap, None, Wrap::Aes256.key_length());
    let wrapping = derive(&secret, MessageDigest::sha256(), &info, Wrap::Aes256.key_length())?;
    let wrapped = wrap::close(&wrapping, content_key)?;

    let public = [&der::algorithm(oid::EC, &[])[..], &der::element(der::BIT_STRING, &[&[0], &point])].concat();
    let originator = der::element(0xA0, &[&der::element(0xA1, &[&public])]);
    let recipient = [facts.issuer_and_serial(), der::element(der::OCTET_STRING, &[&wrapped])].concat();
    let recipients = der::element(der::SEQUENCE, &[&der::element(der::SEQUENCE, &[&recipient])]);
    let scheme = der::algorithm(oid::ECDH_SHA256, &wrap);
    Ok(der::element(0xA1, &[&[der::INTEGER, 1, 3], &originator, &scheme, &recipients]))
}
