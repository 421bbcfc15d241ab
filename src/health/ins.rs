//! The INS: a matricule and the OID that says of which kind it is.
//!
//! Never identifies anybody alone: a matricule may be mistyped, provisional, or
//! another's. A patient is compared by OID, matricule and traits together
//! ([`super::patient::Patient::differences`]).

use std::fmt;

use crate::domain::InsKind;

/// What a matricule is, by its OID. The sentence about it belongs to who shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The number of social security, checked by the state.
    Nir,
    /// A number for the time being: the identity is provisional.
    Nia,
    /// For tests: an alarm in real mail.
    Test,
    /// For demonstrations: the same.
    Demo,
    /// The calculated number of before 2021.
    OldInsC,
    OldInsCTest,
    OldInsCDemo,
}

/// As lists and forms tell them.
impl From<Kind> for InsKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Nir => Self::Nir,
            Kind::Nia => Self::Nia,
            Kind::Test => Self::Test,
            Kind::Demo => Self::Demo,
            Kind::OldInsC | Kind::OldInsCTest | Kind::OldInsCDemo => Self::Old,
        }
    }
}

/// OIDs of matricules.
const OIDS: &[(&str, Kind)] = &[
    ("1.2.250.1.213.1.4.8", Kind::Nir),
    ("1.2.250.1.213.1.4.9", Kind::Nia),
    ("1.2.250.1.213.1.4.10", Kind::Test),
    ("1.2.250.1.213.1.4.11", Kind::Demo),
    ("1.2.250.1.213.1.4.2", Kind::OldInsC),
    ("1.2.250.1.213.1.4.6", Kind::OldInsCTest),
    ("1.2.250.1.213.1.4.7", Kind::OldInsCDemo),
];

impl Kind {
    /// The kind an OID stands for; None for the number of a hospital or a laboratory.
    pub fn of_oid(oid: &str) -> Option<Self> {
        let oid = oid.trim();
        OIDS.iter().find(|(other, _)| *other == oid).map(|(_, kind)| *kind)
    }

    pub fn oid(self) -> &'static str {
        OIDS.iter().find(|(_, kind)| *kind == self).map_or("", |(oid, _)| oid)
    }

    /// Of a person, in care: neither invented nor of the old kind.
    pub fn is_real(self) -> bool {
        matches!(self, Self::Nir | Self::Nia)
    }
}

/// What the last two digits of a matricule say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Right,
    /// Mistyped, or invented. Official samples have such too: to be said, not to be refused.
    Wrong,
    /// Thirteen characters: the key was left out.
    Missing,
    /// Nothing that a key could be reckoned for.
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
    /// Not known, or not said.
    Unknown,
}

/// The characters alone, as an address has them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Matricule(String);

/// A matricule with its kind.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ins {
    pub matricule: Matricule,
    /// As it stands; [`Ins::kind`] reads it.
    pub oid: String,
}

impl Matricule {
    /// Blanks between the groups are no part of it.
    pub fn new(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn key(&self) -> Key {
        let (Some(body), Some(key)) = (self.0.get(..13), self.0.get(13..)) else { return Key::Unreadable };
        let Some(number) = number(body) else { return Key::Unreadable };
        match (key.len(), key.parse::<u64>()) {
            (0, _) => Key::Missing,
            (2, Ok(key)) if key == 97 - number % 97 => Key::Right,
            (2, Ok(_)) => Key::Wrong,
            _ => Key::Unreadable,
        }
    }

    /// In the groups in which it is printed and read out: `1 00 00 00 000 000 50`.
    pub fn grouped(&self) -> String {
        self.in_groups(|_, letter| letter)
    }

    /// Enough to tell two apart, without birth and sex. The whole of another form is hidden.
    pub fn masked(&self) -> String {
        let length = self.0.chars().count();
        let shown_from = if length == 15 { 10 } else { length };
        self.in_groups(|place, letter| if place < shown_from { '•' } else { letter })
    }

    fn in_groups(&self, shown: impl Fn(usize, char) -> char) -> String {
        let grouped = matches!(self.0.chars().count(), 13 | 15);
        let mut out = String::new();
        for (place, letter) in self.0.chars().enumerate() {
            if grouped && [1, 3, 5, 7, 10, 13].contains(&place) {
                out.push(' ');
            }
            out.push(shown(place, letter));
        }
        out
    }

    /// What the first digit says. The sex of the record decides, not this.
    pub fn sex(&self) -> Option<Sex> {
        let _ = number(self.0.get(..13)?)?;
        match self.0.chars().next()? {
            '1' | '3' | '7' => Some(Sex::Male),
            '2' | '4' | '8' => Some(Sex::Female),
            _ => None,
        }
    }

    /// The last two digits of the year of birth.
    pub fn birth_year(&self) -> Option<u8> {
        let _ = number(self.0.get(..13)?)?;
        self.0.get(1..3)?.parse().ok()
    }

    /// None where the month was not known when the number was given (20 and more).
    pub fn birth_month(&self) -> Option<u8> {
        let _ = number(self.0.get(..13)?)?;
        self.0.get(3..5)?.parse().ok().filter(|month| (1..=12).contains(month))
    }

    /// The same, the key apart: some write it, some do not.
    pub fn agrees(&self, other: &Self) -> bool {
        let body = |matricule: &Self| match matricule.0.len() {
            15 if number(matricule.0.get(..13).unwrap_or_default()).is_some() => {
                matricule.0.get(..13).map(str::to_owned)
            }
            _ => Some(matricule.0.clone()),
        };
        body(self) == body(other)
    }
}

impl Ins {
    pub fn new(matricule: &str, oid: &str) -> Self {
        Self { matricule: Matricule::new(matricule), oid: oid.trim().to_owned() }
    }

