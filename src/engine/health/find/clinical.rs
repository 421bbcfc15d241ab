//! CDA and PDF documents, in archives and beside them: a clinical document is exported
//! once, though it came as a CDA, as its copy in PDF, and twice.

use sha2::{Digest as _, Sha256};

use crate::domain::export::{Copies, Doubt, ExportKind, Exporting, Naming};
use crate::health::cda::{self, Document, Embedded, Media};
use crate::health::moment::Moment;
use crate::health::patient::Patient;
use crate::health::same::{self, Item, Why};
use crate::health::xdm::{self, Archive, Entry, Integrity, Notice, Refusal, Status};

use super::{Found, ending};

/// A file that may be a document, or the copy of one.
pub(super) struct Clinical {
    name: String,
    bytes: Vec<u8>,
    document: Option<Document>,
    /// An archive that was not opened: it has a line in the journal, and no file.
    refused: Option<[u8; 32]>,
    doubt: Option<Doubt>,
    /// An archive speaks of it; else it is an attachment.
    listed: bool,
    patient: Patient,
    date: Option<Moment>,
}

/// Takes what is in an attachment, if it is a document or an archive of them.
pub(super) fn take(name: &str, bytes: &[u8], into: &mut Vec<Clinical>) -> bool {
    if xdm::may_be(bytes) {
        match xdm::open(bytes) {
            Ok(archive) => unpack(&archive, into),
            Err(refusal) if is_of_health(name, bytes) => into.push(refused(name, bytes, refusal)),
            Err(_) => {}
        }
        return true;
    }
    let plain = || Clinical {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        document: None,
        refused: None,
        doubt: None,
        listed: false,
        patient: Patient::default(),
        date: None,
    };
    if Media::of_bytes(bytes) == Media::Pdf {
        into.push(plain());
        return true;
    }
    let Some(document) = cda::may_be(bytes).then(|| cda::read(bytes).ok()).flatten() else { return false };
    into.push(Clinical { patient: document.patient.clone(), document: Some(document), ..plain() });
    true
}

/// An archive of other things that cannot be opened is no matter of ours.
fn is_of_health(name: &str, bytes: &[u8]) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let names = |mark: &[u8]| bytes.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark));
    letters.to_ascii_uppercase().contains("IHEXDM") || names(b"IHE_XDM/") || names(b"METADATA.XML")
}

/// Nothing of it is kept but that it came, and why it went nowhere.
fn refused(name: &str, bytes: &[u8], refusal: Refusal) -> Clinical {
    let doubt = match refusal {
        Refusal::NotZip | Refusal::Broken => Doubt::Unreadable,
        Refusal::TooManyFiles | Refusal::TooLarge => Doubt::Oversized,
        Refusal::Swollen | Refusal::Overlap | Refusal::Path | Refusal::Link => Doubt::Harmful,
        Refusal::Encrypted => Doubt::Locked,
    };
    Clinical {
        name: name.to_owned(),
        bytes: Vec::new(),
        document: None,
        refused: Some(Sha256::digest(bytes).into()),
        doubt: Some(doubt),
        listed: true,
        patient: Patient::default(),
        date: None,
    }
}

fn unpack(archive: &Archive, into: &mut Vec<Clinical>) {
    let several = archive.notices.contains(&Notice::SeveralPatients);
    for entry in archive.documents() {
        let Some(bytes) = archive.bytes(entry) else { continue };
        let document = archive.cda(entry).and_then(Result::ok);
        into.push(Clinical {
            name: entry.uri.clone(),
            bytes: bytes.to_vec(),
            doubt: doubt(entry, several),
            listed: true,
            patient: document.as_ref().map_or(&entry.patient, |document| &document.patient).clone(),
            date: entry.start.or(entry.created),
            refused: None,
            document,
        });
    }
    // METADATA.XML may be missing, or faulty.
    for file in archive.unlisted().filter(|file| file.unread.is_none()) {
        let document = cda::may_be(&file.bytes).then(|| cda::read(&file.bytes).ok()).flatten();
        if document.is_some() || Media::of_bytes(&file.bytes) == Media::Pdf {
            into.push(Clinical {
                name: file.name.clone(),
                bytes: file.bytes.clone(),
                doubt: several.then_some(Doubt::SeveralPatients),
                listed: false,
                patient: document.as_ref().map(|document| document.patient.clone()).unwrap_or_default(),
                date: None,
                refused: None,
                document,
            });
        }
    }
}

fn doubt(entry: &Entry, several: bool) -> Option<Doubt> {
    if matches!(entry.integrity, Integrity::Mismatch { .. }) {
        return Some(Doubt::Altered);
    }
    if entry.status == Status::Deleted {
        return Some(Doubt::Withdrawn);
    }
    several.then_some(Doubt::SeveralPatients)
}

