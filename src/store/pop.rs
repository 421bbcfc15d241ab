//! What is known of the mail on a POP3 server: its names there, and what became
//! of it here. The server tells nothing of this; lost here, all mail would come
//! a second time.
//!
//! What is deleted here for ever keeps its name, so that it does not come back.
//! A name that the server has dropped is kept for a while: servers drop all of
//! them and bring them back, or give the same mail other names.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::Store;
use super::bodies::{add_whole, fill};
use super::code::Count;
use super::error::{Result, StoreError};
use super::messages::oldest_first;
use super::search::Line;
use super::shelf::Shelf;
use super::{NewContent, NewMessage, search};
use crate::domain::{AccountId, FolderId, MessageId, Role, Timestamp};

/// How long a name is remembered that the server does not list.
const REMEMBERED: i64 = 60 * 24 * 3600;

/// A letter that was fetched once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopLetter {
    pub name: String,
    /// As the server listed it.
    pub size: u64,
    pub fetched: Timestamp,
    pub state: PopState,
    /// No folder here holds it any more: it was deleted for ever.
    pub destroyed: bool,
    /// Its bytes are here.
    pub whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopState {
    There,
    /// The server said that it deleted it.
    Removed,
    /// It said so, and it is there all the same: not tried again.
    Stays,
}

/// A letter as it has just come.
#[derive(Debug, Clone)]
pub struct PopArrival {
    pub name: String,
    /// As the server lists it.
    pub size: u64,
    pub row: NewMessage,
    pub content: NewContent,
}

const LETTERS: &str = "SELECT name, size, fetched, state, content IS NULL,
         EXISTS (SELECT 1 FROM letter WHERE letter.content = pop_letter.content)
     FROM pop_letter WHERE account = ?1";

