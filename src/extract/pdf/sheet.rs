//! A page as its glyphs come: those that touch become pieces of text.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::limit;

/// Glyphs are drawn in thousandths of their size.
const EM: f64 = 1000.0;
/// Where a font does not say how wide a glyph is. In ems, like all below.
const SOME_WIDTH: f64 = 0.5;
/// Less is the space between letters, more is the space between words.
const WORD_GAP: f64 = 0.15;
/// More is another column.
const COLUMN_GAP: f64 = 1.2;
/// Letters may be drawn this far back over the last one: kerning, accents.
const BACK: f64 = 0.4;
/// Letters of one line stand this near to one height.
const DRIFT: f64 = 0.2;

/// Some words that were drawn in one go, on one line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Piece {
    /// In quarter turns: how the page must be turned to read it.
    pub(super) turn: u8,
    /// Along the line, and across: down the page.
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) text: String,
    /// Where each of its letters is.
    pub(super) letters: Vec<Letter>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    /// In the text.
    pub(super) at: usize,
    pub(super) start: f64,
    pub(super) end: f64,
}

#[derive(Default)]
pub(super) struct Sheet {
    done: Vec<Piece>,
    open: Option<Piece>,
}

impl Sheet {
    pub(super) fn pieces(mut self) -> Vec<Piece> {
        self.close();
        self.done
    }

    fn close(&mut self) {
        let piece = self.open.take().filter(|piece| !piece.text.trim().is_empty());
        if self.done.len() < limit::PIECES {
            self.done.extend(piece);
        }
    }

    /// A letter, or some that are drawn as one.
    fn letter(&mut self, letter: Piece) {
        if !(letter.start.is_finite() && letter.end.is_finite() && letter.base.is_finite() && letter.size > 0.0) {
            return;
        }
        let Some(open) = self.open.as_mut().filter(|open| open.goes_on_with(&letter)) else {
            self.close();
            self.open = Some(letter);
            return;
        };
        if letter.start - open.end > WORD_GAP * open.size && !open.text.ends_with(char::is_whitespace) {
            open.text.push(' ');
        }
        open.letters.push(Letter { at: open.text.len(), start: letter.start, end: letter.end });
        open.text.push_str(&letter.text);
        open.end = open.end.max(letter.end);
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, transform: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => return,
        };
        let advance = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width().map(f64::from),
            Glyph::Type3(drawn) => drawn.advance_width().map(f64::from),
        };
        let place = transform * glyph.transform();
        let at = |x: f64, y: f64| place * Point::new(x, y);
        let (start, end) = (at(0.0, 0.0), at(advance.unwrap_or(SOME_WIDTH * EM), 0.0));
        let (along, size) = (at(EM, 0.0) - start, (at(0.0, EM) - start).hypot());
        let turn = match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y >= 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        let (turned, last) = (turned(turn, start), self::turned(turn, end));
        let letters = vec![Letter { at: 0, start: turned.x, end: last.x }];
        self.letter(Piece { turn, start: turned.x, end: last.x, base: turned.y, size, text, letters });
    }
}

impl Piece {
    fn goes_on_with(&self, letter: &Self) -> bool {
        let gap = (letter.start - self.end) / self.size;
        let near = (letter.base - self.base).abs() < DRIFT * self.size;
        let alike = letter.size < 2.0 * self.size && self.size < 2.0 * letter.size;
        self.turn == letter.turn && near && alike && gap > -BACK && gap < COLUMN_GAP
    }
}

/// The page turned so that the line runs to the right and the next one is below.
fn turned(turn: u8, point: Point) -> Point {
    match turn {
        0 => point,
        1 => Point::new(point.y, -point.x),
        2 => Point::new(-point.x, -point.y),
        _ => Point::new(-point.y, point.x),
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    /// Never decoded: it would cost more than all the words.
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::{Piece, Sheet};

    /// Letters of size 10 on one line, each at its place.
    fn drawn(letters: &[(&str, f64)]) -> Vec<String> {
        let mut sheet = Sheet::default();
        for (text, start) in letters {
            let piece =
                Piece { start: *start, end: start + 5.0, size: 10.0, text: (*text).to_owned(), ..Piece::default() };
            sheet.letter(piece);
        }
        sheet.pieces().into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn the_space_between_letters_says_where_words_end() {
        assert_eq!(drawn(&[("a", 0.0), ("b", 5.5), ("c", 13.0), (" ", 18.0), ("d", 23.5)]), ["ab c d"]);
    }

    #[test]
    fn a_wide_gap_and_a_step_back_begin_anew() {
        assert_eq!(drawn(&[("a", 0.0), ("b", 40.0), ("c", 0.0), ("d", f64::NAN)]), ["a", "b", "c"]);
    }
}
