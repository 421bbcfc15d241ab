//! The settings of cards: what stays when one is taken out, what can be
//! searched, and the program of a card that is not found by itself.

use std::path::PathBuf;

use iced::widget::{column, text, text_input};

use super::{Message, State, section};
use crate::i18n::Words;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, size, space, text as colour};

pub const MODULE: &str = "module-field";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardChange {
    StaysReadable(bool),
    Searchable(bool),
    /// What is typed is only kept with the button or Enter.
    ModuleTyped(String),
    ModuleKept,
}

impl State {
    pub(super) fn change_card(&mut self, change: CardChange) {
        let card = &mut self.settings.card;
        match change {
            CardChange::StaysReadable(stays) => card.stays_readable = stays,
            CardChange::Searchable(searchable) => card.unsearchable = !searchable,
            CardChange::ModuleTyped(path) => self.module = Some(path),
            CardChange::ModuleKept => {
                let Some(typed) = &self.module else { return };
                let typed = typed.trim();
                if typed.is_empty() || PathBuf::from(typed).is_absolute() {
                    card.module = (!typed.is_empty()).then(|| PathBuf::from(typed));
                    self.module = None;
                }
            }
        }
    }

    pub(super) fn cards<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let card = &self.settings.card;
        let choice = |stays, title: &str, note: &str| {
            let press = Message::Card(CardChange::StaysReadable(stays));
            form::choice(words.say(title), words.say(note), card.stays_readable == stays, press)
        };
        let removal = column![
            choice(false, "settings-card-closes", "settings-card-closes-note"),
            choice(true, "settings-card-stays", "settings-card-stays-note"),
        ]
        .spacing(space::S);
        let searchable = |ticked| Message::Card(CardChange::Searchable(ticked));
        let search = column![
            form::tick(words.say("settings-card-searchable"), !card.unsearchable, searchable),
            text(words.say("settings-card-searchable-note")).size(size::SMALL).style(colour::muted),
        ]
        .spacing(space::XS);
        column![
            section("settings-card-removal", removal.into(), words),
            section("settings-card-search", search.into(), words),
            self.module(words),
        ]
        .spacing(space::L)
        .into()
    }

    fn module<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let kept = self.settings.card.module.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let value = self.module.clone().unwrap_or_else(|| kept.clone());
        let typed = value.trim();
        let wrong = !typed.is_empty() && !PathBuf::from(typed).is_absolute();
        let changed = typed != kept && !wrong;
        let below = Below::wrong_or(
            wrong.then(|| words.say("settings-card-module-wrong")),
            words.say("settings-card-module-note"),
        );
        let input = text_input("", &value)
            .id(MODULE)
            .on_input(|typed| Message::Card(CardChange::ModuleTyped(typed)))
            .on_submit(Message::Card(CardChange::ModuleKept));
        let press = changed.then_some(Message::Card(CardChange::ModuleKept));
        let keep = form::word_button(words.say("settings-card-module-keep"), kind::plain, press);
        let line = iced::widget::row![form::input(input, &below), keep].spacing(space::S);
        form::labelled(words.say("settings-card-module"), line, below)
    }
}
