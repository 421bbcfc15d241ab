//! Health documents of the invented patients: results as laboratories send them
//! (HPRIM), and letters of hospitals in `IHE_XDM` archives. Matricules are nobody's.

use jiff::civil::Date;

use crate::health::cda::Participant;
use crate::health::code::{self, Code, LOINC};
use crate::health::hl7::Identifier;
use crate::health::ins::{Ins, Kind, Sex};
use crate::health::moment::Moment;
use crate::health::pack::{Item, Parcel, Software, Wrapping, pack, wrap};
use crate::health::patient::Patient;

use super::analytes::find;
use super::calendar::{compact, short};
use super::enclosure::Sheet;
use super::{letterhead, patients};

/// Numbers under a root that nobody has.
const ROOT: &str = "1.2.250.1.999";

/// Lines are `CODE value`, with the laboratory's own flag behind it where it has
/// one, or `| text` above the results.
pub(super) fn results(lines: &str, sheet: &Sheet) -> Vec<u8> {
    let Some(patient) = sheet.blanks.patient else { return Vec::new() };
    let head = [
        format!("PAT{}", compact(patient.birth)),
        patient.last.to_owned(),
        patient.first.to_owned(),
        String::new(),
        String::new(),
        "49997 SAINT-REMY-DES-ORMES".to_owned(),
        short(patient.birth),
        String::new(),
        format!("{}7", compact(sheet.blanks.date)),
        short(sheet.blanks.date),
        format!("BIOORMES   {}", sheet.author.address.name),
        "MONTAIGU   Dr MONTAIGU Claire".to_owned(),
    ];
    let (texts, values): (Vec<&str>, Vec<&str>) = lines.lines().partition(|line| line.starts_with('|'));
    let texts = texts.into_iter().map(|line| line.trim_start_matches(['|', ' ']).to_owned());
    let values = values.into_iter().filter_map(|line| result(line, patient));
    let ends = ["****FIN****", "****FINFICHIER****"].map(str::to_owned);
    let all = head.into_iter().chain(texts).chain(["****LAB****".to_owned()]).chain(values).chain(ends);
    all.flat_map(|line| line.into_bytes().into_iter().chain(*b"\r\n")).collect()
}

fn result(line: &str, patient: &patients::Patient) -> Option<String> {
    let mut words = line.split(' ');
    let analyte = find(words.next()?)?;
    let (value, flag) = (words.next()?, words.next().unwrap_or_default());
    let (low, high) = analyte.limits(patient.is_woman());
    Some(format!("RES|{}|{}|N|{value}|{}|{low}|{high}|{flag}|F", analyte.label, analyte.code, analyte.unit))
}

/// An archive with one letter: its first line is the title, `code title`.
pub(super) fn archive(text: &str, sheet: &Sheet) -> Vec<u8> {
    packed(text, sheet).unwrap_or_default()
}

fn packed(text: &str, sheet: &Sheet) -> Option<Vec<u8>> {
    let (head, text) = text.split_once('\n')?;
    let (kind, title) = head.split_once(' ')?;
    let patient = identity(sheet.blanks.patient?);
    let (author, at) = (author(sheet), moment(sheet.blanks.date)?);
    let number = format!("{}.{}", compact(sheet.blanks.date), compact(sheet.blanks.patient?.birth));
    let document = wrap(&Wrapping {
        pdf: &letterhead::letter(title, text.trim(), sheet),
        patient: &patient,
        author: &author,
        custodian: &author,
        code: &Code::new(kind, LOINC, title),
        title,
        id: &format!("{ROOT}.5.{number}"),
        set: &format!("{ROOT}.6.{number}"),
        version: 1,
        replaces: None,
        act: at,
        written: at,
        masking: &[],
        facility: None,
        practice: None,
    });
    let class = Code::new("10", "1.2.250.1.213.1.1.4.1", "Compte rendu");
    let content = Code::new("04", "1.2.250.1.213.2.2", "Hospitalisation");
    let item =
        Item { bytes: &document.ok()?, class: &class, format: None, facility: None, practice: None, masking: &[] };
    let parcel = Parcel {
        documents: &[item],
        sender: &author,
        at,
        title,
        source: ROOT,
        id: &format!("{ROOT}.8.{number}"),
        content_type: &content,
        software: Software { name: "Sceau", version: "0", vendor: "Démonstration" },
    };
    pack(&parcel).ok()
}

fn identity(patient: &patients::Patient) -> Patient {
    Patient {
        ins: Some(Ins::new(&patient.matricule, Kind::Demo.oid())),
        birth_name: Some(patient.last.to_owned()),
        first_name: Some(patient.first.to_owned()),
        given_names: Some(patient.first.to_owned()),
        sex: Some(if patient.is_woman() { Sex::Female } else { Sex::Male }),
        birth_date: Moment::parse(&compact(patient.birth)),
        ..Patient::default()
    }
}

fn author(sheet: &Sheet) -> Participant {
    let name = sheet.author.letterhead.first().copied().unwrap_or(&sheet.author.address.name);
    Participant {
        id: Identifier::new(code::PERSONS, "899999990009"),
        name: name.to_owned(),
        family: name.to_owned(),
        house: Identifier::new(code::STRUCTURES, "1999999909"),
        house_name: sheet.author.letterhead.get(1).copied().unwrap_or(name).to_owned(),
        ..Participant::default()
    }
}

/// At nine, in winter.
fn moment(day: Date) -> Option<Moment> {
    Moment::parse(&format!("{}090000+0100", compact(day)))
}
