//! Carrying out on the server what was done here, on an open session.
//!
//! Changes to folders go first, in their order, then marks, copies, moves, and
//! what is destroyed. That a command goes out is written down before it does:
//! whatever cuts the line, or the program, it is known afterwards what is in
//! doubt. What is refused is taken back here and told; a broken line is no
//! refusal, everything waits.
//!
//! Where others did something meanwhile:
//!
//! | what is found | what is done |
//! |---|---|
//! | a flag changed there and here | the last writer wins, flag by flag; flags not touched here stay theirs |
//! | a marked message is gone | theirs stands; the mark vanishes silently |
//! | a message to be moved or copied is gone, or was moved | theirs stands; it is told, and the others go |
//! | a list of senders here and there wants to move the same message | who has claimed it moves it |
//! | a message to be deleted is gone | that is what was wanted |
//! | UIDVALIDITY changed, marks or moves wait | the messages are found again by what they are, then it goes on |
//! | UIDVALIDITY changed, destruction waits | it is given up and told, never done to another message |
//! | a folder to be made is there | it is done |
//! | a folder to be renamed is gone and the new name is there | it is done |
//! | a folder to be deleted is gone | it is done |
//! | the target of a move is gone | it is made again |
//! | something was to leave a folder to be destroyed and could not | the folder stays, and it is told |
//!
//! In doubt, after a command whose answer never came:
//!
//! | command | what is done |
//! |---|---|
//! | STORE | the same once more |
//! | MOVE | the same once more: UIDs that went are passed over, and looked for in the target |
//! | COPY, and MOVE where it is made of one | looked for in the target among what came since; again only what is not there |
//! | APPEND | the same; where the letter is wanted no more, looked for by its Message-ID and destroyed |
//! | CREATE, RENAME, DELETE | the list of folders tells |

mod claim;
mod doubt;
mod marks;
mod places;
mod puts;
mod tree;

use std::collections::HashSet;

use crate::domain::{AccountId, FolderId};
use crate::net::imap::{RemoteFolder, Session};
use crate::net::{NetError, Refusal};
use crate::store::{Reason, Store};

use super::{Report, Reporter, SyncError};

/// Messages read from the queue at once.
const HANDFUL: u32 = 5000;
/// Messages in one command: what may be in doubt at once.
const BATCH: usize = 1000;

/// Carries out what waits in an account. Costs one small question where nothing does.
pub async fn flush(
    session: &mut Session,
    store: &Store,
    account: AccountId,
    report: &Reporter,
) -> Result<(), SyncError> {
    if store.queued(account).await?.waiting == 0 {
        return Ok(());
    }
    let mut flush = Flush { session, store, account, report, listed: None, open: None, shut: HashSet::new() };
    let done = flush.everything().await;
    report(Report::Queue);
    done
}

struct Flush<'a> {
    session: &'a mut Session,
    store: &'a Store,
    account: AccountId,
    report: &'a Reporter,
    /// The server's folders, once they were asked for.
    listed: Option<Vec<RemoteFolder>>,
    open: Option<FolderId>,
    /// Folders that are not there, or were renumbered: the next pass sees to them.
    shut: HashSet<FolderId>,
}

/// What opening a folder came to.
enum Door {
    Open,
    /// Nothing can be done in it just now.
    Shut,
    Refused(Reason),
}

impl Flush<'_> {
    async fn everything(&mut self) -> Result<(), SyncError> {
        self.tree().await?;
        self.shut.clear();
        self.marks().await?;
        self.places(None).await?;
        self.puts().await?;
        self.strays().await?;
        // On what was only now placed.
        self.marks().await
    }

    /// Opens the folder for changes, if the numbers known here are its own.
    async fn enter(&mut self, folder: FolderId) -> Result<Door, SyncError> {
        if self.shut.contains(&folder) {
            return Ok(Door::Shut);
        }
        if self.open == Some(folder) {
            return Ok(Door::Open);
        }
        self.open = None;
        let Some(path) = self.store.server_path(folder).await? else { return Ok(self.shut(folder)) };
        let raw_name = self.raw_name(&path).await?;
        let selected = match answer(self.session.select(&raw_name).await)? {
            Ok(selected) => selected,
            Err(Refusal::NonExistent | Refusal::TryCreate) => return Ok(self.shut(folder)),
            Err(refusal) => return Ok(Door::Refused(reason(refusal))),
        };
        if self.store.folder_state(folder).await?.uid_validity != Some(selected.uid_validity) {
            self.store.unplace(folder).await?;
            return Ok(self.shut(folder));
        }
        self.open = Some(folder);
        Ok(Door::Open)
    }

    fn shut(&mut self, folder: FolderId) -> Door {
        let _ = self.shut.insert(folder);
        Door::Shut
    }

    /// Names that can be written in one way only need no question; of others the
    /// server's own spelling is asked for.
    async fn raw_name(&mut self, path: &str) -> Result<String, SyncError> {
        if path.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'&') {
            return Ok(path.to_owned());
        }
        let listed = self.folders().await?.iter().find(|folder| folder.path == path);
        Ok(listed.map_or_else(|| Session::raw_name_of(path), |folder| folder.raw_name.clone()))
    }

    async fn folders(&mut self) -> Result<&[RemoteFolder], SyncError> {
        if self.listed.is_none() {
            self.listed = Some(self.session.folders().await?);
        }
        Ok(self.listed.as_deref().unwrap_or_default())
    }

    async fn is_listed(&mut self, path: &str) -> Result<bool, SyncError> {
        Ok(self.folders().await?.iter().any(|folder| folder.path == path))
    }

    /// Rows went back to what the server has.
    fn tell_refusal(&self, folders: impl IntoIterator<Item = FolderId>) {
        for folder in folders {
            (self.report)(Report::Folder(folder));
        }
        (self.report)(Report::Folders);
    }
}

/// A refusal is an answer; anything else is the line's.
fn answer<T>(said: Result<T, NetError>) -> Result<Result<T, Refusal>, SyncError> {
    match said {
        Ok(done) => Ok(Ok(done)),
        Err(error) => match error.refusal() {
            Some(refusal) => Ok(Err(refusal)),
            None => Err(error.into()),
        },
    }
}

fn reason(refusal: Refusal) -> Reason {
    match refusal {
        Refusal::OverQuota => Reason::OverQuota,
        Refusal::NoPermission | Refusal::ReadOnly => Reason::NotPermitted,
        Refusal::AlreadyExists => Reason::Exists,
        Refusal::NonExistent | Refusal::TryCreate => Reason::NotThere,
        Refusal::KeywordRefused => Reason::NoKeywords,
        Refusal::TakenAway => Reason::Elsewhere,
        Refusal::Limit | Refusal::InUse | Refusal::Expired | Refusal::Unsupported | Refusal::Other => Reason::Other,
    }
}
