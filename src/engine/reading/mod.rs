//! Messages to be read: the one that came, or the one within its seal. What is
//! shown, saved and searched of a sealed message is made of the bytes that were
//! checked or deciphered, and of nothing beside them.
//!
//! What was deciphered is never written down as it is; a few such messages are
//! kept in memory while they are read, and go with the card.

mod bulk;
mod opened;
mod shelf;
mod within;

use std::sync::Arc;

use crate::crypto::Key;
use crate::domain::receipt::Receipts;
use crate::domain::verdict::Reason;
use crate::domain::{Envelope, MessageId, Part, PartId, PartRole, Secret, Summary};
use crate::health::hprim;
use crate::mime;
use crate::store::LetterWords;

use super::seal::{self, Judged};
use super::{Engine, Event, Fault, FaultKind, Subject, faults, patients};

pub use bulk::Deciphered;
pub use opened::{Apart, Opened, Seal};
use shelf::Letter;
pub(super) use shelf::Shelf;

/// The numbers of parts of what is apart begin here, and again for the next one:
/// no message has as many.
const APART: u32 = 1 << 20;

/// All that can be read of a message.
pub(super) struct Readable {
    /// As it came.
    pub(super) envelope: Envelope,
    /// Each a message of its own: the one that came, or the one within its seal and what
    /// is apart.
    pub(super) pieces: Vec<Vec<u8>>,
    /// Something in it stays closed.
    pub(super) closed: bool,
}

impl Engine {
    /// A message, whole, from the cache.
    pub async fn opened(&self, id: MessageId) -> Result<Opened, Fault> {
        self.opened_with(id, None).await
    }

    /// With a code for the one use of a key that wants it each time.
    pub async fn opened_with(&self, id: MessageId, code: Option<Secret>) -> Result<Opened, Fault> {
        let summary = self.summary(id).await?;
        let raw = Arc::new(self.raw(&summary).await?);
        let letter = self.letter(id, &raw, code).await?;
        let mut opened = self.on_a_thread(move || open(summary, &raw, letter.as_deref())).await?;
        self.tie_receipts(&mut opened).await?;
        Ok(opened)
    }

    /// The decoded bytes of a part.
    pub async fn part(&self, id: MessageId, part: PartId) -> Result<Vec<u8>, Fault> {
        let summary = self.summary(id).await?;
        let raw = Arc::new(self.raw(&summary).await?);
        let letter = self.letter(id, &raw, None).await?;
        if let Some(place) = within::place(part) {
            let bytes = self.on_a_thread(move || {
                let content = letter.as_deref().map_or(raw.as_slice(), |letter| &letter.content);
                within::of(content, &mime::read(content).parts).into_iter().nth(place)
            });
            let none = || Fault::new(FaultKind::NotHere, Subject::Message(id), "no such document");
            return bytes.await?.map(|within| within.bytes).ok_or_else(none);
        }
        let bytes = self.on_a_thread(move || match letter {
            None => mime::part_bytes(&raw, part),
            Some(letter) => {
                let (bytes, part) = letter.place(part)?;
                mime::part_bytes(bytes, part)
            }
        });
        bytes.await?.ok_or_else(|| Fault::new(FaultKind::NotHere, Subject::Message(id), "no such part"))
    }

    /// The message within its seal; None where it has none.
    pub(super) async fn letter(
        &self,
        id: MessageId,
        raw: &Arc<Vec<u8>>,
        code: Option<Secret>,
    ) -> Result<Option<Arc<Letter>>, Fault> {
        if let Some(letter) = self.inner.readings.get(id).filter(|letter| code.is_none() || !letter.seal.is_closed()) {
            return Ok(Some(letter));
        }
        let turn = self.inner.readings.turn();
        let Some(letter) = self.judged(raw, code).await? else { return Ok(None) };
        // Before anybody is told: who has just found it closed looks here once more.
        self.inner.readings.put(id, letter.clone(), turn);
        let (engine, bytes, learnt) = (self.clone(), raw.clone(), letter.clone());
        drop(self.inner.handle.spawn(async move {
            engine.learn_words(id, bytes, learnt.clone()).await;
            if !learnt.seal.is_closed() {
                engine.export_deciphered(id).await;
            }
            if engine.inner.readings.asks_first(id) {
                engine.learn_trust(&learnt).await;
            }
        }));
        Ok(Some(letter))
    }

