//! The copy of a draft in the folder of drafts, where every workstation of the
//! mailbox finds it; and the way back from there.
//!
//! What is to be sent encrypted lies there encrypted for its writer, or not at all.
//! Where another workstation wrote on, its copy is another letter: the newer one
//! wins, and what was written here since is kept beside it.

use crate::domain::{Draft, DraftId, Flag, Flags, Manner, MessageId, Phrases, Role, Uid, Writing};
use crate::engine::{Engine, Fault, FaultKind, Subject, faults};
use crate::mime::answer::with_bcc;
use crate::store::Performed;
use crate::sync::{ingest, now};

use super::begin::{Setting, put_bodies};

impl Engine {
    /// Lays what is written into the folder of drafts, in the place of what was
    /// there of it. False where it stays here alone: it is to be encrypted, and
    /// there is no certificate of the writer's own.
    pub async fn copy_draft(&self, id: DraftId) -> Result<bool, Fault> {
        let Some(kept) = self.kept_draft(id).await? else { return Ok(false) };
        if kept.is_copied || kept.posted || kept.writing.is_blank() {
            return Ok(true);
        }
        let mut writing = kept.writing;
        put_bodies(&mut writing);
        let Some(bytes) = self.copy_of(&writing.draft).await? else {
            // What lies there in clear from before goes.
            let gone = self.inner.store.take_draft_copy(id, self.ground()).await.map_err(faults::store)?;
            self.tell_copy(gone);
            return Ok(false);
        };
        let flags = Flags::NONE.with(Flag::Draft).with(Flag::Seen);
        let read = move || ingest::whole(&bytes, Uid(0), now(), flags, Vec::new(), Some(Role::Drafts));
        let letter = self.on_a_thread(read).await?;
        let store = &self.inner.store;
        let put = store.put_draft_copy(id, kept.revision, letter, self.ground()).await.map_err(faults::store)?;
        self.tell_copy(put);
        Ok(true)
    }

    /// None where it may not lie on a server as it is.
    async fn copy_of(&self, draft: &Draft) -> Result<Option<Vec<u8>>, Fault> {
        if draft.source.is_some_and(|source| source.manner == Manner::Redirect) {
            return Ok(None);
        }
        let (bytes, _) = self.letter_of(draft, now(), Vec::new()).await?;
        let bytes = with_bcc(&draft.bcc, bytes);
        if !draft.wishes.encrypt && !draft.must_encrypt {
            return Ok(Some(bytes));
        }
        match self.encrypted_for_self(&draft.from, bytes).await {
            Ok(sealed) => Ok(Some(sealed)),
            Err(fault) if fault.kind == FaultKind::NoRecipientCertificate => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    fn tell_copy(&self, performed: Option<Performed>) {
        if let Some(performed) = performed {
            let _done = self.tell_performed(performed);
        }
    }

    /// It is thrown away, with its copy.
    pub async fn discard_draft(&self, id: DraftId) -> Result<(), Fault> {
        self.take_draft_copy(id).await?;
        self.drop_draft(id).await
    }

    /// Its copy goes; it stays here until it is forgotten, and comes again if the
    /// program is cut before.
    pub async fn lay_aside(&self, id: DraftId) -> Result<(), Fault> {
        self.show_draft(Some(id)).await?;
        self.take_draft_copy(id).await
    }

    /// For ever; nobody waits for it.
    pub fn forget_draft(&self, id: DraftId) {
        let engine = self.clone();
        let _forgotten = self.inner.handle.spawn(async move {
            if let Err(fault) = engine.drop_draft(id).await {
                tracing::warn!(?fault, "a draft that was thrown away is still there");
            }
        });
    }

    pub(super) async fn take_draft_copy(&self, id: DraftId) -> Result<(), Fault> {
        let gone = self.inner.store.take_draft_copy(id, self.ground()).await.map_err(faults::store)?;
        self.tell_copy(gone);
        Ok(())
    }

    /// A message of the folder of drafts, to be written on: what is kept here of
    /// it, or what another workstation left there.
    pub async fn edit_draft(&self, message: MessageId) -> Result<(Option<DraftId>, Writing), Fault> {
        let gone = || Fault::new(FaultKind::NotHere, Subject::Message(message), "no such draft");
        let envelope = self.inner.store.envelope(message).await.map_err(faults::store)?.ok_or_else(gone)?;
        if let Some(id) = envelope.message_id {
            let kept = self.inner.store.draft_of_copy(id).await.map_err(faults::store)?;
            if let Some(kept) = kept {
                return Ok((Some(kept.id), kept.writing));
            }
        }
        let setting = Setting::default();
        let mut writing = self.begin_answer(message, Manner::EditAsNew, setting, |_, _| Phrases::default()).await?;
        // It answers nothing: it is the draft itself.
        writing.draft.source = None;
        let id = self.keep_draft(None, writing.clone()).await?;
        // From now on its copy there is the copy of this one.
        self.adopt(id, message).await?;
        Ok((Some(id), writing))
    }

    async fn adopt(&self, id: DraftId, message: MessageId) -> Result<(), Fault> {
        let envelope = self.inner.store.envelope(message).await.map_err(faults::store)?;
        let copy = envelope.and_then(|envelope| envelope.message_id);
        self.inner.store.adopt_copy(id, copy).await.map_err(faults::store)
    }

    /// Drafts that nobody is writing: where another workstation wrote on or threw
    /// one away, what is kept here of it goes; what it has not seen is laid there
    /// again.
    pub async fn settle_drafts(&self) -> Result<(), Fault> {
        for kept in self.kept_drafts().await?.into_iter().filter(|kept| !kept.open && !kept.posted) {
            let there = kept.copy.is_some() && self.inner.store.has_draft_copy(kept.id).await.map_err(faults::store)?;
            match superseded(kept.copy.is_some(), kept.is_copied, there) {
                true => self.drop_draft(kept.id).await?,
                false if !there || !kept.is_copied => {
                    let _copied = self.copy_draft(kept.id).await?;
                }
                false => {}
            }
        }
        Ok(())
    }
}

/// Another workstation has the last word: its copy was there, nothing was written
/// here since, and it is there no more.
fn superseded(was_there: bool, is_copied: bool, there: bool) -> bool {
    was_there && is_copied && !there
}

#[cfg(test)]
mod tests {
    use super::superseded;

    #[test]
    fn what_was_written_on_elsewhere_goes_here_unless_something_was_written_here_too() {
        assert!(superseded(true, true, false));
        assert!(!superseded(true, true, true), "it is there");
        assert!(!superseded(true, false, false), "written on here: both are kept");
        assert!(!superseded(false, false, false), "it was never there");
    }
}
