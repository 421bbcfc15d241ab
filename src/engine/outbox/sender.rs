//! The sender of an account: beside its sync, so that nothing that is sent waits
//! for mail that comes. One message at a time, oldest first; one that is refused
//! or waits for its time holds up no other.
//!
//! That the server may have a message is on the disk before the byte that
//! completes it, and what it answers right after. What is found in between at a
//! start, or when the line broke there, is in doubt ([`super::doubt`]).

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::domain::{Account, Refusal, Secret, Timestamp};
use crate::net::smtp::{self, Door, Refused, SendError, Taken};
use crate::net::{Access, NetError};
use crate::store::{Due, HeldFor, Parcel, Setback, Store, StoreError};
use crate::sync::{self, vigil};

use super::bell::Bell;
use super::{is_local, tell_marked, tell_outbox, trouble};
use crate::engine::{Command, Event, Fault, FaultKind, Inner, SendFault, Subject, faults, sending};

/// At the end of the program, for the answer of a server that may have a message.
const GRACE: Duration = Duration::from_secs(10);
/// After the cache itself would not answer.
const PAUSE: Duration = Duration::from_secs(30);

pub(in crate::engine) struct Sender {
    pub(in crate::engine) account: Account,
    pub(in crate::engine) secret: Secret,
    pub(in crate::engine) store: Store,
    pub(in crate::engine) access: Access,
    pub(in crate::engine) inner: Weak<Inner>,
    /// False in the demonstration: there is none behind it.
    pub(in crate::engine) server: bool,
}

/// A sender at work.
pub(in crate::engine) struct Sending {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Sending {
    pub(in crate::engine) fn begin(sender: Sender) -> Option<Self> {
        let bell = sender.inner.upgrade()?.bells.of(sender.account.id);
        let (stop, stopped) = watch::channel(false);
        let desk = Desk {
            sender,
            bell,
            marked: AtomicBool::new(false),
            failures: AtomicUsize::new(0),
            unwritable: AtomicBool::new(false),
        };
        Some(Self { stop, task: tokio::spawn(desk.run(stopped)) })
    }

