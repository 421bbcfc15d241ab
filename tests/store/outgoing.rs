//! Messages on their way out: each step is written down, what may be with a server
//! is never taken back, and nothing goes but by being sent, taken back or given up.

use sceau::domain::{
    Account, Address, Answered, DraftId, Email, Flag, Manner, MessageId, Outgoing, OutgoingId, OutgoingState, Refusal,
    Role, Settle, Timestamp,
};
use sceau::store::{Due, HeldFor, Setback, Store, StoreError};

use super::letters::{Cabinet, letter, server_folder};

const NOW: Timestamp = Timestamp(1_800_000_000);

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    Timestamp(NOW.0 + seconds)
}

fn refusal(to: &str, passes: bool) -> Refusal {
    Refusal { to: email(to), passes, said: "no such user".to_owned() }
}

fn outgoing(account: &Account, to: &[&str]) -> Outgoing {
    Outgoing {
        account: account.id,
        from: email("anne@cabinet.example"),
        to: to.iter().map(|to| email(to)).collect(),
        bcc: vec![Address::new("Paul", "paul@clinique.example")],
        subject: "Bilan".to_owned(),
        people: vec![Address::new("Léa", "lea@clinique.example")],
        message_id: "1@cabinet.example".to_owned(),
        bytes: b"Message-ID: <1@cabinet.example>\r\n\r\nBonjour\r\n".to_vec(),
        copy: true,
        delivery_report: true,
        answered: None,
        not_before: None,
        draft: Some(DraftId(7)),
    }
}

async fn only(store: &Store) -> sceau::store::Posted {
    let mut rows = store.outbox().await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

async fn to(store: &Store, account: &Account) -> Vec<String> {
    match store.due(account.id, NOW).await.unwrap() {
        Due::Now(parcel) => parcel.to.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

async fn post(cabinet: &Cabinet, to: &[&str]) -> OutgoingId {
    cabinet.store.post(outgoing(&cabinet.account, to), NOW).await.unwrap()
}

#[tokio::test]
async fn a_message_that_was_posted_is_there_after_a_restart_and_is_due() {
    let mut cabinet = Cabinet::open().await;
    let id = post(&cabinet, &["lea@clinique.example", "paul@clinique.example"]).await;
    cabinet.reopen().await;
    let row = only(&cabinet.store).await;
    assert_eq!((row.id, row.state, row.sent, row.draft), (id, OutgoingState::Waiting, false, None));
    assert_eq!((row.subject.as_str(), row.size), ("Bilan", 44));
    let Due::Now(parcel) = cabinet.store.due(cabinet.account.id, NOW).await.unwrap() else { panic!("it is due") };
    assert_eq!((parcel.id, parcel.to.len(), parcel.delivery_report), (id, 2, true));
    let bytes = cabinet.store.outgoing_bytes(id).await.unwrap().unwrap();
    assert_eq!(bytes, outgoing(&cabinet.account, &[]).bytes);
    let standing = cabinet.store.outbox_standing(cabinet.account.id).await.unwrap();
    assert_eq!((standing.waiting, standing.refused, standing.in_doubt), (1, 0, 0));
}

#[tokio::test]
async fn what_goes_later_is_not_due_before_and_what_waits_holds_up_nobody() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, cabinet.account.id);
    let mut message = outgoing(&cabinet.account, &["lea@clinique.example"]);
    message.not_before = Some(later(600));
    let first = store.post(message, NOW).await.unwrap();
    assert_eq!(store.due(account, NOW).await.unwrap(), Due::At(later(600)));
    let second = post(&cabinet, &["paul@clinique.example"]).await;
    let due = |due: Due| match due {
        Due::Now(parcel) => Some(parcel.id),
        _ => None,
    };
    assert_eq!(due(store.due(account, NOW).await.unwrap()), Some(second));
    assert_eq!(due(store.due(account, later(600)).await.unwrap()), Some(first));
    assert_eq!(store.send_now(first).await.unwrap(), Some(account));
    assert_eq!(due(store.due(account, NOW).await.unwrap()), Some(first));
}

#[tokio::test]
async fn a_message_is_taken_back_with_its_draft_until_the_server_may_have_it() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let id = post(&cabinet, &["lea@clinique.example"]).await;
    let taken = store.take_back(id).await.unwrap().unwrap();
    assert_eq!((taken.account, taken.draft, taken.bytes.len()), (cabinet.account.id, Some(DraftId(7)), 44));
    assert!(store.outbox().await.unwrap().is_empty());
    assert_eq!(store.take_back(id).await.unwrap(), None);
    assert!(!store.handing(id, vec![]).await.unwrap(), "it is not sent any more");

    let id = post(&cabinet, &["lea@clinique.example"]).await;
    assert!(store.handing(id, vec![]).await.unwrap());
    assert_eq!(store.take_back(id).await.unwrap(), None);
    assert_eq!(store.send_now(id).await.unwrap(), None);
    assert_eq!(store.give_up(id).await.unwrap(), None);
    assert_eq!(only(store).await.state, OutgoingState::Handing);
}

