//! Looking on the server for what is kept there alone, over a line of its own:
//! what is found is brought, and found here from then on.

use tokio::sync::Notify;

use crate::domain::{Account, FolderId, Role, Secret, Timestamp};
use crate::net::imap::{Criteria, Session};
use crate::net::{Access, NetError};
use crate::store::{Missing, Store};

use super::bodies::Haul;
use super::folder::Job;
use super::troubles::Troubles;
use super::{Reporter, SyncError};

/// More than that is brought by no search.
const MOST: usize = 500;

/// What a search on the server needs.
pub struct Beyond<'a> {
    pub account: &'a Account,
    pub secret: &'a Secret,
    pub store: &'a Store,
    pub access: &'a Access,
    pub report: &'a Reporter,
}

impl Beyond<'_> {
    /// Brings the letters that fit and are not here, newest first; of one folder,
    /// or of all. Gives how many came.
    pub async fn find(&self, within: Option<FolderId>, criteria: &Criteria) -> Result<usize, SyncError> {
        let draft = &self.account.draft;
        let connector = self.access.connector(draft)?;
        let mut session = Session::open(&draft.incoming, connector, &draft.user, draft.auth, self.secret).await?;
        let remote = session.folders().await?;
        let mut came = 0;
        for folder in self.store.folders(self.account.id).await? {
            let asked = within.is_none_or(|id| id == folder.id) && folder.role != Some(Role::Virtual);
            let Some(there) = remote.iter().find(|there| asked && there.selectable && there.path == folder.path) else {
                continue;
            };
            let missing = self.store.missing(folder.id, Timestamp(i64::MIN)).await?;
            if missing.is_empty() {
                continue;
            }
            let selected = match session.examine(&there.raw_name).await {
                Err(NetError::Said { .. } | NetError::Refused(_)) => continue,
                other => other?,
            };
            if self.store.folder_state(folder.id).await?.uid_validity != Some(selected.uid_validity) {
                continue;
            }
            let found = match session.search(criteria).await {
                // A folder that cannot be searched hides nothing of the others.
                Err(NetError::Said { .. } | NetError::Refused(_)) => continue,
                other => other?,
            };
            let pending: Vec<Missing> =
                missing.into_iter().filter(|one| found.binary_search(&one.uid).is_ok()).take(MOST).collect();
            let raw_name = there.raw_name.clone();
            let job = Job { folder, raw_name, uid_validity: selected.uid_validity, pending };
            came += self.bring(&mut session, &job).await?;
        }
        session.logout().await;
        Ok(came)
    }

    async fn bring(&self, session: &mut Session, job: &Job) -> Result<usize, SyncError> {
        let (wake, mut troubles) = (Notify::new(), Troubles::default());
        let total = job.pending.len() as u64;
        let (store, report) = (self.store, self.report);
        let mut haul = Haul { session, store, report, wake: &wake, troubles: &mut troubles, done: 0, total };
        let _all = haul.folder(job).await?;
        Ok(usize::try_from(haul.done).unwrap_or(usize::MAX))
    }
}
