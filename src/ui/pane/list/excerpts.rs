//! The words around the hits of a search, for the rows in sight only. What an
//! older query gave is shown until the new one has answered: nothing flickers.

use std::collections::{HashMap, HashSet};

use crate::domain::MessageId;
use crate::engine::Excerpt;

/// Far more than a screen shows.
const KEPT: usize = 1000;

#[derive(Debug, Default)]
pub(super) struct Excerpts {
    known: HashMap<MessageId, (u64, Excerpt)>,
    asked: HashSet<MessageId>,
    age: u64,
}

impl Excerpts {
    pub(super) fn get(&self, id: MessageId) -> Option<&Excerpt> {
        self.known.get(&id).map(|(_, excerpt)| excerpt)
    }

    /// Another query: what is known is old.
    pub(super) fn grow_old(&mut self) {
        self.asked.clear();
        self.age += 1;
    }

    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.grow_old();
    }

    /// Which of these are to be asked for, each once.
    pub(super) fn wanted(&mut self, seen: &[MessageId]) -> Vec<MessageId> {
        let lacks = |id: &MessageId| {
            let fresh = self.known.get(id).is_some_and(|(age, _)| *age == self.age);
            !fresh && !self.asked.contains(id)
        };
        let wanted: Vec<MessageId> = seen.iter().copied().filter(lacks).collect();
        self.asked.extend(&wanted);
        wanted
    }

    pub(super) fn take(&mut self, excerpts: Vec<(MessageId, Excerpt)>) {
        if self.known.len() > KEPT {
            self.known.clear();
        }
        let age = self.age;
        self.known.extend(excerpts.into_iter().map(|(id, excerpt)| (id, (age, excerpt))));
    }
}
