//! What a long text remembers between frames: what is laid out, where it is
//! scrolled to, what is selected, what the mouse holds.

use std::collections::BTreeMap;
use std::ops::Range;

use iced::advanced::mouse::{self, click::Kind};
use iced::advanced::text::{Alignment, LineHeight, Paragraph as _, Shaping, Text, Wrapping};
use iced::{Font, Pixels, Point, Rectangle, Renderer, Size, alignment};

use super::letter::Letter;
use crate::ui::theme::font;
use crate::ui::widget::flow::Flow;
use crate::ui::widget::thumb::Thumb;

type Paragraph = <Renderer as iced::advanced::text::Renderer>::Paragraph;

/// Air under the last line.
const FOOT: f32 = 16.0;
/// Lines kept laid out beyond what is in sight.
const KEPT: usize = 120;

#[derive(Default)]
pub(super) struct State {
    letter: Option<Letter>,
    font: Font,
    size: f32,
    /// The room of the text; and that of the widget.
    view: Size,
    bounds: Size,
    flow: Flow,
    laid: BTreeMap<usize, Paragraph>,
    selection: Option<Selection>,
    held: Held,
    last_click: Option<mouse::Click>,
}

/// Two places in the text: where it began, and where the pointer is. What was
/// first selected (a word, a line) stays selected.
#[derive(Debug, Clone)]
struct Selection {
    from: Range<usize>,
    to: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Held {
    #[default]
    Nothing,
    /// The text: how far the pointer is beyond an edge, and where it is.
    Text { beyond: f32, at: Point },
    /// The thumb, and where on it.
    Thumb(f32),
}

/// The height of one line of that size, in whole pixels.
pub(super) fn line_height(size: f32) -> f32 {
    (size * 1.5).round()
}

impl State {
    /// Makes the state fit what is to be shown, and lays out what is in sight.
    pub(super) fn sync(&mut self, letter: &Letter, font: Font, size: f32, width: f32, bounds: Size) {
        let view = Size::new(width, bounds.height);
        let same = self.letter.as_ref().is_some_and(|known| known.is_same(letter));
        let style = (self.font, self.size, self.view.width) == (font, size, view.width);
        if !same || !style {
            let first = if same { self.flow.first() } else { 0 };
            (self.font, self.size) = (font, size);
            if !same {
                self.selection = None;
                self.held = Held::Nothing;
            }
            self.letter = Some(letter.clone());
            self.laid.clear();
            self.flow = Flow::new(guess(letter, font, size, view.width), first);
        }
        (self.view, self.bounds) = (view, bounds);
        self.scroll(0.0);
    }

    pub(super) fn scroll(&mut self, by: f32) {
        self.with_measure(|flow, view, measure| flow.scroll(by, view, measure));
    }

    pub(super) fn seek(&mut self, position: f32) {
        self.with_measure(|flow, view, measure| flow.seek(position, view, measure));
    }

    /// Pages keep a line of what was seen.
    pub(super) fn page(&mut self, pages: f32) {
        self.scroll(pages * (self.view.height - line_height(self.size)).max(20.0));
    }

    fn with_measure(&mut self, act: impl FnOnce(&mut Flow, f32, &mut dyn FnMut(usize) -> f32)) {
        let Some(letter) = self.letter.clone() else {
            return;
        };
        let (laid, font, size, width) = (&mut self.laid, self.font, self.size, self.view.width);
        let mut measure = |index: usize| {
            let paragraph = laid.entry(index).or_insert_with(|| lay(letter.line(index), font, size, width));
            let below = if index + 1 == letter.count() { FOOT } else { 0.0 };
            paragraph.min_height().max(line_height(size)) + below
        };
        act(&mut self.flow, self.view.height, &mut measure);
        let first = self.flow.first();
        let last = self.flow.visible(self.view.height).last().map_or(first, |(index, _)| index);
        self.laid.retain(|index, _| (first.saturating_sub(KEPT)..=last + KEPT).contains(index));
    }

    /// The lines in sight, where each begins, and how it is laid out.
    pub(super) fn shown(&self) -> impl Iterator<Item = (usize, f32, &Paragraph)> {
        let visible = self.flow.visible(self.view.height);
        visible.filter_map(|(index, top)| self.laid.get(&index).map(|paragraph| (index, top, paragraph)))
    }

    pub(super) fn select(&mut self, range: Range<usize>) {
        self.selection = Some(Selection { from: range.clone(), to: range, kind: Kind::Single });
    }

