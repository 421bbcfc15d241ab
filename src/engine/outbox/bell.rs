//! What wakes the senders: something was posted, or what they wait for may be
//! there. A word is kept until it is heard.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::domain::AccountId;
use crate::store::HeldFor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Ring {
    /// Something in the outbox is new, or goes now.
    Posted,
    /// The line stands again, or the user asked for it.
    Line,
    /// A card came, went or was opened.
    Card,
}

/// One for each account that has a sender.
#[derive(Default)]
pub(in crate::engine) struct Bells(Mutex<HashMap<AccountId, Arc<Bell>>>);

#[derive(Default)]
pub(super) struct Bell {
    /// For who sends, and for who files copies.
    pub(super) sending: Notify,
    pub(super) filing: Notify,
    heard: Mutex<Vec<HeldFor>>,
}

impl Bells {
    pub(in crate::engine) fn ring(&self, account: AccountId, ring: Ring) {
        let bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(&account) {
            bell.ring(ring);
        }
    }

    pub(super) fn of(&self, account: AccountId) -> Arc<Bell> {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bells.entry(account).or_default().clone()
    }
}

impl Bell {
    fn ring(&self, ring: Ring) {
        let held = match ring {
            Ring::Posted => None,
            Ring::Line => Some(HeldFor::Line),
            Ring::Card => Some(HeldFor::Card),
        };
        if let Some(held) = held {
            let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            if !heard.contains(&held) {
                heard.push(held);
            }
        }
        self.sending.notify_one();
        self.filing.notify_one();
    }

    /// What may be there that was waited for.
    pub(super) fn take(&self) -> Vec<HeldFor> {
        std::mem::take(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bells, Ring};
    use crate::domain::AccountId;
    use crate::store::HeldFor;

    #[tokio::test]
    async fn a_word_is_kept_until_it_is_heard_once() {
        let bells = Bells::default();
        bells.ring(AccountId(1), Ring::Line);
        let bell = bells.of(AccountId(1));
        assert!(bell.take().is_empty(), "nobody was there to hear it");
        bells.ring(AccountId(1), Ring::Posted);
        bells.ring(AccountId(1), Ring::Card);
        bells.ring(AccountId(1), Ring::Card);
        bell.sending.notified().await;
        bell.filing.notified().await;
        assert_eq!(bell.take(), [HeldFor::Card]);
        assert!(bell.take().is_empty());
    }
}
