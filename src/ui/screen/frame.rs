//! The page that all screens share: one card in the middle of the window.

use iced::widget::{Text, center, column, container, row, scrollable, space as gap, text};
use iced::{Alignment, Length, Padding};

use crate::ui::theme::{Element, Theme, font, size, space, surface, text as colour};
use crate::ui::widget::focus;

/// The width of a card: a line of text that the eye can follow.
const WIDTH: f32 = 560.0;

/// One card.
pub(super) struct Page<'a, Message> {
    /// Where one is, above the title: a step, or nothing.
    pub above: Option<String>,
    pub icon: Option<Text<'a, Theme>>,
    pub title: String,
    pub lead: String,
    pub content: Element<'a, Message>,
    /// The way back, on the left.
    pub back: Option<Element<'a, Message>>,
    /// The ways on, the first choice last.
    pub on: Vec<Element<'a, Message>>,
}

impl<'a, Message: 'a> Page<'a, Message> {
    pub(super) fn view(self) -> Element<'a, Message> {
        let above = self.above.map(|above| text(above).size(size::SMALL).style(colour::muted));
        let icon = self.icon.map(|icon| icon.size(size::DISPLAY));
        let title = row![].push(icon).push(text(self.title).size(size::DISPLAY).font(font::STRONG)).spacing(space::M);
        let lead = (!self.lead.is_empty()).then(|| text(self.lead).style(colour::muted));
        let head = column![].push(above).push(title.align_y(Alignment::Center)).push(lead).spacing(space::XS);
        let some_foot = self.back.is_some() || !self.on.is_empty();
        let foot = row![self.back, gap::horizontal()].extend(self.on).spacing(space::S).align_y(Alignment::Center);
        // A column that shrinks lays out what is as wide as itself last: the title
        // and the buttons always have their place, and the content scrolls if it must.
        let body =
            scrollable(container(self.content).padding([space::XS, space::XXL])).id(focus::PAGE).width(Length::Fill);
        let edges = Padding::new(space::XXL);
        let foot = some_foot.then(|| container(foot).padding(Padding { top: space::XL, ..edges }).width(WIDTH));
        let rest = foot.is_none().then(|| gap::vertical().height(space::XL));
        let card =
            column![container(head).padding(Padding { bottom: space::L, ..edges }).width(WIDTH), body, foot, rest,]
                .width(Length::Shrink);
        let card = container(card).style(surface::raised);
        center(card).padding(space::L).style(surface::window).into()
    }
}
