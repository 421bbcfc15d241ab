//! A link of a message, before it is followed: where it leads, in full, and a
//! warning where it says something else.

use std::sync::Arc;

use iced::widget::{column, text};

use crate::engine::Link;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};

use super::frame;

const WIDTH: f32 = 520.0;
/// Letters of an address that are shown: what is longer is no longer read.
const SHOWN: usize = 600;

#[derive(Debug)]
pub struct State {
    leads: Arc<str>,
    misleads: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Followed,
    Copied,
    Closed,
}

#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Open(Arc<str>),
    Copy(Arc<str>),
    Close,
}

impl State {
    pub fn new(link: &Link) -> Self {
        Self { leads: link.leads.as_str().into(), misleads: link.misleads }
    }

    /// Where one's own words lead.
    pub fn to(leads: &str) -> Self {
        Self { leads: leads.into(), misleads: false }
    }

    pub fn update(&self, message: &Message) -> Action {
        match message {
            Message::Followed => Action::Open(self.leads.clone()),
            Message::Copied => Action::Copy(self.leads.clone()),
            Message::Closed => Action::Close,
        }
    }

    /// Enter follows only what says where it leads.
    pub fn entered(&self) -> Message {
        if self.misleads { Message::Closed } else { Message::Followed }
    }

    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let warning = self.misleads.then(|| {
            iced::widget::row![
                icon::warning().style(colour::danger),
                text(words.say("link-misleads")).style(colour::danger)
            ]
            .spacing(space::S)
        });
        let shown: String = self.leads.chars().take(SHOWN).collect();
        let sentence = match host(&self.leads) {
            Some(host) => fl!(words, "link-sentence-host", host = host),
            None => words.say("link-sentence"),
        };
        let address = text(shown).font(font::MONO).size(size::SMALL).wrapping(text::Wrapping::WordOrGlyph);
        let body = column![warning, text(sentence), address].spacing(space::M);
        let copy = form::word_button(words.say("link-copy"), kind::plain, Some(Message::Copied));
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let style = if self.misleads { kind::danger } else { kind::primary };
        let follow = form::word_button(words.say("link-follow"), style, Some(Message::Followed));
        let buttons = frame::buttons([Some(cancel), Some(copy), Some(follow)]);
        frame::frame(words, words.say("link-title"), WIDTH, body, buttons, Message::Closed)
    }
}

/// What a reader should look at first.
fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(leads: &str, misleads: bool) -> State {
        State::new(&Link { spots: Vec::new(), leads: leads.to_owned(), misleads })
    }

    #[test]
    fn enter_does_not_follow_what_says_something_else() {
        let honest = state("https://labo.example/r", false);
        assert_eq!(honest.update(&honest.entered()), Action::Open("https://labo.example/r".into()));
        let false_one = state("https://evil.example/", true);
        assert_eq!(false_one.update(&false_one.entered()), Action::Close);
    }

    #[test]
    fn the_host_is_what_comes_after_a_name_that_pretends_to_be_one() {
        assert_eq!(host("https://banque.example@evil.example:8443/x?y"), Some("evil.example:8443"));
        assert_eq!(host("mailto:anne@cabinet.example"), None);
    }
}
