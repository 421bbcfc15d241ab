//! Questions that only read: the cache answers, with or without a line. The
//! answer goes to who asked, on any executor.

use crate::domain::{Account, AccountId, Filter, Folder, FolderId, MessageId, Sort, Summary, Tag};

use super::{Engine, Fault, FaultKind, Subject, faults};

/// Where to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Account(AccountId),
    Folder(FolderId),
}

impl Engine {
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.inner.store.accounts().await.map_err(faults::store)
    }

    pub async fn folders(&self, account: AccountId) -> Result<Vec<Folder>, Fault> {
        self.inner.store.folders(account).await.map_err(faults::store)
    }

    pub async fn tags(&self) -> Result<Vec<Tag>, Fault> {
        self.inner.store.tags().await.map_err(faults::store)
    }

    /// The ids of a folder's messages, in order.
    pub async fn list(&self, folder: FolderId, sort: Sort, filter: Filter) -> Result<Vec<MessageId>, Fault> {
        self.inner.store.list(folder, sort, filter).await.map_err(faults::store)
    }

    /// The rows of some ids; those that are gone meanwhile are left out.
    pub async fn page(&self, ids: Vec<MessageId>) -> Result<Vec<Summary>, Fault> {
        self.inner.store.page(ids).await.map_err(faults::store)
    }

    /// What [`Engine::find`] finds, newest first, without saying in how much it
    /// looked.
    pub async fn search(&self, scope: Scope, words: &str) -> Result<Vec<MessageId>, Fault> {
        Ok(self.find(scope, words, super::HitOrder::Newest).await?.ids)
    }

    pub async fn summary(&self, id: MessageId) -> Result<Summary, Fault> {
        let summary = self.inner.store.summary(id).await.map_err(faults::store)?;
        summary.ok_or_else(|| Fault::new(FaultKind::NotHere, Subject::Message(id), "no such message"))
    }

    /// How much is here, and whether the cache is sound.
    pub async fn stats(&self) -> Result<crate::store::Stats, Fault> {
        self.inner.store.stats().await.map_err(faults::store)
    }

    pub async fn integrity(&self) -> Result<(), Fault> {
        self.inner.store.integrity_check().await.map_err(faults::store)
    }

    pub(super) async fn on_a_thread<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        self.inner.handle.spawn_blocking(job).await.map_err(|_| faults::worker())
    }
}
