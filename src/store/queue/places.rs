//! Where messages lie: a row is where the user put it, and beside it stands
//! where the server has it. Moving it again changes the row alone; moving it
//! back leaves nothing to send. What is on its way is not taken for arrived,
//! nor for still there, until the answer says so.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::super::code::Count;
use super::super::error::Result;
use super::super::folders::{FolderState, put_state};
use super::super::search::{Line, Words};
use super::super::{Store, drafts, search};
use super::{Reason, Verb, operation};
use crate::domain::{AccountId, Envelope, FolderId, MessageId, Uid, UidValidity};

/// Messages of one folder of the server that go the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceBatch {
    pub verb: Verb,
    pub from: FolderId,
    /// None for what is destroyed.
    pub to: Option<FolderId>,
    /// It went out before and no answer came. The first UID it can have got.
    pub doubt: Option<Option<Uid>>,
    pub items: Vec<Placing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placing {
    pub id: i64,
    pub uid: Uid,
}

/// How a message waits.
pub(super) struct Waiting {
    pub(super) id: i64,
    pub(super) operation: i64,
    pub(super) verb: Verb,
    pub(super) message: Option<MessageId>,
    pub(super) folder: FolderId,
    pub(super) uid: Option<Uid>,
    pub(super) sent_to: Option<FolderId>,
    /// By what it is found, if it is there at all.
    pub(super) stray: Option<String>,
}

/// Copies first: what is copied may be about to move. `?2` is the id of a folder
/// that nothing may be left in, or NULL.
pub(super) const WAITING: &str = "SELECT place.id, place.verb, place.folder, place.uid,
         ifnull(place.sent_to, message.folder), place.sent_to IS NOT NULL, place.sent_next
     FROM waiting_place AS place
     CROSS JOIN folder ON folder.id = place.folder
     LEFT JOIN message ON message.id = place.message
     WHERE folder.account = ?1 AND place.uid IS NOT NULL AND (?2 IS NULL OR place.folder = ?2)
     AND (message.folder IS NULL OR message.folder <> place.folder OR place.verb = 'copy' OR place.sent_to IS NOT NULL)
     ORDER BY place.verb = 'destroy', place.verb = 'move', place.folder, 5, 6, place.id LIMIT ?3";

impl Store {
    /// What is to change its place on the server, what goes together together.
    pub async fn waiting_places(
        &self,
        account: AccountId,
        from: Option<FolderId>,
        most: u32,
    ) -> Result<Vec<PlaceBatch>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(WAITING)?;
            let mut rows = select.query(params![account, from, most])?;
            let mut batches: Vec<PlaceBatch> = Vec::new();
            while let Some(row) = rows.next()? {
                let item = Placing { id: row.get(0)?, uid: row.get(3)? };
                let next: Option<Uid> = row.get(6)?;
                let doubt = row.get::<_, bool>(5)?.then_some(next);
                let verb = row.get(1)?;
                let to = if verb == Verb::Destroy && doubt.is_none() { None } else { row.get(4)? };
                let alone = PlaceBatch { verb, from: row.get(2)?, to, doubt, items: Vec::new() };
                match batches.last_mut().filter(|last| last.goes_like(&alone)) {
                    Some(last) => last.items.push(item),
                    None => batches.push(PlaceBatch { items: vec![item], ..alone }),
                }
            }
            Ok(batches)
        })
        .await
    }

    /// Written before the command goes out. Gives those that still go there: the
    /// user may have changed their mind since it was read.
    pub async fn places_sent(&self, items: Vec<Placing>, to: FolderId, first: Option<Uid>) -> Result<Vec<Placing>> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached(
                "UPDATE waiting_place SET sent_to = ?2, sent_next = ?3 WHERE id = ?1 AND uid = ?4
                 AND (sent_to = ?2 OR (SELECT folder FROM message WHERE message.id = waiting_place.message) = ?2)",
            )?;
            let mut going = Vec::with_capacity(items.len());
            for item in items {
                if update.execute(params![item.id, to, first, item.uid])? == 1 {
                    going.push(item);
                }
            }
            Ok(going)
        })
        .await
    }

    /// What the messages are known by: Message-ID and size.
    pub async fn identities(&self, ids: Vec<i64>) -> Result<HashMap<i64, (String, u64)>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.message_id, message.size FROM waiting_place
                 JOIN message ON message.id = waiting_place.message JOIN content ON content.id = message.content
                 WHERE waiting_place.id = ?1 AND content.message_id IS NOT NULL",
            )?;
            let mut identities = HashMap::new();
            for id in ids {
                let identity = select.query_row([id], |row| Ok((row.get(0)?, row.get::<_, Count>(1)?.0)));
                if let Some(identity) = identity.optional()? {
                    let _ = identities.insert(id, identity);
                }
            }
            Ok(identities)
        })
        .await
    }

    /// It is certain now that the command was not carried out.
    pub async fn places_unsent(&self, ids: Vec<i64>) -> Result<()> {
        self.write(move |tx| {
            let mut update =
                tx.prepare_cached("UPDATE waiting_place SET sent_to = NULL, sent_next = NULL WHERE id = ?1")?;
            for id in ids {
                let _ = update.execute([id])?;
            }
            Ok(())
        })
        .await
    }

    /// The server has them in `to`, under these UIDs where it told them. What
    /// was moved on here meanwhile waits to be moved on.
    pub async fn places_done(
        &self,
        done: Vec<(i64, Option<Uid>)>,
        to: FolderId,
        validity: Option<UidValidity>,
    ) -> Result<()> {
        self.write(move |tx| {
            let trusted = numbering_holds(tx, to, validity)?;
            for (id, uid) in done {
                let Some(waiting) = by_id(tx, id)? else { continue };
                arrived(tx, &waiting, to, uid.filter(|_| trusted))?;
            }
            operation::tidy(tx)
        })
        .await
    }

    /// They are gone from the server.
    pub async fn places_destroyed(&self, ids: Vec<i64>) -> Result<()> {
        self.write(move |tx| {
            for id in ids {
                forget(tx, id)?;
            }
            operation::tidy(tx)
        })
        .await
    }

    /// The server would not: the rows go back to where it has them.
    pub async fn places_refused(&self, ids: Vec<i64>, reason: Reason) -> Result<()> {
        self.write(move |tx| {
            let mut refused = Vec::new();
            for id in ids {
                let Some(waiting) = by_id(tx, id)? else { continue };
                refused.push(waiting.operation);
                go_back(tx, &waiting)?;
            }
            operation::refuse_each(tx, refused, reason)?;
            operation::tidy(tx)
        })
        .await
    }
}

