//! The server's word meets what waits. The rules:
//!
//! - flags that arrive are the server's side; what waits is laid over them;
//! - a message that waits to go elsewhere is known under its old UID, and one
//!   that waits to be destroyed does not come back;
//! - what the server no longer has where we would take it from, somebody else
//!   took: theirs stands. Marks on it vanish, a move is told as not done;
//! - under a new numbering, moves wait to be found again by what the messages
//!   are; what was to be destroyed is given up, never done to another message.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::code::Count;
use super::super::error::Result;
use super::super::messages::Known;
use super::super::{StoreError, keywords};
use super::places::{self, Waiting};
use super::{Overlay, Reason, marks, operation, sorting};
use crate::domain::{Act, BodyState, Flags, FolderId, Keyword, MessageId, Uid};

/// Whose UID it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Found {
    Nobodys,
    Row(MessageId),
    /// Of a message that waits to be destroyed: its row is gone.
    Doomed,
}

pub(in crate::store) fn by_uid(tx: &Transaction<'_>, overlay: &Overlay, folder: FolderId, uid: Uid) -> Result<Found> {
    let mut select = tx.prepare_cached("SELECT id FROM message WHERE folder = ?1 AND uid = ?2")?;
    if let Some(id) = select.query_row(params![folder, uid], |row| row.get(0)).optional()? {
        return Ok(Found::Row(id));
    }
    if !overlay.places {
        return Ok(Found::Nobodys);
    }
    let mut select = tx.prepare_cached(
        "SELECT message FROM waiting_place WHERE folder = ?1 AND uid = ?2 AND verb <> 'copy' LIMIT 1",
    )?;
    let waiting: Option<Option<MessageId>> = select.query_row(params![folder, uid], |row| row.get(0)).optional()?;
    Ok(match waiting {
        None => Found::Nobodys,
        Some(Some(id)) => Found::Row(id),
        Some(None) => Found::Doomed,
    })
}

/// What the row is to show now that these flags came: None for just these.
pub(in crate::store) fn laid_under(
    tx: &Transaction<'_>,
    overlay: &Overlay,
    id: MessageId,
    flags: Flags,
    words: &[Keyword],
) -> Result<Option<(Flags, Vec<Keyword>)>> {
    if !overlay.marks && !overlay.keywords_here {
        return Ok(None);
    }
    sorting::heed(tx, id, words)?;
    let mut words = words.to_vec();
    if overlay.keywords_here {
        let ours = keywords::of_message(tx, id)?;
        words.extend(ours);
        words.sort();
        words.dedup();
    }
    Ok(Some(marks::over(tx, id, flags, &words)?.unwrap_or((flags, words))))
}

/// The server's flags are in: where they are ours, nothing waits any more.
pub(in crate::store) fn settled(tx: &Transaction<'_>, id: MessageId) -> Result<()> {
    if marks::settle(tx, id)? { operation::tidy(tx) } else { Ok(()) }
}

/// The rows that the server still has in a folder under these UIDs, though they
/// lie elsewhere here.
pub(in crate::store) fn known_elsewhere(tx: &Transaction<'_>, folder: FolderId) -> Result<Vec<Known>> {
    let mut select = tx.prepare_cached(
        "SELECT message.id, place.uid, message.flags, message.here, message.size FROM waiting_place AS place
         CROSS JOIN message ON message.id = place.message
         WHERE place.folder = ?1 AND place.uid IS NOT NULL AND place.verb = 'move'",
    )?;
    let known = select.query_map([folder], |row| {
        Ok(Known {
            id: row.get(0)?,
            uid: row.get(1)?,
            flags: row.get(2)?,
            keywords: Vec::new(),
            body: if row.get(3)? { BodyState::Here } else { BodyState::Pending },
            size: row.get::<_, Count>(4)?.0,
        })
    })?;
    let mut known = known.collect::<rusqlite::Result<Vec<_>>>()?;
    for one in &mut known {
        one.keywords = keywords::of_message(tx, one.id)?;
    }
    Ok(known)
}

