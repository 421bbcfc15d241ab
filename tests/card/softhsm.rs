//! Tokens in software with the layouts of the trade, seen by `pkcs11-tool`.

use std::fs;

use openssl::hash::MessageDigest;
use openssl::rsa::Padding;
use openssl::sign::Verifier;

use crate::support::card::Leaf;
use crate::support::card::pki::HealthPki;
use crate::support::card::softhsm::{Entry, PIN, SoftHsm, Usage, entry};

fn ask(tokens: &SoftHsm, token: &str, args: &str) -> String {
    let mut command = tokens.client("pkcs11-tool");
    let directory = tokens.configuration().parent().unwrap().to_owned();
    command.current_dir(directory).arg("--module").arg(tokens.module());
    let output =
        command.args(["--token-label", token, "--login", "--pin", PIN]).args(args.split(' ')).output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

fn file(tokens: &SoftHsm, name: &str) -> std::path::PathBuf {
    tokens.configuration().with_file_name(name)
}

#[test]
fn a_cps_has_two_keys_that_sign_and_the_newer_one_asks_each_time() {
    let (pki, tokens) = (HealthPki::start(), SoftHsm::new());
    let (authentication, signature) = (pki.leaf(Leaf::CpsAuthentication), pki.leaf(Leaf::CpsSignature));
    tokens.cps3(&authentication, &signature);
    tokens.cps4(&authentication, &signature);
    for (token, each_time) in [("ASIP CPS3", false), ("ASIP CPS4", true)] {
        let objects = ask(&tokens, token, "-O");
        assert_eq!(objects.matches("Certificate Object").count(), 2, "{objects}");
        assert!(objects.contains("CPS_PRIV_AUT") && objects.contains("CPS_PRIV_SIG"), "{objects}");
        assert_eq!(objects.contains("always authenticate"), each_time, "{objects}");
    }
    fs::write(file(&tokens, "message"), "Ordonnance").unwrap();
    let said = ask(&tokens, "ASIP CPS3", "--sign --id 10 -m SHA256-RSA-PKCS -i message -o signed");
    let made = fs::read(file(&tokens, "signed")).unwrap_or_else(|error| panic!("{error}: {said}"));
    assert!(
        Verifier::new(MessageDigest::sha256(), &signature.key).unwrap().verify_oneshot(&made, b"Ordonnance").unwrap()
    );
}

#[test]
fn an_ikey_deciphers() {
    let (pki, tokens) = (HealthPki::start(), SoftHsm::new());
    let confidentiality = pki.leaf(Leaf::StructureConfidentiality);
    tokens.ikey(&pki.leaf(Leaf::StructureSignature), &confidentiality);
    let mut block = vec![0; 256];
    confidentiality.key.rsa().unwrap().public_encrypt(b"une clef", &mut block, Padding::PKCS1).unwrap();
    fs::write(file(&tokens, "block"), block).unwrap();
    let said = ask(&tokens, "iKey 2032", "--decrypt --id 02 -m RSA-PKCS -i block -o clear");
    assert_eq!(fs::read(file(&tokens, "clear")).unwrap_or_else(|_| panic!("{said}")), b"une clef");
}

#[test]
fn an_employees_card_and_an_elliptic_key_are_listed() {
    let (pki, tokens) = (HealthPki::start(), SoftHsm::new());
    tokens.cpe(&pki.leaf(Leaf::Cpe));
    let elliptic = pki.leaf(Leaf::EllipticConfidentiality);
    tokens.token("courbe", &[Entry { usage: Usage::Agree, ..entry(&elliptic, "Accord", "Accord", "03") }]);
    assert!(ask(&tokens, "ASIP CPE", "-O").contains("CPS_PRIV_AUT"));
    assert!(ask(&tokens, "courbe", "-O").contains("Private Key Object; EC"));
}
