//! Folders and tags by the names that people type.

use rusqlite::Transaction;

use super::error::Result;
use crate::domain::word::words;
use crate::domain::{FolderId, Keyword, Label, Role};

/// What people call the usual folders, whatever the server does.
const USUAL: &[(Role, &[&str])] = &[
    (Role::Inbox, &["inbox", "réception", "boîte de réception"]),
    (Role::Drafts, &["drafts", "brouillons"]),
    (Role::Sent, &["sent", "envoyés", "messages envoyés"]),
    (Role::Archive, &["archive", "archives"]),
    (Role::Junk, &["junk", "spam", "indésirables"]),
    (Role::Trash, &["trash", "corbeille"]),
];

/// The folders whose path holds these words in a row, the last one perhaps only
/// begun, or that are for what the words say.
pub(super) fn folders_named(tx: &Transaction<'_>, name: &str) -> Result<Vec<FolderId>> {
    let wanted = words(name);
    let role = |role: &Role| USUAL.iter().find(|(usual, _)| usual == role).map_or(&[][..], |(_, names)| names);
    let mut select = tx.prepare_cached("SELECT id, path, role FROM folder")?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let known: Option<Role> = row.get(2)?;
        let usual = known.as_ref().map_or(&[][..], role).iter().any(|usual| words(usual) == wanted);
        if usual || holds(&words(row.get_ref(1)?.as_str().unwrap_or_default()), &wanted) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// The keywords of the tags whose names hold these words in a row, and the
/// keyword of that name itself. A label that is no tag here has its usual names.
pub(super) fn keywords_named(tx: &Transaction<'_>, name: &str) -> Result<Vec<i64>> {
    let wanted = words(name);
    let mut select = tx.prepare_cached(
        "SELECT keyword.id, keyword.name, tag.name FROM keyword
         LEFT JOIN tag ON tag.keyword = keyword.name AND tag.removed = 0",
    )?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let keyword = row.get_ref(1)?.as_str().unwrap_or_default();
        let called = |name: &str| holds(&words(name), &wanted);
        let named = match row.get_ref(2)?.as_str() {
            Ok(tag) => called(tag),
            Err(_) => Label::of(&Keyword::new(keyword)).is_some_and(|label| label.names.into_iter().any(called)),
        };
        if named || words(keyword) == wanted {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

fn holds(words: &[String], wanted: &[String]) -> bool {
    let Some((last, before)) = wanted.split_last() else { return false };
    words.windows(wanted.len()).any(|row| {
        let Some((end, start)) = row.split_last() else { return false };
        start == before && end.starts_with(last.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::{holds, words};

    #[test]
    fn a_name_is_known_by_words_in_a_row_of_which_the_last_may_be_begun() {
        let path = words("Archives/2024/Laboratoire Été");
        for typed in ["archives", "2024 labo", "LABORATOIRE été", "labo"] {
            assert!(holds(&path, &words(typed)), "{typed}");
        }
        for typed in ["", "oratoire", "été labo", "archives labo"] {
            assert!(!holds(&path, &words(typed)), "{typed}");
        }
    }
}
