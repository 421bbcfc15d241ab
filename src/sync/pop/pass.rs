//! One visit to a POP3 server: what is new comes here, then what may go there
//! goes. Nothing is deleted before it is on this disk for good, and a line that
//! breaks at any point costs at most a second download, never a letter.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use crate::domain::{AccountId, Flags, Folder, Leave, MessageId, Role, Timestamp, Uid, UidValidity};
use crate::net::NetError;
use crate::net::pop3::{LARGEST, Session};
use crate::store::{FolderState, PopArrival, Store};

use super::plan::{self, Listed};
use crate::sync::{Report, Reporter, Stage, SyncError, ingest, newcomers};

/// Letters between the wire and the workers.
const IN_FLIGHT: usize = 8;
/// Kept in one transaction, so that a cut costs little.
const HANDFUL_COUNT: usize = 50;
const HANDFUL_BYTES: usize = 4 << 20;
/// Names that we gave ourselves begin so. No UIDL holds a tab.
const OURS: &str = "top\t";

pub(super) struct Pass<'a> {
    pub(super) account: AccountId,
    pub(super) leave: Leave,
    pub(super) inbox: &'a Folder,
    pub(super) store: &'a Store,
    pub(super) report: &'a Reporter,
}

impl Pass<'_> {
    pub(super) async fn run(&self, mut session: Session) -> Result<(), SyncError> {
        let known = self.store.pop_letters(self.account).await?;
        let named_there = known.keys().any(|name| !name.starts_with(OURS));
        let listed = list(&mut session, named_there).await?;
        let names = listed.iter().map(|letter| letter.name.clone()).collect();
        self.store.pop_listed(self.account, names, now()).await?;

        let wanted = plan::to_fetch(&known, &listed, LARGEST);
        if !wanted.is_empty() {
            self.fetch(&mut session, &wanted).await?;
        }
        let state = self.store.folder_state(self.inbox.id).await?;
        if state.uid_validity.is_none() {
            // All has come once; what comes from now on is news.
            let through = FolderState { uid_validity: Some(UidValidity(1)), ..state };
            self.store.set_folder_state(self.inbox.id, through).await?;
        }
        self.remove(session, &listed).await
    }

    async fn fetch(&self, session: &mut Session, wanted: &[Listed]) -> Result<(), SyncError> {
        let was_in_step = self.store.folder_state(self.inbox.id).await?.uid_validity.is_some();
        let numbers: Vec<u32> = wanted.iter().map(|letter| letter.number).collect();
        let (sender, receiver) = mpsc::channel(IN_FLIGHT);
        let fetched = async {
            let mut letters = session.letters(&numbers);
            let mut wanted = wanted.iter();
            while let Some((_, raw)) = letters.next().await? {
                let Some(letter) = wanted.next() else { break };
                if sender.send((letter.clone(), raw)).await.is_err() {
                    break;
                }
            }
            // The end of the channel is the end of the work.
            drop(sender);
            Ok::<_, NetError>(())
        };
        let mut arrived = Vec::new();
        let kept = self.keep(receiver, wanted.len() as u64, &mut arrived);
        let (fetched, kept) = futures::join!(fetched, kept);
        // Also of what came before the line broke.
        newcomers::tell(self.store, self.inbox, was_in_step, arrived, self.report).await?;
        kept?;
        Ok(fetched?)
    }

    /// Stores what comes, a handful at a time.
    async fn keep(
        &self,
        mut incoming: mpsc::Receiver<(Listed, Option<Vec<u8>>)>,
        total: u64,
        arrived: &mut Vec<MessageId>,
    ) -> Result<(), SyncError> {
        let mut done = 0;
        while let Some(first) = incoming.recv().await {
            let mut handful = vec![first];
            let mut bytes = 0;
            while handful.len() < HANDFUL_COUNT && bytes < HANDFUL_BYTES {
                let Ok(next) = incoming.try_recv() else { break };
                bytes += next.1.as_ref().map_or(0, Vec::len);
                handful.push(next);
            }
            done += handful.len() as u64;
            let now = now();
            let read = tokio::task::spawn_blocking(move || read(handful, now)).await;
            let letters = read.map_err(|_| SyncError::Worker("reading a letter"))?;
            let new = self.store.pop_arrived(self.account, self.inbox.id, letters, now).await?;
            arrived.extend(new);
            (self.report)(Report::Folder(self.inbox.id));
            (self.report)(Report::Progress { stage: Stage::Bodies, done, total });
        }
        Ok(())
    }

    /// Deletes on the server what may go, and leaves it.
    async fn remove(&self, mut session: Session, listed: &[Listed]) -> Result<(), SyncError> {
        let known = self.store.pop_letters(self.account).await?;
        let due = plan::to_remove(&known, listed, self.leave, now());
        if due.is_empty() {
            // All is here; a server that hangs up without a goodbye is no failure.
            let _ = session.quit().await;
            return Ok(());
        }
        // From here on the server may forget them.
        self.store.flush().await?;
        let numbers: Vec<u32> = due.iter().map(|letter| letter.number).collect();
        let marked = session.delete(&numbers).await?;
        // Until it answers, they are still there.
        session.quit().await?;
        let names = due.into_iter().filter(|letter| marked.contains(&letter.number)).map(|letter| letter.name);
        Ok(self.store.pop_removed(self.account, names.collect()).await?)
    }
}

/// What lies on the server. One without names for its mail gets ours, unless it
/// had some before.
async fn list(session: &mut Session, named_there: bool) -> Result<Vec<Listed>, SyncError> {
    let sizes = session.sizes().await?;
    if sizes.is_empty() {
        return Ok(Vec::new());
    }
    let names = match session.names().await? {
        Some(names) => names,
        None if named_there => return Err(NetError::Odd("UIDL refused all of a sudden").into()),
        None => our_names(session, &sizes).await?,
    };
    Ok(plan::listed(&sizes, names).ok_or(NetError::Odd("UIDL and LIST do not agree"))?)
}

/// Header and size tell letters apart.
async fn our_names(session: &mut Session, sizes: &BTreeMap<u32, u64>) -> Result<BTreeMap<u32, String>, NetError> {
    let numbers: Vec<u32> = sizes.keys().copied().collect();
    let mut headers = session.headers(&numbers);
    let mut names = BTreeMap::new();
    while let Some((number, header)) = headers.next().await? {
        let header = header.ok_or(NetError::Nameless)?;
        let size = sizes.get(&number).copied().unwrap_or_default();
        let digest =
            Sha256::digest(header.trim_ascii_end()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let _ = names.insert(number, format!("{OURS}{digest} {size}"));
    }
    Ok(names)
}

/// A message that the server would not give is asked for at the next visit.
fn read(handful: Vec<(Listed, Option<Vec<u8>>)>, now: Timestamp) -> Vec<PopArrival> {
    let letters = handful.into_iter().filter_map(|(letter, raw)| Some((letter, raw?)));
    letters
        .map(|(letter, raw)| {
            // POP3 tells neither a number for good, nor flags, nor when it came.
            let (row, content) = ingest::whole(&raw, Uid(0), now, Flags::NONE, Vec::new(), Some(Role::Inbox));
            PopArrival { name: letter.name, size: letter.size, row, content }
        })
        .collect()
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::clamped(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
