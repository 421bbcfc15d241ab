//! The session's keyring: it keeps the key of a profile's session slot. Every
//! call has a deadline, since the window waits for the answer at start and a
//! keyring may never give one.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keyring::{Entry, Error};
use zeroize::Zeroizing;

/// The name under which the user sees our entries in the keyring.
const SERVICE: &str = "sceau";

/// For the service to show that it is there.
const GREETING: Duration = Duration::from_secs(5);

/// For the answer: the keyring may be asking the user to unlock it.
const ANSWER: Duration = Duration::from_mins(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No keyring answers in this session. Asking again is of no use before the
    /// next start: the library connects once.
    #[error("no keyring answers in this session")]
    Absent,
    /// The keyring has no key for this profile.
    #[error("the keyring has no key for this profile")]
    NotFound,
    /// It is locked and stays so, or it will not do what it is asked.
    #[error("the keyring refuses")]
    Refused,
}

type Key = Zeroizing<[u8; 32]>;

/// Keeps the key of a profile, in place of the one before.
pub fn store_key(profile_id: &str, key: &[u8; 32]) -> Result<(), KeyringError> {
    let key = Key::new(*key);
    ask(profile_id, move |entry| entry.set_secret(key.as_slice()))
}

pub fn load_key(profile_id: &str) -> Result<Key, KeyringError> {
    let secret = ask(profile_id, |entry| entry.get_secret().map(Zeroizing::new))?;
    // What has another length is no key of ours.
    let key = secret.as_slice().try_into().map_err(|_| KeyringError::NotFound)?;
    Ok(Key::new(key))
}

pub fn delete_key(profile_id: &str) -> Result<(), KeyringError> {
    ask(profile_id, Entry::delete_credential)
}

fn ask<T: Send + 'static>(
    profile_id: &str,
    question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, KeyringError> {
    if within(GREETING, || Entry::store_status().is_ok()) != Some(true) {
        return Err(KeyringError::Absent);
    }
    let profile_id = profile_id.to_owned();
    within(ANSWER, move || Entry::new(SERVICE, &profile_id).and_then(|entry| question(&entry)))
        .ok_or(KeyringError::Refused)?
        .map_err(|error| match error {
            Error::NoEntry => KeyringError::NotFound,
            Error::NoDefaultStore | Error::PlatformFailure(_) => KeyringError::Absent,
            _ => KeyringError::Refused,
        })
}

/// None when the deadline passes. The thread then stays behind with the call
/// that does not return: there is no way to end either.
fn within<T: Send + 'static>(deadline: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, answered) = mpsc::channel();
    let work = move || {
        // Nobody listens any more when the deadline has passed.
        let _ = answer.send(work());
    };
    let _detached = thread::Builder::new().name("keyring".to_owned()).spawn(work).ok()?;
    answered.recv_timeout(deadline).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::within;

    #[test]
    fn a_call_that_never_returns_costs_the_deadline_and_no_more() {
        let start = Instant::now();
        let stuck = within(Duration::from_millis(50), || std::thread::sleep(Duration::from_mins(1)));
        assert_eq!(stuck, None);
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!(within(Duration::from_secs(5), || 7), Some(7));
    }

    #[test]
    fn a_call_that_panics_is_no_answer() {
        assert_eq!(within(Duration::from_secs(5), || panic!("on purpose")), None::<()>);
    }
}
