//! Brings the words of attachments into the index, in idle time: one letter at
//! a time, with a pause after each, never while a mailbox is being synced. A
//! letter is tried once; what nobody could read stays unread for good.

mod letter;
mod shelf;

use std::collections::HashSet;
use std::sync::{PoisonError, Weak};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::child::{Confinement, Program, Worker};
use crate::domain::MessageId;
use crate::extract;
use crate::store::Store;

use super::{Engine, Inner, Line};
use letter::Reader;
use shelf::Shelf;

/// Letters asked for at once.
const BATCH: usize = 16;
/// Until it is looked again whether there is something to do.
const LOOK: Duration = Duration::from_secs(20);
/// The pause after a letter, in the time that it took: a fifth of one processor
/// at most, and of another program's patience none.
const REST: u32 = 4;
const SHORTEST_REST: Duration = Duration::from_millis(50);
/// Children that could not be started, one after the other, until it is given
/// up for this session.
const TRIES: u32 = 3;

/// Reads on until it is told to stop, which it does at once.
pub(super) async fn run(inner: Weak<Inner>, shelf: Store, program: Program, mut stop: watch::Receiver<bool>) {
    let mut indexer = Indexer { shelf, reader: Reader::new(program), tried: HashSet::new() };
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = indexer.run(|| inner.upgrade().is_none_or(|inner| inner.works())) => {}
    }
    // What is dropped here takes its child along.
}

struct Indexer<S> {
    shelf: S,
    reader: Reader,
    /// Letters of this session: none comes twice, whatever the store says.
    tried: HashSet<MessageId>,
}

/// Why a round ended.
#[derive(Debug, PartialEq, Eq)]
enum Round {
    /// Nothing is left, or something else goes first.
    Over,
    /// No child can be started.
    NoChild,
}

impl<S: Shelf> Indexer<S> {
    async fn run(&mut self, busy: impl Fn() -> bool) {
        let mut failures = 0;
        while failures < TRIES {
            tokio::time::sleep(LOOK).await;
            match self.round(&busy).await {
                Round::Over => failures = 0,
                Round::NoChild => failures += 1,
            }
            self.reader.rest().await;
        }
        tracing::warn!("no child process can be started: attachments are not searched");
    }

    async fn round(&mut self, busy: impl Fn() -> bool) -> Round {
        loop {
            let mut letters = self.shelf.unread(BATCH).await;
            letters.retain(|letter| !self.tried.contains(letter));
            if letters.is_empty() {
                return Round::Over;
            }
            for id in letters {
                if busy() {
                    return Round::Over;
                }
                let started = Instant::now();
                if !self.letter(id).await {
                    return Round::NoChild;
                }
                tokio::time::sleep((started.elapsed() * REST).max(SHORTEST_REST)).await;
            }
        }
    }

    /// False where there is no child to read it.
    async fn letter(&mut self, id: MessageId) -> bool {
        let Some(raw) = self.shelf.raw(id).await else {
            let _ = self.tried.insert(id);
            return true;
        };
        let Some(words) = self.reader.letter(raw).await else { return false };
        let _ = self.tried.insert(id);
        self.shelf.put(id, words).await;
        true
    }
}

impl Inner {
    /// Whether some mailbox is being synced.
    pub(super) fn works(&self) -> bool {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.values().any(|line| matches!(line, Line::Connecting | Line::Working))
    }
}

impl Engine {
    /// What holds the process back that reads attachments, as it says itself.
    /// None where none can be started: then attachments are not read.
    pub async fn confinement(&self) -> Option<Confinement> {
        let program = self.inner.program.clone()?;
        let asked = self.inner.handle.spawn(async move {
            let mut worker: Worker<extract::Document, extract::Reading> = Worker::new(program, extract::JOB);
            let confinement = worker.confinement().await.ok();
            worker.rest().await;
            confinement
        });
        asked.await.ok().flatten()
    }
}

#[cfg(test)]
mod tests;
