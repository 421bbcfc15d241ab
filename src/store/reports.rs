//! What letters report on other letters (receipts, delivery reports), tied by
//! Message-ID. Anybody can write one: what is told here is claimed.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::error::{Result, StoreError};
use super::{Store, code};
use crate::domain::MessageId;
use crate::domain::receipt::{News, Receipt, Report};

/// What lies among junk reports nothing.
pub(super) const CAME: &str = "SELECT message.id, message.date, report.news
     FROM report JOIN message ON message.id = (
         SELECT min(one.id) FROM message AS one JOIN folder ON folder.id = one.folder
         WHERE one.content = report.content AND folder.role IS NOT 'junk')
     WHERE report.original = ?1";

pub(super) const NAMED: &str = "SELECT message.id FROM content JOIN message ON message.content = content.id
     WHERE content.message_id = ?1 LIMIT 1";

impl Store {
    /// Keeps what a letter reports, if that is not known yet. A message that is
    /// gone is passed over.
    pub async fn note_report(&self, message: MessageId, report: Report) -> Result<()> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached("SELECT content FROM message WHERE id = ?1")?;
            match select.query_row([message], |row| row.get(0)).optional()? {
                Some(content) => put(tx, content, &report),
                None => Ok(()),
            }
        })
        .await
    }

    /// What came back for the letter of that Message-ID, oldest first.
    pub async fn reports_on(&self, original: String) -> Result<Vec<Receipt>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(CAME)?;
            let rows = select.query_map([original], |row| Ok((row.get(0)?, row.get(1)?, code::json(row, 2)?)))?;
            let mut came = Vec::new();
            for row in rows {
                let (message, date, news): (_, _, Vec<News>) = row?;
                came.extend(news.into_iter().map(|news| Receipt { message, date, news }));
            }
            came.sort_by_key(|receipt| (receipt.date, receipt.message));
            Ok(came)
        })
        .await
    }

    /// A message of that Message-ID, wherever it lies.
    pub async fn named(&self, message_id: String) -> Result<Option<MessageId>> {
        self.read(move |tx| Ok(tx.prepare_cached(NAMED)?.query_row([message_id], |row| row.get(0)).optional()?)).await
    }
}

/// One that names no letter can be tied to none.
pub(super) fn put(tx: &Transaction<'_>, content: i64, report: &Report) -> Result<()> {
    let Some(original) = &report.original else { return Ok(()) };
    let news = serde_json::to_string(&report.news).map_err(|_| StoreError::damaged("a report that is no JSON"))?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO report (content, original, news) VALUES (?1, ?2, ?3) ON CONFLICT (content) DO NOTHING",
    )?;
    let _ = insert.execute(params![content, original, news])?;
    Ok(())
}
