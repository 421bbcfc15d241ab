//! Senders who are blocked or welcome: what the user says of them, and what is done
//! with new mail because of it. It is moved, told, and can be taken back; nothing is
//! ever deleted.
//!
//! Of two workstations that block the same sender and hear of a letter in the same
//! instant only one moves it ([`crate::net::imap`], claims). Where the server keeps no
//! keywords both may, and it is among the junk twice.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError, Weak};

use crate::domain::{AccountId, Act, Email, Listed, MessageId, Role, Stance, Whose, sole_sender, stance_on};
use crate::store::Reverse;

use super::event::{Arrival, Sorted, SortingId};
use super::{Engine, Event, Fault, FaultKind, Inner, Subject, faults};

/// Messages named in one event; of more than that, only the count is told.
const NAMED: usize = 10;
/// What was moved and can be taken back.
const DEPTH: usize = 20;

/// What is remembered of it while the program runs.
#[derive(Default)]
pub(super) struct Desk(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    last: u64,
    moved: VecDeque<(SortingId, Vec<Reverse>)>,
    /// Mailboxes of which it was said that they have no folder for junk.
    told: BTreeSet<AccountId>,
}

impl Engine {
    /// Both lists, by whom they name.
    pub async fn listed_senders(&self) -> Result<Vec<Listed>, Fault> {
        self.inner.store.listed_senders().await.map_err(faults::store)
    }

    /// From the next message on.
    pub async fn list_sender(&self, listed: Listed) -> Result<(), Fault> {
        self.inner.store.list_sender(listed).await.map_err(faults::store)
    }

    pub async fn unlist_sender(&self, whose: Whose) -> Result<(), Fault> {
        self.inner.store.unlist_sender(whose).await.map_err(faults::store)
    }

    /// Who sent all of these, where it is one and the same.
    pub async fn sender_of_all(&self, messages: Vec<MessageId>) -> Result<Option<Email>, Fault> {
        let envelopes = self.inner.store.envelopes(messages).await.map_err(faults::store)?;
        let mut senders = envelopes.iter().map(|envelope| sole_sender(&envelope.from));
        let first = senders.next().flatten();
        Ok(first.filter(|first| senders.all(|one| one.as_ref() == Some(first))))
    }

    /// Welcome senders among those of messages, each once.
    pub async fn welcome_among(&self, messages: Vec<MessageId>) -> Result<Vec<Email>, Fault> {
        let listed = self.listed_senders().await?;
        if listed.iter().all(|line| line.stance == Stance::Blocked) {
            return Ok(Vec::new());
        }
        let trusted = self.trusted_space().await?;
        let envelopes = self.inner.store.envelopes(messages).await.map_err(faults::store)?;
        let mut welcome: Vec<Email> = Vec::new();
        for sender in envelopes.iter().filter_map(|envelope| sole_sender(&envelope.from)) {
            if stance_on(&listed, &sender, &trusted) == Some(Stance::Welcome) && !welcome.contains(&sender) {
                welcome.push(sender);
            }
        }
        Ok(welcome)
    }

    /// What a list moved goes back, and is not moved again. None where it is too late.
    pub async fn take_sorting_back(&self, id: SortingId) -> Result<Option<usize>, Fault> {
        let steps = {
            let mut memory = self.inner.listed.0.lock().unwrap_or_else(PoisonError::into_inner);
            let place = memory.moved.iter().position(|(one, _)| *one == id);
            place.and_then(|place| memory.moved.remove(place))
        };
        let Some((_, steps)) = steps else { return Ok(None) };
        let performed = self.inner.store.reverse(Act::Sort, steps, self.ground()).await.map_err(faults::store)?;
        Ok(Some(self.tell_performed(performed).count))
    }

    /// New mail: the lists have their say first, then the rest is told.
    async fn receive(&self, account: AccountId, messages: Vec<MessageId>, among_junk: bool) {
        let stance = if among_junk { Stance::Welcome } else { Stance::Blocked };
        let moved = self.sort(account, &messages, stance).await.unwrap_or_else(|fault| {
            tracing::warn!(target: "sceau::listed", kind = ?fault.kind, "the lists of senders had no say");
            Vec::new()
        });
        let news: Vec<MessageId> =
            messages.into_iter().filter(|message| moved.contains(message) == among_junk).collect();
        let count = news.len();
        if count > 0 {
            let messages = news.into_iter().take(NAMED).collect();
            self.tell(Event::Arrived(Arrival { account, messages, count }));
        }
    }

    /// Gives the messages that were moved.
    async fn sort(&self, account: AccountId, messages: &[MessageId], stance: Stance) -> Result<Vec<MessageId>, Fault> {
        let store = &self.inner.store;
        let listed = self.listed_senders().await?;
        if listed.iter().all(|line| line.stance != stance) {
            return Ok(Vec::new());
        }
        let trusted = self.trusted_space().await?;
        let mut chosen = Vec::new();
        for message in messages {
            let envelope = store.envelope(*message).await.map_err(faults::store)?.unwrap_or_default();
            let sender = sole_sender(&envelope.from);
            if sender.and_then(|sender| stance_on(&listed, &sender, &trusted)) == Some(stance) {
                chosen.push(*message);
            }
        }
        if chosen.is_empty() || !self.has_place(account, stance).await? {
            return Ok(Vec::new());
        }
        let performed = store.sort_by_sender(chosen, stance, self.ground()).await.map_err(faults::store)?;
        let moved: Vec<MessageId> = performed.reverse.iter().flat_map(moved_by).copied().collect();
        let id = self.keep_way_back(performed.reverse.clone());
        let done = self.tell_performed(performed);
        if done.count > 0 {
            self.tell(Event::Sorted(Sorted { id, account, stance, count: done.count }));
        }
        Ok(moved)
    }

    /// The mailbox has the folder that it would go to; where it has not, that is
    /// said, once.
    async fn has_place(&self, account: AccountId, stance: Stance) -> Result<bool, Fault> {
        let role = if stance == Stance::Blocked { Role::Junk } else { Role::Inbox };
        let folders = self.inner.store.folders(account).await.map_err(faults::store)?;
        let has = folders.iter().any(|folder| folder.role == Some(role));
        if !has && self.inner.listed.0.lock().unwrap_or_else(PoisonError::into_inner).told.insert(account) {
            let fault = Fault::new(FaultKind::NoJunkFolder, Subject::Account(account), "nowhere to move it");
            self.tell(Event::Fault(fault));
        }
        Ok(has)
    }

    fn keep_way_back(&self, steps: Vec<Reverse>) -> SortingId {
        let mut memory = self.inner.listed.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.last += 1;
        let id = SortingId(memory.last);
        if memory.moved.len() == DEPTH {
            let _ = memory.moved.pop_front();
        }
        memory.moved.push_back((id, steps));
        id
    }
}

fn moved_by(step: &Reverse) -> &[MessageId] {
    if let Reverse::Move { messages, .. } = step { messages } else { &[] }
}

/// The loop of a mailbox found new mail, and goes on meanwhile.
pub(super) fn arrived(inner: &Weak<Inner>, account: AccountId, messages: Vec<MessageId>, among_junk: bool) {
    let Some(inner) = inner.upgrade() else { return };
    let handle = inner.handle.clone();
    drop(handle.spawn(async move { Engine { inner }.receive(account, messages, among_junk).await }));
}
