//! Changes to folders: made here at once, and written in a log that the server
//! is taken through in order. What the server lists meanwhile is seen as it
//! will be when the log is done.

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::{Deserialize, Serialize};

use super::super::error::{Result, Unfit};
use super::super::folders::{FolderState, ServerFolder, put_state};
use super::super::{Store, StoreError, code};
use super::{Reason, State, Verb, arrivals, name, operation, places};
use crate::domain::{AccountId, Act, Folder, FolderId, MessageId, Role};

/// A change to the folders of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    Make {
        folder: FolderId,
        path: String,
    },
    Rename {
        folder: FolderId,
        from: String,
        to: String,
    },
    /// With all that is in them, the deepest first.
    Destroy {
        folders: Vec<FolderId>,
        paths: Vec<String>,
    },
}

impl Work {
    fn is_about(&self, folder: FolderId) -> bool {
        match self {
            Self::Make { folder: mine, .. } | Self::Rename { folder: mine, .. } => *mine == folder,
            Self::Destroy { folders, .. } => folders.contains(&folder),
        }
    }

    /// Whether it counts on a folder of this path, or on one in it.
    fn stands_on(&self, top: &str, separator: Option<char>) -> bool {
        let within = |path: &String| name::is_within(path, top, separator);
        match self {
            Self::Make { path, .. } => within(path),
            Self::Rename { from, to, .. } => within(from) || within(to),
            Self::Destroy { paths, .. } => paths.iter().any(within),
        }
    }
}

impl Store {
    /// The next change to the folders of an account.
    pub async fn next_folder_work(&self, account: AccountId) -> Result<Option<(i64, Work)>> {
        self.read(move |tx| Ok(log(tx, account)?.into_iter().next())).await
    }

