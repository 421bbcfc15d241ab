//! Bodies: the bytes of a letter, its first words, and its words in the index.
//! A row says that a body is here in the transaction that brings it, never
//! before. The same letter in two folders of an account is kept once.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::Store;
use super::error::Result;
use super::fold::subject_key;
use super::messages::{account_of, add_content, add_message, envelope_json, oldest_first, placed};
use super::queue::Overlay;
use super::search::{Line, Words};
use super::shelf::Shelf;
use super::{NewMessage, Packed, reports, search, threads};
use crate::domain::receipt::Report;
use crate::domain::{AccountId, Envelope, FolderId, Mark, MessageId};

/// The body of a message whose header is here. What the whole letter says of
/// itself replaces what its header alone said.
#[derive(Debug, Clone)]
pub struct NewBody {
    pub message: MessageId,
    pub raw: Packed,
    /// The first words, for the row.
    pub extract: String,
    /// For the index; the text is not kept otherwise.
    pub words: Words,
    pub mark: Mark,
    pub attachment: bool,
    pub envelope: Envelope,
    /// What it reports on another letter.
    pub report: Option<Report>,
}

/// What a whole message has beyond its [`NewMessage`].
#[derive(Debug, Clone)]
pub struct NewContent {
    pub raw: Packed,
    pub extract: String,
    pub words: Words,
    /// What it reports on another letter.
    pub report: Option<Report>,
}

/// Where a body goes.
struct Pending {
    message: MessageId,
    /// As the header said it.
    message_id: Option<String>,
    content: i64,
    account: AccountId,
    /// Its header is in the index.
    indexed: bool,
    attachment: bool,
    subject_key: String,
}

impl NewBody {
    /// What it takes in memory until it is stored, roughly.
    pub fn weight(&self) -> usize {
        self.raw.weight() + self.words.weight()
    }
}

impl NewContent {
    /// What it takes in memory until it is stored, roughly.
    pub fn weight(&self) -> usize {
        self.raw.weight() + self.words.weight()
    }
}

impl Pending {
    fn is_of(&self, body: &NewBody) -> bool {
        let (told, found) = (self.message_id.as_deref(), body.envelope.message_id.as_deref());
        told.is_none() || found.is_none() || told == found
    }
}

impl Store {
    /// Brings bodies. One whose message is gone, or has its body, is passed over.
    /// One of another letter than the header told of is not believed, and neither
    /// is the header: the row goes, and comes anew with the next pass.
    pub async fn add_bodies(&self, bodies: Vec<NewBody>) -> Result<()> {
        let shelf = self.shelf();
        self.write(move |tx| {
            let mut pending = Vec::with_capacity(bodies.len());
            for body in &bodies {
                pending.extend(waiting(tx, body.message)?.map(|place| (place, body)));
            }
            // As in `oldest_first`.
            pending.sort_by_key(|(place, _)| place.content);
            let mut lines = Vec::new();
            for (place, body) in pending {
                if !place.is_of(body) {
                    let _ = tx.prepare_cached("DELETE FROM message WHERE id = ?1")?.execute([place.message])?;
                    continue;
                }
                let letter = add_body(tx, &shelf, &place, body)?;
                lines.extend(letter.map(|content| Line { content, words: &body.words, known: place.indexed }));
            }
            search::put(tx, lines)
        })
        .await
    }

    /// Header and body in one go, where both are at hand. The ids are in the
    /// order of the messages.
    pub async fn put_messages(
        &self,
        folder: FolderId,
        messages: Vec<(NewMessage, NewContent)>,
    ) -> Result<Vec<MessageId>> {
        let shelf = self.shelf();
        self.write(move |tx| {
            let account = account_of(tx, folder)?;
            let overlay = Overlay::of(tx, folder)?;
            let mut lines = Vec::new();
            let ids = oldest_first(
                &messages,
                |(message, _)| message,
                |(message, content)| {
                    let (id, letter) = put_message(tx, &shelf, &overlay, account, folder, message, content)?;
                    let words = &content.words;
                    lines.extend(letter.map(|content| Line { content, words, known: false }));
                    Ok(id)
                },
            )?;
            search::put(tx, lines)?;
            Ok(ids)
        })
        .await
    }
}

/// Gives the row and, if it is new, the letter.
fn put_message(
    tx: &Transaction<'_>,
    shelf: &Shelf,
    overlay: &Overlay,
    account: AccountId,
    folder: FolderId,
    message: &NewMessage,
    content: &NewContent,
) -> Result<(MessageId, Option<i64>)> {
    match placed(tx, overlay, folder, message)? {
        Some(id) => Ok((id, None)),
        None => add_whole(tx, shelf, account, folder, message, content),
    }
}

