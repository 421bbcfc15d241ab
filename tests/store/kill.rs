//! The program may be killed at any moment: the cache opens again, whole, and
//! every row keeps its promise.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use sceau::domain::{BodyState, Filter, Flags, Sort, Uid};
use sceau::store::{CacheKey, FlagChange, Store};

use super::letters::{self, draft, letter, server_folder};

const KEY: [u8; 32] = [7; 32];
const KILLS: u32 = 10;

/// Works on the cache until it is killed, saying which batches are stored.
#[tokio::test]
#[ignore = "started by the test below, which kills it"]
async fn ingest() {
    let store = Store::open(&letters::given_directory().join("cache.db"), &CacheKey::from_bytes(KEY)).unwrap();
    let account = store.accounts().await.unwrap().remove(0);
    let inbox = store.folders(account.id).await.unwrap().remove(0).id;
    println!("open");
    let first = store.known(inbox).await.unwrap().last().map_or(1, |known| known.uid.0 + 1);
    for batch in 0.. {
        let from = first + batch * 20;
        let headers = (from..from + 10).map(|number| letter(number).header()).collect();
        let ids = store.add_headers(inbox, headers).await.unwrap();
        let bodies = (from..).zip(ids).map(|(number, id)| letter(number).body(id)).collect();
        store.add_bodies(bodies).await.unwrap();
        let whole = (from + 10..from + 20).map(|number| letter(number).whole()).collect();
        let _ = store.put_messages(inbox, whole).await.unwrap();
        let seen = FlagChange { uid: Uid(from), flags: Flags(1), keywords: vec![] };
        store.set_flags(inbox, vec![seen]).await.unwrap();
        store.forget(inbox, vec![Uid(from + 1)]).await.unwrap();
        println!("stored {from}");
    }
}

#[test]
fn a_program_killed_at_any_moment_leaves_a_whole_cache() {
    let directory = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let path = directory.path().join("cache.db");
        let store = Store::create(&path, &CacheKey::from_bytes(KEY)).unwrap();
        let account = store.add_account(draft("anne@cabinet.example"), sceau::domain::Secret::new("x")).await.unwrap();
        let _ = store.put_folders(account.id, vec![server_folder("INBOX", None)]).await.unwrap();
        store.close().await;
    });
    let mut kept = Vec::new();
    for kill in 0..KILLS {
        // From just after opening to several batches later; the moment within a
        // batch is left to chance.
        kept.extend(run_and_kill(directory.path(), Duration::from_millis(u64::from(kill * 37))));
        runtime.block_on(is_whole(directory.path(), &kept));
    }
    assert!(kept.len() > 10, "{} batches", kept.len());
}

/// The batches that the child said were stored before it was killed.
fn run_and_kill(directory: &Path, after: Duration) -> Vec<u32> {
    let mut child =
        letters::again("kill::ingest", directory).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.ends_with("open")), "the child did not open the cache");
    std::thread::sleep(after);
    child.kill().unwrap();
    let _ = child.wait().unwrap();
    lines.filter_map(|line| line.strip_prefix("stored ")?.parse().ok()).collect()
}

async fn is_whole(directory: &Path, kept: &[u32]) {
    let store = Store::open(&directory.join("cache.db"), &CacheKey::from_bytes(KEY)).unwrap();
    store.integrity_check().await.unwrap();
    let account = store.accounts().await.unwrap().remove(0);
    let inbox = store.folders(account.id).await.unwrap().remove(0);
    let known = store.known(inbox.id).await.unwrap();
    let list = store.list(inbox.id, Sort::default(), Filter::All).await.unwrap();
    assert_eq!(inbox.total as usize, known.len());
    assert_eq!(list.len(), known.len());
    for known in &known {
        let raw = store.raw(known.id).await.unwrap();
        match known.body {
            BodyState::Here => assert_eq!(raw, Some(letter(known.uid.0).raw())),
            BodyState::Pending => assert_eq!(raw, None),
        }
    }
    // What was said to be stored survived the kill.
    for from in kept {
        let uids: Vec<_> =
            known.iter().map(|known| known.uid.0).filter(|uid| (*from..from + 20).contains(uid)).collect();
        assert_eq!(uids.len(), 19, "batch {from}");
        assert!(known.iter().any(|known| known.uid == Uid(*from) && known.flags.seen()));
    }
    store.close().await;
}
