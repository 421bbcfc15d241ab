//! The signature of a text: found again as it was put there, to be changed or
//! taken off. One that its writer has changed by hand is his text, and stays.

use std::ops::Range;
use std::sync::Arc;

use super::{Block, Change, Document, Paragraph, Place, Selection};

/// Stands above a signature, so that other programs know it for one.
const MARK: &str = "-- ";

impl Document {
    /// Where that signature stands in what is not quoted, with the mark above it.
    pub fn signature(&self, text: &str) -> Option<Range<usize>> {
        let lines = Self::plain(text);
        let wanted: Vec<&str> = lines.blocks().iter().filter_map(|block| own(block)).map(Paragraph::text).collect();
        if text.trim().is_empty() {
            return None;
        }
        let is_here = |window: &[Arc<Block>]| {
            let here = window.iter().map(|block| own(block).map(Paragraph::text));
            here.eq(wanted.iter().copied().map(Some))
        };
        let start = self.blocks().windows(wanted.len()).rposition(is_here)?;
        let marked = start.checked_sub(1).filter(|above| self.block(*above).is_some_and(|block| is_mark(block)));
        Some(marked.unwrap_or(start)..start + wanted.len())
    }

    /// Puts a signature in the place of another one, or under the line of the caret;
    /// None takes off what stands there.
    pub(super) fn sign(&self, place: Option<&Range<usize>>, new: Option<&Self>, caret: Selection) -> Option<Change> {
        let new = new.filter(|new| !new.letters(new.everything()).trim().is_empty());
        let (at, gone) = match place {
            Some(place) => (place.start, place.len()),
            None => (caret.head.block + 1, 0),
        };
        // Under the mark other programs hide or pale all that comes.
        let ends = self.blocks().iter().skip(at + gone).all(|block| block.is_empty());
        let mut come: Vec<Arc<Block>> = Vec::new();
        if let Some(new) = new {
            let room = place.is_none().then(|| Block::Paragraph(Paragraph::default()));
            let new = if ends { new.marked() } else { new.clone() };
            come.extend(room.into_iter().map(Arc::new).chain(new.blocks().iter().cloned()));
        }
        let moved = |place: Place| match place.block {
            block if block < at => place,
            block if block < at + gone => Place::new(at.saturating_sub(1), usize::MAX),
            block => Place::new(block + come.len() - gone, place.at),
        };
        let after = Selection::new(moved(caret.anchor), moved(caret.head));
        (gone > 0 || !come.is_empty()).then_some(Change { at, gone, come, after })
    }

    /// A signature as it stands under a text that ends there.
    #[must_use]
    pub fn marked(&self) -> Self {
        let mark = std::iter::once(Block::Paragraph(Paragraph::plain(MARK)));
        mark.chain(self.blocks().iter().map(|block| Block::clone(block))).collect()
    }

    /// What its writer wrote: without the signature, what is quoted, and the line
    /// that says whose words those are.
    #[must_use]
    pub fn own_words(&self, signature: Option<&str>) -> Self {
        let signed = signature.and_then(|text| self.signature(text)).unwrap_or_default();
        let mut kept: Vec<Block> = Vec::new();
        for (at, block) in self.blocks().iter().enumerate().filter(|(at, _)| !signed.contains(at)) {
            match own(block) {
                Some(_) => kept.push(Block::clone(block)),
                // The first line of a quote.
                None if at
                    .checked_sub(1)
                    .and_then(|above| self.block(above))
                    .is_some_and(|above| own(above).is_some()) =>
                {
                    while kept.last().is_some_and(Block::is_empty) {
                        let _ = kept.pop();
                    }
                    let _ = kept.pop_if(|last| own(last).is_some_and(|last| last.text().trim_end().ends_with(':')));
                }
                None => {}
            }
        }
        while kept.last().is_some_and(Block::is_empty) {
            let _ = kept.pop();
        }
        kept.into_iter().collect()
    }
}

/// A paragraph that is not quoted.
fn own(block: &Block) -> Option<&Paragraph> {
    block.paragraph().filter(|paragraph| paragraph.form.quote == 0)
}

fn is_mark(block: &Block) -> bool {
    own(block).is_some_and(|paragraph| paragraph.text() == MARK)
}

#[cfg(test)]
mod tests {
    use super::{Block, Document, Paragraph};

    const SIGNATURE: &str = "Dr Léa Désiré\n01 02 03 04 05";

    fn quoting(own: &str, quoted: &str) -> Document {
        let quoted = quoted.lines().map(|line| {
            let mut paragraph = Paragraph::plain(line);
            paragraph.form.quote = 1;
            Block::Paragraph(paragraph)
        });
        let own = own.split('\n').map(|line| Block::Paragraph(Paragraph::plain(line)));
        own.chain(quoted).collect()
    }

    #[test]
    fn a_signature_is_found_with_the_mark_above_it() {
        let text = Document::plain("Bonjour,\n\n-- \nDr Léa Désiré\n01 02 03 04 05");
        assert_eq!(text.signature(SIGNATURE), Some(2..5));
        let answer = quoting("\nDr Léa Désiré\n01 02 03 04 05\n", "Dr Léa Désiré\n01 02 03 04 05");
        assert_eq!(answer.signature(SIGNATURE), Some(1..3), "not the one that is quoted");
        assert_eq!(Document::plain("Dr Léa Désiré\n06").signature(SIGNATURE), None, "changed by hand");
        assert_eq!(Document::plain("\n").signature(""), None);
    }

    #[test]
    fn own_words_are_neither_signed_nor_quoted() {
        let answer = quoting("Merci.\n\nDr Léa Désiré\n01 02 03 04 05\n\nLe 3 mars, A a écrit :", "Bonjour");
        let own = answer.own_words(Some(SIGNATURE));
        assert_eq!(own.letters(own.everything()), "Merci.");
    }
}