    pub fn kind(&self) -> Option<Kind> {
        Kind::of_oid(&self.oid)
    }
}

/// The thirteen characters as a number: Corsica's departments are 19 and 18 there.
fn number(body: &str) -> Option<u64> {
    let department = body.get(5..7)?;
    let digits = match department {
        "2A" => format!("{}19{}", body.get(..5)?, body.get(7..)?),
        "2B" => format!("{}18{}", body.get(..5)?, body.get(7..)?),
        _ => body.to_owned(),
    };
    (digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The matricule that a patient's address is made of. Says nothing of its kind,
/// and nothing of who writes.
pub fn of_address(address: &str) -> Option<Matricule> {
    let (local, domain) = address.trim().rsplit_once('@')?;
    if !is_patients(domain) {
        return None;
    }
    let fits = matches!(local.len(), 13..=22) && local.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then(|| Matricule::new(local))
}

/// Mon espace santé, its schools and trials among it (`patient.….mssante.fr`), and the
/// same of invented people: nobody can have a domain there.
pub fn is_patients(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    domain.starts_with("patient.") && [".mssante.fr", ".mssante.example"].iter().any(|space| domain.ends_with(space))
}

impl fmt::Debug for Matricule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matricule").field("key", &self.key()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Ins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ins").field("kind", &self.kind()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_reckoned_with_corsica_in_mind() {
        let table = [
            // Nobody: sex and commune that do not exist.
            ("100000000000036", Key::Wrong),
            ("0000000000000", Key::Missing),
            ("000000000000097", Key::Right),
            ("000000000000000", Key::Wrong),
            ("99999999999", Key::Unreadable),
            ("99999999999999X", Key::Unreadable),
            ("99999ZZ99999901", Key::Unreadable),
            ("", Key::Unreadable),
            ("é00000000000000", Key::Unreadable),
        ];
        for (text, key) in table {
            assert_eq!(Matricule::new(text).key(), key, "{text}");
        }
        for department in ["2A", "2B", "2a", "98"] {
            let body = format!("99999{department}999999");
            let number = body.to_uppercase().replace("2A", "19").replace("2B", "18").parse::<u64>().unwrap();
            let key = 97 - number % 97;
            assert_eq!(Matricule::new(&format!("{body}{key:02}")).key(), Key::Right);
            assert_eq!(Matricule::new(&format!("{body}{:02}", key % 97 + 1)).key(), Key::Wrong);
        }
    }

    #[test]
    fn keys_reckoned_elsewhere_fit_and_a_neighbour_s_does_not() {
        assert_eq!(Matricule::new("2 99 99 99 990 012 41").key(), Key::Right);
        assert_eq!(Matricule::new("299999999001242").key(), Key::Wrong);
        assert_eq!(Matricule::new("299992A99001267").key(), Key::Right);
        assert_eq!(Matricule::new("299992B99001294").key(), Key::Right);
    }

    #[test]
    fn each_kind_has_its_oid_and_back() {
        for (oid, kind) in OIDS {
            assert_eq!(Kind::of_oid(&format!(" {oid} ")), Some(*kind));
            assert_eq!(kind.oid(), *oid);
        }
        assert_eq!(Kind::of_oid("1.2.250.1.213.1.4.80"), None);
    }

    #[test]
    fn a_mask_hides_sex_and_birth() {
        let matricule = Matricule::new("299109900001221");
        assert_eq!(matricule.grouped(), "2 99 10 99 000 012 21");
        assert_eq!(matricule.masked(), "• •• •• •• ••• 012 21");
        assert_eq!(Matricule::new("12345").masked(), "•••••");
        assert_eq!(
            format!("{:?}", Ins::new("299109900001221", "1.2.250.1.213.1.4.10")),
            "Ins { kind: Some(Test), .. }"
        );
    }

    #[test]
    fn sex_and_month_are_read_and_nothing_more() {
        let matricule = Matricule::new("299109900001221");
        assert_eq!(
            (matricule.sex(), matricule.birth_year(), matricule.birth_month()),
            (Some(Sex::Female), Some(99), Some(10))
        );
        let unknown = Matricule::new("799319900001200");
        assert_eq!((unknown.sex(), unknown.birth_month()), (Some(Sex::Male), None));
        assert_eq!(Matricule::new("texte").sex(), None);
    }

    #[test]
    fn a_patient_s_address_gives_the_matricule_and_no_other_address_does() {
        let found = of_address("299109900001221@Patient.MSSante.fr").unwrap();
        assert_eq!(found.as_str(), "299109900001221");
        assert!(of_address("000000000000097@patient.mssante.example").is_some());
        for other in [
            "299109900001221@medecin.mssante.fr",
            "299109900001221@patient.mssante.fr.example",
            "299109900001221@xpatient.mssante.fr",
            "anne@patient.mssante.fr",
            "@patient.mssante.fr",
            "patient.mssante.fr",
        ] {
            assert!(of_address(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_matricule_without_its_key_is_the_same_matricule() {
        let whole = Matricule::new("299109900001221");
        assert!(whole.agrees(&Matricule::new("2991099000012")));
        assert!(!whole.agrees(&Matricule::new("2991099000013")));
    }
}
