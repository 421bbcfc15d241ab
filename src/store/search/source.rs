//! Rows of numbers going down, and what they have in common. Each can leap: "the
//! next at most this", so a rare word carries a common one past all that does
//! not matter. Each is asked with falling numbers, and never again above its last
//! answer for something else than that answer: what lies there is let go.

use rusqlite::Statement;

use crate::store::error::Result;

const SMALLEST: usize = 64;
const LARGEST: usize = 8192;
/// To ask again takes as long as to read so many hits more.
const LEAP: i64 = 200;

pub(super) enum Source<'a> {
    Few(Vec<i64>),
    Index(Index<'a>),
    /// What is in one of them at least.
    Any(Vec<Self>),
    All(All<'a>),
}

/// What is in all of these and in none of those.
pub(super) struct All<'a> {
    of: Vec<Source<'a>>,
    but: Vec<Source<'a>>,
    /// The last answer, which stands until it is passed: the sources have gone on
    /// below it, one further than another.
    last: Last,
}

enum Last {
    Nothing,
    Found(i64),
    Ended,
}

/// Hits of the index, read in pieces.
pub(super) struct Index<'a> {
    /// Of numbers from ?2 down to ?3 those that match ?1, ?4 at most.
    select: Statement<'a>,
    expression: String,
    since: i64,
    piece: Vec<i64>,
    size: usize,
    dear: bool,
    /// Nothing is below the piece.
    last: bool,
}

impl<'a> Index<'a> {
    /// `dear`: asking costs so much that it is done in large pieces.
    pub(super) fn new(select: Statement<'a>, expression: String, since: i64, dear: bool) -> Self {
        Self { select, expression, since, piece: Vec::new(), size: SMALLEST, dear, last: false }
    }

    fn at_most(&mut self, most: i64) -> Result<Option<i64>> {
        loop {
            let at = self.piece.partition_point(|one| *one > most);
            if let Some(found) = self.piece.get(at) {
                return Ok(Some(*found));
            }
            if self.last {
                return Ok(None);
            }
            self.fetch(most)?;
        }
    }

    fn fetch(&mut self, most: i64) -> Result<()> {
        self.size = match self.leapt_over(most) {
            _ if self.dear => LARGEST,
            rows if rows <= LEAP => (self.size * 4).min(LARGEST),
            _ => SMALLEST,
        };
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        let rows = self.select.query_map((&self.expression, most, self.since, size), |row| row.get(0))?;
        self.piece = rows.collect::<rusqlite::Result<_>>()?;
        self.last = self.piece.len() < self.size;
        Ok(())
    }

    /// Hits between the piece and this, if they lie there as near to each other
    /// as in the piece.
    fn leapt_over(&self, most: i64) -> i64 {
        let (Some(first), Some(last)) = (self.piece.first(), self.piece.last()) else { return i64::MAX };
        let hits = i64::try_from(self.piece.len()).unwrap_or(i64::MAX);
        (last - most).saturating_mul(hits) / (first - last + 1)
    }
}

impl Source<'_> {
    fn at_most(&mut self, most: i64) -> Result<Option<i64>> {
        match self {
            Self::Few(all) => Ok(all.get(all.partition_point(|one| *one > most)).copied()),
            Self::Index(index) => index.at_most(most),
            Self::Any(several) => {
                let mut greatest = None;
                for one in several {
                    greatest = greatest.max(one.at_most(most)?);
                }
                Ok(greatest)
            }
            Self::All(all) => all.at_most(most),
        }
    }
}

impl<'a> All<'a> {
    pub(super) fn new(of: Vec<Source<'a>>, but: Vec<Source<'a>>) -> Self {
        Self { of, but, last: Last::Nothing }
    }

    /// The greatest number at most this.
    pub(super) fn at_most(&mut self, most: i64) -> Result<Option<i64>> {
        match self.last {
            Last::Ended => return Ok(None),
            Last::Found(found) if found <= most => return Ok(Some(found)),
            Last::Found(_) | Last::Nothing => {}
        }
        let found = self.next(most)?;
        self.last = found.map_or(Last::Ended, Last::Found);
        Ok(found)
    }

