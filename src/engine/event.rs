//! What the engine tells everybody. Events are facts; who missed some gets
//! [`Event::Resync`] and asks anew.

use std::sync::Arc;

use crate::domain::{Account, AccountId, Folder, FolderId, MessageId, Stance, Tag, TrustedSpace};

use super::card::CardSight;
use super::{CardFault, Fault, SavedSearch};

#[derive(Debug, Clone)]
pub enum Event {
    Accounts(Arc<[Account]>),
    /// All folders of an account, in the order of the tree, with their counts.
    Folders(AccountId, Arc<[Folder]>),
    /// Messages came, went or changed in a folder: lists of it are stale.
    FolderChanged(FolderId),
    Line(AccountId, Line),
    Progress(Progress),
    /// How many operations of an account wait for its server, and how many it
    /// refused.
    Pending {
        account: AccountId,
        waiting: usize,
        refused: usize,
    },
    /// How many messages of an account are on their way out, how many wait for the
    /// user to read of a refusal, the copy's included, and of how many the user is to say whether they
    /// were sent.
    Outbox {
        account: AccountId,
        waiting: usize,
        refused: usize,
        in_doubt: usize,
    },
    /// How many documents of an account wait for the folder of the practice's software,
    /// and what they met last there.
    Exports {
        account: AccountId,
        waiting: usize,
        why: Option<Fault>,
    },
    Tags(Arc<[Tag]>),
    SavedSearches(Arc<[SavedSearch]>),
    /// Mail that nobody here has seen came into an inbox.
    Arrived(Arrival),
    /// A list of senders moved new mail.
    Sorted(Sorted),
    /// A card came, went, was opened or closed.
    Card(CardSight),
    /// What is known of the trusted space of health messaging changed.
    TrustedSpace(TrustedSpace),
    /// Who is believed, or what is known of revocation, changed: verdicts are
    /// stale. What is shown is judged again; nothing is to be asked again for it.
    TrustChanged,
    Fault(Fault),
    /// Some events were lost to a slow listener: everything may be stale.
    Resync,
}

/// New mail, for the notification.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub account: AccountId,
    /// Newest first; a few of them, when many came.
    pub messages: Arc<[MessageId]>,
    pub count: usize,
}

/// New mail that went among the junk, or came from there, because of who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorted {
    /// By which it is taken back.
    pub id: SortingId,
    pub account: AccountId,
    pub stance: Stance,
    pub count: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortingId(pub u64);

/// How an account stands with its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Nothing under way, the line is closed or waiting.
    Idle,
    Connecting,
    /// Connected and up to date; new mail comes by itself.
    Watching,
    Working,
    /// No way to the server; the cache serves, and it is tried again.
    Offline,
    /// The card that opens the line is not there, or not open. Nothing is tried
    /// until it is.
    Card(CardFault),
    /// The server refuses us: the user has to do something.
    Refused,
}

/// How far a long piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub account: AccountId,
    pub work: Work,
    pub done: u64,
    pub total: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Headers,
    Bodies,
    /// Of a folder, so that it can be searched.
    Deciphering,
    /// Of health documents: messages that were looked through.
    Exporting,
}

impl Progress {
    pub fn finished(&self) -> bool {
        self.done >= self.total
    }

    /// Between 0 and 1.
    pub fn share(&self) -> f32 {
        if self.total == 0 { 1.0 } else { self.done as f32 / self.total as f32 }
    }
}
