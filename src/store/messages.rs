//! Messages as rows: their headers, their flags, and taking them away.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::code::Count;
use super::error::{Result, StoreError};
use super::fold::{sort_key, subject_key};
use super::keywords;
use super::queue::{self, Found, Overlay};
use super::threads;
use crate::domain::{AccountId, BodyState, Envelope, Flags, FolderId, Keyword, Mark, MessageId, Timestamp, Uid};

/// A message as its header tells of it.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    /// When the server got it.
    pub received: Timestamp,
    /// Bytes on the server.
    pub size: u64,
    pub envelope: Envelope,
    pub mark: Mark,
    pub attachment: bool,
    /// What its row shows: the sender, or the recipients in a folder of sent mail.
    pub who: String,
}

/// What is here of a message, for comparing with the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: MessageId,
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub body: BodyState,
    pub size: u64,
}

#[derive(Debug, Clone)]
pub struct FlagChange {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
}

/// How far in the future a letter may claim to be: clocks and time zones err.
const TOLERANCE: i64 = 24 * 3600;

/// The id of no row.
pub(super) const NOBODY: MessageId = MessageId(0);

pub(super) const KNOWN: &str =
    "SELECT id, uid, flags, here, size FROM message WHERE folder = ?1 AND uid IS NOT NULL ORDER BY uid";

pub(super) const FORGET: &str = "DELETE FROM message WHERE folder = ?1 AND uid IN (SELECT value FROM json_each(?2))";

impl Store {
    /// What the server has in a folder, as far as it is here, in the order of
    /// UIDs: also what waits to be moved out of it.
    pub async fn known(&self, folder: FolderId) -> Result<Vec<Known>> {
        self.read(move |tx| {
            let mut keywords = keywords::of_folder(tx, folder)?;
            let mut select = tx.prepare_cached(KNOWN)?;
            let known = select.query_map([folder], |row| {
                let known = known_row(row)?;
                Ok(Known { keywords: keywords.remove(&known.id).unwrap_or_default(), ..known })
            })?;
            let mut known = known.collect::<rusqlite::Result<Vec<_>>>()?;
            if Overlay::of(tx, folder)?.places {
                known.extend(queue::known_elsewhere(tx, folder)?);
                known.sort_by_key(|known| known.uid);
            }
            Ok(known)
        })
        .await
    }

    /// Puts headers into a folder. One whose UID is there already only brings its
    /// flags up to date, so a pass cut short can be done again. The ids are in
    /// the order of the messages; one that waits to be destroyed gets no row, and
    /// [`NOBODY`]. Their words wait for the body, or for [`Store::index_headers`].
    pub async fn add_headers(&self, folder: FolderId, messages: Vec<NewMessage>) -> Result<Vec<MessageId>> {
        self.write(move |tx| {
            let account = account_of(tx, folder)?;
            let overlay = Overlay::of(tx, folder)?;
            oldest_first(
                &messages,
                |message| message,
                |message| {
                    if let Some(id) = placed(tx, &overlay, folder, message)? {
                        return Ok(id);
                    }
                    let content = add_content(tx, account, message)?;
                    add_message(tx, folder, content, message)
                },
            )
        })
        .await
    }

    /// Takes over the server's flags and keywords. A UID that is not here is
    /// passed over.
    pub async fn set_flags(&self, folder: FolderId, changes: Vec<FlagChange>) -> Result<()> {
        self.write(move |tx| {
            let overlay = Overlay::of(tx, folder)?;
            for change in changes {
                if let Found::Row(id) = queue::by_uid(tx, &overlay, folder, change.uid)? {
                    flag(tx, &overlay, id, change.flags, &change.keywords)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Takes messages away that are no longer on the server. A letter that lies
    /// nowhere else goes with its bytes and its words in the index.
    pub async fn forget(&self, folder: FolderId, uids: Vec<Uid>) -> Result<()> {
        self.write(move |tx| {
            let overlay = Overlay::of(tx, folder)?;
            if overlay.places {
                queue::taken_away(tx, folder, &uids)?;
            }
            let uids = serde_json::to_string(&uids).map_err(|_| StoreError::Refused { code: 0 })?;
            let _ = tx.prepare_cached(FORGET)?.execute(params![folder, uids])?;
            if overlay.marks { queue::tidy(tx) } else { Ok(()) }
        })
        .await
    }

    /// The header of a message, whether or not its bytes are here.
    pub async fn envelope(&self, id: MessageId) -> Result<Option<Envelope>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.envelope FROM message JOIN content ON content.id = message.content
                 WHERE message.id = ?1",
            )?;
            Ok(select.query_row([id], |row| super::code::json(row, 0)).optional()?)
        })
        .await
    }

    /// Of several, in their order; those that are gone are left out.
    pub async fn envelopes(&self, ids: Vec<MessageId>) -> Result<Vec<Envelope>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.envelope FROM message JOIN content ON content.id = message.content
                 WHERE message.id = ?1",
            )?;
            let mut envelopes = Vec::with_capacity(ids.len());
            for id in ids {
                envelopes.extend(select.query_row([id], |row| super::code::json(row, 0)).optional()?);
            }
            Ok(envelopes)
        })
        .await
    }
}

