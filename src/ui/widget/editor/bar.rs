//! The tool bar of the editor: an icon for each command, with its word and its
//! keys in the tooltip. Tab goes through it like through any form.

use iced::widget::{Text, button, column, container, row, rule};
use iced::{Alignment, Length};

use super::{Command, Message, State, keys, strip};
use crate::domain::writing::{Align, Emphasis, List};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, HAIRLINE, Theme, button as kind, space};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

type Icon = fn() -> Text<'static, Theme>;

/// The groups of the bar.
const GROUPS: &[&[(Command, Icon, &str)]] = &[
    &[(Command::Undo, icon::undo, "editor-undo"), (Command::Redo, icon::redo, "editor-redo")],
    &[
        (Command::Toggle(Emphasis::Bold), icon::bold, "editor-bold"),
        (Command::Toggle(Emphasis::Italic), icon::italic, "editor-italic"),
        (Command::Toggle(Emphasis::Underline), icon::underline, "editor-underline"),
        (Command::Toggle(Emphasis::Strike), icon::strike, "editor-strike"),
    ],
    &[
        (Command::Inks, icon::ink, "editor-ink"),
        (Command::Markers, icon::marker, "editor-marker"),
        (Command::Sizes, icon::text_size, "editor-size"),
        (Command::Plain, icon::plain_letters, "editor-plain"),
    ],
    &[
        (Command::List(List::Bulleted), icon::bulleted, "editor-bulleted"),
        (Command::List(List::Numbered), icon::numbered, "editor-numbered"),
        (Command::Shallower, icon::outdent, "editor-shallower"),
        (Command::Deeper, icon::indent, "editor-deeper"),
        (Command::Quote, icon::quote, "editor-quote"),
    ],
    &[
        (Command::Align(Align::Left), icon::align_left, "editor-left"),
        (Command::Align(Align::Centre), icon::align_centre, "editor-centre"),
        (Command::Align(Align::Right), icon::align_right, "editor-right"),
        (Command::Align(Align::Justify), icon::align_justify, "editor-justify"),
    ],
    &[(Command::Link, icon::link, "editor-link-long"), (Command::Picture, icon::image, "editor-picture")],
];

pub(super) fn commands() -> impl Iterator<Item = (Command, &'static str)> {
    GROUPS.iter().flat_map(|group| group.iter()).map(|(command, _, words)| (*command, *words))
}

pub(super) fn view<'a>(state: &'a State, words: &Words) -> Element<'a, Message> {
    let mut line = row![].spacing(2).align_y(Alignment::Center);
    for (index, group) in GROUPS.iter().enumerate() {
        if index > 0 {
            line = line.push(container(rule::vertical(HAIRLINE)).height(18).padding([0.0, space::XS]));
        }
        for (command, icon, says) in group.iter().filter(|(command, ..)| state.pictures || *command != Command::Picture)
        {
            line = line.push(one(state, words, *command, *icon, says));
        }
    }
    let bar = container(line.wrap()).padding([3.0, space::S]).width(Length::Fill);
    column![bar].push(strip::view(state, words).map(|strip| strip.map(Message::Strip))).into()
}

fn one<'a>(state: &State, words: &Words, command: Command, icon: Icon, says: &str) -> Element<'a, Message> {
    let says = words.say(says);
    let tip = match keys::keys_of(command) {
        Some(keys) => fl!(words, "deed-with-keys", says = says, keys = keys.says(words)),
        None => says,
    };
    let look = if is_on(state, command) { kind::chosen } else { kind::ghost };
    let on_press = can(state, command).then_some(Message::Bar(command));
    let press = button(icon()).padding(5).style(look).on_press_maybe(on_press.clone());
    pieces::tip(stop(press, on_press), tip)
}

fn can(state: &State, command: Command) -> bool {
    match command {
        Command::Undo => state.hand.can_undo(),
        Command::Redo => state.hand.can_redo(),
        Command::Shallower => state.hand.form().item.is_some(),
        _ => true,
    }
}

/// What holds at the caret.
fn is_on(state: &State, command: Command) -> bool {
    let form = state.hand.form();
    match command {
        Command::Toggle(emphasis) => state.hand.has(emphasis),
        Command::Inks => state.strip == strip::Strip::Inks || state.hand.style().ink.is_some(),
        Command::Markers => state.strip == strip::Strip::Markers || state.hand.style().marker.is_some(),
        Command::Sizes => state.strip == strip::Strip::Sizes,
        Command::Link => state.hand.style().link.is_some() || matches!(state.strip, strip::Strip::Link { .. }),
        Command::List(list) => form.item.is_some_and(|item| item.list == list),
        Command::Quote => form.quote > 0,
        Command::Align(align) => form.align == align && align != Align::Left,
        _ => false,
    }
}
