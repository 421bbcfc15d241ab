//! What stands against what: entries against each other, an entry against its document.

use super::super::cda::Document;
use super::super::patient::Patient;
use super::{Archive, Contradiction, Entry, Notice, Status};

/// The notices that need the whole.
pub(super) fn tell(archive: &mut Archive) {
    let said = archive.documents().map(|entry| &entry.patient).chain(archive.sets.iter().map(|set| &set.patient));
    // Most say the same: each statement is compared once.
    let mut patients: Vec<&Patient> = Vec::new();
    let mut several = false;
    for patient in said.filter(|patient| !patient.is_empty()) {
        if !several && !patients.contains(&patient) {
            several = patients.iter().any(|other| other.is_another(patient));
            patients.push(patient);
        }
    }
    let deletion = archive.documents().any(|entry| entry.status == Status::Deleted);
    let unlisted = !archive.sets.is_empty() && archive.unlisted().next().is_some();
    archive.note(several, Notice::SeveralPatients);
    archive.note(deletion, Notice::Deletion);
    archive.note(unlisted, Notice::Unlisted);
}

pub(super) fn contradictions(entry: &Entry, document: &Document) -> Vec<Contradiction> {
    let mut found: Vec<_> =
        entry.patient.differences(&document.patient).into_iter().map(Contradiction::Patient).collect();
    let id = !entry.unique_id.is_empty() && !document.id.is_empty() && entry.unique_id != document.id;
    let kind =
        entry.kind.as_ref().is_some_and(|kind| !document.code.code.is_empty() && kind.code != document.code.code);
    found.extend(id.then_some(Contradiction::UniqueId));
    found.extend(kind.then_some(Contradiction::Kind));
    found
}
