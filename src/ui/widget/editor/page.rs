//! The text as it stands on the screen: only what is seen is laid out, the rest
//! is guessed. Places of the text become points of the view, and back.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;

use iced::{Point, Rectangle, Size, Vector};

use super::laid::{Composing, Laid, SIZE, line_height};
use super::shown::key;
use super::stretch::Stretch;
use crate::domain::writing::{Block, Document, Place, Selection, Touched};
use crate::ui::theme::{Theme, space};
use crate::ui::widget::flow::Flow;
use crate::ui::widget::thumb::Thumb;

/// A line of text is not read well beyond this.
const WIDEST: f32 = 780.0;
pub(super) const SIDES: f32 = space::L;
/// Air above the first line and below the last.
const HEAD: f32 = space::M;
const FOOT: f32 = space::L;
/// Blocks kept laid out beyond what is in sight.
const KEPT: usize = 120;
/// A letter is about this share of its size wide.
const LETTER: f32 = 0.52;

pub(super) struct Page {
    flow: Flow,
    sheet: Sheet,
    view: Size,
}

/// What is laid out, and how.
struct Sheet {
    laid: BTreeMap<usize, Laid>,
    /// Of blocks that were changed: most of a long one is as it was.
    former: VecDeque<Stretch>,
    width: f32,
    theme: Theme,
    count: usize,
    composing: Option<(usize, Composing)>,
    /// Of what is no letters and was shown.
    sizes: HashMap<String, Size>,
}

/// A place, and whether it is meant at the end of a line that wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) at_end: bool,
}

impl Spot {
    pub(super) fn at(place: Place) -> Self {
        Self { place, at_end: false }
    }
}

impl Sheet {
    fn lay(&mut self, document: &Document, index: usize) -> Option<&Laid> {
        let block = document.block(index)?;
        if !self.laid.contains_key(&index) {
            let composing = self.composing.as_ref().filter(|(at, _)| *at == index).map(|(_, composing)| composing);
            let picture = key(block).and_then(|key| self.sizes.get(key).copied());
            let laid = Laid::new(block, self.width, self.theme, composing, picture, &mut self.former);
            let _ = self.laid.insert(index, laid);
        }
        self.laid.get(&index)
    }

    fn height(&mut self, document: &Document, index: usize) -> f32 {
        let edges = self.edges(index);
        self.lay(document, index).map_or(0.0, |laid| laid.height) + edges.0 + edges.1
    }

    fn edges(&self, index: usize) -> (f32, f32) {
        (if index == 0 { HEAD } else { 0.0 }, if index + 1 == self.count { FOOT } else { 0.0 })
    }

    fn guess(&self, block: &Block) -> f32 {
        let per_line = (self.width / (SIZE * LETTER)).max(1.0);
        (block.len() as f32 / per_line).ceil().max(1.0) * line_height(SIZE)
    }
}

impl Page {
    pub(super) fn new() -> Self {
        let sheet = Sheet {
            laid: BTreeMap::new(),
            former: VecDeque::new(),
            width: 0.0,
            theme: Theme::default(),
            count: 0,
            composing: None,
            sizes: HashMap::new(),
        };
        Self { flow: Flow::default(), sheet, view: Size::ZERO }
    }

    /// Makes the page fit its place, and lays out what is in sight.
    pub(super) fn sync(&mut self, document: &Document, bounds: Size, theme: Theme) {
        let width = (bounds.width - 2.0 * SIDES).clamp(40.0, WIDEST);
        let same = (self.sheet.width, self.sheet.theme, self.sheet.count) == (width, theme, document.blocks().len());
        if !same {
            let first = self.flow.first();
            (self.sheet.width, self.sheet.theme, self.sheet.count) = (width, theme, document.blocks().len());
            self.sheet.laid.clear();
            let heights = document.blocks().iter().map(|block| self.sheet.guess(block)).collect();
            self.flow = Flow::new(heights, first);
        }
        self.view = bounds;
        self.scroll(document, 0.0);
    }