impl Store {
    /// All letters known by name.
    pub async fn pop_letters(&self, account: AccountId) -> Result<HashMap<String, PopLetter>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(LETTERS)?;
            let letters = select.query_map([account], |row| {
                let name: String = row.get(0)?;
                let letter = PopLetter {
                    name: name.clone(),
                    size: row.get::<_, Count>(1)?.0,
                    fetched: row.get(2)?,
                    state: row.get(3)?,
                    destroyed: row.get(4)?,
                    whole: row.get(5)?,
                };
                Ok((name, letter))
            })?;
            Ok(letters.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// The server lists these names, and no others.
    pub async fn pop_listed(&self, account: AccountId, names: Vec<String>, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            let names = serde_json::to_string(&names).map_err(|_| StoreError::Refused { code: 0 })?;
            let _ = tx.execute(
                "UPDATE pop_letter SET gone = CASE
                     WHEN name IN (SELECT value FROM json_each(?2)) THEN NULL
                     ELSE ifnull(gone, ?3)
                 END WHERE account = ?1",
                params![account, names, now],
            )?;
            let _ = tx.execute(
                "DELETE FROM pop_letter WHERE account = ?1 AND gone < ?2",
                params![account, now.0 - REMEMBERED],
            )?;
            Ok(())
        })
        .await
    }

    /// Puts letters into the inbox, in one go with what is remembered of them.
    /// Gives the rows of those that were not here before.
    pub async fn pop_arrived(
        &self,
        account: AccountId,
        inbox: FolderId,
        letters: Vec<PopArrival>,
        now: Timestamp,
    ) -> Result<Vec<MessageId>> {
        let shelf = self.shelf();
        self.write(move |tx| {
            let mut lines = Vec::new();
            let ids = oldest_first(
                &letters,
                |letter| &letter.row,
                |letter| {
                    if known_before(tx, account, letter)? {
                        refill(tx, &shelf, account, letter)?;
                        return Ok(None);
                    }
                    let (id, new) = add_whole(tx, &shelf, account, inbox, &letter.row, &letter.content)?;
                    // No server numbers it.
                    let _ = tx.prepare_cached("UPDATE message SET uid = NULL WHERE id = ?1")?.execute([id])?;
                    let words = &letter.content.words;
                    lines.extend(new.map(|content| Line { content, words, known: false }));
                    remember(tx, account, id, letter, now)?;
                    Ok(Some(id))
                },
            )?;
            search::put(tx, lines)?;
            Ok(ids.into_iter().flatten().collect())
        })
        .await
    }

    /// The server said that it has deleted them.
    pub async fn pop_removed(&self, account: AccountId, names: Vec<String>) -> Result<()> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached("UPDATE pop_letter SET state = ?3 WHERE account = ?1 AND name = ?2")?;
            for name in names {
                let _ = update.execute(params![account, name, PopState::Removed])?;
            }
            Ok(())
        })
        .await
    }

    /// The folders that no POP3 server has: one for each role that none has yet.
    /// A folder of that name becomes it.
    pub async fn make_local_folders(
        &self,
        account: AccountId,
        folders: Vec<(Role, impl AsRef<str> + Send + 'static)>,
    ) -> Result<()> {
        self.write(move |tx| {
            let mut held = tx.prepare_cached("SELECT 1 FROM folder WHERE account = ?1 AND role = ?2")?;
            let mut make = tx.prepare_cached(
                "INSERT INTO folder (account, path, separator, role, selectable) VALUES (?1, ?2, '/', ?3, 1)
                 ON CONFLICT (account, path) DO UPDATE SET role = excluded.role",
            )?;
            for (role, path) in folders {
                if !held.exists(params![account, role])? {
                    let _ = make.execute(params![account, path.as_ref(), role])?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// Whether a letter that was fetched again is one that was here, under this name
/// or one that the server has dropped. What is remembered of it is put right.
fn known_before(tx: &Transaction<'_>, account: AccountId, letter: &PopArrival) -> Result<bool> {
    let digest = letter.content.raw.digest;
    let size = Count(letter.size);
    let mut named = tx.prepare_cached(
        "UPDATE pop_letter SET size = ?4, gone = NULL, state = CASE state WHEN 'removed' THEN 'stays' ELSE state END
         WHERE account = ?1 AND name = ?2 AND (digest = ?3 OR EXISTS (
             SELECT 1 FROM content WHERE content.id = pop_letter.content AND content.message_id = ?5
         ))",
    )?;
    if named.execute(params![account, letter.name, digest, size, letter.row.envelope.message_id])? > 0 {
        return Ok(true);
    }
    let mut find = tx.prepare_cached(
        "SELECT id FROM pop_letter WHERE account = ?1 AND digest = ?2 AND gone IS NOT NULL AND name <> ?3 LIMIT 1",
    )?;
    let renamed: Option<i64> = find.query_row(params![account, digest, letter.name], |row| row.get(0)).optional()?;
    let Some(id) = renamed else { return Ok(false) };
    forget(tx, account, &letter.name)?;
    let _ = tx
        .prepare_cached("UPDATE pop_letter SET name = ?2, size = ?3, gone = NULL, state = 'there' WHERE id = ?1")?
        .execute(params![id, letter.name, size])?;
    Ok(true)
}

/// Gives a letter its bytes again that had to be let go of.
fn refill(tx: &Transaction<'_>, shelf: &Shelf, account: AccountId, letter: &PopArrival) -> Result<()> {
    let mut find = tx.prepare_cached(
        "SELECT content.id FROM pop_letter JOIN content ON content.id = pop_letter.content
         WHERE pop_letter.account = ?1 AND pop_letter.name = ?2 AND content.digest IS NULL
             AND NOT EXISTS (SELECT 1 FROM content WHERE account = ?1 AND digest = ?3)",
    )?;
    let digest = letter.content.raw.digest;
    let empty: Option<i64> = find.query_row(params![account, letter.name, digest], |row| row.get(0)).optional()?;
    if let Some(content) = empty {
        fill(tx, shelf, content, &letter.content.raw, &letter.content.extract)?;
        let _ = tx.prepare_cached("UPDATE message SET here = 1 WHERE content = ?1")?.execute([content])?;
    }
    Ok(())
}

fn remember(
    tx: &Transaction<'_>,
    account: AccountId,
    id: MessageId,
    letter: &PopArrival,
    now: Timestamp,
) -> Result<()> {
    // The server gave the name of another letter to this one.
    forget(tx, account, &letter.name)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO pop_letter (account, name, size, digest, content, fetched, state)
         SELECT ?1, ?2, ?3, ?4, content, ?5, ?6 FROM message WHERE id = ?7",
    )?;
    let (size, digest) = (Count(letter.size), letter.content.raw.digest);
    let _ = insert.execute(params![account, letter.name, size, digest, now, PopState::There, id])?;
    Ok(())
}

fn forget(tx: &Transaction<'_>, account: AccountId, name: &str) -> Result<()> {
    let mut delete = tx.prepare_cached("DELETE FROM pop_letter WHERE account = ?1 AND name = ?2")?;
    let _ = delete.execute(params![account, name])?;
    Ok(())
}
