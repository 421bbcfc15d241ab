//! The settings of the look: language, theme, size of the text, density.

use iced::widget::{button, column, row, text};
use iced::{Alignment, Length};

use super::{LARGEST, Message, NORMAL, SMALLEST, State, section};
use crate::config::{Density, Language, Theme};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, space};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

/// Room for "200 %".
const PERCENT: f32 = 56.0;

impl State {
    pub(super) fn display<'a>(&self, words: &Words) -> Element<'a, Message> {
        column![
            section("settings-language", self.languages(words), words),
            section("settings-theme", self.themes(words), words),
            section("settings-text-size", self.text_size(words), words),
            section("settings-density", self.densities(words), words),
        ]
        .spacing(space::L)
        .into()
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
            let press = button(mark).padding(7).style(kind::plain).on_press_maybe(on_press.clone());
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
            choice(Density::Airy, "settings-density-airy", "settings-density-airy-note"),
            choice(Density::Comfortable, "settings-density-comfortable", "settings-density-comfortable-note"),
            choice(Density::Compact, "settings-density-compact", "settings-density-compact-note"),
        ]
        .spacing(space::S)
        .width(Length::Fill)
        .into()
    }
}
