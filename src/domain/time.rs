//! A moment, in seconds since 1970 in UTC. Local time, and how a date is
//! written, belong to `i18n`.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The last second that four digits of a year can write. A header may
    /// claim the year 292277026596; nothing downstream needs to cope with it.
    pub const MAX: Self = Self(253_402_300_799);

    /// Hostile dates are brought back to what can be written.
    pub fn clamped(seconds: i64) -> Self {
        Self(seconds.clamp(0, Self::MAX.0))
    }
}