#[tokio::test]
async fn a_message_that_left_stays_until_its_copy_is_filed() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let id = post(&cabinet, &["lea@clinique.example"]).await;
    assert!(store.to_file(cabinet.account.id, NOW).await.unwrap().is_empty());
    assert!(store.handing(id, vec![]).await.unwrap());
    let _ = store.outgoing_left(id, None, true).await.unwrap();
    assert_eq!(only(store).await.state, OutgoingState::Filing);
    assert_eq!(store.take_back(id).await.unwrap(), None);
    store.not_filed(id, Some(HeldFor::Line), "\"unreachable\"".to_owned(), later(60)).await.unwrap();
    assert!(store.to_file(cabinet.account.id, NOW).await.unwrap().is_empty());
    assert_eq!(store.next_to_file(cabinet.account.id).await.unwrap(), Some(later(60)));
    store.release(cabinet.account.id, None).await.unwrap();
    let copies = store.to_file(cabinet.account.id, NOW).await.unwrap();
    assert_eq!((copies.len(), copies[0].bcc.len(), copies[0].tries), (1, 1, 1));
    store.filed(id).await.unwrap();
    assert!(store.outbox().await.unwrap().is_empty());
}

#[tokio::test]
async fn without_a_copy_it_is_gone_once_it_left() {
    let cabinet = Cabinet::open().await;
    let message = Outgoing { copy: false, ..outgoing(&cabinet.account, &["lea@clinique.example"]) };
    let id = cabinet.store.post(message, NOW).await.unwrap();
    assert!(cabinet.store.handing(id, vec![]).await.unwrap());
    let _ = cabinet.store.outgoing_left(id, None, true).await.unwrap();
    assert!(cabinet.store.outbox().await.unwrap().is_empty());
}

#[tokio::test]
async fn those_who_were_refused_for_now_are_tried_alone_and_the_others_are_told() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, &cabinet.account);
    let id = post(&cabinet, &["lea@clinique.example", "paul@clinique.example", "eve@clinique.example"]).await;
    let refused = vec![refusal("paul@clinique.example", true), refusal("eve@clinique.example", false)];
    assert!(store.handing(id, refused).await.unwrap());
    let _ = store.outgoing_left(id, Some(later(60)), true).await.unwrap();
    let row = only(store).await;
    assert_eq!((row.state, row.sent, row.refusals.len()), (OutgoingState::Waiting, true, 2));
    assert!(to(store, account).await.is_empty(), "not yet");
    assert_eq!(store.to_file(account.id, NOW).await.unwrap().len(), 1, "the copy need not wait");
    store.filed(id).await.unwrap();

    assert_eq!(store.send_now(id).await.unwrap(), Some(account.id));
    assert_eq!(to(store, account).await, ["paul@clinique.example"]);
    assert!(store.handing(id, vec![]).await.unwrap());
    let _ = store.outgoing_left(id, None, true).await.unwrap();
    let row = only(store).await;
    assert_eq!((row.state, row.refusals), (OutgoingState::Refused, vec![refusal("eve@clinique.example", false)]));
    assert_eq!(store.take_back(id).await.unwrap(), None, "some have it");
    assert_eq!(store.give_up(id).await.unwrap(), Some(account.id));
    assert!(store.outbox().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_the_server_refuses_waits_for_its_time_or_for_the_user() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, &cabinet.account);
    let id = post(&cabinet, &["lea@clinique.example", "paul@clinique.example"]).await;
    let setback = |refused, again| Setback { fault: "\"bug\"".to_owned(), refused, again };
    store.set_back(id, setback(vec![], Some(later(60)))).await.unwrap();
    assert_eq!(store.due(account.id, NOW).await.unwrap(), Due::At(later(60)));
    assert!(matches!(store.due(account.id, later(60)).await.unwrap(), Due::Now(parcel) if parcel.tries == 1));
    // A clock that was ahead is put right.
    assert!(matches!(store.due(account.id, later(-90_000)).await.unwrap(), Due::Now(_)));

    let all = vec![refusal("lea@clinique.example", false), refusal("paul@clinique.example", true)];
    store.set_back(id, setback(all, Some(later(60)))).await.unwrap();
    assert_eq!(store.send_now(id).await.unwrap(), Some(account.id));
    assert_eq!(to(store, account).await, ["paul@clinique.example"]);
    store.set_back(id, setback(vec![refusal("paul@clinique.example", false)], None)).await.unwrap();
    let row = only(store).await;
    assert_eq!((row.state, row.refusals.len(), row.fault.as_deref()), (OutgoingState::Refused, 2, Some("\"bug\"")));
    assert_eq!(store.outbox_standing(account.id).await.unwrap().refused, 1);
    // The user wants it tried again with all of them.
    assert_eq!(store.send_now(id).await.unwrap(), Some(account.id));
    assert_eq!(to(store, account).await.len(), 2);
    assert!(store.take_back(id).await.unwrap().is_some(), "nobody has it");
}

