//! Words that the user added to the dictionaries: they may be names, and so they
//! lie in the cache.

use rusqlite::params;

use super::Store;
use super::error::Result;

impl Store {
    pub async fn add_own_word(&self, word: String) -> Result<()> {
        self.write(move |tx| {
            let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO own_word (word) VALUES (?1)")?;
            let _ = insert.execute(params![word])?;
            Ok(())
        })
        .await
    }

    pub async fn own_words(&self) -> Result<Vec<String>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT word FROM own_word ORDER BY word")?;
            let words = select.query_map([], |row| row.get(0))?;
            Ok(words.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}
