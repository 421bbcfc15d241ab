//! Certificates, lists and answers made for the tests, byte by byte: also such
//! as no library would write.

use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;

use super::Certificate;
use super::identifier as id;
use crate::crypto::der::{self, element, object};
use crate::crypto::oid;
use crate::domain::Timestamp;

pub const NOW: Timestamp = Timestamp(1_800_000_000);
pub const YEAR: i64 = 31_536_000;

pub fn curve_key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

pub fn rsa_key(bits: u32) -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap()
}

/// One statement of a name.
pub fn statement(kind: &[u8], tag: u8, text: &[u8]) -> Vec<u8> {
    element(0x30, &[&object(kind), &element(tag, &[text])])
}

/// A name of these steps, in the order given within each.
pub fn name(steps: &[&[Vec<u8>]]) -> Vec<u8> {
    let steps: Vec<Vec<u8>> = steps.iter().map(|step| element(0x31, &[&step.concat()])).collect();
    element(0x30, &[&steps.concat()])
}

pub fn called(common_name: &str) -> Vec<u8> {
    name(&[&[statement(id::COMMON_NAME, 0x0C, common_name.as_bytes())]])
}

pub fn time(moment: Timestamp) -> Vec<u8> {
    let text = jiff::Timestamp::from_second(moment.0).unwrap().strftime("%Y%m%d%H%M%SZ").to_string();
    element(0x18, &[text.as_bytes()])
}

/// A name with the key that goes with it.
pub struct Authority {
    pub certificate: Certificate,
    pub key: PKey<Private>,
}

impl Authority {
    pub fn root(common_name: &str) -> Self {
        let key = curve_key();
        let draft = Draft::authority(common_name, &key);
        let certificate = draft.signed_as(&draft.subject, &key);
        Self { certificate, key }
    }

    pub fn below(&self, common_name: &str) -> Self {
        let key = curve_key();
        let certificate = Draft::authority(common_name, &key).signed_by(self);
        Self { certificate, key }
    }
}

/// A certificate before it is signed.
#[derive(Clone)]
pub struct Draft {
    pub subject: Vec<u8>,
    pub serial: Vec<u8>,
    pub from: Timestamp,
    pub until: Timestamp,
    pub key: Vec<u8>,
    pub digest: MessageDigest,
    pub extensions: Vec<Vec<u8>>,
}

impl Draft {
    pub fn new(subject: Vec<u8>, key: &PKey<Private>) -> Self {
        Self {
            subject,
            serial: vec![2, 2, 0x12, 0x34],
            from: Timestamp(NOW.0 - YEAR),
            until: Timestamp(NOW.0 + YEAR),
            key: key.public_key_to_der().unwrap(),
            digest: MessageDigest::sha256(),
            extensions: Vec::new(),
        }
    }

    pub fn authority(common_name: &str, key: &PKey<Private>) -> Self {
        let draft = Self::new(called(common_name), key);
        draft.with(id::BASIC_CONSTRAINTS, true, &[0x30, 3, 1, 1, 255]).with(id::KEY_USAGE, true, &[3, 2, 1, 0b110])
    }

    /// Signs mail for an address.
    pub fn mail(address: &str, key: &PKey<Private>) -> Self {
        let draft = Self::new(called("Boîte de test"), key);
        draft.usage(0b1110_1000).purposes(&[id::EMAIL_PROTECTION]).address(address)
    }

    pub fn with(mut self, kind: &[u8], critical: bool, value: &[u8]) -> Self {
        let flag: &[u8] = if critical { &[1, 1, 255] } else { &[] };
        self.extensions.push(element(0x30, &[&object(kind), flag, &element(4, &[value])]));
        self
    }

    pub fn usage(self, bits: u8) -> Self {
        self.with(id::KEY_USAGE, true, &[3, 2, 0, bits])
    }

    pub fn purposes(self, purposes: &[&[u8]]) -> Self {
        let list: Vec<u8> = purposes.iter().flat_map(|purpose| object(purpose)).collect();
        self.with(id::EXTENDED_USAGE, false, &element(0x30, &[&list]))
    }

    pub fn address(self, address: &str) -> Self {
        self.with(id::SUBJECT_ALTERNATIVE, false, &element(0x30, &[&element(0x81, &[address.as_bytes()])]))
    }

    pub fn signed_by(&self, authority: &Authority) -> Certificate {
        self.signed_as(authority.certificate.subject(), &authority.key)
    }

