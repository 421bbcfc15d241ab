//! What questions are answered with, where it is more than a row.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::{AccountId, Act, MessageId};

use super::{Fault, Scope};

/// An operation in the queue to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub i64);

/// Something done here that the server does not know of, or would not have.
#[derive(Debug, Clone)]
pub struct PendingOperation {
    pub id: OperationId,
    pub account: AccountId,
    pub act: Act,
    /// Messages, or one folder.
    pub count: usize,
    /// The name of the folder it goes to or is about.
    pub folder: Option<Arc<str>>,
    /// Why the server would not have it; None while it waits.
    pub refused: Option<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HitOrder {
    #[default]
    Newest,
    Best,
}

/// What a search found, and in how much it looked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    pub ids: Vec<MessageId>,
    /// Messages whose words are all in the index, and messages there are.
    pub searched: u64,
    pub total: u64,
}

/// A piece of a message's text, and where the hits are in it (bytes).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    pub text: String,
    pub hits: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SavedSearchId(pub i64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    pub id: SavedSearchId,
    pub name: String,
    pub query: String,
    pub scope: Scope,
}

/// A task that ends when nobody waits for it any more.
pub(super) struct Guarded<T>(pub(super) tokio::task::JoinHandle<T>);

impl<T> Future for Guarded<T> {
    type Output = Result<T, tokio::task::JoinError>;

    fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> {
        std::pin::Pin::new(&mut self.0).poll(cx)
    }
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
