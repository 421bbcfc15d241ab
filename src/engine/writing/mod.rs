//! Messages that are being written: kept while they are written, found again
//! after a crash, and given away to be sent.
//!
//! Nothing here asks the user anything, and nothing leaves this workstation
//! before it is posted.

mod begin;
mod copy;
mod leave;
mod look;
mod named;
mod people;
mod pictures;
mod post;
mod templates;

use std::path::PathBuf;

use crate::domain::{Carried, DraftId, Writing};
use crate::mime;
use crate::store::KeptDraft;
use crate::sync::now;

use super::{Engine, Fault, chosen, faults};

pub use begin::{Setting, begun, empty, signature};
pub use leave::{Handed, Means, Posting};
pub use look::SealWish;
pub use named::Named;
pub use pictures::{KeptPicture, Pixels};
pub(super) use post::Limits;

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
