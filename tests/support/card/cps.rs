//! An imitation of the CPS3, as far as `OpenSC` (`IAS/ECC CPx`) and the official
//! Cryptolib look. No real card was read: what is in its files is invented
//! after what those programs ask for. The way of its two keys is that of the
//! card: one authenticates, the other signs what the card itself has hashed in
//! the end, and neither does what the other does.

use std::collections::BTreeMap;

use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;

use super::certificate::Identity;
use super::chip::{self, Applet, Card, Chip, Command, Status};
use super::cps_files::{self, FILE_OF_CERTIFICATES};
use super::digest;
use super::tlv::{around, find, tlv, untlv};

pub const CPS3: [u8; 17] =
    [0x3B, 0xAC, 0x00, 0x40, 0x2A, 0x00, 0x12, 0x25, 0x00, 0x64, 0x80, 0x00, 0x03, 0x10, 0x00, 0x90, 0x00];
pub const CPS3_CONTACTLESS: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x00, 0x31, 0xB8, 0x64, 0x04, 0xB0, 0xEC, 0xC1, 0x73, 0x94, 0x01, 0x80, 0x82, 0x90, 0x00,
    0x0E,
];
pub const CPS4: [u8; 17] =
    [0x3B, 0x9B, 0x18, 0x80, 0x01, 0x00, 0x12, 0x25, 0x00, 0x64, 0x80, 0x04, 0x01, 0x00, 0x00, 0x90, 0x44];
/// A patient's card, put in by mistake.
pub const VITALE: [u8; 10] = [0x3B, 0x75, 0x13, 0x00, 0x00, 0x9C, 0x02, 0x02, 0x01, 0x02];

pub const AID: [u8; 13] = [0xE8, 0x28, 0xBD, 0x08, 0x0F, 0x80, 0x25, 0x00, 0x00, 0x01, 0xFF, 0x00, 0x10];

/// References of the keys on the card.
pub const AUTHENTICATION: u8 = 1;
pub const SIGNATURE: u8 = 2;

/// Places of the security environment: what a key was chosen for.
const TO_SIGN: u8 = 0xB6;
const TO_AUTHENTICATE: u8 = 0xA4;

/// How a `DigestInfo` of SHA-256 begins (RFC 8017, 9.2).
const SHA_256: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

struct Cps {
    keys: BTreeMap<u8, PKey<Private>>,
    files: BTreeMap<u16, Vec<u8>>,
    open: Option<u16>,
    chosen: BTreeMap<u8, u8>,
    hash: Vec<u8>,
}

/// A card whose serial number has ten digits.
pub fn card(pin: &str, serial: &str, authentication: &Identity, signature: &Identity) -> Card {
    let keys = BTreeMap::from([(AUTHENTICATION, authentication.key.clone()), (SIGNATURE, signature.key.clone())]);
    let mut files = cps_files::files(serial);
    let _ = files.insert(FILE_OF_CERTIFICATES + u16::from(AUTHENTICATION), authentication.der.clone());
    let _ = files.insert(FILE_OF_CERTIFICATES + u16::from(SIGNATURE), signature.der.clone());
    Card::new(&CPS3, pin, Cps { keys, files, open: None, chosen: BTreeMap::new(), hash: Vec::new() })
}

impl Applet for Cps {
    fn reset(&mut self) {
        self.open = None;
        self.chosen.clear();
        self.hash.clear();
    }

    fn run(&mut self, command: &Command, chip: &mut Chip) -> Result<Vec<u8>, Status> {
        match (command.ins, command.p1, command.p2) {
            (0xA4, 4, _) => self.select_application(&command.data),
            (0xA4, ..) => self.select_file(command),
            (0xB0, ..) => self.read(command),
            (0xCB, ..) => self.describe(&command.data, chip),
            (chip::VERIFY, ..) => chip.verify(&command.data),
            (0x22, ..) => Ok(self.choose(command)),
            (0x88 | 0x2A, ..) if !chip.verified => Err(chip::NOT_ALLOWED),
            (0x88, ..) => self.authenticate(&command.data, chip),
            (0x2A, 0x90, 0xA0) => self.hash(&command.data),
            (0x2A, 0x9E, 0x9A) => self.sign(chip),
            _ => Err(chip::UNKNOWN),
        }
    }
}

/// Files.
impl Cps {
    fn select_application(&mut self, name: &[u8]) -> Result<Vec<u8>, Status> {
        if name.len() < 7 || !AID.starts_with(name) {
            return Err(chip::NOT_FOUND);
        }
        self.open = None;
        Ok(directory())
    }

    fn select_file(&mut self, command: &Command) -> Result<Vec<u8>, Status> {
        let file = command.data.last_chunk().map_or(0x3F00, |last| u16::from_be_bytes(*last));
        if [0x3F00, 0x0001].contains(&file) {
            self.open = None;
            return Ok(if command.p2 == 0x0C { Vec::new() } else { directory() });
        }
        let content = self.files.get(&file).ok_or(chip::NOT_FOUND)?;
        self.open = Some(file);
        Ok(description(content.len(), &[0x01], &tlv(0x83, &file.to_be_bytes())))
    }

