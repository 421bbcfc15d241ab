//! Deciphering what there is of a folder, so that it can be searched: one
//! message after the other, told as it goes, stopped when nobody waits any more.

use tokio::sync::broadcast::Sender;

use crate::domain::{AccountId, BodyState, Filter, FolderId, Mark, MessageId, Sort};
use crate::engine::answer::Guarded;
use crate::engine::{Engine, Event, Fault, FaultKind, Progress, Subject, Work, faults};

/// Rows that are looked through at once.
const PAGE: usize = 200;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deciphered {
    pub open: usize,
    /// For others, or damaged.
    pub closed: usize,
}

impl Engine {
    /// Dropping this stops it; what was deciphered until then can be found.
    pub async fn decipher(&self, folder: FolderId) -> Result<Deciphered, Fault> {
        let engine = self.clone();
        Guarded(self.inner.handle.spawn(async move { engine.decipher_all(folder).await }))
            .await
            .map_err(|_| faults::worker())?
    }

    async fn decipher_all(&self, folder: FolderId) -> Result<Deciphered, Fault> {
        let found = self.inner.store.folder(folder).await.map_err(faults::store)?;
        let gone = || Fault::new(FaultKind::NotHere, Subject::Folder(folder), "no such folder");
        let account = found.ok_or_else(gone)?.account;
        let sealed = self.sealed(folder).await?;
        let mut told = Told { events: &self.inner.events, account, total: sealed.len() as u64 };
        let mut done = Deciphered::default();
        for (count, id) in sealed.into_iter().enumerate() {
            told.tell(count as u64);
            let open = self.decipher_one(id).await?;
            done.open += usize::from(open);
            done.closed += usize::from(!open);
        }
        Ok(done)
    }

    /// Whether it is open now. A card that does not answer ends the whole: it
    /// would be asked a thousand times.
    async fn decipher_one(&self, id: MessageId) -> Result<bool, Fault> {
        let raw = match self.source(id).await {
            Ok(raw) => std::sync::Arc::new(raw),
            // It has gone meanwhile.
            Err(fault) if matches!(fault.kind, FaultKind::NotHere | FaultKind::BodyPending) => return Ok(false),
            Err(fault) => return Err(fault),
        };
        let Some(letter) = self.judged(&raw, None).await? else { return Ok(true) };
        if let Some(kind @ FaultKind::Card(_)) = letter.seal.closed {
            return Err(Fault::new(kind, Subject::Profile, "the card did not answer"));
        }
        self.learn_words(id, raw, letter.clone()).await;
        let open = !letter.seal.is_closed();
        if open {
            self.export_deciphered(id).await;
        }
        Ok(open)
    }

    /// The messages of the folder that are encrypted, as their structure says.
    async fn sealed(&self, folder: FolderId) -> Result<Vec<MessageId>, Fault> {
        let ids = self.list(folder, Sort::default(), Filter::All).await?;
        let mut sealed = Vec::new();
        for page in ids.chunks(PAGE) {
            let rows = self.page(page.to_vec()).await?;
            let here = rows.iter().filter(|row| row.mark == Mark::Encrypted && row.body == BodyState::Here);
            sealed.extend(here.map(|row| row.id));
        }
        Ok(sealed)
    }
}

/// Says how far it has come; and, however it ends, that it has ended.
struct Told<'a> {
    events: &'a Sender<Event>,
    account: AccountId,
    total: u64,
}

impl Told<'_> {
    fn tell(&mut self, done: u64) {
        let progress = Progress { account: self.account, work: Work::Deciphering, done, total: self.total };
        // Nobody listening is no failure.
        let _ = self.events.send(Event::Progress(progress));
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.tell(self.total);
    }
}
