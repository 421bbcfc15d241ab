//! What only one workstation of several may do, where all of them were told of the
//! same letter in the same instant.

use crate::domain::{Change, FolderId, Keyword, MessageId, Uid};
use crate::net::Refusal;
use crate::sync::SyncError;

use super::{Flush, answer};

impl Flush<'_> {
    /// Marks the messages that no other workstation has claimed, and leaves no others
    /// in the list. Where the folder keeps no words of ours, nobody is asked.
    pub(super) async fn claim(
        &mut self,
        folder: FolderId,
        messages: &mut Vec<(MessageId, Uid)>,
        change: &Change,
        word: &Keyword,
    ) -> Result<Result<(), Refusal>, SyncError> {
        let uids: Vec<Uid> = messages.iter().map(|(_, uid)| *uid).collect();
        let name = self.store.workstation().await?;
        let ours = match answer(self.session.claim(&uids, change, word, &name).await)? {
            Ok(ours) => ours,
            Err(Refusal::Unsupported) => return answer(self.session.store(&uids, change).await),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let theirs: Vec<MessageId> =
            messages.extract_if(.., |(_, uid)| !ours.contains(uid)).map(|(id, _)| id).collect();
        if !theirs.is_empty() {
            self.store.left_to_another(theirs).await?;
            self.tell_refusal([folder]);
        }
        Ok(Ok(()))
    }
}
