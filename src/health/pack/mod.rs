//! Building what is sent: an `IHE_XDM.ZIP` around CDA documents, and a CDA of level 1
//! around a PDF.
//!
//! No clock and no chance in here: the same time, the same numbers and the same
//! documents give the same bytes. Nothing is packed that our own reader does not
//! read without a fault, and never two patients in one.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::cda::{self, Document, NotCda, Participant};
use super::code::Code;
use super::moment::Moment;

mod frame;
mod metadata;
mod wrap;

pub use wrap::{NotWrapped, Wrapping, wrap};

/// The name of the attachment.
pub const NAME: &str = "IHE_XDM.zip";

/// All that goes into one archive.
#[derive(Clone, Copy)]
pub struct Parcel<'a> {
    pub documents: &'a [Item<'a>],
    /// Who sends it, with their house.
    pub sender: &'a Participant,
    /// When, with the offset of the place.
    pub at: Moment,
    pub title: &'a str,
    /// OID of the software or of the house that sends.
    pub source: &'a str,
    /// OID of this very archive, given by the caller.
    pub id: &'a str,
    /// Why it is sent, from its value set.
    pub content_type: &'a Code,
    pub software: Software<'a>,
}

/// One CDA as it goes in, with what its header does not say.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    pub bytes: &'a [u8],
    /// Class of documents.
    pub class: &'a Code,
    /// None to take what the kind of document commonly has.
    pub format: Option<&'a Code>,
    /// Where the header names none.
    pub facility: Option<&'a Code>,
    pub practice: Option<&'a Code>,
    /// What masks it beside what its header says.
    pub masking: &'a [Code],
}

/// What the README names.
#[derive(Clone, Copy, Debug)]
pub struct Software<'a> {
    pub name: &'a str,
    pub version: &'a str,
    pub vendor: &'a str,
}

/// Why nothing is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPacked {
    #[error("no document to pack")]
    NoDocument,
    #[error("document {0} is no CDA: {1}")]
    NotCda(usize, NotCda),
    /// It was read with faults: another might read something else.
    #[error("document {0} has faults")]
    Faulty(usize),
    #[error("document {0} has no identifier, no type or no patient")]
    Incomplete(usize),
    /// A message is about one patient.
    #[error("the documents are of several patients")]
    SeveralPatients,
    #[error("the same document twice")]
    Twice,
    #[error("the archive could not be written")]
    Zip,
}

/// The archive's bytes.
pub fn pack(parcel: &Parcel<'_>) -> Result<Vec<u8>, NotPacked> {
    let documents = checked(parcel)?;
    let patient = &documents.first().ok_or(NotPacked::NoDocument)?.patient;
    let metadata = metadata::write(parcel, &documents);
    let mut files = vec![
        ("INDEX.HTM".to_owned(), frame::index(parcel, &documents, patient)),
        ("README.TXT".to_owned(), frame::readme(parcel)),
        ("IHE_XDM/SUBSET01/METADATA.XML".to_owned(), metadata),
    ];
    for (at, item) in parcel.documents.iter().enumerate() {
        files.push((format!("IHE_XDM/SUBSET01/{}", name(at)), item.bytes.to_vec()));
    }
    zipped(parcel.at, &files).ok_or(NotPacked::Zip)
}

fn name(at: usize) -> String {
    format!("DOC{:05}.XML", at + 1)
}

fn checked(parcel: &Parcel<'_>) -> Result<Vec<Document>, NotPacked> {
    let mut documents: Vec<Document> = Vec::new();
    for (at, item) in parcel.documents.iter().enumerate() {
        let document = cda::read(item.bytes).map_err(|why| NotPacked::NotCda(at, why))?;
        if !document.faults.is_empty() {
            return Err(NotPacked::Faulty(at));
        }
        if document.id.is_empty() || document.code.is_empty() || document.patient.is_empty() {
            return Err(NotPacked::Incomplete(at));
        }
        if documents.iter().any(|other| other.patient.is_another(&document.patient)) {
            return Err(NotPacked::SeveralPatients);
        }
        if documents.iter().any(|other| other.id == document.id) {
            return Err(NotPacked::Twice);
        }
        documents.push(document);
    }
    Ok(documents)
}

fn zipped(at: Moment, files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(dated(at))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Archives know no time before 1980.
fn dated(at: Moment) -> DateTime {
    let (hour, minute) = at.clock.map_or((0, 0), |clock| (clock.hour, clock.minute));
    let second = at.clock.and_then(|clock| clock.second).unwrap_or(0).min(59);
    let (month, day) = (at.month.unwrap_or(1), at.day.unwrap_or(1));
    DateTime::from_date_and_time(at.year, month, day, hour, minute, second).unwrap_or_default()
}
