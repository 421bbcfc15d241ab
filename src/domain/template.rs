//! A letter that is written again and again. It lies as a message in a folder of
//! the server, where everybody finds it who has the mailbox.

use super::MessageId;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub id: MessageId,
    /// Its subject.
    pub name: String,
    /// The folder below that of the templates; empty for what lies in that one.
    pub shelf: String,
}
