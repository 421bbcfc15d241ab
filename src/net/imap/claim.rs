//! Which of several programs does what all of them would do with the same message:
//! each lays a word of its own on it and then looks. Who finds that word alone may go
//! on; who finds another one as well takes its own back and tries again a little
//! later. Whoever is second to lay down its word is first to find the other's, so
//! that two never go on.
//!
//! A conditional STORE (RFC 7162) would ask for less, but does not hold: Dovecot
//! looks whether a message was touched before it locks the folder, and passes over
//! the first of a set. Of two in the same instant both are told that they were first.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use super::fetch::message;
use super::response::Response;
use super::{Session, uidset};
use crate::domain::{Change, Keyword, Uid};
use crate::net::{NetError, Refusal};

/// What the words begin with that programs lay down.
const STEM: &str = "$SceauClaim_";
/// Who finds another's word that often leaves the message to it.
const TRIES: usize = 8;

/// How a message stands after the own word was laid on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Ours,
    Contested,
    /// Somebody did it.
    Done,
}

impl Session {
    /// Carries out a change on those messages that nobody claims, and gives them. The
    /// change adds `done`, by which others know; `name` is that of this workstation.
    ///
    /// Refused where the folder keeps no words: nobody can be told there.
    pub async fn claim(
        &mut self,
        uids: &[Uid],
        change: &Change,
        done: &Keyword,
        name: &str,
    ) -> Result<Vec<Uid>, NetError> {
        let word = Keyword::new(&format!("{STEM}{name}"));
        let claim = Change { add: vec![word.clone()], ..Change::default() };
        let withdraw = Change { remove: vec![word.clone()], ..Change::default() };
        let open = self.open_for_changes()?;
        if !open.keeps(&claim) || !open.keeps(change) {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        let (mut left, mut ours) = (uids.to_vec(), Vec::new());
        for attempt in 1..=TRIES {
            if left.is_empty() {
                break;
            }
            if attempt > 1 {
                tokio::time::sleep(a_moment()?).await;
            }
            self.store(&left, &claim).await?;
            let found = self.look(&left, &word, done).await?;
            let are = |wanted| {
                let of_these = |uid: &&Uid| found.get(uid) == Some(&wanted);
                left.iter().filter(of_these).copied().collect::<Vec<Uid>>()
            };
            let (free, contested, late) = (are(Found::Ours), are(Found::Contested), are(Found::Done));
            // Done is said before the claim goes: at no time is there neither.
            self.store(&free, change).await?;
            self.store(&[free.as_slice(), &contested, &late].concat(), &withdraw).await?;
            ours.extend(free);
            left = contested;
        }
        Ok(ours)
    }

    /// Who else laid down a word; a message that is gone is not found.
    async fn look(&mut self, uids: &[Uid], word: &Keyword, done: &Keyword) -> Result<HashMap<Uid, Found>, NetError> {
        let asked: BTreeSet<Uid> = uids.iter().copied().collect();
        let stem = Keyword::new(STEM);
        let mut found = HashMap::new();
        for set in uidset::sets(uids) {
            self.run(&format!("UID FETCH {set} (UID FLAGS)"), |response| {
                let Response::Fetch(fetched) = response else { return };
                let Some(message) = message(fetched).filter(|message| asked.contains(&message.uid)) else { return };
                let anothers = |other: &Keyword| other != word && other.as_str().starts_with(stem.as_str());
                let how = match &message.keywords {
                    words if words.contains(done) => Found::Done,
                    words if words.iter().any(anothers) => Found::Contested,
                    _ => Found::Ours,
                };
                // What was told last holds.
                let _ = found.insert(message.uid, how);
            })
            .await?;
        }
        Ok(found)
    }
}

/// Up to a quarter of a second, another one for each program: so that those who met
/// do not meet again.
fn a_moment() -> Result<Duration, NetError> {
    let mut byte = [0_u8];
    getrandom::fill(&mut byte).map_err(|_| NetError::Odd("no random numbers"))?;
    Ok(Duration::from_millis(byte.iter().copied().map(u64::from).sum()))
}
