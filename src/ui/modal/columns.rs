//! The columns of the list: which it shows, in what order and how wide. What is
//! chosen is seen at once in the list behind.

use iced::widget::{button, column, container, row, text};
use iced::{Alignment, Length};

use super::frame;
use crate::config::Column;
use crate::i18n::Words;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::list::{self, column_name};
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, space, text as colour};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

const WIDTH: f32 = 460.0;
/// Pixels that a press on a button makes a column wider or narrower.
const STEP: f32 = 20.0;

#[derive(Debug, Clone)]
pub enum Message {
    List(list::Message),
    Closed,
}

pub fn view<'a>(context: &Context<'_>, list: &list::State) -> Element<'a, Message> {
    let words = context.words;
    let places = &list.shown_as().columns;
    let last = places.len().saturating_sub(1);
    let mut lines = column![].spacing(2);
    for (nth, place) in places.iter().enumerate() {
        let column = place.column;
        let flip = list.may_hide(column).then_some(Message::List(list::Message::ColumnFlipped(column)));
        let sign = if place.shown { icon::square_check().style(colour::accent) } else { icon::square() };
        let label = row![sign, text(words.say(column_name(column)))].spacing(space::S).align_y(Alignment::Center);
        let shown = button(label).padding([5.0, space::S]).style(kind::ghost).on_press_maybe(flip.clone());
        let shown = stop(shown, flip);
        let width = f32::from(place.width);
        let says = |message| Some(Message::List(message));
        // What takes the rest has no width of its own.
        let wide = |by: f32| {
            (column != Column::Subject && place.shown)
                .then(|| says(list::Message::ColumnWidened(column, width + by)))
                .flatten()
        };
        let moved =
            |right: bool, stuck: bool| (!stuck).then(|| says(list::Message::ColumnMoved(column, right))).flatten();
        lines = lines.push(
            row![
                container(shown).width(Length::Fill),
                press(words, icon::minus(), "columns-narrower", wide(-STEP)),
                press(words, icon::plus(), "columns-wider", wide(STEP)),
                press(words, icon::arrow_left(), "columns-up", moved(false, nth == 0)),
                press(words, icon::arrow_right(), "columns-down", moved(true, nth == last)),
            ]
            .spacing(space::XS)
            .align_y(Alignment::Center),
        );
    }
    let body = column![text(words.say("columns-sentence")).style(colour::muted), lines].spacing(space::M);
    let reset =
        form::word_button(words.say("columns-reset"), kind::plain, Some(Message::List(list::Message::ColumnsReset)));
    let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
    let buttons = frame::buttons([Some(reset), Some(close)]);
    frame::frame(words, words.say("columns-title"), WIDTH, body, buttons, Message::Closed)
}

fn press<'a>(
    words: &Words,
    mark: iced::widget::Text<'a, crate::ui::theme::Theme>,
    says: &str,
    on_press: Option<Message>,
) -> Element<'a, Message> {
    let press = button(mark.size(14)).padding(6).style(kind::ghost).on_press_maybe(on_press.clone());
    pieces::tip(stop(press, on_press), words.say(says))
}
