//! The entity that is signed, in a form that no server changes: lines end in
//! CRLF, and what could be touched on the way is encoded before it is signed
//! (RFC 8551, 3.1). Fields of the message go in with it where they are protected.

use memchr::memchr_iter;

use super::headers::{describes, field};
use super::protect::Header;
use super::structure::canonical;
use super::write::base64_lines;
use crate::mime::entity::Entity;

/// Lines of a mail are no longer than this (RFC 5322, 2.1.1).
const LINE: usize = 998;

/// Multiparts within each other that are looked into.
const DEEPEST: usize = 20;

pub fn write(bytes: &mut Vec<u8>, entity: &Entity<'_>, header: Header) {
    header.inside(bytes, entity);
    let is_typed = entity.fields().any(|(name, _)| is_type(name));
    if let (Some(hp), false) = (header.hp(), is_typed) {
        bytes.extend_from_slice(format!("Content-Type: text/plain; hp=\"{hp}\"\r\n").as_bytes());
    }
    write_at(bytes, entity, header, 0);
}

/// `header` is of the root alone.
fn write_at(bytes: &mut Vec<u8>, entity: &Entity<'_>, header: Header, depth: usize) {
    let body = canonical(entity.body);
    // What is signed already must stay as it is.
    let keep = entity.is_encoded() || is_fit(&body) || entity.media_type() == "multipart/signed" || depth == DEEPEST;
    match (entity.parts(), entity.boundary()) {
        _ if keep => {
            head(bytes, entity, header, |_| true);
            bytes.extend_from_slice(&body);
        }
        (Some(parts), Some(boundary)) => {
            head(bytes, entity, header, |name| !is_encoding(name));
            for part in parts {
                bytes.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
                write_at(bytes, &Entity::part(part), Header::Outside, depth + 1);
                bytes.extend_from_slice(b"\r\n");
            }
            bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        }
        _ => encoded(bytes, entity, header, &body),
    }
}

/// Lines of a text are its own matter; other bytes are as they stand.
fn encoded(bytes: &mut Vec<u8>, entity: &Entity<'_>, header: Header, lines: &[u8]) {
    described(bytes, entity, header, |name| !is_encoding(name));
    bytes.extend_from_slice(b"Content-Transfer-Encoding: base64\r\n\r\n");
    let text = ["text/", "message/"].iter().any(|start| entity.media_type().starts_with(start));
    base64_lines(bytes, if text { lines } else { entity.body });
}

fn head(bytes: &mut Vec<u8>, entity: &Entity<'_>, header: Header, keep: impl Fn(&[u8]) -> bool) {
    described(bytes, entity, header, keep);
    bytes.extend_from_slice(b"\r\n");
}

fn described(bytes: &mut Vec<u8>, entity: &Entity<'_>, header: Header, keep: impl Fn(&[u8]) -> bool) {
    for (name, value) in entity.fields().filter(|(name, _)| describes(name) && keep(name)) {
        match header.hp() {
            Some(hp) if is_type(name) => {
                let value = canonical(value);
                let value = value.trim_ascii_end().strip_suffix(b";").unwrap_or(value.trim_ascii_end());
                field(bytes, name, &[value, format!(";\r\n hp=\"{hp}\"\r\n").as_bytes()].concat());
            }
            _ => field(bytes, name, &canonical(value)),
        }
    }
}

fn is_type(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"Content-Type")
}

fn is_encoding(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"Content-Transfer-Encoding")
}

/// No letter that a server would recode, no line that it would break, trim or
/// take for the start of a message.
fn is_fit(body: &[u8]) -> bool {
    if !body.is_ascii() || body.contains(&0) {
        return false;
    }
    let mut start = 0;
    let ends = memchr_iter(b'\n', body).chain([body.len()]);
    for end in ends {
        let line = body.get(start..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let trimmed = line.last().is_some_and(|last| matches!(last, b' ' | b'\t'));
        if line.len() > LINE || trimmed || line.contains(&b'\r') || line.starts_with(b"From ") {
            return false;
        }
        start = end + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Header, is_fit, write};
    use crate::mime::{self, entity::Entity};

    fn safe(message: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, &Entity::message(message), Header::Outside);
        bytes
    }

    #[test]
    fn what_a_server_would_touch_is_not_fit() {
        assert!(is_fit(b"Bonjour\r\n\r\nmadame"));
        let long = vec![b'x'; 999];
        for body in [&b"\xc3\xa9"[..], b"a\0b", b"a\rb", b"a \r\nb", b"a\t", b"x\r\nFrom y", &long] {
            assert!(!is_fit(body), "{:?}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn only_what_describes_the_body_goes_in() {
        let message = b"Subject: s\nContent-Type: text/plain;\n charset=utf-8\nMIME-Version: 1.0\n\nBonjour\n";
        assert_eq!(safe(message), b"Content-Type: text/plain;\r\n charset=utf-8\r\n\r\nBonjour\r\n");
        assert_eq!(safe(b"Subject: s\n\nBonjour"), b"\r\nBonjour");
    }

    #[test]
    fn what_is_protected_goes_in_and_is_said_to_be_meant() {
        let written = |message: &str| {
            let mut bytes = Vec::new();
            write(&mut bytes, &Entity::message(message.as_bytes()), Header::Signed);
            String::from_utf8(bytes).unwrap()
        };
        let typed = written("Subject: s\nContent-Type: text/plain;\n charset=utf-8;\n\nBonjour");
        assert_eq!(typed, "Subject: s\r\nContent-Type: text/plain;\r\n charset=utf-8;\r\n hp=\"clear\"\r\n\r\nBonjour");
        let bare = written("Subject: s\n\nBonjour");
        assert_eq!(bare, "Subject: s\r\nContent-Type: text/plain; hp=\"clear\"\r\n\r\nBonjour");
    }

    #[test]
    fn raw_letters_are_encoded_and_read_the_same() {
        let message = "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: 8bit\n\n--a\n\
            Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nété \n\n--a\n\
            Content-Type: application/pdf\n\n%PDF\n--a--\n";
        let bytes = safe(message.as_bytes());
        assert!(is_fit(&bytes), "{}", String::from_utf8_lossy(&bytes));
        let (before, after) = (mime::read(message.as_bytes()), mime::read(&bytes));
        assert_eq!(before.text, after.text);
        assert_eq!(before.parts.len(), after.parts.len());
        assert_eq!(mime::part_bytes(&bytes, after.parts[1].id).unwrap(), b"%PDF");
    }
}
