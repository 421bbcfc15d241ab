//! The white list of the trusted space, the one that was read last.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::error::{Result, StoreError};
use crate::domain::WhiteList;

impl Store {
    pub async fn put_white_list(&self, list: WhiteList) -> Result<()> {
        let domains =
            serde_json::to_string(&list.domains).map_err(|_| StoreError::damaged("a value that is no JSON"))?;
        self.write(move |tx| {
            let mut put =
                tx.prepare_cached("REPLACE INTO white_list (id, made, came, domains) VALUES (1, ?1, ?2, ?3)")?;
            let _ = put.execute(params![list.made, list.came, domains])?;
            Ok(())
        })
        .await
    }

    pub async fn white_list(&self) -> Result<Option<WhiteList>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT made, came, domains FROM white_list")?;
            let list = select.query_row([], |row| {
                Ok(WhiteList { made: row.get(0)?, came: row.get(1)?, domains: super::code::json(row, 2)? })
            });
            Ok(list.optional()?)
        })
        .await
    }

    pub async fn forget_white_list(&self) -> Result<()> {
        self.write(|tx| {
            let _ = tx.execute("DELETE FROM white_list", [])?;
            Ok(())
        })
        .await
    }
}
