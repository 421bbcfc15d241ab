//! Mail that is there without having been sent: written straight into the
//! maildir, 10,000 messages in a second.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::scratch::Worker;

/// A message as it lies in a mailbox.
#[derive(Debug, Clone)]
pub struct Letter {
    pub bytes: Vec<u8>,
    /// Letters of the maildir format, in their order: D(raft) F(lagged)
    /// P(assed) R(eplied) S(een) T(rashed).
    pub flags: &'static str,
    /// When the server got it (INTERNALDATE). None is now.
    pub received: Option<SystemTime>,
}

impl Letter {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), flags: "", received: None }
    }

    pub fn seen(bytes: impl Into<Vec<u8>>) -> Self {
        Self { flags: "S", ..Self::new(bytes) }
    }
}

impl From<Vec<u8>> for Letter {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&str> for Letter {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Dovecot gives UIDs in the order of the names, so these grow.
static NUMBER: AtomicU64 = AtomicU64::new(1);

/// Lays the letters into a maildir, in order, and says how many they were.
pub fn fill(maildir: &Path, worker: &Worker, letters: impl Iterator<Item = Letter>) -> usize {
    let (tmp, cur) = (maildir.join("tmp"), maildir.join("cur"));
    for directory in [&tmp, &cur, &maildir.join("new")] {
        worker.directory(directory);
    }
    let mut count = 0;
    for letter in letters {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("{number:012}.practice,S={}:2,{}", letter.bytes.len(), letter.flags);
        let draft = tmp.join(&name);
        let mut file = File::create(&draft).unwrap_or_else(|error| panic!("{}: {error}", draft.display()));
        file.write_all(&letter.bytes).expect("room for a message");
        if let Some(time) = letter.received {
            file.set_modified(time).expect("a date that the disk can keep");
        }
        worker.give(&draft);
        fs::rename(&draft, cur.join(&name)).expect("a message is moved within its maildir");
        count += 1;
    }
    count
}
