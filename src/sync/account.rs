//! The life of one account: connect, bring everything in step, watch, and begin
//! again when the line breaks. It ends when its controls are dropped.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::crypto::KeyError;
use crate::domain::{Account, Folder, FolderId, Role, Secret, Tag, Timestamp};
use crate::net::imap::{RemoteFolder, Selected, Session, Woken};
use crate::net::{Access, NetError};
use crate::store::{FolderState, ServerFolder, Store};

use super::bodies::Haul;
use super::folder::{self, Job, Seen, Visit};
use super::tags::{self, Sharing};
use super::troubles::Troubles;
use super::waiting::{self, Wait};
use super::{Report, Reporter, Stage, Standing, SyncError, queue, vigil};

/// RFC 2177 asks for less than 29 minutes; routers of small practices forget a
/// silent line much sooner.
const RENEW_IDLE: Duration = Duration::from_mins(9);
/// Folders that do not push are looked at this often.
const ROUND: Duration = Duration::from_mins(5);
/// A server that has no room for us is not to be pressed.
const BUSY: u64 = 60;
/// More folders than that are left to the rounds.
const MOST_WATCHED: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    SyncNow,
    /// Stop the work in hand and wait for [`Control::SyncNow`].
    Pause,
    /// A card or a token came, went, or was opened: worth a try for who waits
    /// for it.
    CardChanged,
}

pub struct Mailbox {
    pub account: Account,
    pub secret: Secret,
    pub store: Store,
    pub access: Access,
    pub report: Reporter,
}

/// Why the account stopped living for a while.
enum Interrupted {
    Paused,
    Closed,
    /// `worked`: a whole pass came through before the line broke.
    /// `card_changed` while it was tried.
    Failed {
        error: SyncError,
        worked: bool,
        card_changed: bool,
    },
}

impl Mailbox {
    pub async fn run(self, mut controls: mpsc::Receiver<Control>) {
        let (mut failures, mut troubles) = (0, Troubles::default());
        loop {
            let interrupted = self.until_interrupted(&mut controls, &mut troubles).await;
            let wait = match interrupted {
                Interrupted::Closed => return,
                Interrupted::Paused => {
                    self.tell(Standing::Idle);
                    Wait::ForTheUser
                }
                Interrupted::Failed { error, card_changed: true, .. } if waiting::card(&error).is_some() => continue,
                Interrupted::Failed { error, worked, .. } => {
                    // Without a line for hours, what is here is found all the same.
                    while !controls.is_closed() && self.index_some_headers().await {}
                    failures = if worked { 0 } else { failures + 1 };
                    self.after(error, failures)
                }
            };
            if !wait.pass(&mut controls).await {
                return;
            }
        }
    }

    async fn until_interrupted(&self, controls: &mut mpsc::Receiver<Control>, troubles: &mut Troubles) -> Interrupted {
        let (wake, mut card_changed) = (Notify::new(), false);
        let mut live = std::pin::pin!(self.live(&wake, troubles));
        loop {
            tokio::select! {
                biased;
                control = controls.recv() => match control {
                    None => return Interrupted::Closed,
                    Some(Control::Pause) => return Interrupted::Paused,
                    // While working there is nothing to hurry.
                    Some(Control::SyncNow) => wake.notify_one(),
                    Some(Control::CardChanged) => card_changed = true,
                },
                (error, worked) = &mut live => return Interrupted::Failed { error, worked, card_changed },
            }
        }
    }

    /// Headers whose bodies do not come now are found all the same. False when
    /// there are no more.
    async fn index_some_headers(&self) -> bool {
        // A cache that cannot be written to has said so before.
        self.store.index_headers().await.is_ok_and(|done| done > 0)
    }

    fn tell(&self, standing: Standing) {
        (self.report)(Report::Line(standing));
    }

    async fn open(&self) -> Result<Session, NetError> {
        let draft = &self.account.draft;
        let connector = self.access.connector(draft)?;
        Session::open(&draft.incoming, connector, &draft.user, draft.auth, &self.secret).await
    }

    /// Connects, works and watches until something breaks. True if a whole pass
    /// came through before.
    async fn live(&self, wake: &Notify, troubles: &mut Troubles) -> (SyncError, bool) {
        let mut worked = false;
        match self.work(wake, troubles, &mut worked).await {
            Ok(never) => match never {},
            Err(error) => (error, worked),
        }
    }

