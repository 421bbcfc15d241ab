//! The line breaks at every byte of a dialogue. What was here stays here, what
//! comes over a broken line is whole or absent, and the next run is in step.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sceau::domain::{AccountDraft, AccountId, Security};
use sceau::engine::{Command, Line};

use super::proxy::{Breach, Proxy};
use super::soak;
use super::truth::{self, Truth};
use crate::mailbox::Desk;
use crate::support::{self, Person, Practice, corpus};

/// Between two places of the short form.
const STEP: usize = 997;

/// A practice with some letters, and a line to it.
struct Stage {
    practice: Practice,
    alice: Person,
    desk: Desk,
    folders: Vec<String>,
}

impl Stage {
    fn new(letters: usize) -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", corpus::light(&alice.email, letters));
        let desk = Desk::new(&practice);
        let folders = ["Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash"].map(str::to_owned).to_vec();
        Self { practice, alice, desk, folders }
    }

    fn draft(&self, proxy: &Proxy, security: Security) -> AccountDraft {
        let mut draft = self.practice.draft(&self.alice, security);
        draft.incoming.port = proxy.port;
        draft
    }

    fn server(&self) -> Truth {
        truth::of_server(&self.practice, &self.alice, &self.folders)
    }

    fn here(&self, account: AccountId) -> Truth {
        truth::here(&self.desk, account)
    }

    /// A pass over a line that breaks; a line that only stands still is let go
    /// at once when the user says so.
    fn broken_pass(&mut self, account: AccountId, proxy: &Proxy, at: usize, breach: Breach) {
        truth::let_go(&mut self.desk, account);
        proxy.breach(Some((at, breach)));
        self.desk.engine.send(Command::Sync(account));
        if breach != Breach::Stall {
            // After a wrong byte a client may wait for what never comes, as when the line stalls.
            let time = Duration::from_secs(if breach == Breach::Corrupt { 4 } else { 60 });
            let outcome = truth::settle_within(&mut self.desk, time);
            let well = outcome.as_ref().is_some_and(Result::is_ok);
            assert!(breach != Breach::Delay || well, "a moment at {at} is no fault: {outcome:?}");
            assert!(breach == Breach::Corrupt || outcome.is_some(), "{breach:?} at {at} is not noticed");
            if outcome.is_some() {
                return;
            }
        }
        let start = Instant::now();
        while !proxy.has_struck() && self.desk.engine.line(account) != Line::Watching {
            assert!(start.elapsed() < Duration::from_mins(1), "no stall at {at}");
            std::thread::sleep(Duration::from_millis(2));
        }
        let start = Instant::now();
        truth::let_go(&mut self.desk, account);
        assert!(start.elapsed() < Duration::from_secs(3), "a line that stalls at {at} holds the user up");
    }

    fn good_pass(&mut self, account: AccountId, proxy: &Proxy, what: &str) {
        proxy.breach(None);
        truth::pass(&mut self.desk, account).unwrap_or_else(|fault| panic!("the good run after {what}: {fault}"));
        assert_eq!(self.here(account), self.server(), "after {what}");
        self.desk.ask(self.desk.engine.integrity());
    }

    /// Something for the next pass to do: one message more, one less, one marked.
    fn change(line: &mut support::Line, turn: usize) {
        Self::append(line, turn);
        line.ask_ok("SELECT INBOX");
        let flag = if turn.is_multiple_of(2) { "+FLAGS" } else { "-FLAGS" };
        line.ask_ok(&format!("STORE * {flag} (\\Flagged $label1)"));
        line.ask_ok(&format!("STORE 3 {flag} (\\Flagged $label1)"));
        line.ask_ok("STORE 1 +FLAGS (\\Deleted)");
        line.ask_ok("EXPUNGE");
    }

    /// All other messages than before.
    fn exchange(line: &mut support::Line, turn: usize) {
        line.ask_ok("SELECT INBOX");
        line.ask_ok("STORE 1:* +FLAGS (\\Deleted)");
        line.ask_ok("EXPUNGE");
        (1..8).for_each(|number| Self::append(line, turn * 1000 + number));
    }

    fn append(line: &mut support::Line, turn: usize) {
        let letter = format!(
            "From: bob@cabinet.example\r\nSubject: Tour {turn}\r\nMessage-ID: <tour.{turn}@cabinet.example>\r\n\r\n\
             Tour {turn}.{}\r\n",
            " Encore.".repeat(50)
        );
        line.say(&format!("t1 APPEND INBOX {{{}+}}", letter.len()));
        line.say(&letter);
        line.hear_until("t1 OK");
    }

    /// What is here is of this mailbox; a body that is not here yet is no lie.
    fn nothing_foreign(&self, account: AccountId, at: usize, breach: Breach, ever: &Truth) {
        for (folder, held) in self.here(account) {
            for letter in held.iter().filter(|letter| !letter.bytes.is_empty()) {
                let known = ever.get(&folder).is_some_and(|ever| ever.iter().any(|one| one.bytes == letter.bytes));
                assert!(known, "{breach:?} at {at}: {letter:?} in {folder} is no message of the server's");
            }
        }
    }

    /// What was here and is still on the server is here.
    fn nothing_lost(&self, account: AccountId, at: usize, breach: Breach, before: &Truth) {
        let (server, now) = (self.server(), self.here(account));
        for (folder, held) in before {
            for letter in held.iter().filter(|letter| server[folder].iter().any(|one| one.bytes == letter.bytes)) {
                let kept = now.get(folder).is_some_and(|now| now.iter().any(|one| one.bytes == letter.bytes));
                assert!(kept, "{breach:?} at {at}: {letter:?} of {folder} is lost");
            }
        }
    }
}

