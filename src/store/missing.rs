//! What of a folder is here, asked narrowly: a folder of a million messages in
//! which nothing changed costs no more than an empty one.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::code::Count;
use super::error::{Result, StoreError};
use super::messages::{Known, known_row};
use super::queue::Overlay;
use crate::domain::{AccountId, FolderId, Keep, MessageId, Timestamp, Uid};

/// A body that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    pub uid: Uid,
    pub id: MessageId,
    pub size: u64,
}

pub(super) const PENDING: &str = "SELECT uid, id, size FROM message
     WHERE folder = ?1 AND here = 0 AND uid IS NOT NULL AND received >= ?2 ORDER BY uid DESC";

pub(super) const AMONG: &str = "SELECT id, uid, flags, here, size FROM message
     WHERE folder = ?1 AND uid IN (SELECT value FROM json_each(?2))";

pub(super) const WITHIN: &str = "SELECT uid FROM message WHERE folder = ?1 AND uid BETWEEN ?2 AND ?3";

impl Store {
    /// Bodies that are not here of messages the server got since, newest first.
    pub async fn missing(&self, folder: FolderId, since: Timestamp) -> Result<Vec<Missing>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(PENDING)?;
            let pending = select.query_map(params![folder, since], |row| {
                Ok(Missing { uid: row.get(0)?, id: row.get(1)?, size: row.get::<_, Count>(2)?.0 })
            })?;
            Ok(pending.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// What is here of these UIDs.
    pub async fn known_among(&self, folder: FolderId, uids: Vec<Uid>) -> Result<Vec<Known>> {
        self.read(move |tx| {
            let uids = serde_json::to_string(&uids).map_err(|_| StoreError::Refused { code: 0 })?;
            let mut select = tx.prepare_cached(AMONG)?;
            let known = select.query_map(params![folder, uids], known_row)?;
            let mut known = known.collect::<rusqlite::Result<Vec<_>>>()?;
            for one in &mut known {
                one.keywords = super::keywords::of_message(tx, one.id)?;
            }
            Ok(known)
        })
        .await
    }

    /// The UIDs here that lie in these ranges.
    pub async fn known_within(&self, folder: FolderId, ranges: Vec<(Uid, Uid)>) -> Result<Vec<Uid>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(WITHIN)?;
            let mut found = Vec::new();
            for (first, last) in ranges {
                let uids = select.query_map(params![folder, first, last], |row| row.get(0))?;
                found.extend(uids.collect::<rusqlite::Result<Vec<Uid>>>()?);
            }
            Ok(found)
        })
        .await
    }

    /// How many messages the server is known to have in a folder. None while
    /// something waits to leave a folder: then they have to be compared.
    pub async fn placed(&self, folder: FolderId) -> Result<Option<u32>> {
        self.read(move |tx| {
            if Overlay::of(tx, folder)?.places {
                return Ok(None);
            }
            let mut select = tx.prepare_cached(
                "SELECT total - (SELECT count(*) FROM message WHERE folder = ?1 AND uid IS NULL) FROM folder WHERE id = ?1",
            )?;
            select.query_row([folder], |row| row.get(0)).optional()?.map(Some).ok_or(StoreError::Gone)
        })
        .await
    }

    /// What a folder keeps here; None: as its account says.
    pub async fn folder_keep(&self, folder: FolderId) -> Result<Option<Keep>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached("SELECT keep FROM folder WHERE id = ?1")?;
            let keep: Option<Option<String>> = select.query_row([folder], |row| row.get(0)).optional()?;
            let Some(text) = keep.ok_or(StoreError::Gone)? else { return Ok(None) };
            serde_json::from_str(&text).map(Some).map_err(|_| StoreError::damaged("a choice that is no JSON"))
        })
        .await
    }

    pub async fn set_folder_keep(&self, folder: FolderId, keep: Option<Keep>) -> Result<()> {
        self.write(move |tx| {
            let text = keep.map(|keep| serde_json::to_string(&keep)).transpose();
            let text = text.map_err(|_| StoreError::Refused { code: 0 })?;
            match tx.prepare_cached("UPDATE folder SET keep = ?2 WHERE id = ?1")?.execute(params![folder, text])? {
                0 => Err(StoreError::Gone),
                _ => Ok(()),
            }
        })
        .await
    }

    pub async fn account_keep(&self, account: AccountId) -> Result<Keep> {
        let accounts = self.accounts().await?;
        accounts.iter().find(|one| one.id == account).map(|one| one.draft.keep).ok_or(StoreError::Gone)
    }

    pub async fn set_keep(&self, account: AccountId, keep: Keep) -> Result<()> {
        let there = self.change_account(account, move |draft| draft.keep = keep).await?;
        if there { Ok(()) } else { Err(StoreError::Gone) }
    }

    /// Takes bodies off this workstation that the server got before; their rows
    /// stay, and so does the server's copy. Gives how many.
    pub async fn drop_bodies(&self, folder: FolderId, before: Timestamp) -> Result<usize> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content FROM message WHERE folder = ?1 AND here = 1 AND uid IS NOT NULL AND received < ?2
                 AND NOT EXISTS (SELECT 1 FROM message AS other
                                 WHERE other.content = message.content AND other.id <> message.id)",
            )?;
            let contents = select.query_map(params![folder, before], |row| row.get(0))?;
            let contents = contents.collect::<rusqlite::Result<Vec<i64>>>()?;
            for content in &contents {
                for change in [
                    "DELETE FROM letter WHERE content = ?1",
                    "UPDATE content SET digest = NULL WHERE id = ?1",
                    "UPDATE message SET here = 0 WHERE content = ?1",
                ] {
                    let _ = tx.prepare_cached(change)?.execute([content])?;
                }
            }
            Ok(contents.len())
        })
        .await
    }
}
