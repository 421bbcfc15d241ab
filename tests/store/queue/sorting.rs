//! What the lists of senders move goes once, and what is taken back stays.

use sceau::domain::{Act, Change, Flag, Flags, Gesture, Keyword, Stance, Uid};
use sceau::store::FlagChange;

use super::{GROUND, Office, seen, word};

#[tokio::test]
async fn new_mail_of_a_blocked_sender_goes_among_the_junk_once() {
    let office = Office::open().await;
    let (store, first) = (office.store(), office.ids[0]);
    let moved = store.sort_by_sender(vec![first], Stance::Blocked, GROUND).await.unwrap();
    assert_eq!((moved.done.act, moved.done.count), (Act::Sort, 1));
    let row = store.page(vec![first]).await.unwrap().remove(0);
    assert_eq!(Some(row.folder), moved.done.to);
    assert!(row.flags.has(Flag::Junk) && row.keywords.contains(&Keyword::new("$SceauSorted")));

    let back = store.reverse(Act::Sort, moved.reverse, GROUND).await.unwrap();
    assert_eq!(back.done.count, 1);
    let row = store.page(vec![first]).await.unwrap().remove(0);
    assert_eq!(row.folder, office.inbox());
    assert!(!row.flags.has(Flag::Junk) && row.keywords.contains(&Keyword::new("$SceauSorted")), "it is not news again");
    let again = store.sort_by_sender(vec![first], Stance::Blocked, GROUND).await.unwrap();
    assert_eq!(again.done.count, 0);
}

#[tokio::test]
async fn only_the_inbox_and_the_junk_are_sorted() {
    let office = Office::open().await;
    let (store, ids) = (office.store(), office.ids.clone());
    let kept = store.sort_by_sender(ids.clone(), Stance::Welcome, GROUND).await.unwrap();
    assert_eq!(kept.done.count, 0, "it lies in the inbox already");
    let junk = store.sort_by_sender(vec![ids[1]], Stance::Blocked, GROUND).await.unwrap();
    let gone = store.sort_by_sender(vec![ids[1]], Stance::Blocked, GROUND).await.unwrap();
    assert_eq!((junk.done.count, gone.done.count), (1, 0), "it lies among the junk already");
}

#[tokio::test]
async fn where_there_is_no_junk_folder_nothing_moves_and_none_is_made() {
    let cabinet = super::Cabinet::open().await;
    let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![super::letter(1).whole()]).await.unwrap();
    let before = cabinet.store.folders(cabinet.account.id).await.unwrap();
    assert!(before.iter().all(|folder| folder.role != Some(sceau::domain::Role::Junk)));
    let moved = cabinet.store.sort_by_sender(ids, Stance::Blocked, GROUND).await.unwrap();
    assert_eq!(moved.done.count, 0);
    assert_eq!(cabinet.store.folders(cabinet.account.id).await.unwrap().len(), before.len());
}

#[tokio::test]
async fn what_another_workstation_was_quicker_to_mark_is_left_to_it() {
    let office = Office::open().await;
    let (store, ids) = (office.store(), office.ids[..2].to_vec());
    let _ = store.sort_by_sender(ids.clone(), Stance::Blocked, GROUND).await.unwrap();
    // What the user did with it meanwhile is not undone.
    let _ = office.perform(Gesture::Mark { messages: vec![ids[0]], change: seen() }).await;
    let waiting = store.waiting_marks(office.cabinet.account.id, 10).await.unwrap();
    assert!(waiting.iter().all(|batch| batch.claimed() == Some(word("$sceausorted"))));
    store.left_to_another(ids.clone()).await.unwrap();
    assert_eq!(office.list(office.inbox()).await, office.ids, "until the server says where they went");
    assert_eq!(office.places().await, []);
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1])]);
    assert_eq!((office.flags(ids[1]).await, office.words(ids[1]).await), (Flags::NONE, vec![]));
    assert_eq!(office.refused().await, [], "nobody is told of what came about");
    office.is_sound().await;
}

#[tokio::test]
async fn a_mark_of_another_workstation_that_arrives_first_ends_the_move() {
    let office = Office::open().await;
    let (store, first) = (office.store(), office.ids[0]);
    let _ = store.sort_by_sender(vec![first], Stance::Blocked, GROUND).await.unwrap();
    let (flags, keywords) = (Flags::NONE.with(Flag::Junk), vec![word("$sceausorted")]);
    store.set_flags(office.inbox(), vec![FlagChange { uid: Uid(1), flags, keywords: keywords.clone() }]).await.unwrap();
    assert_eq!((office.places().await, office.marks().await, office.waiting().await), (vec![], vec![], 0));
    assert_eq!((office.flags(first).await, office.words(first).await), (flags, keywords));
    assert_eq!(office.list(office.inbox()).await, office.ids);
    office.is_sound().await;
}

/// The line was cut after the mark went out: the server will tell whose it is.
#[tokio::test]
async fn a_mark_in_doubt_is_asked_of_the_server_before_the_move_is_given_up() {
    let office = Office::open().await;
    let (store, first) = (office.store(), office.ids[0]);
    let _ = store.sort_by_sender(vec![first], Stance::Blocked, GROUND).await.unwrap();
    let change: Change = office.marks().await.remove(0).1;
    let _ = store.marks_sent(vec![(first, Uid(1))], change.clone()).await.unwrap();
    let theirs = FlagChange { uid: Uid(1), flags: change.set, keywords: change.add.clone() };
    store.set_flags(office.inbox(), vec![theirs]).await.unwrap();
    assert_eq!(office.places().await.len(), 1, "it still moves");
}
