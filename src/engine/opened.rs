//! A message opened to be read: all that the reader shows, and no bytes.

use crate::domain::{Envelope, Mark, Part, Summary};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub summary: Summary,
    pub envelope: Envelope,
    pub parts: Vec<Part>,
    pub mark: Mark,
    /// The text to read, in plain; empty where there is none.
    pub text: String,
    /// The header as it came, decoded for showing.
    pub headers: String,
}
