//! What is asked of the child, and what it answers. Lengths are pixels of the
//! window as it counts them (before the scale of the screen), from the top left
//! corner of the page; only strips are measured in pixels of the screen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::child::Bytes;
use crate::domain::course::Course;
use crate::domain::{Encoding, Letters};
use crate::i18n::Language;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// Another page, in the place of the one that is there.
    Open(Arc<Reading>, Look),
    /// The same page for another width, size or light.
    Lay(Look),
    Paint(Strip),
    Select(Reach),
    /// The words that are selected.
    Copy,
    Find(String),
    /// All words of the page, in reading order.
    Words,
    /// What is read, on paper: in the place of no page that is shown.
    Print(Arc<Reading>, Arc<Sheet>),
    /// HTML, as an answer may quote it: in the place of no page either.
    Quote(Arc<Reading>),
    /// A picture, with no side longer than that: in the place of no page.
    Fit(Bytes, u32),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Laid(Laid),
    /// Red, green, blue and opacity, row by row.
    Painted(Bytes),
    Selected(Vec<Spot>),
    /// Where the words are, each with the spots that it covers.
    Found(Vec<Vec<Spot>>),
    Words(String),
    Printed(Printed),
    /// A fragment of a page: nothing in it that was hidden or held back.
    Quoted(String),
    Fitted(Fitted),
    /// Nothing can be painted there: the page does not reach so far, or what is
    /// there is broken.
    Blank,
    /// There is no page.
    Nothing,
}

/// A picture as it is sent, and as it is seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    pub file: Bytes,
    pub media_type: String,
    pub width: u32,
    pub height: u32,
    /// Red, green, blue and opacity, row by row.
    pub pixels: Bytes,
}

/// What is to be read.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// One after the other.
    pub passages: Vec<Passage>,
    /// What the message brings along, each by its `Content-ID`.
    pub pictures: Vec<(String, Bytes)>,
    /// What was fetched because the reader asked, in the order of [`Laid::held`].
    pub fetched: Vec<Option<Bytes>>,
    /// How its letters are read, where there is a choice.
    pub letters: Option<Letters>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Passage {
    Plain(String),
    Html(String),
    /// A calendar (`.ics`), each of its appointments on a card.
    Appointment(Bytes),
    /// Cards of people (`.vcf`).
    Contact(Bytes),
    /// A health document: HPRIM, CDA R2 or an `IHE_XDM` archive, by its content.
    Health(Clinical),
    /// By itself: what stands beside it is not shown.
    Pdf(Bytes),
    Picture(Bytes),
}

/// A health document, and what is known beside it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clinical {
    pub bytes: Bytes,
    /// In which letters it is read, where the reader chose them.
    pub encoding: Option<Encoding>,
    /// The values before its results.
    pub courses: Vec<Course>,
}

/// What is in it is nobody's business.
impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reading({})", self.passages.len())
    }
}

/// What is said on paper beside the message.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    pub title: String,
    pub language: Language,
    /// What stands above the message: what each line is, and what it says.
    pub head: Vec<(String, String)>,
    /// On the left of every foot.
    pub foot: String,
    /// On its right; `{number}` and `{count}` stand for the sheet.
    pub page: String,
    /// Year, month, day, hour and minute of the printing, in the time of Greenwich.
    pub printed: [u16; 5],
    /// As archives want it: PDF/A-1b, or 2b where something shines through.
    pub archival: bool,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sheet({})", self.head.len())
    }
}

/// A message on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    pub pdf: Bytes,
    /// Not counted where it came as the PDF that it is.
    pub pages: Option<usize>,
    /// Something was left out: it is larger than is printed.
    pub cut: bool,
}

/// How a page is to look.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Look {
    pub width: f32,
    /// Pixels of the screen for one of the window.
    pub scale: f32,
    /// What the reader wants it to be larger by.
    pub zoom: f32,
    pub light: Light,
    /// In which our own words on it are said.
    pub language: Language,
    pub quotes: Quotes,
    /// Of a long page no more than is seen first: the rest comes with another look.
    pub beginning: bool,
}

impl Look {
    /// All of a page in its own size, without a word of ours.
    pub fn whole(width: f32, light: Light) -> Self {
        let (language, quotes) = (Language::default(), Quotes::Whole);
        Self { width, scale: 1.0, zoom: 1.0, light, language, quotes, beginning: false }
    }
}

/// What becomes of a long quote below an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Quotes {
    /// It stands there like all else: for paper, and for what is read by others.
    #[default]
    Whole,
    /// It can be folded, by a line above it.
    Open,
    /// It is that line.
    Folded,
}

/// Where that line leads, and nothing else does.
pub const FOLD: &str = "fold:";

/// On what, and in what, text is written that has no colour of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Light {
    pub paper: [u8; 3],
    pub ink: [u8; 3],
    pub link: [u8; 3],
    /// The colours of the page are turned, so that white is the paper and black
    /// the ink; those of pictures are not.
    pub dark: bool,
}

/// How a page came out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Laid {
    pub width: f32,
    pub height: f32,
    pub links: Vec<Link>,
    /// Addresses of pictures that were held back.
    pub held: Vec<String>,
    /// Something was left out: the page is larger than is shown.
    pub cut: bool,
    /// It is no more than the beginning, as was asked.
    pub begun: bool,
    /// A file that cannot be read: broken, or locked with a password.
    pub broken: bool,
    /// As they are told in [`Reading::letters`].
    pub letters: Option<Letters>,
}

/// Where a link is, and where it leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub spots: Vec<Spot>,
    pub leads: String,
    /// What is written there names another place.
    pub misleads: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Spot {
    pub fn holds(&self, x: f32, y: f32) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// A part of the page in its whole width, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Strip {
    pub top: u32,
    pub height: u32,
}

/// How the selection changes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Reach {
    Nothing,
    All,
    /// From here, by letters, words or paragraphs.
    From(f32, f32, Grain),
    /// To here.
    To(f32, f32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Grain {
    #[default]
    Letter,
    Word,
    Paragraph,
}
