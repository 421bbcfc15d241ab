//! Codes of value sets with their labels, and the few that are acted upon here.

use super::xml::Element;

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Code {
    pub code: String,
    /// The OID of the set it is from.
    pub system: String,
    /// What is shown: its name, or what the author wrote for it.
    pub label: String,
}

/// Sets that are named in more than one place.
pub const LOINC: &str = "2.16.840.1.113883.6.1";
pub const CONFIDENTIALITY: &str = "2.16.840.1.113883.5.25";
pub const MASKING: &str = "1.2.250.1.213.1.1.4.13";
pub const PERSONS: &str = "1.2.250.1.71.4.2.1";
pub const STRUCTURES: &str = "1.2.250.1.71.4.2.2";

impl Code {
    pub fn new(code: &str, system: &str, label: &str) -> Self {
        Self { code: code.trim().to_owned(), system: system.trim().to_owned(), label: super::name::collapsed(label) }
    }

    /// Of a coded element of CDA: `displayName`, else the original words.
    pub(super) fn of(element: &Element) -> Self {
        let written = || element.child("originalText").map(Element::words).unwrap_or_default();
        let label = element.said("displayName").map_or_else(written, str::to_owned);
        let of = |name| element.said(name).unwrap_or_default();
        Self::new(of("code"), of("codeSystem"), &label)
    }

    pub fn is_empty(&self) -> bool {
        self.code.is_empty() && self.label.is_empty()
    }

    /// What a reader is shown.
    pub fn shown(&self) -> &str {
        if self.label.is_empty() { &self.code } else { &self.label }
    }
}

/// A diagnosis can stand in a code: not for a log, but for the type of a document.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Code").field("system", &self.system).finish_non_exhaustive()
    }
}
