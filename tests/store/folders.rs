//! Folders: as the server lists them.

use sceau::domain::{FolderId, ModSeq, Role, Uid, UidValidity};
use sceau::store::{FolderState, StoreError};

use super::letters::{Cabinet, letter, server_folder};

#[tokio::test]
async fn the_servers_list_is_taken_over_and_ids_stay() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let listed = vec![
        server_folder("Zoé", None),
        server_folder("Envoyés", Some(Role::Sent)),
        server_folder("INBOX", Some(Role::Inbox)),
        server_folder("INBOX/Écho", None),
    ];
    let folders = store.put_folders(cabinet.account.id, listed).await.unwrap();
    let paths: Vec<_> = folders.iter().map(|folder| folder.path.as_str()).collect();
    assert_eq!(paths, ["INBOX", "INBOX/Écho", "Envoyés", "Zoé"]);
    assert_eq!(folders[0].id, cabinet.inbox.id);
    assert_eq!(store.folders(cabinet.account.id).await.unwrap(), folders);
    assert_eq!(store.folder(folders[2].id).await.unwrap().as_ref(), Some(&folders[2]));
    assert_eq!(store.folder(FolderId(99)).await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_gone_from_the_server_goes_with_its_messages() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let both = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Vieux", None)];
    let folders = store.put_folders(cabinet.account.id, both).await.unwrap();
    let ids = store.put_messages(folders[1].id, vec![letter(1).whole()]).await.unwrap();
    let _ = store.put_messages(folders[0].id, vec![letter(2).whole()]).await.unwrap();
    let left = store.put_folders(cabinet.account.id, vec![server_folder("INBOX", Some(Role::Inbox))]).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].total, left[0].unread), (1, 1));
    assert_eq!(store.summary(ids[0]).await.unwrap(), None);
    assert_eq!(store.stats().await.unwrap().bodies, 1);
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_server_that_lists_nothing_takes_nothing_away() {
    let cabinet = Cabinet::open().await;
    let _ = cabinet.store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let left = cabinet.store.put_folders(cabinet.account.id, vec![]).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].total, 1);
}

#[tokio::test]
async fn the_state_of_a_folder_is_kept() {
    let mut cabinet = Cabinet::open().await;
    let inbox = cabinet.inbox.id;
    assert_eq!(cabinet.store.folder_state(inbox).await.unwrap(), FolderState::default());
    let state = FolderState {
        uid_validity: Some(UidValidity(u32::MAX)),
        uid_next: Some(Uid(12)),
        highest_modseq: Some(ModSeq(1 << 60)),
    };
    cabinet.store.set_folder_state(inbox, state).await.unwrap();
    cabinet.reopen().await;
    assert_eq!(cabinet.store.folder_state(inbox).await.unwrap(), state);
    assert_eq!(cabinet.store.folder_state(FolderId(99)).await, Err(StoreError::Gone));
    assert_eq!(cabinet.store.set_folder_state(FolderId(99), state).await, Err(StoreError::Gone));
}
