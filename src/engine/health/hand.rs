//! A thread that touches a folder which may be on a drive that hangs: who asked waits
//! as long as something moves, and no longer. What hangs is left to itself, and
//! nothing else is begun in its place before it has ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

use crate::domain::export::Obstacle;

/// Without a sign of life.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(20);

pub(super) struct Hand {
    busy: Arc<AtomicBool>,
    patience: Duration,
}

impl Default for Hand {
    fn default() -> Self {
        Self { busy: Arc::default(), patience: PATIENCE }
    }
}

/// What a job gives to say that it lives.
#[derive(Clone, Default)]
pub(super) struct Beat(Arc<AtomicU64>);

impl Beat {
    pub(super) fn beat(&self) {
        let _ = self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The hand is free again, however the job ended.
struct Busy(Arc<AtomicBool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Hand {
    /// `&mut`: one job at a time.
    pub(super) async fn run<T: Send + 'static>(
        &mut self,
        job: impl FnOnce(&Beat) -> Result<T, Obstacle> + Send + 'static,
    ) -> Result<T, Obstacle> {
        let asked = Instant::now();
        while self.busy.load(Ordering::Acquire) {
            if asked.elapsed() >= self.patience {
                return Err(Obstacle::Hangs);
            }
            sleep(LOOK).await;
        }
        self.busy.store(true, Ordering::Release);
        let (busy, beat) = (Busy(self.busy.clone()), Beat::default());
        let (answer, mut answered) = oneshot::channel();
        let own = beat.clone();
        // A pool of threads would be waited for when the program ends.
        let started = thread::Builder::new().name("export".to_owned()).spawn(move || {
            let done = job(&own);
            drop(busy);
            // Nobody waits any more: what was done is found on the disk.
            let _ = answer.send(done);
        });
        if started.is_err() {
            return Err(Obstacle::Failed);
        }
        let mut seen = beat.count();
        loop {
            match timeout(self.patience, &mut answered).await {
                Ok(Ok(done)) => return done,
                Ok(Err(_)) => return Err(Obstacle::Failed),
                Err(_) if beat.count() != seen => seen = beat.count(),
                Err(_) => return Err(Obstacle::Hangs),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impatient() -> Hand {
        Hand { patience: Duration::from_millis(80), ..Hand::default() }
    }

    #[tokio::test]
    async fn a_job_that_hangs_is_not_waited_for_and_holds_up_what_follows_until_it_ends() {
        let mut hand = impatient();
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let hung = hand.run(move |_| {
            let _ = ended.recv();
            Ok(())
        });
        assert_eq!(hung.await, Err(Obstacle::Hangs));
        assert_eq!(hand.run(|_| Ok(())).await, Err(Obstacle::Hangs), "nothing is begun beside it");
        end.send(()).unwrap();
        assert_eq!(hand.run(|_| Ok(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn a_slow_job_that_moves_is_waited_for() {
        let mut hand = impatient();
        let slow = hand.run(|beat| {
            for _ in 0..8 {
                thread::sleep(Duration::from_millis(40));
                beat.beat();
            }
            Ok(())
        });
        assert_eq!(slow.await, Ok(()));
    }

    #[tokio::test]
    async fn a_job_that_panics_is_a_failure_and_the_next_one_runs() {
        let mut hand = Hand::default();
        let panicked = hand.run(|_| -> Result<(), Obstacle> { panic!("as a test") });
        assert_eq!(panicked.await, Err(Obstacle::Failed));
        assert_eq!(hand.run(|_| Err::<(), _>(Obstacle::Full)).await, Err(Obstacle::Full));
    }
}
