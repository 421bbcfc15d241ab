//! From a query to what the database is asked. What the index can answer goes
//! to the index; what is a matter of rows (flags, folders, dates, sizes) becomes
//! a condition on `message`.

use rusqlite::Transaction;
use rusqlite::types::Value;

use super::asking::Asking;
use super::candidates::{Few, few_of};
use super::index::NEWEST;
use super::{Search, SearchScope};
use crate::domain::query::{Moment, Query, Size, State, Term};
use crate::domain::word::words;
use crate::domain::{Flag, FolderId, Timestamp};
use crate::store::error::Result;
use crate::store::messages::minute;
use crate::store::names::{folders_named, keywords_named};

/// Letters claim the same minute, and then lie in the minutes after it
/// (`content.id`): a range of dates is looked for with room for so many.
const CROWD: i64 = 100_000;

/// A query in the words of the database.
pub(super) struct Plan {
    /// What the index is asked.
    pub(super) words: Option<Asking>,
    /// Conditions on a row `m` of `message`.
    pub(super) rows: Vec<String>,
    pub(super) values: Vec<Value>,
    /// Numbers of letters (`content.id`), the last one included.
    pub(super) since: i64,
    pub(super) until: i64,
    /// Conditions that may leave only few rows.
    pub(super) few: Vec<Few>,
}

/// How conditions on rows are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Of the rows of one letter, again and again.
    Letter,
    /// Of all rows, once.
    Walk,
}

pub(super) fn compile(tx: &Transaction<'_>, search: &Search, asked: Asked) -> Result<Plan> {
    let mut compiler = Compiler { tx, search, asked, plan: Plan::empty() };
    compiler.scope()?;
    let all = match &search.query {
        Query::And(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (mut of, mut but) = (Vec::new(), Vec::new());
    for one in all {
        match one {
            Query::Not(inner) if Asking::of(inner).is_some() => but.extend(Asking::of(inner)),
            one => match Asking::of(one) {
                Some(asking) => of.push(asking),
                None => compiler.condition(one)?,
            },
        }
    }
    if of.is_empty() {
        for asking in but {
            let condition = format!("NOT {}", compiler.hit(asking));
            compiler.plan.rows.push(condition);
        }
    } else {
        compiler.plan.words = Some(Asking::all(of, but));
    }
    Ok(compiler.plan)
}

impl Plan {
    fn empty() -> Self {
        Self {
            words: None,
            rows: Vec::new(),
            values: Vec::new(),
            since: 0,
            until: minute(Timestamp::MAX) + CROWD,
            few: Vec::new(),
        }
    }

    pub(super) fn is_of_rows_alone(&self) -> bool {
        self.words.is_none()
    }
}

struct Compiler<'a> {
    tx: &'a Transaction<'a>,
    search: &'a Search,
    asked: Asked,
    plan: Plan,
}

impl Compiler<'_> {
    fn scope(&mut self) -> Result<()> {
        match self.search.scope {
            SearchScope::All => {}
            SearchScope::Folder(folder) => self.within(&[folder]),
            SearchScope::Account(account) => {
                let mut select = self.tx.prepare_cached("SELECT id FROM folder WHERE account = ?1")?;
                let folders = select.query_map([account], |row| row.get(0))?;
                self.within(&folders.collect::<rusqlite::Result<Vec<_>>>()?);
            }
        }
        Ok(())
    }

    fn within(&mut self, folders: &[FolderId]) {
        self.plan.rows.push(in_folders(folders));
        self.plan.few.push(Few::Folders(folders.to_vec()));
    }

    /// Something that must be so of the row, by the top of the query.
    fn condition(&mut self, query: &Query) -> Result<()> {
        let few = few_of(self.tx, query)?;
        self.plan.few.extend(few);
        if let Query::Term(Term::Date(dates)) = query {
            let (since, until) = (self.search.calendar)(*dates);
            self.plan.since = self.plan.since.max(since.map_or(i64::MIN, minute));
            self.plan.until = self.plan.until.min(until.map_or(i64::MAX, |until| minute(until) + CROWD));
        }
        let condition = self.expression(query)?;
        self.plan.rows.push(condition);
        Ok(())
    }

    fn expression(&mut self, query: &Query) -> Result<String> {
        // What the index can answer whole it is asked once.
        if let Some(asking) = Asking::of(query) {
            return Ok(self.hit(asking));
        }
        Ok(match query {
            Query::And(all) if all.is_empty() => "1".to_owned(),
            Query::And(all) => self.joined(all, " AND ")?,
            Query::Or(any) => self.joined(any, " OR ")?,
            Query::Not(inner) => format!("NOT {}", self.expression(inner)?),
            Query::Term(term) => self.term(term)?,
        })
    }

    fn joined(&mut self, several: &[Query], by: &str) -> Result<String> {
        let several = several.iter().map(|one| self.expression(one)).collect::<Result<Vec<_>>>()?;
        Ok(format!("({})", several.join(by)))
    }

    /// A letter that the index finds, as a condition on a row.
    fn hit(&mut self, asking: Asking) -> String {
        let mut of_table = |table: &str, expression: String| {
            self.plan.values.push(expression.into());
            match self.asked {
                Asked::Letter => {
                    format!("EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = {NEWEST} - m.content)")
                }
                // Gathered once, then looked up.
                Asked::Walk => format!("m.content IN (SELECT {NEWEST} - rowid FROM {table} WHERE {table} MATCH ?)"),
            }
        };
        match asking {
            Asking::Lines(expression) => of_table("lines", expression),
            Asking::Beginnings(expression) => of_table("beginnings", expression),
            Asking::Any(any) => {
                let any: Vec<String> = any.into_iter().map(|one| self.hit(one)).collect();
                format!("({})", any.join(" OR "))
            }
            Asking::All { of, but } => {
                let of: Vec<String> = of.into_iter().map(|one| self.hit(one)).collect();
                let but: Vec<String> = but.into_iter().map(|one| format!("NOT {}", self.hit(one))).collect();
                format!("({})", [of, but].concat().join(" AND "))
            }
        }
    }

    /// Each word begins one of the patient's names.
    fn patient(&mut self, name: &str) -> String {
        let words = words(name);
        let begins: Vec<&str> = words.iter().map(|_| "words LIKE '% ' || ? || '%'").collect();
        self.plan.values.extend(words.into_iter().map(Into::into));
        of_concern(&begins.join(" AND "))
    }

    fn term(&mut self, term: &Term) -> Result<String> {
        Ok(match term {
            // By the index.
            Term::Text { .. } => "1".to_owned(),
            Term::Attachment(has) => format!("m.attachment = {}", i64::from(*has)),
            Term::Date(dates) => {
                let (since, until) = (self.search.calendar)(*dates);
                let since = since.map(|second| format!("m.date >= {}", second.0));
                let until = until.map(|second| format!("m.date < {}", second.0));
                format!("({})", since.into_iter().chain(until).collect::<Vec<_>>().join(" AND "))
            }
            Term::Tag(name) => {
                let keywords = keywords_named(self.tx, name)?;
                let keywords = numbers(keywords.into_iter());
                format!("EXISTS (SELECT 1 FROM message_keyword WHERE message = m.id AND keyword IN ({keywords}))")
            }
            Term::Folder(name) => in_folders(&folders_named(self.tx, name)?),
            Term::Size(Size::Over(bytes)) => format!("m.size > {bytes}"),
            Term::Size(Size::AtLeast(bytes)) => format!("m.size >= {bytes}"),
            Term::Size(Size::Under(bytes)) => format!("m.size < {bytes}"),
            Term::Is(State::Junk) => {
                let mut select = self.tx.prepare_cached("SELECT id FROM folder WHERE role = 'junk'")?;
                let folders = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
                format!("({} OR {})", flag(Flag::Junk), in_folders(&folders))
            }
            Term::Is(state) => is(*state),
            Term::Patient(name) => self.patient(name),
            Term::Ins(number) => {
                self.plan.values.push(number.clone().into());
                self.plan.values.push(number.clone().into());
                of_concern("ins <> '' AND (ins LIKE ? || '%' OR length(ins) = 13 AND ? LIKE ins || '%')")
            }
            Term::Born(moment) => of_concern(&born(*moment)),
        })
    }
}

