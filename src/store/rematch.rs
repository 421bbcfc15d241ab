//! When a server renumbers a folder (UIDVALIDITY changed): the messages here
//! keep their rows and bytes, and are found again among the server's by what
//! they are. What is not certain is not matched: it only costs a download.

use std::collections::HashMap;
use std::hash::Hash;

use rusqlite::params;

use super::Store;
use super::code::Count;
use super::error::Result;
use super::folders::{FolderState, put_state};
use super::messages::flag;
use super::queue::{self, Found, Overlay};
use crate::domain::{Flags, FolderId, Keyword, MessageId, Timestamp, Uid};

/// A message as the server now numbers it.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub uid: Uid,
    pub message_id: Option<String>,
    pub size: u64,
    pub received: Timestamp,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
}

/// A message here that lost its UID.
struct Unplaced {
    id: MessageId,
    message_id: String,
    size: u64,
    received: Timestamp,
}

pub(super) const UNPLACED: &str = "SELECT message.id, content.message_id, message.size, message.received
     FROM message JOIN content ON content.id = message.content
     WHERE message.folder = ?1 AND message.uid IS NULL AND content.message_id IS NOT NULL";

/// The same where something waits: what lies here and is elsewhere on the server
/// is not to be found here, and the other way round.
pub(super) const UNPLACED_BUT: &str = "SELECT message.id, content.message_id, message.size, message.received
     FROM message JOIN content ON content.id = message.content
     WHERE message.folder = ?1 AND message.uid IS NULL AND content.message_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM waiting_place WHERE waiting_place.message = message.id)
     UNION ALL
     SELECT message.id, content.message_id, message.size, message.received
     FROM waiting_place AS place
     CROSS JOIN message ON message.id = place.message
     CROSS JOIN content ON content.id = message.content
     WHERE place.folder = ?1 AND place.uid IS NULL AND place.verb = 'move' AND content.message_id IS NOT NULL";

impl Store {
    /// The UIDs of a folder mean nothing any more. Its messages stay, unplaced,
    /// and so does that fact if the program ends here: the folder's state is
    /// forgotten with them.
    pub async fn unplace(&self, folder: FolderId) -> Result<()> {
        self.write(move |tx| {
            if Overlay::of(tx, folder)?.places {
                queue::void(tx, folder)?;
            }
            let _ = tx.execute("UPDATE message SET uid = NULL WHERE folder = ?1", [folder])?;
            put_state(tx, folder, FolderState::default())
        })
        .await
    }

    /// Whether what the server has in a folder might be a message that is here
    /// without a number.
    pub async fn has_unplaced(&self, folder: FolderId) -> Result<bool> {
        self.read(move |tx| {
            let mut select =
                tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM message WHERE folder = ?1 AND uid IS NULL)")?;
            let unplaced: bool = select.query_row([folder], |row| row.get(0))?;
            Ok(unplaced || Overlay::of(tx, folder)?.places)
        })
        .await
    }

    /// Gives unplaced messages their new UIDs, and says which were given, or are
    /// of messages that wait to be destroyed. Only
    /// candidates of one call are weighed against each other: give what might be
    /// alike together.
    pub async fn rematch(&self, folder: FolderId, candidates: Vec<Candidate>) -> Result<Vec<Uid>> {
        self.write(move |tx| {
            let overlay = Overlay::of(tx, folder)?;
            let mut select = tx.prepare_cached(if overlay.places { UNPLACED_BUT } else { UNPLACED })?;
            let here = select.query_map([folder], |row| {
                Ok(Unplaced {
                    id: row.get(0)?,
                    message_id: row.get(1)?,
                    size: row.get::<_, Count>(2)?.0,
                    received: row.get(3)?,
                })
            })?;
            let here = here.collect::<rusqlite::Result<Vec<_>>>()?;
            // A UID that is placed already is not given twice.
            let mut place = tx.prepare_cached("UPDATE OR IGNORE message SET uid = ?2 WHERE id = ?1")?;
            let mut placed = Vec::new();
            for (id, candidate) in pairs(&here, &candidates) {
                let elsewhere = overlay.places && queue::match_elsewhere(tx, folder, id, candidate.uid)?;
                if elsewhere || place.execute(params![id, candidate.uid])? == 1 {
                    flag(tx, &overlay, id, candidate.flags, &candidate.keywords)?;
                    placed.push(candidate.uid);
                }
            }
            if overlay.places {
                for candidate in &candidates {
                    if queue::by_uid(tx, &overlay, folder, candidate.uid)? == Found::Doomed {
                        placed.push(candidate.uid);
                    }
                }
            }
            placed.sort_unstable();
            Ok(placed)
        })
        .await
    }

    /// What was not found again is not on the server any more, or comes anew.
    pub async fn drop_unplaced(&self, folder: FolderId) -> Result<()> {
        self.write(move |tx| {
            let mut sql = "DELETE FROM message WHERE folder = ?1 AND uid IS NULL";
            if Overlay::of(tx, folder)?.places {
                queue::not_found(tx, folder)?;
                sql = "DELETE FROM message WHERE folder = ?1 AND uid IS NULL
                       AND NOT EXISTS (SELECT 1 FROM waiting_place WHERE waiting_place.message = message.id)";
            }
            let _ = tx.execute(sql, [folder])?;
            Ok(())
        })
        .await
    }
}

