//! Bodies: what a row promises is here.

use sceau::domain::{BodyState, MessageId, Uid};
use sceau::store::SearchScope;

use super::letters::{Cabinet, letter, server_folder};

#[tokio::test]
async fn a_body_comes_back_byte_for_byte_and_its_row_says_it_is_here() {
    let mut cabinet = Cabinet::open().await;
    let ids = cabinet.store.add_headers(cabinet.inbox.id, vec![letter(1).header()]).await.unwrap();
    let before = cabinet.store.summary(ids[0]).await.unwrap().unwrap();
    assert_eq!((before.body, before.extract.as_str()), (BodyState::Pending, ""));
    let mut body = letter(1).body(ids[0]);
    body.attachment = true;
    body.mark = sceau::domain::Mark::Signed;
    body.envelope.subject = "Sujet entier".to_owned();
    cabinet.store.add_bodies(vec![body]).await.unwrap();
    cabinet.reopen().await;
    let row = cabinet.store.summary(ids[0]).await.unwrap().unwrap();
    assert_eq!(row.body, BodyState::Here);
    assert_eq!(row.extract, letter(1).content().extract);
    assert_eq!((row.attachment, row.mark), (true, sceau::domain::Mark::Signed));
    assert_eq!(row.subject, "Sujet entier");
    assert_eq!(cabinet.store.raw(ids[0]).await.unwrap(), Some(letter(1).raw()));
}

#[tokio::test]
async fn large_bodies_and_empty_ones_are_kept_too() {
    let cabinet = Cabinet::open().await;
    let mut noise = vec![0; 3_000_000];
    for chunk in noise.chunks_mut(32) {
        chunk.copy_from_slice(&sceau::store::CacheKey::random().unwrap().expose()[..chunk.len()]);
    }
    for (uid, raw) in [(1, noise), (2, vec![]), (3, b"a".repeat(20_000_000))] {
        let mut content = letter(uid).content();
        content.raw = sceau::store::Packed::new(&raw);
        let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![(letter(uid).header(), content)]).await.unwrap();
        assert!(cabinet.store.raw(ids[0]).await.unwrap().unwrap() == raw, "{uid}");
    }
}

#[tokio::test]
async fn the_same_letter_in_two_folders_is_kept_once() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let listed = ["INBOX", "Copie", "Troisième"].map(|path| server_folder(path, None));
    let folders = store.put_folders(cabinet.account.id, listed.to_vec()).await.unwrap();
    let first = store.put_messages(folders[0].id, vec![letter(1).whole()]).await.unwrap()[0];
    let second = store.put_messages(folders[1].id, vec![letter(1).whole()]).await.unwrap()[0];
    let third = store.add_headers(folders[2].id, vec![letter(1).header()]).await.unwrap()[0];
    assert_eq!(store.stats().await.unwrap().bodies, 1);
    store.add_bodies(vec![letter(1).body(third)]).await.unwrap();
    let stats = store.stats().await.unwrap();
    assert_eq!((stats.messages, stats.bodies), (3, 1));
    store.integrity_check().await.unwrap();
    // It lives as long as one of them.
    for (folder, left) in folders.iter().zip([vec![second, third], vec![third], vec![]]) {
        store.forget(folder.id, vec![Uid(1)]).await.unwrap();
        for id in &left {
            assert_eq!(store.raw(*id).await.unwrap(), Some(letter(1).raw()));
        }
        let mut found = super::letters::found(store, SearchScope::All, "glycémie").await;
        found.sort();
        assert_eq!(found, left);
        store.integrity_check().await.unwrap();
    }
    assert_ne!(first, second);
    assert_eq!(store.stats().await.unwrap().bodies, 0);
}

#[tokio::test]
async fn two_accounts_share_nothing() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let draft = super::letters::draft("bruno@cabinet.example");
    let other = store.add_account(draft, sceau::domain::Secret::new("y")).await.unwrap();
    let inbox = store.put_folders(other.id, vec![server_folder("INBOX", None)]).await.unwrap().remove(0);
    let _ = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let _ = store.put_messages(inbox.id, vec![letter(1).whole()]).await.unwrap();
    assert_eq!(store.stats().await.unwrap().bodies, 2);
}

#[tokio::test]
async fn a_body_for_a_message_that_is_gone_or_has_one_changes_nothing() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let ids = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    store.add_bodies(vec![letter(2).body(ids[0]), letter(3).body(MessageId(999))]).await.unwrap();
    assert_eq!(store.raw(ids[0]).await.unwrap(), Some(letter(1).raw()));
    assert_eq!(store.stats().await.unwrap().bodies, 1);
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn the_same_body_twice_in_one_batch_is_one_letter() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let mut twin = letter(1).header();
    twin.uid = Uid(2);
    let ids = store.add_headers(cabinet.inbox.id, vec![letter(1).header(), twin]).await.unwrap();
    store.add_bodies(vec![letter(1).body(ids[0]), letter(1).body(ids[1])]).await.unwrap();
    let stats = store.stats().await.unwrap();
    assert_eq!((stats.messages, stats.bodies), (2, 1));
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn pieces_are_a_letter_only_without_a_gap() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let id = store.add_headers(cabinet.inbox.id, vec![letter(1).header()]).await.unwrap()[0];
    store.add_piece(id, 0, b"one ".to_vec()).await.unwrap();
    // Somebody else is on the same letter, further on and not so far.
    store.add_piece(id, 8, b"three".to_vec()).await.unwrap();
    store.add_piece(id, 0, b"zero".to_vec()).await.unwrap();
    store.add_piece(id, 4, b"two ".to_vec()).await.unwrap();
    assert_eq!(store.piece_end(id).await.unwrap(), 8);
    assert_eq!(store.take_pieces(id).await.unwrap(), b"one two ");
    store.add_piece(id, 8, b"three".to_vec()).await.unwrap();
    assert_eq!(store.take_pieces(id).await.unwrap(), b"", "its beginning was taken");
    store.add_bodies(vec![letter(1).body(id)]).await.unwrap();
    store.add_piece(id, 0, b"one ".to_vec()).await.unwrap();
    assert_eq!(store.piece_end(id).await.unwrap(), 0, "the letter is here");
}
