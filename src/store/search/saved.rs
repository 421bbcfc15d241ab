//! Searches kept under a name.

use rusqlite::{OptionalExtension as _, Row, params};

use super::SearchScope;
use crate::domain::{AccountId, FolderId};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::fold::fold;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub id: i64,
    pub name: String,
    pub query: String,
    pub scope: SearchScope,
}

impl Store {
    /// In the order in which they were saved.
    pub async fn saved_searches(&self) -> Result<Vec<Saved>> {
        self.read(|tx| {
            let mut select =
                tx.prepare_cached("SELECT id, name, query, account, folder FROM saved_search ORDER BY id")?;
            let all = select.query_map([], saved)?;
            Ok(all.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Fails with [`StoreError::NameTaken`] if there is one of that name.
    pub async fn save_search(&self, name: &str, query: &str, scope: SearchScope) -> Result<Saved> {
        let (name, query) = (name.trim().to_owned(), query.to_owned());
        let (account, folder) = match scope {
            SearchScope::All => (None, None),
            SearchScope::Account(account) => (Some(account), None),
            SearchScope::Folder(folder) => (None, Some(folder)),
        };
        self.write(move |tx| {
            let key = fold(&name);
            let taken = tx.query_row("SELECT 1 FROM saved_search WHERE name_key = ?1", [&key], |_| Ok(()));
            if taken.optional()?.is_some() {
                return Err(StoreError::NameTaken);
            }
            let _ = tx.execute(
                "INSERT INTO saved_search (name, name_key, query, account, folder) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![name, key, query, account, folder],
            )?;
            Ok(Saved { id: tx.last_insert_rowid(), name, query, scope })
        })
        .await
    }

    /// One that is gone already is no failure.
    pub async fn remove_saved_search(&self, id: i64) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute("DELETE FROM saved_search WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }
}

fn saved(row: &Row<'_>) -> rusqlite::Result<Saved> {
    let account: Option<AccountId> = row.get(3)?;
    let folder: Option<FolderId> = row.get(4)?;
    let scope = match (account, folder) {
        (Some(account), _) => SearchScope::Account(account),
        (None, Some(folder)) => SearchScope::Folder(folder),
        (None, None) => SearchScope::All,
    };
    Ok(Saved { id: row.get(0)?, name: row.get(1)?, query: row.get(2)?, scope })
}
