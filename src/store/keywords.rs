//! The keywords of messages: each name once, and which message carries it.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::error::Result;
use crate::domain::{FolderId, Keyword, MessageId};

/// By far the most messages carry none, so this starts from those that do.
pub(super) const OF_FOLDER: &str = "SELECT message.id, keyword.name FROM message_keyword
     CROSS JOIN message ON message.id = message_keyword.message
     CROSS JOIN keyword ON keyword.id = message_keyword.keyword
     WHERE message.folder = ?1
     ORDER BY message_keyword.message, message_keyword.keyword";

/// All keywords in a folder, by message.
pub(super) fn of_folder(tx: &Transaction<'_>, folder: FolderId) -> Result<HashMap<MessageId, Vec<Keyword>>> {
    let mut select = tx.prepare_cached(OF_FOLDER)?;
    let mut rows = select.query([folder])?;
    let mut keywords: HashMap<MessageId, Vec<Keyword>> = HashMap::new();
    while let Some(row) = rows.next()? {
        keywords.entry(row.get(0)?).or_default().push(keyword(row, 1)?);
    }
    Ok(keywords)
}

pub(super) fn of_message(tx: &Transaction<'_>, message: MessageId) -> Result<Vec<Keyword>> {
    let mut select = tx.prepare_cached(
        "SELECT keyword.name FROM message_keyword JOIN keyword ON keyword.id = message_keyword.keyword
         WHERE message_keyword.message = ?1 ORDER BY keyword.id",
    )?;
    let keywords = select.query_map([message], |row| keyword(row, 0))?;
    Ok(keywords.collect::<rusqlite::Result<_>>()?)
}

/// Makes the keywords of a message those given.
pub(super) fn set(tx: &Transaction<'_>, message: MessageId, keywords: &[Keyword]) -> Result<()> {
    let mut now = of_message(tx, message)?;
    let mut then = keywords.to_vec();
    now.sort();
    then.sort();
    then.dedup();
    if now == then {
        return Ok(());
    }
    let _ = tx.prepare_cached("DELETE FROM message_keyword WHERE message = ?1")?.execute([message])?;
    add(tx, message, &then)
}

/// Gives a message keywords that it does not have yet.
pub(super) fn add(tx: &Transaction<'_>, message: MessageId, keywords: &[Keyword]) -> Result<()> {
    for keyword in keywords {
        let mut name = tx.prepare_cached("INSERT INTO keyword (name) VALUES (?1) ON CONFLICT DO NOTHING")?;
        let _ = name.execute([keyword.as_str()])?;
        let mut link = tx.prepare_cached(
            "INSERT INTO message_keyword (message, keyword) SELECT ?1, id FROM keyword WHERE name = ?2
             ON CONFLICT DO NOTHING",
        )?;
        let _ = link.execute(params![message, keyword.as_str()])?;
    }
    Ok(())
}

fn keyword(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Keyword> {
    Ok(Keyword::new(row.get_ref(column)?.as_str()?))
}
