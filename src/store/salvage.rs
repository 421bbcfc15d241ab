//! A sound cache of what can still be read of a damaged one: who has which
//! mailbox, what waits to be sent, tags, and every row and letter that opens. The
//! rest comes from the server again. Nothing is deleted: the damaged file is moved
//! aside. Letters stay where they are, each judged by its own seal.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params_from_iter};

use super::connection::{Access, Place, unwritable};
use super::error::{Result, StoreError};
use super::{CacheKey, Store, migrations};

/// What holds once everything is copied that could be read: no row refers to one
/// that is lost, and counts are of what is there.
const PUT_RIGHT: &str = "
    DELETE FROM message
        WHERE content NOT IN (SELECT id FROM content) OR folder NOT IN (SELECT id FROM folder);
    DELETE FROM message_keyword
        WHERE message NOT IN (SELECT id FROM message) OR keyword NOT IN (SELECT id FROM keyword);
    DELETE FROM content WHERE id NOT IN (SELECT content FROM message);
    DELETE FROM letter WHERE content NOT IN (SELECT id FROM content WHERE digest IS NOT NULL);
    UPDATE content SET digest = NULL WHERE digest IS NOT NULL AND id NOT IN (SELECT content FROM letter);
    UPDATE message SET here = (SELECT digest IS NOT NULL FROM content WHERE id = message.content);
    UPDATE message SET thread = NULL;
    UPDATE content SET thread = NULL;
    DELETE FROM thread_name;
    DELETE FROM thread;
    DELETE FROM gone;";
/// More rounds than tables refer to each other.
const ROUNDS: usize = 8;

struct Table {
    name: String,
    columns: String,
    places: String,
    /// Its rows have numbers.
    numbered: bool,
}

impl Store {
    /// Opens the cache; one that is damaged is made anew first, of what can be
    /// read, and the old file goes into the directory that `aside` makes. Waits
    /// for the disk.
    pub fn open_or_mend(path: &Path, key: &CacheKey, aside: impl FnOnce() -> std::io::Result<PathBuf>) -> Result<Self> {
        let mended = mended(path);
        if !path.exists() && mended.exists() {
            // The program was stopped between the two moves.
            std::fs::rename(&mended, path).map_err(|error| unwritable(error.kind()))?;
        }
        if !damaged(path).exists() {
            match Self::open(path, key) {
                Err(StoreError::Damaged { .. }) => {}
                other => return other,
            }
        }
        salvage(path, &mended, key)?;
        let aside = aside().map_err(|error| unwritable(error.kind()))?;
        for suffix in ["-wal", "-shm", ""] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            let file = aside.join(Path::new(&name).file_name().unwrap_or_default());
            match std::fs::rename(&name, file) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(error.kind())),
                _ => {}
            }
        }
        std::fs::rename(&mended, path).map_err(|error| unwritable(error.kind()))?;
        let _ = std::fs::remove_file(damaged(path));
        let store = Self::open(path, key)?;
        store.is_mended();
        Ok(store)
    }

    /// Damage was found while it is in use: it is made anew when it is opened next.
    pub fn mend_at_next_start(&self) {
        // Without this mark it is found again.
        let _ = File::create(damaged(self.path()));
    }
}

fn mended(path: &Path) -> PathBuf {
    path.with_extension("mended")
}

fn damaged(path: &Path) -> PathBuf {
    path.with_extension("damaged")
}

fn salvage(path: &Path, to: &Path, key: &CacheKey) -> Result<()> {
    let damaged = Place::new(path, key);
    migrations::run(&mut damaged.connect(Access::Write)?)?;
    for leftover in ["mended", "mended-wal", "mended-shm"] {
        let _ = std::fs::remove_file(path.with_extension(leftover));
    }
    let place = Place::new(to, key);
    place.create()?;
    let mut new = place.connect(Access::Write)?;
    new.execute_batch("PRAGMA foreign_keys = OFF")?;
    let tx = new.transaction()?;
    for table in tables(&tx)? {
        let mut rows = Rows { damaged: &damaged, old: damaged.connect(Access::Read)?, new: &tx, table: &table };
        if table.numbered {
            rows.numbered()?;
        } else {
            rows.both_ways()?;
        }
        match table.name.as_str() {
            // They are counted again as messages come, and compared with the server.
            "folder" => tx.execute_batch(
                "UPDATE folder SET total = 0, unread = 0, searched = 0, uid_next = NULL, highest_modseq = NULL",
            )?,
            "content" => tx.execute_batch("UPDATE content SET indexed = 0")?,
            _ => {}
        }
    }
    tx.execute_batch(PUT_RIGHT)?;
    without_orphans(&tx)?;
    tx.execute_batch(PUT_RIGHT)?;
    tx.commit()?;
    new.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Our own tables in the order in which they were made, so that none refers to a
/// later one; those of the index are made anew from the letters.
fn tables(tx: &Transaction<'_>) -> Result<Vec<Table>> {
    let mut select = tx.prepare(
        "SELECT list.name, list.wr FROM sqlite_schema JOIN pragma_table_list AS list USING (name)
         WHERE list.schema = 'main' AND list.strict AND list.name <> 'gone' ORDER BY sqlite_schema.rowid",
    )?;
    let names = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, bool>(1)?)))?;
    let names = names.collect::<rusqlite::Result<Vec<(String, bool)>>>()?;
    let mut columns = tx.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let mut tables = Vec::new();
    for (name, unnumbered) in names {
        let all = columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let places = vec!["?"; all.len()].join(", ");
        tables.push(Table { name, columns: all.join(", "), places, numbered: !unnumbered });
    }
    Ok(tables)
}

