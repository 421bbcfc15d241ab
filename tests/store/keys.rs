//! What opens a cache and what does not: a clear answer each time, and never a
//! new, empty cache.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::Connection;
use sceau::domain::Secret;
use sceau::store::{CacheKey, SessionKey, Store, StoreError, Vault};

use super::letters::{Cabinet, letter};

const PAGE: usize = 4096;

/// A closed cache with some letters in it.
async fn closed() -> Cabinet {
    let cabinet = Cabinet::open().await;
    let letters = (1..200).map(|number| letter(number).whole()).collect();
    let _ = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    cabinet.store.close().await;
    cabinet
}

fn overwrite(path: &Path, at: usize, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    let _ = file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(bytes).unwrap();
}

fn noise(length: usize) -> Vec<u8> {
    (0..length.div_ceil(32)).flat_map(|_| *CacheKey::random().unwrap().expose()).take(length).collect()
}

fn fails(cabinet: &Cabinet) -> StoreError {
    Store::open(&cabinet.path(), &cabinet.key).expect_err("it must not open")
}

#[tokio::test]
async fn every_slot_of_the_vault_opens_the_same_cache() {
    let directory = tempfile::tempdir().unwrap();
    let (path, cache) = (directory.path().join("vault.toml"), directory.path().join("cache.db"));
    let (mut vault, key) = Vault::new().unwrap();
    let (passphrase, session) = (Secret::new("cinq mots pour ouvrir ici"), SessionKey::random().unwrap());
    let _ = vault.add_passphrase(&key, &passphrase).unwrap();
    let _ = vault.add_session(&key, &session).unwrap();
    Store::create(&cache, &key).unwrap().close().await;
    vault.save_new(&path).unwrap();
    drop((vault, key));

    let vault = Vault::load(&path).unwrap();
    Store::open(&cache, &vault.open_with_session(&session).unwrap()).unwrap().close().await;
    Store::open(&cache, &vault.open_with_passphrase(&passphrase).unwrap()).unwrap().close().await;
}

#[tokio::test]
async fn a_wrong_key_is_an_answer_never_an_empty_cache() {
    let cabinet = closed().await;
    let before = fs::read(cabinet.path()).unwrap();
    let wrong = CacheKey::random().unwrap();
    assert_eq!(Store::open(&cabinet.path(), &wrong).err(), Some(StoreError::WrongKey));
    assert_eq!(fs::read(cabinet.path()).unwrap(), before, "the file is untouched");
    let store = Store::open(&cabinet.path(), &cabinet.key).unwrap();
    assert_eq!(store.stats().await.unwrap().messages, 199);
}

#[tokio::test]
async fn opening_never_creates_and_creating_never_overwrites() {
    let cabinet = closed().await;
    assert_eq!(Store::create(&cabinet.path(), &cabinet.key).err(), Some(StoreError::Exists));
    let missing = cabinet.directory.path().join("missing.db");
    assert_eq!(Store::open(&missing, &cabinet.key).err(), Some(StoreError::Absent));
    assert!(!missing.exists());
    let unreachable = cabinet.directory.path().join("no/such/directory.db");
    assert!(matches!(Store::create(&unreachable, &cabinet.key), Err(StoreError::Unwritable { .. })));
}

#[tokio::test]
async fn a_creation_cut_short_is_no_obstacle_to_the_next() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cache.db");
    for leftover in ["cache.new", "cache.new-wal", "cache.new-shm"] {
        fs::write(directory.path().join(leftover), noise(10_000)).unwrap();
    }
    let key = CacheKey::random().unwrap();
    Store::create(&path, &key).unwrap().close().await;
    let mut names: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort_unstable();
    assert_eq!(names, ["cache.db", "cache.letters"]);
}

#[tokio::test]
async fn a_damaged_cache_is_not_a_wrong_key() {
    let cabinet = closed().await;
    let whole = fs::read(cabinet.path()).unwrap();
    let restore = || fs::write(cabinet.path(), &whole).unwrap();
    let damaged = |error: StoreError| assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");

    overwrite(&cabinet.path(), 100, &noise(8));
    damaged(fails(&cabinet));
    restore();
    // The whole first page, salt and all: the seal of the others tells.
    overwrite(&cabinet.path(), 0, &noise(PAGE));
    damaged(fails(&cabinet));
    restore();
    for length in [0, 1, PAGE - 1] {
        fs::write(cabinet.path(), &whole[..length]).unwrap();
        damaged(fails(&cabinet));
    }
    // Not a byte of ours: it might as well be somebody else's.
    fs::write(cabinet.path(), noise(3 * PAGE)).unwrap();
    assert_eq!(fails(&cabinet), StoreError::WrongKey);
    fs::write(cabinet.path(), "a text of somebody else's. ".repeat(1000)).unwrap();
    assert_eq!(fails(&cabinet), StoreError::WrongKey);
}

