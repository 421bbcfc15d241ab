//! A text that is being written: what it holds, how it is changed, and how each
//! change is taken back.
//!
//! A [`Document`] is a list of shared blocks. A [`Change`] takes some of them
//! away and puts others in their place, so that a stroke of a key in a text of
//! ten thousand lines costs what its own line costs, and undoing keeps only the
//! lines that were changed. Nothing here knows of mail, fonts or a clock.

mod blank;
mod block;
mod document;
mod edit;
mod find;
mod form;
mod history;
mod manuscript;
mod movement;
mod paragraph;
mod signed;
mod spelt;
mod style;

pub use blank::blanks;
pub use block::{Block, Carried, Picture};
pub use document::{Change, Document, Place, Selection};
pub use edit::{Edit, Reach};
pub use form::{Align, Form, Item, List, Reform, numbers};
pub use manuscript::{Manuscript, Touched};
pub use movement::Leap;
pub use paragraph::{Paragraph, Piece};
pub use spelt::spelt;
pub use style::{Emphases, Emphasis, Ink, Link, Marker, Restyle, Size, Style};

#[cfg(test)]
mod tests;
