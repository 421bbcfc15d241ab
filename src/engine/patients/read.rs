//! Whom a message is about: as its documents say, else its text, else its subject,
//! else a patient's address. Bytes in, values out; nothing of it is proved.

use crate::domain::course::Measured;
use crate::domain::{Brought, Circle, Concern, ConcernSource, Email, Envelope, InsKind, Part, PartRole, View};
use crate::health::ins::{self, Ins};
use crate::health::moment::Moment;
use crate::health::patient::Patient;
use crate::health::{cda, hprim, mss, name, xdm};
use crate::mime;

/// Attachments that are looked into, and how large one may be.
const ATTACHMENTS: usize = 20;
const LARGEST: u64 = 64 << 20;
/// A text is looked into as far as no letter goes.
const TEXT: u64 = 4 << 20;
/// Of a name, of a title.
const LONGEST: usize = 200;

/// What was found, and whether a patient writes or is written to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Found {
    pub(in crate::engine) concerns: Vec<Concern>,
    pub(in crate::engine) exchange: bool,
    /// What was measured, to be seen beside what will be.
    pub(in crate::engine) measured: Vec<Measured>,
}

/// Of a message whose bytes are here, or of its header alone.
pub(in crate::engine) fn message(envelope: &Envelope, bytes: Option<&[u8]>, year: u16) -> Found {
    let (mut concerns, mut measured) = (Vec::new(), Vec::new());
    if let Some(bytes) = bytes {
        let reading = mime::read(bytes);
        for part in reading.parts.iter().filter(|part| may_tell(part)).take(ATTACHMENTS) {
            if let Some(content) = mime::part_bytes(bytes, part.id) {
                document(&content, year, &mut concerns, &mut measured);
            }
        }
        if hprim::recognise_text(&reading.text).is_some() {
            results(&hprim::read_text(&reading.text, year), &mut concerns, &mut measured);
        }
    }
    if concerns.is_empty() {
        concerns.extend(subject(&envelope.subject));
    } else if let (Some(mark), Some(first)) = (turn(&envelope.subject), concerns.first_mut()) {
        first.document = match &first.document {
            Brought::Titled(title) => Brought::Titled(format!("{mark} {title}")),
            other => other.clone(),
        };
    }
    let patients = patients(envelope);
    let exchange = !patients.is_empty();
    if concerns.is_empty() {
        concerns.extend(patients);
    }
    Found { concerns, exchange, measured }
}

fn may_tell(part: &Part) -> bool {
    let most = if part.view() == Some(View::Text) { TEXT } else { LARGEST };
    part.role == PartRole::Attachment && part.size <= most && matches!(part.view(), Some(View::Health | View::Text))
}

fn document(bytes: &[u8], year: u16, found: &mut Vec<Concern>, measured: &mut Vec<Measured>) {
    if xdm::may_be(bytes) {
        if let Ok(archive) = xdm::open(bytes) {
            self::archive(&archive, found);
        }
    } else if cda::may_be(bytes) {
        if let Ok(document) = cda::read(bytes) {
            let title = if document.title.is_empty() { document.code.shown() } else { &document.title };
            add(of_patient(&document.patient, title), found);
        }
    } else if hprim::recognise(bytes).is_some_and(|kind| kind != hprim::Kind::Xml) {
        results(&hprim::read(bytes, None, year), found, measured);
    }
}

fn archive(archive: &xdm::Archive, found: &mut Vec<Concern>) {
    let of_xml = |entry: &&xdm::Entry| entry.media_type.to_ascii_lowercase().contains("xml");
    let some_xml = archive.documents().any(|entry| of_xml(&entry));
    for entry in archive.documents().filter(|entry| !some_xml || of_xml(entry)) {
        let within = || archive.cda(entry).and_then(Result::ok).map(|document| document.patient);
        let concern = if entry.patient.family().is_some() {
            of_patient(&entry.patient, entry.shown())
        } else {
            of_patient(&within().unwrap_or_else(|| entry.patient.clone()), entry.shown())
        };
        add(concern, found);
    }
}

