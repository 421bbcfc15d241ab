//! What waits is written, some files at a time: laid beside, noted, given their names,
//! noted again. Whatever stops this, the next one finds where each file stands.

use crate::domain::export::Obstacle;
use crate::domain::{AccountId, ExportId};
use crate::engine::{Engine, Event, Fault, faults};
use crate::store::{ExportJob, ExportPlace};
use crate::sync::now;

use super::hand::Hand;
use super::place::{self, When};

/// Files between two words with the cache.
const BATCH: usize = 32;

/// What came of writing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wrote {
    pub(super) files: usize,
    /// Names were taken meanwhile: the same is tried with others.
    pub(super) again: bool,
    /// What the last folder that was not written to has against it.
    pub(super) obstacle: Option<Obstacle>,
}

impl Engine {
    /// Some of what is due of a mailbox. It is not stopped half way by who does not
    /// wait any more.
    pub(super) async fn write_some(&self, account: AccountId) -> Result<Wrote, Fault> {
        let engine = self.clone();
        let writing = self.inner.handle.spawn(async move {
            let hand = engine.inner.exports.hand(account);
            let mut hand = hand.lock().await;
            engine.write_with(&mut hand, account).await
        });
        writing.await.map_err(|_| faults::worker())?
    }

    /// All that is due of a mailbox.
    pub(super) async fn write_due(&self, account: AccountId) -> Result<Wrote, Fault> {
        let mut all = Wrote::default();
        loop {
            let some = self.write_some(account).await?;
            all.files += some.files;
            all.obstacle = some.obstacle.or(all.obstacle);
            if some.files == 0 && !some.again && some.obstacle.is_none() {
                return Ok(all);
            }
        }
    }

    async fn write_with(&self, hand: &mut Hand, account: AccountId) -> Result<Wrote, Fault> {
        let store = &self.inner.store;
        let left = store.placing_exports(account, now()).await.map_err(faults::store)?;
        if let Some(first) = left.first() {
            // One folder at a time.
            let folder = first.folder.clone();
            let left = left.into_iter().filter(|one| one.folder == folder).collect();
            return self.place(hand, account, folder, left, When::AfterStop).await;
        }
        let jobs = store.due_exports(account, now(), BATCH).await.map_err(faults::store)?;
        let Some(folder) = jobs.first().map(|job| job.folder.clone()) else { return Ok(Wrote::default()) };
        let named: Vec<(ExportId, [u8; 32], u64)> =
            jobs.iter().map(|job| (job.id, job.digest, job.bytes.len() as u64)).collect();
        let laid = match self.lay(hand, &folder, jobs).await {
            Ok(laid) => laid,
            Err(obstacle) => return self.hold(account, folder, obstacle).await,
        };
        store.place_exports(laid.clone()).await.map_err(faults::store)?;
        let files = named.into_iter().zip(laid).map(|((id, digest, size), (_, file))| ExportPlace {
            id,
            digest,
            folder: folder.clone(),
            file,
            size,
        });
        let files = files.collect();
        self.place(hand, account, folder, files, When::Now).await
    }

    async fn lay(
        &self,
        hand: &mut Hand,
        folder: &str,
        jobs: Vec<ExportJob>,
    ) -> Result<Vec<(ExportId, String)>, Obstacle> {
        let folder = std::path::PathBuf::from(folder);
        hand.run(move |beat| place::lay(&folder, &jobs, beat)).await
    }

    async fn place(
        &self,
        hand: &mut Hand,
        account: AccountId,
        folder: String,
        files: Vec<ExportPlace>,
        when: When,
    ) -> Result<Wrote, Fault> {
        let path = std::path::PathBuf::from(&folder);
        match hand.run(move |beat| place::place(&path, &files, when, beat)).await {
            Ok(placed) => {
                let (count, taken) = (placed.written.len(), placed.taken.len());
                let ended = self.inner.store.end_exports(placed.written, placed.taken, now()).await;
                ended.map_err(faults::store)?;
                // Names that were taken are looked for anew.
                Ok(Wrote { files: count, again: taken > 0, obstacle: None })
            }
            Err(obstacle) => self.hold(account, folder, obstacle).await,
        }
    }

    async fn hold(&self, account: AccountId, folder: String, obstacle: Obstacle) -> Result<Wrote, Fault> {
        tracing::info!(target: "sceau::export", ?obstacle, "documents wait for their folder");
        let _ = self.inner.store.hold_exports(account, folder, obstacle, now()).await.map_err(faults::store)?;
        Ok(Wrote { obstacle: Some(obstacle), ..Wrote::default() })
    }

    /// Tells how much of a mailbox waits, and why.
    pub(super) async fn tell_exports(&self, account: AccountId) -> Result<usize, Fault> {
        let standing = self.inner.store.waiting_exports().await.map_err(faults::store)?;
        let of = standing.iter().find(|one| one.account == account);
        let waiting = of.map_or(0, |one| one.count);
        let why = of.and_then(|one| one.obstacle).map(|obstacle| super::fault(obstacle, account));
        self.tell(Event::Exports { account, waiting, why });
        Ok(waiting)
    }
}
