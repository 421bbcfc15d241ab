//! Lists: the ids of a folder in order, and the rows of a page of them.

use rusqlite::{OptionalExtension as _, Row, ToSql, Transaction, params};

use super::Store;
use super::code::Count;
use super::error::{Result, StoreError};
use super::{concerns, keywords};
use crate::domain::{
    AccountId, BodyState, Filter, Flag, FolderId, Grouping, Listing, MessageId, Period, Sort, SortKey, Summary,
    Timestamp,
};

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    Folder(FolderId),
    /// What lies in the inboxes of these accounts.
    Inboxes(Vec<AccountId>),
}

/// When the periods of the calendar begin, the latest first. The last one has
/// no end.
pub type Periods = Vec<(Timestamp, Period)>;

pub(super) const ROW: &str =
    "SELECT message.id, message.folder, message.who, content.subject, message.date, message.size,
        message.flags, message.attachment, content.mark, message.here, content.extract,
        content.id, content.concerns
     FROM message JOIN content ON content.id = message.content
     WHERE message.id = ?1";

impl Store {
    /// The ids of a folder's messages, in order. A list going down is the list
    /// going up, reversed.
    pub async fn list(&self, folder: FolderId, sort: Sort, filter: Filter) -> Result<Vec<MessageId>> {
        Ok(self.listing(Listed::Folder(folder), sort, filter, Grouping::None, Vec::new()).await?.ids)
    }

    /// The ids of what lies in the inboxes of these accounts, in order.
    pub async fn inboxes(&self, accounts: Vec<AccountId>, sort: Sort, filter: Filter) -> Result<Vec<MessageId>> {
        Ok(self.listing(Listed::Inboxes(accounts), sort, filter, Grouping::None, Vec::new()).await?.ids)
    }

    /// A list in order and in its groups. Periods are for the days alone.
    pub async fn listing(
        &self,
        listed: Listed,
        sort: Sort,
        filter: Filter,
        grouping: Grouping,
        periods: Periods,
    ) -> Result<Listing> {
        self.read(move |tx| {
            let question = Question { listed: &listed, filter };
            match grouping {
                Grouping::Day if sort.key == SortKey::Date => {
                    let rows =
                        question.ask(tx, "message.id, message.date", sort, |row| Ok((row.get(0)?, row.get(1)?)))?;
                    let dated = rows.into_iter().map(|(id, date)| (id, period(&periods, date)));
                    Ok(Listing::by_day(dated))
                }
                Grouping::Conversation => {
                    let newest = Sort::default();
                    let rows =
                        question.ask(tx, "message.id, message.thread", newest, |row| Ok((row.get(0)?, row.get(1)?)))?;
                    let listing = Listing::by_conversation(rows.into_iter());
                    if sort == newest {
                        return Ok(listing);
                    }
                    Ok(listing.in_the_order_of(&question.ask(tx, "message.id", sort, |row| row.get(0))?))
                }
                Grouping::None | Grouping::Day => Ok(question.ask(tx, "message.id", sort, |row| row.get(0))?.into()),
            }
        })
        .await
    }

    /// The rows of some messages, in the order asked; those that are gone
    /// meanwhile are left out.
    pub async fn page(&self, ids: Vec<MessageId>) -> Result<Vec<Summary>> {
        self.read(move |tx| {
            let mut page = Vec::with_capacity(ids.len());
            for id in ids {
                page.extend(row_of(tx, id)?);
            }
            Ok(page)
        })
        .await
    }

    pub async fn summary(&self, id: MessageId) -> Result<Option<Summary>> {
        self.read(move |tx| row_of(tx, id)).await
    }
}

/// The latest that has begun by then.
fn period(periods: &[(Timestamp, Period)], date: Timestamp) -> Period {
    let begun = periods.partition_point(|(start, _)| *start > date);
    periods.get(begun).or(periods.last()).map_or(Period::Today, |(_, period)| *period)
}

/// All that a list asks for, put into words for each order and each place.
struct Question<'a> {
    listed: &'a Listed,
    filter: Filter,
}

