//! The imitation of the CPS, seen by `OpenSC` and, where it is given, by the
//! official Cryptolib. Each key wants its own way to sign.

use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::time::{Duration, Instant};

use openssl::hash::MessageDigest;
use openssl::sha::sha256;
use openssl::sign::Verifier;

use crate::support::card::certificate::Identity;
use crate::support::card::pki::HealthPki;
use crate::support::card::{Card, Leaf, Pcscd, Slot, cps};

const PIN: &str = "1234";
const SERIAL: &str = "2700123456";
const MESSAGE: &[u8] = b"Ordonnance";
const PATIENCE: Duration = Duration::from_secs(10);

/// Names the official library where it is installed.
const CRYPTOLIB: &str = "SCEAU_TEST_CRYPTOLIB";

struct Lab {
    slot: Slot,
    pcscd: Pcscd,
    card: Card,
    authentication: Identity,
    signature: Identity,
    module: PathBuf,
    files: tempfile::TempDir,
}

impl Lab {
    fn with(module: PathBuf) -> Self {
        let pki = HealthPki::start();
        let (authentication, signature) = (pki.leaf(Leaf::CpsAuthentication), pki.leaf(Leaf::CpsSignature));
        let card = cps::card(PIN, SERIAL, &authentication, &signature);
        let pcscd = Pcscd::start();
        let mut slot = pcscd.slot();
        slot.insert(&card);
        let files = tempfile::tempdir().unwrap();
        let lab = Self { slot, pcscd, card, authentication, signature, module, files };
        lab.wait_until("the CPS", |slots| slots.contains("CPS3v3-2700123456"));
        lab
    }

    fn with_opensc() -> Self {
        Self::with(PathBuf::from("opensc-pkcs11.so"))
    }

    /// Nothing, and a word of it, where the library is not.
    fn with_cryptolib(test: &str) -> Option<Self> {
        let Some(module) = std::env::var_os(CRYPTOLIB) else {
            println!("skipped: {test} ({CRYPTOLIB} names no library)");
            return None;
        };
        Some(Self::with(PathBuf::from(module)))
    }

    fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let start = Instant::now();
        loop {
            let slots = said(&self.token(&["-L"]));
            if is_so(&slots) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{what} is not seen: {slots}");
        }
    }

    fn token(&self, args: &[&str]) -> Output {
        let mut command = self.pcscd.client("pkcs11-tool");
        command.current_dir(self.files.path()).arg("--module").arg(&self.module).args(args).output().unwrap()
    }

    /// The identifier that the module has given to the certificate with this name.
    fn id(&self, label: &str) -> String {
        let objects = said(&self.token(&["-O", "--type", "cert"]));
        let after = objects.split(label).nth(1).unwrap_or_else(|| panic!("{label} is not there: {objects}"));
        let (_, id) = after.split_once("ID:").unwrap();
        id.split_whitespace().next().unwrap().to_owned()
    }

    fn sign(&self, id: &str, mechanism: &str, input: &[u8]) -> Output {
        fs::write(self.files.path().join("input"), input).unwrap();
        let what = ["--sign", "--id", id, "-m", mechanism, "-i", "input", "-o", "signature"];
        self.token(&[&["--login", "--pin", PIN], what.as_slice()].concat())
    }

    fn assert_signed_by(&self, identity: &Identity) {
        let signature = fs::read(self.files.path().join("signature")).unwrap();
        let mut verifier = Verifier::new(MessageDigest::sha256(), &identity.key).unwrap();
        assert!(verifier.verify_oneshot(&signature, MESSAGE).unwrap());
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), b"\n", &output.stderr].concat()).into_owned()
}

/// The hash of the message, with the name of the algorithm before it.
fn digest_info() -> Vec<u8> {
    let head = [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];
    [head.as_slice(), &sha256(MESSAGE)].concat()
}

#[test]
fn opensc_shows_it_as_a_cps() {
    let lab = Lab::with_opensc();
    let slots = said(&lab.token(&["-L"]));
    assert!(slots.contains("ASIP SANTE") && slots.contains("Code porteur"), "{slots}");
    let objects = said(&lab.token(&["-O"]));
    assert_eq!(objects.matches("Certificate Object").count(), 2, "{objects}");
}

#[test]
fn its_authentication_key_signs_under_opensc() {
    let lab = Lab::with_opensc();
    let output = lab.sign(&lab.id("Authentification"), "RSA-PKCS", &digest_info());
    assert!(output.status.success(), "{}", said(&output));
    lab.assert_signed_by(&lab.authentication);
    assert_eq!(lab.card.operations(), 1);
}

#[test]
fn its_signature_key_does_not_sign_under_opensc() {
    let lab = Lab::with_opensc();
    let output = lab.sign(&lab.id("Signature"), "SHA256-RSA-PKCS", MESSAGE);
    assert!(!output.status.success(), "OpenSC has learned it: {}", said(&output));
    assert_eq!(lab.card.operations(), 0);
}

#[test]
fn both_keys_sign_under_the_cryptolib_each_in_its_way() {
    let Some(lab) = Lab::with_cryptolib("both_keys_sign_under_the_cryptolib_each_in_its_way") else { return };
    let output = lab.sign(&lab.id("Authentification"), "RSA-PKCS", &digest_info());
    assert!(output.status.success(), "{}", said(&output));
    lab.assert_signed_by(&lab.authentication);
    let output = lab.sign(&lab.id("Signature"), "SHA256-RSA-PKCS", MESSAGE);
    assert!(output.status.success(), "{}", said(&output));
    lab.assert_signed_by(&lab.signature);
    assert_eq!(lab.card.operations(), 2);
}

#[test]
fn the_cryptolib_misses_a_card_that_is_taken_out() {
    let Some(mut lab) = Lab::with_cryptolib("the_cryptolib_misses_a_card_that_is_taken_out") else { return };
    lab.slot.remove();
    lab.wait_until("the removal", |slots| !slots.contains(SERIAL));
}

#[test]
fn the_card_finishes_the_hash_that_a_program_began() {
    use crate::support::card::finish_sha256;
    let message: Vec<u8> = (0..200).collect();
    assert_eq!(finish_sha256(&[], &message), Some(sha256(&message)));
}
