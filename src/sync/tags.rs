//! Tags shared through the server, so that every workstation sees them: an
//! annotation that each merges with its own, the newest change of each tag
//! winning.

use crate::net::imap::Session;
use crate::store::{SharedTag, Store};

use super::{Report, Reporter, SyncError};

const ENTRY: &str = "/private/vendor/sceau/tags";

/// Reads and writes only what `told` says has not been told yet on this session.
pub async fn share(
    session: &mut Session,
    store: &Store,
    told: &mut Option<Vec<SharedTag>>,
    report: &Reporter,
) -> Result<(), SyncError> {
    let ours = store.shared_tags().await?;
    if !session.capabilities().metadata_server || told.as_ref() == Some(&ours) {
        return Ok(());
    }
    let theirs = match session.metadata("", ENTRY).await {
        // What is no list of ours, or of a later Sceau's, is left as it is.
        Ok(Some(bytes)) => match serde_json::from_slice::<Vec<SharedTag>>(&bytes) {
            Ok(theirs) => theirs,
            Err(_) => return Ok(()),
        },
        Ok(None) => Vec::new(),
        Err(error) if error.refusal().is_some() => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if store.merge_tags(theirs.clone()).await? {
        report(Report::Tags);
    }
    let ours = store.shared_tags().await?;
    if ours.iter().any(|tag| !theirs.contains(tag))
        && let Ok(bytes) = serde_json::to_vec(&ours)
        && let Err(error) = session.set_metadata("", ENTRY, Some(&bytes)).await
        && error.refusal().is_none()
    {
        return Err(error.into());
    }
    *told = Some(ours);
    Ok(())
}
