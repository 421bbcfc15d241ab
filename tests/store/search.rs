//! Search: words in any place of a letter, newest first, whatever is typed.

use proptest::prelude::*;
use sceau::domain::{Address, MessageId};
use sceau::store::SearchScope;

use super::letters::{Cabinet, Letter, letter, server_folder};

async fn found(cabinet: &Cabinet, words: &str) -> Vec<MessageId> {
    cabinet.store.search(SearchScope::All, words, 1000).await.unwrap()
}

#[tokio::test]
async fn a_word_is_found_wherever_it_stands() {
    let cabinet = Cabinet::open().await;
    let mut one = letter(1);
    one.subject = "Échographie".to_owned();
    one.from = Address::new("Dr Zéphyrin Bonnefoy", "zbonnefoy@hopital.example");
    one.text = "L’œdème du pied gauche a disparu ; contrôle le 12.03.".to_owned();
    one.attachments = vec!["bilan_sanguin-2026.pdf".to_owned()];
    let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![one.whole(), letter(2).whole()]).await.unwrap();
    for words in [
        "echographie",
        "ÉCHOGRAPHIE",
        "échogr",
        "bonnefoy",
        "zbonnefoy@hopital.example",
        "oedeme",
        "œdème",
        "OEDÈME pied",
        "l'œdème",
        "gauche échographie zephyrin",
        "12.03",
        "sanguin",
        "bilan_sanguin-2026.pdf",
        "  pied \"gauche\" ",
    ] {
        assert_eq!(found(&cabinet, words).await, [ids[0]], "{words}");
    }
    for words in ["gauc échographie", "droit", "pied droit", "chographie", "", " ", "\"", "***"] {
        assert_eq!(found(&cabinet, words).await, [], "{words}");
    }
}

#[tokio::test]
async fn the_newest_come_first_in_whatever_order_they_came_down() {
    let cabinet = Cabinet::open().await;
    let mut ids = Vec::new();
    for number in [50, 10, 40, 20, 30] {
        let batch = (number..number + 10).map(|number| letter(number).whole()).rev().collect();
        let mut added = cabinet.store.put_messages(cabinet.inbox.id, batch).await.unwrap();
        added.reverse();
        ids.push((number, added));
    }
    ids.sort();
    let newest_first: Vec<_> = ids.into_iter().flat_map(|(_, ids)| ids).rev().collect();
    assert_eq!(found(&cabinet, "glycemie").await, newest_first);
    let few = cabinet.store.search(SearchScope::All, "glycemie", 3).await.unwrap();
    assert_eq!(few, newest_first[..3]);
}

#[tokio::test]
async fn a_search_stays_where_it_is_asked() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let draft = super::letters::draft("bruno@cabinet.example");
    let other = store.add_account(draft, sceau::domain::Secret::new("y")).await.unwrap();
    let listed = vec![server_folder("INBOX", None), server_folder("Labo", None)];
    let theirs = store.put_folders(other.id, listed).await.unwrap();
    let mine = store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap()[0];
    let inbox = store.put_messages(theirs[0].id, vec![letter(1).whole()]).await.unwrap()[0];
    let labo = store.put_messages(theirs[1].id, vec![letter(1).whole()]).await.unwrap()[0];
    let ask = async |scope| {
        let mut ids = store.search(scope, "glycemie", 10).await.unwrap();
        ids.sort();
        ids
    };
    assert_eq!(ask(SearchScope::All).await, [mine, inbox, labo]);
    assert_eq!(ask(SearchScope::Account(other.id)).await, [inbox, labo]);
    assert_eq!(ask(SearchScope::Account(cabinet.account.id)).await, [mine]);
    assert_eq!(ask(SearchScope::Folder(theirs[1].id)).await, [labo]);
}

#[tokio::test]
async fn a_header_is_found_before_its_body_and_the_body_when_it_is_here() {
    let cabinet = Cabinet::open().await;
    let ids = cabinet.store.add_headers(cabinet.inbox.id, vec![letter(7).header()]).await.unwrap();
    assert_eq!(found(&cabinet, "numero 7").await, [], "its body may come at once");
    assert_eq!(cabinet.store.index_headers().await.unwrap(), 1);
    assert_eq!(found(&cabinet, "numero 7").await, ids);
    assert_eq!(found(&cabinet, "glycemie").await, []);
    cabinet.store.add_bodies(vec![letter(7).body(ids[0])]).await.unwrap();
    assert_eq!(found(&cabinet, "glycemie numero").await, ids);
}

#[test]
fn whatever_is_typed_is_a_question() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let cabinet = runtime.block_on(async {
        let cabinet = Cabinet::open().await;
        let letters = (1..20).map(|number| letter(number).whole()).collect();
        let _ = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
        cabinet
    });
    // Any text, text made of what means something to the index, and very long.
    let words = prop_oneof![
        any::<String>(),
        "[a-z\"'*^():+\\-{}\\\\.,; \u{0}]{0,40}",
        "((NOT|AND|OR|NEAR|subject:|\"|\\*|\\(|\\)|a|é|œ)( |)){0,20}",
        "(bonjour |\"){100,200}",
    ];
    proptest!(ProptestConfig::with_cases(400), |(words in words)| {
        let all = runtime.block_on(cabinet.store.search(SearchScope::All, &words, 100));
        prop_assert!(all.is_ok(), "{all:?}");
    });
    // And a word of a letter finds that letter, alone or after another of it.
    proptest!(ProptestConfig::with_cases(100), |(number in 1u32..20, cut in 1usize..8)| {
        let Letter { subject, text, .. } = letter(number);
        let beginning: String = text.chars().take(cut).collect();
        let words = format!("{subject} {beginning}");
        let hits = runtime.block_on(cabinet.store.search(SearchScope::All, &words, 100)).unwrap();
        prop_assert!(!hits.is_empty());
    });
}
