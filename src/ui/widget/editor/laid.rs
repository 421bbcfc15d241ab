//! One block laid out: where its lines and letters stand. Its letters stand where
//! those of the text do, byte for byte, but for what an input method has not given
//! yet.

use std::collections::VecDeque;
use std::ops::Range;

use iced::{Point, Rectangle, Size, Vector};

use super::letters::{Line, Room, Shaped, Stop, Stroke, points};
use super::stretch::{Content, Stretch};
use crate::domain::writing::{Align, Block, Form, List, Paragraph};
use crate::ui::theme::{Theme, size};

/// The letters of a message, as the reader shows them.
pub(super) const SIZE: f32 = size::LARGE - 1.0;
/// What a level of a quote, and of a list, takes on the left.
const QUOTE: f32 = 14.0;
const ITEM: f32 = 22.0;
/// Narrower than this nothing is set in any further.
const NARROWEST: f32 = 120.0;
/// What stands for something carried along.
pub(super) const CARRIED: f32 = 36.0;
const AROUND: f32 = 4.0;
/// A picture is shown no higher than this.
const HIGHEST: f32 = 420.0;

/// The height of one line of that size, in whole pixels.
pub(super) fn line_height(size: f32) -> f32 {
    (size * 1.5).round()
}

/// What an input method is putting together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Composing {
    pub(super) at: usize,
    pub(super) text: String,
    /// Its own caret, in bytes of its text.
    pub(super) caret: Option<usize>,
}

pub(super) struct Laid {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Air above the first line.
    pub(super) above: f32,
    body: Body,
    composing: Option<(usize, usize)>,
}

enum Body {
    /// One below the other.
    Letters(Vec<Part>),
    /// One line, with a place before it and one behind.
    Picture(Size, Line),
    /// One line that says what it is, and below it what is seen of it.
    Carried(Option<Size>, Line),
}

/// A stretch in its place.
struct Part {
    start: usize,
    at: Vector,
    stretch: Stretch,
}

/// A line in the room of its block.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) top: f32,
    pub(super) height: f32,
    left: f32,
    line: &'a Line,
}

impl<'a> Seen<'a> {
    fn new(line: &'a Line, start: usize, at: Vector) -> Self {
        let (top, height) = (at.y + line.top, line.height);
        Self { start: start + line.start, end: start + line.end, top, height, left: at.x, line }
    }

    fn before(&self) -> usize {
        self.start - self.line.start
    }

    fn x(&self, at: usize) -> f32 {
        self.left + self.line.x(at.saturating_sub(self.before()))
    }

    fn nearest(&self, x: f32) -> usize {
        self.before() + self.line.nearest(x - self.left)
    }

    /// From where to where some of its letters are drawn.
    fn stretch(&self, from: usize, to: usize) -> Option<(f32, f32)> {
        let before = self.before();
        let inside = |stop: &&Stop| before + stop.start < to && before + stop.end > from;
        let (mut left, mut right) = (f32::MAX, f32::MIN);
        for stop in self.line.stops.iter().filter(inside) {
            left = left.min(stop.from.min(stop.to));
            right = right.max(stop.from.max(stop.to));
        }
        (left < right).then_some((self.left + left, self.left + right))
    }
}

impl Laid {
    /// What was shaped before, and is there still, comes from the former stretches.
    pub(super) fn new(
        block: &Block,
        width: f32,
        theme: Theme,
        composing: Option<&Composing>,
        picture: Option<Size>,
        former: &mut VecDeque<Stretch>,
    ) -> Self {
        match block {
            Block::Carried(carried) => {
                let left = (f32::from(carried.quote) * QUOTE).min(width - NARROWEST);
                let room = width - left;
                // Within its frame.
                let seen = picture.map(|natural| natural * ((room - 2.0) / natural.width.max(1.0)).min(1.0));
                let height = CARRIED + seen.map_or(0.0, |seen| seen.height.round() + 1.0);
                Self::alone(Body::Carried(seen, solid(1, room, height)), left, room, height)
            }
            Block::Paragraph(paragraph) => {
                let left = indent(paragraph.form).min((width - NARROWEST).max(0.0));
                match (picture, composing) {
                    (Some(natural), None) => Self::picture(paragraph, natural, left, width - left),
                    _ => Self::letters(paragraph, left, Room::of(paragraph, width - left, theme), composing, former),
                }
            }
        }
    }

    fn alone(body: Body, left: f32, width: f32, height: f32) -> Self {
        Self { left, width, height: height + 2.0 * AROUND, above: AROUND, body, composing: None }
    }