    /// Some blocks are others now.
    pub(super) fn touched(&mut self, document: &Document, touched: Touched) {
        let (at, gone, come) = (touched.at, touched.gone, touched.come);
        let laid = std::mem::take(&mut self.sheet.laid);
        let (changed, kept): (Vec<_>, Vec<_>) =
            laid.into_iter().partition(|(index, _)| (at..at + gone).contains(index));
        self.sheet.former = changed.into_iter().flat_map(|(_, laid)| laid.into_stretches()).collect();
        let kept = kept.into_iter();
        self.sheet.laid =
            kept.map(|(index, laid)| (if index < at { index } else { index + come - gone }, laid)).collect();
        let guesses: Vec<f32> = document.range(at..at + come).map(|block| self.sheet.guess(block)).collect();
        self.flow.splice(at, gone, &guesses);
        self.sheet.count = document.blocks().len();
    }

    pub(super) fn compose(&mut self, composing: Option<(usize, Composing)>) {
        for index in [&self.sheet.composing, &composing].into_iter().flatten().map(|(index, _)| *index) {
            if let Some(laid) = self.sheet.laid.remove(&index) {
                self.sheet.former = laid.into_stretches().collect();
            }
        }
        self.sheet.composing = composing;
    }

    pub(super) fn composing(&self) -> Option<&(usize, Composing)> {
        self.sheet.composing.as_ref()
    }

    pub(super) fn show(&mut self, key: &str, size: Size) {
        let _ = self.sheet.sizes.insert(key.to_owned(), size);
        self.sheet.laid.clear();
    }

    pub(super) fn scroll(&mut self, document: &Document, by: f32) {
        self.move_by(document, |flow, view, measure| flow.scroll(by, view, measure));
    }

    pub(super) fn seek(&mut self, document: &Document, position: f32) {
        self.move_by(document, |flow, view, measure| flow.seek(position, view, measure));
    }

    fn move_by(&mut self, document: &Document, act: impl FnOnce(&mut Flow, f32, &mut dyn FnMut(usize) -> f32)) {
        let sheet = &mut self.sheet;
        act(&mut self.flow, self.view.height, &mut |index| sheet.height(document, index));
        let first = self.flow.first();
        let last = self.flow.visible(self.view.height).last().map_or(first, |(index, _)| index);
        self.sheet.laid.retain(|index, _| (first.saturating_sub(KEPT)..=last + KEPT).contains(index));
    }

    /// How far down the text the view begins.
    pub(super) fn position(&self) -> f32 {
        self.flow.position().0
    }

    pub(super) fn view_height(&self) -> f32 {
        self.view.height
    }

    /// The blocks in sight, each with where it begins in the view.
    pub(super) fn shown(&self) -> impl Iterator<Item = (usize, f32, &Laid)> {
        self.flow
            .visible(self.view.height)
            .filter_map(|(index, top)| Some((index, top + self.sheet.edges(index).0, self.sheet.laid.get(&index)?)))
    }

    /// The letters of a block that can be seen; it begins there in the view.
    pub(super) fn seen(&self, top: f32, laid: &Laid) -> Range<usize> {
        laid.seen(-top, self.view.height - top)
    }

    /// The caret in the view, if its block is in sight.
    pub(super) fn caret(&self, spot: Spot) -> Option<Rectangle> {
        let (_, top, laid) = self.shown().find(|(index, ..)| *index == spot.place.block)?;
        let composing = self.composing().filter(|(index, _)| *index == spot.place.block);
        let caret = match composing {
            Some((_, composing)) => laid.composing_caret(composing),
            None => laid.caret(spot.place.at, spot.at_end),
        };
        Some(caret + Vector::new(SIDES, top))
    }

    /// Scrolls no further than needed to see the caret.
    pub(super) fn reveal(&mut self, document: &Document, spot: Spot) {
        if self.view.height <= 0.0 {
            return;
        }
        let edges = self.sheet.edges(spot.place.block);
        let Some(laid) = self.sheet.lay(document, spot.place.block) else { return };
        let caret = laid.caret(spot.place.at, spot.at_end);
        let bottom = caret.y + caret.height + edges.0;
        let stretch = (
            if caret.y <= laid.above { 0.0 } else { caret.y + edges.0 },
            if edges.1 > 0.0 { bottom + edges.1 } else { bottom },
        );
        self.move_by(document, |flow, view, measure| flow.reveal(spot.place.block, stretch, view, measure));
    }

