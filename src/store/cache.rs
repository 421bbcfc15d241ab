//! The open cache: one writer, two readers, and the doors to them. What can be
//! asked stands in the files beside this one, by topic.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::{Access, Place};
use super::error::{Result, StoreError};
use super::flusher::Flusher;
use super::lane::Lane;
use super::shelf::Shelf;
use super::{CacheKey, migrations, search};

/// So that a long question (a search, a sort) does not hold up a page of rows.
const READERS: usize = 2;

#[derive(Clone)]
pub struct Store {
    lanes: Arc<Lanes>,
}

struct Lanes {
    place: Arc<Place>,
    shelf: Arc<Shelf>,
    flusher: Flusher,
    open: Mark,
    writer: Lane,
    readers: Lane,
}

impl Store {
    /// Makes a new cache where there is none. Waits for the disk.
    pub fn create(path: &Path, key: &CacheKey) -> Result<Self> {
        Place::new(path, key).create()?;
        Self::open(path, key)
    }

    /// Opens the cache that is there, and brings it to today's version. Waits
    /// for the disk.
    pub fn open(path: &Path, key: &CacheKey) -> Result<Self> {
        let place = Arc::new(Place::new(path, key));
        let mut writer = place.connect(Access::Write)?;
        migrations::run(&mut writer)?;
        let shelf = Arc::new(Shelf::open(path, key, &writer)?);
        let flusher = Flusher::start(path, &shelf)?;
        let open = Mark::set(path);
        let readers = (0..READERS).map(|_| place.connect(Access::Read)).collect::<Result<Vec<_>>>()?;
        let writer = Lane::start("store-writer", &place, Access::Write, [writer])?;
        let readers = Lane::start("store-reader", &place, Access::Read, readers)?;
        Ok(Self { lanes: Arc::new(Lanes { place, shelf, flusher, open, writer, readers }) })
    }

    /// Does what was asked before, then puts everything into the one file and
    /// lets it go. Whoever asks later hears [`super::StoreError::Closed`].
    pub async fn close(&self) {
        self.lanes.readers.close().await;
        self.lanes.flusher.stop();
        // What rows refer to is on the disk before they are.
        let flusher = self.lanes.flusher.clone();
        let flushed = self.lanes.writer.run(move |_| flusher.flush()).await;
        // The last connection to close takes the journal into the file.
        self.lanes.writer.close().await;
        if flushed.is_ok() {
            self.lanes.open.clear();
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.lanes.place.path()
    }

    /// What it was opened with, to make another way in.
    pub fn key(&self) -> CacheKey {
        self.lanes.place.key().clone()
    }

    /// The cache was damaged, and made anew of what could be read.
    pub fn was_mended(&self) -> bool {
        self.lanes.open.mended.load(Ordering::Relaxed)
    }

    pub(super) fn is_mended(&self) {
        self.lanes.open.mended.store(true, Ordering::Relaxed);
    }

    /// Whether the cache was closed the last time it was used, or was read
    /// through since.
    pub fn was_clean(&self) -> bool {
        self.lanes.open.was_clean.load(Ordering::Relaxed)
    }

    /// Everything was read through: the stop that was not clean is forgotten.
    pub fn is_sound(&self) {
        self.lanes.open.was_clean.store(true, Ordering::Relaxed);
    }

    /// What the disk answered, if it once did not take what was written.
    pub fn disk_failed(&self) -> Option<StoreError> {
        self.lanes.flusher.failed()
    }

    /// All that was committed is on the disk itself when this answers.
    pub async fn flush(&self) -> Result<()> {
        let flusher = self.lanes.flusher.clone();
        self.write_bare(move |_| flusher.flush()).await
    }

    pub(super) fn shelf(&self) -> Arc<Shelf> {
        self.lanes.shelf.clone()
    }

    /// A question, answered from one state of the cache.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.lanes.readers.run(move |connection| job(&connection.transaction()?)).await
    }

    /// For who must not believe what a connection remembers of the file.
    pub(super) async fn read_afresh<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = self.lanes.place.clone();
        self.lanes.readers.run(move |_| job(&place.connect(Access::Read)?)).await
    }

    /// A change: all of it, or nothing.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (shelf, flusher) = (self.shelf(), self.lanes.flusher.clone());
        self.write_bare(move |connection| {
            let unless_kept = Undo(&shelf);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = job(&transaction)?;
            search::sweep(&transaction)?;
            shelf.write_out()?;
            transaction.commit()?;
            unless_kept.keep();
            flusher.wake();
            Ok(done)
        })
        .await
    }

    /// For the few things that `SQLite` does not do inside a transaction.
    pub(super) async fn write_bare<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.lanes.writer.run(job).await
    }
}

/// An empty file that is there while the cache is open: found at a start, it
/// says that nobody closed it.
struct Mark {
    path: PathBuf,
    was_clean: AtomicBool,
    mended: AtomicBool,
}

impl Mark {
    fn set(database: &Path) -> Self {
        let path = database.with_extension("open");
        let was_clean = !path.exists();
        // Without it there is one check less, and nothing else.
        let _ = File::create(&path);
        Self { path, was_clean: AtomicBool::new(was_clean), mended: AtomicBool::new(false) }
    }

