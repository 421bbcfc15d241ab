//! One thing that the server will not give, or that breaks what touches it. All
//! the rest comes all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sceau::domain::{Colour, Keyword, Secret, Tag};
use sceau::engine::Command;

use super::peer::{Asked, PASSWORD, Peer, World};
use super::truth::{self, Held};
use crate::mailbox::Desk;

type Answer = Vec<Vec<u8>>;

const CAPABILITIES: &str = "IDLE LITERAL+";
const PATIENCE: Duration = Duration::from_mins(1);

fn no(asked: &Asked<'_>) -> Vec<u8> {
    format!("{} NO [SERVERBUG] Internal error\r\n", asked.tag).into_bytes()
}

/// What is here once all of the inbox is that can be, and whether that came about.
fn inbox_of(lie: fn(&Asked<'_>, Answer) -> Answer, expected: usize) -> Vec<Held> {
    let peer = Peer::start(World::new(CAPABILITIES));
    peer.lie(lie);
    let mut desk = Desk::trusting(peer.anchor_pem());
    desk.engine.send(Command::AddAccount { draft: Box::new(peer.draft()), secret: Secret::new(PASSWORD) });
    let account = desk.until(|event| match event {
        sceau::engine::Event::Accounts(accounts) => accounts.last().map(|account| account.id),
        _ => None,
    });
    let started = Instant::now();
    loop {
        let inbox = truth::here(&desk, account).remove("INBOX").unwrap_or_default();
        let whole = inbox.iter().filter(|held| !held.bytes.is_empty()).count();
        if whole >= expected {
            return inbox;
        }
        assert!(started.elapsed() < PATIENCE, "{whole} of {expected} letters came");
        // Somebody who does not want to wait.
        desk.engine.send(Command::Sync(account));
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_folder_that_does_not_open_keeps_no_other_from_being_in_step() {
    let inbox = inbox_of(
        |asked, answer| {
            let opens = asked.command.starts_with("EXAMINE") || asked.command.starts_with("SELECT");
            if opens && asked.command.contains("Archive") { vec![no(asked)] } else { answer }
        },
        30,
    );
    assert_eq!(inbox.len(), 30);
}

#[test]
fn a_folder_without_a_numbering_keeps_no_other_from_being_in_step() {
    let inbox = inbox_of(
        |asked, answer| {
            let archive = asked.command.contains("Archive");
            let unnumbered = |response: &Vec<u8>| !response.windows(11).any(|window| window == b"UIDVALIDITY");
            answer.into_iter().filter(|response| !archive || unnumbered(response)).collect()
        },
        30,
    );
    assert_eq!(inbox.len(), 30);
}

#[test]
fn a_header_that_the_server_cannot_read_keeps_no_other_away() {
    let inbox = inbox_of(
        |asked, answer| {
            if !asked.command.starts_with("UID FETCH") {
                return answer;
            }
            let is_it = |response: &Vec<u8>| response.windows(8).any(|window| window == b"(UID 17 ");
            let has_text = |response: &Vec<u8>| response.windows(5).any(|window| window == b"BODY[");
            if !answer.iter().any(|response| is_it(response) && has_text(response)) {
                return answer;
            }
            let mut rest: Answer = answer.into_iter().filter(|response| !is_it(response)).collect();
            let _ok = rest.pop();
            rest.push(no(asked));
            rest
        },
        29,
    );
    assert_eq!(inbox.len(), 29);
}

#[test]
fn a_letter_on_which_the_line_breaks_keeps_no_other_away() {
    let inbox = inbox_of(
        |_, answer| {
            let body = |response: &Vec<u8>| {
                let has = |word: &[u8]| response.windows(word.len()).any(|window| window == word);
                has(b"(UID 17 ") && has(b"BODY[] ")
            };
            if !answer.iter().any(body) {
                return answer;
            }
            let mut before: Answer = answer.into_iter().take_while(|response| !body(response)).collect();
            before.push(vec![]);
            before
        },
        29,
    );
    assert_eq!(inbox.len(), 30, "its row is here");
    assert_eq!(inbox.iter().filter(|held| held.bytes.is_empty()).count(), 1);
}

/// How often the server was asked for what it refuses, on one line, while the
/// user makes a tag and looks thrice.
fn asked_for_a_place_for_tags(refused: &'static str, granted: &'static str) -> usize {
    let peer = Peer::start(World::new(CAPABILITIES));
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    peer.lie(move |asked, answer| {
        if asked.command.starts_with(refused) {
            counted.fetch_add(1, Ordering::SeqCst);
            return vec![format!("{} NO [OVERQUOTA] The mailbox is full\r\n", asked.tag).into_bytes()];
        }
        let ok = format!("{} OK done\r\n", asked.tag).into_bytes();
        if asked.command.starts_with(granted) { vec![ok] } else { answer }
    });
    let mut desk = Desk::trusting(peer.anchor_pem());
    let account = desk.add(peer.draft(), Secret::new(PASSWORD));
    let tag = Tag { keyword: Keyword::new("$sceau_urgent"), name: "Urgent".to_owned(), colour: Colour(2) };
    desk.ask(desk.engine.put_tag(tag.clone()));
    for _ in 0..3 {
        desk.engine.send(Command::Sync(account));
        desk.until_in_step();
    }
    assert_eq!(desk.ask(desk.engine.tags()), [tag]);
    asked.load(Ordering::SeqCst)
}

#[test]
fn tags_live_here_where_the_server_has_no_place_for_them() {
    assert_eq!(asked_for_a_place_for_tags("CREATE", "NOTHING"), 1);
    assert_eq!(asked_for_a_place_for_tags("APPEND", "CREATE"), 1);
}
