//! From a message to what the child gets of it: the text as its sender laid it
//! out, of the bytes that were checked or deciphered, and of nothing beside them.

use std::sync::Arc;

use crate::child::Bytes;
use crate::mime::{self, Section};
use crate::render::{Passage, Reading};

use super::super::{Engine, Fault};
use super::Sight;

impl Engine {
    pub(super) async fn reading(&self, sight: Sight) -> Result<Reading, Fault> {
        let summary = self.summary(sight.message).await?;
        let raw = Arc::new(self.raw(&summary).await?);
        let letter = self.letter(sight.message, &raw, None).await?;
        self.on_a_thread(move || {
            let shown = letter.as_deref().map_or(Some(raw.as_slice()), |letter| letter.shown(sight.part));
            shown.map(|bytes| reading(bytes, sight.plain)).unwrap_or_default()
        })
        .await
    }
}

fn reading(bytes: &[u8], plain: bool) -> Reading {
    if plain {
        return Reading { passages: vec![Passage::Plain(mime::read(bytes).text)], ..Reading::default() };
    }
    let layout = mime::layout(bytes);
    let passage = |section| match section {
        Section::Plain(text) => Passage::Plain(text),
        Section::Html(html) => Passage::Html(html),
    };
    Reading {
        passages: layout.sections.into_iter().map(passage).collect(),
        pictures: layout.pictures.into_iter().map(|(id, bytes)| (id, Bytes(bytes))).collect(),
        fetched: Vec::new(),
    }
}
