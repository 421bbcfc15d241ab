//! Gives room back that nothing needs any more: volumes of which most letters
//! are gone, and free pages of the database. In small steps between which others
//! write, so that it can run at any time, and be left off at any time.

use rusqlite::params;

use super::Store;
use super::care::wait_again;
use super::code::Count;
use super::error::{Result, StoreError};
use super::shelf::Spot;

/// Written anew in one step.
const STEP: u64 = 4 << 20;

/// A letter of a volume that is to go.
struct Tenant {
    content: i64,
    spot: Spot,
}

impl Store {
    /// Gives back what can be, and says how many bytes that were. Dropped half
    /// way it has done half of the work.
    pub async fn tidy(&self) -> Result<u64> {
        let before = self.room().await?;
        for volume in self.mostly_empty().await? {
            while self.move_out(volume).await? {}
            // What was moved is on the disk before what it was moved from goes.
            self.flush().await?;
            let shelf = self.shelf();
            self.write_bare(move |_| shelf.discard(volume)).await?;
        }
        self.merge_words().await?;
        self.give_back().await?;
        self.write_bare(|connection| Ok(connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)).await?;
        Ok(before.saturating_sub(self.room().await?))
    }

    /// Bytes on the disk, the journal left out.
    async fn room(&self) -> Result<u64> {
        let letters: u64 = self.shelf().volumes()?.iter().map(|(_, length)| length).sum();
        Ok(letters + self.stats().await?.database)
    }

    /// Volumes of which less than half is still referred to.
    async fn mostly_empty(&self) -> Result<Vec<u32>> {
        let shelf = self.shelf();
        self.write_bare(move |connection| {
            let mut select =
                connection.prepare_cached("SELECT coalesce(sum(length), 0) FROM letter WHERE volume = ?1")?;
            let mut found = Vec::new();
            let current = shelf.current();
            for (volume, length) in shelf.volumes()?.into_iter().filter(|(volume, _)| *volume != current) {
                let live = select.query_row([volume], |row| row.get::<_, Count>(0))?.0;
                if live * 2 < length || length == 0 {
                    found.push(volume);
                }
            }
            Ok(found)
        })
        .await
    }

    /// Takes some letters over to the end of the shelf, as they are. False when
    /// none is left.
    async fn move_out(&self, volume: u32) -> Result<bool> {
        let shelf = self.shelf();
        self.write(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content, start, length FROM letter WHERE volume = ?1 ORDER BY start LIMIT 500",
            )?;
            let tenants = select.query_map([volume], |row| {
                let spot = Spot { volume, start: row.get::<_, Count>(1)?.0, length: row.get::<_, Count>(2)?.0 };
                Ok(Tenant { content: row.get(0)?, spot })
            })?;
            let tenants = tenants.collect::<rusqlite::Result<Vec<_>>>()?;
            let some = !tenants.is_empty();
            let mut moved = 0;
            for Tenant { content, spot } in tenants {
                let new = match shelf.take_over(spot) {
                    Err(StoreError::Damaged { .. }) => {
                        wait_again(tx, &[content])?;
                        continue;
                    }
                    other => other?,
                };
                let mut update = tx.prepare_cached("UPDATE letter SET volume = ?2, start = ?3 WHERE content = ?1")?;
                let _ = update.execute(params![content, new.volume, Count(new.start)])?;
                moved += spot.length;
                if moved > STEP {
                    break;
                }
            }
            Ok(some)
        })
        .await
    }
}
