//! A text that is being written, as the two bodies of a mail, and back.
//!
//! The HTML says what the text says and nothing else: no class but the one that
//! marks what is carried along, no script, a style only where something is not
//! plain. What was written so is read back as it was. Reading is total: any
//! markup gives a text, capped, and nothing is loaded.

mod css;
mod from_html;
mod from_text;
mod to_html;
mod to_text;

use crate::domain::writing::Document;

/// Marks what is carried along in a text.
const CARRIED: &str = "sceau-carried";

/// Of a text that is given to be edited: ten times what is fluid.
const LONGEST: usize = 4 << 20;

/// Paragraphs of a text that is given to be edited.
const MOST: usize = 100_000;

/// For the part of a mail that is laid out: a fragment that closes what it opens.
pub fn html(document: &Document) -> String {
    to_html::write(document)
}

/// For the plain part of a mail: a paragraph is one line.
pub fn text(document: &Document) -> String {
    to_text::write(document)
}

/// `html` was cleaned before. Tables are carried along as they came.
pub fn from_html(html: &str) -> Document {
    from_html::read(html.get(..html.floor_char_boundary(LONGEST)).unwrap_or_default())
}

pub fn from_text(text: &str) -> Document {
    from_text::read(text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default())
}

#[cfg(test)]
mod tests;
