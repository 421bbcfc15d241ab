//! Something laid out at the width of a sheet: how tall it is, what of it must
//! not be cut, and which words its signs stand for.

use blitz_dom::traversal::TreeTraverser;
use blitz_dom::{BaseDocument, Node, NodeId, local_name};
use parley::Layout;

use super::super::fonts::Fonts;
use super::super::page::{Page, blocks, narrow};
use super::super::voice::Voice;
use super::super::wire::{Light, Look, Quotes, Reading};
use super::breaks::{Span, Whole};
use super::glyphs::Words;
use super::{HEIGHT, SIDE, TOP, WIDTH};
use crate::i18n::Language;

/// Points for a pixel of the page.
const UNIT: f32 = 0.75;
/// Pixels of the layout for one of the page: so fine are its places.
pub(super) const FINE: f32 = 4.0;
/// What is wider than the sheet is made smaller, but can still be read.
const SMALLEST: f32 = 0.45;
/// A row that is taller is rather cut between its lines than leaves a hole.
const ROW: f32 = 0.5;
/// What follows a heading stays with it, for so much.
const HEADED: f32 = 40.0;

const PAPER: Light = Light { paper: [255; 3], ink: [0; 3], link: [11, 87, 168], dark: false };

pub(super) struct Column {
    pub(super) page: Page,
    pub(super) words: Words,
    pub(super) whole: Whole,
    /// Of a table, one after the other.
    pub(super) rows: Vec<Span>,
    pub(super) height: f32,
    pub(super) cut: bool,
    /// Points for a pixel of the page.
    pub(super) unit: f32,
}

impl Column {
    /// A message; what is too wide is made smaller.
    pub(super) fn of(fonts: &Fonts, voice: &mut Voice, reading: Reading, language: Language) -> Self {
        let room = (WIDTH - 2.0 * SIDE) / UNIT;
        let mut page = Page::on_paper(fonts, voice, reading, look(room, language));
        let wide = page.laid().width;
        let mut unit = UNIT;
        if wide > room + 1.0 {
            let wide = wide.min(room / SMALLEST);
            let _ = page.lay(voice, look(wide, language));
            unit = UNIT * room / wide;
        }
        Self::new(page, unit)
    }

    /// What is ours to write.
    pub(super) fn of_ours(fonts: &Fonts, html: &str) -> Self {
        Self::new(Page::of_ours(fonts, html, look((WIDTH - 2.0 * SIDE) / UNIT, Language::default())), UNIT)
    }

    fn new(page: Page, unit: f32) -> Self {
        let found = Found::on(page.document(), (HEIGHT - TOP) / unit);
        let (height, cut) = (page.laid().height, page.laid().cut);
        let whole = Whole::of(found.wished, found.pictures, found.lines);
        Self { page, words: found.words, whole, rows: found.rows, height, cut, unit }
    }
}

/// All is read on paper: nothing is folded there.
fn look(width: f32, language: Language) -> Look {
    Look { width, scale: FINE, zoom: 1.0, light: PAPER, language, quotes: Quotes::Whole, beginning: false }
}

/// What of a page is not to be cut.
#[derive(Default)]
struct Found {
    lines: Vec<Span>,
    pictures: Vec<Span>,
    rows: Vec<Span>,
    wished: Vec<Span>,
    words: Words,
}

impl Found {
    fn on(document: &BaseDocument, sheet: f32) -> Self {
        let mut found = Self::default();
        for block in blocks::of(document) {
            found.words.learn(block.layout, block.text);
            found.lines_of(block.layout, block.top);
        }
        for node in TreeTraverser::new(document).filter_map(|id| document.get_node(id)) {
            found.look_at(document, node, sheet);
        }
        found
    }

    fn lines_of<B: parley::Brush>(&mut self, layout: &Layout<B>, top: f32) {
        let scale = layout.scale();
        let span = |line: parley::Line<'_, B>| {
            let metrics = line.metrics();
            let above = metrics.block_min_coord.min(metrics.content_block_min_coord);
            let below = metrics.block_max_coord.max(metrics.content_block_max_coord);
            top + above / scale..top + below / scale
        };
        let lines: Vec<Span> = layout.lines().map(span).collect();
        // The first line of a paragraph is not left alone, nor the last.
        if let ([first, second, .., before, last], 4..) = (lines.as_slice(), lines.len()) {
            self.wished.push(first.start..second.end);
            self.wished.push(before.start..last.end);
        }
        self.lines.extend(lines);
    }

    fn look_at(&mut self, document: &BaseDocument, node: &Node, sheet: f32) {
        let Some(element) = node.element_data() else { return };
        if let Some(item) = &element.list_item_data
            && let blitz_dom::node::ListItemLayoutPosition::Outside(layout) = &item.position
        {
            match &item.marker {
                blitz_dom::node::Marker::Char(sign) => self.words.learn(layout, &sign.to_string()),
                blitz_dom::node::Marker::String(words) => self.words.learn(layout, words),
            }
        }
        let name = &element.name.local;
        let is_heading = [local_name!("h1"), local_name!("h2"), local_name!("h3"), local_name!("h4")].contains(name);
        let (is_picture, is_row) = (element.raster_image_data().is_some(), *name == local_name!("tr"));
        if !is_picture && !is_row && !is_heading {
            return;
        }
        if is_row {
            // A row is as tall as its cells: it has no place of its own.
            let cells = node.children.iter().filter_map(|cell| span(document, *cell));
            let Some(row) = cells.reduce(|row, cell| row.start.min(cell.start)..row.end.max(cell.end)) else { return };
            if row.end - row.start <= sheet * ROW {
                self.wished.push(row.clone());
            }
            self.rows.push(row);
        } else if let Some(span) = span(document, node.id) {
            if is_picture {
                self.pictures.push(span);
            } else {
                self.wished.push(span.start..span.end + HEADED);
            }
        }
    }
}

/// Of what has a place: an element, not the words between two of them.
fn span(document: &BaseDocument, id: NodeId) -> Option<Span> {
    let _ = document.get_node(id)?.element_data()?;
    let place = document.get_client_bounding_rect(id).filter(|place| place.height > 0.0)?;
    let top = narrow(place.y + document.viewport_scroll().y);
    Some(top..top + narrow(place.height))
}
