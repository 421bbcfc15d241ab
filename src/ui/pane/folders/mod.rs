//! The mailboxes and their folders. Knows which folder is chosen; what is in it
//! is the list's.

mod tree;
mod view;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Step;
use crate::config::{Folded, Together};
use crate::domain::{Account, AccountId, Folder, FolderId, Space};
use crate::engine::{Event, Line, SavedSearch, SavedSearchId};
use crate::ui::mailboxes::{Inboxes, Mailboxes};
use crate::ui::widget::virtual_list::{Press, Sight, Touch, Window};
use iced::Point;
use tree::Row;

/// The height of a row.
const ROW: f32 = 28.0;

#[derive(Debug)]
pub struct State {
    mailboxes: Mailboxes,
    searches: Arc<[SavedSearch]>,
    together: Together,
    lines: HashMap<AccountId, Line>,
    closed_accounts: HashSet<AccountId>,
    closed: HashSet<FolderId>,
    closed_searches: bool,
    chosen: Option<Choice>,
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

/// What can be chosen in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Folder(FolderId),
    Inboxes(Inboxes),
    Search(SavedSearchId),
    /// Exchanges with patients.
    Patients,
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
    SearchesFolded,
    RepairPressed(AccountId),
    AddPressed,
}

#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    /// The folder was chosen: show what is in it.
    Open(FolderId),
    OpenInboxes(Inboxes),
    OpenSearch(SavedSearch),
    OpenPatients,
    /// What was chosen is no more.
    Gone(Choice),
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
            mailboxes: Mailboxes::default(),
            searches: Arc::new([]),
            together: Together::default(),
            lines: HashMap::new(),
            closed_accounts: HashSet::new(),
            closed: HashSet::new(),
            closed_searches: false,
            chosen: None,
            dragged: None,
            rows: Vec::new(),
            window: Window::new(ROW),
        }
    }
}

impl State {
    pub fn chosen(&self) -> Option<&Folder> {
        match self.chosen? {
            Choice::Folder(id) => self.folder(id),
            Choice::Inboxes(_) | Choice::Search(_) | Choice::Patients => None,
        }
    }

    pub fn choice(&self) -> Option<Choice> {
        self.chosen
    }

