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

    /// Keeps the next piece of a letter. Passed over: one of a message that is
    /// gone or here, and one that does not go on where the last one ended, since
    /// somebody else brings the same letter.
    pub async fn add_piece(&self, message: MessageId, start: u64, bytes: Vec<u8>) -> Result<()> {
        self.write(move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT INTO piece (message, start, bytes)
                 SELECT id, ?2, ?3 FROM message WHERE id = ?1 AND here = 0 AND ?2 = (
                     SELECT coalesce(max(start + length(bytes)), 0) FROM piece WHERE message = ?1
                 )",
            )?;
            let _ = insert.execute(params![message, Count(start), bytes])?;
            Ok(())
        })
        .await
    }

    /// The pieces, joined, and taken away; nothing if one is missing.
    pub async fn take_pieces(&self, message: MessageId) -> Result<Vec<u8>> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached("SELECT start, bytes FROM piece WHERE message = ?1 ORDER BY start")?;
            let mut pieces = select.query([message])?;
            let (mut whole, mut gap) = (Vec::new(), false);
            while let Some(piece) = pieces.next()? {
                gap |= piece.get::<_, Count>(0)?.0 != whole.len() as u64;
                whole.extend(piece.get::<_, Vec<u8>>(1)?);
            }
            if gap {
                whole.clear();
            }
            let _ = tx.prepare_cached("DELETE FROM piece WHERE message = ?1")?.execute([message])?;
            Ok(whole)
        })
        .await
    }
}
