//! The bytes of letters, newest first, in long runs. A large letter comes in
//! pieces that are kept, so that a line that breaks costs one piece. Between two
//! runs the user has a word: what was done here meanwhile goes out first.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use futures::FutureExt as _;
use tokio::sync::{Notify, mpsc};

use crate::domain::{FolderId, MessageId, Uid};
use crate::net::NetError;
use crate::net::imap::Session;
use crate::store::{Missing, Store};

use super::folder::Job;
use super::{Report, Reporter, Stage, SyncError, ingest};

/// Bodies asked for in one go: the first few tell how fast the line is.
const FIRST: usize = 100;
const RUN: usize = 500;
/// Larger letters come in pieces of this size.
const PIECE: u64 = 4 << 20;
/// Bodies between the wire and the workers.
const IN_FLIGHT: usize = 64;
/// Bytes a second below which packing them is worth the work.
const SLOW: u64 = 5_000_000;
/// A run shorter than that says nothing of the line.
const TELLING: u64 = 256 << 10;

pub(super) struct Haul<'a> {
    pub session: &'a mut Session,
    pub store: &'a Store,
    pub report: &'a Reporter,
    /// Somebody wants something of the line.
    pub wake: &'a Notify,
    /// Bodies that the server would not give on this line.
    pub refused: &'a mut HashSet<MessageId>,
    pub done: u64,
    pub total: u64,
}

/// Why a run of bodies is over.
enum Run {
    Done,
    /// The user wants the line for something else first.
    Called,
}

impl Haul<'_> {
    /// Brings what is missing of a folder. False if the user called meanwhile:
    /// then it is to be asked again for what is left.
    pub(super) async fn folder(&mut self, job: &Job) -> Result<bool, SyncError> {
        let selected = self.session.examine(&job.raw_name).await?;
        if selected.uid_validity != job.uid_validity {
            return Ok(true);
        }
        let refused = &self.refused;
        let wanted = job.pending.iter().filter(|one| !refused.contains(&one.id)).copied();
        let (large, usual): (Vec<Missing>, Vec<Missing>) = wanted.partition(|one| one.size > PIECE);
        let over = match self.runs(&usual, job.folder.id).await? {
            Run::Done => self.large(&large, job.folder.id).await?,
            Run::Called => Run::Called,
        };
        (self.report)(Report::Folder(job.folder.id));
        Ok(!matches!(over, Run::Called))
    }

    async fn runs(&mut self, wanted: &[Missing], folder: FolderId) -> Result<Run, SyncError> {
        let (first, more) = wanted.split_at(wanted.len().min(FIRST));
        for run in std::iter::once(first).chain(more.chunks(RUN)).filter(|run| !run.is_empty()) {
            let started = Instant::now();
            self.run(run, folder).await?;
            let bytes: u64 = run.iter().map(|one| one.size).sum();
            self.weigh(bytes, started).await?;
            if self.called() {
                return Ok(Run::Called);
            }
        }
        Ok(Run::Done)
    }

    async fn run(&mut self, run: &[Missing], folder: FolderId) -> Result<(), SyncError> {
        let ids: HashMap<Uid, MessageId> = run.iter().map(|one| (one.uid, one.id)).collect();
        let uids: Vec<Uid> = run.iter().map(|one| one.uid).collect();
        let (sender, receiver) = mpsc::channel(IN_FLIGHT);
        let session = &mut *self.session;
        let fetched = async {
            let fetched = session.bodies(&uids, &sender).await;
            // The end of the channel is the end of the work.
            drop(sender);
            fetched
        };
        let mut unseen = Unseen { folder, count: 0 };
        let (report, total, done) = (self.report, self.total, &mut self.done);
        let kept = ingest::bodies(
            self.store,
            receiver,
            |uid| ids.get(&uid).copied(),
            |count| {
                *done += count as u64;
                report(Report::Progress { stage: Stage::Bodies, done: *done, total });
                unseen.add(count, report);
            },
        );
        let (fetched, kept) = futures::join!(fetched, kept);
        kept?;
        match fetched {
            // It gave what it could; the rest is asked for on another line.
            Err(NetError::Said { .. }) => {
                self.refused.extend(ids.values());
                Ok(())
            }
            other => Ok(other?),
        }
    }

    async fn large(&mut self, wanted: &[Missing], folder: FolderId) -> Result<Run, SyncError> {
        for one in wanted {
            loop {
                let start = self.store.piece_end(one.id).await?;
                let piece = match self.session.body_from(one.uid, start, PIECE).await {
                    Err(NetError::Said { .. } | NetError::Refused(_)) => {
                        let _ = self.refused.insert(one.id);
                        break;
                    }
                    other => other?,
                };
                let last = (piece.len() as u64) < PIECE;
                self.store.add_piece(one.id, start, piece).await?;
                if last {
                    self.join(one, folder).await?;
                    break;
                }
                if self.called() {
                    return Ok(Run::Called);
                }
            }
        }
        Ok(Run::Done)
    }

    async fn join(&mut self, one: &Missing, folder: FolderId) -> Result<(), SyncError> {
        let raw = self.store.take_pieces(one.id).await?;
        let id = one.id;
        if raw.is_empty() {
            let _ = self.refused.insert(id);
            return Ok(());
        }
        let body = tokio::task::spawn_blocking(move || ingest::body(id, &raw));
        let body = body.await.map_err(|_| SyncError::Worker("reading a body"))?;
        self.store.add_bodies(vec![body]).await?;
        self.done += 1;
        (self.report)(Report::Progress { stage: Stage::Bodies, done: self.done, total: self.total });
        (self.report)(Report::Folder(folder));
        Ok(())
    }

    /// A slow line carries packed bytes, where the server can.
    async fn weigh(&mut self, bytes: u64, started: Instant) -> Result<(), SyncError> {
        let took = started.elapsed().as_secs_f64().max(0.001);
        let slow = bytes > TELLING && bytes as f64 / took < SLOW as f64;
        if slow && self.session.capabilities().compress {
            match self.session.compress().await {
                Err(NetError::Said { .. } | NetError::Refused(_)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn called(&self) -> bool {
        self.wake.notified().now_or_never().is_some()
    }
}

/// Lists are told of new extracts now and then, not for each handful.
struct Unseen {
    folder: FolderId,
    count: usize,
}

impl Unseen {
    fn add(&mut self, count: usize, report: &Reporter) {
        self.count += count;
        if self.count >= 500 {
            self.count = 0;
            report(Report::Folder(self.folder));
        }
    }
}
