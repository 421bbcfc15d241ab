//! Undoes the transfer encoding of a part. What is broken is stepped over.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

use super::line;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// 7bit, 8bit, binary, and what nobody knows.
    Identity,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    /// Of the value of Content-Transfer-Encoding, comments and all.
    pub(super) fn named(value: &str) -> Self {
        let name = value.trim_start().split(|c: char| c.is_whitespace() || ";(\"".contains(c)).next();
        match name.unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            _ => Self::Identity,
        }
    }
}

pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Identity => bytes.into(),
        Encoding::Base64 => match base64_decode(bytes) {
            Some(decoded) => decoded.into(),
            None => base64_decode(&letters(bytes)).unwrap_or_default().into(),
        },
        Encoding::QuotedPrintable => quoted_printable(bytes).into(),
    }
}

/// The beginning of a part, about `wanted` bytes of it once decoded, and
/// whether that is all.
pub(super) fn decode_start(bytes: &[u8], encoding: Encoding, wanted: usize) -> (Cow<'_, [u8]>, bool) {
    let encoded = match encoding {
        Encoding::Identity => wanted,
        // Line ends and the worst case of each encoding.
        Encoding::Base64 => wanted.saturating_mul(3) / 2,
        Encoding::QuotedPrintable => wanted.saturating_mul(3),
    };
    match bytes.get(..encoded) {
        Some(start) if start.len() < bytes.len() => (decode(start, encoding), false),
        _ => (decode(bytes, encoding), true),
    }
}

/// How many bytes `decode` gives, without doing it where that can be told.
/// `letters` is what the body holds beside line ends and blanks before them.
pub(super) fn decoded_size(bytes: &[u8], encoding: Encoding, letters: usize) -> usize {
    match encoding {
        Encoding::Identity => bytes.len(),
        Encoding::Base64 => {
            let end = bytes.trim_ascii_end();
            let padding = end.iter().rev().take(2).take_while(|&&byte| byte == b'=').count();
            (letters - padding.min(letters)) * 3 / 4
        }
        Encoding::QuotedPrintable => decode(bytes, encoding).len(),
    }
}

fn letters(bytes: &[u8]) -> Vec<u8> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    bytes.iter().copied().filter(is_letter).collect()
}

/// An equals sign that begins nothing is meant as itself. Blanks at the end of
/// a line are kept: flowed text needs them, and some programs do not encode them.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (before, tail) = line::split_after(rest, b'=');
        let Some(literal) = before.strip_suffix(b"=") else {
            decoded.extend_from_slice(before);
            break;
        };
        decoded.extend_from_slice(literal);
        rest = if let Some((byte, after)) = hex(tail) {
            decoded.push(byte);
            after
        } else if let Some(after) = soft_break(tail) {
            after
        } else {
            decoded.push(b'=');
            tail
        };
    }
    decoded
}

/// The byte that two hexadecimal digits write, and what follows them.
pub(super) fn hex(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, after @ ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? << 4 | digit(*low)?, after))
}

fn soft_break(bytes: &[u8]) -> Option<&[u8]> {
    let blanks = bytes.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
    let end = bytes.get(blanks..)?;
    end.strip_prefix(b"\r\n").or_else(|| end.strip_prefix(b"\n")).or(end.is_empty().then_some(end))
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode, decode_start, decoded_size};

    fn text(bytes: &[u8], encoding: Encoding) -> String {
        String::from_utf8_lossy(&decode(bytes, encoding)).into_owned()
    }

    #[test]
    fn the_name_may_come_with_anything_behind_it() {
        assert_eq!(Encoding::named(" Base64; x"), Encoding::Base64);
        assert_eq!(Encoding::named("QUOTED-PRINTABLE (why)"), Encoding::QuotedPrintable);
        assert_eq!(Encoding::named("8bit"), Encoding::Identity);
    }

    #[test]
    fn broken_base64_gives_what_can_be_read() {
        assert_eq!(text(b"Qm9u\r\nam91\r\ncg==\r\n", Encoding::Base64), "Bonjour");
        assert_eq!(text(b"Qm9u*am9\x001cg", Encoding::Base64), "Bonjour");
    }

    #[test]
    fn broken_quoted_printable_gives_what_can_be_read() {
        assert_eq!(text(b"=C3=A9t=\r\n=C3=A9 \r\n", Encoding::QuotedPrintable), "été \r\n");
        assert_eq!(text(b"1 == 1, a=b, =C3=A9", Encoding::QuotedPrintable), "1 == 1, a=b, é");
    }

    #[test]
    fn the_size_is_told_without_decoding() {
        for clear in [&b""[..], b"a", b"ab", b"abc", b"abcd"] {
            let body = format!("{}\r\n", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, clear));
            let letters = body.trim_end().len();
            assert_eq!(decoded_size(body.as_bytes(), Encoding::Base64, letters), clear.len());
        }
        assert_eq!(decoded_size(b"=", Encoding::Base64, 1), 0);
    }

    #[test]
    fn the_start_says_whether_it_is_all() {
        let (start, all) = decode_start(&[b'a'; 100], Encoding::Identity, 10);
        assert!(start.len() == 10 && !all);
        assert!(decode_start(&[b'a'; 10], Encoding::Identity, 10).1);
    }
}
