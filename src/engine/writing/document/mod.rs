//! A health document on its way into a message: chosen and read, said whose it is and
//! what it is, then packed as MSSanté asks, with the same document as a PDF beside it.
//!
//! What a document says of itself is sent as it came, to the byte. Nothing is packed
//! that nobody confirmed, and never two patients in one message.

mod identity;
mod inside;
mod packing;
mod twin;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::clinical::{Form, Kind, Told, Traits};
use crate::domain::{Account, Concern, MessageId, PartId, PartRole, Space, View, Writing};
use crate::engine::{DocumentFault, Engine, Fault, FaultKind, Setting, Subject, begun, chosen, faults};
use crate::health::cda::{self, Media};
use crate::health::code::Code;
use crate::health::moment::Moment;
use crate::health::mss;
use crate::health::xdm;

pub use identity::notes;

/// A document that somebody chose, read but not attached yet.
#[derive(Clone)]
pub struct Chosen {
    pub name: String,
    pub what: What,
    sources: Arc<Vec<Source>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// As the documents speak of themselves; more than one where an archive was chosen.
    Clinical(Vec<Told>),
    /// Nothing is said of it but by who sends it.
    Pdf {
        /// It says that it is as archives want it (PDF/A).
        archival: bool,
    },
}

/// What of a document its own header does not say.
#[derive(Clone, Default)]
struct Source {
    bytes: Vec<u8>,
    class: Option<Code>,
    format: Option<Code>,
    facility: Option<Code>,
    practice: Option<Code>,
    masking: Vec<Code>,
}

/// What is known of whom a message is about, where a document is to go with the
/// answer.
#[derive(Debug, Clone)]
pub struct Offer {
    pub chosen: Chosen,
    pub patient: Option<Traits>,
    /// As a date is typed.
    pub today: String,
}

impl Offer {
    fn of(chosen: Chosen, patient: Option<Traits>) -> Self {
        let today = packing::moment_now().map(Moment::french).unwrap_or_default();
        Self { chosen, patient, today }
    }
}

/// What becomes of it.
#[derive(Debug, Clone)]
pub struct Order {
    pub chosen: Chosen,
    /// Of a PDF.
    pub form: Form,
    /// On which a PDF is made of a document that has none; what it is called, and of
    /// what kind it is, are filled in.
    pub sheet: crate::render::Sheet,
    /// What stands before the kind.
    pub kind_is: String,
}

impl Chosen {
    /// For tests of who shows it: there is nothing in it.
    #[cfg(test)]
    pub(crate) fn invented(name: &str, what: What) -> Self {
        Self { name: name.to_owned(), what, sources: Arc::default() }
    }
}

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chosen").field("what", &self.what).finish_non_exhaustive()
    }
}

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.sources, &other.sources)
    }
}

/// The kinds that a PDF may be of.
pub fn kinds() -> impl Iterator<Item = Kind> {
    crate::health::kind::KINDS.iter().map(|kind| Kind { code: kind.code, label: kind.label })
}

/// What is typed is a day: `14/07/1962`.
pub fn is_day(text: &str) -> bool {
    identity::day(text).is_some()
}

/// A subject in the form that software reads, without the patient in it.
pub fn subject_without_patient(subject: &str) -> String {
    mss::read(subject).map_or_else(
        || subject.to_owned(),
        |read| match (read.family, read.documents) {
            (Some(_), _) | (_, Some(_)) => read.label,
            // Where the name begins cannot be told: nothing of it stays.
            _ => String::new(),
        },
    )
}

impl Engine {
    /// A file that is to be sent, and whom the message that is answered is about.
    pub async fn choose_document(&self, path: PathBuf, about: Option<MessageId>) -> Result<Offer, Fault> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let chosen = self
            .on_a_thread(move || chosen::read_enclosure(&path).and_then(|bytes| read(name, bytes, Subject::File)))
            .await??;
        let patient = match about {
            Some(message) => self.patient_of(message).await?,
            None => None,
        };
        Ok(Offer::of(chosen, patient))
    }

    /// A document that came, and a new message for it.
    pub async fn send_on(&self, id: MessageId, part: PartId, setting: Setting) -> Result<(Writing, Offer), Fault> {
        let opened = self.opened(id).await?;
        let gone = || Fault::new(FaultKind::NotHere, Subject::Message(id), "no such document");
        let name = opened.parts.iter().find(|one| one.id == part).map(|one| one.name.clone()).ok_or_else(gone)?;
        let bytes = self.part(id, part).await?;
        let chosen = self.on_a_thread(move || read(name, bytes, Subject::Message(id))).await??;
        let folder = self.inner.store.folder(opened.summary.folder).await.map_err(faults::store)?.ok_or_else(gone)?;
        let account = self.account_of(folder.account).await?;
        let mut writing = begun(Writing::new(&account).draft, &account, &setting);
        // What came encrypted does not go on in clear.
        writing.draft.must_encrypt = opened.seal.is_some_and(|seal| seal.is_deciphered());
        let patient = self.patient_of(id).await?;
        Ok((writing, Offer::of(chosen, patient)))
    }

    /// Whom a message is about: as a document in it says, or else as its row does.
    async fn patient_of(&self, id: MessageId) -> Result<Option<Traits>, Fault> {
        let opened = self.opened(id).await?;
        let health = |part: &&crate::domain::Part| {
            matches!(part.role, PartRole::Attachment | PartRole::Within) && part.view() == Some(View::Health)
        };
        let parts: Vec<PartId> = opened.parts.iter().filter(health).map(|part| part.id).collect();
        for part in parts {
            let bytes = self.part(id, part).await?;
            let read = self.on_a_thread(move || {
                if xdm::may_be(&bytes) {
                    return xdm::open(&bytes).ok().and_then(|archive| Some(identity::told(archive.patient()?)));
                }
                let document = cda::may_be(&bytes).then(|| cda::read(&bytes).ok()).flatten()?;
                Some(identity::told(&document.patient))
            });
            if let Some(traits) = read.await?.filter(|traits| !traits.family.is_empty()) {
                return Ok(Some(traits));
            }
        }
        Ok(opened.summary.about.map(|about| of_concern(&about.first)))
    }
}

