//! A full disk is an answer; what was stored before is still there, and there is
//! room again once something is deleted.

use std::process::Command;

use sceau::domain::{Filter, Sort};
use sceau::store::{Packed, Store, StoreError};

use super::letters::{self, Cabinet, letter};

/// Fills a small disk until it is full.
#[tokio::test]
#[ignore = "started by the test below, on a small disk of its own"]
async fn fill_the_disk() {
    let directory = letters::given_directory();
    let mut cabinet = Cabinet::open().await;
    cabinet.store.close().await;
    let path = directory.join("cache.db");
    let _ = std::fs::copy(cabinet.path(), &path).unwrap();
    cabinet.store = Store::open(&path, &cabinet.key).unwrap();

    let mut stored = Vec::new();
    let error = loop {
        let number = u32::try_from(stored.len()).unwrap() + 1;
        let mut whole = letter(number).whole();
        let noise: Vec<u8> = (0..600).flat_map(|_| *sceau::store::CacheKey::random().unwrap().expose()).collect();
        whole.1.raw = Packed::new(&noise);
        match cabinet.store.put_messages(cabinet.inbox.id, vec![whole]).await {
            Ok(ids) => stored.push((ids[0], noise)),
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::DiskFull);
    assert!(stored.len() > 20, "{} letters", stored.len());

    // All that was there is there, before and after a restart.
    for restarted in [false, true] {
        if restarted {
            cabinet.store.close().await;
            cabinet.store = Store::open(&path, &cabinet.key).unwrap();
        }
        let list = cabinet.store.list(cabinet.inbox.id, Sort::default(), Filter::All).await.unwrap();
        assert_eq!(list.len(), stored.len());
        for (id, noise) in &stored {
            assert_eq!(cabinet.store.raw(*id).await.unwrap().as_ref(), Some(noise));
        }
        cabinet.store.integrity_check().await.unwrap();
    }
    println!("kept {} letters", stored.len());
}

#[test]
fn a_full_disk_loses_nothing_that_was_stored() {
    let directory = tempfile::tempdir().unwrap();
    // A disk of four megabytes, seen by the child alone, without any rights.
    let child = letters::again("full_disk::fill_the_disk", directory.path());
    let mut small = Command::new("unshare");
    let _ = small
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=4m none \"$SCEAU_TEST_DIRECTORY\" || exit 77; exec \"$@\"")
        .arg("sh")
        .arg(child.get_program())
        .args(child.get_args())
        .envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
    match small.output() {
        Ok(output) if output.status.code() != Some(77) && output.status.code() != Some(1) => {
            let said = String::from_utf8_lossy(&output.stdout);
            let wrong = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.contains("kept "), "{said}\n{wrong}");
        }
        _ => eprintln!("no small disk can be mounted here: not tried"),
    }
}
