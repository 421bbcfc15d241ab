//! The code of a card: typed for one call, wiped with it, silent when printed.
//! The program never keeps one and never tries one again by itself.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::child::Bytes;
use crate::domain::Secret;

pub struct Pin(Zeroizing<Vec<u8>>);

impl Pin {
    pub fn new(typed: &Secret) -> Self {
        Self(Zeroizing::new(typed.expose().as_bytes().to_vec()))
    }

    /// Only the module that takes it.
    pub(super) fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin")
    }
}

/// Into a frame, which is wiped once it is written.
impl Serialize for Pin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Pin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bytes::deserialize(deserializer).map(|bytes| Self(Zeroizing::new(bytes.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::Pin;
    use crate::domain::Secret;

    #[test]
    fn a_code_prints_nothing_of_itself() {
        let pin = Pin::new(&Secret::new("1234"));
        assert_eq!(format!("{pin:?}"), "Pin");
        assert_eq!(pin.expose(), b"1234");
    }
}
