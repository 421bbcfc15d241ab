//! Authorities that are believed.

use rusqlite::params;

use super::super::Store;
use super::super::error::{Result, StoreError};
use super::{Fingerprint, KeptAnchor};

impl Store {
    /// In the order in which they came.
    pub async fn anchors(&self) -> Result<Vec<KeptAnchor>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT fingerprint, der, source, added FROM anchor ORDER BY id")?;
            let anchors = select.query_map([], |row| {
                Ok(KeptAnchor { fingerprint: row.get(0)?, der: row.get(1)?, source: row.get(2)?, added: row.get(3)? })
            })?;
            Ok(anchors.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Those that are here already stay as they are.
    pub async fn keep_anchors(&self, anchors: Vec<KeptAnchor>) -> Result<()> {
        self.write(move |tx| {
            for anchor in anchors {
                let mut insert = tx.prepare_cached(
                    "INSERT INTO anchor (fingerprint, der, source, added) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT DO NOTHING",
                )?;
                let _ = insert.execute(params![anchor.fingerprint, anchor.der, anchor.source, anchor.added])?;
            }
            Ok(())
        })
        .await
    }

    pub async fn forget_anchor(&self, fingerprint: Fingerprint) -> Result<()> {
        self.write(move |tx| match tx.execute("DELETE FROM anchor WHERE fingerprint = ?1", [fingerprint])? {
            0 => Err(StoreError::Gone),
            _ => Ok(()),
        })
        .await
    }
}
