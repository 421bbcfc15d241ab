//! How a message begins: empty, as an answer above what it quotes, or as it was
//! written elsewhere; with the signature of its mailbox.

use crate::domain::writing::{Block, Document, Form, Paragraph, Place, Selection};
use crate::domain::{Account, Draft, Filling, Manner, MessageId, Phrases, Writing};
use crate::domain::{Envelope, Timestamp};
use crate::engine::{Engine, Fault, FaultKind};
use crate::mime;

/// What the words of a message are filled with when it is begun.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Today, as one writes it.
    pub date: String,
    /// Whom the answered message is about.
    pub patient: String,
}

impl Engine {
    /// An answer, ready to be written on.
    pub async fn begin_answer(
        &self,
        id: MessageId,
        manner: Manner,
        setting: Setting,
        phrases: impl FnOnce(&Envelope, Timestamp) -> Phrases + Send,
    ) -> Result<Writing, Fault> {
        // The words of an answer without layout are those that were shown too, and what
        // was written with layout is not flattened by being taken up again.
        let html = match self.quotable(id).await {
            // The words do for an answer. A message that is written on would be kept
            // without its layout, and nobody would have said so.
            Err(fault) if fault.kind == FaultKind::LayoutUnread && manner != Manner::EditAsNew => None,
            read => read?,
        };
        let draft = self.answer(id, manner, html, phrases).await?;
        let account = self.accounts().await?.into_iter().find(|account| account.id == draft.account);
        let about = self.summary(id).await?.about;
        let patient = about.and_then(|about| about.only()).map(|concern| concern.name).unwrap_or_default();
        let setting = Setting { patient, ..setting };
        self.on_a_thread(move || match account {
            Some(account) => begun(draft, &account, &setting),
            None => Writing::of(draft),
        })
        .await
    }
}

/// An empty message from a mailbox.
pub fn empty(account: &Account, setting: &Setting) -> Writing {
    begun(Writing::new(account).draft, account, setting)
}

/// A draft as its mailbox begins it.
pub fn begun(draft: Draft, account: &Account, setting: &Setting) -> Writing {
    let sending = &account.draft.sending;
    let mut writing = Writing::of(draft);
    writing.follow(account);
    writing.patient.clone_from(&setting.patient);
    let manner = writing.draft.source.map(|source| source.manner);
    // What goes on to others goes as it came; an answer is written as its mailbox
    // writes.
    let goes_on = manner.is_some_and(|manner| manner == Manner::EditAsNew || manner.is_forward());
    if !sending.rich && !goes_on {
        without_layout(&mut writing.draft);
    }
    let quoted = match &writing.draft.html {
        Some(html) => {
            writing.rich = true;
            mime::writing::from_html(html)
        }
        None if writing.draft.text.is_empty() => Document::default(),
        // Room to write is made here.
        None => mime::writing::from_text(writing.draft.text.trim_start_matches('\n')),
    };
    if matches!(manner, Some(Manner::EditAsNew | Manner::Redirect)) {
        writing.document = quoted;
        return writing;
    }
    let signature = sending.signature.and_then(|place| signature(account, place, setting));
    writing.signed = signature.as_ref().map(|one| one.letters(one.everything()));
    let plain = writing.signed.as_deref().filter(|_| !writing.rich).map(Document::plain);
    writing.document = laid(&quoted, plain.or(signature).as_ref(), sending.above);
    writing.selection = Selection::caret(Place::default());
    writing
}

/// A signature of a mailbox, filled in; None where nothing is left of it.
pub fn signature(account: &Account, place: usize, setting: &Setting) -> Option<Document> {
    let filled = filling(account, setting).fill(&account.draft.sending.signatures.get(place)?.document());
    Some(filled).filter(|filled| !filled.letters(filled.everything()).trim().is_empty())
}

pub(super) fn filling<'a>(account: &'a Account, setting: &'a Setting) -> Filling<'a> {
    let author = &account.draft.sending.author;
    Filling { name: &account.draft.holder, author, date: &setting.date, patient: &setting.patient }
}

/// Words above what a message begins with: its first line was the room for them.
pub(super) fn above(words: &Document, begun: &Document) -> Document {
    let blocks = words.blocks().iter().chain(begun.blocks().iter().skip(1));
    blocks.map(|block| Block::clone(block)).collect()
}

/// Its words alone. The pictures that stood among them stay behind.
fn without_layout(draft: &mut Draft) {
    if draft.html.take().is_some() {
        draft.carried.retain(|carried| !carried.is_shown());
    }
}

/// Room to write, the signature and the quote, in the order that the mailbox wants.
fn laid(quoted: &Document, signature: Option<&Document>, above: bool) -> Document {
    let is_empty = quoted.is_empty();
    let mut blocks: Vec<Block> = vec![blank()];
    let mut add = |document: Option<&Document>| {
        let Some(document) = document else { return };
        blocks.push(blank());
        blocks.extend(document.blocks().iter().map(|block| Block::clone(block)));
    };
    let quoted = (!is_empty).then_some(quoted);
    if above || is_empty {
        // Under the mark of a signature other programs hide or pale all that comes.
        add(signature.map(|one| if is_empty { one.marked() } else { one.clone() }).as_ref());
        add(quoted);
    } else {
        add(quoted);
        add(signature.map(Document::marked).as_ref());
    }
    blocks.into_iter().collect()
}

fn blank() -> Block {
    Block::Paragraph(Paragraph::new(Form::default()))
}

/// The bodies that are sent, of what was written.
pub(super) fn put_bodies(writing: &mut Writing) {
    writing.draft.text = mime::writing::text(&writing.document);
    writing.draft.html = writing.rich.then(|| mime::writing::html(&writing.document));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(quoted: &str, signature: Option<&str>, above: bool) -> String {
        let quoted = if quoted.is_empty() { Document::default() } else { mime::writing::from_text(quoted) };
        mime::writing::text(&laid(&quoted, signature.map(Document::plain).as_ref(), above))
    }

    #[test]
    fn one_writes_above_the_signature_and_the_quote() {
        assert_eq!(text("", Some("Dr Désiré"), true), "\n\n-- \nDr Désiré");
        assert_eq!(text("> Bonjour", Some("Dr Désiré"), true), "\n\nDr Désiré\n\n> Bonjour");
        assert_eq!(text("> Bonjour", Some("Dr Désiré"), false), "\n\n> Bonjour\n\n-- \nDr Désiré");
        assert_eq!(text("> Bonjour", None, true), "\n\n> Bonjour");
        assert_eq!(text("", None, true), "");
    }
}
