//! Messages on their way out. What the sender does with a row is in [`steps`],
//! what the user says of a letter in [`decisions`], the copy in Sent in [`copies`].
//!
//! A row is a parcel: a letter is one, or one for those who are named in it and one
//! for each who gets it in secret. A row goes only when the message is sent and filed, or when the user takes it
//! back or gives it up. What may be with the server is never taken back.

mod copies;
mod decisions;
mod steps;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::code::{Count, json};
use super::error::{Result, StoreError};
use super::queue::{Ground, Performed};
use super::{Store, drafts, queue};
use crate::domain::{AccountId, Address, DraftId, Email, Outgoing, OutgoingId, OutgoingState, Refusal, Timestamp};

pub use copies::Copy;
pub use steps::{Doubt, Due, HeldFor, Left, Parcel, Setback};

#[cfg(test)]
pub(super) use steps::{DUE, KNOWN_SENT};

/// A row of the outbox, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub id: OutgoingId,
    pub account: AccountId,
    pub subject: String,
    pub people: Vec<Address>,
    pub size: u64,
    pub state: OutgoingState,
    /// Somebody has it, or another parcel of its letter.
    pub sent: bool,
    pub not_before: Option<Timestamp>,
    /// [`Timestamp::MAX`]: not by itself.
    pub next_try: Option<Timestamp>,
    /// As the engine wrote it.
    pub fault: Option<String>,
    pub refusals: Vec<Refusal>,
    pub draft: Option<DraftId>,
}

/// How the outbox of an account stands. A copy that does not come about is counted
/// too: among what waits where it waits for something, else among what is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    pub waiting: usize,
    pub refused: usize,
    pub in_doubt: usize,
}

/// A message that no server has, as it was posted.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenBack {
    pub account: AccountId,
    pub draft: Option<DraftId>,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for TakenBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TakenBack({} bytes)", self.bytes.len())
    }
}

impl Store {
    /// One that was no draft. On the disk for good when it answers.
    pub async fn post(&self, outgoing: Outgoing, now: Timestamp) -> Result<OutgoingId> {
        let (ids, _) = self.post_all(vec![outgoing], None, now).await?;
        ids.first().copied().ok_or(StoreError::Gone)
    }

    /// All that a draft comes to, or nothing of it. In the same stroke it waits to be
    /// sent, so that it is not posted twice, and its copy is taken away.
    pub async fn post_all(
        &self,
        parcels: Vec<Outgoing>,
        ground: Option<Ground>,
        now: Timestamp,
    ) -> Result<(Vec<OutgoingId>, Option<Performed>)> {
        let posted = self
            .write(move |tx| {
                let mut performed = None;
                if let Some(draft) = parcels.first().and_then(|parcel| parcel.draft) {
                    drafts::post(tx, draft)?;
                    performed = ground.map_or(Ok(None), |ground| queue::take_draft_copy(tx, draft, ground))?;
                }
                let mut ids: Vec<OutgoingId> = Vec::with_capacity(parcels.len());
                for parcel in &parcels {
                    ids.push(insert(tx, parcel, ids.first().copied(), parcels.len() > 1, now)?);
                }
                Ok((ids, performed))
            })
            .await?;
        if let (Err(error), Some(first)) = (self.flush().await, posted.0.first()) {
            // What a power cut may take was not posted, unless it is leaving already.
            if let Ok(Some(_)) = self.take_back(*first).await {
                return Err(error);
            }
        }
        Ok(posted)
    }

    /// All accounts, oldest first.
    pub async fn outbox(&self) -> Result<Vec<Posted>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, account, subject, people, size, state, sent OR begun, not_before,
                     CASE WHEN state = 'filing' THEN copy_next ELSE next_try END, fault, refusals,
                     (SELECT draft.id FROM draft WHERE draft.id = outgoing.draft)
                 FROM outgoing ORDER BY letter, id",
            )?;
            let rows = select.query_map([], posted)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    pub async fn outbox_standing(&self, account: AccountId) -> Result<Standing> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT
                     count(*) FILTER (WHERE state IN ('waiting', 'handing')
                         OR state = 'filing' AND fault IS NOT NULL AND copy_held IS NOT NULL),
                     count(*) FILTER (WHERE state = 'refused'
                         OR state = 'filing' AND fault IS NOT NULL AND copy_held IS NULL),
                     count(*) FILTER (WHERE state = 'in-doubt')
                 FROM outgoing WHERE account = ?1",
            )?;
            Ok(select.query_row([account], |row| {
                let count = |column| row.get::<_, u32>(column).map(|count| count as usize);
                Ok(Standing { waiting: count(0)?, refused: count(1)?, in_doubt: count(2)? })
            })?)
        })
        .await
    }
}

