//! Moved, copied and destroyed: a message is followed to where the server has it.

use sceau::domain::{Act, Flag, Flags, Gesture, Uid, UidValidity};
use sceau::store::{Candidate, FlagChange, Reason, Verb};

use super::super::letters::letter;
use super::{Office, seen};

#[tokio::test]
async fn a_moved_message_is_there_at_once_and_known_under_its_old_number() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let done = office.perform(Gesture::Move { messages: vec![office.ids[0], office.ids[3]], to }).await;
    assert_eq!((done.done.count, done.done.to), (2, Some(to)));
    assert_eq!(office.list(to).await, [office.ids[0], office.ids[3]]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    assert_eq!(office.folder("Cabinet").await.unread, 2);
    assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(to), vec![1, 4])]);
    let known: Vec<_> = office.store().known(office.inbox()).await.unwrap().iter().map(|one| one.uid.0).collect();
    assert_eq!(known, [1, 2, 3, 4, 5], "the sync brings none of them back");
    let again = office.store().add_headers(office.inbox(), vec![letter(1).header()]).await.unwrap();
    assert_eq!(again, [office.ids[0]]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    // A pass over the target takes nothing of it for lost.
    office.store().drop_unplaced(to).await.unwrap();
    assert_eq!(office.list(to).await.len(), 2);

    office.server_moves(40).await;
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    let known: Vec<_> = office.store().known(to).await.unwrap().iter().map(|one| (one.uid.0, one.id)).collect();
    assert_eq!(known, [(40, office.ids[0]), (41, office.ids[3])]);
    office.is_sound().await;
}

#[tokio::test]
async fn a_second_move_changes_where_the_first_goes_and_moving_back_cancels_it() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let messages = vec![office.ids[0]];
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: one }).await;
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: two }).await;
    assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(two), vec![1])]);
    assert_eq!(office.waiting().await, 1);
    let _ = office.perform(Gesture::Move { messages, to: office.inbox() }).await;
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    assert_eq!(office.store().known(office.inbox()).await.unwrap().len(), 5);
    office.is_sound().await;
}

#[tokio::test]
async fn a_move_on_its_way_is_followed_not_cancelled() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let messages = vec![office.ids[0]];
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: one }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    assert_eq!(office.store().places_sent(batch.items.clone(), two, None).await.unwrap(), [], "not there");
    assert_eq!(office.store().places_sent(batch.items.clone(), one, None).await.unwrap(), batch.items);
    for to in [office.inbox(), two] {
        let _ = office.perform(Gesture::Move { messages: messages.clone(), to }).await;
        // The same goes out again as long as there is no answer.
        assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(one), vec![1])]);
    }
    office.store().places_done(vec![(batch.items[0].id, Some(Uid(40)))], one, Some(UidValidity(70))).await.unwrap();
    assert_eq!(office.places().await, [(Verb::Move, one, Some(two), vec![40])]);
    assert_eq!(office.list(two).await, messages);
    office.server_moves(50).await;
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn marks_follow_a_message_to_where_the_server_has_it() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: seen() }).await;
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1])]);
    let arrived = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Answered), keywords: vec![] };
    office.store().set_flags(office.inbox(), vec![arrived]).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Answered).with(Flag::Seen));
    office.server_moves(40).await;
    assert_eq!(office.marks().await, [(to, seen(), vec![40])]);
}

#[tokio::test]
async fn a_refused_move_goes_back_and_is_told() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: office.ids.clone(), to }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    for item in batch.items {
        office.store().places_refused(vec![item.id], Reason::OverQuota).await.unwrap();
    }
    assert_eq!(office.list(office.inbox()).await, office.ids);
    assert_eq!(office.store().known(office.inbox()).await.unwrap().len(), 5);
    assert_eq!(office.refused().await, [(Act::Move, 5, Reason::OverQuota)], "told as one");
    assert_eq!(office.store().pending().await.unwrap()[0].folder.as_deref(), Some("Cabinet"));
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn what_somebody_else_took_meanwhile_is_theirs() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Delete(vec![office.ids[1]])).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[2]])).await;
    office.store().forget(office.inbox(), vec![Uid(1), Uid(2), Uid(3)]).await.unwrap();
    assert_eq!(office.list(to).await, []);
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    // Who wanted a message away is not told that it is away.
    assert_eq!(office.refused().await, [(Act::Move, 1, Reason::Elsewhere)]);
    office.is_sound().await;
}

