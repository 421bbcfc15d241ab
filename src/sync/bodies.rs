//! The bytes of letters, newest first, in long runs. A large letter comes in
//! pieces that are kept, so that a line that breaks costs one piece. Between two
//! runs the user has a word: what was done here meanwhile goes out first.

use std::collections::HashMap;
use std::time::Instant;

use futures::FutureExt as _;
use tokio::sync::{Notify, mpsc};

use crate::domain::{FolderId, MessageId, Uid};
use crate::net::NetError;
use crate::net::imap::{RemoteBody, Session};
use crate::store::{Missing, NewBody, Store};

use super::folder::Job;
use super::intake::{self, Keeper, Load};
use super::troubles::Troubles;
use super::{Report, Reporter, Stage, SyncError, ingest};

/// Bodies asked for in one go: the first few tell how fast the line is.
const FIRST: usize = 100;
const RUN: usize = 500;
/// No letter is larger: a server that has still more to give is not believed.
const LARGEST: u64 = 256 << 20;
/// Larger letters come in pieces of this size.
pub(super) const PIECE: u64 = 4 << 20;
/// Bodies between the wire and the workers.
pub(super) const IN_FLIGHT: usize = 16;
/// Bytes a second below which packing them is worth the work.
const SLOW: u64 = 5_000_000;
/// Lists are told of new extracts now and then, not for each handful.
const LISTED: usize = 500;
/// A run shorter than that says nothing of the line.
const TELLING: u64 = 256 << 10;

pub(super) struct Haul<'a> {
    pub session: &'a mut Session,
    pub store: &'a Store,
    pub report: &'a Reporter,
    /// Somebody wants something of the line.
    pub wake: &'a Notify,
    pub troubles: &'a mut Troubles,
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
        if !self.session.has_open(&job.raw_name, job.uid_validity)
            && self.session.examine(&job.raw_name).await?.uid_validity != job.uid_validity
        {
            return Ok(true);
        }
        let troubles = &self.troubles;
        let wanted = job.pending.iter().filter(|one| !troubles.is_refused(one.id)).copied();
        let (large, usual): (Vec<Missing>, Vec<Missing>) = wanted.partition(|one| one.size > PIECE);
        let over = match self.runs(&usual, job.folder.id).await? {
            Run::Done => self.large(&large, job.folder.id).await?,
            Run::Called => Run::Called,
        };
        (self.report)(Report::Folder(job.folder.id));
        Ok(!matches!(over, Run::Called))
    }

    /// The wire goes from one run to the next while the cache still takes what
    /// came before.
    async fn runs(&mut self, wanted: &[Missing], folder: FolderId) -> Result<Run, SyncError> {
        let ids: HashMap<Uid, MessageId> = wanted.iter().map(|one| (one.uid, one.id)).collect();
        let (sender, receiver) = mpsc::channel(IN_FLIGHT);
        let Self { session, store, report, wake, troubles, done, total } = self;
        let fetched = fetch(session, wanted, sender, wake, troubles);
        let kept = intake::take_in(
            receiver,
            move |came: RemoteBody| Some(ingest::body(*ids.get(&came.uid)?, &came.raw)),
            Bodies { store, report, folder, done, total: *total, unseen: 0 },
        );
        let (fetched, kept) = futures::join!(fetched, kept);
        // A cache that takes no more is why the wire stopped.
        let _done = kept?;
        fetched
    }

    async fn large(&mut self, wanted: &[Missing], folder: FolderId) -> Result<Run, SyncError> {
        for one in wanted {
            loop {
                let start = self.store.piece_end(one.id).await?;
                if start > LARGEST {
                    self.troubles.refuse([one.id]);
                    break;
                }
                let piece = match self.session.body_from(one.uid, start, PIECE).await {
                    Err(NetError::Said { .. } | NetError::Refused(_)) => {
                        self.troubles.refuse([one.id]);
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
            self.troubles.refuse([id]);
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

    fn called(&self) -> bool {
        called(self.wake)
    }
}

pub(super) fn called(wake: &Notify) -> bool {
    wake.notified().now_or_never().is_some()
}

/// The end of the channel is the end of the work.
async fn fetch(
    session: &mut Session,
    wanted: &[Missing],
    to: mpsc::Sender<RemoteBody>,
    wake: &Notify,
    troubles: &mut Troubles,
) -> Result<Run, SyncError> {
    let (mut left, mut most) = (wanted, FIRST);
    while !left.is_empty() {
        let (run, more) = left.split_at(troubles.run(most).min(left.len()));
        (left, most) = (more, RUN);
        let started = Instant::now();
        let uids: Vec<Uid> = run.iter().map(|one| one.uid).collect();
        let ids = || run.iter().map(|one| one.id);
        match session.bodies(&uids, &to).await {
            Ok(()) => troubles.came_through(),
            // It gave what it could; the rest is asked for another time.
            Err(NetError::Said { .. }) => troubles.refuse(ids()),
            Err(NetError::Cancelled) => return Err(NetError::Cancelled.into()),
            Err(error) => {
                troubles.broke(&ids().collect::<Vec<_>>());
                return Err(error.into());
            }
        }
        weigh(session, run.iter().map(|one| one.size).sum(), started).await?;
        if called(wake) {
            return Ok(Run::Called);
        }
    }
    Ok(Run::Done)
}

pub(super) fn is_slow(bytes: u64, started: Instant) -> bool {
    let took = started.elapsed().as_secs_f64().max(0.001);
    bytes > TELLING && bytes as f64 / took < SLOW as f64
}

/// A slow line carries packed bytes, where the server can.
async fn weigh(session: &mut Session, bytes: u64, started: Instant) -> Result<(), SyncError> {
    if is_slow(bytes, started) && session.capabilities().compress {
        match session.compress().await {
            Err(NetError::Said { .. } | NetError::Refused(_)) => {}
            other => other?,
        }
    }
    Ok(())
}

impl Load for RemoteBody {
    fn bytes(&self) -> usize {
        self.raw.len()
    }
}

impl Load for NewBody {
    fn bytes(&self) -> usize {
        self.weight()
    }
}

struct Bodies<'a> {
    store: &'a Store,
    report: &'a Reporter,
    folder: FolderId,
    done: &'a mut u64,
    total: u64,
    /// Extracts that no list was told of.
    unseen: usize,
}

impl Keeper<NewBody> for Bodies<'_> {
    async fn put(&mut self, bodies: Vec<NewBody>) -> Result<(), SyncError> {
        let count = bodies.len();
        self.store.add_bodies(bodies).await?;
        *self.done += count as u64;
        (self.report)(Report::Progress { stage: Stage::Bodies, done: *self.done, total: self.total });
        self.unseen += count;
        if self.unseen >= LISTED {
            self.unseen = 0;
            (self.report)(Report::Folder(self.folder));
        }
        Ok(())
    }
}