/// These UIDs are gone from the server.
pub(in crate::store) fn taken_away(tx: &Transaction<'_>, folder: FolderId, uids: &[Uid]) -> Result<()> {
    let uids = super::to_json(&uids)?;
    let gone = select(tx, "folder = ?1 AND uid IN (SELECT value FROM json_each(?2))", params![folder, uids])?;
    give_up(tx, &gone, Reason::Elsewhere)
}

/// The UIDs of a folder mean nothing any more.
pub(in crate::store) fn void(tx: &Transaction<'_>, folder: FolderId) -> Result<()> {
    let doomed = select(tx, "folder = ?1 AND verb = 'destroy' AND stray IS NULL", params![folder])?;
    give_up(tx, &doomed, Reason::Renumbered)?;
    let _ = tx.execute("UPDATE waiting_place SET uid = NULL WHERE folder = ?1", [folder])?;
    Ok(())
}

/// A row that lost its UID, and lies elsewhere here, was found under this one.
/// False if the row does not wait.
pub(in crate::store) fn match_elsewhere(
    tx: &Transaction<'_>,
    folder: FolderId,
    id: MessageId,
    uid: Uid,
) -> Result<bool> {
    let Some(waiting) = places::of_message(tx, id)?.filter(|waiting| waiting.folder == folder) else {
        return Ok(false);
    };
    let mut select = tx.prepare_cached("SELECT folder FROM message WHERE id = ?1")?;
    if select.query_row([id], |row| row.get::<_, FolderId>(0))? == folder {
        places::forget(tx, waiting.id)?;
        places::put(tx, id, folder, Some(uid))?;
        operation::tidy(tx)?;
    } else {
        let _ = tx.execute("UPDATE waiting_place SET uid = ?2 WHERE id = ?1", params![waiting.id, uid])?;
    }
    Ok(true)
}

/// The folder was gone through, and these were not found again.
pub(in crate::store) fn not_found(tx: &Transaction<'_>, folder: FolderId) -> Result<()> {
    // A copy is made from where its source was found again.
    let _ = tx.execute(
        "UPDATE waiting_place SET uid = (SELECT uid FROM message WHERE id = waiting_place.source AND folder = ?1)
         WHERE folder = ?1 AND uid IS NULL AND verb = 'copy'",
        [folder],
    )?;
    let lost = select(tx, "folder = ?1 AND uid IS NULL AND verb <> 'put' AND stray IS NULL", params![folder])?;
    give_up(tx, &lost, Reason::Elsewhere)
}

/// What can no longer be done goes, with its row. It is told, unless the user
/// wanted the message away and so did somebody else, or a list of senders moved
/// it, as another workstation has done already.
pub(super) fn give_up(tx: &Transaction<'_>, lost: &[Waiting], reason: Reason) -> Result<()> {
    let mut told = Vec::new();
    for waiting in lost {
        if waiting.stray.is_some() {
            // With its folder goes what may have come there.
            places::forget(tx, waiting.id)?;
            continue;
        }
        let act = operation::act(tx, waiting.operation)?;
        if reason != Reason::Elsewhere || !matches!(act, Act::Delete | Act::Destroy | Act::Sort) {
            told.push(waiting.operation);
        }
        places::forget(tx, waiting.id)?;
        match waiting.message {
            Some(id) => {
                let _ = tx.prepare_cached("DELETE FROM message WHERE id = ?1")?.execute([id])?;
            }
            None => places::look_again(tx, waiting.folder)?,
        }
    }
    operation::refuse_each(tx, told, reason)?;
    if lost.is_empty() { Ok(()) } else { operation::tidy(tx) }
}

pub(super) fn select(tx: &Transaction<'_>, which: &str, params: impl rusqlite::Params) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT id, operation, verb, message, folder, uid, sent_to, stray FROM waiting_place WHERE {which} ORDER BY id"
    );
    let mut select = tx.prepare_cached(&sql)?;
    let found = select.query_map(params, places::waiting)?.collect::<rusqlite::Result<Vec<_>>>();
    found.map_err(StoreError::from)
}
