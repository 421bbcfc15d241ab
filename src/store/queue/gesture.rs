//! What the user asks for, carried out on the rows, and written down for the
//! server in the same transaction. Many messages go in several transactions,
//! each whole in itself, so that others get their turn in between.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::Transaction;

use super::super::error::Result;
use super::super::{Store, accounts};
use super::plan::{folder_of, resolve};
use super::{Reverse, marks, operation, places, tree};
use crate::domain::{AccountId, Act, Change, Done, Folder, FolderId, Gesture, MessageId, Protocol};

/// Messages in one transaction: some tens of milliseconds.
const CHUNK: u32 = 2000;

/// What stands behind the folders, and what folders are called that are made
/// because an account has none for the purpose.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// False in the demonstration: nothing is queued.
    pub server: bool,
    pub trash: &'static str,
    pub archive: &'static str,
    pub junk: &'static str,
    pub drafts: &'static str,
    pub templates: &'static str,
}

/// What was done, and what takes it back.
#[derive(Debug, Clone)]
pub struct Performed {
    pub done: Done,
    /// Whose servers have something to hear, or whose folders changed.
    pub accounts: Vec<AccountId>,
    /// Folders in which messages came, went or changed.
    pub folders: Vec<FolderId>,
    pub reverse: Vec<Reverse>,
}

/// A step that is the same for all messages of a folder.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Mark(Change),
    Move(FolderId),
    Copy(FolderId),
    Destroy,
    /// A copy goes again, if the letter lies elsewhere too.
    Uncopy,
    /// Messages of folders that are seen no more.
    Sweep,
}

pub(super) struct Task {
    pub(super) account: AccountId,
    pub(super) folder: FolderId,
    pub(super) messages: Vec<MessageId>,
    pub(super) step: Step,
}

/// Messages of one folder.
pub(super) struct Lot {
    pub(super) folder: Folder,
    pub(super) messages: Vec<MessageId>,
}

/// A gesture under way.
pub(super) struct Run {
    pub(super) ground: Ground,
    pub(super) act: Act,
    queued: HashMap<AccountId, bool>,
    operations: HashMap<AccountId, i64>,
    pub(super) targets: BTreeSet<FolderId>,
    folders: BTreeSet<FolderId>,
    pub(super) accounts: BTreeSet<AccountId>,
    messages: HashSet<MessageId>,
    trees: usize,
    marked: Vec<(Change, Vec<MessageId>)>,
    moved: HashMap<FolderId, Vec<MessageId>>,
    copies: Vec<MessageId>,
    changed_trees: Vec<Reverse>,
}

impl Store {
    pub async fn perform(&self, gesture: Gesture, ground: Ground) -> Result<Performed> {
        let run = Run::new(act(&gesture), ground);
        self.carry_out(run, move |tx, run| resolve(tx, run, gesture)).await
    }

    /// `plan` makes of the gesture what is to be done message by message; what
    /// it changes itself is in the first transaction.
    pub(super) async fn carry_out(
        &self,
        mut run: Run,
        plan: impl FnOnce(&Transaction<'_>, &mut Run) -> Result<Vec<Task>> + Send + 'static,
    ) -> Result<Performed> {
        let (started, mut tasks) = self
            .write(move |tx| {
                let mut tasks = plan(tx, &mut run)?;
                run.go_on(tx, &mut tasks)?;
                Ok((run, tasks))
            })
            .await?;
        run = started;
        while !tasks.is_empty() {
            (run, tasks) = self
                .write(move |tx| {
                    run.go_on(tx, &mut tasks)?;
                    Ok((run, tasks))
                })
                .await?;
        }
        Ok(run.performed())
    }
}

fn act(gesture: &Gesture) -> Act {
    match gesture {
        Gesture::Mark { .. } | Gesture::MarkAllRead(_) => Act::Mark,
        Gesture::Move { .. } => Act::Move,
        Gesture::Copy { .. } => Act::Copy,
        Gesture::Delete(_) => Act::Delete,
        Gesture::Archive(_) => Act::Archive,
        Gesture::Junk(_) => Act::Junk,
        Gesture::NotJunk(_) => Act::NotJunk,
        Gesture::Destroy(_) | Gesture::Empty(_) => Act::Destroy,
        Gesture::MakeFolder { .. } => Act::MakeFolder,
        Gesture::RenameFolder { .. } => Act::RenameFolder,
        Gesture::MoveFolder { .. } => Act::MoveFolder,
        Gesture::DeleteFolder(_) => Act::DeleteFolder,
        Gesture::DestroyFolder(_) => Act::DestroyFolder,
    }
}

impl Run {
    pub(super) fn new(act: Act, ground: Ground) -> Self {
        Self {
            ground,
            act,
            queued: HashMap::new(),
            operations: HashMap::new(),
            targets: BTreeSet::new(),
            folders: BTreeSet::new(),
            accounts: BTreeSet::new(),
            messages: HashSet::new(),
            trees: 0,
            marked: Vec::new(),
            moved: HashMap::new(),
            copies: Vec::new(),
            changed_trees: Vec::new(),
        }
    }

    pub(super) fn tree_changed(&mut self, account: AccountId, back: Option<Reverse>) {
        let _ = self.accounts.insert(account);
        self.trees += 1;
        self.changed_trees.extend(back);
    }

    /// Whether a server is behind the folders of an account.
    pub(super) fn is_queued(&mut self, tx: &Transaction<'_>, account: AccountId) -> Result<bool> {
        if !self.ground.server {
            return Ok(false);
        }
        if let Some(known) = self.queued.get(&account) {
            return Ok(*known);
        }
        let queued = accounts::draft(tx, account)?.protocol == Protocol::Imap;
        let _ = self.queued.insert(account, queued);
        Ok(queued)
    }

