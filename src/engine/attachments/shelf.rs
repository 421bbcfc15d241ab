//! Where letters with unread attachments come from, and their words go to. A
//! failing cache is no reason to stop: it is told where somebody waits for it.

use crate::domain::MessageId;
use crate::store::Store;

use super::letter::Words;
use crate::engine::search;

pub(super) trait Shelf: Send + Sync + 'static {
    /// Some letters whose attachments were not read yet.
    fn unread(&self, limit: usize) -> impl Future<Output = Vec<MessageId>> + Send;
    /// None where the letter is gone.
    fn raw(&self, id: MessageId) -> impl Future<Output = Option<Vec<u8>>> + Send;
    fn put(&self, id: MessageId, words: Words) -> impl Future<Output = ()> + Send;
}

impl Shelf for Store {
    async fn unread(&self, limit: usize) -> Vec<MessageId> {
        self.unread_attachments(limit).await.unwrap_or_default()
    }

    async fn raw(&self, id: MessageId) -> Option<Vec<u8>> {
        Self::raw(self, id).await.ok().flatten()
    }

    async fn put(&self, id: MessageId, words: Words) {
        // The index takes a letter and its attachments only together.
        let Ok(Some(raw)) = Self::raw(self, id).await else { return };
        let Ok(letter) = tokio::task::spawn_blocking(move || search::words(&raw)).await else { return };
        // It comes up again after the next start.
        let _ = self.put_attachment_text(id, letter, words.text, words.whole).await;
    }
}
