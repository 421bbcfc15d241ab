//! Which messages belong together: the conversation that a letter joins, by what
//! it says it answers (References, In-Reply-To), and by its subject where it
//! says nothing.
//!
//! Two patients in one conversation are worse than one conversation in two: a
//! letter that answers another and bears a wholly other subject begins its own,
//! and wherever there is doubt nothing is joined. Pure: who is known is asked
//! of a [`Known`], and nothing is remembered here.

mod subject;

use serde::{Deserialize, Serialize};

use super::{Address, Envelope, ThreadId, Timestamp};

pub use subject::Topic;

/// An answer without any reference is looked for this long.
pub const REACH: i64 = 90 * 24 * 3600;
/// Clocks err: an answer may be dated a little before what it answers.
const SKEW: i64 = 3600;
/// References followed, the nearest: a hostile header has a thousand.
const PARENTS: usize = 30;

/// What a letter tells of its place among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clues {
    pub own: Option<String>,
    /// What it answers, the nearest first.
    pub parents: Vec<String>,
    pub topic: Topic,
    pub date: Option<Timestamp>,
    from: Vec<String>,
    to: Vec<String>,
}

impl Clues {
    pub fn of(envelope: &Envelope) -> Self {
        let own = envelope.message_id.clone();
        // In-Reply-To may hold much that is no id: its first one is meant, if any.
        let answered = envelope.in_reply_to.iter().take(1);
        let mut parents: Vec<String> = Vec::new();
        for id in answered.chain(envelope.references.iter().rev()) {
            if parents.len() < PARENTS && own.as_ref() != Some(id) && !parents.contains(id) {
                parents.push(id.clone());
            }
        }
        // The oldest names the whole conversation: it is worth a place.
        if let Some(oldest) =
            envelope.references.first().filter(|id| own.as_ref() != Some(*id) && !parents.contains(id))
        {
            parents.push(oldest.clone());
        }
        let emails = |people: &[Address]| people.iter().map(|one| one.email.to_lowercase()).collect::<Vec<_>>();
        let to = [emails(&envelope.to), emails(&envelope.cc)].concat();
        Self {
            own,
            parents,
            topic: Topic::of(&envelope.subject),
            date: envelope.date,
            from: emails(&envelope.from),
            to,
        }
    }

    /// May its conversation be found by its subject alone? An answer that names
    /// what it answers belongs there, known or not; and a subject that many
    /// letters bear says nothing.
    pub fn goes_by_subject(&self) -> bool {
        self.parents.is_empty() && self.topic.is_telling()
    }

    /// It answers the other by all that can be seen without a reference: by its
    /// subject, from whom it was written to, to who wrote, and soon.
    fn answers(&self, other: &Self) -> bool {
        let (Some(date), Some(before)) = (self.date, other.date) else { return false };
        let after = date.0.saturating_sub(before.0);
        let any = |people: &[String], among: &[String]| people.iter().any(|one| among.contains(one));
        self.topic.is_answer
            && self.topic.base == other.topic.base
            && (-SKEW..=REACH).contains(&after)
            && any(&self.from, &other.to)
            && any(&other.from, &self.to)
    }
}

/// A letter that bears the same subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub thread: ThreadId,
    pub clues: Clues,
}

/// What is known of a mailbox.
pub trait Known {
    type Error;

    /// The conversation in which that message is, or is spoken of.
    fn named(&mut self, id: &str) -> Result<Option<ThreadId>, Self::Error>;

    /// What a conversation is about ([`Topic::base`]).
    fn topic(&mut self, thread: ThreadId) -> Result<String, Self::Error>;

    /// The letters with that very subject within [`REACH`] of a letter; none if
    /// there are more than anybody can tell apart.
    fn alike(&mut self, clues: &Clues) -> Result<Vec<Alike>, Self::Error>;
}

/// The conversations that a letter belongs to: none, and it begins one; several,
/// and they were one all along.
pub fn joins<K: Known>(known: &mut K, clues: &Clues) -> Result<Vec<ThreadId>, K::Error> {
    let mut found = Vec::new();
    for id in clues.own.iter().chain(&clues.parents) {
        let Some(thread) = known.named(id)? else { continue };
        if !found.contains(&thread) && clues.topic.agrees(&known.topic(thread)?) {
            found.push(thread);
        }
    }
    if !found.is_empty() || !clues.goes_by_subject() {
        return Ok(found);
    }
    for other in known.alike(clues)? {
        let answer = clues.answers(&other.clues);
        // The answer may have come before what it answers.
        let answered = other.clues.goes_by_subject() && other.clues.answers(clues);
        if (answer || answered) && !found.contains(&other.thread) {
            found.push(other.thread);
        }
    }
    // One of several: nobody knows which.
    if found.len() > 1 {
        found.clear();
    }
    Ok(found)
}

/// How a conversation stands, for its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub thread: ThreadId,
    /// Its messages, the newest first, each letter once.
    pub messages: Vec<super::MessageId>,
    pub unread: usize,
}

#[cfg(test)]
mod tests;