/// Each document once: the CDA before its copies unless the mailbox wants those, the
/// sound before the doubtful. What may be a copy only by standing beside is a file of
/// its own.
pub(super) fn once(files: Vec<Clinical>, rules: &Exporting) -> Vec<Found> {
    let (refused, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.refused.is_some());
    let items: Vec<Item<'_>> = files
        .iter()
        .map(|file| Item { name: &file.name, bytes: &file.bytes, document: file.document.as_ref() })
        .collect();
    let mut chosen: Vec<(usize, Taken)> = Vec::new();
    for group in same::groups(&items) {
        let (pairs, copies): (Vec<_>, Vec<_>) = group.twins.into_iter().partition(|(_, why)| *why == Why::OnlyPair);
        let all: Vec<usize> = std::iter::once(group.first).chain(copies.into_iter().map(|(at, _)| at)).collect();
        let file = |at: usize| files.get(at);
        // A copy that an archive hands over is wanted, wherever else it lies.
        let told = all.iter().filter_map(|at| file(*at)).any(|file| file.listed || file.document.is_some());
        if rules.pdf || told {
            chosen.extend(of_one(&files, &all, rules.copies));
        }
        let beside = pairs.into_iter().map(|(at, _)| at);
        let wanted = rules.pdf || rules.copies != Copies::None;
        let beside = beside.filter(|at| wanted || file(*at).is_some_and(|file| file.listed));
        chosen.extend(beside.map(|at| (at, Taken::Whole)));
    }
    chosen.sort_unstable();
    let mut files: Vec<Option<Clinical>> = files.into_iter().map(Some).collect();
    let mut all: Vec<Found> = Vec::new();
    for (at, taken) in chosen {
        all.extend(match taken {
            Taken::Within => files.get(at).and_then(Option::as_ref).and_then(within),
            Taken::Whole => files.get_mut(at).and_then(Option::take).map(found),
        });
    }
    all.into_iter().chain(refused.into_iter().map(found)).collect()
}

/// What of a file: the PDF that lies in it comes first, while the file is still there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Taken {
    Within,
    Whole,
}

/// Of files that are surely one document, those that the mailbox wants.
fn of_one(files: &[Clinical], all: &[usize], copies: Copies) -> Vec<(usize, Taken)> {
    let file = |at: &&usize| files.get(**at);
    let sound = |at: &&usize| file(at).is_some_and(|file| file.doubt.is_none());
    let first = |wanted: &dyn Fn(&Clinical) -> bool| {
        let fits = || all.iter().filter(|at| file(at).is_some_and(wanted));
        fits().find(sound).or_else(|| fits().next()).copied()
    };
    let Some(document) = first(&|file| file.document.is_some()).filter(|_| copies != Copies::None) else {
        return first(&|_| true).map(|at| (at, Taken::Whole)).into_iter().collect();
    };
    let holds = |file: &Clinical| pdf_within(file).is_some();
    let copy = first(&|file| file.document.is_none()).map(|at| (at, Taken::Whole));
    let copy = copy.or_else(|| first(&holds).map(|at| (at, Taken::Within)));
    let own = Some((document, Taken::Whole)).filter(|_| copies == Copies::Beside || copy.is_none());
    own.into_iter().chain(copy).collect()
}

/// Not one that is damaged: it would be a file that nobody can open.
fn pdf_within(file: &Clinical) -> Option<&Embedded> {
    let held = file.document.as_ref()?.file()?;
    (held.media == Media::Pdf && !held.damaged).then_some(held)
}

fn within(file: &Clinical) -> Option<Found> {
    let bytes = pdf_within(file)?.bytes.clone();
    let naming = Naming { ending: "pdf".to_owned(), ..naming(file) };
    let digest = Sha256::digest(&bytes).into();
    Some(Found { digest, piece: 0, kind: ExportKind::Pdf, doubt: file.doubt, naming, bytes })
}

fn found(file: Clinical) -> Found {
    let media = Media::of_bytes(&file.bytes);
    let (kind, ends) = match (&file.document, media) {
        _ if file.refused.is_some() => (ExportKind::Archive, "zip"),
        (Some(_), _) => (ExportKind::Cda, "xml"),
        (None, Media::Pdf) => (ExportKind::Pdf, "pdf"),
        (None, Media::Jpeg) => (ExportKind::Other, "jpg"),
        (None, Media::Png) => (ExportKind::Other, "png"),
        (None, Media::Gif) => (ExportKind::Other, "gif"),
        (None, Media::Tiff) => (ExportKind::Other, "tif"),
        (None, Media::Rtf) => (ExportKind::Other, "rtf"),
        (None, _) => (ExportKind::Other, ending(&file.name).unwrap_or("txt")),
    };
    let naming = Naming { ending: ends.to_owned(), ..naming(&file) };
    let digest = file.refused.unwrap_or_else(|| Sha256::digest(&file.bytes).into());
    Found { digest, piece: 0, kind, doubt: file.doubt, naming, bytes: file.bytes }
}

fn naming(file: &Clinical) -> Naming {
    let day = |moment: Moment| moment.compact_day();
    let date = file.document.as_ref().and_then(Document::date).or(file.date);
    Naming {
        family: file.patient.family().unwrap_or_default().to_owned(),
        given: file.patient.given().unwrap_or_default().to_owned(),
        birth: file.patient.birth_date.map(day).unwrap_or_default(),
        date: date.map(day).unwrap_or_default(),
        original: file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        ..Naming::default()
    }
}
