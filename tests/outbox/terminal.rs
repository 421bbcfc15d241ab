//! `sceau send` and `sceau outbox`, on the demonstration and on a practice.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use sceau::mime;
use serde_json::Value;

use crate::support::{Person, Practice};

struct Terminal {
    practice: Practice,
    alice: Person,
    directory: tempfile::TempDir,
}

impl Terminal {
    /// A profile with Alice's mailbox.
    fn new() -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let directory = tempfile::tempdir().unwrap();
        let terminal = Self { practice, alice, directory };
        std::fs::write(terminal.file("phrase"), "quatre mots sans rapport\n").unwrap();
        std::fs::create_dir_all(terminal.file("profile/anchors")).unwrap();
        std::fs::copy(terminal.practice.anchors_pem(), terminal.file("profile/anchors/practice.pem")).unwrap();
        let endpoint = |(host, port): (&str, u16)| format!("{host}:{port}");
        let (imap, smtp) = (endpoint(terminal.practice.imaps()), endpoint(terminal.practice.smtps()));
        let email = terminal.alice.email.clone();
        let add = ["account", "add", "--email", &email, "--imap", &imap, "--smtp", &smtp, "--password-stdin"];
        // Of the trusted space there would be questions.
        let add = [&add[..], &["--space", "ordinary"]].concat();
        let done = terminal.run(&add, &terminal.alice.password);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        terminal
    }

    fn file(&self, name: &str) -> String {
        self.directory.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, args: &[&str], input: &str) -> Output {
        let (profile, phrase) = (self.file("profile"), self.file("phrase"));
        let mut all = vec!["--profile", &profile, "--passphrase-file", &phrase, "--json"];
        all.extend(args);
        sceau(&all, input)
    }

    fn value(&self, args: &[&str]) -> Value {
        let done = self.run(args, "");
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice(&done.stdout).unwrap()
    }
}

pub(super) fn sceau(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sceau"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn a_message_is_sent_from_a_terminal_and_waited_for() {
    let terminal = Terminal::new();
    let (text, file) = (terminal.file("texte.txt"), terminal.file("résultats.pdf"));
    std::fs::write(&text, "Cher confrère,\nà bientôt\n").unwrap();
    std::fs::write(&file, b"%PDF-1.4").unwrap();
    let email = terminal.alice.email.clone();
    let send = [
        "send",
        "--from",
        &email,
        "--to",
        "paul@ailleurs.example",
        "--cc",
        "zoe@ailleurs.example",
        "--bcc",
        "eve@ailleurs.example",
        "--subject",
        "Résultats de l’été",
        "--body",
        &text,
        "--attach",
        &file,
        "--receipt",
        "--wait",
    ];
    let sent = terminal.value(&send);
    assert_eq!(sent["left"], true);
    super::patiently("three letters", || (terminal.practice.sent_outside().len() == 3).then_some(()));
    let letter = terminal.practice.sent_outside().remove(0);
    let read = mime::read(&letter);
    assert_eq!(read.envelope.subject, "Résultats de l’été");
    assert_eq!(read.envelope.message_id.as_deref(), sent["message_id"].as_str());
    assert_eq!((read.text.as_str(), read.envelope.bcc.len()), ("Cher confrère,\nà bientôt", 0));
    assert!(read.parts.iter().any(|part| part.name == "résultats.pdf" && part.media_type == "application/pdf"));
    assert!(String::from_utf8_lossy(&letter).contains("Disposition-Notification-To: <alice@cabinet.example>"));
    assert_eq!(terminal.value(&["outbox"]), Value::Array(Vec::new()));
}

#[test]
fn what_waits_is_listed_and_taken_back() {
    let terminal = Terminal::new();
    let email = terminal.alice.email.clone();
    let send = ["send", "--from", &email, "--to", "paul@ailleurs.example", "--subject", "Plus tard", "--body", "-"];
    let later = [&send[..], &["--later", "2100-01-01"]].concat();
    let posted: Value = serde_json::from_slice(&terminal.run(&later, "Bonjour").stdout).unwrap();
    let id = posted["id"].to_string();
    let rows = terminal.value(&["outbox"]);
    assert_eq!((&rows[0]["state"], &rows[0]["subject"]), (&"waiting".into(), &"Plus tard".into()));
    let taken = terminal.value(&["outbox", "take-back", &id]);
    assert_eq!(mime::read(taken.as_str().unwrap().as_bytes()).text, "Bonjour");
    assert_eq!(terminal.value(&["outbox"]), Value::Array(Vec::new()));
    assert_eq!(terminal.run(&["outbox", "take-back", &id], "").status.code(), Some(6));
    assert_eq!(terminal.run(&["outbox", "settle", &id, "--again"], "").status.code(), Some(6));
    assert_eq!(terminal.run(&["outbox", "settle", &id], "").status.code(), Some(2));
    let stranger = ["send", "--from", "bob@cabinet.example", "--to", "a@b.example", "--subject", "x"];
    assert_eq!(terminal.run(&stranger, "").status.code(), Some(6));
    let nobody = ["send", "--from", &email, "--to", "personne", "--subject", "x"];
    assert_eq!(terminal.run(&nobody, "").status.code(), Some(2));
}

#[test]
fn a_refusal_ends_the_wait_and_stays_in_the_list() {
    let terminal = Terminal::new();
    let email = terminal.alice.email.clone();
    let send = ["send", "--from", &email, "--to", "refuse@ailleurs.example", "--subject", "Refusé", "--wait"];
    assert_eq!(terminal.run(&send, "").status.code(), Some(1));
    let rows = terminal.value(&["outbox"]);
    assert_eq!(rows[0]["state"], "refused");
    assert_eq!(rows[0]["why"]["sending"], "recipients");
    assert_eq!(rows[0]["refusals"][0]["to"], "refuse@ailleurs.example");
    let id = rows[0]["id"].to_string();
    assert_eq!(terminal.value(&["outbox", "give-up", &id]), true);
    assert_eq!(terminal.value(&["outbox"]), Value::Array(Vec::new()));
}

#[test]
fn in_the_demonstration_nothing_leaves_and_all_looks_so() {
    let accounts = sceau(&["--demo", "--json", "account", "list"], "");
    let accounts: Value = serde_json::from_slice(&accounts.stdout).unwrap();
    let email = accounts[0]["email"].as_str().unwrap().to_owned();
    let send = [
        "--demo",
        "--json",
        "send",
        "--from",
        &email,
        "--to",
        "paul@clinique.mssante.example",
        "--subject",
        "Essai",
        "--wait",
    ];
    let done = sceau(&send, "");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
