//! The course of an analysis: its values over time, each as it was written. Never
//! joins two people, two analyses or two units that are not surely one, and says
//! nothing of anybody in a log.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Values before a result that are shown beside it.
pub const SHOWN: usize = 12;

/// A value of a result, and what it is one of.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Measured {
    pub person: Person,
    /// `20260203`.
    pub day: String,
    /// What was measured, as it is compared.
    pub analysis: String,
    /// The same of its unit.
    pub unit: String,
    pub value: String,
    /// It stands in the place of what was said of that day before.
    pub corrected: bool,
}

/// Who somebody is, as far as a laboratory says it. What it does not say is empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Person {
    /// Family name and day of birth, which several people may share.
    pub key: String,
    /// As names are compared.
    pub given: String,
    pub sex: String,
    /// The matricule without its key: it parts people, and joins none by itself.
    pub ins: String,
}

/// The values before one result of a file, by its place there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub dossier: usize,
    pub analysis: usize,
    /// In which of its units.
    pub measure: usize,
    /// The oldest first.
    pub before: Vec<Past>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// `20260203`.
    pub day: String,
    pub value: String,
}

impl Person {
    /// Those of some with the same key who are this one. Where two people may be
    /// meant, only who has the same matricule is.
    pub fn among<'a>(&self, known: &'a [Self]) -> Vec<&'a Self> {
        let alike: Vec<&Self> =
            known.iter().filter(|one| one.key == self.key && names_agree(&one.given, &self.given)).collect();
        let all = || alike.iter().copied().chain([self]);
        if all().all(|one| all().all(|other| one.may_be(other))) {
            return alike;
        }
        let sure = |one: &&Self| !self.ins.is_empty() && one.ins == self.ins && one.may_be(self);
        alike.iter().copied().filter(sure).collect()
    }

    /// Nothing says that they are two.
    fn may_be(&self, other: &Self) -> bool {
        let agree = |one: &str, two: &str| one.is_empty() || two.is_empty() || one == two;
        names_agree(&self.given, &other.given) && agree(&self.sex, &other.sex) && agree(&self.ins, &other.ins)
    }
}

/// `MARIE` beside `MARIE LOUISE` is the same list, told shorter.
fn names_agree(one: &str, two: &str) -> bool {
    let starts =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    !one.is_empty() && !two.is_empty() && (starts(one, two) || starts(two, one))
}

/// The last values, the oldest first: each once, and of a day that was corrected
/// the correction.
pub fn past(mut found: Vec<Measured>) -> Vec<Past> {
    found.sort_by(|one, two| one.day.cmp(&two.day));
    let is_corrected = |day: &str| found.iter().any(|one| one.corrected && one.day == day);
    let kept = found.iter().filter(|one| one.corrected || !is_corrected(&one.day));
    let mut past: Vec<Past> = Vec::new();
    for one in kept {
        let one = Past { day: one.day.clone(), value: one.value.clone() };
        if !past.contains(&one) {
            past.push(one);
        }
    }
    past.split_off(past.len().saturating_sub(SHOWN))
}

/// A patient's: not for a log.
impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Measured").field("corrected", &self.corrected).finish_non_exhaustive()
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

impl fmt::Debug for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Course").field("before", &self.before.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Past {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Past").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(given: &str, sex: &str, ins: &str) -> Person {
        Person { key: "ESSAI|19620714".into(), given: given.into(), sex: sex.into(), ins: ins.into() }
    }

    fn met(own: &Person, known: &[Person]) -> usize {
        own.among(known).len()
    }

    #[test]
    fn the_same_names_and_birth_are_the_same_person_while_nothing_says_otherwise() {
        let claire = person("CLAIRE", "", "");
        assert_eq!(met(&claire, &[person("CLAIRE", "", "")]), 1);
        assert_eq!(met(&claire, &[person("CLAIRE MARIE", "f", "299")]), 1);
        assert_eq!(met(&claire, &[person("CLAIRETTE", "", ""), person("PAUL", "m", "")]), 0);
        assert_eq!(met(&claire, &[Person { key: "ESSAI|19620715".into(), ..claire.clone() }]), 0);
        assert_eq!(met(&person("", "", "299"), &[person("", "", "299")]), 0, "never by the matricule alone");
    }

    #[test]
    fn several_homonyms_are_no_match_but_by_the_matricule_beside_the_names() {
        let two = [person("CLAIRE", "", "299"), person("CLAIRE", "", "288"), person("CLAIRE", "", "")];
        assert_eq!(met(&person("CLAIRE", "", ""), &two), 0);
        assert_eq!(met(&person("CLAIRE", "", "277"), &two), 0);
        assert_eq!(met(&person("CLAIRE", "", "288"), &two), 1);
        let twins = [person("MARIE LOUISE", "", ""), person("MARIE ANNE", "", "")];
        assert_eq!(met(&person("MARIE", "", ""), &twins), 0);
        assert_eq!(met(&person("MARIE ANNE", "", ""), &twins), 1, "the other is somebody else by name");
        assert_eq!(met(&person("CAMILLE", "f", ""), &[person("CAMILLE", "m", ""), person("CAMILLE", "", "")]), 0);
    }

    #[test]
    fn of_values_each_is_told_once_and_a_correction_takes_their_place() {
        let of = |day: &str, value: &str, corrected| Measured {
            day: day.into(),
            value: value.into(),
            corrected,
            ..Measured::default()
        };
        let found = vec![of("20260301", "3", false), of("20260101", "1", false), of("20260101", "1", false)];
        let told = |found| past(found).iter().map(|past| past.value.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(told(found), "1 3");
        assert_eq!(told(vec![of("20260101", "1", false), of("20260101", "2", true)]), "2");
        let many: Vec<Measured> = (10..40).map(|day| of(&format!("202601{day}"), &day.to_string(), false)).collect();
        assert_eq!(past(many).len(), SHOWN);
    }

    #[test]
    fn nobody_is_in_a_log() {
        let measured = Measured { value: "SECRET".into(), person: person("SECRET", "", ""), ..Measured::default() };
        let past = Past { day: "SECRET".into(), value: "SECRET".into() };
        let course = Course { dossier: 0, analysis: 0, measure: 0, before: vec![past.clone()] };
        assert!(!format!("{measured:?} {:?} {past:?} {course:?}", measured.person).contains("SECRET"));
    }
}
