//! Where the caret goes, as far as that can be said without seeing the lines:
//! by what a reader takes for one letter, by words, by paragraphs.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::{Block, Document, Paragraph, Place, Selection};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leap {
    Letter,
    Word,
    Paragraph,
    Document,
}

/// Bytes of a paragraph that are looked at around a place: no word is longer,
/// and a paragraph may be.
const AROUND: usize = 1_024;

impl Document {
    pub fn leap(&self, place: Place, leap: Leap, forward: bool) -> Place {
        let place = self.clamp(place);
        match leap {
            Leap::Document if forward => self.end(),
            Leap::Document => Place::default(),
            Leap::Paragraph if forward => self.paragraph_after(place),
            Leap::Paragraph if place.at > 0 => Place::new(place.block, 0),
            Leap::Paragraph => Place::new(place.block.saturating_sub(1), 0),
            Leap::Letter | Leap::Word => self.within(place, leap, forward).unwrap_or_else(|| self.over(place, forward)),
        }
    }

    fn paragraph_after(&self, place: Place) -> Place {
        let length = self.block(place.block).map_or(0, |block| block.len());
        if place.at < length {
            return Place::new(place.block, length);
        }
        self.block(place.block + 1).map_or(place, |block| Place::new(place.block + 1, block.len()))
    }

    /// To the end of the paragraph before, or the start of the one after.
    fn over(&self, place: Place, forward: bool) -> Place {
        let next = if forward { place.block.checked_add(1) } else { place.block.checked_sub(1) };
        match next.and_then(|next| Some((next, self.block(next)?))) {
            Some((next, block)) => Place::new(next, if forward { 0 } else { block.len() }),
            None => place,
        }
    }

    fn within(&self, place: Place, leap: Leap, forward: bool) -> Option<Place> {
        let block = self.block(place.block)?;
        let at = match &**block {
            Block::Carried(_) => if forward { (place.at == 0).then_some(1) } else { place.at.checked_sub(1) }?,
            Block::Paragraph(paragraph) => match leap {
                Leap::Letter => letter(paragraph.text(), place.at, forward)?,
                _ => word(paragraph.text(), place.at, forward)?,
            },
        };
        Some(Place::new(place.block, at))
    }

    /// The word, or the blanks, around a place.
    pub fn word_around(&self, place: Place) -> Selection {
        let place = self.clamp(place);
        let Some(text) = self.block(place.block).and_then(|block| block.paragraph()).map(Paragraph::text) else {
            return self.block_around(place);
        };
        let (from, window) = window(text, place.at);
        let mut found = (place.at, place.at);
        for (at, segment) in window.split_word_bound_indices() {
            let (start, end) = (from + at, from + at + segment.len());
            // Between a word and a blank, the word is meant.
            let is_word = segment.contains(char::is_alphanumeric);
            if start <= place.at && place.at < end || is_word && place.at == end {
                found = (start, end);
                if is_word {
                    break;
                }
            }
        }
        Selection::new(Place::new(place.block, found.0), Place::new(place.block, found.1))
    }

    pub fn block_around(&self, place: Place) -> Selection {
        let length = self.block(place.block).map_or(0, |block| block.len());
        Selection::new(Place::new(place.block, 0), Place::new(place.block, length))
    }
}

fn letter(text: &str, at: usize, forward: bool) -> Option<usize> {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    let found = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    found.ok().flatten()
}

/// To the end of the word that follows, or the start of the one before; marks
/// between words are steps of their own.
fn word(text: &str, at: usize, forward: bool) -> Option<usize> {
    let (from, window) = window(text, at);
    let blank = |segment: &str| segment.chars().all(char::is_whitespace);
    if forward {
        let after = window.get(at.checked_sub(from)?..)?;
        let mut segments = after.split_word_bound_indices();
        let end = segments.find(|(_, segment)| !blank(segment)).map(|(start, segment)| start + segment.len());
        let end = at + end.unwrap_or(after.len());
        (end > at).then_some(end)
    } else {
        let before = window.get(..at.checked_sub(from)?)?;
        let mut segments = before.split_word_bound_indices().rev();
        let start = segments.find(|(_, segment)| !blank(segment)).map_or(0, |(start, _)| start);
        (at > 0).then_some(from + start)
    }
}

fn window(text: &str, at: usize) -> (usize, &str) {
    let from = text.floor_char_boundary(at.saturating_sub(AROUND));
    let to = text.floor_char_boundary(at.saturating_add(AROUND));
    (from, text.get(from..to).unwrap_or_default())
}
