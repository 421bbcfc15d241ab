//! Where one sheet ends and the next begins: a pure function of what must not be
//! cut. Lengths are those of the column.

use std::ops::Range;

/// From its top to its bottom.
pub(super) type Span = Range<f32>;

/// Less than this is not seen.
const HAIR: f32 = 0.25;

/// What must stay in one piece.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Rows of tables, headings with what they head: where there is room for it.
    wished: Vec<Span>,
    /// Pictures, where they fit on a sheet.
    pictures: Vec<Span>,
    /// Lines of text.
    lines: Vec<Span>,
}

impl Whole {
    pub(super) fn of(wished: Vec<Span>, pictures: Vec<Span>, lines: Vec<Span>) -> Self {
        let sorted = |mut spans: Vec<Span>| {
            spans.retain(|span| span.start.is_finite() && span.end.is_finite() && span.end > span.start);
            spans.sort_by(|one, other| one.start.total_cmp(&other.start));
            spans
        };
        Self { wished: sorted(wished), pictures: sorted(pictures), lines: sorted(lines) }
    }

    /// The parts of a column, the first in what room there is left, the others in
    /// a whole sheet's; no more than `most`.
    pub(super) fn parts(&self, height: f32, first: f32, room: f32, most: usize) -> Vec<Span> {
        let (mut parts, mut start) = (Vec::new(), 0.0);
        while parts.len() < most && self.goes_on(start, height) {
            let room = if parts.is_empty() { first } else { room };
            let end = if start + room >= height { height } else { self.end(start, room) };
            parts.push(start..end);
            start = end;
        }
        parts
    }

    /// Whether there is something to be seen below; the first part always is.
    fn goes_on(&self, from: f32, height: f32) -> bool {
        let below = |spans: &[Span]| spans.iter().any(|span| span.end > from + HAIR);
        from == 0.0 || from < height - HAIR && (below(&self.lines) || below(&self.pictures))
    }

    /// Where a part that begins there ends: as low as can be without a cut.
    fn end(&self, start: f32, room: f32) -> f32 {
        let tiers: [&[&[Span]]; 3] =
            [&[&self.wished, &self.pictures, &self.lines], &[&self.pictures, &self.lines], &[&self.lines]];
        let ends = tiers.into_iter().filter_map(|spans| uncut(spans, start, room));
        // A line that is taller than a sheet.
        ends.into_iter().next().unwrap_or(start + room)
    }
}

/// None where something reaches from the top of the sheet to below its end.
fn uncut(kinds: &[&[Span]], start: f32, room: f32) -> Option<f32> {
    let mut end = start + room;
    loop {
        let cut = |spans: &&[Span]| {
            let here = spans.partition_point(|span| span.start < start - HAIR);
            let near = spans.iter().skip(here).take_while(|span| span.start < end - HAIR);
            let mut cut = near.filter(|span| span.end > end + HAIR && span.end - span.start <= room);
            cut.next().map(|span| span.start)
        };
        match kinds.iter().filter_map(cut).min_by(f32::total_cmp) {
            None => return Some(end),
            Some(top) if top <= start + HAIR => return None,
            Some(top) => end = top,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: u16, tall: f32) -> Vec<Span> {
        (0..count).map(|line| f32::from(line) * tall..f32::from(line + 1) * tall).collect()
    }

    fn only(span: Span) -> Vec<Span> {
        std::iter::once(span).collect()
    }

    #[test]
    fn a_sheet_ends_between_two_lines() {
        let whole = Whole::of(Vec::new(), Vec::new(), lines(10, 30.0));
        assert_eq!(whole.parts(300.0, 70.0, 100.0, 9), [0.0..60.0, 60.0..150.0, 150.0..240.0, 240.0..300.0]);
    }

    #[test]
    fn a_row_goes_to_the_next_sheet_as_a_whole_where_it_fits() {
        let rows = vec![0.0..60.0, 60.0..120.0];
        let whole = Whole::of(rows, Vec::new(), lines(4, 30.0));
        assert_eq!(whole.parts(120.0, 100.0, 100.0, 9), [0.0..60.0, 60.0..120.0]);
        let whole = Whole::of(only(0.0..150.0), Vec::new(), lines(5, 30.0));
        assert_eq!(whole.parts(150.0, 100.0, 100.0, 9), [0.0..90.0, 90.0..150.0], "it fits on none");
    }

    #[test]
    fn what_is_taller_than_a_sheet_is_cut_and_ends() {
        let whole = Whole::of(Vec::new(), only(0.0..250.0), Vec::new());
        assert_eq!(whole.parts(250.0, 100.0, 100.0, 9), [0.0..100.0, 100.0..200.0, 200.0..250.0]);
        assert_eq!(whole.parts(250.0, 100.0, 100.0, 2).len(), 2);
    }

    #[test]
    fn nothing_at_the_end_takes_no_sheet_of_its_own() {
        let whole = Whole::of(Vec::new(), Vec::new(), lines(3, 30.0));
        assert_eq!(whole.parts(130.0, 90.0, 90.0, 9), only(0.0..90.0));
        assert_eq!(Whole::default().parts(10.0, 90.0, 90.0, 9), only(0.0..10.0), "an empty message has its sheet");
        let odd = Whole::of(only(f32::NAN..1.0), Vec::new(), only(0.0..f32::INFINITY));
        assert_eq!(odd.parts(5.0, 9.0, 9.0, 9).len(), 1);
    }
}
