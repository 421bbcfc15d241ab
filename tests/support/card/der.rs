//! DER written by hand: certificates here must be able to be as odd as old
//! ones are, which no library would make.

use jiff::Timestamp;

use super::tlv::{around, tlv};

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    around(0x30, parts)
}

pub fn set(parts: &[Vec<u8>]) -> Vec<u8> {
    around(0x31, parts)
}

pub fn number(value: u32) -> Vec<u8> {
    integer(&value.to_be_bytes())
}

/// Of a number without sign.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if digits.first().is_none_or(|first| *first >= 0x80) {
        digits.insert(0, 0);
    }
    tlv(0x02, &digits)
}

/// Written with dots.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u32> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut bytes = base_128(arcs[0] * 40 + arcs[1]);
    bytes.extend(arcs[2..].iter().flat_map(|arc| base_128(*arc)));
    tlv(0x06, &bytes)
}

fn base_128(value: u32) -> Vec<u8> {
    let septets = |shift: u32| u8::try_from(value >> shift & 0x7F).unwrap();
    let first = (0..5).rev().find(|index| *index == 0 || value >> (7 * index) != 0).unwrap();
    (0..=first).rev().map(|index| septets(7 * index) | if index == 0 { 0 } else { 0x80 }).collect()
}

pub fn utf8(text: &str) -> Vec<u8> {
    tlv(0x0C, text.as_bytes())
}

pub fn printable(text: &str) -> Vec<u8> {
    tlv(0x13, text.as_bytes())
}

/// As it was used: Latin-1 under another name.
pub fn t61(text: &str) -> Vec<u8> {
    tlv(0x14, &text.chars().map(|letter| u8::try_from(letter).unwrap()).collect::<Vec<u8>>())
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, bytes)
}

pub fn yes() -> Vec<u8> {
    tlv(0x01, &[0xFF])
}

pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], bytes].concat())
}

/// A set of flags by their numbers.
pub fn flags(on: &[u8]) -> Vec<u8> {
    let last = on.iter().max().copied().unwrap_or_default();
    let mut bytes = vec![0; usize::from(last / 8) + 1];
    for flag in on {
        bytes[usize::from(flag / 8)] |= 0x80 >> (flag % 8);
    }
    tlv(0x03, &[&[7 - last % 8], bytes.as_slice()].concat())
}

/// As certificates write it until 2049.
pub fn time(at: Timestamp) -> Vec<u8> {
    tlv(0x17, at.strftime("%y%m%d%H%M%SZ").to_string().as_bytes())
}

/// As answers on revocation write it.
pub fn general_time(at: Timestamp) -> Vec<u8> {
    tlv(0x18, at.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes())
}
