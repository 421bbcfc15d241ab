//! Small things that every pane needs, made in one way: tooltips, buttons,
//! lines, the page that says that there is nothing.

use std::time::Duration;

use iced::widget::{Button, Scrollable, Text, button, center, column, container, row, rule, scrollable, text, tooltip};
use iced::{Alignment, Length};

use super::single_line;
use crate::ui::theme::{Element, HAIRLINE, Theme, button as kind, font, size, space, surface, text as colour};

/// Long enough not to chase the pointer, short enough to be found.
const TIP_DELAY: Duration = Duration::from_millis(600);

/// Says what a thing is when the pointer rests on it.
pub fn tip<'a, Message: 'a>(content: impl Into<Element<'a, Message>>, says: impl Into<String>) -> Element<'a, Message> {
    let says = container(text(says.into()).size(size::SMALL)).padding([space::XS, space::S]).max_width(320);
    tooltip(content, says, tooltip::Position::Bottom)
        .padding(0)
        .gap(space::XS)
        .delay(TIP_DELAY)
        .style(surface::tooltip)
        .into()
}

/// A square button with an icon alone; what it does is in its tooltip.
/// Without a message it cannot be pressed.
pub fn icon_button<'a, Message: Clone + 'a>(
    icon: Text<'a, Theme>,
    says: impl Into<String>,
    on_press: Option<Message>,
) -> Element<'a, Message> {
    tip(button(icon).padding(6).style(kind::ghost).on_press_maybe(on_press), says)
}

/// A button with words, and an icon where it helps.
pub fn word_button<'a, Message: 'a>(
    icon: Option<Text<'a, Theme>>,
    label: impl Into<String>,
) -> Button<'a, Message, Theme> {
    let label = single_line(label.into()).font(font::MEDIUM);
    let content = row![icon, label].spacing(6).align_y(Alignment::Center);
    button(content).padding([5.0, space::M])
}

pub fn rule_across<'a, Message: 'a>() -> Element<'a, Message> {
    rule::horizontal(HAIRLINE).into()
}

/// What the keys go to is marked by a ring.
pub fn focus_ring<'a, Message: 'a>(content: impl Into<Element<'a, Message>>, focused: bool) -> Element<'a, Message> {
    container(content).padding(1).style(surface::focus_ring(focused)).into()
}

/// Scrolls down through what is higher than its place.
pub fn thin_scroll<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Scrollable<'a, Message, Theme> {
    let bar = scrollable::Scrollbar::new().width(6).scroller_width(6);
    scrollable(content).direction(scrollable::Direction::Vertical(bar)).width(Length::Fill)
}

/// What a pane shows instead of its content: what is going on, what to do, and
/// at most one button.
pub struct Blank<'a, Message> {
    pub icon: Text<'a, Theme>,
    pub title: String,
    pub sentence: String,
    pub button: Option<(String, Message)>,
}

impl<'a, Message: Clone + 'a> Blank<'a, Message> {
    pub fn view(self) -> Element<'a, Message> {
        let words = column![
            text(self.title).size(size::LARGE).font(font::STRONG).align_x(Alignment::Center),
            text(self.sentence).style(colour::muted).align_x(Alignment::Center),
        ]
        .spacing(space::XS)
        .align_x(Alignment::Center);
        let button = self.button.map(|(label, message)| word_button(None, label).style(kind::plain).on_press(message));
        let content = column![self.icon.size(28).style(colour::muted), words, button]
            .spacing(space::L)
            .align_x(Alignment::Center)
            .max_width(320);
        center(content).padding(space::XL).height(Length::Fill).into()
    }
}