impl PlaceBatch {
    fn goes_like(&self, other: &Self) -> bool {
        (self.verb, self.from, self.to, self.doubt) == (other.verb, other.from, other.to, other.doubt)
    }
}

/// Puts a row into a folder, and gives the one it was in; None if it was there.
pub(super) fn relocate(
    tx: &Transaction<'_>,
    id: MessageId,
    to: FolderId,
    operation: Option<i64>,
) -> Result<Option<FolderId>> {
    let Some((from, uid)) = place(tx, id)?.filter(|(from, _)| *from != to) else { return Ok(None) };
    let waiting = of_message(tx, id)?;
    match (&waiting, operation) {
        (Some(waiting), _) if waiting.folder == to && waiting.verb == Verb::Move && waiting.sent_to.is_none() => {
            forget(tx, waiting.id)?;
            put(tx, id, to, waiting.uid)?;
            return Ok(Some(from));
        }
        (Some(waiting), Some(operation)) => {
            let mut update = tx.prepare_cached("UPDATE waiting_place SET operation = ?2 WHERE id = ?1")?;
            let _ = update.execute(params![waiting.id, operation])?;
        }
        (None, Some(operation)) => wait(tx, operation, Verb::Move, Some(id), (from, uid), None)?,
        (_, None) => {}
    }
    put(tx, id, to, None)?;
    Ok(Some(from))
}

/// A second row of the same letter, in another folder.
pub(super) fn duplicate(
    tx: &Transaction<'_>,
    id: MessageId,
    to: FolderId,
    operation: Option<i64>,
) -> Result<Option<MessageId>> {
    let Some((folder, uid)) = place(tx, id)? else { return Ok(None) };
    let mut insert = tx.prepare_cached(
        "INSERT INTO message (folder, content, uid, flags, received, date, size, here, attachment, who, who_key, subject_key, thread)
         SELECT ?2, content, NULL, flags, received, date, size, here, attachment, who, who_key, subject_key, thread
         FROM message WHERE id = ?1",
    )?;
    let _ = insert.execute(params![id, to])?;
    let copy = MessageId(tx.last_insert_rowid());
    let mut words = tx.prepare_cached(
        "INSERT INTO message_keyword (message, keyword) SELECT ?2, keyword FROM message_keyword WHERE message = ?1",
    )?;
    let _ = words.execute(params![id, copy])?;
    part_letters(tx, copy)?;
    if let Some(operation) = operation {
        let from = of_message(tx, id)?.map_or((folder, uid), |waiting| (waiting.folder, waiting.uid));
        wait(tx, operation, Verb::Copy, Some(copy), from, Some(id))?;
    }
    Ok(Some(copy))
}

