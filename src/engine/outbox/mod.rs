//! The outbox: messages that are on their way out, as the user sees them. Each
//! account has a [`sender`] that takes them there; here is what a person may do.
//!
//! What was posted stays until it is sent, taken back or given up. What may be
//! with a server is not taken back, and not sent again unless the user says so.

mod bell;
mod copy;
mod doubt;
mod sender;
mod trouble;

use std::sync::{Arc, Weak};

use crate::domain::{
    AccountId, Address, DraftId, Outgoing, OutgoingId, OutgoingState, Protocol, Refusal, Settle, Timestamp,
};
use crate::store::{Left, Posted, TakenBack};
use crate::sync;

use super::{Engine, Event, Fault, Inner, Protection, Subject, faults};

pub(super) use bell::{Bells, Ring};
pub(super) use sender::{Sender, Sending};

/// A message of the outbox, as it is told.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: OutgoingId,
    pub account: AccountId,
    pub subject: String,
    pub people: Vec<Address>,
    pub size: u64,
    pub state: OutgoingState,
    /// Some have it, and only the others are waited for.
    pub left: bool,
    /// Sent later.
    pub not_before: Option<Timestamp>,
    /// None: now, or when what it waits for is there.
    pub next_try: Option<Timestamp>,
    /// What it met last.
    pub why: Option<Fault>,
    /// Those who are refused, and what the server says of each.
    pub refusals: Vec<Refusal>,
    pub draft: Option<DraftId>,
}

impl Engine {
    /// Takes a message in to be sent: from now on it is not lost. It leaves as soon
    /// as there is a line, or when its time has come.
    pub async fn post(&self, outgoing: Outgoing) -> Result<OutgoingId, Fault> {
        let account = outgoing.account;
        let id = self.inner.store.post(outgoing, sync::now()).await.map_err(faults::store)?;
        self.outbox_changed(account);
        Ok(id)
    }

    /// All accounts, oldest first.
    pub async fn outbox(&self) -> Result<Vec<Waiting>, Fault> {
        let posted = self.inner.store.outbox().await.map_err(faults::store)?;
        Ok(posted.into_iter().map(waiting).collect())
    }

    /// The message as it was posted, which is in the outbox no more. None: too late,
    /// a server may have it.
    pub async fn take_back(&self, id: OutgoingId) -> Result<Option<TakenBack>, Fault> {
        let taken = self.inner.store.take_back(id).await.map_err(faults::store)?;
        if let Some(taken) = &taken {
            self.outbox_changed(taken.account);
        }
        Ok(taken)
    }

    /// At once, whatever it waited for; what was refused is tried again. False where
    /// there is nothing to hurry.
    pub async fn send_now(&self, id: OutgoingId) -> Result<bool, Fault> {
        let hurried = self.inner.store.send_now(id).await.map_err(faults::store)?;
        Ok(hurried.map(|account| self.outbox_changed(account)).is_some())
    }

    /// The user says what became of a message in doubt. False where it is in doubt
    /// no more.
    pub async fn settle(&self, id: OutgoingId, settle: Settle) -> Result<bool, Fault> {
        let server = self.inner.protection != Protection::Demonstration;
        let settled = self.inner.store.settle(id, settle, server).await.map_err(faults::store)?;
        let Some((account, left)) = settled else { return Ok(false) };
        tell_marked(&self.inner, left);
        self.outbox_changed(account);
        Ok(true)
    }

    /// Those who have not got it do not get it; where only its copy does not come
    /// about, there is none. False where it is to be taken back, or settled.
    pub async fn give_up(&self, id: OutgoingId) -> Result<bool, Fault> {
        let given_up = self.inner.store.give_up(id).await.map_err(faults::store)?;
        Ok(given_up.map(|account| self.outbox_changed(account)).is_some())
    }

    pub(super) fn outbox_changed(&self, account: AccountId) {
        self.inner.bells.ring(account, Ring::Posted);
        tell_outbox(&Arc::downgrade(&self.inner), account);
    }
}

/// Tells how the outbox of an account stands.
fn tell_outbox(inner: &Weak<Inner>, account: AccountId) {
    let Some(inner) = inner.upgrade() else { return };
    let handle = inner.handle.clone();
    drop(handle.spawn(async move {
        let _turn = inner.telling.lock().await;
        if let Ok(stands) = inner.store.outbox_standing(account).await {
            let (waiting, refused, in_doubt) = (stands.waiting, stands.refused, stands.in_doubt);
            let _ = inner.events.send(Event::Outbox { account, waiting, refused, in_doubt });
        }
    }));
}

/// The message that one that left answers shows it.
fn tell_marked(inner: &Arc<Inner>, left: Left) {
    let Some((account, folder)) = left.marked else { return };
    let _ = inner.events.send(Event::FolderChanged(folder));
    super::operations::tell_pending(&Arc::downgrade(inner), account);
    super::operations::wake(inner, account);
}

fn waiting(posted: Posted) -> Waiting {
    let about = Subject::Account(posted.account);
    let why = posted.fault.map(|kind| Fault::new(trouble::read(&kind), about, "it met this last"));
    Waiting {
        id: posted.id,
        account: posted.account,
        subject: posted.subject,
        people: posted.people,
        size: posted.size,
        state: posted.state,
        left: posted.sent,
        not_before: posted.not_before,
        next_try: posted.next_try.filter(|at| *at != Timestamp::MAX),
        why,
        refusals: posted.refusals,
        draft: posted.draft,
    }
}

/// Folders of this account are of this workstation alone.
fn is_local(protocol: Protocol, server: bool) -> bool {
    !server || protocol != Protocol::Imap
}
