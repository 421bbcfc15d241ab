//! A clinical document (CDA R2): whose it is, who wrote it and when, then what it
//! says. A file that it holds is named, and is looked at beside the message.

use super::super::card::{Card, Value};
use super::sheet::Sheet;
use super::who;
use crate::health::cda::{self, Body, Document, Embedded, Media, Notice};
use crate::health::code::Code;
use crate::i18n::Words;

pub(super) fn write(document: &Document, words: &Words, sheet: &mut Sheet) {
    let mut card = Card { kind: kind(document, words), ..Card::default() };
    who::traits(&mut card, &document.patient, words);
    sheet.card(&head(document, card, words));
    body(document, words, sheet);
}

/// Below a card that says whose it is.
pub(super) fn write_beside(document: &Document, words: &Words, sheet: &mut Sheet) {
    let card = Card { title: kind(document, words), ..Card::default() };
    sheet.card(&head(document, card, words));
    body(document, words, sheet);
}

fn head(document: &Document, mut card: Card, words: &Words) -> Card {
    let line = |text: &str| Value::lines([text]);
    card.fact(words.say("clinical-author"), who::people(&document.authors, words));
    let others = |one: &Option<cda::Participant>| who::people(one.as_slice(), words);
    if document.legal_authenticator.as_ref().map(|one| &one.name) != document.authors.first().map(|one| &one.name) {
        card.fact(words.say("clinical-responsible"), others(&document.legal_authenticator));
    }
    card.fact(words.say("clinical-custodian"), others(&document.custodian));
    let moment = |moment| line(&who::moment(moment, words));
    card.fact(words.say("clinical-act"), document.act.map(moment).unwrap_or_default());
    card.fact(words.say("clinical-written"), document.written.map(moment).unwrap_or_default());
    if let Some(version) = document.version.filter(|version| *version > 1) {
        card.fact(words.say("clinical-version"), line(&version.to_string()));
    }
    if !document.replaces.is_empty() {
        card.under.push(words.say("clinical-replaces"));
    }
    let confidential = document.confidentiality.iter().filter(|code| code.code != "N").map(Code::shown);
    card.fact(words.say("clinical-confidentiality"), Value::lines(confidential));
    card
}

/// The title, or what kind of document it says it is.
fn kind(document: &Document, words: &Words) -> String {
    let said = [document.title.as_str(), document.code.shown()];
    let said = said.into_iter().map(str::trim).find(|text| !text.is_empty());
    said.map_or_else(|| words.say("clinical-document"), str::to_owned)
}

/// Notices, files, and the words of the document.
fn body(document: &Document, words: &Words, sheet: &mut Sheet) {
    let mut notes: Vec<String> = document.notices.iter().filter_map(|notice| told(*notice, words)).collect();
    if !document.faults.is_empty() {
        notes.push(words.say("clinical-faulty"));
    }
    let text = match &document.body {
        Body::Embedded(file) => file.text(),
        _ => None,
    };
    match &document.body {
        Body::Embedded(file) if text.is_none() => notes.push(file_note(file, words)),
        Body::Linked => notes.push(words.say("clinical-linked")),
        Body::Missing => notes.push(words.say("clinical-missing")),
        Body::Embedded(_) | Body::Narrative(_) => {}
    }
    if document.copy.is_some() {
        notes.push(words.say("clinical-copy"));
    }
    notes.extend(document.attachments.iter().map(|file| file_note(file, words)));
    sheet.notes(&notes);
    if let Some(text) = text {
        sheet.block("pre", "hd-text", &text);
    }
    if let Body::Narrative(narrative) = &document.body {
        sheet.html(&narrative.html(&in_words(words).of()));
    }
}

fn file_note(file: &Embedded, words: &Words) -> String {
    let damaged = if file.damaged { words.say("clinical-file-damaged") } else { String::new() };
    let said = match file.media {
        Media::Pdf => words.say("clinical-file-pdf"),
        Media::Jpeg | Media::Png | Media::Gif | Media::Tiff => words.say("clinical-file-picture"),
        Media::Text | Media::Rtf => words.say("clinical-file-text"),
        Media::Unknown => words.say("clinical-file-unknown"),
    };
    [said, damaged].join(" ").trim_end().to_owned()
}

fn told(notice: Notice, words: &Words) -> Option<String> {
    match notice {
        Notice::Signed => Some(words.say("clinical-notice-signed")),
        Notice::SeveralDocuments => Some(words.say("clinical-notice-documents")),
        Notice::SeveralPatients => Some(words.say("clinical-notice-patients")),
        Notice::SeveralBodies => Some(words.say("clinical-notice-bodies")),
        Notice::NoPatient => Some(words.say("clinical-notice-no-patient")),
        // Of no use to who reads it.
        Notice::OwnStyle | Notice::NoCode | Notice::NoId | Notice::OddVersion => None,
    }
}

/// The words within a narrative.
struct InWords([String; 10]);

fn in_words(words: &Words) -> InWords {
    InWords([
        words.say("clinical-low"),
        words.say("clinical-high"),
        words.say("clinical-abnormal"),
        words.say("clinical-critically-low"),
        words.say("clinical-critically-high"),
        words.say("clinical-critically-abnormal"),
        words.say("clinical-narrative-file"),
        words.say("clinical-narrative-picture"),
        words.say("clinical-narrative-coded"),
        words.say("clinical-narrative-findings"),
    ])
}

impl InWords {
    fn of(&self) -> cda::Words<'_> {
        let [low, high, abnormal, critical_low, critical_high, critical_abnormal, file, picture, coded, findings] =
            &self.0;
        cda::Words {
            low,
            high,
            abnormal,
            critical_low,
            critical_high,
            critical_abnormal,
            attachment: file,
            no_picture: picture,
            coded_only: coded,
            findings,
        }
    }
}
