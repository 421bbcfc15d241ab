//! How several mailboxes stand in the window.

use serde::{Deserialize, Serialize};

use crate::domain::{AccountId, FolderId};

/// Which inboxes are also shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Together {
    #[default]
    Off,
    /// The secure ones, and the others; never mixed.
    BySpace,
    /// As long as that mixes nothing secure with the others; then as [`Self::BySpace`].
    All,
    /// All, mixed: the user was asked.
    Mixed,
}

/// What is folded away in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Folded {
    pub mailboxes: Vec<AccountId>,
    pub folders: Vec<FolderId>,
    pub searches: bool,
}
