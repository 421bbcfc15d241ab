//! What was done here and waits for the server. A row shows at once what the
//! user did; beside it stands what the server has, written in the same
//! transaction. The difference is what is to be sent.
//!
//! - [`plan`] finds what a gesture comes to, [`gesture`] carries it out and says
//!   how to take it back;
//! - [`marks`] and [`places`] keep the two sides of each message;
//! - [`tree`] keeps the log of changes to folders, which are done in order;
//! - [`operation`] is what the user sees of it: what waits, what was refused.
//!
//! What the server says meanwhile is laid under what waits, never over it.

mod arrivals;
mod gesture;
mod marks;
mod name;
mod operation;
mod places;
mod plan;
mod puts;
mod reverse;
mod sorting;
mod tree;

use rusqlite::{OptionalExtension as _, Transaction};

use super::accounts;
use super::error::Result;
use crate::domain::{AccountId, Act, Change, Flag, Flags, FolderId, MessageId, Protocol};

pub(super) use arrivals::{
    Found, by_uid, known_elsewhere, laid_under, match_elsewhere, not_found, settled, taken_away, void,
};
pub(super) use reverse::untag;
pub(super) use tree::{as_it_will_be, made_again, none_doomed};

pub use gesture::{Ground, Performed};
pub use marks::MarkBatch;
pub use operation::{Pending, Queued};
pub use places::{PlaceBatch, Placing};
pub(super) use puts::take_draft_copy;
pub use puts::{Putting, Stray};
pub use reverse::Reverse;
pub use tree::Work;

/// What is to happen to a message on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    Copy,
    Move,
    Destroy,
    /// It was made here: the server is to get it.
    Put,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Waiting,
    /// The command went out, and its answer is not here yet.
    Sent,
    Refused,
}

/// Why something did not come about on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    OverQuota,
    /// No right to, or a folder that can only be read.
    NotPermitted,
    /// A folder of that name is there already.
    Exists,
    /// The folder is not there.
    NotThere,
    NoSubfolders,
    /// The folder keeps no keywords: they live here.
    NoKeywords,
    /// Somebody else moved or deleted the message meanwhile.
    Elsewhere,
    /// The server renumbered the folder: what was to be destroyed for ever
    /// cannot be told from the rest any more.
    Renumbered,
    Other,
}

/// What waits at all, asked once for each batch: where nothing does, nothing
/// more is asked.
pub(super) struct Overlay {
    pub(super) marks: bool,
    pub(super) places: bool,
    pub(super) keywords_here: bool,
}

pub(super) const OVERLAY: &str = "SELECT EXISTS (SELECT 1 FROM waiting_mark), EXISTS (SELECT 1 FROM waiting_place),
     ifnull((SELECT keywords_here FROM folder WHERE id = ?1), 0)";

impl Overlay {
    pub(super) fn of(tx: &Transaction<'_>, folder: FolderId) -> Result<Self> {
        let mut select = tx.prepare_cached(OVERLAY)?;
        Ok(select.query_row([folder], |row| {
            Ok(Self { marks: row.get(0)?, places: row.get(1)?, keywords_here: row.get(2)? })
        })?)
    }
}

/// Operations of which nothing waits any more go.
pub(super) fn tidy(tx: &Transaction<'_>) -> Result<()> {
    operation::tidy(tx)
}

/// Marks a message because of something else that was done, where it still is.
/// Gives where, if that changed it.
pub(super) fn flag_unasked(
    tx: &Transaction<'_>,
    message: MessageId,
    flag: Flag,
    server: bool,
) -> Result<Option<(AccountId, FolderId)>> {
    let mut select = tx.prepare_cached(
        "SELECT folder.account, folder.id FROM message JOIN folder ON folder.id = message.folder WHERE message.id = ?1",
    )?;
    let place = select.query_row([message], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((account, folder)) = place else { return Ok(None) };
    let queued = server && accounts::draft(tx, account)?.protocol == Protocol::Imap;
    let operation = queued.then(|| operation::begin(tx, account, Act::Mark, None, None)).transpose()?;
    let change = Change { set: Flags::NONE.with(flag), ..Change::default() };
    let marked = marks::mark(tx, message, &change, operation)?;
    operation::tidy(tx)?;
    Ok(marked.map(|_| (account, folder)))
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| super::StoreError::damaged("a value that is no JSON"))
}
