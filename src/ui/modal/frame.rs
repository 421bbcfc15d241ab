//! The frame that all modals share: a title, a way out, and the veil between
//! them and the window.

use iced::widget::{button, center, column, container, opaque, row, scrollable, space as gap, stack, text};
use iced::{Alignment, Length};

use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, font, size, space, surface};
use crate::ui::widget::focus;
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

use crate::ui::widget::inert::inert;

/// A window with what stands in front of it, if anything does. The window is
/// always given through here, so that a modal coming or going disturbs nothing.
pub fn over<'a, Message: 'a>(
    window: impl Into<Element<'a, Message>>,
    modal: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let front = modal.map(|modal| opaque(center(modal).padding(space::XL).style(surface::veil)));
    stack![inert(window, front.is_some())].push(front).into()
}

/// The same window under a menu, which has no veil: what it speaks of is seen.
pub fn under_menu<'a, Message: 'a>(
    window: impl Into<Element<'a, Message>>,
    menu: Element<'a, Message>,
) -> Element<'a, Message> {
    stack![inert(window, true), menu].into()
}

/// One modal: `width` wide, and no higher than the window.
pub fn frame<'a, Message: Clone + 'a>(
    words: &Words,
    title: String,
    width: f32,
    content: impl Into<Element<'a, Message>>,
    buttons: impl Into<Element<'a, Message>>,
    on_close: Message,
) -> Element<'a, Message> {
    paged(words, title, width, None, content, buttons, on_close)
}

/// One modal with something under its title that does not scroll away: the
/// names of its pages.
pub(super) fn paged<'a, Message: Clone + 'a>(
    words: &Words,
    title: String,
    width: f32,
    pages: Option<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
    buttons: impl Into<Element<'a, Message>>,
    on_close: Message,
) -> Element<'a, Message> {
    let close = pieces::tip(
        stop(button(icon::close()).padding(6).style(kind::ghost).on_press(on_close.clone()), Some(on_close)),
        words.say("common-close"),
    );
    let head = row![text(title).size(size::TITLE).font(font::STRONG).width(Length::Fill), close]
        .spacing(space::S)
        .align_y(Alignment::Center);
    let body = scrollable(container(content).padding([space::XS, space::XL])).id(focus::MODAL).width(Length::Fill);
    // A column that shrinks lays out what is as wide as itself last: the title
    // and the buttons always have their place, and the rest is the body's.
    let framed = column![
        container(head).padding([space::M, space::XL]).width(width),
        pages.map(|pages| {
            let edges = iced::Padding { bottom: space::M, ..iced::Padding::from([space::XS, space::XL]) };
            container(pages).padding(edges).width(width)
        }),
        body,
        container(buttons).padding([space::L, space::XL]).width(width),
    ]
    .width(Length::Shrink);
    container(framed).style(surface::modal).into()
}

/// The buttons of a modal, against the right edge, the way on last.
pub fn buttons<'a, Message: 'a>(
    buttons: impl IntoIterator<Item = Option<Element<'a, Message>>>,
) -> Element<'a, Message> {
    let mut line = row![gap::horizontal()].spacing(space::S).align_y(Alignment::Center);
    for button in buttons.into_iter().flatten() {
        line = line.push(button);
    }
    line.into()
}