/// Where a soak that was stopped goes on: `SCEAU_FROM` is the place that it told.
fn from() -> usize {
    std::env::var("SCEAU_FROM").ok().and_then(|place| place.parse().ok()).unwrap_or_default()
}

/// Where to break a dialogue: all places, or some that are spread over it and
/// some of those where a response begins; and how.
fn places(dialogue: &[u8], most: usize) -> Vec<(usize, Breach)> {
    if soak() {
        let all = (from()..dialogue.len()).flat_map(|at| Breach::ALL.map(|breach| (at, breach)));
        return all.filter(|(at, breach)| *breach != Breach::Delay || at.is_multiple_of(31)).collect();
    }
    let starts = |at: &usize| {
        let before = &dialogue[..*at];
        let after = &dialogue[*at..];
        (before.is_empty() || before.ends_with(b"\r\n")) && (after.starts_with(b"* ") || after.starts_with(b"s"))
    };
    let boundaries: Vec<usize> = (0..dialogue.len()).filter(starts).collect();
    let spread = (0..dialogue.len()).step_by(STEP);
    let some = boundaries.iter().copied().step_by(boundaries.len().div_ceil(most).max(1));
    let mut places: Vec<usize> = spread.chain(some).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().zip(Breach::ALL.into_iter().cycle()).collect()
}

#[test]
fn a_first_sync_that_breaks_anywhere_is_taken_up_again() {
    let mut stage = Stage::new(4);
    let proxy = Proxy::within_tls(&stage.practice);
    let draft = stage.draft(&proxy, Security::Tls);
    proxy.breach(None);
    let mut account = stage.desk.add(draft.clone(), stage.alice.secret());
    let dialogue = proxy.down();
    let server = stage.server();
    assert_eq!(stage.here(account), server);
    for (at, breach) in places(&dialogue, 20) {
        if at % 500 == 0 && breach == Breach::ALL[0] {
            println!("at {at} of {}", dialogue.len());
        }
        truth::let_go(&mut stage.desk, account);
        stage.desk.engine.send(Command::RemoveAccount(account));
        stage.desk.until(|event| matches!(event, sceau::engine::Event::Accounts(_)).then_some(()));
        // The account begins with a line that is let go, so that the broken one is its first.
        proxy.breach(Some((0, Breach::Cut)));
        stage.desk.engine.send(Command::AddAccount { draft: Box::new(draft.clone()), secret: stage.alice.secret() });
        let cut = stage.desk.until_within(Duration::from_mins(1), |event| match event {
            sceau::engine::Event::Fault(fault) => Some(fault),
            _ => None,
        });
        account = stage.desk.ask(stage.desk.engine.accounts())[0].id;
        let (line, struck) = (stage.desk.engine.line(account), proxy.has_struck());
        assert!(cut.is_some(), "the cut of a first line before {breach:?} at {at} is unheard: {line:?}, {struck}");
        stage.broken_pass(account, &proxy, at, breach);
        if breach != Breach::Corrupt {
            stage.nothing_foreign(account, at, breach, &server);
            stage.good_pass(account, &proxy, &format!("{breach:?} at {at}"));
            continue;
        }
        // What the server itself says wrongly within TLS may stay wrong in one message, no more.
        proxy.breach(None);
        truth::pass(&mut stage.desk, account).unwrap_or_else(|fault| panic!("after {breach:?} at {at}: {fault}"));
        stage.desk.ask(stage.desk.engine.integrity());
        let wrong = differences(&server, &stage.here(account));
        assert!(wrong <= 1, "{wrong} messages differ after a wrong byte at {at}");
    }
}