#[tokio::test]
async fn without_an_answer_on_where_it_went_a_message_is_found_again_by_what_it_is() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0], office.ids[1]], to }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    let done = batch.items.iter().map(|item| (item.id, None)).collect();
    office.store().places_done(done, to, None).await.unwrap();
    assert_eq!(office.list(to).await.len(), 2);
    // The first is there; the second is nowhere any more.
    assert_eq!(office.store().rematch(to, vec![candidate(1, 90)]).await.unwrap(), [Uid(90)]);
    office.store().drop_unplaced(to).await.unwrap();
    assert_eq!(office.list(to).await, [office.ids[0]]);
    assert_eq!(office.refused().await, [(Act::Move, 1, Reason::Elsewhere)]);
    assert_eq!(office.waiting().await, 0);
    office.is_sound().await;
}

#[tokio::test]
async fn under_a_new_numbering_moves_are_found_again_and_destruction_is_given_up() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[1]])).await;
    let _ = office.perform(Gesture::Copy { messages: vec![office.ids[2]], to }).await;
    office.store().unplace(office.inbox()).await.unwrap();
    assert_eq!(office.places().await, []);
    assert_eq!(office.refused().await, [(Act::Destroy, 1, Reason::Renumbered)]);
    let matched =
        office.store().rematch(office.inbox(), (1..=5).map(|n| candidate(n, n + 100)).collect()).await.unwrap();
    assert_eq!(matched, [Uid(101), Uid(103), Uid(104), Uid(105)], "the one given up comes anew");
    let _ = office.store().put_messages(office.inbox(), vec![letter(2).whole()]).await.unwrap();
    office.store().drop_unplaced(office.inbox()).await.unwrap();
    let expected =
        [(Verb::Copy, office.inbox(), Some(to), vec![103]), (Verb::Move, office.inbox(), Some(to), vec![101])];
    assert_eq!(office.places().await, expected);
    assert_eq!(office.list(to).await.len(), 2);
    office.is_sound().await;
}

fn candidate(number: u32, uid: u32) -> Candidate {
    let header = letter(number).header();
    Candidate {
        uid: Uid(uid),
        message_id: header.envelope.message_id,
        size: header.size,
        received: header.received,
        flags: Flags::NONE,
        keywords: vec![],
    }
}

#[tokio::test]
async fn what_waits_to_be_destroyed_does_not_come_back() {
    let office = Office::open().await;
    let done = office.perform(Gesture::Destroy(office.ids.clone())).await;
    assert!(!done.done.undoable);
    assert_eq!(office.list(office.inbox()).await, []);
    assert_eq!(office.places().await, [(Verb::Destroy, office.inbox(), None, vec![1, 2, 3, 4, 5])]);
    assert_eq!(office.store().rematch(office.inbox(), vec![candidate(1, 1)]).await.unwrap(), [Uid(1)]);
    let _ = office.store().add_headers(office.inbox(), vec![letter(2).header()]).await.unwrap();
    assert_eq!(office.list(office.inbox()).await, []);
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    office.store().places_destroyed(batch.items.iter().map(|item| item.id).collect()).await.unwrap();
    assert_eq!(office.waiting().await, 0);
    office.is_sound().await;
}

#[tokio::test]
async fn a_message_moved_and_then_destroyed_is_destroyed_where_the_server_has_it() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[0]])).await;
    assert_eq!(office.places().await, [(Verb::Destroy, office.inbox(), None, vec![1])]);
    office.is_sound().await;
}

#[tokio::test]
async fn a_copy_is_a_row_of_its_own_and_goes_before_what_it_is_of_moves_away() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let copied = office.perform(Gesture::Copy { messages: vec![office.ids[0]], to: one }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: two }).await;
    let expected = [(Verb::Copy, office.inbox(), Some(one), vec![1]), (Verb::Move, office.inbox(), Some(two), vec![1])];
    assert_eq!(office.places().await, expected);
    let copy = office.list(one).await[0];
    assert_ne!(copy, office.ids[0]);
    assert_eq!(office.store().raw(copy).await.unwrap(), Some(letter(1).raw()));
    // Taken back before it was made, nothing is made.
    let _ = office.undo(copied).await;
    assert_eq!(office.list(one).await, []);
    assert_eq!(office.places().await.len(), 1);
    office.is_sound().await;
}

#[tokio::test]
async fn a_copy_of_a_message_whose_body_is_still_to_come_gets_it_with_the_other() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let id = office.store().add_headers(office.inbox(), vec![letter(9).header()]).await.unwrap()[0];
    let _ = office.perform(Gesture::Copy { messages: vec![id], to }).await;
    office.is_sound().await;
    let copy = office.list(to).await[0];
    office.store().add_bodies(vec![letter(9).body(id)]).await.unwrap();
    assert_eq!(office.store().raw(copy).await.unwrap(), None);
    office.store().add_bodies(vec![letter(9).body(copy)]).await.unwrap();
    assert_eq!(office.store().raw(copy).await.unwrap(), Some(letter(9).raw()));
    office.is_sound().await;
}
