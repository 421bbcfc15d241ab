//! A message on show: its page, in a confined child of its own. The child may
//! die of what it shows, or be killed: then it is started again, once for each
//! question, and to whoever reads nothing happened.
//!
//! What cannot be shown even so is told, and the text of the message is still
//! there to be read without a page.

mod fitting;
mod pictures;
mod plate;
mod printing;
mod quoting;
mod source;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;
use tokio::sync::Mutex;

use crate::child::{Lost, Program, Worker};
use crate::domain::{Encoding, MessageId, PartId, Written};
use crate::render::{self, Answer, Question, Reading};

pub use crate::render::{FOLD, Grain, Laid, Light, Link, Look, Printed, Quotes, Reach, Sheet, Spot, Strip};

use super::{Engine, Fault};

/// What of a message is to be shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sight {
    pub message: MessageId,
    /// One of the parts that are apart.
    pub part: Option<usize>,
    /// An attachment, in place of the text.
    pub attachment: Option<PartId>,
    /// Its text alone, though it was laid out.
    pub plain: bool,
}

/// Why there is no page.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unshown {
    #[error("the message is not to be had")]
    Fault(#[from] Fault),
    /// No child can be started.
    #[error("nothing here can lay out a page")]
    Unable,
    /// The child died of it, or took too long.
    #[error("the page cannot be laid out")]
    Deadly,
    /// Something else is shown by now.
    #[error("another page was asked for meanwhile")]
    Passed,
}

/// A place where one message at a time is shown. Cheap to clone.
#[derive(Clone)]
pub struct Showing {
    engine: Engine,
    desk: Arc<Mutex<Desk>>,
    /// The number of the page that was asked for last.
    wanted: Arc<AtomicU64>,
}

struct Desk {
    worker: Option<Worker<Question, Answer>>,
    /// What is on show, for a child that comes after this one.
    shown: Option<(Arc<Reading>, Look)>,
    /// What that is.
    sight: Option<Sight>,
    /// Of that page.
    number: u64,
}

impl std::fmt::Debug for Showing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Showing")
    }
}

impl Engine {
    /// Whether there is anything to lay pages out with.
    pub fn lays_out(&self) -> bool {
        self.inner.program.is_some()
    }

    /// A new place. Its child is started at once, so that the first page need
    /// not wait for it.
    pub fn showing(&self) -> Showing {
        let worker = self.inner.program.clone().map(|program: Program| Worker::new(program, render::JOB));
        let showing = Showing {
            engine: self.clone(),
            desk: Arc::new(Mutex::new(Desk { worker, shown: None, sight: None, number: 0 })),
            wanted: Arc::default(),
        };
        let desk = showing.desk.clone();
        drop(self.inner.handle.spawn(async move {
            if let Some(worker) = &mut desk.lock().await.worker {
                // Where it cannot be started, the first page says so.
                let _ = worker.confinement().await;
            }
        }));
        showing
    }
}

impl Showing {
    /// Where the questions below must be asked from: they start processes.
    pub fn handle(&self) -> Handle {
        self.engine.inner.handle.clone()
    }

    /// Puts a message on show.
    pub async fn open(&self, sight: Sight, look: Look) -> Result<Laid, Unshown> {
        let number = self.wanted.fetch_add(1, Ordering::Relaxed) + 1;
        let reading = Arc::new(self.engine.reading(sight).await?);
        let mut desk = self.desk.lock().await;
        if self.wanted.load(Ordering::Relaxed) != number {
            return Err(Unshown::Passed);
        }
        // Whoever has to open it again does so as a whole.
        desk.shown = Some((reading.clone(), Look { beginning: false, ..look }));
        (desk.sight, desk.number) = (Some(sight), number);
        desk.open_anew(reading, look).await
    }

    /// In which letters that is read, and all that its sender writes so.
    pub async fn read_as(&self, sight: Sight, written: Written, chosen: Option<Encoding>) -> Result<(), Fault> {
        self.engine.read_as(sight.message, written, chosen).await
    }

