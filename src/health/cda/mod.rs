//! CDA R2 documents, as France writes them: the header as a model, the body as the
//! file that lies in it (level 1) or as a narrative of our own making (level 3).
//!
//! Never runs a style sheet of the document, never fetches what it names, never
//! copies its markup through.

use std::fmt;

use super::code::Code;
use super::hl7::Identifier;
use super::moment::Moment;
use super::patient::Patient;
use super::xml::{self, Fault};

mod body;
mod embedded;
mod flag;
mod header;
mod narrative;
mod person;
mod style;

pub use embedded::{Embedded, Media};
pub use flag::{Finding, Flag};
pub use narrative::{Narrative, Section, Words};
pub use style::SHEET;

#[derive(Clone)]
pub struct Document {
    pub patient: Patient,
    pub authors: Vec<Participant>,
    /// Who answers for it.
    pub legal_authenticator: Option<Participant>,
    /// The house that keeps it.
    pub custodian: Option<Participant>,
    pub recipients: Vec<Participant>,
    pub title: String,
    /// The kind of document.
    pub code: Code,
    /// When it was written.
    pub written: Option<Moment>,
    /// When was done what it tells of: what a list sorts by.
    pub act: Option<Moment>,
    pub act_end: Option<Moment>,
    pub id: Identifier,
    /// Common to its versions.
    pub set: Option<Identifier>,
    pub version: Option<u32>,
    pub replaces: Vec<Identifier>,
    /// What it was made from, by transformation or as an addition.
    pub derived_from: Vec<Identifier>,
    pub confidentiality: Vec<Code>,
    pub language: Option<String>,
    /// Numbers of the order or of the image request.
    pub orders: Vec<Identifier>,
    pub acts: Vec<Code>,
    pub facility: Option<Code>,
    pub practice: Option<Code>,
    pub body: Body,
    /// The same document as a PDF, within it: to be shown first.
    pub copy: Option<Embedded>,
    /// Other files that lie in it.
    pub attachments: Vec<Embedded>,
    /// Results that are marked as out of range.
    pub findings: Vec<Finding>,
    pub notices: Vec<Notice>,
    pub faults: Vec<Fault>,
}

/// A person, a device or a house that had to do with a document.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Participant {
    pub id: Identifier,
    /// First name and name, or what the software is called.
    pub name: String,
    /// `DR`, `M`.
    pub civility: Option<String>,
    pub family: String,
    pub given: String,
    /// Profession or speciality.
    pub role: Option<Code>,
    pub house: Identifier,
    pub house_name: String,
    pub at: Option<Moment>,
    pub is_device: bool,
    /// Hidden by the document.
    pub masked: bool,
}

/// What a document holds for its reader.
#[derive(Clone, Debug)]
pub enum Body {
    /// Level 1: a file.
    Embedded(Embedded),
    /// Level 3: sections of text, tables and pictures.
    Narrative(Narrative),
    /// The file lies somewhere else; nobody goes there.
    Linked,
    /// Nothing, or what nobody can read.
    Missing,
}

/// What is to be told beside a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// It lies in a signature, which was not checked.
    Signed,
    /// It brings its own style sheet, which was not run.
    OwnStyle,
    /// More than one document in the file: the first is shown.
    SeveralDocuments,
    /// More than one patient: the first is shown.
    SeveralPatients,
    /// Both a file and a narrative, or several files: the first is shown.
    SeveralBodies,
    NoPatient,
    /// The type by code is missing.
    NoCode,
    NoId,
    /// The version is no number.
    OddVersion,
}

/// Why there is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCda {
    #[error("the file holds no XML element")]
    NotXml,
    #[error("no ClinicalDocument is in the file")]
    NoDocument,
}

/// Whether a file may be one, by its beginning: cheap, for choosing what to read.
pub fn may_be(bytes: &[u8]) -> bool {
    let start = bytes.get(..64 << 10).unwrap_or(bytes);
    let narrow: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    holds(&narrow, b"ClinicalDocument")
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// Reads one, as far as it goes.
pub fn read(bytes: &[u8]) -> Result<Document, NotCda> {
    let tree = xml::read(bytes);
    let Some(root) = tree.top.elements().next() else { return Err(NotCda::NotXml) };
    let mut notices = Vec::new();
    if root.is("Signature") {
        notices.push(Notice::Signed);
    } else if root.is("stylesheet") || root.is("transform") {
        notices.push(Notice::OwnStyle);
    }
    let documents = tree.top.all("ClinicalDocument");
    let document = documents.first().ok_or(NotCda::NoDocument)?;
    if documents.len() > 1 {
        notices.push(Notice::SeveralDocuments);
    }
    let mut read = header::read(document, notices);
    body::read(document, &mut read);
    read.faults = tree.faults;
    Ok(read)
}

impl Document {
    /// The gravest mark, for a list.
    pub fn gravest(&self) -> Option<Flag> {
        self.findings.iter().map(|finding| finding.flag).max()
    }

    /// What is opened first: the copy, or the file of level 1.
    pub fn file(&self) -> Option<&Embedded> {
        self.copy.as_ref().or(match &self.body {
            Body::Embedded(file) => Some(file),
            _ => None,
        })
    }

    /// The date that a list shows and sorts by.
    pub fn date(&self) -> Option<Moment> {
        self.act.or(self.written)
    }
}

/// A document is a patient's: its kind is enough for a log.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("type", &self.code.code)
            .field("version", &self.version)
            .field("body", &self.body)
            .field("notices", &self.notices)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Participant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Participant").field("is_device", &self.is_device).finish_non_exhaustive()
    }
}
