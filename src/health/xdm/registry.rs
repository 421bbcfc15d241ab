//! The parts of an object in METADATA.XML: slots, codes, identifiers. Names are
//! compared without case; what an object holds is what lies in it, whatever
//! `classifiedObject` says.

use std::collections::HashMap;

use super::super::cda::Participant;
use super::super::code::Code;
use super::super::hl7;
use super::super::moment::Moment;
use super::super::xml::Element;

/// Codes and identifiers that stand beside their objects, by the names of these.
#[derive(Default)]
pub(super) struct Strays<'a>(HashMap<&'a str, Vec<&'a Element>>);

impl<'a> Strays<'a> {
    pub(super) fn of(list: &'a Element) -> Self {
        let mut strays: HashMap<&str, Vec<&Element>> = HashMap::new();
        for other in list.elements().filter(|other| other.is("Classification") || other.is("ExternalIdentifier")) {
            if let Some(named) = other.said("classifiedObject").or_else(|| other.said("registryObject")) {
                strays.entry(named).or_default().push(other);
            }
        }
        Self(strays)
    }

    pub(super) fn object(&self, element: &'a Element) -> Object<'a> {
        let strays = element.said("id").and_then(|id| self.0.get(id)).cloned();
        Object { element, strays: strays.unwrap_or_default() }
    }
}

/// One object, and what stands outside that names it.
pub(super) struct Object<'a> {
    pub element: &'a Element,
    strays: Vec<&'a Element>,
}

impl<'a> Object<'a> {
    fn parts(&self, name: &'static str) -> impl Iterator<Item = &'a Element> {
        self.element.children(name).chain(self.strays.iter().copied().filter(move |stray| stray.is(name)))
    }

    /// The values of a slot.
    pub(super) fn values(&self, name: &str) -> Vec<String> {
        values(self.element, name)
    }

    /// Its only value; one in several pieces (`1|`, `2|`) is put together.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let values = self.values(name);
        let mut pieces: Vec<(u32, &str)> = values
            .iter()
            .filter_map(|value| value.split_once('|').and_then(|(number, piece)| Some((number.parse().ok()?, piece))))
            .collect();
        if !pieces.is_empty() && pieces.len() == values.len() {
            pieces.sort_by_key(|(number, _)| *number);
            return Some(pieces.iter().map(|(_, piece)| *piece).collect());
        }
        values.into_iter().find(|value| !value.is_empty())
    }

    /// METADATA.XML has UTC, and does not say so.
    pub(super) fn moment(&self, name: &str) -> Option<Moment> {
        Moment::parse(&self.value(name)?).map(Moment::or_utc)
    }

    pub(super) fn name(&self) -> String {
        localized(self.element, "Name")
    }

    pub(super) fn description(&self) -> String {
        localized(self.element, "Description")
    }

    fn classifications(&self, scheme: &'static str) -> impl Iterator<Item = &'a Element> {
        self.parts("Classification")
            .filter(move |one| one.said("classificationScheme").is_some_and(|said| is_uuid(said, scheme)))
    }

    pub(super) fn codes(&self, scheme: &'static str) -> Vec<Code> {
        self.classifications(scheme).map(code).filter(|code| !code.is_empty()).collect()
    }

    pub(super) fn code(&self, scheme: &'static str) -> Option<Code> {
        self.codes(scheme).into_iter().next()
    }

    pub(super) fn authors(&self, scheme: &'static str) -> Vec<Participant> {
        self.classifications(scheme).map(author).collect()
    }

    pub(super) fn identifier(&self, scheme: &'static str) -> Option<String> {
        let of_scheme = |one: &&Element| one.said("identificationScheme").is_some_and(|said| is_uuid(said, scheme));
        self.parts("ExternalIdentifier").find(of_scheme)?.said("value").map(str::to_owned)
    }
}

fn values(element: &Element, name: &str) -> Vec<String> {
    let slots =
        element.children("Slot").filter(|slot| slot.said("name").is_some_and(|said| said.eq_ignore_ascii_case(name)));
    slots.flat_map(|slot| slot.all("Value")).map(Element::words).collect()
}

fn localized(element: &Element, name: &str) -> String {
    let strings = element.child(name).map(|name| name.all("LocalizedString")).unwrap_or_default();
    strings.into_iter().find_map(|string| string.said("value")).unwrap_or_default().to_owned()
}

fn code(element: &Element) -> Code {
    let scheme = values(element, "codingScheme").into_iter().next().unwrap_or_default();
    Code::new(element.said("nodeRepresentation").unwrap_or_default(), &scheme, &localized(element, "Name"))
}

fn author(element: &Element) -> Participant {
    let first = |name| values(element, name).into_iter().find(|value| !value.is_empty());
    let speciality = first("authorSpecialty").map(|value| {
        let part = |at| hl7::component(&value, at);
        Code::new(part(0), part(2), part(1))
    });
    let role = || first("authorRole").map(|role| Code::new("", "", &role));
    let mut author = person(&first("authorPerson").unwrap_or_default());
    (author.house, author.house_name) = hl7::institution(&first("authorInstitution").unwrap_or_default());
    author.role = speciality.or_else(role);
    author
}

pub(super) fn person(value: &str) -> Participant {
    let (id, name) = hl7::person(value);
    Participant {
        id,
        name,
        family: hl7::component(value, 1).to_owned(),
        given: hl7::component(value, 2).to_owned(),
        // The last part is the kind of identifier: that of a device is internal.
        is_device: hl7::component(value, 12) == "RI",
        ..Participant::default()
    }
}

pub(super) fn is_uuid(said: &str, uuid: &str) -> bool {
    let bare = said.trim();
    bare.get(..9)
        .filter(|start| start.eq_ignore_ascii_case("urn:uuid:"))
        .map_or(bare, |_| bare.get(9..).unwrap_or_default())
        .eq_ignore_ascii_case(uuid)
}
