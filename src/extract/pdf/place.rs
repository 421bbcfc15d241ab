//! The words of one page and where they stand on it, for what shows the page:
//! in the order in which they are read, one line below the other.

use std::ops::Range;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;

use super::sheet::{Letter, Piece};
use super::{columns, lines};

/// What of the size of letters is above the line they stand on, and below.
const ABOVE: f64 = 0.85;
const BELOW: f64 = 0.25;
/// Of one page: a dense one has 10,000.
const LETTERS: usize = 200_000;

/// The words of a page.
#[derive(Debug, Default)]
pub struct PageWords {
    /// Its lines, each ended.
    pub text: String,
    lines: Vec<Line>,
}

/// A line, or the part of it that one column has.
#[derive(Debug)]
struct Line {
    turn: u8,
    base: f64,
    size: f64,
    /// Where it is in the text of the page.
    range: Range<usize>,
    /// Of the text of the page, in their order on the line.
    letters: Vec<Letter>,
}

/// A place on a page, from its top left, in its own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl PageWords {
    /// None where there is no such page.
    pub fn of(pdf: &Pdf, number: usize) -> Option<Self> {
        let page = pdf.pages().get(number)?;
        let cache = InterpreterCache::new();
        Some(Self::read(super::sheet(pdf, page, &cache).pieces()))
    }

    fn read(pieces: Vec<Piece>) -> Self {
        let mut words = Self::default();
        let mut turns = [const { Vec::new() }; 4];
        for piece in pieces {
            if let Some(turn) = turns.get_mut(usize::from(piece.turn)) {
                turn.push(piece);
            }
        }
        let mut room = LETTERS;
        for mut column in turns.into_iter().flat_map(columns::in_order) {
            column.sort_by(|a, b| a.base.total_cmp(&b.base));
            let mut rest = column.as_mut_slice();
            while let Some(first) = rest.first() {
                let (base, size) = (first.base, first.size);
                let is_near = |piece: &&Piece| piece.base - base < lines::LINE * piece.size.max(size);
                let length = rest.iter().take_while(is_near).count();
                let (line, others) = rest.split_at_mut(length.max(1));
                words.line(line, &mut room);
                rest = others;
            }
        }
        words
    }

    fn line(&mut self, pieces: &mut [Piece], room: &mut usize) {
        pieces.sort_by(|a, b| a.start.total_cmp(&b.start));
        let Some(first) = pieces.first() else { return };
        let (turn, base) = (first.turn, first.base);
        let size = pieces.iter().map(|piece| piece.size).fold(0.0, f64::max);
        let from = self.text.len();
        let mut letters = Vec::new();
        let mut last: Option<&Piece> = None;
        for piece in pieces.iter() {
            if last.is_some_and(|last| lines::is_twice(last, piece)) || *room < piece.letters.len() {
                continue;
            }
            *room -= piece.letters.len();
            if last.is_some_and(|last| piece.start - last.end > lines::TOUCH * piece.size) {
                self.text.push(' ');
            }
            let at = self.text.len();
            letters.extend(piece.letters.iter().map(|letter| Letter { at: at + letter.at, ..*letter }));
            self.text.push_str(&piece.text);
            last = Some(piece);
        }
        let range = from..self.text.len();
        self.text.push('\n');
        self.lines.push(Line { turn, base, size, range, letters });
    }

    /// Where some of the text is, a place for each line.
    pub fn areas(&self, range: &Range<usize>) -> Vec<Area> {
        let first = self.lines.partition_point(|line| line.range.end <= range.start);
        let lines = self.lines.iter().skip(first).take_while(|line| line.range.start < range.end);
        lines.filter_map(|line| line.area(range)).collect()
    }

    /// The place between two letters that is nearest; None where there is no
    /// word on the page.
    pub fn offset_at(&self, x: f64, y: f64) -> Option<usize> {
        let far = |line: &Line| line.area(&line.range).map_or(f64::MAX, |area| area.distance(x, y));
        let line = self.lines.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some(line.offset_at(x, y))
    }
}

