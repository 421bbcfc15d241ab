//! Signing, encrypting and judging from a terminal: on files, with keys in
//! files and on tokens, as another program would ask for it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use openssl::pkcs12::Pkcs12;
use openssl::stack::Stack;
use serde_json::Value;

use crate::support::card::certificate::Identity;
use crate::support::card::pki::{HealthPki, Issuer};
use crate::support::card::softhsm::{PIN, SoftHsm};
use crate::support::card::{Leaf, RPPS, STRUCTURE_ADDRESS};

const PASSPHRASE: &str = "quatre mots sans rapport";

/// A desk with files on it.
struct Desk {
    directory: tempfile::TempDir,
    pki: HealthPki,
    tokens: Option<SoftHsm>,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { directory: tempfile::tempdir().unwrap(), pki: HealthPki::start(), tokens: None };
        for folder in ["anchors", "lists"] {
            fs::create_dir(desk.path(folder)).unwrap();
        }
        desk.write("anchors/root.pem", &desk.pki.root().pem());
        desk.write("code", format!("{PASSPHRASE}\n").as_bytes());
        desk.write("pin", PIN.as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    /// A message of today: what was signed and what is said must be of one day.
    fn letter(&self, from: &str) -> String {
        let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
        let date = jiff::fmt::rfc2822::to_string(&now).unwrap();
        let text = format!(
            "From: {from}\r\nTo: bob@cabinet.example\r\nSubject: Compte rendu\r\nDate: {date}\r\n\
             Message-ID: <lettre-1@cabinet.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nTout va bien.\r\n"
        );
        self.write("letter.eml", text.as_bytes())
    }

    /// A PKCS#12 file with the key, its certificate, and who vouches for it.
    fn key_file(&self, name: &str, leaf: Leaf) -> (String, Identity) {
        let identity = self.pki.leaf(leaf);
        let mut chain = Stack::new().unwrap();
        chain.push(self.pki.authority(leaf.issuer()).x509()).unwrap();
        let file = Pkcs12::builder()
            .name(name)
            .pkey(&identity.key)
            .cert(&identity.x509())
            .ca(chain)
            .build2(PASSPHRASE)
            .unwrap();
        (self.write(&format!("{name}.p12"), &file.to_der().unwrap()), identity)
    }

    fn lists(&self) {
        for (name, issuer) in [("root", Issuer::Root), ("persons", Issuer::Persons), ("org", Issuer::Organisations)] {
            self.write(&format!("lists/{name}.crl"), &self.pki.list(issuer));
        }
    }

    fn sceau(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        if let Some(tokens) = &self.tokens {
            command = tokens.client(env!("CARGO_BIN_EXE_sceau"));
        }
        command.args(args).stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.output().unwrap()
    }

    /// What is written on standard output, kept as a file.
    fn made(&self, name: &str, args: &[&str]) -> String {
        let output = self.sceau(args);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        self.write(name, &output.stdout)
    }

    fn verdict(&self, file: &str, more: &[&str]) -> Value {
        let anchors = self.path("anchors");
        let lists = self.path("lists");
        let (anchors, lists) = (anchors.to_str().unwrap(), lists.to_str().unwrap());
        let order = ["--json", "verify", file, "--anchors", anchors, "--crl", lists];
        let output = self.sceau(&[&order[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// For encrypting, some years ago.
    fn expired(&self) -> Identity {
        let mut profile = Leaf::StructureConfidentiality.profile();
        profile.years = Leaf::Expired.profile().years;
        self.pki.issue(Issuer::Organisations, &profile)
    }

    fn code(&self) -> String {
        self.path("code").to_str().unwrap().to_owned()
    }

    fn pin(&self) -> String {
        self.path("pin").to_str().unwrap().to_owned()
    }
}

fn reasons(verdict: &Value) -> String {
    verdict["layers"][0]["signers"][0]["reasons"].to_string()
}

#[test]
fn a_message_signed_with_a_key_of_a_file_is_valid_until_it_is_touched_or_revoked() {
    let desk = Desk::new();
    let (key, identity) = desk.key_file("structure", Leaf::StructureSignature);
    let letter = desk.letter(STRUCTURE_ADDRESS);
    let signed = desk.made("signed.eml", &["sign", &letter, "--key", &key, "--code-file", &desk.code()]);

    let unchecked = desk.verdict(&signed, &[]);
    assert_eq!(unchecked["overall"], "valid", "{unchecked:#}");
    assert!(reasons(&unchecked).contains("revocation-not-checked"), "{unchecked:#}");
    desk.lists();
    let verdict = desk.verdict(&signed, &[]);
    assert_eq!((&verdict["overall"], reasons(&verdict).as_str()), (&Value::from("valid"), "[]"), "{verdict:#}");
    assert_eq!(verdict["layers"][0]["signers"][0]["bound"]["address"], STRUCTURE_ADDRESS);

    let opaque = desk.made("opaque.eml", &["sign", &letter, "--opaque", "--key", &key, "--code-file", &desk.code()]);
    assert_eq!(desk.verdict(&opaque, &[])["overall"], "valid");

    let text = fs::read_to_string(&signed).unwrap();
    let touched = desk.write("touched.eml", text.replace("Tout va bien", "Tout va mal").as_bytes());
    assert_eq!(desk.verdict(&touched, &[])["overall"], "invalid");
    let another = desk.write("another.eml", text.replace(STRUCTURE_ADDRESS, "autre@cabinet.example").as_bytes());
    assert_eq!(desk.verdict(&another, &[])["overall"], "invalid");

    desk.pki.revoke(&identity);
    desk.lists();
    let revoked = desk.verdict(&signed, &[]);
    assert_ne!(revoked["overall"], "valid", "{revoked:#}");
    fs::remove_file(desk.path("anchors/root.pem")).unwrap();
    assert_eq!(desk.verdict(&touched, &[])["overall"], "invalid");
}

#[test]
fn what_is_encrypted_for_somebody_opens_with_their_key_alone() {
    let desk = Desk::new();
    let (key, confidential) = desk.key_file("confidential", Leaf::StructureConfidentiality);
    let (other, signing) = desk.key_file("other", Leaf::StructureSignature);
    let letter = desk.letter(STRUCTURE_ADDRESS);
    let to = desk.write("to.pem", &confidential.pem());
    let signed = desk.made("signed.eml", &["sign", &letter, "--key", &other, "--code-file", &desk.code()]);
    let sealed = desk.made("sealed.eml", &["encrypt", &signed, "--to", &to]);
    assert!(!fs::read_to_string(&sealed).unwrap().contains("Tout va bien"));

    assert_eq!(desk.verdict(&sealed, &[])["overall"], "unverifiable", "without the key");
    let with_key = desk.verdict(&sealed, &["--key", &key, "--code-file", &desk.code()]);
    assert_eq!(with_key["overall"], "valid", "{with_key:#}");
    let opened = desk.made("opened.eml", &["decrypt", &sealed, "--key", &key, "--code-file", &desk.code()]);
    assert!(fs::read_to_string(opened).unwrap().contains("Tout va bien"));

    let refused = desk.sceau(&["decrypt", &sealed, "--key", &other, "--code-file", &desk.code()]);
    assert_ne!(refused.status.code(), Some(0), "{}", String::from_utf8_lossy(&refused.stdout));
    let plain = desk.sceau(&["decrypt", &letter, "--key", &key, "--code-file", &desk.code()]);
    assert_eq!(plain.status.code(), Some(1), "it is not encrypted");
    let not_for_that = desk.write("signing.pem", &signing.pem());
    assert_eq!(desk.sceau(&["encrypt", &letter, "--to", &not_for_that]).status.code(), Some(6));
    let expired = desk.write("expired.pem", &desk.expired().pem());
    assert_eq!(desk.sceau(&["encrypt", &letter, "--to", &expired]).status.code(), Some(6));
    let unasked = desk.sceau(&["decrypt", &sealed, "--key", &key]);
    assert!(String::from_utf8_lossy(&unasked.stderr).contains("pas été donné"), "no terminal to ask on");
    let wrong = desk.write("wrong", b"autre chose");
    let refused = desk.sceau(&["decrypt", &sealed, "--key", &key, "--code-file", &wrong]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("phrase de passe"));
}

#[test]
fn a_card_signs_once_its_code_is_given_and_its_holder_is_named() {
    let mut desk = Desk::new();
    let tokens = SoftHsm::new();
    tokens.cps3(&desk.pki.leaf(Leaf::CpsAuthentication), &desk.pki.leaf(Leaf::CpsSignature));
    let module = tokens.module().to_str().unwrap().to_owned();
    desk.tokens = Some(tokens);
    desk.write("anchors/persons.pem", &desk.pki.authority(Issuer::Persons).pem());
    desk.lists();

    let listed = desk.sceau(&["--json", "token", "list", "--module", &module]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(listed["tokens"][0]["label"], "ASIP CPS3", "{listed:#}");
    let uses = |at: usize| listed["tokens"][0]["certificates"][at]["holder"]["uses"].clone();
    assert!([uses(0), uses(1)].iter().any(|uses| uses["signature"] == true && uses["authentication"] == false));

    let letter = desk.letter("claire.moreau@cabinet.example");
    let pin = desk.pin();
    let order = ["sign", &letter, "--token", "ASIP CPS3", "--module", &module, "--code-file", &pin];
    let signed = desk.made("signed.eml", &order);
    let verdict = desk.verdict(&signed, &[]);
    assert_eq!(verdict["overall"], "valid-unbound", "{verdict:#}");
    assert_eq!(verdict["layers"][0]["signers"][0]["certificate"]["rpps"], RPPS);

    let wrong = desk.write("wrong-pin", b"9999");
    let refused = desk.sceau(&["sign", &letter, "--token", "--module", &module, "--code-file", &wrong]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("code de la carte est faux") && !said.contains("9999"), "{said}");
    let none = desk.sceau(&["sign", &letter, "--token", "Autre", "--module", &module, "--code-file", &pin]);
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn what_openssl_signed_and_encrypted_is_judged_and_opened() {
    let desk = Desk::new();
    let (key, identity) = desk.key_file("structure", Leaf::StructureSignature);
    let (_, confidential) = desk.key_file("confidential", Leaf::StructureConfidentiality);
    let letter = desk.letter(STRUCTURE_ADDRESS);
    let signed = desk.made("signed.eml", &["sign", &letter, "--key", &key, "--code-file", &desk.code()]);
    let between = desk.write("between.pem", &desk.pki.authority(Issuer::Organisations).pem());
    let verified = openssl(&desk, &["cms", "-verify", "-in", &signed, "-CAfile", "anchors/root.pem", "-out", "out"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));

    let (pem, secret) = (desk.write("leaf.pem", &identity.pem()), desk.write("leaf.key", &identity.key_pem()));
    let theirs = openssl(
        &desk,
        &["cms", "-sign", "-in", &letter, "-signer", &pem, "-inkey", &secret, "-certfile", &between, "-out", "theirs"],
    );
    assert!(theirs.status.success());
    let body = fs::read(desk.path("theirs")).unwrap();
    let head = fs::read_to_string(&letter).unwrap();
    let head: String =
        head.lines().take_while(|line| !line.starts_with("MIME")).map(|line| format!("{line}\r\n")).collect();
    let theirs = desk.write("theirs.eml", &[head.as_bytes(), &body].concat());
    desk.lists();
    let verdict = desk.verdict(&theirs, &[]);
    assert_eq!(verdict["overall"], "valid", "{verdict:#}");

    let to = desk.write("to.pem", &confidential.pem());
    let sealed = openssl(&desk, &["cms", "-encrypt", "-aes256", "-in", &letter, "-out", "sealed.eml", &to]);
    assert!(sealed.status.success());
    let (key, _) = desk.key_file("confidential", Leaf::StructureConfidentiality);
    let sealed = desk.path("sealed.eml");
    let opened =
        desk.made("opened.eml", &["decrypt", sealed.to_str().unwrap(), "--key", &key, "--code-file", &desk.code()]);
    assert!(fs::read_to_string(opened).unwrap().contains("Tout va bien"));
}

fn openssl(desk: &Desk, args: &[&str]) -> Output {
    Command::new("openssl").args(args).current_dir(desk.directory.path()).output().expect("openssl")
}

#[test]
fn certificates_of_a_file_are_told_in_plain_words() {
    let desk = Desk::new();
    let file = desk.write("card.pem", &desk.pki.leaf(Leaf::CpsSignature).pem());
    let told = desk.sceau(&["cert", "list", &file]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains(RPPS) && told.contains("signature"), "{told}");
    assert_eq!(desk.sceau(&["cert", "list", "/nonexistent"]).status.code(), Some(6));
}

#[test]
fn a_message_of_the_mailbox_is_judged_by_its_number() {
    let desk = Desk::new();
    let (key, _) = desk.key_file("confidential", Leaf::StructureConfidentiality);
    let listed = desk.sceau(&["--demo", "--json", "list", "INBOX", "--limit", "1"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let number = listed[0]["id"].to_string();
    let code = desk.code();
    for more in [&[][..], &["--key", &key, "--code-file", &code]] {
        let order = ["--demo", "--json", "verify", &number, "--from-mailbox"];
        let judged = desk.sceau(&[&order[..], more].concat());
        let judged: Value = serde_json::from_slice(&judged.stdout).unwrap();
        assert_eq!(judged["overall"], "none", "{judged:#}");
    }
    assert_eq!(desk.sceau(&["--demo", "verify", "no-number", "--from-mailbox"]).status.code(), Some(6));
}

#[cfg(target_os = "linux")]
#[test]
fn half_a_message_on_a_full_disk_is_not_called_done() {
    let desk = Desk::new();
    let to = desk.write("to.pem", &desk.pki.leaf(Leaf::StructureConfidentiality).pem());
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let letter = desk.letter(STRUCTURE_ADDRESS);
    let status = Command::new(env!("CARGO_BIN_EXE_sceau"))
        .args(["encrypt", &letter, "--to", &to])
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::null())
        .status();
    assert_eq!(status.unwrap().code(), Some(7));
}