    /// One transaction's worth of what is left.
    fn go_on(&mut self, tx: &Transaction<'_>, tasks: &mut Vec<Task>) -> Result<()> {
        let mut room = CHUNK as usize;
        while let Some(mut task) = tasks.pop().filter(|_| room > 0) {
            if matches!(task.step, Step::Sweep) {
                if tree::sweep(tx, CHUNK)? {
                    tasks.push(task);
                }
                return Ok(());
            }
            let some = task.messages.split_off(task.messages.len().saturating_sub(room));
            room -= some.len();
            self.step(tx, &task, some)?;
            if !task.messages.is_empty() {
                tasks.push(task);
            }
            if room == 0 {
                break;
            }
        }
        operation::tidy(tx)
    }

    fn step(&mut self, tx: &Transaction<'_>, task: &Task, messages: Vec<MessageId>) -> Result<()> {
        let operation = self.operation(tx, task)?;
        let before = self.messages.len();
        for id in messages {
            let changed = match &task.step {
                Step::Mark(change) => {
                    let done = marks::mark(tx, id, change, operation)?;
                    done.map(|done| self.was_marked(id, done)).is_some()
                }
                Step::Move(to) => {
                    let from = places::relocate(tx, id, *to, operation)?;
                    from.map(|from| self.moved.entry(from).or_default().push(id)).is_some()
                }
                Step::Copy(to) => {
                    let copy = places::duplicate(tx, id, *to, operation)?;
                    copy.map(|copy| self.copies.push(copy)).is_some()
                }
                Step::Destroy => places::destroy(tx, id, operation)?,
                Step::Uncopy => lies_elsewhere(tx, id)? && places::destroy(tx, id, operation)?,
                Step::Sweep => false,
            };
            if changed {
                let _ = self.messages.insert(id);
            }
        }
        let _ = self.accounts.insert(task.account);
        if self.messages.len() > before || matches!(task.step, Step::Move(_)) {
            let _ = self.folders.insert(task.folder);
            if let Step::Move(to) | Step::Copy(to) = task.step {
                let _ = self.folders.insert(to);
                let _ = self.targets.insert(to);
            }
        }
        Ok(())
    }

    /// An operation in an account that is of no folder's messages.
    pub(super) fn begin(
        &mut self,
        tx: &Transaction<'_>,
        account: AccountId,
        label: Option<&str>,
    ) -> Result<Option<i64>> {
        if !self.is_queued(tx, account)? {
            return Ok(None);
        }
        let id = operation::begin(tx, account, self.act, label, None)?;
        let _ = self.operations.insert(account, id);
        Ok(Some(id))
    }

    /// A message came or went there.
    pub(super) fn touched(&mut self, account: AccountId, folder: FolderId, message: MessageId) {
        let _ = self.accounts.insert(account);
        let _ = self.folders.insert(folder);
        let _ = self.messages.insert(message);
    }

    fn was_marked(&mut self, id: MessageId, done: Change) {
        match self.marked.iter_mut().find(|(change, _)| *change == done) {
            Some((_, messages)) => messages.push(id),
            None => self.marked.push((done, vec![id])),
        }
    }

    /// The gesture's operation in an account; None where no server is behind it.
    fn operation(&mut self, tx: &Transaction<'_>, task: &Task) -> Result<Option<i64>> {
        if !self.is_queued(tx, task.account)? {
            return Ok(None);
        }
        // A first chunk in which nothing changed leaves none behind.
        if let Some(&id) = self.operations.get(&task.account) {
            let mut there = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM operation WHERE id = ?1)")?;
            if there.query_row([id], |row| row.get(0))? {
                return Ok(Some(id));
            }
        }
        let label = match task.step {
            Step::Move(to) | Step::Copy(to) => Some(folder_of(tx, to)?.name().to_owned()),
            _ => None,
        };
        let id = operation::begin(tx, task.account, self.act, label.as_deref(), None)?;
        let _ = self.operations.insert(task.account, id);
        Ok(Some(id))
    }

    pub(super) fn performed(self) -> Performed {
        let mut reverse = self.changed_trees;
        // Marks are taken back last: they follow the message.
        reverse.extend(self.marked.into_iter().map(|(change, messages)| {
            let change = change.reversed();
            Reverse::Mark { messages, change }
        }));
        reverse.extend(self.moved.into_iter().map(|(to, messages)| Reverse::Move { messages, to }));
        if !self.copies.is_empty() {
            reverse.push(Reverse::Uncopy(self.copies));
        }
        let for_ever = matches!(self.act, Act::Destroy | Act::DestroyFolder);
        let mut targets = self.targets.into_iter();
        let to = targets.next().filter(|_| targets.next().is_none());
        let done = Done {
            act: self.act,
            count: self.messages.len().max(self.trees),
            to,
            undoable: !for_ever && !reverse.is_empty(),
        };
        Performed {
            done,
            accounts: self.accounts.into_iter().collect(),
            folders: self.folders.into_iter().collect(),
            reverse: if for_ever { Vec::new() } else { reverse },
        }
    }
}

fn lies_elsewhere(tx: &Transaction<'_>, id: MessageId) -> Result<bool> {
    let mut select = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM message AS mine CROSS JOIN message AS other ON other.content = mine.content
             WHERE mine.id = ?1 AND other.id <> mine.id)
         OR EXISTS (SELECT 1 FROM waiting_place WHERE message = ?1 AND verb = 'copy' AND sent_to IS NULL)",
    )?;
    Ok(select.query_row([id], |row| row.get(0))?)
}
