//! A new message from what was typed in a terminal, to the bytes that are sent.

use crate::domain::{Address, Timestamp};
use crate::engine::drafts::fresh_id;
use crate::engine::{Engine, Fault};
use crate::mime::compose::{Attachment, Letter, compose};

/// What a note says, and to whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub subject: String,
    pub text: String,
    pub files: Vec<Enclosed>,
    /// Its recipients are asked to say that they read it.
    pub receipt: bool,
}

/// A file that goes along.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosed {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A message that can be posted.
#[derive(Clone, PartialEq, Eq)]
pub struct Composed {
    /// Without brackets.
    pub message_id: String,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Note({} files)", self.files.len())
    }
}

impl std::fmt::Debug for Enclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Enclosed({} bytes)", self.bytes.len())
    }
}

impl std::fmt::Debug for Composed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Composed({} bytes)", self.bytes.len())
    }
}

impl Engine {
    /// Those who get it in secret are told to [`Engine::post`] alone.
    pub async fn compose(&self, note: Note, date: Timestamp) -> Result<Composed, Fault> {
        let message_id = fresh_id(&note.from)?;
        let receipt =
            note.receipt.then(|| ("Disposition-Notification-To".to_owned(), format!("<{}>", note.from.email)));
        let attachments = note.files.into_iter().map(attached).collect();
        let letter = Letter {
            from: note.from,
            to: note.to,
            cc: note.cc,
            reply_to: Vec::new(),
            subject: note.subject,
            date,
            message_id: message_id.clone(),
            in_reply_to: None,
            references: Vec::new(),
            text: note.text,
            html: None,
            attachments,
            headers: receipt.into_iter().collect(),
        };
        let bytes = self.on_a_thread(move || compose(&letter)).await?;
        Ok(Composed { message_id, bytes })
    }
}

fn attached(file: Enclosed) -> Attachment {
    let Enclosed { name, bytes } = file;
    Attachment { media_type: media_type(&name).to_owned(), name, bytes, content_id: None }
}

/// By its name: of what practices send, the common kinds.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "txt" | "hpr" | "hprim" => "text/plain",
        "xml" => "application/xml",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "eml" => "message/rfc822",
        _ => "application/octet-stream",
    }
}
