//! An export that somebody asks for: the messages of an inbox, of a folder, of all
//! folders, or a few that were chosen. Looked through some at a time, and written as it
//! goes; told as it goes; stopped when nobody waits any more.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tokio::sync::broadcast::Sender;

use crate::domain::export::Exporting;
use crate::domain::{
    Account, AccountId, BodyState, Filter, Folder, FolderId, MessageId, Role, Sort, Summary, Timestamp,
};
use crate::engine::answer::Guarded;
use crate::engine::{Engine, Event, ExportFault, Fault, FaultKind, Progress, Subject, Work, faults};
use crate::store::{Look, Origin};
use crate::sync::now;

use super::find::{self, Rules};

/// Messages looked through at once.
const CHUNK: usize = 16;

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct Errand {
    pub what: What,
    /// Messages from then on.
    pub since: Option<Timestamp>,
    /// In place of the folder of the mailbox.
    pub to: Option<PathBuf>,
}

#[derive(Debug, Clone)]
pub enum What {
    /// Of a mailbox, or of all that have a folder.
    Inbox(Option<AccountId>),
    Folder(FolderId),
    /// All folders of what was received, of all mailboxes that have a folder.
    Everything,
    /// These, whoever sent them.
    Messages(Vec<MessageId>),
}

/// What came of it, in files.
#[derive(Debug, Clone, Default)]
pub struct Exported {
    pub written: usize,
    /// Exported before.
    pub known: usize,
    /// For somebody to look at: the journal says why.
    pub refused: usize,
    /// Still to be written, from this and from before.
    pub waiting: usize,
    /// Messages that could not be looked into: encrypted, or not here yet.
    pub closed: usize,
    /// What is in the way.
    pub why: Option<Fault>,
}

/// A mailbox and where its documents go.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) account: Account,
    pub(super) folder: String,
}

impl Way {
    pub(super) fn rules(&self) -> &Exporting {
        &self.account.draft.exporting
    }
}

/// A message that was looked into.
pub(super) struct Seen {
    pub(super) look: Option<Look>,
    pub(super) closed: bool,
}

impl Engine {
    /// Dropping this stops it; what was written until then is in the journal.
    pub async fn export(&self, errand: Errand) -> Result<Exported, Fault> {
        let engine = self.clone();
        let asked = self.inner.handle.spawn(async move { engine.export_all(errand).await });
        Guarded(asked).await.map_err(|_| faults::worker())?
    }

    async fn export_all(&self, errand: Errand) -> Result<Exported, Fault> {
        let mut lists = self.lists(&errand).await?;
        let total: usize = lists.iter().map(|(_, ids)| ids.len()).sum();
        let any = lists.first().map(|(way, _)| way.account.id);
        let Some(mut told) = any.map(|account| Told { events: &self.inner.events, account, total: total as u64 })
        else {
            return Ok(Exported::default());
        };
        let strict = !matches!(errand.what, What::Messages(_));
        let (mut done, mut count) = (Exported::default(), 0);
        for (way, ids) in &mut lists {
            told.account = way.account.id;
            // What waits from before is asked for too.
            self.inner.store.hurry_exports(way.account.id).await.map_err(faults::store)?;
            let mut obstacle = None;
            for chunk in ids.chunks(CHUNK) {
                told.tell(count);
                self.export_chunk(way, chunk, errand.since, strict, &mut done).await?;
                count += chunk.len() as u64;
                // What is in the way is not asked about again with each message.
                if obstacle.is_none() {
                    let wrote = self.write_due(way.account.id).await?;
                    done.written += wrote.files;
                    obstacle = wrote.obstacle;
                }
            }
            let wrote = self.write_due(way.account.id).await?;
            done.written += wrote.files;
            done.waiting += self.tell_exports(way.account.id).await?;
            let obstacle = wrote.obstacle.or(obstacle).map(|obstacle| super::fault(obstacle, way.account.id));
            done.why = obstacle.or(done.why);
        }
        // What a power cut may take was not exported.
        self.inner.store.flush().await.map_err(faults::store)?;
        self.inner.exports.ring();
        Ok(done)
    }

    async fn export_chunk(
        &self,
        way: &Way,
        ids: &[MessageId],
        since: Option<Timestamp>,
        strict: bool,
        done: &mut Exported,
    ) -> Result<(), Fault> {
        let mut looks = Vec::with_capacity(ids.len());
        for row in self.page(ids.to_vec()).await? {
            if since.is_some_and(|since| row.date < since) {
                continue;
            }
            let seen = self.look(way, &row, strict, false).await?;
            done.closed += usize::from(seen.closed);
            looks.extend(seen.look.filter(|look| !look.documents.is_empty()));
        }
        if looks.is_empty() {
            return Ok(());
        }
        let claimed = self.inner.store.claim_exports(looks).await.map_err(faults::store)?;
        done.known += claimed.known;
        done.refused += claimed.refused;
        Ok(())
    }