    /// Of the open file, or of one with a short name.
    fn read(&self, command: &Command) -> Result<Vec<u8>, Status> {
        let (file, offset) = match (command.p1, command.p2) {
            (0x9C, offset) => (Some(0xD003), usize::from(offset)),
            (0x9D, offset) => (Some(0x2F01), usize::from(offset)),
            (0x9E, offset) => (Some(0x2F00), usize::from(offset)),
            (0x80.., _) => return Err(chip::NOT_FOUND),
            (high, low) => (self.open, usize::from(u16::from_be_bytes([high, low]))),
        };
        let content = file.and_then(|file| self.files.get(&file)).ok_or(chip::NOT_FOUND)?;
        let rest = content.get(offset..).filter(|rest| !rest.is_empty()).ok_or(chip::PAST_THE_END)?;
        Ok(rest[..rest.len().min(command.expected)].to_vec())
    }
}

/// Keys.
impl Cps {
    /// What an object of the card is and who may use it. The question has the
    /// class and the reference of the object after the byte BF.
    fn describe(&self, question: &[u8], chip: &Chip) -> Result<Vec<u8>, Status> {
        let start = question.iter().position(|byte| *byte == 0xBF).ok_or(chip::WRONG_DATA)?;
        let &[class, reference, _, part, ..] = &question[start + 1..] else { return Err(chip::WRONG_DATA) };
        let (class, reference) = (class & 0x7F, reference & 0x1F);
        let body = match (class, part) {
            (0x01, 0xA0) => pin_parameters(chip),
            (0x01, _) => around(0x7F41, &[tlv(0x80, &[4]), tlv(0x81, &[4])]),
            (0x10, 0xA0) if self.keys.contains_key(&reference) => key_parameters(reference),
            (_, 0xA0) => return Err(chip::NO_SUCH_KEY),
            _ => return Err(chip::WRONG_DATA),
        };
        let object = u32::from_be_bytes([0, 0xBF, 0x80 | class, reference]);
        Ok(around(0x70, &[tlv(object, &body)]))
    }

    fn choose(&mut self, command: &Command) -> Vec<u8> {
        if let Some([reference, ..]) = find(&command.data, 0x84) {
            let _ = self.chosen.insert(command.p2, reference & 0x1F);
        }
        Vec::new()
    }

    /// Internal authenticate: a short text is padded and enciphered.
    fn authenticate(&self, text: &[u8], chip: &mut Chip) -> Result<Vec<u8>, Status> {
        match self.chosen.get(&TO_AUTHENTICATE) {
            Some(&AUTHENTICATION) => self.operate(AUTHENTICATION, text, chip),
            _ => Err(chip::NOT_ALLOWED),
        }
    }

    /// The last of a hash: the state so far, and the bytes that remain.
    fn hash(&mut self, data: &[u8]) -> Result<Vec<u8>, Status> {
        let parts = untlv(data).ok_or(chip::WRONG_DATA)?;
        let [(_, state), (_, rest)] = *parts.as_slice() else { return Err(chip::WRONG_DATA) };
        self.hash = digest::finish(state, rest).ok_or(chip::WRONG_DATA)?.to_vec();
        Ok(Vec::new())
    }

    /// Signs what was hashed last.
    fn sign(&mut self, chip: &mut Chip) -> Result<Vec<u8>, Status> {
        let hash = std::mem::take(&mut self.hash);
        match self.chosen.get(&TO_SIGN) {
            Some(&reference) if !hash.is_empty() => {
                self.operate(reference, &[&SHA_256, hash.as_slice()].concat(), chip)
            }
            _ => Err(chip::NOT_SELECTED),
        }
    }

    fn operate(&self, reference: u8, text: &[u8], chip: &mut Chip) -> Result<Vec<u8>, Status> {
        let key = self.keys.get(&reference).ok_or(chip::NO_SUCH_KEY)?.rsa().unwrap();
        chip.operate()?;
        let mut block = vec![0; key.size() as usize];
        let _ = key.private_encrypt(text, &mut block, Padding::PKCS1).map_err(|_| chip::WRONG_DATA)?;
        Ok(block)
    }
}

fn directory() -> Vec<u8> {
    description(0, &[0x38], &tlv(0x84, &AID))
}

/// Size, kind, name, and that anybody may read.
fn description(size: usize, kind: &[u8], name: &[u8]) -> Vec<u8> {
    let size = u16::try_from(size).unwrap().to_be_bytes();
    let access = around(0xA1, &[tlv(0x8C, &[0x7B, 0x17, 0xFF, 0x17, 0x17, 0x17, 0x00])]);
    around(0x62, &[tlv(0x80, &size), tlv(0x82, kind), name.to_vec(), tlv(0x8A, &[0x05]), access])
}

fn pin_parameters(chip: &Chip) -> Vec<u8> {
    let access = around(0xA1, &[tlv(0x8C, &[0x7B, 0x17, 0x00, 0x17, 0x17, 0xFF, 0x00])]);
    around(0xA0, &[access, tlv(0x9A, &[chip::TRIES]), tlv(0x9B, &[chip.tries])])
}

/// For each way of using a key: 11 after the PIN, FF never.
fn key_parameters(reference: u8) -> Vec<u8> {
    let other = if reference == SIGNATURE { 0xFF } else { 0x11 };
    let access = around(0xA1, &[tlv(0x8C, &[0x7B, 0x11, other, other, 0xFF, 0xFF, 0x00])]);
    around(0xA0, &[tlv(0x80, &[0x01, 0x00]), access])
}
