//! Receipts that are asked for by what is read: the engine decides what is to be
//! done, the user is asked beside the message, never in front of it.

use iced::Task;

use super::reading::{At, to_reader};
use super::{Message, Workbench};
use crate::domain::MessageId;
use crate::engine::{Opened, ReceiptAnswer};
use crate::ui::pane::reader::{self, Reply};

impl Workbench {
    pub(super) fn decide_receipt(&self, at: At, id: MessageId) -> Task<Message> {
        let (engine, policy) = (self.engine.clone(), self.receipts);
        Task::perform(async move { engine.receipt_decision(id, policy).await }, move |result| {
            // What cannot be found out is asked again when the message is read again.
            let decision = result.unwrap_or(crate::domain::receipt::Decision::Nothing);
            to_reader(at, reader::Message::ReceiptDecided(id, decision))
        })
    }

    pub(super) fn answer_receipt(&self, at: At, opened: &Opened, reply: Reply) -> Task<Message> {
        let (engine, id) = (self.engine.clone(), opened.summary.id);
        let mailbox = self.mailboxes().account_of(opened.summary.folder);
        let mailbox = mailbox.map(|account| account.draft.email.as_str().to_owned()).unwrap_or_default();
        let answer = match reply {
            Reply::Refuse => ReceiptAnswer::Refuse,
            Reply::Send | Reply::SendUnasked => ReceiptAnswer::Send {
                text: self.words.receipt(&opened.envelope, opened.summary.date, &mailbox),
                automatic: reply == Reply::SendUnasked,
            },
        };
        Task::perform(async move { engine.answer_receipt(id, answer).await }, move |result| {
            to_reader(at, reader::Message::ReceiptAnswered(id, reply, result.map(drop)))
        })
    }
}