/// The same for a message that is known to be new.
pub(super) fn add_whole(
    tx: &Transaction<'_>,
    shelf: &Shelf,
    account: AccountId,
    folder: FolderId,
    message: &NewMessage,
    content: &NewContent,
) -> Result<(MessageId, Option<i64>)> {
    let kept = same_letter(tx, account, &content.raw)?;
    let letter = match kept {
        Some(kept) => kept,
        None => add_content(tx, account, message)?,
    };
    if kept.is_none() {
        fill(tx, shelf, letter, &content.raw, &content.extract)?;
        content.report.as_ref().map_or(Ok(()), |report| reports::put(tx, letter, report))?;
    }
    let id = add_message(tx, folder, letter, message)?;
    let _ = tx.prepare_cached("UPDATE message SET here = 1 WHERE id = ?1")?.execute([id])?;
    Ok((id, kept.is_none().then_some(letter)))
}

/// Gives the letter, if it is new.
fn add_body(tx: &Transaction<'_>, shelf: &Shelf, place: &Pending, body: &NewBody) -> Result<Option<i64>> {
    let kept = same_letter(tx, place.account, &body.raw)?;
    let letter = kept.unwrap_or(place.content);
    let key = subject_key(&body.envelope.subject);
    if letter == place.content && body.attachment == place.attachment && key == place.subject_key {
        // As its header said, and as the indexes have it.
        let _ = tx.prepare_cached("UPDATE message SET here = 1 WHERE id = ?1")?.execute([place.message])?;
    } else {
        let _ = tx
            .prepare_cached(
                "UPDATE message SET here = 1, content = ?2, attachment = ?3, subject_key = ?4 WHERE id = ?1",
            )?
            .execute(params![place.message, letter, body.attachment, key])?;
    }
    if kept.is_some() {
        // What stood in for the letter, if no other row waits for it.
        let _ = tx
            .prepare_cached(
                "DELETE FROM content WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM message WHERE content = ?1)",
            )?
            .execute([place.content])?;
        return Ok(None);
    }
    describe(tx, letter, body)?;
    body.report.as_ref().map_or(Ok(()), |report| reports::put(tx, letter, report))?;
    if key != place.subject_key || body.envelope.message_id != place.message_id {
        // Its header alone said otherwise.
        threads::place_again(tx, place.account, letter, &body.envelope)?;
    }
    body.raw.put(tx, shelf, letter)?;
    Ok(Some(letter))
}

fn describe(tx: &Transaction<'_>, letter: i64, body: &NewBody) -> Result<()> {
    let mut update = tx.prepare_cached(
        "UPDATE content SET message_id = ?2, subject = ?3, envelope = ?4, mark = ?5, digest = ?6, extract = ?7, looked = 0
             WHERE id = ?1",
    )?;
    let (envelope, json) = (&body.envelope, envelope_json(&body.envelope)?);
    let digest = body.raw.digest;
    let _ = update.execute(params![
        letter,
        envelope.message_id,
        envelope.subject,
        json,
        body.mark,
        digest,
        body.extract
    ])?;
    Ok(())
}

/// None if the message is gone or has its body.
fn waiting(tx: &Transaction<'_>, message: MessageId) -> Result<Option<Pending>> {
    let mut select = tx.prepare_cached(
        "SELECT message.content, content.account, content.indexed > 0, message.attachment, message.subject_key,
                content.message_id
         FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1 AND message.here = 0",
    )?;
    let place = select
        .query_row([message], |row| {
            Ok(Pending {
                message,
                content: row.get(0)?,
                account: row.get(1)?,
                indexed: row.get(2)?,
                attachment: row.get(3)?,
                subject_key: row.get(4)?,
                message_id: row.get(5)?,
            })
        })
        .optional()?;
    Ok(place)
}

fn same_letter(tx: &Transaction<'_>, account: AccountId, raw: &Packed) -> Result<Option<i64>> {
    let mut select = tx.prepare_cached("SELECT id FROM content WHERE account = ?1 AND digest = ?2")?;
    Ok(select.query_row(params![account, raw.digest], |row| row.get(0)).optional()?)
}

pub(super) fn fill(tx: &Transaction<'_>, shelf: &Shelf, content: i64, raw: &Packed, extract: &str) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE content SET digest = ?2, extract = ?3, looked = 0 WHERE id = ?1")?;
    let _ = update.execute(params![content, raw.digest, extract])?;
    raw.put(tx, shelf, content)
}
