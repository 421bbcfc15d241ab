//! The copy of a draft in the folder of drafts, where every workstation of the
//! mailbox finds it; and the way back from there.
//!
//! What is to be sent encrypted lies there encrypted for its writer, or not at all.
//! Where another workstation wrote on, its copy is another letter: the newer one
//! wins, and what was written here since is kept beside it.

use crate::domain::{Carried, Draft, DraftId, Flag, Flags, Manner, MessageId, Phrases, Role, Uid, Writing};
use crate::engine::{Engine, Fault, FaultKind, faults};
use crate::mime::answer::with_bcc;
use crate::store::{KeptDraft, Performed};
use crate::sync::{ingest, now};

use super::begin::{Setting, put_bodies};

/// Seconds until a server that would not have a copy is asked again.
const PATIENCE: i64 = 3600;
/// Bytes of files with which a draft is heavy.
const HEAVY: u64 = 1024 * 1024;

impl Engine {
    /// Lays what is written into the folder of drafts, in the place of what was
    /// there of it. False where it stays here alone: it is to be encrypted, and
    /// there is no certificate of the writer's own; the server would not have it a
    /// moment ago; or it is still being written, and heavy. What is no draft any more
    /// (a template that was filed, a letter that has left) stays nowhere.
    pub async fn copy_draft(&self, id: DraftId) -> Result<bool, Fault> {
        let Some(kept) = self.kept_draft(id).await? else { return Ok(true) };
        if kept.is_copied || kept.posted {
            return Ok(true);
        }
        // Who closes it wants it tried once more, and has it sent up once.
        if kept.open && (was_refused_lately(&kept) || is_heavy(&kept)) {
            return Ok(false);
        }
        self.lay_copy(kept).await
    }

    async fn lay_copy(&self, kept: KeptDraft) -> Result<bool, Fault> {
        let id = kept.id;
        if kept.writing.is_blank() {
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
        let (bytes, _) = self.letter_of(draft, now(), Vec::new(), draft.hides_subject()).await?;
        let bytes = with_bcc(&draft.bcc, bytes);
        if !draft.wishes.encrypt && !draft.must_encrypt {
            return Ok(Some(bytes));
        }
        match self.encrypted_for_self(draft, bytes).await {
            Ok(sealed) => Ok(Some(sealed)),
            Err(fault) if fault.kind == FaultKind::NoRecipientCertificate => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    pub(super) fn tell_copy(&self, performed: Option<Performed>) {
        if let Some(performed) = performed {
            let _done = self.tell_performed(performed);
        }
    }

    /// It is thrown away, with its copy. One that was posted is the outbox's.
    pub async fn discard_draft(&self, id: DraftId) -> Result<(), Fault> {
        let gone = self.inner.store.discard_draft(id, self.ground()).await.map_err(faults::store)?;
        self.tell_copy(gone);
        Ok(())
    }

    /// Its copy goes; it stays here until it is forgotten, and comes again if the
    /// program is cut before.
    pub async fn lay_aside(&self, id: DraftId) -> Result<(), Fault> {
        self.show_draft(Some(id)).await?;
        let gone = self.inner.store.take_draft_copy(id, self.ground()).await.map_err(faults::store)?;
        self.tell_copy(gone);
        Ok(())
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

    /// A message of the folder of drafts, to be written on: what is kept here of
    /// it, or what another workstation left there.
    pub async fn edit_draft(&self, message: MessageId) -> Result<(Option<DraftId>, Writing), Fault> {
        if let Some(kept) = self.inner.store.draft_of_copy(message).await.map_err(faults::store)? {
            return Ok((Some(kept.id), kept.writing));
        }
        let (writing, files) = self.taken_up(message).await?;
        let kept = self.inner.store.take_up_draft(message, writing, files, now()).await.map_err(faults::store)?;
        Ok((Some(kept.id), kept.writing))
    }

    /// What lies in a folder, as it was written, and the bytes of what it carries
    /// that lie in it alone: with its next copy the letter goes.
    pub(super) async fn taken_up(&self, message: MessageId) -> Result<(Writing, Vec<Option<Vec<u8>>>), Fault> {
        let setting = Setting::default();
        let mut writing = self.begin_answer(message, Manner::EditAsNew, setting, |_, _| Phrases::default()).await?;
        // It answers nothing: it is the draft itself.
        writing.draft.source = None;
        let mut files = Vec::with_capacity(writing.draft.carried.len());
        for carried in &writing.draft.carried {
            files.push(match carried {
                Carried::Part { message: of, part, .. } if *of == message => Some(self.part(message, *part).await?),
                _ => None,
            });
        }
        Ok((writing, files))
    }

    /// Drafts that nobody is writing: where another workstation wrote on or threw
    /// one away, what is kept here of it goes; what it has not seen is laid there
    /// again.
    pub async fn settle_drafts(&self) -> Result<(), Fault> {
        let mut settled = Ok(());
        for kept in self.kept_drafts().await?.into_iter().filter(|kept| !kept.open && !kept.posted) {
            // One that cannot be laid there keeps no other from it.
            settled = settled.and(self.settle_draft(kept).await);
        }
        settled
    }

    async fn settle_draft(&self, kept: KeptDraft) -> Result<(), Fault> {
        let store = &self.inner.store;
        if store.drop_superseded(kept.id).await.map_err(faults::store)? {
            return Ok(());
        }
        let is_there = kept.is_copied && store.has_draft_copy(kept.id).await.map_err(faults::store)?;
        if !is_there && !was_refused_lately(&kept) {
            let _copied = self.lay_copy(kept).await?;
        }
        Ok(())
    }
}

/// It goes up whole each time.
fn is_heavy(kept: &KeptDraft) -> bool {
    kept.writing.draft.carried.iter().map(Carried::size).sum::<u64>() > HEAVY
}

/// Each refusal is told: a server that has no room is not asked again at once.
fn was_refused_lately(kept: &KeptDraft) -> bool {
    kept.refused.is_some_and(|at| (at.0..at.0.saturating_add(PATIENCE)).contains(&now().0))
}
