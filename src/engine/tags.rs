//! Tags: made, renamed and taken away here, and shared through the servers.

use std::sync::Weak;

use crate::domain::{Keyword, Tag};

use super::{Command, Engine, Event, Fault, Inner, Line, faults};

impl Engine {
    /// Makes a tag, or gives it another name or colour.
    pub async fn put_tag(&self, tag: Tag) -> Result<(), Fault> {
        self.inner.store.put_tag(tag).await.map_err(faults::store)?;
        self.tell_tags().await
    }

    /// Takes the tag off all messages.
    pub async fn remove_tag(&self, keyword: Keyword) -> Result<(), Fault> {
        let performed = self.inner.store.remove_tag(keyword, self.ground()).await.map_err(faults::store)?;
        let _ = self.tell_performed(performed);
        self.tell_tags().await
    }

    async fn tell_tags(&self) -> Result<(), Fault> {
        let tags = self.tags().await?;
        self.tell(Event::Tags(tags.into()));
        for account in self.accounts().await? {
            if matches!(self.line(account.id), Line::Watching | Line::Working) {
                self.send(Command::Sync(account.id));
            }
        }
        Ok(())
    }
}

/// Another workstation changed tags.
pub(super) fn tell(inner: &Weak<Inner>) {
    let Some(inner) = inner.upgrade() else { return };
    let handle = inner.handle.clone();
    drop(handle.spawn(async move {
        if let Ok(tags) = inner.store.tags().await {
            let _ = inner.events.send(Event::Tags(tags.into()));
        }
    }));
}
