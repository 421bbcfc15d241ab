//! What is selected: from a place in one block to a place in another, and what
//! lies between.

use std::ops::Range;

use blitz_dom::{BaseDocument, NodeId};

use super::super::voice::Voice;
use super::super::wire::{Grain, Look, Quotes, Reach, Spot};
use super::Page;
use super::blocks::{self, Block};

/// A place between two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    block: NodeId,
    offset: usize,
}

#[derive(Debug, Default)]
pub(super) struct Selection {
    /// Where it began: both ends of the word or paragraph where it goes by these.
    from: Option<[Place; 2]>,
    /// Where it ends, the same way.
    to: Option<[Place; 2]>,
    grain: Grain,
}

/// What is selected of a block.
type Piece<'a> = (Block<'a>, Range<usize>);

impl Page {
    pub(in crate::render) fn select(&mut self, reach: Reach) -> Vec<Spot> {
        match reach {
            Reach::Nothing => self.selection = Selection::default(),
            Reach::All => self.selection = all(&blocks::of(&self.document)),
            Reach::From(x, y, grain) => {
                let at = self.place(x, y, grain);
                self.selection = Selection { from: at, to: at, grain };
            }
            Reach::To(x, y) => {
                if let Some(at) = self.place(x, y, self.selection.grain) {
                    self.selection.to = Some(at);
                }
            }
        }
        let zoom = self.look.zoom;
        self.pieces().into_iter().flat_map(|(block, range)| block.spots(range, zoom)).collect()
    }

    /// As it would be read aloud: lines, and cells told apart.
    pub(in crate::render) fn selected_words(&self) -> String {
        joined(&self.document, &self.pieces())
    }

    /// All of them, folded or not.
    pub(in crate::render) fn all_words(&mut self, voice: &mut Voice) -> String {
        let look = Look { beginning: false, ..self.look };
        self.complete(voice, look);
        if look.quotes != Quotes::Folded {
            return self.words();
        }
        let _ = self.lay(voice, Look { quotes: Quotes::Open, ..look });
        let words = self.words();
        let _ = self.lay(voice, look);
        words
    }

    fn words(&self) -> String {
        let pieces: Vec<Piece<'_>> =
            blocks::of(&self.document).into_iter().map(|block| (block, 0..block.text.len())).collect();
        joined(&self.document, &pieces)
    }

    /// What is under the pointer, or the text that is nearest to it.
    fn place(&self, x: f32, y: f32, grain: Grain) -> Option<[Place; 2]> {
        let (x, y) = (x / self.look.zoom, y / self.look.zoom);
        let blocks = blocks::of(&self.document);
        let block = blocks.iter().min_by(|a, b| a.distance(x, y).total_cmp(&b.distance(x, y)))?;
        let offset = block.offset_at(x, y);
        let ends = match grain {
            Grain::Letter => [offset, offset],
            Grain::Word => word_around(block.text, offset),
            Grain::Paragraph => [0, block.text.len()],
        };
        Some(ends.map(|offset| Place { block: block.id, offset }))
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let Some(([a, b], [c, d])) = self.selection.from.zip(self.selection.to) else { return Vec::new() };
        let blocks = blocks::of(&self.document);
        let number = |place: Place| blocks.iter().position(|block| block.id == place.block);
        let ends = [a, b, c, d].map(|place| number(place).map(|number| (number, place.offset)));
        let (Some(Some(first)), Some(Some(last))) = (ends.iter().min(), ends.iter().max()) else {
            return Vec::new();
        };
        let piece = |(number, block): (usize, &Block<'_>)| {
            let start = if number == first.0 { first.1 } else { 0 };
            let end = if number == last.0 { last.1 } else { block.text.len() };
            (start..end.min(block.text.len()), number)
        };
        let concerned = blocks.iter().enumerate().skip(first.0).take(last.0 + 1 - first.0);
        concerned.map(|place| (*place.1, piece(place).0)).filter(|(_, range)| !range.is_empty()).collect()
    }
}

fn all(blocks: &[Block<'_>]) -> Selection {
    let start = blocks.first().map(|block| [Place { block: block.id, offset: 0 }; 2]);
    let end = blocks.last().map(|block| [Place { block: block.id, offset: block.text.len() }; 2]);
    Selection { from: start, to: end, grain: Grain::Letter }
}

fn joined(document: &BaseDocument, pieces: &[Piece<'_>]) -> String {
    let mut words = String::new();
    let mut before: Option<NodeId> = None;
    for (block, range) in pieces {
        if let Some(before) = before {
            words.push(blocks::seam(document, before, block.id));
        }
        words.push_str(block.text.get(range.clone()).unwrap_or_default().trim_end_matches('\n'));
        before = Some(block.id);
    }
    words
}

/// Both ends of the word that a place touches; of a single sign, the sign.
pub(in crate::render) fn word_around(text: &str, offset: usize) -> [usize; 2] {
    let offset = text.floor_char_boundary(offset);
    let (before, after) = (text.get(..offset).unwrap_or_default(), text.get(offset..).unwrap_or_default());
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
    let start = before.trim_end_matches(is_word).len();
    let end = offset + after.len() - after.trim_start_matches(is_word).len();
    if start == end { [offset, offset + after.chars().next().map_or(0, char::len_utf8)] } else { [start, end] }
}

#[cfg(test)]
mod tests {
    use super::word_around;

    #[test]
    fn a_word_is_taken_whole_wherever_it_is_touched() {
        let text = "Le dosage d'été, 12 µg.";
        let word = |offset: usize| {
            let [start, end] = word_around(text, offset);
            text.get(start..end).unwrap()
        };
        assert_eq!(word(3), "dosage");
        assert_eq!(word(6), "dosage");
        assert_eq!(word(9), "dosage");
        assert_eq!(word(11), "d'été");
        assert_eq!(word(text.find("µ").unwrap()), "µg");
        assert_eq!(word(text.find(',').unwrap() + 1), " ");
        assert_eq!(word(text.len()), "");
    }
}
