//! `sceau health show`: what is in a file, without a profile: results, documents, and
//! what is not right with them.

use std::path::Path;

use serde::Serialize;

use crate::engine::{ExportFault, Fault, FaultKind, Subject};
use crate::health::hprim::{self, Analysis, Content, Dossier, Flag, Reading};
use crate::health::moment::Moment;
use crate::health::patient::Patient;
use crate::health::xdm::{self, Archive, Entry};
use crate::health::{cda, ins};
use crate::i18n::Words;

use super::kebab;
use crate::cli::Exit;
use crate::cli::out::Out;
use crate::cli::read::terminal_safe;

#[derive(Serialize)]
struct Shown {
    kind: String,
    /// Why nothing more is said.
    refused: Option<String>,
    notices: Vec<String>,
    dossiers: Vec<ShownDossier>,
    documents: Vec<ShownDocument>,
}

#[derive(Serialize)]
struct ShownDossier {
    patient: String,
    birth: Option<String>,
    date: Option<String>,
    sender: String,
    number: String,
    results: Vec<ShownResult>,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct ShownResult {
    label: String,
    values: Vec<String>,
    flag: Option<String>,
    status: String,
}

#[derive(Serialize)]
struct ShownDocument {
    title: String,
    kind: String,
    media_type: String,
    patient: String,
    birth: Option<String>,
    ins: Option<String>,
    ins_kind: Option<String>,
    qualified: bool,
    date: Option<String>,
    author: String,
    version: Option<u32>,
    integrity: Option<String>,
    notices: Vec<String>,
}

pub(super) fn run(file: &Path, out: &mut Out) -> Result<Exit, Fault> {
    let bytes = super::read(file)?;
    let none = || Fault::new(FaultKind::Export(ExportFault::NoDocument), Subject::File, "no health document");
    let shown = look(&bytes).ok_or_else(none)?;
    out.result(&shown, |words| shown.lines(words).iter().map(|line| terminal_safe(line)).collect());
    Ok(Exit::Done)
}

fn look(bytes: &[u8]) -> Option<Shown> {
    let empty = |kind: &str| Shown {
        kind: kind.to_owned(),
        refused: None,
        notices: Vec::new(),
        dossiers: Vec::new(),
        documents: Vec::new(),
    };
    if xdm::may_be(bytes) {
        return Some(match xdm::open(bytes) {
            Err(refusal) => Shown { refused: Some(kebab(refusal)), ..empty("xdm") },
            Ok(archive) => Shown {
                notices: archive.notices.iter().map(kebab).collect(),
                documents: archive.documents().map(|entry| entry_of(&archive, entry)).collect(),
                ..empty("xdm")
            },
        });
    }
    if let Some(document) = cda::may_be(bytes).then(|| cda::read(bytes).ok()).flatten() {
        return Some(Shown { documents: vec![document_of(&document)], ..empty("cda") });
    }
    let kind = hprim::recognise(bytes)?;
    let year = u16::try_from(jiff::Zoned::now().year()).unwrap_or_default();
    let Reading { dossiers, .. } = hprim::read(bytes, None, year);
    Some(Shown { dossiers: dossiers.iter().map(dossier_of).collect(), ..empty(&format!("hprim-{}", kebab(kind))) })
}

fn dossier_of(dossier: &Dossier) -> ShownDossier {
    let day = |date: hprim::Date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    let lines = dossier.lines.iter().filter(|line| !matches!(line.content, Content::Analysis(_) | Content::Header(_)));
    ShownDossier {
        patient: dossier.patient.name(),
        birth: dossier.patient.birth.map(day),
        date: dossier.date.map(day),
        sender: dossier.sender.name.clone(),
        number: dossier.number.clone(),
        results: dossier.analyses().map(result_of).collect(),
        lines: lines.map(|line| line.raw.clone()).collect(),
    }
}

fn result_of(analysis: &Analysis) -> ShownResult {
    let values = analysis.values.iter().map(|one| {
        let range = match (one.low.as_str(), one.high.as_str()) {
            ("", "") => String::new(),
            (low, "") | ("", low) => format!(" ({low})"),
            (low, high) => format!(" ({low} - {high})"),
        };
        format!("{} {}{range}", one.value, one.unit).trim().to_owned()
    });
    ShownResult {
        label: analysis.label.clone(),
        values: values.collect(),
        flag: (!matches!(analysis.flag, Flag::Unknown | Flag::Normal)).then(|| kebab(analysis.flag)),
        status: kebab(analysis.status),
    }
}

fn entry_of(archive: &Archive, entry: &Entry) -> ShownDocument {
    let within = archive.cda(entry).and_then(Result::ok);
    let mut notices: Vec<String> = within.iter().flat_map(|document| &document.notices).map(kebab).collect();
    notices.extend(within.iter().flat_map(|document| entry.contradictions(document)).map(kebab));
    if entry.status != xdm::Status::Approved {
        notices.push(kebab(entry.status));
    }
    let date = entry.start.or(entry.created).map(Moment::french);
    let own = within.as_ref().map(document_of);
    let patient = within.as_ref().map_or(&entry.patient, |document| &document.patient);
    ShownDocument {
        title: entry.shown().to_owned(),
        kind: entry.kind.as_ref().map(|code| code.shown().to_owned()).unwrap_or_default(),
        media_type: entry.media_type.clone(),
        date: date.or_else(|| own.as_ref().and_then(|own| own.date.clone())),
        author: entry.authors.first().map(|author| author.name.clone()).unwrap_or_default(),
        version: own.as_ref().and_then(|own| own.version),
        integrity: Some(kebab(entry.integrity)),
        notices,
        ..person(patient)
    }
}

fn document_of(document: &cda::Document) -> ShownDocument {
    ShownDocument {
        title: document.title.clone(),
        kind: document.code.shown().to_owned(),
        media_type: "text/xml".to_owned(),
        date: document.date().map(Moment::french),
        author: document.authors.first().map(|author| author.name.clone()).unwrap_or_default(),
        version: document.version,
        notices: document.notices.iter().map(kebab).collect(),
        ..person(&document.patient)
    }
}

/// Whose it is, and nothing else yet.
fn person(patient: &Patient) -> ShownDocument {
    let name = [patient.family().unwrap_or_default(), patient.given().unwrap_or_default()].join(" ");
    ShownDocument {
        title: String::new(),
        kind: String::new(),
        media_type: String::new(),
        patient: name.trim().to_owned(),
        birth: patient.birth_date.map(Moment::french),
        ins: patient.ins.as_ref().map(|ins| ins.matricule.as_str().to_owned()),
        ins_kind: patient.ins.as_ref().and_then(ins::Ins::kind).map(kebab),
        qualified: patient.is_qualified(),
        date: None,
        author: String::new(),
        version: None,
        integrity: None,
        notices: Vec::new(),
    }
}

impl Shown {
    fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines = vec![self.kind.clone()];
        lines.extend(self.refused.iter().map(|why| format!("{}\t{why}", words.say("cli-health-state-refused"))));
        lines.extend(self.notices.iter().map(|notice| format!("! {notice}")));
        for dossier in &self.dossiers {
            let day = |day: &Option<String>| day.clone().unwrap_or_default();
            lines.push(format!(
                "{}\t{}\t{}\t{}",
                dossier.patient,
                day(&dossier.birth),
                day(&dossier.date),
                dossier.sender
            ));
            for result in &dossier.results {
                let flag = result.flag.as_ref().map(|flag| format!("\t! {flag}")).unwrap_or_default();
                lines.push(format!("\t{}\t{}{flag}", result.label, result.values.join(", ")));
            }
            lines.extend(dossier.lines.iter().map(|line| format!("\t{line}")));
        }
        for one in &self.documents {
            let day = |day: &Option<String>| day.clone().unwrap_or_default();
            let ins = one.ins.clone().unwrap_or_default();
            lines.push(format!("{}\t{}\t{}\t{}\t{ins}", one.title, one.patient, day(&one.birth), day(&one.date)));
            lines.extend(one.notices.iter().map(|notice| format!("\t! {notice}")));
        }
        lines
    }
}
