//! Writing DER: the one form that everybody reads.

/// `NULL`, the parameters of an algorithm that has none but must say so.
pub const NULL: &[u8] = &[5, 0];

pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const OBJECT_IDENTIFIER: u8 = 0x06;

/// The element that holds these parts one after the other.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut written = head(tag, length);
    written.reserve(length);
    for part in parts {
        written.extend_from_slice(part);
    }
    written
}

/// A set, whose order is that of its bytes.
pub fn set_of(tag: u8, mut items: Vec<Vec<u8>>) -> Vec<u8> {
    items.sort();
    let parts: Vec<&[u8]> = items.iter().map(Vec::as_slice).collect();
    element(tag, &parts)
}

/// What stands before a body of that length.
pub fn head(tag: u8, length: usize) -> Vec<u8> {
    let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|&digit| digit == 0).collect();
    match (u8::try_from(length), u8::try_from(digits.len())) {
        (Ok(short @ 0..0x80), _) => vec![tag, short],
        (_, Ok(count)) => [&[tag, 0x80 | count], digits.as_slice()].concat(),
        // A length has eight digits at most.
        (_, Err(_)) => Vec::new(),
    }
}

pub fn object(identifier: &[u8]) -> Vec<u8> {
    element(OBJECT_IDENTIFIER, &[identifier])
}

/// An `AlgorithmIdentifier`; the parameters are an element or nothing.
pub fn algorithm(identifier: &[u8], parameters: &[u8]) -> Vec<u8> {
    element(SEQUENCE, &[&object(identifier), parameters])
}

#[cfg(test)]
mod tests {
    use super::{NULL, algorithm, element, head, set_of};
    use crate::crypto::ber;

    #[test]
    fn a_length_takes_as_few_bytes_as_it_can() {
        assert_eq!(head(4, 0x7F), [4, 0x7F]);
        assert_eq!(head(4, 0x80), [4, 0x81, 0x80]);
        assert_eq!(head(4, 0xFFFF), [4, 0x82, 0xFF, 0xFF]);
        assert_eq!(head(4, 0x1_0000), [4, 0x83, 1, 0, 0]);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for length in [0, 1, 0x7F, 0x80, 0xFF, 0x100, 70_000] {
            let body = vec![7; length];
            let written = element(0x30, &[&[5, 0], &body[..length / 2], &body[length / 2..]]);
            assert_eq!(ber::only(&written).unwrap().body.len(), length + 2);
        }
    }

    #[test]
    fn a_set_is_in_the_order_of_its_bytes() {
        assert_eq!(
            set_of(0x31, vec![vec![4, 1, 9], vec![2, 1, 0], vec![4, 1, 3]]),
            [0x31, 9, 2, 1, 0, 4, 1, 3, 4, 1, 9]
        );
    }

    #[test]
    fn an_algorithm_has_its_parameters_or_none() {
        assert_eq!(algorithm(&[42, 3], NULL), [0x30, 6, 6, 2, 42, 3, 5, 0]);
        assert_eq!(algorithm(&[42, 3], &[]), [0x30, 4, 6, 2, 42, 3]);
    }
}