#[tokio::test]
async fn a_line_that_is_missing_holds_all_and_its_return_lets_them_go() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, &cabinet.account);
    let waiting = post(&cabinet, &["lea@clinique.example"]).await;
    let greylisted = post(&cabinet, &["paul@clinique.example"]).await;
    let setback = Setback { fault: "\"bug\"".to_owned(), refused: vec![], again: Some(later(300)) };
    store.set_back(greylisted, setback).await.unwrap();
    store.hold(account.id, HeldFor::Line, "\"unreachable\"".to_owned(), NOW, Timestamp::MAX).await.unwrap();
    assert_eq!(store.due(account.id, NOW).await.unwrap(), Due::At(later(300)));
    store.release(account.id, Some(HeldFor::Line)).await.unwrap();
    assert!(matches!(store.due(account.id, NOW).await.unwrap(), Due::Now(parcel) if parcel.id == waiting));
    store.hold(account.id, HeldFor::User, "\"login-refused\"".to_owned(), NOW, Timestamp::MAX).await.unwrap();
    store.release(account.id, Some(HeldFor::Card)).await.unwrap();
    assert_eq!(store.due(account.id, NOW).await.unwrap(), Due::At(later(300)), "the user was not heard");
    assert_eq!(store.send_now(waiting).await.unwrap(), Some(account.id));
    assert!(matches!(store.due(account.id, NOW).await.unwrap(), Due::Now(parcel) if parcel.id == waiting));
}

#[tokio::test]
async fn what_is_in_doubt_is_asked_about_and_goes_where_the_user_says() {
    let mut cabinet = Cabinet::open().await;
    let account = cabinet.account.id;
    let one = post(&cabinet, &["lea@clinique.example"]).await;
    let two = post(&cabinet, &["paul@clinique.example"]).await;
    for id in [one, two] {
        assert!(cabinet.store.handing(id, vec![]).await.unwrap());
    }
    // The program was killed.
    cabinet.reopen().await;
    let store = &cabinet.store;
    let doubts = store.doubts(account, NOW).await.unwrap();
    assert_eq!(doubts.iter().map(|doubt| doubt.id).collect::<Vec<_>>(), [one, two]);
    assert_eq!(doubts[0].message_id, "1@cabinet.example");
    assert_eq!(store.settle(one, Settle::WasSent, true).await.unwrap(), None, "nobody was asked yet");
    for id in [one, two] {
        store.stays_in_doubt(id, "\"bug\"".to_owned(), later(60), None).await.unwrap();
    }
    assert!(store.doubts(account, NOW).await.unwrap().iter().all(|doubt| !doubt.due));
    assert_eq!(store.next_doubt(account).await.unwrap(), Some(later(60)));
    assert_eq!(store.outbox_standing(account).await.unwrap().in_doubt, 2);
    assert_eq!(store.due(account, later(9999)).await.unwrap(), Due::Nothing, "never by itself");
    assert_eq!((store.take_back(one).await.unwrap(), store.give_up(one).await.unwrap()), (None, None));

    assert!(store.settle(one, Settle::WasSent, true).await.unwrap().is_some());
    assert!(store.settle(two, Settle::SendAgain, true).await.unwrap().is_some());
    let states: Vec<_> = store.outbox().await.unwrap().into_iter().map(|row| (row.id, row.state)).collect();
    assert_eq!(states, [(one, OutgoingState::Filing), (two, OutgoingState::Waiting)]);
    // The server tells after all.
    assert!(store.handing(two, vec![]).await.unwrap());
    store.stays_in_doubt(two, "\"bug\"".to_owned(), later(60), None).await.unwrap();
    let _ = store.outgoing_left(two, None, true).await.unwrap();
    assert_eq!(store.to_file(account, NOW).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_it_answers_is_marked_when_it_leaves_and_the_server_is_told() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let ids = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let answered = |message, manner| Outgoing {
        answered: Some(Answered { message, manner }),
        ..outgoing(&cabinet.account, &["lea@clinique.example"])
    };
    let id = store.post(answered(ids[0], Manner::ReplyAll), NOW).await.unwrap();
    assert!(store.handing(id, vec![]).await.unwrap());
    assert_eq!(store.queued(cabinet.account.id).await.unwrap().waiting, 0);
    let left = store.outgoing_left(id, None, true).await.unwrap();
    assert_eq!(left.marked, Some((cabinet.account.id, cabinet.inbox.id)));
    assert_eq!(store.queued(cabinet.account.id).await.unwrap().waiting, 1);
    let batches = store.waiting_marks(cabinet.account.id, 10).await.unwrap();
    assert!(batches[0].change.set.has(Flag::Answered));

    // One that is gone is no trouble.
    let id = store.post(answered(MessageId(999), Manner::Forward), NOW).await.unwrap();
    assert!(store.handing(id, vec![]).await.unwrap());
    assert_eq!(store.outgoing_left(id, None, true).await.unwrap().marked, None);
}

#[tokio::test]
async fn a_copy_that_no_server_keeps_is_laid_here_once() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Sent", Some(Role::Sent))];
    let folders = store.put_folders(cabinet.account.id, listed).await.unwrap();
    let sent = folders.iter().find(|folder| folder.role == Some(Role::Sent)).unwrap().id;
    let id = post(&cabinet, &["lea@clinique.example"]).await;
    assert_eq!(store.file_here(id, sent, letter(1).whole()).await.unwrap(), None, "it is not sent");
    assert!(store.handing(id, vec![]).await.unwrap());
    let _ = store.outgoing_left(id, None, false).await.unwrap();
    assert!(store.file_here(id, sent, letter(1).whole()).await.unwrap().is_some());
    assert_eq!(store.file_here(id, sent, letter(1).whole()).await.unwrap(), None);
    assert!(store.outbox().await.unwrap().is_empty());
    assert_eq!(store.folder(sent).await.unwrap().unwrap().total, 1);
}

