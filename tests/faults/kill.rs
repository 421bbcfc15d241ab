//! The program is killed at random moments of a sync while somebody works in
//! the mailbox. In the end the server holds what was done, each gesture once.
//!
//! Every letter gets one gesture. The log says which were begun and which were
//! done before the kill; one that was only begun may or may not have happened.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sceau::domain::{AccountId, Change, Filter, Flag, Flags, Gesture, Keyword, MessageId, Security, Sort};
use sceau::engine::{Command, Engine};

use super::truth::{self, Truth};
use super::victim::{Victim, begun, run_and_kill};
use super::{Chance, soak};
use crate::mailbox::Desk;
use crate::support::Practice;

const LETTERS: usize = 600;
/// It is killed within.
const LONGEST: Duration = Duration::from_millis(700);
/// Where letters are moved and copied to.
const OTHER: &str = "Suivi";
/// A busy machine may need so long to bring the rest to the server.
const PATIENCE: Duration = Duration::from_mins(2);

/// What is done with a letter, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Mark,
    Tag,
    Move,
    Copy,
    Delete,
    MoveAndBack,
}

impl Deed {
    fn of(letter: usize) -> Self {
        [Self::Mark, Self::Tag, Self::Move, Self::Copy, Self::Delete, Self::MoveAndBack][letter % 6]
    }

    /// Where the letter then lies, and with which flags.
    fn effect(self) -> Vec<(&'static str, &'static [&'static str])> {
        match self {
            Self::Mark => vec![("INBOX", &["\\flagged"])],
            Self::Tag => vec![("INBOX", &["$label1"])],
            Self::Move => vec![(OTHER, &[])],
            Self::Copy => vec![("INBOX", &[]), (OTHER, &[])],
            Self::Delete => vec![("Trash", &[])],
            Self::MoveAndBack => vec![("INBOX", &[])],
        }
    }

    /// Where a letter may lie whose deed was begun.
    fn possible(self) -> Vec<Vec<(&'static str, &'static [&'static str])>> {
        let mut possible = vec![vec![("INBOX", [].as_slice())], self.effect()];
        if self == Self::MoveAndBack {
            possible.push(Self::Move.effect());
        }
        possible
    }
}

#[test]
#[ignore = "started by the test below, which kills it"]
fn work() {
    let victim = Victim::open();
    let log = victim.log();
    let Victim { directory, mut chance, runtime, engine } = victim.ready();
    let account = runtime.block_on(engine.accounts()).unwrap()[0].id;
    engine.send(Command::Watch);
    let done_before = begun(&directory);
    let mut waiting: Vec<usize> = (0..LETTERS).filter(|letter| !done_before.contains_key(letter)).collect();
    runtime.block_on(async {
        while !waiting.is_empty() {
            let letter = waiting.swap_remove(chance.below(waiting.len()));
            let Some(id) = find(&engine, account, letter).await else { continue };
            log.begin(letter);
            perform(&engine, account, id, Deed::of(letter)).await;
            log.done(letter);
            tokio::time::sleep(Duration::from_millis(chance.next() % 25)).await;
        }
    });
    std::thread::sleep(Duration::from_mins(5));
}

async fn find(engine: &Engine, account: AccountId, letter: usize) -> Option<MessageId> {
    let inbox = engine.folders(account).await.unwrap().into_iter().find(|folder| folder.path == "INBOX")?;
    let ids = engine.list(inbox.id, Sort::default(), Filter::All).await.unwrap();
    let subject = format!("Pli {letter}");
    engine.page(ids).await.unwrap().into_iter().find(|row| row.subject == subject).map(|row| row.id)
}

async fn perform(engine: &Engine, account: AccountId, id: MessageId, deed: Deed) {
    let folders = engine.folders(account).await.unwrap();
    let other = folders.iter().find(|folder| folder.path == OTHER).expect("the other folder").id;
    let mark = |set: Flags, add: Vec<Keyword>| Gesture::Mark {
        messages: vec![id],
        change: Change { set, add, ..Change::default() },
    };
    let gesture = match deed {
        Deed::Mark => mark(Flags::NONE.with(Flag::Flagged), vec![]),
        Deed::Tag => mark(Flags::NONE, vec![Keyword::new("$label1")]),
        Deed::Move | Deed::MoveAndBack => Gesture::Move { messages: vec![id], to: other },
        Deed::Copy => Gesture::Copy { messages: vec![id], to: other },
        Deed::Delete => Gesture::Delete(vec![id]),
    };
    engine.perform(gesture).await.unwrap();
    if deed == Deed::MoveAndBack {
        engine.undo().await.unwrap().expect("a move can be undone");
    }
}

#[test]
fn work_that_is_killed_at_any_moment_reaches_the_server_once() {
    let kills = if soak() { 1000 } else { 8 };
    // A mailbox full of work lasts some forty kills.
    for round in 0..usize::div_ceil(kills, 40) {
        let mut chance = Chance::new();
        kill_and_compare(&mut chance, (kills - round * 40).min(40));
    }
}

fn kill_and_compare(chance: &mut Chance, kills: usize) {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", (0..LETTERS).map(letter));
    practice.doveadm(&["mailbox", "create", "-u", &alice.email, "-s", OTHER]);
    let directory = tempfile::tempdir().unwrap();

    let mut desk = Desk::new(&practice);
    let draft = practice.draft(&alice, Security::Tls);
    practice.stop_dovecot();
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: alice.secret() });
    desk.until_fault();
    practice.start_dovecot();
    // The first sync, too, is for who will be killed.
    let profile = desk.close();
    std::os::unix::fs::symlink(profile.path(), directory.path().join("profile")).unwrap();
    for _ in 0..kills {
        run_and_kill("faults::kill::work", directory.path(), chance, LONGEST);
    }

