//! PKCS#12 files as programs write them, and as ours are read by programs.

use sceau::crypto::Key as _;
use sceau::crypto::soft::{SoftKey, SoftKeyError};
use sceau::domain::Secret;

use super::{Bench, PASSPHRASE, passphrase};
use crate::support::card::Leaf;
use crate::support::card::certificate::Identity;
use crate::support::card::pki::{HealthPki, Issuer};

fn refused(file: &[u8], passphrase: &str) -> SoftKeyError {
    SoftKey::all_of_pkcs12(file, &Secret::new(passphrase)).err().expect("it must not open")
}

/// Both keys of a holder in one file, as a browser of the NSS family exports them.
fn pair(bench: &Bench, one: &Identity, other: &Identity) -> Vec<u8> {
    std::fs::create_dir(bench.path("nss")).unwrap();
    bench.run("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    for identity in [one, other] {
        let _ = bench.of(identity);
        bench.run("pk12util", &["-d", "sql:nss", "-i", "out.p12", "-w", "passphrase"]);
    }
    let cipher = ["-c", "AES-256-CBC", "-C", "AES-256-CBC"];
    let order = ["-d", "sql:nss", "-o", "pair.p12", "-n", "one", "-w", "passphrase"];
    bench.run("pk12util", &[&order[..], &cipher].concat());
    bench.read("pair.p12")
}

#[test]
fn a_file_with_two_keys_gives_both_each_with_its_certificate() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    // Of one holder: the names are the same, the keys are not.
    let (one, other) = (pki.leaf(Leaf::CpsSignature), pki.leaf(Leaf::CpsAuthentication));
    let all = SoftKey::all_of_pkcs12(&pair(&bench, &one, &other), &passphrase()).unwrap();
    assert_eq!(all.len(), 2);
    for identity in [&one, &other] {
        let found = all.iter().find(|imported| imported.key.certificate() == identity.der).expect("its certificate");
        assert_eq!(**found.key.to_pkcs8().unwrap(), identity.key.private_key_to_pkcs8().unwrap());
        assert_eq!(found.chain, Vec::<Vec<u8>>::new(), "the other certificate of the holder vouches for nobody");
    }
}

#[test]
fn the_chain_goes_upwards_in_whatever_order_it_lies_in_the_file() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    let leaf = pki.leaf(Leaf::StructureConfidentiality);
    let (between, root) = (pki.authority(Issuer::Organisations), pki.root());
    let stranger = pki.authority(Issuer::Persons);
    bench.identity("lea", &leaf);
    for order in [[root, stranger, between], [stranger, between, root], [between, root, stranger]] {
        bench.write("chain.pem", order.map(Identity::pem).concat());
        let file = bench.exported("-inkey lea.key -in lea.pem -certfile chain.pem -name confidentialité");
        let imported = SoftKey::from_pkcs12(&file, &passphrase()).unwrap();
        assert_eq!(imported.key.certificate(), leaf.der);
        assert_eq!(imported.chain, [between.der.clone(), root.der.clone(), stranger.der.clone()]);
        assert_eq!(imported.label, "confidentialité");
    }
}

#[test]
fn an_elliptic_key_and_a_file_without_a_passphrase_are_read() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    let elliptic = pki.leaf(Leaf::EllipticConfidentiality);
    let imported = SoftKey::from_pkcs12(&bench.of(&elliptic), &passphrase()).unwrap();
    assert_eq!(imported.key.certificate(), elliptic.der);
    assert_eq!(**imported.key.to_pkcs8().unwrap(), elliptic.key.private_key_to_pkcs8().unwrap());

    let bare = bench.exported("-inkey one.key -in one.pem -passout pass:");
    assert_eq!(SoftKey::from_pkcs12(&bare, &Secret::new("")).unwrap().key.certificate(), elliptic.der);
    assert_eq!(refused(&bare, PASSPHRASE), SoftKeyError::Passphrase);
    let unsealed = bench.exported("-inkey one.key -in one.pem -keypbe NONE -certpbe NONE");
    assert_eq!(SoftKey::from_pkcs12(&unsealed, &passphrase()).unwrap().key.certificate(), elliptic.der);
}

#[test]
fn what_is_no_passphrase_of_the_file_is_refused_whatever_it_is() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    let file = bench.of(&pki.leaf(Leaf::Confidentiality));
    for wrong in ["", "autre", "quatre mots sans rapport ", "quatre mots\0sans rapport", "quatre mots sans rapport\0"] {
        assert_eq!(refused(&file, wrong), SoftKeyError::Passphrase, "{wrong:?}");
    }
    bench.identity("lea", &pki.leaf(Leaf::Confidentiality));
    let without = bench.exported("-nokeys -in lea.pem");
    assert_eq!(refused(&without, PASSPHRASE), SoftKeyError::Absent);
}

#[test]
fn bytes_that_were_touched_open_nothing_and_break_nothing() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    let file = pair(&bench, &pki.leaf(Leaf::CpsSignature), &pki.leaf(Leaf::CpsAuthentication));
    let whole = SoftKey::all_of_pkcs12(&file, &passphrase()).unwrap();
    for at in (0..file.len()).step_by(97) {
        let mut touched = file.clone();
        touched[at] ^= 0x41;
        // What lies outside of what is sealed may change; the keys may not.
        for imported in SoftKey::all_of_pkcs12(&touched, &passphrase()).into_iter().flatten() {
            assert!(whole.iter().any(|known| known.key.to_pkcs8() == imported.key.to_pkcs8()), "at {at}");
        }
    }
}

#[test]
fn a_file_of_ours_is_read_by_openssl_and_by_nss_and_protected_as_today() {
    let (bench, pki) = (Bench::new(), HealthPki::start());
    let leaf = pki.leaf(Leaf::StructureConfidentiality);
    let key = SoftKey::from_pkcs8(&leaf.der, &leaf.key.private_key_to_pkcs8().unwrap()).unwrap();
    let chain = [pki.authority(Issuer::Organisations).der.clone()];
    let file = key.to_pkcs12(&chain, "Cabinet\0 Moreau", &passphrase()).unwrap();
    bench.write("ours.p12", &file);

    let told = bench.run("openssl", &["pkcs12", "-in", "ours.p12", "-info", "-noout", "-passin", "file:passphrase"]);
    assert!(told.contains("MAC: sha256") && told.contains("AES-256-CBC") && told.contains("hmacWithSHA256"), "{told}");
    for obsolete in ["RC2", "3DES", "TripleDES", "sha1,"] {
        assert!(!told.contains(obsolete), "{told}");
    }
    let read = bench.run("openssl", &["pkcs12", "-in", "ours.p12", "-nodes", "-passin", "file:passphrase"]);
    assert_eq!(read.matches("BEGIN CERTIFICATE").count(), 2);
    assert!(read.contains("BEGIN PRIVATE KEY") && read.contains("friendlyName: Cabinet Moreau"), "{read}");
    std::fs::create_dir(bench.path("nss")).unwrap();
    bench.run("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    bench.run("pk12util", &["-d", "sql:nss", "-i", "ours.p12", "-w", "passphrase"]);
    assert!(bench.run("certutil", &["-K", "-d", "sql:nss"]).contains("Cabinet Moreau"));

    let again = SoftKey::from_pkcs12(&file, &passphrase()).unwrap();
    assert_eq!((again.key.certificate(), again.chain), (leaf.der.as_slice(), chain.to_vec()));
    assert!(key.to_pkcs12(&[], "", &Secret::new("")).is_none());
    assert!(key.to_pkcs12(&[], "", &Secret::new("quatre mots\0")).is_none());
}
