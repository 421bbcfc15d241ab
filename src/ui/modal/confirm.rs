//! A question before something that cannot be taken back, or that leaves the
//! window. The words say what will happen; the button repeats the verb.

use iced::widget::{column, text};

use crate::domain::AccountId;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, text as colour};

use super::frame;

const WIDTH: f32 = 460.0;
/// As much of a link as is worth reading.
const LONGEST: usize = 300;

/// What is about to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The mailbox and its mail leave this workstation.
    RemoveAccount { account: AccountId, label: String },
    /// A link of a message: the browser opens it, and the true host is shown.
    OpenLink { url: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Confirmed,
    /// Enter was pressed: it says yes only where nothing is lost.
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
            Message::Entered if self.destroys() => Action::None,
            Message::Confirmed | Message::Entered => Action::Do(self.clone()),
            Message::Closed => Action::Close,
        }
    }

    fn destroys(&self) -> bool {
        matches!(self, Self::RemoveAccount { .. })
    }
}

impl Question {
    pub fn view<'a>(&self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let (title, button, look, body): (_, _, Look, Element<'a, Message>) = match self {
            Self::RemoveAccount { label, .. } => {
                let sentence = text(fl!(words, "confirm-remove-sentence", label = label.as_str()));
                ("confirm-remove-title", "confirm-remove-button", kind::danger, sentence.into())
            }
            Self::OpenLink { url } => {
                let shown: String = url.chars().take(LONGEST).collect();
                let link = column![
                    text(words.say("confirm-link-sentence")),
                    text(host(url).to_owned()).size(size::LARGE).font(font::STRONG),
                    text(shown).size(size::SMALL).style(colour::muted).wrapping(text::Wrapping::WordOrGlyph),
                ];
                ("confirm-link-title", "confirm-link-button", kind::primary, link.spacing(space::S).into())
            }
        };
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let yes = form::word_button(words.say(button), look, Some(Message::Confirmed));
        frame::frame(words, words.say(title), WIDTH, body, frame::buttons([Some(cancel), Some(yes)]), Message::Closed)
    }
}

type Look = fn(&Theme, iced::widget::button::Status) -> iced::widget::button::Style;

/// Where a link really leads: what stands between the scheme, any user name
/// before an `@`, and the first slash.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
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
        let open = Question::OpenLink { url: "https://labo.example/".to_owned() };
        assert_eq!(open.update(Message::Entered), Action::Do(open.clone()));
    }

    #[test]
    fn the_true_host_of_a_link_is_shown() {
        let table = [
            ("https://labo.example/resultat?q=1", "labo.example"),
            ("https://ameli.example@pirate.example/login", "pirate.example"),
            ("https://pirate.example\\@ameli.example/", "pirate.example"),
            ("https://pirate.example?@ameli.example", "pirate.example"),
            ("http://192.0.2.7:8080/", "192.0.2.7:8080"),
            ("labo.example/x", "labo.example"),
        ];
        for (url, wanted) in table {
            assert_eq!(host(url), wanted, "{url}");
        }
    }
}
