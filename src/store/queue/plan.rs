//! What a gesture comes to, message by message: which go where, and which
//! folders are made for them. What cannot be is found out here, before anything
//! is done.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::error::{Result, Unfit};
use super::super::{StoreError, folders};
use super::gesture::{Lot, Run, Step, Task};
use super::{Reverse, name, tree};
use crate::domain::{AccountId, Act, Change, Flag, Flags, Folder, FolderId, Gesture, Keyword, MessageId, Role};

pub(super) fn resolve(tx: &Transaction<'_>, run: &mut Run, gesture: Gesture) -> Result<Vec<Task>> {
    match gesture {
        Gesture::Mark { messages, change } => Ok(tasks(lots(tx, messages)?, &Step::Mark(change))),
        Gesture::MarkAllRead(folder) => {
            let unread = "SELECT id FROM message WHERE folder = ?1 AND (flags & 1) = 0";
            Ok(tasks(all_of(tx, folder, unread)?, &Step::Mark(seen())))
        }
        Gesture::Move { messages, to } => {
            let lots = of_one_account(tx, messages, to)?;
            Ok(tasks(lots.into_iter().filter(|lot| lot.folder.id != to).collect(), &Step::Move(to)))
        }
        Gesture::Copy { messages, to } => Ok(tasks(of_one_account(tx, messages, to)?, &Step::Copy(to))),
        Gesture::Delete(messages) => run.delete(tx, messages),
        Gesture::Archive(messages) => run.archive(tx, messages),
        Gesture::Junk(messages) => run.junk(tx, messages),
        Gesture::NotJunk(messages) => not_junk(tx, messages),
        Gesture::Destroy(messages) => Ok(tasks(lots(tx, messages)?, &Step::Destroy)),
        Gesture::Empty(folder) => run.empty(tx, folder),
        Gesture::MakeFolder { account, under, name } => run.make_folder(tx, account, under, &name),
        Gesture::RenameFolder { folder, name } => {
            let folder = movable(tx, folder)?;
            let name = name::fit(&name, folder.separator)?;
            let path = format!("{}{name}", name::parent(&folder.path, folder.separator));
            run.put_folder(tx, &folder, &path)
        }
        Gesture::MoveFolder { folder, under } => {
            let folder = movable(tx, folder)?;
            let path = format!("{}{}", top(tx, folder.account, under)?, folder.name());
            run.put_folder(tx, &folder, &path)
        }
        Gesture::DeleteFolder(folder) => run.delete_folder(tx, folder),
        Gesture::DestroyFolder(folder) => {
            let folder = movable(tx, folder)?;
            run.doom(tx, &folder)
        }
    }
}

