//! The card: its events, its menu, its code, and what can be read by it.

use std::sync::Arc;

use iced::Task;

use super::{Message, Modal, Workbench};
use crate::config::Settings;
use crate::domain::{FolderId, MessageId};
use crate::engine::card::{CardSight, CardToken, CardWishes, Lock, TokenId};
use crate::engine::{CardFault, Deciphered, Event, Fault, FaultKind, Opened};
use crate::i18n::fl;
use crate::ui::modal::{card, code, seal};
use crate::ui::pane::reader;
use crate::ui::said::Said;
use crate::ui::screen::assistant;
use crate::ui::{menu, status};

/// What the settings say of cards, as the engine takes it.
pub(super) fn wishes(settings: &Settings) -> CardWishes {
    CardWishes {
        module: settings.card.module.clone(),
        stays_readable: settings.card.stays_readable,
        unsearchable: settings.card.unsearchable,
    }
}

impl Workbench {
    pub(super) fn card_changed(&mut self, card: &CardSight) -> Task<Message> {
        match &mut self.modal {
            Some(Modal::Code(state)) => state.card_changed(card),
            Some(Modal::Card(state)) => state.card_changed(card),
            _ => {}
        }
        self.offer_certificates();
        let open = card.tokens.iter().any(|token| token.lock == Lock::Open);
        let folder = if open { self.to_decipher.take() } else { None };
        let goes_on = folder.map_or(Task::none(), |folder| self.decipher(folder));
        let waits = open && self.assistant.as_ref().is_some_and(assistant::State::waits_for_code);
        let tried = if waits { self.assistant_says(assistant::Message::Next) } else { Task::none() };
        let sent = if open { self.send_what_waits() } else { Task::none() };
        Task::batch([goes_on, tried, sent, self.readers_judge_again(|reader| reader.card_changed(card))])
    }

    pub(super) fn trust_changed(&mut self) -> Task<Message> {
        self.readers_judge_again(reader::State::trust_changed)
    }

    /// Pressed in the status bar: a menu where there is something to choose.
    pub(super) fn open_card_menu(&mut self) {
        let card = self.engine.card();
        match card.token() {
            Some(token) => self.deeds.menu = Some(menu::State::of_card(token, status::HEIGHT)),
            None => self.modal = Some(Modal::Card(card::State::new(card))),
        }
    }

    pub(super) fn show_cards(&mut self) {
        self.modal = Some(Modal::Card(card::State::new(self.engine.card())));
    }

    /// The code of the first card that waits for one.
    pub(super) fn ask_code(&mut self) {
        let card = self.engine.card();
        let waits = card.tokens.iter().find(|token| token.lock == Lock::Closed);
        match waits.or(card.token()) {
            Some(token) => self.ask_code_of(token.clone(), code::Purpose::Open),
            None => self.modal = Some(Modal::Card(card::State::new(card))),
        }
    }

    fn ask_code_of(&mut self, token: CardToken, purpose: code::Purpose) {
        self.modal = Some(Modal::Code(code::State::new(token, purpose)));
    }

    /// For a message that stays closed: the code opens the card, or its key once.
    pub(super) fn ask_code_to_read(&mut self, id: MessageId) {
        let card = self.engine.card();
        match card.tokens.iter().find(|token| token.lock == Lock::Closed) {
            Some(token) => self.ask_code_of(token.clone(), code::Purpose::Open),
            None => match card.tokens.iter().find(|token| token.lock == Lock::Open) {
                Some(token) => self.ask_code_of(token.clone(), code::Purpose::Read(id)),
                None => self.modal = Some(Modal::Card(card::State::new(card))),
            },
        }
    }

    pub(super) fn lock_card(&self) -> Task<Message> {
        let card = self.engine.card();
        let open = card.tokens.iter().find(|token| token.lock == Lock::Open);
        open.map_or(Task::none(), |token| self.lock(token.id.clone()))
    }