impl Question<'_> {
    fn ask<T>(
        &self,
        tx: &Transaction<'_>,
        columns: &str,
        sort: Sort,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let (mask, flags, attachment) = asked(self.filter);
        let accounts;
        let place: &dyn ToSql = match self.listed {
            Listed::Folder(folder) => folder,
            Listed::Inboxes(all) => {
                accounts = serde_json::to_string(all).map_err(|_| StoreError::Refused { code: 0 })?;
                &accounts
            }
        };
        let mut select = tx.prepare_cached(&sql(self.listed, columns, sort, self.filter))?;
        let rows = select.query_map(params![place, mask, flags, attachment], |row| read(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// `flags & ?2 = ?3` and at least ?4 attachments are all filters but two. The
/// newest comes first among those alike, in either direction of its opposite.
pub(super) fn sql(listed: &Listed, columns: &str, sort: Sort, filter: Filter) -> String {
    let place = match listed {
        Listed::Folder(_) => "message WHERE folder = ?1",
        Listed::Inboxes(_) => {
            "folder JOIN message ON message.folder = folder.id
             WHERE folder.role = 'inbox' AND folder.account IN (SELECT value FROM json_each(?1))"
        }
    };
    let (key, way, rest) = match (sort.key, sort.descending) {
        (SortKey::Date, true) => ("message.date", "DESC", "message.id DESC"),
        (SortKey::Date, false) => ("message.date", "ASC", "message.id"),
        (other, descending) => {
            let key = match other {
                SortKey::Who => "who_key",
                SortKey::Subject => "subject_key",
                SortKey::Size | SortKey::Date => "size",
                SortKey::Unread => "(flags & 1) = 0",
                SortKey::Flagged => "(flags & 4) <> 0",
                SortKey::Attachment => "attachment",
                SortKey::Mark => {
                    "(content IN (SELECT id FROM content WHERE mark = 'signed'))
                     + 2 * (content IN (SELECT id FROM content WHERE mark = 'encrypted'))"
                }
                SortKey::Tag => {
                    "(SELECT count(*) FROM message_keyword JOIN keyword ON keyword.id = message_keyword.keyword
                      JOIN tag ON tag.keyword = keyword.name WHERE message_keyword.message = message.id)"
                }
            };
            // Alike in what few tell apart, the newest is first either way.
            let has_index = matches!(other, SortKey::Who | SortKey::Subject | SortKey::Size);
            if descending && has_index {
                (key, "DESC", "message.date, message.id")
            } else if descending {
                (key, "DESC", "message.date DESC, message.id DESC")
            } else {
                (key, "ASC", "message.date DESC, message.id DESC")
            }
        }
    };
    let kind = match filter {
        Filter::Signed => " AND content IN (SELECT id FROM content WHERE mark = 'signed')",
        Filter::Patients => " AND content IN (SELECT content FROM concern WHERE exchange = 1)",
        Filter::All | Filter::Unread | Filter::Flagged | Filter::Attachment => "",
    };
    format!(
        "SELECT {columns} FROM {place} AND (flags & ?2) = ?3 AND attachment >= ?4{kind} ORDER BY {key} {way}, {rest}"
    )
}

/// A filter as the questions know it: mask, flags, attachments.
fn asked(filter: Filter) -> (u16, u16, bool) {
    match filter {
        Filter::All | Filter::Signed | Filter::Patients => (0, 0, false),
        Filter::Unread => (Flag::Seen as u16, 0, false),
        Filter::Flagged => (Flag::Flagged as u16, Flag::Flagged as u16, false),
        Filter::Attachment => (0, 0, true),
    }
}

fn row_of(tx: &Transaction<'_>, id: MessageId) -> Result<Option<Summary>> {
    let read = |row: &Row<'_>| Ok((summary(row)?, row.get(11)?, row.get(12)?));
    let Some((mut summary, content, concerns)) = tx.prepare_cached(ROW)?.query_row([id], read).optional()? else {
        return Ok(None);
    };
    summary.about = concerns::about(tx, content, concerns)?;
    summary.keywords = keywords::of_message(tx, id)?;
    Ok(Some(summary))
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    Ok(Summary {
        id: row.get(0)?,
        folder: row.get(1)?,
        who: row.get(2)?,
        subject: row.get(3)?,
        date: row.get(4)?,
        size: row.get::<_, Count>(5)?.0,
        flags: row.get(6)?,
        keywords: Vec::new(),
        attachment: row.get(7)?,
        mark: row.get(8)?,
        body: if row.get(9)? { BodyState::Here } else { BodyState::Pending },
        extract: row.get(10)?,
        about: None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Period, Timestamp, period};

    #[test]
    fn a_date_is_in_the_latest_period_that_has_begun() {
        let periods = [(30, Period::Today), (20, Period::Yesterday), (i64::MIN, Period::Year(1970))];
        let periods = periods.map(|(start, period)| (Timestamp(start), period));
        let of = |date| period(&periods, Timestamp(date));
        assert_eq!(
            [of(99), of(30), of(29), of(20), of(0)],
            [Period::Today, Period::Today, Period::Yesterday, Period::Yesterday, Period::Year(1970)]
        );
    }
}
