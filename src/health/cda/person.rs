//! People and houses of a header.

use super::super::code::Code;
use super::super::hl7;
use super::super::moment::Moment;
use super::super::patient::{Patient, Trait};
use super::super::xml::Element;
use super::Participant;
use super::header::{identifier, moment};

pub(super) fn patient(target: &Element) -> Patient {
    let mut patient = Patient::default();
    let Some(role) = target.child("patientRole") else { return patient };
    for id in role.children("id") {
        note_masked(Some(id), Trait::Ins, &mut patient);
        patient.add(identifier(id));
    }
    let Some(person) = role.child("patient") else { return patient };
    for name in person.children("name") {
        add_name(name, &mut patient);
    }
    let (gender, birth) = (person.child("administrativeGenderCode"), person.child("birthTime"));
    note_masked(gender, Trait::Sex, &mut patient);
    note_masked(birth, Trait::BirthDate, &mut patient);
    patient.sex = gender.and_then(|gender| hl7::sex(gender.said("code")?));
    patient.birth_date = birth.and_then(|birth| Moment::parse(birth.said("value")?));
    if let Some(place) = person.path(&["birthplace", "place"]) {
        add_place(place, &mut patient);
    }
    let names = person.children("guardian").filter_map(|guardian| {
        ["guardianPerson", "guardianOrganization"].iter().find_map(|kind| guardian.path(&[kind, "name"]))
    });
    patient.guardians = names.map(Element::words).filter(|name| !name.is_empty()).collect();
    let deceased = person.child("deceasedInd").and_then(|deceased| deceased.said("value"));
    patient.deceased =
        deceased == Some("true") || person.child("deceasedTime").is_some_and(|time| time.said("value").is_some());
    patient
}

/// Birth names are marked `BR`, used ones `CL`, in older documents `SP`.
fn add_name(name: &Element, patient: &mut Patient) {
    note_masked(Some(name), Trait::BirthName, patient);
    let mut bare = Vec::new();
    for family in name.children("family") {
        note_masked(Some(family), Trait::BirthName, patient);
        match (qualified(family, "BR"), qualified(family, "CL") || qualified(family, "SP")) {
            (true, _) => set(&mut patient.birth_name, family.words()),
            (_, true) => set(&mut patient.used_name, family.words()),
            _ => bare.push(family.words()),
        }
    }
    for family in bare {
        let place = if patient.birth_name.is_none() { &mut patient.birth_name } else { &mut patient.used_name };
        set(place, family);
    }
    let mut all = Vec::new();
    for given in name.children("given") {
        note_masked(Some(given), Trait::FirstName, patient);
        match (qualified(given, "BR"), qualified(given, "CL")) {
            (true, _) => set(&mut patient.first_name, given.words()),
            (_, true) => set(&mut patient.used_first_name, given.words()),
            _ => all.push(given.words()),
        }
    }
    set(&mut patient.given_names, all.join(" "));
    // A name in one piece is still a name.
    if name.elements().next().is_none() {
        set(&mut patient.birth_name, name.words());
    }
}

fn add_place(place: &Element, patient: &mut Patient) {
    let address = place.child("addr");
    let county = address.and_then(|address| address.child("county"));
    note_masked(county, Trait::BirthPlace, patient);
    set(&mut patient.birth_place_code, county.map(Element::words).unwrap_or_default());
    let city = || address.and_then(|address| address.child("city")).map(Element::words);
    let named = place.child("name").map(Element::words).filter(|name| !name.is_empty());
    set(&mut patient.birth_place, named.or_else(city).unwrap_or_default());
}

fn qualified(part: &Element, kind: &str) -> bool {
    part.said("qualifier").is_some_and(|list| list.split_whitespace().any(|other| other.eq_ignore_ascii_case(kind)))
}

fn set(place: &mut Option<String>, value: String) {
    if place.is_none() && !value.is_empty() {
        *place = Some(value);
    }
}

fn is_masked(element: &Element) -> bool {
    element.said("nullFlavor") == Some("MSK")
}

fn note_masked(element: Option<&Element>, what: Trait, patient: &mut Patient) {
    if element.is_some_and(is_masked) && !patient.masked.contains(&what) {
        patient.masked.push(what);
    }
}

/// An author, a signer, a recipient, the house that keeps the document.
pub(super) fn participant(element: &Element) -> Participant {
    let kinds = ["assignedAuthor", "assignedEntity", "intendedRecipient", "assignedCustodian", "associatedEntity"];
    let entity = kinds.iter().find_map(|kind| element.child(kind)).unwrap_or(element);
    let house =
        ["representedOrganization", "receivedOrganization", "representedCustodianOrganization", "scopingOrganization"];
    let house = house.iter().find_map(|kind| entity.child(kind));
    let person =
        ["assignedPerson", "informationRecipient", "associatedPerson"].iter().find_map(|kind| entity.child(kind));
    let device = entity.child("assignedAuthoringDevice");
    let name = person.and_then(|person| person.child("name"));
    let part = |part: &str| name.and_then(|name| name.child(part)).map(Element::words).unwrap_or_default();
    let (family, given) = (part("family"), part("given"));
    let whole = match (device, name) {
        (Some(device), None) => device_name(device),
        (_, Some(name)) if family.is_empty() && given.is_empty() => name.words(),
        _ => [given.as_str(), family.as_str()].join(" ").trim().to_owned(),
    };
    let masked = [Some(element), Some(entity), person, name].into_iter().flatten().any(is_masked);
    Participant {
        id: entity.child("id").map(identifier).unwrap_or_default(),
        name: whole,
        civility: [part("suffix"), part("prefix")].into_iter().find(|text| !text.is_empty()),
        family,
        given,
        role: entity.child("code").map(Code::of).filter(|code| !code.is_empty()),
        house: house.and_then(|house| house.child("id")).map(identifier).unwrap_or_default(),
        house_name: house.and_then(|house| house.child("name")).map(Element::words).unwrap_or_default(),
        at: element.child("time").and_then(moment),
        is_device: device.is_some() && person.is_none(),
        masked,
    }
}

fn device_name(device: &Element) -> String {
    let part = |name: &str| device.child(name).map(Element::words).unwrap_or_default();
    [part("softwareName"), part("manufacturerModelName")].join(" ").trim().to_owned()
}
