//! From a row to a file, in steps that a kill at any moment leaves clear: `waiting`,
//! its file is not in the folder; `placing`, it lies there under a hidden name or under
//! the one that is written down; `written`, it was given its name.

use rusqlite::{Transaction, params};

use crate::domain::export::{ExportState, Obstacle, pause};
use crate::domain::{AccountId, ExportId, Timestamp};
use crate::store::Store;
use crate::store::code::Count;
use crate::store::error::Result;

/// Bytes in memory at once; one document may be more.
const MOST_BYTES: u64 = 16 << 20;

/// A document that is to be written now.
#[derive(Clone)]
pub struct ExportJob {
    pub id: ExportId,
    pub digest: [u8; 32],
    pub folder: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One that was being placed.
#[derive(Clone)]
pub struct ExportPlace {
    pub id: ExportId,
    pub digest: [u8; 32],
    pub folder: String,
    pub file: String,
    pub size: u64,
}

/// How much of a mailbox waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportsWaiting {
    pub account: AccountId,
    pub count: usize,
    /// What it met last.
    pub obstacle: Option<Obstacle>,
    /// None: now.
    pub next_try: Option<Timestamp>,
}

/// Of an account, in the order in which they were found.
pub(in crate::store) const DUE: &str = "SELECT id, digest, folder, name, size FROM export INDEXED BY export_waiting
     WHERE account = ?1 AND state IN ('waiting', 'placing') AND state = 'waiting'
     AND (next_try IS NULL OR next_try <= ?2) ORDER BY id LIMIT ?3";

impl Store {
    /// Some of what is due, for one folder.
    pub async fn due_exports(&self, account: AccountId, now: Timestamp, limit: usize) -> Result<Vec<ExportJob>> {
        self.read(move |tx| {
            let mut jobs: Vec<ExportJob> = Vec::new();
            let mut total = 0;
            let mut select = tx.prepare_cached(DUE)?;
            let mut bytes = tx.prepare_cached("SELECT bytes FROM export_bytes WHERE export = ?1")?;
            let mut rows = select.query(params![account, now, i64::try_from(limit).unwrap_or(i64::MAX)])?;
            while let Some(row) = rows.next()? {
                let folder: String = row.get(2)?;
                let size = row.get::<_, Count>(4)?.0;
                if jobs.first().is_some_and(|first| first.folder != folder || total + size > MOST_BYTES) {
                    break;
                }
                total += size;
                let id: ExportId = row.get(0)?;
                let bytes = bytes.query_row([id], |row| row.get(0))?;
                jobs.push(ExportJob { id, digest: row.get(1)?, folder, name: row.get(3)?, bytes });
            }
            Ok(jobs)
        })
        .await
    }

    /// What somebody was placing when they stopped.
    pub async fn placing_exports(&self, account: AccountId, now: Timestamp) -> Result<Vec<ExportPlace>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, digest, folder, file, size FROM export INDEXED BY export_waiting
                 WHERE account = ?1 AND state IN ('waiting', 'placing') AND state = 'placing'
                 AND (next_try IS NULL OR next_try <= ?2) ORDER BY id",
            )?;
            let rows = select.query_map(params![account, now], |row| {
                Ok(ExportPlace {
                    id: row.get(0)?,
                    digest: row.get(1)?,
                    folder: row.get(2)?,
                    file: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                    size: row.get::<_, Count>(4)?.0,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Their files lie beside, whole; these are the names that they get next.
    pub async fn place_exports(&self, placed: Vec<(ExportId, String)>) -> Result<()> {
        self.write(move |tx| {
            let mut update = tx
                .prepare_cached("UPDATE export SET state = 'placing', file = ?2 WHERE id = ?1 AND state = 'waiting'")?;
            for (id, file) in placed {
                let _ = update.execute(params![id, file])?;
            }
            Ok(())
        })
        .await
    }

    /// They are there; these names were taken meanwhile, and others are to be found.
    pub async fn end_exports(&self, written: Vec<ExportId>, taken: Vec<ExportId>, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            for id in written {
                let mut update = tx.prepare_cached(
                    "UPDATE export SET state = ?2, written = ?3, obstacle = NULL, next_try = NULL
                     WHERE id = ?1 AND state = 'placing'",
                )?;
                let _ = update.execute(params![id, ExportState::Written, now])?;
                let _ = tx.prepare_cached("DELETE FROM export_bytes WHERE export = ?1")?.execute([id])?;
            }
            taken.into_iter().try_for_each(|id| wait_again(tx, id))
        })
        .await
    }

    /// Everything that waits for a folder waits on.
    pub async fn hold_exports(
        &self,
        account: AccountId,
        folder: String,
        obstacle: Obstacle,
        now: Timestamp,
    ) -> Result<Timestamp> {
        self.write(move |tx| {
            let most = "SELECT ifnull(max(tries), 0) FROM export INDEXED BY export_waiting
                 WHERE account = ?1 AND folder = ?2 AND state IN ('waiting', 'placing')";
            let tries: u32 = tx.prepare_cached(most)?.query_row(params![account, folder], |row| row.get(0))?;
            let next = Timestamp(now.0.saturating_add(pause(tries + 1)));
            let mut update = tx.prepare_cached(
                "UPDATE export INDEXED BY export_waiting SET obstacle = ?3, next_try = ?4, tries = ?5
                 WHERE account = ?1 AND folder = ?2 AND state IN ('waiting', 'placing')",
            )?;
            let _ = update.execute(params![account, folder, obstacle, next, tries + 1])?;
            Ok(next)
        })
        .await
    }

    /// What waits is due now: the user asks for it, or the program has just started.
    pub async fn hurry_exports(&self, account: AccountId) -> Result<()> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached(
                "UPDATE export INDEXED BY export_waiting SET next_try = NULL WHERE account = ?1 AND state IN ('waiting', 'placing')",
            )?;
            let _ = update.execute([account])?;
            Ok(())
        })
        .await
    }

    /// The mailboxes of which something waits.
    pub async fn waiting_exports(&self) -> Result<Vec<ExportsWaiting>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT account, count(*), max(obstacle), min(ifnull(next_try, 0)) FROM export INDEXED BY export_waiting
                 WHERE state IN ('waiting', 'placing') GROUP BY account",
            )?;
            let rows = select.query_map([], |row| {
                let next: Timestamp = row.get(3)?;
                Ok(ExportsWaiting {
                    account: row.get(0)?,
                    count: row.get::<_, u32>(1)? as usize,
                    obstacle: row.get(2)?,
                    next_try: (next.0 > 0).then_some(next),
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

fn wait_again(tx: &Transaction<'_>, id: ExportId) -> Result<()> {
    let mut update =
        tx.prepare_cached("UPDATE export SET state = 'waiting', file = NULL WHERE id = ?1 AND state = 'placing'")?;
    let _ = update.execute([id])?;
    Ok(())
}
