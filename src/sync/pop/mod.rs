//! The life of a POP3 account: a visit to the server now and then, or when the
//! user asks. All folders but the inbox are of this workstation alone. It ends
//! when its controls are dropped.

mod pass;
mod plan;

use std::convert::Infallible;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until, timeout};

use crate::crypto::KeyError;
use crate::domain::{Folder, Leave, Role};
use crate::net::NetError;
use crate::net::pop3::Session;
use crate::store::StoreError;

use self::pass::Pass;
use super::account::{Control, Mailbox};
use super::waiting::{self, Wait};
use super::{Report, Standing, SyncError};

/// How often the server is asked. There is no push.
const ROUND: Duration = Duration::from_mins(10);
/// A mailbox in use, or a server without room, is not asked again at once.
const PATIENCE: u64 = 60;

/// Shown by their role, in the user's language.
const FOLDERS: [(Role, &str); 6] = [
    (Role::Inbox, "INBOX"),
    (Role::Drafts, "Drafts"),
    (Role::Sent, "Sent"),
    (Role::Archive, "Archive"),
    (Role::Junk, "Junk"),
    (Role::Trash, "Trash"),
];

/// A [`Mailbox`] whose server speaks POP3.
pub struct PopMailbox {
    pub mailbox: Mailbox,
    pub leave: Leave,
}

enum Interrupted {
    Paused,
    Closed,
    /// `worked`: a visit came through before the failure; `card_changed` while it
    /// was tried.
    Failed {
        error: SyncError,
        worked: bool,
        card_changed: bool,
    },
}

impl PopMailbox {
    pub async fn run(self, mut controls: mpsc::Receiver<Control>) {
        let mut failures = 0;
        loop {
            let wait = match self.until_interrupted(&mut controls).await {
                Interrupted::Closed => return,
                Interrupted::Paused => {
                    self.tell(Standing::Idle);
                    Wait::ForTheUser
                }
                Interrupted::Failed { error, card_changed: true, .. } if waiting::card(&error).is_some() => continue,
                Interrupted::Failed { error, worked, .. } => {
                    failures = if worked { 1 } else { failures + 1 };
                    self.after(error, failures)
                }
            };
            if !wait.pass(&mut controls).await {
                return;
            }
        }
    }

    async fn until_interrupted(&self, controls: &mut mpsc::Receiver<Control>) -> Interrupted {
        let (wake, mut card_changed) = (Notify::new(), false);
        let mut live = std::pin::pin!(self.live(&wake));
        loop {
            tokio::select! {
                biased;
                control = controls.recv() => match control {
                    None => return Interrupted::Closed,
                    Some(Control::Pause) => return Interrupted::Paused,
                    Some(Control::SyncNow) => wake.notify_one(),
                    Some(Control::CardChanged) => card_changed = true,
                },
                (error, worked) = &mut live => return Interrupted::Failed { error, worked, card_changed },
            }
        }
    }

    async fn live(&self, wake: &Notify) -> (SyncError, bool) {
        let mut worked = false;
        match self.visit_again_and_again(wake, &mut worked).await {
            Ok(never) => match never {},
            Err(error) => (error, worked),
        }
    }

    async fn visit_again_and_again(&self, wake: &Notify, worked: &mut bool) -> Result<Infallible, SyncError> {
        let inbox = self.inbox().await?;
        loop {
            self.tell(Standing::Connecting);
            let session = self.open().await?;
            // Some servers count the time between two logins.
            let not_before = Instant::now() + session.capabilities().login_delay.unwrap_or_default();
            self.tell(Standing::Working);
            let Mailbox { account, store, report, .. } = &self.mailbox;
            Pass { account: account.id, leave: self.leave, inbox: &inbox, store, report }.run(session).await?;
            *worked = true;
            self.tell(Standing::Watching);
            let _ = timeout(ROUND, wake.notified()).await;
            sleep_until(not_before).await;
        }
    }

    async fn open(&self) -> Result<Session, NetError> {
        let draft = &self.mailbox.account.draft;
        let connector = self.mailbox.access.connector(draft)?;
        Session::open(&draft.incoming, connector, &draft.user, draft.auth, &self.mailbox.secret).await
    }

    /// All local folders are there, also before the server has ever answered.
    async fn inbox(&self) -> Result<Folder, SyncError> {
        let Mailbox { account, store, report, .. } = &self.mailbox;
        store.make_local_folders(account.id, FOLDERS.to_vec()).await?;
        report(Report::Folders);
        let folders = store.folders(account.id).await?;
        let inbox = folders.into_iter().find(|folder| folder.role == Some(Role::Inbox));
        Ok(inbox.ok_or(StoreError::Gone)?)
    }

    /// Says how it failed, and what is waited for.
    fn after(&self, error: SyncError, failures: usize) -> Wait {
        let refused = waiting::needs_the_user(&error) || matches!(error, SyncError::Net(NetError::Nameless));
        self.tell(waiting::standing(&error, refused));
        let patience = match &error {
            SyncError::Net(NetError::InUse | NetError::Busy { .. } | NetError::Key(_)) => PATIENCE,
            _ => 0,
        };
        let wait = match waiting::card(&error) {
            _ if refused => Wait::ForTheUser,
            None | Some(KeyError::Unresponsive) => Wait::after(failures, patience),
            Some(_) => Wait::ForTheCard,
        };
        if waiting::is_worth_a_word(&error) {
            (self.mailbox.report)(Report::Failed(error));
        }
        wait
    }

    fn tell(&self, standing: Standing) {
        (self.mailbox.report)(Report::Line(standing));
    }
}