    /// The place nearest to a point of the view.
    pub(super) fn spot(&self, at: Point) -> Spot {
        let mut nearest = Spot::at(Place::new(self.flow.first(), 0));
        for (index, top, laid) in self.shown() {
            if at.y < top && index > self.flow.first() {
                break;
            }
            let (place, at_end) = laid.place(Point::new(at.x - SIDES, at.y - top));
            nearest = Spot { place: Place::new(index, place), at_end };
        }
        nearest
    }

    /// A line up or down from a place, at a height of the column `x`.
    pub(super) fn line_beside(&mut self, document: &Document, spot: Spot, x: f32, down: bool) -> Option<Spot> {
        let laid = self.sheet.lay(document, spot.place.block)?;
        let line = laid.line_of(spot.place.at, spot.at_end)?;
        let last = laid.count().saturating_sub(1);
        let (block, line) = match (down, line) {
            (true, line) if line < last => (spot.place.block, Some(line + 1)),
            (true, _) => (spot.place.block + 1, Some(0)),
            (false, 0) => (spot.place.block.checked_sub(1)?, None),
            (false, line) => (spot.place.block, Some(line - 1)),
        };
        let laid = self.sheet.lay(document, block)?;
        let line = line.unwrap_or(laid.count().saturating_sub(1));
        let (at, at_end) = laid.place_in(line, x - SIDES);
        Some(Spot { place: Place::new(block, at), at_end })
    }

    /// A page up or down: what was under the caret stays under it.
    pub(super) fn page_beside(&mut self, document: &Document, spot: Spot, x: f32, down: bool) -> Spot {
        let before = self.position();
        let caret = self.caret(spot);
        let by = (self.view.height - line_height(SIZE)).max(20.0);
        self.scroll(document, if down { by } else { -by });
        if (self.position() - before).abs() < 1.0 {
            let edge = if down { document.end() } else { Place::default() };
            return Spot::at(edge);
        }
        let y = caret.map_or(self.view.height / 2.0, |caret| caret.y + caret.height / 2.0);
        self.spot(Point::new(x, y.clamp(0.0, self.view.height)))
    }

    /// The start or the end of the line that is seen.
    pub(super) fn line_edge(&mut self, document: &Document, spot: Spot, end: bool) -> Spot {
        let found = self.sheet.lay(document, spot.place.block).and_then(|laid| {
            let line = laid.line_of(spot.place.at, spot.at_end)?;
            let wraps = line + 1 < laid.count();
            let line = laid.line(line)?;
            Some(if end { (line.end, wraps) } else { (line.start, false) })
        });
        let (at, at_end) = found.unwrap_or((spot.place.at, false));
        Spot { place: Place::new(spot.place.block, at), at_end }
    }

    /// The column of the caret, for going up and down in it.
    pub(super) fn column(&mut self, document: &Document, spot: Spot) -> f32 {
        self.sheet.lay(document, spot.place.block).map_or(0.0, |laid| laid.caret(spot.place.at, spot.at_end).x) + SIDES
    }

    /// What to colour behind the selection, in the view.
    pub(super) fn selected(&self, selection: Selection) -> Vec<Rectangle> {
        let (start, end) = selection.ends();
        let mut areas = Vec::new();
        for (index, top, laid) in self.shown() {
            if start == end || index < start.block || index > end.block {
                continue;
            }
            let from = if index == start.block { start.at } else { 0 };
            let to = if index == end.block { end.at } else { usize::MAX };
            let found = laid.areas(from..to, index < end.block);
            areas.extend(found.into_iter().map(|area| area + Vector::new(SIDES, top)));
        }
        areas
    }

    pub(super) fn thumb(&self) -> Option<Thumb> {
        let (position, total) = self.flow.position();
        Thumb::new(self.view, f64::from(position), f64::from(total))
    }
}