    async fn work(&self, wake: &Notify, troubles: &mut Troubles, worked: &mut bool) -> Result<Infallible, SyncError> {
        loop {
            // On another network, or after a sleep, a line is as good as dead.
            if let Some(never) = vigil::undisturbed(self.line(wake, troubles, worked)).await? {
                match never {}
            }
        }
    }

    /// One connection, for as long as it lasts.
    async fn line(&self, wake: &Notify, troubles: &mut Troubles, worked: &mut bool) -> Result<Infallible, SyncError> {
        self.tell(Standing::Connecting);
        let mut line = Line {
            session: self.open().await?,
            folders: Vec::new(),
            passed_over: HashSet::new(),
            notified: None,
            sharing: Sharing::default(),
            tags: Vec::new(),
        };
        let mut news = Woken::Timeout;
        loop {
            if news == Woken::Timeout {
                line.sharing.look_again();
            }
            troubles.begin();
            self.pass(&mut line, &news, wake, troubles).await?;
            self.tell_tags(&mut line).await?;
            *worked = true;
            self.tell(Standing::Watching);
            news = self.watch(&mut line, wake).await?;
        }
    }

    /// Says how it failed, and what is waited for.
    fn after(&self, error: SyncError, failures: usize) -> Wait {
        let refused = waiting::needs_the_user(&error);
        self.tell(waiting::standing(&error, refused));
        let wait = match &error {
            _ if refused => Wait::ForTheUser,
            SyncError::Net(NetError::Busy { .. } | NetError::Key(KeyError::Unresponsive)) => {
                Wait::after(failures, BUSY)
            }
            error if waiting::card(error).is_some() => Wait::ForTheCard,
            _ => Wait::after(failures, 0),
        };
        if waiting::is_worth_a_word(&error) {
            (self.report)(Report::Failed(error));
        }
        wait
    }

    /// Everything in step: headers of all folders first, so that every list is
    /// there soon; then the bodies. When the user calls in between, what was
    /// done here goes out before the rest comes in.
    async fn pass(
        &self,
        line: &mut Line,
        news: &Woken,
        wake: &Notify,
        troubles: &mut Troubles,
    ) -> Result<(), SyncError> {
        self.tell(Standing::Working);
        'again: loop {
            queue::flush(&mut line.session, &self.store, self.account.id, &self.report).await?;
            let all_at_once = line.session.capabilities().list_status;
            if line.folders.is_empty() || all_at_once || *news != Woken::News {
                let mut remote = line.session.folders().await?;
                let (session, store, report) = (&mut line.session, &self.store, &self.report);
                let desk = tags::Desk { session, store, report, email: &self.account.draft.email };
                line.sharing.share(desk, &mut remote).await?;
                line.folders = self.folders(&remote).await?;
            } else {
                // Each folder costs a round trip: the news is of the inbox.
                line.folders.retain(|(folder, _)| folder.role == Some(Role::Inbox));
            }
            let mut jobs = Vec::new();
            for (folder, remote) in &line.folders {
                let since = self.kept_since(folder).await?;
                let (session, store, report) = (&mut line.session, &self.store, &self.report);
                let visit = Visit { session, store, folder, since, report, wake };
                match folder::headers(visit, remote).await {
                    Ok(Seen::InStep) => {}
                    Ok(Seen::Missing(job)) => jobs.push(job),
                    Ok(Seen::Called) => continue 'again,
                    Err(error) if is_of_one_folder(&error) => {
                        if line.passed_over.insert(folder.id) {
                            (self.report)(Report::Failed(error));
                        }
                    }
                    Err(error) => return Err(error),
                }
            }
            if self.bodies(&mut line.session, &jobs, wake, troubles).await? {
                while self.index_some_headers().await {}
                return Ok(());
            }
        }
    }

    /// A message may carry a label of another mail program's that none did before.
    async fn tell_tags(&self, line: &mut Line) -> Result<(), SyncError> {
        let tags = self.store.tags().await?;
        if line.tags != tags {
            line.tags = tags;
            (self.report)(Report::Tags);
        }
        Ok(())
    }

    /// From when on bodies are kept here of what lies in a folder.
    async fn kept_since(&self, folder: &Folder) -> Result<Timestamp, SyncError> {
        let keep = match self.store.folder_keep(folder.id).await? {
            Some(keep) => keep,
            None => self.store.account_keep(self.account.id).await?,
        };
        Ok(keep.since(super::now()))
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

    /// False if the user called before all was here.
    async fn bodies(
        &self,
        session: &mut Session,
        jobs: &[Job],
        wake: &Notify,
        troubles: &mut Troubles,
    ) -> Result<bool, SyncError> {
        let total = jobs.iter().map(|job| job.pending.len() as u64).sum();
        let mut haul = Haul { session, store: &self.store, report: &self.report, wake, troubles, done: 0, total };
        for job in jobs {
            match haul.folder(job).await {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) if is_of_one_folder(&error) => {}
                Err(error) => return Err(error),
            }
        }
        if total > haul.done {
            // The server gave fewer than it promised; do not leave a bar standing.
            (self.report)(Report::Progress { stage: Stage::Bodies, done: total, total });
        }
        Ok(true)
    }

    /// Waits for news, for a word of the user's, or until it is time for a round.
    async fn watch(&self, line: &mut Line, wake: &Notify) -> Result<Woken, SyncError> {
        let Some((inbox, raw_name)) = line.inbox() else {
            let _ = tokio::time::timeout(ROUND, wake.notified()).await;
            let _news = line.session.noop().await?;
            return Ok(Woken::Timeout);
        };
        let selected = match line.session.examine(&raw_name).await.map_err(SyncError::from) {
            Err(error) if is_of_one_folder(&error) => {
                let _ = tokio::time::timeout(ROUND, wake.notified()).await;
                return Ok(Woken::Timeout);
            }
            other => other?,
        };
        if arrived_meanwhile(&self.store.folder_state(inbox).await?, &selected) {
            return Ok(Woken::News);
        }
        line.notify().await?;
        let started = Instant::now();
        while started.elapsed() < ROUND {
            let left = ROUND.saturating_sub(started.elapsed());
            match line.session.idle_until(left.min(RENEW_IDLE), wake.notified()).await? {
                Woken::Timeout => {}
                woken => return Ok(woken),
            }
        }
        Ok(Woken::Timeout)
    }
}

