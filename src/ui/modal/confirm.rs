//! A question before something that cannot be taken back. The words say what will happen; the button repeats the verb.

use iced::widget::text;

use std::sync::Arc;

use crate::domain::{AccountId, Gesture};
use crate::engine::SavedSearchId;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind};

use super::frame;

const WIDTH: f32 = 460.0;
/// What is about to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The mailbox and its mail leave this workstation.
    RemoveAccount { account: AccountId, label: String },
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
    pub fn update(&self, message: Message) -> Action {
        match message {
            Message::Entered => Action::None,
            Message::Confirmed => Action::Do(self.clone()),
            Message::Closed => Action::Close,
        }
    }
}

impl Question {
    pub fn view<'a>(&self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let (title, button, body) = match self {
            Self::RemoveAccount { label, .. } => {
                let sentence = text(fl!(words, "confirm-remove-sentence", label = label.as_str()));
                (words.say("confirm-remove-title"), "confirm-remove-button", sentence)
            }
            Self::Perform { gesture, name, count } => {
                let (title, button, sentence) = keys(gesture);
                let (count, number) = (*count as u64, words.number(*count as u64));
                let sentence = text(fl!(words, sentence, count = count, number = number));
                (fl!(words, title, name = name.as_str()), button, sentence)
            }
            Self::RemoveSearch { name, .. } => {
                let sentence = text(fl!(words, "confirm-search-sentence", name = name.as_ref()));
                (words.say("confirm-search-title"), "confirm-search-button", sentence)
            }
        };
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let yes = form::word_button(words.say(button), kind::danger, Some(Message::Confirmed));
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(cancel), Some(yes)]), Message::Closed)
    }
}

/// Title, button and sentence of a gesture that is asked about.
fn keys(gesture: &Gesture) -> (&'static str, &'static str, &'static str) {
    match gesture {
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
        let remove = Question::RemoveAccount { account: AccountId(1), label: "Cabinet".to_owned() };
        assert_eq!(remove.update(Message::Entered), Action::None);
        assert_eq!(remove.update(Message::Confirmed), Action::Do(remove.clone()));
        assert_eq!(remove.update(Message::Closed), Action::Close);
    }
}
