//! Who a document is about, between what is typed or read on a form and what documents
//! say; and what is to be said of it before it is confirmed.
//!
//! A number of which anything is in doubt goes into no document of ours.

use crate::domain::InsKind;
use crate::domain::clinical::{self, Form, IdentityNote, Lack, Told, Traits, Way, Ways};
use crate::health::cda::{Document, Media};
use crate::health::code::Code;
use crate::health::ins::{Ins, Key, Kind, Matricule, Sex};
use crate::health::moment::Moment;
use crate::health::mss::{Masking, Reader, Verdict};
use crate::health::name;
use crate::health::patient::{Patient, Shortfall, Trait};

/// What is to be said of an identity. Pure: what is typed is looked at while it is
/// typed.
pub fn notes(traits: &Traits) -> Vec<IdentityNote> {
    let patient = patient(traits);
    let shortfalls = patient.shortfalls();
    let mut notes: Vec<IdentityNote> = shortfalls.iter().map(|one| of_shortfall(*one)).collect();
    if let Some(ins) = &patient.ins {
        if ins.kind() == Some(Kind::Nia) {
            notes.push(IdentityNote::Provisional);
        }
        notes.extend(contradictions(&ins.matricule, &patient));
    }
    if shortfalls.is_empty() && notes.is_empty() {
        notes.push(IdentityNote::Qualified);
    }
    notes
}

/// What the number itself says of sex and birth, where the traits say otherwise.
fn contradictions(matricule: &Matricule, patient: &Patient) -> Vec<IdentityNote> {
    let mut notes = Vec::new();
    let sexes = (matricule.sex(), patient.sex.filter(|sex| *sex != Sex::Unknown));
    if matches!(sexes, (Some(one), Some(other)) if one != other) {
        notes.push(IdentityNote::OtherSex);
    }
    let Some(birth) = patient.birth_date else { return notes };
    let year = matricule.birth_year().is_some_and(|year| u16::from(year) != birth.year % 100);
    let month = matches!((matricule.birth_month(), birth.month), (Some(one), Some(other)) if one != other);
    if year || month {
        notes.push(IdentityNote::OtherBirth);
    }
    notes
}

fn of_shortfall(shortfall: Shortfall) -> IdentityNote {
    match shortfall {
        Shortfall::NoIns => IdentityNote::NoIns,
        Shortfall::NotReal(kind) => IdentityNote::NotReal(kind.into()),
        Shortfall::Key(Key::Missing) => IdentityNote::NoKey,
        Shortfall::Key(Key::Unreadable) => IdentityNote::Unreadable,
        Shortfall::Key(Key::Wrong | Key::Right) => IdentityNote::WrongKey,
        Shortfall::Lacks(Trait::FirstName) => IdentityNote::Lacks(Lack::FirstName),
        Shortfall::Lacks(Trait::BirthDate) => IdentityNote::Lacks(Lack::BirthDate),
        Shortfall::Lacks(Trait::Sex) => IdentityNote::Lacks(Lack::Sex),
        Shortfall::Lacks(Trait::BirthPlace) => IdentityNote::Lacks(Lack::BirthPlace),
        Shortfall::Lacks(_) => IdentityNote::Lacks(Lack::BirthName),
    }
}

/// What is typed, as documents have it.
pub(super) fn patient(traits: &Traits) -> Patient {
    let said = |text: &str| Some(name::collapsed(text)).filter(|text| !text.is_empty());
    let ins = said(&traits.ins).map(|number| {
        let kind = traits.kind.unwrap_or(InsKind::Nir);
        Ins::new(&number, kind_of(kind).oid())
    });
    let given = said(&traits.given);
    let first = given.as_deref().and_then(|names| names.split_whitespace().next()).map(str::to_owned);
    Patient {
        ins,
        birth_name: said(&traits.family),
        used_name: said(&traits.used),
        given_names: given,
        first_name: first,
        sex: traits.sex.map(|sex| match sex {
            clinical::Sex::Female => Sex::Female,
            clinical::Sex::Male => Sex::Male,
            clinical::Sex::Unknown => Sex::Unknown,
        }),
        birth_date: day(&traits.birth),
        birth_place_code: said(&traits.place).map(|code| code.to_uppercase()),
        ..Patient::default()
    }
}

/// The same for a document that is made here.
pub(super) fn confirmed(form: &Form) -> Patient {
    let mut patient = patient(&form.traits);
    let doubtful =
        notes(&form.traits).iter().any(|note| !matches!(note, IdentityNote::Qualified | IdentityNote::Provisional));
    if doubtful {
        patient.ins = None;
    }
    patient
}

/// `14/07/1962`.
pub(super) fn day(text: &str) -> Option<Moment> {
    Moment::parse_french(text)
}

