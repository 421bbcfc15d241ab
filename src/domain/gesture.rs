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

impl Change {
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    pub fn touches_keywords(&self) -> bool {
        !self.add.is_empty() || !self.remove.is_empty()
    }

    /// What leads from one state to another.
    pub fn between(from: Flags, from_words: &[Keyword], to: Flags, to_words: &[Keyword]) -> Self {
        let missing = |here: &[Keyword], there: &[Keyword]| {
            let mut missing: Vec<Keyword> = here.iter().filter(|word| !there.contains(word)).cloned().collect();
            missing.sort();
            missing.dedup();
            missing
        };
        Self {
            set: Flags(to.0 & !from.0),
            clear: Flags(from.0 & !to.0),
            add: missing(to_words, from_words),
            remove: missing(from_words, to_words),
        }
    }

    pub fn flags_after(&self, flags: Flags) -> Flags {
        Flags((flags.0 | self.set.0) & !self.clear.0)
    }

    pub fn keywords_after(&self, words: &[Keyword]) -> Vec<Keyword> {
        let mut after: Vec<Keyword> = words.iter().filter(|word| !self.remove.contains(word)).cloned().collect();
        after.extend(self.add.iter().filter(|word| !words.contains(word)).cloned());
        after
    }

    /// What takes it back, if all of it was a change.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { set: self.clear, clear: self.set, add: self.remove, remove: self.add }
    }
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
    /// The copy of a draft.
    Draft,
    /// A letter that is written again and again was laid into its folder.
    Template,
    /// A list of senders moved new mail.
    Sort,
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

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::domain::{Flag, Flags, Keyword};

    #[test]
    fn the_change_between_two_states_leads_there_and_back() {
        let words = |names: &[&str]| names.iter().map(|name| Keyword::new(name)).collect::<Vec<_>>();
        let (from, to) = (Flags::NONE.with(Flag::Seen), Flags::NONE.with(Flag::Flagged));
        let (from_words, to_words) = (words(&["a", "b"]), words(&["b", "c"]));
        let change = Change::between(from, &from_words, to, &to_words);
        assert_eq!(change.flags_after(from), to);
        assert_eq!(change.keywords_after(&from_words), to_words);
        let back = change.clone().reversed();
        assert_eq!(back.flags_after(to), from);
        assert!(Change::between(to, &words(&["x", "y"]), to, &words(&["y", "x"])).is_nothing());
        // What others did meanwhile stays.
        assert_eq!(change.flags_after(Flags::NONE.with(Flag::Answered)), to.with(Flag::Answered));
    }
}
