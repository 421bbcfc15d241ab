//! The last step to the outbox, and what is known of the server behind it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::{AccountId, Outgoing, OutgoingId};
use crate::engine::{Engine, Fault, faults};
use crate::net::smtp;
use crate::sync::now;

/// Without an answer until then the server says itself what it does not take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What servers have told of the messages that they take.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<AccountId, Limit>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// It is being asked.
    Asked,
    None,
    Bytes(u64),
}

impl Limits {
    fn known(&self, account: AccountId) -> Option<Limit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&account).copied()
    }

    fn put(&self, account: AccountId, limit: Option<Limit>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _before = match limit {
            Some(limit) => known.insert(account, limit),
            None => known.remove(&account),
        };
    }
}

impl Engine {
    /// All that a draft comes to. Taken back, its copy is laid into the folder of
    /// drafts again.
    pub(super) async fn post_all(&self, parcels: Vec<Outgoing>) -> Result<Vec<OutgoingId>, Fault> {
        let account = parcels.first().map(|parcel| parcel.account);
        let ground = Some(self.ground());
        let (ids, gone) = self.inner.store.post_all(parcels, ground, now()).await.map_err(faults::store)?;
        self.tell_copy(gone);
        if let Some(account) = account {
            self.outbox_changed(account);
        }
        Ok(ids)
    }

    /// Bytes that the server takes at most, as far as it has told. It is asked once
    /// while the program runs, and nobody waits for the answer.
    pub(super) fn sending_limit(&self, account: AccountId) -> Option<u64> {
        match self.inner.limits.known(account) {
            Some(Limit::Bytes(limit)) => return Some(limit),
            Some(Limit::Asked | Limit::None) => return None,
            None => self.inner.limits.put(account, Some(Limit::Asked)),
        }
        let engine = self.clone();
        drop(self.inner.handle.spawn(async move {
            // Without a line it is asked again with the next message.
            let asked = engine.ask_limit(account).await;
            engine.inner.limits.put(account, asked);
        }));
        None
    }

    /// The same for one who asks once and waits for it, but not for long.
    pub(super) async fn limit_in_time(&self, account: AccountId) -> Option<u64> {
        match tokio::time::timeout(PATIENCE, self.ask_limit(account)).await {
            Ok(Some(Limit::Bytes(limit))) => Some(limit),
            _ => None,
        }
    }

    async fn ask_limit(&self, id: AccountId) -> Option<Limit> {
        let account = self.accounts().await.ok()?.into_iter().find(|account| account.id == id)?;
        let draft = account.draft;
        let server = draft.smtp.clone()?;
        let secret = self.kept_secret(id).await.ok()?;
        let connector = self.inner.access.connector(&draft).ok()?;
        let offer = smtp::check(&server, connector, &draft.user, draft.auth, &secret).await.ok()?;
        Some(offer.size_limit.map_or(Limit::None, Limit::Bytes))
    }
}