impl Run {
    fn delete(&mut self, tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<Task>> {
        let mut all = Vec::new();
        for lot in lots(tx, messages)? {
            let trash = self.folder_for(tx, lot.folder.account, Role::Trash)?;
            // What lies in the trash already stays there.
            if !name::is_within(&lot.folder.path, &trash.path, trash.separator) {
                all.push(lot.task(Step::Move(trash.id)));
            }
        }
        Ok(all)
    }

    fn archive(&mut self, tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<Task>> {
        let mut all = Vec::new();
        for lot in lots(tx, messages)? {
            let archive = self.folder_for(tx, lot.folder.account, Role::Archive)?;
            for (year, messages) in by_year(tx, lot.messages)? {
                let folder = self.below(tx, &archive, &year)?;
                if folder != lot.folder.id {
                    let lot = Lot { folder: lot.folder.clone(), messages };
                    all.push(lot.task(Step::Move(folder)));
                }
            }
        }
        Ok(all)
    }

    fn junk(&mut self, tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<Task>> {
        let change =
            Change { set: Flags::NONE.with(Flag::Junk), remove: vec![Keyword::new(NOT_JUNK)], ..Change::default() };
        let mut all = Vec::new();
        for lot in lots(tx, messages)? {
            let junk = self.folder_for(tx, lot.folder.account, Role::Junk)?;
            let to = (lot.folder.id != junk.id).then_some(junk.id);
            all.extend(lot.marked_and_moved(change.clone(), to));
        }
        Ok(all)
    }

    fn empty(&mut self, tx: &Transaction<'_>, folder: FolderId) -> Result<Vec<Task>> {
        let top = folder_of(tx, folder)?;
        if !matches!(top.role, Some(Role::Trash | Role::Junk)) {
            return Err(Unfit::NotEmptied.into());
        }
        let mut all = tasks(all_of(tx, folder, "SELECT id FROM message WHERE folder = ?1")?, &Step::Destroy);
        for below in folders::of_account(tx, top.account)? {
            // A folder further down goes with the one it is in.
            let is_child = name::is_within(&below.path, &top.path, top.separator)
                && name::parent(&below.path, top.separator).strip_suffix(top.separator.unwrap_or('/'))
                    == Some(top.path.as_str());
            if is_child {
                all.extend(self.doom(tx, &below)?);
            }
        }
        Ok(all)
    }

    fn make_folder(
        &mut self,
        tx: &Transaction<'_>,
        account: AccountId,
        under: Option<FolderId>,
        name: &str,
    ) -> Result<Vec<Task>> {
        let name = name::fit(name, tree::separator(tx, account)?)?;
        let path = format!("{}{name}", top(tx, account, under)?);
        let queued = self.is_queued(tx, account)?;
        let folder = tree::make(tx, account, self.act, &path, None, queued)?;
        self.tree_changed(account, Some(Reverse::Unmake(folder)));
        let _ = self.targets.insert(folder);
        Ok(Vec::new())
    }

    /// Gives a folder another path.
    pub(super) fn put_folder(&mut self, tx: &Transaction<'_>, folder: &Folder, path: &str) -> Result<Vec<Task>> {
        if folder.path != path {
            let queued = self.is_queued(tx, folder.account)?;
            tree::rename(tx, folder, self.act, path, queued)?;
            let back = Reverse::Rename { folder: folder.id, path: folder.path.clone() };
            self.tree_changed(folder.account, Some(back));
        }
        let _ = self.targets.insert(folder.id);
        Ok(Vec::new())
    }

    pub(super) fn delete_folder(&mut self, tx: &Transaction<'_>, folder: FolderId) -> Result<Vec<Task>> {
        let folder = movable(tx, folder)?;
        let trash = self.folder_for(tx, folder.account, Role::Trash)?;
        if name::is_within(&folder.path, &trash.path, trash.separator) {
            return Ok(Vec::new());
        }
        let Some(separator) = trash.separator else {
            // Folders do not lie in folders here.
            return Err(Unfit::HoldsNoMail.into());
        };
        let wanted = format!("{}{separator}{}", trash.path, folder.name());
        let mut path = wanted.clone();
        for number in 2.. {
            if tree::find(tx, folder.account, &path)?.is_none() {
                break;
            }
            path = name::numbered(&wanted, number);
        }
        self.put_folder(tx, &folder, &path)
    }

    pub(super) fn doom(&mut self, tx: &Transaction<'_>, folder: &Folder) -> Result<Vec<Task>> {
        let queued = self.is_queued(tx, folder.account)?;
        tree::doom(tx, folder, self.act, queued)?;
        self.tree_changed(folder.account, None);
        Ok(vec![Task { account: folder.account, folder: folder.id, messages: Vec::new(), step: Step::Sweep }])
    }

    /// The folder of an account for a purpose, made if there is none.
    pub(super) fn folder_for(&mut self, tx: &Transaction<'_>, account: AccountId, role: Role) -> Result<Folder> {
        if let Some(folder) = with_role(tx, account, role)? {
            return Ok(folder);
        }
        let name = match role {
            Role::Trash => self.ground.trash,
            Role::Junk => self.ground.junk,
            Role::Drafts => self.ground.drafts,
            Role::Templates => self.ground.templates,
            _ => self.ground.archive,
        };
        let path = format!("{}{name}", tree::root(tx, account, tree::separator(tx, account)?)?);
        let id = match tree::find(tx, account, &path)? {
            Some(id) => {
                let _ = tx.execute("UPDATE folder SET role = ?2 WHERE id = ?1", params![id, role])?;
                id
            }
            None => tree::make(tx, account, Act::MakeFolder, &path, Some(role), self.is_queued(tx, account)?)?,
        };
        let _ = self.accounts.insert(account);
        folder_of(tx, id)
    }

    /// The folder of that name in another one; that one itself, where folders
    /// hold none.
    fn below(&mut self, tx: &Transaction<'_>, folder: &Folder, name: &str) -> Result<FolderId> {
        let Some(separator) = folder.separator else { return Ok(folder.id) };
        let path = format!("{}{separator}{name}", folder.path);
        if let Some(id) = tree::find(tx, folder.account, &path)? {
            return Ok(id);
        }
        let queued = self.is_queued(tx, folder.account)?;
        tree::make(tx, folder.account, Act::MakeFolder, &path, None, queued)
    }
}

fn not_junk(tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<Task>> {
    let change = Change { clear: Flags::NONE.with(Flag::Junk), add: vec![Keyword::new(NOT_JUNK)], ..Change::default() };
    let mut all = Vec::new();
    for lot in lots(tx, messages)? {
        let is_junk = lot.folder.role == Some(Role::Junk);
        let inbox = with_role(tx, lot.folder.account, Role::Inbox)?.filter(|_| is_junk);
        all.extend(lot.marked_and_moved(change.clone(), inbox.map(|inbox| inbox.id)));
    }
    Ok(all)
}

/// What other programs set to say that a message is none (Thunderbird's word).
const NOT_JUNK: &str = "$NotJunk";

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

impl Lot {
    fn task(self, step: Step) -> Task {
        Task { account: self.folder.account, folder: self.folder.id, messages: self.messages, step }
    }

    pub(super) fn marked_and_moved(self, change: Change, to: Option<FolderId>) -> Vec<Task> {
        let (account, folder, messages) = (self.folder.account, self.folder.id, self.messages);
        let moved = to.map(|to| Task { account, folder, messages: messages.clone(), step: Step::Move(to) });
        // The last is done first.
        moved.into_iter().chain([Task { account, folder, messages, step: Step::Mark(change) }]).collect()
    }
}

pub(super) fn tasks(lots: Vec<Lot>, step: &Step) -> Vec<Task> {
    lots.into_iter().map(|lot| lot.task(step.clone())).collect()
}

/// Messages by folder; those that are gone are left out.
pub(super) fn lots(tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<Lot>> {
    let mut select = tx.prepare_cached("SELECT folder FROM message WHERE id = ?1")?;
    let mut by_folder: HashMap<FolderId, Vec<MessageId>> = HashMap::new();
    for id in messages {
        if let Some(folder) = select.query_row([id], |row| row.get(0)).optional()? {
            by_folder.entry(folder).or_default().push(id);
        }
    }
    let lots = by_folder.into_iter();
    let mut lots: Vec<Lot> =
        lots.map(|(folder, messages)| Ok(Lot { folder: folder_of(tx, folder)?, messages })).collect::<Result<_>>()?;
    lots.sort_by_key(|lot| lot.folder.id);
    Ok(lots)
}

fn all_of(tx: &Transaction<'_>, folder: FolderId, sql: &str) -> Result<Vec<Lot>> {
    let folder = folder_of(tx, folder)?;
    let mut select = tx.prepare_cached(sql)?;
    let messages = select.query_map([folder.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(vec![Lot { folder, messages }])
}

/// The target is of the account of all the messages, and can hold them.
fn of_one_account(tx: &Transaction<'_>, messages: Vec<MessageId>, to: FolderId) -> Result<Vec<Lot>> {
    let to = folder_of(tx, to)?;
    if !to.selectable || to.role == Some(Role::Virtual) {
        return Err(Unfit::HoldsNoMail.into());
    }
    let lots = lots(tx, messages)?;
    if lots.iter().any(|lot| lot.folder.account != to.account) {
        return Err(Unfit::OtherAccount.into());
    }
    Ok(lots)
}

fn by_year(tx: &Transaction<'_>, messages: Vec<MessageId>) -> Result<Vec<(String, Vec<MessageId>)>> {
    // The year of the workstation's own calendar.
    let mut select =
        tx.prepare_cached("SELECT strftime('%Y', date, 'unixepoch', 'localtime') FROM message WHERE id = ?1")?;
    let mut years: HashMap<String, Vec<MessageId>> = HashMap::new();
    for id in messages {
        if let Some(year) = select.query_row([id], |row| row.get(0)).optional()? {
            years.entry(year).or_default().push(id);
        }
    }
    let mut years: Vec<_> = years.into_iter().collect();
    years.sort();
    Ok(years)
}

pub(super) fn folder_of(tx: &Transaction<'_>, id: FolderId) -> Result<Folder> {
    folders::by_id(tx, id)?.ok_or(StoreError::Gone)
}

/// A folder that may be renamed, moved and deleted.
pub(super) fn movable(tx: &Transaction<'_>, id: FolderId) -> Result<Folder> {
    let folder = folder_of(tx, id)?;
    if folder.role.is_some() { Err(Unfit::Fixed.into()) } else { Ok(folder) }
}

pub(super) fn with_role(tx: &Transaction<'_>, account: AccountId, role: Role) -> Result<Option<Folder>> {
    Ok(folders::of_account(tx, account)?.into_iter().find(|folder| folder.role == Some(role)))
}

/// What the path of a folder begins with that is to lie there.
fn top(tx: &Transaction<'_>, account: AccountId, under: Option<FolderId>) -> Result<String> {
    let Some(under) = under else { return tree::root(tx, account, tree::separator(tx, account)?) };
    let under = folder_of(tx, under)?;
    if under.account != account {
        return Err(Unfit::OtherAccount.into());
    }
    match under.separator {
        Some(separator) => Ok(format!("{}{separator}", under.path)),
        None => Err(Unfit::HoldsNoMail.into()),
    }
}
