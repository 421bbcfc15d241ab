//! What was done here and waits for the server: the difference between the two
//! sides, and nothing else, is what is to be sent.

mod folders;
mod gestures;
mod marks;
mod places;
mod sorting;

use sceau::domain::{
    Act, Change, Filter, Flag, Flags, Folder, FolderId, Gesture, Keyword, MessageId, Role, Sort, Uid, UidValidity,
};
use sceau::store::{FolderState, Ground, Performed, Reason, Store, StoreError, Unfit, Verb};

use super::letters::{Cabinet, letter, server_folder};

pub(super) const GROUND: Ground = Ground {
    server: true,
    trash: "Corbeille",
    archive: "Archive",
    junk: "Indésirables",
    drafts: "Brouillons",
    templates: "Modèles",
};

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

fn unseen() -> Change {
    seen().reversed()
}

/// A cabinet with some folders, and letters 1 to 5 in the inbox.
pub(super) struct Office {
    pub(super) cabinet: Cabinet,
    pub(super) ids: Vec<MessageId>,
}

impl Office {
    pub(super) async fn open() -> Self {
        let cabinet = Cabinet::open().await;
        let office = Self { cabinet, ids: Vec::new() };
        let _ = office.listed(&[]).await;
        let letters = (1..=5).map(|number| letter(number).whole()).collect();
        let ids = office.store().put_messages(office.inbox(), letters).await.unwrap();
        let validity =
            FolderState { uid_validity: Some(UidValidity(7)), uid_next: Some(Uid(6)), ..FolderState::default() };
        office.store().set_folder_state(office.inbox(), validity).await.unwrap();
        Self { ids, ..office }
    }

    fn store(&self) -> &Store {
        &self.cabinet.store
    }

    fn inbox(&self) -> FolderId {
        self.cabinet.inbox.id
    }

    /// The server lists the usual folders, and these.
    async fn listed(&self, more: &[&str]) -> Vec<Folder> {
        let mut listed = vec![
            server_folder("INBOX", Some(Role::Inbox)),
            server_folder("Trash", Some(Role::Trash)),
            server_folder("Junk", Some(Role::Junk)),
            server_folder("Archive", Some(Role::Archive)),
            server_folder("Cabinet", None),
            server_folder("Cabinet/Analyses", None),
        ];
        listed.extend(more.iter().map(|path| server_folder(path, None)));
        self.store().put_folders(self.cabinet.account.id, listed).await.unwrap()
    }

    async fn folders(&self) -> Vec<Folder> {
        self.store().folders(self.cabinet.account.id).await.unwrap()
    }

    async fn paths(&self) -> Vec<String> {
        self.folders().await.into_iter().map(|folder| folder.path).collect()
    }

    async fn folder(&self, path: &str) -> Folder {
        self.folders().await.into_iter().find(|folder| folder.path == path).unwrap_or_else(|| panic!("no {path}"))
    }

    pub(super) async fn perform(&self, gesture: Gesture) -> Performed {
        self.store().perform(gesture, GROUND).await.unwrap()
    }

    async fn unfit(&self, gesture: Gesture) -> Unfit {
        match self.store().perform(gesture, GROUND).await {
            Err(StoreError::Unfit(unfit)) => unfit,
            other => panic!("{other:?}"),
        }
    }

    async fn undo(&self, performed: Performed) -> Performed {
        self.store().reverse(performed.done.act, performed.reverse, GROUND).await.unwrap()
    }

    async fn list(&self, folder: FolderId) -> Vec<MessageId> {
        self.store().list(folder, Sort { descending: false, ..Sort::default() }, Filter::All).await.unwrap()
    }

    pub(super) async fn waiting(&self) -> usize {
        self.store().queued(self.cabinet.account.id).await.unwrap().waiting
    }

    async fn refused(&self) -> Vec<(Act, usize, Reason)> {
        let pending = self.store().pending().await.unwrap();
        pending.into_iter().filter_map(|one| Some((one.act, one.count, one.refused?))).collect()
    }

    pub(super) async fn marks(&self) -> Vec<(FolderId, Change, Vec<u32>)> {
        let batches = self.store().waiting_marks(self.cabinet.account.id, 1000).await.unwrap();
        let uids = |messages: Vec<(MessageId, Uid)>| messages.into_iter().map(|(_, uid)| uid.0).collect();
        batches.into_iter().map(|batch| (batch.folder, batch.change, uids(batch.messages))).collect()
    }

    async fn places(&self) -> Vec<(Verb, FolderId, Option<FolderId>, Vec<u32>)> {
        let batches = self.store().waiting_places(self.cabinet.account.id, None, 1000).await.unwrap();
        let item = |batch: sceau::store::PlaceBatch| {
            let uids = batch.items.iter().map(|item| item.uid.0).collect();
            (batch.verb, batch.from, batch.to, uids)
        };
        batches.into_iter().map(item).collect()
    }

    /// The server moved everything that waits, and gave new UIDs from `first` on.
    async fn server_moves(&self, first: u32) {
        for batch in self.store().waiting_places(self.cabinet.account.id, None, 1000).await.unwrap() {
            let to = batch.to.unwrap();
            let done = batch.items.iter().zip(first..).map(|(item, uid)| (item.id, Some(Uid(uid)))).collect();
            self.store().places_done(done, to, Some(UidValidity(70))).await.unwrap();
        }
    }

    async fn flags(&self, id: MessageId) -> Flags {
        self.store().summary(id).await.unwrap().unwrap().flags
    }

    async fn words(&self, id: MessageId) -> Vec<Keyword> {
        self.store().summary(id).await.unwrap().unwrap().keywords
    }

    async fn is_sound(&self) {
        self.store().integrity_check().await.unwrap();
    }
}

fn word(name: &str) -> Keyword {
    Keyword::new(name)
}
