//! The parts of a message: what it is made of, without the bytes.

use serde::{Deserialize, Serialize};

/// The number of a part in the order in which the parser meets them; it only
/// means something together with the message's bytes, which never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartId(pub u32);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub id: PartId,
    /// `application/pdf`, in lower case; `application/octet-stream` where it
    /// says nothing that can be read.
    pub media_type: String,
    pub role: PartRole,
    /// Cleaned for showing and for saving: no path, no control or
    /// direction-changing character, never empty for an attachment.
    pub name: String,
    pub content_id: Option<String>,
    /// Decoded size in bytes.
    pub size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartRole {
    /// Text to be read as the message.
    Body,
    /// A picture of the body, named by `cid:`.
    Inline,
    Attachment,
    /// A signature, or a ciphertext: it has its own place in the window.
    Security,
}
