//! Which words the signs of a line stand for. What paints a page knows only the
//! signs of its fonts; what is read from a PDF, searched and copied are words.

use std::collections::HashMap;
use std::ops::Range;

use anyrender::Glyph;
use parley::{Brush, Cluster, Layout, Line, PositionedLayoutItem, Run};
use peniko::FontData;

/// A run of signs as it is painted: its font, where it begins, and its signs.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    font: (u64, u32),
    start: [u32; 2],
    signs: Vec<u32>,
}

/// What a run says, and which part of it each of its signs stands for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) ranges: Vec<Range<usize>>,
}

#[derive(Default)]
pub(super) struct Words(HashMap<Key, Said>);

impl Words {
    /// All that is laid out there. The text is the one that it was made of.
    pub(super) fn learn<B: Brush>(&mut self, layout: &Layout<B>, text: &str) {
        for line in layout.lines() {
            self.learn_line(&line, text);
        }
    }

    fn learn_line<B: Brush>(&mut self, line: &Line<'_, B>, text: &str) {
        // Runs are painted in parts, one for each style, in the order of the line.
        let mut now: Option<(usize, std::vec::IntoIter<Range<usize>>)> = None;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(part) = item else { continue };
            let run = part.run();
            if now.as_ref().is_none_or(|(index, _)| *index != run.index()) {
                now = Some((run.index(), ranges(run).into_iter()));
            }
            let signs = part.positioned_glyphs().map(|glyph| Glyph { id: glyph.id, x: glyph.x, y: glyph.y });
            let signs: Vec<Glyph> = signs.collect();
            let Some((_, left)) = &mut now else { continue };
            let ranges: Vec<Range<usize>> = left.take(signs.len()).collect();
            if ranges.len() == signs.len() {
                let _ = self.0.insert(key(run.font(), &signs), said(text, &ranges));
            }
        }
    }

    pub(super) fn of(&self, font: &FontData, signs: &[Glyph]) -> Option<&Said> {
        self.0.get(&key(font, signs))
    }
}

fn key(font: &FontData, signs: &[Glyph]) -> Key {
    let start = signs.first().map_or([0; 2], |sign| [sign.x.to_bits(), sign.y.to_bits()]);
    Key { font: (font.data.id(), font.index), start, signs: signs.iter().map(|sign| sign.id).collect() }
}

/// For each sign of a run, from left to right, what it stands for. Letters that
/// melt into one sign stand together.
fn ranges<B: Brush>(run: &Run<'_, B>) -> Vec<Range<usize>> {
    let mut clusters: Vec<(Cluster<'_, B>, Range<usize>)> = Vec::new();
    for cluster in run.clusters() {
        let range = cluster.text_range();
        match clusters.last_mut() {
            Some((_, before)) if cluster.is_ligature_continuation() => before.end = before.end.max(range.end),
            _ => clusters.push((cluster, range)),
        }
    }
    if run.is_rtl() {
        clusters.reverse();
    }
    clusters.into_iter().flat_map(|(cluster, range)| cluster.glyphs().map(move |_| range.clone())).collect()
}

/// The piece of text that a run covers, and the ranges in it.
fn said(text: &str, ranges: &[Range<usize>]) -> Said {
    let start = ranges.iter().map(|range| range.start).min().unwrap_or_default();
    let end = ranges.iter().map(|range| range.end).max().unwrap_or_default();
    match text.get(start..end) {
        Some(text) => {
            let within = |range: &Range<usize>| range.start - start..range.end - start;
            let ranges: Vec<Range<usize>> = ranges.iter().map(within).collect();
            let sound = ranges.iter().all(|range| text.get(range.clone()).is_some());
            if sound { Said { text: text.to_owned(), ranges } } else { Said::default() }
        }
        None => Said::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, said};

    #[test]
    fn each_sign_stands_for_its_part_of_the_words() {
        let said = said("le dé fin", &[3..4, 4..6]);
        assert_eq!(said.text, "dé");
        assert_eq!(said.ranges, [0..1, 1..3]);
    }

    #[test]
    fn signs_of_other_words_stand_for_none() {
        assert_eq!(said("dé", &[0..1, 0..9]), Said::default());
        assert_eq!(said("dé", &[0..1, 1..2]), Said::default());
        assert_eq!(said("", &[]), Said::default());
    }
}
