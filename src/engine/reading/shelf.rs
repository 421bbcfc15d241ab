//! The sealed messages that were opened last, in memory: so that saving an
//! attachment does not ask the card again.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use crate::crypto::smime::Seen;
use crate::domain::MessageId;

use super::Seal;

/// Kept at once, in messages and in bytes.
const MOST: usize = 16;
const LARGEST: usize = 64 << 20;

/// A message within its seal, and the parts that are apart.
pub(in crate::engine) struct Letter {
    pub(super) seal: Arc<Seal>,
    pub(super) content: Zeroizing<Vec<u8>>,
    pub(super) apart: Vec<Zeroizing<Vec<u8>>>,
    /// Whose revocation the verdict depends on.
    pub(super) seen: Vec<Seen>,
}

#[derive(Default)]
pub(in crate::engine) struct Shelf(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    letters: VecDeque<(MessageId, Arc<Letter>)>,
    /// How often what they were judged by has changed.
    turn: u64,
    /// Messages whose signers were asked about in this session.
    asked: HashSet<MessageId>,
}

impl Shelf {
    pub(super) fn get(&self, id: MessageId) -> Option<Arc<Letter>> {
        self.kept().letters.iter().find(|(kept, _)| *kept == id).map(|(_, letter)| letter.clone())
    }

    /// It was deciphered, and its words are at hand.
    pub(in crate::engine) fn is_open(&self, id: MessageId) -> bool {
        self.get(id).is_some_and(|letter| !letter.seal.is_closed())
    }

    /// Whether nobody was asked yet about the signers of a message: what comes of
    /// asking judges it anew, and must not ask again.
    pub(super) fn asks_first(&self, id: MessageId) -> bool {
        self.kept().asked.insert(id)
    }

    pub(super) fn turn(&self) -> u64 {
        self.kept().turn
    }

    /// Kept, unless what it was judged by has changed since.
    pub(super) fn put(&self, id: MessageId, letter: Arc<Letter>, turn: u64) {
        let mut kept = self.kept();
        if kept.turn != turn {
            return;
        }
        kept.letters.retain(|(known, _)| *known != id);
        kept.letters.push_front((id, letter));
        let mut bytes = 0;
        let mut fits = |(_, letter): &(MessageId, Arc<Letter>)| {
            bytes += letter.content.len();
            bytes <= LARGEST
        };
        let count = kept.letters.iter().take(MOST).take_while(|entry| fits(entry)).count();
        kept.letters.truncate(count);
    }

    /// Cards came, went, opened or closed. What is deciphered goes, unless it is
    /// to stay readable; what is not may now be.
    pub(in crate::engine) fn card_changed(&self, stays: bool) {
        self.forget(|letter| stays && letter.seal.is_deciphered());
    }

    /// The cache is closed, or something else is believed now.
    pub(in crate::engine) fn forget_all(&self) {
        self.forget(|_| false);
    }

    fn forget(&self, stays: impl Fn(&Letter) -> bool) {
        let mut kept = self.kept();
        kept.turn += 1;
        kept.letters.retain(|(_, letter)| stays(letter));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
