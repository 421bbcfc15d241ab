//! The steps of a message on its way out, each a transaction:
//!
//! | step | before | after |
//! |---|---|---|
//! | the last byte is about to go ([`Store::handing`]) | waiting | handing |
//! | the server took it, or it was found to be sent | handing, in doubt | gone, filing, waiting (some for now), refused (some for ever) |
//! | the server would not have it | waiting, handing | waiting or refused |
//! | the line or the program was cut in between, and nobody knows | handing | in doubt |
//! | there is no line, or it broke before the last byte | waiting, handing | waiting, held |

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::Store;
use super::super::code::{json, json_or_none};
use super::super::error::{Result, StoreError};
use super::super::{drafts, queue};
use super::{Held, delete, held, put_people};
use crate::domain::{AccountId, Answered, Email, FolderId, OutgoingId, OutgoingState, Refusal, Timestamp};

/// What is to be sent next of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Now(Parcel),
    /// Nothing before.
    At(Timestamp),
    Nothing,
}

/// A message and its envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    pub id: OutgoingId,
    pub from: Email,
    /// Those who have not got it and are not refused for ever.
    pub to: Vec<Email>,
    pub message_id: String,
    pub delivery_report: bool,
    /// Times that the server would not have it.
    pub tries: u32,
}

/// Why the server would not have it, and when it is asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setback {
    /// As the engine reads it again.
    pub fault: String,
    /// Of single recipients, if that is why.
    pub refused: Vec<Refusal>,
    /// None: not by itself.
    pub again: Option<Timestamp>,
}

/// What is waited for, where the time alone does not mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldFor {
    Line,
    Card,
    /// Trying again by itself would do harm, or nothing at all.
    User,
}

/// What changed beside the row when a message left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    /// Where the message that it answers was marked.
    pub marked: Option<(AccountId, FolderId)>,
}

impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parcel({} to {})", self.id, self.to.len())
    }
}

/// A clock that was put right must not hold a message back for ever: no wait is
/// longer than an hour, but the one that has no end.
pub(in crate::store) const DUE: &str = "SELECT id, sender, recipients, refusals, message_id, delivery_report, tries
     FROM outgoing WHERE account = ?1 AND state = 'waiting' AND ifnull(not_before, 0) <= ?2
     AND NOT (next_try IS NOT NULL AND (next_try BETWEEN ?2 + 1 AND ?2 + 3600 OR next_try = 253402300799))
     ORDER BY id LIMIT 1";

pub(in crate::store) const KNOWN_SENT: &str = "SELECT EXISTS (SELECT 1 FROM report WHERE original = ?1)
     OR EXISTS (SELECT 1 FROM content CROSS JOIN message ON message.content = content.id
         CROSS JOIN folder ON folder.id = message.folder
         WHERE content.message_id = ?1 AND (message.flags & 16) = 0
         AND ifnull(folder.role, '') NOT IN ('drafts', 'trash', 'junk'))";

impl Store {
    /// The oldest that is to go now, or when the next one is.
    pub async fn due(&self, account: AccountId, now: Timestamp) -> Result<Due> {
        self.read(move |tx| {
            let found = tx.prepare_cached(DUE)?.query_row(params![account, now], parcel).optional()?;
            if let Some(parcel) = found {
                return Ok(Due::Now(parcel));
            }
            let mut next = tx.prepare_cached(
                "SELECT min(max(ifnull(not_before, 0), ifnull(next_try, 0))) FROM outgoing
                 WHERE account = ?1 AND state = 'waiting' AND next_try IS NOT 253402300799",
            )?;
            let at: Option<Timestamp> = next.query_row([account], |row| row.get(0))?;
            Ok(at.map_or(Due::Nothing, Due::At))
        })
        .await
    }

