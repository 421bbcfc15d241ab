//! What is sent from a terminal is looked at first, as in a window: what forbids it
//! is said and it does not leave, what is to be confirmed waits for the yes.

use std::path::PathBuf;
use std::process::Output;
use std::sync::Arc;

use openssl::cms::CmsContentInfo;
use sceau::domain::{AccountDraft, Outside, Secret, Space};
use sceau::mime;
use tempfile::TempDir;

use super::{patiently, terminal};
use crate::mailbox::Desk;
use crate::support::certificates::{Authority, Holder, Kind, PASSPHRASE, address};
use crate::support::{Person, Practice};

const HELD: Option<i32> = Some(8);
const UNCONFIRMED: Option<i32> = Some(9);
const PAUL: &str = "paul@ailleurs.example";

/// Alice's profile, and the terminal where she writes.
struct Counter {
    practice: Practice,
    alice: Person,
    profile: Arc<TempDir>,
    files: TempDir,
}

impl Counter {
    fn new(change: impl FnOnce(&mut AccountDraft)) -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let mut draft = practice.draft(&alice, sceau::domain::Security::Tls);
        change(&mut draft);
        let mut desk = Desk::new(&practice);
        let _ = desk.add(draft, alice.secret());
        let files = tempfile::tempdir().unwrap();
        std::fs::write(files.path().join("phrase"), "quatre mots sans aucun rapport\n").unwrap();
        std::fs::write(files.path().join("code"), PASSPHRASE).unwrap();
        Self { practice, alice, profile: desk.close(), files }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.files.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn send(&self, to: &str, more: &[&str]) -> Output {
        let phrase: PathBuf = self.files.path().join("phrase");
        let (profile, phrase) = (self.profile.path().to_str().unwrap(), phrase.to_str().unwrap());
        let args = ["--profile", profile, "--passphrase-file", phrase, "send", "--from", &self.alice.email];
        let args = [&args[..], &["--to", to, "--subject", "Résultats", "--body", "-"], more].concat();
        terminal::sceau(&args, "Bonjour,\nà bientôt\n")
    }

    /// It is not sent, nothing is left of it, and this is why.
    fn is_held(&self, output: &Output, code: Option<i32>, why: &[&str]) {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), code, "{said}");
        assert!(why.iter().all(|why| said.contains(why)) && output.stdout.is_empty(), "{said}");
        self.ask(|desk| {
            assert!(desk.ask(desk.engine.outbox()).is_empty());
            assert!(desk.ask(desk.engine.kept_drafts()).is_empty());
        });
        assert!(self.practice.sent_outside().is_empty());
    }

    fn is_sent(&self, output: &Output) -> Vec<u8> {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut all =
            patiently("a letter outside", || Some(self.practice.sent_outside()).filter(|all| !all.is_empty()));
        assert_eq!(all.len(), 1);
        self.ask(|desk| assert!(desk.ask(desk.engine.kept_drafts()).is_empty(), "sent, it is a draft no more"));
        all.remove(0)
    }

    fn ask(&self, ask: impl FnOnce(&Desk)) {
        let desk = Desk::open_again(Arc::clone(&self.profile));
        ask(&desk);
        let _ = desk.close();
    }
}

#[test]
fn what_a_mailbox_forbids_does_not_leave_whoever_says_yes() {
    let counter = Counter::new(|draft| {
        draft.space = Space::Secure;
        draft.sending.outside = Outside::Forbid;
    });
    let why = ["Cette boîte n’envoie pas hors de l’espace de confiance", PAUL, "Rien n’est parti"];
    counter.is_held(&counter.send(PAUL, &["--wait"]), HELD, &why);
    let file = counter.file("bilan.pdf", b"%PDF-1.4");
    counter.is_held(&counter.send(PAUL, &["--wait", "--yes", "--attach", &file]), HELD, &why);
    let missing = counter.send(PAUL, &["--attach", "/nonexistent/bilan.pdf"]);
    counter.is_held(&missing, Some(6), &[]);
}

#[test]
fn what_the_server_does_not_take_is_told_before_it_is_sent() {
    let counter = Counter::new(|draft| draft.space = Space::Secure);
    let file = counter.file("scanner.zip", vec![0; 20 << 20]);
    let patient = "279035121518989@patient.mssante.example";
    let large = counter.send(patient, &["--yes", "--attach", &file]);
    counter.is_held(&large, HELD, &["et la limite est de 21"]);
}