    /// Written before the command goes out.
    pub async fn folder_work_sent(&self, operation: i64) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute("UPDATE operation SET state = ?2 WHERE id = ?1", params![operation, State::Sent])?;
            Ok(())
        })
        .await
    }

    pub async fn folder_work_done(&self, operation: i64) -> Result<()> {
        self.write(move |tx| {
            if let Some(Work::Destroy { folders, .. }) = work(tx, operation)? {
                for folder in folders {
                    let _ = tx.execute("DELETE FROM folder WHERE id = ?1", [folder])?;
                }
            }
            let _ = tx.execute("DELETE FROM operation WHERE id = ?1", [operation])?;
            clear(tx)
        })
        .await
    }

    /// The folders are again as the server has them, and so is what was built
    /// on the change.
    pub async fn folder_work_refused(&self, operation: i64, reason: Reason) -> Result<()> {
        self.write(move |tx| {
            let Some(refused) = work(tx, operation)? else { return Ok(()) };
            let account = tx.query_row("SELECT account FROM operation WHERE id = ?1", [operation], |row| row.get(0))?;
            let separator = separator(tx, account)?;
            let later = log(tx, account)?.into_iter().filter(|(id, _)| *id > operation);
            let built: Vec<_> = match &refused {
                Work::Make { folder, path: top } | Work::Rename { folder, to: top, .. } => {
                    later.filter(|(_, work)| work.is_about(*folder) || work.stands_on(top, separator)).collect()
                }
                Work::Destroy { .. } => Vec::new(),
            };
            for (id, work) in built.into_iter().rev().chain([(operation, refused)]) {
                take_back(tx, account, &work)?;
                let _ = tx.execute(
                    "UPDATE operation SET state = ?2, reason = ?3, count = 1, work = NULL WHERE id = ?1",
                    params![id, State::Refused, reason],
                )?;
            }
            operation::tidy(tx)
        })
        .await
    }

    /// Whether something that was to leave these folders is still in them.
    pub async fn is_left_behind(&self, folders: Vec<FolderId>) -> Result<bool> {
        self.read(move |tx| {
            for folder in folders {
                let mut left =
                    tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM waiting_place WHERE folder = ?1 AND verb <> ?2)")?;
                if left.query_row(params![folder, Verb::Destroy], |row| row.get(0))? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
        .await
    }

    /// What a folder is called on the server just now; None if it is not there yet.
    pub async fn server_path(&self, folder: FolderId) -> Result<Option<String>> {
        self.read(move |tx| path_on_server(tx, folder)).await
    }
}

/// The log of an account, oldest first.
fn log(tx: &Transaction<'_>, account: AccountId) -> Result<Vec<(i64, Work)>> {
    let mut select = tx.prepare_cached(
        "SELECT id, work FROM operation WHERE account = ?1 AND state IN ('waiting', 'sent') AND work IS NOT NULL
         ORDER BY id",
    )?;
    let log = select.query_map([account], |row| Ok((row.get(0)?, code::json(row, 1)?)))?;
    Ok(log.collect::<rusqlite::Result<_>>()?)
}

fn work(tx: &Transaction<'_>, operation: i64) -> Result<Option<Work>> {
    let mut select = tx.prepare_cached("SELECT work FROM operation WHERE id = ?1")?;
    Ok(select.query_row([operation], |row| code::json_or_none(row, 0)).optional()?.flatten())
}

fn path_on_server(tx: &Transaction<'_>, folder: FolderId) -> Result<Option<String>> {
    let mut select = tx.prepare_cached(
        "SELECT folder.account, ifnull(doomed_folder.path, folder.path) FROM folder
         LEFT JOIN doomed_folder ON doomed_folder.folder = folder.id WHERE folder.id = ?1",
    )?;
    let found: Option<(AccountId, String)> =
        select.query_row([folder], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((account, mut path)) = found else { return Ok(None) };
    let log = log(tx, account)?;
    if log.is_empty() {
        return Ok(Some(path));
    }
    let separator = separator(tx, account)?;
    for (_, work) in log.iter().rev() {
        match work {
            Work::Make { folder: made, .. } if *made == folder => return Ok(None),
            Work::Rename { from, to, .. } => path = name::renamed(&path, to, from, separator).unwrap_or(path),
            Work::Make { .. } | Work::Destroy { .. } => {}
        }
    }
    Ok(Some(path))
}

/// The server's list as it will be when the log is done. And which of our
/// folders are not yet called there what they are called here.
pub(in crate::store) fn as_it_will_be(
    tx: &Transaction<'_>,
    account: AccountId,
    mut listed: Vec<ServerFolder>,
) -> Result<(Vec<ServerFolder>, bool)> {
    let log = log(tx, account)?;
    let separator = separator(tx, account)?;
    let busy = !log.is_empty();
    for (_, work) in log {
        match work {
            Work::Make { path, .. } if listed.iter().all(|folder| folder.path != path) => {
                listed.push(ServerFolder { path, separator, role: None, selectable: true });
            }
            Work::Make { .. } => {}
            Work::Rename { from, to, .. } => {
                for folder in &mut listed {
                    if let Some(path) = name::renamed(&folder.path, &from, &to, separator) {
                        folder.path = path;
                    }
                }
            }
            Work::Destroy { paths, .. } => listed.retain(|folder| !paths.contains(&folder.path)),
        }
    }
    Ok((listed, busy))
}

/// Folders that the server has under the name they have here.
pub(in crate::store) fn none_doomed(tx: &Transaction<'_>, folders: Vec<Folder>) -> Result<Vec<Folder>> {
    let mut there = Vec::with_capacity(folders.len());
    for folder in folders {
        if path_on_server(tx, folder.id)?.as_ref() == Some(&folder.path) {
            there.push(folder);
        }
    }
    Ok(there)
}

/// The folder is gone from the server. What waits to go into it keeps it: it is
/// made again. What was to leave it is gone with it.
pub(in crate::store) fn made_again(tx: &Transaction<'_>, folder: &Folder) -> Result<bool> {
    let lost = arrivals::select(tx, "folder = ?1", params![folder.id])?;
    arrivals::give_up(tx, &lost, Reason::Elsewhere)?;
    let mut wanted = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM message CROSS JOIN waiting_place ON waiting_place.message = message.id
         WHERE message.folder = ?1 AND message.uid IS NULL)",
    )?;
    if !wanted.query_row([folder.id], |row| row.get(0))? {
        return Ok(false);
    }
    let _ = tx.execute(
        "DELETE FROM message WHERE folder = ?1
         AND NOT EXISTS (SELECT 1 FROM waiting_place WHERE waiting_place.message = message.id)",
        [folder.id],
    )?;
    put_state(tx, folder.id, FolderState::default())?;
    let work = Work::Make { folder: folder.id, path: folder.path.clone() };
    let _ = write_down(tx, folder.account, Act::MakeFolder, folder.name(), &work)?;
    Ok(true)
}

pub(super) fn separator(tx: &Transaction<'_>, account: AccountId) -> Result<Option<char>> {
    let mut select =
        tx.prepare_cached("SELECT separator FROM folder WHERE account = ?1 AND separator IS NOT NULL LIMIT 1")?;
    let separator: Option<String> = select.query_row([account], |row| row.get(0)).optional()?;
    Ok(separator.and_then(|text| text.chars().next()))
}

