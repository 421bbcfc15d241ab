//! Whom messages are about: read from each message once it is here, in idle time,
//! and again when it is deciphered. Kept in the cache for lists and for search;
//! nothing of it goes into a log.

mod before;
mod read;

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use super::{Engine, Event, Fault, Inner};
use crate::domain::{BodyState, Envelope, FolderId, MessageId, Summary};
use crate::store::{Store, StoreError};

pub(super) use read::{Found, message};

/// Letters asked for at once.
const BATCH: usize = 32;
/// Until it is looked again, where nothing is told.
const LOOK: Duration = Duration::from_secs(30);
/// Once something changed: more may be on its way.
const SOON: Duration = Duration::from_millis(250);
/// The pause after a letter.
const REST: Duration = Duration::from_millis(4);

/// Reads on until it is told to stop, which it does at once.
pub(super) async fn run(
    inner: Weak<Inner>,
    store: Store,
    events: broadcast::Sender<Event>,
    mut stop: watch::Receiver<bool>,
) {
    let news = events.subscribe();
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = look(inner, store, events, news) => {}
    }
}

async fn look(
    inner: Weak<Inner>,
    store: Store,
    events: broadcast::Sender<Event>,
    mut news: broadcast::Receiver<Event>,
) {
    loop {
        tokio::time::sleep(SOON).await;
        // What is on its way goes first.
        if !round(&store, &events, &inner).await {
            return;
        }
        let _ = tokio::time::timeout(LOOK, changed(&mut news)).await;
    }
}

async fn changed(news: &mut broadcast::Receiver<Event>) {
    loop {
        match news.recv().await {
            Ok(Event::FolderChanged(_) | Event::Line(..)) | Err(broadcast::error::RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// All that is to be read. False where the cache is closed.
async fn round(store: &Store, events: &broadcast::Sender<Event>, inner: &Weak<Inner>) -> bool {
    loop {
        match inner.upgrade().map(|inner| inner.works()) {
            None => return false,
            Some(true) => return true,
            Some(false) => {}
        }
        let letters = match store.unlooked(BATCH).await {
            Ok(letters) if letters.is_empty() => return true,
            Ok(letters) => letters,
            Err(StoreError::Closed) => return false,
            Err(_) => return true,
        };
        let mut folders = Vec::new();
        for id in letters {
            match letter(store, id).await {
                Ok(changed) => folders.extend(changed),
                Err(StoreError::Closed) => return false,
                // It would come up again at once.
                Err(_) => return true,
            }
            tokio::time::sleep(REST).await;
        }
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            let _ = events.send(Event::FolderChanged(folder));
        }
    }
}

impl Engine {
    /// The rows of messages that have just come. The first few are read for whom they
    /// are about, as they would be a moment later: then they can be told as lists do.
    pub async fn page_about(&self, ids: Vec<MessageId>, first: usize) -> Result<Vec<Summary>, Fault> {
        let rows = self.page(ids.clone()).await?;
        let unread = rows.iter().take(first).filter(|row| row.about.is_none() && row.body == BodyState::Here);
        let mut changed = Vec::new();
        for row in unread {
            // Where it fails, the subject is told.
            changed.extend(letter(&self.inner.store, row.id).await.unwrap_or_default());
        }
        if changed.is_empty() {
            return Ok(rows);
        }
        for folder in changed {
            self.tell(Event::FolderChanged(folder));
        }
        self.page(ids).await
    }
}

async fn letter(store: &Store, id: MessageId) -> Result<Vec<FolderId>, StoreError> {
    let envelope = store.envelope(id).await?.unwrap_or_default();
    // One whose bytes are damaged is told by its header.
    let raw = store.raw(id).await.unwrap_or_default();
    let found = read(envelope, raw.map(Arc::new)).await;
    keep(store, id, found).await
}

/// Gives the folders where a row looks otherwise now.
pub(super) async fn keep(store: &Store, id: MessageId, found: Found) -> Result<Vec<FolderId>, StoreError> {
    // First: once it is known whom it is about, it is not read again.
    if !found.measured.is_empty() {
        store.put_measured(id, found.measured).await?;
    }
    store.put_concerns(id, found.concerns, found.exchange).await
}

/// Away from those who answer questions.
pub(super) async fn read(envelope: Envelope, bytes: Option<Arc<Vec<u8>>>) -> Found {
    let read = tokio::task::spawn_blocking(move || message(&envelope, bytes.as_deref().map(Vec::as_slice), year()));
    read.await.unwrap_or_default()
}

pub(in crate::engine) fn year() -> u16 {
    u16::try_from(jiff::Zoned::now().year()).unwrap_or(u16::MAX)
}
