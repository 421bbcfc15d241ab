//! From fetched bytes to rows of the cache, off the wire's task: parsing and
//! compressing run on other threads while the next bodies come in.

use std::time::Duration;

use futures::stream::{self, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use crate::domain::{Address, Envelope, Flags, Keyword, MessageId, Part, Role, Timestamp, Uid};
use crate::mime;
use crate::net::imap::{RemoteBody, RemoteHeader};
use crate::store::{NewBody, NewContent, NewMessage, Packed, Store};

use super::SyncError;

/// Bodies handed to one worker at a time: as many as have come in, so that a
/// slow line is not waited for.
const HANDFUL_COUNT: usize = 50;
const HANDFUL_BYTES: usize = 2 << 20;
/// Handfuls in hand at once. With two cores, one more would only wait.
const WORKERS: usize = 2;
/// What the cache takes in one transaction, and how long the first of it waits.
const BATCH_COUNT: usize = 1000;
const BATCH_BYTES: usize = 24 << 20;
const PATIENCE: Duration = Duration::from_millis(300);

/// A row from a header alone.
pub fn row(header: RemoteHeader, role: Option<Role>) -> NewMessage {
    let read = mime::read_header(&header.header);
    let who = who(&read.envelope, role);
    NewMessage {
        uid: header.uid,
        flags: header.flags,
        keywords: header.keywords,
        received: header.internal_date,
        size: header.size,
        envelope: read.envelope,
        mark: read.mark,
        attachment: read.attachment,
        who,
    }
}

/// The sender; in folders of what one wrote oneself, the recipients.
pub fn who(envelope: &Envelope, role: Option<Role>) -> String {
    let people: &[Address] = match role {
        Some(Role::Sent | Role::Drafts) => &envelope.to,
        _ => &envelope.from,
    };
    let names: Vec<&str> = people.iter().take(20).map(Address::display).collect();
    names.join(", ")
}

/// Row and content of a message that is at hand whole.
pub fn whole(
    raw: &[u8],
    uid: Uid,
    received: Timestamp,
    flags: Flags,
    keywords: Vec<Keyword>,
    role: Option<Role>,
) -> (NewMessage, NewContent) {
    let read = mime::read(raw);
    let content = NewContent {
        raw: Packed::new(raw),
        attachment_names: names(&read.parts),
        extract: read.extract,
        text: read.text,
    };
    let row = NewMessage {
        uid,
        flags,
        keywords,
        received,
        size: raw.len() as u64,
        who: who(&read.envelope, role),
        envelope: read.envelope,
        mark: read.mark,
        attachment: read.attachment,
    };
    (row, content)
}

fn names(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.name.clone()).filter(|name| !name.is_empty()).collect()
}

/// The content of a message whose row is there already.
pub fn body(message: MessageId, raw: &[u8]) -> NewBody {
    let read = mime::read(raw);
    NewBody {
        message,
        raw: Packed::new(raw),
        attachment_names: names(&read.parts),
        extract: read.extract,
        text: read.text,
        mark: read.mark,
        attachment: read.attachment,
        envelope: read.envelope,
    }
}

/// Takes bodies as they come from the wire and puts them in the cache, calling
/// `stored` with the number of each batch that is there. Three hands at once:
/// the wire fills handfuls, workers read and pack them, the cache takes what is
/// ready.
pub async fn bodies(
    store: &Store,
    incoming: mpsc::Receiver<RemoteBody>,
    id_of: impl Fn(Uid) -> Option<MessageId>,
    stored: impl FnMut(usize),
) -> Result<(), SyncError> {
    let (ready, batches) = mpsc::channel(1);
    let (read, kept) = futures::join!(read_all(incoming, id_of, ready), keep_all(store, batches, stored));
    // A cache that takes no more is why the reading stopped.
    kept.and(read)
}

async fn read_all(
    incoming: mpsc::Receiver<RemoteBody>,
    id_of: impl Fn(Uid) -> Option<MessageId>,
    ready: mpsc::Sender<Vec<NewBody>>,
) -> Result<(), SyncError> {
    let handfuls = stream::unfold(incoming, |mut incoming| async move {
        let first = incoming.recv().await?;
        let mut bytes = first.raw.len();
        let mut handful = vec![first];
        while handful.len() < HANDFUL_COUNT && bytes < HANDFUL_BYTES {
            let Ok(next) = incoming.try_recv() else { break };
            bytes += next.raw.len();
            handful.push(next);
        }
        Some((handful, incoming))
    });
    let read = handfuls
        .map(|handful| {
            let known: Vec<_> = handful.into_iter().filter_map(|body| Some((id_of(body.uid)?, body.raw))).collect();
            tokio::task::spawn_blocking(move || {
                known.into_iter().map(|(id, raw)| body(id, &raw)).collect::<Vec<NewBody>>()
            })
        })
        .buffered(WORKERS);
    let mut read = std::pin::pin!(read);
    while let Some(rows) = read.next().await {
        let rows = rows.map_err(|_| SyncError::Worker("reading a body"))?;
        if ready.send(rows).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Large transactions: the index of words is merged less often, and the journal
/// is shorter. On a slow line none waits for the next.
async fn keep_all(
    store: &Store,
    mut batches: mpsc::Receiver<Vec<NewBody>>,
    mut stored: impl FnMut(usize),
) -> Result<(), SyncError> {
    let mut begun = Instant::now();
    let mut waiting: Vec<NewBody> = Vec::new();
    loop {
        let next = if waiting.is_empty() {
            let next = batches.recv().await;
            begun = Instant::now();
            next
        } else {
            match timeout_at(begun + PATIENCE, batches.recv()).await {
                Ok(next) => next,
                Err(_) => Some(Vec::new()),
            }
        };
        let over = next.is_none();
        waiting.extend(next.unwrap_or_default());
        let bytes: usize = waiting.iter().map(NewBody::weight).sum();
        if over || waiting.len() >= BATCH_COUNT || bytes >= BATCH_BYTES || begun.elapsed() >= PATIENCE {
            let count = waiting.len();
            if count > 0 {
                store.add_bodies(std::mem::take(&mut waiting)).await?;
                stored(count);
            }
        }
        if over {
            return Ok(());
        }
    }
}
