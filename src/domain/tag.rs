//! Tags: an IMAP keyword with a name and a colour.

use serde::{Deserialize, Serialize};

use super::Colour;

/// The keyword as the server keeps it, in lower case: servers do not tell
/// `$Label1` from `$label1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keyword(String);

impl Keyword {
    pub fn new(name: &str) -> Self {
        Self(name.to_lowercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub keyword: Keyword,
    pub name: String,
    pub colour: Colour,
}
