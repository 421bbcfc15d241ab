//! Writing `SignedData`: one signature, by one use of the key, with the moment,
//! what we can read, and the certificates that lead to ours. SHA-256, which
//! every reader and every card knows.

use openssl::pkey::Id;
use openssl::sha::sha256;

use super::identity::Facts;
use super::{CmsError, capabilities};
use crate::crypto::{Digest, Key, der, oid, time};
use crate::domain::Timestamp;

/// Where the content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Beside the signature, readable by everybody.
    Detached,
    /// Inside, out of the reach of gateways that rewrap lines.
    Opaque,
}

/// The chain is what lies between the key's own certificate and the root.
pub fn sign(content: &[u8], key: &dyn Key, chain: &[&[u8]], at: Timestamp, form: Form) -> Result<Vec<u8>, CmsError> {
    let digest = sha256(content);
    let inside = (form == Form::Opaque).then_some(content);
    signed_data(&digest, inside, key, chain, at)
}

/// The same, detached, for a content that was digested (SHA-256) as it went by.
pub fn sign_digest(digest: &[u8; 32], key: &dyn Key, chain: &[&[u8]], at: Timestamp) -> Result<Vec<u8>, CmsError> {
    signed_data(digest, None, key, chain, at)
}

fn signed_data(
    digest: &[u8; 32],
    content: Option<&[u8]>,
    key: &dyn Key,
    chain: &[&[u8]],
    at: Timestamp,
) -> Result<Vec<u8>, CmsError> {
    let certificate = key.certificate();
    let facts = Facts::read(certificate).map_err(|_| CmsError::Certificate)?;
    let scheme = match facts.public_key()?.id() {
        Id::RSA => der::algorithm(oid::RSA, der::NULL),
        Id::EC => der::algorithm(oid::ECDSA_SHA256, &[]),
        _ => return Err(CmsError::Certificate),
    };
    let attributes = attributes(digest, certificate, at);
    let signature = key.sign(Digest::Sha256, &der::set_of(der::SET, attributes.clone()))?;
    let sha256 = der::algorithm(oid::SHA256, &[]);
    let signer = der::element(
        der::SEQUENCE,
        &[
            &[der::INTEGER, 1, 1],
            &facts.issuer_and_serial(),
            &sha256,
            &der::set_of(0xA0, attributes),
            &scheme,
            &der::element(der::OCTET_STRING, &[&signature]),
        ],
    );
    let mut certificates: Vec<Vec<u8>> = chain.iter().map(|one| one.to_vec()).collect();
    certificates.push(certificate.to_vec());
    certificates.sort();
    certificates.dedup();
    let after = [der::set_of(0xA0, certificates), der::element(der::SET, &[&signer])].concat();
    let before = [&[der::INTEGER, 1, 1], der::element(der::SET, &[&sha256]).as_slice()].concat();
    Ok(assemble(&before, content, &after))
}

/// The content is copied once, to its place.
fn assemble(before: &[u8], content: Option<&[u8]>, after: &[u8]) -> Vec<u8> {
    let inside = content.unwrap_or_default();
    let left = inside.len() + after.len();
    let wrapped = match content {
        None => Vec::new(),
        Some(_) => opened(&[0xA0], &der::head(der::OCTET_STRING, inside.len()), inside.len()),
    };
    let encapsulated = opened(&[der::SEQUENCE], &[der::object(oid::DATA), wrapped].concat(), inside.len());
    let signed = opened(&[0xA0, der::SEQUENCE], &[before, &encapsulated].concat(), left);
    let message = opened(&[der::SEQUENCE], &[der::object(oid::SIGNED_DATA), signed].concat(), left);
    [&message, inside, after].concat()
}

/// The beginning of elements, one in the other, of which `left` bytes follow.
fn opened(tags: &[u8], start: &[u8], left: usize) -> Vec<u8> {
    tags.iter().rev().fold(start.to_vec(), |start, &tag| [der::head(tag, start.len() + left), start].concat())
}

fn attributes(digest: &[u8], certificate: &[u8], at: Timestamp) -> Vec<Vec<u8>> {
    let named = der::element(der::SEQUENCE, &[&der::element(der::OCTET_STRING, &[&sha256(certificate)])]);
    let signing_certificate = der::element(der::SEQUENCE, &[&der::element(der::SEQUENCE, &[&named])]);
    vec![
        attribute(oid::CONTENT_TYPE, &der::object(oid::DATA)),
        attribute(oid::SIGNING_TIME, &time::write(at)),
        attribute(oid::MESSAGE_DIGEST, &der::element(der::OCTET_STRING, &[digest])),
        attribute(oid::CAPABILITIES, &capabilities::ours()),
        attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate),
    ]
}

fn attribute(kind: &[u8], value: &[u8]) -> Vec<u8> {
    der::element(der::SEQUENCE, &[&der::object(kind), &der::element(der::SET, &[value])])
}
