//! Messages that are being written, and the files that go with them. A draft is
//! lost only if its writer throws it away: what was sent goes in the transaction
//! that knows it to be sent, never before.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::code::json;
use super::error::{Result, StoreError};
use crate::domain::{AccountId, DraftId, EnclosureId, Timestamp, Writing};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    pub id: DraftId,
    pub account: AccountId,
    pub writing: Writing,
    pub changed: Timestamp,
    /// How often it was kept.
    pub revision: i64,
    /// A window showed it when it was last kept.
    pub open: bool,
    /// The Message-ID of its copy in the folder of drafts.
    pub copy: Option<String>,
    /// That copy is of what is written now.
    pub is_copied: bool,
    /// It waits to be sent.
    pub posted: bool,
}

const COLUMNS: &str = "id, account, writing, changed, open, copy, copied IS revision, posted, revision";

impl Store {
    /// Keeps what was written; a new draft where there is no id, or no longer
    /// such a draft.
    pub async fn keep_draft(&self, id: Option<DraftId>, writing: Writing, now: Timestamp) -> Result<DraftId> {
        self.write(move |tx| {
            let json = to_json(&writing)?;
            let account = writing.draft.account;
            if let Some(id) = id {
                let mut update = tx.prepare_cached(
                    "UPDATE draft SET account = ?2, writing = ?3, changed = ?4, revision = revision + 1
                     WHERE id = ?1",
                )?;
                if update.execute(params![id, account, json, now])? == 1 {
                    return Ok(id);
                }
            }
            let mut insert =
                tx.prepare_cached("INSERT INTO draft (account, writing, changed, open) VALUES (?1, ?2, ?3, 1)")?;
            let _ = insert.execute(params![account, json, now])?;
            Ok(DraftId(tx.last_insert_rowid()))
        })
        .await
    }

    pub async fn kept_draft(&self, id: DraftId) -> Result<Option<KeptDraft>> {
        self.read(move |tx| {
            let sql = format!("SELECT {COLUMNS} FROM draft WHERE id = ?1");
            Ok(tx.prepare_cached(&sql)?.query_row([id], kept).optional()?)
        })
        .await
    }

    /// The draft whose copy in the folder of drafts is this letter.
    pub async fn draft_of_copy(&self, message_id: String) -> Result<Option<KeptDraft>> {
        self.read(move |tx| {
            let sql = format!("SELECT {COLUMNS} FROM draft WHERE copy = ?1");
            Ok(tx.prepare_cached(&sql)?.query_row([message_id], kept).optional()?)
        })
        .await
    }

    /// All of them, what was last written on first.
    pub async fn kept_drafts(&self) -> Result<Vec<KeptDraft>> {
        self.read(|tx| {
            let sql = format!("SELECT {COLUMNS} FROM draft ORDER BY changed DESC, id DESC");
            let mut select = tx.prepare_cached(&sql)?;
            let drafts = select.query_map([], kept)?;
            Ok(drafts.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// A letter of the folder of drafts is its copy from now on.
    pub async fn adopt_copy(&self, id: DraftId, copy: Option<String>) -> Result<()> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached("UPDATE draft SET copy = ?2, copied = revision WHERE id = ?1")?;
            let _ = update.execute(params![id, copy])?;
            Ok(())
        })
        .await
    }

    /// A window shows it, or no longer does.
    pub async fn show_draft(&self, id: DraftId, open: bool) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.prepare_cached("UPDATE draft SET open = ?2 WHERE id = ?1")?.execute(params![id, open])?;
            Ok(())
        })
        .await
    }

    /// It goes, with its files.
    pub async fn drop_draft(&self, id: DraftId) -> Result<()> {
        self.write(move |tx| drop(tx, id)).await
    }

    /// A file for a draft, which is made where there is none yet.
    pub async fn enclose(
        &self,
        id: Option<DraftId>,
        writing: Writing,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<(DraftId, EnclosureId)> {
        let id = self.keep_draft(id, writing, now).await?;
        self.write(move |tx| {
            let mut insert = tx.prepare_cached("INSERT INTO enclosure (draft, bytes) VALUES (?1, ?2)")?;
            let _ = insert.execute(params![id, bytes])?;
            Ok((id, EnclosureId(tx.last_insert_rowid())))
        })
        .await
    }

    pub async fn enclosure(&self, id: EnclosureId) -> Result<Option<Vec<u8>>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached("SELECT bytes FROM enclosure WHERE id = ?1")?;
            Ok(select.query_row([id], |row| row.get(0)).optional()?)
        })
        .await
    }
}

/// It waits to be sent, or is a draft again.
pub(super) fn post(tx: &Transaction<'_>, id: DraftId, posted: bool) -> Result<()> {
    let sql = "UPDATE draft SET posted = ?2, open = 0 WHERE id = ?1";
    let _ = tx.prepare_cached(sql)?.execute(params![id, posted])?;
    Ok(())
}

pub(super) fn drop(tx: &Transaction<'_>, id: DraftId) -> Result<()> {
    let _ = tx.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn to_json(writing: &Writing) -> Result<String> {
    serde_json::to_string(writing).map_err(|_| StoreError::damaged("a draft that is no JSON"))
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptDraft> {
    Ok(KeptDraft {
        id: row.get(0)?,
        account: row.get(1)?,
        writing: json(row, 2)?,
        changed: row.get(3)?,
        open: row.get(4)?,
        copy: row.get(5)?,
        is_copied: row.get(6)?,
        posted: row.get(7)?,
        revision: row.get(8)?,
    })
}
