//! Lists: the ids of a folder in order, and the rows of a page of them.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::code::Count;
use super::error::{Result, StoreError};
use super::keywords;
use crate::domain::{AccountId, BodyState, Filter, Flag, FolderId, MessageId, Sort, SortKey, Summary};

/// All filters in one question: `flags & ?2 = ?3` and at least ?4 attachments.
/// The newest comes first among those alike, in either direction of its opposite.
pub(super) const DATE_UP: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY date, id";
pub(super) const DATE_DOWN: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY date DESC, id DESC";
pub(super) const WHO_UP: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY who_key, date DESC, id DESC";
pub(super) const WHO_DOWN: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY who_key DESC, date, id";
pub(super) const SUBJECT_UP: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY subject_key, date DESC, id DESC";
pub(super) const SUBJECT_DOWN: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY subject_key DESC, date, id";
pub(super) const SIZE_UP: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY size, date DESC, id DESC";
pub(super) const SIZE_DOWN: &str = "SELECT id FROM message
     WHERE folder = ?1 AND (flags & ?2) = ?3 AND attachment >= ?4 ORDER BY size DESC, date, id";

pub(super) const ROW: &str =
    "SELECT message.id, message.folder, message.who, content.subject, message.date, message.size,
        message.flags, message.attachment, content.mark, message.here, content.extract
     FROM message JOIN content ON content.id = message.content
     WHERE message.id = ?1";

impl Store {
    /// The ids of a folder's messages, in order. A list going down is the list
    /// going up, reversed.
    pub async fn list(&self, folder: FolderId, sort: Sort, filter: Filter) -> Result<Vec<MessageId>> {
        let sql = match (sort.key, sort.descending) {
            (SortKey::Date, false) => DATE_UP,
            (SortKey::Date, true) => DATE_DOWN,
            (SortKey::Who, false) => WHO_UP,
            (SortKey::Who, true) => WHO_DOWN,
            (SortKey::Subject, false) => SUBJECT_UP,
            (SortKey::Subject, true) => SUBJECT_DOWN,
            (SortKey::Size, false) => SIZE_UP,
            (SortKey::Size, true) => SIZE_DOWN,
        };
        let (mask, flags, attachment) = asked(filter);
        self.read(move |tx| {
            let mut select = tx.prepare_cached(sql)?;
            let ids = select.query_map(params![folder, mask, flags, attachment], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// The ids of what lies in the inboxes of these accounts, in order.
    pub async fn inboxes(&self, accounts: Vec<AccountId>, sort: Sort, filter: Filter) -> Result<Vec<MessageId>> {
        let key = match sort.key {
            SortKey::Date => "message.date",
            SortKey::Who => "who_key",
            SortKey::Subject => "subject_key",
            SortKey::Size => "size",
        };
        let (way, rest) = match (sort.key, sort.descending) {
            (SortKey::Date, true) => ("DESC", "message.id DESC"),
            (SortKey::Date, false) => ("ASC", "message.id"),
            (_, true) => ("DESC", "message.date, message.id"),
            (_, false) => ("ASC", "message.date DESC, message.id DESC"),
        };
        let (mask, flags, attachment) = asked(filter);
        self.read(move |tx| {
            let accounts = serde_json::to_string(&accounts).map_err(|_| StoreError::Refused { code: 0 })?;
            let mut select = tx.prepare_cached(&format!(
                "SELECT message.id FROM folder JOIN message ON message.folder = folder.id
                 WHERE folder.role = 'inbox' AND folder.account IN (SELECT value FROM json_each(?1))
                   AND (flags & ?2) = ?3 AND attachment >= ?4
                 ORDER BY {key} {way}, {rest}"
            ))?;
            let ids = select.query_map(params![accounts, mask, flags, attachment], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// The rows of some messages, in the order asked; those that are gone
    /// meanwhile are left out.
    pub async fn page(&self, ids: Vec<MessageId>) -> Result<Vec<Summary>> {
        self.read(move |tx| {
            let mut page = Vec::with_capacity(ids.len());
            for id in ids {
                page.extend(row_of(tx, id)?);
            }
            Ok(page)
        })
        .await
    }

    pub async fn summary(&self, id: MessageId) -> Result<Option<Summary>> {
        self.read(move |tx| row_of(tx, id)).await
    }
}

/// A filter as the questions know it: mask, flags, attachments.
fn asked(filter: Filter) -> (u16, u16, bool) {
    match filter {
        Filter::All => (0, 0, false),
        Filter::Unread => (Flag::Seen as u16, 0, false),
        Filter::Flagged => (Flag::Flagged as u16, Flag::Flagged as u16, false),
        Filter::Attachment => (0, 0, true),
    }
}

fn row_of(tx: &Transaction<'_>, id: MessageId) -> Result<Option<Summary>> {
    let Some(mut summary) = tx.prepare_cached(ROW)?.query_row([id], summary).optional()? else { return Ok(None) };
    summary.keywords = keywords::of_message(tx, id)?;
    Ok(Some(summary))
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    Ok(Summary {
        id: row.get(0)?,
        folder: row.get(1)?,
        who: row.get(2)?,
        subject: row.get(3)?,
        date: row.get(4)?,
        size: row.get::<_, Count>(5)?.0,
        flags: row.get(6)?,
        keywords: Vec::new(),
        attachment: row.get(7)?,
        mark: row.get(8)?,
        body: if row.get(9)? { BodyState::Here } else { BodyState::Pending },
        extract: row.get(10)?,
    })
}
