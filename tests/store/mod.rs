//! The encrypted cache and the floor of the workstation's own files, from
//! outside: real files, real processes, a real keyring.

mod accounts;
mod bodies;
mod concerns;
mod counts;
mod drafts;
mod folders;
mod full_disk;
mod keyring;
mod keys;
mod kill;
mod letters;
mod list;
mod measured;
mod mend;
mod messages;
mod outgoing;
mod pop;
mod queue;
mod renumbered;
mod reports;
mod search;
mod secrecy;
mod senders;
mod threads;
mod tidy;

pub use mend::{ROOTS, damage};
