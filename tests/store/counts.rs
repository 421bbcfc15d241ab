//! Whatever happens to a folder, its counts are those of its rows.

use proptest::prelude::*;
use sceau::domain::{Filter, Flags, Sort, Uid};
use sceau::store::{Candidate, FlagChange};

use super::letters::{Cabinet, letter};

#[derive(Debug, Clone)]
enum Step {
    Headers(Vec<u32>, u16),
    Whole(Vec<u32>, u16),
    Bodies,
    Flags(Vec<u32>, u16),
    Forget(Vec<u32>),
    Renumber(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let uids = || proptest::collection::vec(1u32..30, 0..8);
    let step = prop_oneof![
        (uids(), 0u16..8).prop_map(|(uids, flags)| Step::Headers(uids, flags)),
        (uids(), 0u16..8).prop_map(|(uids, flags)| Step::Whole(uids, flags)),
        Just(Step::Bodies),
        (uids(), 0u16..8).prop_map(|(uids, flags)| Step::Flags(uids, flags)),
        uids().prop_map(Step::Forget),
        (1u32..30).prop_map(Step::Renumber),
    ];
    proptest::collection::vec(step, 1..12)
}

async fn perform(cabinet: &Cabinet, step: Step) {
    let (store, inbox) = (&cabinet.store, cabinet.inbox.id);
    match step {
        Step::Headers(uids, flags) => {
            let headers = uids.into_iter().map(|uid| {
                let mut header = letter(uid).header();
                header.flags = Flags(flags);
                header
            });
            let _ = store.add_headers(inbox, headers.collect()).await.unwrap();
        }
        Step::Whole(uids, flags) => {
            let whole = uids.into_iter().map(|uid| {
                let mut whole = letter(uid).whole();
                whole.0.flags = Flags(flags);
                whole
            });
            let _ = store.put_messages(inbox, whole.collect()).await.unwrap();
        }
        Step::Bodies => {
            let known = store.known(inbox).await.unwrap();
            let bodies = known.iter().map(|known| letter(known.uid.0).body(known.id));
            store.add_bodies(bodies.collect()).await.unwrap();
        }
        Step::Flags(uids, flags) => {
            let change = |uid| FlagChange { uid: Uid(uid), flags: Flags(flags), keywords: vec![] };
            store.set_flags(inbox, uids.into_iter().map(change).collect()).await.unwrap();
        }
        Step::Forget(uids) => store.forget(inbox, uids.into_iter().map(Uid).collect()).await.unwrap(),
        Step::Renumber(first) => {
            store.unplace(inbox).await.unwrap();
            let candidates = (first..30).map(|uid| {
                let header = letter(uid).header();
                Candidate {
                    uid: Uid(uid),
                    message_id: header.envelope.message_id,
                    size: header.size,
                    received: header.received,
                    flags: Flags(1),
                    keywords: vec![],
                }
            });
            let _ = store.rematch(inbox, candidates.collect()).await.unwrap();
            store.drop_unplaced(inbox).await.unwrap();
        }
    }
}

#[test]
fn counts_are_right_after_any_sequence_of_changes() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let cabinet = runtime.block_on(Cabinet::open());
    proptest!(ProptestConfig::with_cases(60), |(steps in steps())| {
        runtime.block_on(async {
            for step in steps {
                perform(&cabinet, step).await;
            }
            let folder = cabinet.store.folder(cabinet.inbox.id).await.unwrap().unwrap();
            let known = cabinet.store.known(cabinet.inbox.id).await.unwrap();
            assert_eq!(folder.total as usize, known.len());
            assert_eq!(folder.unread as usize, known.iter().filter(|known| !known.flags.seen()).count());
            let unread = cabinet.store.list(cabinet.inbox.id, Sort::default(), Filter::Unread).await.unwrap();
            assert_eq!(folder.unread as usize, unread.len());
            cabinet.store.integrity_check().await.unwrap();
        });
    });
}
