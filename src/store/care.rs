//! What to do about damage: a letter that does not open is let go of and fetched
//! again; the rest of the cache lives on.

use rusqlite::{Transaction, params};

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

/// The last of some letters, and what is wrong with them.
struct Look {
    last: i64,
    broken: Vec<i64>,
    unreadable: Option<StoreError>,
}

impl Store {
    /// Reads all letters, and makes those that do not open wait for their bytes
    /// again, as if they had never come. Gives how many, and what the disk said of
    /// one that it would not give: that one stays, it may be another time.
    pub async fn let_go_of_broken_letters(&self) -> Result<(usize, Option<StoreError>)> {
        let (mut broken, mut unreadable) = (0, None);
        let mut after = i64::MIN;
        while let Some(look) = self.broken_letters(after).await? {
            after = look.last;
            unreadable = unreadable.or(look.unreadable);
            if !look.broken.is_empty() {
                broken += look.broken.len();
                self.write(move |tx| wait_again(tx, &look.broken)).await?;
            }
        }
        Ok((broken, unreadable))
    }

    /// The next few letters: where they end, and which of them do not open.
    async fn broken_letters(&self, after: i64) -> Result<Option<Look>> {
        let shelf = self.shelf();
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.digest, letter.coding, letter.size, letter.volume, letter.start, letter.length, letter.content
                 FROM letter JOIN content ON content.id = letter.content
                 WHERE letter.content > ?1 ORDER BY letter.content LIMIT ?2",
            )?;
            let stands = select
                .query_map(params![after, STEP], |row| Ok(Stand { label: Label::read(row)?, content: row.get(6)? }))?;
            let (mut last, mut broken, mut unreadable) = (None, Vec::new(), None);
            for stand in stands {
                let Stand { content, label } = stand?;
                last = Some(content);
                match label.fetch(&shelf) {
                    Ok(_) => {}
                    Err(StoreError::Damaged { .. }) => broken.push(content),
                    Err(error) => unreadable = Some(error),
                }
            }
            Ok(last.map(|last| Look { last, broken, unreadable }))
        })
        .await
    }
}

pub(super) fn wait_again(tx: &Transaction<'_>, broken: &[i64]) -> Result<()> {
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
}
