//! Messages copied, moved and destroyed.

use std::collections::HashMap;

use crate::domain::{FolderId, Uid};
use crate::net::imap::Placed;
use crate::net::{NetError, Refusal};
use crate::store::{PlaceBatch, Placing, Reason, Verb};
use crate::sync::SyncError;

use super::{BATCH, Door, Flush, HANDFUL, answer, reason};

impl Flush<'_> {
    /// All that waits to change its place, or only what is to leave a folder.
    pub(super) async fn places(&mut self, from: Option<FolderId>) -> Result<(), SyncError> {
        loop {
            let mut batches = self.store.waiting_places(self.account, from, HANDFUL).await?;
            let shut = |batch: &PlaceBatch| batch.to.is_some_and(|to| self.shut.contains(&to));
            batches.retain(|batch| !self.shut.contains(&batch.from) && !shut(batch));
            if batches.is_empty() {
                return Ok(());
            }
            for batch in batches {
                self.carry(batch).await?;
            }
        }
    }

    async fn carry(&mut self, batch: PlaceBatch) -> Result<(), SyncError> {
        if let (Some(to), Some(first)) = (batch.to, batch.doubt)
            && (batch.verb == Verb::Copy || !self.session.capabilities().move_)
        {
            return self.clear_up(&batch, to, first).await;
        }
        let Some(to) = batch.to else { return self.destroy(&batch).await };
        let Some(path) = self.store.server_path(to).await? else {
            // It is still to be made: what goes there has to wait.
            let _ = self.shut(to);
            return Ok(());
        };
        let raw_name = self.raw_name(&path).await?;
        for some in batch.items.chunks(BATCH) {
            // What can be told from the rest afterwards is only what came since.
            let atomic = batch.verb != Verb::Copy && self.session.capabilities().move_;
            let first = if atomic { None } else { self.next_uid(&raw_name).await? };
            match self.enter(batch.from).await? {
                Door::Shut => return Ok(()),
                Door::Refused(reason) => return self.take_back(&batch.items, reason, [batch.from, to]).await,
                Door::Open => {}
            }
            self.send(&batch, some, to, &path, &raw_name, first).await?;
        }
        Ok(())
    }

    async fn send(
        &mut self,
        batch: &PlaceBatch,
        some: &[Placing],
        to: FolderId,
        path: &str,
        raw_name: &str,
        first: Option<Uid>,
    ) -> Result<(), SyncError> {
        let going = self.store.places_sent(some.to_vec(), to, first).await?;
        let some = going.as_slice();
        let uids: Vec<Uid> = some.iter().map(|item| item.uid).collect();
        let mut said = answer(self.transfer(batch.verb, &uids, raw_name).await)?;
        if matches!(said, Err(Refusal::TryCreate | Refusal::NonExistent)) {
            // Somebody deleted it: what goes there makes it again.
            said = match self.make(to, path).await? {
                None => answer(self.transfer(batch.verb, &uids, raw_name).await)?,
                Some(reason) => return self.take_back(some, reason, [batch.from, to]).await,
            };
        }
        match said {
            Ok(placed) => {
                let there: HashMap<Uid, Uid> = placed.pairs.into_iter().collect();
                let done = some.iter().map(|item| (item.id, there.get(&item.uid).copied())).collect();
                Ok(self.store.places_done(done, to, placed.validity).await?)
            }
            // The next pass finds which are gone, and the others go then.
            Err(Refusal::TakenAway) => {
                let _ = self.shut(batch.from);
                Ok(self.store.places_unsent(ids(some)).await?)
            }
            Err(refusal) => self.take_back(some, reason(refusal), [batch.from, to]).await,
        }
    }

    async fn transfer(&mut self, verb: Verb, uids: &[Uid], raw_name: &str) -> Result<Placed, NetError> {
        match verb {
            Verb::Copy | Verb::Put => self.session.copy_to(uids, raw_name).await,
            // What is to be destroyed and was on its way to somewhere gets there first.
            Verb::Move | Verb::Destroy => self.session.move_to(uids, raw_name).await,
        }
    }

    async fn destroy(&mut self, batch: &PlaceBatch) -> Result<(), SyncError> {
        match self.enter(batch.from).await? {
            Door::Shut => return Ok(()),
            Door::Refused(reason) => return self.take_back(&batch.items, reason, [batch.from]).await,
            Door::Open => {}
        }
        for some in batch.items.chunks(BATCH) {
            let uids: Vec<Uid> = some.iter().map(|item| item.uid).collect();
            match answer(self.session.expunge(&uids).await)? {
                Ok(()) => self.store.places_destroyed(ids(some)).await?,
                Err(refusal) => self.take_back(some, reason(refusal), [batch.from]).await?,
            }
        }
        Ok(())
    }

    async fn take_back<const N: usize>(
        &mut self,
        items: &[Placing],
        reason: Reason,
        folders: [FolderId; N],
    ) -> Result<(), SyncError> {
        self.store.places_refused(ids(items), reason).await?;
        self.tell_refusal(folders);
        Ok(())
    }

    /// The least UID that what comes into a folder from now on can get.
    pub(super) async fn next_uid(&mut self, raw_name: &str) -> Result<Option<Uid>, SyncError> {
        self.open = None;
        let selected = answer(self.session.examine(raw_name).await)?;
        Ok(selected.ok().and_then(|selected| selected.uid_next))
    }
}

pub(super) fn ids(items: &[Placing]) -> Vec<i64> {
    items.iter().map(|item| item.id).collect()
}
