//! To whom a document may go: a patient may have hidden it from professionals, a
//! professional from the patient until it was told face to face.
//!
//! Never says yes where a rule is not known: it says to ask.

use super::super::code::Code;
use super::super::ins;

/// Who reads an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    Patient,
    Professional,
}

pub fn reader(address: &str) -> Reader {
    let patient = address.trim().rsplit_once('@').is_some_and(|(_, domain)| ins::is_patients(domain));
    if patient { Reader::Patient } else { Reader::Professional }
}

/// What a document says of who must not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Masking {
    /// `MASQUE_PS`: from professionals, by the patient.
    pub professionals: bool,
    /// `INVISIBLE_PATIENT`: from the patient, for now.
    pub patient: bool,
    /// `INVISIBLE_REP_LEGAUX`: from who answers for a minor.
    pub guardians: bool,
}

/// The rule that a verdict stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Hidden from professionals.
    MaskedFromProfessionals,
    /// Not yet for the patient's eyes.
    InvisibleToPatient,
    /// To the minor's own address, never to who answers for them.
    NeverToGuardians,
    /// The table has no line for this.
    NotForeseen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Yes,
    Ask(Rule),
    No(Rule),
}

impl Masking {
    /// Of the confidentiality codes of a document, or of METADATA.XML.
    pub fn of(codes: &[Code]) -> Self {
        let said = |name: &str| codes.iter().any(|code| code.code.eq_ignore_ascii_case(name));
        Self {
            professionals: said("MASQUE_PS"),
            patient: said("INVISIBLE_PATIENT"),
            guardians: said("INVISIBLE_REP_LEGAUX") || said("INVISIBLE_REPRESENTANTS_LEGAUX"),
        }
    }

    /// What both say, where the archive and the document differ.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            professionals: self.professionals || other.professionals,
            patient: self.patient || other.patient,
            guardians: self.guardians || other.guardians,
        }
    }

    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    pub fn may_go_to(self, reader: Reader) -> Verdict {
        match reader {
            Reader::Patient if self.patient => Verdict::No(Rule::InvisibleToPatient),
            Reader::Patient if self.guardians => Verdict::Ask(Rule::NeverToGuardians),
            Reader::Professional if self.professionals => Verdict::No(Rule::MaskedFromProfessionals),
            Reader::Professional if self.guardians => Verdict::Ask(Rule::NotForeseen),
            Reader::Patient | Reader::Professional => Verdict::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_who_may_read_what_holds() {
        use Reader::{Patient, Professional};
        let table: &[(&[&str], Verdict, Verdict)] = &[
            (&["N"], Verdict::Yes, Verdict::Yes),
            (&["N", "INVISIBLE_PATIENT"], Verdict::Yes, Verdict::No(Rule::InvisibleToPatient)),
            (&["INVISIBLE_REP_LEGAUX"], Verdict::Ask(Rule::NotForeseen), Verdict::Ask(Rule::NeverToGuardians)),
            (&["masque_ps"], Verdict::No(Rule::MaskedFromProfessionals), Verdict::Yes),
            (
                &["MASQUE_PS", "INVISIBLE_PATIENT"],
                Verdict::No(Rule::MaskedFromProfessionals),
                Verdict::No(Rule::InvisibleToPatient),
            ),
        ];
        for (codes, professional, patient) in table {
            let codes: Vec<_> = codes.iter().map(|code| Code::new(code, "", "")).collect();
            let masking = Masking::of(&codes);
            assert_eq!((masking.may_go_to(Professional), masking.may_go_to(Patient)), (*professional, *patient));
        }
    }

    #[test]
    fn a_patient_s_address_is_known_by_its_domain() {
        assert_eq!(reader("299109900001221@patient.mssante.fr"), Reader::Patient);
        assert_eq!(reader("anne@medecin.mssante.fr"), Reader::Professional);
        assert_eq!(reader("patient.mssante.fr"), Reader::Professional);
    }
}
