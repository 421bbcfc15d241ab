//! From the wire into the cache, three hands at once: the wire fills handfuls,
//! workers read and pack them, the cache takes what is ready. What is slowest
//! makes the others wait, so that memory stays small.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::stream::{self, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::SyncError;

/// What came in, handed to one worker at a time: as much as is there, so that a
/// slow line is not waited for.
const HANDFUL_COUNT: usize = 50;
const HANDFUL_BYTES: usize = 2 << 20;
/// Handfuls in hand at once. With two cores, one more would only wait.
const WORKERS: usize = 2;
/// What the cache takes in one transaction, and how long the first of it waits.
const BATCH_COUNT: usize = 1000;
const BATCH_BYTES: usize = 24 << 20;
const PATIENCE: Duration = Duration::from_millis(300);

/// Something with a size, before the workers or after them.
pub(super) trait Load: Send + 'static {
    fn bytes(&self) -> usize;
}

/// Where batches go, in the order in which they came.
pub(super) trait Keeper<O>: Send {
    fn put(&mut self, things: Vec<O>) -> impl Future<Output = Result<(), SyncError>> + Send;
}

/// Until the wire's end of the channel is dropped. `make` runs in workers and
/// leaves out what it gives nothing for. Gives the keeper back.
pub(super) async fn take_in<I: Load, O: Load, K: Keeper<O>>(
    incoming: mpsc::Receiver<I>,
    make: impl Fn(I) -> Option<O> + Send + Sync + 'static,
    mut keeper: K,
) -> Result<K, SyncError> {
    let (ready, batches) = mpsc::channel(1);
    let (made, kept) = futures::join!(make_all(incoming, Arc::new(make), ready), put_all(batches, &mut keeper));
    // A cache that takes no more is why the making stopped.
    kept.and(made).map(|()| keeper)
}

async fn make_all<I: Load, O: Load>(
    incoming: mpsc::Receiver<I>,
    make: Arc<impl Fn(I) -> Option<O> + Send + Sync + 'static>,
    ready: mpsc::Sender<Vec<O>>,
) -> Result<(), SyncError> {
    let handfuls = stream::unfold(incoming, |mut incoming| async move {
        let first = incoming.recv().await?;
        let mut bytes = first.bytes();
        let mut handful = vec![first];
        while handful.len() < HANDFUL_COUNT && bytes < HANDFUL_BYTES {
            let Ok(next) = incoming.try_recv() else { break };
            bytes += next.bytes();
            handful.push(next);
        }
        Some((handful, incoming))
    });
    let made = handfuls
        .map(|handful| {
            let make = make.clone();
            tokio::task::spawn_blocking(move || handful.into_iter().filter_map(|one| survive(|| make(one))).collect())
        })
        .buffered(WORKERS);
    let mut made = pin!(made);
    while let Some(things) = made.next().await {
        let things: Vec<O> = things.map_err(|_| SyncError::Worker("reading a body"))?;
        if ready.send(things).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// One letter that a reader stumbles over is left out; the others are none the
/// worse.
fn survive<O>(make: impl FnOnce() -> Option<O>) -> Option<O> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| {
        tracing::error!(target: "sceau::sync", "a letter cannot be read");
        None
    })
}

/// Large transactions: the index of words is merged less often, and the journal
/// is shorter. The next one fills while the cache takes one; on a slow line none
/// waits for the next.
async fn put_all<O: Load>(mut batches: mpsc::Receiver<Vec<O>>, keeper: &mut impl Keeper<O>) -> Result<(), SyncError> {
    let mut waiting = Batch::new();
    loop {
        while waiting.more && !waiting.is_due() {
            tokio::select! {
                next = batches.recv() => waiting.add(next),
                () = waiting.patience(), if !waiting.things.is_empty() => {}
            }
        }
        if waiting.things.is_empty() {
            return Ok(());
        }
        let mut putting = pin!(keeper.put(waiting.take()));
        loop {
            tokio::select! {
                biased;
                done = &mut putting => break done?,
                next = batches.recv(), if waiting.more && !waiting.is_full() => waiting.add(next),
            }
        }
    }
}

/// What goes into the cache in one transaction.
struct Batch<O> {
    things: Vec<O>,
    bytes: usize,
    begun: Option<Instant>,
    /// There may be another.
    more: bool,
}

impl<O: Load> Batch<O> {
    fn new() -> Self {
        Self { things: Vec::new(), bytes: 0, begun: None, more: true }
    }

    fn add(&mut self, things: Option<Vec<O>>) {
        self.more = things.is_some();
        for thing in things.unwrap_or_default() {
            let _ = self.begun.get_or_insert_with(Instant::now);
            self.bytes += thing.bytes();
            self.things.push(thing);
        }
    }

    fn take(&mut self) -> Vec<O> {
        let next = Self { more: self.more, ..Self::new() };
        std::mem::replace(self, next).things
    }

    fn is_full(&self) -> bool {
        self.things.len() >= BATCH_COUNT || self.bytes >= BATCH_BYTES
    }

    fn is_due(&self) -> bool {
        self.is_full() || self.begun.is_some_and(|begun| begun.elapsed() >= PATIENCE)
    }

    async fn patience(&self) {
        if let Some(begun) = self.begun {
            sleep_until(begun + PATIENCE).await;
        }
    }
}
