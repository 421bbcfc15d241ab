//! Tags: the names and colours of keywords, in the order of the user's list.

use rusqlite::params;

use super::Store;
use super::error::Result;
use crate::domain::{Colour, Keyword, Tag};

impl Store {
    pub async fn tags(&self) -> Result<Vec<Tag>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT keyword, name, colour FROM tag ORDER BY place")?;
            let tags = select.query_map([], |row| {
                let keyword = Keyword::new(row.get_ref(0)?.as_str()?);
                Ok(Tag { keyword, name: row.get(1)?, colour: Colour(row.get(2)?) })
            })?;
            Ok(tags.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Makes these the tags, in this order.
    pub async fn put_tags(&self, tags: Vec<Tag>) -> Result<()> {
        self.write(move |tx| {
            let _ = tx.execute("DELETE FROM tag", [])?;
            let mut insert =
                tx.prepare_cached("INSERT OR REPLACE INTO tag (keyword, name, colour, place) VALUES (?1, ?2, ?3, ?4)")?;
            for (place, tag) in (0_i64..).zip(tags) {
                let _ = insert.execute(params![tag.keyword.as_str(), tag.name, tag.colour.0, place])?;
            }
            Ok(())
        })
        .await
    }
}
