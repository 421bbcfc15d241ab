//! Flags and keywords of messages, and their end.

use std::collections::HashSet;

use super::response::Response;
use super::say::flag_list;
use super::{Session, uidset};
use crate::domain::{Change, Flag, Flags, Keyword, Uid};
use crate::net::{NetError, Refusal};

impl Session {
    /// Changes flags and keywords; the others stay as the server has them. It is
    /// refused as a whole where the folder would not keep all of it.
    pub async fn store(&mut self, uids: &[Uid], change: &Change) -> Result<(), NetError> {
        if !self.open_for_changes()?.keeps(change) {
            return Err(NetError::Refused(Refusal::KeywordRefused));
        }
        let none = |flags: Flags, keywords: &[Keyword]| flags == Flags::NONE && keywords.is_empty();
        let mut items = Vec::new();
        if !none(change.set, &change.add) {
            items.push(format!("+FLAGS.SILENT {}", flag_list(change.set, &change.add)?));
        }
        if !none(change.clear, &change.remove) {
            items.push(format!("-FLAGS.SILENT {}", flag_list(change.clear, &change.remove)?));
        }
        for set in uidset::sets(uids) {
            for item in &items {
                self.run(&format!("UID STORE {set} {item}"), |_| {}).await?;
            }
        }
        Ok(())
    }

    /// Takes messages away for ever, these and no others. A server that cannot
    /// be told which (no UIDPLUS) is only asked where no other message is
    /// marked as deleted.
    pub async fn expunge(&mut self, uids: &[Uid]) -> Result<(), NetError> {
        let _open = self.open_for_changes()?;
        if !self.can_purge(uids).await? {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        for set in uidset::sets(uids) {
            self.mark_deleted(&set).await?;
            if !self.purge(&set, uids).await? {
                return Err(NetError::Refused(Refusal::Unsupported));
            }
        }
        Ok(())
    }

    pub(super) async fn mark_deleted(&mut self, set: &str) -> Result<(), NetError> {
        let deleted = flag_list(Flags::NONE.with(Flag::Deleted), &[])?;
        self.run(&format!("UID STORE {set} +FLAGS.SILENT {deleted}"), |_| {}).await
    }

    /// Takes away the messages of a set that are marked as deleted; false where
    /// that would have taken others along: then they stay, marked.
    pub(super) async fn purge(&mut self, set: &str, uids: &[Uid]) -> Result<bool, NetError> {
        if self.capabilities.uidplus {
            self.run(&format!("UID EXPUNGE {set}"), |_| {}).await?;
            return Ok(true);
        }
        // Asked again: somebody may have marked another one meanwhile.
        let can = self.can_purge(uids).await?;
        if can {
            self.run("EXPUNGE", |_| {}).await?;
        }
        Ok(can)
    }

    /// Whether these can be taken away without any other.
    pub(super) async fn can_purge(&mut self, uids: &[Uid]) -> Result<bool, NetError> {
        if self.capabilities.uidplus || self.exists == 0 {
            return Ok(true);
        }
        let ours: HashSet<u32> = uids.iter().map(|uid| uid.0).collect();
        let mut others = false;
        self.run("UID SEARCH DELETED", |response| {
            if let Response::Search(found) = response {
                // Each is one number here; a range would be nobody's.
                others |= found.iter().any(|uids| uids.start() != uids.end() || !ours.contains(uids.start()));
            }
        })
        .await?;
        Ok(!others)
    }
}
