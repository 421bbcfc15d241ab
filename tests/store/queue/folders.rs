//! Folders that are made, renamed, moved and destroyed before the server hears of
//! it; and what outlives the program.

use sceau::domain::{Act, Change, Gesture, Role, Uid, UidValidity};
use sceau::store::{Reason, Unfit, Verb, Work};

use super::super::letters::{letter, server_folder};
use super::{GROUND, Office, seen, word};

#[tokio::test]
async fn a_folder_made_offline_is_used_offline() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let under = Some(office.folder("Cabinet").await.id);
    let made = office.perform(Gesture::MakeFolder { account, under, name: " Écho ".to_owned() }).await;
    let to = made.done.to.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::RenameFolder { folder: to, name: "Échographies".to_owned() }).await;
    let (_, work) = office.store().next_folder_work(account).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: to, path: "Cabinet/Échographies".to_owned() }, "made under its last name");
    assert_eq!(office.store().server_path(to).await.unwrap(), None);
    // Taken back while it holds something, it is in the trash.
    let _ = office.undo(made).await;
    assert_eq!(office.folder("Trash/Échographies").await.total, 1);
    office.is_sound().await;
}

#[tokio::test]
async fn a_folder_made_and_taken_back_leaves_nothing_to_send() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let made = office.perform(Gesture::MakeFolder { account, under: None, name: "Neuf".to_owned() }).await;
    let renamed =
        office.perform(Gesture::RenameFolder { folder: office.folder("Cabinet").await.id, name: "X".to_owned() }).await;
    assert_eq!(office.waiting().await, 2);
    let _ = office.undo(renamed).await;
    let _ = office.undo(made).await;
    assert_eq!(office.waiting().await, 0);
    assert!(!office.paths().await.contains(&"Neuf".to_owned()));
    assert!(office.paths().await.contains(&"Cabinet/Analyses".to_owned()));
}

#[tokio::test]
async fn a_renamed_folder_keeps_its_id_and_its_messages_while_the_server_knows_the_old_name() {
    let office = Office::open().await;
    let cabinet = office.folder("Cabinet").await.id;
    let inside = office.folder("Cabinet/Analyses").await.id;
    let _ = office.store().put_messages(inside, vec![letter(11).whole()]).await.unwrap();
    let _ = office.perform(Gesture::RenameFolder { folder: cabinet, name: "Maison".to_owned() }).await;
    assert_eq!(office.folder("Maison/Analyses").await.id, inside);
    assert_eq!(office.store().server_path(inside).await.unwrap().as_deref(), Some("Cabinet/Analyses"));
    let there = office.listed(&[]).await;
    assert!(there.iter().all(|folder| folder.id != inside && folder.id != cabinet));
    assert_eq!(office.folder("Maison/Analyses").await.total, 1);
    assert!(!office.paths().await.contains(&"Cabinet".to_owned()));
}

#[tokio::test]
async fn a_refused_rename_takes_back_what_was_built_on_it() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::RenameFolder { folder: cabinet, name: "Maison".to_owned() }).await;
    let made = office.perform(Gesture::MakeFolder { account, under: Some(cabinet), name: "Neuf".to_owned() }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: made.done.to.unwrap() }).await;
    let (operation, _) = office.store().next_folder_work(account).await.unwrap().unwrap();
    office.store().folder_work_refused(operation, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash", "Cabinet", "Cabinet/Analyses"]);
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    assert_eq!(office.waiting().await, 0);
    assert_eq!(office.refused().await.len(), 2);
    office.is_sound().await;
}