/// A name in one piece: what is in capitals is the family's.
fn of_concern(concern: &Concern) -> Traits {
    let is_capital = |word: &&str| !word.chars().any(char::is_lowercase);
    let words: Vec<&str> = concern.name.split_whitespace().collect();
    let family: Vec<&str> = words.iter().copied().take_while(is_capital).collect();
    let given: Vec<&str> = words.iter().copied().skip(family.len()).collect();
    let (family, given) = match (family.split_last(), given.is_empty()) {
        // All in capitals: the last word is the first name.
        (Some((last, before)), true) if !before.is_empty() => (before.join(" "), (*last).to_owned()),
        _ => (family.join(" "), given.join(" ")),
    };
    let birth = if concern.birth.len() == 8 { concern.born() } else { String::new() };
    Traits { family, given, birth, ins: concern.ins.clone(), kind: concern.kind, ..Traits::default() }
}

/// What a file holds, if it is a document.
fn read(name: String, bytes: Vec<u8>, about: Subject) -> Result<Chosen, Fault> {
    let fault = |kind, detail: &str| Fault::new(FaultKind::Document(kind), about, detail);
    if Media::of_bytes(&bytes) == Media::Pdf {
        let archival = says_archival(&bytes);
        let sources = vec![Source { bytes, ..Source::default() }];
        return Ok(Chosen { name, what: What::Pdf { archival }, sources: Arc::new(sources) });
    }
    let sources = if xdm::may_be(&bytes) {
        let archive = xdm::open(&bytes).map_err(|why| fault(DocumentFault::Neither, &why.to_string()))?;
        packing::sources(&archive)?
    } else if cda::may_be(&bytes) {
        vec![Source { bytes, ..Source::default() }]
    } else {
        return Err(fault(DocumentFault::Neither, "neither a CDA nor a PDF"));
    };
    let mut told = Vec::with_capacity(sources.len());
    for source in &sources {
        let document = cda::read(&source.bytes).map_err(|why| fault(DocumentFault::Damaged, &why.to_string()))?;
        if !document.faults.is_empty() || document.id.is_empty() || document.code.is_empty() {
            return Err(fault(DocumentFault::Damaged, "it has faults, or no number or kind"));
        }
        if document.patient.family().is_none() || document.patient.given().is_none() {
            return Err(fault(DocumentFault::Damaged, "it names no patient"));
        }
        told.push(identity::document(&document, &source.masking));
    }
    if told.is_empty() {
        return Err(fault(DocumentFault::Neither, "the archive holds no CDA"));
    }
    Ok(Chosen { name, what: What::Clinical(told), sources: Arc::new(sources) })
}

/// A PDF/A says so in words that are not packed.
fn says_archival(pdf: &[u8]) -> bool {
    memchr::memmem::find(pdf, b"pdfaid:part").is_some()
}

/// The subject that a mailbox may write: a patient's name is for the trusted space.
fn may_name(account: &Account) -> bool {
    account.draft.space == Space::Secure
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concern(name: &str, birth: &str) -> Traits {
        of_concern(&Concern { name: name.to_owned(), birth: birth.to_owned(), ..Concern::default() })
    }

    #[test]
    fn a_name_of_one_piece_is_taken_apart_by_its_capitals() {
        let parts = |name: &str| {
            let traits = concern(name, "19620714");
            (traits.family, traits.given)
        };
        let both = |family: &str, given: &str| (family.to_owned(), given.to_owned());
        assert_eq!(parts("LE GOFFIC Anne Marie"), both("LE GOFFIC", "Anne Marie"));
        assert_eq!(parts("FICTIVE CLAIRE"), both("FICTIVE", "CLAIRE"));
        assert_eq!(parts("FICTIVE"), both("FICTIVE", ""));
        assert_eq!(concern("FICTIVE CLAIRE", "19620714").birth, "14/07/1962");
        assert_eq!(concern("FICTIVE CLAIRE", "1962").birth, "");
    }

    #[test]
    fn nothing_of_a_patient_stays_in_a_subject_for_others() {
        assert_eq!(subject_without_patient("XDM/1.0/DDM+CR de biologie ESSAI Claire 14/07/1962"), "CR de biologie");
        assert_eq!(subject_without_patient("XDM/1.0/DDM+2 documents ESSAI Claire"), "2 documents");
        assert_eq!(subject_without_patient("XDM/1.0/DDM+un deux trois quatre cinq six"), "");
        assert_eq!(subject_without_patient("Bilan"), "Bilan");
    }

    #[test]
    fn what_is_no_document_is_refused_with_its_reason() {
        let kind = |bytes: &[u8]| read("a".to_owned(), bytes.to_vec(), Subject::File).map_err(|fault| fault.kind);
        assert_eq!(kind(b"Bonjour"), Err(FaultKind::Document(DocumentFault::Neither)));
        assert_eq!(kind(b"PK\x03\x04"), Err(FaultKind::Document(DocumentFault::Neither)));
        let bare = b"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Bilan</title></ClinicalDocument>";
        assert_eq!(kind(bare), Err(FaultKind::Document(DocumentFault::Damaged)));
        let pdf = kind(b"%PDF-1.4\n").unwrap();
        assert_eq!(pdf.what, What::Pdf { archival: false });
    }
}
