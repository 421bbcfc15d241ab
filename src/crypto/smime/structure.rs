//! What a message, or a part of one, is at its outermost: signed in the clear,
//! an envelope of CMS, or a multipart that holds such things among others.
//!
//! Told from structure and from the bytes, not from labels alone. Nothing is
//! checked or deciphered here, and any bytes give an answer.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::mime::entity::Entity;

/// Multiparts within each other that are looked through for secured parts.
const DEEPEST: usize = 20;

/// Secured parts of one message that are looked at: each may cost an operation
/// of the card.
pub const MOST_PARTS: usize = 16;

pub enum Shape<'a> {
    /// Nothing is signed or encrypted.
    Plain,
    Clear(Clear<'a>),
    Cms(Envelope<'a>),
    /// Signed or encrypted, but not with S/MIME.
    Foreign(Claim),
    Among(Among<'a>),
}

/// A multipart/signed.
pub struct Clear<'a> {
    /// What is signed, to the byte: fields, empty line and body, without the
    /// line end that belongs to the delimiter after it.
    pub signed: &'a [u8],
    pub signature: Option<Cow<'a, [u8]>>,
    /// More than the two parts that there may be.
    pub more: bool,
}

/// A body that is CMS, and what its label says it is.
pub struct Envelope<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub label: Option<Claim>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    Signed,
    Encrypted,
    Compressed,
}

/// Secured parts beside others.
#[derive(Default)]
pub struct Among<'a> {
    pub parts: Vec<&'a [u8]>,
    /// There are more than are looked at.
    pub cut: bool,
    /// A message that is attached is secured itself.
    pub attached: bool,
}

pub fn shape<'a>(entity: &Entity<'a>) -> Shape<'a> {
    match entity.media_type() {
        "multipart/signed" => clear(entity),
        "multipart/encrypted" => Shape::Foreign(Claim::Encrypted),
        _ if is_cms(entity) => Shape::Cms(envelope(entity)),
        _ => match among(entity) {
            Among { parts, attached: false, .. } if parts.is_empty() => Shape::Plain,
            among => Shape::Among(among),
        },
    }
}

fn clear<'a>(entity: &Entity<'a>) -> Shape<'a> {
    let protocol = entity.protocol().unwrap_or("pkcs7-signature");
    if !protocol.contains("pkcs7-signature") {
        return Shape::Foreign(Claim::Signed);
    }
    let parts = entity.parts().unwrap_or_default();
    let signature = parts.get(1).map(|part| cms_bytes(&Entity::part(part)));
    let signed = parts.first().copied().unwrap_or(entity.body);
    Shape::Clear(Clear { signed, signature, more: parts.len() > 2 })
}

/// CMS by type or, as RFC 8551 3.9 has it, by name.
fn is_cms(entity: &Entity<'_>) -> bool {
    let named = || entity.name().is_some_and(|name| name.trim().to_ascii_lowercase().ends_with(".p7m"));
    match entity.media_type() {
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => true,
        "application/octet-stream" => named(),
        _ => false,
    }
}

fn envelope<'a>(entity: &Entity<'a>) -> Envelope<'a> {
    let label = match entity.smime_type() {
        Some("signed-data" | "certs-only" | "signed-receipt") => Some(Claim::Signed),
        Some("enveloped-data" | "authenveloped-data") => Some(Claim::Encrypted),
        Some("compressed-data") => Some(Claim::Compressed),
        _ => None,
    };
    Envelope { bytes: cms_bytes(entity), label }
}

/// The structure begins with a SEQUENCE; base64 whose label was lost does not.
fn cms_bytes<'a>(entity: &Entity<'a>) -> Cow<'a, [u8]> {
    const SEQUENCE: u8 = 0x30;
    let bytes = entity.decoded();
    if bytes.first() != Some(&SEQUENCE) && bytes.trim_ascii_start().starts_with(b"MI") {
        return entity.decoded_as_base64();
    }
    bytes
}

/// Looks through the multiparts within, and through nothing else: what is in an
/// attached message is that message's own matter.
fn among<'a>(entity: &Entity<'a>) -> Among<'a> {
    let mut found = Among::default();
    let mut waiting: Vec<(usize, &'a [u8])> = Vec::new();
    let hold = |waiting: &mut Vec<_>, depth, parts: Option<Vec<&'a [u8]>>| {
        waiting.extend(parts.into_iter().flatten().rev().map(|part| (depth, part)));
    };
    hold(&mut waiting, 1, entity.parts());
    while let Some((depth, part)) = waiting.pop() {
        let entity = Entity::part(part);
        let kind = entity.media_type();
        if is_secured(&entity) {
            found.cut |= found.parts.len() == MOST_PARTS;
            if found.parts.len() < MOST_PARTS {
                found.parts.push(part);
            }
        } else if kind == "message/rfc822" {
            found.attached |= is_secured(&Entity::message(&entity.decoded()));
        } else if depth < DEEPEST {
            hold(&mut waiting, depth + 1, entity.parts());
        } else {
            found.cut |= entity.is_multipart();
        }
    }
    found
}

