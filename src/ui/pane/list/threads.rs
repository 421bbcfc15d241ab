//! What is known of the conversations in sight: how many messages they have over
//! all folders, and which stand open. What was known is shown until it has been
//! asked anew.

use std::collections::{HashMap, HashSet};

use crate::domain::thread::Conversation;
use crate::domain::{MessageId, ThreadId};

/// Far more than a screen shows.
const KEPT: usize = 4000;

#[derive(Debug, Default)]
pub(super) struct Threads {
    known: HashMap<ThreadId, (u64, Conversation)>,
    asked: HashSet<ThreadId>,
    open: HashSet<ThreadId>,
    age: u64,
}

impl Threads {
    pub(super) fn get(&self, thread: ThreadId) -> Option<&Conversation> {
        self.known.get(&thread).map(|(_, conversation)| conversation)
    }

    pub(super) fn is_open(&self, thread: ThreadId) -> bool {
        self.open.contains(&thread)
    }

    /// Opens it in its place, or folds it.
    pub(super) fn flip(&mut self, thread: ThreadId) {
        if !self.open.remove(&thread) {
            let _ = self.open.insert(thread);
        }
    }

    /// Another list: all are folded.
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.open.clear();
        self.grow_old();
    }

    /// The list changed.
    pub(super) fn grow_old(&mut self) {
        self.asked.clear();
        self.age += 1;
    }

    /// Which of these are to be asked for, each once.
    pub(super) fn wanted(&mut self, seen: impl Iterator<Item = ThreadId>) -> Vec<ThreadId> {
        let is_fresh = |thread: &ThreadId| self.known.get(thread).is_some_and(|(age, _)| *age == self.age);
        let wanted: Vec<ThreadId> = seen.filter(|one| !is_fresh(one) && !self.asked.contains(one)).collect();
        self.asked.extend(&wanted);
        wanted
    }

    /// These are on their way out.
    pub(super) fn lose(&mut self, leaving: &HashSet<MessageId>) {
        for (_, conversation) in self.known.values_mut() {
            conversation.messages.retain(|id| !leaving.contains(id));
        }
    }

    /// Says whether one that stands open has other messages than was known.
    pub(super) fn take(&mut self, found: Vec<Conversation>) -> bool {
        if self.known.len() > KEPT {
            let open = &self.open;
            self.known.retain(|thread, _| open.contains(thread));
        }
        let mut changed = false;
        for conversation in found {
            let thread = conversation.thread;
            let before = self.get(thread).map(|known| &known.messages);
            changed |= self.is_open(thread) && before != Some(&conversation.messages);
            let _ = self.known.insert(thread, (self.age, conversation));
        }
        changed
    }
}
