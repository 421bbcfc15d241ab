//! Rows of numbers going down, and what they have in common. Each can leap: "the
//! next at most this", so a rare word carries a common one past all that does
//! not matter.

use rusqlite::Statement;

use crate::store::error::Result;

const SMALLEST: usize = 16;
const LARGEST: usize = 8192;

pub(super) enum Source<'a> {
    Few(Vec<i64>),
    Index(Index<'a>),
}

/// Hits of the index, read in pieces.
pub(super) struct Index<'a> {
    /// `MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4`
    pub(super) select: Statement<'a>,
    pub(super) expression: String,
    pub(super) since: i64,
    piece: Vec<i64>,
    size: usize,
    /// Answers out of this piece.
    used: usize,
    /// Nothing is below the piece.
    last: bool,
}

impl<'a> Index<'a> {
    /// `dear`: asking costs so much that it is done in large pieces.
    pub(super) fn new(select: Statement<'a>, expression: String, since: i64, dear: bool) -> Self {
        let size = if dear { LARGEST } else { SMALLEST };
        Self { select, expression, since, piece: Vec::new(), size, used: 0, last: false }
    }

    fn at_most(&mut self, most: i64) -> Result<Option<i64>> {
        loop {
            let at = self.piece.partition_point(|one| *one > most);
            if let Some(found) = self.piece.get(at) {
                self.used += 1;
                return Ok(Some(*found));
            }
            if self.last {
                return Ok(None);
            }
            self.fetch(most)?;
        }
    }

    fn fetch(&mut self, most: i64) -> Result<()> {
        if self.size < LARGEST {
            // A piece that was leapt over was too large, one that was used up
            // too small.
            let used_up = self.used * 4 >= self.piece.len();
            self.size = if used_up { self.size * 4 } else { self.size / 4 }.clamp(SMALLEST, LARGEST);
        }
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        let rows = self.select.query_map((&self.expression, self.since, most, size), |row| row.get(0))?;
        self.piece = rows.collect::<rusqlite::Result<_>>()?;
        self.last = self.piece.len() < self.size;
        self.used = 0;
        Ok(())
    }
}

impl Source<'_> {
    fn at_most(&mut self, most: i64) -> Result<Option<i64>> {
        match self {
            Self::Few(all) => Ok(all.get(all.partition_point(|one| *one > most)).copied()),
            Self::Index(index) => index.at_most(most),
        }
    }
}

/// The greatest number at most this that is in all of them.
pub(super) fn common(sources: &mut [Source<'_>], most: i64) -> Result<Option<i64>> {
    let mut agreed = most;
    loop {
        let before = agreed;
        for source in sources.iter_mut() {
            match source.at_most(agreed)? {
                Some(found) => agreed = found,
                None => return Ok(None),
            }
        }
        if agreed == before && contains(sources, agreed)? {
            return Ok(Some(agreed));
        }
    }
}

fn contains(sources: &mut [Source<'_>], number: i64) -> Result<bool> {
    for source in sources.iter_mut() {
        if source.at_most(number)? != Some(number) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Source, common};

    #[test]
    fn what_is_in_all_rows_is_found_going_down() {
        let mut sources = [Source::Few(vec![90, 70, 50, 30, 10]), Source::Few(vec![95, 70, 60, 30, 5])];
        assert_eq!(common(&mut sources, 100).unwrap(), Some(70));
        assert_eq!(common(&mut sources, 69).unwrap(), Some(30));
        assert_eq!(common(&mut sources, 29).unwrap(), None);
        assert_eq!(common(&mut [Source::Few(vec![7])], 7).unwrap(), Some(7));
    }
}
