//! A card in a reader, through `OpenSC`: put in, taken out at any moment, blocked.

use std::thread;
use std::time::{Duration, Instant};

use openssl::encrypt::Encrypter;
use openssl::hash::MessageDigest;
use openssl::rsa;
use openssl::x509::X509;
use sceau::crypto::{Digest, Key as _, KeyError, Padding};
use sceau::token::{Patience, TokenKey, TokenSeen, Tries};

use super::{Desk, MESSAGE, PIN, opensc, signed, user};
use crate::support::card::certificate::{self, Profile};
use crate::support::card::keys::Kind;
use crate::support::card::piv::{self, Piv};
use crate::support::card::{Card, Pcscd, Slot};

const AUTHENTICATION: &str = "Certificate for PIV Authentication";
const SIGNATURE: &str = "Certificate for Digital Signature";
const CONFIDENTIALITY: &str = "Certificate for Key Management";
/// pcscd looks at the virtual reader every 400 ms.
const SEEN: Duration = Duration::from_secs(8);

struct Lab {
    desk: Desk,
    slot: Slot,
    card: Card,
    _pcscd: Pcscd,
}

impl Lab {
    /// A card in the reader.
    fn new() -> Self {
        let pcscd = Pcscd::start();
        let desk = Desk::new(&opensc(), &[("PCSCLITE_CSOCK_NAME", &pcscd.socket())], Patience::default());
        let mut lab = Self { desk, slot: pcscd.slot(), card: card(1), _pcscd: pcscd };
        lab.insert();
        lab
    }

    fn insert(&mut self) -> TokenSeen {
        self.slot.insert(&self.card);
        self.wait_for(1);
        self.desk.list().tokens.remove(0)
    }

    fn remove(&mut self) {
        self.slot.remove();
        self.wait_for(0);
    }

    fn wait_for(&self, tokens: usize) {
        let start = Instant::now();
        while self.desk.list().tokens.len() != tokens {
            assert!(start.elapsed() < SEEN, "not {tokens} tokens: {:?}", self.desk.list());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn token(&self) -> TokenSeen {
        self.desk.list().tokens.remove(0)
    }

    fn open(&self, label: &str) -> TokenKey {
        let seen = self.token();
        self.desk.login(&seen, PIN).unwrap();
        self.desk.key(&seen, label)
    }
}

fn card(serial: u8) -> Card {
    let identity = |name: &str| certificate::root(&Profile::new(name, Kind::Rsa));
    Piv::new([serial; 16])
        .key(piv::AUTHENTICATION, &identity("authentication"))
        .key(piv::SIGNATURE, &identity("signature"))
        .key(piv::CONFIDENTIALITY, &identity("confidentiality"))
        .card(PIN)
}

fn signs(key: &TokenKey) -> bool {
    signed(key, MessageDigest::sha256(), &key.sign(Digest::Sha256, MESSAGE).unwrap())
}

#[test]
fn each_use_of_a_key_is_one_operation_of_the_card() {
    let lab = Lab::new();
    assert!(signs(&lab.open(AUTHENTICATION)));
    assert_eq!(lab.card.operations(), 1);
    let key = lab.open(CONFIDENTIALITY);
    let public = X509::from_der(key.certificate()).unwrap().public_key().unwrap();
    let mut encrypter = Encrypter::new(&public).unwrap();
    encrypter.set_rsa_padding(rsa::Padding::PKCS1).unwrap();
    let mut block = vec![0; 256];
    encrypter.encrypt(&[7; 32], &mut block).unwrap();
    assert_eq!(key.decrypt(Padding::Pkcs1, &block).unwrap().as_slice(), [7; 32]);
    assert_eq!(lab.card.operations(), 2);
}

#[test]
fn the_signature_key_wants_the_code_each_time() {
    let lab = Lab::new();
    let key = lab.open(SIGNATURE);
    assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked));
    let (types, _) = user(Some(PIN));
    let key = key.asking(types);
    assert!(signs(&key) && signs(&key));
    assert!(signs(&lab.desk.key(&lab.token(), AUTHENTICATION)), "the other key is open all the while");
}

#[test]
fn a_card_taken_out_is_gone_and_wants_its_code_when_it_is_back() {
    let mut lab = Lab::new();
    let key = lab.open(AUTHENTICATION);
    assert!(signs(&key));
    lab.remove();
    assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Gone));
    let seen = lab.insert();
    assert!(!seen.token.pin.open);
    assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked));
    assert_eq!(lab.desk.login(&seen, PIN), Ok(()));
    assert!(signs(&key), "the same key goes on");
}

#[test]
fn a_card_pulled_out_in_the_middle_of_a_signature_is_gone_at_once() {
    let mut lab = Lab::new();
    let key = lab.open(AUTHENTICATION);
    lab.card.set_delay(Duration::from_secs(4));
    let signing = thread::spawn(move || (key.sign(Digest::Sha256, MESSAGE), Instant::now()));
    thread::sleep(Duration::from_millis(500));
    let removed = Instant::now();
    lab.slot.remove();
    let (answer, at) = signing.join().unwrap();
    assert_eq!(answer, Err(KeyError::Gone));
    println!("gone {:?} after the removal", at - removed);
    assert!(at - removed < Duration::from_secs(2), "{:?}", at - removed);
    lab.card.set_delay(Duration::ZERO);
    lab.wait_for(0);
    lab.insert();
    assert!(signs(&lab.open(AUTHENTICATION)));
}

#[test]
fn another_card_in_the_reader_is_not_signed_with() {
    let mut lab = Lab::new();
    let key = lab.open(AUTHENTICATION);
    lab.remove();
    lab.card = card(2);
    lab.insert();
    lab.open(AUTHENTICATION);
    assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Gone));
    assert_eq!(lab.card.operations(), 0);
}

#[test]
fn wrong_codes_are_counted_down_to_a_blocked_card_which_is_not_tried_again() {
    let lab = Lab::new();
    let seen = lab.token();
    let tries = || lab.token().token.pin.tries;
    assert_eq!(tries(), Tries::All);
    assert_eq!(lab.desk.login(&seen, "9999"), Err(KeyError::WrongPin { left: None }));
    // OpenSC says nothing of the first on this kind of card.
    assert_eq!((tries(), lab.card.tries()), (Tries::All, 2));
    assert_eq!(lab.desk.login(&seen, "9999"), Err(KeyError::WrongPin { left: Some(1) }));
    assert_eq!((tries(), lab.card.tries()), (Tries::Last, 1));
    assert_eq!(lab.desk.login(&seen, "9999"), Err(KeyError::Blocked));
    assert_eq!((tries(), lab.card.tries()), (Tries::None, 0));
    assert_eq!(lab.desk.login(&seen, PIN), Err(KeyError::Blocked));
}
