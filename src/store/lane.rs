//! A lane: a queue of jobs and the threads that do them, each with a connection
//! of its own. The queue is bounded, so who asks too fast waits; a job that
//! panics is an error for who asked, and the thread lives on. No thread outlives
//! its lane: the library below clears itself away when the program ends, and who
//! is still in it then dies badly.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::connection::{Access, Place};
use super::error::{Result, StoreError};

/// Jobs waiting, beyond which who asks waits too.
const WAITING: usize = 64;

/// Gets the connection, or why there is none, and says how that connection is.
type Job = Box<dyn FnOnce(Result<&mut Connection>) -> Condition + Send>;

/// What a job leaves behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    Sound,
    /// `SQLCipher` refuses all further work on a connection that met a damaged
    /// page; a fresh one reads the rest.
    Spoilt,
}

pub(super) struct Lane {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Lane {
    /// One thread for each connection given.
    pub(super) fn start(
        name: &str,
        place: &Arc<Place>,
        access: Access,
        connections: impl IntoIterator<Item = Connection>,
    ) -> Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>(WAITING);
        let queue = Arc::new(Mutex::new(queue));
        let lane = Self { jobs: Mutex::new(Some(jobs)), threads: Mutex::default() };
        for connection in connections {
            let (queue, place) = (queue.clone(), place.clone());
            let thread = thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || work(&queue, &place, access, connection))
                .map_err(|_| StoreError::Refused { code: 0 })?;
            lane.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        }
        Ok(lane)
    }

    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let done = connection.and_then(|connection| {
                // The transaction of a job that unwinds is rolled back by its drop.
                catch_unwind(AssertUnwindSafe(|| job(connection))).unwrap_or(Err(StoreError::Panicked))
            });
            let condition = match done {
                Err(StoreError::Damaged { .. }) => Condition::Spoilt,
                _ => Condition::Sound,
            };
            // Who asked may have stopped waiting.
            let _ = reply.send(done);
            condition
        });
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        jobs.ok_or(StoreError::Closed)?.send(job).await.map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Takes no more jobs, does those in the queue, and waits for the threads.
    pub(super) async fn close(&self) {
        let threads = self.dismiss();
        // An error means that the runtime is ending, and nobody waits any more.
        let _ = tokio::task::spawn_blocking(move || wait_for(threads)).await;
    }

    /// Takes no more jobs; the threads end when the queue is empty.
    fn dismiss(&self) -> Vec<JoinHandle<()>> {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        wait_for(self.dismiss());
    }
}

fn wait_for(threads: Vec<JoinHandle<()>>) {
    let own = thread::current().id();
    for thread in threads.into_iter().filter(|thread| thread.thread().id() != own) {
        // Jobs that panic are caught where they are done.
        let _ = thread.join();
    }
}

/// Whoever waits for a job holds the queue; the others wait for their turn.
fn next(queue: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}

fn work(queue: &Mutex<mpsc::Receiver<Job>>, place: &Place, access: Access, connection: Connection) {
    let mut connection = Some(connection);
    while let Some(job) = next(queue) {
        let ready = match connection.take() {
            Some(connection) => Ok(connection),
            None => place.connect(access),
        };
        match ready {
            Ok(mut kept) => {
                if job(Ok(&mut kept)) == Condition::Sound {
                    connection = Some(kept);
                }
            }
            Err(error) => {
                let _ = job(Err(error));
            }
        }
    }
}
