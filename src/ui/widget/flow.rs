//! Where the lines of a long text stand, when only those that were seen have
//! been measured: the rest is guessed, and the guess corrected on the way. The
//! first line in sight is what is held on to, so a correction never moves what
//! is being read.

/// The lines, from the first in sight.
#[derive(Debug, Default, Clone)]
pub(super) struct Flow {
    heights: Vec<f32>,
    /// The sum of the heights; and of those above the first line in sight.
    total: f64,
    above: f64,
    /// The first line in sight, and how much of it is above the edge.
    first: usize,
    hidden: f32,
}

impl Flow {
    /// Lines of guessed heights. Keeps the first line where it was.
    pub(super) fn new(heights: Vec<f32>, first: usize) -> Self {
        let first = first.min(heights.len().saturating_sub(1));
        let total = heights.iter().copied().map(f64::from).sum();
        let above = heights.iter().take(first).copied().map(f64::from).sum();
        Self { heights, total, above, first, hidden: 0.0 }
    }

    pub(super) fn first(&self) -> usize {
        self.first
    }

    /// How far down the text the view begins, and how long the text is.
    pub(super) fn position(&self) -> (f32, f32) {
        ((self.above + f64::from(self.hidden)) as f32, self.total as f32)
    }

    /// The lines in sight, and the height at which each begins.
    pub(super) fn visible(&self, view: f32) -> impl Iterator<Item = (usize, f32)> {
        let mut top = -self.hidden;
        self.heights.iter().enumerate().skip(self.first).map_while(move |(index, height)| {
            let at = top;
            top += height;
            (at < view).then_some((index, at))
        })
    }

    /// Scrolls, measuring what comes into sight.
    pub(super) fn scroll(&mut self, by: f32, view: f32, measure: &mut dyn FnMut(usize) -> f32) {
        self.hidden += by;
        self.settle_up(measure);
        self.settle_down(measure);
        let missing = view - self.filled(view, measure);
        if missing > 0.0 {
            self.hidden -= missing;
            self.settle_up(measure);
        }
        if self.first == 0 {
            self.above = 0.0;
            self.hidden = self.hidden.max(0.0);
        }
    }

    /// Goes to a place of the guessed whole.
    pub(super) fn seek(&mut self, position: f32, view: f32, measure: &mut dyn FnMut(usize) -> f32) {
        let mut left = f64::from(position).clamp(0.0, self.total.max(0.0));
        (self.first, self.above) = (0, 0.0);
        for height in self.heights.iter().take(self.heights.len().saturating_sub(1)) {
            if left < f64::from(*height) {
                break;
            }
            left -= f64::from(*height);
            self.above += f64::from(*height);
            self.first += 1;
        }
        self.hidden = left as f32;
        self.scroll(0.0, view, measure);
    }

    /// Other lines in place of some. What is in sight stays where it is.
    pub(super) fn splice(&mut self, at: usize, gone: usize, come: &[f32]) {
        let start = at.min(self.heights.len());
        let end = (start + gone).min(self.heights.len());
        let _ = self.heights.splice(start..end, come.iter().copied());
        if end <= self.first && gone > 0 || at < self.first && gone == 0 {
            self.first = (self.first + come.len()).saturating_sub(end - start);
        } else if start < self.first {
            self.first = self.first.min((start + come.len()).saturating_sub(1));
            self.hidden = 0.0;
        }
        self.first = self.first.min(self.heights.len().saturating_sub(1));
        self.total = self.heights.iter().copied().map(f64::from).sum();
        self.above = self.heights.iter().take(self.first).copied().map(f64::from).sum();
    }

    /// Scrolls no further than needed until a stretch of a line is in sight.
    pub(super) fn reveal(
        &mut self,
        index: usize,
        stretch: (f32, f32),
        view: f32,
        measure: &mut dyn FnMut(usize) -> f32,
    ) {
        let (from, to) = stretch;
        if index < self.first || index == self.first && from < self.hidden {
            return self.go(index, from, view, measure);
        }
        let mut top = -self.hidden;
        for above in self.first..index {
            if top > view {
                return self.go(index, to - view, view, measure);
            }
            top += self.set(above, measure);
        }
        if top + to > view {
            self.scroll(top + to - view, view, measure);
        }
    }

    /// So that the view begins that far down a line, or above it.
    fn go(&mut self, index: usize, hidden: f32, view: f32, measure: &mut dyn FnMut(usize) -> f32) {
        self.first = index.min(self.heights.len().saturating_sub(1));
        self.above = self.heights.iter().take(self.first).copied().map(f64::from).sum();
        self.hidden = hidden;
        self.scroll(0.0, view, measure);
    }