/// Messages of one Message-ID and size. Alone on both sides, they are the same,
/// whatever the dates say (a mailbox that moved may have lost them). Of several,
/// those are the same that arrived in a second in which no other did.
fn pairs<'a>(here: &'a [Unplaced], there: &'a [Candidate]) -> Vec<(MessageId, &'a Candidate)> {
    let here = here.iter().map(|one| ((one.message_id.as_str(), one.size), one));
    let there = there.iter().filter_map(|one| Some(((one.message_id.as_deref()?, one.size), one)));
    grouped(here, there)
        .into_iter()
        .flat_map(|group| {
            if let Some(pair) = group.lone_pair() {
                return vec![pair];
            }
            let here = group.here.into_iter().map(|one| (one.received, one));
            let there = group.there.into_iter().map(|one| (one.received, one));
            grouped(here, there).iter().filter_map(Group::lone_pair).collect()
        })
        .collect()
}

#[derive(Default)]
struct Group<'a> {
    here: Vec<&'a Unplaced>,
    there: Vec<&'a Candidate>,
}

impl<'a> Group<'a> {
    fn lone_pair(&self) -> Option<(MessageId, &'a Candidate)> {
        match (self.here.as_slice(), self.there.as_slice()) {
            ([one], [other]) => Some((one.id, other)),
            _ => None,
        }
    }
}

fn grouped<'a, K: Eq + Hash>(
    here: impl Iterator<Item = (K, &'a Unplaced)>,
    there: impl Iterator<Item = (K, &'a Candidate)>,
) -> Vec<Group<'a>> {
    let mut groups: HashMap<K, Group<'a>> = HashMap::new();
    for (key, one) in here {
        groups.entry(key).or_default().here.push(one);
    }
    for (key, one) in there {
        groups.entry(key).or_default().there.push(one);
    }
    groups.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Unplaced, pairs};
    use crate::domain::{Flags, MessageId, Timestamp, Uid};

    fn here(id: i64, message_id: &str, size: u64, received: i64) -> Unplaced {
        Unplaced { id: MessageId(id), message_id: message_id.to_owned(), size, received: Timestamp(received) }
    }

    fn there(uid: u32, message_id: Option<&str>, size: u64, received: i64) -> Candidate {
        let message_id = message_id.map(str::to_owned);
        Candidate {
            uid: Uid(uid),
            message_id,
            size,
            received: Timestamp(received),
            flags: Flags::NONE,
            keywords: vec![],
        }
    }

    fn matched(here: &[Unplaced], there: &[Candidate]) -> Vec<(i64, u32)> {
        let mut found: Vec<_> = pairs(here, there).into_iter().map(|(id, one)| (id.0, one.uid.0)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn a_letter_alone_with_its_id_and_size_is_found_even_if_its_arrival_changed() {
        let found = matched(&[here(1, "a", 10, 5), here(2, "b", 20, 6)], &[there(9, Some("b"), 20, 99)]);
        assert_eq!(found, [(2, 9)]);
    }

    #[test]
    fn another_size_or_no_id_is_no_match() {
        assert_eq!(matched(&[here(1, "a", 10, 5)], &[there(8, Some("a"), 11, 5), there(9, None, 10, 5)]), []);
    }

    #[test]
    fn of_several_alike_the_arrival_decides() {
        let found = matched(
            &[here(1, "a", 10, 5), here(2, "a", 10, 6)],
            &[there(8, Some("a"), 10, 6), there(9, Some("a"), 10, 7)],
        );
        assert_eq!(found, [(2, 8)]);
    }

    #[test]
    fn what_is_alike_in_all_is_left_alone() {
        let twins = [here(1, "a", 10, 5), here(2, "a", 10, 5)];
        assert_eq!(matched(&twins, &[there(8, Some("a"), 10, 5)]), []);
        assert_eq!(matched(&twins, &[there(8, Some("a"), 10, 5), there(9, Some("a"), 10, 5)]), []);
        assert_eq!(matched(&[here(1, "a", 10, 5)], &[there(8, Some("a"), 10, 5), there(9, Some("a"), 10, 5)]), []);
    }
}
