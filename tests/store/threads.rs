//! Conversations in the cache: over the folders of a mailbox, never over
//! mailboxes, and right in whatever order letters come and go.

use sceau::domain::{Address, Filter, Folder, Grouping, Groups, Listing, MessageId, Role, Secret, Sort, SortKey, Uid};
use sceau::store::{Listed, NewMessage, Store};

use super::letters::{Cabinet, draft, letter, server_folder};

const LABO: &str = "labo@bellerive.example";
const ANNE: &str = "anne@cabinet.example";

/// A letter by its number, which answers others.
fn message(number: u32, subject: &str, references: &[u32]) -> NewMessage {
    let mut header = letter(number).header();
    subject.clone_into(&mut header.envelope.subject);
    header.envelope.references = references.iter().map(|number| format!("{number}@bellerive.example")).collect();
    header
}

async fn put(store: &Store, folder: &Folder, messages: Vec<NewMessage>) -> Vec<MessageId> {
    store.add_headers(folder.id, messages).await.unwrap()
}

async fn whole(store: &Store, id: MessageId, from: &Folder) -> Vec<MessageId> {
    let thread = store.thread_of(id).await.unwrap().expect("each letter has its conversation");
    let mut found = store.conversations(vec![thread], vec![from.id]).await.unwrap();
    found.remove(0).messages
}

async fn listing(store: &Store, folder: &Folder, sort: Sort) -> Listing {
    store.listing(Listed::Folder(folder.id), sort, Filter::All, Grouping::Conversation, Vec::new()).await.unwrap()
}

fn heads(listing: &Listing) -> Vec<MessageId> {
    let Groups::Conversations(strands) = &listing.groups else { panic!("no conversations") };
    strands.iter().map(|strand| listing.ids[strand.start]).collect()
}

#[tokio::test]
async fn a_conversation_goes_over_folders_and_the_sent_ones_but_not_over_the_trash() {
    let cabinet = Cabinet::open().await;
    let listed = [("INBOX", Some(Role::Inbox)), ("Sent", Some(Role::Sent)), ("Trash", Some(Role::Trash))];
    let listed = listed.map(|(path, role)| server_folder(path, role)).to_vec();
    let folders = cabinet.store.put_folders(cabinet.account.id, listed).await.unwrap();
    let [inbox, sent, trash] = folders.as_slice() else { panic!("{folders:?}") };
    let first = put(&cabinet.store, inbox, vec![message(1, "Genou", &[]), message(3, "Re: Genou", &[1, 2])]).await;
    let answer = put(&cabinet.store, sent, vec![message(2, "Re: Genou", &[1])]).await;
    let thrown = put(&cabinet.store, trash, vec![message(4, "Re: Genou", &[1, 2, 3])]).await;
    assert_eq!(whole(&cabinet.store, first[0], inbox).await, [first[1], answer[0], first[0]]);
    assert_eq!(whole(&cabinet.store, first[0], trash).await[0], thrown[0], "one looks into the trash");
    assert_eq!(heads(&listing(&cabinet.store, inbox, Sort::default()).await), [first[1]]);
}

#[tokio::test]
async fn a_letter_that_lies_twice_is_told_once_where_one_looks() {
    let cabinet = Cabinet::open().await;
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Labo", None)];
    let folders = cabinet.store.put_folders(cabinet.account.id, listed).await.unwrap();
    let mut ids = Vec::new();
    for folder in &folders {
        ids.extend(cabinet.store.put_messages(folder.id, vec![letter(1).whole()]).await.unwrap());
    }
    assert_eq!(whole(&cabinet.store, ids[0], &folders[1]).await, [ids[1]]);
    assert_eq!(whole(&cabinet.store, ids[1], &folders[0]).await, [ids[0]]);
}

#[tokio::test]
async fn two_mailboxes_share_no_conversation() {
    let cabinet = Cabinet::open().await;
    let other = cabinet.store.add_account(draft("zoe@cabinet.example"), Secret::new("sésame")).await.unwrap();
    let listed = vec![server_folder("INBOX", Some(Role::Inbox))];
    let inbox = cabinet.store.put_folders(other.id, listed).await.unwrap().remove(0);
    let mine = put(&cabinet.store, &cabinet.inbox, vec![message(1, "Genou", &[])]).await;
    let theirs = put(&cabinet.store, &inbox, vec![message(2, "Re: Genou", &[1])]).await;
    assert_eq!(whole(&cabinet.store, mine[0], &cabinet.inbox).await, mine);
    assert_eq!(whole(&cabinet.store, theirs[0], &inbox).await, theirs);
}

