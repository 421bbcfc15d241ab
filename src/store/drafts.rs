//! Messages that are being written, and the files that go with them. A draft is
//! lost only if its writer throws it away: what was sent goes in the transaction
//! that knows it to be sent, never before.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::code::json;
use super::error::{Result, StoreError};
use crate::domain::{AccountId, DraftId, EnclosureId, MessageId, Timestamp, Writing};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
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
    /// The server is known to have had that copy.
    pub was_there: bool,
    /// When its server would not have a copy, since there was one last.
    pub refused: Option<Timestamp>,
    /// It waits to be sent.
    pub posted: bool,
}

const COLUMNS: &str =
    "id, account, writing, changed, open, copy, copied IS revision, posted, revision, copy_refused, copy_there";

/// A row that is the copy of the draft beside it.
const COPY: &str = "SELECT 1 FROM content CROSS JOIN message ON message.content = content.id
     WHERE content.message_id = draft.copy
     AND content.account = (SELECT folder.account FROM folder WHERE folder.id = draft.copy_folder)";

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
        self.read(move |tx| of_id(tx, id)).await
    }

    /// The draft whose copy in the folder of drafts is this letter.
    pub async fn draft_of_copy(&self, letter: MessageId) -> Result<Option<KeptDraft>> {
        self.read(move |tx| of_letter(tx, letter)).await
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

    /// Takes up a letter of the folder of drafts to be written on: it is the copy of
    /// the draft from now on, and goes with the next one. `files` are the bytes of
    /// what is carried along, in the same order: those of the letter itself are kept
    /// beside the draft. What was taken up before is given as it is.
    pub async fn take_up_draft(
        &self,
        letter: MessageId,
        writing: Writing,
        files: Vec<Option<Vec<u8>>>,
        now: Timestamp,
    ) -> Result<KeptDraft> {
        self.write(move |tx| {
            if let Some(kept) = of_letter(tx, letter)? {
                return Ok(kept);
            }
            let mut writing = writing;
            let account = writing.draft.account;
            let mut insert =
                tx.prepare_cached("INSERT INTO draft (account, writing, changed, open) VALUES (?1, ?2, ?3, 1)")?;
            let _ = insert.execute(params![account, to_json(&writing)?, now])?;
            let id = DraftId(tx.last_insert_rowid());
            for (carried, bytes) in writing.draft.carried.iter_mut().zip(files) {
                let Some(bytes) = bytes else { continue };
                let file = put_enclosure(tx, id, &bytes)?;
                *carried = carried.clone().kept_in(file, bytes.len() as u64);
            }
            let mut update = tx.prepare_cached(
                "UPDATE draft SET writing = ?3, copied = revision, copy = content.message_id,
                     copy_folder = message.folder, copy_there = 1
                 FROM message JOIN content ON content.id = message.content WHERE draft.id = ?1 AND message.id = ?2",
            )?;
            let _ = update.execute(params![id, letter, to_json(&writing)?])?;
            of_id(tx, id)?.ok_or(StoreError::Gone)
        })
        .await
    }

    /// Whether the copy of a draft is still there, wherever somebody put it.
    pub async fn has_draft_copy(&self, id: DraftId) -> Result<bool> {
        self.read(move |tx| {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM draft WHERE id = ?1 AND EXISTS ({COPY}))");
            Ok(tx.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
        })
        .await
    }

    /// Drops a draft that nobody is writing where another workstation has the last
    /// word: the server had its copy, nothing was written here since, and the copy
    /// is there no more. What a server never had is nobody's but ours.
    pub async fn drop_superseded(&self, id: DraftId) -> Result<bool> {
        self.write(move |tx| {
            let sql = format!(
                "DELETE FROM draft WHERE id = ?1 AND open = 0 AND posted = 0 AND copied IS revision AND copy_there = 1
                 AND copy_folder IS NOT NULL AND NOT EXISTS ({COPY})"
            );
            Ok(tx.prepare_cached(&sql)?.execute([id])? == 1)
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

    /// It goes, with its files; not where it waits to be sent.
    pub async fn drop_draft(&self, id: DraftId) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.prepare_cached("DELETE FROM draft WHERE id = ?1 AND posted = 0")?.execute([id])?;
            Ok(())
        })
        .await
    }

    /// A file for a draft, which is made where there is none yet. Of one that is there
    /// no word changes: it was written on since the file was asked for.
    pub async fn enclose(
        &self,
        id: Option<DraftId>,
        writing: Writing,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<(DraftId, EnclosureId)> {
        let id = match id {
            Some(id) => id,
            None => self.keep_draft(None, writing, now).await?,
        };
        self.write(move |tx| {
            let mut select = tx.prepare_cached("SELECT 1 FROM draft WHERE id = ?1")?;
            if !select.exists([id])? {
                return Err(StoreError::Gone);
            }
            Ok((id, put_enclosure(tx, id, &bytes)?))
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

fn of_id(tx: &Transaction<'_>, id: DraftId) -> Result<Option<KeptDraft>> {
    let sql = format!("SELECT {COLUMNS} FROM draft WHERE id = ?1");
    Ok(tx.prepare_cached(&sql)?.query_row([id], kept).optional()?)
}

fn of_letter(tx: &Transaction<'_>, letter: MessageId) -> Result<Option<KeptDraft>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM draft WHERE copy = (SELECT content.message_id FROM message
             JOIN content ON content.id = message.content WHERE message.id = ?1)"
    );
    Ok(tx.prepare_cached(&sql)?.query_row([letter], kept).optional()?)
}

fn put_enclosure(tx: &Transaction<'_>, draft: DraftId, bytes: &[u8]) -> Result<EnclosureId> {
    let mut insert = tx.prepare_cached("INSERT INTO enclosure (draft, bytes) VALUES (?1, ?2)")?;
    let _ = insert.execute(params![draft, bytes])?;
    Ok(EnclosureId(tx.last_insert_rowid()))
}

/// It waits to be sent. One that does already is not posted once more.
pub(super) fn post(tx: &Transaction<'_>, id: DraftId) -> Result<()> {
    let mut select = tx.prepare_cached("SELECT posted FROM draft WHERE id = ?1")?;
    if select.query_row([id], |row| row.get(0)).optional()? == Some(true) {
        return Err(StoreError::Posted);
    }
    let _ = tx.prepare_cached("UPDATE draft SET posted = 1, open = 0 WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// It is a draft again.
pub(super) fn unpost(tx: &Transaction<'_>, id: DraftId) -> Result<()> {
    let _ = tx.prepare_cached("UPDATE draft SET posted = 0, open = 0 WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// The server has the copy that this letter is.
pub(super) fn copy_arrived(tx: &Transaction<'_>, copy: MessageId) -> Result<()> {
    let mut update = tx.prepare_cached(
        "UPDATE draft SET copy_there = 1 FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1 AND draft.copy = content.message_id",
    )?;
    let _ = update.execute([copy])?;
    Ok(())
}

/// The server would not have it: what is kept here is all there is.
pub(super) fn copy_refused(tx: &Transaction<'_>, copy: MessageId) -> Result<()> {
    let mut update = tx.prepare_cached(
        "UPDATE draft SET copy = NULL, copied = NULL, copy_folder = NULL, copy_there = 0, copy_refused = unixepoch()
         FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1 AND draft.copy = content.message_id",
    )?;
    let _ = update.execute([copy])?;
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
        refused: row.get(9)?,
        was_there: row.get(10)?,
    })
}
