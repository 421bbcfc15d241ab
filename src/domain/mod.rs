//! The words of the trade as plain values: address, account, folder, message,
//! flags, tag, ids.
//!
//! Nothing here reads a file, a socket, a clock or a locale, and nothing here
//! knows a library of the layers above. Everybody may import this; it imports
//! nobody.

mod account;
mod address;
pub mod check;
mod circle;
pub mod clinical;
mod concern;
pub mod course;
mod draft;
mod encoding;
mod envelope;
pub mod export;
mod fingerprint;
mod flags;
mod folder;
mod gesture;
mod holder;
mod ids;
mod listed;
mod listing;
mod message;
mod outgoing;
mod part;
pub mod people;
pub mod query;
pub mod receipt;
mod risk;
mod secret;
mod sending;
mod signature;
mod standing;
mod tag;
mod template;
pub mod thread;
mod time;
mod trusted;
pub mod verdict;
pub mod weight;
pub mod word;
pub mod writing;

pub use account::{
    Account, AccountDraft, AuthMethod, ClientCertificate, Colour, Found, Keep, Leave, Protocol, Security, Server,
    Service, Source, Space,
};
pub use address::{Address, BadEmail, Email};
pub use circle::Circle;
pub use concern::{About, Brought, Concern, ConcernSource, InsKind, is_marked, shown_subject};
pub use draft::{Answered, Carried, Decided, Draft, Manner, Phrases, Purpose, Wishes, Writing};
pub use encoding::{Encoding, Letters, Written};
pub use envelope::Envelope;
pub use fingerprint::Fingerprint;
pub use flags::{Flag, Flags};
pub use folder::{Folder, Role};
pub use gesture::{Act, Change, Done, Gesture};
pub use holder::{Card, CardKind, Holder, HolderId, Structure, StructureId, Uses};
pub use ids::{AccountId, DraftId, EnclosureId, ExportId, FolderId, MessageId, ModSeq, ThreadId, Uid, UidValidity};
pub use listed::{Listed, Stance, Whose, sole_sender, stance_on};
pub use listing::{Grouping, Groups, Listing, Period, Section, Strand};
pub use message::{BodyState, Filter, Mark, Sort, SortKey, Summary};
pub use outgoing::{Outgoing, OutgoingId, OutgoingState, Refusal, Settle};
pub use part::{Part, PartId, PartRole, View};
pub use risk::Risk;
pub use secret::Secret;
pub use sending::{Habit, Outside, Sending};
pub use signature::{Author, FIELDS, Filling, Signature};
pub use standing::{Cipher, Standing};
pub use tag::{Keyword, LABELS, Label, Tag};
pub use template::Template;
pub use time::Timestamp;
pub use trusted::{TrustedSpace, WhiteList};
