//! Whom an address belongs to, where a certificate does not say it.

use rusqlite::params;

use super::super::Store;
use super::super::error::{Result, StoreError};
use super::{BoundTo, KeptBinding};
use crate::domain::{Email, HolderId};

/// Who said so. The directory will be another.
const USER: &str = "user";

impl Store {
    /// In the order in which they were confirmed.
    pub async fn bindings(&self) -> Result<Vec<KeptBinding>> {
        self.read(|tx| {
            let mut select = tx
                .prepare_cached("SELECT address, kind, holder, confirmed FROM binding WHERE source = ?1 ORDER BY id")?;
            let rows = select.query_map([USER], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, BoundTo>(1)?, row.get(2)?, row.get(3)?))
            })?;
            let mut bindings = Vec::new();
            for row in rows {
                let (address, kind, name, confirmed) = row?;
                let address = Email::parse(&address).map_err(|_| StoreError::damaged("an address that is none"))?;
                bindings.push(KeptBinding { address, holder: kind.holder(name), confirmed });
            }
            Ok(bindings)
        })
        .await
    }

    /// Said twice, it is of the last time.
    pub async fn keep_binding(&self, binding: KeptBinding) -> Result<()> {
        self.write(move |tx| {
            let (kind, name) = BoundTo::of(&binding.holder);
            let _ = tx.execute(
                "INSERT INTO binding (address, kind, holder, source, confirmed) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (address, kind, holder)
                 DO UPDATE SET source = excluded.source, confirmed = excluded.confirmed",
                params![folded(&binding.address), kind, name, USER, binding.confirmed],
            )?;
            Ok(())
        })
        .await
    }

    pub async fn forget_binding(&self, holder: HolderId, address: Email) -> Result<()> {
        self.write(move |tx| {
            let (kind, name) = BoundTo::of(&holder);
            let gone = tx.execute(
                "DELETE FROM binding WHERE address = ?1 AND kind = ?2 AND holder = ?3",
                params![folded(&address), kind, name],
            )?;
            if gone == 0 { Err(StoreError::Gone) } else { Ok(()) }
        })
        .await
    }
}

pub(super) fn folded(address: &Email) -> String {
    format!("{}@{}", address.local_part().to_lowercase(), address.domain())
}
