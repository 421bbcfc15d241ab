//! An `IHE_XDM` archive: a line for each document with its twins, whether the file
//! is the one that was described, and what was refused; then the documents.

use super::super::card::{Card, Value};
use super::sheet::Sheet;
use super::{clinical, who};
use crate::health::cda::Document;
use crate::health::moment::Moment;
use crate::health::patient::Patient;
use crate::health::same::{self, Group, Item, Why};
use crate::health::xdm::{self, Archive, Contradiction, Entry, Integrity, Notice, Refusal, Status};
use crate::i18n::{Words, fl};

/// Documents that are shown below the list of them.
const SHOWN: usize = 20;

/// A file of the archive, and what is said of it.
struct Held<'a> {
    name: String,
    bytes: &'a [u8],
    entry: Option<&'a Entry>,
    document: Option<Document>,
}

pub(super) fn write(bytes: &[u8], words: &Words, sheet: &mut Sheet) {
    let archive = match xdm::open(bytes) {
        Ok(archive) => archive,
        Err(refusal) => return sheet.notes(&[refused(refusal, words)]),
    };
    let notes: Vec<String> = archive.notices.iter().map(|notice| told(*notice, words)).collect();
    let held = held(&archive);
    let items: Vec<Item<'_>> = held
        .iter()
        .map(|held| Item { name: &held.name, bytes: held.bytes, document: held.document.as_ref() })
        .collect();
    let groups = same::groups(&items);
    sheet.card(&list(&archive, &held, &groups, words));
    sheet.notes(&notes);
    let lost = archive.documents().filter(|entry| entry.file.is_none());
    sheet.notes(&lost.map(|entry| fl!(words, "clinical-lost", name = entry.shown())).collect::<Vec<_>>());
    for held in groups.iter().filter_map(|group| held.get(group.first)).take(SHOWN) {
        document(held, archive.patient(), words, sheet);
    }
}

fn held(archive: &Archive) -> Vec<Held<'_>> {
    let described = archive.documents().filter_map(|entry| {
        let file = archive.files.get(entry.file?)?;
        let document = archive.cda(entry).and_then(Result::ok);
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_owned();
        Some(Held { name, bytes: &file.bytes, entry: Some(entry), document })
    });
    let others = archive.unlisted().map(|file| {
        let document = xdm_document(&file.bytes);
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_owned();
        Held { name, bytes: &file.bytes, entry: None, document }
    });
    described.chain(others).collect()
}

fn xdm_document(bytes: &[u8]) -> Option<Document> {
    crate::health::cda::may_be(bytes).then(|| crate::health::cda::read(bytes).ok()).flatten()
}

/// The card above all: whose documents they are, and a line for each.
fn list(archive: &Archive, held: &[Held<'_>], groups: &[Group], words: &Words) -> Card {
    let mut card = Card { kind: fl!(words, "clinical-archive", count = groups.len() as u64), ..Card::default() };
    match archive.patient() {
        Some(patient) => who::traits(&mut card, patient, words),
        None => card.title = words.say("clinical-unnamed"),
    }
    if let Some(set) = archive.sets.first() {
        card.fact(words.say("clinical-sender"), who::people(&set.authors, words));
        if let Some(submitted) = set.submitted {
            card.fact(words.say("clinical-sent"), Value::lines([who::moment(submitted, words).as_str()]));
        }
    }
    for (number, group) in (1_u64..).zip(groups) {
        let Some(first) = held.get(group.first) else { continue };
        card.fact(fl!(words, "clinical-numbered", number = number), line(first, held, group, words));
    }
    card
}

/// What it is, of when, its twins, and whether it is what was described.
fn line(first: &Held<'_>, held: &[Held<'_>], group: &Group, words: &Words) -> Value {
    let mut value = Value::default();
    let date = first.document.as_ref().and_then(Document::date).or(first.entry.and_then(|entry| entry.start));
    let date = date.map(Moment::french).unwrap_or_default();
    value.text(&[first.title(), date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
    for (place, why) in &group.twins {
        let Some(twin) = held.get(*place) else { continue };
        value.start();
        value.muted(&twin_of(&twin.name, *why, words));
    }
    value.start();
    match first.entry {
        Some(entry) => {
            verdict(&mut value, entry.integrity, words);
            match entry.status {
                Status::Approved => {}
                Status::Deprecated => value.alarm(&words.say("clinical-deprecated")),
                Status::Deleted => value.alarm(&words.say("clinical-deleted")),
            }
        }
        None => value.muted(&words.say("clinical-unlisted")),
    }
    value
}

impl Held<'_> {
    fn title(&self) -> String {
        let of_entry = self.entry.map(|entry| entry.shown().to_owned());
        let of_document = || self.document.as_ref().map(|document| document.title.clone());
        let title = of_entry.filter(|title| !title.is_empty()).or_else(of_document);
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| self.name.clone())
    }
}

