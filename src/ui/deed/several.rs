//! In place of a message, when several are chosen: how many, and what can be
//! done with them together.

use iced::widget::{center, column, row, text};
use iced::{Alignment, Length};

use super::{Deed, Message, Reach};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces;

/// Buttons on a line.
const ABREAST: usize = 2;
/// No wider than that, however wide the pane.
const BUTTONS: f32 = 390.0;

pub fn several<'a>(words: &Words, reach: &Reach) -> Element<'a, Message> {
    let count = fl!(words, "several-title", count = reach.count as u64, number = words.number(reach.count as u64));
    let mut lines = column![].spacing(space::S);
    for deeds in Deed::PAGE.chunks(ABREAST) {
        let buttons = deeds.iter().map(|deed| {
            let face = deed.face(reach);
            let label = pieces::word_button(Some((face.icon)()), words.say(face.short));
            let on_press = deed.can(reach).then_some(Message::Pressed(*deed));
            label.width(Length::Fill).padding([7.0, space::S]).style(kind::plain).on_press_maybe(on_press).into()
        });
        lines = lines.push(row(buttons).spacing(space::S));
    }
    let head = column![
        icon::rows().size(28).style(colour::muted),
        text(count).size(size::TITLE).font(font::STRONG),
        text(words.say("several-hint")).style(colour::muted).align_x(Alignment::Center),
    ]
    .spacing(space::S)
    .align_x(Alignment::Center);
    center(column![head, lines.max_width(BUTTONS)].spacing(space::XL).align_x(Alignment::Center))
        .padding(space::L)
        .height(Length::Fill)
        .into()
}
