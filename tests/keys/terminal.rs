//! `sceau key` and `sceau protection`: keys of a profile that open messages, and
//! cards that open the profile.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Bench, PASSPHRASE};
use crate::support::card::keys::Kind;
use crate::support::card::pki::{HealthPki, Issuer};
use crate::support::card::softhsm::{PIN, SoftHsm, entry};
use crate::support::card::{Leaf, Pcscd, cps};
use crate::support::programs;

/// A terminal with a profile.
struct Terminal {
    bench: Bench,
    pki: HealthPki,
}

impl Terminal {
    fn new() -> Self {
        let terminal = Self { bench: Bench::new(), pki: HealthPki::start() };
        let server = ["--imap", "localhost:1", "--password-stdin", "--unchecked"];
        terminal.done(&[&["account", "add", "--email", "anne@cabinet.example"][..], &server].concat());
        terminal
    }

    fn sceau(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(self.bench.path("profile"));
        command.arg("--passphrase-file").arg(self.bench.path("passphrase")).args(arguments);
        command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").output().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.sceau(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.done(&[&["--json"], arguments].concat())).unwrap()
    }

    fn code(&self, arguments: &[&str]) -> Option<i32> {
        self.sceau(arguments).status.code()
    }

    fn path(&self, name: &str) -> String {
        self.bench.path(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        self.bench.write(name, bytes);
        self.path(name)
    }
}

#[test]
fn a_key_is_imported_opens_messages_and_goes_out_and_away() {
    let terminal = Terminal::new();
    let identity = terminal.pki.leaf(Leaf::StructureConfidentiality);
    let file = terminal.file("key.p12", terminal.bench.of(&identity));
    let (phrase, wrong) = (terminal.path("passphrase"), terminal.file("wrong", "autre"));
    assert_eq!(terminal.code(&["key", "import", &file, "--code-file", &wrong]), Some(3));
    assert_eq!(terminal.json(&["key", "list"]), Value::Array(Vec::new()));
    let told = terminal.json(&["key", "import", &file, "--code-file", &phrase]);
    assert_eq!(
        (told[0]["holder"]["uses"]["confidentiality"].clone(), told[0]["warnings"].clone()),
        (true.into(), Value::Array(vec![]))
    );
    let print = told[0]["fingerprint"].as_str().unwrap().to_owned();
    assert_eq!(terminal.json(&["key", "import", &file, "--code-file", &phrase])[0]["warnings"][0], "already-here");
    let lines = String::from_utf8(terminal.done(&["key", "list"])).unwrap();
    assert!(lines.contains("confidentialité") && lines.contains(&print), "{lines}");

    let letter = terminal.file("letter.eml", "From: a@cabinet.example\r\nSubject: Bilan\r\n\r\nTout va bien.\r\n");
    let to = terminal.file("to.pem", identity.pem());
    let sealed = terminal.file("sealed.eml", terminal.done(&["encrypt", &letter, "--to", &to]));
    assert!(terminal.done(&["decrypt", &sealed, "--kept"]).ends_with(b"Tout va bien.\r\n"));
    let verdict = terminal.json(&["verify", &sealed, "--kept"]);
    assert_eq!(verdict["overall"], "none", "{verdict:#}");
    assert_eq!(terminal.json(&["verify", &sealed])["overall"], "none", "the profile is meant");
    let nobody = terminal.path("nobody");
    std::fs::create_dir(&nobody).unwrap();
    let verdict = terminal.json(&["verify", &sealed, "--anchors", &nobody]);
    assert_eq!(verdict["overall"], "unverifiable", "without the profile there is no key");

    let new = terminal.file("new", "une phrase toute neuve\n");
    let out = terminal.path("out-of-here.p12");
    assert_eq!(terminal.code(&["key", "export", &print[..9], &out, "--code-file", &wrong]), Some(3), "too short");
    let _ = terminal.done(&["key", "export", &print[..9], &out, "--code-file", &new]);
    assert_eq!(terminal.code(&["key", "export", &print, &out, "--code-file", &new]), Some(1), "a file is there");
    terminal.bench.run("openssl", &["pkcs12", "-in", &out, "-noout", "-passin", "file:new"]);

    assert_eq!(terminal.code(&["key", "remove", "FFFFFF"]), Some(6));
    assert_eq!(terminal.code(&["key", "remove", ""]), Some(6));
    assert_eq!(terminal.json(&["key", "remove", &print]), Value::Array(Vec::new()));
    assert_eq!(terminal.code(&["decrypt", &sealed, "--kept"]), Some(1));
}

#[test]
fn a_passphrase_that_nobody_gives_is_asked_on_a_terminal_alone() {
    let terminal = Terminal::new();
    let file = terminal.file("key.p12", terminal.bench.of(&terminal.pki.leaf(Leaf::Confidentiality)));
    let output = terminal.sceau(&["key", "import", &file]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains(PASSPHRASE), "{said}");
    let log: PathBuf = terminal.bench.path("profile").join("sceau.log");
    assert!(!fs::read_to_string(log).unwrap_or_default().contains(PASSPHRASE));
}

impl Terminal {
    /// As one who has cards, and no passphrase at hand.
    fn with(&self, tokens: &SoftHsm, arguments: &[&str]) -> Output {
        let mut command = tokens.client(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(self.bench.path("profile")).args(arguments);
        command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").output().unwrap()
    }

    fn kinds(&self) -> String {
        let told = self.json(&["protection", "list"]);
        told.as_array().unwrap().iter().map(|slot| slot["kind"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_card_of_the_trade_opens_the_profile_once_it_was_added() {
    let (terminal, tokens) = (Terminal::new(), SoftHsm::new());
    let authentication = terminal.pki.leaf(Leaf::CpsAuthentication);
    tokens.cps4(&authentication, &terminal.pki.leaf(Leaf::CpsSignature));
    let module = tokens.module().to_str().unwrap().to_owned();
    let (pin, phrase) = (terminal.file("pin", PIN), terminal.path("passphrase"));
    let card = ["--card", "--card-module", &module, "--card-code-file", &pin];
    let folders = [&card[..], &["folders"]].concat();

    let early = terminal.with(&tokens, &folders);
    assert_eq!(early.status.code(), Some(1));
    assert!(said(&early).contains("n’est pas celle qui ouvre ce poste"), "{}", said(&early));
    let add = ["--passphrase-file", &phrase, "protection", "add-card", "--module", &module, "--code-file", &pin];
    let added = terminal.with(&tokens, &add);
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    assert_eq!(terminal.kinds(), "passphrase card");
    let opened = terminal.with(&tokens, &folders);
    assert_eq!(opened.status.code(), Some(0), "{}", said(&opened));

    let wrong = terminal.file("wrong-pin", "9999");
    let refused = terminal.with(&tokens, &["--card", "--card-module", &module, "--card-code-file", &wrong, "folders"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("code de la carte est faux") && !said(&refused).contains("9999"));
    assert_eq!(terminal.with(&tokens, &folders).status.code(), Some(0));

    let other = SoftHsm::new();
    assert!(said(&terminal.with(&other, &folders)).contains("Aucune carte"), "no card");
    other.cpe(&terminal.pki.leaf(Leaf::Cpe));
    assert!(said(&terminal.with(&other, &folders)).contains("n’est pas celle qui ouvre"), "another card");
    let mut profile = Leaf::CpsAuthentication.profile();
    profile.name = "the card that came after".to_owned();
    let renewed = SoftHsm::new();
    renewed.cps3(&terminal.pki.issue(Issuer::Persons, &profile), &terminal.pki.leaf(Leaf::CpsSignature));
    assert!(said(&terminal.with(&renewed, &folders)).contains("renouvelée"), "the card after it");

    assert_eq!(terminal.code(&["folders"]), Some(0), "the passphrase still opens");
    assert_eq!(terminal.code(&["protection", "remove", "1"]), Some(3), "a card is never the only way in");
    assert_eq!(terminal.code(&["protection", "remove", "2"]), Some(0));
    assert_eq!(terminal.kinds(), "passphrase");
    assert_eq!(terminal.with(&tokens, &folders).status.code(), Some(1));
}

#[test]
fn a_card_with_an_elliptic_key_is_refused_with_a_sentence() {
    let (terminal, tokens) = (Terminal::new(), SoftHsm::new());
    let mut profile = Leaf::CpsAuthentication.profile();
    profile.kind = Kind::Elliptic;
    let elliptic = terminal.pki.issue(Issuer::Persons, &profile);
    tokens.token("courbe", &[entry(&elliptic, "CPS_PRIV_AUT", "CPS_CERT_AUT", "20")]);
    let (pin, phrase) = (terminal.file("pin", PIN), terminal.path("passphrase"));
    let module = tokens.module().to_str().unwrap();
    let add = ["--passphrase-file", &phrase, "protection", "add-card", "--module", module, "--code-file", &pin];
    let refused = terminal.with(&tokens, &add);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("il faut une clé RSA"), "{}", said(&refused));
    assert_eq!(terminal.kinds(), "passphrase");
}

#[test]
fn the_imitation_of_the_cps_opens_the_profile_until_it_is_taken_out() {
    let terminal = Terminal::new();
    let card = cps::card(
        PIN,
        "2700123456",
        &terminal.pki.leaf(Leaf::CpsAuthentication),
        &terminal.pki.leaf(Leaf::CpsSignature),
    );
    let pcscd = Pcscd::start();
    let mut slot = pcscd.slot();
    slot.insert(&card);
    let module =
        programs::find("opensc", &["/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so", "/usr/lib64/pkcs11/opensc-pkcs11.so"]);
    let module = module.to_str().unwrap();
    let sceau = |arguments: &[&str]| {
        let mut command = pcscd.client(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(terminal.bench.path("profile")).args(arguments);
        command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").output().unwrap()
    };
    let until = |what: &str, is_so: &dyn Fn(&str) -> bool| {
        let start = Instant::now();
        loop {
            let shown = String::from_utf8_lossy(&sceau(&["token", "list", "--module", module]).stdout).into_owned();
            if is_so(&shown) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "{what}: {shown}");
        }
    };
    until("the card is seen", &|shown| shown.contains("2700123456"));
    let (pin, phrase) = (terminal.file("pin", PIN), terminal.path("passphrase"));
    let add = ["--passphrase-file", &phrase, "protection", "add-card", "--module", module, "--code-file", &pin];
    let added = sceau(&add);
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    assert_eq!(card.operations(), 2);
    let folders = ["--card", "--card-module", module, "--card-code-file", &pin, "folders"];
    let opened = sceau(&folders);
    assert_eq!(opened.status.code(), Some(0), "{}", said(&opened));
    assert_eq!(card.operations(), 3, "opening is one use of the card");

    slot.remove();
    until("the card is gone", &|shown| !shown.contains("2700123456"));
    let gone = sceau(&folders);
    assert_eq!(gone.status.code(), Some(1));
    assert!(said(&gone).contains("Aucune carte"), "{}", said(&gone));
    assert_eq!(terminal.code(&["folders"]), Some(0), "the passphrase still opens");
}
