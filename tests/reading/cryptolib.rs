//! A doctor's card under the official library: signed here, accepted by
//! `openssl cms`; taken out, put back, signed again.

use std::fs;
use std::path::Path;
use std::process::Command;

use sceau::engine::card::{Lock, Stand};
use sceau::engine::{CardFault, FaultKind};

use super::alone;
use super::desk::{Office, PIN};
use crate::support::card::pki::{HealthPki, Issuer};

/// Names the official library where it is installed.
const CRYPTOLIB: &str = "SCEAU_TEST_CRYPTOLIB";

#[test]
fn what_a_doctor_s_card_signs_under_the_cryptolib_is_accepted() {
    if std::env::var_os(CRYPTOLIB).is_none() {
        println!("skipped: what_a_doctor_s_card_signs_under_the_cryptolib ({CRYPTOLIB} names no library)");
        return;
    }
    alone("cryptolib::signed");
}

#[test]
#[ignore = "started by the test above"]
fn signed() {
    let module = std::env::var_os(CRYPTOLIB).unwrap();
    let mut office = Office::open();
    office.take_cps(Path::new(&module));
    office.insert();
    office.until("the card", |card| card.stand == Stand::Token);
    assert!(office.sign().is_err(), "before the code");
    office.unlock(PIN).unwrap();
    office.until("an open card", |card| card.token().is_some_and(|token| token.lock == Lock::Open));
    let before = office.card.operations();
    assert_accepted(office.pki(), &office.sign().unwrap());
    assert_eq!(office.card.operations() - before, 1, "one operation for one signature");

    office.remove();
    office.until("no card", |card| card.stand != Stand::Token);
    assert_eq!(office.sign().unwrap_err().kind, FaultKind::Card(CardFault::Gone));
    office.insert();
    office.until("the card again", |card| card.token().is_some_and(|token| token.lock == Lock::Closed));
    office.unlock(PIN).unwrap();
    assert_accepted(office.pki(), &office.sign().unwrap());
    assert_eq!(office.card.tries(), 3, "no code was ever tried by itself");
}

fn assert_accepted(pki: &HealthPki, message: &[u8]) {
    let files = tempfile::tempdir().unwrap();
    let (letter, anchors) = (files.path().join("letter.eml"), files.path().join("anchors.pem"));
    fs::write(&letter, message).unwrap();
    fs::write(&anchors, [pki.root().pem(), pki.authority(Issuer::Persons).pem()].concat()).unwrap();
    let mut openssl = Command::new("openssl");
    let order = openssl.args(["cms", "-verify", "-inform", "SMIME", "-purpose", "any", "-out", "/dev/null", "-in"]);
    let output = order.arg(&letter).arg("-CAfile").arg(&anchors).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
