//! One folder brought in step with the server: the plan, carried out.
//!
//! The state that says "in step" is written last, so a pass that was cut short
//! is taken up by the next one. It speaks of headers and flags; what is missing
//! of bodies is asked of the cache. Nothing is deleted on the server.

use tokio::sync::{Notify, mpsc};

use crate::domain::{Folder, MessageId, Role, Timestamp, Uid, UidValidity};
use crate::net::NetError;
use crate::net::imap::{Changes, FolderStatus, RemoteFolder, RemoteMessage, Selected, Session};
use crate::store::{Candidate, FlagChange, FolderState, Known, Missing, NewMessage, Store};

use super::plan::{self, Announced, Glance, Here, Plan, Remembered, There};
use super::whole::{self, Harvest};
use super::{Report, Reporter, Stage, SyncError, ingest, newcomers};

/// Headers in one command. The first batches are small, so that the window has
/// something to show at once.
const FIRST_HEADERS: usize = 50;
const MORE_HEADERS: usize = 2000;
/// Headers between the wire and the workers.
const IN_FLIGHT: usize = 64;

/// A folder whose bodies are not all here.
pub struct Job {
    pub folder: Folder,
    pub raw_name: String,
    pub uid_validity: UidValidity,
    pub pending: Vec<Missing>,
}

/// How a folder stands after a visit.
pub enum Seen {
    InStep,
    /// Bodies are missing.
    Missing(Job),
    /// The user wants the line for something else first.
    Called,
}

/// A folder, and what it takes to bring it in step.
pub struct Visit<'a> {
    pub session: &'a mut Session,
    pub store: &'a Store,
    pub folder: &'a Folder,
    /// Bodies are kept of what the server got since.
    pub since: Timestamp,
    pub report: &'a Reporter,
    pub wake: &'a Notify,
}

/// Compares, and brings in headers and flags.
pub async fn headers(mut visit: Visit<'_>, remote: &RemoteFolder) -> Result<Seen, SyncError> {
    let Visit { store, folder, since, .. } = visit;
    let state = store.folder_state(folder.id).await?;
    let here = Remembered {
        uid_validity: state.uid_validity,
        uid_next: state.uid_next,
        highest_modseq: state.highest_modseq,
        // A number that no folder has: what waits to leave it is found by comparing.
        count: store.placed(folder.id).await?.unwrap_or(u32::MAX),
    };
    let told = remote.status.as_ref().and_then(announced);
    let validity = match told.map(|there| (plan::glance(&here, &there), there)) {
        Some((Glance::Same, there)) => Some(there.uid_validity),
        Some((Glance::Empty, there)) => {
            store.set_folder_state(folder.id, state_of(&there)).await?;
            Some(there.uid_validity)
        }
        _ => look(&mut visit, remote, &here).await?,
    };
    let Some(uid_validity) = validity else { return Ok(Seen::Called) };
    let pending = store.missing(folder.id, since).await?;
    let job = Job { folder: folder.clone(), raw_name: remote.raw_name.clone(), uid_validity, pending };
    Ok(if job.pending.is_empty() { Seen::InStep } else { Seen::Missing(job) })
}

/// Opens the folder and does what the plan says. None if the user called.
async fn look(
    visit: &mut Visit<'_>,
    remote: &RemoteFolder,
    here: &Remembered,
) -> Result<Option<UidValidity>, SyncError> {
    let Visit { store, folder, report, .. } = *visit;
    let (selected, changes) = open(visit.session, remote, here).await?;
    let there = Announced {
        uid_validity: selected.uid_validity,
        uid_next: selected.uid_next,
        highest_modseq: selected.highest_modseq,
        exists: selected.exists,
    };
    match plan::glance(here, &there) {
        Glance::Same => return Ok(Some(there.uid_validity)),
        Glance::Look | Glance::Empty => {}
        Glance::Renumbered => store.unplace(folder.id).await?,
    }
    let narrow = match changes {
        Some(changes) => narrow(store, folder, &changes, here.count, selected.exists).await?,
        None => None,
    };
    let (plan, whole) = if let Some(plan) = narrow {
        (plan, true)
    } else {
        // From here on UIDs stored are of this numbering; the rest of the
        // state waits until the pass is through.
        let begun = FolderState { uid_validity: Some(there.uid_validity), uid_next: None, highest_modseq: None };
        store.set_folder_state(folder.id, begun).await?;
        compare(visit.session, store, folder, &selected).await?
    };
    let arrived = carry_out(visit, plan).await?;
    newcomers::tell(store, folder, here.uid_next.is_some(), arrived.ids, report).await?;
    if arrived.called {
        return Ok(None);
    }
    if whole {
        store.set_folder_state(folder.id, state_of(&there)).await?;
    }
    (report)(Report::Folders);
    Ok(Some(there.uid_validity))
}

