//! What the user wants of cards.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Cards {
    /// The module of a card that Sceau does not find by itself.
    pub module: Option<PathBuf>,
    /// What a card deciphered stays readable when it is taken out.
    pub stays_readable: bool,
    /// What was deciphered is kept out of the search.
    pub unsearchable: bool,
}
