//! Values of results, beside the letters that told them, for those that come after.
//! Gone with the letter, and in no log.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::Store;
use super::error::Result;
use crate::domain::MessageId;
use crate::domain::course::{Measured, Person};

/// Of one letter.
const MOST: usize = 1_000;

/// Everybody who may be meant.
pub(super) const PEOPLE: &str = "SELECT DISTINCT given, sex, ins FROM measured WHERE person = ?1";

/// The last before a day: more than are shown, for some may be told twice.
pub(super) const BEFORE: &str = "SELECT day, value, corrected, given, sex, ins FROM measured
     WHERE person = ?1 AND analysis = ?2 AND unit = ?3 AND day < ?4 ORDER BY day DESC LIMIT 60";

impl Store {
    /// Keeps the values that a letter tells, in place of what was known of it.
    pub async fn put_measured(&self, id: MessageId, values: Vec<Measured>) -> Result<()> {
        self.write(move |tx| {
            let mut select = tx.prepare_cached("SELECT content FROM message WHERE id = ?1")?;
            let Some(content) = select.query_row([id], |row| row.get::<_, i64>(0)).optional()? else { return Ok(()) };
            let _ = tx.prepare_cached("DELETE FROM measured WHERE content = ?1")?.execute([content])?;
            for (place, one) in (0_i64..).zip(values.into_iter().take(MOST)) {
                insert(tx, content, place, &one)?;
            }
            Ok(())
        })
        .await
    }

    /// For each result, the values of the same analysis, unit and person before its
    /// day, in any order.
    pub async fn measured_before(&self, results: Vec<Measured>) -> Result<Vec<Vec<Measured>>> {
        self.read(move |tx| {
            let mut found = Vec::with_capacity(results.len());
            let mut last: Option<(Person, Vec<Person>)> = None;
            for result in results {
                if last.as_ref().is_none_or(|(person, _)| *person != result.person) {
                    last = Some((result.person.clone(), the_same(tx, &result.person)?));
                }
                let people = last.as_ref().map(|(_, people)| people.as_slice()).unwrap_or_default();
                found.push(if people.is_empty() { Vec::new() } else { before(tx, &result, people)? });
            }
            Ok(found)
        })
        .await
    }
}

fn the_same(tx: &Transaction<'_>, person: &Person) -> Result<Vec<Person>> {
    let mut select = tx.prepare_cached(PEOPLE)?;
    let known = select.query_map([&person.key], |row| {
        Ok(Person { key: person.key.clone(), given: row.get(0)?, sex: row.get(1)?, ins: row.get(2)? })
    })?;
    let known = known.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(person.among(&known).into_iter().cloned().collect())
}

fn before(tx: &Transaction<'_>, result: &Measured, people: &[Person]) -> Result<Vec<Measured>> {
    let mut select = tx.prepare_cached(BEFORE)?;
    let asked = params![result.person.key, result.analysis, result.unit, result.day];
    let found = select.query_map(asked, |row| {
        let key = result.person.key.clone();
        Ok(Measured {
            day: row.get(0)?,
            value: row.get(1)?,
            corrected: row.get(2)?,
            person: Person { key, given: row.get(3)?, sex: row.get(4)?, ins: row.get(5)? },
            ..result.clone()
        })
    })?;
    let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found.into_iter().filter(|one| people.contains(&one.person)).collect())
}

fn insert(tx: &Transaction<'_>, content: i64, place: i64, one: &Measured) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO measured (content, place, person, given, sex, ins, day, analysis, unit, value, corrected)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let Measured { person, day, analysis, unit, value, corrected } = one;
    let Person { key, given, sex, ins } = person;
    let _ = insert.execute(params![content, place, key, given, sex, ins, day, analysis, unit, value, corrected])?;
    Ok(())
}
