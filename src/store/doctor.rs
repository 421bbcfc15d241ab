//! How much is here, and whether it is sound.

use rusqlite::Connection;

use super::Store;
use super::code::Count;
use super::connection::PAGE;
use super::error::{Result, StoreError};
use super::packed::Label;
use super::shelf::Shelf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    pub messages: u64,
    /// Letters whose bytes are here; the same letter in two folders counts once.
    pub bodies: u64,
    /// Of the database on the disk.
    pub database: u64,
    /// All that the cache takes on the disk.
    pub bytes: u64,
}

/// What our own rules say of the rows; each must count none.
const RULES: &[(&str, &str)] = &[
    (
        "rows that promise a body that is not here",
        "SELECT count(*) FROM message WHERE here = 1 AND content NOT IN (SELECT content FROM letter)",
    ),
    (
        "bodies that their rows do not know of",
        "SELECT count(*) FROM message WHERE here = 0 AND content IN (SELECT content FROM letter)",
    ),
    (
        "letters whose digest and bytes do not go together",
        "SELECT count(*) FROM content WHERE (digest IS NULL) <> (id NOT IN (SELECT content FROM letter))",
    ),
    ("letters that lie in no folder", "SELECT count(*) FROM content WHERE id NOT IN (SELECT content FROM message)"),
    (
        "folders with a wrong count",
        "SELECT count(*) FROM folder
         WHERE total <> (SELECT count(*) FROM message WHERE folder = folder.id)
            OR unread <> (SELECT count(*) FROM message WHERE folder = folder.id AND (flags & 1) = 0)
            OR searched <> (SELECT count(*) FROM message JOIN content ON content.id = message.content
                            WHERE folder = folder.id AND indexed = 3)",
    ),
    (
        "letters and lines of the index that do not go together",
        "SELECT count(*) FROM content WHERE (indexed > 0) <> ((8589934592 - id) IN (SELECT id FROM lines_docsize))
            OR (indexed > 0) <> ((8589934592 - id) IN (SELECT id FROM beginnings_docsize))",
    ),
    ("letters that are gone but not from the index", "SELECT count(*) FROM gone"),
    (
        "lines of the index without a letter",
        "SELECT count(*) FROM (SELECT id FROM lines_docsize UNION ALL SELECT id FROM beginnings_docsize)
         WHERE 8589934592 - id NOT IN (SELECT id FROM content)",
    ),
];

impl Store {
    pub async fn stats(&self) -> Result<Stats> {
        let letters: u64 = self.shelf().volumes()?.iter().map(|(_, length)| length).sum();
        self.read(move |tx| {
            let database = count(tx, "PRAGMA page_count")? * PAGE;
            Ok(Stats {
                messages: count(tx, "SELECT count(*) FROM message")?,
                bodies: count(tx, "SELECT count(*) FROM content WHERE digest IS NOT NULL")?,
                database,
                bytes: database + letters,
            })
        })
        .await
    }

    /// Bytes of the search index. Reads it all: for benches.
    pub async fn index_bytes(&self) -> Result<u64> {
        self.read(|tx| {
            let mut bytes = 0;
            for table in ["lines_data", "beginnings_data"] {
                bytes += count(tx, &format!("SELECT ifnull(sum(length(block)), 0) FROM {table}"))?;
            }
            // A row of the other tables is small, and they have no other bytes.
            for table in ["lines_idx", "lines_docsize", "beginnings_idx", "beginnings_docsize"] {
                bytes += 16 * count(tx, &format!("SELECT count(*) FROM {table}"))?;
            }
            Ok(bytes)
        })
        .await
    }

    /// Reads everything: the seal of each page, the structure, and our own rules.
    /// [`StoreError::Damaged`] says what does not hold. Takes seconds for each
    /// hundred megabytes.
    pub async fn integrity_check(&self) -> Result<()> {
        let shelf = self.shelf();
        let found = self.read_afresh(move |connection| wrongs(connection, &shelf)).await?;
        if found.is_empty() { Ok(()) } else { Err(StoreError::damaged(found.join("; "))) }
    }
}

fn count(connection: &Connection, sql: &str) -> Result<u64> {
    Ok(connection.query_row(sql, [], |row| Ok(row.get::<_, Count>(0)?.0))?)
}

