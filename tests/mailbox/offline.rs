//! What was synced is here, whole, encrypted, with the network cut.

use std::fs;
use std::path::Path;

use sceau::domain::{AccountDraft, BodyState, Keep, MessageId, PartRole, Security, Summary};
use sceau::engine::Scope;

use super::Desk;
use crate::support::{Practice, corpus};

#[test]
fn every_message_opens_from_the_cache_after_the_line_is_cut() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    // SCEAU_MESSAGES=10000 for the size of a real mailbox.
    let count = std::env::var("SCEAU_MESSAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(300);
    let letters: Vec<_> = corpus::heavy(&alice.email, count).collect();
    practice.deliver(&alice, "INBOX", letters.clone());
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());

    practice.stop_dovecot();
    let desk = desk.restart();

    let ids = desk.list(account, "INBOX");
    assert_eq!(ids.len(), letters.len());
    let mut sources: Vec<Vec<u8>> = ids.iter().map(|id| desk.ask(desk.engine.source(*id))).collect();
    let mut sent: Vec<Vec<u8>> = letters.into_iter().map(|letter| letter.bytes).collect();
    sources.sort();
    sent.sort();
    assert!(sources == sent, "each message is here, byte for byte");
    for id in ids {
        let opened = desk.ask(desk.engine.opened(id));
        assert!(!opened.text.is_empty());
        for part in opened.parts.iter().filter(|part| part.role == PartRole::Attachment) {
            assert_eq!(desk.ask(desk.engine.part(id, part.id)).len() as u64, part.size);
        }
    }
}

#[test]
fn letters_that_come_whole_are_those_that_come_in_two() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::heavy(&alice.email, 200));
    let rows = |keep: Keep| {
        let mut desk = Desk::new(&practice);
        let draft = AccountDraft { keep, ..practice.draft(&alice, Security::Tls) };
        let account = desk.add(draft, alice.secret());
        if keep == Keep::HeadersOnly {
            desk.ask(desk.engine.set_keep(account, Keep::All));
            desk.until_in_step();
        }
        let ids = desk.list(account, "INBOX");
        let rows = desk.ask(desk.engine.page(ids));
        assert!(rows.iter().all(|row| row.body == BodyState::Here));
        rows.into_iter().map(|row| Summary { id: MessageId(0), ..row }).collect::<Vec<_>>()
    };
    assert_eq!(rows(Keep::All), rows(Keep::HeadersOnly));
}

#[test]
fn nothing_of_a_message_lies_on_the_disk_in_clear() {
    const MARKER: &str = "Bradycardie";
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let letter = format!(
        "From: Bob Lemaire <bob@cabinet.example>\r\nTo: {}\r\nSubject: {MARKER} du soir\r\n\
         Message-ID: <clair@cabinet.example>\r\n\r\n{MARKER} sans gravité.\r\n",
        alice.email
    );
    practice.deliver(&alice, "INBOX", [letter.as_str()]);
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    assert_eq!(desk.list(account, "INBOX").len(), 1);
    assert_eq!(desk.ask(desk.engine.search(Scope::Everywhere, "bradycardie")).len(), 1);

    let secrets = [MARKER, "bradycardie", alice.email.as_str(), alice.password.as_str(), "Lemaire", "INBOX"];
    let files = files_below(desk.profile());
    assert!(files.len() >= 3, "the profile has its files");
    for (path, bytes) in files {
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds a word in clear", path.display());
        }
    }
}

#[test]
fn the_words_of_a_message_find_it() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", [
        "From: bob@cabinet.example\r\nSubject: Échographie\r\nMessage-ID: <a@b.example>\r\n\r\nRien à signaler.\r\n",
        "From: bob@cabinet.example\r\nSubject: Garde\r\nMessage-ID: <b@b.example>\r\n\r\nSamedi, le cœur léger.\r\n",
    ]);
    let mut desk = Desk::new(&practice);
    let _ = desk.add(practice.draft(&alice, Security::StartTls), alice.secret());
    let hits = |words: &str| {
        let ids = desk.ask(desk.engine.search(Scope::Everywhere, words));
        desk.ask(desk.engine.page(ids)).into_iter().map(|row| row.subject).collect::<Vec<_>>()
    };
    assert_eq!(hits("echogra"), ["Échographie"]);
    assert_eq!(hits("SAMEDI léger"), ["Garde"]);
    assert_eq!(hits("samedi signaler"), Vec::<String>::new());
    assert_eq!(hits("bob"), ["Garde", "Échographie"]);
}

fn files_below(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files_below(&entry));
        } else {
            let bytes = fs::read(&entry).unwrap();
            found.push((entry, bytes));
        }
    }
    found
}
