//! `IHE_XDM` archives: what METADATA.XML says of each document, and whether the file
//! that lies there is the one it speaks of.
//!
//! A hostile package is refused with a reason. What is merely wrong is told beside
//! the documents; files that nobody speaks of are listed all the same. No name of
//! the archive is ever a path: bytes are all that leaves it.

use std::fmt;

use super::cda::{self, NotCda, Participant};
use super::code::Code;
use super::hl7::Identifier;
use super::moment::Moment;
use super::patient::{Patient, Trait};
use super::xml::Fault;

mod compare;
mod locate;
mod metadata;
mod package;
mod registry;

pub(super) use metadata::scheme;
pub(super) use package::sha1;
pub use package::{File, Unread};

/// Of a package, packed. Beyond what a secure mailbox takes.
pub const PACKED: usize = 128 << 20;
/// Of files in it.
pub const FILES: usize = 200;
/// Of all that is unpacked.
pub const UNPACKED: u64 = 256 << 20;
/// How many times larger than packed a file of more than a megabyte may be.
pub const RATIO: u64 = 100;
/// Of METADATA.XML.
pub const METADATA: usize = 8 << 20;
/// Of entries that one describes: twice as many as there may be files.
pub const ENTRIES: usize = 2 * FILES;

/// Why a package is not opened at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("not a ZIP archive")]
    NotZip,
    /// It began as one: cut off on the way, or its directory is wrong.
    #[error("the archive is damaged")]
    Broken,
    #[error("more than {FILES} files")]
    TooManyFiles,
    #[error("too large")]
    TooLarge,
    /// A file grows out of all proportion: a bomb.
    #[error("a file swells out of proportion")]
    Swollen,
    /// Files share their bytes: a bomb of another kind.
    #[error("files overlap")]
    Overlap,
    #[error("encrypted")]
    Encrypted,
    /// A name leads out of the archive.
    #[error("a name leads out of the archive")]
    Path,
    #[error("a link in place of a file")]
    Link,
}

/// What is to be told beside the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A plain package: its files are listed.
    NoMetadata,
    /// A METADATA.XML is so long that it was left unread.
    LongMetadata,
    /// A METADATA.XML has faults, or breaks off: entries may be missing.
    FaultyMetadata,
    /// It speaks of no document.
    NoDocument,
    SeveralSets,
    /// Forbidden in MSSanté: nothing is to be filed in one click.
    SeveralPatients,
    /// Holds the signature of a set, which was not checked.
    Signed,
    /// Two files have the same name: only the last of them can be read.
    DoubledName,
    /// Files beside those that METADATA.XML speaks of.
    Unlisted,
    /// A document is to be deleted by who has it.
    Deletion,
}

#[derive(Clone)]
pub struct Archive {
    pub sets: Vec<Set>,
    /// All of its files, in the order of their names.
    pub files: Vec<File>,
    pub notices: Vec<Notice>,
}

/// What one METADATA.XML hands over.
#[derive(Clone, Default)]
pub struct Set {
    pub title: String,
    pub comments: String,
    pub authors: Vec<Participant>,
    pub content_type: Option<Code>,
    pub patient: Patient,
    pub source: String,
    pub unique_id: String,
    pub submitted: Option<Moment>,
    pub documents: Vec<Entry>,
    /// Hidden from a list of documents; said beside it.
    pub signatures: Vec<Entry>,
    pub faults: Vec<Fault>,
}

/// One document as METADATA.XML describes it.
#[derive(Clone, Default)]
pub struct Entry {
    /// Its name within METADATA.XML.
    pub symbol: String,
    pub unique_id: Identifier,
    pub media_type: String,
    pub uri: String,
    pub title: String,
    pub comments: String,
    pub class: Option<Code>,
    pub kind: Option<Code>,
    pub format: Option<Code>,
    pub facility: Option<Code>,
    pub practice: Option<Code>,
    pub acts: Vec<Code>,
    pub confidentiality: Vec<Code>,
    pub authors: Vec<Participant>,
    pub legal_authenticator: Option<Participant>,
    pub created: Option<Moment>,
    pub start: Option<Moment>,
    pub stop: Option<Moment>,
    pub language: String,
    pub version: String,
    pub patient: Patient,
    pub status: Status,
    pub hash: Option<String>,
    pub size: Option<u64>,
    /// What it takes the place of.
    pub replaces: Vec<String>,
    /// Which of the archive's files it is.
    pub file: Option<usize>,
    pub integrity: Integrity,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    #[default]
    Approved,
    /// Replaced by another.
    Deprecated,
    Deleted,
}

