//! Answers to mail that lies in a real mailbox, and receipts for it: drafts as
//! they would be sent, receipts that go out once, reports that come back.

mod acquaintance;
mod drafts;
mod receipts;
mod sealed;
mod terminal;

use sceau::domain::{Envelope, MessageId, Phrases, Security, Timestamp};

use crate::mailbox::Desk;
use crate::support::{Letter, Person, Practice};

/// Alice's mailbox with these letters in its inbox, newest first as they are listed.
struct Office {
    practice: Practice,
    alice: Person,
    desk: Desk,
    account: sceau::domain::AccountId,
}

impl Office {
    fn with<L: Into<Letter>>(letters: impl IntoIterator<Item = L>) -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", letters);
        let mut desk = Desk::new(&practice);
        let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
        Self { practice, alice, desk, account }
    }

    /// By the words of its subject.
    fn message(&self, folder: &str, subject: &str) -> MessageId {
        let rows = self.desk.ask(self.desk.engine.page(self.desk.list(self.account, folder)));
        rows.into_iter().find(|row| row.subject == subject).expect("a message of that subject").id
    }
}

fn phrases(envelope: &Envelope, _: Timestamp) -> Phrases {
    Phrases {
        attribution: format!("{} a écrit :", envelope.from[0]),
        heading: "Message transféré".to_owned(),
        header: vec![format!("Objet : {}", envelope.subject)],
        forward: "TR".to_owned(),
    }
}
