//! Who a document is about, and who wrote it: the lines of a card. A matricule
//! never stands without its kind, and what is wrong with it is said beside it.

use super::super::card::{Card, Value};
use crate::health::cda::Participant;
use crate::health::ins::{Ins, Key, Kind, Sex};
use crate::health::moment::Moment;
use crate::health::patient::{Patient, Trait};
use crate::i18n::{Words, fl};

/// Name and first name, as the document has them.
pub(super) fn name(patient: &Patient, words: &Words) -> String {
    let parts = [patient.family(), patient.given()];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.trim().is_empty() { words.say("clinical-unnamed") } else { name }
}

pub(super) fn born(day: &str, sex: Option<Sex>, words: &Words) -> String {
    match sex {
        Some(Sex::Female) => fl!(words, "clinical-born-female", day = day),
        Some(Sex::Male) => fl!(words, "clinical-born-male", day = day),
        _ => fl!(words, "clinical-born", day = day),
    }
}

/// All traits that are stated.
pub(super) fn traits(card: &mut Card, patient: &Patient, words: &Words) {
    card.title = name(patient, words);
    if let Some(date) = patient.birth_date {
        card.under.push(born(&date.french(), patient.sex, words));
    }
    if let Some(ins) = &patient.ins {
        card.fact(words.say("clinical-ins"), matricule(ins, words));
    }
    let said = |text: &Option<String>| Value::lines(text.as_deref());
    if patient.used_name.is_some() && patient.used_name != patient.birth_name {
        card.fact(words.say("clinical-used-name"), said(&patient.used_name));
    }
    card.fact(words.say("clinical-given-names"), said(&patient.given_names));
    let place = [&patient.birth_place, &patient.birth_place_code].into_iter().flatten();
    card.fact(
        words.say("clinical-birth-place"),
        Value::lines([place.cloned().collect::<Vec<_>>().join(" – ").as_str()]),
    );
    card.fact(words.say("clinical-guardians"), Value::lines(patient.guardians.iter().map(String::as_str)));
    if patient.deceased {
        card.under.push(words.say("clinical-deceased"));
    }
    if !patient.masked.is_empty() {
        let masked: Vec<String> = patient.masked.iter().map(|one| trait_name(*one, words)).collect();
        card.under.push(fl!(words, "clinical-masked", traits = masked.join(", ")));
    }
}

/// The number in its groups, what kind of number it is, and whether its key fits.
fn matricule(ins: &Ins, words: &Words) -> Value {
    let mut value = Value::default();
    value.text(&ins.matricule.grouped());
    value.text(" ");
    value.badge(&kind(ins.kind(), words));
    match ins.matricule.key() {
        Key::Wrong => value.alarm(&words.say("clinical-key-wrong")),
        Key::Unreadable => value.alarm(&words.say("clinical-key-unreadable")),
        Key::Right | Key::Missing => {}
    }
    value
}

fn kind(kind: Option<Kind>, words: &Words) -> String {
    match kind {
        Some(Kind::Nir) => words.say("clinical-ins-nir"),
        Some(Kind::Nia) => words.say("clinical-ins-nia"),
        Some(Kind::Test) => words.say("clinical-ins-test"),
        Some(Kind::Demo) => words.say("clinical-ins-demo"),
        Some(Kind::OldInsC | Kind::OldInsCTest | Kind::OldInsCDemo) => words.say("clinical-ins-old"),
        None => words.say("clinical-ins-unknown"),
    }
}

pub(super) fn trait_name(which: Trait, words: &Words) -> String {
    match which {
        Trait::Ins => words.say("clinical-trait-ins"),
        Trait::InsKind => words.say("clinical-trait-ins-kind"),
        Trait::BirthName => words.say("clinical-trait-birth-name"),
        Trait::FirstName => words.say("clinical-trait-first-name"),
        Trait::BirthDate => words.say("clinical-trait-birth-date"),
        Trait::Sex => words.say("clinical-trait-sex"),
        Trait::BirthPlace => words.say("clinical-trait-birth-place"),
    }
}

/// Who wrote it, each on a line: name, profession, house.
pub(super) fn people(all: &[Participant], words: &Words) -> Value {
    let mut value = Value::default();
    for one in all {
        let name = if one.masked { words.say("clinical-masked-author") } else { one.name.clone() };
        let role = one.role.as_ref().map(|role| role.shown().to_owned()).unwrap_or_default();
        let said = [name, role, one.house_name.clone()];
        let said: Vec<String> = said.into_iter().filter(|part| !part.trim().is_empty()).collect();
        if !said.is_empty() {
            value.start();
            value.text(&said.join(", "));
        }
    }
    value
}

/// The day, and the minute where it is said, by the clock of the workstation where
/// it is known by which it was said.
pub(super) fn moment(moment: Moment, words: &Words) -> String {
    let moment = offset(moment, words).map_or(moment, |offset| moment.seen_with(offset));
    match moment.clock {
        Some(at) => {
            let time = format!("{:02}:{:02}", at.hour, at.minute);
            fl!(words, "clinical-moment", day = moment.french(), time = time)
        }
        None => moment.french(),
    }
}

/// Of the workstation at that time, in minutes.
fn offset(moment: Moment, words: &Words) -> Option<i16> {
    let (year, clock) = (i16::try_from(moment.year).ok()?, moment.clock?);
    let (month, day) = (i8::try_from(moment.month?).ok()?, i8::try_from(moment.day?).ok()?);
    let (hour, minute) = (i8::try_from(clock.hour).ok()?, i8::try_from(clock.minute).ok()?);
    let then = jiff::civil::DateTime::new(year, month, day, hour, minute, 0, 0).ok()?;
    let seconds = then.to_zoned(words.zone().clone()).ok()?.offset().seconds();
    i16::try_from(seconds / 60).ok()
}
