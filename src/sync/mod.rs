//! Keeping the cache in step with the servers.
//!
//! [`plan`] says what is to be done, purely; [`folder`] does it for one folder;
//! [`bodies`] brings the bytes, [`whole`] header and bytes in one where the line is
//! fast, and [`intake`] turns them into rows ([`ingest`]) while the next ones are
//! on the wire; [`queue`] carries out on the server what was done here;
//! [`account`] runs one mailbox for as long as the program lives, [`pop`] one
//! whose server speaks POP3; [`tags`] shares names and colours with other
//! workstations. Nothing here knows a window, and only [`queue`], [`pop`] and [`tags`]
//! change anything on a server.

pub mod account;
pub mod beyond;
mod bodies;
mod folder;
pub mod ingest;
mod intake;
mod newcomers;
pub mod plan;
pub mod pop;
pub mod queue;
mod tags;
mod troubles;
pub mod vigil;
mod waiting;
mod whole;

use std::time::SystemTime;

use crate::crypto::KeyError;
use crate::domain::{FolderId, MessageId, Timestamp};
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
    /// Something that waited was done, or was refused.
    Queue,
    /// Another workstation changed tags.
    Tags,
    /// Mail that nobody has seen came into an inbox, or among the junk, newest first.
    Arrived {
        messages: Vec<MessageId>,
        among_junk: bool,
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
    /// The card that opens the line is not there, or not open: waited for, and
    /// not asked again by itself.
    Card(KeyError),
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

/// The clock on the wall.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(since.as_secs().cast_signed())
}

/// Where reports go. The listener must not block.
pub type Reporter = std::sync::Arc<dyn Fn(Report) + Send + Sync>;
