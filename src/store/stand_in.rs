//! Signatures of the next floor, for those who build against them. Each goes
//! from here when the real one comes.

use super::Store;
use super::error::Result;
use crate::domain::MessageId;

impl Store {
    /// Letters with attachments whose words are not in the index, newest first.
    #[allow(clippy::unused_async, reason = "the real one asks the database")]
    pub async fn unread_attachments(&self, _limit: usize) -> Result<Vec<MessageId>> {
        Ok(Vec::new())
    }

    /// The words of a letter's attachments. `whole`: all that can be read was;
    /// else it is never tried again, and not counted as searched.
    #[allow(clippy::unused_async, reason = "the real one writes to the database")]
    pub async fn put_attachment_text(&self, _id: MessageId, _text: String, _whole: bool) -> Result<()> {
        Ok(())
    }
}