/// A letter whose bytes are still to come is not shared: each row gets its own,
/// and they become one when the bytes are here.
fn part_letters(tx: &Transaction<'_>, copy: MessageId) -> Result<()> {
    let mut select = tx.prepare_cached(
        "SELECT content.id, content.envelope FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1 AND content.digest IS NULL",
    )?;
    let pending = select.query_row([copy], |row| Ok((row.get(0)?, super::super::code::json(row, 1)?))).optional()?;
    let Some((content, envelope)): Option<(i64, Envelope)> = pending else { return Ok(()) };
    let id = super::super::messages::free_minute(tx, content)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO content (id, account, message_id, subject, envelope, mark, extract, thread)
         SELECT ?2, account, message_id, subject, envelope, mark, extract, thread FROM content WHERE id = ?1",
    )?;
    let _ = insert.execute(params![content, id])?;
    let _ = tx.prepare_cached("UPDATE message SET content = ?2 WHERE id = ?1")?.execute(params![copy, id])?;
    let words = Words::of_header(&envelope);
    search::put(tx, vec![Line { content: id, words: &words, known: false }])
}

/// Takes a row away, and leaves to do on the server what must be done there.
/// Says if there was one.
pub(super) fn destroy(tx: &Transaction<'_>, id: MessageId, operation: Option<i64>) -> Result<bool> {
    let Some((folder, uid)) = place(tx, id)? else { return Ok(false) };
    match (of_message(tx, id)?, operation) {
        (Some(waiting), Some(operation)) if waiting.verb == Verb::Move && waiting.uid.is_some() => {
            let mut update =
                tx.prepare_cached("UPDATE waiting_place SET verb = ?3, message = NULL, operation = ?2 WHERE id = ?1")?;
            let _ = update.execute(params![waiting.id, operation, Verb::Destroy])?;
        }
        // It went out, and what became of it is not known: it has no number, and is
        // found by its name.
        (Some(waiting), _) if waiting.verb == Verb::Put && waiting.sent_to.is_some() => {
            let mut update = tx.prepare_cached(
                "UPDATE waiting_place SET verb = ?2, folder = sent_to, message = NULL, operation = ifnull(?3, operation),
                     stray = (SELECT content.message_id FROM message JOIN content ON content.id = message.content
                         WHERE message.id = waiting_place.message)
                 WHERE id = ?1",
            )?;
            let _ = update.execute(params![waiting.id, Verb::Destroy, operation])?;
        }
        // A copy that is not made yet needs no undoing on the server.
        (None, Some(operation)) if uid.is_some() => wait(tx, operation, Verb::Destroy, None, (folder, uid), None)?,
        _ => {}
    }
    let _ = tx.prepare_cached("DELETE FROM message WHERE id = ?1")?.execute([id])?;
    Ok(true)
}

/// The row goes back to where the server has it; a copy goes. What it is the copy
/// of stays.
pub(super) fn go_back(tx: &Transaction<'_>, waiting: &Waiting) -> Result<()> {
    forget(tx, waiting.id)?;
    if let (Some(copy), Verb::Put) = (waiting.message, waiting.verb) {
        drafts::copy_refused(tx, copy)?;
    }
    match (waiting.message, waiting.verb) {
        // Nothing else holds the words of a template: it stays here alone.
        (Some(template), Verb::Put) if is_template(tx, template)? => Ok(()),
        (Some(copy), Verb::Copy | Verb::Put) => {
            let _ = tx.prepare_cached("DELETE FROM message WHERE id = ?1")?.execute([copy])?;
            Ok(())
        }
        (Some(id), _) => put(tx, id, waiting.folder, waiting.uid),
        // It comes again, if the folder is looked at again.
        (None, _) => look_again(tx, waiting.folder),
    }
}

