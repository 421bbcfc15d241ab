//! The keys of the cache: 32 random bytes each, wiped when dropped, silent when
//! printed. They are never derived from something a person can remember, and
//! never written down except wrapped in a slot of the vault.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub(super) const LENGTH: usize = 32;

/// The system gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random bytes")]
pub struct NoRandomness;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; LENGTH]);

        impl $name {
            pub fn random() -> Result<Self, NoRandomness> {
                random().map(Self)
            }

            pub fn from_bytes(bytes: [u8; LENGTH]) -> Self {
                Self(bytes)
            }

            /// The only way to the bytes. Never log them.
            pub fn expose(&self) -> &[u8; LENGTH] {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

key!(
    /// What the database is encrypted with.
    CacheKey
);
key!(
    /// What the session's keyring keeps: it opens the session slot, and is of
    /// no use without the vault.
    SessionKey
);

impl CacheKey {
    /// Tells this key from another and says nothing about it: the key is random,
    /// so its digest cannot be searched backwards.
    ///
    /// It is also the salt of the database. `SQLCipher` needs one only for
    /// passphrases; derived from the key, it does not have to be read from the
    /// first bytes of the file, whose loss would then cost the whole cache.
    pub(super) fn fingerprint(&self) -> [u8; 16] {
        let digest: [u8; 32] =
            Sha256::new().chain_update(b"sceau cache key fingerprint").chain_update(self.0).finalize().into();
        let mut fingerprint = [0; 16];
        fingerprint.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        fingerprint
    }

    /// The key as `SQLCipher` takes it raw: key, then salt.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        let raw = Zeroizing::new(hex(&self.0));
        Zeroizing::new(format!("PRAGMA key = \"x'{}{}'\"", raw.as_str(), hex(&self.fingerprint())))
    }
}

pub(super) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// None if the text is not `N` bytes in hexadecimal.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{CacheKey, SessionKey, hex, unhex};

    #[test]
    fn a_key_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", CacheKey::random().unwrap()), "CacheKey");
        assert_eq!(format!("{:?}", SessionKey::from_bytes([7; 32])), "SessionKey");
    }

    #[test]
    fn two_keys_differ_and_so_do_their_fingerprints() {
        let (one, two) = (CacheKey::random().unwrap(), CacheKey::random().unwrap());
        assert_ne!(one, two);
        assert_ne!(one.fingerprint(), two.fingerprint());
        assert_eq!(one.fingerprint(), one.clone().fingerprint());
    }

    #[test]
    fn hexadecimal_goes_there_and_back() {
        let bytes = [0, 1, 0x7f, 0x80, 0xff];
        assert_eq!(hex(&bytes), "00017f80ff");
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        for wrong in ["", "00017f80f", "00017f80fg", "00017f80ff00", "+1017f80ff", "é017f80ff"] {
            assert_eq!(unhex::<5>(wrong), None, "{wrong}");
        }
    }
}
