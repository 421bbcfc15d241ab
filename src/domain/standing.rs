//! Whether somebody whom a message is written to can be written to encrypted, as
//! far as it is known here.

use super::{Email, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub email: Email,
    pub cipher: Cipher,
}

/// Whether a message can be encrypted for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    Ready {
        until: Timestamp,
    },
    /// No certificate of theirs is here.
    Missing,
    /// There is one, and it is for something else.
    OtherUse,
    /// There is one, and it is not proved, or not good any more.
    NotTrusted,
}

impl Standing {
    pub fn is_certified(&self) -> bool {
        matches!(self.cipher, Cipher::Ready { .. })
    }
}
