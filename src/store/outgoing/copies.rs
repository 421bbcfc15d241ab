//! The copy of what was sent: there is one to file until it is known to lie in
//! Sent, and then no more. The bytes stay here until then.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::bodies::add_whole;
use super::super::code::json;
use super::super::error::Result;
use super::super::search::{self, Line};
use super::super::{NewContent, NewMessage, Store};
use super::{HeldFor, delete};
use crate::domain::{AccountId, Address, FolderId, MessageId, OutgoingId, OutgoingState, Timestamp};

/// A copy that is still to be filed.
#[derive(Clone, PartialEq, Eq)]
pub struct Copy {
    pub id: OutgoingId,
    pub message_id: String,
    pub bcc: Vec<Address>,
    pub posted: Timestamp,
    /// Times that it did not come about.
    pub tries: u32,
}

impl std::fmt::Debug for Copy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Copy({})", self.id)
    }
}

impl Store {
    /// Copies that are to be filed now, oldest first.
    pub async fn to_file(&self, account: AccountId, now: Timestamp) -> Result<Vec<Copy>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, message_id, bcc, posted, copy_tries FROM outgoing
                 WHERE account = ?1 AND sent = 1 AND copy = 1 AND ifnull(copy_next, 0) <= ?2 ORDER BY id",
            )?;
            let rows = select.query_map(params![account, now], |row| {
                Ok(Copy {
                    id: row.get(0)?,
                    message_id: row.get(1)?,
                    bcc: json(row, 2)?,
                    posted: row.get(3)?,
                    tries: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// When the next copy is to be filed.
    pub async fn next_to_file(&self, account: AccountId) -> Result<Option<Timestamp>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT min(ifnull(copy_next, 0)) FROM outgoing WHERE account = ?1 AND sent = 1 AND copy = 1",
            )?;
            Ok(select.query_row([account], |row| row.get(0))?)
        })
        .await
    }

    /// The copy lies in Sent.
    pub async fn filed(&self, id: OutgoingId) -> Result<()> {
        self.write(move |tx| filed(tx, id)).await
    }

    /// It does not come about just now.
    pub async fn not_filed(
        &self,
        id: OutgoingId,
        held: Option<HeldFor>,
        fault: String,
        again: Timestamp,
    ) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE outgoing SET copy_next = ?3, copy_held = ?4, copy_tries = copy_tries + 1,
                     fault = CASE WHEN state = 'filing' THEN ?2 ELSE fault END WHERE id = ?1",
                params![id, fault, again, held],
            )?;
            Ok(())
        })
        .await
    }

    /// Lays the copy into a folder that no server has, and is done with it. None
    /// where there is none to be laid any more.
    pub async fn file_here(
        &self,
        id: OutgoingId,
        folder: FolderId,
        copy: (NewMessage, NewContent),
    ) -> Result<Option<MessageId>> {
        let shelf = self.shelf();
        self.write(move |tx| {
            let mut select =
                tx.prepare_cached("SELECT account FROM outgoing WHERE id = ?1 AND sent = 1 AND copy = 1")?;
            let account: Option<AccountId> = select.query_row([id], |row| row.get(0)).optional()?;
            let Some(account) = account else { return Ok(None) };
            let (row, content) = &copy;
            let (message, new) = add_whole(tx, &shelf, account, folder, row, content)?;
            // No server numbers it.
            let _ = tx.prepare_cached("UPDATE message SET uid = NULL WHERE id = ?1")?.execute([message])?;
            let lines = new.map(|letter| Line { content: letter, words: &content.words, known: false });
            search::put(tx, lines.into_iter().collect())?;
            filed(tx, id)?;
            Ok(Some(message))
        })
        .await
    }
}

fn filed(tx: &Transaction<'_>, id: OutgoingId) -> Result<()> {
    let mut update =
        tx.prepare_cached("UPDATE outgoing SET copy = 0, copy_next = NULL WHERE id = ?1 RETURNING state")?;
    let state: Option<OutgoingState> = update.query_row([id], |row| row.get(0)).optional()?;
    if state == Some(OutgoingState::Filing) { delete(tx, id) } else { Ok(()) }
}
