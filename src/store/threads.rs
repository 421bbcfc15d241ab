//! Conversations: each letter is given its own when its header comes, in the
//! same transaction. What stands here is how they are kept; which letters belong
//! together is decided by `domain::thread` alone.

use std::collections::HashSet;

use rusqlite::{OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};

use super::Store;
use super::code;
use super::error::{Result, StoreError};
use super::messages::minute;
use crate::domain::thread::{Alike, Clues, Conversation, Known, REACH, joins};
use crate::domain::{AccountId, Envelope, Flags, FolderId, MessageId, Role, ThreadId};

/// More letters of one subject than that are told apart by nobody.
const ALIKE: usize = 20;
/// Letters looked at in one go.
const STEP: i64 = 200;

pub(super) const ALIKE_LETTERS: &str = "SELECT thread.id, content.envelope
     FROM thread JOIN content ON content.thread = thread.id
     WHERE thread.account = ?1 AND thread.topic = ?2 AND content.id BETWEEN ?3 AND ?4 LIMIT ?5";

pub(super) const MEMBERS: &str = "SELECT message.id, message.content, message.flags, message.folder, folder.role
     FROM message JOIN folder ON folder.id = message.folder
     WHERE message.thread = ?1 ORDER BY message.date DESC";

pub(super) const UNTHREADED: &str = "SELECT id, account, envelope FROM content
     WHERE thread IS NULL ORDER BY id DESC LIMIT ?1";

impl Store {
    /// Gives some letters their conversation that came before there were any,
    /// newest first. Says how many; 0 when all have one.
    pub async fn thread_some(&self) -> Result<usize> {
        self.write(|tx| {
            let mut select = tx.prepare_cached(UNTHREADED)?;
            let rows = select.query_map([STEP], |row| Ok((row.get(0)?, row.get(1)?, code::json(row, 2)?)))?;
            let rows = rows.collect::<rusqlite::Result<Vec<(i64, AccountId, Envelope)>>>()?;
            for (content, account, envelope) in &rows {
                place_again(tx, *account, *content, envelope)?;
            }
            Ok(rows.len())
        })
        .await
    }

    /// The conversation of a message.
    pub async fn thread_of(&self, id: MessageId) -> Result<Option<ThreadId>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached("SELECT thread FROM message WHERE id = ?1")?;
            Ok(select.query_row([id], |row| row.get(0)).optional()?.flatten())
        })
        .await
    }

    /// Conversations over all folders of their mailbox, as they are seen from
    /// some: what lies in the trash or among the junk is no part of them, unless
    /// those are looked at.
    pub async fn conversations(&self, threads: Vec<ThreadId>, seen_from: Vec<FolderId>) -> Result<Vec<Conversation>> {
        self.read(move |tx| threads.into_iter().map(|thread| conversation(tx, thread, &seen_from)).collect()).await
    }
}

struct Member {
    id: MessageId,
    letter: i64,
    seen: bool,
    folder: FolderId,
    role: Option<Role>,
}

fn conversation(tx: &Transaction<'_>, thread: ThreadId, seen_from: &[FolderId]) -> Result<Conversation> {
    let mut select = tx.prepare_cached(MEMBERS)?;
    let members = select.query_map([thread], |row| {
        let (flags, folder, role) = (row.get::<_, Flags>(2)?, row.get(3)?, row.get(4)?);
        Ok(Member { id: row.get(0)?, letter: row.get(1)?, seen: flags.seen(), folder, role })
    })?;
    let members = members.collect::<rusqlite::Result<Vec<_>>>()?;
    let is_near = |member: &&Member| seen_from.contains(&member.folder);
    // A letter that lies in two folders is shown once, where one looks from.
    let near: HashSet<i64> = members.iter().filter(is_near).map(|member| member.letter).collect();
    let mut told = HashSet::new();
    let (mut messages, mut unread) = (Vec::new(), 0);
    for member in &members {
        let away = matches!(member.role, Some(Role::Trash | Role::Junk)) || near.contains(&member.letter);
        if (is_near(&member) || !away) && told.insert(member.letter) {
            messages.push(member.id);
            unread += usize::from(!member.seen);
        }
    }
    Ok(Conversation { thread, messages, unread })
}

