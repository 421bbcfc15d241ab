//! The long quote below an answer: folded until the reader wants it, or wants
//! something of the whole page. What is looked for or copied is never hidden.

use super::{Action, State};
use crate::engine::{FOLD, Link, Quotes, Reach};

#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// As the reader wants it, until another page.
    open: bool,
    /// What is to be selected once all is there.
    then: Option<Reach>,
}

impl Quoted {
    pub(super) fn wanted(&self) -> Quotes {
        if self.open { Quotes::Open } else { Quotes::Folded }
    }

    /// What of a page laid out anew is selected.
    pub(super) fn then_select(&mut self, quotes: Quotes) -> Reach {
        self.then.take_if(|_| quotes == Quotes::Open).unwrap_or(Reach::Nothing)
    }
}

/// The line that stands for the quote; it leads nowhere.
pub(super) fn is_fold(link: &Link) -> bool {
    link.leads == FOLD
}

impl State {
    /// Whether there is a quote that can be folded or unfolded.
    pub fn has_fold(&self) -> bool {
        self.laid().is_some_and(|laid| laid.links.iter().any(is_fold))
    }

    /// Whether something of the page is not to be seen.
    pub(super) fn is_folded(&self) -> bool {
        !self.quotes.open && self.has_fold()
    }

    pub(super) fn flip_fold(&mut self) -> Action {
        if !self.has_fold() {
            return Action::None;
        }
        self.quotes.open = !self.quotes.open;
        self.lay_again()
    }

    /// Shows all, and then selects.
    pub(super) fn unfold(&mut self, then: Reach) -> Action {
        self.quotes.open = true;
        self.quotes.then = Some(then);
        self.lay_again()
    }
}
