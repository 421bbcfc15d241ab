//! What leaves a window of writing: given to the outbox, now or later, with the
//! code of the card where its key wants one.

use iced::{Task, window};

use crate::domain::{DraftId, Secret, Timestamp, Writing};
use crate::engine::card::Lock;
use crate::engine::{CardFault, Fault, FaultKind, Posting};
use crate::ui::modal::code;
use crate::ui::workbench::reading::At;
use crate::ui::workbench::{Message, Modal, Workbench};
use crate::ui::writing;

/// A message that waits for the code of the card.
pub(super) struct ToSend {
    pub(super) window: window::Id,
    purpose: code::Purpose,
    /// What is said if it is not given.
    fault: Fault,
    /// It was given and right: the card is about to be open.
    given: bool,
}

impl Workbench {
    /// When it leaves was chosen: it is looked at now.
    pub(in crate::ui::workbench) fn send_later(&mut self, at: At, moment: Timestamp) -> Task<Message> {
        at.map_or(Task::none(), |window| self.writing_says(window, writing::Message::LaterChosen(moment)))
    }

    pub(super) fn post(&self, window: window::Id, id: DraftId, writing: Writing, posting: Posting) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.post_draft(Some(id), writing, posting).await }, move |result| {
            Message::Writing(window, writing::Message::Left(result))
        })
    }

    /// It is still here. Where the code of the card is all that was missing, that is
    /// asked for, and nothing said before it was refused.
    pub(super) fn writing_did_not_leave(&mut self, window: window::Id, fault: Fault) -> Task<Message> {
        let FaultKind::Card(card) = fault.kind else {
            return self.writing_hears(window, writing::Message::Left(Err(fault)));
        };
        // Only one window at a time waits for a code.
        let other = match card {
            CardFault::Locked | CardFault::Cancelled | CardFault::WrongPin | CardFault::LastPin => self.send_no_more(),
            _ => Task::none(),
        };
        let asked = match card {
            CardFault::Locked | CardFault::Cancelled => self.ask_code_to_send(window, fault.clone()),
            CardFault::WrongPin | CardFault::LastPin => {
                let _ = self.ask_code_to_send(window, fault.clone());
                false
            }
            _ => false,
        };
        let heard = if asked { writing::Message::CodeAsked } else { writing::Message::Left(Err(fault)) };
        Task::batch([other, self.writing_hears(window, heard)])
    }

    /// The code of the card, in front of the window that waits for it. False where
    /// there is no card.
    fn ask_code_to_send(&mut self, window: window::Id, fault: Fault) -> bool {
        let card = self.engine.card();
        let closed = card.tokens.iter().find(|token| token.lock == Lock::Closed);
        let Some(token) = closed.or(card.token()) else { return false };
        let purpose = if closed.is_some() { code::Purpose::Open } else { code::Purpose::Sign };
        self.writing.to_send = Some(ToSend { window, purpose, fault, given: false });
        (self.modal, self.front_of) = (Some(Modal::Code(code::State::new(token.clone(), purpose))), Some(window));
        true
    }

    /// The card is open: what waited for it goes on.
    pub(in crate::ui::workbench) fn send_what_waits(&mut self) -> Task<Message> {
        let waits = self.writing.to_send.take_if(|waits| waits.purpose == code::Purpose::Open);
        waits.map_or(Task::none(), |waits| self.writing_says(waits.window, writing::Message::Resumed))
    }

    pub(in crate::ui::workbench) fn code_was_right(&mut self) {
        if let Some(waits) = &mut self.writing.to_send {
            waits.given = true;
        }
    }

    /// Something else came in place of the question for the code: it is not given any
    /// more, and what comes is of the main window.
    pub(in crate::ui::workbench) fn code_put_aside(&mut self) -> Option<Task<Message>> {
        let waits = self.writing.to_send.as_ref().is_some_and(|waits| !waits.given);
        if !waits || matches!(self.modal, Some(Modal::Code(_))) {
            return None;
        }
        self.front_of = None;
        Some(self.send_no_more())
    }

    /// The code was not given: nothing leaves by itself later, and its window says so.
    pub(in crate::ui::workbench) fn send_no_more(&mut self) -> Task<Message> {
        let waits = self.writing.to_send.take();
        waits.map_or(Task::none(), |ToSend { window, fault, .. }| {
            self.writing_hears(window, writing::Message::Left(Err(fault)))
        })
    }

    /// The code of a key that wants it for each signature.
    pub(in crate::ui::workbench) fn send_with_code(&mut self, code: Option<Secret>) -> Task<Message> {
        self.modal = None;
        let Some(ToSend { window, .. }) = self.writing.to_send.take() else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.send_with(code.unwrap_or_else(|| Secret::new("")));
        self.writing_wants(window, action)
    }
}