    pub(super) fn selected<'a>(&self, letter: &'a Letter) -> Option<&'a str> {
        let text = letter.slice(self.range()?);
        (!text.is_empty()).then_some(text)
    }

    fn range(&self) -> Option<Range<usize>> {
        let selection = self.selection.as_ref()?;
        let (from, to) = (&selection.from, &selection.to);
        Some(from.start.min(to.start)..from.end.max(to.end))
    }

    /// What to colour behind the text.
    pub(super) fn selection_areas(&self, letter: &Letter) -> Vec<Rectangle> {
        let Some(selected) = self.range().filter(|range| !range.is_empty()) else {
            return Vec::new();
        };
        let mut areas = Vec::new();
        for (index, top, paragraph) in self.shown() {
            let line = letter.range(index);
            if selected.start > line.end || selected.end < line.start {
                continue;
            }
            let from = selected.start.saturating_sub(line.start);
            let to = selected.end.min(line.end) - line.start;
            let ends_after = selected.end > line.end;
            areas.extend(
                areas_of(paragraph, from..to, ends_after, line_height(self.size))
                    .map(|area| Rectangle { y: (area.y + top).round(), ..area }),
            );
        }
        areas
    }

    /// The place in the text that is nearest to a point of the view.
    fn place(&self, letter: &Letter, at: Point) -> usize {
        let mut nearest = letter.range(self.flow.first()).start;
        for (index, top, paragraph) in self.shown() {
            if at.y < top {
                break;
            }
            let line = letter.range(index);
            let inside = Point::new(at.x.max(0.0), (at.y - top).min(paragraph.min_height() - 1.0).max(0.0));
            let offset = paragraph.hit_test(inside).map_or(0, iced::advanced::text::Hit::cursor);
            nearest = (line.start + offset).min(line.end);
        }
        nearest
    }

    fn around(letter: &Letter, place: usize, kind: Kind) -> Range<usize> {
        match kind {
            Kind::Single => place..place,
            Kind::Double => letter.word(place),
            Kind::Triple => {
                let text = letter.text();
                let start = text.get(..place).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
                let end = text.get(place..).and_then(|text| text.find('\n')).map_or(text.len(), |at| place + at);
                start..end
            }
        }
    }

    pub(super) fn press(&mut self, letter: &Letter, at: Point, origin: Point) {
        if let Some(thumb) = self.thumb().filter(|thumb| thumb.is_under(at.x)) {
            let grip = thumb.grip(at.y);
            self.held = Held::Thumb(grip);
            self.seek(thumb.position_at(at.y, grip) as f32);
            return;
        }
        let click = mouse::Click::new(at, mouse::Button::Left, self.last_click);
        self.last_click = Some(click);
        let at = Point::new(at.x - origin.x, at.y - origin.y);
        let range = Self::around(letter, self.place(letter, at), click.kind());
        self.selection = Some(Selection { from: range.clone(), to: range, kind: click.kind() });
        self.held = Held::Text { beyond: 0.0, at };
    }

    /// The pointer moved; true if it holds something.
    pub(super) fn drag(&mut self, letter: &Letter, at: Point, origin: Point) -> bool {
        match self.held {
            Held::Nothing => return false,
            Held::Thumb(grip) => {
                if let Some(thumb) = self.thumb() {
                    self.seek(thumb.position_at(at.y, grip) as f32);
                }
            }
            Held::Text { .. } => {
                let beyond = (at.y - self.view.height).max(0.0) + at.y.min(0.0);
                let at = Point::new(at.x - origin.x, at.y.clamp(0.0, self.view.height) - origin.y);
                self.held = Held::Text { beyond, at };
                self.extend(letter, at);
            }
        }
        true
    }

    fn extend(&mut self, letter: &Letter, at: Point) {
        let place = self.place(letter, at);
        if let Some(selection) = &mut self.selection {
            selection.to = Self::around(letter, place, selection.kind);
        }
    }

    pub(super) fn release(&mut self) -> bool {
        std::mem::take(&mut self.held) != Held::Nothing
    }

    /// While the selection is drawn beyond an edge, the text comes along.
    pub(super) fn pull(&mut self) -> bool {
        let Held::Text { beyond, at } = self.held else {
            return false;
        };
        if beyond == 0.0 {
            return false;
        }
        self.scroll((beyond / 4.0).clamp(-40.0, 40.0));
        if let Some(letter) = self.letter.clone() {
            self.extend(&letter, at);
        }
        true
    }

    pub(super) fn is_held(&self) -> bool {
        matches!(self.held, Held::Thumb(_))
    }

    /// The scroll bar, if there is more than a view.
    pub(super) fn thumb(&self) -> Option<Thumb> {
        let (position, total) = self.flow.position();
        Thumb::new(self.bounds, f64::from(position), f64::from(total))
    }
}

/// What a line will likely take, from its number of letters.
fn guess(letter: &Letter, font: Font, size: f32, width: f32) -> Vec<f32> {
    let share = if font == font::MONO { 0.6 } else { 0.52 };
    let per_line = (width / (size * share)).max(1.0);
    let height = line_height(size);
    (0..letter.count()).map(|index| (letter.letters(index) as f32 / per_line).ceil().max(1.0) * height).collect()
}

fn lay(content: &str, font: Font, size: f32, width: f32) -> Paragraph {
    Paragraph::with_text(Text {
        content,
        bounds: Size::new(width, f32::INFINITY),
        size: Pixels(size),
        line_height: LineHeight::Absolute(Pixels(line_height(size))),
        font,
        align_x: Alignment::Left,
        align_y: alignment::Vertical::Top,
        shaping: Shaping::Advanced,
        wrapping: Wrapping::WordOrGlyph,
    })
}

/// The areas that a range of a line covers, one for each line that it wraps to.
fn areas_of(
    paragraph: &Paragraph,
    range: Range<usize>,
    ends_after: bool,
    height: f32,
) -> impl Iterator<Item = Rectangle> {
    let mut areas = Vec::new();
    for run in paragraph.buffer().layout_runs() {
        let inside = run.glyphs.iter().filter(|glyph| glyph.start < range.end && glyph.end > range.start);
        let (mut left, mut right) = (f32::MAX, f32::MIN);
        for glyph in inside {
            left = left.min(glyph.x);
            right = right.max(glyph.x + glyph.w);
        }
        if left < right {
            areas.push(Rectangle::new(Point::new(left, run.line_top), Size::new(right - left, height)));
        }
    }
    if ends_after {
        // The end of a line is selected too: an empty one shows it by a mark.
        match areas.last_mut() {
            Some(area) => area.width += 4.0,
            None => areas.push(Rectangle::new(Point::ORIGIN, Size::new(4.0, height))),
        }
    }
    areas.into_iter()
}