    fn picture(paragraph: &Paragraph, natural: Size, left: f32, width: f32) -> Self {
        let asked = paragraph.pieces().next().and_then(|piece| piece.picture?.width());
        let wanted = asked.map_or(natural.width, |asked| asked as f32).min(width).max(1.0);
        let scale = (wanted / natural.width.max(1.0)).min(HIGHEST / natural.height.max(1.0));
        let shown = Size::new((natural.width * scale).round(), (natural.height * scale).round());
        let left = left + aside(paragraph.form.align, width, shown.width);
        Self::alone(Body::Picture(shown, solid(3, shown.width, shown.height)), left, shown.width, shown.height)
    }

    fn letters(
        paragraph: &Paragraph,
        left: f32,
        room: Room,
        composing: Option<&Composing>,
        former: &mut VecDeque<Stretch>,
    ) -> Self {
        let (mut start, mut top) = (0, 0.0);
        let place = |stretch: Stretch| {
            let at = Vector::new(aside(room.align, room.width, stretch.letters.size.width), top);
            let part = Part { start, at, stretch };
            start += part.stretch.len();
            top += part.stretch.letters.size.height;
            part
        };
        let parts = Content::of(paragraph, composing).shaped(room, former).into_iter().map(place).collect();
        let height = top.max(line_height(SIZE));
        let composing = composing.map(|composing| (composing.at, composing.text.len()));
        Self { left, width: room.width, height, above: 0.0, body: Body::Letters(parts), composing }
    }

    /// What it was made of, for the next one.
    pub(super) fn into_stretches(self) -> impl Iterator<Item = Stretch> {
        let parts = if let Body::Letters(parts) = self.body { parts } else { Vec::new() };
        parts.into_iter().map(|part| part.stretch)
    }

    fn parts(&self) -> &[Part] {
        if let Body::Letters(parts) = &self.body { parts } else { &[] }
    }

    /// Shaped letters, and where they are drawn.
    pub(super) fn shaped(&self) -> impl Iterator<Item = (Vector, &Shaped)> {
        self.parts().iter().map(|part| (Vector::new(self.left, 0.0) + part.at, &part.stretch.letters.shaped))
    }

    pub(super) fn strokes(&self) -> impl Iterator<Item = Stroke> {
        self.parts().iter().flat_map(|part| {
            let at = Vector::new(self.left, 0.0) + part.at;
            part.stretch.letters.strokes.iter().map(move |stroke| Stroke { area: stroke.area + at, ..*stroke })
        })
    }

