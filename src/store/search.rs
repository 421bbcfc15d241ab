//! Full-text search. Any text is a valid question: what is typed is words, never
//! the index's own query language.

use rusqlite::{Transaction, params};

use super::Store;
use super::error::Result;
use super::fold::without_ligatures;
use crate::domain::{AccountId, Address, Envelope, FolderId, MessageId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchScope {
    All,
    Account(AccountId),
    Folder(FolderId),
}

/// The index is asked first, newest first, and each hit then looks for its rows:
/// CROSS JOIN keeps it so. Ordered by anything but the index's own rowid, every
/// hit would be fetched and sorted before the first is shown.
pub(super) const ALL: &str = "SELECT message.id FROM search
     CROSS JOIN message ON message.content = search.rowid
     WHERE search MATCH ?1 AND ?2 IS NULL
     ORDER BY search.rowid DESC LIMIT ?3";
pub(super) const IN_ACCOUNT: &str = "SELECT message.id FROM search
     CROSS JOIN message ON message.content = search.rowid
     CROSS JOIN folder ON folder.id = message.folder
     WHERE search MATCH ?1 AND folder.account = ?2
     ORDER BY search.rowid DESC LIMIT ?3";
pub(super) const IN_FOLDER: &str = "SELECT message.id FROM search
     CROSS JOIN message ON message.content = search.rowid AND message.folder = ?2
     WHERE search MATCH ?1
     ORDER BY search.rowid DESC LIMIT ?3";

/// More words than anybody types; a text pasted by mistake is cut here.
const WORDS: usize = 32;
/// Headers indexed in one transaction.
const AT_A_TIME: u32 = 1000;

impl Store {
    /// Puts the headers of letters into the index whose bodies do not come now.
    /// Takes some at a time; gives how many, 0 when all is done.
    pub async fn index_headers(&self) -> Result<usize> {
        self.write(|tx| {
            let mut select =
                tx.prepare_cached("SELECT id, envelope FROM content WHERE words = 0 ORDER BY id LIMIT ?1")?;
            let waiting = select.query_map([AT_A_TIME], |row| Ok((row.get(0)?, super::code::json(row, 1)?)))?;
            let waiting = waiting.collect::<rusqlite::Result<Vec<(i64, Envelope)>>>()?;
            let mut done = tx.prepare_cached("UPDATE content SET words = 1 WHERE id = ?1")?;
            for (content, _) in &waiting {
                let _ = done.execute([content])?;
            }
            let line = |(content, envelope)| Line { content, envelope, text: "", attachment_names: &[], known: false };
            put(tx, waiting.iter().map(|(content, envelope)| line((*content, envelope))).collect())?;
            Ok(waiting.len())
        })
        .await
    }

    /// Messages that hold all the words, newest first. The last word may be only
    /// begun. Accents, case and ligatures do not count.
    pub async fn search(&self, scope: SearchScope, words: &str, limit: usize) -> Result<Vec<MessageId>> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let (sql, within) = match scope {
            SearchScope::All => (ALL, None),
            SearchScope::Account(account) => (IN_ACCOUNT, Some(account.0)),
            SearchScope::Folder(folder) => (IN_FOLDER, Some(folder.0)),
        };
        self.read(move |tx| {
            let mut select = tx.prepare_cached(sql)?;
            let ids = select.query_map(params![query, within, limit], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

/// Each word becomes a quoted string, in which nothing but the quote itself has
/// a meaning. None if there is no word to look for.
fn query(text: &str) -> Option<String> {
    let text = without_ligatures(text);
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '"')
        // What the index would find no letter in would match nothing.
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS)
        .map(|word| format!("\"{word}\""))
        .collect();
    (!words.is_empty()).then(|| format!("{} *", words.join(" ")))
}

/// A letter as it stands in the index.
pub(super) struct Line<'a> {
    pub(super) content: i64,
    pub(super) envelope: &'a Envelope,
    pub(super) text: &'a str,
    pub(super) attachment_names: &'a [String],
    /// There is a line of it already, to be written anew.
    pub(super) known: bool,
}

/// Puts letters into the index, or puts them there anew. To be done last in a
/// transaction: the index gathers its lines in memory, but each statement on
/// another table that might be undone by itself makes it write them out, and so
/// does a line with a smaller number than the one before.
pub(super) fn put(tx: &Transaction<'_>, mut lines: Vec<Line<'_>>) -> Result<()> {
    let mut insert = tx
        .prepare_cached("INSERT INTO search (rowid, subject, people, text, attachments) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut replace = tx.prepare_cached(
        "INSERT OR REPLACE INTO search (rowid, subject, people, text, attachments) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    lines.sort_unstable_by_key(|line| line.content);
    for Line { content, envelope, text, attachment_names, known } in lines {
        let put = if known { &mut replace } else { &mut insert };
        let _ = put.execute(params![
            content,
            without_ligatures(&envelope.subject),
            without_ligatures(&people(envelope)),
            without_ligatures(text),
            without_ligatures(&attachment_names.join("\n")),
        ])?;
    }
    Ok(())
}

/// Takes the lines of letters that are gone out of the index: the last act of
/// each transaction. A second that was freed and used again has its new line.
pub(super) fn sweep(tx: &Transaction<'_>) -> Result<()> {
    let mut gone = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM gone)")?;
    if gone.query_row([], |row| row.get(0))? {
        let _ = tx.execute("DELETE FROM gone WHERE content IN (SELECT id FROM content)", [])?;
        let _ = tx.execute("DELETE FROM search WHERE rowid IN (SELECT content FROM gone)", [])?;
        let _ = tx.execute("DELETE FROM gone", [])?;
    }
    Ok(())
}

fn people(envelope: &Envelope) -> String {
    let Envelope { from, sender, reply_to, to, cc, bcc, .. } = envelope;
    let all = from.iter().chain(sender).chain(reply_to).chain(to).chain(cc).chain(bcc);
    all.map(Address::to_string).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn words_are_quoted_and_only_the_last_is_a_beginning() {
        assert_eq!(query("Durand  échogr").as_deref(), Some("\"Durand\" \"échogr\" *"));
        assert_eq!(query("cœur").as_deref(), Some("\"coeur\" *"));
    }

    #[test]
    fn the_language_of_the_index_is_not_spoken() {
        assert_eq!(query("subject:a OR b*").as_deref(), Some("\"subject:a\" \"OR\" \"b*\" *"));
        assert_eq!(query("\"a b\" \"").as_deref(), Some("\"a\" \"b\" *"));
        assert_eq!(query("a\0b").as_deref(), Some("\"a\" \"b\" *"));
        for empty in ["", "  ", "\"", "*", "( ) ^ - +", "\0"] {
            assert_eq!(query(empty), None, "{empty:?}");
        }
    }
}
