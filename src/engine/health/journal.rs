//! What the user chooses for the export of a mailbox, and the journal: what went where,
//! what waits and why, and a line of it once more.

use crate::domain::export::{Copies, Doubt, Export, ExportState, Exporting, check};
use crate::domain::{AccountId, ExportId, MessageId};
use crate::engine::{Engine, ExportFault, Fault, FaultKind, Subject, faults};
use crate::store::NewExport;
use crate::sync::now;

use super::errand::{Exported, year};
use super::find::{self, Rules};

impl Engine {
    /// Kept with the mailbox; what waits for its folder of before goes to the new one.
    pub async fn set_exporting(&self, id: AccountId, exporting: Exporting) -> Result<(), Fault> {
        let wrong = |kind, detail| Err(Fault::new(FaultKind::Export(kind), Subject::Account(id), detail));
        if check(&exporting.template).is_err() {
            return wrong(ExportFault::Template, "no names can be made of the template");
        }
        if exporting.folder.as_deref().is_some_and(|folder| !folder.is_absolute() || folder.to_str().is_none()) {
            return wrong(ExportFault::Missing, "a folder is named by its whole path");
        }
        self.change_account(id, move |draft| draft.exporting = exporting).await?;
        self.inner.exports.ring();
        Ok(())
    }

    /// The journal, newest first: what is older than `before`, as much as fits a page.
    pub async fn exports(
        &self,
        account: Option<AccountId>,
        before: Option<ExportId>,
        limit: usize,
    ) -> Result<Vec<Export>, Fault> {
        self.inner.store.exports(account, before, limit).await.map_err(faults::store)
    }

    /// What waits is tried now.
    pub async fn retry_exports(&self, account: AccountId) -> Result<Exported, Fault> {
        self.inner.store.hurry_exports(account).await.map_err(faults::store)?;
        self.written_of(account).await
    }

    /// One more file of a document: the user says that the software lost it, or looked at
    /// what was refused. One that waits is tried now.
    pub async fn export_again(&self, id: ExportId) -> Result<Exported, Fault> {
        let gone = || Fault::new(FaultKind::NotHere, Subject::Profile, "no such line in the journal");
        let (entry, digest, piece) = self.inner.store.export(id).await.map_err(faults::store)?.ok_or_else(gone)?;
        if matches!(entry.state, ExportState::Waiting | ExportState::Placing) {
            return self.retry_exports(entry.account).await;
        }
        if entry.doubt.is_some_and(Doubt::is_final) {
            return Err(Fault::new(FaultKind::NotHere, Subject::Message(entry.message), "the archive was refused"));
        }
        let kept = self.inner.store.export_bytes(id).await.map_err(faults::store)?;
        let bytes = match kept {
            Some(bytes) => bytes,
            None => self.bytes_again(&entry, digest, piece).await?,
        };
        let account = self.accounts().await?.into_iter().find(|one| one.id == entry.account).ok_or_else(gone)?;
        let folder = account.draft.exporting.folder.as_ref().unwrap_or(&entry.folder);
        let folder = folder.to_str().unwrap_or_default().to_owned();
        let by = self.at_the_workstation(&account);
        let _ = self.inner.store.export_again(id, bytes, folder, by, now()).await.map_err(faults::store)?;
        self.written_of(entry.account).await
    }

    async fn written_of(&self, account: AccountId) -> Result<Exported, Fault> {
        let wrote = self.write_due(account).await?;
        let waiting = self.tell_exports(account).await?;
        let why = wrote.obstacle.map(|obstacle| super::fault(obstacle, account));
        Ok(Exported { written: wrote.files, waiting, why, ..Exported::default() })
    }

    /// From the message again, wherever it lies now.
    async fn bytes_again(&self, entry: &Export, digest: [u8; 32], piece: u32) -> Result<Vec<u8>, Fault> {
        let mut places = vec![entry.message];
        if let Some(message_id) = entry.message_id.clone() {
            places.extend(self.inner.store.named(message_id).await.map_err(faults::store)?);
        }
        for place in places {
            if let Some(bytes) = self.document_of(place, entry.size, digest, piece).await? {
                return Ok(bytes);
            }
        }
        Err(Fault::new(FaultKind::NotHere, Subject::Message(entry.message), "the message is gone, or closed"))
    }

    async fn document_of(
        &self,
        message: MessageId,
        size: u64,
        digest: [u8; 32],
        piece: u32,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let readable = match self.readable(message).await {
            Err(fault) if matches!(fault.kind, FaultKind::NotHere | FaultKind::BodyPending) => return Ok(None),
            read => read?,
        };
        self.on_a_thread(move || {
            // As it was taken: whole, or a dossier of it; the document, or its copy.
            let mut ways =
                [Copies::Beside, Copies::Instead].into_iter().flat_map(|copies| [(false, copies), (true, copies)]);
            ways.find_map(|(split, copies)| {
                let chosen = Exporting { split, copies, pdf: true, ..Exporting::default() };
                let rules = Rules { chosen: &chosen, message, year: year() };
                let is_it =
                    |one: &NewExport| one.digest == digest && one.piece == piece && one.bytes.len() as u64 == size;
                find::documents(&readable.pieces, rules).into_iter().find(is_it).map(|one| one.bytes)
            })
        })
        .await
    }
}
