//! The senders whom the user blocked or bade welcome.

use rusqlite::params;

use super::Store;
use super::error::Result;
use crate::domain::{Listed, Whose};

impl Store {
    /// From now on; what was said of the same sender before is forgotten.
    pub async fn list_sender(&self, listed: Listed) -> Result<()> {
        self.write(move |tx| {
            let mut put = tx.prepare_cached(
                "INSERT INTO listed_sender (whose, stance, sure) VALUES (?1, ?2, ?3)
                 ON CONFLICT (whose) DO UPDATE SET stance = excluded.stance, sure = excluded.sure",
            )?;
            let _ = put.execute(params![key(&listed.whose), listed.stance, listed.sure])?;
            Ok(())
        })
        .await
    }

    /// On no list any more.
    pub async fn unlist_sender(&self, whose: Whose) -> Result<()> {
        self.write(move |tx| {
            let mut delete = tx.prepare_cached("DELETE FROM listed_sender WHERE whose = ?1")?;
            let _ = delete.execute([key(&whose)])?;
            Ok(())
        })
        .await
    }

    /// Both lists, by what they name.
    pub async fn listed_senders(&self) -> Result<Vec<Listed>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT whose, stance, sure FROM listed_sender ORDER BY whose")?;
            let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            let line =
                |(whose, stance, sure): (String, _, _)| Some(Listed { whose: Whose::parse(&whose)?, stance, sure });
            Ok(rows.into_iter().filter_map(line).collect())
        })
        .await
    }
}

/// Addresses are the same whatever their case.
fn key(whose: &Whose) -> String {
    whose.to_string().to_lowercase()
}
