//! What a hand does to a text, each as a pure function of the text and of what is
//! selected.

use std::sync::Arc;

use super::form::{loosened, reform};
use super::{Block, Change, Document, Form, Leap, Paragraph, Picture, Place, Reform, Restyle, Selection, Style};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Letters in place of the selection, a paragraph for each line.
    Insert(String),
    /// Another text in place of the selection, as it looks there.
    Paste(Document),
    Picture(Arc<Picture>),
    /// The selection, or what stands beside the caret.
    Delete(Reach),
    /// A new paragraph. Within a quote it is not quoted: an answer goes there.
    Split,
    /// A new paragraph of the same form, whatever that is.
    SplitAlike,
    Restyle(Restyle),
    Reform(Reform),
}

/// How far a deletion goes when nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub leap: Leap,
    pub forward: bool,
}

impl Edit {
    /// What comes of it; None where nothing does. `style` is that of typed letters.
    pub fn change(&self, document: &Document, selection: Selection, style: &Style) -> Option<Change> {
        let selection = document.clamp_selection(selection);
        match self {
            Self::Insert(text) => {
                let form = form_at(document, selection.ends().0);
                (!text.is_empty() || !selection.is_caret())
                    .then(|| replace(document, selection, &Document::written(text, form, style)))
            }
            Self::Paste(fragment) => Some(replace(document, selection, fragment)),
            Self::Picture(picture) => {
                let mut paragraph = Paragraph::new(form_at(document, selection.ends().0));
                paragraph.push_picture(picture.clone(), &Style::default());
                Some(replace(document, selection, &[Block::Paragraph(paragraph)].into_iter().collect()))
            }
            Self::Delete(reach) => delete(document, selection, *reach),
            Self::Split => split(document, selection),
            Self::SplitAlike => Some(split_alike(document, selection)),
            Self::Restyle(change) => restyle(document, selection, change),
            Self::Reform(change) => reform(document, selection, *change),
        }
    }
}

fn form_at(document: &Document, place: Place) -> Form {
    match document.block(place.block).map(|block| &**block) {
        Some(Block::Paragraph(paragraph)) => paragraph.form,
        Some(Block::Carried(carried)) => Form { quote: carried.quote, ..Form::default() },
        None => Form::default(),
    }
}

/// What stands before and behind a selection in the blocks that it touches.
struct Edges {
    /// Carried, and before the selection.
    lead: Option<Arc<Block>>,
    head: Option<Paragraph>,
    tail: Option<Paragraph>,
    /// Carried, and behind the selection.
    trail: Option<Arc<Block>>,
}

impl Edges {
    fn of(document: &Document, (start, end): (Place, Place)) -> Self {
        let (first, last) = (document.block(start.block), document.block(end.block));
        let is_carried = |block: &&Arc<Block>| matches!(***block, Block::Carried(_));
        let paragraph = |block: Option<&Arc<Block>>| block.and_then(|block| block.paragraph().cloned());
        Self {
            lead: first.filter(|block| start.at > 0 && is_carried(block)).cloned(),
            head: paragraph(first).map(|paragraph| paragraph.cut(0..start.at)),
            tail: paragraph(last).map(|paragraph| paragraph.cut(end.at..paragraph.text().len())),
            trail: last.filter(|block| end.at == 0 && is_carried(block)).cloned(),
        }
    }
}

/// Blocks being put together, with the paragraph that more may come to.
struct Built {
    first: usize,
    blocks: Vec<Arc<Block>>,
    open: Option<Paragraph>,
}

impl Built {
    fn close(&mut self) {
        self.blocks.extend(self.open.take().map(|paragraph| Arc::new(Block::Paragraph(paragraph))));
    }

    fn put(&mut self, block: Arc<Block>) {
        self.close();
        self.blocks.push(block);
    }

    /// The end of what stands there.
    fn place(&self) -> Place {
        let at = self.first + self.blocks.len();
        match &self.open {
            Some(open) => Place::new(at, open.text().len()),
            None => Place::new(at.saturating_sub(1), self.blocks.last().map_or(0, |block| block.len())),
        }
    }
}

/// A fragment in place of a selection.
pub(super) fn replace(document: &Document, selection: Selection, fragment: &Document) -> Change {
    let (start, end) = selection.ends();
    let edges = Edges::of(document, (start, end));
    let mut built = Built { first: start.block, blocks: edges.lead.into_iter().collect(), open: edges.head };
    for (index, block) in fragment.blocks().iter().enumerate() {
        match &**block {
            Block::Paragraph(paragraph) => {
                if let Some(open) = built.open.as_mut().filter(|_| index == 0) {
                    if open.is_empty() && paragraph.form != Form::default() {
                        open.form = paragraph.form;
                    }
                    open.append(paragraph);
                } else {
                    built.close();
                    built.open = Some(paragraph.clone());
                }
            }
            Block::Carried(_) => {
                if index == 0 && built.open.as_ref().is_some_and(Paragraph::is_empty) {
                    built.open = None;
                }
                built.put(block.clone());
            }
        }
    }
    let mut caret = built.place();
    match (&mut built.open, edges.tail) {
        (Some(open), Some(tail)) => open.append(&tail),
        // Below what is carried, one has to be able to go on.
        (None, Some(tail)) => {
            built.open = Some(tail);
            caret = Place::new(start.block + built.blocks.len(), 0);
        }
        (_, None) => {}
    }
    built.close();
    built.blocks.extend(edges.trail);
    Change { at: start.block, gone: end.block - start.block + 1, come: built.blocks, after: Selection::caret(caret) }
}

