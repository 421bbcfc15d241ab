//! Several mailboxes together, and what of each is kept on this workstation.

use crate::domain::{AccountId, Filter, FolderId, Keep, MessageId, Protocol, Sort};
use crate::store::StoreError;
use crate::sync;

use super::{Command, Engine, Event, Fault, faults};

impl Engine {
    /// The ids of the inboxes of these accounts together, in order.
    pub async fn inboxes(&self, accounts: &[AccountId], sort: Sort, filter: Filter) -> Result<Vec<MessageId>, Fault> {
        self.inner.store.inboxes(accounts.to_vec(), sort, filter).await.map_err(faults::store)
    }

    /// What a mailbox keeps here. What is more than that leaves this workstation
    /// at once, what is missing comes with the next pass; the server has all.
    pub async fn set_keep(&self, account: AccountId, keep: Keep) -> Result<(), Fault> {
        self.inner.store.set_keep(account, keep).await.map_err(faults::store)?;
        let folders = self.inner.store.folders(account).await.map_err(faults::store)?;
        for folder in folders {
            if self.folder_keep(folder.id).await?.is_none() {
                self.thin_out(account, folder.id, keep).await?;
            }
        }
        let accounts = self.inner.store.accounts().await.map_err(faults::store)?;
        self.tell(Event::Accounts(accounts.into()));
        self.send(Command::Sync(account));
        Ok(())
    }

    /// None: as its account.
    pub async fn set_folder_keep(&self, folder: FolderId, keep: Option<Keep>) -> Result<(), Fault> {
        self.inner.store.set_folder_keep(folder, keep).await.map_err(faults::store)?;
        let found = self.inner.store.folder(folder).await.map_err(faults::store)?;
        let account = found.ok_or_else(|| faults::store(StoreError::Gone))?.account;
        let keep = match keep {
            Some(keep) => keep,
            None => self.inner.store.account_keep(account).await.map_err(faults::store)?,
        };
        self.thin_out(account, folder, keep).await?;
        self.send(Command::Sync(account));
        Ok(())
    }

    pub async fn folder_keep(&self, folder: FolderId) -> Result<Option<Keep>, Fault> {
        self.inner.store.folder_keep(folder).await.map_err(faults::store)
    }

    async fn thin_out(&self, account: AccountId, folder: FolderId, keep: Keep) -> Result<(), Fault> {
        let accounts = self.inner.store.accounts().await.map_err(faults::store)?;
        let on_server = accounts.iter().any(|one| one.id == account && one.draft.protocol == Protocol::Imap);
        if !on_server {
            // What is here may be nowhere else.
            return Ok(());
        }
        let before = keep.since(sync::now());
        let dropped = self.inner.store.drop_bodies(folder, before).await.map_err(faults::store)?;
        if dropped > 0 {
            self.tell(Event::FolderChanged(folder));
        }
        Ok(())
    }
}
