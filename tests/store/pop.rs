//! What is remembered of the mail on a POP3 server.

use sceau::domain::{FolderId, MessageId, Role, Timestamp};
use sceau::store::{PopArrival, PopState};

use super::letters::{Cabinet, letter, server_folder};

const NOW: Timestamp = Timestamp(1_800_000_000);
const DAY: i64 = 24 * 3600;

fn arrival(name: &str, number: u32) -> PopArrival {
    let (row, content) = letter(number).whole();
    PopArrival { name: name.to_owned(), size: 500, row, content }
}

impl Cabinet {
    async fn arrive(&self, folder: FolderId, letters: Vec<PopArrival>) -> Vec<MessageId> {
        self.store.pop_arrived(self.account.id, folder, letters, NOW).await.unwrap()
    }

    async fn listed(&self, names: &[&str], now: Timestamp) {
        let names = names.iter().map(ToString::to_string).collect();
        self.store.pop_listed(self.account.id, names, now).await.unwrap();
    }

    async fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.store.pop_letters(self.account.id).await.unwrap().into_keys().collect();
        names.sort();
        names
    }

    /// A folder, and taking it away for ever with all that lies in it.
    async fn folder(&self, path: &str) -> FolderId {
        let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder(path, None)];
        let folders = self.store.put_folders(self.account.id, listed).await.unwrap();
        folders.into_iter().find(|folder| folder.path == path).unwrap().id
    }

    async fn destroy_folders(&self) {
        let listed = vec![server_folder("INBOX", Some(Role::Inbox))];
        let _ = self.store.put_folders(self.account.id, listed).await.unwrap();
    }
}

#[tokio::test]
async fn a_letter_that_comes_again_is_not_here_twice() {
    let mut cabinet = Cabinet::open().await;
    let inbox = cabinet.inbox.id;
    let ids = cabinet.arrive(inbox, vec![arrival("b", 2), arrival("a", 1)]).await;
    assert_eq!(ids.len(), 2);
    let rows = cabinet.store.page(ids.clone()).await.unwrap();
    assert!(rows[0].subject.ends_with('2'), "in the order given");
    cabinet.reopen().await;
    assert!(cabinet.arrive(inbox, vec![arrival("a", 1)]).await.is_empty());
    let known = cabinet.store.pop_letters(cabinet.account.id).await.unwrap();
    assert!(known["a"].whole && !known["a"].destroyed);
    assert_eq!((known["a"].size, known["a"].fetched, known["a"].state), (500, NOW, PopState::There));
    assert_eq!(cabinet.store.folder(inbox).await.unwrap().unwrap().total, 2);
    assert_eq!(cabinet.store.known(inbox).await.unwrap(), [], "no server numbers them");
    assert!(cabinet.store.raw(ids[1]).await.unwrap().is_some());
}

