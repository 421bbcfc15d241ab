//! All that can be asked of a message beside its words, as one menu: the keys get
//! everywhere by it.

use super::{Action, Message, State};
use crate::domain::{Account, Circle, Email};

/// A line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Later,
    Sign,
    Encrypt,
    ReadReceipt,
    DeliveryReport,
    Copy,
    LastWord,
    Rich,
    From,
    Cc,
    Bcc,
    ReplyTo,
    /// A health document, in its archive.
    Document,
    /// The file that was attached last.
    Detach,
    Discard,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub choice: Choice,
    pub words: &'static str,
    /// None where it is something to do, not a state.
    pub on: Option<bool>,
    /// A rule stands above it.
    pub apart: bool,
}

impl State {
    /// What there is to choose now.
    pub fn options(&self, accounts: &[Account]) -> Vec<Line> {
        let wishes = self.writing.draft.wishes;
        let state = |choice, words, on| Line { choice, words, on: Some(on), apart: false };
        let deed = |choice, words| Line { choice, words, on: None, apart: false };
        let (sent, goes_on) = (!self.writing.is_template(), self.writing.is_redirect());
        let mut lines = Vec::new();
        if sent && !goes_on {
            let patients = self.emails().iter().any(|email: &Email| email.circle() == Circle::Patient);
            lines.push(state(Choice::Sign, "writing-sign", wishes.sign));
            lines.push(state(Choice::Encrypt, "writing-encrypt", wishes.encrypt));
            lines.push(Line { apart: true, ..state(Choice::ReadReceipt, "writing-read-receipt", wishes.read_receipt) });
            lines.push(state(Choice::DeliveryReport, "writing-delivery-report", wishes.delivery_report));
            lines.push(state(Choice::Copy, "writing-copy", !wishes.no_copy));
            lines.extend(patients.then(|| state(Choice::LastWord, "writing-last-word", wishes.last_word)));
        }
        if !goes_on {
            lines.push(Line { apart: true, ..state(Choice::Rich, "writing-rich", self.body.is_rich()) });
        }
        let senders = accounts.iter().filter(|one| one.draft.smtp.is_some()).count();
        lines.extend((senders > 1).then(|| Line { apart: true, ..deed(Choice::From, "writing-next-from") }));
        lines.extend((!self.fields.cc_shown).then(|| deed(Choice::Cc, "writing-add-cc")));
        lines.extend((!self.fields.bcc_shown).then(|| deed(Choice::Bcc, "writing-add-bcc")));
        lines.extend((!self.fields.reply_to_shown).then(|| deed(Choice::ReplyTo, "writing-add-reply-to")));
        lines.extend((sent && !goes_on).then(|| deed(Choice::Document, "writing-document-short")));
        lines.extend((!self.carried().is_empty()).then(|| deed(Choice::Detach, "writing-detach-last")));
        lines.extend(sent.then(|| Line { apart: true, ..deed(Choice::Later, "writing-later") }));
        lines.push(deed(Choice::Discard, "writing-discard"));
        lines
    }

    /// Chosen there.
    pub fn choose(&mut self, choice: Choice, accounts: &[Account]) -> Action {
        let message = match choice {
            Choice::Later => Message::LaterPressed,
            Choice::Sign => Message::Sign,
            Choice::Encrypt => Message::Encrypt,
            Choice::ReadReceipt => Message::ReadReceipt,
            Choice::DeliveryReport => Message::DeliveryReport,
            Choice::Copy => Message::Copy,
            Choice::LastWord => Message::LastWord,
            Choice::Rich => Message::Rich,
            Choice::From => {
                let mut senders = accounts.iter().filter(|one| one.draft.smtp.is_some()).cycle();
                let here = senders.find(|one| one.id == self.account());
                let next = here.and_then(|_| senders.next());
                return next.map_or(Action::None, |next| self.update(Message::From(next.id), accounts));
            }
            Choice::Cc => Message::Shown(super::Place::Cc),
            Choice::Bcc => Message::Shown(super::Place::Bcc),
            Choice::ReplyTo => Message::Shown(super::Place::ReplyTo),
            Choice::Document => Message::Document(super::document::Message::Pressed),
            Choice::Detach => Message::Detached(self.carried().len().saturating_sub(1)),
            Choice::Discard => Message::Discarded,
        };
        self.update(message, accounts)
    }
}
