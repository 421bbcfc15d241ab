//! New mail of blocked and of welcome senders, with a real server: moved once, taken
//! back for good, on every workstation.

use std::time::{Duration, Instant};

use sceau::domain::{AccountId, Listed, Security, Stance, Whose};
use sceau::engine::{Command, Event, Sorted};

use super::Desk;
use crate::support::{Person, Practice};

const BLOCKED: &str = "paul@reclame.example";
/// A maildir tells time in seconds: Dovecot may miss, for long, what is laid into
/// it by hand in the second of its last look.
const SECOND: Duration = Duration::from_millis(1500);

fn letter(from: &str, number: u32) -> String {
    format!("From: {from}\r\nSubject: Lettre {number}\r\nMessage-ID: <{number}@reclame.example>\r\n\r\nBonjour.\r\n")
}

fn workstation(practice: &Practice, person: &Person, listed: &[(&str, Stance)]) -> (Desk, AccountId) {
    let mut desk = Desk::new(practice);
    let account = desk.add(practice.draft(person, Security::Tls), person.secret());
    for (whose, stance) in listed {
        let listed = Listed { whose: Whose::parse(whose).unwrap(), stance: *stance, sure: false };
        desk.ask(desk.engine.list_sender(listed));
    }
    (desk, account)
}

fn until_sorted(desk: &mut Desk) -> Sorted {
    desk.until(|event| if let Event::Sorted(sorted) = event { Some(sorted) } else { None })
}

fn there(practice: &Practice, person: &Person, folder: &str) -> usize {
    practice.doveadm(&["search", "-u", &person.email, "mailbox", folder, "all"]).lines().count()
}

/// Nothing waits, and the server was asked since.
fn settle(desk: &Desk, account: AccountId) {
    let start = Instant::now();
    for _ in 0..3 {
        desk.engine.send(Command::Sync(account));
        std::thread::sleep(Duration::from_millis(400));
        while !desk.ask(desk.engine.pending()).is_empty() {
            assert!(start.elapsed() < Duration::from_mins(1), "{:?}", desk.ask(desk.engine.pending()));
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

#[test]
fn a_blocked_sender_goes_among_the_junk_and_comes_back_for_good() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", [letter(BLOCKED, 1).as_str()]);
    let (mut desk, account) = workstation(&practice, &alice, &[(BLOCKED, Stance::Blocked)]);
    assert_eq!(desk.list(account, "INBOX").len(), 1, "the mail of before stays");

    std::thread::sleep(SECOND);
    let two =
        "From: paul@reclame.example, anne@cabinet.example\r\nSubject: Deux\r\nMessage-ID: <d@b.example>\r\n\r\nX\r\n";
    practice.deliver(&alice, "INBOX", [letter(BLOCKED, 2).as_str(), letter("anne@cabinet.example", 3).as_str(), two]);
    let sorted = until_sorted(&mut desk);
    assert_eq!((sorted.count, sorted.stance, sorted.account), (1, Stance::Blocked, account));
    settle(&desk, account);
    assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (3, 1));
    assert_eq!((desk.list(account, "INBOX").len(), desk.list(account, "Junk").len()), (3, 1));

    assert_eq!(desk.ask(desk.engine.take_sorting_back(sorted.id)), Some(1));
    settle(&desk, account);
    let mut desk = desk.restart();
    desk.engine.send(Command::Watch);
    desk.until_in_step();
    settle(&desk, account);
    assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (4, 0));
    assert_eq!(desk.ask(desk.engine.take_sorting_back(sorted.id)), None, "it was taken back already");
}

#[test]
fn a_welcome_sender_comes_out_of_the_junk() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let (mut desk, account) = workstation(&practice, &alice, &[("@clinique.example", Stance::Welcome)]);
    std::thread::sleep(SECOND);
    let letters = [letter("labo@clinique.example", 1), letter(BLOCKED, 2)];
    practice.deliver(&alice, "Junk", letters.iter().map(String::as_str));
    desk.engine.send(Command::Sync(account));
    let sorted = until_sorted(&mut desk);
    assert_eq!((sorted.count, sorted.stance), (1, Stance::Welcome));
    settle(&desk, account);
    assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (1, 1));
}

#[test]
fn the_trusted_space_is_moved_only_where_the_user_was_asked() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let (mut desk, account) = workstation(&practice, &alice, &[("anne@cabinet.mssante.example", Stance::Blocked)]);
    std::thread::sleep(SECOND);
    practice.deliver(&alice, "INBOX", [letter("anne@cabinet.mssante.example", 1).as_str()]);
    desk.until(|event| matches!(event, Event::Arrived(_)).then_some(()));
    settle(&desk, account);
    assert_eq!(there(&practice, &alice, "INBOX"), 1);
    let whose = Whose::parse("anne@cabinet.mssante.example").unwrap();
    desk.ask(desk.engine.list_sender(Listed { whose, stance: Stance::Blocked, sure: true }));
    std::thread::sleep(SECOND);
    practice.deliver(&alice, "INBOX", [letter("anne@cabinet.mssante.example", 2).as_str()]);
    assert_eq!(until_sorted(&mut desk).count, 1);
}

/// The lists are of each workstation, and both hear of a letter in the same instant.
#[test]
fn two_workstations_that_block_the_same_sender_move_each_letter_once() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let listed = [(BLOCKED, Stance::Blocked)];
    let (here, account) = workstation(&practice, &alice, &listed);
    let (other, theirs) = workstation(&practice, &alice, &listed);
    for round in 0..4 {
        std::thread::sleep(SECOND);
        let letters: Vec<String> = (1..=5).map(|number| letter(BLOCKED, round * 5 + number)).collect();
        practice.deliver(&alice, "INBOX", letters.iter().map(String::as_str));
        settle(&here, account);
        settle(&other, theirs);
        settle(&here, account);
        let all = 5 * (round as usize + 1);
        assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (0, all));
        assert_eq!((here.list(account, "INBOX").len(), here.list(account, "Junk").len()), (0, all));
        assert_eq!((other.list(theirs, "INBOX").len(), other.list(theirs, "Junk").len()), (0, all));
    }
}

#[test]
fn what_one_workstation_moved_and_gave_back_no_other_moves_again() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let listed = [(BLOCKED, Stance::Blocked)];
    let (mut here, account) = workstation(&practice, &alice, &listed);
    std::thread::sleep(SECOND);
    let letters: Vec<String> = (1..=5).map(|number| letter(BLOCKED, number)).collect();
    practice.deliver(&alice, "INBOX", letters.iter().map(String::as_str));
    let sorted = until_sorted(&mut here);
    settle(&here, account);
    assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (0, 5));

    let (mut other, theirs) = workstation(&practice, &alice, &listed);
    settle(&other, theirs);
    assert_eq!((other.list(theirs, "INBOX").len(), other.list(theirs, "Junk").len()), (0, 5));
    assert_eq!(here.ask(here.engine.take_sorting_back(sorted.id)), Some(5));
    for _ in 0..2 {
        settle(&here, account);
        settle(&other, theirs);
    }
    assert_eq!((there(&practice, &alice, "INBOX"), there(&practice, &alice, "Junk")), (5, 0));
    assert_eq!((here.list(account, "INBOX").len(), other.list(theirs, "INBOX").len()), (5, 5));
    let moved = other.until_within(Duration::from_millis(200), |event| match event {
        Event::Sorted(sorted) => Some(sorted),
        _ => None,
    });
    assert!(moved.is_none(), "they were taken back for good");
}