    /// The documents of a message. `strict`: of the senders that the mailbox wants.
    pub(super) async fn look(&self, way: &Way, row: &Summary, strict: bool, by_itself: bool) -> Result<Seen, Fault> {
        let unread = Seen { look: None, closed: true };
        if row.body == BodyState::Pending {
            return Ok(unread);
        }
        let readable = match self.readable(row.id).await {
            // It has gone meanwhile, or its bytes are damaged and will be fetched again.
            Err(Fault { kind: FaultKind::NotHere | FaultKind::BodyPending | FaultKind::CacheDamaged, .. }) => {
                return Ok(unread);
            }
            read => read?,
        };
        let origin = Origin {
            account: way.account.id,
            message: row.id,
            message_id: readable.envelope.message_id.clone(),
            subject: row.subject.clone(),
            sender: row.who.clone(),
            folder: way.folder.clone(),
            at: now(),
            by: self.at_the_workstation(&way.account),
            by_itself,
        };
        let closed = readable.closed;
        if strict && !way.rules().wants(&readable.envelope.from) {
            return Ok(Seen { look: Some(Look { origin, documents: Vec::new() }), closed: false });
        }
        let chosen = way.rules().clone();
        let look = self.on_a_thread(move || look(origin, &readable.pieces, &chosen)).await?;
        Ok(Seen { look: Some(look), closed })
    }

    /// Who answers for what is done here: the holder of the card that is in the reader,
    /// or of the mailbox.
    pub(super) fn at_the_workstation(&self, account: &Account) -> String {
        let card = self.card();
        let name = card.token().map(|token| token.holder.as_str()).filter(|name| !name.is_empty());
        name.unwrap_or(&account.draft.holder).to_owned()
    }

    /// Where the documents of a mailbox go. None: nowhere.
    pub(super) async fn way(&self, account: AccountId, to: Option<&Path>) -> Result<Option<Way>, Fault> {
        let account = self.accounts().await?.into_iter().find(|one| one.id == account);
        Ok(account.and_then(|account| way_of(account, to)))
    }

    /// The messages to look into, by mailbox.
    async fn lists(&self, errand: &Errand) -> Result<Vec<(Way, Vec<MessageId>)>, Fault> {
        let to = errand.to.as_deref();
        let mut lists = Vec::new();
        match &errand.what {
            What::Inbox(one) => {
                for way in self.ways(*one, to).await? {
                    let wanted = |folder: &Folder| folder.role == Some(Role::Inbox);
                    lists.push((way.clone(), self.messages_of(&way, wanted).await?));
                }
            }
            What::Everything => {
                for way in self.ways(None, to).await? {
                    lists.push((way.clone(), self.messages_of(&way, is_received).await?));
                }
            }
            What::Folder(id) => {
                let gone = || Fault::new(FaultKind::NotHere, Subject::Folder(*id), "no such folder");
                let folder = self.inner.store.folder(*id).await.map_err(faults::store)?.ok_or_else(gone)?;
                let way = self.way(folder.account, to).await?.ok_or_else(|| no_folder(folder.account))?;
                lists.push((way, self.list(*id, Sort::default(), Filter::All).await?));
            }
            What::Messages(ids) => {
                let mut by_account: HashMap<AccountId, Vec<MessageId>> = HashMap::new();
                for row in self.page(ids.clone()).await? {
                    let folder = self.inner.store.folder(row.folder).await.map_err(faults::store)?;
                    if let Some(folder) = folder {
                        by_account.entry(folder.account).or_default().push(row.id);
                    }
                }
                for (account, ids) in by_account {
                    let way = self.way(account, to).await?.ok_or_else(|| no_folder(account))?;
                    lists.push((way, ids));
                }
            }
        }
        Ok(lists)
    }

    /// The mailboxes that have a folder; a fault where none has.
    async fn ways(&self, one: Option<AccountId>, to: Option<&Path>) -> Result<Vec<Way>, Fault> {
        let all = self.accounts().await?.into_iter().filter(|account| one.is_none_or(|one| account.id == one));
        let ways: Vec<Way> = all.filter_map(|account| way_of(account, to)).collect();
        if ways.is_empty() {
            let about = one.map_or(Subject::Profile, Subject::Account);
            return Err(Fault::new(FaultKind::Export(ExportFault::NoFolder), about, "no folder was chosen"));
        }
        Ok(ways)
    }

    async fn messages_of(&self, way: &Way, wanted: impl Fn(&Folder) -> bool) -> Result<Vec<MessageId>, Fault> {
        let mut ids = Vec::new();
        for folder in self.folders(way.account.id).await?.iter().filter(|folder| wanted(folder)) {
            ids.extend(self.list(folder.id, Sort::default(), Filter::All).await?);
        }
        Ok(ids)
    }
}

fn is_received(folder: &Folder) -> bool {
    folder.selectable && matches!(folder.role, None | Some(Role::Inbox | Role::Archive))
}

fn way_of(account: Account, to: Option<&Path>) -> Option<Way> {
    let folder = to.or(account.draft.exporting.folder.as_deref())?.to_str()?.to_owned();
    Some(Way { account, folder })
}

fn no_folder(account: AccountId) -> Fault {
    Fault::new(FaultKind::Export(ExportFault::NoFolder), Subject::Account(account), "no folder was chosen")
}

fn look(origin: Origin, pieces: &[Vec<u8>], chosen: &Exporting) -> Look {
    let documents = find::documents(pieces, Rules { chosen, message: origin.message, year: year() });
    Look { origin, documents }
}

/// It is now, on the wall.
pub(super) fn year() -> u16 {
    u16::try_from(jiff::Zoned::now().year()).unwrap_or_default()
}

/// Says how far it has come; and, however it ends, that it has ended.
struct Told<'a> {
    events: &'a Sender<Event>,
    account: AccountId,
    total: u64,
}

impl Told<'_> {
    fn tell(&self, done: u64) {
        let progress = Progress { account: self.account, work: Work::Exporting, done, total: self.total };
        // Nobody listening is no failure.
        let _ = self.events.send(Event::Progress(progress));
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.tell(self.total);
    }
}