pub fn is_secured(entity: &Entity<'_>) -> bool {
    matches!(entity.media_type(), "multipart/signed" | "multipart/encrypted") || is_cms(entity)
}

/// With the line ends that a signature is made over: servers and peers that
/// keep lines in another way bring back a bare LF.
pub fn canonical(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_bare = |at: usize| at == 0 || bytes.get(at - 1) != Some(&b'\r');
    let bare = memchr_iter(b'\n', bytes).filter(|&at| is_bare(at)).count();
    if bare == 0 {
        return Cow::Borrowed(bytes);
    }
    let mut lines = Vec::with_capacity(bytes.len() + bare);
    let mut rest = bytes;
    while let Some(at) = memchr(b'\n', rest) {
        let (line, after) = rest.split_at(at);
        lines.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        lines.extend_from_slice(b"\r\n");
        rest = after.get(1..).unwrap_or_default();
    }
    lines.extend_from_slice(rest);
    Cow::Owned(lines)
}

#[cfg(test)]
mod tests {
    use super::{Claim, Entity, MOST_PARTS, Shape, canonical, shape};

    fn name(message: &str) -> &'static str {
        match shape(&Entity::message(message.as_bytes())) {
            Shape::Plain => "plain",
            Shape::Clear(clear) if clear.signature.is_none() => "clear without signature",
            Shape::Clear(_) => "clear",
            Shape::Cms(envelope) if envelope.label == Some(Claim::Encrypted) => "encrypted cms",
            Shape::Cms(_) => "cms",
            Shape::Foreign(_) => "foreign",
            Shape::Among(among) if among.parts.is_empty() => "attached",
            Shape::Among(_) => "among",
        }
    }

    #[test]
    fn an_entity_is_what_its_structure_says() {
        let table = [
            ("text/plain\n\nx", "plain"),
            (
                "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=a\n\n--a\n\nx\n--a\n\nMI\n--a--",
                "clear",
            ),
            ("multipart/signed; boundary=a\n\n--a\n\nx\n--a--", "clear without signature"),
            ("multipart/signed\n\nx", "clear without signature"),
            ("multipart/signed; protocol=\"application/pgp-signature\"; boundary=a\n\n--a\n\nx\n--a--", "foreign"),
            ("application/x-pkcs7-mime; smime-type=enveloped-data\n\nx", "encrypted cms"),
            ("application/octet-stream; name=\"SMIME.P7M\"\n\nx", "cms"),
            ("multipart/mixed; boundary=a\n\n--a\nContent-Type: application/pkcs7-mime\n\nx\n--a\n\ny\n--a--", "among"),
            (
                "multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nContent-Type: multipart/signed\n\n--a--",
                "attached",
            ),
            ("multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: s\n\n--a--", "plain"),
        ];
        for (message, expected) in table {
            assert_eq!(name(&format!("Content-Type: {message}")), expected, "{message}");
        }
    }

    #[test]
    fn base64_without_its_label_is_decoded() {
        let message = b"Content-Type: application/pkcs7-mime\n\nMIAGCSqGSIb3DQEHAqCA";
        let Shape::Cms(envelope) = shape(&Entity::message(message)) else { panic!("no CMS") };
        assert!(envelope.bytes.starts_with(&[0x30, 0x80, 0x06]));
    }

    #[test]
    fn secured_parts_are_looked_at_up_to_a_cap() {
        let part = "--a\nContent-Type: application/pkcs7-mime\n\nx\n";
        let message = format!("Content-Type: multipart/mixed; boundary=a\n\n{}--a--", part.repeat(MOST_PARTS + 1));
        let Shape::Among(among) = shape(&Entity::message(message.as_bytes())) else { panic!("nothing among") };
        assert!(among.cut && among.parts.len() == MOST_PARTS);
    }

    #[test]
    fn only_bare_line_feeds_are_repaired() {
        assert_eq!(canonical(b"a\r\nb\rc"), &b"a\r\nb\rc"[..]);
        assert_eq!(canonical(b"\na\r\nb\n"), &b"\r\na\r\nb\r\n"[..]);
        assert!(matches!(canonical(b"a\r\n"), std::borrow::Cow::Borrowed(_)));
    }
}