fn verdict(value: &mut Value, integrity: Integrity, words: &Words) {
    match integrity {
        Integrity::Verified => value.muted(&words.say("clinical-verified")),
        Integrity::Unsaid => value.muted(&words.say("clinical-unsaid")),
        Integrity::Mismatch { .. } => value.alarm(&words.say("clinical-mismatch")),
        Integrity::Missing => value.alarm(&words.say("clinical-not-there")),
    }
}

fn twin_of(name: &str, why: Why, words: &Words) -> String {
    match why {
        Why::SameBytes | Why::SameId | Why::SameVersion => fl!(words, "clinical-twin-same", name = name),
        Why::Inside | Why::Name => fl!(words, "clinical-twin-pdf", name = name),
        Why::OnlyPair => fl!(words, "clinical-twin-likely", name = name),
    }
}

/// Whose it is stands above already, where it is said alike.
fn document(held: &Held<'_>, patient: Option<&Patient>, words: &Words, sheet: &mut Sheet) {
    let Some(document) = &held.document else { return };
    sheet.html("<hr class=\"hd-next\">");
    let contradictions = held.entry.map(|entry| entry.contradictions(document)).unwrap_or_default();
    if !contradictions.is_empty() {
        let named: Vec<String> = contradictions.iter().map(|one| contradiction(*one, words)).collect();
        sheet.notes(&[fl!(words, "clinical-contradicts", what = named.join(", "))]);
    }
    let agrees = |patient: &Patient| {
        let alike = document.patient.birth_name == patient.birth_name && document.patient.ins == patient.ins;
        alike && patient.differences(&document.patient).is_empty()
    };
    if patient.is_some_and(agrees) {
        clinical::write_beside(document, words, sheet);
    } else {
        clinical::write(document, words, sheet);
    }
}

fn contradiction(one: Contradiction, words: &Words) -> String {
    match one {
        Contradiction::Patient(which) => who::trait_name(which, words),
        Contradiction::UniqueId => words.say("clinical-trait-id"),
        Contradiction::Kind => words.say("clinical-trait-kind"),
    }
}

fn told(notice: Notice, words: &Words) -> String {
    match notice {
        Notice::NoMetadata => words.say("clinical-archive-no-metadata"),
        Notice::LongMetadata => words.say("clinical-archive-long-metadata"),
        Notice::FaultyMetadata => words.say("clinical-archive-faulty-metadata"),
        Notice::NoDocument => words.say("clinical-archive-no-document"),
        Notice::SeveralSets => words.say("clinical-archive-several-sets"),
        Notice::SeveralPatients => words.say("clinical-archive-several-patients"),
        Notice::Signed => words.say("clinical-archive-signed"),
        Notice::DoubledName => words.say("clinical-archive-doubled-name"),
        Notice::Unlisted => words.say("clinical-archive-unlisted"),
        Notice::Deletion => words.say("clinical-archive-deletion"),
    }
}

fn refused(refusal: Refusal, words: &Words) -> String {
    match refusal {
        Refusal::NotZip => words.say("clinical-refused-no-zip"),
        Refusal::Broken => words.say("clinical-refused-broken"),
        Refusal::TooManyFiles => words.say("clinical-refused-many"),
        Refusal::TooLarge => words.say("clinical-refused-large"),
        Refusal::Swollen | Refusal::Overlap => words.say("clinical-refused-bomb"),
        Refusal::Encrypted => words.say("clinical-refused-encrypted"),
        Refusal::Path | Refusal::Link => words.say("clinical-refused-path"),
    }
}
