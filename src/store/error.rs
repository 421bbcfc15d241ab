//! What can go wrong with the cache, told apart as far as the remedies differ.
//! Nothing that was stored is lost by any of it, and no text here holds a word
//! of what is stored.

use rusqlite::ffi;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No cache there. Opening never makes one.
    #[error("there is no cache")]
    Absent,
    /// A cache is there already. Creating never overwrites one.
    #[error("there is a cache already")]
    Exists,
    /// The cache was made with another key.
    #[error("the key is not the one of this cache")]
    WrongKey,
    /// The key fits, but the file does not hold what was written to it.
    #[error("the cache is damaged: {detail}")]
    Damaged { detail: String },
    /// Written by a newer program.
    #[error("the cache has version {found}, this program knows {known}")]
    Newer { found: u32, known: u32 },
    #[error("the disk is full")]
    DiskFull,
    /// The disk or its rights refuse; the code is `SQLite`'s.
    #[error("the cache cannot be read or written (code {code})")]
    Unwritable { code: i32 },
    /// The same address on the same server is there already.
    #[error("the account is there already")]
    AccountExists,
    /// Another one has that name.
    #[error("the name is taken")]
    NameTaken,
    /// The account or folder written to is not here any more.
    #[error("the account or folder is not here any more")]
    Gone,
    /// The draft is in the outbox already.
    #[error("the draft waits to be sent already")]
    Posted,
    /// The account has letters on their way out.
    #[error("letters of the account are still to be sent")]
    Unsent,
    /// It cannot be done as it was asked for, here or anywhere.
    #[error("{0}")]
    Unfit(#[from] Unfit),
    /// Closed before the answer came.
    #[error("the cache is closed")]
    Closed,
    /// A job of ours panicked: a bug. Its transaction was rolled back.
    #[error("a job of the cache panicked")]
    Panicked,
    /// Anything else is a bug too; the code is `SQLite`'s, 0 if it has none.
    #[error("the database refused a statement (code {code})")]
    Refused { code: i32 },
}

/// What is wrong with a gesture itself, whatever the server would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the folder is of another account")]
    OtherAccount,
    #[error("the folder cannot hold messages")]
    HoldsNoMail,
    #[error("the folder has no name")]
    NoName,
    #[error("the name holds a separator or a character that no folder may have")]
    BadName,
    #[error("the name is too long")]
    LongName,
    #[error("a folder of that name is there already")]
    FolderExists,
    #[error("the inbox and folders with a role stay as they are")]
    Fixed,
    #[error("a folder cannot lie in itself")]
    WithinItself,
    #[error("only the trash and the junk folder are emptied")]
    NotEmptied,
}

pub(super) type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { detail: detail.into() }
    }

    fn from_code(code: i32) -> Self {
        match (code & 0xff, code) {
            // The others: the index beside the journal could not be made or grow.
            (ffi::SQLITE_FULL, _) | (_, ffi::SQLITE_IOERR_SHMOPEN | ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB, _) => Self::damaged(format!("code {code}")),
            (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::Gone,
            (ffi::SQLITE_IOERR | ffi::SQLITE_READONLY | ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM, _) => {
                Self::Unwritable { code }
            }
            _ => Self::Refused { code },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        match error {
            Error::SqliteFailure(error, _) | Error::SqlInputError { error, .. } => Self::from_code(error.extended_code),
            // A row holds what this program never writes.
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..) => Self::damaged("a row that cannot be read"),
            _ => Self::Refused { code: 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::StoreError;

    #[test]
    fn an_error_tells_no_word_of_what_is_stored() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE patient (name TEXT NOT NULL UNIQUE) STRICT").unwrap();
        let twice = "INSERT INTO patient (name) VALUES ('Durand'), ('Durand')";
        let wrong = "SELECT Durand FROM patient";
        for sql in [twice, wrong] {
            let error = StoreError::from(connection.execute_batch(sql).unwrap_err());
            assert!(matches!(error, StoreError::Refused { .. }));
            assert!(!format!("{error} {error:?}").contains("Durand"));
        }
        let error = connection.query_row("SELECT 'Durand'", [], |row| row.get::<_, i64>(0)).unwrap_err();
        let error = StoreError::from(error);
        assert!(matches!(error, StoreError::Damaged { .. }));
        assert!(!format!("{error} {error:?}").contains("Durand"));
    }

    #[test]
    fn remedies_that_differ_are_told_apart() {
        use rusqlite::ffi;
        assert_eq!(StoreError::from_code(ffi::SQLITE_FULL), StoreError::DiskFull);
        assert_eq!(StoreError::from_code(ffi::SQLITE_IOERR_SHMSIZE), StoreError::DiskFull);
        let code = ffi::SQLITE_IOERR_WRITE;
        assert_eq!(StoreError::from_code(code), StoreError::Unwritable { code });
        assert!(matches!(StoreError::from_code(ffi::SQLITE_CORRUPT_VTAB), StoreError::Damaged { .. }));
        assert!(matches!(StoreError::from_code(ffi::SQLITE_BUSY), StoreError::Refused { .. }));
    }
}
