//! Tags: the names and colours of keywords, in the order of the user's list.
//! Each has the time of its last change, and one that was taken away leaves
//! that behind: so the newest change wins on every workstation.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::Store;
use super::error::{Result, StoreError};
use super::queue::{self, Ground, Performed};
use crate::domain::{Colour, Keyword, LABELS, Tag};

const ONE: &str = "SELECT keyword, name, colour, changed, removed FROM tag WHERE keyword = ?1";

/// A tag as workstations tell each other of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedTag {
    #[serde(flatten)]
    pub tag: Tag,
    /// Milliseconds since 1970.
    pub changed: i64,
    #[serde(default)]
    pub removed: bool,
}

impl Store {
    /// In the order of the user's list; after them, labels of other mail programs
    /// that messages carry, named by their keyword alone.
    pub async fn tags(&self) -> Result<Vec<Tag>> {
        self.read(|tx| {
            let ours = all(tx)?.into_iter().filter(|one| !one.removed).map(|one| one.tag);
            Ok(ours.chain(labels(tx)?).collect())
        })
        .await
    }

    /// Makes these the tags, in this order.
    pub async fn put_tags(&self, tags: Vec<Tag>) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute("DELETE FROM tag", [])?;
            for tag in tags {
                put(tx, &SharedTag { tag, changed: now(tx)?, removed: false })?;
            }
            Ok(())
        })
        .await
    }

    /// Makes a tag, the last of the list, or gives it another name or colour.
    pub async fn put_tag(&self, tag: Tag) -> Result<()> {
        self.write(move |tx| {
            let changed = later(tx, &tag.keyword)?;
            put(tx, &SharedTag { tag, changed, removed: false })
        })
        .await
    }

    /// Takes a tag away, and off all messages.
    pub async fn remove_tag(&self, keyword: Keyword, ground: Ground) -> Result<Performed> {
        let word = keyword.clone();
        let performed = queue::untag(self, keyword, ground).await?;
        self.write(move |tx| {
            let _ = tx.execute(
                "UPDATE tag SET removed = 1, changed = ?2 WHERE keyword = ?1",
                params![word.as_str(), later(tx, &word)?],
            )?;
            Ok(())
        })
        .await?;
        Ok(performed)
    }

    /// All tags, with those that were taken away.
    pub async fn shared_tags(&self) -> Result<Vec<SharedTag>> {
        self.read(all).await
    }

    /// What another workstation tells, of whichever mailbox: tags are the same in
    /// all of them. Of each tag the newest change wins; says
    /// if any was newer than ours.
    pub async fn merge_tags(&self, theirs: Vec<SharedTag>) -> Result<bool> {
        self.write(move |tx| {
            let mut news = false;
            for tag in theirs {
                let mut select = tx.prepare_cached(ONE)?;
                let known = select.query_row([tag.tag.keyword.as_str()], shared).optional()?;
                if known.is_none_or(|known| rank(&known) < rank(&tag)) {
                    put(tx, &tag)?;
                    news = true;
                }
            }
            Ok(news)
        })
        .await
    }
}

fn all(tx: &Transaction<'_>) -> Result<Vec<SharedTag>> {
    let mut select =
        tx.prepare_cached("SELECT keyword, name, colour, changed, removed FROM tag ORDER BY place, keyword")?;
    let tags = select.query_map([], shared)?;
    Ok(tags.collect::<rusqlite::Result<_>>()?)
}

fn shared(row: &Row<'_>) -> rusqlite::Result<SharedTag> {
    let keyword = Keyword::new(row.get_ref(0)?.as_str()?);
    let tag = Tag { keyword, name: row.get(1)?, colour: Colour(row.get(2)?) };
    Ok(SharedTag { tag, changed: row.get(3)?, removed: row.get(4)? })
}

/// Two changes of the same millisecond have an order too, the same everywhere:
/// else two workstations would contradict each other for ever.
fn rank(shared: &SharedTag) -> (i64, bool, &str, u8) {
    (shared.changed, shared.removed, &shared.tag.name, shared.tag.colour.0)
}

/// Labels of other mail programs that messages carry and that are no tags here.
fn labels(tx: &Transaction<'_>) -> Result<Vec<Tag>> {
    let mut carried = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM message_keyword
                        WHERE keyword = (SELECT id FROM keyword WHERE name = ?1))
            AND NOT EXISTS (SELECT 1 FROM tag WHERE keyword = ?1 AND removed = 0)",
    )?;
    let mut labels = Vec::new();
    for label in LABELS {
        if carried.query_row([label.keyword], |row| row.get(0))? {
            labels.push(label.tag());
        }
    }
    Ok(labels)
}

fn put(tx: &Transaction<'_>, shared: &SharedTag) -> Result<()> {
    let SharedTag { tag, changed, removed } = shared;
    let mut upsert = tx.prepare_cached(
        "INSERT INTO tag (keyword, name, colour, place, changed, removed)
         VALUES (?1, ?2, ?3, (SELECT ifnull(max(place), -1) + 1 FROM tag), ?4, ?5)
         ON CONFLICT (keyword) DO UPDATE
         SET name = excluded.name, colour = excluded.colour, changed = excluded.changed, removed = excluded.removed",
    )?;
    let _ = upsert.execute(params![tag.keyword.as_str(), tag.name, tag.colour.0, changed, removed])?;
    Ok(())
}

/// Now, and in any case after the last change, whatever the clocks say.
fn later(tx: &Transaction<'_>, keyword: &Keyword) -> Result<i64> {
    let mut select = tx.prepare_cached("SELECT changed FROM tag WHERE keyword = ?1")?;
    let last: Option<i64> = select.query_row([keyword.as_str()], |row| row.get(0)).optional()?;
    Ok(now(tx)?.max(last.map_or(0, |last| last.saturating_add(1))))
}

fn now(tx: &Transaction<'_>) -> Result<i64> {
    tx.query_row("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)", [], |row| row.get(0)).map_err(StoreError::from)
}
