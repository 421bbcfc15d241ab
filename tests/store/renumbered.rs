//! A server that renumbers a folder costs neither bytes nor rows.

use sceau::domain::{Flag, Flags, Keyword, Uid};
use sceau::store::{Candidate, FolderState, NewMessage};

use super::letters::{Cabinet, letter};

fn candidate(header: &NewMessage, uid: u32) -> Candidate {
    Candidate {
        uid: Uid(uid),
        message_id: header.envelope.message_id.clone(),
        size: header.size,
        received: header.received,
        flags: Flags::NONE.with(Flag::Seen),
        keywords: vec![Keyword::new("$a")],
    }
}

#[tokio::test]
async fn messages_are_found_again_with_their_bodies() {
    let mut cabinet = Cabinet::open().await;
    let inbox = cabinet.inbox.id;
    let letters = (1..=4).map(|number| letter(number).whole()).collect();
    let ids = cabinet.store.put_messages(inbox, letters).await.unwrap();
    let state = FolderState { uid_next: Some(Uid(5)), ..FolderState::default() };
    cabinet.store.set_folder_state(inbox, state).await.unwrap();

    cabinet.store.unplace(inbox).await.unwrap();
    // The program may end here: nothing pretends to be in step.
    cabinet.reopen().await;
    let store = &cabinet.store;
    assert_eq!(store.folder_state(inbox).await.unwrap(), FolderState::default());
    assert_eq!(store.known(inbox).await.unwrap(), []);
    assert_eq!(store.page(ids.clone()).await.unwrap().len(), 4, "they can be read all the same");

    // The numbers cross those of before; letter 3 is gone, 9 is new.
    let headers = [(1, 2), (2, 1), (4, 30), (9, 31)].map(|(number, uid)| candidate(&letter(number).header(), uid));
    let matched = store.rematch(inbox, headers.to_vec()).await.unwrap();
    assert_eq!(matched, [Uid(1), Uid(2), Uid(30)]);
    store.drop_unplaced(inbox).await.unwrap();
    let known = store.known(inbox).await.unwrap();
    let placed: Vec<_> = known.iter().map(|known| (known.uid.0, known.id)).collect();
    assert_eq!(placed, [(1, ids[1]), (2, ids[0]), (30, ids[3])]);
    assert!(known.iter().all(|known| known.flags.seen() && known.keywords.len() == 1));
    assert_eq!(store.raw(ids[3]).await.unwrap(), Some(letter(4).raw()));
    assert_eq!(store.raw(ids[2]).await.unwrap(), None);
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn twins_are_not_guessed_and_a_uid_is_not_given_twice() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, cabinet.inbox.id);
    let mut twin = letter(1).whole();
    twin.0.uid = Uid(2);
    let _ = store.put_messages(inbox, vec![letter(1).whole(), twin, letter(3).whole()]).await.unwrap();
    store.unplace(inbox).await.unwrap();
    let taken = store.add_headers(inbox, vec![letter(7).header()]).await.unwrap();
    let candidates = vec![candidate(&letter(1).header(), 5), candidate(&letter(3).header(), 7)];
    assert_eq!(store.rematch(inbox, candidates).await.unwrap(), []);
    assert_eq!(store.known(inbox).await.unwrap()[0].id, taken[0]);
    store.integrity_check().await.unwrap();
}
