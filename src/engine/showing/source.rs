//! From a message to what the child gets of it: the text as its sender laid it
//! out, or an attachment; of the bytes that were checked or deciphered, and of
//! nothing beside them.

use std::sync::Arc;

use crate::child::Bytes;
use crate::domain::{Encoding, Letters, MessageId, Part, PartId, View, Written};
use crate::health::hprim;
use crate::mime::{self, Section};
use crate::render::{Clinical, Passage, Reading};

use super::super::{Engine, Fault, FaultKind, Subject, faults};
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
        let chosen = self.chosen_letters(sight.message, Written::Text).await;
        self.on_a_thread(move || {
            let shown = letter.as_deref().map_or(Some(raw.as_slice()), |letter| letter.shown(sight.part));
            shown.map(|bytes| laid_out(bytes, sight.plain, chosen)).unwrap_or_default()
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
        let chosen = self.chosen_letters(sight.message, Written::File).await;
        self.on_a_thread(move || viewed(bytes, view, chosen)).await
    }
}

impl Engine {
    /// From now on, for all that the sender of that message writes so.
    pub async fn read_as(&self, id: MessageId, written: Written, chosen: Option<Encoding>) -> Result<(), Fault> {
        match self.writer_of(id).await {
            Some(sender) => self.inner.store.read_as(sender, written, chosen).await.map_err(faults::store),
            None => Ok(()),
        }
    }

    /// What was chosen for the sender. Where it cannot be had, letters are found out.
    async fn chosen_letters(&self, id: MessageId, written: Written) -> Option<Encoding> {
        let sender = self.writer_of(id).await?;
        self.inner.store.reads_as(sender, written).await.unwrap_or_default()
    }

    async fn writer_of(&self, id: MessageId) -> Option<String> {
        let envelope = self.inner.store.envelope(id).await.ok().flatten()?;
        envelope.from.first().map(|sender| sender.email.to_lowercase()).filter(|sender| !sender.is_empty())
    }
}

fn laid_out(bytes: &[u8], plain: bool, chosen: Option<Encoding>) -> Reading {
    if plain {
        return of(Passage::Plain(mime::read(bytes).text));
    }
    let layout = mime::layout_in(bytes, chosen);
    // Of most messages nobody has to choose.
    let doubtful = |text: &str| is_results(text.as_bytes()) || mime::looks_misread(text);
    let choose = layout.sections.iter().any(|section| match section {
        Section::Plain(text) => chosen.is_some() || layout.repaired || doubtful(text),
        _ => false,
    });
    let letters = choose.then_some(Letters { written: Written::Text, chosen, found: None });
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
        letters,
    }
}

fn viewed(bytes: Vec<u8>, view: View, chosen: Option<Encoding>) -> Reading {
    match view {
        View::Pdf => of(Passage::Pdf(Bytes(bytes))),
        View::Picture => of(Passage::Picture(Bytes(bytes))),
        View::Appointment => of(Passage::Appointment(Bytes(bytes))),
        View::Contact => of(Passage::Contact(Bytes(bytes))),
        // Laboratories name their files as they like.
        View::Health | View::Text if is_results(&bytes) => {
            let by_choice = chosen.map(|choice| hprim::Encoding::chosen(choice, &bytes));
            let found = Some(hprim::read(&bytes, by_choice, YEAR).encoding.choice());
            let letters = Some(Letters { written: Written::File, chosen, found });
            let file = Clinical { bytes: Bytes(bytes), encoding: chosen, ..Clinical::default() };
            Reading { letters, ..of(Passage::Health(file)) }
        }
        View::Health => of(clinical(bytes)),
        View::Text => {
            let letters = Some(Letters { written: Written::File, chosen, found: None });
            Reading { letters, ..of(Passage::Plain(mime::plain_text(&bytes, chosen.map(Encoding::label)))) }
        }
        View::Html => of(Passage::Html(mime::plain_text(&bytes, None))),
        View::Letter => {
            let mut reading = laid_out(&bytes, false, None);
            let head = mime::header_text(&bytes);
            let told = |line: &&str| HEAD.iter().any(|name| line.starts_with(name));
            let head: Vec<&str> = head.lines().filter(told).collect();
            reading.passages.insert(0, Passage::Plain(head.join("\n")));
            reading
        }
    }
}

/// For dates, of which none is needed here.
const YEAR: u16 = 2000;

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
