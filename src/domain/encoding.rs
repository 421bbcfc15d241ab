//! In which letters a text is written, where a reader has to say so: nothing in a
//! file of results tells it for sure.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
    MacRoman,
    /// Of DOS, in Western Europe.
    Cp850,
}

/// What a choice is for: senders write their messages with one program, and their
/// files with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    Text,
    File,
}

/// How the letters of a page were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Letters {
    pub written: Written,
    /// By the reader; None where they were found out.
    pub chosen: Option<Encoding>,
    /// What was found, as far as that is known.
    pub found: Option<Encoding>,
}

impl Encoding {
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Utf16, Self::Windows1252, Self::MacRoman, Self::Cp850];

    /// As everybody calls it, in any language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "MacRoman",
            Self::Cp850 => "CP850",
        }
    }

    /// As a message would label it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Windows1252 => "windows-1252",
            Self::MacRoman => "macintosh",
            Self::Cp850 => "cp850",
        }
    }
}