/// The conversation of a letter that is coming, begun if there is none.
pub(super) fn place(tx: &Transaction<'_>, account: AccountId, envelope: &Envelope) -> Result<ThreadId> {
    let clues = Clues::of(envelope);
    let found = joins(&mut Kept { tx, account }, &clues)?;
    let thread = match found.as_slice() {
        [] => begin(tx, account, &clues.topic.base)?,
        [only] => *only,
        several => join(tx, several)?,
    };
    // Of a letter itself, the letter knows best; of others, who spoke first.
    let mut own =
        tx.prepare_cached("INSERT OR REPLACE INTO thread_name (account, name, thread) VALUES (?1, ?2, ?3)")?;
    let mut other =
        tx.prepare_cached("INSERT OR IGNORE INTO thread_name (account, name, thread) VALUES (?1, ?2, ?3)")?;
    for id in &clues.parents {
        let _ = other.execute(params![account, name(id), thread])?;
    }
    if let Some(id) = &clues.own {
        let _ = own.execute(params![account, name(id), thread])?;
    }
    Ok(thread)
}

/// The same for a letter that is here, and of which more is known now.
pub(super) fn place_again(tx: &Transaction<'_>, account: AccountId, content: i64, envelope: &Envelope) -> Result<()> {
    let thread = place(tx, account, envelope)?;
    let mut update = tx.prepare_cached("UPDATE content SET thread = ?2 WHERE id = ?1 AND thread IS NOT ?2")?;
    let _ = update.execute(params![content, thread])?;
    Ok(())
}

fn begin(tx: &Transaction<'_>, account: AccountId, topic: &str) -> Result<ThreadId> {
    let _ =
        tx.prepare_cached("INSERT INTO thread (account, topic) VALUES (?1, ?2)")?.execute(params![account, topic])?;
    Ok(ThreadId(tx.last_insert_rowid()))
}

/// They were one all along: the smaller take the name of the greatest.
fn join(tx: &Transaction<'_>, threads: &[ThreadId]) -> Result<ThreadId> {
    let mut count = tx.prepare_cached("SELECT count(*) FROM content WHERE thread = ?1")?;
    let mut sized = Vec::with_capacity(threads.len());
    for thread in threads {
        sized.push((count.query_row([thread], |row| row.get::<_, i64>(0))?, *thread));
    }
    // Of two as great, the older: so that nothing depends on who came first.
    let Some((_, greatest)) = sized.iter().copied().max_by_key(|(count, thread)| (*count, -thread.0)) else {
        return Err(StoreError::Gone);
    };
    for thread in threads.iter().filter(|thread| **thread != greatest) {
        // The names first: with its last letter a conversation goes, and they with it.
        for sql in [
            "UPDATE thread_name SET thread = ?2 WHERE thread = ?1",
            "UPDATE content SET thread = ?2 WHERE thread = ?1",
            "DELETE FROM thread WHERE id = ?1 AND id <> ?2",
        ] {
            let _ = tx.prepare_cached(sql)?.execute(params![thread, greatest])?;
        }
    }
    Ok(greatest)
}

fn name(id: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(id.as_bytes()).into();
    digest.first_chunk().map_or(0, |first| i64::from_be_bytes(*first))
}

/// What the cache knows of an account.
struct Kept<'a, 'tx> {
    tx: &'a Transaction<'tx>,
    account: AccountId,
}

impl Known for Kept<'_, '_> {
    type Error = StoreError;

    fn named(&mut self, id: &str) -> Result<Option<ThreadId>> {
        let mut select = self.tx.prepare_cached("SELECT thread FROM thread_name WHERE account = ?1 AND name = ?2")?;
        Ok(select.query_row(params![self.account, name(id)], |row| row.get(0)).optional()?)
    }

    fn topic(&mut self, thread: ThreadId) -> Result<String> {
        let mut select = self.tx.prepare_cached("SELECT topic FROM thread WHERE id = ?1")?;
        Ok(select.query_row([thread], |row| row.get(0)).optional()?.unwrap_or_default())
    }

