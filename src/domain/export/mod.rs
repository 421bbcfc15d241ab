//! The export of health documents to the folder of the practice's software: what the
//! user chose for a mailbox, how files are called, and what the journal tells.
//!
//! No file is touched here, and no document read. What is written is always the
//! bytes that came.

mod journal;
mod name;
mod place;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use journal::{Doubt, Export, ExportKind, ExportState, Obstacle, pause};
pub use name::{Naming, TemplateFault, check, file_name, preview};
pub use place::numbered;

use super::Address;

/// As importers know it: patient, birth, date, and a number that tells files apart.
pub const TEMPLATE: &str = "{NOM}_{PRENOM}_{DDN}_{DATE}_{n}.{ext}";

/// What becomes of the health documents of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exporting {
    /// Where the practice's software looks. None: nothing is exported.
    pub folder: Option<PathBuf>,
    /// Without being asked, as soon as a message is in the inbox and can be read.
    pub on_arrival: bool,
    /// A file for each dossier, for software that reads the first of a file alone.
    pub split: bool,
    /// PDF files too, where they are no copy of a document that is exported.
    pub pdf: bool,
    /// What of a clinical document that came as a CDA.
    pub copies: Copies,
    pub template: String,
    pub ending: Ending,
    /// Addresses, or what follows the @ in them; empty: everybody's.
    pub senders: Vec<String>,
}

/// Not every program reads a CDA, and some take the PDF beside it for another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Copies {
    /// The document alone.
    #[default]
    None,
    /// The document, and the PDF that is surely the same.
    Beside,
    /// That PDF alone; the document where there is none.
    Instead,
}

/// How the names of HPRIM files end. Others end as what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// As the sender's file does; `hpr` for the text of a message.
    #[default]
    Original,
    Hpr,
    Hpm,
    Txt,
}

impl Default for Exporting {
    fn default() -> Self {
        Self {
            folder: None,
            on_arrival: false,
            split: false,
            pdf: false,
            copies: Copies::default(),
            template: TEMPLATE.to_owned(),
            ending: Ending::default(),
            senders: Vec::new(),
        }
    }
}

impl Exporting {
    /// Nobody has to ask for it.
    pub fn goes_by_itself(&self) -> bool {
        self.on_arrival && self.folder.is_some()
    }

    /// Documents of a message from these people are wanted. Anybody can write a
    /// From: this sorts mail, and proves nothing.
    pub fn wants(&self, from: &[Address]) -> bool {
        let rules = || self.senders.iter().map(|rule| rule.trim().to_lowercase()).filter(|rule| !rule.is_empty());
        rules().next().is_none() || from.iter().any(|address| rules().any(|rule| is_of(&address.email, &rule)))
    }
}

/// `anne@labo.example` is that of `anne@labo.example`, of `@labo.example` and of `labo.example`.
fn is_of(email: &str, rule: &str) -> bool {
    let email = email.trim().to_lowercase();
    let Some((_, domain)) = email.rsplit_once('@') else { return false };
    match rule.strip_prefix('@').unwrap_or(rule) {
        whole if whole.contains('@') => email == whole,
        wanted => domain == wanted || domain.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_senders_that_were_chosen_are_wanted() {
        let of = |senders: &[&str]| Exporting {
            senders: senders.iter().map(|&sender| sender.to_owned()).collect(),
            ..Exporting::default()
        };
        let anne = [Address::new("Anne", "Anne@Labo.example")];
        for senders in [&[][..], &["labo.example"], &["@LABO.example "], &["x@y.example", "anne@labo.example"], &[" "]]
        {
            assert!(of(senders).wants(&anne), "{senders:?}");
        }
        let north = [Address::new("", "anne@nord.labo.example")];
        assert!(of(&["labo.example"]).wants(&north));
        for senders in [&["bo.example"][..], &["autre@labo.example"], &["labo.example.evil.example"], &["@abo.example"]]
        {
            assert!(!of(senders).wants(&anne), "{senders:?}");
        }
        assert!(!of(&["labo.example"]).wants(&[]) && of(&[]).wants(&[]));
    }

    #[test]
    fn a_mailbox_of_before_exports_nothing() {
        let exporting: Exporting = serde_json::from_str("{}").unwrap();
        assert_eq!(exporting, Exporting::default());
        assert!(!exporting.goes_by_itself());
        assert!(!Exporting { on_arrival: true, ..Exporting::default() }.goes_by_itself(), "there is no folder");
    }
}
