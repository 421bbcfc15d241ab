//! Which hits are the best: those that name what was asked where a letter says
//! what it is about. Of hits alike the newer is the better one.

use rusqlite::{OptionalExtension as _, Transaction};

use crate::domain::query::{Query, Term};
use crate::domain::word::words;
use crate::domain::{Envelope, MessageId};
use crate::store::code;
use crate::store::error::Result;

/// What a term is worth in the subject, of the sender, in the first words, of
/// the recipients; a last word that goes on where it was only begun, a little
/// less than a whole one.
const SUBJECT: u32 = 16;
const SENDER: u32 = 12;
const START: u32 = 6;
const RECIPIENT: u32 = 4;

pub(super) fn best_first(tx: &Transaction<'_>, query: &Query, ids: &mut [MessageId]) -> Result<()> {
    let terms: Vec<Wanted> = query.texts().into_iter().filter_map(Wanted::of).collect();
    let mut select = tx.prepare_cached(
        "SELECT content.envelope, content.extract FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1",
    )?;
    let mut worth = Vec::with_capacity(ids.len());
    for (age, id) in ids.iter().enumerate() {
        let letter: Option<(Envelope, String)> =
            select.query_row([id], |row| Ok((code::json(row, 0)?, row.get(1)?))).optional()?;
        let points = letter.map_or(0, |(envelope, extract)| points(&terms, &envelope, &extract));
        worth.push((std::cmp::Reverse(points), age, *id));
    }
    worth.sort_unstable();
    for (place, (_, _, id)) in ids.iter_mut().zip(worth) {
        *place = id;
    }
    Ok(())
}

struct Wanted {
    words: Vec<String>,
    begun: bool,
}

impl Wanted {
    fn of(term: &Term) -> Option<Self> {
        match term {
            Term::Text { text, begun, .. } => Some(Self { words: words(text), begun: *begun }),
            _ => None,
        }
    }

    /// Halves: two for a whole match, one for one that goes on.
    fn halves(&self, there: &[String]) -> u32 {
        let Some((last, before)) = self.words.split_last() else { return 0 };
        let halves = there.windows(self.words.len()).map(|row| match row.split_last() {
            Some((end, start)) if start != before || !end.starts_with(last.as_str()) => 0,
            Some((end, _)) if end == last => 2,
            _ => u32::from(self.begun),
        });
        halves.max().unwrap_or(0)
    }
}

fn points(terms: &[Wanted], envelope: &Envelope, extract: &str) -> u32 {
    let people = |all: &[&[crate::domain::Address]]| -> Vec<String> {
        all.iter().flat_map(|some| some.iter()).flat_map(|one| words(&one.to_string())).collect()
    };
    let places = [
        (SUBJECT, words(&envelope.subject)),
        (SENDER, people(&[&envelope.from])),
        (START, words(extract)),
        (RECIPIENT, people(&[&envelope.to, &envelope.cc])),
    ];
    let of_term = |term: &Wanted| places.iter().map(|(worth, there)| worth * term.halves(there)).sum::<u32>();
    terms.iter().map(of_term).sum()
}
