//! One block laid out: where its lines and letters stand, and what is drawn
//! behind and through them. Its letters stand where those of the text do, byte
//! for byte, but for what an input method has not given yet.

use iced::advanced::text::{Alignment, LineHeight, Paragraph as _, Shaping, Span, Text, Wrapping};
use iced::{Color, Font, Pixels, Point, Rectangle, Renderer, Size, alignment};

use crate::domain::writing::{Align, Block, Emphasis, Form, List, Paragraph, Piece, Style};
use crate::ui::icon;
use crate::ui::theme::{Theme, font, size};

type Shaped = <Renderer as iced::advanced::text::Renderer>::Paragraph;

/// The letters of a message, as the reader shows them.
pub(super) const SIZE: f32 = size::LARGE - 1.0;
/// What a level of a quote, and of a list, takes on the left.
const QUOTE: f32 = 14.0;
const ITEM: f32 = 22.0;
/// Narrower than this nothing is set in any further.
const NARROWEST: f32 = 120.0;
/// What stands for something carried along.
const CARRIED: f32 = 36.0;
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
    pub(super) lines: Vec<Line>,
    pub(super) strokes: Vec<Stroke>,
    body: Body,
    composing: Option<(usize, usize)>,
}

enum Body {
    Letters(Shaped),
    Picture(Size),
    Carried,
}

/// A line as it is seen, in the room of its block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) top: f32,
    pub(super) height: f32,
    stops: Vec<Stop>,
}

/// A cluster of letters, and from where to where it is drawn.
#[derive(Debug, Clone, PartialEq)]
struct Stop {
    start: usize,
    end: usize,
    from: f32,
    to: f32,
}

/// What is drawn with letters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stroke {
    pub(super) area: Rectangle,
    pub(super) kind: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Behind(Color),
    Through(Option<Color>),
}

impl Laid {
    pub(super) fn new(
        block: &Block,
        width: f32,
        theme: Theme,
        composing: Option<&Composing>,
        picture: Option<Size>,
    ) -> Self {
        match block {
            Block::Carried(carried) => {
                let left = f32::from(carried.quote) * QUOTE;
                Self::solid(Body::Carried, left.min(width - NARROWEST), width, CARRIED)
            }
            Block::Paragraph(paragraph) => {
                let left = indent(paragraph.form).min((width - NARROWEST).max(0.0));
                match (picture, composing) {
                    (Some(natural), None) => Self::picture(paragraph, natural, left, width - left),
                    _ => Self::letters(paragraph, left, width - left, theme, composing),
                }
            }
        }
    }

    /// Something with a place before it and one behind.
    fn solid(body: Body, left: f32, width: f32, height: f32) -> Self {
        let (length, right) = match &body {
            Body::Picture(size) => (3, size.width),
            _ => (1, width - left),
        };
        let stops = vec![Stop { start: 0, end: length, from: 0.0, to: right }];
        let line = Line { start: 0, end: length, top: AROUND, height, stops };
        Self {
            left,
            width: right,
            height: height + 2.0 * AROUND,
            above: AROUND,
            lines: vec![line],
            strokes: Vec::new(),
            body,
            composing: None,
        }
    }

    fn picture(paragraph: &Paragraph, natural: Size, left: f32, width: f32) -> Self {
        let asked = paragraph.pieces().next().and_then(|piece| piece.picture?.width());
        let wanted = asked.map_or(natural.width, |asked| asked as f32).min(width).max(1.0);
        let scale = (wanted / natural.width.max(1.0)).min(HIGHEST / natural.height.max(1.0));
        let shown = Size::new((natural.width * scale).round(), (natural.height * scale).round());
        let left = left + aside(paragraph.form.align, width, shown.width);
        Self::solid(Body::Picture(shown), left, left + width, shown.height)
    }