/// Takes a selection out, and joins what is left on both sides.
pub(super) fn erase(document: &Document, selection: Selection) -> Change {
    let (start, end) = selection.ends();
    let edges = Edges::of(document, (start, end));
    let several = end.block > start.block;
    let mut caret = start;
    let mut come: Vec<Arc<Block>> = edges.lead.into_iter().collect();
    let above = !come.is_empty();
    let joined = match (edges.head, edges.tail) {
        (Some(mut head), Some(tail)) => {
            if several && head.is_empty() {
                head.form = tail.form;
            }
            head.append(&tail);
            Some(head)
        }
        // An empty line beside what is carried goes, the rest stays.
        (Some(head), None) => {
            let goes = several && head.is_empty() && edges.trail.is_some();
            (!goes).then_some(head)
        }
        (None, Some(tail)) => {
            let goes = above && tail.is_empty();
            if above && !goes {
                caret = Place::new(start.block + 1, 0);
            }
            (!goes).then_some(tail)
        }
        (None, None) => None,
    };
    come.extend(joined.map(|paragraph| Arc::new(Block::Paragraph(paragraph))));
    come.extend(edges.trail);
    if come.is_empty() {
        // Where something carried stood, a line is left to write on.
        come.push(Arc::new(Block::Paragraph(Paragraph::new(Form {
            quote: document.block(start.block).map_or(0, |block| block.quote()),
            ..Form::default()
        }))));
        caret = Place::new(start.block, 0);
    }
    Change { at: start.block, gone: end.block - start.block + 1, come, after: Selection::caret(caret) }
}

fn delete(document: &Document, selection: Selection, reach: Reach) -> Option<Change> {
    if !selection.is_caret() {
        return Some(erase(document, selection));
    }
    let caret = selection.head;
    let at_start = !reach.forward && caret.at == 0 && reach.leap != Leap::Document;
    if let Some(change) = loosened(document, caret).filter(|_| at_start) {
        return reform(document, selection, change);
    }
    if let Some(carried) = carried_beside(document, caret, reach.forward) {
        // What is carried is not lost by one stroke too many: it is selected first.
        return Some(Change { at: caret.block, gone: 0, come: Vec::new(), after: carried });
    }
    let other = document.leap(caret, reach.leap, reach.forward);
    (other != caret).then(|| erase(document, Selection::new(caret, other)))
}

/// At the edge of a line that is not empty, beside something carried.
fn carried_beside(document: &Document, caret: Place, forward: bool) -> Option<Selection> {
    let here = document.block(caret.block)?.paragraph().filter(|paragraph| !paragraph.is_empty())?;
    let (edge, beside) =
        if forward { (here.text().len(), caret.block.checked_add(1)?) } else { (0, caret.block.checked_sub(1)?) };
    let is_carried = caret.at == edge && document.block(beside)?.paragraph().is_none();
    is_carried.then(|| document.block_around(Place::new(beside, 0)))
}

fn split(document: &Document, selection: Selection) -> Option<Change> {
    let (start, end) = selection.ends();
    let form = form_at(document, start);
    let is_empty = document.block(start.block).is_some_and(|block| block.is_empty());
    if start == end && is_empty && form.item.is_some() {
        // An empty item ends its list.
        return reform(document, selection, Reform::List(None));
    }
    if form.quote == 0 || form_at(document, end).quote == 0 {
        return Some(split_alike(document, selection));
    }
    let edges = Edges::of(document, (start, end));
    let mut come: Vec<Arc<Block>> = edges.lead.into_iter().collect();
    let block = |paragraph: Paragraph| Arc::new(Block::Paragraph(paragraph));
    come.extend(edges.head.filter(|head| !head.is_empty()).map(block));
    let caret = Place::new(start.block + come.len(), 0);
    come.push(block(Paragraph::default()));
    come.extend(edges.tail.filter(|tail| !tail.is_empty()).map(block));
    come.extend(edges.trail);
    Some(Change { at: start.block, gone: end.block - start.block + 1, come, after: Selection::caret(caret) })
}

fn split_alike(document: &Document, selection: Selection) -> Change {
    let form = form_at(document, selection.ends().0);
    let style = Style::default();
    match document.block(selection.ends().0.block).map(|block| &**block) {
        // A line above or below what is carried.
        Some(Block::Carried(_)) => {
            let line = Document::written("", form, &style);
            replace(document, selection, &line)
        }
        _ => replace(document, selection, &Document::written("\n", form, &style)),
    }
}

fn restyle(document: &Document, selection: Selection, change: &Restyle) -> Option<Change> {
    let (start, end) = selection.ends();
    let last = end.block - start.block;
    let blocks = document.range(start.block..end.block + 1);
    let come: Vec<Arc<Block>> = blocks
        .enumerate()
        .map(|(index, block)| match &**block {
            Block::Carried(_) => block.clone(),
            Block::Paragraph(paragraph) => {
                let from = if index == 0 { start.at } else { 0 };
                let to = if index == last { end.at } else { paragraph.text().len() };
                let restyled = paragraph.restyled(from..to, change);
                if restyled == *paragraph { block.clone() } else { Arc::new(Block::Paragraph(restyled)) }
            }
        })
        .collect();
    let same = document.range(start.block..end.block + 1).zip(&come).all(|(old, new)| Arc::ptr_eq(old, new));
    (!same).then_some(Change { at: start.block, gone: come.len(), come, after: selection })
}
