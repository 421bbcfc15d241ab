//! A message that is being written: a new one, or an answer to one that came.
//! What is carried along is named, not held: the bytes stay where they lie until
//! the draft is sent.

use serde::{Deserialize, Serialize};

use super::{AccountId, Address, Flag, MessageId, PartId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The mailbox it is written in, and sent from.
    pub account: AccountId,
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub bcc: Vec<Address>,
    pub reply_to: Vec<Address>,
    pub subject: String,
    /// Ids are without brackets, as everywhere.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    /// A paragraph is one line: where lines are broken for the wire is not its
    /// business.
    pub text: String,
    /// The same with its layout. Only what was cleaned before stands in it.
    pub html: Option<String>,
    /// The quote is longer than what is given to an editor.
    pub quote_cut: bool,
    pub carried: Vec<Carried>,
    /// What it answers.
    pub source: Option<Answered>,
    /// It quotes or carries what came encrypted: it must not go out in clear.
    pub must_encrypt: bool,
}

/// Something of a message that goes along with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Carried {
    Part {
        message: MessageId,
        part: PartId,
        name: String,
        media_type: String,
        size: u64,
        /// Of a picture that the HTML shows.
        content_id: Option<String>,
    },
    /// A message as an attachment (`message/rfc822`).
    Whole { message: MessageId, name: String },
}

/// The message that a draft was made from. Once the draft is sent, it is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub message: MessageId,
    pub manner: Manner,
}

/// The ways of answering a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    Reply,
    ReplyAll,
    /// In the text, without its attachments.
    Forward,
    /// In the text, with its attachments.
    ForwardAttached,
    /// As an attachment (`.eml`).
    ForwardEml,
    EditAsNew,
    /// As it came, to somebody else (RFC 5322, 3.6.6).
    Redirect,
}

impl Manner {
    pub fn is_reply(self) -> bool {
        matches!(self, Self::Reply | Self::ReplyAll)
    }

    pub fn is_forward(self) -> bool {
        matches!(self, Self::Forward | Self::ForwardAttached | Self::ForwardEml)
    }

    /// What is set on the message that was answered, once the answer is sent.
    pub fn mark(self) -> Option<Flag> {
        match self {
            Self::Reply | Self::ReplyAll => Some(Flag::Answered),
            Self::Forward | Self::ForwardAttached | Self::ForwardEml | Self::Redirect => Some(Flag::Forwarded),
            Self::EditAsNew => None,
        }
    }
}

/// The words around a quote, in the user's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrases {
    /// "Le lundi 2 mars 2026 à 10:12, Anne Durand <…> a écrit :"
    pub attribution: String,
    /// Above a message that is forwarded.
    pub heading: String,
    /// Its header, a line each.
    pub header: Vec<String>,
    /// Before the subject of a message that is forwarded, without its colon.
    pub forward: String,
}
