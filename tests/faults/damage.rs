//! Bytes damaged at random: a failure comes back with its number.

use std::ops::Range;

use super::Chance;

/// A short piece of something so long.
pub(crate) fn piece(chance: &mut Chance, length: usize) -> Range<usize> {
    let start = chance.below(length + 1);
    start..(start + chance.below(80)).min(length)
}

/// Bytes that were cut, doubled, mixed with others or changed.
pub(crate) fn mutated(chance: &mut Chance, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8] = b"<>/\"'&;=!?-[]:^|%. \0\xff\xc3";
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        let length = bytes.len();
        match chance.below(7) {
            0 if chance.below(4) == 0 => bytes.truncate(chance.below(length + 1)),
            1 => drop(bytes.drain(piece(chance, length))),
            2 => {
                let range = piece(chance, length);
                let copy = bytes[range.clone()].to_vec();
                drop(bytes.splice(range.end..range.end, copy.repeat(1 + chance.below(5))));
            }
            3 => {
                let taken = other[piece(chance, other.len())].to_vec();
                drop(bytes.splice(piece(chance, length), taken));
            }
            4 if length > 0 => bytes[chance.below(length)] = u8::try_from(chance.below(256)).unwrap(),
            _ if length > 0 => bytes[chance.below(length)] = SIGNS[chance.below(SIGNS.len())],
            _ => {}
        }
    }
    bytes
}
