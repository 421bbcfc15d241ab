//! The last step to the outbox, and what is known of the server behind it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::{AccountId, Outgoing, OutgoingId};
use crate::engine::{Engine, Fault, FaultKind, Subject, faults};
use crate::net::smtp;
use crate::sync::now;

/// What servers have told of the messages that they take. None while they are
/// asked, and where they set no limit.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<AccountId, Option<u64>>>);

impl Limits {
    /// Whether it was told, or is being asked; and what.
    fn known(&self, account: AccountId) -> Option<Option<u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&account).copied()
    }

    fn put(&self, account: AccountId, limit: Option<Option<u64>>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _before = match limit {
            Some(limit) => known.insert(account, limit),
            None => known.remove(&account),
        };
    }
}

impl Engine {
    /// All that a draft comes to; what it is called by is that which is copied.
    pub(super) async fn post_all(&self, parcels: Vec<Outgoing>) -> Result<OutgoingId, Fault> {
        let account = parcels.first().map(|parcel| parcel.account);
        let ids = self.inner.store.post_all(parcels, now()).await.map_err(faults::store)?;
        if let Some(account) = account {
            self.outbox_changed(account);
        }
        let none = || Fault::new(FaultKind::Sending(crate::engine::SendFault::Recipients), Subject::Profile, "nobody");
        ids.first().copied().ok_or_else(none)
    }

    /// Bytes that the server takes at most, as far as it has told. It is asked once
    /// while the program runs, and nobody waits for the answer.
    pub(super) fn sending_limit(&self, account: AccountId) -> Option<u64> {
        if let Some(limit) = self.inner.limits.known(account) {
            return limit;
        }
        self.inner.limits.put(account, Some(None));
        let engine = self.clone();
        drop(self.inner.handle.spawn(async move {
            // Without a line it is asked again with the next message.
            let asked = engine.ask_limit(account).await;
            engine.inner.limits.put(account, asked);
        }));
        None
    }

    async fn ask_limit(&self, id: AccountId) -> Option<Option<u64>> {
        let account = self.accounts().await.ok()?.into_iter().find(|account| account.id == id)?;
        let draft = account.draft;
        let server = draft.smtp.clone()?;
        let secret = self.kept_secret(id).await.ok()?;
        let connector = self.inner.access.connector(&draft).ok()?;
        let offer = smtp::check(&server, connector, &draft.user, draft.auth, &secret).await.ok()?;
        Some(offer.size_limit)
    }
}
