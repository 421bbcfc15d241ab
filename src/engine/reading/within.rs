//! Documents that lie in the attachments of a message: in an `IHE_XDM` archive, in
//! a CDA, in a file of results. They are shown and saved like attachments, and go
//! along with the one that holds them. Found again each time, always in the same
//! order: their number is their place.

use crate::domain::{Part, PartId, PartRole, View};
use crate::health::cda::{self, Document, Embedded, Media};
use crate::health::{hprim, xdm};
use crate::mime;

/// The numbers of such parts begin here: those of all others end before.
const FIRST: u32 = 1 << 31;
/// More than a person looks at.
const MOST: usize = 200;
/// Of attachments that are looked into.
const ATTACHMENTS: usize = 20;
/// For dates, of which none is needed here.
const YEAR: u16 = 2000;
/// Of a name.
const NAME: usize = 120;

/// A document and its bytes.
pub(super) struct Within {
    pub(super) part: Part,
    pub(super) bytes: Vec<u8>,
}

/// None where the number is that of no such part.
pub(super) fn place(part: PartId) -> Option<usize> {
    usize::try_from(part.0.checked_sub(FIRST)?).ok()
}

/// All of a message, whose parts are these.
pub(super) fn of(message: &[u8], parts: &[Part]) -> Vec<Within> {
    let mut found = Found(Vec::new());
    let holders = parts.iter().filter(|part| part.role == PartRole::Attachment && part.view() == Some(View::Health));
    for part in holders.take(ATTACHMENTS) {
        if let Some(bytes) = mime::part_bytes(message, part.id) {
            found.look_into(&bytes, part);
        }
    }
    found.0
}

struct Found(Vec<Within>);

impl Found {
    fn look_into(&mut self, bytes: &[u8], holder: &Part) {
        if xdm::may_be(bytes) {
            // Why one is refused stands where it is shown.
            if let Ok(archive) = xdm::open(bytes) {
                self.archive(archive);
            }
        } else if cda::may_be(bytes) {
            if let Ok(document) = cda::read(bytes) {
                self.embedded(&document, stem(&holder.name));
            }
        } else if hprim::recognise(bytes) == Some(hprim::Kind::Sante) {
            let reading = hprim::read(bytes, None, YEAR);
            for document in reading.dossiers.into_iter().flat_map(|dossier| dossier.lines) {
                if let hprim::Content::Document(document) = document.content {
                    let name = if document.name.is_empty() { &document.label } else { &document.name };
                    self.put(stem(name), document.bytes);
                }
            }
        }
    }

    /// Each of its files but its frame, under the title of the document.
    fn archive(&mut self, archive: xdm::Archive) {
        let titles: Vec<Option<String>> = (0..archive.files.len())
            .map(|at| {
                let entry = archive.documents().find(|entry| entry.file == Some(at))?;
                Some(entry.shown().to_owned()).filter(|title| !title.trim().is_empty())
            })
            .collect();
        for (file, title) in archive.files.into_iter().zip(titles) {
            if title.is_none() && file.is_frame() {
                continue;
            }
            let own = file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let name = title.unwrap_or_else(|| stem(&own).to_owned());
            let document = cda::may_be(&file.bytes).then(|| cda::read(&file.bytes).ok()).flatten();
            self.put(&name, file.bytes);
            if let Some(document) = document {
                self.embedded(&document, &name);
            }
        }
    }

    fn embedded(&mut self, document: &Document, name: &str) {
        let files: Vec<&Embedded> = document.file().into_iter().chain(&document.attachments).collect();
        for file in files {
            // The text of a document is shown in its place.
            if file.text().is_none() {
                self.put(name, file.bytes.clone());
            }
        }
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let (Ok(number), true) = (u32::try_from(self.0.len()), self.0.len() < MOST) else { return };
        let (media_type, ending) = kind(&bytes);
        let name: String = mime::clean_name(name).chars().take(NAME).collect();
        let part = Part {
            id: PartId(FIRST + number),
            media_type: media_type.to_owned(),
            role: PartRole::Within,
            name: format!("{name}.{ending}"),
            content_id: None,
            size: bytes.len() as u64,
        };
        self.0.push(Within { part, bytes });
    }
}

/// By what is in it: what it says of itself may be anything.
fn kind(bytes: &[u8]) -> (&'static str, &'static str) {
    if cda::may_be(bytes) {
        return ("text/xml", "xml");
    }
    match Media::of_bytes(bytes) {
        Media::Pdf => ("application/pdf", "pdf"),
        Media::Jpeg => ("image/jpeg", "jpg"),
        Media::Png => ("image/png", "png"),
        Media::Gif => ("image/gif", "gif"),
        Media::Tiff => ("image/tiff", "tif"),
        Media::Rtf => ("application/rtf", "rtf"),
        Media::Text => ("text/plain", "txt"),
        Media::Unknown => ("application/octet-stream", "bin"),
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str) -> Part {
        Part {
            id: PartId(1),
            media_type: "application/xml".to_owned(),
            role: PartRole::Attachment,
            name: name.to_owned(),
            content_id: None,
            size: 10,
        }
    }

    #[test]
    fn a_pdf_within_a_document_is_a_part_of_its_own() {
        let document = b"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Bilan</title><component><nonXMLBody>\
            <text mediaType=\"application/pdf\" representation=\"B64\">JVBERi0xLjQK</text></nonXMLBody></component>\
            </ClinicalDocument>";
        let mut found = Found(Vec::new());
        found.look_into(document, &part("bilan.xml"));
        let [one] = found.0.as_slice() else { panic!("{}", found.0.len()) };
        assert_eq!((one.part.name.as_str(), one.part.role), ("bilan.pdf", PartRole::Within));
        assert_eq!((place(one.part.id), one.bytes.as_slice()), (Some(0), b"%PDF-1.4\n".as_slice()));
        assert_eq!(place(PartId(12)), None);
    }

    #[test]
    fn what_is_no_document_holds_none() {
        let mut found = Found(Vec::new());
        for bytes in [b"Bonjour".as_slice(), b"PK\x03\x04", b"<a/>", b""] {
            found.look_into(bytes, &part("a.xml"));
        }
        assert!(found.0.is_empty());
    }
}
