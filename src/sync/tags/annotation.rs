//! The tags as an annotation of the mailbox (METADATA).

use super::{Desk, holds_all, read_list, unless_refused};
use crate::sync::SyncError;

const ENTRY: &str = "/private/vendor/sceau/tags";

/// False where the server keeps no annotations, whatever it announced.
pub(super) async fn share(desk: &mut Desk<'_>) -> Result<bool, SyncError> {
    if !desk.session.capabilities().metadata_server {
        return Ok(false);
    }
    let theirs = match unless_refused(desk.session.metadata("", ENTRY).await)? {
        None => return Ok(false),
        Some(None) => Vec::new(),
        Some(Some(bytes)) => match read_list(&bytes) {
            Some(theirs) => theirs,
            // It is left as it is.
            None => return Ok(true),
        },
    };
    desk.merge(theirs.clone()).await?;
    let ours = desk.store.shared_tags().await?;
    if holds_all(&theirs, &ours) {
        return Ok(true);
    }
    let Ok(bytes) = serde_json::to_vec(&ours) else { return Ok(true) };
    Ok(unless_refused(desk.session.set_metadata("", ENTRY, Some(&bytes)).await)?.is_some())
}
