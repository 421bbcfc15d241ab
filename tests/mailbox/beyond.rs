//! What is kept on the server alone is found there, and is here from then on;
//! what is kept here is chosen by mailbox.

use sceau::domain::{BodyState, Keep};
use sceau::engine::{HitOrder, Scope};

use super::desk::Desk;
use crate::support::{Practice, corpus};

#[test]
fn a_search_on_the_server_brings_what_only_the_server_keeps() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let letters: Vec<_> = corpus::light(&alice.email, 30).collect();
    practice.deliver(&alice, "INBOX", letters);
    let mut desk = Desk::new(&practice);
    let mut draft = practice.draft(&alice, sceau::domain::Security::Tls);
    draft.keep = Keep::HeadersOnly;
    let account = desk.add(draft, alice.secret());
    let ids = desk.list(account, "INBOX");
    assert_eq!(ids.len(), 30);
    let here = |desk: &Desk| {
        let rows = desk.ask(desk.engine.page(ids.clone()));
        rows.iter().filter(|row| row.body == BodyState::Here).count()
    };
    assert_eq!(here(&desk), 0, "headers only");

    let subject = desk.ask(desk.engine.summary(ids[7])).subject;
    let query = format!("objet:\"{subject}\"");
    let came = desk.ask(desk.engine.find_on_server(Scope::Everywhere, &query));
    assert!(came >= 1 && here(&desk) == came, "{came} came, {} are here", here(&desk));
    let hits = desk.ask(desk.engine.find(Scope::Everywhere, &query, HitOrder::Newest));
    assert!(hits.ids.contains(&ids[7]));

    desk.ask(desk.engine.set_keep(account, Keep::All));
    desk.until_in_step();
    assert_eq!(here(&desk), 30);
    desk.ask(desk.engine.set_keep(account, Keep::HeadersOnly));
    assert_eq!(here(&desk), 0, "the server has all");
}
