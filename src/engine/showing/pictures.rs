//! Remote pictures: held back until the reader asks for them, once or for all
//! that a sender will send.

use std::sync::Arc;

use crate::child::Bytes;
use crate::domain::{Email, MessageId};
use crate::net::pictures;
use crate::render::{Laid, Reading};

use super::super::{Engine, Fault, faults};
use super::{Showing, Unshown};

impl Engine {
    /// Whose pictures come without asking, from now on or no longer.
    pub async fn show_pictures_of(&self, sender: Email, always: bool) -> Result<(), Fault> {
        self.inner.store.show_pictures_of(sender, always).await.map_err(faults::store)
    }

    /// Whose pictures come without asking, by their addresses.
    pub async fn picture_senders(&self) -> Result<Vec<Email>, Fault> {
        self.inner.store.picture_senders().await.map_err(faults::store)
    }

    pub async fn shows_pictures_of(&self, sender: Email) -> Result<bool, Fault> {
        self.inner.store.shows_pictures_of(sender).await.map_err(faults::store)
    }
}

impl Showing {
    /// The same, where the reader trusts whom it is from; None where not.
    pub async fn show_trusted_pictures(&self, message: MessageId, held: Vec<String>) -> Option<Result<Laid, Unshown>> {
        let opened = self.engine.opened(message).await.ok()?;
        let [sender] = opened.envelope.from.as_slice() else { return None };
        let sender = Email::parse(&sender.email).ok()?;
        let trusted = self.engine.shows_pictures_of(sender).await.unwrap_or_default();
        if trusted { Some(self.show_pictures(held).await) } else { None }
    }

    /// Fetches the pictures of the page that is shown, and lays it out with them.
    /// What could not be had stays empty.
    pub async fn show_pictures(&self, held: Vec<String>) -> Result<Laid, Unshown> {
        let before = self.desk.lock().await.shown.clone();
        let (reading, _) = before.ok_or(Unshown::Passed)?;
        let fetched = pictures::fetch(&held, self.engine.inner.access.pictures()).await;
        let mut desk = self.desk.lock().await;
        let Some((shown, _)) = desk.shown.as_mut().filter(|(shown, _)| Arc::ptr_eq(shown, &reading)) else {
            return Err(Unshown::Passed);
        };
        let fetched = fetched.into_iter().map(|bytes| bytes.map(Bytes)).collect();
        *shown = Arc::new(Reading { fetched, ..Reading::clone(&reading) });
        desk.open_again().await
    }
}
