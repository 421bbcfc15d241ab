//! Documents on their way to the practice's software, and the journal of those that
//! are there. What happens to the file of a row is in [`steps`], messages that wait to
//! be looked at in [`arrivals`].
//!
//! A document is known by the digest of its bytes, per mailbox, and is taken in once.
//! Its bytes stay here until they are written. Never says that a file is there which
//! was not placed.

mod arrivals;
mod steps;

use std::collections::HashSet;
use std::path::PathBuf;

use rusqlite::{Row, Transaction, params};

use super::Store;
use super::code::Count;
use super::error::{Result, StoreError};
use crate::domain::export::{Doubt, Export, ExportKind, ExportState, Exporting};
use crate::domain::{AccountId, ExportId, MessageId, Timestamp};

pub use steps::{ExportJob, ExportPlace, ExportsWaiting};

#[cfg(test)]
pub(super) use steps::DUE;

/// A message that was looked at, and the documents in it.
#[derive(Debug, Clone)]
pub struct Look {
    pub origin: Origin,
    pub documents: Vec<NewExport>,
}

/// Where documents come from and where they go.
#[derive(Clone)]
pub struct Origin {
    pub account: AccountId,
    pub message: MessageId,
    pub message_id: Option<String>,
    pub subject: String,
    pub sender: String,
    pub folder: String,
    pub at: Timestamp,
    pub by: String,
    pub by_itself: bool,
}

/// A file to be.
#[derive(Clone)]
pub struct NewExport {
    /// SHA-256 of the document as it came, whole.
    pub digest: [u8; 32],
    /// Which of its dossiers.
    pub piece: u32,
    pub kind: ExportKind,
    pub patient: String,
    pub name: String,
    pub doubt: Option<Doubt>,
    pub bytes: Vec<u8>,
}

/// What came of looking: in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Claimed {
    pub new: usize,
    /// Taken in before.
    pub known: usize,
    /// Somebody has to look at them.
    pub refused: usize,
}

const COLUMNS: &str = "id, account, kind, state, patient, message, message_id, subject, sender, folder, file, size,
     obstacle, doubt, found, written, next_try, holder, by_itself";

impl Store {
    /// Takes in what is new in some messages. In the same stroke they are looked at.
    pub async fn claim_exports(&self, looks: Vec<Look>) -> Result<Claimed> {
        self.write(move |tx| {
            let mut claimed = Claimed::default();
            for look in &looks {
                arrivals::looked_at(tx, look.origin.message)?;
                claim(tx, look, &mut claimed)?;
            }
            Ok(claimed)
        })
        .await
    }

