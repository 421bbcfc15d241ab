//! One line of text, ended with "…" where it is too long for its place.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{
    Alignment, Fragment, Hit, IntoFragment, LineHeight, Paragraph as _, Shaping, Text, Wrapping,
};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::widget::text::{Style, draw};
use iced::{Font, Length, Pixels, Point, Rectangle, Renderer, Size, Vector, alignment, mouse};

use crate::ui::theme::{Element, Theme, font, size, text as colour};

type Paragraph = <Renderer as iced::advanced::text::Renderer>::Paragraph;

/// No letter is narrower than this share of its size: a text with more letters
/// than that allows cannot fit, and the rest of it need not be shaped.
const NARROWEST: f32 = 0.2;
/// The width of "…", as a share of its size, and a hair more.
const ELLIPSIS: f32 = 0.9;
/// More letters than any place has room for.
const LONGEST: usize = 400;

/// See [`single_line`].
pub struct SingleLine<'a> {
    content: Fragment<'a>,
    size: f32,
    font: Font,
    width: Length,
    at_end: bool,
    least: f32,
    style: fn(&Theme) -> Style,
}

/// A text that takes one line and never more, whatever is in it.
pub fn single_line<'a>(content: impl IntoFragment<'a>) -> SingleLine<'a> {
    SingleLine {
        content: content.into_fragment(),
        size: size::BASE,
        font: font::TEXT,
        width: Length::Shrink,
        at_end: false,
        least: 0.0,
        style: colour::inherited,
    }
}

/// The height that a line of that size takes: whole pixels, so that what stands
/// under it is sharp.
pub fn line_height(size: f32) -> f32 {
    (size * 1.4).round()
}

impl SingleLine<'_> {
    #[must_use]
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    #[must_use]
    pub fn font(mut self, font: Font) -> Self {
        self.font = font;
        self
    }

    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Against the right edge.
    #[must_use]
    pub fn at_end(mut self) -> Self {
        self.at_end = true;
        self
    }

    /// Shows nothing rather than a few letters: the text needs that much room.
    #[must_use]
    pub fn at_least(mut self, width: f32) -> Self {
        self.least = width;
        self
    }

    #[must_use]
    pub fn style(mut self, style: fn(&Theme) -> Style) -> Self {
        self.style = style;
        self
    }
}

fn shaped(content: &str, size: f32, font: Font) -> Text<&str, Font> {
    Text {
        content,
        bounds: Size::new(f32::INFINITY, f32::INFINITY),
        size: Pixels(size),
        line_height: LineHeight::Absolute(Pixels(line_height(size))),
        font,
        align_x: Alignment::Left,
        align_y: alignment::Vertical::Top,
        shaping: Shaping::Advanced,
        wrapping: Wrapping::None,
    }
}

#[derive(Default)]
struct State {
    whole: Plain<Paragraph>,
    /// What is drawn instead of the whole, and the width it was cut for.
    cut: Option<(f32, Paragraph)>,
    /// There is too little room for anything.
    hidden: bool,
}

impl<Message> Widget<Message, Theme, Renderer> for SingleLine<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        layout::sized(limits, self.width, Length::Shrink, |limits| {
            let room = limits.max().width;
            let content = worth_shaping(&self.content, room, self.size);
            if state.whole.update(shaped(content, self.size, self.font)) {
                state.cut = None;
            }
            let whole = state.whole.min_width();
            state.hidden = room < self.least.min(whole) || room < self.size / 2.0;
            let size = Size::new(whole.min(room), line_height(self.size));
            // A hair of tolerance: a width that was given back by a layout may lose its last bit.
            if whole <= room + 0.05 {
                state.cut = None;
            } else if state.cut.as_ref().is_none_or(|(width, _)| (width - room).abs() > 0.05) {
                let cut = cut(content, state.whole.raw(), room, self.size, |text| {
                    Paragraph::with_text(shaped(text, self.size, self.font))
                });
                state.cut = Some((room, cut));
            }
            size
        })
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        defaults: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        if state.hidden {
            return;
        }
        let paragraph = state.cut.as_ref().map_or(state.whole.raw(), |(_, cut)| cut);
        let mut bounds = layout.bounds();
        if self.at_end {
            bounds = bounds + Vector::new((bounds.width - paragraph.min_width()).max(0.0), 0.0);
        }
        draw(renderer, defaults, bounds, paragraph, (self.style)(theme), viewport);
    }

    fn operate(&mut self, _: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.content);
    }
}

/// The part of a text that could fit, and a little more.
fn worth_shaping(content: &str, room: f32, size: f32) -> &str {
    let line = content.split(['\n', '\r']).next().unwrap_or_default();
    let most = (room / (size * NARROWEST)).ceil();
    let most = if most.is_finite() { (most as usize).min(LONGEST) } else { LONGEST };
    line.char_indices().nth(most + 1).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

/// The longest beginning that fits with its "…".
fn cut(content: &str, whole: &Paragraph, room: f32, size: f32, shape: impl Fn(&str) -> Paragraph) -> Paragraph {
    let target = Point::new((room - size * ELLIPSIS).max(0.0), whole.min_height() / 2.0);
    let mut end = whole.hit_test(target).map_or(0, Hit::cursor);
    loop {
        let kept = content.get(..end).unwrap_or_default().trim_end();
        let candidate = shape(&format!("{kept}…"));
        if kept.is_empty() || candidate.min_width() <= room {
            return candidate;
        }
        end = kept.char_indices().next_back().map_or(0, |(start, _)| start);
    }
}

impl<'a, Message: 'a> From<SingleLine<'a>> for Element<'a, Message> {
    fn from(line: SingleLine<'a>) -> Self {
        Element::new(line)
    }
}

#[cfg(test)]
mod tests {
    use super::{Paragraph, cut, shaped, worth_shaping};
    use crate::ui::theme::font;
    use iced::advanced::text::Paragraph as _;

    #[test]
    fn only_one_line_and_no_more_than_could_fit_is_shaped() {
        assert_eq!(worth_shaping("Compte rendu\nBonjour", 400.0, 13.0), "Compte rendu");
        let long = "i".repeat(10_000);
        assert!(worth_shaping(&long, 260.0, 13.0).len() < 110);
        assert!(worth_shaping(&long, f32::INFINITY, 13.0).len() <= 402);
    }

    #[test]
    fn what_is_cut_fits_its_room() {
        let content = "Compte rendu d’échographie — Mme Léa Bernard";
        let shape = |text: &str| Paragraph::with_text(shaped(text, 13.0, font::TEXT));
        let whole = shape(content);
        for room in [5.0, 20.0, 57.3, 120.0, 200.0] {
            let width = cut(content, &whole, room, 13.0, shape).min_width();
            assert!(width <= room || room < 15.0, "{width} in {room}");
            assert!(width > room - 30.0, "{width} in {room}: too little is shown");
        }
    }
}
