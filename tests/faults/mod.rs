//! What goes wrong around Sceau: lines that break, servers that lie, other
//! programs in the same mailbox, full disks, kills. After each, nothing is
//! lost, and the next good run is in step.
//!
//! `make test` runs a short form of each; `make soak` (`SCEAU_SOAK=1`) all of it.

mod chance;
pub(crate) mod damage;
mod disk;
mod kill;
mod lies;
mod line;
mod others;
mod peer;
mod proxy;
mod refusals;
mod truth;
pub(crate) mod victim;

pub(crate) use chance::Chance;

/// The long form was asked for.
pub(crate) fn soak() -> bool {
    std::env::var_os("SCEAU_SOAK").is_some_and(|value| !value.is_empty() && value != "0")
}
