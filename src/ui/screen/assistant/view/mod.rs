//! What each step of the assistant looks like.

mod checks;
mod identity;
mod servers;

use iced::widget::{column, text};

use crate::domain::Email;
use crate::engine::Fault;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::screen::frame::Page;
use crate::ui::theme::{Element, Theme, button as kind, space, text as colour};

use super::{Message, State, Step};

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        match &self.step {
            Step::Identity(_) => identity::view(&self.identity, words),
            Step::Searching(email) => searching(email, words),
            Step::SearchFailed(_, fault) => self.search_failed(fault, words),
            Step::Servers(servers) => servers::view(servers, words),
            Step::Checking(checks) => self.view_checks(checks, words),
            Step::Adding(checks) => self.view_adding(checks, words),
            Step::AddFailed(checks, fault) => self.view_add_failed(checks, fault, words),
        }
    }

    fn search_failed<'a>(&'a self, fault: &'a Fault, words: &Words) -> Element<'a, Message> {
        Page {
            above: Some(step(1, words)),
            icon: None,
            title: words.say("assistant-search-failed-title"),
            lead: String::new(),
            content: form::trouble(fault, self.details, Message::Details, words),
            back: Some(back(words)),
            on: vec![
                word(words, "assistant-by-hand", kind::plain, Message::ByHand),
                word(words, "common-retry", kind::primary, Message::Next),
            ],
        }
        .view()
    }
}

fn searching<'a>(email: &Email, words: &Words) -> Element<'a, Message> {
    let note = text(words.say("assistant-searching-note")).style(colour::muted);
    Page {
        above: Some(step(1, words)),
        icon: Some(icon::search().style(colour::accent)),
        title: words.say("assistant-searching-title"),
        lead: fl!(words, "assistant-searching-lead", domain = email.domain()),
        content: column![note].spacing(space::S).into(),
        back: Some(word(words, "common-cancel", kind::plain, Message::Back)),
        on: vec![word(words, "assistant-by-hand", kind::plain, Message::ByHand)],
    }
    .view()
}

fn step(number: u8, words: &Words) -> String {
    fl!(words, "assistant-step", step = number)
}

fn back<'a>(words: &Words) -> Element<'a, Message> {
    word(words, "common-back", kind::plain, Message::Back)
}

fn word<'a>(
    words: &Words,
    key: &str,
    look: fn(&Theme, iced::widget::button::Status) -> iced::widget::button::Style,
    on_press: Message,
) -> Element<'a, Message> {
    form::word_button(words.say(key), look, Some(on_press))
}