#[tokio::test]
async fn what_was_deleted_for_ever_does_not_come_back_under_any_name() {
    let cabinet = Cabinet::open().await;
    let folder = cabinet.folder("Vieux").await;
    assert_eq!(cabinet.arrive(folder, vec![arrival("a", 1)]).await.len(), 1);
    cabinet.destroy_folders().await;
    let known = cabinet.store.pop_letters(cabinet.account.id).await.unwrap();
    assert!(known["a"].destroyed && !known["a"].whole);
    assert!(cabinet.arrive(cabinet.inbox.id, vec![arrival("a", 1)]).await.is_empty());
    cabinet.listed(&["z"], NOW).await;
    assert!(cabinet.arrive(cabinet.inbox.id, vec![arrival("z", 1)]).await.is_empty());
    assert_eq!(cabinet.names().await, ["z"]);
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_letter_that_lies_elsewhere_too_is_not_deleted_for_ever() {
    let cabinet = Cabinet::open().await;
    let folder = cabinet.folder("Vieux").await;
    let _ = cabinet.arrive(folder, vec![arrival("a", 1)]).await;
    // The same bytes a second time on the server, both listed: two rows.
    assert_eq!(cabinet.arrive(cabinet.inbox.id, vec![arrival("b", 1)]).await.len(), 1);
    cabinet.destroy_folders().await;
    let known = cabinet.store.pop_letters(cabinet.account.id).await.unwrap();
    assert!(known["a"].whole && known["b"].whole);
}

#[tokio::test]
async fn another_letter_under_an_old_name_is_new() {
    let cabinet = Cabinet::open().await;
    let inbox = cabinet.inbox.id;
    let _ = cabinet.arrive(inbox, vec![arrival("1", 1)]).await;
    cabinet.store.pop_removed(cabinet.account.id, vec!["1".to_owned()]).await.unwrap();
    assert_eq!(cabinet.arrive(inbox, vec![arrival("1", 2)]).await.len(), 1);
    let known = cabinet.store.pop_letters(cabinet.account.id).await.unwrap();
    assert_eq!((known.len(), known["1"].state), (1, PopState::There));
    assert_eq!(cabinet.store.folder(inbox).await.unwrap().unwrap().total, 2);
}

#[tokio::test]
async fn what_is_there_after_it_was_removed_stays_there() {
    let cabinet = Cabinet::open().await;
    let _ = cabinet.arrive(cabinet.inbox.id, vec![arrival("a", 1)]).await;
    cabinet.store.pop_removed(cabinet.account.id, vec!["a".to_owned()]).await.unwrap();
    assert!(cabinet.arrive(cabinet.inbox.id, vec![arrival("a", 1)]).await.is_empty());
    let known = cabinet.store.pop_letters(cabinet.account.id).await.unwrap();
    assert_eq!(known["a"].state, PopState::Stays);
}

#[tokio::test]
async fn names_that_the_server_has_dropped_are_forgotten_in_time() {
    let cabinet = Cabinet::open().await;
    let _ = cabinet.arrive(cabinet.inbox.id, vec![arrival("a", 1), arrival("b", 2)]).await;
    cabinet.listed(&["a"], NOW).await;
    cabinet.listed(&["a"], Timestamp(NOW.0 + 59 * DAY)).await;
    assert_eq!(cabinet.names().await, ["a", "b"]);
    // Back again: the time begins anew.
    cabinet.listed(&["a", "b"], Timestamp(NOW.0 + 59 * DAY)).await;
    cabinet.listed(&["a"], Timestamp(NOW.0 + 62 * DAY)).await;
    assert_eq!(cabinet.names().await, ["a", "b"]);
    cabinet.listed(&["a"], Timestamp(NOW.0 + 200 * DAY)).await;
    assert_eq!(cabinet.names().await, ["a"]);
    assert_eq!(cabinet.store.folder(cabinet.inbox.id).await.unwrap().unwrap().total, 2, "the mail stays");
}

#[tokio::test]
async fn local_folders_are_made_where_their_role_is_free() {
    let cabinet = Cabinet::open().await;
    let _ = cabinet.folder("Sent").await;
    let wanted = vec![(Role::Inbox, "INBOX"), (Role::Sent, "Sent"), (Role::Trash, "Trash")];
    for _ in 0..2 {
        cabinet.store.make_local_folders(cabinet.account.id, wanted.clone()).await.unwrap();
        let folders = cabinet.store.folders(cabinet.account.id).await.unwrap();
        let made: Vec<_> = folders.iter().map(|folder| (folder.role, folder.path.as_str())).collect();
        let expected = [(Some(Role::Inbox), "INBOX"), (Some(Role::Sent), "Sent"), (Some(Role::Trash), "Trash")];
        assert_eq!(made, expected);
    }
}

#[tokio::test]
async fn a_letter_that_had_to_be_let_go_of_is_here_again_when_it_comes_again() {
    let mut cabinet = Cabinet::open().await;
    let inbox = cabinet.inbox.id;
    let id = cabinet.arrive(inbox, vec![arrival("a", 1)]).await[0];
    cabinet.store.close().await;
    let volume = cabinet.path().with_extension("letters").join("000001.sealed");
    std::fs::write(&volume, b"").unwrap();
    cabinet.reopen().await;
    assert_eq!(cabinet.store.let_go_of_broken_letters().await.unwrap(), (1, None));
    assert!(!cabinet.store.pop_letters(cabinet.account.id).await.unwrap()["a"].whole);
    assert_eq!(cabinet.arrive(inbox, vec![arrival("a", 1)]).await, vec![]);
    assert_eq!(cabinet.store.raw(id).await.unwrap(), Some(letter(1).raw()));
    cabinet.store.integrity_check().await.unwrap();
}
