//! The mailboxes and their folders. Knows which folder is chosen; what is in it
//! is the list's.

mod tree;
mod view;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Step;
use crate::domain::{Account, AccountId, Folder, FolderId};
use crate::engine::{Event, Line};
use crate::ui::widget::virtual_list::{Press, Sight, Touch, Window};
use iced::Point;
use tree::Row;

/// The height of a row.
const ROW: f32 = 28.0;

#[derive(Debug)]
pub struct State {
    /// None until the engine has spoken: an empty window is not "no account".
    accounts: Option<Arc<[Account]>>,
    folders: HashMap<AccountId, Arc<[Folder]>>,
    lines: HashMap<AccountId, Line>,
    closed_accounts: HashSet<AccountId>,
    closed: HashSet<FolderId>,
    chosen: Option<FolderId>,
    /// Messages are being dragged over the folders.
    dragged: Option<Dragged>,
    /// What is to be seen, in order, when nothing has changed since.
    rows: Vec<Row>,
    window: Window,
}

/// Where dragged messages come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dragged {
    pub account: AccountId,
    /// None where they were found by a search.
    pub folder: Option<FolderId>,
}

#[derive(Debug, Clone, Copy)]
pub enum Message {
    Seen(Sight),
    Pressed(Press),
    Touched(Touch),
    Stepped(Step),
    /// Left: close the folder, or go to the one above it.
    WentOut,
    /// Right: open the folder.
    WentIn,
    FolderFolded(FolderId),
    AccountFolded(AccountId),
    RepairPressed(AccountId),
    AddPressed,
}

#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    /// The folder was chosen: show what is in it.
    Open(FolderId),
    /// The chosen folder is no more.
    Gone(FolderId),
    /// The server refuses us: let the user do something about it.
    Repair(AccountId),
    AddAccount,
    FolderMenu(FolderId, Point),
    AccountMenu(AccountId, Point),
    /// What was dragged was let go over the folder: moved, or copied with Ctrl.
    Drop {
        onto: FolderId,
        copy: bool,
    },
}

impl Default for State {
    fn default() -> Self {
        Self {
            accounts: None,
            folders: HashMap::new(),
            lines: HashMap::new(),
            closed_accounts: HashSet::new(),
            closed: HashSet::new(),
            chosen: None,
            dragged: None,
            rows: Vec::new(),
            window: Window::new(ROW),
        }
    }
}

