//! What the readers ask for, the one of the main window and those in windows of
//! their own. What comes up because of it stands in front of that window.

use std::sync::Arc;

use iced::{Task, window};

use super::{Message, Modal, Workbench};
use crate::config::ReaderPlace;
use crate::domain::{Email, MessageId, Stance};
use crate::engine::{Opened, Seal, Showing};
use crate::ui::context::Focus;
use crate::ui::letter;
use crate::ui::menu;
use crate::ui::modal::{link, seal};
use crate::ui::page;
use crate::ui::pane::reader;

/// The window that a reader is in; None for the main one.
pub(super) type At = Option<window::Id>;

/// What is said to a reader, on its way there.
pub(super) fn to_reader(at: At, said: reader::Message) -> Message {
    match at {
        None => Message::Reader(said),
        Some(window) => Message::Letter(window, letter::Message::Reader(said)),
    }
}

impl Workbench {
    /// Shows a message in the reader of the main window. Where that has none, nothing is
    /// read: it would be marked, and a receipt sent, for what nobody saw.
    pub(super) fn read(&mut self, id: MessageId) -> Task<Message> {
        if self.place == ReaderPlace::Hidden {
            return Task::none();
        }
        self.begin_stay(id);
        let action = self.reader.open(id, self.list.summary(id));
        self.reader_wants(None, action)
    }

    pub(super) fn reader_says(&mut self, at: At, message: reader::Message) -> Task<Message> {
        let Some((reader, _)) = self.reader_in(at) else { return Task::none() };
        let action = reader.update(message);
        self.reader_wants(at, action)
    }

    /// The reader of a window, and where its page is laid out.
    pub(super) fn reader_in(&mut self, at: At) -> Option<(&mut reader::State, Option<&Showing>)> {
        match at {
            None => Some((&mut self.reader, self.showing.as_ref())),
            Some(window) => {
                let letter = self.letters.get_mut(&window)?;
                Some((&mut letter.reader, letter.showing.as_ref()))
            }
        }
    }

    pub(super) fn reader_wants(&mut self, at: At, action: reader::Action) -> Task<Message> {
        let Some((reader, showing)) = self.reader_in(at) else { return Task::none() };
        match action {
            reader::Action::None => Task::none(),
            reader::Action::Several(actions) => {
                let asked: Vec<_> = actions.into_iter().map(|action| self.reader_wants(at, action)).collect();
                Task::batch(asked)
            }
            reader::Action::Load(id) => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.opened(id).await }, move |result| {
                    to_reader(at, reader::Message::Arrived { id, result: result.map(Arc::new) })
                })
            }
            reader::Action::SaveAs(message, part) => {
                let parts = reader.attachments().to_vec();
                self.save_parts(at, message, &parts, Some(part));
                Task::none()
            }
            reader::Action::SaveAll(message) => {
                let parts = reader.attachments().to_vec();
                self.save_parts(at, message, &parts, None);
                Task::none()
            }
            reader::Action::SendOn(message, part) => self.send_on(message, part),
            reader::Action::OpenPart(message, part) => self.open_part(at, message, part),
            reader::Action::AskCode(id) => {
                self.ask_code_to_read(id);
                self.front_of = at;
                Task::none()
            }
            reader::Action::Explain(what) => {
                let opened = reader.opened().cloned();
                self.explain(at, what, opened.as_deref())
            }
            reader::Action::Ask(wishes) => showing.map_or(Task::none(), |showing| {
                let Some(page) = reader.page() else { return Task::none() };
                page::perform(showing, page, wishes).map(move |said| to_reader(at, reader::Message::Page(said)))
            }),
            reader::Action::Find(wishes) => {
                self.field = Some(page::FIELD.into());
                self.reader_wants(at, reader::Action::Ask(wishes))
            }
            reader::Action::Trust(wishes) => {
                let sender = reader.sender();
                let trusted = self.trust_pictures(sender);
                Task::batch([self.reader_wants(at, reader::Action::Ask(wishes)), trusted])
            }
            reader::Action::List(email) => {
                self.ask_sender(at, email, Stance::Blocked);
                Task::none()
            }
            reader::Action::Follow(link) => {
                (self.modal, self.front_of) = (Some(Modal::Link(link::State::new(&link))), at);
                Task::none()
            }
            reader::Action::Menu(point) => {
                self.deeds.menu = Some(menu::State::of_reader(point, &reader.read()).in_window(at));
                Task::none()
            }
            reader::Action::Print => self.print_shown(at),
            reader::Action::Copy(text) => iced::clipboard::write(text.to_string()),
            reader::Action::Focus => {
                if at.is_none() {
                    self.focus = Focus::Reader;
                }
                Task::none()
            }
            reader::Action::Meet(id) => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.acquaintances(id).await }, move |known| {
                    // Where it cannot be found out, nothing is said.
                    to_reader(at, reader::Message::Met(id, known.unwrap_or_default()))
                })
            }
            reader::Action::DecideReceipt(id) => self.decide_receipt(at, id),
            reader::Action::AnswerReceipt(opened, reply) => self.answer_receipt(at, &opened, reply),
            reader::Action::Read(id) => self.read_beside(at, id),
        }
    }

    /// Another message that this one speaks of.
    fn read_beside(&mut self, at: At, id: MessageId) -> Task<Message> {
        match at {
            None if self.list.summary(id).is_some() => self.read(id),
            _ => self.open_letter(id),
        }
    }

    /// Opens the panel of a seal, with whom the message says it is from.
    pub(super) fn explain(&mut self, at: At, what: Arc<Seal>, opened: Option<&Opened>) -> Task<Message> {
        let from = opened.and_then(|opened| match opened.envelope.from.as_slice() {
            [one] => Email::parse(&one.email).ok(),
            _ => None,
        });
        let panel = seal::State::new(what, from);
        let asks = panel.asks_what_was_confirmed();
        (self.modal, self.front_of) = (Some(Modal::Seal(panel)), at);
        if !asks {
            return Task::none();
        }
        let engine = self.engine.clone();
        Task::perform(async move { engine.confirmed_addresses().await }, |told| {
            // Where it cannot be found out, the panel says where else it is done.
            Message::Seal(seal::Message::Confirmed(told.unwrap_or_default()))
        })
    }

    /// What all readers have to hear: a card, or what is believed, has changed.
    pub(super) fn readers_judge_again(
        &mut self,
        change: impl Fn(&mut reader::State) -> reader::Action,
    ) -> Task<Message> {
        let windows: Vec<At> = std::iter::once(None).chain(self.letters.keys().copied().map(Some)).collect();
        let asked = windows.into_iter().map(|at| {
            let action = self.reader_in(at).map_or(reader::Action::None, |(reader, _)| change(reader));
            self.reader_wants(at, action)
        });
        Task::batch(asked.collect::<Vec<_>>())
    }
}
