//! Who a document is about: the traits as it states them, from a CDA header or from
//! METADATA.XML, and how two statements differ.
//!
//! Never says that two people are one: it only says where they differ.

use std::fmt;

use super::hl7::Identifier;
use super::ins::{Ins, Key, Kind, Sex};
use super::moment::Moment;
use super::name;

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Patient {
    pub ins: Option<Ins>,
    /// Of hospitals, laboratories, the old INS-C beside a new INS.
    pub others: Vec<Identifier>,
    pub birth_name: Option<String>,
    pub used_name: Option<String>,
    /// All of the birth certificate, in one line.
    pub given_names: Option<String>,
    pub first_name: Option<String>,
    pub used_first_name: Option<String>,
    pub sex: Option<Sex>,
    pub birth_date: Option<Moment>,
    /// The official code of the commune or country.
    pub birth_place_code: Option<String>,
    pub birth_place: Option<String>,
    pub deceased: bool,
    /// Who answers for a minor or a person in care, by name.
    pub guardians: Vec<String>,
    /// What the document hides on purpose (`nullFlavor="MSK"`).
    pub masked: Vec<Trait>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trait {
    Ins,
    /// The matricules are of different kinds: nothing follows from it.
    InsKind,
    BirthName,
    FirstName,
    BirthDate,
    Sex,
    BirthPlace,
}

/// Why an identity is not "qualifiée".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shortfall {
    NoIns,
    /// Test, demonstration, the old kind.
    NotReal(Kind),
    Key(Key),
    Lacks(Trait),
}

impl Patient {
    /// An identifier finds its place: the first INS is the INS.
    pub(super) fn add(&mut self, id: Identifier) {
        match (id.as_ins(), &self.ins) {
            (Some(ins), None) => self.ins = Some(ins),
            (Some(ins), Some(held)) if *held == ins => {}
            (Some(ins), Some(held)) if is_old(held) && !is_old(&ins) => {
                self.others.push(Identifier::new(&held.oid, held.matricule.as_str()));
                self.ins = Some(ins);
            }
            _ if self.others.contains(&id) || id.is_empty() => {}
            _ => self.others.push(id),
        }
    }

    /// The name that a list shows: of birth, or what there is.
    pub fn family(&self) -> Option<&str> {
        self.birth_name.as_deref().or(self.used_name.as_deref())
    }

    /// The first name that a list shows.
    pub fn given(&self) -> Option<&str> {
        let first = self.given_names.as_deref().and_then(|names| names.split_whitespace().next());
        self.first_name.as_deref().or(self.used_first_name.as_deref()).or(first)
    }

    /// Nothing at all is said of them.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Matricule, OID and five traits are here and fit: what the rules call a
    /// qualified identity. Whether the practice knows the person is another question.
    pub fn is_qualified(&self) -> bool {
        self.shortfalls().is_empty()
    }

    /// What it lacks to be qualified.
    pub fn shortfalls(&self) -> Vec<Shortfall> {
        let mut found = Vec::new();
        match &self.ins {
            None => found.push(Shortfall::NoIns),
            // A number of another's making is no INS, wherever it was put.
            Some(ins) if ins.kind().is_none() => found.push(Shortfall::NoIns),
            Some(ins) => {
                found.extend(ins.kind().filter(|kind| !kind.is_real()).map(Shortfall::NotReal));
                found.extend(Some(ins.matricule.key()).filter(|key| *key != Key::Right).map(Shortfall::Key));
            }
        }
        let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let lacks = [
            (!said(&self.birth_name), Trait::BirthName),
            (!said(&self.first_name) && !said(&self.given_names), Trait::FirstName),
            (!self.birth_date.is_some_and(Moment::is_whole_day), Trait::BirthDate),
            (!matches!(self.sex, Some(Sex::Male | Sex::Female)), Trait::Sex),
            (!said(&self.birth_place_code), Trait::BirthPlace),
        ];
        found.extend(lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| Shortfall::Lacks(what)));
        found
    }

    /// Where two statements of traits contradict each other. What only one says is
    /// no contradiction.
    pub fn differences(&self, other: &Self) -> Vec<Trait> {
        let mut found = Vec::new();
        if let (Some(one), Some(two)) = (&self.ins, &other.ins) {
            if one.oid != two.oid {
                found.push(Trait::InsKind);
            } else if !one.matricule.agrees(&two.matricule) {
                found.push(Trait::Ins);
            }
        }
        let apart = |one: &Option<String>, two: &Option<String>| matches!((one, two), (Some(one), Some(two)) if name::folded(one) != name::folded(two));
        let pairs = [
            (apart(&self.birth_name, &other.birth_name), Trait::BirthName),
            (first_names_differ(self, other), Trait::FirstName),
            (dates_differ(self.birth_date, other.birth_date), Trait::BirthDate),
            (
                matches!((self.sex, other.sex), (Some(one), Some(two)) if one != two && one != Sex::Unknown && two != Sex::Unknown),
                Trait::Sex,
            ),
            (apart(&self.birth_place_code, &other.birth_place_code), Trait::BirthPlace),
        ];
        found.extend(pairs.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what));
        found
    }

    /// So different that they are two people, as far as one can tell.
    pub fn is_another(&self, other: &Self) -> bool {
        let telling = [Trait::Ins, Trait::BirthName, Trait::FirstName, Trait::BirthDate];
        self.differences(other).iter().any(|what| telling.contains(what))
    }
}