#[tokio::test]
async fn the_first_sixteen_bytes_are_not_worth_a_cache() {
    let cabinet = closed().await;
    overwrite(&cabinet.path(), 0, &noise(16));
    let store = Store::open(&cabinet.path(), &cabinet.key).unwrap();
    assert_eq!(store.stats().await.unwrap().messages, 199);
}

#[tokio::test]
async fn damage_in_the_middle_is_told_and_the_rest_can_be_read() {
    let mut cabinet = closed().await;
    let pages = fs::read(cabinet.path()).unwrap().len() / PAGE;
    // In some of them letters lie: where reading all of them fails.
    let mut told = 0;
    for page in (4..12).map(|part| part * pages / 13) {
        let kept = fs::read(cabinet.path()).unwrap()[page * PAGE..][..PAGE].to_vec();
        overwrite(&cabinet.path(), page * PAGE + 50, &noise(4));
        cabinet.store = match Store::open(&cabinet.path(), &cabinet.key) {
            Ok(store) => store,
            // A page that is read at once: told before anything else is.
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged { .. }), "page {page}: {error:?}");
                told += 1;
                overwrite(&cabinet.path(), page * PAGE, &kept);
                continue;
            }
        };
        let check = cabinet.store.integrity_check().await;
        assert!(matches!(check, Err(StoreError::Damaged { .. })), "page {page}: {check:?}");
        let ids: Vec<_> = (1..200).map(sceau::domain::MessageId).collect();
        let (mut read, mut lost) = (0, 0);
        for id in ids {
            match cabinet.store.raw(id).await {
                Ok(Some(raw)) => {
                    assert_eq!(raw, letter(u32::try_from(id.0).unwrap()).raw());
                    read += 1;
                }
                Ok(None) => panic!("a damaged letter is not a missing one"),
                Err(error) => {
                    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
                    lost += 1;
                }
            }
        }
        told += lost;
        assert_eq!(read + lost, 199);
        cabinet.store.close().await;
        overwrite(&cabinet.path(), page * PAGE, &kept);
    }
    assert!(told > 0, "one of the pages held letters");
    cabinet.reopen().await;
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_truncated_cache_is_damaged_not_shorter() {
    let cabinet = closed().await;
    let whole = fs::read(cabinet.path()).unwrap();
    fs::write(cabinet.path(), &whole[..whole.len() / 2 / PAGE * PAGE]).unwrap();
    match Store::open(&cabinet.path(), &cabinet.key) {
        Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}"),
        Ok(store) => {
            let check = store.integrity_check().await;
            assert!(matches!(check, Err(StoreError::Damaged { .. })), "{check:?}");
        }
    }
}

#[tokio::test]
async fn a_newer_cache_is_refused_and_left_as_it_is() {
    let cabinet = closed().await;
    let connection = Connection::open(cabinet.path()).unwrap();
    let key = cabinet.key.expose().map(|byte| format!("{byte:02x}")).concat();
    connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA user_version = 77")).unwrap();
    connection.close().unwrap();
    let before = fs::read(cabinet.path()).unwrap();
    assert!(matches!(fails(&cabinet), StoreError::Newer { found: 77, known } if known < 77));
    assert_eq!(fs::read(cabinet.path()).unwrap(), before);
}

#[tokio::test]
async fn what_cannot_be_written_says_so() {
    let cabinet = closed().await;
    // A directory in place of the file: not even the superuser writes to that.
    fs::remove_file(cabinet.path()).unwrap();
    fs::create_dir(cabinet.path()).unwrap();
    assert_eq!(fails(&cabinet), StoreError::Unwritable { code: 0 });
}

#[tokio::test]
async fn a_wrong_key_does_no_harm_to_a_journal_left_by_a_crash() {
    let mut cabinet = Cabinet::open().await;
    let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    // As a crash leaves it: the file, and beside it the journal with the letter.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["cache.db", "cache.db-wal"] {
        let _ = fs::copy(cabinet.directory.path().join(name), crashed.path().join(name)).unwrap();
    }
    assert!(fs::metadata(crashed.path().join("cache.db-wal")).unwrap().len() > 0);
    fs::create_dir(crashed.path().join("cache.letters")).unwrap();
    let volume = "cache.letters/000001.sealed";
    let _ = fs::copy(cabinet.directory.path().join(volume), crashed.path().join(volume)).unwrap();
    cabinet.store.close().await;
    cabinet.directory = crashed;
    let wrong = CacheKey::random().unwrap();
    assert_eq!(Store::open(&cabinet.path(), &wrong).err(), Some(StoreError::WrongKey));
    cabinet.store = Store::open(&cabinet.path(), &cabinet.key).unwrap();
    assert_eq!(cabinet.store.raw(ids[0]).await.unwrap(), Some(letter(1).raw()));
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_closed_cache_answers_that_it_is_closed() {
    let cabinet = Cabinet::open().await;
    let other = cabinet.store.clone();
    cabinet.store.close().await;
    assert_eq!(other.accounts().await, Err(StoreError::Closed));
    assert_eq!(other.remove_account(cabinet.account.id).await, Err(StoreError::Closed));
    other.close().await;
}
