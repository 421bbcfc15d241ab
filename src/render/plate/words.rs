//! The words on the pages of a PDF: selected, copied and found like those of a
//! letter. A page is read when it is first asked about; a scan has none.

use std::ops::Range;

use super::super::page::{search, selection::word_around};
use super::super::wire::{Grain, Reach, Spot};
use super::{Leaf, Plate, Source};
use crate::extract::{Area, PageWords};

/// Pages that are looked through.
const PAGES: usize = 1_000;
/// Of all words together.
const TEXT: usize = 8 << 20;

/// A place between two letters, on a page.
type Place = (usize, usize);

#[derive(Debug, Default)]
pub(super) struct Selection {
    from: Option<[Place; 2]>,
    to: Option<[Place; 2]>,
    grain: Grain,
}

impl Plate {
    pub(in crate::render) fn select(&mut self, reach: Reach) -> Vec<Spot> {
        match reach {
            Reach::Nothing => self.selection = Selection::default(),
            Reach::All => {
                let last = self.leaves.len().min(PAGES).saturating_sub(1);
                let end = self.read(last).map_or(0, |words| words.text.len());
                self.selection =
                    Selection { from: Some([(0, 0); 2]), to: Some([(last, end); 2]), grain: Grain::Letter };
            }
            Reach::From(x, y, grain) => {
                let at = self.place(x, y, grain);
                self.selection = Selection { from: at, to: at, grain };
            }
            Reach::To(x, y) => {
                if let Some(at) = self.place(x, y, self.selection.grain) {
                    self.selection.to = Some(at);
                }
            }
        }
        let pieces = self.pieces();
        pieces.iter().flat_map(|(page, range)| self.spots(*page, range)).collect()
    }

    pub(in crate::render) fn selected_words(&mut self) -> String {
        let mut all = String::new();
        for (page, range) in self.pieces() {
            let words = self.read(page).and_then(|words| words.text.get(range)).unwrap_or_default();
            all.push_str(words);
        }
        all.truncate(all.trim_end().len());
        all
    }

    pub(in crate::render) fn words(&mut self) -> String {
        let mut all = String::new();
        for page in 0..self.leaves.len().min(PAGES) {
            all.push_str(self.read(page).map_or("", |words| words.text.as_str()));
            if all.len() > TEXT {
                break;
            }
        }
        all.truncate(all.trim_end().len());
        all
    }

    /// Words may go on in the next line.
    pub(in crate::render) fn find(&mut self, words: &str) -> Vec<Vec<Spot>> {
        let mut places = Vec::new();
        for page in 0..self.leaves.len().min(PAGES) {
            let found = self.read(page).map(|read| search::found(&read.text, words)).unwrap_or_default();
            places.extend(found.into_iter().map(|(start, end)| self.spots(page, &(start..end))));
            if places.len() >= search::MOST || words.trim().is_empty() {
                break;
            }
        }
        places.retain(|spots| !spots.is_empty());
        places
    }

    fn read(&mut self, page: usize) -> Option<&PageWords> {
        match &mut self.source {
            Source::Pdf(pdf) => pdf.words(page),
            _ => None,
        }
    }

    /// Where some words of a page are, in pixels of the window.
    fn spots(&mut self, page: usize, range: &Range<usize>) -> Vec<Spot> {
        let areas = self.read(page).map(|words| words.areas(range)).unwrap_or_default();
        let (Some(leaf), Some(unit)) = (self.leaves.get(page), self.unit(page)) else { return Vec::new() };
        let scale = self.look.scale;
        let spot = |area: Area| Spot {
            x: leaf.left as f32 / scale + narrow(area.x) * unit,
            y: leaf.top as f32 / scale + narrow(area.y) * unit,
            width: narrow(area.width) * unit,
            height: narrow(area.height) * unit,
        };
        areas.into_iter().map(spot).collect()
    }

    /// Pixels of the window for one unit of the page.
    fn unit(&self, page: usize) -> Option<f32> {
        let (width, _) = self.sizes.get(page)?;
        Some(self.leaves.get(page)?.width as f32 / self.look.scale / width * super::pdf::UNIT)
    }

    fn place(&mut self, x: f32, y: f32, grain: Grain) -> Option<[Place; 2]> {
        let scale = self.look.scale;
        let off = |leaf: &Leaf| {
            let top = leaf.top as f32 / scale;
            (top - y).max(y - top - leaf.height as f32 / scale).max(0.0)
        };
        let near = self.leaves.iter().take(PAGES).enumerate().min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b)));
        let (page, leaf) = near.map(|(page, leaf)| (page, *leaf))?;
        let unit = self.unit(page)?;
        let own = |at: f32, from: u32| f64::from((at - from as f32 / scale) / unit);
        let (across, down) = (own(x, leaf.left), own(y, leaf.top));
        let words = self.read(page)?;
        let offset = words.offset_at(across, down)?;
        let ends = match grain {
            Grain::Letter => [offset, offset],
            Grain::Word => word_around(&words.text, offset),
            Grain::Paragraph => line_around(&words.text, offset),
        };
        Some(ends.map(|offset| (page, offset)))
    }

    /// What is selected of each page.
    fn pieces(&mut self) -> Vec<(usize, Range<usize>)> {
        let Some(([a, b], [c, d])) = self.selection.from.zip(self.selection.to) else { return Vec::new() };
        let (first, last) = ([a, b, c, d].into_iter().min().unwrap_or(a), [a, b, c, d].into_iter().max().unwrap_or(a));
        let mut pieces = Vec::new();
        for page in first.0..=last.0 {
            let length = self.read(page).map_or(0, |words| words.text.len());
            let start = if page == first.0 { first.1 } else { 0 };
            let end = if page == last.0 { last.1 } else { length };
            if start < end.min(length) {
                pieces.push((page, start..end.min(length)));
            }
        }
        pieces
    }
}

/// Of a line, without its end: nobody knows where a paragraph of a PDF ends.
fn line_around(text: &str, offset: usize) -> [usize; 2] {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    [before.rfind('\n').map_or(0, |at| at + 1), offset + after.find('\n').unwrap_or(after.len())]
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
fn narrow(place: f64) -> f32 {
    place as f32
}

#[cfg(test)]
mod tests {
    use super::line_around;

    #[test]
    fn a_line_is_taken_whole_wherever_it_is_touched() {
        for offset in 3..=6 {
            assert_eq!(line_around("un\ntrois\nx\n", offset), [3, 8]);
        }
        assert_eq!(line_around("un", 2), [0, 2]);
        assert_eq!(line_around("", 0), [0, 0]);
    }
}