    pub(in crate::engine) async fn end(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

/// A sender, and what wakes it.
pub(super) struct Desk {
    pub(super) sender: Sender,
    pub(super) bell: Arc<Bell>,
    /// A server may have a message, and has not answered yet.
    marked: AtomicBool,
    /// Lines that could not be opened one after the other.
    failures: AtomicUsize,
    /// The cache did not take it down that a message was about to go.
    unwritable: AtomicBool,
}

impl Desk {
    async fn run(self, mut stop: watch::Receiver<bool>) {
        // Whatever kept something back: it is tried once at each start.
        let _ = self.store().release(self.sender.account.id, None).await;
        self.tell();
        let mut work = std::pin::pin!(async { futures::join!(self.send_all(), self.file_all()) });
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => {}
            _ = &mut work => {}
        }
        let start = Instant::now();
        while self.marked.load(Ordering::SeqCst) && start.elapsed() < GRACE {
            tokio::select! {
                _ = &mut work => {}
                () = sleep(Duration::from_millis(20)) => {}
            }
        }
    }

    pub(super) fn store(&self) -> &Store {
        &self.sender.store
    }

    pub(super) fn about(&self) -> Subject {
        Subject::Account(self.sender.account.id)
    }

    pub(super) fn tell(&self) {
        tell_outbox(&self.sender.inner, self.sender.account.id);
    }

    pub(super) fn tell_event(&self, event: Event) {
        if let Some(inner) = self.sender.inner.upgrade() {
            let _ = inner.events.send(event);
        }
    }

    pub(super) fn is_local(&self) -> bool {
        is_local(self.sender.account.draft.protocol, self.sender.server)
    }

    async fn send_all(&self) {
        let mut door = None;
        loop {
            for held in self.bell.take() {
                let _ = self.store().release(self.sender.account.id, Some(held)).await;
            }
            if self.clear_up_doubts().await {
                self.changed();
            }
            match self.store().due(self.sender.account.id, sync::now()).await {
                Ok(Due::Now(parcel)) => {
                    if self.send(parcel, &mut door).await.is_ok() {
                        self.changed();
                        continue;
                    }
                    // The cache does not take what becomes of it.
                    sleep(PAUSE).await;
                }
                Ok(Due::At(at)) => self.rest(&mut door, Some(at)).await,
                Ok(Due::Nothing) => self.rest(&mut door, None).await,
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    fn changed(&self) {
        self.tell();
        self.bell.filing.notify_one();
    }

    /// Until there may be something to do.
    async fn rest(&self, door: &mut Option<Door>, at: Option<Timestamp>) {
        if let Some(door) = door.take() {
            door.leave().await;
        }
        let doubt = self.store().next_doubt(self.sender.account.id).await.ok().flatten();
        let next = at.into_iter().chain(doubt).filter(|at| *at != Timestamp::MAX).min();
        let disturbed = async {
            match self.failures.load(Ordering::SeqCst) {
                0 => std::future::pending().await,
                // Another network may have a way.
                _ => vigil::disturbed().await,
            }
        };
        tokio::select! {
            () = self.bell.sending.notified() => {}
            () = pause(next) => {}
            () = disturbed => {
                let _ = self.store().release(self.sender.account.id, Some(HeldFor::Line)).await;
            }
        }
    }

    /// Sends one message, or writes down why not. An error is the cache's.
    async fn send(&self, parcel: Parcel, door: &mut Option<Door>) -> Result<(), StoreError> {
        let id = parcel.id;
        let Some(bytes) = self.store().outgoing_bytes(id).await? else {
            // A cache that was mended has the row and not the bytes.
            return self.refuse(&parcel, FaultKind::NotHere, Vec::new(), None).await;
        };
        if self.sender.server && self.sender.account.draft.smtp.is_none() {
            let kind = FaultKind::Sending(SendFault::NoServer);
            return self.refuse(&parcel, kind, Vec::new(), None).await;
        }
        let sent = if self.sender.server {
            self.hand_in(&parcel, &bytes, door).await
        } else {
            let marked = self.store().handing(id, Vec::new()).await?;
            if marked { Ok(Taken::default()) } else { Err(SendError::TakenBack) }
        };
        let opened = door.is_some();
        if door.as_ref().is_some_and(|door| !door.holds()) {
            *door = None;
        }
        let noted = match sent {
            Ok(taken) => {
                self.failures.store(0, Ordering::SeqCst);
                let again = taken.refused.iter().any(|one| one.passes).then(|| trouble::again(parcel.tries as usize));
                let left = self.store().outgoing_left(id, again, self.sender.server).await;
                left.map(|left| {
                    if let Some(inner) = self.sender.inner.upgrade() {
                        tell_marked(&inner, left);
                    }
                })
            }
            Err(error) => self.not_sent(&parcel, error, opened).await,
        };
        self.marked.store(false, Ordering::SeqCst);
        noted
    }

    /// What it means that it was not sent, or may not have been.
    async fn not_sent(&self, parcel: &Parcel, error: SendError, opened: bool) -> Result<(), StoreError> {
        let auth = self.sender.account.draft.auth;
        let fault = faults::by_way_of(auth, sending::fault(&error, self.about()));
        match error {
            // As long as the cache takes nothing down, nothing goes.
            SendError::TakenBack if self.unwritable.swap(false, Ordering::SeqCst) => {
                sleep(PAUSE).await;
                Ok(())
            }
            // Its row is gone, or stays in doubt until somebody is asked.
            SendError::TakenBack | SendError::InDoubt => Ok(()),
            // In the middle of this one: the others may fare better.
            SendError::Net(_) if opened => {
                let again = trouble::again(parcel.tries as usize);
                self.store().hold_one(parcel.id, trouble::written(fault.kind), again).await
            }
            SendError::Net(_) => self.hold(fault).await,
            SendError::Recipients(refused) => {
                let again = refused.iter().any(|one| one.passes).then(|| trouble::again(parcel.tries as usize));
                self.refuse(parcel, fault.kind, refusals(&refused), again).await
            }
            SendError::Sender { passes: true, .. } | SendError::Message { passes: true, .. } => {
                self.refuse(parcel, fault.kind, Vec::new(), Some(trouble::again(parcel.tries as usize))).await
            }
            SendError::TooLarge { .. }
            | SendError::Unwritable
            | SendError::Sender { .. }
            | SendError::Message { .. } => self.refuse(parcel, fault.kind, Vec::new(), None).await,
        }
    }

    async fn refuse(
        &self,
        parcel: &Parcel,
        kind: FaultKind,
        refused: Vec<Refusal>,
        again: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.store().set_back(parcel.id, Setback { fault: trouble::written(kind), refused, again }).await
    }

    /// No way to the server: all wait. A line is waited for in silence, and what
    /// only the user can mend is said.
    async fn hold(&self, fault: Fault) -> Result<(), StoreError> {
        let held = trouble::held_for(fault.kind);
        let again = match held {
            HeldFor::Line => trouble::again(self.failures.load(Ordering::SeqCst)),
            HeldFor::Card | HeldFor::User => Timestamp::MAX,
        };
        let _ = self.failures.fetch_add(1, Ordering::SeqCst);
        let kind = trouble::written(fault.kind);
        self.store().hold(self.sender.account.id, held, kind, sync::now(), again).await?;
        if held == HeldFor::User {
            self.tell_event(Event::Fault(fault.retry_with(Command::Restart(self.sender.account.id))));
        }
        Ok(())
    }

    async fn hand_in(&self, parcel: &Parcel, bytes: &[u8], door: &mut Option<Door>) -> Result<Taken, SendError> {
        let opened = match door.take() {
            Some(door) => door,
            None => self.open().await?,
        };
        let opened = door.insert(opened);
        let report = parcel.delivery_report.then_some(parcel.message_id.as_str());
        let handed = smtp::Parcel { from: Some(&parcel.from), to: &parcel.to, bytes, report };
        opened.hand_in(handed, |refused| self.mark(parcel, refusals(refused))).await
    }

    /// Before the byte that completes it. A cache that does not take it down keeps
    /// the message from going.
    async fn mark(&self, parcel: &Parcel, refused: Vec<Refusal>) -> bool {
        let noted = self.store().handing(parcel.id, refused).await;
        self.unwritable.store(noted.is_err(), Ordering::SeqCst);
        let marked = noted.unwrap_or(false);
        self.marked.store(marked, Ordering::SeqCst);
        if marked {
            self.tell();
        }
        marked
    }

    async fn open(&self) -> Result<Door, SendError> {
        let draft = &self.sender.account.draft;
        // That there is none was told before.
        let server = draft.smtp.as_ref().ok_or(NetError::Cancelled)?;
        let connector = self.sender.access.connector(draft)?;
        Ok(Door::open(server, connector, &draft.user, draft.auth, &self.sender.secret).await?)
    }
}

pub(super) async fn pause(until: Option<Timestamp>) {
    match until {
        Some(at) => sleep(trouble::until(at)).await,
        None => std::future::pending().await,
    }
}

fn refusals(refused: &[Refused]) -> Vec<Refusal> {
    let told = |one: &Refused| Refusal { to: one.to.clone(), passes: one.passes, said: one.text.as_str().to_owned() };
    refused.iter().map(told).collect()
}
