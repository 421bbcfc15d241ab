//! Room that nothing needs any more is given back, and nothing else is.

use std::fs;

use sceau::domain::{BodyState, Filter, Role, Sort, Uid};
use sceau::store::{Packed, StoreError};

use super::letters::{Cabinet, letter, server_folder};

/// A letter that compression finds nothing in.
fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

fn room(cabinet: &Cabinet) -> u64 {
    let folder = cabinet.path().with_extension("letters");
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

#[tokio::test]
async fn what_is_deleted_gives_its_room_back_and_what_stays_can_be_read() {
    const SIZE: usize = 3 << 20;
    let cabinet = Cabinet::open().await;
    let mut kept = Vec::new();
    // More than two volumes: the last one is still written to.
    for number in 1..=60 {
        let raw = noise(SIZE);
        let mut whole = letter(number).whole();
        whole.1.raw = Packed::new(&raw);
        let id = cabinet.store.put_messages(cabinet.inbox.id, vec![whole]).await.unwrap()[0];
        if number % 5 == 0 {
            kept.push((id, raw));
        }
    }
    let before = room(&cabinet);
    let gone = (1..=60).filter(|number| number % 5 != 0).map(Uid).collect();
    cabinet.store.forget(cabinet.inbox.id, gone).await.unwrap();
    let given = cabinet.store.tidy().await.unwrap();
    assert!(room(&cabinet) < before / 2, "{} of {before}", room(&cabinet));
    assert!(given > before / 2, "{given} of {before}");
    for (id, raw) in &kept {
        assert!(cabinet.store.raw(*id).await.unwrap().as_ref() == Some(raw));
    }
    cabinet.store.integrity_check().await.unwrap();
    // What was the last volume then is one more to tidy now; and then all is done.
    let _ = cabinet.store.tidy().await.unwrap();
    assert_eq!(cabinet.store.tidy().await.unwrap(), 0, "nothing was left to give");
}

#[tokio::test]
async fn a_letter_whose_bytes_are_damaged_is_waited_for_again() {
    let mut cabinet = Cabinet::open().await;
    let ids = cabinet.store.put_messages(cabinet.inbox.id, (1..=9).map(|n| letter(n).whole()).collect()).await.unwrap();
    cabinet.store.close().await;
    let volume = cabinet.path().with_extension("letters").join("000001.sealed");
    let mut bytes = fs::read(&volume).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&volume, bytes).unwrap();
    cabinet.reopen().await;
    assert!(matches!(cabinet.store.integrity_check().await, Err(StoreError::Damaged { .. })));
    assert_eq!(cabinet.store.let_go_of_broken_letters().await.unwrap(), (1, None));
    cabinet.store.integrity_check().await.unwrap();
    let list = cabinet.store.list(cabinet.inbox.id, Sort::default(), Filter::All).await.unwrap();
    assert_eq!(list.len(), ids.len(), "its row is still there");
    let rows = cabinet.store.page(ids).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.body == BodyState::Pending).count(), 1);
}

#[tokio::test]
async fn a_damaged_letter_that_lies_in_two_folders_comes_back_to_both() {
    let mut cabinet = Cabinet::open().await;
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Copies", None)];
    let copies = cabinet.store.put_folders(cabinet.account.id, listed).await.unwrap().remove(1);
    let first = cabinet.store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap()[0];
    let second = cabinet.store.put_messages(copies.id, vec![letter(1).whole()]).await.unwrap()[0];
    cabinet.store.close().await;
    let volume = cabinet.path().with_extension("letters").join("000001.sealed");
    let mut bytes = fs::read(&volume).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&volume, bytes).unwrap();
    cabinet.reopen().await;
    assert_eq!(cabinet.store.let_go_of_broken_letters().await.unwrap(), (1, None));
    for id in [first, second] {
        cabinet.store.add_bodies(vec![letter(1).body(id)]).await.unwrap();
    }
    for id in [first, second] {
        assert_eq!(cabinet.store.raw(id).await.unwrap(), Some(letter(1).raw()));
    }
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_stop_that_was_not_clean_is_remembered_until_all_was_read_through() {
    let mut cabinet = Cabinet::open().await;
    cabinet.store.close().await;
    fs::write(cabinet.path().with_extension("open"), b"").unwrap();
    for _ in 0..2 {
        cabinet.reopen().await;
        assert!(!cabinet.store.was_clean());
        cabinet.store.close().await;
    }
    cabinet.reopen().await;
    cabinet.store.is_sound();
    cabinet.store.close().await;
    cabinet.reopen().await;
    assert!(cabinet.store.was_clean());
}