    /// What was to be read through and was not is so at the next start.
    fn clear(&self) {
        if self.was_clean.load(Ordering::Relaxed) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.flusher.stop();
    }
}

/// Cuts off what a transaction that does not come through put on the shelf,
/// also when it panics.
struct Undo<'a>(&'a Shelf);

impl Undo<'_> {
    fn keep(self) {
        self.0.keep();
        std::mem::forget(self);
    }
}

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        self.0.undo();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Barrier};

    use super::{CacheKey, Store};
    use crate::domain::{Colour, Keyword, Tag};
    use crate::store::StoreError;

    fn store() -> (tempfile::TempDir, Store) {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::create(&directory.path().join("cache.db"), &CacheKey::random().unwrap()).unwrap();
        (directory, store)
    }

    fn tag(name: &str) -> Tag {
        Tag { keyword: Keyword::new(name), name: name.to_owned(), colour: Colour(1) }
    }

    #[tokio::test]
    async fn a_job_that_panics_is_an_error_and_undone_and_the_thread_lives_on() {
        let (_directory, store) = store();
        store.put_tags(vec![tag("before")]).await.unwrap();
        for _ in 0..4 {
            let panicked = store.write(|tx| {
                let _ = tx.execute("DELETE FROM tag", [])?;
                panic!("on purpose");
            });
            assert_eq!(panicked.await, Err::<(), _>(StoreError::Panicked));
            assert_eq!(store.read(|_| panic!("on purpose")).await, Err::<(), _>(StoreError::Panicked));
        }
        assert_eq!(store.tags().await.unwrap(), [tag("before")]);
        store.put_tags(vec![tag("after")]).await.unwrap();
        assert_eq!(store.tags().await.unwrap(), [tag("after")]);
    }

    #[tokio::test]
    async fn a_change_that_fails_halfway_is_undone() {
        let (_directory, store) = store();
        let failed = store.write(|tx| {
            let _ = tx.execute("INSERT INTO tag (keyword, name, colour, place) VALUES ('a', 'a', 1, 0)", [])?;
            Err(StoreError::Gone)
        });
        assert_eq!(failed.await, Err::<(), _>(StoreError::Gone));
        assert_eq!(store.tags().await.unwrap(), []);
    }

    #[tokio::test]
    async fn two_questions_are_answered_at_the_same_time() {
        let (_directory, store) = store();
        let both = Arc::new(Barrier::new(2));
        let meet = |barrier: Arc<Barrier>| store.read(move |_| Ok(barrier.wait().is_leader()));
        let (one, two) = futures::join!(meet(both.clone()), meet(both));
        assert_ne!(one.unwrap(), two.unwrap());
    }

    #[tokio::test]
    async fn a_reader_writes_nothing() {
        let (_directory, store) = store();
        let written = store.read(|tx| Ok(tx.execute("DELETE FROM tag", [])?)).await;
        assert!(matches!(written, Err(StoreError::Unwritable { .. })), "{written:?}");
    }

    #[tokio::test]
    async fn a_cache_without_room_says_so_and_keeps_what_it_has() {
        let (_directory, store) = store();
        store.put_tags(vec![tag("kept")]).await.unwrap();
        let limit = |pages: u32| {
            store.write_bare(move |connection| {
                let set = format!("PRAGMA max_page_count = {pages}");
                Ok(connection.query_row(&set, [], |row| row.get::<_, i64>(0))?)
            })
        };
        let _ = limit(1).await.unwrap();
        let many = || (0..5000).map(|number| tag(&format!("tag {number}"))).collect();
        assert_eq!(store.put_tags(many()).await, Err(StoreError::DiskFull));
        assert_eq!(store.tags().await.unwrap(), [tag("kept")]);
        let _ = limit(u32::MAX - 1).await.unwrap();
        store.put_tags(many()).await.unwrap();
        assert_eq!(store.tags().await.unwrap().len(), 5000);
    }

    #[tokio::test]
    async fn nothing_sorted_or_deleted_is_left_on_the_disk_in_clear() {
        let (_directory, store) = store();
        let told = |pragma: &'static str| {
            store.write_bare(move |connection| {
                let told = connection.query_row(pragma, [], |row| row.get::<_, rusqlite::types::Value>(0))?;
                Ok(match told {
                    rusqlite::types::Value::Text(text) => text,
                    rusqlite::types::Value::Integer(number) => number.to_string(),
                    other => format!("{other:?}"),
                })
            })
        };
        for (pragma, expected) in [
            ("PRAGMA temp_store", "2"),
            ("PRAGMA secure_delete", "2"),
            ("PRAGMA journal_mode", "wal"),
            ("PRAGMA foreign_keys", "1"),
            ("PRAGMA auto_vacuum", "2"),
            ("PRAGMA cipher_page_size", "4096"),
        ] {
            assert_eq!(told(pragma).await.unwrap(), expected, "{pragma}");
        }
        assert!(told("PRAGMA cipher_version").await.unwrap().starts_with('4'));
    }
}
