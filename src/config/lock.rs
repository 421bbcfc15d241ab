//! One Sceau per profile. The lock is the system's: it goes with the process,
//! however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;

use super::Paths;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// Another Sceau has this profile open.
    #[error("the profile is in use")]
    InUse,
    #[error("the lock of the profile cannot be taken: {0}")]
    Unwritable(io::ErrorKind),
}

/// Held for as long as the value lives.
#[derive(Debug)]
pub struct ProfileLock {
    file: File,
}

/// Given back by word: closing the file alone leaves the lock to a child that
/// was forked meanwhile, until it becomes another program.
impl Drop for ProfileLock {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl ProfileLock {
    /// The directory of the profile must be there.
    pub fn take(paths: &Paths) -> Result<Self, LockError> {
        let unwritable = |error: io::Error| LockError::Unwritable(error.kind());
        let file =
            OpenOptions::new().write(true).create(true).truncate(false).open(paths.lock()).map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse),
            Err(TryLockError::Error(error)) => Err(unwritable(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LockError, Paths, ProfileLock};

    #[test]
    fn a_profile_is_in_one_hand_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let paths = Paths::at(directory.path());
        let held = ProfileLock::take(&paths).unwrap();
        assert_eq!(ProfileLock::take(&paths).err(), Some(LockError::InUse));
        drop(held);
        assert!(ProfileLock::take(&paths).is_ok());
    }

    #[test]
    fn a_profile_that_is_not_there_cannot_be_locked() {
        let missing = Paths::at("/nowhere/at/all");
        assert!(matches!(ProfileLock::take(&missing), Err(LockError::Unwritable(_))));
    }
}