impl Line {
    fn area(&self, range: &Range<usize>) -> Option<Area> {
        let within = self.letters.iter().filter(|letter| range.contains(&letter.at));
        let (start, end) =
            within.fold((f64::MAX, f64::MIN), |(start, end), letter| (start.min(letter.start), end.max(letter.end)));
        if start >= end {
            return None;
        }
        let (top, bottom) = (self.base - ABOVE * self.size, self.base + BELOW * self.size);
        let ((ax, ay), (bx, by)) = (self.upright(start, top), self.upright(end, bottom));
        Some(Area { x: ax.min(bx), y: ay.min(by), width: (ax - bx).abs(), height: (ay - by).abs() })
    }

    /// From the turned page back to the page as it lies.
    fn upright(&self, along: f64, across: f64) -> (f64, f64) {
        match self.turn {
            0 => (along, across),
            1 => (-across, along),
            2 => (-along, -across),
            _ => (across, -along),
        }
    }

    fn along(&self, x: f64, y: f64) -> f64 {
        match self.turn {
            0 => x,
            1 => y,
            2 => -x,
            _ => -y,
        }
    }

    fn offset_at(&self, x: f64, y: f64) -> usize {
        let along = self.along(x, y);
        let behind = self.letters.iter().find(|letter| f64::midpoint(letter.start, letter.end) > along);
        behind.map_or(self.range.end, |letter| letter.at)
    }
}

impl Area {
    /// What is beside counts less than what is above or below.
    fn distance(&self, x: f64, y: f64) -> f64 {
        let off = |at: f64, from: f64, length: f64| (from - at).max(at - from - length).max(0.0);
        off(y, self.y, self.height) * 1_000.0 + off(x, self.x, self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::{Letter, PageWords, Piece};

    /// Letters of 5 across, 10 high.
    fn piece(text: &str, start: f64, base: f64) -> Piece {
        let letters = text.char_indices().zip(0..);
        let letters = letters.map(|((at, _), place)| {
            let start = start + 5.0 * f64::from(place);
            Letter { at, start, end: start + 5.0 }
        });
        let letters: Vec<Letter> = letters.collect();
        let end = letters.last().map_or(start, |letter| letter.end);
        Piece { start, end, base, size: 10.0, text: text.to_owned(), letters, turn: 0 }
    }

    #[test]
    fn words_are_read_line_by_line_and_each_has_its_place() {
        let words =
            PageWords::read(vec![piece("13,2", 200.0, 100.5), piece("CRP", 50.0, 120.0), piece("Hb", 50.0, 100.0)]);
        assert_eq!(words.text, "Hb 13,2\nCRP\n");
        let areas = words.areas(&(3..7));
        assert_eq!(areas.len(), 1);
        assert!((areas[0].x - 200.0).abs() < 0.1 && (areas[0].width - 20.0).abs() < 0.1, "{areas:?}");
        assert!(areas[0].y < 100.0 && areas[0].y + areas[0].height > 100.0);
        assert_eq!(words.areas(&(0..words.text.len())).len(), 2, "a place for each line");
        assert!(words.areas(&(7..7)).is_empty());
    }

    #[test]
    fn a_place_on_the_page_is_one_between_letters() {
        let words = PageWords::read(vec![piece("été", 50.0, 100.0), piece("hiver", 50.0, 120.0)]);
        assert_eq!(words.offset_at(51.0, 98.0), Some(0));
        assert_eq!(words.offset_at(56.0, 98.0), Some(2), "behind a letter of two bytes");
        assert_eq!(words.offset_at(500.0, 98.0), Some(5));
        assert_eq!(words.offset_at(0.0, 900.0), Some(6));
        assert_eq!(PageWords::default().offset_at(0.0, 0.0), None);
    }

    #[test]
    fn what_stands_upright_at_the_edge_has_its_place_too() {
        // Read from below upwards, at the left edge.
        let words = PageWords::read(vec![Piece { turn: 3, ..piece("marge", -300.0, 20.0) }]);
        let area = words.areas(&(0..5))[0];
        assert!((area.y - 275.0).abs() < 0.1 && (area.height - 25.0).abs() < 0.1, "{area:?}");
        assert!(area.x < 20.0 && area.x + area.width > 20.0, "{area:?}");
        assert_eq!(words.offset_at(20.0, 299.0), Some(0));
    }
}
