//! All attachments of one letter, one after the other, through a child. What
//! one of them does to its child is no harm to the others.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::child::{Bytes, Lost, Program, Worker};
use crate::domain::{Mark, Part, PartRole};
use crate::extract::{self, Document, Reading};
use crate::mime;

/// Words of one letter's attachments together: what the index takes at once.
const MOST: usize = 4 << 20;
/// An honest letter has ten.
const ATTACHMENTS: usize = 100;
/// For all attachments of a letter.
const PATIENCE: Duration = Duration::from_mins(1);

/// The words of a letter's attachments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    pub(super) text: String,
    /// Everything that can be read was read.
    pub(super) whole: bool,
}

pub(super) struct Reader {
    worker: Worker<Document, Reading>,
}

impl Reader {
    pub(super) fn new(program: Program) -> Self {
        Self { worker: Worker::new(program, extract::JOB) }
    }

    /// The child is not needed for a while.
    pub(super) async fn rest(&mut self) {
        self.worker.rest().await;
    }

    /// None where no child can be started.
    pub(super) async fn letter(&mut self, raw: Vec<u8>) -> Option<Words> {
        let raw: Arc<[u8]> = raw.into();
        let letter = raw.clone();
        let parts = on_a_thread(move || attachments(&letter)).await.unwrap_or_default();
        let mut words = Words { text: String::new(), whole: parts.len() <= ATTACHMENTS };
        let started = Instant::now();
        for part in parts.into_iter().take(ATTACHMENTS) {
            let left = PATIENCE.saturating_sub(started.elapsed()).min(extract::PATIENCE);
            if words.text.len() >= MOST || left.is_zero() || part.size > extract::LONGEST {
                words.whole = false;
                continue;
            }
            let letter = raw.clone();
            let Some(document) = on_a_thread(move || document(&letter, part)).await.flatten() else { continue };
            match self.worker.ask(&document, left).await {
                Ok(Reading::Words(text)) => {
                    words.text.push_str(&text);
                    words.text.push_str("\n\n");
                }
                Ok(Reading::Unknown) => {}
                Ok(Reading::Unreadable) => words.whole = false,
                Err(Lost::Absent) => return None,
                Err(lost) => {
                    tracing::info!(media_type = kind(&document.media_type), ?lost, "an attachment was not read");
                    words.whole = false;
                }
            }
        }
        words.text.truncate(words.text.floor_char_boundary(MOST));
        Some(words)
    }
}

/// What is worth opening. Sealed mail stays sealed.
fn attachments(raw: &[u8]) -> Vec<Part> {
    let reading = mime::read(raw);
    let parts = reading.parts.into_iter().filter(|_| reading.mark != Mark::Encrypted);
    parts.filter(|part| part.role == PartRole::Attachment && extract::may_hold_words(&part.media_type)).collect()
}

fn document(raw: &[u8], part: Part) -> Option<Document> {
    Some(Document {
        bytes: Bytes(mime::part_bytes(raw, part.id)?),
        charset: mime::part_charset(raw, part.id),
        media_type: part.media_type,
        name: part.name,
    })
}

/// Of a media type, what a stranger cannot have written into the log.
fn kind(media_type: &str) -> &'static str {
    let known = ["application/pdf", "application/zip", "text/html", "text/plain", "message/rfc822"];
    known.into_iter().find(|known| *known == media_type).unwrap_or("other")
}

async fn on_a_thread<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(job).await.ok()
}
