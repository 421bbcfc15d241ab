//! Soft tokens: what they show before the code, and all that their keys can do
//! after it.

use std::fs;
use std::sync::atomic::Ordering;

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcKey, PointConversionForm};
use openssl::encrypt::Encrypter;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa;
use openssl::x509::X509;
use sceau::crypto::{Digest, Key as _, KeyError, Padding};
use sceau::token::{KeyUse, Patience, Silence, TokenKey, Tries};

use super::provision::SoftTokens;
use super::{Desk, MESSAGE, PIN, certificate, chosen, signed, softhsm, user};

struct Lab {
    desk: Desk,
    soft: SoftTokens,
}

impl Lab {
    fn new() -> Self {
        let soft = SoftTokens::new();
        let desk = Desk::new(&softhsm(), &[("SOFTHSM2_CONF", &soft.settings())], Patience::default());
        Self { desk, soft }
    }

    /// A key of the USB token, which is open.
    fn of_ikey(&self, label: &str) -> TokenKey {
        let ikey = self.desk.token("iKey");
        self.desk.login(&ikey, PIN).unwrap();
        self.desk.key(&ikey, label)
    }
}

/// Sealed for the holder of the key.
fn sealed(key: &TokenKey, content: &[u8], padding: Padding) -> Vec<u8> {
    let public = X509::from_der(key.certificate()).unwrap().public_key().unwrap();
    let mut encrypter = Encrypter::new(&public).unwrap();
    match padding {
        Padding::Pkcs1 => encrypter.set_rsa_padding(rsa::Padding::PKCS1).unwrap(),
        Padding::Oaep(digest) => {
            let digest = if digest == Digest::Sha1 { MessageDigest::sha1() } else { MessageDigest::sha256() };
            encrypter.set_rsa_padding(rsa::Padding::PKCS1_OAEP).unwrap();
            encrypter.set_rsa_oaep_md(digest).unwrap();
            encrypter.set_rsa_mgf1_md(digest).unwrap();
        }
    }
    let mut block = vec![0; 256];
    let length = encrypter.encrypt(content, &mut block).unwrap();
    block.truncate(length);
    block
}

#[test]
fn certificates_and_the_state_of_the_code_are_shown_before_the_code() {
    let lab = Lab::new();
    let listing = lab.desk.list();
    assert_eq!((listing.tokens.len(), listing.silent.len()), (2, 0));
    let cps = lab.desk.token("ASIP CPS").token;
    let mut ids: Vec<(&str, u8)> = cps.certificates.iter().map(|held| (held.label.as_str(), held.id.0[0])).collect();
    ids.sort_unstable();
    assert_eq!(ids, [("CPS_PRIV_AUT", 0x20), ("CPS_PRIV_SIG", 0x10)]);
    assert!(cps.certificates.iter().all(|held| X509::from_der(&held.der.0).is_ok() && held.key.is_none()));
    assert_eq!((cps.pin.tries, cps.pin.open, cps.pin.on_reader, cps.pin.shortest), (Tries::All, false, false, 4));
}

#[test]
fn one_code_opens_all_keys_of_a_token_and_of_no_other() {
    let lab = Lab::new();
    let cps = lab.desk.token("ASIP CPS");
    let (sign, enter) = (lab.desk.key(&cps, "CPS_PRIV_SIG"), lab.desk.key(&cps, "CPS_PRIV_AUT"));
    assert_eq!(sign.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked), "before the code");
    assert_eq!(lab.desk.login(&cps, PIN), Ok(()));
    assert_eq!(lab.desk.login(&cps, PIN), Ok(()), "once more does no harm");
    assert!(lab.desk.token("ASIP CPS").token.pin.open);
    assert!(!lab.desk.token("iKey").token.pin.open);
    for (digest, check) in [(Digest::Sha256, MessageDigest::sha256()), (Digest::Sha512, MessageDigest::sha512())] {
        for key in [&sign, &enter] {
            assert!(signed(key, check, &key.sign(digest, MESSAGE).unwrap()), "{digest:?}");
        }
    }
    lab.desk.runtime.block_on(lab.desk.tokens.logout(&cps)).unwrap();
    assert_eq!(sign.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked), "after the end of the session");
}

#[test]
fn what_a_key_can_do_is_shown_after_the_code() {
    let lab = Lab::new();
    lab.of_ikey("courbe");
    let ikey = lab.desk.token("iKey");
    let kind = |label| certificate(&ikey, label).key.clone().unwrap();
    assert_eq!(kind("confidentialité").uses, [KeyUse::Sign, KeyUse::Decrypt]);
    assert_eq!(kind("courbe").uses, [KeyUse::Sign, KeyUse::Agree]);
    assert!(kind("chaque fois").asks_each_time && !kind("courbe").asks_each_time);
}

