//! Flags and keywords: only those that were touched.

use crate::domain::{Change, Flag, Flags, MessageId, Uid};
use crate::net::Refusal;
use crate::store::MarkBatch;
use crate::sync::SyncError;

use super::{BATCH, Door, Flush, HANDFUL, answer, reason};

/// Flags that every folder keeps; the others are keywords to a server.
const OF_THE_SYSTEM: [Flag; 5] = [Flag::Seen, Flag::Answered, Flag::Flagged, Flag::Deleted, Flag::Draft];

impl Flush<'_> {
    pub(super) async fn marks(&mut self) -> Result<(), SyncError> {
        loop {
            let mut batches = self.store.waiting_marks(self.account, HANDFUL).await?;
            batches.retain(|batch| !self.shut.contains(&batch.folder));
            if batches.is_empty() {
                return Ok(());
            }
            for batch in batches {
                self.mark(batch).await?;
            }
        }
    }

    async fn mark(&mut self, batch: MarkBatch) -> Result<(), SyncError> {
        let claimed = batch.claimed();
        let MarkBatch { folder, change, messages } = batch;
        match self.enter(folder).await? {
            Door::Shut => return Ok(()),
            Door::Refused(reason) => {
                let ids = messages.into_iter().map(|(id, _)| id).collect();
                self.store.marks_refused(ids, change, reason).await?;
                self.tell_refusal([folder]);
                return Ok(());
            }
            Door::Open => {}
        }
        for some in messages.chunks(BATCH) {
            let mut wanted = self.store.marks_sent(some.to_vec(), change.clone()).await?;
            let said = match &claimed {
                Some(word) => self.claim(folder, &mut wanted, &change, word).await?,
                None => answer(self.session.store(&uids_of(&wanted), &change).await)?,
            };
            let ids: Vec<MessageId> = wanted.iter().map(|(id, _)| *id).collect();
            match said {
                Ok(()) => self.store.marks_done(ids, change.clone()).await?,
                Err(Refusal::KeywordRefused) if change.touches_keywords() => {
                    // The flags go out by themselves, in the next round.
                    self.store.keywords_live_here(folder, ids).await?;
                }
                Err(Refusal::KeywordRefused) => {
                    self.without_keywords(&uids_of(&wanted), &change).await?;
                    self.store.marks_done(ids, change.clone()).await?;
                }
                Err(refusal) => {
                    self.store.marks_refused(ids, change.clone(), reason(refusal)).await?;
                    self.tell_refusal([folder]);
                }
            }
        }
        Ok(())
    }

    /// What the folder can keep of a change; that a message is junk, say, is
    /// told by its folder as well.
    async fn without_keywords(&mut self, uids: &[Uid], change: &Change) -> Result<(), SyncError> {
        let system: Flags = OF_THE_SYSTEM.into_iter().collect();
        let kept = Change {
            set: Flags(change.set.0 & system.0),
            clear: Flags(change.clear.0 & system.0),
            ..Change::default()
        };
        if !kept.is_nothing() {
            let _said = answer(self.session.store(uids, &kept).await)?;
        }
        Ok(())
    }
}

fn uids_of(messages: &[(MessageId, Uid)]) -> Vec<Uid> {
    messages.iter().map(|(_, uid)| *uid).collect()
}
