//! Nothing of a message, an account or a secret is on the disk in clear.

use std::collections::BTreeMap;
use std::path::Path;

use sceau::config::{Paths, ProfileLock, Settings};
use sceau::domain::{Keyword, Role, Secret};
use sceau::store::{SearchScope, SessionKey, Store, Vault};

use super::letters::{draft, letter, server_folder};

/// Words that are in the letters, the account, and the secrets.
const WORDS: &[&str] = &[
    "Glycémie",
    "glycemie",
    "Bellerive",
    "bellerive",
    "Résultats",
    "resultats",
    "anne@cabinet",
    "Garance",
    "imap.cabinet",
    "mot-de-passe-imap",
    "phrase de passe du cabinet",
    "INBOX",
    "$label-secret",
    "hypertension.pdf",
    "CREATE TABLE",
    "SQLite format",
];

fn files(directory: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(directory).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), found);
        } else {
            let _ = found.insert(entry.path().display().to_string(), std::fs::read(entry.path()).unwrap());
        }
    }
}

fn assert_silent(directory: &Path, key: &[u8]) -> Vec<String> {
    let mut found = BTreeMap::new();
    files(directory, &mut found);
    for (name, bytes) in &found {
        for word in WORDS.iter().map(|word| word.as_bytes()).chain([key, &key[..8]]) {
            let shown = bytes.windows(word.len()).any(|window| window == word);
            assert!(!shown, "{name} shows {:?}", String::from_utf8_lossy(word));
        }
        let wide: Vec<u8> = WORDS[0].encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!bytes.windows(wide.len()).any(|window| window == wide), "{name} shows UTF-16");
    }
    found.into_keys().collect()
}

#[tokio::test]
async fn no_file_of_a_profile_shows_a_word_of_what_is_in_it() {
    let directory = tempfile::tempdir().unwrap();
    let paths = Paths::at(directory.path());
    paths.create().unwrap();
    let _lock = ProfileLock::take(&paths).unwrap();
    Settings::default().save(&paths.settings()).unwrap();
    let (mut vault, key) = Vault::new().unwrap();
    let _ = vault.add_passphrase(&key, &Secret::new("phrase de passe du cabinet")).unwrap();
    let _ = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
    vault.save_new(&paths.vault()).unwrap();

    let store = Store::create(&paths.cache(), &key).unwrap();
    let account = store.add_account(draft("anne@cabinet.example"), Secret::new("mot-de-passe-imap")).await.unwrap();
    let listed = vec![server_folder("INBOX", Some(Role::Inbox))];
    let inbox = store.put_folders(account.id, listed).await.unwrap().remove(0);
    let letters = (1..300).map(|number| {
        let mut one = letter(number);
        one.attachments = vec!["hypertension.pdf".to_owned()];
        let mut whole = one.whole();
        whole.0.keywords = vec![Keyword::new("$label-secret")];
        whole
    });
    let ids = store.put_messages(inbox.id, letters.collect()).await.unwrap();
    assert_eq!(super::letters::found(&store, SearchScope::All, "glycemie").await.len(), ids.len());

    // While it is open: the journal and its index are there.
    let names = assert_silent(directory.path(), key.expose());
    for part in ["cache.db", "cache.db-wal", "cache.db-shm", "vault.toml", "settings.toml"] {
        assert!(names.iter().any(|name| name.ends_with(part)), "{part} in {names:?}");
    }
    store.close().await;
    // And closed: the journal has gone into the one file.
    let names = assert_silent(directory.path(), key.expose());
    assert!(!names.iter().any(|name| name.ends_with("-wal")), "{names:?}");
}
