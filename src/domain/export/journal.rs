//! A line of the journal: which document, of which message, where it went, when, by
//! whom; or what it waits for.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::domain::{AccountId, ExportId, MessageId, Timestamp};

#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Export {
    pub id: ExportId,
    pub account: AccountId,
    pub kind: ExportKind,
    pub state: ExportState,
    /// Whose it is, as the document says; empty where it does not.
    pub patient: String,
    /// The message, where it lay when the document was found.
    pub message: MessageId,
    pub message_id: Option<String>,
    pub subject: String,
    pub sender: String,
    pub folder: PathBuf,
    /// Its name there, once it has one.
    pub file: Option<String>,
    pub size: u64,
    /// What the last try met.
    pub obstacle: Option<Obstacle>,
    /// Why it is not written unless the user says so.
    pub doubt: Option<Doubt>,
    pub found: Timestamp,
    pub written: Option<Timestamp>,
    pub next_try: Option<Timestamp>,
    /// Who was at the workstation.
    pub by: String,
    /// Nobody asked for it: it came, and went by the rules of the mailbox.
    pub by_itself: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    Hprim,
    Cda,
    Pdf,
    /// An archive that was refused whole.
    Archive,
    /// Another file that an archive hands over as a document.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportState {
    Waiting,
    /// Its file lies beside, whole, and is being given its name.
    Placing,
    Written,
    /// Not to be filed by a program alone.
    Refused,
}

/// What keeps a document from its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// There is no such folder: it was moved, or its drive is not there.
    Missing,
    ReadOnly,
    Full,
    /// The drive does not answer.
    Hangs,
    Failed,
}

/// Why somebody has to look at a document first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// It is not the file that its archive speaks of.
    Altered,
    /// Its archive is about several patients.
    SeveralPatients,
    /// Its sender takes it back.
    Withdrawn,
    /// An archive that cannot be opened: cut off on the way, or no archive.
    Unreadable,
    /// One that is larger, or of more files, than any is.
    Oversized,
    /// One that is made to do harm: its files swell, or would lie elsewhere.
    Harmful,
    Locked,
}

impl Doubt {
    /// There is nothing in it that could be written, whoever says so.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Unreadable | Self::Oversized | Self::Harmful | Self::Locked)
    }
}

impl Export {
    /// The file, where it was written.
    pub fn path(&self) -> Option<PathBuf> {
        let file = self.file.as_ref().filter(|_| self.state == ExportState::Written)?;
        Some(self.folder.join(file))
    }
}

/// Seconds until the next try, after so many.
pub fn pause(tries: u32) -> i64 {
    match tries {
        0 => 0,
        1 => 15,
        2 => 60,
        3 => 120,
        4 => 300,
        5 => 900,
        _ => 1800,
    }
}

/// It is about a patient.
impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .field("obstacle", &self.obstacle)
            .field("doubt", &self.doubt)
            .finish_non_exhaustive()
    }
}