/// A connection, and what was learned over it.
struct Line {
    session: Session,
    folders: Vec<(Folder, RemoteFolder)>,
    /// Folders that the server lists and does not open.
    passed_over: HashSet<FolderId>,
    /// Of these folders too the server was asked to tell.
    notified: Option<HashSet<String>>,
    sharing: Sharing,
    /// As last told.
    tags: Vec<Tag>,
}

impl Line {
    fn inbox(&self) -> Option<(FolderId, String)> {
        let (folder, remote) = self.folders.iter().find(|(folder, _)| folder.role == Some(Role::Inbox))?;
        Some((folder.id, remote.raw_name.clone()))
    }

    /// Where the server can, it tells of all folders, and of those that come to be.
    async fn notify(&mut self) -> Result<(), SyncError> {
        if !self.session.capabilities().notify {
            return Ok(());
        }
        let others = self.folders.iter().filter(|(folder, _)| folder.role != Some(Role::Inbox));
        let names = others.map(|(_, remote)| remote.raw_name.as_str()).take(MOST_WATCHED);
        let names: Vec<&str> = self.sharing.hidden_folder().into_iter().chain(names).collect();
        if self.notified.as_ref().is_some_and(|known| names.iter().all(|name| known.contains(*name))) {
            return Ok(());
        }
        self.notified = Some(names.iter().map(ToString::to_string).collect());
        match self.session.notify(&names).await {
            // The rounds see them all the same.
            Err(NetError::Said { .. } | NetError::Refused(_)) => Ok(()),
            other => Ok(other?),
        }
    }
}

/// The server said no: the other folders are none the worse.
fn is_of_one_folder(error: &SyncError) -> bool {
    matches!(error, SyncError::Net(NetError::Said { .. } | NetError::Refused(_)))
}

/// Something came between the pass and the watch: no push will tell of it.
fn arrived_meanwhile(state: &FolderState, selected: &Selected) -> bool {
    let newer = state.highest_modseq.zip(selected.highest_modseq).is_some_and(|(here, there)| here != there);
    // A folder that is not wholly in step is for the next round.
    state.uid_next.is_some() && (state.uid_next != selected.uid_next || newer)
}
