//! Letters that no server, line or reader gets through. One of them must not keep
//! all others away: what broke is asked for in ever smaller runs, and alone it is
//! passed over for a while.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::MessageId;

/// Until everything is tried once more.
const TRUCE: Duration = Duration::from_mins(15);
/// A line breaks for many reasons: only so often is it the letter's fault.
const TIMES: u32 = 3;
/// Each line that broke makes runs this much shorter.
const SHORTER: usize = 8;

#[derive(Default)]
pub(super) struct Troubles {
    refused: HashSet<MessageId>,
    /// How often a line broke on a letter alone.
    suspected: HashMap<MessageId, u32>,
    /// Lines that broke on a run, less the runs that came through since.
    broken: u32,
    since: Option<Instant>,
}

impl Troubles {
    pub(super) fn begin(&mut self) {
        if self.since.is_some_and(|since| since.elapsed() > TRUCE) {
            *self = Self::default();
        }
    }

    pub(super) fn refuse(&mut self, ids: impl IntoIterator<Item = MessageId>) {
        let _ = self.since.get_or_insert_with(Instant::now);
        self.refused.extend(ids);
    }

    pub(super) fn is_refused(&self, id: MessageId) -> bool {
        self.refused.contains(&id)
    }

    /// How long the next run is, of this many at most.
    pub(super) fn run(&self, most: usize) -> usize {
        SHORTER.checked_pow(self.broken).map_or(1, |part| (most / part).max(1))
    }

    pub(super) fn came_through(&mut self) {
        self.broken = self.broken.saturating_sub(1);
    }

    /// The line broke while these were asked for.
    pub(super) fn broke(&mut self, ids: &[MessageId]) {
        match ids {
            [alone] => {
                let times = self.suspected.entry(*alone).or_default();
                *times += 1;
                if *times >= TIMES {
                    self.refuse([*alone]);
                }
            }
            _ => self.broken += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageId, Troubles};

    #[test]
    fn a_letter_that_breaks_every_line_is_found_and_passed_over() {
        let mut troubles = Troubles::default();
        let mut here: Vec<i64> = Vec::new();
        let mut lines = 0;
        while here.len() < 999 && lines < 100 {
            lines += 1;
            loop {
                let wanted = (0..1000).filter(|id| !here.contains(id) && !troubles.is_refused(MessageId(*id)));
                let run: Vec<i64> = wanted.take(troubles.run(500)).collect();
                if run.is_empty() {
                    break;
                }
                if run.contains(&300) {
                    troubles.broke(&run.into_iter().map(MessageId).collect::<Vec<_>>());
                    break;
                }
                here.extend(run);
                troubles.came_through();
            }
        }
        assert_eq!(here.len(), 999);
        assert!(lines < 30, "{lines} lines");
    }
}