    pub async fn outgoing_bytes(&self, id: OutgoingId) -> Result<Option<Vec<u8>>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached("SELECT bytes FROM outgoing_letter WHERE outgoing = ?1")?;
            Ok(select.query_row([id], |row| row.get(0)).optional()?)
        })
        .await
    }

    /// From now on the server may have it; on the disk for good when it answers.
    /// `refused` are those it goes without. False if it was taken back.
    pub async fn handing(&self, id: OutgoingId, refused: Vec<Refusal>) -> Result<bool> {
        let marked = self
            .write(move |tx| {
                let waiting = held(tx, id)?.filter(|held| held.state == OutgoingState::Waiting);
                let Some(held) = waiting else { return Ok(false) };
                let (accepted, refusals) = sorted(held, refused);
                put_people(tx, id, &accepted, &refusals)?;
                put_state(tx, id, OutgoingState::Handing)?;
                Ok(true)
            })
            .await?;
        if marked {
            self.flush().await?;
        }
        Ok(marked)
    }

    /// The server took it: what waits of it are those who were refused for now,
    /// until `again`. `server`: false in the demonstration.
    pub async fn outgoing_left(&self, id: OutgoingId, again: Option<Timestamp>, server: bool) -> Result<Left> {
        let left = self.write(move |tx| left(tx, id, again, server)).await?;
        self.flush().await?;
        Ok(left)
    }

    /// The server would not have it: nobody got it this time.
    pub async fn set_back(&self, id: OutgoingId, setback: Setback) -> Result<()> {
        self.write(move |tx| {
            let open = [OutgoingState::Waiting, OutgoingState::Handing];
            let Some(held) = held(tx, id)?.filter(|held| open.contains(&held.state)) else { return Ok(()) };
            if !setback.refused.is_empty() {
                let (accepted, refusals) = sorted(held, setback.refused);
                put_people(tx, id, &accepted, &refusals)?;
            }
            let state = if setback.again.is_some() { OutgoingState::Waiting } else { OutgoingState::Refused };
            let mut update = tx.prepare_cached(
                "UPDATE outgoing SET state = ?2, tries = tries + 1, next_try = ?3, held = NULL, fault = ?4 WHERE id = ?1",
            )?;
            let _ = update.execute(params![id, state, setback.again, setback.fault])?;
            Ok(())
        })
        .await
    }

    /// There is no line: all that is due waits until `again`, or for what is said.
    pub async fn hold(
        &self,
        account: AccountId,
        held: HeldFor,
        fault: String,
        now: Timestamp,
        again: Timestamp,
    ) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE outgoing SET next_try = ?4, held = ?5, fault = ?2
                 WHERE account = ?1 AND state = 'waiting' AND (held IS NOT NULL OR ifnull(next_try, 0) <= ?3)",
                params![account, fault, now, again, held],
            )?;
            Ok(())
        })
        .await
    }

    /// The line broke on this one, before its last byte: the others need not wait
    /// for it.
    pub async fn hold_one(&self, id: OutgoingId, fault: String, again: Timestamp) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE outgoing SET state = 'waiting', next_try = ?3, held = 'line', fault = ?2, tries = tries + 1
                 WHERE id = ?1 AND state IN ('waiting', 'handing')",
                params![id, fault, again],
            )?;
            Ok(())
        })
        .await
    }

    /// What was waited for may be there: what waits for it goes at once, what could
    /// not be found out is asked, and copies are filed. None: whatever it was.
    pub async fn release(&self, account: AccountId, held: Option<HeldFor>) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE outgoing SET next_try = NULL, held = NULL, fault = NULL
                 WHERE account = ?1 AND held IS NOT NULL AND held = ifnull(?2, held)",
                params![account, held],
            )?;
            let _ = tx.execute(
                "UPDATE outgoing SET copy_next = NULL, copy_held = NULL,
                     fault = CASE WHEN state = 'filing' THEN NULL ELSE fault END
                 WHERE account = ?1 AND copy_held IS NOT NULL AND copy_held = ifnull(?2, copy_held)",
                params![account, held],
            )?;
            Ok(())
        })
        .await
    }

    /// What nobody knows of whether it was sent.
    pub async fn doubts(&self, account: AccountId, now: Timestamp) -> Result<Vec<Doubt>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT id, message_id, posted, tries, sent OR shared, state = 'handing' OR ifnull(next_try, 0) <= ?2
                 FROM outgoing WHERE account = ?1 AND state IN ('handing', 'in-doubt') ORDER BY id",
            )?;
            let rows = select.query_map(params![account, now], |row| {
                Ok(Doubt {
                    id: row.get(0)?,
                    message_id: row.get(1)?,
                    posted: row.get(2)?,
                    tries: row.get(3)?,
                    ambiguous: row.get(4)?,
                    due: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// A letter of that Message-ID came here, or a report on it: it went out. One
    /// that lies among drafts, or was thrown away, says nothing.
    pub async fn is_known_sent(&self, message_id: String) -> Result<bool> {
        self.read(move |tx| Ok(tx.prepare_cached(KNOWN_SENT)?.query_row([message_id], |row| row.get(0))?)).await
    }

    /// When something in doubt is to be asked about again.
    pub async fn next_doubt(&self, account: AccountId) -> Result<Option<Timestamp>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT min(ifnull(next_try, 0)) FROM outgoing WHERE account = ?1 AND state = 'in-doubt'",
            )?;
            Ok(select.query_row([account], |row| row.get(0))?)
        })
        .await
    }

    /// Nobody could say that it was sent: the user is asked, and the servers once
    /// more at `again`, or when what is missing is there.
    pub async fn stays_in_doubt(
        &self,
        id: OutgoingId,
        fault: String,
        again: Timestamp,
        held: Option<HeldFor>,
    ) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE outgoing SET state = 'in-doubt', next_try = ?3, tries = tries + 1, fault = ?2, held = ?4
                 WHERE id = ?1 AND state IN ('handing', 'in-doubt')",
                params![id, fault, again, held],
            )?;
            Ok(())
        })
        .await
    }
}

