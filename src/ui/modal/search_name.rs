//! The name under which a search is kept among the folders.

use iced::widget::{Id, column, text, text_input};

use crate::engine::Fault;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::notice::{Details, details};
use crate::ui::pane::list::Search;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, space};

use super::frame;

pub const NAME: &str = "search-name";
const WIDTH: f32 = 420.0;

pub struct State {
    search: Search,
    name: String,
    saving: bool,
    failed: Option<Fault>,
    details: Details,
    focus: Option<Id>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Submitted,
    Saved(Result<(), Fault>),
    Details(details::Message),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// Answered by [`Message::Saved`]. Where the search was kept already, it
    /// takes the place of what was.
    Save(String, Search),
    Close,
    /// To the clipboard.
    Copy(String),
}

impl State {
    pub fn new(search: Search) -> Self {
        let name = search.saved.as_ref().map_or_else(String::new, |(_, name)| name.to_string());
        Self { search, name, saving: false, failed: None, details: Details::default(), focus: Some(Id::new(NAME)) }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(name) => self.name = name,
            Message::Submitted if !self.saving && !self.name.trim().is_empty() => {
                self.saving = true;
                self.failed = None;
                return Action::Save(self.name.trim().to_owned(), self.search.clone());
            }
            Message::Submitted => {}
            Message::Saved(Err(fault)) => {
                self.saving = false;
                self.failed = Some(fault);
            }
            Message::Details(message) => {
                let copied = self.failed.as_ref().and_then(|fault| self.details.update(message, fault));
                return copied.map_or(Action::None, Action::Copy);
            }
            Message::Saved(Ok(())) | Message::Closed => return Action::Close,
        }
        Action::None
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let input = text_input("", &self.name).id(NAME).on_input(Message::Typed).on_submit(Message::Submitted);
        let title = if self.search.saved.is_some() { "search-rename" } else { "search-save" };
        let trouble = self.failed.as_ref().map(|fault| form::trouble(fault, self.details, Message::Details, words));
        let body = column![
            text(fl!(words, "search-name-lead", query = self.search.query.as_ref())),
            form::field(words.say("search-name"), input, Below::Nothing),
            trouble,
        ];
        let ready = !self.saving && !self.name.trim().is_empty();
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let save = form::word_button(words.say("save-as-save"), kind::primary, ready.then_some(Message::Submitted));
        frame::frame(
            words,
            words.say(title),
            WIDTH,
            body.spacing(space::L),
            frame::buttons([Some(cancel), Some(save)]),
            Message::Closed,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{FaultKind, HitOrder, Scope, Subject};

    #[test]
    fn a_search_is_kept_under_a_name_and_a_failure_is_said() {
        let search = Search { query: "de:labo".into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None };
        let mut state = State::new(search.clone());
        assert_eq!(state.update(Message::Submitted), Action::None, "it has no name");
        let _ = state.update(Message::Typed(" Labo ".to_owned()));
        assert_eq!(state.update(Message::Submitted), Action::Save("Labo".to_owned(), search.clone()));
        assert_eq!(state.update(Message::Submitted), Action::None, "it is on its way");
        let fault = Fault::new(FaultKind::DiskFull, Subject::Profile, "");
        assert_eq!(state.update(Message::Saved(Err(fault))), Action::None);
        assert_eq!(state.update(Message::Submitted), Action::Save("Labo".to_owned(), search));
        assert_eq!(state.update(Message::Saved(Ok(()))), Action::Close);
    }
}
