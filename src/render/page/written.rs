//! What is to be read, written as one harmless page.

use super::super::voice::Voice;
use super::super::wire::{Laid, Passage, Reading};
use super::super::{calendar, clean, contact, health, plain};
use crate::child::Bytes;
use crate::i18n::Language;
use crate::mime;

/// The whole page, and what is to be said of it.
pub(super) fn page(reading: &Reading, voice: &mut Voice, language: Language) -> (String, Laid) {
    let mut laid = Laid { letters: reading.letters, ..Laid::default() };
    let pictured = !reading.fetched.is_empty();
    let mut parts = Vec::new();
    for passage in &reading.passages {
        parts.push(match passage {
            Passage::Plain(text) => plain::page(text),
            Passage::Html(html) => {
                let clean = if pictured { clean::clean(html) } else { clean::clean_in_words(html) };
                laid.held.extend(clean.held);
                laid.cut |= clean.cut;
                clean.html
            }
            Passage::Appointment(bytes) => {
                let beside = beside(&reading.passages);
                card(calendar::page(&bytes.0, voice.words(language), &beside), bytes, &mut laid)
            }
            Passage::Contact(bytes) => card(contact::page(&bytes.0, voice.words(language)), bytes, &mut laid),
            Passage::Health(file) => card(health::page(file, voice.words(language)), &file.bytes, &mut laid),
            Passage::Pdf(_) | Passage::Picture(_) => String::new(),
        });
    }
    (parts.join("<hr>"), laid)
}

/// A file that is none of its kind is shown as it is.
fn card(page: Option<(String, bool)>, bytes: &Bytes, laid: &mut Laid) -> String {
    let Some((html, cut)) = page else { return plain::page(&mime::plain_text(&bytes.0, None)) };
    laid.cut |= cut;
    html
}

/// The text that an appointment stands with.
fn beside(passages: &[Passage]) -> String {
    let text = |passage: &Passage| match passage {
        Passage::Plain(text) => text.clone(),
        Passage::Html(html) => mime::html_text(html.as_bytes(), Some("utf-8")),
        _ => String::new(),
    };
    passages.iter().map(text).collect()
}
