//! Whom letters are about, beside the letters: for lists and for search. Gone with
//! the letter, and in no log.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::error::Result;
use crate::domain::word::words;
use crate::domain::{About, Brought, Concern, ConcernSource, FolderId, MessageId};

/// Newest first; a row of each letter.
pub(super) const UNLOOKED: &str = "SELECT (SELECT min(id) FROM message WHERE content = content.id)
     FROM content WHERE looked = 0 ORDER BY id DESC LIMIT ?1";

/// The first, how many there are, and whether the exchange is with a patient.
pub(super) const ABOUT: &str = "SELECT name, birth, ins, kind, document, title, documents, source, exchange
     FROM concern WHERE content = ?1 AND place = 0";

/// What documents say of that number: never a subject, nor a number whose kind
/// nobody said.
pub(super) const KNOWN: &str = "SELECT name, birth, words FROM concern
     WHERE number = ?1 AND number <> '' AND source = 'document' AND kind IS NOT NULL AND name <> ''
     ORDER BY content DESC LIMIT 1";

/// Of more than one message nobody is told.
const MOST: usize = 50;
/// Of a matricule, without its key.
const BODY: usize = 13;

impl Store {
    /// Letters that were not read for it yet, newest first.
    pub async fn unlooked(&self, limit: usize) -> Result<Vec<MessageId>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |tx| {
            let mut select = tx.prepare_cached(UNLOOKED)?;
            let ids = select.query_map([limit], |row| row.get::<_, Option<MessageId>>(0))?;
            Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
        .await
    }

    /// Keeps whom a letter is about, in place of what was known. Gives the folders
    /// where a row looks otherwise now.
    pub async fn put_concerns(&self, id: MessageId, concerns: Vec<Concern>, exchange: bool) -> Result<Vec<FolderId>> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT content.id, content.concerns FROM message JOIN content ON content.id = message.content
                 WHERE message.id = ?1",
            )?;
            let found = select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((content, count)): Option<(i64, i64)> = found else { return Ok(Vec::new()) };
            let before = about(tx, content, count)?;
            let _ = tx.prepare_cached("DELETE FROM concern WHERE content = ?1")?.execute([content])?;
            let mut count = 0_i64;
            for concern in concerns.into_iter().take(MOST) {
                let concern = named(tx, concern)?;
                insert(tx, content, count, &concern, exchange)?;
                name_addresses(tx, &concern)?;
                count += 1;
            }
            let mut update = tx.prepare_cached("UPDATE content SET looked = 1, concerns = ?2 WHERE id = ?1")?;
            let _ = update.execute(params![content, count])?;
            if before == about(tx, content, count)? {
                return Ok(Vec::new());
            }
            let mut select = tx.prepare_cached("SELECT DISTINCT folder FROM message WHERE content = ?1")?;
            let folders = select.query_map([content], |row| row.get(0))?;
            Ok(folders.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

/// What a row tells of it.
pub(super) fn about(tx: &Transaction<'_>, content: i64, count: i64) -> Result<Option<Box<About>>> {
    if count == 0 {
        return Ok(None);
    }
    let others = usize::try_from(count - 1).unwrap_or_default();
    let read = |row: &Row<'_>| {
        let kind: String = row.get(4)?;
        let title: String = row.get(5)?;
        let document = match kind.as_str() {
            "results" => Brought::Results,
            "titled" => Brought::Titled(title),
            _ => Brought::Untold,
        };
        let first = Concern {
            name: row.get(0)?,
            also: String::new(),
            birth: row.get(1)?,
            ins: row.get(2)?,
            kind: row.get(3)?,
            document,
            documents: usize::try_from(row.get::<_, i64>(6)?).unwrap_or_default(),
            source: row.get(7)?,
        };
        Ok(Box::new(About { first, others, exchange: row.get(8)? }))
    };
    Ok(tx.prepare_cached(ABOUT)?.query_row([content], read).optional()?)
}

fn number(ins: &str) -> String {
    ins.chars().take(BODY).collect()
}

/// A patient's address says no name: documents about the same number do.
fn named(tx: &Transaction<'_>, concern: Concern) -> Result<Concern> {
    if concern.source != ConcernSource::Address || !concern.name.is_empty() || concern.ins.is_empty() {
        return Ok(concern);
    }
    let mut select = tx.prepare_cached(KNOWN)?;
    let known =
        select.query_row([number(&concern.ins)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    Ok(match known {
        Some((name, birth, also)) => Concern { name, also, birth, ..concern },
        None => concern,
    })
}

/// The same the other way round: a document tells whose an address is.
fn name_addresses(tx: &Transaction<'_>, concern: &Concern) -> Result<()> {
    let tells = concern.source == ConcernSource::Document && concern.kind.is_some() && !concern.name.is_empty();
    if !tells || concern.ins.is_empty() {
        return Ok(());
    }
    let mut update = tx.prepare_cached(
        "UPDATE concern SET name = ?2, birth = ?3, words = ?4
         WHERE number = ?1 AND number <> '' AND source = 'address' AND name = ''",
    )?;
    let _ = update.execute(params![number(&concern.ins), concern.name, concern.birth, all_words(concern)])?;
    Ok(())
}

fn all_words(concern: &Concern) -> String {
    let all = words(&format!("{} {}", concern.name, concern.also));
    all.iter().map(|word| format!(" {word}")).collect()
}

fn insert(tx: &Transaction<'_>, content: i64, place: i64, concern: &Concern, exchange: bool) -> Result<()> {
    let (document, title) = match &concern.document {
        Brought::Untold => ("untold", ""),
        Brought::Results => ("results", ""),
        Brought::Titled(title) => ("titled", title.as_str()),
    };
    let mut insert = tx.prepare_cached(
        "INSERT INTO concern (content, place, name, words, birth, ins, number, kind, document, title, documents, source, exchange)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let _ = insert.execute(params![
        content,
        place,
        concern.name,
        all_words(concern),
        concern.birth,
        concern.ins,
        number(&concern.ins),
        concern.kind,
        document,
        title,
        i64::try_from(concern.documents).unwrap_or(i64::MAX),
        concern.source,
        exchange,
    ])?;
    Ok(())
}
