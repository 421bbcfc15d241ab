//! Whose remote pictures are shown without asking.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::error::Result;
use crate::domain::Email;

impl Store {
    /// From now on, or no longer.
    pub async fn show_pictures_of(&self, sender: Email, always: bool) -> Result<()> {
        self.write(move |tx| {
            let sql = if always {
                "INSERT OR IGNORE INTO picture_sender (address) VALUES (?1)"
            } else {
                "DELETE FROM picture_sender WHERE address = ?1"
            };
            let _ = tx.prepare_cached(sql)?.execute(params![sender.as_str()])?;
            Ok(())
        })
        .await
    }

    /// By their addresses.
    pub async fn picture_senders(&self) -> Result<Vec<Email>> {
        self.read(|tx| {
            let mut senders = tx.prepare_cached("SELECT address FROM picture_sender ORDER BY address")?;
            let senders = senders.query_map([], |row| row.get::<_, String>(0))?;
            let senders = senders.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(senders.iter().filter_map(|sender| Email::parse(sender).ok()).collect())
        })
        .await
    }

    pub async fn shows_pictures_of(&self, sender: Email) -> Result<bool> {
        self.read(move |tx| {
            let sql = "SELECT 1 FROM picture_sender WHERE address = ?1";
            let found = tx.prepare_cached(sql)?.query_row(params![sender.as_str()], |_| Ok(())).optional()?;
            Ok(found.is_some())
        })
        .await
    }
}