#[tokio::test]
async fn an_account_is_not_removed_while_a_letter_of_it_is_to_be_sent() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, cabinet.account.id);
    let id = post(&cabinet, &["lea@clinique.example"]).await;
    assert_eq!(store.remove_account(account).await, Err(StoreError::Unsent));
    assert!(store.handing(id, vec![]).await.unwrap());
    store.stays_in_doubt(id, "\"bug\"".to_owned(), later(60), None).await.unwrap();
    assert_eq!(store.remove_account(account).await, Err(StoreError::Unsent));
    assert_eq!((store.accounts().await.unwrap().len(), store.outbox().await.unwrap().len()), (1, 1));
    // Everybody has it; its copy alone is not filed.
    let _ = store.outgoing_left(id, None, true).await.unwrap();
    store.remove_account(account).await.unwrap();
    assert!(store.outbox().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_copy_that_does_not_come_about_is_counted() {
    let cabinet = Cabinet::open().await;
    let (store, account) = (&cabinet.store, cabinet.account.id);
    let id = post(&cabinet, &["lea@clinique.example"]).await;
    assert!(store.handing(id, vec![]).await.unwrap());
    let _ = store.outgoing_left(id, None, true).await.unwrap();
    let standing = async || {
        let stands = store.outbox_standing(account).await.unwrap();
        (stands.waiting, stands.refused)
    };
    assert_eq!(standing().await, (0, 0), "it is on its way");
    store.not_filed(id, Some(HeldFor::Line), "\"unreachable\"".to_owned(), later(60)).await.unwrap();
    assert_eq!(standing().await, (1, 0));
    store.not_filed(id, None, "\"mailbox-full\"".to_owned(), later(60)).await.unwrap();
    assert_eq!(standing().await, (0, 1));
    assert_eq!(store.give_up(id).await.unwrap(), Some(account));
    assert_eq!(standing().await, (0, 0));
}

#[tokio::test]
async fn of_several_under_one_message_id_none_is_proved_by_another() {
    let cabinet = Cabinet::open().await;
    let parcels = ["lea@clinique.example", "paul@clinique.example"];
    let parcels = parcels.map(|to| Outgoing { draft: None, ..outgoing(&cabinet.account, &[to]) }).into();
    let (ids, _) = cabinet.store.post_all(parcels, None, NOW).await.unwrap();
    let alone = Outgoing { draft: None, ..outgoing(&cabinet.account, &["eve@clinique.example"]) };
    let alone = cabinet.store.post(alone, NOW).await.unwrap();
    for id in [ids[0], ids[1], alone] {
        assert!(cabinet.store.handing(id, vec![]).await.unwrap());
    }
    let doubts = cabinet.store.doubts(cabinet.account.id, NOW).await.unwrap();
    assert_eq!(doubts.iter().map(|doubt| doubt.ambiguous).collect::<Vec<_>>(), [true, true, false]);
}
