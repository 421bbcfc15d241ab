//! Brings the index of words into one piece again. Each batch of letters leaves
//! a piece of its own, and a search looks into all of them: after a first sync
//! it takes ten times as long as in one. Nothing of a letter is changed.

use rusqlite::Transaction;

use crate::store::Store;
use crate::store::error::Result;

const TABLES: [&str; 2] = ["lines", "beginnings"];
/// So many pieces cost a search nothing.
const FEW: usize = 8;
/// Pages merged in one step, between which others write.
const STEP: i64 = 500;
/// What lies beside the largest piece is worth writing everything anew when it
/// is more than this part of the whole.
const PART: i64 = 10;

/// The pages of each piece.
const PIECES: &str = "SELECT count(*) FROM lines_idx GROUP BY segid";
/// How many there are, without a look at more than their beginnings.
const COUNT: &str = "WITH RECURSIVE piece (id) AS (
         SELECT min(segid) FROM lines_idx
         UNION ALL
         SELECT (SELECT min(segid) FROM lines_idx WHERE segid > piece.id) FROM piece WHERE piece.id IS NOT NULL
     ) SELECT count(id) FROM piece";

impl Store {
    /// Whether a search would gain by [`Store::merge_words`]. Costs next to nothing.
    pub async fn words_lie_scattered(&self) -> Result<bool> {
        self.read(|tx| Ok(usize::try_from(tx.query_row(COUNT, [], |row| row.get::<_, i64>(0))?).unwrap_or(0) > FEW))
            .await
    }

    /// Merges the pieces of the index, in small steps. Dropped half way it has
    /// done half of the work.
    pub async fn merge_words(&self) -> Result<()> {
        let all = self.read(worth_all).await?;
        for table in TABLES {
            // A negative step begins to merge everything, positive ones go on.
            let first = if all { -STEP } else { STEP };
            let mut more = self.merge(table, first).await?;
            while more {
                more = self.merge(table, STEP).await?;
            }
        }
        Ok(())
    }

    /// False when nothing was left to do.
    async fn merge(&self, table: &'static str, pages: i64) -> Result<bool> {
        self.write(move |tx| {
            let changes = |tx: &Transaction<'_>| tx.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
            let before = changes(tx)?;
            let merge = format!("INSERT INTO {table} ({table}, rank) VALUES ('merge', ?1)");
            let _ = tx.prepare_cached(&merge)?.execute([pages])?;
            // So the index says that it changed nothing but this very row.
            Ok(changes(tx)? - before > 1)
        })
        .await
    }
}

fn worth_all(tx: &Transaction<'_>) -> Result<bool> {
    let mut select = tx.prepare(PIECES)?;
    let pieces = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let (all, largest) = (pieces.iter().sum::<i64>(), pieces.iter().max().copied().unwrap_or(0));
    Ok((all - largest) * PART > all)
}
