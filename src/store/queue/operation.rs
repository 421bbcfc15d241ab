//! Operations: what one gesture left to do in one account, as the user sees it.
//! One lives until nothing of it waits any more; what was refused stays until
//! the user has read of it.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::Store;
use super::super::error::Result;
use super::{Reason, State};
use crate::domain::{AccountId, Act};

/// An operation, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub id: i64,
    pub account: AccountId,
    pub act: Act,
    /// Messages, or one folder.
    pub count: usize,
    pub folder: Option<String>,
    /// None while it waits.
    pub refused: Option<Reason>,
}

/// How many operations of an account there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Queued {
    pub waiting: usize,
    pub refused: usize,
}

impl Store {
    /// What waits for a server, and what one refused, oldest first.
    pub async fn pending(&self) -> Result<Vec<Pending>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, account, act, folder, reason,
                     CASE WHEN state = 'refused' THEN count WHEN work IS NOT NULL THEN 1 ELSE
                         (SELECT count(*) FROM (
                              SELECT message FROM waiting_mark WHERE operation = operation.id
                              UNION ALL
                              SELECT message FROM waiting_place AS place WHERE operation = operation.id
                              AND NOT EXISTS (SELECT 1 FROM waiting_mark AS mark
                                  WHERE mark.message = place.message AND mark.operation = operation.id)))
                     END
                 FROM operation ORDER BY id",
            )?;
            let pending = select.query_map([], |row| {
                Ok(Pending {
                    id: row.get(0)?,
                    account: row.get(1)?,
                    act: row.get(2)?,
                    folder: row.get(3)?,
                    refused: row.get(4)?,
                    count: row.get::<_, u32>(5)? as usize,
                })
            })?;
            Ok(pending.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    pub async fn queued(&self, account: AccountId) -> Result<Queued> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT count(*) FILTER (WHERE state <> 'refused'), count(*) FILTER (WHERE state = 'refused')
                 FROM operation WHERE account = ?1",
            )?;
            Ok(select.query_row([account], |row| {
                let count = |column| row.get::<_, u32>(column).map(|count| count as usize);
                Ok(Queued { waiting: count(0)?, refused: count(1)? })
            })?)
        })
        .await
    }

    /// The user has read of a refusal. Gives whose it was; what waits stays.
    pub async fn forget_refusal(&self, id: i64) -> Result<Option<AccountId>> {
        self.write(move |tx| {
            let mut delete =
                tx.prepare_cached("DELETE FROM operation WHERE id = ?1 AND state = 'refused' RETURNING account")?;
            Ok(delete.query_row([id], |row| row.get(0)).optional()?)
        })
        .await
    }
}

pub(super) fn begin(
    tx: &Transaction<'_>,
    account: AccountId,
    act: Act,
    folder: Option<&str>,
    work: Option<&str>,
) -> Result<i64> {
    let mut insert =
        tx.prepare_cached("INSERT INTO operation (account, act, folder, work, state) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let _ = insert.execute(params![account, act, folder, work, State::Waiting])?;
    Ok(tx.last_insert_rowid())
}

pub(super) fn act(tx: &Transaction<'_>, operation: i64) -> Result<Act> {
    let mut select = tx.prepare_cached("SELECT act FROM operation WHERE id = ?1")?;
    Ok(select.query_row([operation], |row| row.get(0))?)
}

/// Operations of which nothing waits any more have come about.
pub(super) fn tidy(tx: &Transaction<'_>) -> Result<()> {
    let mut delete = tx.prepare_cached(
        "DELETE FROM operation WHERE state <> 'refused' AND work IS NULL
         AND NOT EXISTS (SELECT 1 FROM waiting_mark WHERE operation = operation.id)
         AND NOT EXISTS (SELECT 1 FROM waiting_place WHERE operation = operation.id)",
    )?;
    let _ = delete.execute([])?;
    Ok(())
}

/// Says that so much of an operation did not come about. What is refused for the
/// same reason to the same end is told as one.
pub(super) fn refuse(tx: &Transaction<'_>, operation: i64, reason: Reason, count: u32) -> Result<()> {
    let mut same = tx.prepare_cached(
        "UPDATE operation SET count = operation.count + ?3 FROM operation AS mine
         WHERE mine.id = ?1 AND operation.account = mine.account AND operation.state = 'refused'
         AND operation.reason = ?2 AND operation.act = mine.act AND operation.folder IS mine.folder",
    )?;
    if same.execute(params![operation, reason, count])? == 0 {
        let mut insert = tx.prepare_cached(
            "INSERT INTO operation (account, act, folder, state, reason, count)
             SELECT account, act, folder, ?4, ?2, ?3 FROM operation WHERE id = ?1",
        )?;
        let _ = insert.execute(params![operation, reason, count, State::Refused])?;
    }
    Ok(())
}

/// The same for each of several operations, by the operation of each message.
pub(super) fn refuse_each(tx: &Transaction<'_>, mut operations: Vec<i64>, reason: Reason) -> Result<()> {
    operations.sort_unstable();
    for same in operations.chunk_by(|one, other| one == other) {
        if let Some(&operation) = same.first() {
            refuse(tx, operation, reason, u32::try_from(same.len()).unwrap_or(u32::MAX))?;
        }
    }
    Ok(())
}
