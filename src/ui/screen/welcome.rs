//! The first page of all: set a mailbox up, or look around in the
//! demonstration. It holds nothing; its messages say it all.

use iced::widget::{Text, button, column, row, text};
use iced::{Alignment, Length};

use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, text as colour};

use super::frame::Page;
use crate::ui::widget::stop::stop;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    SetUp,
    Demonstration,
}

pub fn view<'a>(context: &Context<'_>) -> Element<'a, Message> {
    let say = |key| context.words.say(key);
    let ways = column![
        way(icon::mail(), say("welcome-set-up"), say("welcome-set-up-hint"), Message::SetUp),
        way(icon::flask(), say("welcome-demonstration"), say("welcome-demonstration-hint"), Message::Demonstration),
    ];
    Page {
        above: None,
        icon: None,
        title: say("welcome-title"),
        lead: say("welcome-lead"),
        content: ways.spacing(space::M).into(),
        back: None,
        on: Vec::new(),
    }
    .view()
}

fn way(mark: Text<'_, Theme>, title: String, hint: String, on_press: Message) -> Element<'_, Message> {
    let says =
        column![text(title).size(size::LARGE).font(font::MEDIUM), text(hint).size(size::SMALL).style(colour::muted),];
    let mark = mark.size(size::DISPLAY).style(colour::accent);
    let content = row![mark, says.spacing(2).width(Length::Fill), icon::chevron_right().style(colour::muted)];
    let way = button(content.spacing(space::L).align_y(Alignment::Center))
        .padding(space::L)
        .width(Length::Fill)
        .style(kind::plain)
        .on_press(on_press);
    stop(way, Some(on_press)).into()
}
