//! HPRIM, the two formats in which laboratories and hospitals mail their results:
//! HPRIM Médecin (twelve lines of header, then text) and HPRIM Santé 2.x (segments).
//! Read leniently: whatever comes in, each of its lines is in the model, in its
//! order, and a file that is no HPRIM at all is text. The bytes that a practice
//! software is to take are never made from the model.

mod course;
mod date;
mod html;
mod kind;
mod lines;
mod medecin;
mod model;
mod number;
mod sante;
mod split;
mod standing;
mod text;

pub use course::{Told, figure, measured};
pub use date::Date;
pub use kind::{Kind, recognise, recognise_text};
pub use model::{
    Analysis, Content, Document, Dossier, Field, Flag, Line, Measure, Party, Patient, Reading, Sex, Status, Type,
};
pub use split::dossiers;
pub use standing::Standing;
pub use text::Encoding;

/// What is in a file. The encoding is found out, unless the reader chose one; the
/// year is today's, for years of two digits.
pub fn read(bytes: &[u8], chosen: Option<Encoding>, year: u16) -> Reading {
    let (kind, text) = kind::examined(bytes);
    if kind == Some(Kind::Sante) {
        return sante::read(&text::read(bytes, chosen, lines::Breaks::Real), year);
    }
    let text = text.filter(|_| chosen.is_none());
    medecin::read(&text.unwrap_or_else(|| text::read(bytes, chosen, lines::Breaks::Tags)), kind, year)
}

/// The same of a mail's own text.
pub fn read_text(text: &str, year: u16) -> Reading {
    read(text.as_bytes(), None, year)
}
