//! Flags and keywords: beside a row that differs, those that the server has.
//! Only what differs is sent. A change that went out is kept until its answer
//! is here; if none comes, the same goes out again, which does no harm.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::Store;
use super::super::code::json_or_none;
use super::super::error::Result;
use super::super::keywords;
use super::{Reason, operation, sorting, to_json};
use crate::domain::{AccountId, Change, Flags, FolderId, Keyword, MessageId, Uid};

/// The same change to some messages in one folder of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkBatch {
    pub folder: FolderId,
    pub change: Change,
    pub messages: Vec<(MessageId, Uid)>,
}

impl MarkBatch {
    /// The keyword of what only one workstation of several may do.
    pub fn claimed(&self) -> Option<Keyword> {
        sorting::claim(&self.change)
    }
}

/// What the server has of a message that is marked here.
pub(super) struct Base {
    pub(super) flags: Flags,
    pub(super) keywords: Option<Vec<Keyword>>,
    sent: Option<Change>,
    operation: i64,
}

impl Base {
    /// The server has not this keyword, and was not asked to set it either.
    pub(super) fn waits_to_add(&self, word: &Keyword) -> bool {
        self.sent.is_none() && self.keywords.as_ref().is_some_and(|words| !words.contains(word))
    }
}

pub(super) const WAITING: &str = "SELECT mark.message, ifnull(place.folder, message.folder),
         CASE WHEN place.id IS NULL THEN message.uid ELSE place.uid END, mark.sent
     FROM waiting_mark AS mark
     CROSS JOIN message ON message.id = mark.message
     CROSS JOIN folder ON folder.id = message.folder
     LEFT JOIN waiting_place AS place ON place.message = mark.message
     WHERE folder.account = ?1 AND ifnull(place.verb, 'move') = 'move' AND place.sent_to IS NULL
     AND CASE WHEN place.id IS NULL THEN message.uid ELSE place.uid END IS NOT NULL
     LIMIT ?2";

impl Store {
    /// What is to be marked on the server, alike messages together.
    pub async fn waiting_marks(&self, account: AccountId, most: u32) -> Result<Vec<MarkBatch>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(WAITING)?;
            let mut rows = select.query(params![account, most])?;
            let mut batches: Vec<MarkBatch> = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, folder, uid): (MessageId, FolderId, Uid) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let change = match json_or_none(row, 3)? {
                    Some(sent) => sent,
                    None => difference(tx, id)?,
                };
                // Few are the changes that differ, many the messages.
                match batches.iter_mut().find(|batch| batch.folder == folder && batch.change == change) {
                    Some(batch) => batch.messages.push((id, uid)),
                    None => batches.push(MarkBatch { folder, change, messages: vec![(id, uid)] }),
                }
            }
            Ok(batches)
        })
        .await
    }

    /// Written before the command goes out. Gives those that still want this
    /// change: the user may have changed their mind since it was read.
    pub async fn marks_sent(&self, messages: Vec<(MessageId, Uid)>, change: Change) -> Result<Vec<(MessageId, Uid)>> {
        self.write(move |tx| {
            let json = to_json(&change)?;
            let mut update = tx.prepare_cached("UPDATE waiting_mark SET sent = ?2 WHERE message = ?1")?;
            let mut wanted = Vec::with_capacity(messages.len());
            for (id, uid) in messages {
                let Some(base) = base(tx, id)? else { continue };
                let now = match base.sent {
                    Some(sent) => sent,
                    None => difference(tx, id)?,
                };
                if now == change {
                    let _ = update.execute(params![id, json])?;
                    wanted.push((id, uid));
                }
            }
            Ok(wanted)
        })
        .await
    }

    /// The server has it now. What was changed here meanwhile goes on waiting.
    pub async fn marks_done(&self, ids: Vec<MessageId>, change: Change) -> Result<()> {
        self.write(move |tx| {
            for id in ids {
                let Some(base) = base(tx, id)? else { continue };
                let flags = change.flags_after(base.flags);
                let words = base.keywords.map(|words| change.keywords_after(&words));
                put_base(tx, id, flags, words.as_deref())?;
                let _ = settle(tx, id)?;
            }
            operation::tidy(tx)
        })
        .await
    }

    /// The server would not have it: what it has is shown again.
    pub async fn marks_refused(&self, ids: Vec<MessageId>, change: Change, reason: Reason) -> Result<()> {
        self.write(move |tx| {
            let mut refused = Vec::new();
            for id in ids {
                let Some(base) = base(tx, id)? else { continue };
                refused.push(base.operation);
                undo(tx, id, &base, &change)?;
            }
            operation::refuse_each(tx, refused, reason)?;
            operation::tidy(tx)
        })
        .await
    }

    /// The folder keeps no keywords. Those of its messages live here from now
    /// on; it is said once.
    pub async fn keywords_live_here(&self, folder: FolderId, ids: Vec<MessageId>) -> Result<()> {
        self.write(move |tx| {
            let first =
                tx.execute("UPDATE folder SET keywords_here = 1 WHERE id = ?1 AND keywords_here = 0", [folder])?;
            let mut touched = None;
            for id in ids {
                let Some(base) = base(tx, id)? else { continue };
                touched = touched.or(Some(base.operation));
                let words = keywords::of_message(tx, id)?;
                put_base(tx, id, base.flags, base.keywords.map(|_| words).as_deref())?;
                let _ = settle(tx, id)?;
            }
            if let Some(operation) = touched.filter(|_| first == 1) {
                operation::refuse(tx, operation, Reason::NoKeywords, 1)?;
            }
            operation::tidy(tx)
        })
        .await
    }
}