    /// The same page in another look; whoever wants another page by now waits for
    /// nothing of this one.
    pub async fn lay(&self, look: Look) -> Result<Laid, Unshown> {
        let mut desk = self.desk.lock().await;
        if self.wanted.load(Ordering::Relaxed) != desk.number {
            return Err(Unshown::Passed);
        }
        let Some((_, shown)) = &mut desk.shown else { return Err(Unshown::Passed) };
        *shown = look;
        match desk.ask(Question::Lay(look)).await? {
            Answer::Laid(laid) => Ok(laid),
            _ => Err(Unshown::Deadly),
        }
    }

    /// The pixels of a strip; none where the page does not reach.
    pub async fn paint(&self, strip: Strip) -> Result<Option<Vec<u8>>, Unshown> {
        match self.ask(Question::Paint(strip)).await? {
            Answer::Painted(pixels) => Ok(Some(pixels.0)),
            _ => Ok(None),
        }
    }

    pub async fn select(&self, reach: Reach) -> Result<Vec<Spot>, Unshown> {
        match self.ask(Question::Select(reach)).await? {
            Answer::Selected(spots) => Ok(spots),
            _ => Ok(Vec::new()),
        }
    }

    /// What is selected.
    pub async fn copy(&self) -> Result<String, Unshown> {
        self.words_of(Question::Copy).await
    }

    /// All that is written on the page.
    pub async fn words(&self) -> Result<String, Unshown> {
        self.words_of(Question::Words).await
    }

    pub async fn find(&self, words: String) -> Result<Vec<Vec<Spot>>, Unshown> {
        match self.ask(Question::Find(words)).await? {
            Answer::Found(places) => Ok(places),
            _ => Ok(Vec::new()),
        }
    }

    async fn words_of(&self, question: Question) -> Result<String, Unshown> {
        match self.ask(question).await? {
            Answer::Words(words) => Ok(words),
            _ => Ok(String::new()),
        }
    }

    async fn ask(&self, question: Question) -> Result<Answer, Unshown> {
        self.desk.lock().await.ask(question).await
    }
}

impl Desk {
    /// To a child that has the page; to a new one, where this one is lost.
    async fn ask(&mut self, question: Question) -> Result<Answer, Unshown> {
        let worker = self.worker.as_mut().ok_or(Unshown::Unable)?;
        match worker.ask(&question, render::PATIENCE).await {
            // A child that knows of no page is not the one that had it.
            Ok(Answer::Nothing) | Err(Lost::Died) => {}
            answer => return answer.map_err(unshown),
        }
        let _ = self.open_again().await?;
        let worker = self.worker.as_mut().ok_or(Unshown::Unable)?;
        worker.ask(&question, render::PATIENCE).await.map_err(unshown)
    }

    /// A child may have been ended from outside: the next one gets the page too.
    async fn open_again(&mut self) -> Result<Laid, Unshown> {
        let (reading, look) = self.shown.clone().ok_or(Unshown::Passed)?;
        self.open_anew(reading, look).await
    }

    async fn open_anew(&mut self, reading: Arc<Reading>, look: Look) -> Result<Laid, Unshown> {
        let worker = self.worker.as_mut().ok_or(Unshown::Unable)?;
        let question = Question::Open(reading, look);
        let mut answer = worker.ask(&question, render::PATIENCE).await;
        if matches!(answer, Err(Lost::Died)) {
            answer = worker.ask(&question, render::PATIENCE).await;
        }
        match answer.map_err(unshown)? {
            Answer::Laid(laid) => Ok(laid),
            _ => Err(Unshown::Deadly),
        }
    }
}

fn unshown(lost: Lost) -> Unshown {
    match lost {
        Lost::Absent => Unshown::Unable,
        Lost::Died | Lost::Late | Lost::Garbled | Lost::TooLong => Unshown::Deadly,
    }
}
