//! Finding words in a text without regard to case and accents, a paragraph at a
//! time, and putting others in their place.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Block, Change, Document, Paragraph, Place, Selection};

/// Places beyond which nobody looks.
const MOST: usize = 10_000;

impl Document {
    /// Where words stand, in order.
    pub fn find(&self, words: &str) -> Vec<Selection> {
        let wanted: Vec<char> = folded(words).map(|(c, _)| c).collect();
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        let mut letters = Vec::new();
        for (index, block) in self.blocks().iter().enumerate() {
            let Some(paragraph) = block.paragraph() else { continue };
            for (start, end) in places(paragraph.text(), &wanted, &mut letters) {
                found.push(Selection::new(Place::new(index, start), Place::new(index, end)));
            }
            if found.len() >= MOST {
                break;
            }
        }
        found
    }

    /// Words in place of those that were found, which look as the first letter
    /// of each did. The places are in order and do not overlap.
    pub fn replace(&self, places: &[Selection], words: &str) -> Option<Change> {
        let (first, last) = (places.first()?.ends().0.block, places.last()?.ends().0.block);
        let mut places = places.iter().map(Selection::ends).peekable();
        let mut after = Place::default();
        let mut come: Vec<Arc<Block>> = Vec::new();
        for (index, block) in self.range(first..last + 1).enumerate() {
            let at = first + index;
            let Some(paragraph) = block.paragraph() else {
                come.push(block.clone());
                continue;
            };
            let mut written: Option<Paragraph> = None;
            let mut kept = 0;
            while let Some((start, end)) = places.next_if(|(start, _)| start.block == at) {
                let so_far = written.get_or_insert_with(|| Paragraph::new(paragraph.form));
                so_far.append(&paragraph.cut(kept..start.at));
                so_far.push(words, paragraph.styles(start.at..end.at).next().unwrap_or(&paragraph.style_at(start.at)));
                kept = end.at;
                after = Place::new(at, so_far.text().len());
            }
            match written {
                Some(mut written) => {
                    written.append(&paragraph.cut(kept..paragraph.text().len()));
                    come.push(Arc::new(Block::Paragraph(written)));
                }
                None => come.push(block.clone()),
            }
        }
        Some(Change { at: first, gone: come.len(), come, after: Selection::caret(after) })
    }
}

/// The letters without case and accents, blanks and quotes all alike, each with
/// where it stood.
fn folded(text: &str) -> impl Iterator<Item = (char, usize)> {
    text.char_indices().flat_map(|(at, c)| {
        let c = match c {
            '’' | '‘' | '\u{2bc}' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let ascii = c.is_ascii().then(|| c.to_ascii_lowercase());
        let rest = (!c.is_ascii()).then(|| {
            let ligature = match c {
                'œ' | 'Œ' => "oe",
                'æ' | 'Æ' => "ae",
                'ß' => "ss",
                _ => "",
            };
            let own = ligature.is_empty().then_some(c).into_iter().nfd();
            ligature.chars().chain(own.filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase))
        });
        ascii.into_iter().chain(rest.into_iter().flatten()).map(move |c| (c, at))
    })
}

fn places(text: &str, wanted: &[char], letters: &mut Vec<(char, usize)>) -> Vec<(usize, usize)> {
    letters.clear();
    letters.extend(folded(text));
    let end_of = |place: usize| letters.get(place).map_or(text.len(), |(_, at)| *at);
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(window) = letters.get(from..from + wanted.len()) {
        if window.iter().map(|(c, _)| c).eq(wanted) && end_of(from) < end_of(from + wanted.len()) {
            places.push((end_of(from), end_of(from + wanted.len())));
            from += wanted.len();
        } else {
            from += 1;
        }
    }
    places
}
