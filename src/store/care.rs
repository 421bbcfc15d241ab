//! What to do about damage: a letter that does not open is let go of and fetched
//! again; the rest of the cache lives on.

use rusqlite::params;

use super::Store;
use super::error::{Result, StoreError};
use super::packed::Label;

/// Read between two looks at what others want.
const STEP: i64 = 500;

/// A letter, by its place on the shelf.
struct Stand {
    content: i64,
    label: Label,
}

impl Store {
    /// Reads all letters, and makes those that do not open wait for their bytes
    /// again, as if they had never come. Gives how many.
    pub async fn let_go_of_broken_letters(&self) -> Result<usize> {
        let mut broken = 0;
        let mut after = i64::MIN;
        while let Some((last, found)) = self.broken_letters(after).await? {
            after = last;
            if !found.is_empty() {
                broken += found.len();
                self.wait_again(found).await?;
            }
        }
        Ok(broken)
    }

    /// The next few letters: where they end, and which of them do not open.
    async fn broken_letters(&self, after: i64) -> Result<Option<(i64, Vec<i64>)>> {
        let shelf = self.shelf();
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.digest, letter.coding, letter.size, letter.volume, letter.start, letter.length, letter.content
                 FROM letter JOIN content ON content.id = letter.content
                 WHERE letter.content > ?1 ORDER BY letter.content LIMIT ?2",
            )?;
            let stands = select
                .query_map(params![after, STEP], |row| Ok(Stand { label: Label::read(row)?, content: row.get(6)? }))?;
            let (mut last, mut broken) = (None, Vec::new());
            for stand in stands {
                let Stand { content, label } = stand?;
                last = Some(content);
                match label.fetch(&shelf) {
                    Ok(_) => {}
                    Err(StoreError::Damaged { .. }) => broken.push(content),
                    Err(error) => return Err(error),
                }
            }
            Ok(last.map(|last| (last, broken)))
        })
        .await
    }

    async fn wait_again(&self, broken: Vec<i64>) -> Result<()> {
        self.write(move |tx| {
            for content in broken {
                for change in [
                    "DELETE FROM letter WHERE content = ?1",
                    "UPDATE content SET digest = NULL WHERE id = ?1",
                    "UPDATE message SET here = 0 WHERE content = ?1",
                ] {
                    let _ = tx.prepare_cached(change)?.execute([content])?;
                }
            }
            Ok(())
        })
        .await
    }
}