    fn lock(&self, token: TokenId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.lock_card(&token).await }, Message::Told)
    }

    pub(super) fn card_says(&mut self, message: card::Message) -> Task<Message> {
        let Some(Modal::Card(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            card::Action::None => Task::none(),
            card::Action::AskCode(id) => {
                let token = self.engine.card().tokens.iter().find(|token| token.id == id).cloned();
                if let Some(token) = token {
                    self.ask_code_of(token, code::Purpose::Open);
                }
                Task::none()
            }
            card::Action::Lock(token) => self.lock(token),
            card::Action::Close => {
                self.modal = None;
                Task::none()
            }
        }
    }

    pub(super) fn code_says(&mut self, message: code::Message) -> Task<Message> {
        if matches!((&message, &self.modal), (code::Message::Closed, Some(Modal::Code(_)))) {
            (self.to_decipher, self.modal) = (None, None);
            return self.send_no_more();
        }
        let Some(Modal::Code(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            code::Action::None => Task::none(),
            code::Action::Try { token, purpose: code::Purpose::Open, code, generation } => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.unlock_card(&token, code).await }, move |result| {
                    Message::Code(code::Message::Answered(generation, result))
                })
            }
            code::Action::Try { purpose: code::Purpose::Sign, code, .. } => self.send_with_code(code),
            code::Action::Try { purpose: code::Purpose::Read(id), code, generation, .. } => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.opened_with(id, code).await }, move |result| Message::ReadWithCode {
                    id,
                    generation,
                    result: result.map(Arc::new),
                })
            }
            code::Action::Close => {
                self.modal = None;
                self.code_was_right();
                Task::none()
            }
            code::Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    /// The answer to a code that was for one message.
    pub(super) fn read_with_code(
        &mut self,
        id: MessageId,
        generation: u64,
        result: Result<Arc<Opened>, Fault>,
    ) -> Task<Message> {
        let closed = result.as_ref().ok().and_then(|opened| opened.seal.as_ref()?.closed);
        let answer = match (&result, closed) {
            (Err(fault), _) => Err(fault.clone()),
            (_, Some(kind)) => Err(Fault::new(kind, crate::engine::Subject::Message(id), "the layer stays closed")),
            _ => Ok(()),
        };
        let at = self.front_of;
        let shown = self.reader_says(at, reader::Message::Arrived { id, result });
        Task::batch([shown, self.code_says(code::Message::Answered(generation, answer))])
    }

    pub(super) fn seal_says(&mut self, message: seal::Message) -> Task<Message> {
        let Some(Modal::Seal(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            seal::Action::None => Task::none(),
            seal::Action::Copy(text) => iced::clipboard::write(text),
            seal::Action::Bind(holder, address) => {
                self.modal = None;
                let engine = self.engine.clone();
                let bound = async move { engine.confirm_address(holder, address).await };
                Task::perform(bound, Message::Told)
            }
            seal::Action::Withdraw(holder, address) => {
                self.modal = None;
                let engine = self.engine.clone();
                let withdrawn = async move { engine.forget_binding(holder, address).await };
                Task::perform(withdrawn, Message::Told)
            }
            seal::Action::Close => {
                self.modal = None;
                Task::none()
            }
        }
    }

    /// Deciphers what there is of a folder, so that it can be searched.
    pub(super) fn decipher(&mut self, folder: FolderId) -> Task<Message> {
        let engine = self.engine.clone();
        let deciphered = async move { engine.decipher(folder).await };
        let (task, handle) = Task::perform(deciphered, move |result| Message::Deciphered(folder, result)).abortable();
        self.deciphering = Some(handle.abort_on_drop());
        task
    }

    /// A card that waits for its code is asked about, and the folder goes on.
    pub(super) fn deciphered(&mut self, folder: FolderId, result: Result<Deciphered, Fault>) -> Task<Message> {
        self.deciphering = None;
        match result {
            Ok(done) => {
                let number = |count: usize| self.words.number(count as u64);
                let text = fl!(
                    self.words,
                    "done-deciphered",
                    count = done.open as u64,
                    number = number(done.open),
                    closed = done.closed as u64,
                    others = number(done.closed)
                );
                self.say_aside(Said { text, undo: false }, None);
            }
            Err(fault) if fault.kind == FaultKind::Card(CardFault::Locked) => {
                self.to_decipher = Some(folder);
                self.ask_code();
            }
            Err(fault) => self.notices.tell(fault),
        }
        Task::none()
    }

    /// What goes well is seen; what fails is told.
    pub(super) fn told(&mut self, result: Result<(), Fault>) -> Task<Message> {
        if let Err(fault) = result {
            return self.heard(&Event::Fault(fault));
        }
        Task::none()
    }
}
