//! What the user does to messages and folders: carried out here at once, and on
//! the server as soon as there is a line.

use serde::{Deserialize, Serialize};

use super::{AccountId, Flags, FolderId, Keyword, MessageId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gesture {
    /// Flags and tags, on and off.
    Mark {
        messages: Vec<MessageId>,
        change: Change,
    },
    MarkAllRead(FolderId),
    /// Within one account. To another one it is refused.
    Move {
        messages: Vec<MessageId>,
        to: FolderId,
    },
    Copy {
        messages: Vec<MessageId>,
        to: FolderId,
    },
    /// To the trash of their account; what lies in the trash already stays there.
    Delete(Vec<MessageId>),
    /// To the archive, each to the folder of its year.
    Archive(Vec<MessageId>),
    /// To the junk folder, and said to be junk.
    Junk(Vec<MessageId>),
    /// Back to the inbox, and said not to be junk.
    NotJunk(Vec<MessageId>),
    /// For ever. The user was asked before.
    Destroy(Vec<MessageId>),
    /// All that lies in the trash or in the junk folder, for ever.
    Empty(FolderId),
    MakeFolder {
        account: AccountId,
        under: Option<FolderId>,
        name: String,
    },
    RenameFolder {
        folder: FolderId,
        name: String,
    },
    MoveFolder {
        folder: FolderId,
        under: Option<FolderId>,
    },
    /// Into the trash, with all that is in it.
    DeleteFolder(FolderId),
    /// For ever, with all that is in it. The user was asked before.
    DestroyFolder(FolderId),
}

/// What changes about the flags and tags of a message; the others stay as the
/// server has them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Change {
    pub set: Flags,
    pub clear: Flags,
    pub add: Vec<Keyword>,
    pub remove: Vec<Keyword>,
}

/// The kinds of gestures, as they are told afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Mark,
    Move,
    Copy,
    Delete,
    Archive,
    Junk,
    NotJunk,
    Destroy,
    MakeFolder,
    RenameFolder,
    MoveFolder,
    DeleteFolder,
    DestroyFolder,
}

/// What a gesture did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub act: Act,
    /// Messages, or one folder.
    pub count: usize,
    /// Where they went, if they went to one place.
    pub to: Option<FolderId>,
    /// Undo brings it back.
    pub undoable: bool,
}
