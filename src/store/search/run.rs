//! Asking: newest first, no further than what is wanted.

use rusqlite::types::Value;
use rusqlite::{Statement, Transaction, params_from_iter};

use super::asking::Asking;
use super::candidates::candidates;
use super::compile::{Asked, Plan, compile};
use super::index::NEWEST;
use super::relevance::best_first;
use super::source::{All, Index, Source};
use super::{Found, Search, SearchScope};
use crate::domain::{MessageId, Timestamp};
use crate::store::Store;
use crate::store::code::Count;
use crate::store::error::Result;

/// Hits that are weighed against each other, of those the newest.
const WEIGHED: usize = 2000;
/// Letters of one minute are numbered as they came: so many more are looked at,
/// and put in order.
const CROWD: usize = 64;

/// The hits of the index in the order of its own rows, the only one in which it
/// need not gather them first. ?2: the newest letter, ?3: the oldest.
pub(in crate::store) const LINES: &str = "SELECT 8589934592 - rowid FROM lines
     WHERE lines MATCH ?1 AND rowid BETWEEN 8589934592 - ?2 AND 8589934592 - ?3 ORDER BY rowid LIMIT ?4";
pub(in crate::store) const BEGINNINGS: &str = "SELECT 8589934592 - rowid FROM beginnings
     WHERE beginnings MATCH ?1 AND rowid BETWEEN 8589934592 - ?2 AND 8589934592 - ?3 ORDER BY rowid LIMIT ?4";
const _: () = assert!(NEWEST == 8_589_934_592);

impl Store {
    /// The messages that a query means, newest first or best first. A query that
    /// asks for nothing finds nothing.
    pub async fn find(&self, search: Search) -> Result<Found> {
        self.read(move |tx| {
            let (searched, total) = coverage(tx, search.scope)?;
            let mut ids = Vec::new();
            if !search.query.is_empty() {
                let limit = if search.best { search.limit.max(WEIGHED) } else { search.limit };
                let mut hits = newest(tx, &search, limit.saturating_add(CROWD))?;
                hits.sort_unstable_by(|one, other| other.cmp(one));
                ids = hits.into_iter().map(|(_, id)| id).take(limit).collect();
                if search.best {
                    best_first(tx, &search.query, &mut ids)?;
                    ids.truncate(search.limit);
                }
            }
            Ok(Found { ids, searched, total })
        })
        .await
    }
}

fn newest(tx: &Transaction<'_>, search: &Search, limit: usize) -> Result<Hits> {
    let plan = &compile(tx, search, Asked::Letter)?;
    let few = candidates(tx, &plan.few)?;
    if few.is_none() && plan.is_of_rows_alone() {
        return rows_alone(tx, &compile(tx, search, Asked::Walk)?, limit);
    }
    let mut rows = Rows::new(tx, plan)?;
    let mut found = Hits::new();
    let alone = match &plan.words {
        Some(Asking::Lines(expression)) if few.is_none() => Some((LINES, expression)),
        Some(Asking::Beginnings(expression)) if few.is_none() => Some((BEGINNINGS, expression)),
        _ => None,
    };
    if let Some((sql, expression)) = alone {
        // One stream, read as it comes.
        let mut select = tx.prepare_cached(sql)?;
        let mut hits = select.query((expression, plan.until, plan.since, i64::MAX))?;
        while let Some(hit) = hits.next()?
            && found.len() < limit
        {
            rows.of_letter(hit.get(0)?, &mut found)?;
        }
    } else {
        let words = plan.words.iter().map(|asking| source(tx, asking, plan.since)).collect::<Result<Vec<_>>>()?;
        let mut letters = All::new(few.map(Source::Few).into_iter().chain(words).collect(), Vec::new());
        let mut most = plan.until;
        while let Some(letter) = letters.at_most(most)?
            && found.len() < limit
            && letter >= plan.since
        {
            rows.of_letter(letter, &mut found)?;
            most = letter - 1;
        }
    }
    Ok(found)
}

fn source<'a>(tx: &'a Transaction<'_>, asking: &Asking, since: i64) -> Result<Source<'a>> {
    let several = |all: &[Asking]| all.iter().map(|one| source(tx, one, since)).collect::<Result<Vec<_>>>();
    Ok(match asking {
        Asking::Lines(expression) => {
            // Words that are begun are gathered at once: better not twice.
            let dear = expression.contains('*');
            Source::Index(Index::new(tx.prepare(LINES)?, expression.clone(), since, dear))
        }
        Asking::Beginnings(expression) => {
            Source::Index(Index::new(tx.prepare(BEGINNINGS)?, expression.clone(), since, false))
        }
        Asking::Any(any) => Source::Any(several(any)?),
        Asking::All { of, but } => Source::All(All::new(several(of)?, several(but)?)),
    })
}

/// Rows with their dates.
type Hits = Vec<(Timestamp, MessageId)>;

/// The rows of a letter that are as was asked.
struct Rows<'a> {
    select: Statement<'a>,
    values: Vec<Value>,
}

pub(in crate::store) const LETTER: &str = "SELECT m.date, m.id FROM message AS m WHERE m.content = ?";

impl<'a> Rows<'a> {
    fn new(tx: &'a Transaction<'_>, plan: &Plan) -> Result<Self> {
        let mut sql = LETTER.to_owned();
        for condition in &plan.rows {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
        let select = tx.prepare(&sql)?;
        let values = std::iter::once(Value::Null).chain(plan.values.iter().cloned()).collect();
        Ok(Self { select, values })
    }

    fn of_letter(&mut self, letter: i64, found: &mut Hits) -> Result<()> {
        if let Some(first) = self.values.first_mut() {
            *first = Value::Integer(letter);
        }
        let mut rows = self.select.query(params_from_iter(&self.values))?;
        while let Some(row) = rows.next()? {
            found.push((row.get(0)?, row.get(1)?));
        }
        Ok(())
    }
}

fn rows_alone(tx: &Transaction<'_>, plan: &Plan, limit: usize) -> Result<Hits> {
    let mut select = tx.prepare(&walk(&plan.rows))?;
    let mut values = plan.values.clone();
    values.extend([plan.since.into(), plan.until.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()]);
    let hits = select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(hits.collect::<rusqlite::Result<_>>()?)
}

/// All rows, newest first, by an index that holds most of what is asked.
pub(in crate::store) fn walk(rows: &[String]) -> String {
    let conditions = rows.join(" AND ");
    let and = if rows.is_empty() { "" } else { " AND " };
    let by = match rows.iter().find(|condition| condition.starts_with("m.folder = ")) {
        Some(_) => "message_in_folder",
        None => "message_by_content",
    };
    format!(
        "SELECT m.date, m.id FROM message AS m INDEXED BY {by} WHERE {conditions}{and}m.content BETWEEN ? AND ?
         ORDER BY m.content DESC LIMIT ?"
    )
}

fn coverage(tx: &Transaction<'_>, scope: SearchScope) -> Result<(u64, u64)> {
    let (within, id) = match scope {
        SearchScope::All => ("", None),
        SearchScope::Account(account) => (" WHERE account = ?1", Some(account.0)),
        SearchScope::Folder(folder) => (" WHERE id = ?1", Some(folder.0)),
    };
    let sql = format!("SELECT ifnull(sum(searched), 0), ifnull(sum(total), 0) FROM folder{within}");
    let mut select = tx.prepare_cached(&sql)?;
    Ok(select.query_row(params_from_iter(id), |row| Ok((row.get::<_, Count>(0)?.0, row.get::<_, Count>(1)?.0)))?)
}
