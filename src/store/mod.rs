//! The encrypted cache: one database that holds accounts, folders, messages and
//! their bytes. The only place that knows SQL.
//!
//! [`Vault`] finds the key, [`Store`] is the open cache. Everything is asked by
//! an async method and done on a thread of the store's own: one that writes, two
//! that read. Nothing here parses mail, opens a socket, or writes in clear.

mod accounts;
mod bodies;
mod cache;
mod card_slot;
mod care;
mod code;
mod concerns;
mod connection;
mod doctor;
mod drafts;
mod encodings;
mod error;
mod exports;
mod flusher;
mod fold;
mod folders;
mod key;
mod keywords;
mod lane;
mod list;
mod measured;
mod messages;
mod migrations;
mod missing;
mod names;
mod outgoing;
mod own_words;
mod packed;
mod pictures;
mod pieces;
#[cfg(test)]
mod plans;
mod pop;
mod queue;
mod rematch;
mod reports;
mod salvage;
mod search;
mod senders;
mod shelf;
mod slot;
mod soft_keys;
mod tags;
mod threads;
mod tidy;
mod trust;
mod uncovered;
mod vault;
mod white_list;

pub use bodies::{NewBody, NewContent};
pub use cache::Store;
pub use card_slot::CardSlot;
pub use doctor::Stats;
pub use drafts::KeptDraft;
pub use error::{StoreError, Unfit};
pub use exports::{Claimed, ExportJob, ExportPlace, ExportsWaiting, Look, NewExport, Origin};
pub use folders::{FolderState, ServerFolder};
pub use key::{CacheKey, NoRandomness, SessionKey};
pub use list::{Listed, Periods};
pub use messages::{FlagChange, Known, NewMessage};
pub use missing::Missing;
pub use outgoing::{Copy, Doubt, Due, HeldFor, Left, Parcel, Posted, Setback, Standing, TakenBack};
pub use packed::Packed;
pub use pop::{PopArrival, PopLetter, PopState};
pub use queue::{
    Ground, MarkBatch, Pending, Performed, PlaceBatch, Placing, Putting, Queued, Reason, Reverse, Stray, Verb, Work,
};
pub use rematch::Candidate;
pub use search::{Found, LetterWords, Saved, Search, SearchScope, Span, Words};
pub use soft_keys::{KeptKey, KeyPrint};
pub use tags::SharedTag;
pub use trust::{AnchorFrom, KeptAnchor, KeptAnswer, KeptBinding, KeptCertificate, KeptList, Learned, Version};
pub use vault::{Slot, SlotId, SlotKind, Vault, VaultError};
