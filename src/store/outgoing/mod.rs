//! Messages on their way out, and what the user says of them. What the sender
//! does with a row is in [`steps`], the copy in Sent in [`copies`].
//!
//! A row goes only when the message is sent and filed, or when the user takes it
//! back or gives it up. What may be with the server is never taken back.

mod copies;
mod steps;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::code::{Count, json};
use super::drafts;
use super::error::{Result, StoreError};
use crate::domain::{
    AccountId, Address, DraftId, Email, Outgoing, OutgoingId, OutgoingState, Refusal, Settle, Timestamp,
};

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
    /// Somebody has it.
    pub sent: bool,
    pub not_before: Option<Timestamp>,
    /// [`Timestamp::MAX`]: not by itself.
    pub next_try: Option<Timestamp>,
    /// As the engine wrote it.
    pub fault: Option<String>,
    pub refusals: Vec<Refusal>,
    pub draft: Option<i64>,
}

/// How the outbox of an account stands.
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
    pub draft: Option<i64>,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for TakenBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TakenBack({} bytes)", self.bytes.len())
    }
}

impl Store {
    /// On the disk for good when it answers.
    pub async fn post(&self, outgoing: Outgoing, now: Timestamp) -> Result<OutgoingId> {
        let ids = self.post_all(vec![outgoing], now).await?;
        ids.first().copied().ok_or(StoreError::Gone)
    }

    /// All that a draft comes to, or nothing of it.
    pub async fn post_all(&self, parcels: Vec<Outgoing>, now: Timestamp) -> Result<Vec<OutgoingId>> {
        let shared = parcels.len() > 1;
        let posted = move |tx: &Transaction<'_>, outgoing: &Outgoing| {
            outgoing.draft.map_or(Ok(()), |draft| drafts::post(tx, DraftId(draft), true))?;
            insert(tx, outgoing, shared, now)
        };
        let ids = self.write(move |tx| parcels.iter().map(|one| posted(tx, one)).collect()).await?;
        self.flush().await?;
        Ok(ids)
    }

    /// All accounts, oldest first.
    pub async fn outbox(&self) -> Result<Vec<Posted>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, account, subject, people, size, state, sent, not_before,
                     CASE WHEN state = 'filing' THEN copy_next ELSE next_try END, fault, refusals, draft
                 FROM outgoing ORDER BY id",
            )?;
            let rows = select.query_map([], posted)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    pub async fn outbox_standing(&self, account: AccountId) -> Result<Standing> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT count(*) FILTER (WHERE state IN ('waiting', 'handing')),
                     count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state = 'in-doubt')
                 FROM outgoing WHERE account = ?1",
            )?;
            Ok(select.query_row([account], |row| {
                let count = |column| row.get::<_, u32>(column).map(|count| count as usize);
                Ok(Standing { waiting: count(0)?, refused: count(1)?, in_doubt: count(2)? })
            })?)
        })
        .await
    }

    /// None where it is too late: a server may have it, or some have.
    pub async fn take_back(&self, id: OutgoingId) -> Result<Option<TakenBack>> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT account, draft, bytes FROM outgoing JOIN outgoing_letter ON outgoing = id
                 WHERE id = ?1 AND state IN ('waiting', 'refused') AND sent = 0",
            )?;
            let row = select
                .query_row([id], |row| Ok(TakenBack { account: row.get(0)?, draft: row.get(1)?, bytes: row.get(2)? }));
            let taken = row.optional()?;
            if taken.is_some() {
                unpost(tx, id)?;
                delete(tx, id)?;
            }
            Ok(taken)
        })
        .await
    }

    /// At once, whatever it waited for; what was refused is tried again. Gives
    /// whose it is, None where there is nothing to hurry.
    pub async fn send_now(&self, id: OutgoingId) -> Result<Option<AccountId>> {
        self.write(move |tx| {
            let Some(Held { account, state, recipients, mut refusals, .. }) = held(tx, id)? else { return Ok(None) };
            match state {
                OutgoingState::Waiting => {}
                OutgoingState::Refused => {
                    if recipients.is_empty() && !refusals.iter().any(|refusal| refusal.passes) {
                        for refusal in &mut refusals {
                            refusal.passes = true;
                        }
                        put_people(tx, id, &recipients, &refusals)?;
                    }
                }
                OutgoingState::Filing => {
                    let _ = tx.execute("UPDATE outgoing SET copy_next = NULL WHERE id = ?1", [id])?;
                    return Ok(Some(account));
                }
                OutgoingState::Handing | OutgoingState::InDoubt => return Ok(None),
            }
            wait_again(tx, id)?;
            Ok(Some(account))
        })
        .await
    }

    /// What was in doubt goes again, or counts as sent. `server`: false in the
    /// demonstration. None where it is in doubt no more.
    pub async fn settle(&self, id: OutgoingId, settle: Settle, server: bool) -> Result<Option<(AccountId, Left)>> {
        self.write(move |tx| {
            let in_doubt = held(tx, id)?.filter(|held| held.state == OutgoingState::InDoubt);
            let Some(held) = in_doubt else { return Ok(None) };
            let left = match settle {
                Settle::WasSent => steps::left(tx, id, None, server)?,
                Settle::SendAgain => {
                    wait_again(tx, id)?;
                    Left::default()
                }
            };
            Ok(Some((held.account, left)))
        })
        .await
    }

    /// Those who have not got it do not get it. What some have is still filed;
    /// where it is the copy that does not come about, none is. None where it is
    /// not to be given up: taken back, or settled.
    pub async fn give_up(&self, id: OutgoingId) -> Result<Option<AccountId>> {
        self.write(move |tx| {
            let Some(held) = held(tx, id)? else { return Ok(None) };
            match held.state {
                OutgoingState::Filing | OutgoingState::Refused => {}
                OutgoingState::Waiting if held.sent => {}
                _ => return Ok(None),
            }
            if held.sent && held.copy && held.state != OutgoingState::Filing {
                put_people(tx, id, &[], &[])?;
                steps::put_state(tx, id, OutgoingState::Filing)?;
            } else {
                if !held.sent {
                    unpost(tx, id)?;
                }
                delete(tx, id)?;
            }
            Ok(Some(held.account))
        })
        .await
    }
}

/// What it was written as is a draft again.
fn unpost(tx: &Transaction<'_>, id: OutgoingId) -> Result<()> {
    draft_of(tx, id)?.map_or(Ok(()), |draft| drafts::post(tx, draft, false))
}

fn draft_of(tx: &Transaction<'_>, id: OutgoingId) -> Result<Option<DraftId>> {
    let mut select = tx.prepare_cached("SELECT draft FROM outgoing WHERE id = ?1")?;
    Ok(select.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// What the next step of a row depends on.
struct Held {
    account: AccountId,
    state: OutgoingState,
    sent: bool,
    copy: bool,
    recipients: Vec<Email>,
    refusals: Vec<Refusal>,
}

fn held(tx: &Transaction<'_>, id: OutgoingId) -> Result<Option<Held>> {
    let mut select =
        tx.prepare_cached("SELECT account, state, sent, copy, recipients, refusals FROM outgoing WHERE id = ?1")?;
    let held = select.query_row([id], |row| {
        Ok(Held {
            account: row.get(0)?,
            state: row.get(1)?,
            sent: row.get(2)?,
            copy: row.get(3)?,
            recipients: json(row, 4)?,
            refusals: json(row, 5)?,
        })
    });
    Ok(held.optional()?)
}

fn insert(tx: &Transaction<'_>, outgoing: &Outgoing, shared: bool, now: Timestamp) -> Result<OutgoingId> {
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
