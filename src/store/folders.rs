//! Folders: as the server lists them, in the order of the tree, and how far each
//! is in step with the server.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::error::{Result, StoreError};
use super::fold::fold;
use super::queue;
use crate::domain::{AccountId, Folder, FolderId, ModSeq, Role, Uid, UidValidity};

/// A folder as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFolder {
    pub path: String,
    pub separator: Option<char>,
    pub role: Option<Role>,
    pub selectable: bool,
}

/// How far a folder is in step with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderState {
    pub uid_validity: Option<UidValidity>,
    pub uid_next: Option<Uid>,
    pub highest_modseq: Option<ModSeq>,
}

impl Store {
    /// Takes over the server's list: new folders come, those that are gone from
    /// the server go with their messages. Gives the folders of the account that
    /// the server has under their names here, in the order of the tree.
    ///
    /// Every mailbox has an INBOX, so an empty list is a mishap of the server
    /// and changes nothing.
    pub async fn put_folders(&self, account: AccountId, listed: Vec<ServerFolder>) -> Result<Vec<Folder>> {
        self.write(move |tx| {
            let empty = listed.is_empty();
            let (listed, waits) = queue::as_it_will_be(tx, account, listed)?;
            let roles: std::collections::HashSet<Role> = listed.iter().filter_map(|folder| folder.role).collect();
            for folder in &listed {
                put_folder(tx, account, folder, &roles)?;
            }
            let kept = of_account(tx, account)?;
            if empty {
                return Ok(in_order_of_the_tree(kept));
            }
            let paths: std::collections::HashSet<&str> = listed.iter().map(|folder| folder.path.as_str()).collect();
            let (kept, gone): (Vec<_>, Vec<_>) =
                kept.into_iter().partition(|folder| paths.contains(folder.path.as_str()));
            let mut waits = waits;
            for folder in gone {
                if queue::made_again(tx, &folder)? {
                    waits = true;
                } else {
                    let _ = tx.prepare_cached("DELETE FROM folder WHERE id = ?1")?.execute([folder.id])?;
                }
            }
            let kept = if waits { queue::none_doomed(tx, kept)? } else { kept };
            Ok(in_order_of_the_tree(kept))
        })
        .await
    }

    /// In the order of the tree.
    pub async fn folders(&self, account: AccountId) -> Result<Vec<Folder>> {
        self.read(move |tx| Ok(in_order_of_the_tree(of_account(tx, account)?))).await
    }

    pub async fn folder(&self, id: FolderId) -> Result<Option<Folder>> {
        self.read(move |tx| by_id(tx, id)).await
    }

    pub async fn folder_state(&self, id: FolderId) -> Result<FolderState> {
        self.read(move |tx| {
            let mut select =
                tx.prepare_cached("SELECT uid_validity, uid_next, highest_modseq FROM folder WHERE id = ?1")?;
            let state = select.query_row([id], |row| {
                Ok(FolderState { uid_validity: row.get(0)?, uid_next: row.get(1)?, highest_modseq: row.get(2)? })
            });
            state.optional()?.ok_or(StoreError::Gone)
        })
        .await
    }

    pub async fn set_folder_state(&self, id: FolderId, state: FolderState) -> Result<()> {
        self.write(move |tx| put_state(tx, id, state)).await
    }
}

pub(super) fn put_state(tx: &Transaction<'_>, id: FolderId, state: FolderState) -> Result<()> {
    let mut update =
        tx.prepare_cached("UPDATE folder SET uid_validity = ?2, uid_next = ?3, highest_modseq = ?4 WHERE id = ?1")?;
    match update.execute(params![id, state.uid_validity, state.uid_next, state.highest_modseq])? {
        0 => Err(StoreError::Gone),
        _ => Ok(()),
    }
}

pub(super) fn by_id(tx: &Transaction<'_>, id: FolderId) -> Result<Option<Folder>> {
    let mut select = tx.prepare_cached(
        "SELECT id, account, path, separator, role, selectable, total, unread FROM folder WHERE id = ?1",
    )?;
    Ok(select.query_row([id], folder).optional()?)
}

