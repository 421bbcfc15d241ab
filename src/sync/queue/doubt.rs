//! A copy went out and no answer came. It is looked for in the target, among
//! what came there since; only what is not there is sent again.

use std::collections::{HashMap, HashSet};

use crate::domain::{FolderId, Uid, UidValidity};
use crate::store::{PlaceBatch, Placing, Verb};
use crate::sync::{SyncError, folder};

use super::places::ids;
use super::{Door, Flush, answer};

/// What a letter is known by.
type Identity = (String, u64);

impl Flush<'_> {
    pub(super) async fn clear_up(
        &mut self,
        batch: &PlaceBatch,
        to: FolderId,
        first: Option<Uid>,
    ) -> Result<(), SyncError> {
        let (validity, mut there) = self.came_since(to, first).await?;
        let identities = self.store.identities(ids(&batch.items)).await?;
        let mut done = Vec::new();
        let mut missing = Vec::new();
        for item in &batch.items {
            let found = identities.get(&item.id).and_then(|identity| there.get_mut(identity)).and_then(Vec::pop);
            match found {
                Some(uid) => done.push((*item, uid)),
                None => missing.push(item.id),
            }
        }
        if batch.verb != Verb::Copy && !done.is_empty() {
            // The move was made of a copy; what is left of it is to take away.
            let Door::Open = self.enter(batch.from).await? else {
                let _ = self.shut(batch.from);
                return Ok(());
            };
            let uids: Vec<Uid> = done.iter().map(|(item, _): &(Placing, Uid)| item.uid).collect();
            let _said = answer(self.session.expunge(&uids).await)?;
        }
        let done = done.into_iter().map(|(item, uid)| (item.id, Some(uid))).collect();
        self.store.places_done(done, to, validity).await?;
        Ok(self.store.places_unsent(missing).await?)
    }

    /// Letters in a folder from a UID on that are not known here.
    async fn came_since(
        &mut self,
        to: FolderId,
        first: Option<Uid>,
    ) -> Result<(Option<UidValidity>, HashMap<Identity, Vec<Uid>>), SyncError> {
        let nothing = (None, HashMap::new());
        let Some(path) = self.store.server_path(to).await? else { return Ok(nothing) };
        let raw_name = self.raw_name(&path).await?;
        self.open = None;
        let Ok(selected) = answer(self.session.examine(&raw_name).await)? else { return Ok(nothing) };
        let known: HashSet<Uid> = self.store.known(to).await?.into_iter().map(|one| one.uid).collect();
        let first = first.unwrap_or(Uid(0));
        let mut uids: Vec<Uid> = Vec::new();
        if selected.exists > 0 {
            uids = self.session.uids().await?;
        }
        uids.retain(|uid| *uid >= first && !known.contains(uid));
        let mut there: HashMap<Identity, Vec<Uid>> = HashMap::new();
        for row in folder::rows(self.session, &uids, None).await? {
            if let Some(id) = row.envelope.message_id {
                there.entry((id, row.size)).or_default().push(row.uid);
            }
        }
        Ok((Some(selected.uid_validity), there))
    }
}