/// Marks a row, and gives what that really changed. Nothing waits where there
/// is no server to send it to.
pub(super) fn mark(
    tx: &Transaction<'_>,
    id: MessageId,
    change: &Change,
    operation: Option<i64>,
) -> Result<Option<Change>> {
    let mut select = tx.prepare_cached("SELECT flags FROM message WHERE id = ?1")?;
    let Some(flags) = select.query_row([id], |row| row.get::<_, Flags>(0)).optional()? else { return Ok(None) };
    let words = if change.touches_keywords() { keywords::of_message(tx, id)? } else { Vec::new() };
    let (new_flags, new_words) = (change.flags_after(flags), change.keywords_after(&words));
    let done = Change::between(flags, &words, new_flags, &new_words);
    if done.is_nothing() {
        return Ok(None);
    }
    let known = match operation {
        Some(operation) => remember(tx, id, flags, change.touches_keywords().then_some(&words), operation)?,
        None => false,
    };
    put(tx, id, new_flags)?;
    if done.touches_keywords() {
        keywords::set(tx, id, &new_words)?;
    }
    if known {
        let _ = settle(tx, id)?;
    }
    Ok(Some(done))
}

/// Keeps what the server has, unless it is kept already; says if it was.
fn remember(
    tx: &Transaction<'_>,
    id: MessageId,
    flags: Flags,
    words: Option<&Vec<Keyword>>,
    operation: i64,
) -> Result<bool> {
    let words = words.map(to_json).transpose()?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO waiting_mark (message, operation, flags, keywords) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    if insert.execute(params![id, operation, flags, words])? == 1 {
        return Ok(false);
    }
    let mut update = tx
        .prepare_cached("UPDATE waiting_mark SET operation = ?2, keywords = ifnull(keywords, ?3) WHERE message = ?1")?;
    let _ = update.execute(params![id, operation, words])?;
    Ok(true)
}

pub(super) fn base(tx: &Transaction<'_>, id: MessageId) -> Result<Option<Base>> {
    let mut select =
        tx.prepare_cached("SELECT flags, keywords, sent, operation FROM waiting_mark WHERE message = ?1")?;
    let base = select.query_row([id], |row| {
        Ok(Base {
            flags: row.get(0)?,
            keywords: json_or_none(row, 1)?,
            sent: json_or_none(row, 2)?,
            operation: row.get(3)?,
        })
    });
    Ok(base.optional()?)
}