/// Id, UID, flags, here, size; the keywords stand elsewhere.
pub(super) fn known_row(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        id: row.get(0)?,
        uid: row.get(1)?,
        flags: row.get(2)?,
        keywords: Vec::new(),
        body: if row.get(3)? { BodyState::Here } else { BodyState::Pending },
        size: row.get::<_, Count>(4)?.0,
    })
}

/// Does the work oldest first, and answers in the order given. Letters are kept
/// in the order of their dates, and pages that grow at their end stay full:
/// brought newest first, a batch would leave them half empty.
pub(super) fn oldest_first<'a, T, R>(
    items: &'a [T],
    header: impl Fn(&T) -> &NewMessage,
    mut work: impl FnMut(&'a T) -> Result<R>,
) -> Result<Vec<R>> {
    let mut order: Vec<(usize, &T)> = items.iter().enumerate().collect();
    order.sort_by_key(|(_, item)| date(header(item)));
    let mut done = order.into_iter().map(|(at, item)| Ok((at, work(item)?))).collect::<Result<Vec<_>>>()?;
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// The date of a row: what the letter says, unless that lies in the future.
fn date(message: &NewMessage) -> Timestamp {
    let claimed = message.envelope.date.filter(|date| date.0 <= message.received.0.saturating_add(TOLERANCE));
    Timestamp::clamped(claimed.unwrap_or(message.received).0)
}

pub(super) fn account_of(tx: &Transaction<'_>, folder: FolderId) -> Result<AccountId> {
    let mut select = tx.prepare_cached("SELECT account FROM folder WHERE id = ?1")?;
    select.query_row([folder], |row| row.get(0)).optional()?.ok_or(StoreError::Gone)
}

/// The row of a message that is there already, its flags brought up to date.
pub(super) fn placed(
    tx: &Transaction<'_>,
    overlay: &Overlay,
    folder: FolderId,
    message: &NewMessage,
) -> Result<Option<MessageId>> {
    match queue::by_uid(tx, overlay, folder, message.uid)? {
        Found::Nobodys => Ok(None),
        Found::Doomed => Ok(Some(NOBODY)),
        Found::Row(id) => {
            flag(tx, overlay, id, message.flags, &message.keywords)?;
            Ok(Some(id))
        }
    }
}

/// Takes over the server's flags and keywords, under what waits to be sent.
pub(super) fn flag(
    tx: &Transaction<'_>,
    overlay: &Overlay,
    id: MessageId,
    flags: Flags,
    words: &[Keyword],
) -> Result<()> {
    match queue::laid_under(tx, overlay, id, flags, words)? {
        None => put_flags(tx, id, flags, words),
        Some((flags, words)) => {
            put_flags(tx, id, flags, &words)?;
            queue::settled(tx, id)
        }
    }
}

fn put_flags(tx: &Transaction<'_>, id: MessageId, flags: Flags, words: &[Keyword]) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE message SET flags = ?2 WHERE id = ?1 AND flags <> ?2")?;
    let _ = update.execute(params![id, flags])?;
    keywords::set(tx, id, words)
}

/// A letter without its bytes.
pub(super) fn add_content(tx: &Transaction<'_>, account: AccountId, message: &NewMessage) -> Result<i64> {
    let envelope = &message.envelope;
    let thread = threads::place(tx, account, envelope)?;
    let id = free_minute(tx, minute(date(message)))?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO content (id, account, message_id, subject, envelope, mark, thread)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let json = envelope_json(envelope)?;
    let _ = insert.execute(params![id, account, envelope.message_id, envelope.subject, json, message.mark, thread])?;
    Ok(id)
}

pub(super) fn envelope_json(envelope: &Envelope) -> Result<String> {
    serde_json::to_string(envelope).map_err(|_| StoreError::damaged("an envelope that is no JSON"))
}

/// What a letter of this date is numbered by, or one of the next if others have
/// that number: see [`free_minute`].
pub(super) fn minute(date: Timestamp) -> i64 {
    date.0.div_euclid(60)
}

/// A minute that is no letter's number yet, or the next free one. Windows of
/// doubling width keep this short where a thousand letters claim the same.
pub(super) fn free_minute(tx: &Transaction<'_>, minute: i64) -> Result<i64> {
    let mut last = tx.prepare_cached("SELECT max(id) FROM content WHERE id >= ?1 AND id < ?2")?;
    let (mut from, mut width) = (minute, 1);
    loop {
        let taken: Option<i64> = last.query_row(params![from, from + width], |row| row.get(0))?;
        match taken {
            None => return Ok(from),
            Some(taken) if taken + 1 < from + width => return Ok(taken + 1),
            Some(_) => (from, width) = (from + width, width * 2),
        }
    }
}

pub(super) fn add_message(
    tx: &Transaction<'_>,
    folder: FolderId,
    content: i64,
    message: &NewMessage,
) -> Result<MessageId> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO message (folder, content, uid, flags, received, date, size, here, attachment, who, who_key, subject_key, thread)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, ?10, ?11, thread FROM content WHERE id = ?2",
    )?;
    let _ = insert.execute(params![
        folder,
        content,
        message.uid,
        message.flags,
        message.received,
        date(message),
        Count(message.size),
        message.attachment,
        message.who,
        sort_key(&message.who),
        subject_key(&message.envelope.subject),
    ])?;
    let id = MessageId(tx.last_insert_rowid());
    keywords::add(tx, id, &message.keywords)?;
    Ok(id)
}
