//! Text as mail programs put it on the wire: several charsets, each in the
//! ways that are met in the trade.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::dice::Dice;

/// Bytes in a full line of base64.
pub const LINE: usize = 57;

#[derive(Debug, Clone, Copy)]
enum Transfer {
    EightBit,
    QuotedPrintable,
    Base64,
}

/// A part with its header, in one of the usual ways.
pub fn part(out: &mut Vec<u8>, kind: &str, text: &str, dice: &mut Dice) {
    let (charset, transfer) = dice.weighted(&[
        (25, ("utf-8", Transfer::QuotedPrintable)),
        (20, ("utf-8", Transfer::EightBit)),
        (15, ("utf-8", Transfer::Base64)),
        (10, ("iso-8859-1", Transfer::QuotedPrintable)),
        (10, ("iso-8859-1", Transfer::EightBit)),
        (10, ("iso-8859-15", Transfer::QuotedPrintable)),
        (10, ("windows-1252", Transfer::QuotedPrintable)),
    ]);
    let name = match transfer {
        Transfer::EightBit => "8bit",
        Transfer::QuotedPrintable => "quoted-printable",
        Transfer::Base64 => "base64",
    };
    let header = format!("Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {name}\r\n\r\n");
    out.extend_from_slice(header.as_bytes());
    match transfer {
        Transfer::EightBit => out.extend(in_charset(&wrapped(text).replace('\n', "\r\n"), charset)),
        Transfer::QuotedPrintable => quoted_printable(out, &in_charset(text, charset)),
        Transfer::Base64 => base64(out, text.replace('\n', "\r\n").as_bytes()),
    }
}

/// What the charset lacks is written as typists do.
pub fn in_charset(text: &str, charset: &str) -> Vec<u8> {
    match charset {
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        "iso-8859-15" => encoding_rs::ISO_8859_15.encode(&text.replace('’', "'")).0.into_owned(),
        "iso-8859-1" => {
            let text = text.replace('’', "'").replace('œ', "oe").replace('Œ', "OE");
            text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
        }
        _ => text.as_bytes().to_vec(),
    }
}

/// Lines of 76 bytes at most, but for words that are longer.
fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 60);
    for line in text.split_inclusive('\n') {
        let mut width = 0;
        for word in line.split_inclusive(' ') {
            if width + word.len() > 76 && width > 0 {
                out.push('\n');
                width = 0;
            }
            out += word;
            width += word.len();
        }
    }
    out
}

/// Whole lines, each with its line end.
pub fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    for line in bytes.chunks(LINE) {
        out.extend_from_slice(BASE64_STANDARD.encode(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}

fn quoted_printable(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut width = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let at_end = bytes.get(at + 1).is_none_or(|next| *next == b'\n');
        let plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (*byte == b' ' && !at_end);
        if *byte == b'\n' {
            out.extend_from_slice(b"\r\n");
            width = 0;
            continue;
        }
        if width + if plain { 1 } else { 3 } > 75 {
            out.extend_from_slice(b"=\r\n");
            width = 0;
        }
        if plain {
            out.push(*byte);
            width += 1;
        } else {
            out.extend_from_slice(&escaped(*byte));
            width += 3;
        }
    }
    out.extend_from_slice(b"\r\n");
}

fn escaped(byte: u8) -> [u8; 3] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [b'=', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

/// Text in a header (RFC 2047), folded.
pub fn words(text: &str, dice: &mut Dice) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let charset = dice.pick(&["UTF-8", "UTF-8", "utf-8", "iso-8859-1", "windows-1252"]);
    let quoted = charset != "UTF-8";
    let bytes = |text: &str| in_charset(text, &charset.to_ascii_lowercase());
    let cost = |letter: char| {
        let bytes = bytes(letter.encode_utf8(&mut [0; 4]));
        if quoted { quoted_word(&bytes).len() * 3 } else { bytes.len() * 4 }
    };
    // No encoded word may be over 75 bytes, nor part a letter.
    let (mut pieces, mut width) = (vec![String::new()], 0);
    for letter in text.chars() {
        width += cost(letter);
        if width > 3 * 60 {
            pieces.push(String::new());
            width = cost(letter);
        }
        pieces.last_mut().expect("never empty").push(letter);
    }
    let word = |piece: &String| {
        let bytes = bytes(piece);
        let (way, text) = if quoted { ('Q', quoted_word(&bytes)) } else { ('B', BASE64_STANDARD.encode(bytes)) };
        format!("=?{charset}?{way}?{text}?=")
    };
    pieces.iter().map(word).collect::<Vec<_>>().join("\r\n ")
}

fn quoted_word(bytes: &[u8]) -> String {
    let mut word = String::new();
    for byte in bytes {
        match byte {
            b' ' => word.push('_'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => word.push(char::from(*byte)),
            _ => word.extend(escaped(*byte).map(char::from)),
        }
    }
    word
}
