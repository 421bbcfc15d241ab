//! What can be taken back, and done once more. Each step keeps the blocks that it
//! changed and no others.

use std::sync::Arc;

use super::{Block, Change, Document, Selection};

/// Steps that are kept.
const MOST: usize = 500;
/// Bytes of letters that they keep, together.
const WEIGHT: usize = 32 << 20;

#[derive(Debug, Clone, Default)]
pub(super) struct History {
    back: Vec<Step>,
    forth: Vec<Step>,
    weight: usize,
    /// The last step goes on while the same is done where it ended.
    open: Option<Stroke>,
}

/// How the text was, there where it was changed.
#[derive(Debug, Clone)]
struct Step {
    /// Puts it back.
    change: Change,
    weight: usize,
}

/// What strokes are one step, as long as each begins where the last one ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Letters of a word.
    Letters,
    /// Blanks behind it.
    Blanks,
    DeleteBefore,
    DeleteAfter,
    /// Always a step of its own.
    Other,
}

impl Stroke {
    /// A word begins a new step, the blanks behind it do not.
    fn goes_on(self, last: Self) -> bool {
        match self {
            Self::Letters => last == Self::Letters,
            Self::Blanks => matches!(last, Self::Letters | Self::Blanks),
            Self::DeleteBefore | Self::DeleteAfter => last == self,
            Self::Other => false,
        }
    }
}

impl History {
    /// Remembers a change that was made: the blocks that it took away, and what
    /// was selected before.
    pub(super) fn note(&mut self, change: &Change, gone: Vec<Arc<Block>>, before: Selection, stroke: Stroke) {
        self.forth.clear();
        let goes_on = self.open.is_some_and(|last| stroke.goes_on(last))
            && change.gone == 1
            && change.come.len() == 1
            && self.back.last().is_some_and(|step| step.change.at == change.at && step.change.gone == 1);
        self.open = Some(stroke).filter(|stroke| *stroke != Stroke::Other);
        if goes_on {
            return;
        }
        let weight = gone.iter().map(|block| block.len()).sum();
        self.back.push(Step {
            change: Change { at: change.at, gone: change.come.len(), come: gone, after: before },
            weight,
        });
        self.weight += weight;
        while self.back.len() > MOST || self.weight > WEIGHT && self.back.len() > 1 {
            self.weight -= self.back.remove(0).weight;
        }
    }

    /// What comes next is a step of its own.
    pub(super) fn pause(&mut self) {
        self.open = None;
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.back.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.forth.is_empty()
    }

    pub(super) fn undo(&mut self, document: &mut Document, now: Selection) -> Option<Change> {
        self.pause();
        let step = self.back.pop()?;
        self.weight = self.weight.saturating_sub(step.weight);
        self.forth.push(turned(document, &step.change, now));
        Some(step.change)
    }

    pub(super) fn redo(&mut self, document: &mut Document, now: Selection) -> Option<Change> {
        self.pause();
        let step = self.forth.pop()?;
        let back = turned(document, &step.change, now);
        self.weight += back.weight;
        self.back.push(back);
        Some(step.change)
    }
}

/// Makes a change, and says how to take it back.
fn turned(document: &mut Document, change: &Change, now: Selection) -> Step {
    let come = document.apply(change);
    let weight = come.iter().map(|block| block.len()).sum();
    Step { change: Change { at: change.at, gone: change.come.len(), come, after: now }, weight }
}
