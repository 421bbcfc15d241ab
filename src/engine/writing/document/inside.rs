//! What health documents a message carries, however they came into it: read from the
//! bytes that are about to leave, and from nothing beside them.

use crate::domain::clinical::{Inside, Ways};
use crate::domain::{Carried, Draft, Manner, PartRole};
use crate::engine::{Engine, Fault};
use crate::health::cda::{self, Document};
use crate::health::mss::{self, Masking};
use crate::health::xdm;
use crate::mime;

use super::identity::ways;

/// Of a matricule, without its key.
const BODY: usize = 13;
/// Messages within messages are looked into so deep.
const DEEPEST: usize = 3;

/// A document that was found, and what masks it.
struct Met {
    document: Document,
    masking: Masking,
    /// In an archive, not bare.
    packed: bool,
}

impl Engine {
    pub async fn inside(&self, draft: &Draft) -> Result<Inside, Fault> {
        if let Some(source) = draft.source.filter(|source| source.manner == Manner::Redirect) {
            let raw = self.readable_source(source.message).await?;
            return self.on_a_thread(move || told(vec![(0, met(&raw, "message/rfc822", 0))])).await;
        }
        let mut all = Vec::new();
        for (place, carried) in draft.carried.iter().enumerate().filter(|(_, one)| may_hold(one)) {
            let file = self.fetched(carried).await?;
            let found = self.on_a_thread(move || met(&file.bytes, &file.media_type, 0)).await?;
            all.push((place, found));
        }
        self.on_a_thread(move || told(all)).await
    }
}

fn may_hold(carried: &Carried) -> bool {
    match carried {
        Carried::Whole { .. } => true,
        _ if carried.is_shown() => false,
        Carried::Part { name, media_type, .. } | Carried::File { name, media_type, .. } => named_so(name, media_type),
    }
}

fn named_so(name: &str, media_type: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let media_type = media_type.to_ascii_lowercase();
    matches!(ending.as_str(), "zip" | "xml" | "cda" | "eml")
        || ["zip", "xml", "octet-stream", "rfc822"].iter().any(|kind| media_type.contains(kind))
}

fn met(bytes: &[u8], media_type: &str, depth: usize) -> Vec<Met> {
    if xdm::may_be(bytes) {
        return xdm::open(bytes).map(|archive| packed(&archive)).unwrap_or_default();
    }
    if media_type.eq_ignore_ascii_case("message/rfc822") {
        return if depth < DEEPEST { within(bytes, depth) } else { Vec::new() };
    }
    let document = cda::may_be(bytes).then(|| cda::read(bytes).ok()).flatten();
    let bare = |document: Document| Met { masking: Masking::of(&document.confidentiality), document, packed: false };
    document.map(bare).into_iter().collect()
}

fn within(message: &[u8], depth: usize) -> Vec<Met> {
    let reading = mime::read(message);
    let held = reading.parts.iter().filter(|part| part.role == PartRole::Attachment);
    let held = held.filter(|part| named_so(&part.name, &part.media_type));
    held.filter_map(|part| Some(met(&mime::part_bytes(message, part.id)?, &part.media_type, depth + 1)))
        .flatten()
        .collect()
}

fn packed(archive: &xdm::Archive) -> Vec<Met> {
    let mut all = Vec::new();
    for entry in archive.documents() {
        if let Some(Ok(document)) = archive.cda(entry) {
            let masking = Masking::of(&entry.confidentiality).and(Masking::of(&document.confidentiality));
            all.push(Met { document, masking, packed: true });
        }
    }
    // What nobody speaks of lies there all the same.
    for file in archive.unlisted() {
        if let Some(document) = cda::may_be(&file.bytes).then(|| cda::read(&file.bytes).ok()).flatten() {
            all.push(Met { masking: Masking::of(&document.confidentiality), document, packed: false });
        }
    }
    all
}

fn told(found: Vec<(usize, Vec<Met>)>) -> Inside {
    let places: Vec<usize> = found.iter().filter(|(_, met)| !met.is_empty()).map(|(place, _)| *place).collect();
    let all: Vec<Met> = found.into_iter().flat_map(|(_, met)| met).collect();
    let packed: Vec<&Document> = all.iter().filter(|met| met.packed).map(|met| &met.document).collect();
    let number = |met: &Met| {
        let ins = met.document.patient.ins.as_ref()?;
        Some(ins.matricule.as_str().chars().take(BODY).collect::<String>())
    };
    let first = all.first();
    let another = |met: &Met| first.is_some_and(|first| first.document.patient.is_another(&met.document.patient));
    Inside {
        places,
        codes: mss::codes(&packed).map(|codes| mss::read_codes(&codes)).unwrap_or_default(),
        qualified: mss::ins(&packed) == Some("O"),
        ways: all.iter().fold(Ways::default(), |so_far, met| so_far.and(ways(met.masking))),
        numbers: all.iter().filter_map(number).collect(),
        several: all.iter().any(another),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clinical::Way;

    const HIDDEN: &str = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><code code=\"11488-4\"/>\
        <confidentialityCode code=\"INVISIBLE_PATIENT\"/></ClinicalDocument>";

    #[test]
    fn a_document_in_a_message_in_a_message_is_found_with_what_hides_it() {
        let letter = |kind: &str, name: &str, body: &str| {
            format!(
                "From: a@cabinet.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b{name}\r\n\r\n\
                 --b{name}\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--b{name}\r\nContent-Type: {kind}\r\n\
                 Content-Disposition: attachment; filename={name}\r\n\r\n{body}\r\n--b{name}--\r\n"
            )
        };
        let inner = letter("text/xml", "bilan.xml", HIDDEN);
        let outer = letter("message/rfc822", "pli.eml", &inner);
        let inside = told(vec![(3, met(outer.as_bytes(), "message/rfc822", 0))]);
        assert_eq!((inside.places.as_slice(), inside.ways.to_patients), (&[3][..], Way::Barred));
        assert!(inside.codes.is_empty(), "it lies in no archive");
        assert!(told(vec![(0, met(b"Bonjour", "text/plain", 0))]).is_empty());
    }

    #[test]
    fn only_what_may_hold_one_is_read() {
        assert!(named_so("IHE_XDM.zip", "application/zip") && named_so("cr", "application/octet-stream"));
        assert!(!named_so("photo.jpg", "image/jpeg") && !named_so("cr.pdf", "application/pdf"));
    }
}