    /// The same document once more, in a row of its own, its bytes at hand.
    pub async fn export_again(
        &self,
        id: ExportId,
        bytes: Vec<u8>,
        folder: String,
        by: String,
        now: Timestamp,
    ) -> Result<ExportId> {
        self.write(move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT INTO export (account, digest, piece, round, kind, state, patient, message, message_id, subject,
                     sender, name, folder, size, found, holder, by_itself)
                 SELECT account, digest, piece,
                     (SELECT max(other.round) + 1 FROM export AS other WHERE other.account = export.account
                          AND other.digest = export.digest AND other.piece = export.piece),
                     kind, 'waiting', patient, message, message_id, subject, sender, name, ?5, ?2, ?3, ?4, 0
                 FROM export WHERE id = ?1",
            )?;
            if insert.execute(params![id, Count(bytes.len() as u64), now, by, folder])? == 0 {
                return Err(StoreError::Gone);
            }
            let again = ExportId(tx.last_insert_rowid());
            put_bytes(tx, again, &bytes)?;
            Ok(again)
        })
        .await
    }

    /// A line of the journal, the digest of its document, and which piece of it it is.
    pub async fn export(&self, id: ExportId) -> Result<Option<(Export, [u8; 32], u32)>> {
        self.read(move |tx| {
            let sql = format!("SELECT {COLUMNS}, digest, piece FROM export WHERE id = ?1");
            let mut select = tx.prepare_cached(&sql)?;
            let mut rows = select.query_map([id], |row| Ok((export(row)?, row.get(19)?, row.get(20)?)))?;
            Ok(rows.next().transpose()?)
        })
        .await
    }

    /// The bytes of one that was not written.
    pub async fn export_bytes(&self, id: ExportId) -> Result<Option<Vec<u8>>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached("SELECT bytes FROM export_bytes WHERE export = ?1")?;
            let mut rows = select.query_map([id], |row| row.get(0))?;
            Ok(rows.next().transpose()?)
        })
        .await
    }

    /// The journal, newest first, of what is older than `before`.
    pub async fn exports(
        &self,
        account: Option<AccountId>,
        before: Option<ExportId>,
        limit: usize,
    ) -> Result<Vec<Export>> {
        self.read(move |tx| {
            let of = if account.is_some() { "account = ?1" } else { "?1 IS NULL" };
            let sql = format!("SELECT {COLUMNS} FROM export WHERE {of} AND id < ?2 ORDER BY id DESC LIMIT ?3");
            let before = before.map_or(i64::MAX, |id| id.0);
            let mut select = tx.prepare_cached(&sql)?;
            let rows = select.query_map(params![account, before, i64::try_from(limit).unwrap_or(i64::MAX)], export)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

fn claim(tx: &Transaction<'_>, look: &Look, claimed: &mut Claimed) -> Result<()> {
    let account = look.origin.account;
    let mut is_known = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM export WHERE account = ?1 AND digest = ?2)")?;
    let mut taken: HashSet<[u8; 32]> = HashSet::new();
    for document in &look.documents {
        // The pieces of a document are taken in together, or not at all.
        let known = !taken.contains(&document.digest)
            && is_known.query_row(params![account, document.digest], |row| row.get(0))?;
        if known || !insert(tx, &look.origin, document)? {
            claimed.known += 1;
            continue;
        }
        let _ = taken.insert(document.digest);
        let counted = if document.doubt.is_some() { &mut claimed.refused } else { &mut claimed.new };
        *counted += 1;
    }
    Ok(())
}

/// False where the very piece is there.
fn insert(tx: &Transaction<'_>, origin: &Origin, document: &NewExport) -> Result<bool> {
    let state = if document.doubt.is_some() { ExportState::Refused } else { ExportState::Waiting };
    let mut insert = tx.prepare_cached(
        "INSERT INTO export (account, digest, piece, kind, state, patient, message, message_id, subject, sender, name,
             folder, size, doubt, found, holder, by_itself)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) ON CONFLICT DO NOTHING",
    )?;
    let added = insert.execute(params![
        origin.account,
        document.digest,
        document.piece,
        document.kind,
        state,
        document.patient,
        origin.message,
        origin.message_id,
        origin.subject,
        origin.sender,
        document.name,
        origin.folder,
        Count(document.bytes.len() as u64),
        document.doubt,
        origin.at,
        origin.by,
        origin.by_itself,
    ])?;
    if added == 1 {
        put_bytes(tx, ExportId(tx.last_insert_rowid()), &document.bytes)?;
    }
    Ok(added == 1)
}

fn put_bytes(tx: &Transaction<'_>, id: ExportId, bytes: &[u8]) -> Result<()> {
    let mut insert = tx.prepare_cached("INSERT INTO export_bytes (export, bytes) VALUES (?1, ?2)")?;
    let _ = insert.execute(params![id, bytes])?;
    Ok(())
}

fn export(row: &Row<'_>) -> rusqlite::Result<Export> {
    Ok(Export {
        id: row.get(0)?,
        account: row.get(1)?,
        kind: row.get(2)?,
        state: row.get(3)?,
        patient: row.get(4)?,
        message: row.get(5)?,
        message_id: row.get(6)?,
        subject: row.get(7)?,
        sender: row.get(8)?,
        folder: PathBuf::from(row.get::<_, String>(9)?),
        file: row.get(10)?,
        size: row.get::<_, Count>(11)?.0,
        obstacle: row.get(12)?,
        doubt: row.get(13)?,
        found: row.get(14)?,
        written: row.get(15)?,
        next_try: row.get(16)?,
        by: row.get(17)?,
        by_itself: row.get(18)?,
    })
}

/// In the transaction in which the user's choice is kept.
pub(super) fn settings_changed(
    tx: &Transaction<'_>,
    account: AccountId,
    before: Option<&Exporting>,
    now: &Exporting,
) -> Result<()> {
    if now.goes_by_itself() {
        let _ = tx.execute("INSERT INTO export_account (account) VALUES (?1) ON CONFLICT DO NOTHING", [account])?;
    } else {
        let _ = tx.execute("DELETE FROM export_account WHERE account = ?1", [account])?;
        let _ = tx.execute("DELETE FROM export_arrival WHERE account = ?1", [account])?;
    }
    let old = before.and_then(|before| before.folder.as_deref()).and_then(|folder| folder.to_str());
    let new = now.folder.as_deref().and_then(|folder| folder.to_str());
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        // What waits for the folder of before goes to the new one.
        let _ = tx.execute(
            "UPDATE export SET folder = ?3, next_try = NULL, obstacle = NULL, tries = 0
             WHERE account = ?1 AND folder = ?2 AND state IN ('waiting', 'refused')",
            params![account, old, new],
        )?;
    }
    Ok(())
}

/// It is about a patient.
impl std::fmt::Debug for NewExport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewExport({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Origin({:?})", self.message)
    }
}
