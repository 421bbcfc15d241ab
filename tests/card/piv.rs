//! The PIV card, seen by `OpenSC`.

use std::fs;
use std::process::Output;
use std::time::{Duration, Instant};

use openssl::hash::MessageDigest;
use openssl::sign::Verifier;

use crate::support::card::certificate::{self, Identity, Profile, usage};
use crate::support::card::keys::Kind;
use crate::support::card::piv::{self, Piv};
use crate::support::card::{Card, Pcscd, Slot};

const PIN: &str = "1234";
const MESSAGE: &[u8] = b"Compte rendu de consultation";

/// pcscd looks at the virtual reader every 400 ms.
const PATIENCE: Duration = Duration::from_secs(5);

struct Lab {
    slot: Slot,
    pcscd: Pcscd,
    identity: Identity,
    card: Card,
    files: tempfile::TempDir,
}

impl Lab {
    /// A card in the reader, with one key for all.
    fn with_card() -> Self {
        let identity = certificate::root(&Profile {
            usage: vec![usage::SIGNATURE, usage::NON_REPUDIATION, usage::KEY_ENCIPHERMENT],
            ..Profile::new("card of the lab", Kind::Rsa)
        });
        let elliptic = certificate::root(&Profile::new("second key of the lab", Kind::Elliptic));
        let card = Piv::new([7; 16])
            .key(piv::AUTHENTICATION, &identity)
            .key(piv::SIGNATURE, &identity)
            .key(piv::CONFIDENTIALITY, &identity)
            .key(piv::RETIRED, &elliptic)
            .card(PIN);
        let pcscd = Pcscd::start();
        let mut slot = pcscd.slot();
        slot.insert(&card);
        let lab = Self { slot, pcscd, identity, card, files: tempfile::tempdir().unwrap() };
        lab.wait_until("a card", |seen| seen.contains("3b:85:80:01"));
        lab
    }

    fn reader(&self) -> String {
        said(&self.pcscd.client("opensc-tool").arg("-a").output().unwrap())
    }

    fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !is_so(&self.reader()) {
            assert!(start.elapsed() < PATIENCE, "{what} is not seen: {}", self.reader());
        }
    }

    fn token(&self, args: &[&str]) -> Output {
        let mut command = self.pcscd.client("pkcs11-tool");
        command.current_dir(self.files.path()).args(args).output().unwrap()
    }

    fn sign(&self, pin: &str, id: &str, mechanism: &str) -> Output {
        fs::write(self.file("message"), MESSAGE).unwrap();
        let what = ["--sign", "--id", id, "-m", mechanism, "-i", "message", "-o", "signature"];
        self.token(&[&["--login", "--pin", pin], what.as_slice()].concat())
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.files.path().join(name)
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), b"\n", &output.stderr].concat()).into_owned()
}

#[test]
fn a_card_put_in_is_seen_and_a_card_taken_out_is_missed() {
    let mut lab = Lab::with_card();
    let name = said(&lab.pcscd.client("opensc-tool").arg("-n").output().unwrap());
    assert!(name.contains("Personal Identity Verification Card"), "{name}");
    lab.slot.remove();
    lab.wait_until("the removal", |seen| seen.contains("not present"));
}

#[test]
fn its_certificates_are_read_without_a_pin() {
    let lab = Lab::with_card();
    let objects = said(&lab.token(&["-O"]));
    assert_eq!(objects.matches("Certificate Object").count(), 4, "{objects}");
    assert!(!objects.contains("Private Key"), "{objects}");
}

#[test]
fn it_signs() {
    let lab = Lab::with_card();
    let output = lab.sign(PIN, "01", "SHA256-RSA-PKCS");
    assert!(output.status.success(), "{}", said(&output));
    let mut verifier = Verifier::new(MessageDigest::sha256(), &lab.identity.key).unwrap();
    let signature = fs::read(lab.file("signature")).unwrap();
    assert!(verifier.verify_oneshot(&signature, MESSAGE).unwrap());
    assert_eq!(lab.card.operations(), 1);
}

#[test]
fn three_wrong_pins_block_it() {
    let lab = Lab::with_card();
    for left in [2, 1, 0] {
        assert!(!lab.sign("9999", "01", "SHA256-RSA-PKCS").status.success());
        assert_eq!(lab.card.tries(), left);
    }
    assert!(said(&lab.sign(PIN, "01", "SHA256-RSA-PKCS")).contains("CKR_PIN_LOCKED"));
    assert_eq!(lab.card.operations(), 0);
}

#[test]
fn it_is_there_again_after_pcscd_was_stopped() {
    let mut lab = Lab::with_card();
    lab.pcscd.stop();
    assert!(!lab.reader().contains("3b:85"));
    lab.pcscd.resume();
    lab.slot.insert(&lab.card);
    lab.wait_until("the card", |seen| seen.contains("3b:85:80:01"));
}