fn state_of(there: &Announced) -> FolderState {
    FolderState {
        uid_validity: Some(there.uid_validity),
        uid_next: there.uid_next,
        highest_modseq: there.highest_modseq,
    }
}

fn announced(status: &FolderStatus) -> Option<Announced> {
    Some(Announced {
        uid_validity: status.uid_validity?,
        uid_next: status.uid_next,
        highest_modseq: status.highest_modseq,
        exists: status.messages,
    })
}

/// Asks only for what changed where the server can tell it.
async fn open(
    session: &mut Session,
    remote: &RemoteFolder,
    here: &Remembered,
) -> Result<(Selected, Option<Changes>), SyncError> {
    if let (true, Some(validity), Some(modseq), Some(_)) =
        (session.capabilities().qresync, here.uid_validity, here.highest_modseq, here.uid_next)
    {
        let (selected, changes) = session.resync(&remote.raw_name, (validity, modseq), false).await?;
        return Ok((selected, Some(changes).filter(|changes| changes.whole)));
    }
    let selected = session.examine(&remote.raw_name).await?;
    let known = here.uid_validity == Some(selected.uid_validity) && here.uid_next.is_some();
    match here.highest_modseq.filter(|_| known && selected.highest_modseq.is_some()) {
        Some(modseq) => {
            let changed = session.changed_since(modseq).await?;
            Ok((selected, Some(Changes { changed, whole: true, ..Changes::default() })))
        }
        None => Ok((selected, None)),
    }
}

/// The plan from what changed alone. None if the numbers do not come out even:
/// then everything is compared.
async fn narrow(
    store: &Store,
    folder: &Folder,
    changes: &Changes,
    count: u32,
    exists: u32,
) -> Result<Option<Plan>, SyncError> {
    let ranges = changes.vanished.ranges().map(|range| (*range.start(), *range.end())).collect();
    let gone = store.known_within(folder.id, ranges).await?;
    let there: Vec<There> = changes.changed.iter().map(There::from).collect();
    let known = store.known_among(folder.id, there.iter().map(|one| one.uid).collect()).await?;
    let here: Vec<Here> = known.into_iter().map(Here::from).collect();
    let plan = Plan { gone, ..plan::plan(&here, &there) };
    let after = u64::from(count) + plan.arrived.len() as u64;
    Ok((after == u64::from(exists) + plan.gone.len() as u64).then_some(plan))
}

/// The plan, and whether the server told all that it has.
async fn compare(
    session: &mut Session,
    store: &Store,
    folder: &Folder,
    selected: &Selected,
) -> Result<(Plan, bool), SyncError> {
    let there = if selected.exists == 0 { Vec::new() } else { session.uids_and_flags().await? };
    let there: Vec<There> = there.iter().map(There::from).collect();
    let here: Vec<Here> = store.known(folder.id).await?.into_iter().map(Here::from).collect();
    let mut plan = plan::plan(&here, &there);
    // What a list leaves out that is shorter than the server says is not gone:
    // the server says once more what it has, and only a whole list is believed.
    let mut whole = there.len() >= selected.exists as usize;
    if !whole {
        let still = session.uids().await?;
        whole = still.len() >= selected.exists as usize;
        plan.gone.retain(|uid| whole && still.binary_search(uid).is_err());
    }
    Ok((plan, whole))
}

/// What came, and whether the user called before all of it was here.
struct Arrived {
    ids: Vec<MessageId>,
    called: bool,
}