fn is(state: State) -> String {
    let marked = |mark: &str| format!("EXISTS (SELECT 1 FROM content WHERE id = m.content AND mark = '{mark}')");
    match state {
        // As the index of the few unread puts it.
        State::Unread => "(m.flags & 1) = 0".to_owned(),
        State::Read => flag(Flag::Seen),
        State::Flagged => flag(Flag::Flagged),
        State::Answered => flag(Flag::Answered),
        State::Forwarded => flag(Flag::Forwarded),
        State::Signed => marked("signed"),
        State::Encrypted => marked("encrypted"),
        State::Junk => flag(Flag::Junk),
        State::Patient => of_concern("exchange = 1"),
    }
}

/// Letters about a patient of whom this is so.
fn of_concern(condition: &str) -> String {
    format!("m.content IN (SELECT content FROM concern WHERE {condition})")
}

/// What is known of the day goes as far as what is asked.
fn born(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => format!("birth = '{:04}{:02}{:02}'", day.year, day.month, day.day),
        Moment::Month { year, month } => format!("birth LIKE '{year:04}{month:02}%'"),
        Moment::Year(year) => format!("birth LIKE '{year:04}%'"),
        Moment::Ago(..) => "0".to_owned(),
    }
}

fn flag(flag: Flag) -> String {
    format!("(m.flags & {}) <> 0", flag as u16)
}

fn in_folders(folders: &[FolderId]) -> String {
    match folders {
        [one] => format!("m.folder = {}", one.0),
        several => format!("m.folder IN ({})", numbers(several.iter().map(|folder| folder.0))),
    }
}

pub(super) fn numbers(several: impl Iterator<Item = i64>) -> String {
    several.map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}
