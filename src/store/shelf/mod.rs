//! The shelf: the bytes of letters, each sealed by itself, one behind the other
//! in volumes beside the database, which knows where each stands.
//!
//! Through the database's pages the same bytes would be written three times and
//! sealed in pieces of four kilobytes by the one thread that writes. A volume is
//! only ever written at its end: what a row refers to is never touched again,
//! and what no row refers to is given back with its volume (`tidy`).
//!
//! Nothing stands here in clear, and a letter opens only under the digest that
//! its row holds: one put in the place of another is damage, not that letter.

mod seal;
mod tail;

use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _};

use self::seal::Seal;
use self::tail::Tail;
use super::CacheKey;
use super::connection::unwritable;
use super::error::{Result, StoreError};

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) volume: u32,
    pub(super) start: u64,
    pub(super) length: u64,
}

pub(super) struct Shelf {
    folder: PathBuf,
    seal: Seal,
    tail: Mutex<Tail>,
}

impl Shelf {
    /// Beside the database. What a killed program wrote and no row refers to is
    /// cut off the end.
    pub(super) fn open(database: &Path, key: &CacheKey, connection: &Connection) -> Result<Self> {
        let folder = database.with_extension("letters");
        match make_folder(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(unwritable(error.kind())),
            _ => {}
        }
        let last = connection
            .query_row(
                "SELECT volume, start + length FROM letter ORDER BY volume DESC, start DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get::<_, super::code::Count>(1)?.0)),
            )
            .optional()?;
        let tail = Mutex::new(Tail::after(&folder, last)?);
        Ok(Self { seal: Seal::new(key), folder, tail })
    }

    /// Seals a letter and takes it up. It is on the disk after [`Self::write_out`].
    pub(super) fn put(&self, digest: &[u8; 32], bytes: &[u8]) -> Result<Spot> {
        self.tail().take(&self.folder, |end| self.seal.close(digest, bytes, end))
    }

    /// Before the transaction is committed whose rows refer to what was put.
    pub(super) fn write_out(&self) -> Result<()> {
        self.tail().write_out()
    }

    /// The transaction stands: what was written stays.
    pub(super) fn keep(&self) {
        self.tail().keep();
    }

    /// The transaction is undone: its letters are cut off again.
    pub(super) fn undo(&self) {
        self.tail().undo();
    }

    /// What was kept since the last call reaches the disk itself.
    pub(super) fn flush(&self) -> Result<()> {
        // The files are taken out first: nobody waits for the disk with the lock.
        let files = self.tail().take_stale();
        for file in files {
            file.sync_data().map_err(|error| unwritable(error.kind()))?;
        }
        Ok(())
    }

    pub(super) fn get(&self, spot: Spot, digest: &[u8; 32]) -> Result<Vec<u8>> {
        self.seal.open(digest, self.sealed(spot)?)
    }

    /// Puts a letter once more, as it is: its seal knows its digest, not its place.
    pub(super) fn take_over(&self, spot: Spot) -> Result<Spot> {
        let sealed = self.sealed(spot)?;
        self.tail().take(&self.folder, |end| {
            end.extend_from_slice(&sealed);
            Ok(())
        })
    }

