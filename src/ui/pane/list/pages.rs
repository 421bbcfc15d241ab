//! The rows at hand: what was read of the list lately, around what is in sight.
//! Everything else is only an id.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::Lines;
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

    pub(super) fn iter(&self) -> impl Iterator<Item = &Summary> {
        self.rows.values().map(|row| &row.summary)
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
    pub(super) fn wanted(&mut self, lines: &Lines, drawn: Range<usize>) -> Vec<MessageId> {
        let lacks = |id: &MessageId| !self.is_fresh(*id) && !self.asked.contains(id);
        let lacking = |index: &usize| lines.id(*index).is_some_and(|id| lacks(&id));
        let Some(first) = drawn.clone().find(lacking) else {
            return Vec::new();
        };
        let last = drawn.rev().find(lacking).unwrap_or(first);
        let wanted: Vec<MessageId> = lines.ids(first / PAGE * PAGE..(last / PAGE + 1) * PAGE).filter(lacks).collect();
        self.asked.extend(&wanted);
        wanted
    }

    /// The rows of some messages that are not at hand.
    pub(super) fn lacking(&mut self, ids: impl Iterator<Item = MessageId>) -> Vec<MessageId> {
        let lacks = |id: &MessageId| !self.is_fresh(*id) && !self.asked.contains(id);
        let wanted: Vec<MessageId> = ids.take(PAGE).filter(lacks).collect();
        self.asked.extend(&wanted);
        wanted
    }

    /// Takes the answer in, and lets go of what is far from sight.
    pub(super) fn take(&mut self, rows: Vec<Summary>, lines: &Lines, drawn: Range<usize>) {
        let age = self.age;
        for summary in rows {
            let _ = self.asked.remove(&summary.id);
            let _ = self.rows.insert(summary.id, Row { summary, age });
        }
        if self.rows.len() > PAGE * KEPT {
            let reach = PAGE * KEPT / 4;
            let near: HashSet<MessageId> = lines.ids(drawn.start.saturating_sub(reach)..drawn.end + reach).collect();
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
