//! A cache that was damaged while the program slept is whole again after the next
//! start: what could be read is kept, the rest comes from the server.

use std::fs;

use sceau::domain::{Change, Flag, Flags, Gesture, Security};
use sceau::engine::{Command, FaultKind};

use super::Desk;
use crate::store::{ROOTS, damage};
use crate::support::{Practice, corpus};

#[test]
fn a_damaged_cache_is_whole_again_after_the_next_start() {
    const LETTERS: usize = 400;
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, LETTERS));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let change = Change { set: Flags::NONE.with(Flag::Flagged), ..Change::default() };
    let messages = desk.list(account, "INBOX").into_iter().take(3).collect();
    let _done = desk.ask(desk.engine.perform(Gesture::Mark { messages, change }));

    let profile = desk.close();
    let cache = profile.path().join("cache.db");
    let hit = damage(&cache, |page| page > ROOTS && page % 13 == 0);
    assert!(hit > 10, "{hit} pages");
    fs::write(cache.with_extension("damaged"), b"").unwrap();

    let mut desk = Desk::open_again(profile);
    assert_eq!(desk.until_fault().kind, FaultKind::CacheMended);
    desk.engine.send(Command::Watch);
    desk.until_in_step();
    desk.ask(desk.engine.integrity());
    let list = desk.list(account, "INBOX");
    assert_eq!(list.len(), LETTERS);
    for id in list {
        assert!(!desk.ask(desk.engine.source(id)).is_empty());
    }
}
