//! What can be searched for. Any text is a query: what is no operator is words.
//!
//! - Words side by side must all be there; `OU` (`OR`), in capitals, is between
//!   two such rows; `-` before a word, a phrase or a group means "not";
//!   parentheses group.
//! - Words in quotes, or joined by anything but blanks (`anne.durand`), stand
//!   side by side in this order.
//! - The last word typed may be only begun; any other with `*`.
//! - `de: à: objet: pj: dossier: tag: taille: est: avant: après: depuis: date:`,
//!   or in English `from: to: subject: attachment: folder: tag: size: is:
//!   before: after: since: date:`. Their accents and case do not count.
//! - `patient:` `ins:` `né:` (`born:`) look for whom a message is about.
//! - `avant:` and `après:` leave the day, month or year itself out; `depuis:`
//!   and `date:` take it in. `date:7j` is the last seven days and today.

mod build;
mod day;
mod operator;
mod parse;
mod print;
mod size;
#[cfg(test)]
mod tests;

pub use day::{Dates, Day, Moment, Unit};
pub use operator::Tongue;
pub use size::Size;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// All of them; of none, every message.
    And(Vec<Query>),
    /// Two or more.
    Or(Vec<Query>),
    Not(Box<Query>),
    Term(Term),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Words in a row, as they were typed; at least one. `begun`: the last one
    /// may go on.
    Text {
        place: Place,
        text: String,
        begun: bool,
    },
    /// With an attachment, or without.
    Attachment(bool),
    Date(Dates),
    /// The name of a tag, or its keyword.
    Tag(String),
    /// The name of a folder, a part of its path, or what it is for.
    Folder(String),
    Size(Size),
    Is(State),
    /// The name of a patient that it is about, or words of it; each may be begun.
    Patient(String),
    /// The beginning of a matricule.
    Ins(String),
    /// The patient's birth: a day, a month or a year.
    Born(Moment),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Anywhere,
    From,
    /// To, Cc and Bcc.
    To,
    Subject,
    /// Names and words of attachments.
    Attachment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Unread,
    Read,
    Flagged,
    Answered,
    Forwarded,
    Signed,
    Encrypted,
    Junk,
    /// From a patient, or to one.
    Patient,
}

impl Query {
    /// Nothing was asked.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::And(all) if all.is_empty())
    }

    /// The texts that a letter may be found by: none of those it must not have.
    pub fn texts(&self) -> Vec<&Term> {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::texts).collect(),
            Self::Term(term @ Term::Text { .. }) => vec![term],
            Self::Not(_) | Self::Term(_) => Vec::new(),
        }
    }
}