    fn letters(paragraph: &Paragraph, left: f32, width: f32, theme: Theme, composing: Option<&Composing>) -> Self {
        let pieces: Vec<Piece<'_>> = paragraph.pieces().collect();
        let spans = spans(paragraph, &pieces, theme, composing);
        let contents: Vec<Span<'_, ()>> = spans.iter().map(|(span, _)| span.clone()).collect();
        let largest = largest(paragraph);
        let shaped = Shaped::with_spans(Text {
            content: contents.as_slice(),
            bounds: Size::new(width, f32::INFINITY),
            size: Pixels(largest),
            line_height: LineHeight::Absolute(Pixels(line_height(largest))),
            font: font::TEXT,
            align_x: match paragraph.form.align {
                Align::Left => Alignment::Default,
                Align::Centre => Alignment::Center,
                Align::Right => Alignment::Right,
                Align::Justify => Alignment::Justified,
            },
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::WordOrGlyph,
        });
        let aside = aside(paragraph.form.align, width, shaped.min_bounds().width);
        let (mut lines, mut strokes) = (Vec::new(), Vec::new());
        for run in shaped.buffer().layout_runs() {
            let stops: Vec<Stop> = run
                .glyphs
                .iter()
                .map(|glyph| {
                    let (from, to) = (glyph.x, glyph.x + glyph.w);
                    let (from, to) = if glyph.level.is_rtl() { (to, from) } else { (from, to) };
                    Stop { start: glyph.start, end: glyph.end, from, to }
                })
                .collect();
            let start = stops.iter().map(|stop| stop.start).min().unwrap_or(0);
            let end = stops.iter().map(|stop| stop.end).max().unwrap_or(0);
            lines.push(Line { start, end, top: run.line_top, height: run.line_height, stops });
            for glyph in run.glyphs {
                let Some((_, look)) = spans.get(glyph.metadata) else { continue };
                look.draw(glyph.x, glyph.w, glyph.font_size, (run.line_top, run.line_height, run.line_y), &mut strokes);
            }
        }
        let height = shaped.min_bounds().height.max(line_height(SIZE));
        let composing = composing.map(|composing| (composing.at, composing.text.len()));
        let body = Body::Letters(shaped);
        Self { left: left + aside, width, height, above: 0.0, lines, strokes, body, composing }
    }

    pub(super) fn shaped(&self) -> Option<&Shaped> {
        match &self.body {
            Body::Letters(shaped) => Some(shaped),
            _ => None,
        }
    }

    pub(super) fn is_carried(&self) -> bool {
        matches!(self.body, Body::Carried)
    }

    /// Where a picture that stands alone is drawn, in the room of its block.
    pub(super) fn frame(&self) -> Option<Rectangle> {
        match self.body {
            Body::Picture(size) => Some(Rectangle::new(Point::new(self.left, self.above), size)),
            _ => None,
        }
    }

    /// Where the caret is drawn, in the room of its block. Where a line wraps, a
    /// place is at the end of one line and at the start of the next.
    pub(super) fn caret(&self, at: usize, at_end: bool) -> Rectangle {
        let at = self.shown(at);
        let line = self.line_of(at, at_end).and_then(|line| self.lines.get(line));
        let Some(line) = line else {
            return Rectangle::new(Point::new(self.left, 0.0), Size::new(1.0, self.height));
        };
        Rectangle::new(Point::new(self.left + line.x(at), line.top), Size::new(1.0, line.height))
    }

    /// The caret of an input method.
    pub(super) fn composing_caret(&self, composing: &Composing) -> Rectangle {
        let at = composing.at + composing.caret.unwrap_or(composing.text.len());
        let line = self.line_of(at, true).and_then(|line| self.lines.get(line));
        let Some(line) = line else { return self.caret(composing.at, false) };
        Rectangle::new(Point::new(self.left + line.x(at), line.top), Size::new(1.0, line.height))
    }

    pub(super) fn line_of(&self, at: usize, at_end: bool) -> Option<usize> {
        let within = |line: &Line| line.start <= at && (at < line.end || at_end && at == line.end && at > line.start);
        let found = self.lines.iter().position(within);
        found.or_else(|| self.lines.iter().rposition(|line| line.end <= at)).or(self.lines.len().checked_sub(1))
    }

