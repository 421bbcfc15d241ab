//! A question before something that cannot be taken back. The words say what will happen; the button repeats the verb.

use iced::Length;
use iced::widget::{column, container, row, text};

use std::sync::Arc;

use crate::domain::{AccountId, Gesture};
use crate::engine::{OnlyHere, SavedSearchId};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, space};

use super::frame;

const WIDTH: f32 = 460.0;
/// What is about to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The mailbox and its mail leave this workstation.
    RemoveAccount { account: AccountId, label: String, only: OnlyHere },
    /// What cannot be taken back, or takes a whole folder along; with the name of
    /// the folder that it is about, and how many messages.
    Perform { gesture: Gesture, name: String, count: usize },
    /// A saved search goes; what it finds stays.
    RemoveSearch { id: SavedSearchId, name: Arc<str> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Confirmed,
    /// Enter was pressed: it never destroys.
    Entered,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    Do(Question),
    Close,
}

impl Question {
    /// Letters that have not left stop the mailbox from going.
    fn can_be(&self) -> bool {
        !matches!(self, Self::RemoveAccount { only, .. } if only.letters > 0)
    }

    pub fn update(&self, message: Message) -> Action {
        match message {
            Message::Confirmed if self.can_be() => Action::Do(self.clone()),
            Message::Entered | Message::Confirmed => Action::None,
            Message::Closed => Action::Close,
        }
    }
}

impl Question {
    pub fn view<'a>(&self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let (title, button, body) = match self {
            Self::RemoveAccount { label, only, .. } => {
                let sentence = text(fl!(words, "confirm-remove-sentence", label = label.as_str()));
                let body = column![sentence].push(lost(words, *only)).spacing(space::M);
                (words.say("confirm-remove-title"), "confirm-remove-button", body)
            }
            Self::Perform { gesture, name, count } => {
                let (title, button, sentence) = keys(gesture);
                let (count, number) = (*count as u64, words.number(*count as u64));
                let sentence = text(fl!(words, sentence, count = count, number = number));
                (fl!(words, title, name = name.as_str()), button, column![sentence])
            }
            Self::RemoveSearch { name, .. } => {
                let sentence = text(fl!(words, "confirm-search-sentence", name = name.as_ref()));
                (words.say("confirm-search-title"), "confirm-search-button", column![sentence])
            }
        };
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let yes = form::word_button(words.say(button), kind::danger, self.can_be().then_some(Message::Confirmed));
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(cancel), Some(yes)]), Message::Closed)
    }
}

/// What is nowhere else: it is said how much of it would be lost, or that letters
/// have to leave first.
fn lost<'a>(words: &Words, only: OnlyHere) -> Option<Element<'a, Message>> {
    let (letters, drafts) = (only.letters as u64, only.drafts as u64);
    let sentence = match (letters, drafts) {
        (0, 0) => return None,
        (0, _) => fl!(words, "confirm-remove-drafts", count = drafts, number = words.number(drafts)),
        _ => fl!(words, "confirm-remove-letters", count = letters, number = words.number(letters)),
    };
    let line = row![icon::warning(), text(sentence).width(Length::Fill)].spacing(space::S);
    Some(container(line).padding(space::M).width(Length::Fill).style(surface::banner(Tone::Attention)).into())
}

/// Title, button and sentence of a gesture that is asked about.
fn keys(gesture: &Gesture) -> (&'static str, &'static str, &'static str) {
    match gesture {
        // Of somebody who is welcome.
        Gesture::Junk(_) => ("confirm-welcome-title", "confirm-welcome-button", "confirm-welcome-sentence"),
        Gesture::Empty(_) => ("confirm-empty-title", "confirm-empty-button", "confirm-destroy-sentence"),
        Gesture::DeleteFolder(_) => ("confirm-folder-title", "confirm-folder-button", "confirm-folder-sentence"),
        Gesture::DestroyFolder(_) => ("confirm-folder-title", "confirm-destroy-button", "confirm-destroy-sentence"),
        _ => ("confirm-destroy-title", "confirm-destroy-button", "confirm-destroy-sentence"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_never_destroys() {
        let only = OnlyHere { letters: 0, drafts: 2 };
        let remove = Question::RemoveAccount { account: AccountId(1), label: "Cabinet".to_owned(), only };
        assert_eq!(remove.update(Message::Entered), Action::None);
        assert_eq!(remove.update(Message::Confirmed), Action::Do(remove.clone()));
        assert_eq!(remove.update(Message::Closed), Action::Close);
    }

    #[test]
    fn a_mailbox_does_not_go_before_its_letters_left() {
        let only = OnlyHere { letters: 1, drafts: 0 };
        let remove = Question::RemoveAccount { account: AccountId(1), label: "Cabinet".to_owned(), only };
        assert_eq!(remove.update(Message::Confirmed), Action::None);
    }
}
