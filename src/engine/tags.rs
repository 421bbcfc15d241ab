//! Tags: made, renamed and taken away here, and shared through the servers.

use crate::domain::{Keyword, Tag};

use super::{Engine, Event, Fault, faults};

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
        Ok(())
    }
}