    fn alike(&mut self, clues: &Clues) -> Result<Vec<Alike>> {
        let Some(date) = clues.date else { return Ok(Vec::new()) };
        let day = 24 * 60;
        // Letters are numbered by their minute, or one soon after.
        let (from, to) = (minute(date) - REACH / 60 - day, minute(date) + REACH / 60 + day);
        let mut select = self.tx.prepare_cached(ALIKE_LETTERS)?;
        let most = i64::try_from(ALIKE + 1).unwrap_or(i64::MAX);
        let alike = select.query_map(params![self.account, clues.topic.base, from, to, most], |row| {
            Ok(Alike { thread: row.get(0)?, clues: Clues::of(&code::json(row, 1)?) })
        })?;
        let alike = alike.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(if alike.len() > ALIKE { Vec::new() } else { alike })
    }
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::domain::{Envelope, Listing, MessageId};
    use crate::store::{CacheKey, Store};

    #[test]
    fn the_number_of_a_name_is_frozen() {
        // It stands in files on people's disks.
        assert_eq!(name("a@cabinet.example"), i64::from_be_bytes(FIRST));
    }

    /// `printf %s a@cabinet.example | sha256sum`
    const FIRST: [u8; 8] = [0xf5, 0xe9, 0x09, 0xa5, 0x8e, 0xab, 0x64, 0x19];

    /// Rows as they were before there were conversations: 500 letters, of which
    /// each answers the one before it but for every fifth.
    async fn old_rows(store: &Store) {
        let made = store.write(|tx| {
            tx.execute_batch(
                "INSERT INTO account (id, email, imap_host, draft) VALUES (1, 'a', 'b', '{}');
                 INSERT INTO folder (id, account, path, role, selectable) VALUES (1, 1, 'INBOX', 'inbox', 1);",
            )?;
            for number in 0..500_i64 {
                let parent = (number % 5 != 0).then(|| format!("{}@cabinet.example", number - 1));
                let envelope = Envelope {
                    message_id: Some(format!("{number}@cabinet.example")),
                    in_reply_to: parent.into_iter().collect(),
                    subject: format!("Genou {}", number / 5),
                    ..Envelope::default()
                };
                let json = serde_json::to_string(&envelope).unwrap();
                let _ = tx.execute(
                    "INSERT INTO content (id, account, subject, envelope, mark) VALUES (?1, 1, '', ?2, 'plain')",
                    rusqlite::params![number, json],
                )?;
                let _ = tx.execute(
                    "INSERT INTO message (id, folder, content, uid, flags, received, date, size, here, attachment, who, who_key, subject_key)
                     VALUES (?1 + 1, 1, ?1, ?1 + 1, 0, ?1, ?1, 1, 0, 0, '', '', '')",
                    [number],
                )?;
            }
            Ok(())
        });
        made.await.unwrap();
    }

    #[tokio::test]
    async fn letters_from_before_are_looked_at_in_small_steps_that_can_be_left_off() {
        let directory = tempfile::tempdir().unwrap();
        let (path, key) = (directory.path().join("cache.db"), CacheKey::random().unwrap());
        let store = Store::create(&path, &key).unwrap();
        old_rows(&store).await;
        assert_eq!(store.thread_of(MessageId(500)).await.unwrap(), None);
        assert_eq!(store.thread_some().await.unwrap(), 200, "the newest first");
        assert!(store.thread_of(MessageId(500)).await.unwrap().is_some());
        store.close().await;
        let store = Store::open(&path, &key).unwrap();
        assert_eq!(store.thread_some().await.unwrap(), 200, "where it was left off");
        assert_eq!(store.thread_some().await.unwrap(), 100);
        assert_eq!(store.thread_some().await.unwrap(), 0);
        let rows = store.read(|tx| {
            let mut select = tx.prepare("SELECT id, thread FROM message ORDER BY date DESC")?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        let listing = Listing::by_conversation(rows.await.unwrap().into_iter());
        let crate::domain::Groups::Conversations(strands) = listing.groups else { panic!("no conversations") };
        assert_eq!(strands.len(), 100);
    }

    #[tokio::test]
    async fn nothing_is_left_of_a_conversation_when_its_last_letter_goes() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::create(&directory.path().join("cache.db"), &CacheKey::random().unwrap()).unwrap();
        old_rows(&store).await;
        while store.thread_some().await.unwrap() > 0 {}
        let left = store.write(|tx| {
            let _ = tx.execute("DELETE FROM message WHERE content <> 7", [])?;
            let count =
                |table: &str| tx.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
            Ok((count("thread")?, count("thread_name")?))
        });
        // The one that is left still knows what the others were called.
        assert_eq!(left.await.unwrap(), (1, 5));
    }
}
