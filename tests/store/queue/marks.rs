//! Marks and keywords: of what was done only the difference is sent.

use sceau::domain::{Act, Change, Flag, Flags, Gesture, Uid};
use sceau::store::{FlagChange, Reason};

use super::{Office, seen, unseen, word};

#[tokio::test]
async fn a_mark_shows_at_once_and_only_what_was_touched_is_sent() {
    let office = Office::open().await;
    let done = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    assert_eq!((done.done.count, done.done.undoable), (5, true));
    assert_eq!(office.cabinet.store.folder(office.inbox()).await.unwrap().unwrap().unread, 0);
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1, 2, 3, 4, 5])]);
    assert_eq!(office.waiting().await, 1);

    office.store().marks_done(office.ids.clone(), seen()).await.unwrap();
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    office.is_sound().await;
}

#[tokio::test]
async fn marking_and_unmarking_cancel_out() {
    let office = Office::open().await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: unseen() }).await;
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    let change = Change { add: vec![word("$label1")], ..Change::default() };
    let tagged = office.perform(Gesture::Mark { messages: office.ids.clone(), change: change.clone() }).await;
    assert_eq!(office.marks().await, [(office.inbox(), change, vec![1, 2, 3, 4, 5])]);
    let _ = office.undo(tagged).await;
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
}

#[tokio::test]
async fn a_mark_taken_back_while_it_is_on_its_way_is_taken_back_there_too() {
    let office = Office::open().await;
    let one = vec![office.ids[0]];
    let _ = office.perform(Gesture::Mark { messages: one.clone(), change: seen() }).await;
    assert_eq!(office.store().marks_sent(vec![(one[0], Uid(1))], unseen()).await.unwrap(), [], "that is not wanted");
    let _ = office.store().marks_sent(vec![(one[0], Uid(1))], seen()).await.unwrap();
    let _ = office.perform(Gesture::Mark { messages: one.clone(), change: unseen() }).await;
    // In doubt, the same goes out again; then the rest.
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1])]);
    office.store().marks_done(one.clone(), seen()).await.unwrap();
    assert_eq!(office.marks().await, [(office.inbox(), unseen(), vec![1])]);
    office.store().marks_done(one, unseen()).await.unwrap();
    assert_eq!(office.waiting().await, 0);
    assert!(!office.flags(office.ids[0]).await.seen());
}

#[tokio::test]
async fn flags_that_arrive_go_under_what_waits() {
    let office = Office::open().await;
    let change = Change { add: vec![word("ours")], ..seen() };
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: change.clone() }).await;
    let theirs = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Flagged), keywords: vec![word("theirs")] };
    office.store().set_flags(office.inbox(), vec![theirs]).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Flagged).with(Flag::Seen));
    let mut words = office.words(office.ids[0]).await;
    words.sort();
    assert_eq!(words, [word("ours"), word("theirs")]);
    assert_eq!(office.marks().await, [(office.inbox(), change, vec![1])]);

    // Somebody else did the same: nothing is left to do.
    let same = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Seen), keywords: vec![word("ours")] };
    office.store().set_flags(office.inbox(), vec![same]).await.unwrap();
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Seen));
}

#[tokio::test]
async fn a_refused_mark_shows_what_the_server_has_and_is_told_until_it_was_read() {
    let office = Office::open().await;
    let change = Change { add: vec![word("$label1")], ..seen() };
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: change.clone() }).await;
    office.store().marks_refused(office.ids.clone(), change, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE);
    assert_eq!(office.words(office.ids[0]).await, []);
    assert_eq!(office.refused().await, [(Act::Mark, 5, Reason::NotPermitted)]);
    let id = office.store().pending().await.unwrap()[0].id;
    assert_eq!(office.store().forget_refusal(id).await.unwrap(), Some(office.cabinet.account.id));
    assert_eq!(office.store().pending().await.unwrap(), []);
}

#[tokio::test]
async fn marks_on_a_message_that_is_gone_vanish_without_a_word() {
    let office = Office::open().await;
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: seen() }).await;
    office.store().forget(office.inbox(), vec![Uid(1)]).await.unwrap();
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[1]], change: seen() }).await;
    assert_eq!(office.marks().await.len(), 1);
    assert_eq!(office.waiting().await, 1);
    assert_eq!(office.refused().await, []);
}

#[tokio::test]
async fn where_the_server_keeps_no_keywords_they_live_here_and_it_is_said_once() {
    let office = Office::open().await;
    let change = Change { add: vec![word("$sceau_a")], ..Change::default() };
    for id in [office.ids[0], office.ids[1]] {
        let _ = office.perform(Gesture::Mark { messages: vec![id], change: change.clone() }).await;
        office.store().keywords_live_here(office.inbox(), vec![id]).await.unwrap();
    }
    assert_eq!(office.waiting().await, 0);
    assert_eq!(office.refused().await, [(Act::Mark, 1, Reason::NoKeywords)]);
    let flags = Flags::NONE.with(Flag::Seen);
    let plain = FlagChange { uid: Uid(1), flags, keywords: vec![] };
    office.store().set_flags(office.inbox(), vec![plain]).await.unwrap();
    assert_eq!(office.words(office.ids[0]).await, [word("$sceau_a")]);
    assert_eq!(office.flags(office.ids[0]).await, flags);
}