/// Where folders of the user's begin: some servers keep all of them in the inbox.
pub(super) fn root(tx: &Transaction<'_>, account: AccountId, separator: Option<char>) -> Result<String> {
    let Some(separator) = separator else { return Ok(String::new()) };
    let prefix = format!("INBOX{separator}");
    let mut select = tx.prepare_cached(
        "SELECT count(*) FILTER (WHERE substr(path, 1, length(?2)) = ?2), count(*) FROM folder
         WHERE account = ?1 AND path <> 'INBOX'",
    )?;
    let (inside, all): (i64, i64) = select.query_row(params![account, prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(if all > 0 && inside == all { prefix } else { String::new() })
}

pub(super) fn find(tx: &Transaction<'_>, account: AccountId, path: &str) -> Result<Option<FolderId>> {
    let mut select = tx.prepare_cached("SELECT id FROM folder WHERE account = ?1 AND path = ?2")?;
    Ok(select.query_row(params![account, path], |row| row.get(0)).optional()?)
}

fn free(tx: &Transaction<'_>, account: AccountId, path: &str) -> Result<()> {
    let taken = path.eq_ignore_ascii_case("INBOX") || find(tx, account, path)?.is_some();
    if taken { Err(Unfit::FolderExists.into()) } else { Ok(()) }
}

pub(super) fn make(
    tx: &Transaction<'_>,
    account: AccountId,
    act: Act,
    path: &str,
    role: Option<Role>,
    queued: bool,
) -> Result<FolderId> {
    free(tx, account, path)?;
    let separator = separator(tx, account)?;
    let _ = tx.execute(
        "INSERT INTO folder (account, path, separator, role, selectable) VALUES (?1, ?2, ?3, ?4, 1)",
        params![account, path, separator.map(String::from), role],
    )?;
    let folder = FolderId(tx.last_insert_rowid());
    if queued {
        let label = path.strip_prefix(name::parent(path, separator)).unwrap_or(path);
        let _ = write_down(tx, account, act, label, &Work::Make { folder, path: path.to_owned() })?;
    }
    Ok(folder)
}

pub(super) fn rename(tx: &Transaction<'_>, folder: &Folder, act: Act, to: &str, queued: bool) -> Result<()> {
    if name::is_within(to, &folder.path, folder.separator) {
        return Err(Unfit::WithinItself.into());
    }
    free(tx, folder.account, to)?;
    relabel(tx, folder.account, &folder.path, to)?;
    if queued {
        write_rename(tx, folder, act, to)?;
    }
    Ok(())
}

/// What was not sent yet is changed, not followed by another change.
fn write_rename(tx: &Transaction<'_>, folder: &Folder, act: Act, to: &str) -> Result<()> {
    let to = to.to_owned();
    let changed = match last_unsent(tx, folder.account)? {
        Some((id, Work::Make { folder: made, .. })) if made == folder.id => {
            Some((id, Work::Make { folder: made, path: to.clone() }))
        }
        Some((id, Work::Rename { folder: mine, from, .. })) if mine == folder.id => {
            Some((id, Work::Rename { folder: mine, from, to: to.clone() }))
        }
        _ => None,
    };
    match changed {
        Some((id, Work::Rename { from, to, .. })) if from == to => {
            let _ = tx.execute("DELETE FROM operation WHERE id = ?1", [id])?;
        }
        Some((id, work)) => {
            let work = super::to_json(&work)?;
            let label = to.strip_prefix(name::parent(&to, folder.separator)).unwrap_or(&to);
            let _ =
                tx.execute("UPDATE operation SET work = ?2, folder = ?3 WHERE id = ?1", params![id, work, label])?;
        }
        None => {
            let work = Work::Rename { folder: folder.id, from: folder.path.clone(), to };
            let _ = write_down(tx, folder.account, act, folder.name(), &work)?;
        }
    }
    Ok(())
}

fn last_unsent(tx: &Transaction<'_>, account: AccountId) -> Result<Option<(i64, Work)>> {
    let Some((id, work)) = log(tx, account)?.pop() else { return Ok(None) };
    let state: State = tx.query_row("SELECT state FROM operation WHERE id = ?1", [id], |row| row.get(0))?;
    Ok((state == State::Waiting).then_some((id, work)))
}

/// The folder and all in it are seen no more. Their messages are swept away
/// afterwards, some at a time, by [`sweep`].
pub(super) fn doom(tx: &Transaction<'_>, folder: &Folder, act: Act, queued: bool) -> Result<()> {
    let mut all: Vec<(FolderId, String)> = Vec::new();
    let mut select = tx.prepare_cached("SELECT id, path FROM folder WHERE account = ?1")?;
    let mut rows = select.query([folder.account])?;
    while let Some(row) = rows.next()? {
        let (id, path): (FolderId, String) = (row.get(0)?, row.get(1)?);
        if name::is_within(&path, &folder.path, folder.separator) {
            all.push((id, path));
        }
    }
    all.sort_by(|(_, one), (_, two)| two.len().cmp(&one.len()).then_with(|| two.cmp(one)));
    for (id, path) in &all {
        let _ = tx.execute("INSERT OR IGNORE INTO doomed_folder (folder, path) VALUES (?1, ?2)", params![id, path])?;
        // No server and no user can give it this name.
        let _ = tx.execute("UPDATE folder SET path = char(0) || id, role = NULL WHERE id = ?1", [id])?;
    }
    let (folders, paths) = all.into_iter().unzip();
    if queued {
        match last_unsent(tx, folder.account)? {
            // It was never there.
            Some((id, Work::Make { folder: made, .. })) if made == folder.id => {
                let _ = tx.execute("DELETE FROM operation WHERE id = ?1", [id])?;
            }
            _ => {
                let _ = write_down(tx, folder.account, act, folder.name(), &Work::Destroy { folders, paths })?;
            }
        }
    }
    Ok(())
}

/// Takes messages out of folders that are seen no more. Those that the server
/// has elsewhere are destroyed there. True while some are left.
pub(super) fn sweep(tx: &Transaction<'_>, most: u32) -> Result<bool> {
    let mut select = tx.prepare_cached(
        "SELECT message.id, place.operation FROM doomed_folder
         CROSS JOIN message ON message.folder = doomed_folder.folder
         LEFT JOIN waiting_place AS place ON place.message = message.id LIMIT ?1",
    )?;
    let doomed = select.query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let doomed: Vec<(MessageId, Option<i64>)> = doomed.collect::<rusqlite::Result<_>>()?;
    let left = !doomed.is_empty();
    for (id, operation) in doomed {
        let _ = places::destroy(tx, id, operation)?;
    }
    if !left {
        clear(tx)?;
        operation::tidy(tx)?;
    }
    Ok(left)
}

/// Folders that no server has to be told of any more.
fn clear(tx: &Transaction<'_>) -> Result<()> {
    let mut select =
        tx.prepare_cached("SELECT folder.id, folder.account FROM doomed_folder JOIN folder ON id = folder")?;
    let doomed = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let doomed: Vec<(FolderId, AccountId)> = doomed.collect::<rusqlite::Result<_>>()?;
    for (folder, account) in doomed {
        if !log(tx, account)?.iter().any(|(_, work)| work.is_about(folder)) {
            let _ = tx.execute("DELETE FROM folder WHERE id = ?1", [folder])?;
        }
    }
    Ok(())
}

fn write_down(tx: &Transaction<'_>, account: AccountId, act: Act, label: &str, work: &Work) -> Result<i64> {
    operation::begin(tx, account, act, Some(label), Some(&super::to_json(work)?))
}

/// Gives a folder and all in it another path.
fn relabel(tx: &Transaction<'_>, account: AccountId, from: &str, to: &str) -> Result<()> {
    let separator = separator(tx, account)?;
    let mut select = tx.prepare_cached("SELECT id, path FROM folder WHERE account = ?1")?;
    let all = select.query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let all: Vec<(FolderId, String)> = all.collect::<rusqlite::Result<_>>()?;
    for (id, path) in all {
        if let Some(path) = name::renamed(&path, from, to, separator) {
            let _ = tx.execute("UPDATE folder SET path = ?2 WHERE id = ?1", params![id, path])?;
        }
    }
    Ok(())
}

/// The folders are again as before a change.
fn take_back(tx: &Transaction<'_>, account: AccountId, work: &Work) -> Result<()> {
    match work {
        Work::Make { folder, .. } => {
            for waiting in arrivals::select(tx, "message IN (SELECT id FROM message WHERE folder = ?1)", [folder])? {
                places::go_back(tx, &waiting)?;
            }
            let _ = tx.execute("DELETE FROM folder WHERE id = ?1", [folder])?;
        }
        Work::Rename { from, to, .. } => match free(tx, account, from) {
            Ok(()) => relabel(tx, account, to, from)?,
            // The next list of the server's tells.
            Err(StoreError::Unfit(_)) => {}
            Err(error) => return Err(error),
        },
        Work::Destroy { folders, .. } => {
            for folder in folders {
                let _ = tx.execute(
                    "UPDATE OR IGNORE folder SET uid_next = NULL, highest_modseq = NULL,
                         path = ifnull((SELECT path FROM doomed_folder WHERE folder = ?1), path) WHERE id = ?1",
                    [folder],
                )?;
                let _ = tx.execute("DELETE FROM doomed_folder WHERE folder = ?1", [folder])?;
            }
        }
    }
    Ok(())
}
