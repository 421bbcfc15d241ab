//! What the lists of senders move goes once, and what is taken back stays.

use sceau::domain::{Act, Flag, Keyword, Stance};

use super::{GROUND, Office};

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