fn of_patient(patient: &Patient, title: &str) -> Concern {
    let parts = [patient.family(), patient.given()];
    let others = [&patient.birth_name, &patient.used_name, &patient.given_names, &patient.used_first_name];
    let title = cut(title);
    Concern {
        name: cut(&parts.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        also: cut(&others.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")),
        birth: patient.birth_date.map(Moment::compact_day).unwrap_or_default(),
        ins: patient.ins.as_ref().map(|ins| ins.matricule.as_str().to_owned()).unwrap_or_default(),
        kind: patient.ins.as_ref().and_then(Ins::kind).map(InsKind::from),
        document: if title.is_empty() { Brought::Untold } else { Brought::Titled(title) },
        documents: 1,
        source: ConcernSource::Document,
    }
}

fn results(reading: &hprim::Reading, found: &mut Vec<Concern>, measured: &mut Vec<Measured>) {
    let settled = hprim::measured(reading).into_iter().filter(|told| told.settled);
    measured.extend(settled.map(|told| told.measured));
    for dossier in &reading.dossiers {
        let patient = &dossier.patient;
        let has_results = dossier.analyses().next().is_some();
        let concern = Concern {
            name: cut(&patient.name()),
            also: cut(&patient.birth_name),
            birth: patient
                .birth
                .map(|day| format!("{:04}{:02}{:02}", day.year, day.month, day.day))
                .unwrap_or_default(),
            ins: cut(&patient.ins.split_whitespace().collect::<String>()),
            kind: None,
            document: if has_results { Brought::Results } else { Brought::Untold },
            documents: 1,
            source: ConcernSource::Document,
        };
        add(concern, found);
    }
}

/// The same patient once, with how many documents there are.
fn add(concern: Concern, found: &mut Vec<Concern>) {
    if concern.name.is_empty() && concern.ins.is_empty() {
        return;
    }
    let same = |one: &&mut Concern| one.name == concern.name && one.birth == concern.birth;
    match found.iter_mut().find(same) {
        Some(known) => {
            known.documents += 1;
            if known.ins.is_empty() {
                known.ins.clone_from(&concern.ins);
                known.kind = concern.kind;
            }
        }
        None => found.push(concern),
    }
}

/// What stands before the mark of a subject: that it replaces another, that it
/// could not be filed, that it is an answer.
fn turn(subject: &str) -> Option<String> {
    let (before, rest) = parted(subject)?;
    let replaces = rest.trim_start().get(..REPLACES.len()).filter(|start| start.eq_ignore_ascii_case(REPLACES));
    let said = [before.trim(), replaces.unwrap_or_default()].join(" ").trim().to_owned();
    (!said.is_empty()).then_some(said)
}

const MARK: &str = "XDM/1.0/DDM";
const REPLACES: &str = "[Annule et remplace]";

fn parted(subject: &str) -> Option<(&str, &str)> {
    let at = subject.to_ascii_uppercase().find(MARK)?;
    let rest = subject.get(at + MARK.len()..)?;
    Some((subject.get(..at)?, rest.strip_prefix('+').unwrap_or(rest)))
}

fn subject(subject: &str) -> Option<Concern> {
    let read = mss::read(subject)?;
    let name = [read.family, read.given].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let title = [turn(subject).unwrap_or_default(), read.label].join(" ").trim().to_owned();
    let documents = read.documents.and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    Some(Concern {
        name: cut(&name),
        birth: read.birth_date.map(Moment::compact_day).unwrap_or_default(),
        document: Brought::Titled(cut(&title)),
        documents,
        source: ConcernSource::Subject,
        ..Concern::default()
    })
}

/// Each patient who writes, or is written to.
fn patients(envelope: &Envelope) -> Vec<Concern> {
    let people = envelope.from.iter().chain(&envelope.to).chain(&envelope.cc);
    let patients = people
        .filter_map(|person| Email::parse(&person.email).ok())
        .filter(|email| email.circle() == Circle::Patient || ins::is_patients(email.domain()));
    let concern = |email: Email| Concern {
        ins: ins::of_address(email.as_str()).map(|matricule| matricule.as_str().to_owned()).unwrap_or_default(),
        documents: 0,
        source: ConcernSource::Address,
        ..Concern::default()
    };
    let mut found: Vec<Concern> = Vec::new();
    for one in patients.take(ATTACHMENTS).map(concern) {
        if !found.iter().any(|known| known.ins == one.ins) {
            found.push(one);
        }
    }
    found
}

fn cut(text: &str) -> String {
    name::cut(&name::collapsed(text), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Address;

    fn envelope(subject: &str, from: &str) -> Envelope {
        let from = vec![Address { name: String::new(), email: from.to_owned() }];
        Envelope { subject: subject.to_owned(), from, ..Envelope::default() }
    }

    #[test]
    fn a_subject_tells_the_patient_where_nothing_better_does() {
        let found =
            message(&envelope("XDM/1.0/DDM+CR de biologie ESSAI Claire 14/07/1962", "labo@labo.example"), None, 2026);
        let [one] = found.concerns.as_slice() else { panic!() };
        assert_eq!(
            (one.name.as_str(), one.birth.as_str(), one.source),
            ("ESSAI Claire", "19620714", ConcernSource::Subject)
        );
        assert!(one.document == Brought::Titled("CR de biologie".into()) && !found.exchange);
        let again = message(&envelope("[Annule et remplace] XDM/1.0/DDM+CR ESSAI Max", "a@labo.example"), None, 2026);
        assert!(again.concerns[0].document == Brought::Titled("[Annule et remplace] CR".into()));
    }

    #[test]
    fn results_in_the_text_tell_their_patient() {
        let text = "PAT1\nFICTIVE\nCLAIRE\n1 RUE DES ESSAIS\n\n75001 PARIS\n14/07/1962\n2620775001001 23\n26A1\n03/02/2026\n\
            LABTEST    LABORATOIRE\nDR         DR MARTIN\n****LAB****\nRES|TSH|TSH|N|2|mUI/L|1|4||F\n****FIN****\n****FINFICHIER****\n";
        let letter = format!("From: labo@labo.example\nSubject: Message du labo\n\n{text}");
        let found = message(&envelope("Message du labo", "labo@labo.example"), Some(letter.as_bytes()), 2026);
        let [one] = found.concerns.as_slice() else { panic!("{}", found.concerns.len()) };
        assert_eq!((one.name.as_str(), one.birth.as_str()), ("FICTIVE CLAIRE", "19620714"));
        assert!(one.document == Brought::Results && one.source == ConcernSource::Document);
        assert_eq!(found.measured.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["2"]);
    }

    #[test]
    fn a_patient_who_writes_is_told_by_the_number_of_the_address() {
        let found = message(&envelope("Bonjour", "299999999001241@patient.mssante.fr"), None, 2026);
        assert!(found.exchange && found.concerns[0].ins == "299999999001241" && found.concerns[0].name.is_empty());
        assert_eq!(message(&envelope("Bonjour", "anne@cabinet.example"), None, 2026), Found::default());
    }
}