#[test]
fn what_is_to_be_confirmed_waits_for_the_yes() {
    let counter = Counter::new(|draft| draft.space = Space::Secure);
    let why = ["Hors de l’espace de confiance MSSanté", PAUL, "--yes"];
    counter.is_held(&counter.send(PAUL, &["--wait"]), UNCONFIRMED, &why);
    let letter = counter.is_sent(&counter.send(PAUL, &["--wait", "--yes"]));
    let read = mime::read(&letter);
    assert_eq!((read.envelope.subject.as_str(), read.text.as_str()), ("Résultats", "Bonjour,\nà bientôt"));
    assert_eq!(read.envelope.from[0].to_string(), "Dr Alice Fontaine <alice@cabinet.example>");
    assert!(!String::from_utf8_lossy(&letter).contains("pkcs7"), "there is no key");
}

/// The message within, and who reads it.
fn deciphered(letter: &[u8], reader: &Holder) -> Vec<u8> {
    let part = mime::read(letter).parts.remove(0);
    let envelope = CmsContentInfo::from_der(&mime::part_bytes(letter, part.id).unwrap()).unwrap();
    envelope.decrypt(&reader.key, &reader.certificate).unwrap()
}

#[test]
fn certificates_of_files_encrypt_for_those_they_name_and_for_those_who_are_said() {
    let (authority, counter) = (Authority::new(), Counter::new(|_| {}));
    let [alice, lea, bob] = ["alice", "lea", "bob"].map(|name| authority.issue(name, Kind::Rsa));
    let pem = |one: &Holder| counter.file(&format!("{}.pem", one.name), one.certificate.to_pem().unwrap());
    let (lea_pem, bob_pem) = (pem(&lea), pem(&bob));
    // Her mailbox has another address than her certificate.
    let own = format!("{}={}", counter.alice.email, pem(&alice));
    let key = counter.file("alice.p12", alice.pkcs12());
    let code = counter.files.path().join("code");
    let sign = ["--sign", "--key", &key, "--code-file", code.to_str().unwrap()];

    let to = address("lea");
    let without = counter.send(&to, &["--wait", "--encrypt", "--cc", PAUL, "--encrypt", &lea_pem, "--encrypt", &own]);
    counter.is_held(&without, HELD, &["Aucun certificat de chiffrement", PAUL]);
    let strange = counter.send(&to, &["--wait", "--encrypt", &lea_pem, "--encrypt", &bob_pem]);
    counter.is_held(&strange, Some(6), &[]);
    let unread = counter.send(&to, &["--wait", "--encrypt", &lea_pem]);
    counter.is_held(&unread, UNCONFIRMED, &["ne pourra pas être relue ici"]);

    let sealed = ["--wait", "--encrypt", &lea_pem, "--encrypt", &own];
    let letter = counter.is_sent(&counter.send(&to, &[&sealed[..], &sign].concat()));
    let text = String::from_utf8_lossy(&letter).into_owned();
    assert!(text.contains("enveloped-data") && !text.contains("bient"), "{text}");
    for reader in [&lea, &alice] {
        let within = deciphered(&letter, reader);
        assert_eq!(mime::read(&within).text, "Bonjour,\nà bientôt");
        assert!(String::from_utf8_lossy(&within).contains("multipart/signed"));
    }
}

#[test]
fn a_mailbox_with_a_key_signs_by_itself_unless_it_is_told_not_to() {
    let counter = Counter::new(|_| {});
    let mine = Authority::new().issue_for("alice", &counter.alice.email, Kind::Rsa);
    let imported = |desk: &Desk| drop(desk.ask(desk.engine.import_key(mine.pkcs12(), Secret::new(PASSPHRASE))));
    counter.ask(imported);
    let signed = counter.is_sent(&counter.send(PAUL, &["--wait"]));
    assert!(String::from_utf8_lossy(&signed).contains("application/pkcs7-signature"));
    let bare = counter.send(PAUL, &["--wait", "--no-sign"]);
    assert!(bare.status.success());
    let unsigned = |letter: &Vec<u8>| !String::from_utf8_lossy(letter).contains("pkcs7");
    patiently("one that is not", || counter.practice.sent_outside().iter().any(unsigned).then_some(()));
    let closed = counter.send(PAUL, &["--encrypt"]);
    let why = String::from_utf8_lossy(&closed.stderr).into_owned();
    assert!(closed.status.code() == HELD && why.contains("Aucun certificat de chiffrement"), "{why}");
}
