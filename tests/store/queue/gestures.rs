//! What one gesture means in folders that have a role.

use sceau::domain::{Act, Flag, Gesture, Role};
use sceau::store::{Ground, Unfit, Work};

use super::super::letters::{letter, server_folder};
use super::{GROUND, Office, seen, word};

#[tokio::test]
async fn deleted_is_in_the_trash_and_what_lies_there_stays() {
    let office = Office::open().await;
    let trash = office.folder("Trash").await.id;
    let done = office.perform(Gesture::Delete(office.ids.clone())).await;
    assert_eq!((done.done.act, done.done.count, done.done.to), (Act::Delete, 5, Some(trash)));
    assert_eq!(office.perform(Gesture::Delete(office.ids.clone())).await.done.count, 0);
    let back = office.undo(done).await;
    assert_eq!((back.done.count, back.done.undoable), (5, false));
    assert_eq!(office.list(office.inbox()).await, office.ids);
    assert_eq!(office.waiting().await, 0, "nothing was sent, nothing is left to send");
}

#[tokio::test]
async fn a_mailbox_without_a_trash_gets_one_and_it_keeps_its_role() {
    let office = Office::open().await;
    let bare = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Sent", Some(Role::Sent))];
    let _ = office.store().put_folders(office.cabinet.account.id, bare.clone()).await.unwrap();
    let _ = office.perform(Gesture::Delete(vec![office.ids[0]])).await;
    let trash = office.folder("Corbeille").await;
    assert_eq!((trash.role, trash.total), (Some(Role::Trash), 1));
    let (operation, work) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: trash.id, path: "Corbeille".to_owned() });
    // The server does not list it yet: it stays.
    let there = office.store().put_folders(office.cabinet.account.id, bare.clone()).await.unwrap();
    assert!(there.iter().all(|folder| folder.id != trash.id), "but nobody goes and looks into it");
    assert_eq!(office.folder("Corbeille").await.total, 1);
    office.store().folder_work_done(operation).await.unwrap();
    let mut listed = bare;
    listed.push(server_folder("Corbeille", None));
    let _ = office.store().put_folders(office.cabinet.account.id, listed).await.unwrap();
    assert_eq!(office.folder("Corbeille").await.role, Some(Role::Trash));
    assert_eq!(office.perform(Gesture::Delete(vec![office.ids[0]])).await.done.count, 0);
}

#[tokio::test]
async fn archived_by_the_year_of_each() {
    let office = Office::open().await;
    let mut old = letter(20).whole();
    old.0.envelope.date = Some(sceau::domain::Timestamp(1_500_000_000));
    let id = office.store().put_messages(office.inbox(), vec![old]).await.unwrap()[0];
    let done = office.perform(Gesture::Archive(vec![id, office.ids[0], office.ids[1]])).await;
    assert_eq!((done.done.count, done.done.to), (3, None));
    assert_eq!(office.list(office.folder("Archive/2017").await.id).await, [id]);
    assert_eq!(office.folder("Archive/2023").await.total, 2);
    let again = office.perform(Gesture::Archive(vec![id])).await;
    assert_eq!(again.done.count, 0);
    let _ = office.undo(done).await;
    assert_eq!(office.folder("INBOX").await.total, 6);
}

#[tokio::test]
async fn junk_is_said_and_moved_and_so_is_the_contrary() {
    let office = Office::open().await;
    let junk = office.folder("Junk").await.id;
    let one = vec![office.ids[0]];
    let done = office.perform(Gesture::Junk(one.clone())).await;
    assert_eq!((done.done.count, done.done.to), (1, Some(junk)));
    assert!(office.flags(one[0]).await.has(Flag::Junk));
    let _ = office.perform(Gesture::NotJunk(one.clone())).await;
    assert!(!office.flags(one[0]).await.has(Flag::Junk));
    assert_eq!(office.words(one[0]).await, [word("$notjunk")]);
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    let _ = office.perform(Gesture::Junk(one.clone())).await;
    let _ = office.undo(done).await;
    assert_eq!(office.list(office.inbox()).await.len(), 5);
}

#[tokio::test]
async fn emptying_is_for_the_trash_and_for_ever() {
    let office = Office::open().await;
    assert_eq!(office.unfit(Gesture::Empty(office.inbox())).await, Unfit::NotEmptied);
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[4]], to: cabinet }).await;
    let _ = office.perform(Gesture::DeleteFolder(cabinet)).await;
    let _ = office.perform(Gesture::Delete(vec![office.ids[0]])).await;
    let trash = office.folder("Trash").await.id;
    let done = office.perform(Gesture::Empty(trash)).await;
    assert!(!done.done.undoable);
    assert_eq!(office.list(trash).await, []);
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash"]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    office.is_sound().await;
}

#[tokio::test]
async fn two_mailboxes_are_apart() {
    let office = Office::open().await;
    let draft = crate::store::letters::draft("bob@cabinet.example");
    let other = office.store().add_account(draft, sceau::domain::Secret::new("x")).await.unwrap();
    let theirs = office.store().put_folders(other.id, vec![server_folder("INBOX", Some(Role::Inbox))]).await.unwrap();
    let to = theirs[0].id;
    assert_eq!(office.unfit(Gesture::Move { messages: office.ids.clone(), to }).await, Unfit::OtherAccount);
    assert_eq!(office.unfit(Gesture::Copy { messages: office.ids.clone(), to }).await, Unfit::OtherAccount);
    // A deletion over both goes to the trash of each.
    let id = office.store().put_messages(to, vec![letter(1).whole()]).await.unwrap()[0];
    let done = office.perform(Gesture::Delete(vec![office.ids[0], id])).await;
    assert_eq!((done.done.count, done.accounts.len()), (2, 2));
    office.is_sound().await;
}

#[tokio::test]
async fn where_no_server_is_behind_it_nothing_is_queued() {
    let office = Office::open().await;
    let ground = Ground { server: false, ..GROUND };
    for gesture in [
        Gesture::Mark { messages: office.ids.clone(), change: seen() },
        Gesture::Archive(office.ids.clone()),
        Gesture::Delete(vec![office.ids[0]]),
        Gesture::Copy { messages: vec![office.ids[1]], to: office.inbox() },
        Gesture::Destroy(vec![office.ids[2]]),
        Gesture::MakeFolder { account: office.cabinet.account.id, under: None, name: "Neuf".to_owned() },
        Gesture::DeleteFolder(office.folder("Cabinet").await.id),
    ] {
        let _ = office.store().perform(gesture, ground).await.unwrap();
    }
    let gone = Gesture::DestroyFolder(office.folder("Neuf").await.id);
    let _ = office.store().perform(gone, ground).await.unwrap();
    assert_eq!(office.store().pending().await.unwrap(), []);
    assert_eq!(office.store().next_folder_work(office.cabinet.account.id).await.unwrap(), None);
    assert_eq!(office.folder("Trash/Cabinet").await.total, 0);
    assert!(!office.paths().await.contains(&"Neuf".to_owned()));
    office.is_sound().await;
}