fn differences(one: &Truth, other: &Truth) -> usize {
    let folders = one.iter().map(|(folder, held)| (held, other.get(folder).map(Vec::as_slice).unwrap_or_default()));
    folders
        .map(|(held, others)| {
            held.iter().filter(|letter| !others.contains(letter)).count().max(held.len().abs_diff(others.len()))
        })
        .sum()
}

#[test]
fn a_later_sync_that_breaks_anywhere_loses_nothing() {
    let mut stage = Stage::new(12);
    let proxy = Proxy::within_tls(&stage.practice);
    let draft = stage.draft(&proxy, Security::Tls);
    let account = stage.desk.add(draft, stage.alice.secret());
    let mut other = support::Line::imap(&stage.practice, &stage.alice);
    Stage::change(&mut other, 0);
    truth::let_go(&mut stage.desk, account);
    stage.good_pass(account, &proxy, "a change");
    let dialogue = proxy.down();
    for (turn, (at, breach)) in (1..).zip(places(&dialogue, 40)) {
        let before = stage.here(account);
        Stage::change(&mut other, turn);
        stage.broken_pass(account, &proxy, at, breach);
        stage.nothing_lost(account, at, breach, &before);
        if breach == Breach::Corrupt {
            // A byte of a body or of a flag may have come wrong and stay so: begin anew.
            proxy.breach(None);
            truth::pass(&mut stage.desk, account).unwrap_or_else(|fault| panic!("after {breach:?} at {at}: {fault}"));
            let wrong = differences(&stage.server(), &stage.here(account));
            assert!(wrong <= 1, "{wrong} messages differ after a wrong byte at {at}");
            if wrong > 0 {
                Stage::exchange(&mut other, turn);
                truth::let_go(&mut stage.desk, account);
                stage.good_pass(account, &proxy, "an exchange of all messages");
            }
        } else {
            stage.good_pass(account, &proxy, &format!("{breach:?} at {at}"));
        }
    }
}

#[test]
fn below_tls_a_wrong_byte_is_noticed_and_no_password_is_seen() {
    let mut stage = Stage::new(6);
    for security in [Security::Tls, Security::StartTls] {
        let port = if security == Security::Tls { stage.practice.imaps().1 } else { stage.practice.imap().1 };
        let proxy = Proxy::below_tls(port);
        let draft = stage.draft(&proxy, security);
        proxy.breach(None);
        let account = stage.desk.add(draft, stage.alice.secret());
        let server = stage.server();
        assert_eq!(stage.here(account), server);
        no_secret(&proxy, &stage.alice);
        let dialogue = proxy.down();
        // In full around the beginning, where STARTTLS is still to come.
        let first = if soak() { 0..700 } else { 0..0 };
        let spread = (0..dialogue.len()).step_by(if soak() { 7 } else { 1499 });
        let clear = (10..600).step_by(if soak() { 1 } else { 97 });
        for (turn, at) in first.chain(clear).chain(spread).enumerate() {
            let breach = if turn % 4 == 3 { Breach::Cut } else { Breach::Corrupt };
            stage.broken_pass(account, &proxy, at, breach);
            no_secret(&proxy, &stage.alice);
            stage.nothing_foreign(account, at, breach, &server);
            stage.nothing_lost(account, at, breach, &server);
            stage.good_pass(account, &proxy, &format!("{breach:?} at {at}"));
            no_secret(&proxy, &stage.alice);
        }
        stage.desk.engine.send(Command::RemoveAccount(account));
        stage.desk.until(|event| matches!(event, sceau::engine::Event::Accounts(_)).then_some(()));
    }
}

/// Neither as it is typed nor as SASL writes it.
fn no_secret(proxy: &Proxy, person: &Person) {
    let plain = format!("\0{}\0{}", person.email, person.password);
    let forms = [
        person.password.clone().into_bytes(),
        BASE64_STANDARD.encode(&person.password).trim_end_matches('=').as_bytes().to_vec(),
        BASE64_STANDARD.encode(plain).into_bytes(),
    ];
    for (who, said) in [("Sceau", proxy.up()), ("the server", proxy.down())] {
        for form in &forms {
            let seen = said.windows(form.len()).any(|window| window == form);
            assert!(!seen, "{who} said the password in clear");
        }
    }
}