    /// Judged, and opened with the keys that are there.
    async fn judged(&self, raw: &Arc<Vec<u8>>, code: Option<Secret>) -> Result<Option<Arc<Letter>>, Fault> {
        let (inner, belief, bytes) = (self.inner.clone(), self.belief().await?, raw.clone());
        let kept = self.soft_keys().await?;
        let letter = self.on_a_thread(move || {
            let on_cards = inner.card_keys(code);
            // A card is asked for what nothing else opens.
            let keys = kept.iter().map(AsRef::as_ref).chain(on_cards.iter().map(|key| key as &dyn Key));
            let keys: Vec<&dyn Key> = keys.collect();
            Letter::of(seal::judge(&belief, &bytes, &keys, crate::sync::now()))
        });
        let letter = letter.await?.map(Arc::new);
        if letter.as_ref().is_some_and(|letter| matches!(letter.seal.closed, Some(FaultKind::Card(_)))) {
            // The card may not be what it was thought to be.
            self.inner.card.look_again();
        }
        Ok(letter)
    }

    /// What the verdict misses of revocation is fetched, if it can be had; then
    /// the message is judged again.
    async fn learn_trust(&self, letter: &Letter) {
        // What fails leaves "not checked" in the verdict.
        let _ = self.remember_seen(letter.seen.clone()).await;
        let _ = self.refresh_seen(letter.seen.clone()).await;
    }