impl State {
    pub fn chosen(&self) -> Option<&Folder> {
        self.folder(self.chosen?)
    }

    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.folders.values().flat_map(|folders| folders.iter()).find(|folder| folder.id == id)
    }

    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().flat_map(|accounts| accounts.iter()).find(|account| account.id == id)
    }

    /// What the engine tells of mailboxes, folders and lines.
    pub fn apply(&mut self, event: &Event) -> Action {
        match event {
            Event::Accounts(accounts) => {
                let still = |id: &AccountId| accounts.iter().any(|account| account.id == *id);
                self.folders.retain(|id, _| still(id));
                self.lines.retain(|id, _| still(id));
                self.accounts = Some(Arc::clone(accounts));
            }
            Event::Folders(account, folders) => {
                let _ = self.folders.insert(*account, Arc::clone(folders));
            }
            Event::Line(account, line) => {
                let _ = self.lines.insert(*account, *line);
                return Action::None;
            }
            _ => return Action::None,
        }
        self.rebuild();
        match self.chosen {
            Some(id) if self.folder(id).is_none() => {
                self.chosen = None;
                Action::Gone(id)
            }
            _ => Action::None,
        }
    }

    /// Chooses a folder from outside: at the start, or by a shortcut.
    pub fn choose(&mut self, id: FolderId) -> Action {
        let Some(folder) = self.folder(id).filter(|folder| folder.selectable) else {
            return Action::None;
        };
        let account = folder.account;
        self.chosen = Some(id);
        let _ = self.closed_accounts.remove(&account);
        self.rebuild();
        if let Some(index) = self.index_of_chosen() {
            self.window.reveal(index);
        }
        Action::Open(id)
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Seen(sight) => self.window.seen(sight),
            Message::Pressed(press) => return self.press(press),
            Message::Touched(touch) => return self.touch(touch),
            Message::Stepped(step) => return self.step(step),
            Message::WentOut => return self.go_out(),
            Message::WentIn => {
                if let Some(id) = self.chosen {
                    let _ = self.closed.remove(&id);
                    self.rebuild();
                }
            }
            Message::FolderFolded(id) => self.fold(id),
            Message::AccountFolded(id) => {
                toggle(&mut self.closed_accounts, id);
                self.rebuild();
            }
            Message::RepairPressed(account) => return Action::Repair(account),
            Message::AddPressed => return Action::AddAccount,
        }
        Action::None
    }

    fn press(&mut self, press: Press) -> Action {
        match self.rows.get(press.index) {
            Some(Row::Account { id, .. }) => {
                let id = *id;
                toggle(&mut self.closed_accounts, id);
                self.rebuild();
                Action::None
            }
            Some(Row::Folder { id, selectable: true, foldable, .. }) => {
                let (id, foldable) = (*id, *foldable);
                if press.twice && foldable {
                    self.fold(id);
                    return Action::None;
                }
                self.chosen = Some(id);
                Action::Open(id)
            }
            Some(Row::Folder { id, .. }) => {
                let id = *id;
                self.fold(id);
                Action::None
            }
            None => Action::None,
        }
    }

    fn touch(&self, touch: Touch) -> Action {
        match touch {
            Touch::Menu { index, at } => match self.rows.get(index) {
                Some(Row::Account { id, .. }) => Action::AccountMenu(*id, at),
                Some(Row::Folder { id, .. }) => Action::FolderMenu(*id, at),
                None => Action::None,
            },
            Touch::Released { index, modifiers } => match self.rows.get(index) {
                Some(row @ Row::Folder { id, .. }) if self.takes(row) => {
                    Action::Drop { onto: *id, copy: modifiers.command() }
                }
                _ => Action::None,
            },
            Touch::Lifted { .. } => Action::None,
        }
    }

    /// What is dragged may be let go there: in its own mailbox, and elsewhere
    /// than where it lies.
    fn takes(&self, row: &Row) -> bool {
        let Row::Folder { id, account, selectable, .. } = row else { return false };
        self.dragged.is_some_and(|from| from.account == *account && from.folder != Some(*id)) && *selectable
    }

    /// Messages are dragged, or no more.
    pub fn drag(&mut self, dragged: Option<Dragged>) {
        self.dragged = dragged;
    }

    /// All folders of a mailbox, in the order of the tree.
    pub fn of_account(&self, account: AccountId) -> Arc<[Folder]> {
        self.folders.get(&account).cloned().unwrap_or_default()
    }

    /// How far down the chosen folder is, for the place of a menu.
    pub fn chosen_height(&self) -> f32 {
        let index = self.index_of_chosen().map_or(0.0, |index| index as f64 + 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a height on the screen")]
        let height = (index * f64::from(ROW) - self.window.offset()) as f32;
        height.max(0.0)
    }

    fn fold(&mut self, id: FolderId) {
        toggle(&mut self.closed, id);
        self.rebuild();
    }

    /// Goes to the next folder that can be opened, in the direction of the step.
    fn step(&mut self, step: Step) -> Action {
        let choices: Vec<(usize, FolderId)> = self.choices().collect();
        let current = choices.iter().position(|(_, id)| Some(*id) == self.chosen);
        let Some((row, id)) =
            step.from(current, choices.len(), self.window.page()).and_then(|next| choices.get(next).copied())
        else {
            return Action::None;
        };
        self.window.reveal(row);
        if self.chosen == Some(id) {
            return Action::None;
        }
        self.chosen = Some(id);
        Action::Open(id)
    }

    fn go_out(&mut self) -> Action {
        let Some(Row::Folder { id, foldable, closed, depth, .. }) =
            self.index_of_chosen().and_then(|at| self.rows.get(at))
        else {
            return Action::None;
        };
        let (id, depth) = (*id, *depth);
        if *foldable && !*closed {
            self.fold(id);
            return Action::None;
        }
        let above = self.rows.iter().take_while(|row| !row.is(id)).filter_map(|row| match row {
            Row::Folder { id, depth: found, selectable: true, .. } if *found < depth => Some(*id),
            _ => None,
        });
        above.last().map_or(Action::None, |parent| self.choose(parent))
    }

    fn choices(&self) -> impl Iterator<Item = (usize, FolderId)> {
        self.rows.iter().enumerate().filter_map(|(index, row)| match row {
            Row::Folder { id, selectable: true, .. } => Some((index, *id)),
            _ => None,
        })
    }

    fn index_of_chosen(&self) -> Option<usize> {
        let chosen = self.chosen?;
        self.rows.iter().position(|row| row.is(chosen))
    }

    fn rebuild(&mut self) {
        self.rows.clear();
        for account in self.accounts.iter().flat_map(|accounts| accounts.iter()) {
            let closed = self.closed_accounts.contains(&account.id);
            self.rows.push(Row::Account { id: account.id, closed });
            if let Some(folders) = self.folders.get(&account.id).filter(|_| !closed) {
                self.rows.extend(tree::rows(folders, &self.closed));
            }
        }
        self.window.resize(self.rows.len());
    }

    fn line(&self, account: AccountId) -> Line {
        self.lines.get(&account).copied().unwrap_or(Line::Idle)
    }
}

fn toggle<T: Eq + std::hash::Hash>(set: &mut HashSet<T>, value: T) {
    if !set.remove(&value) {
        let _ = set.insert(value);
    }
}

#[cfg(test)]
mod tests;
