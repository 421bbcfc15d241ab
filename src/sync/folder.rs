//! One folder brought in step with the server: the plan, carried out.
//!
//! The state that says "in step" is written last, so a pass that was cut short
//! is taken up by the next one. Nothing is deleted on the server.

use std::collections::HashMap;

use tokio::sync::mpsc;

use crate::domain::{BodyState, Folder, MessageId, Role, Uid};
use crate::net::imap::{RemoteFolder, Selected, Session};
use crate::store::{Candidate, FlagChange, FolderState, NewMessage, Store};

use super::plan::{self, Announced, Glance, Here, Plan, Remembered, There};
use super::{Report, Reporter, Stage, SyncError, ingest, newcomers};

/// Headers in one command. The first batches are small, so that the window has
/// something to show at once.
const FIRST_HEADERS: usize = 50;
const MORE_HEADERS: usize = 1000;
/// Bodies in one command: also how long a word of the user's may have to wait.
const BODIES: usize = 200;
/// Bodies between the wire and the workers.
const IN_FLIGHT: usize = 64;

/// A folder that needs work, and what is left to do in it.
pub struct Job {
    pub folder: Folder,
    pub raw_name: String,
    selected: Selected,
    pub pending: Vec<(Uid, MessageId)>,
}

/// Opens the folder, compares, and brings in headers and flags. What is left is
/// the bodies; None when there is nothing left at all.
pub async fn headers(
    session: &mut Session,
    store: &Store,
    folder: &Folder,
    remote: &RemoteFolder,
    report: &Reporter,
) -> Result<Option<Job>, SyncError> {
    let selected = session.examine(&remote.raw_name).await?;
    let state = store.folder_state(folder.id).await?;
    let here = Remembered {
        uid_validity: state.uid_validity,
        uid_next: state.uid_next,
        highest_modseq: state.highest_modseq,
        count: folder.total,
    };
    let there = Announced {
        uid_validity: selected.uid_validity,
        uid_next: selected.uid_next,
        highest_modseq: selected.highest_modseq,
        exists: selected.exists,
    };
    match plan::glance(&here, &there) {
        Glance::Same => return Ok(None),
        Glance::Look => {}
        Glance::Renumbered => store.unplace(folder.id).await?,
    }
    // From here on UIDs stored are of this numbering; the rest of the state
    // waits until the pass is through.
    let begun = FolderState { uid_validity: Some(selected.uid_validity), uid_next: None, highest_modseq: None };
    store.set_folder_state(folder.id, begun).await?;

    let plan = compare(session, store, folder, &selected).await?;
    let changed = !plan.gone.is_empty() || !plan.changed.is_empty();
    store.forget(folder.id, plan.gone).await?;
    store.set_flags(folder.id, plan.changed.into_iter().map(flag_change).collect()).await?;
    if changed {
        report(Report::Folder(folder.id));
    }
    let mut pending = arrivals(session, store, folder, &plan.arrived, report).await?;
    newcomers::tell(store, folder, state.uid_next.is_some(), pending.iter().map(|(_, id)| *id), report).await?;
    store.drop_unplaced(folder.id).await?;
    pending.extend(plan.pending);
    pending.sort_unstable_by(|a, b| b.cmp(a));
    let job = Job { folder: folder.clone(), raw_name: remote.raw_name.clone(), selected, pending };
    if job.pending.is_empty() {
        finish(store, &job).await?;
        return Ok(None);
    }
    Ok(Some(job))
}

async fn compare(
    session: &mut Session,
    store: &Store,
    folder: &Folder,
    selected: &Selected,
) -> Result<Plan, SyncError> {
    let there = if selected.exists == 0 { Vec::new() } else { session.uids_and_flags().await? };
    let there: Vec<There> = there
        .into_iter()
        .map(|message| There { uid: message.uid, flags: message.flags, keywords: message.keywords })
        .collect();
    let here: Vec<Here> = store
        .known(folder.id)
        .await?
        .into_iter()
        .map(|message| Here {
            id: message.id,
            uid: message.uid,
            flags: message.flags,
            keywords: message.keywords,
            body: message.body,
        })
        .collect();
    Ok(plan::plan(&here, &there))
}

/// Fetches headers newest first and stores them; gives the bodies they ask for.
async fn arrivals(
    session: &mut Session,
    store: &Store,
    folder: &Folder,
    arrived: &[Uid],
    report: &Reporter,
) -> Result<Vec<(Uid, MessageId)>, SyncError> {
    let mut pending = Vec::with_capacity(arrived.len());
    let (first, more) = arrived.split_at(arrived.len().min(FIRST_HEADERS));
    let mut done = 0;
    for uids in std::iter::once(first).chain(more.chunks(MORE_HEADERS)).filter(|uids| !uids.is_empty()) {
        let rows = rows(session, uids, folder.role).await?;
        pending.extend(place(store, folder, rows).await?);
        done += uids.len();
        report(Report::Folder(folder.id));
        report(Report::Progress { stage: Stage::Headers, done: done as u64, total: arrived.len() as u64 });
    }
    Ok(pending)
}

async fn rows(session: &mut Session, uids: &[Uid], role: Option<Role>) -> Result<Vec<NewMessage>, SyncError> {
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
    fetched?;
    Ok(rows)
}

/// Gives messages that lost their number it anew, and adds the others.
async fn place(store: &Store, folder: &Folder, rows: Vec<NewMessage>) -> Result<Vec<(Uid, MessageId)>, SyncError> {
    let candidates = rows.iter().map(candidate).collect();
    let matched = store.rematch(folder.id, candidates).await?;
    let new: Vec<NewMessage> = rows.into_iter().filter(|row| !matched.contains(&row.uid)).collect();
    let uids: Vec<Uid> = new.iter().map(|row| row.uid).collect();
    let ids = store.add_headers(folder.id, new).await?;
    Ok(uids.into_iter().zip(ids).collect())
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

/// Brings the bodies that are missing; `stored` hears of each handful.
pub async fn bodies(
    session: &mut Session,
    store: &Store,
    job: &Job,
    mut stored: impl FnMut(usize),
) -> Result<(), SyncError> {
    let selected = session.examine(&job.raw_name).await?;
    if selected.uid_validity != job.selected.uid_validity {
        // Renumbered between two rounds: the next pass sorts it out.
        return Ok(());
    }
    let ids: HashMap<Uid, MessageId> = job.pending.iter().copied().collect();
    let (sender, receiver) = mpsc::channel(IN_FLIGHT);
    let fetched = async {
        for batch in job.pending.chunks(BODIES) {
            let uids: Vec<Uid> = batch.iter().map(|(uid, _)| *uid).collect();
            session.bodies(&uids, &sender).await?;
        }
        // The end of the channel is the end of the work.
        drop(sender);
        Ok::<_, SyncError>(())
    };
    let kept = ingest::bodies(store, receiver, |uid| ids.get(&uid).copied(), &mut stored);
    let (fetched, kept) = futures::join!(fetched, kept);
    kept.and(fetched)?;
    finish(store, job).await
}

/// Writes down that the folder is in step, unless a body is still missing.
async fn finish(store: &Store, job: &Job) -> Result<(), SyncError> {
    let missing = store.known(job.folder.id).await?.iter().any(|message| message.body == BodyState::Pending);
    if missing {
        return Ok(());
    }
    let state = FolderState {
        uid_validity: Some(job.selected.uid_validity),
        uid_next: job.selected.uid_next,
        highest_modseq: job.selected.highest_modseq,
    };
    store.set_folder_state(job.folder.id, state).await?;
    Ok(())
}
