//! The life of one account: connect, bring everything in step, watch, and begin
//! again when the line breaks. It ends when its controls are dropped.

use std::convert::Infallible;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::domain::{Account, Folder, FolderId, Role, Secret};
use crate::net::imap::{RemoteFolder, Selected, Session, Woken};
use crate::net::{Anchors, NetError};
use crate::store::{FolderState, ServerFolder, Store};

use super::folder::{self, Job};
use super::{Report, Reporter, Stage, Standing, SyncError};

/// RFC 2177 asks for less than 29 minutes; routers of small practices forget a
/// silent line much sooner.
const RENEW_IDLE: Duration = Duration::from_mins(9);
/// Folders that do not push are looked at this often.
const ROUND: Duration = Duration::from_mins(5);
/// After a broken line: soon at first, then with patience.
pub(super) const RETRY: [u64; 5] = [2, 5, 15, 60, 300];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    SyncNow,
    /// Stop the work in hand and wait for [`Control::SyncNow`].
    Pause,
}

pub struct Mailbox {
    pub account: Account,
    pub secret: Secret,
    pub store: Store,
    pub anchors: Anchors,
    pub report: Reporter,
}

/// Why the account stopped living for a while.
enum Interrupted {
    Paused,
    Closed,
    /// `worked`: a whole pass came through before the line broke.
    Failed {
        error: SyncError,
        worked: bool,
    },
}

impl Mailbox {
    pub async fn run(self, mut controls: mpsc::Receiver<Control>) {
        let mut failures = 0;
        loop {
            let interrupted = self.until_interrupted(&mut controls).await;
            self.index_headers().await;
            let wait = match interrupted {
                Interrupted::Closed => return,
                Interrupted::Paused => {
                    self.tell(Standing::Idle);
                    None
                }
                Interrupted::Failed { error, worked } => {
                    failures = if worked { 0 } else { failures + 1 };
                    self.after(error, failures)
                }
            };
            if !wait_for_word(&mut controls, wait).await {
                return;
            }
        }
    }

    async fn until_interrupted(&self, controls: &mut mpsc::Receiver<Control>) -> Interrupted {
        let wake = Notify::new();
        let mut live = std::pin::pin!(self.live(&wake));
        loop {
            tokio::select! {
                biased;
                control = controls.recv() => match control {
                    None => return Interrupted::Closed,
                    Some(Control::Pause) => return Interrupted::Paused,
                    // While working there is nothing to hurry.
                    Some(Control::SyncNow) => wake.notify_one(),
                },
                interrupted = &mut live => return interrupted,
            }
        }
    }

    /// Headers whose bodies do not come now are found all the same.
    async fn index_headers(&self) {
        // A cache that cannot be written to has said so before.
        while self.store.index_headers().await.is_ok_and(|done| done > 0) {}
    }

    fn tell(&self, standing: Standing) {
        (self.report)(Report::Line(standing));
    }

    async fn open(&self) -> Result<Session, NetError> {
        let draft = &self.account.draft;
        Session::open(&draft.incoming, &self.anchors, &draft.user, draft.auth, &self.secret).await
    }

    /// Connects, works and watches until something breaks.
    async fn live(&self, wake: &Notify) -> Interrupted {
        let mut worked = false;
        match self.work(wake, &mut worked).await {
            Ok(never) => match never {},
            Err(error) => Interrupted::Failed { error, worked },
        }
    }

    async fn work(&self, wake: &Notify, worked: &mut bool) -> Result<Infallible, SyncError> {
        self.tell(Standing::Connecting);
        let mut session = self.open().await?;
        loop {
            let inbox = self.pass(&mut session).await?;
            *worked = true;
            self.tell(Standing::Watching);
            self.watch(&mut session, inbox.as_ref(), wake).await?;
        }
    }

    /// Says how it failed and how long to wait; None to wait for the user.
    fn after(&self, error: SyncError, failures: usize) -> Option<Duration> {
        let refused = needs_the_user(&error);
        self.tell(if refused { Standing::Refused } else { Standing::Offline });
        (self.report)(Report::Failed(error));
        let seconds = RETRY.get(failures.saturating_sub(1)).or(RETRY.last()).copied().unwrap_or(300);
        (!refused).then(|| Duration::from_secs(seconds))
    }

    /// Everything in step: headers of all folders first, so that every list is
    /// there soon; then the bodies. Gives the folder to watch.
    async fn pass(&self, session: &mut Session) -> Result<Option<Inbox>, SyncError> {
        self.tell(Standing::Working);
        let remote = session.folders().await?;
        let folders = self.folders(&remote).await?;
        let mut jobs = Vec::new();
        for (folder, remote) in &folders {
            if let Some(job) = folder::headers(session, &self.store, folder, remote, &self.report).await? {
                jobs.push(job);
            }
            (self.report)(Report::Folders);
        }
        self.bodies(session, &jobs).await?;
        self.index_headers().await;
        let inbox = folders.into_iter().find(|(folder, _)| folder.role == Some(Role::Inbox));
        Ok(inbox.map(|(folder, remote)| Inbox { id: folder.id, raw_name: remote.raw_name }))
    }