async fn carry_out(visit: &mut Visit<'_>, plan: Plan) -> Result<Arrived, SyncError> {
    let Visit { store, folder, report, .. } = *visit;
    let changed = !plan.gone.is_empty() || !plan.changed.is_empty();
    store.forget(folder.id, plan.gone).await?;
    store.set_flags(folder.id, plan.changed.into_iter().map(flag_change).collect()).await?;
    if changed {
        report(Report::Folder(folder.id));
    }
    let arrived = arrivals(visit, &plan.arrived).await?;
    if !arrived.called {
        store.drop_unplaced(folder.id).await?;
    }
    Ok(arrived)
}

/// Newest first: a screenful of headers, so that the list is there at once; then
/// whole letters where that is better, and headers of all others.
async fn arrivals(visit: &mut Visit<'_>, arrived: &[Uid]) -> Result<Arrived, SyncError> {
    let (first, more) = arrived.split_at(arrived.len().min(FIRST_HEADERS));
    let mut ids = Vec::with_capacity(arrived.len());
    let mut done = 0;
    ids.extend(by_header(visit, first, &mut done, arrived.len()).await?);
    let Harvest { ids: whole, stored, called } = whole::letters(visit, more).await?;
    ids.extend(whole);
    if !called {
        let others: Vec<Uid> = more.iter().filter(|uid| !stored.contains(uid)).copied().collect();
        done += stored.len();
        ids.extend(by_header(visit, &others, &mut done, arrived.len()).await?);
    }
    Ok(Arrived { ids, called })
}

async fn by_header(
    visit: &mut Visit<'_>,
    uids: &[Uid],
    done: &mut usize,
    total: usize,
) -> Result<Vec<MessageId>, SyncError> {
    let Visit { store, folder, report, .. } = *visit;
    let mut ids = Vec::with_capacity(uids.len());
    for uids in uids.chunks(MORE_HEADERS) {
        let rows = rows(visit.session, uids, folder.role).await?;
        ids.extend(place(store, folder, rows).await?);
        *done += uids.len();
        report(Report::Folder(folder.id));
        report(Report::Progress { stage: Stage::Headers, done: *done as u64, total: total as u64 });
    }
    Ok(ids)
}

pub(super) async fn rows(
    session: &mut Session,
    uids: &[Uid],
    role: Option<Role>,
) -> Result<Vec<NewMessage>, SyncError> {
    let (sender, mut receiver) = mpsc::channel(IN_FLIGHT);
    let reading = tokio::task::spawn_blocking(move || {
        let mut rows = Vec::new();
        while let Some(header) = receiver.blocking_recv() {
            rows.push(ingest::row(header, role));
        }
        rows
    });
    let fetched = session.headers(uids, &sender).await;
    drop(sender);
    let rows = reading.await.map_err(|_| SyncError::Worker("reading headers"))?;
    match fetched {
        // One that the server cannot read itself: the others came, and the count
        // tells the next pass that one is missing.
        Err(NetError::Said { .. }) => Ok(rows),
        other => other.map(|()| rows).map_err(SyncError::from),
    }
}

/// Gives messages that lost their number it anew, and adds the others.
async fn place(store: &Store, folder: &Folder, rows: Vec<NewMessage>) -> Result<Vec<MessageId>, SyncError> {
    let candidates = rows.iter().map(candidate).collect();
    let matched = store.rematch(folder.id, candidates).await?;
    let new: Vec<NewMessage> = rows.into_iter().filter(|row| !matched.contains(&row.uid)).collect();
    Ok(store.add_headers(folder.id, new).await?)
}

fn candidate(row: &NewMessage) -> Candidate {
    Candidate {
        uid: row.uid,
        message_id: row.envelope.message_id.clone(),
        size: row.size,
        received: row.received,
        flags: row.flags,
        keywords: row.keywords.clone(),
    }
}

fn flag_change(message: There) -> FlagChange {
    FlagChange { uid: message.uid, flags: message.flags, keywords: message.keywords }
}

impl From<Known> for Here {
    fn from(known: Known) -> Self {
        Self { uid: known.uid, flags: known.flags, keywords: known.keywords }
    }
}

impl From<&RemoteMessage> for There {
    fn from(message: &RemoteMessage) -> Self {
        Self { uid: message.uid, flags: message.flags, keywords: message.keywords.clone() }
    }
}
