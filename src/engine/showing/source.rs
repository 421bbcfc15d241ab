//! From a message to what the child gets of it: the text as its sender laid it
//! out, or an attachment; of the bytes that were checked or deciphered, and of
//! nothing beside them.

use std::sync::Arc;

use crate::child::Bytes;
use crate::domain::{Part, PartId, View};
use crate::health::hprim;
use crate::mime::{self, Section};
use crate::render::{Clinical, Passage, Reading};

use super::super::{Engine, Fault, FaultKind, Subject};
use super::Sight;

impl Engine {
    pub(super) async fn reading(&self, sight: Sight) -> Result<Reading, Fault> {
        let mut reading = self.read(sight).await?;
        for passage in &mut reading.passages {
            if let Passage::Health(file) = passage {
                file.courses = self.courses(&file.bytes.0).await;
            }
        }
        Ok(reading)
    }

    async fn read(&self, sight: Sight) -> Result<Reading, Fault> {
        if let Some(part) = sight.attachment {
            return self.attachment(sight, part).await;
        }
        let summary = self.summary(sight.message).await?;
        let raw = Arc::new(self.raw(&summary).await?);
        let letter = self.letter(sight.message, &raw, None).await?;
        self.on_a_thread(move || {
            let shown = letter.as_deref().map_or(Some(raw.as_slice()), |letter| letter.shown(sight.part));
            shown.map(|bytes| laid_out(bytes, sight.plain)).unwrap_or_default()
        })
        .await
    }

    async fn attachment(&self, sight: Sight, id: PartId) -> Result<Reading, Fault> {
        let opened = self.opened(sight.message).await?;
        let apart = opened.seal.iter().flat_map(|seal| seal.apart.iter().flat_map(|apart| &apart.parts));
        let part = opened.parts.iter().chain(apart).find(|part| part.id == id).cloned();
        let view = part.as_ref().and_then(Part::view);
        let none = || Fault::new(FaultKind::NotHere, Subject::Message(sight.message), "no such part to be shown");
        let view = view.ok_or_else(none)?;
        let bytes = self.part(sight.message, id).await?;
        self.on_a_thread(move || viewed(bytes, view)).await
    }
}

fn laid_out(bytes: &[u8], plain: bool) -> Reading {
    if plain {
        return of(Passage::Plain(mime::read(bytes).text));
    }
    let layout = mime::layout(bytes);
    let passage = |section| match section {
        Section::Plain(text) if is_results(text.as_bytes()) => clinical(text.into_bytes()),
        Section::Plain(text) => Passage::Plain(text),
        Section::Html(html) => Passage::Html(html),
        Section::Calendar(bytes) => Passage::Appointment(Bytes(bytes)),
    };
    Reading {
        passages: layout.sections.into_iter().map(passage).collect(),
        pictures: layout.pictures.into_iter().map(|(id, bytes)| (id, Bytes(bytes))).collect(),
        fetched: Vec::new(),
    }
}

fn viewed(bytes: Vec<u8>, view: View) -> Reading {
    match view {
        View::Pdf => of(Passage::Pdf(Bytes(bytes))),
        View::Picture => of(Passage::Picture(Bytes(bytes))),
        View::Appointment => of(Passage::Appointment(Bytes(bytes))),
        View::Contact => of(Passage::Contact(Bytes(bytes))),
        View::Health => of(clinical(bytes)),
        // Laboratories name their files as they like.
        View::Text if is_results(&bytes) => of(clinical(bytes)),
        View::Text => of(Passage::Plain(mime::plain_text(&bytes, None))),
        View::Html => of(Passage::Html(mime::plain_text(&bytes, None))),
        View::Letter => {
            let mut reading = laid_out(&bytes, false);
            let head = mime::header_text(&bytes);
            let told = |line: &&str| HEAD.iter().any(|name| line.starts_with(name));
            let head: Vec<&str> = head.lines().filter(told).collect();
            reading.passages.insert(0, Passage::Plain(head.join("\n")));
            reading
        }
    }
}

fn is_results(bytes: &[u8]) -> bool {
    hprim::recognise(bytes).is_some_and(|kind| kind != hprim::Kind::Xml)
}

/// What is shown of the header of a message within the message.
const HEAD: [&str; 5] = ["From: ", "To: ", "Cc: ", "Date: ", "Subject: "];

fn clinical(bytes: Vec<u8>) -> Passage {
    Passage::Health(Clinical { bytes: Bytes(bytes), ..Clinical::default() })
}

fn of(passage: Passage) -> Reading {
    Reading { passages: vec![passage], ..Reading::default() }
}
