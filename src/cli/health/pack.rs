//! `sceau health unpack` and `pack`: the documents of an archive as files, and an
//! archive of documents. Never over a file that is there.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::domain::export::{Ending, Naming, file_name, numbered};
use crate::engine::{ExportFault, Fault, FaultKind, Subject};
use crate::health::cda::{self, Participant};
use crate::health::code::Code;
use crate::health::moment::Moment;
use crate::health::pack::{self, Item, Parcel, Software};
use crate::health::xdm;
use crate::i18n::fl;

use super::kebab;
use crate::cli::out::Out;
use crate::cli::{Exit, profile};

/// The sets of a class of documents, and of why an archive is sent.
const CLASSES: &str = "1.2.250.1.213.1.1.4.1";
const REASONS: &str = "1.2.250.1.213.2.2";

#[derive(Debug, Args)]
pub struct Packing {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// `CODE=LABEL`.
    #[arg(long, value_name = "CODE", default_value = "10=Compte rendu")]
    pub class: String,
    #[arg(long, value_name = "CODE", default_value = "07=Consultation")]
    pub content: String,
    #[arg(long, value_name = "OID")]
    pub source: String,
    #[arg(long, value_name = "OID")]
    pub id: String,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub title: String,
}

/// A file for a script.
#[derive(Serialize)]
struct Written {
    file: PathBuf,
    title: String,
    integrity: String,
}

pub(super) fn unpack(file: &Path, to: &Path, out: &mut Out) -> Result<Exit, Fault> {
    let bytes = super::read(file)?;
    let archive = xdm::open(&bytes).map_err(|refusal| no_document(refusal.to_string()))?;
    let mut written = Vec::new();
    for entry in archive.documents() {
        let Some(bytes) = archive.bytes(entry) else { continue };
        let name = entry.uri.rsplit(['/', '\\']).next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default();
        let naming = Naming { original: name.to_owned(), ending, number: 1, ..Naming::default() };
        let file = write_beside_others(to, &file_name("{orig}", &naming, Ending::Original), bytes)?;
        written.push(Written { file, title: entry.shown().to_owned(), integrity: kebab(entry.integrity) });
    }
    out.result(&written, |_| written.iter().map(|one| format!("{}\t{}", one.file.display(), one.integrity)).collect());
    Ok(Exit::Done)
}

pub(super) fn pack(packing: &Packing, out: &mut Out) -> Result<Exit, Fault> {
    let files = packing.files.iter().map(|file| super::read(file)).collect::<Result<Vec<_>, _>>()?;
    let first = files.first().map(|bytes| cda::read(bytes)).transpose();
    let first = first.map_err(|why| no_document(why.to_string()))?;
    let nobody = Participant::default();
    let sender = first.as_ref().and_then(|document| document.authors.first()).unwrap_or(&nobody);
    let title = first.as_ref().map(|document| document.title.as_str()).unwrap_or_default();
    let (class, content) = (code(&packing.class, CLASSES), code(&packing.content, REASONS));
    let item = |bytes| Item { bytes, class: &class, format: None, facility: None, practice: None, masking: &[] };
    let items: Vec<Item<'_>> = files.iter().map(|bytes| item(bytes.as_slice())).collect();
    let offset = jiff::Zoned::now().offset().seconds() / 60;
    let at = Moment::of_unix(profile::now().0, i16::try_from(offset).unwrap_or_default());
    let parcel = Parcel {
        documents: &items,
        sender,
        at: at.ok_or_else(|| no_document("no time".to_owned()))?,
        title: if packing.title.is_empty() { title } else { &packing.title },
        source: &packing.source,
        id: &packing.id,
        content_type: &content,
        software: Software { name: "Sceau", version: env!("CARGO_PKG_VERSION"), vendor: "Sceau" },
    };
    let archive = pack::pack(&parcel).map_err(|why| no_document(why.to_string()))?;
    write_new(&packing.output, &archive).map_err(|error| unwritable(&error))?;
    let count = items.len();
    out.result(&count, |words| vec![fl!(words, "cli-health-packed", count = count)]);
    Ok(Exit::Done)
}

/// `10=Compte rendu`.
fn code(text: &str, set: &str) -> Code {
    let (code, label) = text.split_once('=').unwrap_or((text, ""));
    Code::new(code, set, label)
}

fn write_beside_others(to: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Fault> {
    for number in 1.. {
        let path = to.join(numbered(name, number));
        match write_new(&path, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            done => return done.map(|()| path).map_err(|error| unwritable(&error)),
        }
    }
    Err(unwritable(&ErrorKind::AlreadyExists.into()))
}

fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let done = file.write_all(bytes).and_then(|()| file.sync_all());
    if done.is_err() {
        let _ = std::fs::remove_file(path);
    }
    done
}

fn unwritable(error: &std::io::Error) -> Fault {
    let kind = match error.kind() {
        ErrorKind::AlreadyExists => FaultKind::FileExists,
        ErrorKind::StorageFull => FaultKind::DiskFull,
        _ => FaultKind::FileUnwritable,
    };
    Fault::new(kind, Subject::File, error.kind().to_string())
}

fn no_document(detail: String) -> Fault {
    Fault::new(FaultKind::Export(ExportFault::NoDocument), Subject::File, detail)
}