#[tokio::test]
async fn a_deleted_folder_is_in_the_trash_under_a_name_that_is_free() {
    let office = Office::open().await;
    let _ = office.listed(&["Trash/Cabinet"]).await;
    let cabinet = office.folder("Cabinet").await.id;
    let done = office.perform(Gesture::DeleteFolder(cabinet)).await;
    assert_eq!(office.folder("Trash/Cabinet (2)").await.id, cabinet);
    assert_eq!(office.perform(Gesture::DeleteFolder(cabinet)).await.done.count, 0);
    let _ = office.undo(done).await;
    assert_eq!(office.folder("Cabinet").await.id, cabinet);
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn a_destroyed_folder_is_gone_and_what_was_moved_out_of_it_is_not() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let (cabinet, inside) = (office.folder("Cabinet").await.id, office.folder("Cabinet/Analyses").await.id);
    let ids = office.store().put_messages(inside, (11..14).map(|n| letter(n).whole()).collect()).await.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![ids[0]], to: office.inbox() }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: inside }).await;
    let _ = office.perform(Gesture::DestroyFolder(cabinet)).await;
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash"]);
    assert_eq!(office.store().page(ids.clone()).await.unwrap().len(), 1);
    let (operation, work) = office.store().next_folder_work(account).await.unwrap().unwrap();
    let paths = vec!["Cabinet/Analyses".to_owned(), "Cabinet".to_owned()];
    assert_eq!(work, Work::Destroy { folders: vec![inside, cabinet], paths });
    assert!(office.store().is_left_behind(vec![inside, cabinet]).await.unwrap());
    let expected =
        [(Verb::Move, inside, Some(office.inbox()), vec![11]), (Verb::Destroy, office.inbox(), None, vec![1])];
    assert_eq!(office.places().await, expected);
    // A new folder of the same name is another one.
    let _ = office.perform(Gesture::MakeFolder { account, under: None, name: "Cabinet".to_owned() }).await;
    let _ = office.listed(&[]).await;
    assert_eq!(office.folder("Cabinet").await.total, 0);
    let batch = office.store().waiting_places(account, Some(inside), 10).await.unwrap().remove(0);
    let done = vec![(batch.items[0].id, Some(Uid(200)))];
    office.store().places_done(done, office.inbox(), Some(UidValidity(7))).await.unwrap();
    assert!(!office.store().is_left_behind(vec![inside, cabinet]).await.unwrap());
    office.store().folder_work_done(operation).await.unwrap();
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    office.is_sound().await;
}

#[tokio::test]
async fn a_folder_whose_destruction_is_refused_is_there_again() {
    let office = Office::open().await;
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::DestroyFolder(cabinet)).await;
    let (operation, _) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    office.store().folder_work_refused(operation, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.folder("Cabinet").await.id, cabinet);
    assert_eq!(office.refused().await, [(Act::DestroyFolder, 1, Reason::NotPermitted)]);
}

#[tokio::test]
async fn a_folder_gone_from_the_server_is_made_again_for_what_waits_to_go_in() {
    let office = Office::open().await;
    let to = office.folder("Cabinet/Analyses").await.id;
    let _ = office.store().put_messages(to, vec![letter(11).whole()]).await.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Cabinet", None)];
    let _ = office.store().put_folders(office.cabinet.account.id, listed).await.unwrap();
    assert_eq!(office.list(to).await, [office.ids[0]]);
    let (_, work) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: to, path: "Cabinet/Analyses".to_owned() });
    // And one that a message was to leave takes it along.
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: office.inbox() }).await;
    office.is_sound().await;
}

#[tokio::test]
async fn names_and_places_that_cannot_be_are_found_out_before_anything_is_done() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let (cabinet, inside) = (office.folder("Cabinet").await.id, office.folder("Cabinet/Analyses").await.id);
    let make = |name: &str| Gesture::MakeFolder { account, under: None, name: name.to_owned() };
    let rename = |folder, name: &str| Gesture::RenameFolder { folder, name: name.to_owned() };
    for (gesture, expected) in [
        (make(" "), Unfit::NoName),
        (make("a/b"), Unfit::BadName),
        (make(&"x".repeat(161)), Unfit::LongName),
        (make("Cabinet"), Unfit::FolderExists),
        (make("Inbox"), Unfit::FolderExists),
        (rename(office.inbox(), "Boîte"), Unfit::Fixed),
        (rename(cabinet, "Archive"), Unfit::FolderExists),
        (Gesture::DeleteFolder(office.folder("Junk").await.id), Unfit::Fixed),
        (Gesture::DestroyFolder(office.folder("Trash").await.id), Unfit::Fixed),
        (Gesture::MoveFolder { folder: cabinet, under: Some(inside) }, Unfit::WithinItself),
    ] {
        assert_eq!(office.unfit(gesture.clone()).await, expected, "{gesture:?}");
    }
    assert_eq!(office.waiting().await, 0);
    let _ = office.perform(Gesture::MoveFolder { folder: inside, under: None }).await;
    assert_eq!(office.folder("Analyses").await.id, inside);
}