#[test]
fn a_wrong_code_is_told_and_costs_one_try() {
    let lab = Lab::new();
    let cps = lab.desk.token("ASIP CPS");
    assert!(matches!(lab.desk.login(&cps, "9999"), Err(KeyError::WrongPin { .. })));
    assert_eq!(lab.desk.token("ASIP CPS").token.pin.tries, Tries::Fewer);
    assert_eq!(lab.desk.login(&cps, PIN), Ok(()));
    assert_eq!(lab.desk.token("ASIP CPS").token.pin.tries, Tries::All);
}

#[test]
fn blocks_of_every_padding_are_opened() {
    let lab = Lab::new();
    let key = lab.of_ikey("confidentialité");
    // The soft token knows OAEP with SHA-1 alone: the last is taken off here.
    for padding in [Padding::Pkcs1, Padding::Oaep(Digest::Sha1), Padding::Oaep(Digest::Sha256)] {
        let block = sealed(&key, &[7; 32], padding);
        assert_eq!(key.decrypt(padding, &block).unwrap().as_slice(), [7; 32], "{padding:?}");
        let mut spoilt = block;
        spoilt[100] ^= 1;
        assert_eq!(key.decrypt(padding, &spoilt).err(), Some(KeyError::Refused), "{padding:?}");
    }
    assert_eq!(key.agree(&[4; 65]).err(), Some(KeyError::Unable), "an RSA key agrees on nothing");
}

#[test]
fn an_elliptic_key_signs_and_agrees() {
    let lab = Lab::new();
    let key = lab.of_ikey("courbe");
    for _ in 0..20 {
        let signature = key.sign(Digest::Sha256, MESSAGE).unwrap();
        assert!(signed(&key, MessageDigest::sha256(), &signature));
    }
    let public = X509::from_der(key.certificate()).unwrap().public_key().unwrap();
    let curve = public.ec_key().unwrap();
    let other = EcKey::generate(curve.group()).unwrap();
    let mut numbers = BigNumContext::new().unwrap();
    let point = other.public_key().to_bytes(curve.group(), PointConversionForm::UNCOMPRESSED, &mut numbers).unwrap();
    let other = PKey::from_ec_key(other).unwrap();
    let mut deriver = Deriver::new(&other).unwrap();
    deriver.set_peer(&public).unwrap();
    assert_eq!(key.agree(&point).unwrap().as_slice(), deriver.derive_to_vec().unwrap());
    assert_eq!(key.agree(&point[1..]).err(), Some(KeyError::Refused), "no point");
    assert_eq!(key.decrypt(Padding::Pkcs1, &[0; 256]).err(), Some(KeyError::Unable));
}

#[test]
fn a_key_that_wants_the_code_each_time_has_it_asked_each_time() {
    let lab = Lab::new();
    let key = lab.of_ikey("chaque fois");
    assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked), "with nobody to ask");
    let (types, asked) = user(Some(PIN));
    let ready = key.clone().asking(types);
    for number in 1..=3 {
        assert!(signed(&ready, MessageDigest::sha256(), &ready.sign(Digest::Sha256, MESSAGE).unwrap()));
        assert_eq!(asked.load(Ordering::Relaxed), number);
    }
    let block = sealed(&ready, &[9; 16], Padding::Pkcs1);
    assert_eq!(ready.decrypt(Padding::Pkcs1, &block).unwrap().as_slice(), [9; 16]);
    let (refuses, _) = user(None);
    assert_eq!(key.clone().asking(refuses).sign(Digest::Sha256, MESSAGE), Err(KeyError::Cancelled));
    let (errs, asked) = user(Some("9999"));
    let wrong = key.asking(errs).sign(Digest::Sha256, MESSAGE);
    assert!(matches!(wrong, Err(KeyError::WrongPin { .. })), "{wrong:?}");
    assert_eq!(asked.load(Ordering::Relaxed), 1, "it is not tried again");
}

#[test]
fn a_token_that_two_modules_show_is_shown_once() {
    let mut lab = Lab::new();
    let copy = lab.soft.path().join("libsecond.so");
    fs::copy(softhsm(), &copy).unwrap();
    lab.desk.modules.push(chosen(&copy));
    let listing = lab.desk.list();
    assert_eq!((listing.tokens.len(), listing.silent.len()), (2, 0), "{listing:?}");
    assert!(listing.tokens.iter().all(|seen| seen.module == softhsm()), "the first is the one that counts");
}

#[test]
fn a_file_that_is_no_module_is_told() {
    let mut lab = Lab::new();
    lab.desk.modules.push(chosen(&lab.soft.settings()));
    let listing = lab.desk.list();
    assert_eq!(listing.tokens.len(), 2, "the others are not touched");
    assert_eq!(listing.silent[0].why, Silence::NoModule);
}