/// Rows of one table on their way.
struct Rows<'a> {
    damaged: &'a Place,
    /// A connection that met a page that does not open reads no other.
    old: Connection,
    new: &'a Transaction<'a>,
    table: &'a Table,
}

impl Rows<'_> {
    /// Over what cannot be read, and from behind up to it again.
    fn numbered(&mut self) -> Result<()> {
        let name = &self.table.name;
        let mut after = i64::MIN;
        while let Some(last) = self.copy(&format!("WHERE rowid > {after} ORDER BY rowid"))?.broke(after) {
            let Some(beyond) = self.beyond(last)? else { break };
            let _broke = self.copy(&format!("WHERE rowid > {last} AND rowid <= {beyond} ORDER BY rowid DESC"))?;
            tracing::warn!(target: "sceau::store", table = name, "rows could not be read");
            after = beyond;
        }
        Ok(())
    }

    fn both_ways(&mut self) -> Result<()> {
        if self.copy("")?.broke(i64::MIN).is_some() {
            let _broke = self.copy("ORDER BY 1 DESC")?;
        }
        Ok(())
    }

    /// The number of a row behind the damage, if one can be read.
    fn beyond(&mut self, last: i64) -> Result<Option<i64>> {
        let sql = format!("SELECT rowid FROM {} WHERE rowid > ?1 ORDER BY rowid LIMIT 1", self.table.name);
        for from in (0..63).map_while(|step| last.checked_add(1_i64 << step)) {
            match self.old.query_row(&sql, [from], |row| row.get(0)).optional() {
                Ok(found) => return Ok(found),
                Err(_) => self.old = self.damaged.connect(Access::Read)?,
            }
        }
        Ok(None)
    }

    fn copy(&mut self, which: &str) -> Result<Copied> {
        let copied = self.copy_until_it_breaks(which)?;
        if !copied.whole {
            self.old = self.damaged.connect(Access::Read)?;
        }
        Ok(copied)
    }

    fn copy_until_it_breaks(&self, which: &str) -> Result<Copied> {
        let Table { name, columns, places, numbered } = self.table;
        let number = if *numbered { "rowid" } else { "0" };
        let mut insert = self.new.prepare(&format!("INSERT OR IGNORE INTO {name} ({columns}) VALUES ({places})"))?;
        let count = columns.split(", ").count();
        let Ok(mut select) = self.old.prepare(&format!("SELECT {number}, {columns} FROM {name} {which}")) else {
            return Ok(Copied { last: None, whole: false });
        };
        let mut rows = select.query([])?;
        let mut last = None;
        loop {
            let Ok(next) = rows.next() else { return Ok(Copied { last, whole: false }) };
            let Some(row) = next else { return Ok(Copied { last, whole: true }) };
            let Ok(values) = (1..=count).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>() else {
                return Ok(Copied { last, whole: false });
            };
            last = row.get(0).ok();
            let _ = insert.execute(params_from_iter(values))?;
        }
    }
}

/// How far copying came.
struct Copied {
    last: Option<i64>,
    whole: bool,
}

impl Copied {
    /// The last row before it broke; None if it came to the end.
    fn broke(&self, before: i64) -> Option<i64> {
        (!self.whole).then(|| self.last.unwrap_or(before))
    }
}

/// Rows that refer to something lost, and those that refer to them.
fn without_orphans(tx: &Transaction<'_>) -> Result<()> {
    for _ in 0..ROUNDS {
        let mut check = tx.prepare("PRAGMA foreign_key_check")?;
        let orphans = check.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let orphans = orphans.collect::<rusqlite::Result<Vec<(String, Option<i64>)>>>()?;
        if orphans.is_empty() {
            return Ok(());
        }
        for (table, row) in orphans {
            let _ = tx.execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [row])?;
        }
    }
    Err(StoreError::damaged("rows that refer to nothing"))
}
