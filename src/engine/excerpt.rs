//! The words around the first hit in a text, with the hits marked: a line under
//! the row of a hit. What is compared is folded as in the index.

use std::ops::Range;

use super::Excerpt;
use crate::domain::query::{Place, Query, Term};
use crate::domain::word::{each_word, words};

/// No further into a text: a hit beyond is shown by its beginning.
const READ: usize = 128 << 10;
/// Words before the first hit, and letters in all.
const BEFORE: usize = 8;
const LENGTH: usize = 220;

struct Word {
    place: Range<usize>,
    folded: String,
}

pub(super) fn excerpt(text: &str, query: &Query) -> Excerpt {
    let text = text.get(..text.floor_char_boundary(READ)).unwrap_or_default();
    let mut there = Vec::new();
    each_word(text, |place, folded| there.push(Word { place, folded: folded.to_owned() }));
    let hits = hits(&there, query);
    let first = hits.first().map_or(0, |hit| there.partition_point(|word| word.place.start < hit.start));
    let Some(start) = there.get(first.saturating_sub(BEFORE)) else { return Excerpt::default() };
    // From the very beginning, what stands before the first word is shown too.
    let start = if first <= BEFORE { 0 } else { start.place.start };
    let room = text.floor_char_boundary(start.saturating_add(LENGTH));
    let end = if room >= text.len() {
        text.len()
    } else {
        let whole = there.iter().take_while(|word| word.place.end <= room).last();
        let hit = hits.first().map_or(0, |hit| hit.end.min(start + 4 * LENGTH));
        whole.map_or(room, |word| word.place.end).max(text.floor_char_boundary(hit))
    };
    let mut line = Line::default();
    if start > 0 {
        line.text.push_str("… ");
    }
    line.take(text, start..end, &hits);
    if end < text.len() {
        line.text.push_str(" …");
    }
    Excerpt { text: line.text, hits: line.hits }
}

/// Where the texts asked for stand, in order, without overlap.
fn hits(there: &[Word], query: &Query) -> Vec<Range<usize>> {
    let wanted: Vec<(Vec<String>, bool)> = query
        .texts()
        .into_iter()
        .filter_map(|term| match term {
            Term::Text { place: Place::Anywhere, text, begun } => Some((words(text), *begun)),
            _ => None,
        })
        .collect();
    let mut hits: Vec<Range<usize>> = Vec::new();
    for at in 0..there.len() {
        let rest = there.get(at..).unwrap_or_default();
        let ends = wanted.iter().filter_map(|(words, begun)| ends(rest, words, *begun));
        if let (Some(end), Some(first)) = (ends.max(), rest.first())
            && hits.last().is_none_or(|last| last.end <= first.place.start)
        {
            hits.push(first.place.start..end);
        }
    }
    hits
}

/// Where the words end, if they begin here.
fn ends(there: &[Word], wanted: &[String], begun: bool) -> Option<usize> {
    let (last, before) = wanted.split_last()?;
    let row = there.get(..wanted.len())?;
    let (end, start) = row.split_last()?;
    let same = start.iter().zip(before).all(|(word, wanted)| word.folded == *wanted);
    let ends = if begun { end.folded.starts_with(last.as_str()) } else { end.folded == *last };
    (same && ends).then_some(end.place.end)
}

#[derive(Default)]
struct Line {
    text: String,
    hits: Vec<Range<usize>>,
}

impl Line {
    /// A part of the text on one line.
    fn take(&mut self, text: &str, part: Range<usize>, hits: &[Range<usize>]) {
        let mut at = part.start;
        for hit in hits.iter().filter(|hit| hit.start >= part.start && hit.end <= part.end) {
            self.push(text.get(at..hit.start));
            let start = self.text.len();
            self.push(text.get(hit.clone()));
            self.hits.push(start..self.text.len());
            at = hit.end;
        }
        self.push(text.get(at..part.end));
    }

    fn push(&mut self, text: Option<&str>) {
        for c in text.unwrap_or_default().chars() {
            let blank = c.is_whitespace() || c.is_control();
            if !blank {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LENGTH, READ, excerpt};
    use crate::domain::query::Query;

    fn marked(text: &str, typed: &str) -> String {
        let found = excerpt(text, &Query::parse(typed));
        let mut marked = found.text.clone();
        for hit in found.hits.iter().rev() {
            marked.insert(hit.end, ']');
            marked.insert(hit.start, '[');
        }
        marked
    }

    #[test]
    fn hits_are_marked_as_the_index_finds_them() {
        let text = "Cher confrère,\n\nl’Œdème\tdu pied a disparu.";
        assert_eq!(marked(text, "oedeme pie"), "Cher confrère, l’[Œdème] du [pied] a disparu.");
        assert_eq!(marked(text, "\"du pied\" "), "Cher confrère, l’Œdème [du pied] a disparu.");
        assert_eq!(marked(text, "pie "), "Cher confrère, l’Œdème du pied a disparu.");
        assert_eq!(marked(text, "-pied objet:du "), "Cher confrère, l’Œdème du pied a disparu.");
        assert_eq!(marked("", "pied"), "");
    }

    #[test]
    fn the_words_around_the_first_hit_are_shown() {
        let text = format!("{}le foie est normal. {}", "avant ".repeat(100), "après ".repeat(100));
        let found = marked(&text, "foie ");
        assert!(found.starts_with("… avant avant avant avant avant avant avant le [foie] est"), "{found}");
        assert!(found.ends_with("après …"), "{found}");
    }

    #[test]
    fn a_text_without_end_is_not_read_to_its_end() {
        let text = "mot ".repeat(READ);
        let start = std::time::Instant::now();
        assert!(excerpt(&(text.clone() + "foie"), &Query::parse("foie")).hits.is_empty());
        assert!(excerpt(&text, &Query::parse("mot ")).hits.len() > 10);
        assert!(start.elapsed().as_secs() < 5);
    }

    proptest! {
        #[test]
        fn whatever_the_text_hits_are_cut_between_letters(text in "(foie|é|œ|\u{301}|[ \n.…a-c\u{0}\u{200b}]){0,80}", typed in "(foie|a|é|œ| |\"){0,6}") {
            let found = excerpt(&text, &Query::parse(&typed));
            prop_assert!(found.text.len() <= 5 * LENGTH);
            for hit in found.hits {
                prop_assert!(found.text.get(hit).is_some_and(|hit| !hit.is_empty()));
            }
        }
    }
}
