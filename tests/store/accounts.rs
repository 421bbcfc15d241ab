//! Accounts: added once, gone whole.

use sceau::domain::{AccountDraft, AccountId, Secret};
use sceau::store::StoreError;

use super::letters::{Cabinet, draft, letter, server_folder};

#[tokio::test]
async fn an_account_comes_back_as_it_was_given() {
    let mut cabinet = Cabinet::open().await;
    cabinet.reopen().await;
    assert_eq!(cabinet.store.accounts().await.unwrap(), std::slice::from_ref(&cabinet.account));
    assert_eq!(cabinet.account.draft, draft("anne@cabinet.example"));
    assert_eq!(cabinet.store.secret(cabinet.account.id).await.unwrap(), Some(Secret::new("sésame")));
}

#[tokio::test]
async fn the_same_address_on_the_same_server_is_one_account() {
    let cabinet = Cabinet::open().await;
    let again = cabinet.store.add_account(draft("ANNE@Cabinet.Example"), Secret::new("x")).await;
    assert_eq!(again, Err(StoreError::AccountExists));
    let mut elsewhere = draft("anne@cabinet.example");
    elsewhere.incoming.host = "imap.hopital.example".to_owned();
    assert!(cabinet.store.add_account(elsewhere, Secret::new("x")).await.is_ok());
    assert_eq!(cabinet.store.accounts().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_secret_is_replaced_and_needs_an_account() {
    let cabinet = Cabinet::open().await;
    cabinet.store.set_secret(cabinet.account.id, Secret::new("nouveau")).await.unwrap();
    assert_eq!(cabinet.store.secret(cabinet.account.id).await.unwrap(), Some(Secret::new("nouveau")));
    assert_eq!(cabinet.store.set_secret(AccountId(99), Secret::new("x")).await, Err(StoreError::Gone));
    assert_eq!(cabinet.store.secret(AccountId(99)).await.unwrap(), None);
}

#[tokio::test]
async fn an_account_goes_with_its_mail_its_words_and_its_secret_and_leaves_the_others() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let other = store.add_account(draft("bruno@cabinet.example"), Secret::new("y")).await.unwrap();
    let listed = vec![server_folder("INBOX", None), server_folder("Labo", None)];
    let folders = store.put_folders(other.id, listed).await.unwrap();
    let kept = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let mut letters: Vec<_> = (2..400).map(letter).collect();
    for one in &mut letters {
        // Bytes that do not compress, so that the file has a size to lose.
        one.text +=
            &(0..200).map(|_| sceau::store::CacheKey::random().unwrap().expose()[0] as char).collect::<String>();
    }
    for folder in &folders {
        let _ =
            store.put_messages(folder.id, letters.iter().map(super::letters::Letter::whole).collect()).await.unwrap();
    }
    let before = store.stats().await.unwrap();
    assert_eq!((before.messages, before.bodies), (1 + 2 * 398, 1 + 398));

    store.remove_account(other.id).await.unwrap();
    let after = store.stats().await.unwrap();
    assert_eq!((after.messages, after.bodies), (1, 1));
    assert!(after.bytes < before.bytes / 2, "{} of {} bytes given back", before.bytes - after.bytes, before.bytes);
    assert_eq!(store.secret(other.id).await.unwrap(), None);
    assert_eq!(store.folders(other.id).await.unwrap(), []);
    assert_eq!(super::letters::found(store, sceau::store::SearchScope::All, "compte rendu").await, kept);
    store.integrity_check().await.unwrap();
    // Written to after it is gone: an answer, not a row without an account.
    assert_eq!(store.add_headers(folders[0].id, vec![letter(9).header()]).await, Err(StoreError::Gone));
    assert_eq!(store.put_folders(other.id, vec![server_folder("INBOX", None)]).await, Err(StoreError::Gone));
}

#[tokio::test]
async fn a_name_and_a_colour_are_changed_and_the_mailbox_stays_the_same() {
    let mut cabinet = Cabinet::open().await;
    let id = cabinet.account.id;
    let changed = cabinet.store.change_account(id, |draft| draft.label = "Remplacements".to_owned()).await;
    assert_eq!(changed, Ok(true));
    assert_eq!(cabinet.store.change_account(AccountId(99), |_| {}).await, Ok(false), "it is gone");
    cabinet.reopen().await;
    let kept = cabinet.store.accounts().await.unwrap();
    let expected = AccountDraft { label: "Remplacements".to_owned(), ..cabinet.account.draft.clone() };
    assert_eq!(kept[0].draft, expected);
    assert_eq!(cabinet.store.secret(id).await.unwrap(), Some(Secret::new("sésame")));
}