fn is_old(ins: &Ins) -> bool {
    matches!(ins.kind(), Some(Kind::OldInsC | Kind::OldInsCTest | Kind::OldInsCDemo))
}

/// `MARIE` beside `MARIE LOUISE` is the same list, told shorter.
fn first_names_differ(one: &Patient, two: &Patient) -> bool {
    let names = |patient: &Patient| -> Vec<String> {
        let all = [&patient.first_name, &patient.given_names, &patient.used_first_name];
        all.into_iter().flatten().map(|text| name::folded(text)).filter(|text| !text.is_empty()).collect()
    };
    let (one, two) = (names(one), names(two));
    let starts =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let agree = one.iter().any(|a| two.iter().any(|b| starts(a, b) || starts(b, a)));
    !one.is_empty() && !two.is_empty() && !agree
}

/// `1954` beside `12/03/1954` is no contradiction.
fn dates_differ(one: Option<Moment>, two: Option<Moment>) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return false };
    let (one, two) = (one.compact_day(), two.compact_day());
    !one.starts_with(&two) && !two.starts_with(&one)
}

impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patient")
            .field("ins", &self.ins)
            .field("shortfalls", &self.shortfalls())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody: a matricule of zeros, its key right.
    fn invented() -> Patient {
        Patient {
            ins: Some(Ins::new("000000000000097", Kind::Nir.oid())),
            birth_name: Some("ESSAI-LEFÈVRE".into()),
            given_names: Some("CLAIRE MARIE".into()),
            sex: Some(Sex::Female),
            birth_date: Moment::parse("19620714"),
            birth_place_code: Some("99999".into()),
            ..Patient::default()
        }
    }

    #[test]
    fn an_identity_is_qualified_with_all_five_traits_and_a_right_key_alone() {
        assert!(invented().is_qualified());
        let without = |change: fn(&mut Patient), expected: Shortfall| {
            let mut patient = invented();
            change(&mut patient);
            assert_eq!(patient.shortfalls(), [expected]);
        };
        without(|p| p.ins = None, Shortfall::NoIns);
        without(|p| p.ins = Some(Ins::new("000000000000097", "1.2.3")), Shortfall::NoIns);
        without(|p| p.ins = Some(Ins::new("000000000000097", Kind::Test.oid())), Shortfall::NotReal(Kind::Test));
        without(|p| p.ins = Some(Ins::new("000000000000001", Kind::Nir.oid())), Shortfall::Key(Key::Wrong));
        without(|p| p.birth_name = Some(" ".into()), Shortfall::Lacks(Trait::BirthName));
        without(|p| p.given_names = None, Shortfall::Lacks(Trait::FirstName));
        without(|p| p.birth_date = Moment::parse("1962"), Shortfall::Lacks(Trait::BirthDate));
        without(|p| p.sex = Some(Sex::Unknown), Shortfall::Lacks(Trait::Sex));
        without(|p| p.birth_place_code = None, Shortfall::Lacks(Trait::BirthPlace));
    }

    #[test]
    fn the_same_person_written_otherwise_does_not_differ() {
        let mut other = invented();
        other.birth_name = Some("Essai Lefevre".into());
        other.given_names = None;
        other.first_name = Some("Claire".into());
        other.birth_date = Moment::parse("196207");
        assert_eq!(invented().differences(&other), []);
    }

    #[test]
    fn each_contradiction_is_named() {
        let mut other = invented();
        other.ins = Some(Ins::new("999999999999999", Kind::Nir.oid()));
        other.birth_name = Some("AUTRE".into());
        other.given_names = Some("CLAIRETTE".into());
        other.birth_date = Moment::parse("19620715");
        other.sex = Some(Sex::Male);
        other.birth_place_code = Some("99998".into());
        let all = [Trait::Ins, Trait::BirthName, Trait::FirstName, Trait::BirthDate, Trait::Sex, Trait::BirthPlace];
        assert_eq!(invented().differences(&other), all);
        assert!(invented().is_another(&other));
        other = invented();
        other.ins = Some(Ins::new("000000000000097", Kind::Nia.oid()));
        assert_eq!(invented().differences(&other), [Trait::InsKind]);
        assert!(!invented().is_another(&other));
    }

    #[test]
    fn the_traits_are_in_no_log() {
        let shown = format!("{:?}", invented());
        assert!(!shown.contains("ESSAI") && !shown.contains("00000") && !shown.contains("1962"), "{shown}");
    }
}
