//! Health documents on their way from the mail to the practice's software.
//!
//! What documents a message holds ([`find`]); how a file gets into a folder that
//! another program empties ([`place`]), on a thread that may hang ([`hand`]); what is
//! asked for ([`errand`]), what goes by itself ([`arrival`]), and what is told of it
//! all ([`journal`]). The bytes that are written are those that came, unchanged.
//!
//! Nothing here writes over a file, makes a folder, or writes a document twice.

mod arrival;
mod errand;
mod find;
mod hand;
mod journal;
mod place;
mod write;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::domain::AccountId;
use crate::domain::export::Obstacle;

use super::{ExportFault, Fault, FaultKind, Subject};

pub(super) use arrival::run;
pub use errand::{Errand, Exported, What};
use hand::Hand;

/// One hand for each mailbox, and what wakes those who work by themselves.
#[derive(Default)]
pub(super) struct Desk {
    hands: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<Hand>>>>,
    bell: Arc<Notify>,
}

impl Desk {
    /// Something came, or was deciphered, or waits.
    pub(super) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Held while files of the mailbox are written: by one at a time.
    fn hand(&self, account: AccountId) -> Arc<tokio::sync::Mutex<Hand>> {
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        hands.entry(account).or_default().clone()
    }
}

fn fault(obstacle: Obstacle, account: AccountId) -> Fault {
    let (kind, detail) = match obstacle {
        Obstacle::Missing => (ExportFault::Missing, "the folder is not there"),
        Obstacle::ReadOnly => (ExportFault::ReadOnly, "the folder takes no file of ours"),
        Obstacle::Full => (ExportFault::Full, "no room in the folder"),
        Obstacle::Hangs => (ExportFault::Hangs, "the folder does not answer"),
        Obstacle::Failed => (ExportFault::Failed, "the file could not be written"),
    };
    Fault::new(FaultKind::Export(kind), Subject::Account(account), detail)
}
