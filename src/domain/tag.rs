//! Tags: an IMAP keyword with a name and a colour.

use serde::{Deserialize, Serialize};

use super::Colour;

/// The keyword as the server keeps it, in lower case: servers do not tell
/// `$Label1` from `$label1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keyword(String);

impl Keyword {
    pub fn new(name: &str) -> Self {
        Self(name.to_lowercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For a new tag: of its name what every server can keep, and none that is taken.
    pub fn for_tag(name: &str, taken: &[Self]) -> Self {
        let letters = name.to_lowercase();
        let letters = letters.chars().filter(char::is_ascii_alphanumeric).take(24);
        let stem = format!("$sceau_{}", letters.collect::<String>());
        let numbered = (2_u32..).map(|number| Self(format!("{stem}_{number}")));
        let bare = Some(Self(stem.clone())).filter(|bare| bare.0 != "$sceau_");
        bare.into_iter().chain(numbered).find(|keyword| !taken.contains(keyword)).unwrap_or(Self(stem))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub keyword: Keyword,
    pub name: String,
    pub colour: Colour,
}

/// A label of Thunderbird's, which other mail programs know too: its colour and
/// names are theirs, not the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    pub keyword: &'static str,
    /// As it is called in French and in English, to be searched for.
    pub names: [&'static str; 2],
    colour: Colour,
}

pub const LABELS: [Label; 5] = [
    Label { keyword: "$label1", names: ["Important", "Important"], colour: Colour(0) },
    Label { keyword: "$label2", names: ["Travail", "Work"], colour: Colour(1) },
    Label { keyword: "$label3", names: ["Personnel", "Personal"], colour: Colour(3) },
    Label { keyword: "$label4", names: ["À faire", "To do"], colour: Colour(5) },
    Label { keyword: "$label5", names: ["Plus tard", "Later"], colour: Colour(6) },
];

impl Label {
    pub fn of(keyword: &Keyword) -> Option<Self> {
        LABELS.into_iter().find(|label| label.keyword == keyword.as_str())
    }

    /// Not named yet: that depends on who looks.
    pub fn tag(self) -> Tag {
        Tag { keyword: Keyword::new(self.keyword), name: self.keyword.to_owned(), colour: self.colour }
    }
}

#[cfg(test)]
mod tests {
    use super::Keyword;

    #[test]
    fn the_keyword_of_a_tag_is_plain_and_its_own() {
        let first = Keyword::for_tag("À rappeler !", &[]);
        assert_eq!(first.as_str(), "$sceau_rappeler");
        assert_eq!(Keyword::for_tag("rappeler", &[first]).as_str(), "$sceau_rappeler_2");
        assert_eq!(Keyword::for_tag("緊急", &[]).as_str(), "$sceau__2");
        assert!(Keyword::for_tag(&"x".repeat(300), &[]).as_str().len() < 40);
    }
}
