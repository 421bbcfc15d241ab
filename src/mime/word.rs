//! Encoded words of headers (RFC 2047), as they are really written: cut within
//! a letter, wrongly labelled, encoded twice, with blanks inside.

use base64::{Engine, engine::general_purpose::STANDARD};
use mail_parser::decoders::base64::base64_decode;

use super::{charset, clean, transfer};

/// Put between `=` and `?` so that the parser sees no encoded word there. It is
/// a control character, which `clean::line` takes out again.
const HIDDEN: &str = "=\u{1}?";

struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
    after: &'a str,
}

/// A piece of a header's value.
enum Piece<'a> {
    Plain(&'a str),
    Decoded(String),
}

/// The text of a value without structure.
pub(super) fn decode(text: &str) -> String {
    let once = joined(text);
    // Some gateways encode what was encoded.
    if once.contains("=?") && once.contains("?=") { joined(&once) } else { once }
}

fn joined(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    each_piece(text, |piece| match piece {
        Piece::Plain(text) => decoded.push_str(text),
        Piece::Decoded(text) => decoded.push_str(&text),
    });
    decoded
}

/// A value with structure (addresses), still to be parsed: each run of words
/// becomes one word that is right, so that what it says cannot be taken for
/// structure, and what only looks like a word is hidden.
pub(super) fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    each_piece(text, |piece| match piece {
        Piece::Plain(text) => normal.push_str(&hide(text)),
        Piece::Decoded(text) => {
            // The parser looks for words only where a token begins.
            let apart = normal.is_empty() || normal.ends_with(|c: char| c.is_whitespace() || "\"(,;:<".contains(c));
            normal.push_str(if apart { "" } else { " " });
            let text = if text.contains("=?") { decode(&text) } else { text };
            normal.push_str("=?utf-8?B?");
            normal.push_str(&STANDARD.encode(clean::line(&text)));
            normal.push_str("?=");
        }
    });
    normal
}

/// Hides all that looks like a word from a parser that would decode it by its
/// label alone.
pub(super) fn hide(text: &str) -> String {
    text.replace('\u{1}', "").replace("=?", HIDDEN)
}

pub(super) fn unhide(text: &str) -> String {
    text.replace(HIDDEN, "=?")
}

fn each_piece<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find("=?")).map(|at| from + at) {
        let (before, tail) = rest.split_at(at);
        if let Some((run, after)) = run(tail) {
            each(Piece::Plain(before));
            each(Piece::Decoded(run));
            (rest, from) = (after, 0);
        } else {
            from = at + 2;
        }
    }
    each(Piece::Plain(rest));
}

/// The text of the words that start here, and what follows them. Words apart by
/// blanks alone belong together: a letter may begin in one and end in the next.
fn run(text: &str) -> Option<(String, &str)> {
    let mut word = word(text)?;
    let mut decoded = String::new();
    loop {
        let Some(next) = self::word(word.after.trim_start()) else {
            decoded.push_str(&charset::decode(&word.bytes, Some(word.charset)).0);
            return Some((decoded, word.after));
        };
        if next.charset.eq_ignore_ascii_case(word.charset) {
            word.bytes.extend_from_slice(&next.bytes);
            word.after = next.after;
        } else {
            decoded.push_str(&charset::decode(&word.bytes, Some(word.charset)).0);
            word = next;
        }
    }
}

fn word(text: &str) -> Option<Word<'_>> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    if charset.len() > 60 || charset.contains(char::is_whitespace) {
        return None;
    }
    let (encoding, rest) = rest.split_once('?')?;
    // The end of a word that has none must not be looked for beyond the next
    // one; the padding of base64 and the end itself make `=?=`.
    let limit = rest.find("=?").map_or(rest.len(), |next| rest.floor_char_boundary(next + 3));
    let end = rest.get(..limit)?.find("?=")?;
    let (data, after) = rest.split_at_checked(end)?;
    let bytes = match encoding {
        "B" | "b" => base64(data),
        "Q" | "q" => quoted(data),
        _ => return None,
    };
    // RFC 2231 puts the language after the charset.
    let charset = charset.split('*').next().unwrap_or_default();
    Some(Word { charset, bytes, after: after.get(2..).unwrap_or_default() })
}

fn base64(data: &str) -> Vec<u8> {
    let clean: Vec<u8> =
        data.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')).collect();
    base64_decode(&clean).unwrap_or_default()
}

fn quoted(data: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len());
    let mut rest = data.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let (byte, after) = match byte {
            b'=' => transfer::hex(tail).unwrap_or((byte, tail)),
            b'_' => (b' ', tail),
            _ => (byte, tail),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{decode, normalise};

    #[test]
    fn words_are_decoded_and_the_blanks_between_them_dropped() {
        assert_eq!(decode("=?utf-8?Q?R=C3=A9sultats_?= =?iso-8859-1?q?d=E9finitifs?="), "Résultats définitifs");
        assert_eq!(decode("Re: =?UTF-8*fr?B?w6l0w6k=?= !"), "Re: été !");
    }

    #[test]
    fn a_letter_cut_between_two_words_is_whole_again() {
        assert_eq!(decode("=?utf-8?B?w6l0ww==?==?utf-8?B?qQ==?="), "été");
        assert_eq!(decode("=?utf-8?Q?caf=C3?=\r\n =?utf-8?Q?=A9?="), "café");
    }

    #[test]
    fn wrong_labels_double_coats_and_blanks_inside_are_forgiven() {
        assert_eq!(decode("=?iso-8859-1?Q?=C3=A9t=C3=A9?="), "été");
        assert_eq!(decode("=?utf-8?Q?=E9t=E9?="), "été");
        assert_eq!(decode("=?x-rien?Q?=E9t=E9?="), "été");
        assert_eq!(decode("=?utf-8?Q?=3D=3Futf-8=3FQ=3F=C3=A9t=C3=A9=3F=3D?="), "été");
        assert_eq!(decode("=?utf-8?Q?Compte rendu?="), "Compte rendu");
    }

    #[test]
    fn what_is_no_word_stays() {
        for text in ["=?", "=?utf-8", "=?utf-8?Q?never ends", "a =?x?Z?b?= c", "1 =? 2 ?= 3", "=?utf-8?Q?a =?utf-8?"] {
            assert_eq!(decode(text), text);
        }
        assert_eq!(decode("=?utf-8?Q?Oui?=?"), "Oui?");
        assert_eq!(decode("=?utf-8?Q??="), "");
    }

    #[test]
    fn a_word_cannot_become_structure() {
        let normal = normalise("=?utf-8?Q?Anne_=3Ca=40b.example=3E,?= <c@d.example>");
        assert!(normal.starts_with("=?utf-8?B?") && normal.ends_with("?= <c@d.example>"));
        assert!(!normalise("=?utf-8?Q?never <a@b.example>").contains("=?"));
        assert!(normalise("Anne=?utf-8?Q?_D?=").starts_with("Anne =?"));
    }

    #[test]
    fn a_megabyte_of_openings_is_read_in_one_go() {
        let text = "=?utf-8?Q?".repeat(100_000);
        assert_eq!(decode(&text), text);
        let text = "=?a?Q?b?=".repeat(100_000);
        assert_eq!(decode(&text).len(), 100_000);
    }
}
