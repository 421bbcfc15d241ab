//! A PDF on its way to paper: to the print dialog of the system where there is
//! one, else to the printer that `lp` knows, else before the eyes, in what opens
//! a PDF here.
//!
//! It is health data: it goes through pipes and files without a name wherever it
//! can; where a file is needed it is the user's alone, and gone with the program.
//! Nothing of it is in a name or on a command line.

mod dialog;
mod papers;
mod spooler;

use std::path::PathBuf;

pub use papers::Papers;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// The user sent it off in the dialog of the system.
    Dialog,
    /// The printer of the workstation has it.
    Printer,
    /// A program shows it, and prints it from there.
    Opened,
    /// The user closed the dialog.
    Cancelled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    #[error("no printer, and no program for a PDF")]
    NoProgram,
    #[error("no place for a file that others cannot read")]
    NoPlace,
}

/// The ways to paper, as this workstation has them.
#[derive(Debug, Clone)]
pub struct Printer {
    /// Whether a dialog of the session may be asked for.
    dialog: bool,
    spooler: PathBuf,
    opener: PathBuf,
}

impl Default for Printer {
    fn default() -> Self {
        let opener = PathBuf::from(super::browser::program());
        Self { dialog: true, spooler: PathBuf::from("lp"), opener }
    }
}

impl Printer {
    /// Other programs than those of the system, and no dialog.
    #[must_use]
    pub fn with(spooler: impl Into<PathBuf>, opener: impl Into<PathBuf>) -> Self {
        Self { dialog: false, spooler: spooler.into(), opener: opener.into() }
    }

    /// The same with the dialog of the session first.
    #[must_use]
    pub fn and_dialog(self) -> Self {
        Self { dialog: true, ..self }
    }

    /// The first of the ways that there is. `papers` holds what has to stay.
    pub async fn print(&self, pdf: Vec<u8>, title: &str, papers: &Papers) -> Result<Delivered, Undelivered> {
        if self.dialog {
            match dialog::ask(&pdf, title, papers).await {
                Some(true) => return Ok(Delivered::Dialog),
                Some(false) => return Ok(Delivered::Cancelled),
                None => {}
            }
        }
        if spooler::take(&self.spooler, &pdf).await {
            return Ok(Delivered::Printer);
        }
        let path = papers.lay(&pdf).map_err(|_| Undelivered::NoPlace)?;
        super::browser::hand_over(&self.opener, &path).map_err(|_| Undelivered::NoProgram)?;
        Ok(Delivered::Opened)
    }
}