/// The server's side is this now, and nothing is on its way.
fn put_base(tx: &Transaction<'_>, id: MessageId, flags: Flags, words: Option<&[Keyword]>) -> Result<()> {
    let words = words.map(|words| to_json(&words)).transpose()?;
    let mut update =
        tx.prepare_cached("UPDATE waiting_mark SET flags = ?2, keywords = ?3, sent = NULL WHERE message = ?1")?;
    let _ = update.execute(params![id, flags, words])?;
    Ok(())
}

/// What the row has and the server has not, and the other way round.
fn difference(tx: &Transaction<'_>, id: MessageId) -> Result<Change> {
    let Some(base) = base(tx, id)? else { return Ok(Change::default()) };
    let flags = tx.prepare_cached("SELECT flags FROM message WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    Ok(match base.keywords {
        Some(words) => Change::between(base.flags, &words, flags, &keywords::of_message(tx, id)?),
        None => Change::between(base.flags, &[], flags, &[]),
    })
}

/// Where both sides have come to agree, nothing waits. What is on its way may
/// still change the server's side.
pub(super) fn settle(tx: &Transaction<'_>, id: MessageId) -> Result<bool> {
    let waits = base(tx, id)?.is_some_and(|base| base.sent.is_none());
    let agreed = waits && difference(tx, id)?.is_nothing();
    if agreed {
        let _ = tx.prepare_cached("DELETE FROM waiting_mark WHERE message = ?1")?.execute([id])?;
    }
    Ok(agreed)
}

fn put(tx: &Transaction<'_>, id: MessageId, flags: Flags) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE message SET flags = ?2 WHERE id = ?1 AND flags <> ?2")?;
    let _ = update.execute(params![id, flags])?;
    Ok(())
}

/// Of what `change` touched, the row goes back to what the server has, and
/// nothing of it waits.
pub(super) fn undo(tx: &Transaction<'_>, id: MessageId, base: &Base, change: &Change) -> Result<()> {
    take_back(tx, id, base, change)?;
    put_base(tx, id, base.flags, base.keywords.as_deref())?;
    let _ = settle(tx, id)?;
    Ok(())
}

fn take_back(tx: &Transaction<'_>, id: MessageId, base: &Base, change: &Change) -> Result<()> {
    let mut select = tx.prepare_cached("SELECT flags FROM message WHERE id = ?1")?;
    let flags: Flags = select.query_row([id], |row| row.get(0))?;
    let touched = change.set.0 | change.clear.0;
    put(tx, id, Flags((flags.0 & !touched) | (base.flags.0 & touched)))?;
    let Some(theirs) = base.keywords.as_ref().filter(|_| change.touches_keywords()) else { return Ok(()) };
    let touched = |word: &Keyword| change.add.contains(word) || change.remove.contains(word);
    let mut words = keywords::of_message(tx, id)?;
    words.retain(|word| !touched(word));
    words.extend(theirs.iter().filter(|word| touched(word)).cloned());
    keywords::set(tx, id, &words)
}

/// The server's flags come while a mark waits: they are its side now, and the
/// change is laid over them again.
pub(super) fn over(
    tx: &Transaction<'_>,
    id: MessageId,
    flags: Flags,
    words: &[Keyword],
) -> Result<Option<(Flags, Vec<Keyword>)>> {
    let Some(base) = base(tx, id)? else { return Ok(None) };
    let ours = difference(tx, id)?;
    let base_words = base.keywords.as_ref().map(|_| to_json(&words)).transpose()?;
    let mut update = tx.prepare_cached("UPDATE waiting_mark SET flags = ?2, keywords = ?3 WHERE message = ?1")?;
    let _ = update.execute(params![id, flags, base_words])?;
    Ok(Some((ours.flags_after(flags), ours.keywords_after(words))))
}