    let mut desk = Desk::open_again(profile);
    let account = desk.ask(desk.engine.accounts())[0].id;
    desk.engine.send(Command::Watch);
    desk.until_in_step();
    let start = Instant::now();
    while !desk.ask(desk.engine.pending()).is_empty() {
        assert!(start.elapsed() < PATIENCE, "work still waits: {:?}", desk.ask(desk.engine.pending()));
        std::thread::sleep(Duration::from_millis(50));
    }
    truth::pass(&mut desk, account).unwrap();
    let folders: Vec<String> = desk.folders(account).into_iter().map(|folder| folder.path).collect();
    let server = truth::of_server(&practice, &alice, &folders);
    assert_eq!(truth::here(&desk, account), server);
    desk.ask(desk.engine.integrity());
    let begun = begun(directory.path());
    assert!(begun.len() >= kills, "{} gestures are too few", begun.len());
    each_once(&begun, &server);
}

/// Each letter lies where the gesture put it, as often as it should.
fn each_once(begun: &HashMap<usize, bool>, server: &Truth) {
    let mut places: HashMap<usize, Vec<(String, Vec<String>)>> = HashMap::new();
    for (folder, held) in server {
        for letter in held {
            let text = String::from_utf8_lossy(&letter.bytes);
            let number = text.lines().find_map(|line| line.strip_prefix("Subject: Pli ")).expect("a letter of ours");
            places.entry(number.parse().unwrap()).or_default().push((folder.clone(), letter.flags.clone()));
        }
    }
    for number in 0..LETTERS {
        let deed = Deed::of(number);
        let found = places.remove(&number).unwrap_or_default();
        let is = |expected: &Vec<(&str, &[&str])>| {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(found, expected)| found.0 == expected.0 && found.1 == expected.1)
        };
        let right = match begun.get(&number) {
            None => is(&vec![("INBOX", &[])]),
            Some(true) => is(&deed.effect()),
            Some(false) => deed.possible().iter().any(is),
        };
        assert!(right, "letter {number}, {deed:?} (done: {:?}), lies in {found:?}", begun.get(&number));
    }
}

fn letter(number: usize) -> Vec<u8> {
    format!(
        "From: Bob Lemaire <bob@cabinet.example>\r\nTo: alice@cabinet.example\r\nSubject: Pli {number}\r\n\
         Message-ID: <pli.{number}@cabinet.example>\r\n\r\nCeci est le pli {number}.{}\r\n",
        " Sans suite.".repeat(number % 300)
    )
    .into_bytes()
}
