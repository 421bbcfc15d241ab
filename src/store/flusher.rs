//! Brings what is written to the disk itself, at most a second later: after a
//! power cut no more is missing. Nobody waits for it, and it sleeps for as long
//! as nothing is written.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::connection::unwritable;
use super::error::{Result, StoreError};
use super::shelf::Shelf;

/// What a power cut may take.
const LATEST: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub(super) struct Flusher {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    journal: PathBuf,
    shelf: Arc<Shelf>,
    /// One flush at a time: who waits for one waits for what is under way.
    turn: Mutex<()>,
    /// What a disk once did not take is lost to it, and a second try would say
    /// nothing.
    failed: Mutex<Option<StoreError>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Clean,
    Stale,
    Stopped,
}

impl Flusher {
    pub(super) fn start(database: &Path, shelf: &Arc<Shelf>) -> Result<Self> {
        let mut journal = OsString::from(database);
        journal.push("-wal");
        let shared = Arc::new(Shared {
            state: Mutex::new(State::Clean),
            changed: Condvar::new(),
            journal: journal.into(),
            shelf: shelf.clone(),
            turn: Mutex::new(()),
            failed: Mutex::new(None),
        });
        let worker = shared.clone();
        let _detached = thread::Builder::new()
            .name("store-flusher".to_owned())
            .spawn(move || worker.work())
            .map_err(|_| StoreError::Refused { code: 0 })?;
        Ok(Self { shared })
    }

    /// Something was committed.
    pub(super) fn wake(&self) {
        let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state == State::Clean {
            *state = State::Stale;
            self.shared.changed.notify_all();
        }
    }

    pub(super) fn stop(&self) {
        *self.shared.state.lock().unwrap_or_else(PoisonError::into_inner) = State::Stopped;
        self.shared.changed.notify_all();
    }

    /// Now, and not before it is done.
    pub(super) fn flush(&self) -> Result<()> {
        self.shared.flush()
    }

    /// What a disk answered that did not take all.
    pub(super) fn failed(&self) -> Option<StoreError> {
        self.shared.failed()
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let state =
                self.changed.wait_while(state, |state| *state == State::Clean).unwrap_or_else(PoisonError::into_inner);
            // A second of changes goes in one flush.
            let (mut state, _) = self
                .changed
                .wait_timeout_while(state, LATEST, |state| *state != State::Stopped)
                .unwrap_or_else(PoisonError::into_inner);
            if *state == State::Stopped {
                return;
            }
            *state = State::Clean;
            drop(state);
            // A disk that does not take it says so to all who ask from then on.
            let _ = self.flush();
        }
    }

    fn flush(&self) -> Result<()> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = self.failed() {
            return Err(error);
        }
        self.bring_out().inspect_err(|error| {
            *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.clone());
        })
    }

    fn failed(&self) -> Option<StoreError> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Letters first: a row that is on the disk finds its bytes there.
    fn bring_out(&self) -> Result<()> {
        self.shelf.flush()?;
        match OpenOptions::new().write(true).open(&self.journal) {
            Ok(file) => file.sync_data().map_err(|error| unwritable(error.kind())),
            // Taken into the database meanwhile, which is synced.
            Err(_) => Ok(()),
        }
    }
}
