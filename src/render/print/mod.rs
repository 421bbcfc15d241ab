//! A message on paper: the layout of the screen, at the width of a sheet, cut
//! where no line and no picture is cut, and written as a PDF whose text is text.
//!
//! Above the message stands what is known of it, laid out by itself: nothing in a
//! message can write there.

mod breaks;
mod column;
mod glyphs;
mod ink;
mod leaves;
mod paint;
mod photo;

use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use krilla::{Document, SerializeSettings};

use super::fonts::Fonts;
use super::voice::Voice;
use super::wire::{Passage, Printed, Reading, Sheet};
use crate::child::Bytes;
use crate::i18n::Language;

/// A4, in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
/// Around what is printed: 15 mm, and below it the foot and what a printer
/// cannot reach.
const SIDE: f32 = 42.5;
const TOP: f32 = 42.5;
const BOTTOM: f32 = 62.0;
/// Where the foot begins.
const FOOT: f32 = HEIGHT - 48.0;
/// Between what is said of a message and the message.
const GAP: f32 = 12.0;
/// Sheets of one message: what is longer is told as cut.
const SHEETS: usize = 500;

/// What is asked for in archives, and what is taken where a page shines through.
const LEVELS: [Archival; 2] = [Archival::A1_B, Archival::A2_B];

/// None for what cannot be printed here: a PDF is one already, a picture may be
/// broken.
pub(super) fn print(fonts: &Fonts, voice: &mut Voice, reading: Reading, sheet: &Sheet) -> Option<Printed> {
    match reading.passages.first() {
        Some(Passage::Pdf(_)) => None,
        Some(Passage::Picture(bytes)) => photo::print(fonts, &bytes.0, sheet),
        _ => leaves::print(fonts, voice, reading, sheet),
    }
}

/// The file, as strict as was asked for and as it can be.
fn written(sheet: &Sheet, mut draw: impl FnMut(&mut Document)) -> Option<Bytes> {
    let archival = |level| ConfigurationBuilder::new().with_archival_validator(level).finish().ok();
    let ways: Vec<Configuration> =
        if sheet.archival { LEVELS.into_iter().filter_map(archival).collect() } else { vec![Configuration::default()] };
    ways.into_iter().find_map(|configuration| {
        let settings = SerializeSettings { configuration, enable_tagging: false, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        document.set_metadata(metadata(sheet));
        draw(&mut document);
        document.finish().ok().map(Bytes)
    })
}

fn metadata(sheet: &Sheet) -> Metadata {
    let [year, month, day, hour, minute] = sheet.printed;
    let language = match sheet.language {
        Language::Fr => "fr",
        Language::En => "en",
    };
    let small = |number: u16| u8::try_from(number).unwrap_or_default();
    let date = DateTime::new(year).month(small(month)).day(small(day)).hour(small(hour)).minute(small(minute));
    Metadata::new()
        .title(sheet.title.clone())
        .language(language.to_owned())
        .creator("Sceau".to_owned())
        .creation_date(date.second(0).utc_offset_hour(0))
}
