//! What the engine is about to answer: signatures to build against. Each goes
//! from here when the real one comes.

use crate::domain::{AccountId, Done, Filter, FolderId, Gesture, Keep, Keyword, MessageId, Sort, Tag};

use super::{Engine, Fault, FaultKind, OperationId, PendingOperation, Subject};

fn not_yet<T>() -> Result<T, Fault> {
    Err(Fault::new(FaultKind::Bug, Subject::Profile, "not built yet"))
}

impl Engine {
    // Operations.
    /// Carried out here before it answers; on the server as soon as there is a line.
    pub async fn perform(&self, _gesture: Gesture) -> Result<Done, Fault> {
        not_yet()
    }
    /// Takes back the newest gesture that can be. None when there is none.
    pub async fn undo(&self) -> Result<Option<Done>, Fault> {
        not_yet()
    }
    /// What waits for the server, and what it refused, oldest first.
    pub async fn pending(&self) -> Result<Vec<PendingOperation>, Fault> {
        not_yet()
    }
    /// The user has read of a refusal.
    pub async fn forget_refusal(&self, _id: OperationId) -> Result<(), Fault> {
        not_yet()
    }
    /// Makes a tag, or gives it another name or colour.
    pub async fn put_tag(&self, _tag: Tag) -> Result<(), Fault> {
        not_yet()
    }
    /// Takes the tag off all messages.
    pub async fn remove_tag(&self, _keyword: Keyword) -> Result<(), Fault> {
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
