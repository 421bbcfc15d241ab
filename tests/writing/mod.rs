//! Messages that are written: kept as they are written, found again on another
//! workstation, signed, encrypted and given away. Against real servers.

mod documents;
mod drafts;
mod peers;
mod protected;
mod sealed;
mod templates;

use std::time::{Duration, Instant};

use sceau::domain::writing::{Document, Place, Selection};
use sceau::domain::{AccountId, Address, Security, Signature, Writing};
use sceau::engine::{KeptDraft, Posting};

use crate::mailbox::Desk;
use crate::support::{Person, Practice};

/// Alice's mailbox, in step, on a workstation.
struct Office {
    practice: Practice,
    alice: Person,
    desk: Desk,
    account: AccountId,
}

impl Office {
    fn open() -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let mut desk = Desk::new(&practice);
        let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
        Self { practice, alice, desk, account }
    }

    /// The program is started again, and is in step.
    fn anew(self) -> Self {
        let mut desk = self.desk.restart();
        desk.engine.send(sceau::engine::Command::Watch);
        desk.until_in_step();
        Self { desk, ..self }
    }

    /// What may be done in a folder on the server, from the next session on.
    fn allow(&self, folder: &str, rights: &[&str]) {
        let command = ["acl", "set", "-u", &self.alice.email, folder, "owner"];
        self.practice.doveadm(&[&command[..], rights].concat());
    }

    /// Another one of hers.
    fn second(&self) -> (Desk, AccountId) {
        let mut desk = Desk::new(&self.practice);
        let account = desk.add(self.practice.draft(&self.alice, Security::Tls), self.alice.secret());
        (desk, account)
    }

    fn letter(&self, to: &str, subject: &str, words: &str) -> Writing {
        let account = self.desk.ask(self.desk.engine.accounts()).into_iter().find(|one| one.id == self.account);
        let mut writing = Writing::new(&account.unwrap());
        writing.draft.to = vec![Address::new("", to)];
        subject.clone_into(&mut writing.draft.subject);
        writing.document = Document::plain(words);
        writing.selection = Selection::caret(Place::new(0, 3));
        writing
    }

    /// Whose messages are signed so from now on.
    fn signs(&self, title: &str, text: &str) {
        let engine = &self.desk.engine;
        let mut sending = self.desk.ask(engine.accounts()).remove(0).draft.sending;
        sending.signatures = vec![Signature { name: "Cabinet".into(), text: text.into(), laid: None }];
        (sending.signature, sending.author.title) = (Some(0), title.into());
        self.desk.ask(engine.set_sending(self.account, sending));
    }

    fn kept(&self) -> Vec<KeptDraft> {
        self.desk.ask(self.desk.engine.kept_drafts())
    }

    /// How many letters of that subject lie in a folder on the server.
    fn there(&self, folder: &str, subject: &str) -> usize {
        let found = self.practice.doveadm(&[
            "search",
            "-u",
            &self.alice.email,
            "mailbox",
            folder,
            "header",
            "Subject",
            subject,
        ]);
        found.lines().count()
    }

    fn until_there(&self, folder: &str, subject: &str, count: usize) {
        patiently("letters on the server", || (self.there(folder, subject) == count).then_some(()));
    }

    /// The rows of a folder here, by their subjects.
    fn subjects(&self, folder: &str) -> Vec<String> {
        let rows = self.desk.list(self.account, folder);
        rows.into_iter().map(|id| self.desk.ask(self.desk.engine.opened(id)).envelope.subject).collect()
    }
}

/// At once: nothing is to be taken back.
fn now() -> Posting {
    Posting { later: Some(sceau::domain::Timestamp(0)), ..Posting::default() }
}

fn patiently<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
