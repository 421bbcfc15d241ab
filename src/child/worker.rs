//! The hand on a child: starting it, one question at a time, each with its
//! deadline, and a new child in the place of one that was lost.

use std::marker::PhantomData;
use std::process::Stdio;
use std::sync::Once;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::time::timeout;

use super::frame::{self, Answer, FrameError, Hello, Question};
use super::{Confinement, Job, Program};

/// From the start to the first word. Even a busy machine needs a tenth of it.
const GREETING: Duration = Duration::from_secs(10);

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// No child could be started: the question is not to blame.
    #[error("no child could be started")]
    Absent,
    #[error("the child died of the question")]
    Died,
    #[error("the child took too long and was stopped")]
    Late,
    #[error("the child did not keep to the agreed frames")]
    Garbled,
    #[error("the question is longer than was agreed")]
    TooLong,
}

/// Starts a child when there is something to ask, and keeps it for the next.
pub struct Worker<Q, A> {
    program: Program,
    job: Job,
    running: Option<Running>,
    asked: u64,
    speaks: PhantomData<fn(Q) -> A>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    confinement: Confinement,
}

impl<Q: Serialize, A: DeserializeOwned> Worker<Q, A> {
    pub fn new(program: Program, job: Job) -> Self {
        Self { program, job, running: None, asked: 0, speaks: PhantomData }
    }

    /// Dropping this stops the child, as every loss does.
    pub async fn ask(&mut self, question: &Q, patience: Duration) -> Result<A, Lost> {
        self.asked += 1;
        let id = self.asked;
        let frame = frame::pack(&Question { id, body: question }, self.job.question).map_err(|_| Lost::TooLong)?;
        let mut running = self.take().await?;
        let answer = timeout(patience, running.ask::<A>(&frame, self.job.answer)).await;
        match answer.unwrap_or(Err(Lost::Late)) {
            Ok(answer) if answer.id == id => {
                if answer.last {
                    running.stop().await;
                } else {
                    self.running = Some(running);
                }
                Ok(answer.body)
            }
            lost => {
                running.stop().await;
                Err(lost.err().unwrap_or(Lost::Garbled))
            }
        }
    }

    /// What holds a child of this kind back, as it says itself.
    pub async fn confinement(&mut self) -> Result<Confinement, Lost> {
        let running = self.take().await?;
        let confinement = running.confinement;
        self.running = Some(running);
        Ok(confinement)
    }

    /// Lets the child go; the next question starts another one.
    pub async fn rest(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    async fn take(&mut self) -> Result<Running, Lost> {
        if let Some(mut running) = self.running.take() {
            // It may have been ended from outside while nobody asked.
            if matches!(running.child.try_wait(), Ok(None)) {
                return Ok(running);
            }
        }
        let running = match Running::start(&self.program, &self.job).await {
            // Ended from outside before it was there: that says nothing of the next one.
            Err(Lost::Died) => Running::start(&self.program, &self.job).await.map_err(|_| Lost::Absent)?,
            started => started?,
        };
        if self.job.confined {
            tell_once(running.confinement);
        }
        Ok(running)
    }
}

impl Running {
    async fn start(program: &Program, job: &Job) -> Result<Self, Lost> {
        let spawned = program
            .command(job)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let mut child = spawned.map_err(|_| Lost::Absent)?;
        let (Some(input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Lost::Absent);
        };
        let greeting = timeout(GREETING, frame::receive(&mut output, job.answer)).await;
        let lost = match greeting {
            Ok(Ok(Hello { confinement })) => return Ok(Self { child, input, output, confinement }),
            Ok(Err(FrameError::Broken(_))) => Lost::Died,
            Ok(Err(_)) | Err(_) => Lost::Absent,
        };
        let _ = child.kill().await;
        Err(lost)
    }

    async fn ask<A: DeserializeOwned>(&mut self, frame: &[u8], most: usize) -> Result<Answer<A>, Lost> {
        self.input.write_all(frame).await.map_err(|_| Lost::Died)?;
        frame::receive(&mut self.output, most).await.map_err(|error| match error {
            FrameError::Broken(_) => Lost::Died,
            FrameError::TooLong | FrameError::Garbled => Lost::Garbled,
        })
    }

    async fn stop(mut self) {
        // It fails where the child has ended by itself.
        let _ = self.child.kill().await;
    }
}

/// Once is enough: it is a fact of the system, not of the moment.
fn tell_once(confinement: Confinement) {
    static TOLD: Once = Once::new();
    if !confinement.is_whole() {
        TOLD.call_once(|| {
            tracing::warn!(?confinement, "this system does not wholly confine the child processes");
        });
    }
}
