//! What goes wrong with health documents: on their way to the practice's software, and
//! on their way into a message.

use serde::{Deserialize, Serialize};

/// What is kept waits, and is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFault {
    /// None was chosen for the mailbox.
    NoFolder,
    /// It is not there, or its drive is not.
    Missing,
    ReadOnly,
    Full,
    /// Its drive does not answer.
    Hangs,
    Failed,
    /// No names of files can be made of it.
    Template,
    /// The file holds no health document, or none that can be packed.
    NoDocument,
}

/// Nothing was attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentFault {
    /// Neither a CDA nor a PDF.
    Neither,
    /// An archive that holds something else beside its documents: it would be lost.
    Mixed,
    /// It is one, but damaged, or it lacks its number, its kind or its patient.
    Damaged,
    /// Of another patient than the one that is attached.
    OtherPatient,
    Twice,
    /// It holds a file of which no PDF can be made here.
    NoPdf,
    /// What was said of it is not enough.
    Incomplete,
}

pub(super) fn export_keys(fault: ExportFault) -> (&'static str, &'static str) {
    match fault {
        ExportFault::NoFolder => ("fault-export-no-folder", "fault-export-no-folder-remedy"),
        ExportFault::Missing => ("fault-export-missing", "fault-export-missing-remedy"),
        ExportFault::ReadOnly => ("fault-export-read-only", "fault-export-read-only-remedy"),
        ExportFault::Full => ("fault-export-full", "fault-export-full-remedy"),
        ExportFault::Hangs => ("fault-export-hangs", "fault-export-hangs-remedy"),
        ExportFault::Failed => ("fault-export-failed", "fault-export-failed-remedy"),
        ExportFault::Template => ("fault-export-template", "fault-export-template-remedy"),
        ExportFault::NoDocument => ("fault-export-no-document", "fault-export-no-document-remedy"),
    }
}

pub(super) fn document_keys(fault: DocumentFault) -> (&'static str, &'static str) {
    match fault {
        DocumentFault::Neither => ("fault-document-neither", "fault-document-neither-remedy"),
        DocumentFault::Mixed => ("fault-document-mixed", "fault-document-mixed-remedy"),
        DocumentFault::Damaged => ("fault-document-damaged", "fault-document-damaged-remedy"),
        DocumentFault::OtherPatient => ("fault-document-other-patient", "fault-document-other-patient-remedy"),
        DocumentFault::Twice => ("fault-document-twice", "fault-document-twice-remedy"),
        DocumentFault::NoPdf => ("fault-document-no-pdf", "fault-document-no-pdf-remedy"),
        DocumentFault::Incomplete => ("fault-document-incomplete", "fault-document-incomplete-remedy"),
    }
}