    pub fn mailboxes(&self) -> &Mailboxes {
        &self.mailboxes
    }

    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.mailboxes.folder(id)
    }

    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.mailboxes.account(id)
    }

    /// Folds what was folded when the window was last closed.
    pub fn fold_as(&mut self, folded: &Folded) {
        self.closed_accounts = folded.mailboxes.iter().copied().collect();
        self.closed = folded.folders.iter().copied().collect();
        self.closed_searches = folded.searches;
        self.rebuild();
    }

    /// What is folded of what is still there.
    pub fn folded(&self) -> Folded {
        let accounts = self.mailboxes.accounts().iter().map(|account| account.id);
        let folders = self.mailboxes.accounts().iter().flat_map(|account| self.mailboxes.folders(account.id));
        Folded {
            mailboxes: accounts.filter(|id| self.closed_accounts.contains(id)).collect(),
            folders: folders.map(|folder| folder.id).filter(|id| self.closed.contains(id)).collect(),
            searches: self.closed_searches,
        }
    }

    /// Which inboxes stand together on top.
    pub fn set_together(&mut self, together: Together) -> Action {
        self.together = together;
        self.changed()
    }

    /// What the engine tells of mailboxes, folders and lines.
    pub fn apply(&mut self, event: &Event) -> Action {
        let mut changed = self.mailboxes.apply(event);
        match event {
            Event::Accounts(accounts) => {
                self.lines.retain(|id, _| accounts.iter().any(|account| account.id == *id));
            }
            Event::SavedSearches(searches) => {
                self.searches = Arc::clone(searches);
                changed = true;
            }
            Event::Line(account, line) => {
                let _ = self.lines.insert(*account, *line);
            }
            _ => {}
        }
        if changed { self.changed() } else { Action::None }
    }

    fn changed(&mut self) -> Action {
        self.rebuild();
        let still = match self.chosen {
            None => true,
            Some(Choice::Folder(id)) => self.folder(id).is_some(),
            Some(Choice::Inboxes(inboxes)) => self.mailboxes.together(self.together).contains(&inboxes),
            Some(Choice::Patients) => self.has_patients(),
            Some(Choice::Search(id)) => self.searches.iter().any(|search| search.id == id),
        };
        match self.chosen.take_if(|_| !still) {
            Some(gone) => Action::Gone(gone),
            None => Action::None,
        }
    }

    /// Chooses a folder from outside: at the start, or by a shortcut.
    pub fn choose(&mut self, id: FolderId) -> Action {
        let Some(folder) = self.folder(id).filter(|folder| folder.selectable) else {
            return Action::None;
        };
        let account = folder.account;
        self.chosen = Some(Choice::Folder(id));
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
                if let Some(folder) = self.chosen() {
                    let (id, account) = (folder.id, folder.account);
                    if !self.closed_accounts.remove(&account) {
                        let _ = self.closed.remove(&id);
                    }
                    self.rebuild();
                }
            }
            Message::SearchesFolded => {
                self.closed_searches = !self.closed_searches;
                self.rebuild();
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
                self.open(Choice::Folder(id))
            }
            Some(Row::Searches { .. }) => self.update(Message::SearchesFolded),
            Some(Row::Inboxes { which, .. }) => self.open(Choice::Inboxes(*which)),
            Some(Row::Search { id, .. }) => self.open(Choice::Search(*id)),
            Some(Row::Patients) => self.open(Choice::Patients),
            Some(Row::Folder { id, .. }) => {
                let id = *id;
                self.fold(id);
                Action::None
            }
            None => Action::None,
        }
    }

    fn open(&mut self, choice: Choice) -> Action {
        self.chosen = Some(choice);
        match choice {
            Choice::Folder(id) => Action::Open(id),
            Choice::Inboxes(inboxes) => Action::OpenInboxes(inboxes),
            Choice::Patients => Action::OpenPatients,
            Choice::Search(id) => {
                let found = self.searches.iter().find(|search| search.id == id);
                found.map_or(Action::None, |search| Action::OpenSearch(search.clone()))
            }
        }
    }

    fn touch(&self, touch: Touch) -> Action {
        match touch {
            Touch::Menu { index, at } => match self.rows.get(index) {
                Some(Row::Account { id, .. }) => Action::AccountMenu(*id, at),
                Some(Row::Folder { id, .. }) => Action::FolderMenu(*id, at),
                _ => Action::None,
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
        self.mailboxes.folders(account).into()
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

    /// Goes to the next row that can be opened, in the direction of the step.
    fn step(&mut self, step: Step) -> Action {
        let choices: Vec<(usize, Choice)> = self.choices().collect();
        let current = choices.iter().position(|(_, choice)| Some(*choice) == self.chosen);
        let Some((row, choice)) =
            step.from(current, choices.len(), self.window.page()).and_then(|next| choices.get(next).copied())
        else {
            return Action::None;
        };
        self.window.reveal(row);
        if self.chosen == Some(choice) {
            return Action::None;
        }
        self.open(choice)
    }

    fn go_out(&mut self) -> Action {
        let Some(Row::Folder { id, account, foldable, closed, depth, .. }) =
            self.index_of_chosen().and_then(|at| self.rows.get(at))
        else {
            return Action::None;
        };
        let (id, account, depth) = (*id, *account, *depth);
        if *foldable && !*closed {
            self.fold(id);
            return Action::None;
        }
        if depth == 0 {
            // Beyond the outermost folder there is its mailbox.
            let _ = self.closed_accounts.insert(account);
            self.rebuild();
            return Action::None;
        }
        let here = Choice::Folder(id);
        let above = self.rows.iter().take_while(|row| row.choice() != Some(here)).filter_map(|row| match row {
            Row::Folder { id, depth: found, selectable: true, .. } if *found < depth => Some(*id),
            _ => None,
        });
        above.last().map_or(Action::None, |parent| self.choose(parent))
    }

    fn choices(&self) -> impl Iterator<Item = (usize, Choice)> {
        self.rows.iter().enumerate().filter_map(|(index, row)| Some((index, row.choice()?)))
    }

    fn index_of_chosen(&self) -> Option<usize> {
        let chosen = self.chosen?;
        self.rows.iter().position(|row| row.choice() == Some(chosen))
    }

    /// Patients write to secure mailboxes alone.
    fn has_patients(&self) -> bool {
        self.mailboxes.accounts().iter().any(|account| account.draft.space == Space::Secure)
    }

    fn rebuild(&mut self) {
        self.rows.clear();
        for which in self.mailboxes.together(self.together) {
            let (unread, _) = self.mailboxes.count(&self.mailboxes.members(which));
            self.rows.push(Row::Inboxes { which, unread });
        }
        for account in self.mailboxes.accounts() {
            let closed = self.closed_accounts.contains(&account.id);
            let (unread, _) = self.mailboxes.count(&[account.id]);
            self.rows.push(Row::Account { id: account.id, closed, unread: if closed { unread } else { 0 } });
            if !closed {
                self.rows.extend(tree::rows(self.mailboxes.folders(account.id), &self.closed));
            }
        }
        if self.has_patients() {
            self.rows.push(Row::Patients);
        }
        if !self.searches.is_empty() {
            self.rows.push(Row::Searches { closed: self.closed_searches });
            let shown = self.searches.iter().filter(|_| !self.closed_searches);
            self.rows.extend(shown.map(|search| Row::Search { id: search.id, name: Arc::from(search.name.as_str()) }));
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
