//! Folders, as the server names them and as the user sees them.

use serde::{Deserialize, Serialize};

use super::{AccountId, FolderId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub id: FolderId,
    pub account: AccountId,
    /// The whole path as the server writes it, decoded from modified UTF-7.
    pub path: String,
    pub separator: Option<char>,
    pub role: Option<Role>,
    /// A folder that only holds others cannot be opened.
    pub selectable: bool,
    pub total: u32,
    pub unread: u32,
}

impl Folder {
    /// The last step of the path.
    pub fn name(&self) -> &str {
        match self.separator {
            Some(separator) => self.path.rsplit(separator).next().unwrap_or(&self.path),
            None => &self.path,
        }
    }

    /// It is that folder, or lies in it.
    pub fn is_within(&self, top: &Folder) -> bool {
        let below = self.path.strip_prefix(top.path.as_str()).filter(|_| self.account == top.account);
        below.is_some_and(|rest| rest.is_empty() || rest.chars().next() == top.separator)
    }

    pub fn depth(&self) -> usize {
        self.separator.map_or(0, |separator| self.path.matches(separator).count())
    }
}

/// What a folder is for (SPECIAL-USE, RFC 6154, and INBOX).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Inbox,
    Drafts,
    /// Letters that are written again and again. No server knows of this one: it
    /// goes by its name.
    Templates,
    Sent,
    Archive,
    Junk,
    Trash,
    /// Shows messages that lie in other folders (\All, \Flagged): not synced.
    Virtual,
}