    fn settle_up(&mut self, measure: &mut dyn FnMut(usize) -> f32) {
        while self.hidden < 0.0 && self.first > 0 {
            self.first -= 1;
            self.above -= f64::from(self.height(self.first));
            self.hidden += self.set(self.first, measure);
        }
    }

    fn settle_down(&mut self, measure: &mut dyn FnMut(usize) -> f32) {
        while self.first + 1 < self.heights.len() {
            let height = self.set(self.first, measure);
            if self.hidden < height {
                break;
            }
            self.hidden -= height;
            self.above += f64::from(height);
            self.first += 1;
        }
    }

    /// How much of the view there is text for.
    fn filled(&mut self, view: f32, measure: &mut dyn FnMut(usize) -> f32) -> f32 {
        let mut filled = -self.hidden;
        for index in self.first..self.heights.len() {
            if filled >= view {
                break;
            }
            filled += self.set(index, measure);
        }
        filled
    }

    fn height(&self, index: usize) -> f32 {
        self.heights.get(index).copied().unwrap_or_default()
    }

    fn set(&mut self, index: usize, measure: &mut dyn FnMut(usize) -> f32) -> f32 {
        let found = measure(index);
        if let Some(height) = self.heights.get_mut(index) {
            self.total += f64::from(found) - f64::from(*height);
            *height = found;
        }
        found
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "whole pixels are exact")]
mod tests {
    use super::Flow;

    /// Guessed at 20, really 10 or 50.
    fn real(index: usize) -> f32 {
        if index.is_multiple_of(3) { 50.0 } else { 10.0 }
    }

    fn flow() -> Flow {
        Flow::new(vec![20.0; 1000], 0)
    }

    #[test]
    fn scrolling_down_and_up_comes_back_to_the_very_start() {
        let mut flow = flow();
        for _ in 0..200 {
            flow.scroll(37.0, 300.0, &mut real);
        }
        assert!(flow.first() > 200);
        for _ in 0..210 {
            flow.scroll(-37.0, 300.0, &mut real);
        }
        assert_eq!(flow.position().0, 0.0);
        assert_eq!(flow.visible(300.0).next(), Some((0, 0.0)));
    }

    #[test]
    fn the_end_stands_at_the_bottom_of_the_view() {
        let mut flow = flow();
        flow.seek(f32::MAX, 300.0, &mut real);
        let (last, top) = flow.visible(300.0).last().unwrap();
        assert_eq!(last, 999);
        assert!((top + real(999) - 300.0).abs() < 0.01);
        let (position, total) = flow.position();
        assert!((position + 300.0 - total).abs() < 0.1, "{position} {total}");
    }

    #[test]
    fn a_line_is_brought_into_sight_from_wherever_it_is() {
        let mut flow = flow();
        for index in [900, 3, 40, 41, 999, 0] {
            flow.reveal(index, (0.0, real(index)), 300.0, &mut real);
            let (_, top) = flow.visible(300.0).find(|(line, _)| *line == index).unwrap();
            assert!(top >= -0.01 && top + real(index) <= 300.01, "{index} at {top}");
        }
        flow.reveal(5, (0.0, real(5)), 300.0, &mut real);
        assert_eq!(flow.position().0, 0.0, "in sight already");
    }

    #[test]
    fn lines_that_come_and_go_above_move_nothing_in_sight() {
        let mut flow = flow();
        flow.reveal(500, (0.0, real(500)), 300.0, &mut real);
        let before: Vec<(usize, f32)> = flow.visible(300.0).collect();
        flow.splice(10, 2, &[20.0; 7]);
        let after: Vec<(usize, f32)> = flow.visible(300.0).collect();
        assert_eq!(after, before.iter().map(|(line, top)| (line + 5, *top)).collect::<Vec<_>>());
        flow.splice(0, 1005, &[20.0]);
        assert_eq!(flow.visible(300.0).collect::<Vec<_>>(), [(0, 0.0)]);
    }

    #[test]
    fn a_short_text_stays_at_the_top() {
        let mut flow = Flow::new(vec![20.0; 3], 0);
        flow.scroll(500.0, 300.0, &mut real);
        assert_eq!(flow.position(), (0.0, 70.0));
        let mut nothing = Flow::new(Vec::new(), 0);
        nothing.scroll(10.0, 300.0, &mut real);
        assert_eq!(nothing.visible(300.0).count(), 0);
    }
}