fn draft_of(tx: &Transaction<'_>, id: OutgoingId) -> Result<Option<DraftId>> {
    let mut select = tx.prepare_cached("SELECT draft FROM outgoing WHERE id = ?1")?;
    Ok(select.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// What the next step of a row depends on.
struct Held {
    id: OutgoingId,
    account: AccountId,
    letter: OutgoingId,
    state: OutgoingState,
    /// Somebody has it.
    sent: bool,
    /// Somebody has another parcel of the letter.
    begun: bool,
    copy: bool,
    recipients: Vec<Email>,
    refusals: Vec<Refusal>,
}

const HELD: &str = "SELECT id, account, letter, state, sent, begun, copy, recipients, refusals FROM outgoing";

fn held(tx: &Transaction<'_>, id: OutgoingId) -> Result<Option<Held>> {
    let mut select = tx.prepare_cached(&format!("{HELD} WHERE id = ?1"))?;
    Ok(select.query_row([id], held_row).optional()?)
}

/// All that is still here of a letter, its first parcel first.
fn parcels(tx: &Transaction<'_>, letter: OutgoingId) -> Result<Vec<Held>> {
    let mut select = tx.prepare_cached(&format!("{HELD} WHERE letter = ?1 ORDER BY id"))?;
    let parcels = select.query_map([letter], held_row)?;
    Ok(parcels.collect::<rusqlite::Result<_>>()?)
}

fn held_row(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held {
        id: row.get(0)?,
        account: row.get(1)?,
        letter: row.get(2)?,
        state: row.get(3)?,
        sent: row.get(4)?,
        begun: row.get(5)?,
        copy: row.get(6)?,
        recipients: json(row, 7)?,
        refusals: json(row, 8)?,
    })
}

/// `letter` is the first parcel, where this is another one.
fn insert(
    tx: &Transaction<'_>,
    outgoing: &Outgoing,
    letter: Option<OutgoingId>,
    shared: bool,
    now: Timestamp,
) -> Result<OutgoingId> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO outgoing (account, sender, recipients, bcc, subject, people, message_id, size, delivery_report,
             answered, not_before, draft, posted, state, copy, shared)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    let _ = insert.execute(params![
        outgoing.account,
        outgoing.from.as_str(),
        to_json(&outgoing.to)?,
        to_json(&outgoing.bcc)?,
        outgoing.subject,
        to_json(&outgoing.people)?,
        outgoing.message_id,
        Count(outgoing.bytes.len() as u64),
        outgoing.delivery_report,
        outgoing.answered.as_ref().map(to_json).transpose()?,
        outgoing.not_before,
        outgoing.draft,
        now,
        OutgoingState::Waiting,
        outgoing.copy,
        shared,
    ])?;
    let id = OutgoingId(tx.last_insert_rowid());
    let mut update = tx.prepare_cached("UPDATE outgoing SET letter = ?2 WHERE id = ?1")?;
    let _ = update.execute(params![id, letter.unwrap_or(id)])?;
    let mut bytes = tx.prepare_cached("INSERT INTO outgoing_letter (outgoing, bytes) VALUES (?1, ?2)")?;
    let _ = bytes.execute(params![id, outgoing.bytes])?;
    Ok(id)
}

fn posted(row: &Row<'_>) -> rusqlite::Result<Posted> {
    Ok(Posted {
        id: row.get(0)?,
        account: row.get(1)?,
        subject: row.get(2)?,
        people: json(row, 3)?,
        size: row.get::<_, Count>(4)?.0,
        state: row.get(5)?,
        sent: row.get(6)?,
        not_before: row.get(7)?,
        next_try: row.get(8)?,
        fault: row.get(9)?,
        refusals: json(row, 10)?,
        draft: row.get(11)?,
    })
}

fn wait_again(tx: &Transaction<'_>, id: OutgoingId) -> Result<()> {
    let _ = tx.execute(
        "UPDATE outgoing SET state = ?2, not_before = NULL, next_try = NULL, held = NULL, fault = NULL WHERE id = ?1",
        params![id, OutgoingState::Waiting],
    )?;
    Ok(())
}

fn put_people(tx: &Transaction<'_>, id: OutgoingId, recipients: &[Email], refusals: &[Refusal]) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE outgoing SET recipients = ?2, refusals = ?3 WHERE id = ?1")?;
    let _ = update.execute(params![id, to_json(&recipients)?, to_json(&refusals)?])?;
    Ok(())
}

fn delete(tx: &Transaction<'_>, id: OutgoingId) -> Result<()> {
    let _ = tx.execute("DELETE FROM outgoing WHERE id = ?1", [id])?;
    Ok(())
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::damaged("a value that is no JSON"))
}