#[tokio::test]
async fn a_parent_that_comes_late_joins_two_and_lists_follow() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, &cabinet.inbox);
    let one = put(store, inbox, vec![message(3, "Re: Genou", &[2])]).await;
    let two = put(store, inbox, vec![message(5, "Genou", &[]), message(6, "Re: Genou", &[5, 1])]).await;
    assert_eq!(heads(&listing(store, inbox, Sort::default()).await), [two[1], one[0]]);
    let late = put(store, inbox, vec![message(2, "Re: Genou", &[1])]).await;
    let joined = listing(store, inbox, Sort::default()).await;
    assert_eq!(joined.ids, [two[1], two[0], one[0], late[0]]);
    assert_eq!(heads(&joined), [two[1]]);
}

#[tokio::test]
async fn what_is_taken_away_leaves_the_others_together() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, &cabinet.inbox);
    let chain = [message(1, "Genou", &[]), message(2, "Re: Genou", &[1]), message(3, "Re: Genou", &[2])];
    let ids = put(store, inbox, chain.to_vec()).await;
    store.forget(inbox.id, vec![Uid(2)]).await.unwrap();
    assert_eq!(whole(store, ids[0], inbox).await, [ids[2], ids[0]]);
    let more = put(store, inbox, vec![message(4, "Re: Genou", &[2])]).await;
    assert_eq!(whole(store, ids[0], inbox).await.len(), 3, "it answers what is gone: {more:?}");
    store.forget(inbox.id, [1, 3, 4].map(Uid).to_vec()).await.unwrap();
    let anew = put(store, inbox, vec![message(5, "Re: Genou", &[1])]).await;
    assert_eq!(whole(store, anew[0], inbox).await, anew);
}

#[tokio::test]
async fn an_answer_without_references_is_found_by_its_subject_in_the_cache_too() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, &cabinet.inbox);
    let asked = put(store, inbox, vec![message(1, "Genou de Mme Garance", &[])]).await;
    let mut answer = message(2, "Re: Genou de Mme Garance", &[]);
    answer.envelope.from = vec![Address::new("", ANNE)];
    answer.envelope.to = vec![Address::new("", LABO)];
    let answered = put(store, inbox, vec![answer]).await;
    assert_eq!(whole(store, asked[0], inbox).await, [answered[0], asked[0]]);
    // Two reports that are called alike are of two patients.
    let reports = put(store, inbox, vec![message(3, "Compte rendu", &[]), message(4, "Compte rendu", &[])]).await;
    assert_eq!(whole(store, reports[0], inbox).await, [reports[0]]);
}

#[tokio::test]
async fn the_whole_letter_may_tell_another_subject_than_its_header() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, &cabinet.inbox);
    let ids = put(store, inbox, vec![message(1, "Genou", &[]), message(2, "Épaule", &[1])]).await;
    assert_eq!(whole(store, ids[0], inbox).await, [ids[0]]);
    let mut body = letter(2).body(ids[1]);
    body.envelope = message(2, "Re: Genou", &[1]).envelope;
    store.add_bodies(vec![body]).await.unwrap();
    assert_eq!(whole(store, ids[0], inbox).await, [ids[1], ids[0]]);
}

#[tokio::test]
async fn conversations_stand_in_the_order_of_their_newest_messages() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, &cabinet.inbox);
    let letters = [message(1, "Zona", &[]), message(2, "Abcès", &[]), message(3, "Re: Zona", &[1])];
    let ids = put(store, inbox, letters.to_vec()).await;
    assert_eq!(heads(&listing(store, inbox, Sort::default()).await), [ids[2], ids[1]]);
    let by_subject = Sort { key: SortKey::Subject, descending: false };
    let sorted = listing(store, inbox, by_subject).await;
    assert_eq!((heads(&sorted), sorted.ids), (vec![ids[1], ids[2]], vec![ids[1], ids[2], ids[0]]));
}
