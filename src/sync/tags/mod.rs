//! Tags shared through the server, so that every workstation sees them: each
//! merges what it finds there with its own, the newest change of each tag
//! winning, and writes what is missing.
//!
//! They are an [`annotation`] of the mailbox where the server keeps such, else a
//! [`letter`] in a folder of its own ([`settings`]). A server that will have
//! neither is not asked twice on a line; the tags then live here alone.

mod annotation;
mod letter;
mod settings;

use crate::domain::{Email, Keyword};
use crate::net::NetError;
use crate::net::imap::{RemoteFolder, Session};
use crate::store::{SharedTag, Store};

use self::settings::Settings;
use super::{Report, Reporter, SyncError};

/// What sharing takes.
pub struct Desk<'a> {
    pub session: &'a mut Session,
    pub store: &'a Store,
    pub report: &'a Reporter,
    /// Whose mailbox it is.
    pub email: &'a Email,
}

/// How far the server has been told, on one line.
#[derive(Default)]
pub struct Sharing {
    /// The tags as the server last heard of them.
    told: Option<Vec<SharedTag>>,
    annotated: bool,
    /// Others may have written something meanwhile.
    due: bool,
    settings: Settings,
}

impl Sharing {
    /// From time to time: of an annotation nobody is told.
    pub fn look_again(&mut self) {
        self.due = true;
    }

    /// The folder that is not shown, by its name on the server.
    pub fn hidden_folder(&self) -> Option<&str> {
        self.settings.hidden()
    }

    /// Reads and writes what has not been told on this line yet, and takes the
    /// settings folder out of the list.
    pub async fn share(&mut self, mut desk: Desk<'_>, folders: &mut Vec<RemoteFolder>) -> Result<(), SyncError> {
        let due = std::mem::take(&mut self.due);
        self.settings.read(&mut desk, folders, due).await?;
        let mut ours = desk.store.shared_tags().await?;
        if due || self.told.as_ref() != Some(&ours) {
            self.annotated = annotation::share(&mut desk).await?;
            ours = desk.store.shared_tags().await?;
        }
        if !self.annotated {
            self.settings.write(&mut desk, &ours).await?;
        }
        self.told = Some(ours);
        if let Some(hidden) = self.settings.hidden() {
            folders.retain(|folder| folder.raw_name != hidden);
        }
        Ok(())
    }
}

impl Desk<'_> {
    /// Of each tag the newest change wins.
    async fn merge(&self, theirs: Vec<SharedTag>) -> Result<(), SyncError> {
        if self.store.merge_tags(theirs).await? {
            (self.report)(Report::Tags);
        }
        Ok(())
    }
}

/// The list as workstations write it. None of what is no list of ours, or a
/// later Sceau's.
fn read_list(bytes: &[u8]) -> Option<Vec<SharedTag>> {
    let mut tags: Vec<SharedTag> = serde_json::from_slice(bytes).ok()?;
    for shared in &mut tags {
        shared.tag.keyword = Keyword::new(shared.tag.keyword.as_str());
    }
    Some(tags)
}

fn holds_all(list: &[SharedTag], ours: &[SharedTag]) -> bool {
    ours.iter().all(|tag| list.contains(tag))
}

/// None where the server would not; anything else that fails is the line's.
fn unless_refused<T>(said: Result<T, NetError>) -> Result<Option<T>, SyncError> {
    match said {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.refusal().is_some() => Ok(None),
        Err(error) => Err(error.into()),
    }
}
