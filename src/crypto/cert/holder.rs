//! The holder in plain words: from the name, and from the private extensions
//! of the French health cards (`1.2.250.1.71`).

use super::identifier as id;
use super::name::{self, Attribute, attributes, first};
use super::{Certificate, Usage};
use crate::crypto::ber::{self, Element};
use crate::domain::{Card, CardKind, Holder, Structure, StructureId, Uses};

impl Certificate {
    pub fn holder(&self) -> Holder {
        let stated = attributes(self.subject()).unwrap_or_default();
        let of = |kind: &[u8]| first(&stated, kind).unwrap_or_default().to_owned();
        let called = of(id::COMMON_NAME);
        Holder {
            name: of(id::SURNAME),
            first_name: of(id::GIVEN_NAME),
            profession: self.profession(&stated),
            specialities: self.specialities(),
            rpps: rpps(&called),
            structure: structure(&stated, &called),
            card: self.card(),
            uses: self.uses(),
            test: self.is_of_a_test(),
            called,
        }
    }

    /// What its key usage and its extended usage leave it to do. What is not
    /// limited is allowed; what is limited in a way that cannot be read is not.
    pub fn uses(&self) -> Uses {
        if !self.unreadable().is_empty() {
            return Uses::default();
        }
        let may = |usages: &[Usage]| self.usage().is_none_or(|usage| usage.any(usages));
        let purpose = |purposes: &[&[u8]]| self.is_for(purposes);
        let mail = purpose(&[id::EMAIL_PROTECTION]);
        Uses {
            authentication: may(&[Usage::DIGITAL_SIGNATURE])
                && purpose(&[id::CLIENT_AUTHENTICATION, id::SMART_CARD_LOGON]),
            signature: mail && may(&[Usage::DIGITAL_SIGNATURE, Usage::NON_REPUDIATION]),
            confidentiality: mail && may(&[Usage::KEY_ENCIPHERMENT, Usage::KEY_AGREEMENT]),
        }
    }

    /// Does extended usage leave one of these?
    pub(in crate::crypto) fn is_for(&self, purposes: &[&[u8]]) -> bool {
        self.purposes()
            .is_none_or(|stated| stated.iter().any(|one| one == id::ANY_USAGE || purposes.contains(&one.as_slice())))
    }

    /// Made for tests by the health authorities, or by one that says so in its name.
    pub(in crate::crypto) fn is_of_a_test(&self) -> bool {
        let category = self.value(id::PRODUCT_CATEGORY, |element| element.body.first().copied());
        let issuer = attributes(self.issuer()).unwrap_or_default();
        category.is_some_and(|byte| byte & 0x80 != 0)
            || first(&issuer, id::COMMON_NAME).is_some_and(|name| name.starts_with("TEST "))
    }

    /// In words: as the name says it (old cards say it as a unit), else by the
    /// number of the nomenclature.
    fn profession(&self, stated: &[Attribute]) -> String {
        let old = first(stated, id::SURNAME).and_then(|_| first(stated, id::UNIT));
        let number = || self.value(id::PROFESSION, |element| element.body.last().copied()).map_or("", profession);
        let words = first(stated, id::TITLE).or(old.filter(|unit| !is_number(unit)));
        words.map_or_else(|| number().to_owned(), str::to_owned)
    }

    fn specialities(&self) -> Vec<String> {
        let codes = |list: Element<'_>| Some(list.children().ok()?.iter().map(name::text).collect());
        self.value(id::SPECIALITY, codes).unwrap_or_default()
    }

    fn card(&self) -> Option<Card> {
        let kind = match self.value(id::CARD_KIND, |element| element.body.last().copied())? {
            0 => CardKind::Cps,
            1 => CardKind::Cpf,
            2 => CardKind::Cpe,
            3 => CardKind::Cpa,
            _ => return None,
        };
        let number = self.value(id::CARD_SERIAL, |element| Some(name::text(&element)));
        // The issuer's own number stands before.
        let serial = number.map(|text| text.rsplit('/').next().unwrap_or_default().to_owned());
        Some(Card { kind, serial })
    }

    /// What a private extension says, if it says it.
    fn value<T>(&self, kind: &[u8], read: impl FnOnce(Element<'_>) -> Option<T>) -> Option<T> {
        read(ber::only(&self.extension(kind)?.value).ok()?)
    }
}

/// `TRE_G15` of the national nomenclatures, where words of the name lack.
fn profession(number: u8) -> &'static str {
    match number {
        10 => "Médecin",
        21 => "Pharmacien",
        40 => "Chirurgien-dentiste",
        50 => "Sage-femme",
        60 => "Infirmier",
        _ => "",
    }
}

/// The national number is one digit that tells its kind, then the number: 8 is RPPS.
fn rpps(called: &str) -> Option<String> {
    let number = called.strip_prefix('8')?;
    (number.len() == 11 && is_number(number)).then(|| number.to_owned())
}

/// An employee is called by structure and number within; a structure has its
/// own number as its unit.
fn structure(stated: &[Attribute], called: &str) -> Option<Structure> {
    let unit = || stated.iter().filter(|one| one.kind == id::UNIT).find_map(|one| structure_id(&one.text));
    let employer = called
        .split_once('/')
        .map(|(number, _)| structure_id(number).unwrap_or_else(|| StructureId::Other(number.to_owned())));
    let (name, id) = (first(stated, id::ORGANIZATION), employer.or_else(unit));
    (name.is_some() || id.is_some()).then(|| Structure { name: name.unwrap_or_default().to_owned(), id })
}

fn structure_id(text: &str) -> Option<StructureId> {
    let digits = |prefix: char, length: usize| {
        let number = text.strip_prefix(prefix)?;
        (number.len() == length && number.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| number.to_owned())
    };
    // FINESS numbers of Corsica have a letter.
    let finess = digits('1', 9).map(StructureId::Finess);
    let siren = || digits('2', 9).map(StructureId::Siren);
    finess.or_else(siren).or_else(|| digits('3', 14).map(StructureId::Siret))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
