//! The settings: language, theme, size of the text, density. Each is applied at
//! once, so there is nothing to confirm.

use iced::widget::{button, column, row, text};
use iced::{Alignment, Length};

use crate::config::{Density, Language, Settings, Theme};
use crate::domain::AccountId;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, font, space};
use crate::ui::widget::stop::stop;
use crate::ui::widget::{pieces, single_line};

use super::frame;

const WIDTH: f32 = 560.0;
/// In percent.
const STEP: u16 = 10;
const SMALLEST: u16 = 80;
const LARGEST: u16 = 200;
const NORMAL: u16 = 100;

pub struct State {
    settings: Settings,
    accounts: Vec<(AccountId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Language(Language),
    Theme(Theme),
    Larger,
    Smaller,
    NormalSize,
    Density(Density),
    AddAccount,
    RemoveAccount(AccountId),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// To be applied, and kept.
    Apply(Settings),
    AddAccount,
    /// To be asked about first.
    RemoveAccount(AccountId),
    Close,
}

impl State {
    /// With the accounts that are kept, and what each is called.
    pub fn new(settings: Settings, accounts: Vec<(AccountId, String)>) -> Self {
        Self { settings, accounts }
    }

    /// They changed elsewhere meanwhile: by a key, or with the window's size.
    pub fn refresh(&mut self, settings: &Settings) {
        self.settings.clone_from(settings);
    }

    pub fn update(&mut self, message: Message) -> Action {
        let before = self.settings.clone();
        match message {
            Message::Language(language) => self.settings.language = language,
            Message::Theme(theme) => self.settings.theme = theme,
            Message::Larger => self.settings.text_size = larger(self.settings.text_size),
            Message::Smaller => self.settings.text_size = smaller(self.settings.text_size),
            Message::NormalSize => self.settings.text_size = NORMAL,
            Message::Density(density) => self.settings.density = density,
            Message::AddAccount => return Action::AddAccount,
            Message::RemoveAccount(account) => return Action::RemoveAccount(account),
            Message::Closed => return Action::Close,
        }
        if self.settings == before { Action::None } else { Action::Apply(self.settings.clone()) }
    }

    pub fn view<'a>(&self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let body = column![
            section("settings-language", self.languages(words), words),
            section("settings-theme", self.themes(words), words),
            section("settings-text-size", self.text_size(words), words),
            section("settings-density", self.densities(words), words),
            section("settings-accounts", self.mailboxes(words), words),
        ];
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(
            words,
            words.say("settings-title"),
            WIDTH,
            body.spacing(space::L),
            frame::buttons([Some(close)]),
            Message::Closed,
        )
    }

    fn mailboxes<'a>(&self, words: &Words) -> Element<'a, Message> {
        let mut lines = column![].spacing(space::XS);
        for (account, label) in &self.accounts {
            let remove = Some(Message::RemoveAccount(*account));
            let remove = form::word_button(words.say("settings-account-remove"), kind::ghost, remove);
            let name = single_line(label.clone()).width(Length::Fill);
            lines = lines.push(row![name, remove].spacing(space::S).align_y(Alignment::Center));
        }
        let add = form::word_button(words.say("settings-account-add"), kind::plain, Some(Message::AddAccount));
        lines.push(add).into()
    }

    /// Each is called by its own name: who does not read the other finds theirs.
    fn languages<'a>(&self, words: &Words) -> Element<'a, Message> {
        form::segments(
            [(Language::Fr, "settings-language-fr"), (Language::En, "settings-language-en")].map(|(language, key)| {
                (words.say(key), self.settings.language == language, Message::Language(language))
            }),
        )
    }

    fn themes<'a>(&self, words: &Words) -> Element<'a, Message> {
        let themes = [
            (Theme::System, "settings-theme-system"),
            (Theme::Light, "settings-theme-light"),
            (Theme::Dark, "settings-theme-dark"),
            (Theme::HighContrast, "settings-theme-high-contrast"),
        ];
        form::segments(themes.map(|(theme, key)| (words.say(key), self.settings.theme == theme, Message::Theme(theme))))
    }

    fn text_size<'a>(&self, words: &Words) -> Element<'a, Message> {
        let size = self.settings.text_size;
        let step = |mark, key: &str, on_press: Option<Message>| {
            let press = button(mark).padding(7).style(kind::plain).on_press_maybe(on_press);
            pieces::tip(stop(press, on_press), words.say(key))
        };
        let normal = (size != NORMAL).then_some(Message::NormalSize);
        row![
            step(icon::minus(), "shortcut-smaller", (size > SMALLEST).then_some(Message::Smaller)),
            text(fl!(words, "settings-percent", percent = size)).font(font::MEDIUM).width(PERCENT).center(),
            step(icon::plus(), "shortcut-larger", (size < LARGEST).then_some(Message::Larger)),
            form::word_button(words.say("shortcut-normal-size"), kind::ghost, normal),
        ]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .into()
    }

    fn densities<'a>(&self, words: &Words) -> Element<'a, Message> {
        let choice = |density, title: &str, note: &str| {
            let chosen = self.settings.density == density;
            form::choice(words.say(title), words.say(note), chosen, Message::Density(density))
        };
        row![
            choice(Density::Comfortable, "settings-density-comfortable", "settings-density-comfortable-note"),
            choice(Density::Compact, "settings-density-compact", "settings-density-compact-note"),
        ]
        .spacing(space::S)
        .width(Length::Fill)
        .into()
    }
}

/// Room for "200 %".
const PERCENT: f32 = 56.0;

/// The next size up, also for the shortcut.
pub fn larger(size: u16) -> u16 {
    (size / STEP * STEP + STEP).clamp(SMALLEST, LARGEST)
}

/// The next size down.
pub fn smaller(size: u16) -> u16 {
    (size.div_ceil(STEP) * STEP).saturating_sub(STEP).clamp(SMALLEST, LARGEST)
}

fn section<'a>(title: &str, body: Element<'a, Message>, words: &Words) -> Element<'a, Message> {
    form::labelled(words.say(title), body, Below::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_applied_at_once_and_only_once() {
        let mut state = State::new(Settings::default(), Vec::new());
        let Action::Apply(settings) = state.update(Message::Theme(Theme::Dark)) else { panic!("not applied") };
        assert_eq!(settings, Settings { theme: Theme::Dark, ..Settings::default() });
        assert_eq!(state.update(Message::Theme(Theme::Dark)), Action::None, "as it was");
        let Action::Apply(settings) = state.update(Message::Language(Language::En)) else { panic!("not applied") };
        assert_eq!((settings.theme, settings.language), (Theme::Dark, Language::En));
        assert_eq!(state.update(Message::Closed), Action::Close);
    }

    #[test]
    fn what_changed_elsewhere_is_not_undone() {
        let mut state = State::new(Settings::default(), Vec::new());
        state.refresh(&Settings { text_size: 130, ..Settings::default() });
        let Action::Apply(settings) = state.update(Message::Theme(Theme::Dark)) else { panic!("not applied") };
        assert_eq!(settings.text_size, 130);
    }

    #[test]
    fn the_text_goes_by_tens_between_what_can_be_read() {
        assert_eq!([larger(100), larger(125), larger(200), larger(0)], [110, 130, 200, 80]);
        assert_eq!([smaller(100), smaller(125), smaller(80), smaller(60_000)], [90, 120, 80, 200]);
    }
}
