//! Full-text search over all letters, with what else can be asked of a message.
//!
//! [`index`] writes the words, [`asking`] and [`compile`] turn a query into what the database
//! is asked, [`run`] asks it, newest first, [`merge`] keeps
//! it quick, [`saved`] keeps searches under a
//! name. No text of a letter is kept here: it is in `raw`.

mod asking;
pub(super) mod candidates;
mod compile;
mod index;
mod merge;
mod queue;
mod relevance;
mod run;
mod saved;
mod source;

use crate::domain::query::{Dates, Query};
use crate::domain::{AccountId, FolderId, MessageId, Timestamp};

pub use index::Words;
pub(super) use index::{Line, put, sweep};
pub use queue::LetterWords;
#[cfg(test)]
pub(super) use queue::QUEUES;
#[cfg(test)]
pub(super) use run::{BEGINNINGS, LETTER, LINES, walk};
pub use saved::Saved;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchScope {
    All,
    Account(AccountId),
    Folder(FolderId),
}

/// From the first second to before the second one; None is open.
pub type Span = (Option<Timestamp>, Option<Timestamp>);

pub struct Search {
    pub scope: SearchScope,
    pub query: Query,
    /// The best first, among the newest.
    pub best: bool,
    pub limit: usize,
    /// Which seconds the user's days are.
    pub calendar: Box<dyn Fn(Dates) -> Span + Send>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub ids: Vec<MessageId>,
    /// Messages whose words are all in the index, and messages there are.
    pub searched: u64,
    pub total: u64,
}
