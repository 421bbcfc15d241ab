//! New mail that nobody has seen: what a notification is about, and what the lists
//! of senders are asked about.

use crate::domain::{Folder, MessageId, Role};
use crate::store::Store;

use super::{Report, Reporter, SyncError};

/// Tells of what came into a folder, once in a pass. Only an inbox and the junk
/// count, and only where it was in step before: the mail of years that comes with the first
/// sync is no news, nor is what was read elsewhere.
pub(super) async fn tell(
    store: &Store,
    folder: &Folder,
    was_in_step: bool,
    arrived: impl IntoIterator<Item = MessageId>,
    report: &Reporter,
) -> Result<(), SyncError> {
    let among_junk = folder.role == Some(Role::Junk);
    if !was_in_step || !(among_junk || folder.role == Some(Role::Inbox)) {
        return Ok(());
    }
    let arrived: Vec<MessageId> = arrived.into_iter().collect();
    if arrived.is_empty() {
        return Ok(());
    }
    let mut unseen = store.page(arrived).await?;
    unseen.retain(|row| row.folder == folder.id && !row.flags.seen());
    unseen.sort_by_key(|row| std::cmp::Reverse((row.date, row.id)));
    if !unseen.is_empty() {
        report(Report::Arrived { messages: unseen.iter().map(|row| row.id).collect(), among_junk });
    }
    Ok(())
}
