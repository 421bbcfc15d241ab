//! The settings folder: one message in it, the newest list. It is shown in no
//! tree of ours and its message is never stored, counted or searched.
//!
//! Two workstations that write at once come to the same: each reads all lists it
//! finds and merges them, and only when the newest message holds all of that are
//! the older ones, which it has read, taken away. Any other message is left
//! alone, and a folder with other things in it is shown like any other.

use tokio::sync::mpsc;

use super::letter::{self, Kind};
use super::{Desk, holds_all, unless_refused};
use crate::domain::{Flag, Flags, Uid, UidValidity};
use crate::net::NetError;
use crate::net::imap::{FolderStatus, RemoteFolder, Selected, Session};
use crate::store::SharedTag;
use crate::sync::{SyncError, now};

/// The same on all workstations, whatever they speak, and plain enough for every
/// server. Not subscribed: other mail programs need not show it.
const NAME: &str = "Sceau (configuration)";
/// More than that are a folder of somebody else's; the newest are looked at.
const MOST: usize = 64;

#[derive(Default)]
pub(super) struct Settings {
    /// Where the folder is or would be, as the server writes it.
    home: Option<String>,
    seen: Seen,
    contents: Option<Contents>,
    /// What was last done, or refused: not twice the same.
    tried: Option<Attempt>,
}

/// Our tags, and the lists that were there.
type Attempt = (Vec<SharedTag>, Option<Vec<Uid>>);

/// How the folder stood when it was last looked into.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Seen {
    #[default]
    Never,
    /// The server does not open it.
    Shut,
    At {
        validity: UidValidity,
        next: Uid,
        count: u32,
    },
}

/// What lies in the folder.
struct Contents {
    validity: UidValidity,
    /// Oldest first.
    lists: Vec<(Uid, Vec<SharedTag>)>,
    /// A list that cannot be read: a later Sceau's, or damaged.
    unreadable: bool,
    foreign: bool,
}

impl Settings {
    /// The name of the folder, if there is nothing in it that anybody would miss.
    pub(super) fn hidden(&self) -> Option<&str> {
        self.home.as_deref().filter(|_| self.contents.as_ref().is_some_and(|contents| !contents.foreign))
    }

    /// Takes in what others wrote, if the folder is not as it was.
    pub(super) async fn read(
        &mut self,
        desk: &mut Desk<'_>,
        folders: &[RemoteFolder],
        due: bool,
    ) -> Result<(), SyncError> {
        let Some(there) = self.find(desk.session, folders).await? else {
            (self.seen, self.contents) = (Seen::Never, None);
            return Ok(());
        };
        let told = there.status.as_ref().and_then(Seen::of_status);
        let as_before = match (self.seen, told) {
            (Seen::Never, _) => false,
            (Seen::At { .. }, Some(told)) => told == self.seen,
            (_, _) => !due,
        };
        if as_before {
            return Ok(());
        }
        let Some(selected) = unless_refused(desk.session.examine(&there.raw_name).await)? else {
            (self.seen, self.contents) = (Seen::Shut, None);
            return Ok(());
        };
        let now = Seen::of_selected(&selected);
        if now == self.seen && now != Seen::Never {
            return Ok(());
        }
        let contents = look(desk.session, &selected).await?;
        for (_, theirs) in &contents.lists {
            desk.merge(theirs.clone()).await?;
        }
        (self.seen, self.contents) = (now, Some(contents));
        Ok(())
    }

    /// Makes the folder hold one list, which holds all of ours. What the server
    /// refuses is left so.
    pub(super) async fn write(&mut self, desk: &mut Desk<'_>, ours: &[SharedTag]) -> Result<(), SyncError> {
        let lists = self.contents.as_ref().map_or(&[][..], |contents| &contents.lists);
        let whole = lists.last().is_some_and(|(_, newest)| holds_all(newest, ours));
        let nothing_to_say = lists.is_empty() && ours.iter().all(|tag| tag.removed);
        if nothing_to_say || whole && lists.len() == 1 || !self.is_ours() {
            return Ok(());
        }
        let mut older: Vec<Uid> = lists.iter().map(|(uid, _)| *uid).collect();
        let attempt = (ours.to_vec(), self.contents.as_ref().map(|_| older.clone()));
        if self.tried.as_ref() == Some(&attempt) {
            return Ok(());
        }
        self.tried = Some(attempt);
        if whole {
            let _kept = older.pop();
        } else if !self.lay(desk, ours).await? {
            return Ok(());
        }
        self.clear(desk.session, &older).await?;
        self.seen = Seen::Never;
        Ok(())
    }