    /// The words of what was deciphered are found from now on, and its subject is the
    /// one that lists show.
    async fn learn_words(&self, id: MessageId, raw: Arc<Vec<u8>>, letter: Arc<Letter>) {
        if letter.seal.is_closed() || self.inner.card.wishes().unsearchable {
            return;
        }
        let hid = letter.seal.verdict.is_deciphered() && !letter.seal.verdict.reasons.contains(&Reason::SubjectDiffers);
        self.learn_concerns(id, &raw, &letter).await;
        let words = self.on_a_thread(move || {
            let (without, within) = (mime::read(&raw), mime::read(&letter.content));
            let subject =
                Some(&within.envelope.subject).filter(|one| hid && **one != without.envelope.subject).cloned();
            let whole = !within.parts.iter().any(|part| part.role == PartRole::Attachment);
            let new = subject.is_some() || without.text != within.text;
            new.then(|| (subject, words_of(within), whole))
        });
        let Ok(Some((subject, words, whole))) = words.await else { return };
        let store = &self.inner.store;
        // Where it fails, it is found by its header until it is opened once more.
        let changed = match subject {
            Some(subject) => store.uncover(id, subject).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let _ = store.put_attachment_text(id, words, String::new(), whole).await;
        for folder in changed {
            self.tell(Event::FolderChanged(folder));
        }
    }

    /// Whom it is about, as what lay within its seal says.
    async fn learn_concerns(&self, id: MessageId, raw: &Arc<Vec<u8>>, letter: &Arc<Letter>) {
        let (raw, letter) = (raw.clone(), letter.clone());
        let envelope = self.on_a_thread(move || {
            let (without, within) = (mime::read(&raw).envelope, mime::read(&letter.content).envelope);
            let subject = if within.subject.is_empty() { without.subject } else { within.subject };
            (Envelope { subject, ..without }, Arc::new(letter.content.to_vec()))
        });
        let Ok((envelope, content)) = envelope.await else { return };
        let found = patients::read(envelope, Some(content)).await;
        // Where it fails, the subject tells until it is opened once more.
        let changed = patients::keep(&self.inner.store, id, found).await.unwrap_or_default();
        for folder in changed {
            self.tell(Event::FolderChanged(folder));
        }
    }

    /// The bytes as they came from the server.
    pub async fn source(&self, id: MessageId) -> Result<Vec<u8>, Fault> {
        let summary = self.summary(id).await?;
        self.raw(&summary).await
    }

    /// The same, or the message within where it came encrypted and is deciphered:
    /// others have no key to it.
    pub(super) async fn readable_source(&self, id: MessageId) -> Result<Vec<u8>, Fault> {
        let raw = Arc::new(self.source(id).await?);
        let letter = self.letter(id, &raw, None).await?;
        match letter.filter(|letter| letter.seal.verdict.is_deciphered()) {
            Some(letter) => Ok(letter.content.to_vec()),
            None => Ok(Arc::unwrap_or_clone(raw)),
        }
    }

    pub(super) async fn readable(&self, id: MessageId) -> Result<Readable, Fault> {
        let raw = Arc::new(self.source(id).await?);
        let envelope = mime::read_header(&raw).envelope;
        let Some(letter) = self.letter(id, &raw, None).await? else {
            return Ok(Readable { envelope, pieces: vec![Arc::unwrap_or_clone(raw)], closed: false });
        };
        let pieces = std::iter::once(&letter.content).chain(&letter.apart).map(|piece| piece.to_vec());
        Ok(Readable { envelope, pieces: pieces.collect(), closed: letter.seal.is_closed() })
    }

    pub(super) async fn raw(&self, summary: &Summary) -> Result<Vec<u8>, Fault> {
        let about = Subject::Message(summary.id);
        if summary.body == crate::domain::BodyState::Pending {
            return Err(Fault::new(FaultKind::BodyPending, about, "the body is not here yet"));
        }
        let raw = self.inner.store.raw(summary.id).await.map_err(faults::store)?;
        raw.ok_or_else(|| Fault::new(FaultKind::NotHere, about, "no bytes for the message"))
    }
}

fn words_of(reading: mime::Reading) -> LetterWords {
    let attachment_names = reading.parts.into_iter().map(|part| part.name).filter(|name| !name.is_empty()).collect();
    LetterWords { text: reading.text, attachment_names }
}

fn open(summary: Summary, raw: &[u8], letter: Option<&Letter>) -> Opened {
    let content = letter.map_or(raw, |letter| &letter.content);
    let mut reading = mime::read(content);
    reading.parts.extend(within::of(content, &reading.parts).into_iter().map(|within| within.part));
    // What is claimed is claimed by what came.
    let mark = if letter.is_some() { mime::read(raw).mark } else { reading.mark };
    Opened {
        summary,
        envelope: reading.envelope,
        parts: reading.parts,
        mark,
        results: hprim::recognise_text(&reading.text).is_some_and(|kind| kind != hprim::Kind::Xml),
        text: reading.text,
        headers: mime::header_text(raw),
        receipts: Receipts {
            report: mime::receipt::report(content),
            asked: mime::receipt::request(raw),
            ..Receipts::default()
        },
        seal: letter.map(|letter| letter.seal.clone()),
    }
}

impl Letter {
    /// None where nothing is signed or encrypted.
    fn of(judged: Judged) -> Option<Self> {
        if judged.verdict.layers.is_empty() && judged.apart.is_empty() && judged.verdict.reasons.is_empty() {
            return None;
        }
        let (bytes, verdicts) = (judged.contents_apart, judged.apart);
        let shown = verdicts.into_iter().zip(&bytes).zip(1..).map(|((verdict, bytes), place)| {
            let reading = mime::read(bytes);
            let attached = reading.parts.into_iter().filter(|part| part.role == PartRole::Attachment);
            let parts = attached.map(|part| Part { id: PartId(place * APART + part.id.0), ..part }).collect();
            Apart { verdict, text: reading.text, parts }
        });
        let seal =
            Seal { apart: shown.collect(), verdict: judged.verdict, closed: judged.closed.map(|fault| fault.kind) };
        Some(Self {
            seal: Arc::new(seal),
            seen: judged.seen,
            content: judged.content.into(),
            apart: bytes.into_iter().map(Into::into).collect(),
        })
    }

    /// The bytes that are read: the message within its seal, or what is apart.
    pub(in crate::engine) fn shown(&self, part: Option<usize>) -> Option<&[u8]> {
        match part {
            None => Some(&self.content),
            Some(part) => Some(self.apart.get(part)?),
        }
    }

    /// Where a part lies, and its number there.
    fn place(&self, part: PartId) -> Option<(&[u8], PartId)> {
        let inner = PartId(part.0 % APART);
        match part.0 / APART {
            0 => Some((&self.content, inner)),
            place => Some((self.apart.get(place as usize - 1)?, inner)),
        }
    }
}

#[cfg(test)]
mod tests;
