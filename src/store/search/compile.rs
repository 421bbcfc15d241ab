//! From a query to what the database is asked. What the index can answer goes
//! to the index; what is a matter of rows (flags, folders, dates, sizes) becomes
//! a condition on `message`.

use rusqlite::Transaction;
use rusqlite::types::Value;

use super::candidates::{Few, few_of};
use super::index::{SHORT, mark};
use super::{Search, SearchScope};
use crate::domain::query::{Place, Query, Size, State, Term};
use crate::domain::word::words;
use crate::domain::{Flag, FolderId, Timestamp};
use crate::store::error::Result;
use crate::store::names::{folders_named, keywords_named};

/// Letters claim the same second, and then lie in the seconds after it
/// (`content.id`): a range of dates is looked for with so much room.
const CROWD: i64 = 24 * 3600;

/// A query in the words of the database.
pub(super) struct Plan {
    /// What `lines` is asked, in the language of FTS5.
    pub(super) lines: Option<String>,
    /// Words of `beginnings` gather at once what they match: better not twice.
    pub(super) gathers: bool,
    /// What `beginnings` is asked.
    pub(super) beginnings: Option<String>,
    /// Conditions on a row `m` of `message`.
    pub(super) rows: Vec<String>,
    pub(super) values: Vec<Value>,
    /// The second of a letter.
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
    let (mut with, mut without, mut short) = (Vec::new(), Vec::new(), Vec::new());
    for one in all {
        match one {
            Query::Term(Term::Text { place, text, begun }) => {
                words_of(*place, text, *begun, &mut with, &mut short);
            }
            Query::Not(inner) if !has_short(inner) && lines(inner).is_some() => without.extend(lines(inner)),
            other if !has_short(other) && lines(other).is_some() => with.extend(lines(other)),
            other => compiler.condition(other)?,
        }
    }
    if with.is_empty() {
        for expression in without.drain(..) {
            let condition = format!("NOT {}", compiler.hit("lines", expression));
            compiler.plan.rows.push(condition);
        }
    }
    let mut plan = compiler.plan;
    if !with.is_empty() {
        plan.lines = Some(with_and_without(&with, &without));
    }
    plan.gathers = plan.lines.as_ref().is_some_and(|lines| lines.contains('*'));
    plan.beginnings = (!short.is_empty()).then(|| short.join(" AND "));
    Ok(plan)
}

impl Plan {
    fn empty() -> Self {
        Self {
            lines: None,
            gathers: false,
            beginnings: None,
            rows: Vec::new(),
            values: Vec::new(),
            since: 0,
            until: Timestamp::MAX.0 + CROWD,
            few: Vec::new(),
        }
    }

    pub(super) fn is_of_rows_alone(&self) -> bool {
        self.lines.is_none() && self.beginnings.is_none()
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
            self.plan.since = self.plan.since.max(since.map_or(i64::MIN, |second| second.0));
            self.plan.until = self.plan.until.min(until.map_or(i64::MAX, |second| second.0.saturating_add(CROWD)));
        }
        let condition = self.expression(query)?;
        self.plan.rows.push(condition);
        Ok(())
    }

    fn expression(&mut self, query: &Query) -> Result<String> {
        Ok(match query {
            Query::And(all) if all.is_empty() => "1".to_owned(),
            // What the index can answer whole it is asked once.
            Query::And(_) | Query::Or(_) if !has_short(query) && lines(query).is_some() => self.in_index(query),
            Query::And(all) => self.joined(all, " AND ")?,
            Query::Or(any) => self.joined(any, " OR ")?,
            Query::Not(inner) => format!("NOT {}", self.expression(inner)?),
            Query::Term(Term::Text { .. }) => self.in_index(query),
            Query::Term(term) => self.term(term)?,
        })
    }

    fn joined(&mut self, several: &[Query], by: &str) -> Result<String> {
        let several = several.iter().map(|one| self.expression(one)).collect::<Result<Vec<_>>>()?;
        Ok(format!("({})", several.join(by)))
    }

    fn in_index(&mut self, query: &Query) -> String {
        if let Query::Term(Term::Text { place, text, begun: true }) = query
            && let [word] = words(text).as_slice()
            && is_short(word)
        {
            return self.hit("beginnings", beginning(*place, word));
        }
        self.hit("lines", lines(query).unwrap_or_default())
    }

    fn hit(&mut self, table: &str, expression: String) -> String {
        self.plan.values.push(expression.into());
        match self.asked {
            Asked::Letter => format!("EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = m.content)"),
            // Gathered once, then looked up.
            Asked::Walk => format!("m.content IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"),
        }
    }

    fn term(&mut self, term: &Term) -> Result<String> {
        Ok(match term {
            // By `in_index`.
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
        })
    }
}

