//! Cards and tokens: which are there, and what they can do.
//!
//! [`watch()`] tells readers and cards that come and go. The vendors' modules
//! ([`modules()`]) are loaded in child processes, one for each, by [`Tokens`],
//! which gives every question its deadline: a module that crashes, hangs or
//! lies costs one answer. A [`TokenKey`] is a private key on a token for who
//! only knows keys.
//!
//! Codes go through here and stay nowhere: none is kept, none is tried again.

mod atr;
mod door;
mod host;
mod key;
mod modules;
mod pin;
mod presence;
mod words;

pub use atr::Card;
pub use door::{Listing, Patience, Silence, Silent, TokenSeen, Tokens};
pub use host::{JOB, serve};
pub use key::{AskPin, TokenKey};
pub use modules::{Module, ModuleKind, modules, modules_for};
pub use pin::Pin;
pub use presence::{Presence, Sight, Watcher, watch};
pub use words::{KeyUse, PinState, Token, TokenCertificate, TokenId, TokenKeyKind, Tries};
