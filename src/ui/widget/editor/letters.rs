//! Letters shaped: how they look, where their lines and each of them stand, and
//! what is drawn behind and through them. Places are counted from the first one.

use iced::advanced::text::{Alignment, LineHeight, Paragraph as _, Shaping, Span, Text, Wrapping};
use iced::{Color, Font, Pixels, Point, Rectangle, Renderer, Size, alignment};

use super::laid::{SIZE, line_height};
use crate::domain::writing::{Align, Emphasis, Style};
use crate::ui::icon;
use crate::ui::theme::{Theme, font, size};

pub(super) type Shaped = <Renderer as iced::advanced::text::Renderer>::Paragraph;

/// What letters are shaped for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) align: Align,
    /// Of the letters of the whole paragraph.
    pub(super) size: f32,
    pub(super) theme: Theme,
}

/// Some letters that look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    /// One letter, which stands for it.
    Picture,
    /// Not given yet by an input method.
    Composed,
}

pub(super) struct Letters {
    pub(super) shaped: Shaped,
    pub(super) size: Size,
    pub(super) lines: Vec<Line>,
    pub(super) strokes: Vec<Stroke>,
}

/// A line as it is seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) top: f32,
    pub(super) height: f32,
    pub(super) stops: Vec<Stop>,
}

/// A cluster of letters, and from where to where it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stop {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// What is drawn with letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) area: Rectangle,
    pub(super) kind: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Behind(Color),
    Through(Option<Color>),
}

impl Letters {
    pub(super) fn shape<'a>(runs: impl Iterator<Item = (&'a str, &'a Style, Kind)>, room: Room) -> Self {
        let (spans, looks): (Vec<Span<'_, ()>>, Vec<Look>) =
            runs.map(|(text, style, kind)| span(text, style, kind, room.theme)).unzip();
        let shaped = Shaped::with_spans(Text {
            content: spans.as_slice(),
            bounds: Size::new(room.width, f32::INFINITY),
            size: Pixels(room.size),
            line_height: LineHeight::Absolute(Pixels(line_height(room.size))),
            font: font::TEXT,
            align_x: match room.align {
                Align::Left => Alignment::Default,
                Align::Centre => Alignment::Center,
                Align::Right => Alignment::Right,
                Align::Justify => Alignment::Justified,
            },
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::WordOrGlyph,
        });
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
                let Some(look) = looks.get(glyph.metadata) else { continue };
                look.draw(glyph.x, glyph.w, glyph.font_size, (run.line_top, run.line_height, run.line_y), &mut strokes);
            }
        }
        Self { size: shaped.min_bounds(), shaped, lines, strokes }
    }
}

impl Line {
    pub(super) fn x(&self, at: usize) -> f32 {
        for stop in &self.stops {
            if stop.start <= at && at < stop.end {
                // Letters that are drawn as one share its width.
                let share = (at - stop.start) as f32 / (stop.end - stop.start).max(1) as f32;
                return stop.from + (stop.to - stop.from) * share;
            }
        }
        self.stops.iter().find(|stop| stop.end == at).map_or(0.0, |stop| stop.to)
    }

    pub(super) fn nearest(&self, x: f32) -> usize {
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

fn span<'a>(text: &'a str, style: &Style, kind: Kind, theme: Theme) -> (Span<'a, ()>, Look) {
    let c = theme.colours();
    let is_picture = kind == Kind::Picture;
    let link = style.link.as_ref().map(|_| c.accent);
    let colour = if is_picture { Some(c.accent) } else { link.or(style.ink.map(|ink| theme.ink(ink))) };
    let face = if is_picture { font::ICON } else { face(style) };
    let size = points(style.size);
    let mut span = if is_picture { Span::new(PICTURE.to_string()) } else { Span::new(text) };
    span = span.font(face).size(size).line_height(LineHeight::Absolute(Pixels(line_height(size))));
    span.color = colour;
    let under = match kind {
        Kind::Composed => Rule::Plain,
        _ => Rule::new(style.has(Emphasis::Underline) || link.is_some(), colour),
    };
    let look = Look {
        behind: style.marker.map(|marker| theme.marker(marker)),
        under,
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
