//! One connection to the database: its key, its manners, and what a file that
//! does not open is. Opening never makes a file and creating never overwrites
//! one.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{Result, StoreError};
use super::{CacheKey, migrations};

/// `SQLCipher`'s own; written down because the sizes of files are judged by it.
pub(super) const PAGE: u64 = 4096;

/// Where the database is and what opens it: enough to connect again.
pub(super) struct Place {
    path: PathBuf,
    key: CacheKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Write,
    Read,
}

impl Place {
    pub(super) fn new(path: &Path, key: &CacheKey) -> Self {
        Self { path: path.to_owned(), key: key.clone() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn key(&self) -> &CacheKey {
        &self.key
    }

    /// Makes the database under another name and moves it into place whole, so
    /// that a creation cut short leaves nothing to stumble over.
    pub(super) fn create(&self) -> Result<()> {
        if self.path.exists() {
            return Err(StoreError::Exists);
        }
        let new = Self { path: self.path.with_extension("new"), key: self.key.clone() };
        for leftover in ["new", "new-wal", "new-shm"] {
            match std::fs::remove_file(self.path.with_extension(leftover)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(error.kind())),
                _ => {}
            }
        }
        make_private(&new.path).map_err(|error| unwritable(error.kind()))?;
        let mut connection = new.open(OpenFlags::SQLITE_OPEN_CREATE)?;
        // Before the first table, or never: so that the room of what is deleted
        // can be given back to the disk without rewriting the whole file.
        connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL")?;
        migrations::run(&mut connection)?;
        set_manners(&connection, Access::Write)?;
        connection.close().map_err(|(_, error)| error)?;
        std::fs::rename(&new.path, &self.path).map_err(|error| unwritable(error.kind()))
    }

    pub(super) fn connect(&self, access: Access) -> Result<Connection> {
        let length = match std::fs::metadata(&self.path) {
            Ok(metadata) if metadata.is_file() => metadata.len(),
            Ok(_) => return Err(StoreError::Unwritable { code: 0 }),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(StoreError::Absent),
            Err(error) => return Err(unwritable(error.kind())),
        };
        // To SQLite an empty file is a new database; to us it is a loss.
        if length < PAGE {
            return Err(StoreError::damaged("the file has no whole page"));
        }
        let connection = self.open(OpenFlags::empty())?;
        match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
            Ok(_) => {}
            Err(error) => return Err(self.judge(error.into(), length)),
        }
        set_manners(&connection, access)?;
        Ok(connection)
    }

    fn open(&self, more: OpenFlags) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        // SQLCipher writes about failures to standard error: errors are told by
        // errors here. Its format is pinned: a default of tomorrow must not make
        // yesterday's file unreadable.
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        connection.execute_batch(&self.key.pragma())?;
        connection.execute_batch("PRAGMA cipher_compatibility = 4")?;
        Ok(connection)
    }

    /// The first page does not open. If any page carries the seal of our key,
    /// the file is ours and damaged; if none does, it is somebody else's.
    fn judge(&self, error: StoreError, length: u64) -> StoreError {
        if !matches!(error, StoreError::Damaged { .. }) {
            return error;
        }
        if self.starts_with_our_salt() || self.broken_pages().is_ok_and(|broken| broken < length / PAGE) {
            error
        } else {
            StoreError::WrongKey
        }
    }

    fn starts_with_our_salt(&self) -> bool {
        let mut start = [0; 16];
        let read = File::open(&self.path).and_then(|mut file| file.read_exact(&mut start));
        read.is_ok() && start == self.key.fingerprint()
    }

    fn broken_pages(&self) -> Result<u64> {
        let connection = self.open(OpenFlags::empty())?;
        let mut check = connection.prepare("PRAGMA cipher_integrity_check")?;
        let mut rows = check.query([])?;
        let mut broken = 0;
        while rows.next()?.is_some() {
            broken += 1;
        }
        Ok(broken)
    }
}

fn set_manners(connection: &Connection, access: Access) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    // Nothing in clear on the disk: sorters and temporary tables stay in memory,
    // and the file is never mapped (decrypted pages live in our cache only).
    //
    // secure_delete = FAST wipes what is deleted in pages that are written
    // anyway, so a password does not survive in a page that lives on. Pages
    // freed whole stay sealed under the cache key until they are used again or
    // given back. ON would write each of them once more: deleting mail would
    // need room on the disk that a full disk does not have.
    //
    // cipher_memory_security is left off: it locks every allocation of SQLite
    // in memory, more than a user may lock. Key material is locked and wiped by
    // SQLCipher in any case.
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = FAST;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = NORMAL;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    // The writer merges the index of words; readers read a list at a time.
    let cache = if access == Access::Write { -32000 } else { -16000 };
    connection.pragma_update(None, "cache_size", cache)?;
    if access == Access::Read {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    Ok(())
}

/// An empty file for this user alone. `SQLite` gives its journals the same rights.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let _ = options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    options.open(path).map(drop)
}

pub(super) fn unwritable(kind: ErrorKind) -> StoreError {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => StoreError::Unwritable { code: 0 },
    }
}
