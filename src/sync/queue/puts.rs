//! Letters that were made here, laid into folders of the server. One whose answer
//! never came is looked for first: there is never a second one. One that is wanted
//! there no more, and may have come there, is looked for and destroyed.

use crate::net::Refusal;
use crate::net::imap::Criteria;
use crate::store::{PlaceBatch, Placing, Putting, Stray, Verb};
use crate::sync::SyncError;

use super::{Door, Flush, HANDFUL, answer, reason};

impl Flush<'_> {
    pub(super) async fn puts(&mut self) -> Result<(), SyncError> {
        for put in self.store.waiting_puts(self.account, HANDFUL).await? {
            if !self.shut.contains(&put.to) {
                self.put(put).await?;
            }
        }
        Ok(())
    }

    async fn put(&mut self, put: Putting) -> Result<(), SyncError> {
        let Some(path) = self.store.server_path(put.to).await? else {
            // It is still to be made: what goes there has to wait.
            let _ = self.shut(put.to);
            return Ok(());
        };
        if let Some(first) = put.doubt {
            let items = vec![Placing { id: put.id, uid: crate::domain::Uid(0) }];
            let (from, to) = (put.to, Some(put.to));
            let batch = PlaceBatch { verb: Verb::Copy, from, to, doubt: Some(first), items };
            return self.clear_up(&batch, put.to, first).await;
        }
        let Some(bytes) = self.store.raw(put.message).await? else { return Ok(()) };
        let raw_name = self.raw_name(&path).await?;
        let first = self.next_uid(&raw_name).await?;
        if !self.store.put_sent(put.id, put.to, first).await? {
            return Ok(());
        }
        let mut said = answer(self.session.append(&raw_name, put.flags, &[], Some(put.received), &bytes).await)?;
        if matches!(said, Err(Refusal::TryCreate | Refusal::NonExistent)) {
            // Somebody deleted it: what goes there makes it again.
            said = match self.make(put.to, &path).await? {
                None => answer(self.session.append(&raw_name, put.flags, &[], Some(put.received), &bytes).await)?,
                Some(reason) => return self.refuse(&put, reason).await,
            };
        }
        match said {
            Ok(place) => {
                let (validity, uid) = place.unzip();
                Ok(self.store.places_done(vec![(put.id, uid)], put.to, validity).await?)
            }
            Err(refusal) => self.refuse(&put, reason(refusal)).await,
        }
    }

    async fn refuse(&mut self, put: &Putting, reason: crate::store::Reason) -> Result<(), SyncError> {
        self.store.put_refused(put.id, reason).await?;
        self.tell_refusal([put.to]);
        Ok(())
    }

    pub(super) async fn strays(&mut self) -> Result<(), SyncError> {
        for stray in self.store.strays(self.account, HANDFUL).await? {
            let refused = match self.enter(stray.folder).await? {
                // The next pass sees to the folder.
                Door::Shut => continue,
                Door::Refused(reason) => Some(reason),
                Door::Open => self.destroy_stray(&stray).await?.map(reason),
            };
            match refused {
                None => self.store.places_destroyed(vec![stray.id]).await?,
                // It is shown, if it is there.
                Some(reason) => {
                    self.store.places_refused(vec![stray.id], reason).await?;
                    self.tell_refusal([stray.folder]);
                }
            }
        }
        Ok(())
    }

    /// In the folder that is open. Its name was given to no other letter.
    async fn destroy_stray(&mut self, stray: &Stray) -> Result<Option<Refusal>, SyncError> {
        let header = Criteria::Header("Message-ID", format!("<{}>", stray.message_id));
        let uids = match answer(self.session.search(&header).await)? {
            Ok(uids) if uids.is_empty() => return Ok(None),
            Ok(uids) => uids,
            Err(refusal) => return Ok(Some(refusal)),
        };
        Ok(answer(self.session.expunge(&uids).await)?.err())
    }
}
