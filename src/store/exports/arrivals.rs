//! Messages that came into an inbox whose documents go by themselves: noted by the
//! cache as their bytes come, and gone from here in the stroke that takes in what is
//! in them. Never lost between the two.

use rusqlite::{OptionalExtension as _, Transaction};

use crate::domain::{AccountId, MessageId};
use crate::store::Store;
use crate::store::error::Result;

impl Store {
    /// The oldest first, with their mailboxes.
    pub async fn export_arrivals(&self, limit: usize) -> Result<Vec<(AccountId, MessageId)>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT account, message FROM export_arrival WHERE sealed = 0 ORDER BY message LIMIT ?1",
            )?;
            let rows =
                select.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// There is nothing in it for the folder, or it cannot be read at all.
    pub async fn export_looked_at(&self, messages: Vec<MessageId>) -> Result<()> {
        self.write(move |tx| messages.into_iter().try_for_each(|message| looked_at(tx, message))).await
    }

    /// It is encrypted: it is looked at again when it is deciphered.
    pub async fn export_when_deciphered(&self, messages: Vec<MessageId>) -> Result<()> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached("UPDATE export_arrival SET sealed = 1 WHERE message = ?1")?;
            for message in messages {
                let _ = update.execute([message])?;
            }
            Ok(())
        })
        .await
    }

    /// The message was deciphered: it is to be looked at, if it waited for that.
    pub async fn export_deciphered(&self, message: MessageId) -> Result<bool> {
        let waits = self
            .read(move |tx| {
                let mut select = tx.prepare_cached("SELECT sealed FROM export_arrival WHERE message = ?1")?;
                Ok(select.query_row([message], |row| row.get::<_, bool>(0)).optional()?.unwrap_or(false))
            })
            .await?;
        if waits {
            self.write(move |tx| {
                let mut update = tx.prepare_cached("UPDATE export_arrival SET sealed = 0 WHERE message = ?1")?;
                let _ = update.execute([message])?;
                Ok(())
            })
            .await?;
        }
        Ok(waits)
    }
}

pub(super) fn looked_at(tx: &Transaction<'_>, message: MessageId) -> Result<()> {
    let _ = tx.prepare_cached("DELETE FROM export_arrival WHERE message = ?1")?.execute([message])?;
    Ok(())
}