    /// Whether Sceau may write there: not among what is somebody else's, nor over
    /// what it does not understand.
    fn is_ours(&self) -> bool {
        match &self.contents {
            None => self.seen != Seen::Shut,
            Some(contents) => !(contents.unreadable || contents.foreign && contents.lists.is_empty()),
        }
    }

    /// False where it is refused.
    async fn lay(&mut self, desk: &mut Desk<'_>, ours: &[SharedTag]) -> Result<bool, SyncError> {
        let home = self.home(desk.session).await?;
        let bytes = letter::write(ours, desk.email, now())?;
        if self.contents.is_none() && unless_refused(desk.session.create_folder(&home).await)?.is_none() {
            return Ok(false);
        }
        let seen = Flags::NONE.with(Flag::Seen);
        Ok(unless_refused(desk.session.append(&home, seen, &[], None, &bytes).await)?.is_some())
    }

    async fn clear(&mut self, session: &mut Session, older: &[Uid]) -> Result<(), SyncError> {
        let Some(contents) = self.contents.as_ref().filter(|_| !older.is_empty()) else { return Ok(()) };
        let Some(home) = &self.home else { return Ok(()) };
        let selected = unless_refused(session.select(home).await)?;
        if selected.is_some_and(|selected| selected.uid_validity == contents.validity) {
            let _done = unless_refused(session.expunge(older).await)?;
        }
        Ok(())
    }

    async fn find<'a>(
        &mut self,
        session: &mut Session,
        folders: &'a [RemoteFolder],
    ) -> Result<Option<&'a RemoteFolder>, SyncError> {
        if !folders.iter().any(|folder| folder.selectable && folder.raw_name.ends_with(NAME)) {
            return Ok(None);
        }
        let home = self.home(session).await?;
        Ok(folders.iter().find(|folder| folder.selectable && folder.raw_name == home))
    }

    /// Among the user's own folders, wherever the server has them.
    async fn home(&mut self, session: &mut Session) -> Result<String, SyncError> {
        if let Some(home) = &self.home {
            return Ok(home.clone());
        }
        let namespace = unless_refused(session.namespace().await)?.flatten().unwrap_or_default();
        let home = format!("{}{NAME}", namespace.raw_prefix);
        self.home = Some(home.clone());
        Ok(home)
    }
}

impl Seen {
    fn of_selected(selected: &Selected) -> Self {
        match selected.uid_next {
            Some(next) => Self::At { validity: selected.uid_validity, next, count: selected.exists },
            None => Self::Never,
        }
    }

    fn of_status(status: &FolderStatus) -> Option<Self> {
        Some(Self::At { validity: status.uid_validity?, next: status.uid_next?, count: status.messages })
    }
}

/// What lies in the folder that is open.
async fn look(session: &mut Session, selected: &Selected) -> Result<Contents, SyncError> {
    let mut uids = if selected.exists == 0 { Vec::new() } else { session.uids().await? };
    uids.sort_unstable();
    let newest = uids.split_off(uids.len().saturating_sub(MOST));
    let validity = selected.uid_validity;
    let mut contents = Contents { validity, lists: Vec::new(), unreadable: false, foreign: !uids.is_empty() };
    let mut ours = Vec::new();
    let headers = all(async |to| session.headers(&newest, to).await).await?;
    // One that is not told may be anything.
    contents.foreign |= headers.len() < newest.len();
    for header in headers {
        match letter::kind(&header.header) {
            Kind::Tags if header.size > letter::LONGEST as u64 => contents.unreadable = true,
            Kind::Tags => ours.push(header.uid),
            Kind::Setting => {}
            Kind::Foreign => contents.foreign = true,
        }
    }
    for found in all(async |to| session.letters(&ours, to).await).await? {
        match letter::read(&found.raw) {
            Some(list) => contents.lists.push((found.uid, list)),
            None => contents.unreadable = true,
        }
    }
    contents.lists.sort_unstable_by_key(|(uid, _)| *uid);
    Ok(contents)
}

/// All that a fetch brings; what the server cannot read itself is left out.
async fn all<T>(fetch: impl AsyncFnOnce(&mpsc::Sender<T>) -> Result<(), NetError>) -> Result<Vec<T>, SyncError> {
    let (sender, mut receiver) = mpsc::channel(MOST);
    let fetching = async move { fetch(&sender).await };
    let gathering = async {
        let mut all = Vec::new();
        while let Some(one) = receiver.recv().await {
            all.push(one);
        }
        all
    };
    let (fetched, all) = tokio::join!(fetching, gathering);
    let _whole = unless_refused(fetched)?;
    Ok(all)
}