    fn lines(&self) -> impl Iterator<Item = Seen<'_>> {
        let alone = match &self.body {
            Body::Letters(_) => None,
            Body::Picture(_, line) | Body::Carried(_, line) => Some(Seen::new(line, 0, Vector::ZERO)),
        };
        let letters = self.parts().iter().flat_map(move |part| {
            let (start, at) = (part.start, part.at);
            part.stretch.letters.lines.iter().map(move |line| Seen::new(line, start, at))
        });
        alone.into_iter().chain(letters)
    }

    pub(super) fn line(&self, number: usize) -> Option<Seen<'_>> {
        self.lines().nth(number)
    }

    pub(super) fn count(&self) -> usize {
        match &self.body {
            Body::Letters(parts) => parts.iter().map(|part| part.stretch.letters.lines.len()).sum(),
            Body::Picture(..) | Body::Carried(..) => 1,
        }
    }

    /// The letters of the lines between two heights.
    pub(super) fn seen(&self, from: f32, to: f32) -> Range<usize> {
        let mut seen: Option<Range<usize>> = None;
        for line in self.lines().filter(|line| line.top < to && line.top + line.height > from) {
            seen = Some(seen.map_or(line.start, |seen| seen.start)..line.end);
        }
        let seen = seen.unwrap_or_default();
        self.meant(seen.start)..self.meant(seen.end)
    }

    pub(super) fn is_carried(&self) -> bool {
        matches!(self.body, Body::Carried(..))
    }

    /// Where a picture that stands alone is drawn, or what is seen of something
    /// carried along, in the room of its block.
    pub(super) fn frame(&self) -> Option<Rectangle> {
        let (below, size) = match self.body {
            Body::Picture(size, _) => (0.0, size),
            Body::Carried(Some(size), _) => (CARRIED, size),
            _ => return None,
        };
        let left = self.left + aside(Align::Centre, self.width, size.width);
        Some(Rectangle::new(Point::new(left, self.above + below), size))
    }

    /// Where the caret is drawn, in the room of its block. Where a line wraps, a
    /// place is at the end of one line and at the start of the next.
    pub(super) fn caret(&self, at: usize, at_end: bool) -> Rectangle {
        self.caret_at(self.shown(at), at_end)
            .unwrap_or_else(|| Rectangle::new(Point::new(self.left, 0.0), Size::new(1.0, self.height)))
    }

    /// The caret of an input method.
    pub(super) fn composing_caret(&self, composing: &Composing) -> Rectangle {
        let at = composing.at + composing.caret.unwrap_or(composing.text.len());
        self.caret_at(at, true).unwrap_or_else(|| self.caret(composing.at, false))
    }

    fn caret_at(&self, at: usize, at_end: bool) -> Option<Rectangle> {
        let line = self.line(self.line_of(at, at_end)?)?;
        Some(Rectangle::new(Point::new(self.left + line.x(at), line.top), Size::new(1.0, line.height)))
    }

    pub(super) fn line_of(&self, at: usize, at_end: bool) -> Option<usize> {
        let mut before = None;
        for (number, line) in self.lines().enumerate() {
            let is_last_of = at_end && at == line.end && at > line.start;
            if line.start <= at && (at < line.end || is_last_of) {
                return Some(number);
            }
            if line.end <= at {
                before = Some(number);
            }
        }
        before.or(self.count().checked_sub(1))
    }

    /// The place nearest to a point of its room, and whether it is at the end of
    /// a line that wraps.
    pub(super) fn place(&self, at: Point) -> (usize, bool) {
        let line = self.lines().position(|line| at.y < line.top + line.height);
        self.place_in(line.unwrap_or(self.count().saturating_sub(1)), at.x)
    }

    pub(super) fn place_in(&self, number: usize, x: f32) -> (usize, bool) {
        let Some(line) = self.line(number) else { return (0, false) };
        let at = line.nearest(x - self.left);
        let wraps = number + 1 < self.count();
        (self.meant(at), wraps && at == line.end && at > line.start)
    }

    /// The areas that a range covers, one for each line.
    pub(super) fn areas(&self, range: Range<usize>, ends_after: bool) -> Vec<Rectangle> {
        if self.is_carried() {
            // It shows by itself that it was chosen.
            return Vec::new();
        }
        let (from, to) = (self.shown(range.start), self.shown(range.end));
        let within = self.lines().filter(|line| line.start < to && line.end > from);
        let area = |line: Seen<'_>| {
            let (left, right) = line.stretch(from, to)?;
            Some(Rectangle::new(Point::new(self.left + left, line.top), Size::new(right - left, line.height)))
        };
        let mut areas: Vec<Rectangle> = within.filter_map(area).collect();
        if ends_after {
            // The end of a paragraph is selected too: an empty one shows it by a mark.
            match areas.last_mut() {
                Some(area) => area.width += 4.0,
                None => areas.extend(self.lines().last().map(|line| {
                    Rectangle::new(Point::new(self.left + line.x(line.end), line.top), Size::new(4.0, line.height))
                })),
            }
        }
        areas
    }

    /// A place of the text among the letters that are shown, and back.
    fn shown(&self, at: usize) -> usize {
        match self.composing {
            Some((from, length)) if at > from => at + length,
            _ => at,
        }
    }

    fn meant(&self, at: usize) -> usize {
        match self.composing {
            Some((from, length)) if at > from => at.saturating_sub(length).max(from),
            _ => at,
        }
    }
}

impl Room {
    /// A line is as high as what stands in it: one that holds nothing, as letters are.
    fn of(paragraph: &Paragraph, width: f32, theme: Theme) -> Self {
        let size = paragraph.pieces().map(|piece| points(piece.style.size)).reduce(f32::min).unwrap_or(SIZE);
        Self { width, align: paragraph.form.align, size, theme }
    }
}

fn solid(length: usize, width: f32, height: f32) -> Line {
    let stops = vec![Stop { start: 0, end: length, from: 0.0, to: width }];
    Line { start: 0, end: length, top: AROUND, height, stops }
}

fn indent(form: Form) -> f32 {
    let item = form.item.map_or(0.0, |item| (f32::from(item.depth) + 1.0) * ITEM);
    f32::from(form.quote) * QUOTE + item
}

fn aside(align: Align, room: f32, width: f32) -> f32 {
    match align {
        Align::Left | Align::Justify => 0.0,
        Align::Centre => ((room - width) / 2.0).max(0.0).round(),
        Align::Right => (room - width).max(0.0).round(),
    }
}

/// The bars of a quote, from the left edge.
pub(super) fn bars(quote: u8) -> impl Iterator<Item = f32> {
    (0..quote).map(|level| f32::from(level) * QUOTE + 2.0)
}

/// The mark of an item and where it stands, from the left edge.
pub(super) fn mark(form: Form, number: Option<u32>) -> Option<(String, f32)> {
    let item = form.item?;
    let left = f32::from(form.quote) * QUOTE + f32::from(item.depth) * ITEM;
    let mark = match (item.list, number) {
        (List::Unmarked, _) => return None,
        (List::Numbered, Some(number)) => format!("{number}."),
        _ => ["•", "◦", "▪"].get(usize::from(item.depth % 3)).copied().unwrap_or("•").to_owned(),
    };
    Some((mark, left + ITEM - 6.0))
}
