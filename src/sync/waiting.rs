//! What an account waits for after its line has failed: for some time, for the
//! user, or for a card. Nothing here asks a card, nor anybody for a code.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::account::Control;
use super::{Standing, SyncError, vigil};
use crate::crypto::KeyError;
use crate::net::NetError;

/// After a broken line: soon at first, then with patience.
const RETRY: [u64; 5] = [2, 5, 15, 60, 300];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    For(Duration),
    /// Trying again by itself would do harm, or nothing at all.
    ForTheUser,
    /// Until something is new of the cards.
    ForTheCard,
}

impl Wait {
    /// After so many failures one after the other, but not less than this.
    pub(super) fn after(failures: usize, least: u64) -> Self {
        let seconds = RETRY.get(failures.saturating_sub(1)).or(RETRY.last()).copied().unwrap_or(300);
        Self::For(Duration::from_secs(seconds.max(least)))
    }

    /// Waits for the time given, for news of the card, or for a word of the
    /// user's. False when the account is to end.
    pub(super) async fn pass(mut self, controls: &mut mpsc::Receiver<Control>) -> bool {
        let end = match self {
            Self::For(wait) => Some(Instant::now() + wait),
            Self::ForTheUser | Self::ForTheCard => None,
        };
        loop {
            let control = match (self, end) {
                (Self::For(_), Some(end)) => tokio::select! {
                    control = controls.recv() => control,
                    () = tokio::time::sleep_until(end) => return true,
                    // Another network may have a way.
                    () = vigil::disturbed() => return true,
                },
                _ => controls.recv().await,
            };
            match control {
                None => return false,
                Some(Control::SyncNow) => return true,
                Some(Control::CardChanged) if self != Self::ForTheUser => return true,
                Some(Control::CardChanged) => {}
                // No more trying by itself.
                Some(Control::Pause) => self = Self::ForTheUser,
            }
        }
    }
}

/// Why the card does not open the line now; None where it is not the card, or
/// where another card would not change it.
pub(super) fn card(error: &SyncError) -> Option<KeyError> {
    match error {
        SyncError::Net(NetError::Key(KeyError::Unable | KeyError::Refused)) => None,
        SyncError::Net(NetError::Key(error)) => Some(*error),
        _ => None,
    }
}

/// A login refused twice by itself would lock many a server's account.
pub(super) fn needs_the_user(error: &SyncError) -> bool {
    matches!(
        error,
        SyncError::Net(
            NetError::LoginRefused { .. }
                | NetError::LoginUnsupported
                | NetError::NoTls
                | NetError::Certificate(_)
                | NetError::OwnCertificate(_)
                | NetError::Key(KeyError::Unable | KeyError::Refused)
        )
    )
}

/// How the line stands that failed so.
pub(super) fn standing(error: &SyncError, refused: bool) -> Standing {
    match card(error) {
        Some(error) => Standing::Card(error),
        None if refused => Standing::Refused,
        None => Standing::Offline,
    }
}

/// Whether the user is told beside what the line shows: a card that is waited
/// for is no failure.
pub(super) fn is_worth_a_word(error: &SyncError) -> bool {
    card(error).is_none_or(|error| error == KeyError::Unresponsive)
}

#[cfg(test)]
mod tests {
    use super::{Control, Duration, KeyError, NetError, SyncError, Wait, card, is_worth_a_word, mpsc, needs_the_user};

    /// Whether it goes on at once.
    async fn goes_on(wait: Wait, heard: &[Control]) -> bool {
        let (say, mut controls) = mpsc::channel(8);
        for control in heard {
            say.send(*control).await.unwrap();
        }
        tokio::time::timeout(Duration::from_millis(50), wait.pass(&mut controls)).await == Ok(true)
    }

    #[tokio::test]
    async fn news_of_the_card_wake_who_waits_for_it_and_not_who_was_stopped() {
        use Control::{CardChanged, Pause, SyncNow};
        assert!(goes_on(Wait::ForTheCard, &[CardChanged]).await);
        assert!(!goes_on(Wait::ForTheUser, &[CardChanged]).await);
        assert!(!goes_on(Wait::ForTheCard, &[Pause, CardChanged]).await);
        assert!(!goes_on(Wait::ForTheCard, &[]).await, "never by itself");
        assert!(goes_on(Wait::ForTheUser, &[Pause, SyncNow]).await);
    }

    #[test]
    fn a_card_is_waited_for_in_silence_and_a_key_that_cannot_is_for_the_user() {
        let failed = |error| SyncError::Net(NetError::Key(error));
        for error in [KeyError::Gone, KeyError::Locked, KeyError::Blocked, KeyError::Cancelled] {
            let error = failed(error);
            assert!(card(&error).is_some() && !needs_the_user(&error) && !is_worth_a_word(&error), "{error}");
        }
        for error in [KeyError::Unable, KeyError::Refused] {
            let error = failed(error);
            assert!(card(&error).is_none() && needs_the_user(&error) && is_worth_a_word(&error), "{error}");
        }
    }
}