    /// The place nearest to a point of its room, and whether it is at the end of
    /// a line that wraps.
    pub(super) fn place(&self, at: Point) -> (usize, bool) {
        let line = self.lines.iter().position(|line| at.y < line.top + line.height);
        self.place_in(line.unwrap_or(self.lines.len().saturating_sub(1)), at.x)
    }

    pub(super) fn place_in(&self, line: usize, x: f32) -> (usize, bool) {
        let Some(found) = self.lines.get(line) else { return (0, false) };
        let at = found.nearest(x - self.left);
        let wraps = line + 1 < self.lines.len();
        (self.meant(at), wraps && at == found.end && at > found.start)
    }

    /// The areas that a range covers, one for each line.
    pub(super) fn areas(&self, range: std::ops::Range<usize>, ends_after: bool) -> Vec<Rectangle> {
        if self.is_carried() {
            // It shows by itself that it was chosen.
            return Vec::new();
        }
        let (from, to) = (self.shown(range.start), self.shown(range.end));
        let mut areas = Vec::new();
        for line in self.lines.iter().filter(|line| line.start < to && line.end > from) {
            let inside = line.stops.iter().filter(|stop| stop.start < to && stop.end > from);
            let (mut left, mut right) = (f32::MAX, f32::MIN);
            for stop in inside {
                left = left.min(stop.from.min(stop.to));
                right = right.max(stop.from.max(stop.to));
            }
            if left < right {
                let area = Rectangle::new(Point::new(self.left + left, line.top), Size::new(right - left, line.height));
                areas.push(area);
            }
        }
        if ends_after {
            // The end of a paragraph is selected too: an empty one shows it by a mark.
            match areas.last_mut() {
                Some(area) => area.width += 4.0,
                None => areas.extend(self.lines.last().map(|line| {
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

impl Line {
    fn x(&self, at: usize) -> f32 {
        for stop in &self.stops {
            if stop.start <= at && at < stop.end {
                // Letters that are drawn as one share its width.
                let share = (at - stop.start) as f32 / (stop.end - stop.start).max(1) as f32;
                return stop.from + (stop.to - stop.from) * share;
            }
        }
        self.stops.iter().find(|stop| stop.end == at).map_or(0.0, |stop| stop.to)
    }

    fn nearest(&self, x: f32) -> usize {
        let mut best = (f32::MAX, self.start);
        for stop in &self.stops {
            for (place, at) in [(stop.from, stop.start), (stop.to, stop.end)] {
                let distance = (place - x).abs();
                if distance < best.0 {
                    best = (distance, at);
                }
            }
        }
        best.1
    }
}

/// What is drawn with the letters of a span.
#[derive(Default)]
struct Look {
    behind: Option<Color>,
    under: Rule,
    through: Rule,
}

/// A line along letters: in their colour, or in one of its own.
#[derive(Default, Clone, Copy)]
enum Rule {
    #[default]
    None,
    Plain,
    Of(Color),
}

impl Rule {
    fn new(is_there: bool, colour: Option<Color>) -> Self {
        match colour {
            _ if !is_there => Self::None,
            Some(colour) => Self::Of(colour),
            None => Self::Plain,
        }
    }

    fn mark(self) -> Option<Mark> {
        match self {
            Self::None => None,
            Self::Plain => Some(Mark::Through(None)),
            Self::Of(colour) => Some(Mark::Through(Some(colour))),
        }
    }
}

impl Look {
    fn draw(&self, x: f32, width: f32, size: f32, line: (f32, f32, f32), strokes: &mut Vec<Stroke>) {
        let (top, height, base) = line;
        let across = |y: f32| Rectangle::new(Point::new(x, y.round()), Size::new(width, 1.0));
        let mut put = |area: Rectangle, kind: Mark| match strokes.last_mut() {
            Some(last) if last.kind == kind && follows(&last.area, &area) => {
                last.area.width = area.x + area.width - last.area.x;
            }
            _ => strokes.push(Stroke { area, kind }),
        };
        if let Some(colour) = self.behind {
            put(Rectangle::new(Point::new(x, top), Size::new(width, height)), Mark::Behind(colour));
        }
        if let Some(mark) = self.under.mark() {
            put(across(base + size * 0.13), mark);
        }
        if let Some(mark) = self.through.mark() {
            put(across(base - size * 0.3), mark);
        }
    }
}

fn follows(last: &Rectangle, next: &Rectangle) -> bool {
    let same = |one: f32, other: f32| (one - other).abs() < 0.5;
    same(last.y, next.y) && same(last.height, next.height) && same(last.x + last.width, next.x)
}

/// The letters with their looks; what is being composed stands among them.
fn spans<'a>(
    paragraph: &Paragraph,
    pieces: &[Piece<'a>],
    theme: Theme,
    composing: Option<&'a Composing>,
) -> Vec<(Span<'a, ()>, Look)> {
    let mut spans = Vec::new();
    let mut rest = composing;
    for piece in pieces {
        let inside = rest.filter(|composing| composing.at >= piece.start && composing.at < piece.end());
        let cut = inside.map_or(piece.text.len(), |composing| composing.at - piece.start);
        let (before, after) = piece.text.split_at_checked(cut).unwrap_or((piece.text, ""));
        if !before.is_empty() {
            spans.push(span(before, piece.style, piece.picture.is_some(), theme));
        }
        if let Some(composing) = inside {
            spans.push(composed(paragraph, composing, theme));
            rest = None;
            if !after.is_empty() {
                spans.push(span(after, piece.style, piece.picture.is_some(), theme));
            }
        }
    }
    if let Some(composing) = rest {
        spans.push(composed(paragraph, composing, theme));
    }
    spans
}

fn composed<'a>(paragraph: &Paragraph, composing: &'a Composing, theme: Theme) -> (Span<'a, ()>, Look) {
    let (span, look) = span(&composing.text, &paragraph.style_at(composing.at), false, theme);
    (span, Look { under: Rule::Plain, ..look })
}

fn span<'a>(text: &'a str, style: &Style, picture: bool, theme: Theme) -> (Span<'a, ()>, Look) {
    let c = theme.colours();
    let link = style.link.as_ref().map(|_| c.accent);
    let colour = if picture { Some(c.accent) } else { link.or(style.ink.map(|ink| theme.ink(ink))) };
    let face = if picture { font::ICON } else { face(style) };
    let size = points(style.size);
    let mut span = if picture { Span::new(PICTURE.to_string()) } else { Span::new(text) };
    span = span.font(face).size(size).line_height(LineHeight::Absolute(Pixels(line_height(size))));
    span.color = colour;
    let look = Look {
        behind: style.marker.map(|marker| theme.marker(marker)),
        under: Rule::new(style.has(Emphasis::Underline) || link.is_some(), colour),
        through: Rule::new(style.has(Emphasis::Strike), colour),
    };
    (span, look)
}

/// As long as what it stands for.
const PICTURE: char = icon::IMAGE;

fn face(style: &Style) -> Font {
    match (style.has(Emphasis::Bold), style.has(Emphasis::Italic)) {
        (false, false) => font::TEXT,
        (true, false) => font::STRONG,
        (false, true) => font::ITALIC,
        (true, true) => font::STRONG_ITALIC,
    }
}

pub(super) fn points(size: crate::domain::writing::Size) -> f32 {
    use crate::domain::writing::Size;
    match size {
        Size::Small => size::SMALL - 1.0,
        Size::Normal => SIZE,
        Size::Large => size::TITLE,
        Size::Huge => size::DISPLAY + 2.0,
    }
}

/// A line is as high as what stands in it: one that holds nothing, as letters are.
fn largest(paragraph: &Paragraph) -> f32 {
    paragraph.pieces().map(|piece| points(piece.style.size)).reduce(f32::min).unwrap_or(SIZE)
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
