//! Finding words on the page: without regard to case and accents, within one
//! block of text at a time.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::super::wire::Spot;
use super::{Page, blocks};

/// Places beyond which nobody looks.
pub(in crate::render) const MOST: usize = 2_000;

impl Page {
    pub(in crate::render) fn find(&self, words: &str) -> Vec<Vec<Spot>> {
        let blocks = blocks::of(&self.document);
        let found = blocks.iter().flat_map(|block| {
            let places = found(block.text, words);
            places.into_iter().map(|(start, end)| block.spots(start..end, self.look.zoom))
        });
        found.filter(|spots| !spots.is_empty()).take(MOST).collect()
    }
}

/// Where words stand in a text.
pub(in crate::render) fn found(text: &str, words: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<char> = folded(words.trim()).map(|(c, _)| c).collect();
    if wanted.is_empty() { Vec::new() } else { places(text, &wanted) }
}

/// The letters without case and accents, blanks all alike, each with where it
/// stood.
fn folded(text: &str) -> impl Iterator<Item = (char, usize)> {
    text.char_indices().flat_map(|(at, c)| {
        let c = if c.is_whitespace() { ' ' } else { c };
        let plain = std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        plain.map(move |c| (c, at)).collect::<Vec<_>>()
    })
}

fn places(text: &str, wanted: &[char]) -> Vec<(usize, usize)> {
    let letters: Vec<(char, usize)> = folded(text).collect();
    let end_of = |place: usize| letters.get(place).map_or(text.len(), |(_, at)| *at);
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(window) = letters.get(from..from + wanted.len()) {
        if window.iter().map(|(c, _)| c).eq(wanted) {
            places.push((end_of(from), end_of(from + wanted.len())));
            from += wanted.len();
        } else {
            from += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{folded, places};

    fn found(text: &str, words: &str) -> Vec<String> {
        let wanted: Vec<char> = folded(words).map(|(c, _)| c).collect();
        places(text, &wanted).into_iter().map(|(start, end)| text.get(start..end).unwrap().to_owned()).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter_and_what_is_found_is_what_stands_there() {
        assert_eq!(found("Été, ETE, e\u{301}te\u{301}.", "ete"), ["Été", "ETE", "e\u{301}te\u{301}"]);
        assert_eq!(found("deux\u{a0}mots\nou trois", "deux mots ou"), ["deux\u{a0}mots\nou"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert!(found("rien", "quelque chose de plus long").is_empty());
    }
}