/// Words that must be there. A last one of which little is typed is looked
/// for by itself; of words in a row it need not stand beside the others yet.
fn words_of(place: Place, text: &str, begun: bool, with: &mut Vec<String>, short: &mut Vec<String>) {
    let words = words(text);
    match words.split_last() {
        Some((last, before)) if begun && is_short(last) => {
            short.push(beginning(place, last));
            if !before.is_empty() {
                with.push(phrase(place, before, false));
            }
        }
        Some(_) => with.push(phrase(place, &words, begun)),
        None => {}
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

/// What the index alone can answer, in its language; None if it cannot. Words
/// are letters and digits, so nothing in them has a meaning there.
fn lines(query: &Query) -> Option<String> {
    match query {
        Query::Term(Term::Text { place, text, begun }) => Some(phrase(*place, &words(text), *begun)),
        Query::Term(_) | Query::Not(_) => None,
        Query::Or(any) => {
            let any = any.iter().map(lines).collect::<Option<Vec<_>>>()?;
            Some(format!("({})", any.join(" OR ")))
        }
        Query::And(all) => {
            let not = |query: &Query| matches!(query, Query::Not(_));
            let with = all.iter().filter(|one| !not(one)).map(lines).collect::<Option<Vec<_>>>()?;
            let inner = all.iter().filter_map(|one| if let Query::Not(inner) = one { Some(inner) } else { None });
            let without = inner.map(|inner| lines(inner)).collect::<Option<Vec<_>>>()?;
            (!with.is_empty()).then(|| format!("({})", with_and_without(&with, &without)))
        }
    }
}

fn with_and_without(with: &[String], without: &[String]) -> String {
    let mut all = format!("({})", with.join(" AND "));
    for expression in without {
        all.push_str(" NOT ");
        all.push_str(expression);
    }
    all
}

/// The index would gather half of all words for one of which little is typed.
fn has_short(query: &Query) -> bool {
    match query {
        Query::And(several) | Query::Or(several) => several.iter().any(has_short),
        Query::Not(inner) => has_short(inner),
        Query::Term(Term::Text { text, begun: true, .. }) => {
            matches!(words(text).as_slice(), [word] if is_short(word))
        }
        Query::Term(_) => false,
    }
}

fn is_short(word: &str) -> bool {
    word.chars().count() <= SHORT
}

fn beginning(place: Place, word: &str) -> String {
    format!("\"{}{word}\"", mark(place))
}

fn phrase(place: Place, words: &[String], begun: bool) -> String {
    let column = match place {
        Place::Anywhere => "",
        Place::From => "{senders} : ",
        Place::To => "{recipients} : ",
        Place::Subject => "{subject} : ",
        Place::Attachment => "{names attached} : ",
    };
    format!("{column}\"{}\"{}", words.join(" "), if begun { " *" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::domain::query::Query;

    fn asked(typed: &str) -> Option<String> {
        lines(&Query::parse(typed))
    }

    #[test]
    fn words_go_to_the_index_folded_and_in_quotes() {
        assert_eq!(asked("Cœur").as_deref(), Some("\"coeur\" *"));
        assert_eq!(asked("de:anne.durand ").as_deref(), Some("{senders} : \"anne durand\""));
        assert_eq!(asked("\"a NOT b\"").as_deref(), Some("\"a not b\""));
        assert_eq!(asked("a -b c ").as_deref(), Some("((\"a\" AND \"c\") NOT \"b\")"));
        assert_eq!(asked("a (b OU pj:c) ").as_deref(), Some("((\"a\" AND (\"b\" OR {names attached} : \"c\")))"));
    }

    #[test]
    fn what_the_index_does_not_know_is_not_asked_of_it() {
        for typed in ["est:lu", "a est:lu ", "-a ", "-a -b ", "a OU date:2024"] {
            assert_eq!(asked(typed), None, "{typed}");
        }
    }
}
