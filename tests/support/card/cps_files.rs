//! The files of the imitated CPS: what it says of itself, and the PKCS#15
//! directories of its keys, certificates and PIN.

use std::collections::BTreeMap;

use super::cps::{AID, AUTHENTICATION, SIGNATURE};
use super::der::{flags, number, octets, oid, sequence, utf8};
use super::tlv::{around, tlv};

/// Certificates follow it, each at the reference of its key.
pub const FILE_OF_CERTIFICATES: u16 = 0xB000;

const KEYS: [Entry; 2] = [
    Entry { reference: AUTHENTICATION, label: "Certificat d'Authentification CPS", usage: &[2] },
    Entry { reference: SIGNATURE, label: "Certificat de Signature CPS", usage: &[2, 9] },
];

struct Entry {
    reference: u8,
    label: &'static str,
    /// Bits: 2 sign, 9 non-repudiation.
    usage: &'static [u8],
}

pub fn files(serial: &str) -> BTreeMap<u16, Vec<u8>> {
    BTreeMap::from([
        (0x2F01, characteristics()),
        (0x2F00, around(0x61, &[tlv(0x4F, &AID), tlv(0x50, b"CPx IAS"), tlv(0x51, &[0x3F, 0, 0, 1])])),
        (0xD003, tlv(0x5A, &[&[0x80, 0x25, 0, 0, 1], digits(serial).as_slice()].concat())),
        (0x5031, directories()),
        (0x5032, token(serial)),
        (0x7001, KEYS.iter().flat_map(private_key).collect()),
        (0x7003, KEYS.iter().flat_map(certificate).collect()),
        (0x7004, pin()),
    ])
}

/// Two digits to a byte.
fn digits(serial: &str) -> Vec<u8> {
    serial.as_bytes().chunks(2).map(|pair| (pair[0] - b'0') << 4 | (pair[1] - b'0')).collect()
}

fn characteristics() -> Vec<u8> {
    let limits = [2, 2, 1, 4, 2, 2, 1, 4, 2, 2, 1, 4, 2, 2, 1, 4];
    let parts = [
        vec![0x80],
        tlv(0x43, &[0xB8]),
        tlv(0x46, &[1, 2, 3, 4]),
        tlv(0x47, &[0x94, 0x01, 0x80]),
        tlv(0x4F, &AID),
        tlv(0xE0, &limits),
    ];
    parts.concat()
}

fn directories() -> Vec<u8> {
    let file = |tag, number: u16| around(tag, &[path(&[&[0x3F, 0, 0, 1], number.to_be_bytes().as_slice()].concat())]);
    [file(0xA0, 0x7001), file(0xA4, 0x7003), file(0xA8, 0x7004)].concat()
}

fn token(serial: &str) -> Vec<u8> {
    sequence(&[
        number(0),
        octets(&digits(serial)),
        utf8("ASIP SANTE"),
        tlv(0x80, format!("CPS3v3-{serial}").as_bytes()),
        flags(&[1, 2]),
        around(0xA2, &algorithms()),
    ])
}

/// Reference, mechanism of PKCS#11, bit of the operation (1 sign, 5 decipher,
/// 6 hash), reference on the card.
fn algorithms() -> Vec<Vec<u8>> {
    const ALGORITHMS: [(u32, u32, u8, u32); 6] = [
        (1, 0x220, 6, 0x10),
        (2, 0x250, 6, 0x40),
        (3, 0x06, 1, 0x12),
        (4, 0x40, 1, 0x42),
        (5, 0x01, 1, 0x02),
        (6, 0x01, 5, 0x1A),
    ];
    let algorithm = |(reference, mechanism, operation, on_card)| {
        sequence(&[
            number(reference),
            number(mechanism),
            tlv(0x05, &[]),
            flags(&[operation]),
            oid("1.2.840.113549.1.1.1"),
            number(on_card),
        ])
    };
    ALGORITHMS.into_iter().map(algorithm).collect()
}

fn private_key(entry: &Entry) -> Vec<u8> {
    let on_card = number(0x80 | u32::from(entry.reference));
    sequence(&[
        sequence(&[utf8(entry.label), flags(&[0]), octets(&[1])]),
        sequence(&[octets(&[entry.reference]), flags(entry.usage), flags(&[0, 2, 3]), on_card]),
        around(0xA1, &[sequence(&[path(&[0x3F, 0, 0, 1]), number(2048)])]),
    ])
}

fn certificate(entry: &Entry) -> Vec<u8> {
    let file = (FILE_OF_CERTIFICATES + u16::from(entry.reference)).to_be_bytes();
    sequence(&[
        sequence(&[utf8(entry.label), flags(&[1])]),
        sequence(&[octets(&[entry.reference])]),
        around(0xA1, &[sequence(&[path(&[&[0x3F, 0, 0, 1], file.as_slice()].concat())])]),
    ])
}

/// Four digits, no more and no fewer.
fn pin() -> Vec<u8> {
    let attributes =
        [flags(&[0, 4]), tlv(0x0A, &[1]), number(4), number(4), number(4), tlv(0x80, &[1]), path(&[0x3F, 0])];
    sequence(&[
        sequence(&[utf8("Code porteur"), flags(&[0, 1])]),
        sequence(&[octets(&[1])]),
        around(0xA1, &[sequence(&attributes)]),
    ])
}

fn path(bytes: &[u8]) -> Vec<u8> {
    sequence(&[octets(bytes)])
}
