//! Messages on their way out, against real servers: each is sent once, or said to
//! be in doubt; what is refused is told; its copy lies in Sent once.

mod adversary;
mod bytes;
mod copies;
mod doubt;
mod kill;
mod leaving;
mod looked_at;
mod reports;
mod terminal;
mod words;

use std::time::{Duration, Instant};

use sceau::domain::writing::Document;
use sceau::domain::{
    Account, AccountDraft, AccountId, Address, Email, Outgoing, OutgoingId, OutgoingState, Security, Writing,
};
use sceau::engine::{Posting, Waiting};

use crate::mailbox::Desk;
use crate::support::{Person, Practice};

use adversary::Adversary;

/// Alice's mailbox, in step, and a line to the server that sends.
struct Stage {
    practice: Practice,
    alice: Person,
    desk: Desk,
    account: AccountId,
    line: Adversary,
}

impl Stage {
    fn new() -> Self {
        Self::with(Practice::start(), |_| {})
    }

    fn with(practice: Practice, change: impl FnOnce(&mut AccountDraft)) -> Self {
        let alice = practice.person("alice").clone();
        let line = Adversary::new(&practice);
        let mut draft = practice.draft(&alice, Security::Tls);
        draft.smtp.as_mut().unwrap().port = line.port;
        change(&mut draft);
        let mut desk = Desk::new(&practice);
        let account = desk.add(draft, alice.secret());
        Self { practice, alice, desk, account, line }
    }

    fn post(&self, outgoing: Outgoing) -> OutgoingId {
        self.desk.ask(self.desk.engine.post(outgoing))
    }

    /// A message of that number to these people.
    fn message(&self, number: usize, to: &[&str]) -> Outgoing {
        message(self.account, number, to)
    }

    fn outbox(&self) -> Vec<Waiting> {
        self.desk.ask(self.desk.engine.outbox())
    }

    fn until<T>(&self, what: &str, mut look: impl FnMut(&[Waiting]) -> Option<T>) -> T {
        patiently(what, || look(&self.outbox()))
    }

    /// Until nothing of it waits any more, its copy neither.
    fn until_empty(&self) {
        self.until("an empty outbox", |rows| rows.is_empty().then_some(()));
    }

    fn until_state(&self, id: OutgoingId, state: OutgoingState) -> Waiting {
        self.until("a state", |rows| rows.iter().find(|row| row.id == id && row.state == state).cloned())
    }

    /// The same, written as a draft and sent as its window does it.
    fn send(&self, number: usize, to: &str) -> OutgoingId {
        let account = self.desk.ask(self.desk.engine.accounts()).remove(0);
        let draft = self.desk.ask(self.desk.engine.keep_draft(None, written(&account, number, to)));
        self.desk.ask(self.desk.engine.post_draft(Some(draft), written(&account, number, to), at_once()))
    }

    /// How often a message of that number came to somebody outside.
    fn outside(&self, number: usize) -> usize {
        let line = format!("Subject: Pli {number}");
        let sent = self.practice.sent_outside();
        sent.iter().filter(|letter| String::from_utf8_lossy(letter).lines().any(|one| one == line)).count()
    }

    fn until_outside(&self, number: usize, count: usize) {
        patiently("a message outside", || (self.outside(number) >= count).then_some(()));
        assert_eq!(self.outside(number), count);
    }

    /// How many letters of that number lie in one of Alice's folders on the server.
    fn there(&self, folder: &str, number: usize) -> usize {
        let id = message_id(number);
        let found =
            self.practice.doveadm(&["search", "-u", &self.alice.email, "mailbox", folder, "header", "Message-ID", &id]);
        found.lines().count()
    }
}

/// At once: nothing is to be taken back.
fn at_once() -> Posting {
    Posting { later: Some(sceau::domain::Timestamp(0)), ..Posting::default() }
}

fn written(account: &Account, number: usize, to: &str) -> Writing {
    let mut writing = Writing::new(account);
    writing.draft.to = vec![Address::new("", to)];
    writing.draft.subject = format!("Pli {number}");
    writing.document = Document::plain("Bonjour\n.\nÀ bientôt");
    writing
}

fn message_id(number: usize) -> String {
    format!("pli-{number}@cabinet.example")
}

fn message(account: AccountId, number: usize, to: &[&str]) -> Outgoing {
    let bytes = format!(
        "From: Alice <alice@cabinet.example>\r\nTo: {}\r\nSubject: Pli {number}\r\nMessage-ID: <{}>\r\n\
         Date: Sun, 22 Nov 2026 10:00:00 +0100\r\n\r\nBonjour\r\n.\r\nÀ bientôt\r\n",
        to.join(", "),
        message_id(number)
    );
    Outgoing {
        account,
        from: Email::parse("alice@cabinet.example").unwrap(),
        to: to.iter().map(|to| Email::parse(to).unwrap()).collect(),
        bcc: Vec::new(),
        subject: format!("Pli {number}"),
        people: to.iter().map(|to| Address::new("", *to)).collect(),
        message_id: message_id(number),
        bytes: bytes.into_bytes(),
        copy: true,
        delivery_report: false,
        answered: None,
        not_before: None,
        draft: None,
    }
}

fn patiently<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    patiently_for(60, what, look)
}

fn patiently_for<T>(seconds: u64, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(seconds), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