fn is_template(tx: &Transaction<'_>, message: MessageId) -> Result<bool> {
    let mut select = tx.prepare_cached(
        "SELECT folder.role IS 'templates' FROM message CROSS JOIN folder ON folder.id = message.folder
         WHERE message.id = ?1",
    )?;
    Ok(select.query_row([message], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// The next pass compares the folder message by message.
pub(super) fn look_again(tx: &Transaction<'_>, folder: FolderId) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE folder SET uid_next = NULL, highest_modseq = NULL WHERE id = ?1")?;
    let _ = update.execute([folder])?;
    Ok(())
}

/// The server has it in `to` now.
fn arrived(tx: &Transaction<'_>, waiting: &Waiting, to: FolderId, uid: Option<Uid>) -> Result<()> {
    if let (Some(copy), Verb::Put) = (waiting.message, waiting.verb) {
        drafts::copy_arrived(tx, copy)?;
    }
    let there = waiting.message.map(|id| place(tx, id)).transpose()?.flatten().map(|(folder, _)| folder);
    match (waiting.message, uid) {
        (Some(id), Some(uid)) if there == Some(to) => {
            forget(tx, waiting.id)?;
            put(tx, id, to, Some(uid))
        }
        // It is looked for, whatever the server said of it.
        (None, _) if waiting.stray.is_some() => Ok(()),
        // What is to be destroyed and cannot be told from the rest any more.
        (None, None) => {
            operation::refuse(tx, waiting.operation, Reason::Renumbered, 1)?;
            forget(tx, waiting.id)
        }
        _ => {
            let mut update = tx.prepare_cached(
                "UPDATE waiting_place SET verb = iif(verb IN ('copy', 'put'), 'move', verb), folder = ?2, uid = ?3,
                     sent_to = NULL, sent_next = NULL WHERE id = ?1",
            )?;
            let _ = update.execute(params![waiting.id, to, uid])?;
            look_again(tx, to)
        }
    }
}

/// New UIDs mean something only under the numbering that is known here; in a
/// folder that was never opened, this one becomes known.
fn numbering_holds(tx: &Transaction<'_>, folder: FolderId, told: Option<UidValidity>) -> Result<bool> {
    let mut select = tx.prepare_cached("SELECT uid_validity FROM folder WHERE id = ?1")?;
    let known: Option<Option<UidValidity>> = select.query_row([folder], |row| row.get(0)).optional()?;
    match (known, told) {
        (Some(None), Some(_)) => {
            put_state(tx, folder, FolderState { uid_validity: told, ..FolderState::default() })?;
            Ok(true)
        }
        (Some(Some(known)), Some(told)) => Ok(known == told),
        _ => Ok(false),
    }
}

pub(super) fn wait(
    tx: &Transaction<'_>,
    operation: i64,
    verb: Verb,
    message: Option<MessageId>,
    (folder, uid): (FolderId, Option<Uid>),
    source: Option<MessageId>,
) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO waiting_place (operation, verb, message, folder, uid, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let _ = insert.execute(params![operation, verb, message, folder, uid, source])?;
    Ok(())
}

pub(super) fn forget(tx: &Transaction<'_>, waiting: i64) -> Result<()> {
    let _ = tx.prepare_cached("DELETE FROM waiting_place WHERE id = ?1")?.execute([waiting])?;
    Ok(())
}

/// Where a row lies.
fn place(tx: &Transaction<'_>, id: MessageId) -> Result<Option<(FolderId, Option<Uid>)>> {
    let mut select = tx.prepare_cached("SELECT folder, uid FROM message WHERE id = ?1")?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// A row of the same UID came while this one was away: it is the same message,
/// and ours is the one that is known.
pub(super) fn put(tx: &Transaction<'_>, id: MessageId, folder: FolderId, uid: Option<Uid>) -> Result<()> {
    if let Some(uid) = uid {
        let mut delete = tx.prepare_cached("DELETE FROM message WHERE folder = ?1 AND uid = ?2 AND id <> ?3")?;
        let _ = delete.execute(params![folder, uid, id])?;
    }
    let mut update = tx.prepare_cached("UPDATE message SET folder = ?2, uid = ?3 WHERE id = ?1")?;
    let _ = update.execute(params![id, folder, uid])?;
    Ok(())
}

pub(super) fn of_message(tx: &Transaction<'_>, id: MessageId) -> Result<Option<Waiting>> {
    let mut select = tx.prepare_cached(
        "SELECT id, operation, verb, message, folder, uid, sent_to, stray FROM waiting_place WHERE message = ?1",
    )?;
    Ok(select.query_row([id], waiting).optional()?)
}

pub(super) fn by_id(tx: &Transaction<'_>, id: i64) -> Result<Option<Waiting>> {
    let mut select = tx.prepare_cached(
        "SELECT id, operation, verb, message, folder, uid, sent_to, stray FROM waiting_place WHERE id = ?1",
    )?;
    Ok(select.query_row([id], waiting).optional()?)
}

pub(super) fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    Ok(Waiting {
        id: row.get(0)?,
        operation: row.get(1)?,
        verb: row.get(2)?,
        message: row.get(3)?,
        folder: row.get(4)?,
        uid: row.get(5)?,
        sent_to: row.get(6)?,
        stray: row.get(7)?,
    })
}
