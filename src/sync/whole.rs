//! Letters whole, header and bytes in one, where a folder is new here and kept
//! whole: over a fast line that is sooner done than headers first and bodies
//! after. Over a slow one headers come first, because a list is worth more than
//! one large letter.
//!
//! Never what might be here already without a number: that is found again by its
//! header, and not fetched twice.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use tokio::sync::{Notify, mpsc};

use crate::domain::{FolderId, MessageId, Role, Timestamp, Uid};
use crate::net::NetError;
use crate::net::imap::{RemoteLetter, Session};
use crate::store::{NewContent, NewMessage, Store};

use super::bodies::{IN_FLIGHT, PIECE, called, is_slow};
use super::folder::Visit;
use super::intake::{self, Keeper, Load};
use super::{Report, Reporter, Stage, SyncError, ingest};

/// Older ones come by their headers, so that the list of a large folder is not
/// long in coming.
const MOST: usize = 10_000;
/// Bytes that tell how fast the line is; and letters between two looks at it.
const PROBE: u64 = 512 << 10;
const RUN: usize = 500;

type Letter = (NewMessage, NewContent);

/// What came whole.
#[derive(Default)]
pub(super) struct Harvest {
    pub(super) ids: Vec<MessageId>,
    pub(super) stored: HashSet<Uid>,
    /// The user wants the line for something else first.
    pub(super) called: bool,
}

/// Brings of these, newest first, what is better brought whole; perhaps nothing.
pub(super) async fn letters(visit: &mut Visit<'_>, uids: &[Uid]) -> Result<Harvest, SyncError> {
    let mut harvest = Harvest::default();
    let kept_whole = visit.since == Timestamp(i64::MIN);
    if uids.is_empty() || !kept_whole || visit.store.has_unplaced(visit.folder.id).await? {
        return Ok(harvest);
    }
    let uids = uids.get(..MOST).unwrap_or(uids);
    let sizes: HashMap<Uid, u64> = visit.session.sizes(uids).await?.into_iter().collect();
    let told = uids.iter().filter_map(|uid| Some((*uid, *sizes.get(uid)?)));
    let wanted: Vec<(Uid, u64)> = told.filter(|(_, size)| (1..=PIECE).contains(size)).collect();
    let (sender, receiver) = mpsc::channel(IN_FLIGHT);
    let fetched = fetch(visit.session, &wanted, sender, visit.wake);
    let role = visit.folder.role;
    let keeper =
        Letters { store: visit.store, folder: visit.folder.id, report: visit.report, harvest, total: wanted.len() };
    let kept = intake::take_in(receiver, move |letter| read(letter, &sizes, role), keeper);
    let (fetched, kept) = futures::join!(fetched, kept);
    // A cache that takes no more is why the wire stopped.
    harvest = kept?.harvest;
    harvest.called = fetched?;
    Ok(harvest)
}

/// Until the line turns out to be slow, or the server will not give one, or the
/// user calls: then it says true. The end of the channel is the end of the work.
async fn fetch(
    session: &mut Session,
    wanted: &[(Uid, u64)],
    to: mpsc::Sender<RemoteLetter>,
    wake: &Notify,
) -> Result<bool, SyncError> {
    let (first, more) = wanted.split_at(probe(wanted));
    for run in std::iter::once(first).chain(more.chunks(RUN)).filter(|run| !run.is_empty()) {
        let started = Instant::now();
        let uids: Vec<Uid> = run.iter().map(|(uid, _)| *uid).collect();
        match session.letters(&uids, &to).await {
            Err(NetError::Said { .. }) => break,
            other => other?,
        }
        if called(wake) {
            return Ok(true);
        }
        if is_slow(run.iter().map(|(_, size)| size).sum(), started) {
            break;
        }
    }
    Ok(false)
}

/// How many letters it takes to tell how fast the line is.
fn probe(wanted: &[(Uid, u64)]) -> usize {
    let mut bytes = 0;
    let before = wanted.iter().take_while(|(_, size)| {
        let more = bytes < PROBE;
        bytes += size;
        more
    });
    before.count()
}

/// None where the server gave nothing for something: it is asked again by its
/// header.
fn read(letter: RemoteLetter, sizes: &HashMap<Uid, u64>, role: Option<Role>) -> Option<Letter> {
    let RemoteLetter { uid, flags, keywords, internal_date, raw } = letter;
    if raw.is_empty() {
        return None;
    }
    let (mut row, content) = ingest::whole(&raw, uid, internal_date, flags, keywords, role);
    // As the server counts: by that it is found again.
    row.size = *sizes.get(&uid)?;
    Some((row, content))
}

impl Load for RemoteLetter {
    fn bytes(&self) -> usize {
        self.raw.len()
    }
}

impl Load for Letter {
    fn bytes(&self) -> usize {
        self.1.weight()
    }
}

struct Letters<'a> {
    store: &'a Store,
    folder: FolderId,
    report: &'a Reporter,
    harvest: Harvest,
    total: usize,
}

impl Keeper<Letter> for Letters<'_> {
    async fn put(&mut self, letters: Vec<Letter>) -> Result<(), SyncError> {
        self.harvest.stored.extend(letters.iter().map(|(row, _)| row.uid));
        self.harvest.ids.extend(self.store.put_messages(self.folder, letters).await?);
        (self.report)(Report::Folder(self.folder));
        let done = self.harvest.stored.len() as u64;
        (self.report)(Report::Progress { stage: Stage::Bodies, done, total: self.total as u64 });
        Ok(())
    }
}
