//! What is kept of trust comes back as it was given, and goes when it is told to.

use std::path::Path;

use super::*;
use crate::store::{CacheKey, Store, StoreError};

fn store(directory: &Path) -> Store {
    Store::create(&directory.join("cache.db"), &CacheKey::random().unwrap()).unwrap()
}

fn certificate(number: u8, authority: bool) -> KeptCertificate {
    KeptCertificate { fingerprint: [number; 32], der: vec![0x30, number], authority }
}

fn list(address: &str, number: u8) -> KeptList {
    KeptList {
        address: address.to_owned(),
        issuer: [7; 32],
        this_update: Timestamp(100),
        next_update: Some(Timestamp(200)),
        version: Version { tag: Some(format!("\"{number}\"")), modified: None },
        bytes: vec![number; 5_000],
    }
}

fn answer(number: u8, word: u8) -> KeptAnswer {
    KeptAnswer {
        certificate: [number; 32],
        issuer: [7; 32],
        this_update: Timestamp(100),
        next_update: None,
        bytes: vec![word],
    }
}

#[tokio::test]
async fn an_authority_is_kept_once_and_forgotten_once() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let anchor = |source, added| KeptAnchor { fingerprint: [1; 32], der: vec![0x30], source, added: Timestamp(added) };
    store.keep_anchors(vec![anchor(AnchorFrom::File, 5)]).await.unwrap();
    store.keep_anchors(vec![anchor(AnchorFrom::Installed, 9)]).await.unwrap();
    assert_eq!(store.anchors().await.unwrap(), [anchor(AnchorFrom::File, 5)]);
    store.forget_anchor([1; 32]).await.unwrap();
    assert_eq!(store.forget_anchor([1; 32]).await, Err(StoreError::Gone));
    assert_eq!(store.anchors().await.unwrap(), []);
}

#[tokio::test]
async fn an_address_is_the_same_in_capitals() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let email = |text: &str| Email::parse(text).unwrap();
    let holders = [HolderId::Rpps("10001234567".to_owned()), HolderId::Certificate("AB".to_owned())];
    for (holder, confirmed) in holders.iter().zip([1, 2]) {
        let address = email("Anne@Cabinet.example");
        let binding = KeptBinding { address, holder: holder.clone(), confirmed: Timestamp(confirmed) };
        store.keep_binding(binding.clone()).await.unwrap();
        store.keep_binding(KeptBinding { confirmed: Timestamp(confirmed + 10), ..binding }).await.unwrap();
    }
    let kept = store.bindings().await.unwrap();
    assert_eq!(
        kept.iter().map(|one| (&one.holder, one.confirmed.0)).collect::<Vec<_>>(),
        [(&holders[0], 11), (&holders[1], 12)]
    );
    assert_eq!(kept[0].address, email("anne@cabinet.example"));
    store.forget_binding(holders[0].clone(), email("ANNE@cabinet.example")).await.unwrap();
    let again = store.forget_binding(holders[0].clone(), email("anne@cabinet.example")).await;
    assert_eq!(again, Err(StoreError::Gone));
    assert_eq!(store.bindings().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_last_list_of_an_address_and_the_last_word_on_a_certificate_are_kept() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let place = "http://c.example/1.crl";
    for number in [1, 2] {
        let learned = Learned {
            certificates: vec![certificate(3, false)],
            lists: vec![list(place, number)],
            // Of the second nobody knows the certificate.
            answers: vec![answer(3, number), answer(4, number)],
        };
        store.learn(learned, Timestamp(1_000)).await.unwrap();
    }
    assert_eq!(store.lists().await.unwrap(), [list(place, 2)]);
    assert_eq!(store.answers().await.unwrap(), [(certificate(3, false), answer(3, 2))]);
    assert_eq!(store.list_version(place.to_owned()).await.unwrap(), Some(list(place, 2).version));
    assert_eq!(store.list_version("http://c.example/2.crl".to_owned()).await.unwrap(), None);
}

#[tokio::test]
async fn what_was_met_lately_comes_first_and_what_was_not_goes() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    for (number, authority, seen) in [(1, true, 10), (2, false, 20), (3, false, 30), (4, true, 40), (1, true, 5)] {
        store.keep_certificates(vec![certificate(number, authority)], Timestamp(seen)).await.unwrap();
    }
    assert_eq!(store.authorities_met().await.unwrap(), [certificate(4, true), certificate(1, true)]);
    let signers = store.signers_since(Timestamp(15), 9).await.unwrap();
    assert_eq!(signers, [certificate(3, false), certificate(2, false)]);
    assert_eq!(store.signers_since(Timestamp(25), 9).await.unwrap().len(), 1);
    assert_eq!(store.signers_since(Timestamp(0), 1).await.unwrap(), [certificate(3, false)]);
    let learned =
        Learned { answers: vec![answer(2, 1)], lists: vec![list("http://c.example", 1)], ..Learned::default() };
    store.learn(learned, Timestamp(20)).await.unwrap();
    store.forget_old_trust(Timestamp(25)).await.unwrap();
    assert_eq!(store.answers().await.unwrap(), []);
    assert_eq!(store.lists().await.unwrap(), []);
    assert_eq!(store.signers_since(Timestamp(0), 9).await.unwrap(), [certificate(3, false)]);
    assert_eq!(store.authorities_met().await.unwrap(), [certificate(4, true)]);
}

#[tokio::test]
async fn certificates_are_found_by_the_addresses_that_they_name() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let email = |text: &str| Email::parse(text).unwrap();
    let (lea, anne) = (email("Lea@cabinet.example"), email("anne@cabinet.example"));
    for (number, seen) in [(1, 10), (2, 20), (3, 30)] {
        store.keep_certificates(vec![certificate(number, false)], Timestamp(seen)).await.unwrap();
    }
    store.keep_certificates(vec![certificate(4, true)], Timestamp(40)).await.unwrap();
    let new = store.certificates_not_noted(9).await.unwrap();
    assert_eq!(new.len(), 3, "those of who signs");
    let prints: Vec<_> = [1, 2, 3].map(|number| certificate(number, false).fingerprint).into();
    let noted = vec![(prints[0], vec![lea.clone(), anne.clone()]), (prints[1], vec![lea.clone()]), (prints[2], vec![])];
    store.note_addresses(noted).await.unwrap();
    assert!(store.certificates_not_noted(9).await.unwrap().is_empty());
    let naming = async |people: &[&Email], nobody, most| {
        let people = people.iter().map(|one| (*one).clone()).collect();
        store.certificates_naming(people, nobody, most).await.unwrap()
    };
    let small = email("lea@cabinet.example");
    assert_eq!(naming(&[&small], false, 9).await, [certificate(2, false), certificate(1, false)]);
    assert_eq!(naming(&[&small], false, 1).await, [certificate(2, false)], "what was met last");
    assert_eq!(naming(&[&anne], true, 9).await, [certificate(3, false), certificate(1, false)]);
    // Met once more, it is not read once more; forgotten, it is found no more.
    store.keep_certificates(vec![certificate(1, false)], Timestamp(50)).await.unwrap();
    assert!(store.certificates_not_noted(9).await.unwrap().is_empty());
    store.forget_old_trust(Timestamp(45)).await.unwrap();
    assert_eq!(naming(&[&small], true, 9).await, [certificate(1, false)]);
}
