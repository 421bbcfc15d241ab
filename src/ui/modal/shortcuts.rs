//! The help page: every key, from the same tables that read them.

use iced::widget::{Column, Text, column, container, row, space as gap, text};
use iced::{Alignment, Length};

use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::shortcut::{self, Group, Intent, Keys, Place, Shortcut};
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces;
use crate::ui::writing::keys;

use super::frame;

const WIDTH: f32 = 950.0;
/// All keys at once in the smallest window: so many beside each other.
const COLUMNS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Closed,
}

pub fn view<'a>(context: &Context<'_>) -> Element<'a, Message> {
    let words = context.words;
    let groups = Group::ALL.map(|group| {
        let rows = shortcut::ALL.iter().filter(|shortcut| shortcut.group == group && is_of_the_window(shortcut));
        section(words, group.words(), rows.map(|shortcut| line(shortcut, words)).collect())
    });
    page(words, column(groups))
}

/// Of the window of a message that is written.
pub fn of_writing<'a>(context: &Context<'_>) -> Element<'a, Message> {
    let words = context.words;
    let one = |(keys, says): (Keys, &'static str)| pair(text(words.say(says)), caps(keys, words));
    let window = section(words, "writing-keys-window", keys::of_window().map(one).collect());
    let text = section(words, "writing-keys-text", keys::of_text().map(one).collect());
    page(words, column![window, text])
}

fn page<'a>(words: &Words, sections: Column<'a, Message, Theme>) -> Element<'a, Message> {
    let version = text(fl!(words, "shortcuts-version", version = env!("CARGO_PKG_VERSION")));
    let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
    let foot = row![version.size(size::SMALL).style(colour::muted), frame::buttons([Some(close)])];
    let body = sections.spacing(space::S);
    frame::frame(words, words.say("shortcuts-title"), WIDTH, body, foot.align_y(Alignment::Center), Message::Closed)
}

fn section<'a>(words: &Words, title: &str, rows: Vec<Element<'a, Message>>) -> Element<'a, Message> {
    let mut lines = column![].spacing(2);
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        // The last ones stand below the others all the same.
        let abreast = (0..COLUMNS).map(|_| rows.next().unwrap_or_else(|| gap::horizontal().into()));
        lines = lines.push(row(abreast).spacing(space::XL));
    }
    let title = text(words.say(title)).font(font::STRONG);
    column![title, pieces::rule_across(), lines].spacing(space::XS).into()
}

/// What every dialog of every program does needs no page, and nine digits need one line.
fn is_of_the_window(shortcut: &Shortcut) -> bool {
    shortcut.places.contains(&Place::Pane) && !matches!(shortcut.what, Intent::Tag(2..))
}

fn line<'a>(shortcut: &Shortcut, words: &Words) -> Element<'a, Message> {
    let mut keys = row![].spacing(space::XS).align_y(Alignment::Center);
    for (nth, any) in shortcut.keys.iter().enumerate() {
        if nth > 0 {
            keys = keys.push(text(words.say("shortcuts-or")).size(size::SMALL).style(colour::muted));
        }
        keys = keys.push(caps(*any, words));
    }
    if shortcut.what == Intent::Tag(1) {
        let last = shortcut::keys_of(Intent::Tag(9)).first().map(|last| caps(*last, words));
        keys = keys.push(text(words.say("shortcuts-to")).size(size::SMALL).style(colour::muted)).push(last);
    }
    pair(text(words.say(shortcut.words)), keys.into())
}

fn pair<'a>(says: Text<'a, Theme>, keys: Element<'a, Message>) -> Element<'a, Message> {
    row![says.width(Length::Fill), keys].align_y(Alignment::Center).into()
}

fn caps<'a>(keys: Keys, words: &Words) -> Element<'a, Message> {
    let mut line = row![].spacing(2).align_y(Alignment::Center);
    for cap in keys.caps() {
        let cap = container(text(cap.says(words)).size(size::SMALL).font(font::MEDIUM))
            .padding([1.0, 6.0])
            .style(surface::chip);
        line = line.push(cap);
    }
    line.into()
}