    /// The folders that can be opened, in the order of the tree.
    async fn folders(&self, remote: &[RemoteFolder]) -> Result<Vec<(Folder, RemoteFolder)>, SyncError> {
        let listed = remote
            .iter()
            .map(|folder| ServerFolder {
                path: folder.path.clone(),
                separator: folder.separator,
                role: folder.role,
                selectable: folder.selectable,
            })
            .collect();
        let kept = self.store.put_folders(self.account.id, listed).await?;
        (self.report)(Report::Folders);
        Ok(kept
            .into_iter()
            .filter(|folder| folder.selectable && folder.role != Some(Role::Virtual))
            .filter_map(|folder| {
                let remote = remote.iter().find(|remote| remote.path == folder.path)?.clone();
                Some((folder, remote))
            })
            .collect())
    }

    async fn bodies(&self, session: &mut Session, jobs: &[Job]) -> Result<(), SyncError> {
        let total = jobs.iter().map(|job| job.pending.len() as u64).sum();
        let mut done = 0;
        for job in jobs {
            let mut unseen = Unseen::new(job.folder.id);
            folder::bodies(session, &self.store, job, |count| {
                done += count as u64;
                (self.report)(Report::Progress { stage: Stage::Bodies, done, total });
                unseen.add(count, &self.report);
            })
            .await?;
            (self.report)(Report::Folder(job.folder.id));
        }
        if total > done {
            // The server gave fewer than it promised; do not leave a bar standing.
            (self.report)(Report::Progress { stage: Stage::Bodies, done: total, total });
        }
        Ok(())
    }

    /// Waits for news in the inbox, for a word of the user's, or until it is
    /// time for a round.
    async fn watch(&self, session: &mut Session, inbox: Option<&Inbox>, wake: &Notify) -> Result<(), SyncError> {
        let Some(inbox) = inbox.filter(|_| session.capabilities().idle) else {
            let _ = tokio::time::timeout(ROUND, wake.notified()).await;
            let _news = session.noop().await?;
            return Ok(());
        };
        let selected = session.examine(&inbox.raw_name).await?;
        if arrived_meanwhile(&self.store.folder_state(inbox.id).await?, &selected) {
            return Ok(());
        }
        let started = Instant::now();
        while started.elapsed() < ROUND {
            let left = ROUND.saturating_sub(started.elapsed());
            if session.idle_until(left.min(RENEW_IDLE), wake.notified()).await? != Woken::Timeout {
                break;
            }
        }
        Ok(())
    }
}

/// The folder that is watched.
struct Inbox {
    id: FolderId,
    raw_name: String,
}

/// Something came between the pass and the watch: no push will tell of it.
fn arrived_meanwhile(state: &FolderState, selected: &Selected) -> bool {
    let newer = state.highest_modseq.zip(selected.highest_modseq).is_some_and(|(here, there)| here != there);
    // A folder that is not wholly in step is for the next round.
    state.uid_next.is_some() && (state.uid_next != selected.uid_next || newer)
}

/// Lists are told of new extracts now and then, not for each handful.
struct Unseen {
    folder: FolderId,
    count: usize,
}

impl Unseen {
    fn new(folder: FolderId) -> Self {
        Self { folder, count: 0 }
    }

    fn add(&mut self, count: usize, report: &Reporter) {
        self.count += count;
        if self.count >= 500 {
            self.count = 0;
            report(Report::Folder(self.folder));
        }
    }
}

/// A login refused twice by itself would lock many a server's account.
pub(super) fn needs_the_user(error: &SyncError) -> bool {
    matches!(
        error,
        SyncError::Net(
            NetError::LoginRefused { .. } | NetError::LoginUnsupported | NetError::NoTls | NetError::Certificate(_)
        )
    )
}

/// Waits for the time given, or for a word of the user's. False when the
/// account is to end.
pub(super) async fn wait_for_word(controls: &mut mpsc::Receiver<Control>, wait: Option<Duration>) -> bool {
    let mut deadline = wait.map(|wait| Instant::now() + wait);
    loop {
        let control = match deadline {
            Some(deadline) => match tokio::time::timeout_at(deadline, controls.recv()).await {
                Ok(control) => control,
                Err(_) => return true,
            },
            None => controls.recv().await,
        };
        match control {
            None => return false,
            Some(Control::SyncNow) => return true,
            // No more trying by itself.
            Some(Control::Pause) => deadline = None,
        }
    }
}
