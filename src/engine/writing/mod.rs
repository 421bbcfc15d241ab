//! Messages that are being written: kept while they are written, found again
//! after a crash, and given away to be sent.
//!
//! Nothing here asks the user anything, and nothing leaves this workstation
//! before it is posted.

mod begin;
mod checked;
mod copy;
mod document;
mod leave;
mod look;
mod named;
mod people;
mod pictures;
mod post;
mod templates;

use std::path::PathBuf;

use crate::domain::{AccountId, Carried, DraftId, OutgoingState, Writing};
use crate::mime;
use crate::store::KeptDraft;
use crate::sync::now;

use super::{Engine, Fault, Waiting, chosen, faults};

pub use begin::{Setting, begun, empty, signature};
pub use document::{Chosen, Offer, Order, What as Chose, is_day, kinds, notes, subject_without_patient};
pub use leave::{Handed, Means, Posting};
pub use look::SealWish;
pub use named::Named;
pub use pictures::{KeptPicture, Pixels};
pub(super) use post::Limits;

/// How much of a mailbox is on this workstation alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnlyHere {
    /// That are still to leave: it is not removed before.
    pub letters: usize,
    /// Drafts of which the server has not what was written last.
    pub drafts: usize,
}

/// A file that goes along with a draft from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    pub draft: DraftId,
    pub carried: Carried,
}

impl Engine {
    /// Keeps what is written so far. None makes a new draft.
    pub async fn keep_draft(&self, id: Option<DraftId>, writing: Writing) -> Result<DraftId, Fault> {
        self.inner.store.keep_draft(id, writing, now()).await.map_err(faults::store)
    }

    /// A word that is right from now on, at the next start too.
    pub async fn add_own_word(&self, word: String) -> Result<(), Fault> {
        self.inner.store.add_own_word(word).await.map_err(faults::store)
    }

    pub async fn own_words(&self) -> Result<Vec<String>, Fault> {
        self.inner.store.own_words().await.map_err(faults::store)
    }

    /// All that are kept here, what was last written on first.
    pub async fn kept_drafts(&self) -> Result<Vec<KeptDraft>, Fault> {
        self.inner.store.kept_drafts().await.map_err(faults::store)
    }

    pub async fn kept_draft(&self, id: DraftId) -> Result<Option<KeptDraft>, Fault> {
        self.inner.store.kept_draft(id).await.map_err(faults::store)
    }

    /// Those whose windows were open, at most so many: the others are put away.
    pub async fn drafts_to_open(&self, most: usize) -> Result<Vec<KeptDraft>, Fault> {
        let open = |draft: &KeptDraft| draft.open && !draft.posted;
        let mut drafts: Vec<KeptDraft> = self.kept_drafts().await?.into_iter().filter(open).collect();
        for left in drafts.split_off(most.min(drafts.len())) {
            self.put_draft_away(left.id).await?;
        }
        Ok(drafts)
    }

    /// Those that are in no folder: nobody finds them but by being told.
    pub async fn lone_drafts(&self) -> Result<Vec<KeptDraft>, Fault> {
        let mut lone = Vec::new();
        for draft in self.kept_drafts().await?.into_iter().filter(|one| !one.posted && !one.writing.is_blank()) {
            if !self.inner.store.has_draft_copy(draft.id).await.map_err(faults::store)? {
                lone.push(draft);
            }
        }
        Ok(lone)
    }

    /// What goes with a mailbox that is removed, and is nowhere else.
    pub async fn only_here(&self, account: AccountId) -> Result<OnlyHere, Fault> {
        let waits = |one: &Waiting| one.account == account && one.state != OutgoingState::Filing;
        let letters = self.outbox().await?.iter().filter(|one| waits(one)).count();
        let drafts = self.kept_drafts().await?;
        let is_only_here = |one: &KeptDraft| {
            let is_there = one.is_copied && one.was_there;
            one.account == account && !one.posted && !is_there && !one.writing.is_blank()
        };
        Ok(OnlyHere { letters, drafts: drafts.iter().filter(|one| is_only_here(one)).count() })
    }

    /// A window shows it: it comes again after a crash.
    pub async fn show_draft(&self, id: Option<DraftId>) -> Result<(), Fault> {
        let Some(id) = id else { return Ok(()) };
        self.inner.store.show_draft(id, true).await.map_err(faults::store)
    }

    /// Its window is closed: it is not opened by itself at the next start.
    pub async fn put_draft_away(&self, id: DraftId) -> Result<(), Fault> {
        self.inner.store.show_draft(id, false).await.map_err(faults::store)
    }

    /// For ever, with its files.
    pub async fn drop_draft(&self, id: DraftId) -> Result<(), Fault> {
        self.inner.store.drop_draft(id).await.map_err(faults::store)
    }

    /// A file as it is now, under its own name.
    pub async fn enclose_file(
        &self,
        draft: Option<DraftId>,
        writing: Writing,
        path: PathBuf,
    ) -> Result<KeptFile, Fault> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = self.on_a_thread(move || chosen::read_enclosure(&path)).await??;
        self.enclose(draft, writing, name, bytes).await
    }

    pub async fn enclose(
        &self,
        draft: Option<DraftId>,
        writing: Writing,
        name: String,
        bytes: Vec<u8>,
    ) -> Result<KeptFile, Fault> {
        let (media_type, size) = (mime::media_type_of(&name).to_owned(), bytes.len() as u64);
        let kept = self.inner.store.enclose(draft, writing, bytes, now()).await.map_err(faults::store)?;
        let (draft, file) = kept;
        Ok(KeptFile { draft, carried: Carried::File { file, name, media_type, size, content_id: None } })
    }
}
