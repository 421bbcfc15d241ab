//! What is revoked, said as lists (full and delta, RFC 5280) and as answers to
//! single questions (OCSP, RFC 6960).

use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use openssl::sha;

use super::certificate::{Identity, algorithm, authority_key_id, extension, key_id, signed};
use super::der;
use super::pki::Authorities;
use super::tlv::{around, find, split, tlv, untlv};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Revoked,
    /// After the full list was made.
    RevokedSince,
}

struct Record {
    serial: Vec<u8>,
    status: Status,
    at: Timestamp,
}

#[derive(Default)]
pub struct Records {
    revoked: Mutex<Vec<Record>>,
    /// Until when, in hours from now, what is said holds; a day without a word.
    hours: Mutex<Option<i64>>,
    /// Who answers in the place of the authorities.
    delegate: Mutex<Option<Identity>>,
}

/// The number of the full list, on which the delta stands.
const BASE: u32 = 4200;

impl Records {
    pub fn record(&self, identity: &Identity, status: Status) {
        self.revoked.lock().unwrap().push(Record { serial: identity.serial(), status, at: Timestamp::now() });
    }

    pub fn hold_for(&self, hours: i64) {
        *self.hours.lock().unwrap() = Some(hours);
    }

    pub fn delegate_to(&self, responder: Identity) {
        *self.delegate.lock().unwrap() = Some(responder);
    }

    /// What the server calls what it says now.
    pub fn edition(&self) -> String {
        format!("\"{}-{:?}\"", self.revoked.lock().unwrap().len(), *self.hours.lock().unwrap())
    }

    /// From an hour ago, for a clock that is late; what has had its time is older.
    fn validity(&self) -> (Timestamp, Timestamp) {
        let now = Timestamp::now();
        let hours = self.hours.lock().unwrap().unwrap_or(24);
        let age = Duration::from_hours(if hours > 0 { 1 } else { 48 });
        (now - age, now + jiff::SignedDuration::from_hours(hours))
    }

    /// Serial numbers are the PKI's, not each authority's: one table serves all.
    pub fn list(&self, issuer: &Identity) -> Vec<u8> {
        self.signed_list(issuer, Status::Revoked, &[extension("2.5.29.20", false, &der::number(BASE))])
    }

    pub fn delta(&self, issuer: &Identity) -> Vec<u8> {
        let number = extension("2.5.29.20", false, &der::number(BASE + 1));
        let base = extension("2.5.29.27", true, &der::number(BASE));
        self.signed_list(issuer, Status::RevokedSince, &[number, base])
    }

    fn signed_list(&self, issuer: &Identity, status: Status, extensions: &[Vec<u8>]) -> Vec<u8> {
        let records = self.revoked.lock().unwrap();
        let entries: Vec<Vec<u8>> = records
            .iter()
            .filter(|record| record.status == status)
            .map(|record| der::sequence(&[der::integer(&record.serial), der::time(record.at)]))
            .collect();
        let (now, next) = self.validity();
        let extensions = [vec![authority_key_id(&issuer.key)], extensions.to_vec()].concat();
        let mut parts = vec![der::number(1), algorithm(false), issuer.name(), der::time(now), der::time(next)];
        // An empty sequence is not allowed here.
        parts.extend((!entries.is_empty()).then(|| der::sequence(&entries)));
        parts.push(around(0xA0, &[der::sequence(&extensions)]));
        signed(&der::sequence(&parts), &issuer.key, false)
    }

    /// The whole answer to a question, or the word that it was none.
    pub fn answer(&self, question: &[u8], authorities: &Authorities) -> Vec<u8> {
        self.basic_answer(question, authorities).map_or_else(malformed, |answer| {
            let basic = [der::oid("1.3.6.1.5.5.7.48.1.1"), der::octets(&answer)];
            der::sequence(&[tlv(0x0A, &[0]), around(0xA0, &[der::sequence(&basic)])])
        })
    }

    fn basic_answer(&self, question: &[u8], authorities: &Authorities) -> Option<Vec<u8>> {
        let request = find(find(question, 0x30)?, 0x30)?;
        let single = find(find(request, 0x30)?, 0x30)?;
        let (certificate, _) = split(single)?;
        let fields = untlv(find(certificate, 0x30)?)?;
        let [(_, _), (_, name), (_, _), (_, serial)] = *fields.as_slice() else { return None };
        let all = [&authorities.root, &authorities.persons, &authorities.organisations];
        let issuer = all.into_iter().find(|issuer| hashes_to(&issuer.name(), name));
        let status = if issuer.is_some() { self.status(serial) } else { tlv(0x82, &[]) };
        let delegate = self.delegate.lock().unwrap().clone();
        let signer = delegate.as_ref().or(issuer).unwrap_or(&authorities.persons);
        let (now, next) = self.validity();
        let answer = der::sequence(&[
            certificate.to_vec(),
            status,
            der::general_time(now),
            around(0xA0, &[der::general_time(next)]),
        ]);
        let mut parts =
            vec![around(0xA2, &[der::octets(&key_id(&signer.key))]), der::general_time(now), der::sequence(&[answer])];
        // The number that the question bears, once more.
        parts.extend(find(request, 0xA2).map(|extensions| tlv(0xA1, extensions)));
        let answer = signed(&der::sequence(&parts), &signer.key, false);
        let Some(delegate) = &delegate else { return Some(answer) };
        // Who was given the right shows it.
        let along = around(0xA0, &[der::sequence(std::slice::from_ref(&delegate.der))]);
        Some(der::sequence(&[find(&answer, 0x30)?.to_vec(), along]))
    }

    fn status(&self, serial: &[u8]) -> Vec<u8> {
        let records = self.revoked.lock().unwrap();
        let record = records.iter().find(|record| record.serial == serial);
        record.map_or_else(|| tlv(0x80, &[]), |record| around(0xA1, &[der::general_time(record.at)]))
    }
}

fn malformed() -> Vec<u8> {
    der::sequence(&[tlv(0x0A, &[1])])
}

/// SHA-1 or SHA-256, as the question prefers.
fn hashes_to(name: &[u8], hash: &[u8]) -> bool {
    hash == sha::sha1(name) || hash == sha::sha256(name)
}
