//! Conditions that may leave only few letters. Where they do, these are looked
//! at one by one, instead of all letters that hold the words.

use rusqlite::{Transaction, params_from_iter};

use super::compile::numbers;
use crate::domain::FolderId;
use crate::domain::query::{Query, State, Term};
use crate::store::error::Result;
use crate::store::names::{folders_named, keywords_named};

/// Above this, going through the hits of the words is quicker.
const MOST: i64 = 10_000;

pub(super) enum Few {
    Folders(Vec<FolderId>),
    Keywords(Vec<i64>),
    Unread,
    Flagged,
    Signed,
    Encrypted,
}

pub(in crate::store) const FLAGGED: &str =
    "SELECT content FROM message INDEXED BY message_followed WHERE (flags & 4) <> 0 LIMIT ?1";
pub(in crate::store) const UNREAD: &str =
    "SELECT content FROM message INDEXED BY message_unread WHERE (flags & 1) = 0 LIMIT ?1";
pub(in crate::store) const SIGNED: &str = "SELECT id FROM content WHERE mark = 'signed' AND mark <> 'plain' LIMIT ?1";
pub(in crate::store) const ENCRYPTED: &str =
    "SELECT id FROM content WHERE mark = 'encrypted' AND mark <> 'plain' LIMIT ?1";

pub(super) fn few_of(tx: &Transaction<'_>, query: &Query) -> Result<Option<Few>> {
    let Query::Term(term) = query else { return Ok(None) };
    Ok(match term {
        Term::Folder(name) => Some(Few::Folders(folders_named(tx, name)?)),
        Term::Tag(name) => Some(Few::Keywords(keywords_named(tx, name)?)),
        Term::Is(State::Unread) => Some(Few::Unread),
        Term::Is(State::Flagged) => Some(Few::Flagged),
        Term::Is(State::Signed) => Some(Few::Signed),
        Term::Is(State::Encrypted) => Some(Few::Encrypted),
        _ => None,
    })
}

/// The letters left by the first of these conditions that leaves few, newest
/// first; None if none does.
pub(super) fn candidates(tx: &Transaction<'_>, few: &[Few]) -> Result<Option<Vec<i64>>> {
    for one in few {
        if one.may_be_few(tx)? {
            let mut letters = one.letters(tx)?;
            if i64::try_from(letters.len()).is_ok_and(|count| count <= MOST) {
                letters.sort_unstable_by(|a, b| b.cmp(a));
                letters.dedup();
                return Ok(Some(letters));
            }
        }
    }
    Ok(None)
}

impl Few {
    /// Counts that are kept say at once what is not worth trying.
    fn may_be_few(&self, tx: &Transaction<'_>) -> Result<bool> {
        let count = match self {
            Self::Folders(folders) => {
                let folders = numbers(folders.iter().map(|folder| folder.0));
                format!("SELECT ifnull(sum(total), 0) FROM folder WHERE id IN ({folders})")
            }
            Self::Unread => "SELECT ifnull(sum(unread), 0) FROM folder".to_owned(),
            Self::Keywords(_) | Self::Flagged | Self::Signed | Self::Encrypted => return Ok(true),
        };
        let count: i64 = tx.query_row(&count, [], |row| row.get(0))?;
        Ok(count <= MOST)
    }

    fn letters(&self, tx: &Transaction<'_>) -> Result<Vec<i64>> {
        let sql = match self {
            Self::Folders(folders) => of_folders(folders),
            Self::Keywords(keywords) => of_keywords(keywords),
            Self::Unread => UNREAD.to_owned(),
            Self::Flagged => FLAGGED.to_owned(),
            Self::Signed => SIGNED.to_owned(),
            Self::Encrypted => ENCRYPTED.to_owned(),
        };
        let mut select = tx.prepare(&sql)?;
        let letters = select.query_map(params_from_iter([MOST + 1]), |row| row.get(0))?;
        Ok(letters.collect::<rusqlite::Result<_>>()?)
    }
}

pub(in crate::store) fn of_folders(folders: &[FolderId]) -> String {
    let folders = numbers(folders.iter().map(|folder| folder.0));
    format!("SELECT content FROM message WHERE folder IN ({folders}) LIMIT ?1")
}

pub(in crate::store) fn of_keywords(keywords: &[i64]) -> String {
    let keywords = numbers(keywords.iter().copied());
    format!(
        "SELECT message.content FROM message_keyword
         CROSS JOIN message ON message.id = message_keyword.message
         WHERE message_keyword.keyword IN ({keywords}) LIMIT ?1"
    )
}
