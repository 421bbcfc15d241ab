//! Messages in windows of their own. What asks something in front of such a
//! window is drawn in it, and only there.

use std::sync::Arc;

use iced::{Task, keyboard, window};

use super::{Message, Modal, Workbench};
use crate::domain::MessageId;
use crate::ui::context::Context;
use crate::ui::letter;
use crate::ui::modal::{link, over};
use crate::ui::page;
use crate::ui::pane::reader;
use crate::ui::theme::Element;

/// Windows beyond which one is in another's way.
const MOST: usize = 12;

impl Workbench {
    /// In a window of its own; in the one that has it already.
    pub(super) fn open_letter(&mut self, id: MessageId) -> Task<Message> {
        let shown = self.letters.iter().find(|(_, letter)| letter.reader.message() == Some(id));
        if let Some((window, _)) = shown {
            return window::gain_focus(*window);
        }
        if self.letters.len() >= MOST {
            return self.read(id);
        }
        let settings = window::Settings {
            size: letter::SIZE,
            min_size: Some(iced::Size::new(480.0, 360.0)),
            exit_on_close_request: false,
            ..window::Settings::default()
        };
        let (window, opened) = window::open(settings);
        let showing = self.engine.lays_out().then(|| self.engine.showing());
        let _ = self.letters.insert(window, letter::State::new(showing, self.list.listed()));
        let marked = self.opened_on_purpose(id);
        let read = self.read_in(window, id);
        Task::batch([opened.discard(), marked, read])
    }

    pub fn letter_title(&self, window: window::Id) -> Option<&str> {
        self.letters.get(&window)?.subject()
    }

    pub fn letter_view<'a>(&'a self, window: window::Id, context: &Context<'a>) -> Option<Element<'a, Message>> {
        let letter = self.letters.get(&window)?;
        let view = letter.view(context).map(move |said| Message::Letter(window, said));
        Some(over(view, self.front(context, Some(window))))
    }

    /// A key in such a window; None where something stands in front of it.
    pub fn letter_key(&self, window: window::Id, event: &keyboard::Event, captured: bool) -> Option<Message> {
        if self.modal.is_some() && self.front_of == Some(window) {
            return None;
        }
        let said = self.letters.get(&window)?.key(event, captured)?;
        Some(Message::Letter(window, said))
    }

    /// Whether what stands in front stands in front of this window.
    pub fn is_behind(&self, window: Option<window::Id>) -> bool {
        self.modal.is_some() && self.front_of == window
    }

    /// Something stands in front of the window of a message.
    pub fn asks_elsewhere(&self) -> bool {
        self.modal.is_some() && self.front_of.is_some()
    }

    pub fn letter_closed(&mut self, window: window::Id) -> Task<Message> {
        if self.front_of == Some(window) {
            (self.modal, self.front_of) = (None, None);
        }
        match self.letters.remove(&window) {
            Some(_) => window::close(window),
            None => Task::none(),
        }
    }

    pub(super) fn letter_says(&mut self, window: window::Id, message: letter::Message) -> Task<Message> {
        let Some(letter) = self.letters.get_mut(&window) else { return Task::none() };
        match message {
            letter::Message::Closed => self.letter_closed(window),
            letter::Message::Stepped(by) => match letter.beside(by) {
                Some(id) => {
                    let marked = self.opened_on_purpose(id);
                    Task::batch([self.read_in(window, id), marked])
                }
                None => Task::none(),
            },
            letter::Message::Reader(message) => {
                let action = letter.reader.update(message);
                self.letter_wants(window, action)
            }
        }
    }

    fn read_in(&mut self, window: window::Id, id: MessageId) -> Task<Message> {
        let summary = self.list.summary(id).cloned();
        let Some(letter) = self.letters.get_mut(&window) else { return Task::none() };
        let action = letter.reader.open(id, summary.as_ref());
        self.letter_wants(window, action)
    }

    fn letter_wants(&mut self, window: window::Id, action: reader::Action) -> Task<Message> {
        let says = move |said| Message::Letter(window, letter::Message::Reader(said));
        let Some(letter) = self.letters.get(&window) else { return Task::none() };
        match action {
            reader::Action::Load(id) => {
                let engine = self.engine.clone();
                let opened = async move { engine.opened(id).await };
                return Task::perform(opened, move |result| {
                    says(reader::Message::Arrived { id, result: result.map(Arc::new) })
                });
            }
            reader::Action::Ask(wishes) | reader::Action::Find(wishes) => {
                let (Some(showing), Some(page)) = (&letter.showing, letter.reader.page()) else { return Task::none() };
                let asked = page::perform(showing, page, wishes).map(move |said| says(reader::Message::Page(said)));
                let finding = letter.reader.page().is_some_and(page::State::is_finding);
                self.field = finding.then(|| page::FIELD.into());
                return asked;
            }
            reader::Action::Trust(wishes) => {
                let trusted = self.trust_pictures(letter.reader.sender());
                let asked = self.letter_wants(window, reader::Action::Ask(wishes));
                return Task::batch([asked, trusted]);
            }
            reader::Action::SaveAs(message, part) => {
                let parts = letter.reader.attachments().to_vec();
                self.save_parts(message, &parts, Some(part));
            }
            reader::Action::SaveAll(message) => {
                let parts = letter.reader.attachments().to_vec();
                self.save_parts(message, &parts, None);
            }
            reader::Action::Follow(link) => self.modal = Some(Modal::Link(link::State::new(&link))),
            reader::Action::Explain(seal) => self.explain(seal, letter.reader.opened().cloned().as_deref()),
            reader::Action::AskCode(id) => self.ask_code_to_read(id),
            reader::Action::Copy(text) => return iced::clipboard::write(text.to_string()),
            reader::Action::None | reader::Action::Focus | reader::Action::Menu(_) => {}
        }
        self.front_of = Some(window);
        Task::none()
    }

    /// What all windows have to hear: a card, or what is believed, has changed.
    pub(super) fn letters_judge_again(
        &mut self,
        change: impl Fn(&mut reader::State) -> reader::Action,
    ) -> Task<Message> {
        let changed: Vec<_> =
            self.letters.iter_mut().map(|(window, letter)| (*window, change(&mut letter.reader))).collect();
        Task::batch(changed.into_iter().map(|(window, action)| self.letter_wants(window, action)))
    }
}
