//! Reports are found from the letter that they are about, go with the letter that
//! brought them, and are not lost with a damaged cache.

use sceau::domain::receipt::{Disposition, Fate, News, Report};
use sceau::domain::{MessageId, Role, Uid};
use sceau::store::{NewContent, NewMessage, Store};

use super::letters::{Cabinet, letter, server_folder};

fn report(original: Option<&str>) -> Report {
    let fate = Fate::Disposed { disposition: Disposition::Displayed, automatic: false, error: None };
    let news = News { recipient: "paul@clinique.example".to_owned(), fate };
    Report { original: original.map(str::to_owned), news: vec![news] }
}

/// A letter that reports on the first one.
fn reporting(number: u32) -> (NewMessage, NewContent) {
    let (row, content) = letter(number).whole();
    (row, NewContent { report: Some(report(Some("1@bellerive.example"))), ..content })
}

async fn came(store: &Store) -> Vec<MessageId> {
    let came = store.reports_on("1@bellerive.example".to_owned()).await.unwrap();
    came.into_iter().map(|receipt| receipt.message).collect()
}

#[tokio::test]
async fn a_report_is_found_from_what_it_is_about_and_goes_with_its_letter() {
    let Cabinet { store, inbox, account, .. } = &Cabinet::open().await;
    let letters = vec![letter(1).whole(), reporting(3), reporting(2), letter(4).whole()];
    let ids = store.put_messages(inbox.id, letters).await.unwrap();
    assert_eq!(came(store).await, [ids[2], ids[1]], "oldest first");
    assert_eq!(store.named("1@bellerive.example".to_owned()).await.unwrap(), Some(ids[0]));
    assert_eq!(store.named("9@bellerive.example".to_owned()).await.unwrap(), None);

    store.note_report(ids[3], report(Some("1@bellerive.example"))).await.unwrap();
    store.note_report(ids[3], report(Some("1@bellerive.example"))).await.unwrap();
    store.note_report(ids[0], report(None)).await.unwrap();
    store.note_report(MessageId(999), report(Some("1@bellerive.example"))).await.unwrap();
    assert_eq!(came(store).await, [ids[2], ids[1], ids[3]]);

    store.forget(inbox.id, vec![Uid(3)]).await.unwrap();
    assert_eq!(came(store).await, [ids[2], ids[3]]);
    // The same letter among junk and beside it counts; among junk alone it does not.
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Junk", Some(Role::Junk))];
    let folders = store.put_folders(account.id, listed).await.unwrap();
    let junk = folders.iter().find(|folder| folder.role == Some(Role::Junk)).unwrap().id;
    let _ = store.put_messages(junk, vec![reporting(2), reporting(5)]).await.unwrap();
    assert_eq!(came(store).await, [ids[2], ids[3]]);
}

#[tokio::test]
async fn a_body_that_comes_after_its_header_brings_its_report() {
    let cabinet = Cabinet::open().await;
    let ids = cabinet.store.add_headers(cabinet.inbox.id, vec![letter(2).header()]).await.unwrap();
    assert!(came(&cabinet.store).await.is_empty());
    let mut body = letter(2).body(ids[0]);
    body.report = reporting(2).1.report;
    cabinet.store.add_bodies(vec![body]).await.unwrap();
    assert_eq!(came(&cabinet.store).await, ids);
}

#[tokio::test]
async fn reports_are_among_what_is_saved_of_a_damaged_cache() {
    let mut cabinet = Cabinet::open().await;
    let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![letter(1).whole(), reporting(2)]).await.unwrap();
    cabinet.store.mend_at_next_start();
    cabinet.store.close().await;
    let aside = cabinet.directory.path().join("aside");
    std::fs::create_dir_all(&aside).unwrap();
    cabinet.store = Store::open_or_mend(&cabinet.path(), &cabinet.key, || Ok(aside)).unwrap();
    assert!(cabinet.store.was_mended());
    assert_eq!(came(&cabinet.store).await, ids[1..]);
}
