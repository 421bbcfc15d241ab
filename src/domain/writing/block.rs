//! What a text is made of: paragraphs, and what is carried along as it came.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Paragraph;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    Paragraph(Paragraph),
    Carried(Carried),
}

/// A layout of somebody else that this editor could not write: it goes along as
/// it is, can be taken out, and is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Cleaned, and closes what it opens.
    pub html: Arc<str>,
    pub quote: u8,
}

/// A picture among the letters. Its bytes are an attachment of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
pub struct Picture {
    content_id: String,
    name: String,
    /// In pixels, where it is shown smaller than it is.
    width: Option<u32>,
}

/// A picture as it is kept.
#[derive(Serialize, Deserialize)]
struct Told {
    content_id: String,
    name: String,
    width: Option<u32>,
}

impl Block {
    /// Bytes of its letters. What is carried has a place before it and one after.
    pub fn len(&self) -> usize {
        match self {
            Self::Paragraph(paragraph) => paragraph.text().len(),
            Self::Carried(_) => 1,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn paragraph(&self) -> Option<&Paragraph> {
        match self {
            Self::Paragraph(paragraph) => Some(paragraph),
            Self::Carried(_) => None,
        }
    }

    pub fn quote(&self) -> u8 {
        match self {
            Self::Paragraph(paragraph) => paragraph.form.quote,
            Self::Carried(carried) => carried.quote,
        }
    }

    /// A cut between letters that is not behind `at`.
    pub fn floor(&self, at: usize) -> usize {
        match self {
            Self::Paragraph(paragraph) => paragraph.text().floor_char_boundary(at),
            Self::Carried(_) => at.min(1),
        }
    }
}

impl Picture {
    /// Wider ones fit no screen and no page.
    pub const WIDEST: u32 = 4_000;

    pub fn new(content_id: &str, name: &str, width: Option<u32>) -> Self {
        let content_id = content_id.chars().filter(|c| c.is_ascii_graphic() && !"<>\"'".contains(*c)).collect();
        let name: String = name.chars().filter(|c| !c.is_control() && *c != '\u{fffc}').take(200).collect();
        Self {
            content_id,
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            width: width.filter(|width| (1..=Self::WIDEST).contains(width)),
        }
    }

    pub fn content_id(&self) -> &str {
        &self.content_id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn width(&self) -> Option<u32> {
        self.width
    }
}

impl From<Told> for Picture {
    fn from(told: Told) -> Self {
        Self::new(&told.content_id, &told.name, told.width)
    }
}

impl From<Picture> for Told {
    fn from(picture: Picture) -> Self {
        Self { content_id: picture.content_id, name: picture.name, width: picture.width }
    }
}