/// A message of which it is not known whether it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub id: OutgoingId,
    pub message_id: String,
    pub posted: Timestamp,
    pub tries: u32,
    /// Some have it from before, or others went out under its Message-ID: that one
    /// is found says nothing.
    pub ambiguous: bool,
    /// The server is to be asked now.
    pub due: bool,
}

fn parcel(row: &rusqlite::Row<'_>) -> rusqlite::Result<Parcel> {
    let sender: String = row.get(1)?;
    let from = Email::parse(&sender).map_err(|_| rusqlite::types::FromSqlError::InvalidType)?;
    let mut to: Vec<Email> = json(row, 2)?;
    let refusals: Vec<Refusal> = json(row, 3)?;
    to.extend(refusals.into_iter().filter(|refusal| refusal.passes).map(|refusal| refusal.to));
    Ok(Parcel { id: row.get(0)?, from, to, message_id: row.get(4)?, delivery_report: row.get(5)?, tries: row.get(6)? })
}

/// Those whom the server takes it for, and all who were refused: before for ever,
/// or just now.
fn sorted(held: Held, refused: Vec<Refusal>) -> (Vec<Email>, Vec<Refusal>) {
    let Held { recipients, refusals, .. } = held;
    let (passing, mut for_ever): (Vec<_>, Vec<_>) = refusals.into_iter().partition(|refusal| refusal.passes);
    let asked = recipients.into_iter().chain(passing.into_iter().map(|refusal| refusal.to));
    let accepted = asked.filter(|to| refused.iter().all(|refusal| refusal.to != *to)).collect();
    for_ever.extend(refused);
    (accepted, for_ever)
}

/// The message is sent to all who were not refused. What it answers is marked, and
/// what waits of its letter knows that some have it.
pub(super) fn left(tx: &Transaction<'_>, id: OutgoingId, again: Option<Timestamp>, server: bool) -> Result<Left> {
    let open = [OutgoingState::Handing, OutgoingState::InDoubt];
    let Some(held) = held(tx, id)?.filter(|held| open.contains(&held.state)) else { return Ok(Left::default()) };
    let left = Left { marked: mark_answered(tx, id, server)? };
    if let Some(draft) = super::draft_of(tx, id)? {
        drafts::drop(tx, draft)?;
    }
    let mut others =
        tx.prepare_cached("UPDATE outgoing SET begun = 1, answered = NULL WHERE letter = ?1 AND id <> ?2")?;
    let _ = others.execute(params![held.letter, id])?;
    put_people(tx, id, &[], &held.refusals)?;
    let state = if held.refusals.iter().any(|refusal| refusal.passes) {
        OutgoingState::Waiting
    } else if !held.refusals.is_empty() {
        OutgoingState::Refused
    } else if held.copy {
        OutgoingState::Filing
    } else {
        delete(tx, id)?;
        return Ok(left);
    };
    let mut update = tx.prepare_cached(
        "UPDATE outgoing SET state = ?2, sent = 1, tries = tries + 1, next_try = ?3, not_before = NULL, held = NULL,
             fault = NULL, answered = NULL WHERE id = ?1",
    )?;
    let _ = update.execute(params![id, state, again])?;
    Ok(left)
}

fn mark_answered(tx: &Transaction<'_>, id: OutgoingId, server: bool) -> Result<Option<(AccountId, FolderId)>> {
    let mut select = tx.prepare_cached("SELECT answered FROM outgoing WHERE id = ?1")?;
    let answered: Option<Answered> = select.query_row([id], |row| json_or_none(row, 0))?;
    let marked = answered.and_then(|answered| Some((answered.message, answered.manner.mark()?)));
    match marked {
        Some((message, flag)) => queue::flag_unasked(tx, message, flag, server),
        None => Ok(None),
    }
}

pub(super) fn put_state(tx: &Transaction<'_>, id: OutgoingId, state: OutgoingState) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE outgoing SET state = ?2, fault = NULL, held = NULL WHERE id = ?1")?;
    match update.execute(params![id, state])? {
        0 => Err(StoreError::Gone),
        _ => Ok(()),
    }
}
