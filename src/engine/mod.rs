//! The whole client without a window.
//!
//! A [`Gate`] stands before a profile: it opens it, or makes a new one. What
//! comes out is an [`Engine`]: commands in, events out, and questions answered
//! to who asked. It runs on a runtime of its own, started before the window and
//! shut down in order, the same under the tests and in the terminal.
//!
//! Nothing here knows a toolkit, and no detail of a fault names a person.

mod accounts;
mod acquaintance;
mod answer;
mod attachments;
mod beyond;
pub mod card;
mod care;
mod chosen;
mod command;
pub mod demo;
mod drafts;
mod event;
mod excerpt;
mod fault;
mod faults;
mod gate;
mod health;
mod identities;
mod keys;
mod listed;
mod mailboxes;
mod operations;
mod outbox;
mod patients;
mod periods;
mod questions;
mod reading;
mod receipts;
mod runtime;
mod save;
pub mod seal;
mod search;
mod sending;
mod set_account;
mod setup;
mod showing;
mod slots;
pub mod spelling;
mod tags;
mod threads;
pub mod trust;
mod white_list;
mod writing;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::{broadcast, mpsc};

use crate::child::Program;
use crate::config::ProfileLock;
use crate::domain::AccountId;
use crate::net::{Access, Anchors, Names};
use crate::store::Store;
pub use crate::store::{CardSlot, Listed, Slot, SlotId, SlotKind};

pub use crate::child::Confinement;
pub use crate::net::white_list::PUBLISHED_AT as WHITE_LIST_AT;
pub use crate::store::KeptDraft;
pub use crate::store::TakenBack;
pub use acquaintance::Acquaintance;
pub use answer::{Excerpt, HitOrder, Hits, OperationId, PendingOperation, SavedSearch, SavedSearchId};
pub use command::Command;
pub use event::{Arrival, Event, Line, Progress, Sorted, SortingId, Work};
pub use fault::{
    CardFault, CertificateFault, DocumentFault, ExportFault, Fault, FaultKind, FaultWords, KeyFileFault,
    OwnCertificateFault, SendFault, Subject,
};
pub use gate::{Gate, Profile, Protection, Unlock};
pub use health::{Errand, Exported, What};
pub use keys::{KeyTold, KeyWarning, SHORTEST_PASSPHRASE};
pub use outbox::Waiting;
pub use questions::Scope;
pub use reading::{Apart, Deciphered, Opened, Seal};
pub use receipts::ReceiptAnswer;
pub use runtime::Runtime;
pub use save::Saved;
pub use showing::{
    FOLD, Grain, Laid, Light, Link, Look, Printed, Quotes, Reach, Sheet, Showing, Sight, Spot, Strip, Unshown,
};
pub use writing::{
    Chose, Chosen, Handed, KeptFile, KeptPicture, Means, Named, Offer, OnlyHere, Order, Pixels, Posting, SealWish,
    Setting, begun, empty, is_day, kinds, notes, signature, subject_without_patient,
};

/// Events kept for a slow listener. Past that it is told to ask anew.
const EVENTS: usize = 4096;
/// Commands come from one person; a hundred unread ones mean that we are stuck.
const COMMANDS: usize = 128;

/// A hand on the running engine: cheap to clone, alive until [`Engine::close`].
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    handle: Handle,
    store: Store,
    access: Access,
    identities: Arc<identities::Identities>,
    protection: Protection,
    /// What reads attachments, started again as a child.
    program: Option<Program>,
    commands: mpsc::Sender<Command>,
    events: broadcast::Sender<Event>,
    lines: Mutex<HashMap<AccountId, Line>>,
    undo: Mutex<operations::Undo>,
    /// What the lists of senders moved.
    listed: listed::Desk,
    /// What is known of the trusted space.
    white_list: white_list::Desk,
    /// What wakes those who send.
    bells: outbox::Bells,
    card: Arc<card::Desk>,
    /// Sealed messages that are being read.
    readings: reading::Shelf,
    ring: keys::Ring,
    exports: health::Desk,
    /// Held while the ways into the cache are changed.
    slots: tokio::sync::Mutex<()>,
    limits: writing::Limits,
    /// Held while a receipt is answered, so that none is given twice.
    receipts: tokio::sync::Mutex<()>,
    /// Held while folders are read and told, so that no older count is told last.
    telling: Arc<tokio::sync::Mutex<()>>,
    trust: trust::Desk,
    ended: tokio::sync::watch::Receiver<bool>,
    stop: tokio::sync::watch::Sender<bool>,
    /// Held for as long as the profile is in use.
    lock: Mutex<Option<Held>>,
}

