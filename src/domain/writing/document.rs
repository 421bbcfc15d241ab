//! The text as a list of shared blocks, the places in it, and the one way in
//! which it changes.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::paragraph::lines;
use super::{Block, Form, Paragraph, Style};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Arc<Block>>", into = "Vec<Arc<Block>>")]
pub struct Document {
    /// Never none at all.
    blocks: Vec<Arc<Block>>,
}

/// A place between two letters: the bytes of its block before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    pub block: usize,
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Selection {
    /// Where it began.
    pub anchor: Place,
    /// Where the caret is.
    pub head: Place,
}

/// Some blocks give way to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: usize,
    pub gone: usize,
    pub come: Vec<Arc<Block>>,
    pub after: Selection,
}

impl Place {
    pub fn new(block: usize, at: usize) -> Self {
        Self { block, at }
    }
}

impl Selection {
    pub fn caret(place: Place) -> Self {
        Self { anchor: place, head: place }
    }

    pub fn new(anchor: Place, head: Place) -> Self {
        Self { anchor, head }
    }

    pub fn is_caret(&self) -> bool {
        self.anchor == self.head
    }

    /// In the order of the text.
    pub fn ends(&self) -> (Place, Place) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }
}

impl Default for Document {
    fn default() -> Self {
        Self { blocks: vec![Arc::new(Block::Paragraph(Paragraph::default()))] }
    }
}

impl From<Vec<Arc<Block>>> for Document {
    fn from(blocks: Vec<Arc<Block>>) -> Self {
        if blocks.is_empty() { Self::default() } else { Self { blocks } }
    }
}

impl From<Document> for Vec<Arc<Block>> {
    fn from(document: Document) -> Self {
        document.blocks
    }
}

impl FromIterator<Block> for Document {
    fn from_iter<T: IntoIterator<Item = Block>>(blocks: T) -> Self {
        blocks.into_iter().map(Arc::new).collect::<Vec<_>>().into()
    }
}

impl Document {
    /// Letters as they are, a paragraph for each line.
    pub fn plain(text: &str) -> Self {
        Self::written(text, Form::default(), &Style::default())
    }

    pub(super) fn written(text: &str, form: Form, style: &Style) -> Self {
        lines(text)
            .map(|line| {
                let mut paragraph = Paragraph::new(form);
                paragraph.push(line, style);
                Block::Paragraph(paragraph)
            })
            .collect()
    }

    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    pub fn block(&self, at: usize) -> Option<&Arc<Block>> {
        self.blocks.get(at)
    }

    pub fn range(&self, range: Range<usize>) -> std::slice::Iter<'_, Arc<Block>> {
        let end = range.end.min(self.blocks.len());
        self.blocks.get(range.start.min(end)..end).unwrap_or_default().iter()
    }

    /// Nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(self.blocks.as_slice(), [block] if block.is_empty())
    }

    pub fn end(&self) -> Place {
        let last = self.blocks.len().saturating_sub(1);
        Place::new(last, self.block(last).map_or(0, |block| block.len()))
    }

    pub fn everything(&self) -> Selection {
        Selection::new(Place::default(), self.end())
    }

    /// The nearest place that exists.
    pub fn clamp(&self, place: Place) -> Place {
        match self.block(place.block) {
            Some(block) => Place::new(place.block, block.floor(place.at)),
            None => self.end(),
        }
    }

    pub fn clamp_selection(&self, selection: Selection) -> Selection {
        Selection::new(self.clamp(selection.anchor), self.clamp(selection.head))
    }

    /// The blocks that were there before.
    pub fn apply(&mut self, change: &Change) -> Vec<Arc<Block>> {
        let start = change.at.min(self.blocks.len());
        let end = (start + change.gone).min(self.blocks.len());
        let gone = self.blocks.splice(start..end, change.come.iter().cloned()).collect();
        if self.blocks.is_empty() {
            *self = Self::default();
        }
        gone
    }

    /// What a selection holds, to be put elsewhere. A paragraph that is not
    /// there from its start leaves its form behind.
    #[must_use]
    pub fn cut(&self, selection: Selection) -> Self {
        let (start, end) = selection.ends();
        let last = end.block.saturating_sub(start.block);
        let cut = self.range(start.block..end.block + 1).enumerate().filter_map(|(index, block)| match &**block {
            Block::Paragraph(paragraph) => {
                let from = if index == 0 { start.at } else { 0 };
                let to = if index == last { end.at } else { paragraph.text().len() };
                let mut cut = paragraph.cut(from..to);
                if from > 0 || last == 0 && to < paragraph.text().len() {
                    cut.form = Form::default();
                }
                Some(Arc::new(Block::Paragraph(cut)))
            }
            Block::Carried(_) => {
                let is_within = !(index == 0 && start.at > 0 || index == last && end.at == 0);
                is_within.then(|| block.clone())
            }
        });
        cut.collect::<Vec<_>>().into()
    }

    /// The letters of a selection, for a search or a title.
    pub fn letters(&self, selection: Selection) -> String {
        let cut = self.cut(selection);
        let lines = cut.blocks.iter().filter_map(|block| block.paragraph().map(Paragraph::text));
        lines.collect::<Vec<_>>().join("\n").replace(super::paragraph::OBJECT, "")
    }
}
