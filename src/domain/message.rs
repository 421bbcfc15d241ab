//! A message as a list shows it, and how lists are sorted and narrowed.

use serde::{Deserialize, Serialize};

use super::{About, Flags, FolderId, Keyword, MessageId, Timestamp};

/// One row of a list: all that is drawn, and nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub id: MessageId,
    pub folder: FolderId,
    /// The sender, or the recipients in a folder of sent mail.
    pub who: String,
    pub subject: String,
    pub date: Timestamp,
    /// Bytes on the server.
    pub size: u64,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub attachment: bool,
    pub mark: Mark,
    pub body: BodyState,
    /// The first words of the text; empty until the body is here.
    pub extract: String,
    /// Whom it is about, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<About>>,
}

/// What the structure of a message alone claims. It is no verdict: nothing
/// here says that a signature is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    #[default]
    Plain,
    Signed,
    Encrypted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyState {
    /// Only the header is here.
    Pending,
    Here,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::Date, descending: true }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SortKey {
    Date,
    Who,
    Subject,
    Size,
    // These are seldom asked for: no index keeps them in order.
    Unread,
    Flagged,
    Attachment,
    Mark,
    Tag,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    #[default]
    All,
    Unread,
    Flagged,
    Attachment,
    /// Its structure claims a signature ([`Mark::Signed`]).
    Signed,
    /// From a patient, or to one.
    Patients,
}
