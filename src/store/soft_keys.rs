//! Private keys in software: kept under the cache's key like all else here, and
//! read one at a time, by who uses or exports one. Lists know certificates only.

use rusqlite::{OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Store;
use super::error::Result;
use crate::domain::Timestamp;

/// SHA-256 of a certificate.
pub type KeyPrint = [u8; 32];

/// A certificate whose private key is kept here.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptKey {
    pub certificate: Vec<u8>,
    /// Who vouches for it, the nearest first.
    pub chain: Vec<Vec<u8>>,
    /// As its file called it.
    pub label: String,
    pub imported: Timestamp,
}

impl KeptKey {
    pub fn fingerprint(&self) -> KeyPrint {
        Sha256::digest(&self.certificate).into()
    }
}

/// Names stay out of logs.
impl std::fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeptKey")
    }
}

impl Store {
    /// With the private key, PKCS#8. False where the certificate is here already:
    /// then nothing changes.
    pub async fn add_soft_key(&self, kept: KeptKey, secret: Zeroizing<Vec<u8>>) -> Result<bool> {
        self.write(move |tx| {
            let added = tx.execute(
                "INSERT INTO soft_key (fingerprint, secret, certificate, label, imported)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                params![kept.fingerprint(), secret.as_slice(), kept.certificate, kept.label, kept.imported],
            )?;
            if added == 0 {
                return Ok(false);
            }
            let id = tx.last_insert_rowid();
            for certificate in &kept.chain {
                let insert = "INSERT INTO soft_key_chain (soft_key, certificate) VALUES (?1, ?2)";
                let _ = tx.execute(insert, params![id, certificate])?;
            }
            Ok(true)
        })
        .await
    }

    /// In the order in which they came.
    pub async fn soft_keys(&self) -> Result<Vec<KeptKey>> {
        self.read(|tx| {
            let mut select = tx.prepare("SELECT id, certificate, label, imported FROM soft_key ORDER BY id")?;
            let rows = select.query_map([], |row| {
                let (certificate, label, imported) = (row.get(1)?, row.get(2)?, row.get(3)?);
                Ok((row.get::<_, i64>(0)?, KeptKey { certificate, chain: Vec::new(), label, imported }))
            })?;
            let mut keys = Vec::new();
            for row in rows {
                let (id, kept) = row?;
                keys.push(KeptKey { chain: chain(tx, id)?, ..kept });
            }
            Ok(keys)
        })
        .await
    }

    /// The private key itself. None where there is none for this certificate.
    pub async fn soft_key_secret(&self, fingerprint: KeyPrint) -> Result<Option<Zeroizing<Vec<u8>>>> {
        self.read(move |tx| {
            let select = "SELECT secret FROM soft_key WHERE fingerprint = ?1";
            let found =
                tx.query_row(select, [fingerprint], |row| Ok(Zeroizing::new(row.get_ref(0)?.as_blob()?.to_vec())));
            Ok(found.optional()?)
        })
        .await
    }

    /// Takes a key away for ever, its bytes in the file with it. False where
    /// there is none.
    pub async fn remove_soft_key(&self, fingerprint: KeyPrint) -> Result<bool> {
        self.write(move |tx| {
            // Also in pages that become free: they would stay as they are until
            // they are used again.
            tx.pragma_update(None, "secure_delete", "ON")?;
            let removed = tx.execute("DELETE FROM soft_key WHERE fingerprint = ?1", [fingerprint]);
            tx.pragma_update(None, "secure_delete", "FAST")?;
            Ok(removed? > 0)
        })
        .await
    }
}

fn chain(tx: &Transaction<'_>, id: i64) -> Result<Vec<Vec<u8>>> {
    let mut select = tx.prepare_cached("SELECT certificate FROM soft_key_chain WHERE soft_key = ?1 ORDER BY id")?;
    let chain = select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::KeptKey;
    use crate::domain::Timestamp;
    use crate::store::{CacheKey, Store};

    #[tokio::test]
    async fn a_removed_key_is_gone_and_the_next_deletion_costs_what_it_did() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::create(&directory.path().join("cache.db"), &CacheKey::random().unwrap()).unwrap();
        let chain = vec![vec![4; 900], vec![5; 900]];
        let kept = KeptKey { certificate: vec![3; 5000], chain, label: "clef".to_owned(), imported: Timestamp(7) };
        assert!(store.add_soft_key(kept.clone(), Zeroizing::new(vec![9; 5000])).await.unwrap());
        assert_eq!(store.soft_keys().await.unwrap(), std::slice::from_ref(&kept));
        assert_eq!(format!("{kept:?}"), "KeptKey");
        let print = kept.fingerprint();
        assert!(store.remove_soft_key(print).await.unwrap());
        assert!(!store.remove_soft_key(print).await.unwrap());
        assert_eq!(store.soft_key_secret(print).await.unwrap(), None);
        let (secure, left) = store
            .write_bare(|connection| {
                let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
                Ok((number("PRAGMA secure_delete")?, number("SELECT count(*) FROM soft_key_chain")?))
            })
            .await
            .unwrap();
        assert_eq!((secure, left), (2, 0));
    }
}
