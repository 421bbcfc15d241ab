//! Questions that only read: the cache answers, with or without a line. The
//! answer goes to who asked, on any executor.

use crate::domain::thread::Conversation;
use crate::domain::{
    Account, AccountId, Filter, Folder, FolderId, Grouping, Listing, MessageId, Sort, Summary, Tag, ThreadId,
};
use crate::store::Listed;

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

    /// A list in its groups, as the calendar of this workstation has them today.
    pub async fn listing(
        &self,
        listed: Listed,
        sort: Sort,
        filter: Filter,
        grouping: Grouping,
    ) -> Result<Listing, Fault> {
        let periods = if grouping == Grouping::Day { super::periods::periods() } else { Vec::new() };
        self.inner.store.listing(listed, sort, filter, grouping, periods).await.map_err(faults::store)
    }

    /// Conversations over all folders of their mailbox, as seen from some.
    pub async fn conversations(
        &self,
        threads: Vec<ThreadId>,
        seen_from: Vec<FolderId>,
    ) -> Result<Vec<Conversation>, Fault> {
        self.inner.store.conversations(threads, seen_from).await.map_err(faults::store)
    }

    /// The messages of a message's conversation, the oldest first.
    pub async fn thread(&self, id: MessageId) -> Result<Vec<Summary>, Fault> {
        let summary = self.summary(id).await?;
        let thread = self.inner.store.thread_of(id).await.map_err(faults::store)?;
        let Some(thread) = thread else { return Ok(vec![summary]) };
        let found = self.conversations(vec![thread], vec![summary.folder]).await?;
        let mut ids: Vec<MessageId> = found.into_iter().flat_map(|one| one.messages).collect();
        ids.reverse();
        self.page(ids).await
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