    fn next(&mut self, mut most: i64) -> Result<Option<i64>> {
        loop {
            let Some(found) = common(&mut self.of, most)? else { return Ok(None) };
            if !is_in_one(&mut self.but, found)? {
                return Ok(Some(found));
            }
            most = found - 1;
        }
    }
}

fn common(sources: &mut [Source<'_>], most: i64) -> Result<Option<i64>> {
    let mut agreed = most;
    loop {
        let before = agreed;
        for source in sources.iter_mut() {
            match source.at_most(agreed)? {
                Some(found) => agreed = found,
                None => return Ok(None),
            }
        }
        if agreed == before && is_in_all(sources, agreed)? {
            return Ok(Some(agreed));
        }
    }
}

fn is_in_all(sources: &mut [Source<'_>], number: i64) -> Result<bool> {
    for source in sources.iter_mut() {
        if source.at_most(number)? != Some(number) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_in_one(sources: &mut [Source<'_>], number: i64) -> Result<bool> {
    for source in sources.iter_mut() {
        if source.at_most(number)? == Some(number) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{All, Index, Source};

    fn all(mut all: All<'_>) -> Vec<i64> {
        let (mut found, mut most) = (Vec::new(), 10_000);
        while let Some(next) = all.at_most(most).unwrap() {
            found.push(next);
            most = next - 1;
        }
        found
    }

    #[test]
    fn what_is_in_all_rows_is_found_going_down() {
        let of = vec![Source::Few(vec![90, 70, 50, 30, 10]), Source::Few(vec![95, 70, 60, 30, 5])];
        assert_eq!(all(All::new(of, Vec::new())), [70, 30]);
        assert_eq!(all(All::new(vec![Source::Few(vec![7])], Vec::new())), [7]);
    }

    #[test]
    fn what_is_in_one_of_them_and_what_is_in_none_of_those() {
        let any = Source::Any(vec![Source::Few(vec![90, 50, 10]), Source::Few(vec![80, 50])]);
        let but = vec![Source::Few(vec![80]), Source::Few(vec![10, 5])];
        let inner = Source::All(All::new(vec![any], but));
        assert_eq!(all(All::new(vec![inner, Source::Few(vec![90, 80, 50])], Vec::new())), [90, 50]);
    }

    /// An answer that lies far below is asked for again and again while the other
    /// source goes down to it. On the way there each source read its pieces, and the
    /// denser one let more of them go.
    #[test]
    fn an_answer_far_below_stands_until_it_is_passed() {
        let hits = Connection::open_in_memory().unwrap();
        hits.execute_batch(
            "CREATE TABLE hit (of TEXT, number INTEGER);
             WITH RECURSIVE each (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM each WHERE n < 9999)
             INSERT INTO hit SELECT 'tens', n FROM each WHERE n % 10 = 0
                 UNION ALL SELECT 'but', n FROM each WHERE n >= 100;",
        )
        .unwrap();
        let index = |of: &str| {
            let select = "SELECT number FROM hit
                 WHERE of = ?1 AND number BETWEEN ?3 AND ?2 ORDER BY number DESC LIMIT ?4";
            Source::Index(Index::new(hits.prepare(select).unwrap(), of.to_owned(), 0, false))
        };
        let inner = Source::All(All::new(vec![index("tens")], vec![index("but")]));
        let beside = Source::Few((0..10_000).rev().filter(|number| number % 1000 == 0).collect());
        let found = all(All::new(vec![Source::Any(vec![inner, beside])], Vec::new()));
        let thousands = (1..10).rev().map(|thousand| thousand * 1000);
        assert_eq!(found, thousands.chain((0..10).rev().map(|ten| ten * 10)).collect::<Vec<_>>());
    }
}
