//! Searching as the window does it: what was synced is found, shown with its
//! hits, kept under a name; and what is not here is brought from the server.

use std::collections::HashSet;

use sceau::domain::query::Query;
use sceau::domain::{BodyState, Secret, Security};
use sceau::engine::{Event, FaultKind, HitOrder, Hits, Scope};
use sceau::net::Anchors;
use sceau::net::imap::Session;
use sceau::store::{CacheKey, FolderState, Search, SearchScope, ServerFolder, Store};
use sceau::sync::lookup::{Lookup, criteria};

use super::Desk;
use crate::support::{Letter, Practice};

fn letter(number: u32, subject: &str, text: &str) -> Letter {
    Letter::new(format!(
        "From: Bob Lemaire <bob@labo.example>\r\nTo: alice@cabinet.example\r\nSubject: {subject}\r\n\
         Date: Mon, {number:02} Jan 2024 10:00:00 +0000\r\nMessage-ID: <{number}@labo.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ))
}

fn letters() -> Vec<Letter> {
    vec![
        letter(1, "Bilan", "Les résultats sont joints.\r\nL’œdème régresse."),
        letter(2, "Rendez-vous", "La coloscopie est prévue lundi."),
        letter(3, "Compte rendu", "Coloscopie sans particularité, œdème absent."),
    ]
}

#[test]
fn what_was_synced_is_found_and_shown_with_its_hits() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", letters());
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let list = desk.list(account, "INBOX");
    let find = |query: &str| desk.ask(desk.engine.find(Scope::Everywhere, query, HitOrder::Newest));
    assert_eq!(find("oedeme"), Hits { ids: vec![list[0], list[2]], searched: 3, total: 3 });
    assert_eq!(find("oedeme depuis:2024 avant:02/01/2024").ids, [list[2]]);
    assert_eq!(find("de:labo.example objet:rendez-v").ids, [list[1]]);
    assert_eq!(find("").ids, []);
    let best = desk.ask(desk.engine.find(Scope::Account(account), "compte rendu OU coloscopie ", HitOrder::Best));
    assert_eq!(best.ids, [list[0], list[1]]);

    let excerpt = desk.ask(desk.engine.excerpt(list[2], "oedeme"));
    let hits: Vec<&str> = excerpt.hits.iter().map(|hit| &excerpt.text[hit.clone()]).collect();
    assert_eq!((excerpt.text.as_str(), hits), ("Les résultats sont joints. L’œdème régresse.", vec!["œdème"]));

    let saved = desk.ask(desk.engine.save_search("Œdèmes", "œdème ", Scope::Everywhere));
    let told = desk.until(|event| match event {
        Event::SavedSearches(all) => Some(all.to_vec()),
        _ => None,
    });
    assert_eq!(told, std::slice::from_ref(&saved));
    let again = desk.try_ask(desk.engine.save_search("OEDÈMES", "x", Scope::Everywhere));
    assert_eq!(again.unwrap_err().kind, FaultKind::SearchNameTaken);
    let nameless = desk.try_ask(desk.engine.save_search(" ", "x", Scope::Everywhere));
    assert_eq!(nameless.unwrap_err().kind, FaultKind::SearchNameMissing);
    let desk = desk.restart();
    assert_eq!(desk.ask(desk.engine.saved_searches()), std::slice::from_ref(&saved));
    desk.ask(desk.engine.remove_saved_search(saved.id));
    assert_eq!(desk.ask(desk.engine.saved_searches()), []);
    assert_eq!(desk.ask(desk.engine.find_on_server(Scope::Everywhere, "coloscopie")), 0, "all of it is here");
    practice.stop_dovecot();
    assert!(desk.try_ask(desk.engine.find_on_server(Scope::Everywhere, "coloscopie")).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_here_is_brought_from_the_server() {
    let practice = tokio::task::spawn_blocking(Practice::start).await.unwrap();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", letters());
    let directory = tempfile::tempdir().unwrap();
    let store = Store::create(&directory.path().join("cache.db"), &CacheKey::random().unwrap()).unwrap();
    let draft = practice.draft(&alice, Security::Tls);
    let secret: Secret = alice.secret();
    let anchors = Anchors::only(&std::fs::read(practice.anchors_pem()).unwrap()).unwrap();
    let account = store.add_account(draft.clone(), secret.clone()).await.unwrap();
    let listed = ServerFolder { path: "INBOX".to_owned(), separator: Some('/'), role: None, selectable: true };
    let inbox = store.put_folders(account.id, vec![listed]).await.unwrap().remove(0);
    let look = async |typed: &str| {
        let criteria = criteria(&Query::parse(typed), &|_| (None, None)).unwrap();
        let lookup =
            Lookup { account: &account, secret: &secret, store: &store, anchors: &anchors, folder: None, criteria };
        lookup.run().await.unwrap()
    };
    assert_eq!(look("coloscopie ").await, 0, "a folder that was never in step is left alone");

    let mut session = Session::open(&draft.incoming, &anchors, &draft.user, draft.auth, &secret).await.unwrap();
    let selected = session.examine("INBOX").await.unwrap();
    let state = FolderState { uid_validity: Some(selected.uid_validity), uid_next: None, highest_modseq: None };
    store.set_folder_state(inbox.id, state).await.unwrap();
    assert_eq!(look("coloscopie sans ").await, 1);
    assert_eq!(look("coloscopie sans ").await, 0, "once is enough");
    assert_eq!(look("de:labo.example ").await, 2);
    let known = store.known(inbox.id).await.unwrap();
    assert_eq!(known.len(), 3);
    assert!(known.iter().all(|known| known.body == BodyState::Here));
    let search = Search {
        scope: SearchScope::All,
        query: Query::parse("coloscopie"),
        best: false,
        limit: 10,
        calendar: Box::new(|_| (None, None)),
    };
    let found: HashSet<_> = store.find(search).await.unwrap().ids.into_iter().collect();
    assert_eq!(found.len(), 2);
    store.integrity_check().await.unwrap();
}
