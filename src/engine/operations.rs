//! Gestures: carried out here before they answer, and on the server as soon as
//! there is a line. Taking them back, and what became of them.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, Weak};

use crate::domain::{AccountId, Act, Done, Gesture};
use crate::store::{Ground, Pending, Performed, Reverse};

use super::{Command, Engine, Event, Fault, Inner, Line, OperationId, PendingOperation, Protection, Subject, faults};

/// Gestures that can be taken back.
const DEPTH: usize = 50;

/// What takes the last gestures back, the newest at the end.
#[derive(Debug, Default)]
pub(super) struct Undo(VecDeque<(Act, Vec<Reverse>)>);

impl Undo {
    fn push(&mut self, act: Act, steps: Vec<Reverse>) {
        if self.0.len() == DEPTH {
            let _ = self.0.pop_front();
        }
        self.0.push_back((act, steps));
    }
}

impl Engine {
    /// Carried out here before it answers; on the server as soon as there is a line.
    pub async fn perform(&self, gesture: Gesture) -> Result<Done, Fault> {
        let performed = self.inner.store.perform(gesture, self.ground()).await.map_err(faults::store)?;
        if performed.done.undoable {
            let mut undo = self.inner.undo.lock().unwrap_or_else(PoisonError::into_inner);
            undo.push(performed.done.act, performed.reverse.clone());
        }
        Ok(self.tell_performed(performed))
    }

    /// What the program does by itself, as marking what was looked at as read:
    /// undo passes over it, for the user takes back what the user did.
    pub async fn perform_unasked(&self, gesture: Gesture) -> Result<Done, Fault> {
        let performed = self.inner.store.perform(gesture, self.ground()).await.map_err(faults::store)?;
        Ok(self.tell_performed(performed))
    }

    /// Takes back the newest gesture that can be. None when there is none.
    pub async fn undo(&self) -> Result<Option<Done>, Fault> {
        let last = self.inner.undo.lock().unwrap_or_else(PoisonError::into_inner).0.pop_back();
        let Some((act, steps)) = last else { return Ok(None) };
        let performed = self.inner.store.reverse(act, steps, self.ground()).await.map_err(faults::store)?;
        Ok(Some(self.tell_performed(performed)))
    }

    /// What waits for the server, and what it refused, oldest first.
    pub async fn pending(&self) -> Result<Vec<PendingOperation>, Fault> {
        let pending = self.inner.store.pending().await.map_err(faults::store)?;
        Ok(pending.into_iter().map(operation).collect())
    }

    /// The user has read of a refusal.
    pub async fn forget_refusal(&self, id: OperationId) -> Result<(), Fault> {
        let forgotten = self.inner.store.forget_refusal(id.0).await.map_err(faults::store)?;
        if let Some(account) = forgotten {
            tell_pending(&Arc::downgrade(&self.inner), account);
        }
        Ok(())
    }

    pub(super) fn ground(&self) -> Ground {
        Ground {
            server: self.inner.protection != Protection::Demonstration,
            trash: "Corbeille",
            archive: "Archive",
            junk: "Indésirables",
            drafts: "Brouillons",
            templates: "Modèles",
        }
    }

    /// Lists are told at once, folders and the queue soon after; the servers
    /// that can be reached hear of it.
    pub(super) fn tell_performed(&self, performed: Performed) -> Done {
        for folder in performed.folders {
            self.tell(Event::FolderChanged(folder));
        }
        for account in performed.accounts {
            let inner = self.inner.clone();
            drop(self.inner.handle.spawn(async move {
                let _turn = inner.telling.lock().await;
                if let Ok(folders) = inner.store.folders(account).await {
                    let _ = inner.events.send(Event::Folders(account, folders.into()));
                }
            }));
            tell_pending(&Arc::downgrade(&self.inner), account);
            wake(&self.inner, account);
        }
        performed.done
    }
}

/// Tells how much of an account waits, and how much was refused.
pub(super) fn tell_pending(inner: &Weak<Inner>, account: AccountId) {
    let Some(inner) = inner.upgrade() else { return };
    let handle = inner.handle.clone();
    drop(handle.spawn(async move {
        let _turn = inner.telling.lock().await;
        if let Ok(queued) = inner.store.queued(account).await {
            let _ = inner.events.send(Event::Pending { account, waiting: queued.waiting, refused: queued.refused });
        }
    }));
}

/// The server hears of what was done here, but only where a line stands: one that
/// was refused must not be tried again with each gesture.
pub(super) fn wake(inner: &Inner, account: AccountId) {
    let lines = inner.lines.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(lines.get(&account), Some(Line::Connecting | Line::Watching | Line::Working)) {
        // Full: it has as much to do as it needs.
        let _ = inner.commands.try_send(Command::Sync(account));
    }
}

fn operation(pending: Pending) -> PendingOperation {
    PendingOperation {
        id: OperationId(pending.id),
        account: pending.account,
        act: pending.act,
        count: pending.count,
        folder: pending.folder.map(Into::into),
        refused: pending.refused.map(|reason| faults::refused(reason, Subject::Account(pending.account))),
    }
}
