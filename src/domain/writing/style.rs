//! How letters look. Colours and sizes are few and have names: what they are on
//! a screen or in a mail is decided there.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Style {
    pub emphases: Emphases,
    pub ink: Option<Ink>,
    pub marker: Option<Marker>,
    pub size: Size,
    pub link: Option<Link>,
}

/// Those that letters have, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub struct Emphases(u8);

impl From<u8> for Emphases {
    fn from(bits: u8) -> Self {
        Self(bits & 0b1111)
    }
}

impl From<Emphases> for u8 {
    fn from(emphases: Emphases) -> Self {
        emphases.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    Bold,
    Italic,
    Underline,
    Strike,
}

/// The colour of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    Grey,
    Red,
    Orange,
    Green,
    Blue,
    Violet,
}

/// The colour behind letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    Yellow,
    Green,
    Blue,
    Pink,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Size {
    Small,
    #[default]
    Normal,
    Large,
    Huge,
}

impl Emphasis {
    pub const ALL: [Self; 4] = [Self::Bold, Self::Italic, Self::Underline, Self::Strike];

    fn bit(self) -> u8 {
        match self {
            Self::Bold => 1,
            Self::Italic => 2,
            Self::Underline => 4,
            Self::Strike => 8,
        }
    }
}

impl Ink {
    pub const ALL: [Self; 6] = [Self::Grey, Self::Red, Self::Orange, Self::Green, Self::Blue, Self::Violet];
}

impl Marker {
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];
}

impl Size {
    pub const ALL: [Self; 4] = [Self::Small, Self::Normal, Self::Large, Self::Huge];
}

impl Style {
    pub fn has(&self, emphasis: Emphasis) -> bool {
        self.emphases.0 & emphasis.bit() != 0
    }

    pub fn set(&mut self, emphasis: Emphasis, on: bool) {
        if on {
            self.emphases.0 |= emphasis.bit();
        } else {
            self.emphases.0 &= !emphasis.bit();
        }
    }

    #[must_use]
    pub fn with(mut self, emphasis: Emphasis) -> Self {
        self.set(emphasis, true);
        self
    }

    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a link leads: to a page, a mailbox or a telephone, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(Arc<str>);

impl Link {
    /// No honest address is longer.
    pub const LONGEST: usize = 2_000;

    pub fn new(address: &str) -> Option<Self> {
        let address: String = address.trim().chars().filter(|c| !c.is_control() && *c != '\u{fffc}').collect();
        let (scheme, rest) = address.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let known = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
        let sound = known && !rest.trim_start_matches('/').trim().is_empty() && address.len() <= Self::LONGEST;
        sound.then(|| Self(format!("{scheme}:{}", rest.trim()).into()))
    }

    /// What somebody types into a field: `cabinet.example`, `anne@cabinet.example`.
    pub fn typed(words: &str) -> Option<Self> {
        let words = words.trim();
        let is_whole = !words.contains(char::is_whitespace) && words.contains('.');
        Self::new(words).or_else(|| {
            let scheme = if words.contains('@') { "mailto:" } else { "https://" };
            (is_whole && !words.contains(':')).then(|| Self::new(&format!("{scheme}{words}"))).flatten()
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = &'static str;

    fn try_from(address: String) -> Result<Self, Self::Error> {
        Self::new(&address).ok_or("a link that leads nowhere")
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0.as_ref().to_owned()
    }
}

/// What is asked of the letters that are selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restyle {
    Set(Emphasis, bool),
    Ink(Option<Ink>),
    Marker(Option<Marker>),
    Size(Size),
    Link(Option<Link>),
    /// As they would be typed.
    Plain,
}

impl Restyle {
    pub fn apply(&self, style: &mut Style) {
        match self {
            Self::Set(emphasis, on) => style.set(*emphasis, *on),
            Self::Ink(ink) => style.ink = *ink,
            Self::Marker(marker) => style.marker = *marker,
            Self::Size(size) => style.size = *size,
            Self::Link(link) => style.link.clone_from(link),
            Self::Plain => *style = Style::default(),
        }
    }
}
