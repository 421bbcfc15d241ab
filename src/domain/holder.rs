//! Who holds a certificate, as the certificate itself says it: of use only to
//! those who know whether it may be believed.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Holder {
    /// What the certificate calls it: a number for a professional, a name for a
    /// structure, an address for a mailbox.
    pub called: String,
    /// Empty for what is not a person.
    pub name: String,
    pub first_name: String,
    /// In words: "Médecin".
    pub profession: String,
    /// Codes of the national nomenclature: `SM26`.
    pub specialities: Vec<String>,
    /// The eleven digits.
    pub rpps: Option<String>,
    pub structure: Option<Structure>,
    pub card: Option<Card>,
    pub uses: Uses,
    /// Made by a test authority: worth a badge, and no trust.
    pub test: bool,
}

/// What tells one holder from all others, whatever certificate they show.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderId {
    /// The eleven digits: it stays when the card is renewed.
    Rpps(String),
    /// Without a number, the certificate itself: SHA-256, as it is written down.
    Certificate(String),
}

/// Where somebody works, or what a certificate speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Structure {
    pub name: String,
    pub id: Option<StructureId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StructureId {
    Finess(String),
    Siren(String),
    Siret(String),
    /// As it was written.
    Other(String),
}

/// A card of the family of the CPS, by its kind and its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub kind: CardKind,
    pub serial: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardKind {
    /// Of a professional.
    Cps,
    /// Of somebody who studies to be one.
    Cpf,
    /// Of an employee of a health structure.
    Cpe,
    /// Of an employee of another structure.
    Cpa,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Uses {
    pub authentication: bool,
    pub signature: bool,
    pub confidentiality: bool,
}

impl Holder {
    /// The name as a person is called, or what stands in its place.
    pub fn display(&self) -> String {
        match (self.first_name.as_str(), self.name.as_str()) {
            ("", "") => self.called.clone(),
            ("", name) => name.to_owned(),
            (first, name) => format!("{first} {name}").trim_end().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Holder;

    #[test]
    fn a_holder_is_shown_by_the_best_name_there_is() {
        let named = |first: &str, name: &str| Holder {
            called: "899900063480".into(),
            name: name.into(),
            first_name: first.into(),
            ..Holder::default()
        };
        assert_eq!(named("Hélène", "MARTIN").display(), "Hélène MARTIN");
        assert_eq!(named("", "MARTIN").display(), "MARTIN");
        assert_eq!(named("", "").display(), "899900063480");
    }
}
