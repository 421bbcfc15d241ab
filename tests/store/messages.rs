//! Messages as rows: headers, flags, keywords, going away.

use sceau::domain::{BodyState, Flag, Flags, Keyword, Timestamp, Uid};
use sceau::store::{FlagChange, Known};

use super::letters::{Cabinet, letter};

#[tokio::test]
async fn headers_are_known_in_the_order_of_uids_and_answered_in_the_order_given() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let headers = [7, 3, 5].map(|number| letter(number).header());
    let ids = store.add_headers(cabinet.inbox.id, headers.to_vec()).await.unwrap();
    let known = store.known(cabinet.inbox.id).await.unwrap();
    let expected = [(3, ids[1]), (5, ids[2]), (7, ids[0])].map(|(uid, id)| Known {
        id,
        uid: Uid(uid),
        flags: Flags::NONE,
        keywords: vec![],
        body: BodyState::Pending,
        size: letter(uid).raw().len() as u64,
    });
    assert_eq!(known, expected);
}

#[tokio::test]
async fn a_header_brought_twice_is_one_message_with_the_newer_flags() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let ids = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let mut header = letter(1).header();
    header.flags = Flags::NONE.with(Flag::Seen);
    header.keywords = vec![Keyword::new("$Label1")];
    assert_eq!(store.add_headers(cabinet.inbox.id, vec![header.clone()]).await.unwrap(), ids);
    assert_eq!(store.put_messages(cabinet.inbox.id, vec![(header, letter(1).content())]).await.unwrap(), ids);
    let known = store.known(cabinet.inbox.id).await.unwrap();
    assert_eq!(known.len(), 1);
    assert!(known[0].flags.seen());
    assert_eq!(known[0].keywords, [Keyword::new("$label1")]);
    assert_eq!(known[0].body, BodyState::Here);
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn flags_and_keywords_become_those_of_the_server() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let _ = store.put_messages(cabinet.inbox.id, vec![letter(1).whole(), letter(2).whole()]).await.unwrap();
    let change = |uid, flags, keywords: &[&str]| FlagChange {
        uid: Uid(uid),
        flags,
        keywords: keywords.iter().map(|name| Keyword::new(name)).collect(),
    };
    let seen = Flags::NONE.with(Flag::Seen).with(Flag::Flagged);
    let changes = vec![change(2, seen, &["$b", "$a", "$A"]), change(99, seen, &["$c"])];
    store.set_flags(cabinet.inbox.id, changes).await.unwrap();
    let known = store.known(cabinet.inbox.id).await.unwrap();
    assert_eq!(known[1].flags, seen);
    let mut keywords = known[1].keywords.clone();
    keywords.sort();
    assert_eq!(keywords, [Keyword::new("$a"), Keyword::new("$b")]);
    assert_eq!((known[0].flags, known[0].keywords.len()), (Flags::NONE, 0));
    let page = store.page(vec![known[1].id]).await.unwrap();
    assert_eq!(page[0].keywords, known[1].keywords);

    store.set_flags(cabinet.inbox.id, vec![change(2, Flags::NONE, &[])]).await.unwrap();
    let known = store.known(cabinet.inbox.id).await.unwrap();
    assert_eq!((known[1].flags, known[1].keywords.len()), (Flags::NONE, 0));
}

#[tokio::test]
async fn what_the_server_has_no_more_goes_with_its_letter() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let letters = (1..=5).map(|number| letter(number).whole()).collect();
    let ids = store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    store.forget(cabinet.inbox.id, vec![Uid(2), Uid(4), Uid(77)]).await.unwrap();
    let left: Vec<_> = store.known(cabinet.inbox.id).await.unwrap().iter().map(|known| known.id).collect();
    assert_eq!(left, [ids[0], ids[2], ids[4]]);
    assert_eq!(store.raw(ids[1]).await.unwrap(), None);
    assert_eq!(store.stats().await.unwrap().bodies, 3);
    store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn an_id_is_never_given_again() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let first = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    store.forget(cabinet.inbox.id, vec![Uid(1)]).await.unwrap();
    let second = store.put_messages(cabinet.inbox.id, vec![letter(2).whole()]).await.unwrap();
    assert!(second[0] > first[0]);
}

#[tokio::test]
async fn a_date_from_the_future_is_replaced_by_that_of_arrival() {
    let cabinet = Cabinet::open().await;
    let mut headers = [1, 2, 3, 4].map(|number| letter(number).header());
    let received = headers[0].received;
    headers[0].envelope.date = None;
    headers[1].received = received;
    headers[1].envelope.date = Some(Timestamp(received.0 + 24 * 3600));
    headers[2].received = received;
    headers[2].envelope.date = Some(Timestamp(received.0 + 24 * 3600 + 1));
    headers[3].envelope.date = Some(Timestamp(i64::MIN));
    let ids = cabinet.store.add_headers(cabinet.inbox.id, headers.to_vec()).await.unwrap();
    let page = cabinet.store.page(ids).await.unwrap();
    let dates: Vec<_> = page.iter().map(|row| row.date).collect();
    assert_eq!(dates, [received, Timestamp(received.0 + 24 * 3600), received, Timestamp(0)]);
}

#[tokio::test]
async fn a_thousand_letters_of_one_second_are_a_thousand_letters() {
    let cabinet = Cabinet::open().await;
    let mut headers: Vec<_> = (1..=1000).map(|number| letter(number).header()).collect();
    for header in &mut headers {
        header.envelope.date = Some(Timestamp(1_700_000_000));
    }
    let ids = cabinet.store.add_headers(cabinet.inbox.id, headers).await.unwrap();
    assert_eq!(ids.len(), 1000);
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn the_header_can_be_read_before_the_body_is_here() {
    let cabinet = Cabinet::open().await;
    let ids = cabinet.store.add_headers(cabinet.inbox.id, vec![letter(1).header()]).await.unwrap();
    assert_eq!(cabinet.store.envelope(ids[0]).await.unwrap(), Some(letter(1).envelope()));
    assert_eq!(cabinet.store.raw(ids[0]).await.unwrap(), None);
}
