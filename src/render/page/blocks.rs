//! The blocks of text of a page, in reading order: what selection, search and
//! copying walk along.

use std::ops::Range;

use blitz_dom::node::TextBrush;
use blitz_dom::{BaseDocument, LocalName, Node, NodeId, local_name};
use parley::Layout;

use super::super::wire::Spot;
use super::{fold, narrow};

/// Text that is laid out together: a paragraph, a cell, a heading.
#[derive(Clone, Copy)]
pub(in crate::render) struct Block<'a> {
    pub(super) id: NodeId,
    pub(in crate::render) text: &'a str,
    pub(in crate::render) layout: &'a Layout<TextBrush>,
    /// Where its text begins, in pixels of the page's own.
    left: f32,
    pub(in crate::render) top: f32,
}

/// All blocks that hold something.
pub(in crate::render) fn of(document: &BaseDocument) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut to_do = vec![document.root_element().id];
    while let Some(id) = to_do.pop() {
        let Some(node) = document.get_node(id) else { continue };
        // A word of ours is no word of the letter.
        if is(node, &LocalName::from(fold::LINE)) {
            continue;
        }
        blocks.extend(block(document, node));
        if let Some(children) = node.layout_children.borrow().as_ref() {
            to_do.extend(children.iter().rev());
        }
    }
    blocks
}

fn block<'a>(document: &'a BaseDocument, node: &'a Node) -> Option<Block<'a>> {
    if !node.flags.is_inline_root() {
        return None;
    }
    let inline = node.element_data()?.inline_layout_data.as_ref()?;
    if inline.text.trim().is_empty() {
        return None;
    }
    let place = document.get_client_bounding_rect(node.id)?;
    let scroll = document.viewport_scroll();
    let inset = node.final_layout().padding + node.final_layout().border;
    Some(Block {
        id: node.id,
        text: &inline.text,
        layout: &inline.layout,
        left: narrow(place.x + scroll.x) + inset.left,
        top: narrow(place.y + scroll.y) + inset.top + inline.block_offset,
    })
}

impl Block<'_> {
    pub(super) fn lines(&self) -> usize {
        self.layout.len()
    }

    /// Where some of its text is, a spot for each line.
    pub(super) fn spots(&self, range: Range<usize>, zoom: f32) -> Vec<Spot> {
        let cursor = |index| parley::Cursor::from_byte_index(self.layout, index, parley::Affinity::Downstream);
        let selection = parley::Selection::new(cursor(range.start), cursor(range.end));
        let scale = f64::from(self.layout.scale());
        let boxes = selection.geometry(self.layout);
        let length = |pixels: f64| narrow(pixels / scale) * zoom;
        let spot = |area: &parley::BoundingBox| Spot {
            x: length(area.x0) + self.left * zoom,
            y: length(area.y0) + self.top * zoom,
            width: length(area.width()),
            height: length(area.height()),
        };
        boxes.iter().map(|(area, _)| spot(area)).filter(|spot| spot.width > 0.0).collect()
    }

    /// The place between two letters that is nearest.
    pub(super) fn offset_at(&self, x: f32, y: f32) -> usize {
        let scale = self.layout.scale();
        parley::Selection::from_point(self.layout, (x - self.left) * scale, (y - self.top) * scale).focus().index()
    }

    /// How far a point is from it; what is beside counts less than what is above
    /// or below.
    pub(super) fn distance(&self, x: f32, y: f32) -> f32 {
        let scale = self.layout.scale();
        let off = |at: f32, from: f32, length: f32| (from - at).max(at - from - length / scale).max(0.0);
        off(y, self.top, self.layout.height()) * 1_000.0 + off(x, self.left, self.layout.width())
    }
}

/// What stands between two blocks that follow each other when they are copied:
/// the cells of a row stay beside each other.
pub(super) fn seam(document: &BaseDocument, before: NodeId, after: NodeId) -> char {
    let cell = |id| within(document, id, |node| is(node, &local_name!("td")) || is(node, &local_name!("th")));
    let row = |id| within(document, id, |node| is(node, &local_name!("tr")));
    let beside = cell(before) != cell(after) && row(before).is_some() && row(before) == row(after);
    if beside { '\t' } else { '\n' }
}

/// The nearest node around one, itself included, that is of a kind.
fn within(document: &BaseDocument, id: NodeId, kind: impl Fn(&Node) -> bool) -> Option<NodeId> {
    let mut node = document.get_node(id)?;
    while !kind(node) {
        node = document.get_node(node.parent?)?;
    }
    Some(node.id)
}

fn is(node: &Node, name: &LocalName) -> bool {
    node.data.is_element_with_tag_name(name)
}
