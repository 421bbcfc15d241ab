//! A mailbox that opens with a certificate, from the terminal, from end to end.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use sceau::config::Paths;

use super::{House, PASSPHRASE, doctor, key_file, letter};
use crate::support::card::keys::Kind;
use crate::support::card::softhsm::{PIN, SoftHsm};

/// A workstation with files on it.
struct Desk {
    directory: tempfile::TempDir,
    tokens: Option<SoftHsm>,
}

impl Desk {
    fn new(house: &House) -> Self {
        let desk = Self { directory: tempfile::tempdir().unwrap(), tokens: None };
        let anchors = Paths::at(desk.path("profile")).anchors();
        fs::create_dir_all(&anchors).unwrap();
        fs::write(anchors.join("practice.pem"), house.practice.pki().root_pem()).unwrap();
        desk.write("phrase", b"quatre mots sans aucun rapport");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    fn sceau(&self, args: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_sceau");
        let mut command = self.tokens.as_ref().map_or_else(|| Command::new(program), |hsm| hsm.client(program));
        let profile = ["--profile", self.path("profile").to_str().unwrap()].map(str::to_owned);
        let phrase = ["--passphrase-file", self.path("phrase").to_str().unwrap()].map(str::to_owned);
        command.args(profile).args(phrase).args(args).stdin(Stdio::null());
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").output().unwrap()
    }

    fn add(&self, house: &House, shown: &[&str]) -> Output {
        let [imap, smtp] =
            [house.practice.imaps(), house.practice.smtps()].map(|(host, port)| format!("{host}:{port}"));
        let account = ["account", "add", "--email", "alice@cabinet.example", "--imap", &imap, "--smtp", &smtp];
        self.sceau(&[&account[..], &["--external"], shown].concat())
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_account_is_added_and_synced_with_a_certificate_of_a_file() {
    let house = House::start();
    house.practice.deliver(house.practice.person("alice"), "INBOX", [letter()]);
    let desk = Desk::new(&house);
    let file = desk.write("connexion.p12", &key_file(&house, &house.alice(Kind::Rsa)));
    let code = desk.write("code", PASSPHRASE.as_bytes());
    let shown = ["--certificate", &file, "--code-file", &code];
    let added = desk.add(&house, &shown);
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));

    let without = desk.sceau(&["sync"]);
    assert_eq!(without.status.code(), Some(1), "{}", said(&without));
    assert!(said(&without).contains("Aucune carte"), "{}", said(&without));
    let synced = desk.sceau(&[&["--json", "sync"][..], &shown].concat());
    assert_eq!(synced.status.code(), Some(0), "{}", said(&synced));
    assert!(String::from_utf8_lossy(&synced.stdout).contains("\"messages\": 1,"), "{:?}", synced.stdout);
}

#[test]
fn an_account_is_added_and_synced_with_a_card() {
    let house = House::start();
    let mut desk = Desk::new(&house);
    let hsm = SoftHsm::new();
    let (authentication, signature) = doctor(&house.pki);
    hsm.cps3(&authentication, &signature);
    let module = hsm.module().to_str().unwrap().to_owned();
    desk.tokens = Some(hsm);
    let (code, wrong) = (desk.write("code", PIN.as_bytes()), desk.write("wrong", b"9999"));
    let shown = ["--certificate-card", "ASIP CPS3", "--module", &module, "--code-file"];
    let refused = desk.add(&house, &[&shown[..], &[&wrong]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("code de la carte est faux"), "{}", said(&refused));
    let added = desk.add(&house, &[&shown[..], &[&code]].concat());
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    let synced = desk.sceau(&[&["sync"][..], &shown, &[&code]].concat());
    assert_eq!(synced.status.code(), Some(0), "{}", said(&synced));
}

#[test]
fn the_arguments_say_what_belongs_together() {
    let house = House::start();
    let desk = Desk::new(&house);
    assert_eq!(desk.add(&house, &[]).status.code(), Some(2), "with what certificate?");
    let both = ["--certificate", "a.p12", "--certificate-card", "b"];
    assert_eq!(desk.add(&house, &both).status.code(), Some(2));
}
