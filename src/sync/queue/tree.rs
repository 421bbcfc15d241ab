//! Folders made, renamed and destroyed, in the order in which it was done here.
//! What the server answers is believed less than its list of folders.

use crate::domain::{FolderId, Role};
use crate::net::Refusal;
use crate::store::{Reason, Work};
use crate::sync::SyncError;

use super::{Flush, answer, reason};

impl Flush<'_> {
    pub(super) async fn tree(&mut self) -> Result<(), SyncError> {
        while let Some((operation, work)) = self.store.next_folder_work(self.account).await? {
            let refused = match &work {
                Work::Destroy { folders, .. } if self.something_stays_in(folders).await? => Some(Reason::Renumbered),
                _ => {
                    self.store.folder_work_sent(operation).await?;
                    self.carry_out(&work).await?
                }
            };
            self.listed = None;
            self.open = None;
            match refused {
                None => self.store.folder_work_done(operation).await?,
                Some(reason) => {
                    self.store.folder_work_refused(operation, reason).await?;
                    self.tell_refusal([]);
                }
            }
        }
        Ok(())
    }

    /// What was moved out of folders that are to be destroyed goes first.
    async fn something_stays_in(&mut self, folders: &[FolderId]) -> Result<bool, SyncError> {
        for folder in folders {
            self.places(Some(*folder)).await?;
        }
        Ok(self.store.is_left_behind(folders.to_vec()).await?)
    }

    /// Why not; None when it is done.
    async fn carry_out(&mut self, work: &Work) -> Result<Option<Reason>, SyncError> {
        match work {
            Work::Make { folder, path } => self.make(*folder, path).await,
            Work::Rename { from, to, .. } => self.rename(from, to).await,
            Work::Destroy { paths, .. } => {
                for path in paths {
                    let raw_name = self.raw_name(path).await?;
                    if let Err(refusal) = answer(self.session.delete_folder(&raw_name).await)? {
                        self.listed = None;
                        if self.is_listed(path).await? {
                            return Ok(Some(reason(refusal)));
                        }
                    }
                    // Servers keep subscriptions of what is gone.
                    let _kept = answer(self.session.unsubscribe(&raw_name).await)?;
                }
                Ok(None)
            }
        }
    }

    pub(super) async fn make(&mut self, folder: FolderId, path: &str) -> Result<Option<Reason>, SyncError> {
        let raw_name = self.raw_name(path).await?;
        let role = self.store.folder(folder).await?.and_then(|folder| folder.role);
        let made = match role {
            Some(role @ (Role::Trash | Role::Junk | Role::Archive)) => {
                self.session.create_folder_for(&raw_name, role).await
            }
            _ => self.session.create_folder(&raw_name).await,
        };
        self.listed = None;
        if let Err(refusal) = answer(made)?
            && !self.is_listed(path).await?
        {
            return Ok(Some(reason(refusal)));
        }
        // Not all keep subscriptions.
        let _subscribed = answer(self.session.subscribe(&raw_name).await)?;
        Ok(None)
    }

    async fn rename(&mut self, from: &str, to: &str) -> Result<Option<Reason>, SyncError> {
        let (raw_from, raw_to) = (self.raw_name(from).await?, self.raw_name(to).await?);
        match answer(self.session.rename_folder(&raw_from, &raw_to).await)? {
            Ok(()) => {
                let _unsubscribed = answer(self.session.unsubscribe(&raw_from).await)?;
                let _subscribed = answer(self.session.subscribe(&raw_to).await)?;
                Ok(None)
            }
            Err(refusal) => {
                self.listed = None;
                if !self.is_listed(from).await? && self.is_listed(to).await? {
                    return Ok(None);
                }
                let nested =
                    matches!(refusal, Refusal::Other | Refusal::Unsupported) && self.is_in_the_trash(to).await?;
                Ok(Some(if nested { Reason::NoSubfolders } else { reason(refusal) }))
            }
        }
    }

    async fn is_in_the_trash(&self, path: &str) -> Result<bool, SyncError> {
        let folders = self.store.folders(self.account).await?;
        let trash = folders.into_iter().find(|folder| folder.role == Some(Role::Trash));
        Ok(trash.is_some_and(|trash| path.strip_prefix(&trash.path).is_some_and(|rest| !rest.is_empty())))
    }
}
