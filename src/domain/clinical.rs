//! A health document that is sent: whose it is and what it is, as its sender confirms
//! it, and what a message that carries some must heed. Never a proof of who somebody
//! is.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Carried, EnclosureId, InsKind};

/// What goes along with a draft as one: an archive, and the same documents as PDF
/// beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    pub archive: EnclosureId,
    pub twins: Vec<EnclosureId>,
    /// The subject that it was given, and what stood there before.
    pub subject: String,
    pub before: String,
}

impl Enclosed {
    pub fn holds(&self, file: EnclosureId) -> bool {
        file == self.archive || self.twins.contains(&file)
    }
}

/// Documents in their archive, kept beside a draft and not of its message yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    pub archive: Carried,
    /// Of what was added.
    pub twins: Vec<Carried>,
    pub subject: String,
}

/// Who a document is about. What is not said is empty.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Traits {
    /// Of birth.
    pub family: String,
    pub used: String,
    /// As on the birth certificate, the first one first.
    pub given: String,
    /// `14/07/1962`.
    pub birth: String,
    pub sex: Option<Sex>,
    /// The official code of the place of birth.
    pub place: String,
    pub ins: String,
    pub kind: Option<InsKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
    Unknown,
}

/// What is to be said of an identity before somebody confirms it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityNote {
    /// Everything is here and fits.
    Qualified,
    NoIns,
    /// Mistyped: the key says so.
    WrongKey,
    NoKey,
    /// Nothing that a key could be reckoned for.
    Unreadable,
    /// A number for the time being.
    Provisional,
    /// Of a test, of a demonstration, or of before.
    NotReal(InsKind),
    /// The number speaks of another sex, or of another month of birth.
    OtherSex,
    OtherBirth,
    /// A trait is missing without which it is not qualified.
    Lacks(Lack),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    BirthName,
    FirstName,
    BirthDate,
    Sex,
    BirthPlace,
}

/// A document as it speaks of itself: to be read, not changed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub title: String,
    pub kind: String,
    /// Of the act, or of the writing: `03/02/2026`.
    pub date: String,
    pub author: String,
    pub traits: Traits,
    pub way: Ways,
    /// A PDF of it lies in it; else one is made.
    pub has_pdf: bool,
}

/// What is said of a PDF, which says nothing of itself.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub traits: Traits,
    pub title: String,
    /// A code of [`Kind`].
    pub kind: String,
    /// Of the act: `03/02/2026`.
    pub date: String,
    /// Not for the patient's eyes yet.
    pub hidden: bool,
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind {
    pub code: &'static str,
    pub label: &'static str,
}

/// To whom documents may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Ways {
    pub to_professionals: Way,
    pub to_patients: Way,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Way {
    #[default]
    Free,
    /// To be looked at: the rule does not say yes.
    Asked,
    Barred,
}

impl Ways {
    /// What holds for two documents together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            to_professionals: self.to_professionals.max(other.to_professionals),
            to_patients: self.to_patients.max(other.to_patients),
        }
    }
}

/// The health documents that a message carries, by what is in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Inside {
    /// Which of what is carried holds some.
    pub places: Vec<usize>,
    /// The kinds of those in archives (`X-MSS-CODECDA`).
    pub codes: Vec<String>,
    /// A qualified INS is in an archive (`X-MSS-INS`).
    pub qualified: bool,
    pub ways: Ways,
    /// The patients' numbers, without their keys; one for each document that has one.
    pub numbers: Vec<String>,
    /// More than one patient.
    pub several: bool,
}

impl Inside {
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// Patients': not for a log.
impl fmt::Debug for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traits").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told").field("way", &self.way).finish_non_exhaustive()
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inside").field("documents", &self.places.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patient_is_in_no_log() {
        let traits = Traits { family: "SECRET".into(), ins: "12345".into(), ..Traits::default() };
        let form = Form { traits: traits.clone(), title: "SECRET".into(), ..Form::default() };
        let told = Told { traits: traits.clone(), title: "SECRET".into(), ..Told::default() };
        let inside = Inside { numbers: vec!["12345".into()], ..Inside::default() };
        let said = format!("{traits:?} {form:?} {told:?} {inside:?}");
        assert!(!said.contains("SECRET") && !said.contains("12345"), "{said}");
    }

    #[test]
    fn the_narrower_way_holds_for_two_documents() {
        let hidden = Ways { to_patients: Way::Barred, ..Ways::default() };
        let asked = Ways { to_professionals: Way::Asked, to_patients: Way::Asked };
        assert_eq!(hidden.and(asked), Ways { to_professionals: Way::Asked, to_patients: Way::Barred });
    }
}
