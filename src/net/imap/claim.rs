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
const TRIES: u32 = 8;

/// How a message stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Ours,
    Contested,
    /// It was done, and the own word is there.
    DoneHere,
    /// The own word is not there: not yet, or it was not kept.
    Dropped,
}

fn are(found: &HashMap<Uid, Found>, wanted: Found) -> Vec<Uid> {
    let mut uids: Vec<Uid> = found.iter().filter(|(_, how)| **how == wanted).map(|(uid, _)| *uid).collect();
    uids.sort();
    uids
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
        // Of a try whose line was cut: what is done and has our word was done here.
        let mut ours = are(&self.look(uids, &word, done).await?, Found::DoneHere);
        let mut left: Vec<Uid> = uids.iter().filter(|uid| !ours.contains(uid)).copied().collect();
        for attempt in 1..=TRIES {
            if left.is_empty() {
                break;
            }
            if attempt > 1 {
                tokio::time::sleep(a_moment(attempt)?).await;
            }
            self.store(&left, &claim).await?;
            let found = self.look(&left, &word, done).await?;
            if found.values().any(|how| *how == Found::Dropped) {
                self.store(&left, &withdraw).await?;
                return Err(NetError::Refused(Refusal::Unsupported));
            }
            let (free, contested) = (are(&found, Found::Ours), are(&found, Found::Contested));
            let carried_out = self.store(&free, change).await;
            if matches!(carried_out, Err(NetError::Said { .. } | NetError::Refused(_))) {
                self.store(&left, &withdraw).await?;
            }
            carried_out?;
            let others = [contested.as_slice(), &are(&found, Found::DoneHere)].concat();
            self.store(&others, &withdraw).await?;
            // Their word stays with them: it tells after a cut who did it.
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
                    words if words.contains(done) && words.contains(word) => Found::DoneHere,
                    words if !words.contains(word) => Found::Dropped,
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

/// Another one for each program, so that those who met do not meet again; on a slow
/// line they meet for longer.
fn a_moment(attempt: u32) -> Result<Duration, NetError> {
    let mut byte = [0_u8];
    getrandom::fill(&mut byte).map_err(|_| NetError::Odd("no random numbers"))?;
    Ok(Duration::from_millis(byte.iter().copied().map(u64::from).sum()) * (attempt - 1))
}
