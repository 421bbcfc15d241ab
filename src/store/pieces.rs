//! Pieces of a large letter that has not come whole: a line that breaks costs
//! the piece it was on, not the letter.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::code::Count;
use super::error::Result;
use crate::domain::MessageId;

impl Store {
    /// How many bytes of a letter are here, from its beginning.
    pub async fn piece_end(&self, message: MessageId) -> Result<u64> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT start + length(bytes) FROM piece WHERE message = ?1 ORDER BY start DESC LIMIT 1",
            )?;
            let end = select.query_row([message], |row| Ok(row.get::<_, Count>(0)?.0)).optional()?;
            Ok(end.unwrap_or_default())
        })
        .await
    }

    /// Keeps the next piece of a letter; one of a message that is gone is
    /// passed over.
    pub async fn add_piece(&self, message: MessageId, start: u64, bytes: Vec<u8>) -> Result<()> {
        self.write(move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT OR REPLACE INTO piece (message, start, bytes)
                 SELECT id, ?2, ?3 FROM message WHERE id = ?1",
            )?;
            let _ = insert.execute(params![message, Count(start), bytes])?;
            Ok(())
        })
        .await
    }

    /// The pieces, joined, and taken away.
    pub async fn take_pieces(&self, message: MessageId) -> Result<Vec<u8>> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached("SELECT bytes FROM piece WHERE message = ?1 ORDER BY start")?;
            let pieces = select.query_map([message], |row| row.get::<_, Vec<u8>>(0))?;
            let whole = pieces.collect::<rusqlite::Result<Vec<_>>>()?.concat();
            let _ = tx.prepare_cached("DELETE FROM piece WHERE message = ?1")?.execute([message])?;
            Ok(whole)
        })
        .await
    }
}
