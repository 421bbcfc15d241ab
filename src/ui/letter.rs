//! A message in a window of its own: the same reader as in the main window, and
//! the ways to the next and the previous message of the list it was opened from.

use std::sync::Arc;

use iced::keyboard::{self, Key, key::Named};
use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length, Point, Size};

use super::context::{Context, Focus};
use super::icon;
use super::page;
use super::pane::reader;
use super::theme::{Element, button as kind, space, surface};
use super::widget::pieces::{rule_across, word_button};
use crate::domain::{Manner, MessageId};
use crate::engine::Showing;
use crate::engine::card::CardSight;

/// Of a new window, in its own pixels.
pub const SIZE: Size = Size::new(860.0, 760.0);

/// Where its menu stands when a key asks for it.
const MENU: Point = Point::new(24.0, 56.0);

pub struct State {
    pub reader: reader::State,
    /// Where its page is laid out: each window has its own.
    pub showing: Option<Showing>,
    /// The list it was opened from, as it was then.
    order: Arc<[MessageId]>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Reader(reader::Message),
    /// Down the list, or up.
    Stepped(i8),
    Answered(Manner),
    Closed,
}

impl State {
    /// `card`: as it stands now; what comes of it later is told.
    pub fn new(showing: Option<Showing>, order: Arc<[MessageId]>, card: &CardSight) -> Self {
        let mut reader = reader::State::default();
        let _ = reader.card_changed(card); // nothing is shown yet
        if showing.is_some() {
            reader.lay_out();
        }
        Self { reader, showing, order }
    }

    /// The message that a step leads to.
    pub fn beside(&self, by: i8) -> Option<MessageId> {
        let shown = self.reader.message()?;
        let here = self.order.iter().position(|id| *id == shown)?;
        self.order.get(here.checked_add_signed(by.into())?).copied()
    }

    /// What the window is called.
    pub fn subject(&self) -> Option<&str> {
        self.reader.opened().map(|opened| opened.envelope.subject.as_str())
    }

    /// What a key means here. What it moves within the page, the page hears.
    pub fn key(&self, event: &keyboard::Event, captured: bool) -> Option<Message> {
        let keyboard::Event::KeyPressed { key, modifiers, .. } = event else { return None };
        let page = |said| Some(Message::Reader(reader::Message::Page(said)));
        let finding = self.reader.sheet().is_some_and(page::State::is_finding);
        match key.as_ref() {
            Key::Named(Named::Escape) if finding => page(page::Message::FindClosed),
            Key::Named(Named::Escape) => Some(Message::Closed),
            Key::Character("w") if modifiers.command() => Some(Message::Closed),
            Key::Character("r") if modifiers.is_empty() && !captured => Some(Message::Answered(Manner::Reply)),
            Key::Character("a") if modifiers.is_empty() && !captured => Some(Message::Answered(Manner::ReplyAll)),
            Key::Character("f") if modifiers.is_empty() && !captured => {
                Some(Message::Answered(Manner::ForwardAttached))
            }
            Key::Character("p") if modifiers.is_empty() && !captured => {
                Some(Message::Reader(reader::Message::NextViewed))
            }
            Key::Named(Named::ContextMenu) => Some(Message::Reader(reader::Message::MenuPressed(MENU))),
            Key::Named(Named::F10) if modifiers.shift() => Some(Message::Reader(reader::Message::MenuPressed(MENU))),
            Key::Character("q") if modifiers.is_empty() && !captured => page(page::Message::FoldFlipped),
            Key::Character("i") if modifiers.command() => Some(Message::Reader(reader::Message::SealPressed)),
            Key::Character("p") if modifiers.command() => Some(Message::Reader(reader::Message::PrintPressed)),
            Key::Character("f") if modifiers.command() => page(page::Message::FindPressed),
            Key::Named(Named::PageDown) if modifiers.command() => Some(Message::Stepped(1)),
            Key::Named(Named::PageUp) if modifiers.command() => Some(Message::Stepped(-1)),
            Key::Named(Named::ArrowRight) if !captured => Some(Message::Stepped(1)),
            Key::Named(Named::ArrowLeft) if !captured => Some(Message::Stepped(-1)),
            _ => None,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let context = Context { focus: Focus::Reader, ..*context };
        let words = context.words;
        let step = |mark, says: &str, by| {
            let message = self.beside(by).map(|_| Message::Stepped(by));
            word_button(Some(mark), words.say(says)).style(kind::ghost).on_press_maybe(message)
        };
        let answer = |mark, says: &str, manner| {
            word_button(Some(mark), words.say(says)).style(kind::ghost).on_press(Message::Answered(manner))
        };
        let bar = row![
            step(icon::arrow_up(), "letter-previous", -1),
            step(icon::arrow_down(), "letter-next", 1),
            gap().width(Length::Fill),
            answer(icon::reply(), "answer-reply", Manner::Reply),
            answer(icon::reply_all(), "answer-reply-all", Manner::ReplyAll),
            answer(icon::forward(), "answer-forward", Manner::ForwardAttached),
            word_button(Some(icon::close()), words.say("letter-close")).style(kind::ghost).on_press(Message::Closed),
        ];
        let bar = container(bar.spacing(space::S).align_y(Alignment::Center)).padding([4.0, space::S]);
        let window = column![bar, rule_across(), self.reader.view(&context).map(Message::Reader)];
        container(window).style(surface::window).into()
    }
}

#[cfg(test)]
mod tests {
    use iced::keyboard::{Location, Modifiers, key};

    use super::*;

    fn press(key: Key, modifiers: Modifiers) -> keyboard::Event {
        keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key: key::Physical::Unidentified(key::NativeCode::Unidentified),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        }
    }

    fn letter(shown: i64) -> State {
        let mut letter = State::new(None, [1, 2, 3].map(MessageId).into(), &CardSight::default());
        let _ = letter.reader.open(MessageId(shown), None);
        letter
    }

    #[test]
    fn the_window_goes_up_and_down_the_list_it_was_opened_from() {
        assert_eq!((letter(2).beside(-1), letter(2).beside(1)), (Some(MessageId(1)), Some(MessageId(3))));
        assert_eq!((letter(1).beside(-1), letter(3).beside(1)), (None, None));
        assert_eq!(letter(9).beside(1), None, "it is in no list");
    }

    #[test]
    fn keys_close_it_step_in_it_and_leave_what_is_written_alone() {
        let letter = letter(2);
        let none = Modifiers::empty();
        let key = |key: Key, modifiers, captured| letter.key(&press(key, modifiers), captured);
        assert!(matches!(key(Key::Named(Named::Escape), none, false), Some(Message::Closed)));
        assert!(matches!(key(Key::Character("w".into()), Modifiers::COMMAND, false), Some(Message::Closed)));
        assert!(matches!(key(Key::Named(Named::PageDown), Modifiers::COMMAND, false), Some(Message::Stepped(1))));
        assert!(matches!(key(Key::Named(Named::ArrowLeft), none, false), Some(Message::Stepped(-1))));
        assert!(matches!(
            key(Key::Character("i".into()), Modifiers::COMMAND, false),
            Some(Message::Reader(reader::Message::SealPressed))
        ));
        assert!(key(Key::Named(Named::ArrowLeft), none, true).is_none(), "a field has it");
        assert!(key(Key::Character("w".into()), none, false).is_none());
    }
}