fn wrongs(connection: &Connection, shelf: &Shelf) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for check in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(10)", "PRAGMA foreign_key_check"] {
        found.extend(complaints(connection, check)?);
    }
    for (wrong, rule) in RULES {
        let count: i64 = connection.query_row(rule, [], |row| row.get(0))?;
        if count > 0 {
            found.push(format!("{count} {wrong}"));
        }
    }
    match broken_letters(connection, shelf)? {
        0 => {}
        broken => found.push(format!("{broken} letters that do not open")),
    }
    Ok(found)
}

/// Reads all letters.
fn broken_letters(connection: &Connection, shelf: &Shelf) -> Result<usize> {
    let mut select = connection.prepare(
        "SELECT content.digest, letter.coding, letter.size, letter.volume, letter.start, letter.length
         FROM letter JOIN content ON content.id = letter.content AND content.digest IS NOT NULL
         ORDER BY letter.volume, letter.start",
    )?;
    let mut labels = select.query_map([], Label::read)?;
    labels.try_fold(0, |broken, label| match label?.fetch(shelf) {
        Ok(_) => Ok(broken),
        Err(StoreError::Damaged { .. }) => Ok(broken + 1),
        Err(error) => Err(error),
    })
}

/// What a check of `SQLite`'s own says: names of tables, numbers of pages.
fn complaints(connection: &Connection, check: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(check)?;
    let said = statement.query_map([], |row| row.get::<_, String>(0))?;
    let said = said.take(10).collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(said.into_iter().filter(|word| word != "ok").collect())
}

#[cfg(test)]
mod tests {
    use crate::store::{CacheKey, Packed, Store, StoreError};

    /// What each check is there to find, made by hand.
    #[tokio::test]
    async fn each_rule_is_looked_after() {
        const ROWS: &str = "
            INSERT INTO account (id, email, imap_host, draft) VALUES (1, 'a', 'b', '{}');
            INSERT INTO folder (id, account, path, selectable) VALUES (1, 1, 'INBOX', 1);
            INSERT INTO content (id, account, digest, subject, envelope, mark) VALUES (1, 1, x'00', '', '{}', 'plain');
            INSERT INTO lines (rowid, subject, text) VALUES (8589934591, 'a', 'b');
            INSERT INTO beginnings (rowid, words) VALUES (8589934591, 'a b');
            UPDATE content SET indexed = 3;
            INSERT INTO message (id, folder, content, flags, received, date, size, here, attachment, who, who_key, subject_key)
            VALUES (1, 1, 1, 0, 1, 1, 1, 1, 0, '', '', '');";
        for (wrong, expected) in [
            ("", None),
            ("DELETE FROM letter", Some("promise a body")),
            ("UPDATE letter SET start = 1", Some("do not open")),
            ("UPDATE message SET here = 0", Some("do not know of")),
            ("UPDATE content SET digest = NULL", Some("digest and bytes")),
            ("UPDATE folder SET unread = 5", Some("wrong count")),
            ("UPDATE folder SET total = 0", Some("wrong count")),
            (
                "INSERT INTO content (id, account, subject, envelope, mark) VALUES (2, 1, '', '{}', 'plain')",
                Some("no folder"),
            ),
            ("DELETE FROM lines WHERE rowid = 8589934591", Some("do not go together")),
            ("DELETE FROM beginnings WHERE rowid = 8589934591", Some("do not go together")),
            ("UPDATE folder SET searched = 0", Some("wrong count")),
            ("INSERT INTO lines (rowid, subject) VALUES (9, 'x')", Some("without a letter")),
            ("INSERT INTO gone (content) VALUES (9)", Some("gone but not")),
            ("DELETE FROM lines_data WHERE id > 100", Some("lines")),
            ("PRAGMA foreign_keys = OFF; DELETE FROM account", Some("folder")),
        ] {
            let directory = tempfile::tempdir().unwrap();
            let store = Store::create(&directory.path().join("cache.db"), &CacheKey::random().unwrap()).unwrap();
            let shelf = store.shelf();
            let made = store.write(move |tx| {
                let letter = Packed::new(b"A");
                tx.execute_batch(ROWS)?;
                let _ = tx.execute("UPDATE content SET digest = ?1", [letter.digest])?;
                letter.put(tx, &shelf, 1)
            });
            made.await.unwrap();
            store.write_bare(move |connection| Ok(connection.execute_batch(wrong)?)).await.unwrap();
            match (store.integrity_check().await, expected) {
                (Ok(()), None) => {}
                (Err(StoreError::Damaged { detail }), Some(expected)) => {
                    assert!(detail.contains(expected), "{wrong}: {detail}");
                }
                (found, _) => panic!("{wrong}: {found:?}"),
            }
        }
    }
}