#[tokio::test]
async fn what_waits_survives_the_end_of_the_program() {
    let mut office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: office.ids.clone(), to }).await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    let before = (office.places().await, office.marks().await);
    office.cabinet.reopen().await;
    assert_eq!((office.places().await, office.marks().await), before);
}

#[tokio::test]
async fn tags_merge_by_their_newest_change() {
    use sceau::domain::{Colour, Tag};
    use sceau::store::SharedTag;
    let office = Office::open().await;
    let tag =
        |name: &str, colour| Tag { keyword: word("$sceau_urgent"), name: name.to_owned(), colour: Colour(colour) };
    office.store().put_tag(tag("Urgent", 1)).await.unwrap();
    let mine = office.store().shared_tags().await.unwrap().remove(0);
    let older = SharedTag { tag: tag("Ancien", 2), changed: mine.changed - 1, removed: true };
    assert!(!office.store().merge_tags(vec![older]).await.unwrap());
    let newer = SharedTag { tag: tag("Très urgent", 3), changed: mine.changed + 1, removed: false };
    assert!(office.store().merge_tags(vec![newer]).await.unwrap());
    // Of two in the same moment, the same one wins wherever they meet.
    let moment = mine.changed + 2;
    let two = ["A", "B"].map(|name| SharedTag { tag: tag(name, 4), changed: moment, removed: false });
    assert!(office.store().merge_tags(vec![two[1].clone()]).await.unwrap());
    assert!(!office.store().merge_tags(two.to_vec()).await.unwrap());
    assert_eq!(office.store().tags().await.unwrap(), [tag("B", 4)]);
    let change = Change { add: vec![word("$sceau_urgent")], ..Change::default() };
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change }).await;
    let removed = office.store().remove_tag(word("$sceau_urgent"), GROUND).await.unwrap();
    assert_eq!(removed.done.count, 5);
    assert_eq!(office.words(office.ids[0]).await, []);
    assert_eq!(office.store().tags().await.unwrap(), []);
    assert!(office.store().shared_tags().await.unwrap()[0].removed);
}

#[tokio::test]
#[ignore = "fills a mailbox of 100,000 messages: minutes in a debug build"]
async fn a_hundred_thousand_messages_are_marked_and_deleted_in_a_moment() {
    use std::time::{Duration, Instant};
    let office = Office::open().await;
    let mut ids = Vec::new();
    for from in (0..100_000).step_by(5000) {
        let headers = (from + 10..from + 5010).map(|number| letter(number).header()).collect();
        ids.extend(office.store().add_headers(office.inbox(), headers).await.unwrap());
    }
    let gestures = [
        Gesture::Mark { messages: vec![ids[500]], change: seen() },
        Gesture::Mark { messages: ids.clone(), change: seen() },
        Gesture::Delete(ids.clone()),
    ];
    let mut took = Vec::new();
    for gesture in gestures {
        let start = Instant::now();
        let _ = office.perform(gesture).await;
        took.push(start.elapsed());
    }
    println!("one, 100,000 marked, 100,000 deleted: {took:?}");
    assert!(took[0] < Duration::from_millis(20) && took[1..].iter().all(|took| *took < Duration::from_secs(20)));
}
