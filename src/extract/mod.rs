//! The words of a document, for search: bytes in, text out. Made to run in the
//! confined child (`child`), where a document that kills its reader harms
//! nobody; here every form is read within caps all the same.
//!
//! What is not known is answered, never guessed at; nothing is loaded.

mod kind;
mod letter;
mod limit;
mod office;
mod pdf;
mod rtf;
mod tidy;
mod xml;
mod zip;

use std::process::ExitCode;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::child::{self, Bytes, Job};
use crate::mime;

use kind::Kind;

pub use kind::may_hold_words;
pub use pdf::{Area, PageWords};

/// The child that reads documents.
pub const JOB: Job = Job {
    name: "extract",
    confined: true,
    memory: 768 << 20,
    processor: Duration::from_secs(90),
    question: limit::DOCUMENT + (64 << 10),
    answer: limit::TEXT + (64 << 10),
};

/// The longest that a document is worth. An honest one takes a hundredth.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The longest document that is looked into.
pub const LONGEST: u64 = limit::DOCUMENT as u64;

/// An attachment, as its letter names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// In lower case, as in [`crate::domain::Part`].
    pub media_type: String,
    pub name: String,
    /// What the letter says of a text's letters.
    pub charset: Option<String>,
    pub bytes: Bytes,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Its words, in reading order; empty for a scan.
    Words(String),
    /// A form that is not read here.
    Unknown,
    /// A form that is, but broken, or locked with a password.
    Unreadable,
}

/// The child's whole life.
pub fn serve() -> ExitCode {
    child::serve(&JOB, |document: Document| read(&document))
}

/// The words of a document.
pub fn read(document: &Document) -> Reading {
    let Document { media_type, name, charset, bytes } = document;
    let leaf = Leaf { media_type, name, charset: charset.as_deref(), bytes: &bytes.0 };
    match words(&leaf, limit::DEPTH) {
        Ok(text) => Reading::Words(tidy::tidy(&text, limit::TEXT)),
        Err(Unread::Unknown) => Reading::Unknown,
        Err(Unread::Broken) => Reading::Unreadable,
    }
}

/// A document, or one within another.
struct Leaf<'a> {
    media_type: &'a str,
    name: &'a str,
    charset: Option<&'a str>,
    bytes: &'a [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    Unknown,
    Broken,
}

/// `depth`: how many documents within documents may still be opened.
fn words(leaf: &Leaf<'_>, depth: usize) -> Result<String, Unread> {
    let start = |most: usize| leaf.bytes.get(..most).unwrap_or(leaf.bytes);
    match kind::kind(leaf).ok_or(Unread::Unknown)? {
        Kind::Plain => Some(mime::plain_text(start(limit::PLAIN), leaf.charset))
            .filter(|text| tidy::is_text(start(limit::PLAIN), text))
            .ok_or(Unread::Unknown),
        Kind::Html => Ok(mime::html_text(start(limit::PLAIN), leaf.charset)),
        Kind::Xml => xml::file(start(limit::XML)),
        Kind::Rtf => Ok(rtf::words(start(limit::RTF))),
        Kind::Pdf => pdf::words(leaf.bytes),
        Kind::Zip => zip::words(leaf.bytes, depth),
        Kind::Letter => Ok(letter::words(leaf.bytes, depth)),
    }
}

/// Adds the words of what lies within another document; false when there is
/// enough.
fn add(whole: &mut String, leaf: &Leaf<'_>, depth: usize) -> bool {
    if let Some(depth) = depth.checked_sub(1)
        && let Ok(text) = words(leaf, depth)
    {
        whole.push_str(leaf.name);
        whole.push('\n');
        whole.push_str(&text);
        whole.push_str("\n\n");
    }
    whole.len() < limit::TEXT
}
