//! The rows at hand: what was read of the list lately, around what is in sight.
//! Everything else is only an id.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::{MessageId, Summary};

/// Rows asked for at once.
pub(super) const PAGE: usize = 200;
/// Pages kept: a screen needs one or two.
const KEPT: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Pages {
    rows: HashMap<MessageId, Row>,
    /// Rows on their way.
    asked: HashSet<MessageId>,
    /// What was read before this is shown, but read again.
    age: u64,
}

#[derive(Debug)]
struct Row {
    summary: Summary,
    age: u64,
}

impl Pages {
    pub(super) fn get(&self, id: MessageId) -> Option<&Summary> {
        self.rows.get(&id).map(|row| &row.summary)
    }

    /// Another list: nothing is at hand.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.grow_old();
    }

    /// The list changed: what is at hand is shown until it has been read anew.
    pub(super) fn grow_old(&mut self) {
        self.asked.clear();
        self.age += 1;
    }

    /// The rows to ask for so that these can be drawn: whole pages, each row once.
    pub(super) fn wanted(&mut self, ids: &[MessageId], drawn: Range<usize>) -> Vec<MessageId> {
        let lacks = |id: &MessageId| !self.is_fresh(*id) && !self.asked.contains(id);
        let seen = ids.get(drawn.clone()).unwrap_or_default();
        let Some(first) = seen.iter().position(lacks) else {
            return Vec::new();
        };
        let last = seen.iter().rposition(lacks).unwrap_or(first);
        let start = (drawn.start + first) / PAGE * PAGE;
        let end = ((drawn.start + last) / PAGE + 1) * PAGE;
        let pages = ids.get(start..end.min(ids.len())).unwrap_or_default();
        let wanted: Vec<MessageId> = pages.iter().copied().filter(lacks).collect();
        self.asked.extend(&wanted);
        wanted
    }

    /// Takes the answer in, and lets go of what is far from sight.
    pub(super) fn take(&mut self, rows: Vec<Summary>, ids: &[MessageId], drawn: Range<usize>) {
        let age = self.age;
        for summary in rows {
            let _ = self.asked.remove(&summary.id);
            let _ = self.rows.insert(summary.id, Row { summary, age });
        }
        if self.rows.len() > PAGE * KEPT {
            let reach = PAGE * KEPT / 4;
            let near = drawn.start.saturating_sub(reach)..(drawn.end + reach).min(ids.len());
            let near: HashSet<MessageId> = ids.get(near).unwrap_or_default().iter().copied().collect();
            self.rows.retain(|id, _| near.contains(id));
        }
    }

    /// The answer was a failure: the rows may be asked for again.
    pub(super) fn give_up(&mut self) {
        self.asked.clear();
    }

    fn is_fresh(&self, id: MessageId) -> bool {
        self.rows.get(&id).is_some_and(|row| row.age == self.age)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}
