//! Certificates that were met, and what was learned of their revocation.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::super::Store;
use super::super::error::Result;
use super::{KeptAnswer, KeptCertificate, KeptList, Version};
use crate::domain::Timestamp;

/// More authorities than a practice ever meets.
const MOST_AUTHORITIES: i64 = 500;

pub(in crate::store) const AUTHORITIES: &str =
    "SELECT fingerprint, der, authority FROM certificate WHERE authority = 1 ORDER BY seen DESC LIMIT ?1";

pub(in crate::store) const SEEN_SINCE: &str = "SELECT fingerprint, der, authority FROM certificate
     WHERE authority = 0 AND seen >= ?1 ORDER BY seen DESC LIMIT ?2";

pub(in crate::store) const VERSION: &str = "SELECT tag, modified FROM revocation_list WHERE address = ?1";

/// What was fetched in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learned {
    /// Whom it is about, and who stands above.
    pub certificates: Vec<KeptCertificate>,
    pub lists: Vec<KeptList>,
    pub answers: Vec<KeptAnswer>,
}

impl Store {
    /// Authorities that may stand between, those that were of use last first.
    pub async fn authorities_met(&self) -> Result<Vec<KeptCertificate>> {
        self.read(|tx| certificates(&mut tx.prepare_cached(AUTHORITIES)?, params![MOST_AUTHORITIES])).await
    }

    /// Whose signatures were judged since, the last first.
    pub async fn signers_since(&self, since: Timestamp, limit: u32) -> Result<Vec<KeptCertificate>> {
        self.read(move |tx| certificates(&mut tx.prepare_cached(SEEN_SINCE)?, params![since, limit])).await
    }

    /// They were of use now. Those that were here already are only seen again.
    pub async fn keep_certificates(&self, met: Vec<KeptCertificate>, now: Timestamp) -> Result<()> {
        self.write(move |tx| put_certificates(tx, &met, now)).await
    }

    pub async fn lists(&self) -> Result<Vec<KeptList>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT address, issuer, this_update, next_update, tag, modified, bytes FROM revocation_list",
            )?;
            let lists = select.query_map([], |row| {
                Ok(KeptList {
                    address: row.get(0)?,
                    issuer: row.get(1)?,
                    this_update: row.get(2)?,
                    next_update: row.get(3)?,
                    version: Version { tag: row.get(4)?, modified: row.get(5)? },
                    bytes: row.get(6)?,
                })
            })?;
            Ok(lists.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// With the certificate that each is about.
    pub async fn answers(&self) -> Result<Vec<(KeptCertificate, KeptAnswer)>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT certificate.fingerprint, certificate.der, certificate.authority, answer.issuer,
                        answer.this_update, answer.next_update, answer.bytes
                 FROM revocation_answer AS answer JOIN certificate ON certificate.id = answer.certificate",
            )?;
            let answers = select.query_map([], |row| {
                let certificate = certificate(row)?;
                let answer = KeptAnswer {
                    certificate: certificate.fingerprint,
                    issuer: row.get(3)?,
                    this_update: row.get(4)?,
                    next_update: row.get(5)?,
                    bytes: row.get(6)?,
                };
                Ok((certificate, answer))
            })?;
            Ok(answers.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// What the server calls the list that is here of an address; None without one.
    pub async fn list_version(&self, address: String) -> Result<Option<Version>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(VERSION)?;
            let version = select.query_row([address], |row| Ok(Version { tag: row.get(0)?, modified: row.get(1)? }));
            Ok(version.optional()?)
        })
        .await
    }

    pub async fn learn(&self, learned: Learned, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            put_certificates(tx, &learned.certificates, now)?;
            for list in &learned.lists {
                put_list(tx, list, now)?;
            }
            for answer in &learned.answers {
                put_answer(tx, answer, now)?;
            }
            Ok(())
        })
        .await
    }

    /// Lets go of what was of no use since then.
    pub async fn forget_old_trust(&self, before: Timestamp) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute("DELETE FROM certificate WHERE seen < ?1", [before])?;
            let _ = tx.execute("DELETE FROM revocation_list WHERE fetched < ?1", [before])?;
            Ok(())
        })
        .await
    }
}

pub(super) fn certificates(
    select: &mut rusqlite::CachedStatement<'_>,
    params: impl rusqlite::Params,
) -> Result<Vec<KeptCertificate>> {
    let found = select.query_map(params, certificate)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Of the first three columns.
fn certificate(row: &Row<'_>) -> rusqlite::Result<KeptCertificate> {
    Ok(KeptCertificate { fingerprint: row.get(0)?, der: row.get(1)?, authority: row.get(2)? })
}

fn put_certificates(tx: &Transaction<'_>, met: &[KeptCertificate], now: Timestamp) -> Result<()> {
    for one in met {
        let mut upsert = tx.prepare_cached(
            "INSERT INTO certificate (fingerprint, der, authority, seen) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (fingerprint) DO UPDATE SET seen = max(seen, excluded.seen)",
        )?;
        let _ = upsert.execute(params![one.fingerprint, one.der, one.authority, now])?;
    }
    Ok(())
}

fn put_list(tx: &Transaction<'_>, list: &KeptList, now: Timestamp) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT INTO revocation_list (address, issuer, this_update, next_update, fetched, tag, modified, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (address) DO UPDATE
         SET issuer = excluded.issuer, this_update = excluded.this_update, next_update = excluded.next_update,
             fetched = excluded.fetched, tag = excluded.tag, modified = excluded.modified, bytes = excluded.bytes",
    )?;
    let Version { tag, modified } = &list.version;
    let _ = upsert.execute(params![
        list.address,
        list.issuer,
        list.this_update,
        list.next_update,
        now,
        tag,
        modified,
        list.bytes
    ])?;
    Ok(())
}

/// Of a certificate that is not here nothing is kept.
fn put_answer(tx: &Transaction<'_>, answer: &KeptAnswer, now: Timestamp) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT INTO revocation_answer (certificate, issuer, this_update, next_update, fetched, bytes)
         SELECT id, ?2, ?3, ?4, ?5, ?6 FROM certificate WHERE fingerprint = ?1
         ON CONFLICT (certificate) DO UPDATE
         SET issuer = excluded.issuer, this_update = excluded.this_update, next_update = excluded.next_update,
             fetched = excluded.fetched, bytes = excluded.bytes",
    )?;
    let _ = upsert.execute(params![
        answer.certificate,
        answer.issuer,
        answer.this_update,
        answer.next_update,
        now,
        answer.bytes
    ])?;
    Ok(())
}
