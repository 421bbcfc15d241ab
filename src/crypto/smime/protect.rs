//! The header of a message that is to be sealed (RFC 9788): what of it goes in with
//! the body, where it is signed or enciphered, and what stays outside for servers.

use super::headers::{describes, field};
use super::structure::canonical;
use crate::mime::entity::Entity;

/// What stands outside in the place of a subject that is hidden.
pub const HIDDEN: &[u8] = b" [...]\r\n";

/// What becomes of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Header {
    /// It stays outside, as it is, and nothing covers it.
    #[default]
    Outside,
    /// The same, and a copy of it is signed with the body.
    Signed,
    /// It goes in, to be enciphered; outside there is no subject any more.
    Hidden,
}

/// A message, and what becomes of its header.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub message: &'a [u8],
    pub header: Header,
}

impl<'a> From<&'a [u8]> for Sheet<'a> {
    fn from(message: &'a [u8]) -> Self {
        Self { message, header: Header::Outside }
    }
}

impl<'a> From<&'a Vec<u8>> for Sheet<'a> {
    fn from(message: &'a Vec<u8>) -> Self {
        message.as_slice().into()
    }
}

impl Header {
    /// The value of `hp`, which tells a reader that the inner fields are meant.
    pub(super) fn hp(self) -> Option<&'static str> {
        match self {
            Self::Outside => None,
            Self::Signed => Some("clear"),
            Self::Hidden => Some("cipher"),
        }
    }

    /// The fields that stay, in their order.
    pub(super) fn outside(self, bytes: &mut Vec<u8>, entity: &Entity<'_>) {
        for (name, value) in stated(entity) {
            match self {
                Self::Hidden if is(name, "Subject") => field(bytes, name, HIDDEN),
                // Nobody reads them on the way.
                Self::Hidden if is(name, "Keywords") || is(name, "Comments") => {}
                _ => field(bytes, name, &canonical(value)),
            }
        }
    }

    /// The same fields as they were meant, and what was put outside instead.
    pub(super) fn inside(self, bytes: &mut Vec<u8>, entity: &Entity<'_>) {
        if self == Self::Outside {
            return;
        }
        for (name, value) in stated(entity) {
            field(bytes, name, &without_blanks(value));
        }
        if self == Self::Hidden {
            let mut outside = Vec::with_capacity(4096);
            self.outside(&mut outside, entity);
            for (name, value) in Entity::part(&[&outside[..], b"\r\n"].concat()).fields() {
                bytes.extend_from_slice(b"HP-Outer: ");
                field(bytes, name, &without_blanks(value));
            }
        }
    }
}

/// All that says something of the message, and nothing of its form.
fn stated<'a>(entity: &Entity<'a>) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    entity.fields().filter(|(name, _)| !describes(name) && !is(name, "MIME-Version"))
}

fn is(name: &[u8], wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted.as_bytes())
}

/// Servers take blanks at the end of a line away: within a signature nothing may
/// be left for them.
fn without_blanks(value: &[u8]) -> Vec<u8> {
    let lines = value.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let mut lines: Vec<&[u8]> = lines.collect();
    lines.dedup_by(|line, _| line.is_empty());
    let mut bytes = lines.join(&b"\r\n"[..]);
    bytes.extend_from_slice(b"\r\n");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &[u8] = b"From: Anne <anne@b.example>\r\nTo: paul@c.example\r\nSubject: Biopsie de\r\n \
        Mme Durand\r\nKeywords: cancer\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n";

    fn both(header: Header) -> (String, String) {
        let (mut outside, mut inside) = (Vec::new(), Vec::new());
        header.outside(&mut outside, &Entity::message(LETTER));
        header.inside(&mut inside, &Entity::message(LETTER));
        (String::from_utf8(outside).unwrap(), String::from_utf8(inside).unwrap())
    }

    #[test]
    fn what_is_hidden_stands_inside_with_what_was_put_outside() {
        let (outside, inside) = both(Header::Hidden);
        assert_eq!(outside, "From: Anne <anne@b.example>\r\nTo: paul@c.example\r\nSubject: [...]\r\n");
        let expected = "From: Anne <anne@b.example>\r\nTo: paul@c.example\r\nSubject: Biopsie de\r\n Mme Durand\r\n\
            Keywords: cancer\r\nHP-Outer: From: Anne <anne@b.example>\r\nHP-Outer: To: paul@c.example\r\n\
            HP-Outer: Subject: [...]\r\n";
        assert_eq!(inside, expected);
    }

    #[test]
    fn what_is_signed_alone_is_the_same_on_both_sides() {
        let (outside, inside) = both(Header::Signed);
        assert_eq!(outside, inside);
        assert!(outside.contains("Mme Durand") && outside.contains("Keywords"));
        assert_eq!(both(Header::Outside).1, "");
    }

    #[test]
    fn no_line_within_a_signature_ends_with_a_blank() {
        assert_eq!(without_blanks(b" a \r\n b\t\r\n"), b" a\r\n b\r\n");
        assert_eq!(without_blanks(b" \r\n"), b"\r\n");
    }
}
