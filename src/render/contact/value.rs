//! A value of a card to text: the older cards write theirs in quoted-printable,
//! each in a charset of its own.

use super::super::card::line::{Line, unescaped};
use crate::mime;

/// What is meant, what was escaped read.
pub(super) fn text(line: &Line) -> String {
    unescaped(&raw(line))
}

/// Decoded, and still escaped: parts may have to be told apart.
pub(super) fn raw(line: &Line) -> String {
    let encoded = line.parameter("ENCODING").is_some_and(|name| name.eq_ignore_ascii_case("QUOTED-PRINTABLE"))
        || line.kinds().any(|kind| kind == "quoted-printable");
    if !encoded {
        return line.value.clone();
    }
    mime::plain_text(&quoted_printable(line.value.as_bytes()), line.parameter("CHARSET"))
}

/// The letters of a picture that stands in the card itself.
pub(super) fn inline(line: &Line) -> &str {
    let value = line.value.trim();
    let within = value.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
    within.map_or(value, |(_, letters)| letters)
}

/// An equals sign that begins nothing is meant as itself.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let pair = after.split_first_chunk::<2>().filter(|_| *first == b'=');
        let byte = pair.and_then(|([high, low], after)| Some((digit(*high)? << 4 | digit(*low)?, after)));
        let (byte, after) = byte.unwrap_or((*first, after));
        decoded.push(byte);
        rest = after;
    }
    decoded
}
