//! How a paragraph stands: in a list, in a quote, to which side.

use serde::{Deserialize, Serialize};

use super::{Block, Change, Document, Place, Selection};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    pub item: Option<Item>,
    /// How often it was quoted.
    pub quote: u8,
    pub align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Item {
    pub list: List,
    /// 0 is the outermost.
    pub depth: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum List {
    Bulleted,
    Numbered,
    /// Goes on below an item, or is only set in.
    Unmarked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
    Justify,
}

impl Form {
    /// Lists within each other.
    pub const DEEPEST: u8 = 7;
    /// Quotes within each other.
    pub const QUOTES: u8 = 31;

    pub(super) fn capped(mut self) -> Self {
        self.quote = self.quote.min(Self::QUOTES);
        self.item = self.item.map(|item| Item { depth: item.depth.min(Self::DEEPEST), ..item });
        self
    }
}

/// What is asked of the paragraphs that are selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reform {
    /// None takes them out of their list.
    List(Option<List>),
    Indent,
    Outdent,
    Quote,
    Unquote,
    Align(Align),
    /// Out of every list and quote, to the left.
    Plain,
}

impl Reform {
    pub(super) fn apply(self, form: Form) -> Form {
        let mut form = form;
        match self {
            Self::List(list) => {
                let depth = form.item.map_or(0, |item| item.depth);
                form.item = list.map(|list| Item { list, depth });
            }
            Self::Indent => {
                form.item = Some(match form.item {
                    Some(item) => Item { depth: item.depth + 1, ..item },
                    None => Item { list: List::Unmarked, depth: 0 },
                });
            }
            Self::Outdent => {
                form.item = form.item.and_then(|item| Some(Item { depth: item.depth.checked_sub(1)?, ..item }));
            }
            Self::Quote => form.quote = form.quote.saturating_add(1),
            Self::Unquote => form.quote = form.quote.saturating_sub(1),
            Self::Align(align) => form.align = align,
            Self::Plain => form = Form::default(),
        }
        form.capped()
    }
}

/// The paragraphs that a selection touches, in their new form.
pub(super) fn reform(document: &Document, selection: Selection, reform: Reform) -> Option<Change> {
    let (first, last) = touched(selection);
    let come: Vec<_> = document
        .range(first..last + 1)
        .map(|block| match &**block {
            Block::Paragraph(paragraph) => {
                let form = reform.apply(paragraph.form);
                if form == paragraph.form {
                    return block.clone();
                }
                Block::Paragraph(paragraph.formed(form)).into()
            }
            Block::Carried(carried) => {
                let form = reform.apply(Form { quote: carried.quote, ..Form::default() });
                let mut carried = carried.clone();
                carried.quote = form.quote;
                Block::Carried(carried).into()
            }
        })
        .collect();
    let same = document.range(first..last + 1).zip(&come).all(|(old, new)| old == new);
    (!same).then_some(Change { at: first, gone: come.len(), come, after: selection })
}

/// A selection that ends before the first letter of a paragraph does not touch it.
pub(super) fn touched(selection: Selection) -> (usize, usize) {
    let (start, end) = selection.ends();
    let last = if end.at == 0 && end.block > start.block { end.block - 1 } else { end.block };
    (start.block, last)
}

/// The number of each paragraph of a list that counts, as far as they are seen:
/// those of `blocks`, counted from the beginning of their list.
pub fn numbers(document: &Document, blocks: std::ops::Range<usize>) -> Vec<Option<u32>> {
    // The counts of the open lists, outermost first; none where one does not count.
    let mut open: Vec<Option<u32>> = Vec::new();
    let mut quote = 0;
    let start = list_start(document, blocks.start);
    let mut numbers = Vec::with_capacity(blocks.len());
    for (index, block) in document.range(start..blocks.end).enumerate() {
        let (item, level) = match &**block {
            Block::Paragraph(paragraph) => (paragraph.form.item, paragraph.form.quote),
            Block::Carried(carried) => (None, carried.quote),
        };
        if item.is_none() || level != quote {
            open.clear();
        }
        quote = level;
        let number = item.and_then(|item| count(&mut open, item));
        if start + index >= blocks.start {
            numbers.push(number);
        }
    }
    numbers
}

fn count(open: &mut Vec<Option<u32>>, item: Item) -> Option<u32> {
    let depth = usize::from(item.depth);
    open.truncate(depth + 1);
    let counts = item.list == List::Numbered;
    let is_other = |kind: &Option<u32>| item.list != List::Unmarked && kind.is_some() != counts;
    if open.len() > depth && open.last().is_some_and(is_other) {
        let _ = open.pop();
    }
    while open.len() <= depth {
        open.push(counts.then_some(0));
    }
    let last = open.last_mut()?.as_mut().filter(|_| counts)?;
    *last += 1;
    Some(*last)
}

/// Where the list that goes through a block begins.
fn list_start(document: &Document, block: usize) -> usize {
    let is_item = |at: usize| {
        document.block(at).and_then(|block| block.paragraph()).is_some_and(|paragraph| paragraph.form.item.is_some())
    };
    let mut start = block;
    while start > 0 && is_item(start) && is_item(start - 1) {
        start -= 1;
    }
    start
}

/// The caret at the start of a paragraph, and something to take off before it is
/// joined with the one above: first its list, then its quote.
pub(super) fn loosened(document: &Document, caret: Place) -> Option<Reform> {
    let form = document.block(caret.block)?.paragraph()?.form;
    let above = caret.block.checked_sub(1).and_then(|above| document.block(above)).map_or(0, |block| block.quote());
    if form.item.is_some() { Some(Reform::List(None)) } else { (form.quote > above).then_some(Reform::Unquote) }
}