    fn sealed(&self, spot: Spot) -> Result<Vec<u8>> {
        let length = usize::try_from(spot.length).map_err(|_| StoreError::damaged("a letter of an absurd size"))?;
        let read = || -> std::io::Result<Vec<u8>> {
            let mut file = File::open(volume(&self.folder, spot.volume))?;
            let _ = file.seek(SeekFrom::Start(spot.start))?;
            // The length is a number in a row; the file says what there is.
            let there = file.metadata()?.len().saturating_sub(spot.start);
            if there < spot.length {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let mut bytes = vec![0; length];
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|error| match error.kind() {
            ErrorKind::NotFound => StoreError::damaged("a volume of letters that is not there"),
            ErrorKind::UnexpectedEof => StoreError::damaged("a volume of letters that ends early"),
            kind => unwritable(kind),
        })
    }

    /// The volume that is written to: it is not to be tidied.
    pub(super) fn current(&self) -> u32 {
        self.tail().volume()
    }

    /// Which volumes there are, and their lengths.
    pub(super) fn volumes(&self) -> Result<Vec<(u32, u64)>> {
        volumes(&self.folder).map_err(|error| unwritable(error.kind()))
    }

    /// Gives the room of a volume back. No row may refer to it.
    pub(super) fn discard(&self, number: u32) -> Result<()> {
        match std::fs::remove_file(volume(&self.folder, number)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritable(error.kind())),
            _ => Ok(()),
        }
    }

    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn volume(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{number:06}.sealed"))
}

fn volumes(folder: &Path) -> std::io::Result<Vec<(u32, u64)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".sealed")?.parse().ok());
        if let Some(number) = number {
            found.push((number, entry.metadata()?.len()));
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        let _ = builder.mode(0o700);
    }
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(directory: &Path, key: &CacheKey, last: Option<(u32, u64)>) -> Shelf {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE letter (volume INTEGER, start INTEGER, length INTEGER)").unwrap();
        if let Some((volume, end)) = last {
            let _ = connection
                .execute(
                    "INSERT INTO letter VALUES (?1, 0, ?2)",
                    rusqlite::params![volume, super::super::code::Count(end)],
                )
                .unwrap();
        }
        Shelf::open(&directory.join("cache.db"), key, &connection).unwrap()
    }

    fn put(shelf: &Shelf, bytes: &[u8]) -> Spot {
        let spot = shelf.put(&[1; 32], bytes).unwrap();
        shelf.write_out().unwrap();
        spot
    }

    #[test]
    fn a_letter_comes_back_and_shows_nothing_of_itself_on_the_disk() {
        let directory = tempfile::tempdir().unwrap();
        let key = CacheKey::random().unwrap();
        let shelf = shelf(directory.path(), &key, None);
        let spots = [put(&shelf, b"Glycemie"), put(&shelf, b""), put(&shelf, &vec![b'x'; 100_000])];
        shelf.keep();
        assert_eq!(shelf.get(spots[0], &[1; 32]).unwrap(), b"Glycemie");
        assert_eq!(shelf.get(spots[1], &[1; 32]).unwrap(), b"");
        assert_eq!(shelf.get(spots[2], &[1; 32]).unwrap(), vec![b'x'; 100_000]);
        let disk = std::fs::read(volume(&shelf.folder, spots[0].volume)).unwrap();
        assert!(!disk.windows(4).any(|window| window == b"Glyc" || window == b"xxxx"));
    }

    #[test]
    fn a_letter_under_another_digest_or_key_is_damage() {
        let directory = tempfile::tempdir().unwrap();
        let key = CacheKey::random().unwrap();
        let one = shelf(directory.path(), &key, None);
        let spot = put(&one, b"Glycemie");
        one.keep();
        assert!(matches!(one.get(spot, &[2; 32]), Err(StoreError::Damaged { .. })));
        let other = shelf(directory.path(), &CacheKey::random().unwrap(), Some((spot.volume, spot.length)));
        assert!(matches!(other.get(spot, &[1; 32]), Err(StoreError::Damaged { .. })));
    }

    #[test]
    fn what_no_row_refers_to_is_cut_off_at_the_next_start() {
        let directory = tempfile::tempdir().unwrap();
        let key = CacheKey::random().unwrap();
        let one = shelf(directory.path(), &key, None);
        let kept = put(&one, b"kept");
        one.keep();
        let _ = put(&one, b"killed before its row was there");
        drop(one);
        let again = shelf(directory.path(), &key, Some((kept.volume, kept.start + kept.length)));
        let next = put(&again, b"next");
        again.keep();
        assert_eq!((next.volume, next.start), (kept.volume, kept.start + kept.length));
        assert_eq!(again.get(kept, &[1; 32]).unwrap(), b"kept");
        assert_eq!(again.get(next, &[1; 32]).unwrap(), b"next");
    }

    #[test]
    fn an_undone_transaction_leaves_no_room_taken() {
        let directory = tempfile::tempdir().unwrap();
        let shelf = shelf(directory.path(), &CacheKey::random().unwrap(), None);
        let first = put(&shelf, b"first");
        shelf.keep();
        let _ = put(&shelf, b"undone");
        shelf.undo();
        let second = put(&shelf, b"second");
        shelf.keep();
        assert_eq!(second.start, first.start + first.length);
        assert_eq!(shelf.get(second, &[1; 32]).unwrap(), b"second");
    }

    #[test]
    fn a_volume_shorter_than_its_rows_say_is_never_written_over() {
        let directory = tempfile::tempdir().unwrap();
        let key = CacheKey::random().unwrap();
        let one = shelf(directory.path(), &key, None);
        let spot = put(&one, b"a letter");
        one.keep();
        drop(one);
        std::fs::write(volume(&directory.path().join("cache.letters"), spot.volume), b"short").unwrap();
        let again = shelf(directory.path(), &key, Some((spot.volume, spot.start + spot.length)));
        assert!(matches!(again.get(spot, &[1; 32]), Err(StoreError::Damaged { .. })));
        assert!(put(&again, b"next").volume > spot.volume);
    }
}
