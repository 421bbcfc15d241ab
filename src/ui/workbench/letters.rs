//! Messages in windows of their own. What asks something in front of such a
//! window is drawn in it, and only there.

use iced::{Task, keyboard, window};

use super::{Message, Workbench};
use crate::config::ReaderPlace;
use crate::domain::{MessageId, shown_subject};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::letter;
use crate::ui::modal::{over, under_menu};
use crate::ui::said::Said;
use crate::ui::theme::Element;

/// Windows beyond which one is in another's way.
const MOST: usize = 12;

impl Workbench {
    /// In a window of its own; in the one that has it already.
    pub(super) fn open_letter(&mut self, id: MessageId) -> Task<Message> {
        let shown = self.letters.iter().find(|(_, letter)| letter.reader.message() == Some(id));
        if let Some((window, _)) = shown {
            return to_front(*window);
        }
        if self.is_draft(id) {
            return self.edit_draft(id);
        }
        if self.is_template(id) {
            return self.write_of_template(id);
        }
        if self.letters.len() >= MOST {
            return self.read_beyond(id);
        }
        let settings = window::Settings {
            size: letter::SIZE,
            min_size: Some(iced::Size::new(480.0, 360.0)),
            exit_on_close_request: false,
            ..window::Settings::default()
        };
        let (window, opened) = window::open(settings);
        let showing = self.engine.lays_out().then(|| self.engine.showing());
        let letter = letter::State::new(showing, self.list.listed(), &self.engine.card());
        let _ = self.letters.insert(window, letter);
        let read = self.read_in(window, id);
        Task::batch([opened.discard(), read])
    }

    /// Where there are windows enough: in the main one, if it has a reader.
    fn read_beyond(&mut self, id: MessageId) -> Task<Message> {
        if self.place == ReaderPlace::Hidden {
            let text = fl!(self.words, "letter-too-many", most = MOST);
            self.say(Said { text, undo: false });
        }
        Task::batch([self.read(id), main_to_front()])
    }

    /// What a window beside the main one is called.
    pub fn window_title(&self, window: window::Id, words: &Words) -> String {
        let letter = self.letters.get(&window).map(|letter| letter.subject().unwrap_or_default());
        let cut = |subject: &str| shown_subject(subject).chars().take(120).collect::<String>();
        match (self.writing_title(window), letter) {
            (Some(""), _) => words.say("writing-title-new"),
            (Some(subject), _) => fl!(words, "writing-title", subject = cut(subject)),
            (None, subject) => fl!(words, "letter-title", subject = cut(subject.unwrap_or_default())),
        }
    }

    pub fn window_view<'a>(&'a self, window: window::Id, context: &Context<'a>) -> Option<Element<'a, Message>> {
        if self.is_writing(window) {
            return self.writing_view(window, context);
        }
        let letter = self.letters.get(&window)?;
        let view = letter.view(context).map(move |said| Message::Letter(window, said));
        Some(match self.menu_in(Some(window)) {
            Some(menu) => under_menu(view, menu),
            None => over(view, self.front(context, Some(window))),
        })
    }

    /// A key in such a window; None where something stands in front of it.
    pub fn window_key(&self, window: window::Id, event: &keyboard::Event, captured: bool) -> Option<Message> {
        if self.is_behind(Some(window)) {
            return None;
        }
        if self.is_writing(window) {
            return self.writing_key(window, event);
        }
        let said = self.letters.get(&window)?.key(event, captured)?;
        Some(Message::Letter(window, said))
    }

    /// Whether what stands in front stands in front of this window.
    pub fn is_behind(&self, window: Option<window::Id>) -> bool {
        let menu = self.deeds.menu.as_ref().is_some_and(|menu| menu.window() == window);
        menu || self.modal.is_some() && self.front_of == window
    }

    /// Something stands in front of the window of a message.
    pub fn asks_elsewhere(&self) -> bool {
        let menu = self.deeds.menu.as_ref().is_some_and(|menu| menu.window().is_some());
        menu || self.modal.is_some() && self.front_of.is_some()
    }

    pub fn window_closed(&mut self, window: window::Id) -> Task<Message> {
        if self.is_writing(window) {
            return self.writing_closed(window);
        }
        if self.front_of == Some(window) {
            (self.modal, self.front_of) = (None, None);
        }
        let _ = self.deeds.menu.take_if(|menu| menu.window() == Some(window));
        match self.letters.remove(&window) {
            Some(_) => window::close(window),
            None => Task::none(),
        }
    }

    pub(super) fn letter_says(&mut self, window: window::Id, message: letter::Message) -> Task<Message> {
        let Some(letter) = self.letters.get_mut(&window) else { return Task::none() };
        match message {
            letter::Message::Closed => self.window_closed(window),
            letter::Message::Stepped(by) => match letter.beside(by) {
                Some(id) => self.read_in(window, id),
                None => Task::none(),
            },
            letter::Message::Answered(manner) => self.answer_shown(Some(window), manner),
            letter::Message::Reader(message) => {
                // What is only judged again may have been set back to unread.
                let awaited = letter.reader.opened().is_none();
                let asked = self.reader_says(Some(window), message);
                let came = if awaited { self.came_apart(window) } else { Task::none() };
                Task::batch([asked, came])
            }
        }
    }

    fn read_in(&mut self, window: window::Id, id: MessageId) -> Task<Message> {
        let summary = self.list.summary(id).cloned();
        let Some(letter) = self.letters.get_mut(&window) else { return Task::none() };
        let action = letter.reader.open(id, summary.as_ref());
        self.reader_wants(Some(window), action)
    }
}

pub(super) fn main_to_front() -> Task<Message> {
    window::oldest().and_then(to_front)
}

fn to_front(window: window::Id) -> Task<Message> {
    Task::batch([window::minimize(window, false), window::gain_focus(window)])
}
