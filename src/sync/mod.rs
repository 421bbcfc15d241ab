//! Keeping the cache in step with the servers.
//!
//! [`plan`] says what is to be done, purely; [`folder`] does it for one folder;
//! [`ingest`] turns fetched bytes into rows while the next ones are on the wire;
//! [`account`] runs one mailbox for as long as the program lives. Nothing here
//! knows a window, and nothing here deletes on a server.

pub mod account;
mod folder;
pub mod ingest;
pub mod lookup;
pub mod plan;

use crate::domain::FolderId;
use crate::net::NetError;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    #[error(transparent)]
    Net(#[from] NetError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A worker of our own died: a bug, said as such.
    #[error("a worker stopped: {0}")]
    Worker(&'static str),
}

/// What the loop of an account has to tell while it works.
#[derive(Debug)]
pub enum Report {
    Line(Standing),
    /// The folder list, or counts in it, changed.
    Folders,
    /// Messages came, went or changed in a folder.
    Folder(FolderId),
    Progress {
        stage: Stage,
        done: u64,
        total: u64,
    },
    Failed(SyncError),
}

/// How the account stands with its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Connecting,
    Working,
    /// Up to date, waiting for news.
    Watching,
    /// No line; tried again by itself.
    Offline,
    /// The server will not have us until the user does something.
    Refused,
    /// Stopped by the user.
    Idle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Headers,
    Bodies,
}

/// Where reports go. The listener must not block.
pub type Reporter = std::sync::Arc<dyn Fn(Report) + Send + Sync>;
