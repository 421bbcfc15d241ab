//! A text under the hand: what is selected, how the next letter will look, and
//! what can be taken back.

use std::ops::Range;

use super::history::{History, Stroke};
use super::{Change, Document, Edit, Emphasis, Form, Leap, Place, Restyle, Selection, Style};

#[derive(Debug, Clone, Default)]
pub struct Manuscript {
    document: Document,
    selection: Selection,
    /// Asked for at the caret, for letters not yet typed.
    style: Option<Style>,
    history: History,
}

/// The blocks that are others now: some went, others came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    pub at: usize,
    pub gone: usize,
    pub come: usize,
}

impl Manuscript {
    pub fn new(document: Document) -> Self {
        Self { document, ..Self::default() }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// Selecting elsewhere ends what was being typed.
    pub fn select(&mut self, selection: Selection) {
        let selection = self.document.clamp_selection(selection);
        if selection != self.selection {
            self.selection = selection;
            self.style = None;
            self.history.pause();
        }
    }

    /// What is typed after it is taken back by itself.
    pub fn pause(&mut self) {
        self.history.pause();
    }

    /// The caret goes on, and takes the selection along or lets it go.
    pub fn go(&mut self, leap: Leap, forward: bool, selecting: bool) {
        let (start, end) = self.selection.ends();
        let head = if selecting || start == end || leap != Leap::Letter {
            self.document.leap(self.selection.head, leap, forward)
        } else if forward {
            end
        } else {
            start
        };
        self.go_to(head, selecting);
    }

    pub fn go_to(&mut self, place: Place, selecting: bool) {
        let anchor = if selecting { self.selection.anchor } else { place };
        self.select(Selection::new(anchor, place));
    }

    /// How the next letter will look, or what is selected does.
    pub fn style(&self) -> Style {
        if let Some(style) = &self.style {
            return style.clone();
        }
        let (start, end) = self.selection.ends();
        let Some(paragraph) = self.document.block(start.block).and_then(|block| block.paragraph()) else {
            return Style::default();
        };
        if start == end {
            return paragraph.style_at(start.at);
        }
        let to = if end.block == start.block { end.at } else { paragraph.text().len() };
        let first = paragraph.styles(start.at..to).next().cloned();
        first.unwrap_or_else(|| paragraph.style_at(start.at))
    }

    /// All that is selected has it, or the next letter will.
    pub fn has(&self, emphasis: Emphasis) -> bool {
        if self.style.is_some() || self.selection.is_caret() {
            return self.style().has(emphasis);
        }
        let (start, end) = self.selection.ends();
        let blocks = self.document.range(start.block..end.block + 1).enumerate();
        let mut any = false;
        for (paragraph, index) in blocks.filter_map(|(index, block)| Some((block.paragraph()?, index))) {
            let from = if index == 0 { start.at } else { 0 };
            let to = if start.block + index == end.block { end.at } else { paragraph.text().len() };
            for style in paragraph.styles(from..to) {
                any = true;
                if !style.has(emphasis) {
                    return false;
                }
            }
        }
        any
    }

    /// The form of the paragraph with the caret.
    pub fn form(&self) -> Form {
        let head = self.document.block(self.selection.head.block);
        head.and_then(|block| block.paragraph()).map_or_else(Form::default, |paragraph| paragraph.form)
    }

    pub fn write(&mut self, edit: &Edit) -> Option<Touched> {
        if let (Edit::Restyle(restyle), true) = (edit, self.selection.is_caret()) {
            return self.restyle_caret(restyle);
        }
        let style = self.style();
        let change = edit.change(&self.document, self.selection, &style)?;
        let stroke = stroke(edit, self.selection);
        let keeps = matches!(edit, Edit::Split | Edit::SplitAlike).then_some(style);
        let touched = self.make(&change, stroke);
        // The look goes on below, whatever the letters there may be.
        self.style = keeps.filter(|style| !style.is_plain()).map(|mut style| {
            style.link = None;
            style
        });
        Some(touched)
    }

    /// Words in place of others, all at once.
    pub fn replace(&mut self, places: &[Selection], words: &str) -> Option<Touched> {
        let change = self.document.replace(places, words)?;
        Some(self.make(&change, Stroke::Other))
    }

    /// A signature in the place of another one; where none stands, below the line
    /// of the caret. The caret stays where it is.
    pub fn sign(&mut self, place: Option<&Range<usize>>, new: Option<&Document>) -> Option<Touched> {
        let change = self.document.sign(place, new, self.selection)?;
        Some(self.make(&change, Stroke::Other))
    }

    fn restyle_caret(&mut self, restyle: &Restyle) -> Option<Touched> {
        let place = self.selection.head;
        let link = self.document.block(place.block).and_then(|block| block.paragraph()?.link_at(place.at));
        if let (Restyle::Link(_), Some((range, _))) = (restyle, link) {
            // A link is changed, or taken off, as a whole.
            let whole = Selection::new(Place::new(place.block, range.start), Place::new(place.block, range.end));
            let mut change = Edit::Restyle(restyle.clone()).change(&self.document, whole, &Style::default())?;
            change.after = self.selection;
            return Some(self.make(&change, Stroke::Other));
        }
        let mut style = self.style();
        restyle.apply(&mut style);
        self.style = Some(style);
        None
    }

    fn make(&mut self, change: &Change, stroke: Stroke) -> Touched {
        let gone = self.document.apply(change);
        if change.gone > 0 || !change.come.is_empty() {
            self.history.note(change, gone, self.selection, stroke);
        }
        self.settle(change)
    }

    fn settle(&mut self, change: &Change) -> Touched {
        self.selection = self.document.clamp_selection(change.after);
        self.style = None;
        Touched { at: change.at, gone: change.gone, come: change.come.len() }
    }

    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    pub fn undo(&mut self) -> Option<Touched> {
        let change = self.history.undo(&mut self.document, self.selection)?;
        Some(self.settle(&change))
    }

    pub fn redo(&mut self) -> Option<Touched> {
        let change = self.history.redo(&mut self.document, self.selection)?;
        Some(self.settle(&change))
    }
}

fn stroke(edit: &Edit, selection: Selection) -> Stroke {
    match edit {
        Edit::Insert(text) if !selection.is_caret() || text.contains('\n') => Stroke::Other,
        Edit::Insert(text) if text.chars().all(char::is_whitespace) => Stroke::Blanks,
        // A word that an input method gives at once is typed as well.
        Edit::Insert(_) => Stroke::Letters,
        Edit::Delete(_) if !selection.is_caret() => Stroke::Other,
        Edit::Delete(reach) if reach.forward => Stroke::DeleteAfter,
        Edit::Delete(_) => Stroke::DeleteBefore,
        _ => Stroke::Other,
    }
}
