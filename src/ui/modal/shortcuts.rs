//! The help page: every key, from the same table that reads them.

use iced::widget::{column, container, row, space as gap, text};
use iced::{Alignment, Length};

use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::shortcut::{self, Group, Intent, Keys, Place, Shortcut};
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces;

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
    let mut body = column![].spacing(space::S);
    for group in Group::ALL {
        body = body.push(section(group, words));
    }
    let version = text(fl!(words, "shortcuts-version", version = env!("CARGO_PKG_VERSION")));
    let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
    let foot = row![version.size(size::SMALL).style(colour::muted), frame::buttons([Some(close)])];
    frame::frame(words, words.say("shortcuts-title"), WIDTH, body, foot.align_y(Alignment::Center), Message::Closed)
}

fn section<'a>(group: Group, words: &Words) -> Element<'a, Message> {
    let rows = shortcut::ALL.iter().filter(|shortcut| shortcut.group == group && is_of_the_window(shortcut));
    let mut lines = column![].spacing(2);
    for abreast in rows.collect::<Vec<_>>().chunks(COLUMNS) {
        let cells = abreast.iter().map(|shortcut| line(shortcut, words));
        // The last ones stand below the others all the same.
        let rest = (abreast.len()..COLUMNS).map(|_| gap::horizontal().into());
        lines = lines.push(row(cells.chain(rest)).spacing(space::XL));
    }
    let title = text(words.say(group.words())).font(font::STRONG);
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
    row![text(words.say(shortcut.words)).width(Length::Fill), keys].align_y(Alignment::Center).into()
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
