//! From the folders as the server lists them to the rows of a tree.

use std::collections::HashSet;
use std::sync::Arc;

use super::Choice;
use crate::domain::{AccountId, Folder, FolderId, Role};
use crate::engine::SavedSearchId;
use crate::ui::mailboxes::Inboxes;

/// A row of the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Inboxes shown as one.
    Inboxes {
        which: Inboxes,
        unread: u64,
    },
    Account {
        id: AccountId,
        closed: bool,
        /// What is new in the inbox that it hides.
        unread: u64,
    },
    /// What patients write, and what is written to them.
    Patients,
    /// The heading of the saved searches.
    Searches {
        closed: bool,
    },
    Search {
        id: SavedSearchId,
        name: Arc<str>,
    },
    Folder {
        id: FolderId,
        account: AccountId,
        name: String,
        role: Option<Role>,
        depth: usize,
        selectable: bool,
        /// There are folders below it.
        foldable: bool,
        closed: bool,
        /// Its own, and those of the folders that it hides.
        unread: u32,
    },
}

impl Row {
    /// What is opened when it is chosen, if anything is.
    pub(super) fn choice(&self) -> Option<Choice> {
        match self {
            Self::Folder { id, selectable: true, .. } => Some(Choice::Folder(*id)),
            Self::Inboxes { which, .. } => Some(Choice::Inboxes(*which)),
            Self::Search { id, .. } => Some(Choice::Search(*id)),
            Self::Patients => Some(Choice::Patients),
            Self::Account { .. } | Self::Searches { .. } | Self::Folder { .. } => None,
        }
    }
}

/// The rows of one mailbox. Folders come in the order of the tree.
pub(super) fn rows(folders: &[Folder], closed: &HashSet<FolderId>) -> Vec<Row> {
    let shown: Vec<&Folder> = folders.iter().filter(|folder| folder.role != Some(Role::Virtual)).collect();
    let base = depth_of_all(&shown);
    let depth = |folder: &Folder| folder.depth().saturating_sub(if is_inbox(folder) { 0 } else { base });
    let mut rows = Vec::with_capacity(shown.len());
    let mut rest = shown.as_slice();
    while let Some((folder, after)) = rest.split_first() {
        let own = depth(folder);
        let below = after.iter().take_while(|next| depth(next) > own).count();
        let is_closed = below > 0 && closed.contains(&folder.id);
        let hidden = if is_closed { below } else { 0 };
        let unread_below: u32 = after.iter().take(hidden).map(|folder| folder.unread).sum();
        rows.push(Row::Folder {
            id: folder.id,
            account: folder.account,
            name: folder.name().to_owned(),
            role: folder.role,
            depth: own,
            selectable: folder.selectable,
            foldable: below > 0,
            closed: is_closed,
            unread: folder.unread + unread_below,
        });
        rest = after.get(hidden..).unwrap_or_default();
    }
    rows
}

/// Some servers put every folder below the inbox: then that level says nothing.
fn depth_of_all(folders: &[&Folder]) -> usize {
    folders.iter().filter(|folder| !is_inbox(folder)).map(|folder| folder.depth()).min().unwrap_or(0)
}

fn is_inbox(folder: &Folder) -> bool {
    folder.role == Some(Role::Inbox)
}
