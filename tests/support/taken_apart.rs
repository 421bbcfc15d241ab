//! A message taken apart as programs around CMS do it: by RFC 1847 and RFC 8551, and
//! nothing of ours.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The first part of a `multipart/signed` as it stands, and the signature.
pub fn beside(message: &[u8]) -> (&[u8], Vec<u8>) {
    let text = str::from_utf8(message).unwrap();
    let (_, name) = text.split_once("boundary=\"").unwrap();
    let line = format!("\r\n--{}", name.split_once('"').unwrap().0);
    let mut parts = text.split(&line);
    let (_head, content, signature) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
    let content = content.strip_prefix("\r\n").unwrap();
    (content.as_bytes(), enclosed(signature.as_bytes()))
}

/// What the body of a part holds in base64.
pub fn enclosed(part: &[u8]) -> Vec<u8> {
    let (_, body) = str::from_utf8(part).unwrap().split_once("\r\n\r\n").unwrap();
    STANDARD.decode(body.replace("\r\n", "")).unwrap()
}
