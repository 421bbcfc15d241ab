//! In which letters somebody writes, where the reader had to say so.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::error::Result;
use crate::domain::{Encoding, Written};

impl Store {
    /// From now on; None: they are found out again.
    pub async fn read_as(&self, sender: String, written: Written, encoding: Option<Encoding>) -> Result<()> {
        self.write(move |tx| {
            let _ = match encoding {
                Some(encoding) => tx
                    .prepare_cached(
                        "INSERT INTO encoding_sender (address, written, encoding) VALUES (?1, ?2, ?3)
                         ON CONFLICT (address, written) DO UPDATE SET encoding = ?3",
                    )?
                    .execute(params![sender, written, encoding])?,
                None => tx
                    .prepare_cached("DELETE FROM encoding_sender WHERE address = ?1 AND written = ?2")?
                    .execute(params![sender, written])?,
            };
            Ok(())
        })
        .await
    }

    /// None: nobody said so.
    pub async fn reads_as(&self, sender: String, written: Written) -> Result<Option<Encoding>> {
        self.read(move |tx| {
            let sql = "SELECT encoding FROM encoding_sender WHERE address = ?1 AND written = ?2";
            Ok(tx.prepare_cached(sql)?.query_row(params![sender, written], |row| row.get(0)).optional()?)
        })
        .await
    }
}