/// As a document says it.
pub(super) fn told(patient: &Patient) -> Traits {
    let ins = patient.ins.as_ref();
    Traits {
        family: patient.family().unwrap_or_default().to_owned(),
        used: patient.used_name.clone().filter(|used| Some(used.as_str()) != patient.family()).unwrap_or_default(),
        given: patient.given_names.clone().or_else(|| patient.given().map(str::to_owned)).unwrap_or_default(),
        birth: patient.birth_date.map(Moment::french).unwrap_or_default(),
        sex: patient.sex.map(|sex| match sex {
            Sex::Female => clinical::Sex::Female,
            Sex::Male => clinical::Sex::Male,
            Sex::Unknown => clinical::Sex::Unknown,
        }),
        place: patient.birth_place_code.clone().unwrap_or_default(),
        ins: ins.map(|ins| ins.matricule.as_str().to_owned()).unwrap_or_default(),
        kind: ins.and_then(Ins::kind).map(InsKind::from),
    }
}

pub(super) fn document(document: &Document, masking: &[Code]) -> Told {
    let masked = Masking::of(&document.confidentiality).and(Masking::of(masking));
    Told {
        title: document.title.clone(),
        kind: document.code.shown().to_owned(),
        date: document.date().map(Moment::french).unwrap_or_default(),
        author: document.authors.first().map(|author| author.name.clone()).unwrap_or_default(),
        traits: told(&document.patient),
        way: ways(masked),
        has_pdf: document.file().is_some_and(|file| file.media == Media::Pdf),
    }
}

/// The table of who may read what, for both sides.
pub(super) fn ways(masking: Masking) -> Ways {
    let way = |reader| match masking.may_go_to(reader) {
        Verdict::Yes => Way::Free,
        Verdict::Ask(_) => Way::Asked,
        Verdict::No(_) => Way::Barred,
    };
    Ways { to_professionals: way(Reader::Professional), to_patients: way(Reader::Patient) }
}

fn kind_of(kind: InsKind) -> Kind {
    match kind {
        InsKind::Nir => Kind::Nir,
        InsKind::Nia => Kind::Nia,
        InsKind::Test => Kind::Test,
        InsKind::Demo => Kind::Demo,
        InsKind::Old => Kind::OldInsC,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody: month and commune do not exist.
    fn nobody() -> Traits {
        Traits {
            family: "D'ESSAI".into(),
            given: "Zoé Anne".into(),
            birth: "14/07/1999".into(),
            sex: Some(clinical::Sex::Female),
            place: "99999".into(),
            ins: "2 99 99 99 990 012 41".into(),
            kind: Some(InsKind::Nir),
            ..Traits::default()
        }
    }

    #[test]
    fn all_that_is_wrong_with_an_identity_is_said_while_it_is_typed() {
        assert_eq!(notes(&nobody()), [IdentityNote::Qualified]);
        let with = |change: fn(&mut Traits)| {
            let mut traits = nobody();
            change(&mut traits);
            notes(&traits)
        };
        assert_eq!(with(|one| one.ins.clear()), [IdentityNote::NoIns]);
        assert_eq!(with(|one| one.ins = "299999999001242".into()), [IdentityNote::WrongKey]);
        assert_eq!(with(|one| one.ins = "2999999990012".into()), [IdentityNote::NoKey]);
        assert_eq!(with(|one| one.ins = "29999".into()), [IdentityNote::Unreadable]);
        assert_eq!(with(|one| one.kind = Some(InsKind::Nia)), [IdentityNote::Provisional]);
        assert_eq!(with(|one| one.kind = Some(InsKind::Test)), [IdentityNote::NotReal(InsKind::Test)]);
        assert_eq!(with(|one| one.sex = Some(clinical::Sex::Male)), [IdentityNote::OtherSex]);
        assert_eq!(with(|one| one.birth = "14/07/1998".into()), [IdentityNote::OtherBirth]);
        assert_eq!(with(|one| one.place.clear()), [IdentityNote::Lacks(Lack::BirthPlace)]);
        assert_eq!(with(|one| one.birth = "31/02/1999".into()), [IdentityNote::Lacks(Lack::BirthDate)]);
    }

    #[test]
    fn a_number_in_doubt_goes_into_no_document_of_ours() {
        let mut form = Form { traits: nobody(), ..Form::default() };
        assert!(confirmed(&form).is_qualified());
        form.traits.ins = "299999999001242".into();
        assert!(confirmed(&form).ins.is_none());
        assert_eq!(confirmed(&form).family(), Some("D'ESSAI"));
        form.traits = Traits { place: String::new(), ..nobody() };
        assert!(confirmed(&form).ins.is_none());
    }

    #[test]
    fn what_is_read_is_typed_back_the_same() {
        let traits = Traits { ins: "299999999001241".into(), ..nobody() };
        assert!(told(&patient(&traits)) == traits);
    }
}
