//! What the engine is about to answer: signatures to build against. Each goes
//! from here when the real one comes.

use crate::domain::{AccountId, Filter, FolderId, Keep, MessageId, Sort};

use super::{Engine, Excerpt, Fault, FaultKind, HitOrder, Hits, SavedSearch, SavedSearchId, Scope, Subject};

fn not_yet<T>() -> Result<T, Fault> {
    Err(Fault::new(FaultKind::Bug, Subject::Profile, "not built yet"))
}

impl Engine {
    // Search.
    pub async fn find(&self, _scope: Scope, _query: &str, _order: HitOrder) -> Result<Hits, Fault> {
        not_yet()
    }
    /// The words around the first hit of a query in a message.
    pub async fn excerpt(&self, _id: MessageId, _query: &str) -> Result<Excerpt, Fault> {
        not_yet()
    }
    pub async fn saved_searches(&self) -> Result<Vec<SavedSearch>, Fault> {
        not_yet()
    }
    pub async fn save_search(&self, _name: &str, _query: &str, _scope: Scope) -> Result<SavedSearch, Fault> {
        not_yet()
    }
    pub async fn remove_saved_search(&self, _id: SavedSearchId) -> Result<(), Fault> {
        not_yet()
    }
    /// Looks on the servers for what is not here, and brings it. Gives how many came.
    pub async fn find_on_server(&self, _scope: Scope, _query: &str) -> Result<usize, Fault> {
        not_yet()
    }

    // Several mailboxes.
    /// The ids of the inboxes of these accounts together, in order.
    pub async fn inboxes(
        &self,
        _accounts: &[AccountId],
        _sort: Sort,
        _filter: Filter,
    ) -> Result<Vec<MessageId>, Fault> {
        not_yet()
    }
    pub async fn set_keep(&self, _account: AccountId, _keep: Keep) -> Result<(), Fault> {
        not_yet()
    }
    /// None: as its account.
    pub async fn set_folder_keep(&self, _folder: FolderId, _keep: Option<Keep>) -> Result<(), Fault> {
        not_yet()
    }
    pub async fn folder_keep(&self, _folder: FolderId) -> Result<Option<Keep>, Fault> {
        not_yet()
    }
}
