//! A PIV card: the part of SP 800-73-4 that `OpenSC` and its like use. Keys of
//! 2048 bits and of P-256; the signature key wants its PIN each time.

use std::collections::BTreeMap;

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcKey, EcPoint};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Private};
use openssl::rsa::Padding;

use super::certificate::Identity;
use super::chip::{self, Applet, Card, Chip, Command, Status};
use super::tlv::{around, find, tlv, untlv};

pub const AUTHENTICATION: u8 = 0x9A;
pub const SIGNATURE: u8 = 0x9C;
pub const CONFIDENTIALITY: u8 = 0x9D;
/// The first of the twenty places for keys of the past.
pub const RETIRED: u8 = 0x82;

const RSA_2048: u8 = 0x07;
const P_256: u8 = 0x11;

const AID: [u8; 11] = [0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0];

/// The holder's number of an agency: anybody's.
const AGENCY: [u8; 25] = [
    0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0xA1, 0x68, 0x5A, 0x10, 0x82, 0x10, 0x8C, 0xE7,
    0x39, 0x84, 0x10, 0x84, 0x21, 0xC1,
];

/// The card before it is closed: keys are put in while it is made.
pub struct Piv {
    keys: BTreeMap<u8, PKey<Private>>,
    objects: BTreeMap<u32, Vec<u8>>,
    selected: bool,
}

impl Piv {
    /// The serial number is what a program tells two cards apart by.
    pub fn new(serial: [u8; 16]) -> Self {
        let holder = [tlv(0x30, &AGENCY), tlv(0x34, &serial), tlv(0x35, b"20401231"), tlv(0x3E, b""), tlv(0xFE, b"")];
        let discovery = [tlv(0x4F, &AID), tlv(0x5F2F, &[0x40, 0])];
        let objects = [(0x005F_C102, around(0x53, &holder)), (0x7E, around(0x7E, &discovery))];
        Self { keys: BTreeMap::new(), objects: objects.into(), selected: false }
    }

    #[must_use]
    pub fn key(mut self, place: u8, identity: &Identity) -> Self {
        let _ = self.keys.insert(place, identity.key.clone());
        let parts = [tlv(0x70, &identity.der), tlv(0x71, &[0]), tlv(0xFE, b"")];
        let _ = self.objects.insert(object_of(place), around(0x53, &parts));
        let retired = self.keys.range(RETIRED..=0x95).count();
        if retired > 0 {
            let count = [u8::try_from(retired).unwrap()];
            let history = [tlv(0xC1, &count), tlv(0xC2, &[0]), tlv(0xF3, b""), tlv(0xFE, b"")];
            let _ = self.objects.insert(0x005F_C10C, around(0x53, &history));
        }
        self
    }

    /// Closes the card.
    pub fn card(self, pin: &str) -> Card {
        Card::new(&atr(b"TPIV1"), pin, self)
    }

    fn select(&mut self, name: &[u8]) -> Result<Vec<u8>, Status> {
        if name.len() < 5 || !AID.starts_with(name) {
            return Err(chip::NOT_FOUND);
        }
        self.selected = true;
        Ok(around(0x61, &[tlv(0x4F, &AID[5..]), tlv(0x79, &tlv(0x4F, &AID[..5]))]))
    }

    fn data(&self, wanted: &[u8]) -> Result<Vec<u8>, Status> {
        let tag = find(wanted, 0x5C).ok_or(chip::WRONG_DATA)?;
        let tag = tag.iter().fold(0, |tag, byte| tag << 8 | u32::from(*byte));
        self.objects.get(&tag).filter(|_| self.selected).cloned().ok_or(chip::NOT_FOUND)
    }

    /// General authenticate: signs, deciphers or agrees on a secret.
    fn operate(&self, command: &Command, chip: &mut Chip) -> Result<Vec<u8>, Status> {
        let key = self.keys.get(&command.p2).ok_or(chip::NO_SUCH_KEY)?;
        if !chip.verified || (command.p2 == SIGNATURE && !chip.fresh) {
            return Err(chip::NOT_ALLOWED);
        }
        chip.operate()?;
        let template = find(&command.data, 0x7C).ok_or(chip::WRONG_DATA)?;
        let parts: BTreeMap<u32, &[u8]> = untlv(template).ok_or(chip::WRONG_DATA)?.into_iter().collect();
        let result = match (command.p1, key.id(), parts.get(&0x81), parts.get(&0x85)) {
            (RSA_2048, Id::RSA, Some(block), _) => raw(key, block),
            (P_256, Id::EC, _, Some(point)) => agree(key, point),
            (P_256, Id::EC, Some(digest), _) => sign(key, digest),
            _ => return Err(chip::WRONG_PARAMETERS),
        };
        Ok(tlv(0x7C, &tlv(0x82, &result.map_err(|_| chip::WRONG_DATA)?)))
    }
}

impl Applet for Piv {
    fn reset(&mut self) {
        self.selected = false;
    }

    fn run(&mut self, command: &Command, chip: &mut Chip) -> Result<Vec<u8>, Status> {
        match (command.ins, command.p1) {
            (0xA4, 4) => self.select(&command.data),
            (0xCB, _) => self.data(&command.data),
            _ if !self.selected => Err(chip::NOT_SELECTED),
            (chip::VERIFY, 0xFF) => {
                chip.verified = false;
                Ok(Vec::new())
            }
            (chip::VERIFY, _) if command.p2 == 0x80 => chip.verify(&command.data),
            (chip::VERIFY, _) => Err(chip::NO_SUCH_KEY),
            (0x87, _) => self.operate(command, chip),
            _ => Err(chip::UNKNOWN),
        }
    }
}

/// Protocol T=1, these historical bytes, and the sum that ends it.
pub fn atr(historical: &[u8]) -> Vec<u8> {
    let mut atr = vec![0x3B, 0x80 | u8::try_from(historical.len()).unwrap(), 0x80, 0x01];
    atr.extend(historical);
    atr.push(atr[1..].iter().fold(0, |sum, byte| sum ^ byte));
    atr
}

fn object_of(place: u8) -> u32 {
    match place {
        AUTHENTICATION => 0x005F_C105,
        SIGNATURE => 0x005F_C10A,
        CONFIDENTIALITY => 0x005F_C10B,
        RETIRED..=0x95 => 0x005F_C10D + u32::from(place - RETIRED),
        _ => panic!("a PIV card has no place {place:X}"),
    }
}

/// RSA without a word on padding: that is the program's.
fn raw(key: &PKey<Private>, block: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let key = key.rsa()?;
    let mut result = vec![0; key.size() as usize];
    let length = key.private_decrypt(block, &mut result, Padding::NONE)?;
    result.truncate(length);
    Ok(result)
}

fn sign(key: &PKey<Private>, digest: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    EcdsaSig::sign(digest, &*key.ec_key()?)?.to_der()
}

fn agree(key: &PKey<Private>, point: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let own = key.ec_key()?;
    let point = EcPoint::from_bytes(own.group(), point, &mut *BigNumContext::new()?)?;
    let other = PKey::from_ec_key(EcKey::from_public_key(own.group(), &point)?)?;
    let mut deriver = Deriver::new(key)?;
    deriver.set_peer(&other)?;
    deriver.derive_to_vec()
}
