//! Whom a message is about, and with what document: as its documents say it, or
//! else its subject, or a patient's address. A hint for lists and for search,
//! never a proof of who somebody is.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One patient of a message. What is not said is empty.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concern {
    /// As a list shows it: `DUPONT Claire`.
    pub name: String,
    /// Other names by which the same person is looked for.
    pub also: String,
    /// `19620714`, or as much of it as is known.
    pub birth: String,
    /// The matricule, without blanks.
    pub ins: String,
    pub kind: Option<InsKind>,
    /// What the first document is.
    pub document: Brought,
    /// How many documents there are.
    pub documents: usize,
    pub source: ConcernSource,
}

#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Brought {
    /// What the subject says of it.
    #[default]
    Untold,
    /// Results of a laboratory.
    Results,
    Titled(String),
}

/// What kind of number a matricule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InsKind {
    Nir,
    /// Provisional.
    Nia,
    Test,
    Demo,
    /// The calculated number of before.
    Old,
}

/// Where it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcernSource {
    Document,
    #[default]
    Subject,
    /// The patient's own address: the matricule is all it says. A name beside it
    /// comes from documents about the same number.
    Address,
}

/// What a row tells of whom it is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub first: Concern,
    /// Other patients.
    pub others: usize,
    /// From a patient, or to one.
    pub exchange: bool,
}

impl About {
    /// Whom it is about, where that is nobody else.
    pub fn only(self) -> Option<Concern> {
        (self.others == 0).then_some(self.first)
    }
}

impl Concern {
    /// `14/07/1962`, `07/1962` or `1962`; empty where it is not known.
    pub fn born(&self) -> String {
        let part = |from: usize, to: usize| self.birth.get(from..to).filter(|part| !part.is_empty());
        let parts = [part(6, 8), part(4, 6), part(0, 4)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    /// The number in the groups in which it is read out.
    pub fn grouped_ins(&self) -> String {
        let grouped = matches!(self.ins.chars().count(), 13 | 15);
        let mut out = String::new();
        for (place, letter) in self.ins.chars().enumerate() {
            if grouped && [1, 3, 5, 7, 10, 13].contains(&place) {
                out.push('\u{a0}');
            }
            out.push(letter);
        }
        out
    }
}

/// What machines read in a subject (MSSanté).
const MARK: &str = "XDM/1.0/DDM";

/// There is something for machines in a subject: behind it stands a patient's name.
pub fn is_marked(subject: &str) -> bool {
    subject.to_ascii_uppercase().contains(MARK)
}

/// A subject without what is in it for machines.
pub fn shown_subject(subject: &str) -> Cow<'_, str> {
    let found = subject.to_ascii_uppercase().find(MARK);
    let parts = found.and_then(|at| Some((subject.get(..at)?, subject.get(at + MARK.len()..)?)));
    let Some((before, rest)) = parts else { return subject.into() };
    let rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
    if before.is_empty() { rest.into() } else { format!("{before}{rest}").into() }
}

/// A patient's: not for a log.
impl fmt::Debug for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Concern").field("source", &self.source).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("About").field("first", &self.first).field("others", &self.others).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_is_told_as_far_as_it_is_known() {
        let born = |birth: &str| Concern { birth: birth.to_owned(), ..Concern::default() }.born();
        assert_eq!([born("19620714"), born("196207"), born("1962"), born("")], ["14/07/1962", "07/1962", "1962", ""]);
    }

    #[test]
    fn a_patient_is_in_no_log() {
        let concern =
            Concern { name: "SECRET".into(), ins: "12345".into(), birth: "1962".into(), ..Concern::default() };
        let told = format!("{:?}", About { first: concern, others: 0, exchange: false });
        assert!(!told.contains("SECRET") && !told.contains("12345") && !told.contains("1962"), "{told}");
    }

    #[test]
    fn a_matricule_is_read_out_in_groups() {
        let concern = Concern { ins: "299109900001221".into(), ..Concern::default() };
        assert_eq!(concern.grouped_ins().replace('\u{a0}', " "), "2 99 10 99 000 012 21");
    }
}
