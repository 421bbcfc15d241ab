//! Searching on the servers too, where not everything is here.

use super::{Engine, Event, Fault, FaultKind, Protection, Scope, Subject, faults, search};
use crate::domain::query::Query;
use crate::domain::{Account, FolderId, Protocol};
use crate::net::imap::Criteria;
use crate::sync::lookup::{Lookup, criteria};

impl Engine {
    /// Looks on the servers for what is not here, and brings it. Gives how many
    /// came; a search here then finds them. A mailbox that does not answer is a
    /// fault only if no other did.
    pub async fn find_on_server(&self, scope: Scope, query: &str) -> Result<usize, Fault> {
        if self.inner.protection == Protection::Demonstration {
            return Ok(0);
        }
        let Some(criteria) = criteria(&Query::parse(query), &search::calendar()) else { return Ok(0) };
        let (mut came, mut failed) = (None, None);
        for account in self.accounts().await? {
            let folder = match scope {
                Scope::Account(one) if one != account.id => continue,
                Scope::Folder(folder) => Some(folder),
                Scope::Everywhere | Scope::Account(_) => None,
            };
            if account.draft.protocol != Protocol::Imap || !self.holds(&account, folder).await? {
                continue;
            }
            match self.look(&account, folder, criteria.clone()).await {
                Ok(count) => came = Some(came.unwrap_or(0) + count),
                Err(fault) => failed = failed.or(Some(fault)),
            }
        }
        match (came, failed) {
            (None, Some(fault)) => Err(fault),
            (came, _) => Ok(came.unwrap_or(0)),
        }
    }

    async fn holds(&self, account: &Account, folder: Option<FolderId>) -> Result<bool, Fault> {
        let Some(folder) = folder else { return Ok(true) };
        Ok(self.folders(account.id).await?.iter().any(|one| one.id == folder))
    }

    async fn look(&self, account: &Account, folder: Option<FolderId>, criteria: Criteria) -> Result<usize, Fault> {
        let about = Subject::Account(account.id);
        let store = &self.inner.store;
        let Some(secret) = store.secret(account.id).await.map_err(faults::store)? else {
            return Err(Fault::new(FaultKind::LoginRefused, about, "no secret is kept for the account"));
        };
        let (engine, account) = (self.clone(), account.clone());
        // On the engine's own runtime: who asks may run on any executor.
        let task = self.inner.handle.spawn(async move {
            let (store, anchors) = (&engine.inner.store, &engine.inner.anchors);
            let came = Lookup { account: &account, secret: &secret, store, anchors, folder, criteria }.run().await?;
            for folder in store.folders(account.id).await? {
                if came > 0 {
                    engine.tell(Event::FolderChanged(folder.id));
                }
            }
            Ok(came)
        });
        let looked = task.await.map_err(|_| faults::worker())?;
        looked.map_err(|error| faults::sync(error, about))
    }
}