    pub fn signed_as(&self, issuer: &[u8], key: &PKey<Private>) -> Certificate {
        let algorithm = algorithm(key, self.digest);
        let validity = element(0x30, &[&time(self.from), &time(self.until)]);
        let extensions = element(0xA3, &[&element(0x30, &[&self.extensions.concat()])]);
        let version: &[u8] = &[0xA0, 3, 2, 1, 2];
        let parts: [&[u8]; 8] =
            [version, &self.serial, &algorithm, issuer, &validity, &self.subject, &self.key, &extensions];
        Certificate::read(&sealed(&element(0x30, &parts), &algorithm, key, self.digest, &[])).unwrap()
    }
}

/// What is signed, how, and the signature: the shape of certificates, lists and answers.
pub fn sealed(signed: &[u8], algorithm: &[u8], key: &PKey<Private>, digest: MessageDigest, after: &[u8]) -> Vec<u8> {
    let signature = Signer::new(digest, key).unwrap().sign_oneshot_to_vec(signed).unwrap();
    element(0x30, &[signed, algorithm, &element(3, &[&[0], &signature]), after])
}

pub fn algorithm(key: &PKey<Private>, digest: MessageDigest) -> Vec<u8> {
    match (key.rsa().is_ok(), digest.size()) {
        (true, 20) => der::algorithm(oid::RSA_SHA1, der::NULL),
        (true, _) => der::algorithm(oid::RSA_SHA256, der::NULL),
        (false, 20) => der::algorithm(oid::ECDSA_SHA1, &[]),
        (false, _) => der::algorithm(oid::ECDSA_SHA256, &[]),
    }
}

/// A revocation list before it is signed.
#[derive(Clone)]
pub struct ListDraft {
    pub this_update: Timestamp,
    pub next_update: Timestamp,
    /// Serial (an element), when, and extensions of the entry.
    pub entries: Vec<(Vec<u8>, Timestamp, Vec<Vec<u8>>)>,
    pub extensions: Vec<Vec<u8>>,
}

impl ListDraft {
    pub fn new(number: u8) -> Self {
        let (this_update, next_update) = (Timestamp(NOW.0 - 3_600), Timestamp(NOW.0 + 3_600));
        let draft = Self { this_update, next_update, entries: Vec::new(), extensions: Vec::new() };
        draft.with(id::LIST_NUMBER, false, &[2, 1, number])
    }

    pub fn with(mut self, kind: &[u8], critical: bool, value: &[u8]) -> Self {
        self.extensions.push(extension(kind, critical, value));
        self
    }

    pub fn revoking(mut self, certificate: &Certificate, at: Timestamp, reason: u8) -> Self {
        let reason = extension(id::REASON, false, &[0x0A, 1, reason]);
        self.entries.push((certificate.serial().to_vec(), at, vec![reason]));
        self
    }

    pub fn signed_by(&self, authority: &Authority) -> Vec<u8> {
        let digest = MessageDigest::sha256();
        let algorithm = algorithm(&authority.key, digest);
        let entries: Vec<u8> = self
            .entries
            .iter()
            .flat_map(|(serial, at, extensions)| {
                element(0x30, &[serial, &time(*at), &element(0x30, &[&extensions.concat()])])
            })
            .collect();
        let entries = if entries.is_empty() { Vec::new() } else { element(0x30, &[&entries]) };
        let extensions = element(0xA0, &[&element(0x30, &[&self.extensions.concat()])]);
        let (this_update, next_update) = (time(self.this_update), time(self.next_update));
        let issuer = authority.certificate.subject();
        let parts: [&[u8]; 7] = [&[2, 1, 1], &algorithm, issuer, &this_update, &next_update, &entries, &extensions];
        sealed(&element(0x30, &parts), &algorithm, &authority.key, digest, &[])
    }
}

pub fn extension(kind: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 255] } else { &[] };
    element(0x30, &[&object(kind), flag, &element(4, &[value])])
}

/// Every bit turned, every length cut, and every byte put out of place.
pub fn mutations(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let turned = (0..bytes.len()).flat_map(move |at| {
        [1, 2, 4, 8, 16, 32, 64, 128, 255].map(|mask| {
            let mut changed = bytes.to_vec();
            changed[at] ^= mask;
            changed
        })
    });
    let cut = (0..bytes.len()).map(move |at| bytes[..at].to_vec());
    let left_out = (0..bytes.len()).map(move |at| [&bytes[..at], &bytes[at + 1..]].concat());
    turned.chain(cut).chain(left_out)
}
