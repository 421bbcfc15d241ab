//! The system flags of a message, as a small set.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Flag {
    Seen = 1,
    Answered = 1 << 1,
    Flagged = 1 << 2,
    Deleted = 1 << 3,
    Draft = 1 << 4,
    /// `$Forwarded`
    Forwarded = 1 << 5,
    /// `$MDNSent` (RFC 3503)
    ReceiptSent = 1 << 6,
    Junk = 1 << 7,
}

impl Flag {
    pub const ALL: [Self; 8] = [
        Self::Seen,
        Self::Answered,
        Self::Flagged,
        Self::Deleted,
        Self::Draft,
        Self::Forwarded,
        Self::ReceiptSent,
        Self::Junk,
    ];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "\\Seen",
            Self::Answered => "\\Answered",
            Self::Flagged => "\\Flagged",
            Self::Deleted => "\\Deleted",
            Self::Draft => "\\Draft",
            Self::Forwarded => "$Forwarded",
            Self::ReceiptSent => "$MDNSent",
            Self::Junk => "$Junk",
        }
    }

    /// The flag of that name, in any case; None for a keyword of the user's.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.name().eq_ignore_ascii_case(name))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub u16);

impl Flags {
    pub const NONE: Self = Self(0);

    pub fn has(self, flag: Flag) -> bool {
        self.0 & flag as u16 != 0
    }

    #[must_use]
    pub fn with(self, flag: Flag) -> Self {
        Self(self.0 | flag as u16)
    }

    #[must_use]
    pub fn without(self, flag: Flag) -> Self {
        Self(self.0 & !(flag as u16))
    }

    pub fn seen(self) -> bool {
        self.has(Flag::Seen)
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        flags.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, Flags};

    #[test]
    fn a_flag_is_found_by_its_name_in_any_case() {
        assert_eq!(Flag::from_name("\\SEEN"), Some(Flag::Seen));
        assert_eq!(Flag::from_name("$label1"), None);
    }

    #[test]
    fn a_set_takes_and_gives_back_a_flag() {
        let flags = Flags::NONE.with(Flag::Seen).with(Flag::Flagged).without(Flag::Seen);
        assert!(!flags.seen());
        assert!(flags.has(Flag::Flagged));
    }
}