/// What must live as long as the engine does.
enum Held {
    Profile {
        #[allow(dead_code, reason = "held for its Drop")]
        lock: ProfileLock,
        /// The file of its key slots.
        vault: PathBuf,
    },
    Scratch(#[allow(dead_code, reason = "held for its Drop")] gate::Scratch),
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    fn start(
        handle: &Handle,
        store: Store,
        anchors: Anchors,
        protection: Protection,
        program: Option<Program>,
        named_in_letters: Arc<dyn Names>,
        held: Held,
    ) -> Self {
        let card = Arc::new(card::Desk::new(program.clone()));
        let identities = Arc::new(identities::Identities::new(card.clone(), handle.clone()));
        let access = Access::new(anchors, identities.clone(), named_in_letters);
        let (commands, inbox) = mpsc::channel(COMMANDS);
        let (events, _) = broadcast::channel(EVENTS);
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let (has_ended, ended) = tokio::sync::watch::channel(false);
        let inner = Arc::new(Inner {
            handle: handle.clone(),
            store: store.clone(),
            access: access.clone(),
            identities,
            protection,
            program: program.clone(),
            commands,
            events: events.clone(),
            lines: Mutex::new(HashMap::new()),
            undo: Mutex::default(),
            listed: listed::Desk::default(),
            white_list: white_list::Desk::default(),
            bells: outbox::Bells::default(),
            card,
            readings: reading::Shelf::default(),
            ring: keys::Ring::default(),
            exports: health::Desk::default(),
            slots: tokio::sync::Mutex::default(),
            limits: writing::Limits::default(),
            receipts: tokio::sync::Mutex::default(),
            telling: Arc::default(),
            trust: trust::Desk::default(),
            ended,
            stop,
            lock: Mutex::new(Some(held)),
        });
        let indexer = program.map(|program| {
            let indexer = attachments::run(Arc::downgrade(&inner), store.clone(), program, stopped.clone());
            handle.spawn(indexer)
        });
        drop(handle.spawn(health::run(Arc::downgrade(&inner), stopped.clone())));
        drop(handle.spawn(care::run(Arc::downgrade(&inner), stopped.clone())));
        drop(handle.spawn(trust::keep_fresh(Arc::downgrade(&inner), stopped.clone())));
        drop(handle.spawn(white_list::keep_fresh(Arc::downgrade(&inner), stopped.clone())));
        drop(handle.spawn(search::index_again(store.clone())));
        drop(handle.spawn(patients::run(Arc::downgrade(&inner), store.clone(), events.clone(), stopped.clone())));
        drop(handle.spawn(threads::look_back(store.clone(), events.clone())));
        let desk = accounts::Desk::new(Arc::downgrade(&inner), store, access, protection, events);
        drop(handle.spawn(async move {
            desk.run(inbox, stopped).await;
            if let Some(indexer) = indexer {
                let _ = indexer.await;
            }
            let _ = has_ended.send(true);
        }));
        let engine = Self { inner };
        let showing = engine.clone();
        // Where it fails, the mailbox that needs one waits and says so.
        drop(handle.spawn(async move { showing.show_kept_keys().await }));
        engine
    }

    /// Hands a command in. It is answered by events.
    pub fn send(&self, command: Command) {
        if self.inner.commands.try_send(command).is_err() {
            let detail = "the engine does not take commands";
            self.tell(Event::Fault(Fault::new(FaultKind::Bug, Subject::Profile, detail)));
        }
    }

    /// Everything that happens from now on.
    pub fn events(&self) -> Events {
        Events(self.inner.events.subscribe())
    }

    /// What tells this engine from another one.
    pub fn id(&self) -> usize {
        Arc::as_ptr(&self.inner).addr()
    }

    /// How the cache is protected.
    pub fn protection(&self) -> Protection {
        self.inner.protection
    }

    /// How an account stands with its server.
    pub fn line(&self, account: AccountId) -> Line {
        let lines = self.inner.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(&account).copied().unwrap_or(Line::Idle)
    }

    /// Ends the work in hand, closes the cache and lets the profile go.
    pub async fn close(&self) {
        let _ = self.inner.stop.send(true);
        let mut ended = self.inner.ended.clone();
        let _ = ended.wait_for(|ended| *ended).await;
        self.inner.store.close().await;
        // After it, so that nobody fetches them again.
        self.forget_ring().await;
        self.inner.readings.forget_all();
        self.inner.identities.forget_kept();
        let held = self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(held);
    }

    /// Sealed messages that are kept open are judged again.
    fn trust_changed(&self) {
        self.inner.readings.forget_all();
        self.tell(Event::TrustChanged);
    }

    fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        let _ = self.inner.events.send(event);
    }
}

/// A listener's own queue of events.
pub struct Events(broadcast::Receiver<Event>);

impl Events {
    /// The next event; None when the engine is gone.
    pub async fn next(&mut self) -> Option<Event> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Event::Resync),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
