//! What leaves a window of writing: given to the outbox, now or later, with the
//! code of the card where its key wants one.

use iced::{Task, window};

use crate::domain::{DraftId, Secret, Timestamp, Writing};
use crate::engine::Posting;
use crate::engine::card::Lock;
use crate::ui::modal::code;
use crate::ui::workbench::reading::At;
use crate::ui::workbench::{Message, Modal, Workbench};
use crate::ui::writing;

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

    /// The code of the card, in front of the window that waits for it.
    pub(super) fn ask_code_to_send(&mut self, window: window::Id) {
        let card = self.engine.card();
        let closed = card.tokens.iter().find(|token| token.lock == Lock::Closed);
        let Some(token) = closed.or(card.token()) else { return };
        let purpose = if closed.is_some() { code::Purpose::Open } else { code::Purpose::Sign };
        self.writing.to_send = Some((window, purpose));
        (self.modal, self.front_of) = (Some(Modal::Code(code::State::new(token.clone(), purpose))), Some(window));
    }

    /// The card is open: what waited for it goes on.
    pub(in crate::ui::workbench) fn send_what_waits(&mut self) -> Task<Message> {
        let waits = self.writing.to_send.take_if(|(_, purpose)| *purpose == code::Purpose::Open);
        waits.map_or(Task::none(), |(window, _)| self.writing_says(window, writing::Message::Resumed))
    }

    /// The code was not given: nothing leaves by itself later.
    pub(in crate::ui::workbench) fn send_no_more(&mut self) {
        self.writing.to_send = None;
    }

    /// The code of a key that wants it for each signature.
    pub(in crate::ui::workbench) fn send_with_code(&mut self, code: Option<Secret>) -> Task<Message> {
        self.modal = None;
        let Some((window, _)) = self.writing.to_send.take() else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.send_with(code.unwrap_or_else(|| Secret::new("")));
        self.writing_wants(window, action)
    }
}
