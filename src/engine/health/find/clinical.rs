//! CDA and PDF documents, in archives and beside them: a clinical document is exported
//! once, though it came as a CDA, as its copy in PDF, and twice.

use sha2::{Digest as _, Sha256};

use crate::domain::export::{Doubt, ExportKind, Naming};
use crate::health::cda::{self, Document, Media};
use crate::health::moment::Moment;
use crate::health::patient::Patient;
use crate::health::same::{self, Item, Why};
use crate::health::xdm::{self, Archive, Entry, Integrity, Notice, Status};

use super::{Found, ending};

/// A file that may be a document, or the copy of one.
pub(super) struct Clinical {
    name: String,
    bytes: Vec<u8>,
    document: Option<Document>,
    doubt: Option<Doubt>,
    /// An archive speaks of it; else it is an attachment.
    listed: bool,
    patient: Patient,
    date: Option<Moment>,
}

/// Takes what is in an attachment, if it is a document or an archive of them.
pub(super) fn take(name: &str, bytes: &[u8], into: &mut Vec<Clinical>) -> bool {
    if xdm::may_be(bytes) {
        // One that is refused is told where the message is shown.
        if let Ok(archive) = xdm::open(bytes) {
            unpack(&archive, into);
        }
        return true;
    }
    let plain = || Clinical {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        document: None,
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

/// Each document once: the CDA before its copies, the sound before the doubtful. What
/// may be a copy only by standing beside is a file of its own.
pub(super) fn once(files: Vec<Clinical>, pdf: bool) -> Vec<Found> {
    let items: Vec<Item<'_>> = files
        .iter()
        .map(|file| Item { name: &file.name, bytes: &file.bytes, document: file.document.as_ref() })
        .collect();
    let mut chosen: Vec<usize> = Vec::new();
    for group in same::groups(&items) {
        let (pairs, copies): (Vec<_>, Vec<_>) = group.twins.into_iter().partition(|(_, why)| *why == Why::OnlyPair);
        let all = || std::iter::once(group.first).chain(copies.iter().map(|(at, _)| *at));
        let file = |at: usize| files.get(at);
        let sound = all().find(|at| file(*at).is_some_and(|file| file.doubt.is_none()));
        // A copy that an archive hands over is wanted, wherever else it lies.
        let wanted = pdf || all().filter_map(file).any(|file| file.listed || file.document.is_some());
        chosen.extend(sound.or(Some(group.first)).filter(|_| wanted));
        let beside = pairs.into_iter().map(|(at, _)| at);
        chosen.extend(beside.filter(|at| pdf || file(*at).is_some_and(|file| file.listed)));
    }
    chosen.sort_unstable();
    let mut files: Vec<Option<Clinical>> = files.into_iter().map(Some).collect();
    chosen.into_iter().filter_map(|at| files.get_mut(at)?.take()).map(found).collect()
}

fn found(file: Clinical) -> Found {
    let media = Media::of_bytes(&file.bytes);
    let (kind, ends) = match (&file.document, media) {
        (Some(_), _) => (ExportKind::Cda, "xml"),
        (None, Media::Pdf) => (ExportKind::Pdf, "pdf"),
        (None, Media::Jpeg) => (ExportKind::Other, "jpg"),
        (None, Media::Png) => (ExportKind::Other, "png"),
        (None, Media::Gif) => (ExportKind::Other, "gif"),
        (None, Media::Tiff) => (ExportKind::Other, "tif"),
        (None, Media::Rtf) => (ExportKind::Other, "rtf"),
        (None, _) => (ExportKind::Other, ending(&file.name).unwrap_or("txt")),
    };
    let day = |moment: Moment| moment.compact_day();
    let date = file.document.as_ref().and_then(Document::date).or(file.date);
    let naming = Naming {
        family: file.patient.family().unwrap_or_default().to_owned(),
        given: file.patient.given().unwrap_or_default().to_owned(),
        birth: file.patient.birth_date.map(day).unwrap_or_default(),
        date: date.map(day).unwrap_or_default(),
        original: file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        ending: ends.to_owned(),
        ..Naming::default()
    };
    let digest = Sha256::digest(&file.bytes).into();
    Found { digest, piece: 0, kind, doubt: file.doubt, naming, bytes: file.bytes }
}
