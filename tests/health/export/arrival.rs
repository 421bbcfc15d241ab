//! What comes by mail goes to the folder by itself, by the rules of the mailbox, and
//! when it is deciphered where it came encrypted.

use std::time::{Duration, Instant};

use sceau::domain::export::{Exporting, TEMPLATE};
use sceau::domain::{AccountId, MessageId, Security, Timestamp};
use sceau::engine::{Command, seal};

use super::{each_once, files, result, written};
use crate::keys::{Bench, passphrase};
use crate::mailbox::Desk;
use crate::support::Practice;
use crate::support::card::Leaf;
use crate::support::card::pki::HealthPki;

const PATIENCE: Duration = Duration::from_mins(1);

fn patiently(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// A mailbox that is in step, whose documents go by themselves from now on.
fn watching(practice: &Practice, folder: &std::path::Path) -> (Desk, AccountId) {
    let alice = practice.person("alice").clone();
    let mut desk = Desk::new(practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let exporting = Exporting {
        folder: Some(folder.to_owned()),
        on_arrival: true,
        senders: vec!["labo.example".into()],
        template: TEMPLATE.into(),
        ..Exporting::default()
    };
    desk.ask(desk.engine.set_exporting(account, exporting));
    (desk, account)
}

fn newest(desk: &Desk, account: AccountId, count: usize) -> MessageId {
    // What comes within the second in which Dovecot looked last is seen when it looks again.
    patiently("the mail", || {
        desk.engine.send(Command::Sync(account));
        desk.list(account, "INBOX").len() == count
    });
    *desk.list(account, "INBOX").iter().max().unwrap()
}

#[test]
fn results_of_the_senders_that_were_chosen_go_by_themselves_once() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let before = result(0, "A");
    practice.deliver(&alice, "INBOX", [written(0, "labo@labo.example", b"", &[("r.hpr", &before)])]);
    let folder = tempfile::tempdir().unwrap();
    let (desk, account) = watching(&practice, folder.path());
    let (wanted, other) = (result(1, "A"), result(2, "A"));
    practice.deliver(
        &alice,
        "INBOX",
        [
            written(1, "labo@labo.example", b"", &[("r.hpr", &wanted)]),
            written(2, "x@ailleurs.example", b"", &[("r.hpr", &other)]),
            written(3, "labo@labo.example", b"la meme chose", &[("copie.hpr", &wanted)]),
        ],
    );
    newest(&desk, account, 4);
    patiently("the export", || files(folder.path()) == [wanted.clone()]);
    let desk = desk.restart();
    std::thread::sleep(Duration::from_secs(2));
    each_once(files(folder.path()), &[wanted]);
    let lines = desk.ask(desk.engine.exports(None, None, 10));
    assert_eq!(lines.len(), 1);
    assert!(lines[0].by_itself && !lines[0].by.is_empty());
}

#[test]
fn what_came_encrypted_goes_when_it_is_deciphered_here() {
    let (practice, pki, bench) = (Practice::start(), HealthPki::start(), Bench::new());
    let alice = practice.person("alice").clone();
    let folder = tempfile::tempdir().unwrap();
    let (desk, account) = watching(&practice, folder.path());
    let key = pki.leaf(Leaf::Confidentiality);
    let hidden = result(7, "A");
    let letter = written(7, "labo@labo.example", b"Bonjour", &[("r.hpr", &hidden)]);
    let sealed = seal::encrypt(&letter, std::slice::from_ref(&key.der), Timestamp(1_795_219_200)).unwrap();
    practice.deliver(&alice, "INBOX", [sealed]);
    let id = newest(&desk, account, 1);
    std::thread::sleep(Duration::from_secs(2));
    assert!(files(folder.path()).is_empty(), "nobody can read it yet");
    desk.ask(desk.engine.import_key(bench.of(&key), passphrase()));
    assert!(desk.ask(desk.engine.opened(id)).seal.is_some_and(|seal| seal.is_deciphered()));
    patiently("the export", || files(folder.path()) == [hidden.clone()]);
}