/// Whether the file is the one that METADATA.XML speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Integrity {
    /// Its SHA-1 is right, and its size where one is said.
    Verified,
    /// It is here, and no SHA-1 is said of it.
    Unsaid,
    /// Not to be filed.
    Mismatch { size: bool, hash: bool },
    #[default]
    Missing,
}

/// Where METADATA.XML and the document contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    Patient(Trait),
    UniqueId,
    Kind,
}

/// Whether bytes may be a package: for choosing what to open.
pub fn may_be(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The name an attachment of this kind has, in any case.
pub fn is_name(name: &str) -> bool {
    let folded: String =
        name.trim().chars().map(|c| if c == '-' || c == ' ' { '_' } else { c.to_ascii_lowercase() }).collect();
    folded == "ihe_xdm.zip"
}

/// Opens one, or says why not.
pub fn open(bytes: &[u8]) -> Result<Archive, Refusal> {
    let (files, doubled) = package::files(bytes)?;
    let mut archive = Archive { sets: Vec::new(), files, notices: Vec::new() };
    archive.note(doubled, Notice::DoubledName);
    metadata::read(&mut archive);
    compare::tell(&mut archive);
    Ok(archive)
}

impl Archive {
    fn note(&mut self, is: bool, notice: Notice) {
        if is && !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    pub fn documents(&self) -> impl Iterator<Item = &Entry> {
        self.sets.iter().flat_map(|set| &set.documents)
    }

    /// The bytes of a document, as they lie there: unchanged, whatever is said of them.
    pub fn bytes(&self, entry: &Entry) -> Option<&[u8]> {
        self.files.get(entry.file?).map(|file| file.bytes.as_slice())
    }

    /// The document within, where it is a CDA.
    pub fn cda(&self, entry: &Entry) -> Option<Result<cda::Document, NotCda>> {
        let bytes = self.bytes(entry)?;
        let said = entry.media_type.to_ascii_lowercase().contains("xml");
        (said || cda::may_be(bytes)).then(|| cda::read(bytes))
    }

    /// Files that no METADATA.XML speaks of, and that are not of the frame.
    pub fn unlisted(&self) -> impl Iterator<Item = &File> {
        let sets = || self.sets.iter().flat_map(|set| set.documents.iter().chain(&set.signatures));
        let listed: Vec<usize> = sets().filter_map(|entry| entry.file).collect();
        let unlisted = move |(at, file): &(usize, &File)| !listed.contains(at) && !file.is_frame();
        self.files.iter().enumerate().filter(unlisted).map(|(_, file)| file)
    }

    /// Whose documents they are, where all agree.
    pub fn patient(&self) -> Option<&Patient> {
        if self.notices.contains(&Notice::SeveralPatients) {
            return None;
        }
        let said = self.documents().map(|entry| &entry.patient).chain(self.sets.iter().map(|set| &set.patient));
        said.filter(|patient| !patient.is_empty())
            .max_by_key(|patient| (patient.ins.is_some(), patient.family().is_some()))
    }
}

impl Entry {
    /// What the list calls it.
    pub fn shown(&self) -> &str {
        let kind = self.kind.as_ref().map(Code::shown).unwrap_or_default();
        if self.title.is_empty() { kind } else { &self.title }
    }

    /// Where the document says otherwise.
    pub fn contradictions(&self, document: &cda::Document) -> Vec<Contradiction> {
        compare::contradictions(self, document)
    }
}

/// Names of files and titles are often a patient's: not for a log.
impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive")
            .field("sets", &self.sets)
            .field("files", &self.files.len())
            .field("notices", &self.notices)
            .finish()
    }
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Set").field("documents", &self.documents).field("faults", &self.faults).finish_non_exhaustive()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("media_type", &self.media_type)
            .field("status", &self.status)
            .field("integrity", &self.integrity)
            .finish_non_exhaustive()
    }
}
