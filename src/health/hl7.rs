//! Values with carets, as METADATA.XML keeps them from HL7 v2: identifiers (CX),
//! people (XCN), institutions (XON), traits (PID). Reads what is there; a part
//! that is missing is empty.

use std::fmt;

use super::ins::{Ins, Kind, Sex};
use super::moment::Moment;
use super::patient::Patient;

/// A number and who gave it.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Identifier {
    pub root: String,
    pub extension: String,
}

impl Identifier {
    pub fn new(root: &str, extension: &str) -> Self {
        Self { root: root.trim().to_owned(), extension: extension.trim().to_owned() }
    }

    pub fn is_empty(&self) -> bool {
        self.root.is_empty() && self.extension.is_empty()
    }

    /// As `uniqueId` has it: `1.2.3` or `1.2.3^45`.
    pub fn joined(&self) -> String {
        if self.extension.is_empty() { self.root.clone() } else { format!("{}^{}", self.root, self.extension) }
    }

    pub fn of_joined(text: &str) -> Self {
        let (root, extension) = text.trim().split_once('^').unwrap_or((text.trim(), ""));
        Self::new(root.strip_prefix("urn:oid:").unwrap_or(root), extension)
    }

    /// `185…^^^&1.2.250…&ISO^NH`.
    pub fn of_cx(text: &str) -> Option<Self> {
        let extension = unescaped(component(text, 0));
        let assigner = component(text, 3);
        let root = assigner.split('&').nth(1).unwrap_or(assigner);
        let read = Self::new(root, &extension);
        (!read.extension.is_empty()).then_some(read)
    }

    pub fn cx(&self, kind: &str) -> String {
        format!("{}^^^&{}&ISO^{kind}", escaped(&self.extension), self.root)
    }

    pub fn as_ins(&self) -> Option<Ins> {
        Kind::of_oid(&self.root).map(|_| Ins::new(&self.extension, &self.root))
    }
}

/// Numbers of people and of patients: not for a log.
impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identifier").finish_non_exhaustive()
    }
}

/// A person of the trade, as `authorPerson` names one.
pub(super) fn person(text: &str) -> (Identifier, String) {
    let assigner = component(text, 8);
    let id = Identifier::new(assigner.split('&').nth(1).unwrap_or_default(), &unescaped(component(text, 0)));
    let name = [unescaped(component(text, 2)), unescaped(component(text, 1))];
    let name = name.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    (id, name)
}

pub(super) fn institution(text: &str) -> (Identifier, String) {
    let assigner = component(text, 5);
    let id = Identifier::new(assigner.split('&').nth(1).unwrap_or_default(), &unescaped(component(text, 9)));
    (id, unescaped(component(text, 0)))
}

/// One line of `sourcePatientInfo`: `PID-5|NOM^Prénom^^^^^L`.
pub(super) fn add_trait(line: &str, patient: &mut Patient) {
    let Some((field, value)) = line.trim().split_once('|') else { return };
    match field.trim() {
        "PID-3" => value.split('~').filter_map(Identifier::of_cx).for_each(|id| patient.add(id)),
        "PID-5" => value.split('~').for_each(|value| add_name(value, patient)),
        "PID-7" => patient.birth_date = patient.birth_date.or(Moment::parse(value)),
        "PID-8" => patient.sex = patient.sex.or(sex(value)),
        "PID-11" => {
            // The place of birth is the address of kind BDL, its code in the county.
            for address in value.split('~').filter(|address| component(address, 6) == "BDL") {
                let code = Some(component(address, 8)).filter(|code| !code.is_empty()).unwrap_or(component(address, 3));
                set(&mut patient.birth_place_code, code);
            }
        }
        "PID-23" => set(&mut patient.birth_place, value),
        _ => {}
    }
}

fn add_name(value: &str, patient: &mut Patient) {
    let (family, given) = (component(value, 0), component(value, 1));
    let kind = component(value, 6);
    if kind == "D" {
        set(&mut patient.used_name, family);
        set(&mut patient.used_first_name, given);
    } else {
        set(&mut patient.birth_name, family);
        set(&mut patient.first_name, given);
        let others = component(value, 2);
        set(&mut patient.given_names, &format!("{given} {others}"));
    }
}

fn set(place: &mut Option<String>, value: &str) {
    let value = unescaped(value).trim().to_owned();
    if place.is_none() && !value.is_empty() {
        *place = Some(value);
    }
}

pub(super) fn sex(value: &str) -> Option<Sex> {
    match value.trim() {
        "M" | "m" => Some(Sex::Male),
        "F" | "f" => Some(Sex::Female),
        "U" | "u" | "UN" | "O" => Some(Sex::Unknown),
        _ => None,
    }
}

/// The part between two carets.
pub(super) fn component(text: &str, at: usize) -> &str {
    text.split('^').nth(at).unwrap_or_default().trim()
}

/// Signs that separate are written with these.
const ESCAPES: &[(&str, char)] = &[("\\F\\", '|'), ("\\S\\", '^'), ("\\T\\", '&'), ("\\R\\", '~'), ("\\E\\", '\\')];

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let sign = ESCAPES.iter().find(|(code, _)| code.get(1..).is_some_and(|code| after.starts_with(code)));
        if let Some((code, letter)) = sign {
            out.push(*letter);
            rest = after.get(code.len() - 1..).unwrap_or_default();
        } else {
            out.push('\\');
            rest = after;
        }
    }
    out + rest
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match ESCAPES.iter().find(|(_, other)| *other == letter) {
            Some((code, _)) => out.push_str(code),
            None => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matricule_with_its_oid_is_read_out_of_a_patient_id() {
        let id = Identifier::of_cx("299109900001221^^^&1.2.250.1.213.1.4.10&ISO^NH").unwrap();
        assert!(id.as_ins().is_some_and(|ins| ins.kind() == Some(Kind::Test)));
        assert_eq!(id.cx("NH"), "299109900001221^^^&1.2.250.1.213.1.4.10&ISO^NH");
        assert!(Identifier::of_cx("^^^&1.2&ISO^PI").is_none());
        assert!(Identifier::of_cx("12^^^hospital").is_some_and(|id| id.as_ins().is_none()));
    }

    #[test]
    fn separators_within_a_name_survive() {
        for text in ["A^B&C|D~E\\F", "Essai", "\\F\\"] {
            assert_eq!(unescaped(&escaped(text)), text);
        }
    }

    #[test]
    fn birth_name_and_used_name_are_told_apart() {
        let mut patient = Patient::default();
        for line in
            ["PID-5|ESSAI^CLAIRE^MARIE^^^^L", "PID-5|TEST^CLARA^^^^^D", "PID-7|19620714", "PID-8|F", "PID-9|?", "x"]
        {
            add_trait(line, &mut patient);
        }
        assert_eq!(patient.birth_name.as_deref(), Some("ESSAI"));
        assert_eq!(patient.used_name.as_deref(), Some("TEST"));
        assert_eq!(patient.given_names.as_deref(), Some("CLAIRE MARIE"));
        assert_eq!(patient.birth_date.unwrap().french(), "14/07/1962");
        assert_eq!(patient.sex, Some(Sex::Female));
    }
}