/// A role that was given here, where the server had no folder for it, stays as
/// long as the server gives it to no other.
fn put_folder(
    tx: &Transaction<'_>,
    account: AccountId,
    folder: &ServerFolder,
    roles: &std::collections::HashSet<Role>,
) -> Result<()> {
    let mut select = tx.prepare_cached("SELECT role FROM folder WHERE account = ?1 AND path = ?2")?;
    let known: Option<Option<Role>> = select.query_row(params![account, folder.path], |row| row.get(0)).optional()?;
    let role = folder.role.or(known.flatten().filter(|role| !roles.contains(role) && *role != Role::Virtual));
    let mut upsert = tx.prepare_cached(
        "INSERT INTO folder (account, path, separator, role, selectable) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (account, path) DO UPDATE
         SET separator = excluded.separator, role = excluded.role, selectable = excluded.selectable",
    )?;
    let separator = folder.separator.map(String::from);
    let _ = upsert.execute(params![account, folder.path, separator, role, folder.selectable])?;
    Ok(())
}

pub(super) fn of_account(tx: &Transaction<'_>, account: AccountId) -> Result<Vec<Folder>> {
    let mut select = tx.prepare_cached(
        "SELECT id, account, path, separator, role, selectable, total, unread FROM folder
         WHERE account = ?1 AND id NOT IN (SELECT folder FROM doomed_folder)",
    )?;
    Ok(select.query_map([account], folder)?.collect::<rusqlite::Result<_>>()?)
}

fn folder(row: &Row<'_>) -> rusqlite::Result<Folder> {
    Ok(Folder {
        id: row.get(0)?,
        account: row.get(1)?,
        path: row.get(2)?,
        separator: row.get::<_, Option<String>>(3)?.and_then(|text| text.chars().next()),
        role: row.get(4)?,
        selectable: row.get(5)?,
        total: row.get(6)?,
        unread: row.get(7)?,
    })
}

/// A folder stands under its parent; among its brothers, those with a role come
/// first, in the order of their daily use, then names, without accents or case.
fn in_order_of_the_tree(folders: Vec<Folder>) -> Vec<Folder> {
    let roles: HashMap<String, Option<Role>> =
        folders.iter().map(|folder| (folder.path.clone(), folder.role)).collect();
    let mut keyed: Vec<_> = folders.into_iter().map(|folder| (place(&folder, &roles), folder)).collect();
    keyed.sort_by(|(one, _), (two, _)| one.cmp(two));
    keyed.into_iter().map(|(_, folder)| folder).collect()
}

/// A step of the path on the way down from the root.
type Step = (Role, String, String);

fn place(folder: &Folder, roles: &HashMap<String, Option<Role>>) -> Vec<Step> {
    let step = |path: &str, name: &str| {
        // Virtual is the last of the roles: those without one stand with it.
        let role = roles.get(path).copied().flatten().unwrap_or(Role::Virtual);
        (role, fold(name), name.to_owned())
    };
    let Some(separator) = folder.separator else { return vec![step(&folder.path, &folder.path)] };
    let ends = folder.path.match_indices(separator).map(|(at, _)| at).chain([folder.path.len()]);
    let mut start = 0;
    ends.map(|end| {
        let name = folder.path.get(start..end).unwrap_or_default();
        start = end + separator.len_utf8();
        step(folder.path.get(..end).unwrap_or_default(), name)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::in_order_of_the_tree;
    use crate::domain::{AccountId, Folder, FolderId, Role};

    fn folder(path: &str, role: Option<Role>) -> Folder {
        Folder {
            id: FolderId(0),
            account: AccountId(1),
            path: path.to_owned(),
            separator: Some('/'),
            role,
            selectable: true,
            total: 0,
            unread: 0,
        }
    }

    #[test]
    fn folders_stand_in_the_order_of_the_tree() {
        let sorted = in_order_of_the_tree(vec![
            folder("Zoé", None),
            folder("Corbeille", Some(Role::Trash)),
            folder("Écho-doppler", None),
            folder("Drafts", Some(Role::Drafts)),
            folder("echographies", None),
            folder("Cabinet/2026", None),
            folder("INBOX/Analyses", None),
            folder("Cabinet", None),
            folder("Cabinet-annexe", None),
            folder("Sent", Some(Role::Sent)),
            folder("INBOX", Some(Role::Inbox)),
            folder("Absent/Enfant", None),
        ]);
        let paths: Vec<_> = sorted.iter().map(|folder| folder.path.as_str()).collect();
        let expected = [
            "INBOX",
            "INBOX/Analyses",
            "Drafts",
            "Sent",
            "Corbeille",
            "Absent/Enfant",
            "Cabinet",
            "Cabinet/2026",
            "Cabinet-annexe",
            "Écho-doppler",
            "echographies",
            "Zoé",
        ];
        assert_eq!(paths, expected);
    }

    #[test]
    fn a_separator_of_several_bytes_cuts_no_character() {
        let mut deep = folder("Été§Août", None);
        deep.separator = Some('§');
        assert_eq!(in_order_of_the_tree(vec![deep]).len(), 1);
    }
}
