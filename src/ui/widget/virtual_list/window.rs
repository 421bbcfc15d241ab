//! Which rows of a list are in sight: pure arithmetic over rows of one height,
//! among which stand headings of another.

use std::ops::Range;
use std::sync::Arc;

use iced::Size;

use super::Sight;

/// Rows built above and below what is in sight, so that a small scroll finds
/// them laid out.
const OVERSCAN: usize = 4;
/// Until the window has said how high it is: more than most are.
const FIRST_SIZE: Size = Size::new(380.0, 900.0);
/// A heading is no higher than this, however high the rows.
const HEADING: f32 = 30.0;

/// Where each row stands. There are few headings: they are looked through.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heights {
    row: f32,
    /// The indices of the headings, in order.
    headings: Arc<[usize]>,
}

impl Heights {
    /// How far down a row begins. In more digits than a screen needs: a million
    /// rows are higher than what 32 bits tell apart.
    pub(super) fn top(&self, index: usize) -> f64 {
        let before = self.headings.partition_point(|heading| *heading < index);
        (index - before) as f64 * f64::from(self.row) + before as f64 * f64::from(self.heading())
    }

    pub(super) fn of(&self, index: usize) -> f32 {
        if self.headings.binary_search(&index).is_ok() { self.heading() } else { self.row }
    }

    /// The row that is that far down, whether or not there are so many.
    pub(super) fn at(&self, down: f64) -> usize {
        // The last heading that begins above it, and the rows below that.
        let mut from = 0;
        for heading in self.headings.iter().copied() {
            if self.top(heading) > down {
                break;
            }
            let end = self.top(heading) + f64::from(self.heading());
            if down < end {
                return heading;
            }
            from = heading + 1;
        }
        from + ((down - self.top(from)) / f64::from(self.row)).floor().max(0.0) as usize
    }

    fn heading(&self) -> f32 {
        self.row.min(HEADING)
    }
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    heights: Heights,
    count: usize,
    offset: f64,
    size: Size,
}

impl Window {
    pub fn new(row_height: f32) -> Self {
        let heights = Heights { row: row_height, headings: Arc::new([]) };
        Self { heights, count: 0, offset: 0.0, size: FIRST_SIZE }
    }

    pub fn row_height(&self) -> f32 {
        self.heights.row
    }

    pub fn height_of(&self, index: usize) -> f32 {
        self.heights.of(index)
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// How far down the view a row begins.
    pub fn below_edge(&self, index: usize) -> f64 {
        self.heights.top(index) - self.offset
    }

    pub fn width(&self) -> f32 {
        self.size.width
    }

    pub fn view_height(&self) -> f32 {
        self.size.height
    }

    /// What the user scrolled to.
    pub fn seen(&mut self, sight: Sight) {
        (self.offset, self.size) = (sight.offset, sight.size);
    }

    /// The rows in sight, even by a pixel.
    pub fn visible(&self) -> Range<usize> {
        let first = self.heights.at(self.offset.max(0.0));
        let bottom = self.offset + self.height();
        let last = self.heights.at(bottom);
        let last = if self.heights.top(last) < bottom { last + 1 } else { last };
        first.min(self.count)..last.min(self.count)
    }

    /// The rows to build.
    pub fn drawn(&self) -> Range<usize> {
        let Range { start, end } = self.visible();
        start.saturating_sub(OVERSCAN)..(end + OVERSCAN).min(self.count)
    }

    /// How many whole rows are in sight, and so how far a page is.
    pub fn page(&self) -> usize {
        ((self.size.height / self.heights.row).floor() as usize).saturating_sub(1).max(1)
    }

    /// How far the first row in sight is, and by how much it is above the edge.
    pub fn anchor(&self) -> (usize, f64) {
        let first = self.visible().start;
        (first, self.offset - self.heights.top(first))
    }

    /// The list has another number of rows; what is in sight stays where it is.
    pub fn resize(&mut self, count: usize) {
        self.resize_with(count, Vec::new());
    }

    /// The same, with headings at those indices, in order.
    pub fn resize_with(&mut self, count: usize, headings: Vec<usize>) {
        self.count = count;
        self.heights.headings = headings.into();
        self.scroll_to(self.offset);
    }

    /// Rows of another height: the same row stays first.
    pub fn set_row_height(&mut self, row: f32) {
        let (first, _) = self.anchor();
        self.heights.row = row;
        self.scroll_to(self.heights.top(first));
    }

    pub fn scroll_to(&mut self, offset: f64) {
        let last = (self.heights.top(self.count) - self.height()).max(0.0);
        self.offset = offset.clamp(0.0, last);
    }

    /// Brings back the row of an [`anchor`](Self::anchor), which now is elsewhere.
    pub fn restore(&mut self, index: usize, above: f64) {
        self.scroll_to(self.heights.top(index) + above);
    }

    /// Scrolls as little as it takes to show the whole of a row.
    pub fn reveal(&mut self, index: usize) {
        let top = self.heights.top(index);
        let bottom = self.heights.top(index + 1);
        if top < self.offset {
            self.scroll_to(top);
        } else if bottom > self.offset + self.height() {
            self.scroll_to(bottom - self.height());
        }
    }

    pub(super) fn sight(&self) -> Sight {
        Sight { offset: self.offset, size: self.size }
    }

    pub(super) fn heights(&self) -> &Heights {
        &self.heights
    }

    fn height(&self) -> f64 {
        f64::from(self.size.height)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "whole pixels are exact")]
mod tests {
    use super::{Sight, Size, Window};

    fn window(count: usize) -> Window {
        let mut window = Window::new(56.0);
        window.seen(Sight { offset: 0.0, size: Size::new(380.0, 560.0) });
        window.resize(count);
        window
    }

    #[test]
    fn only_the_rows_in_sight_and_a_few_around_are_drawn() {
        let mut window = window(100_000);
        assert_eq!(window.visible(), 0..10);
        assert_eq!(window.drawn(), 0..14);
        window.scroll_to(56.0 * 50_000.0 + 10.0);
        assert_eq!(window.visible(), 50_000..50_011);
        assert_eq!(window.drawn(), 49_996..50_015);
    }

    #[test]
    fn a_short_list_and_an_empty_one_hold_no_surprise() {
        assert_eq!(window(3).drawn(), 0..3);
        assert_eq!(window(0).drawn(), 0..0);
        assert_eq!(window(0).anchor(), (0, 0.0));
    }

    #[test]
    fn a_row_is_shown_whole_with_as_little_movement_as_may_be() {
        let mut window = window(1000);
        window.reveal(5);
        assert_eq!(window.offset(), 0.0);
        window.reveal(10);
        assert_eq!(window.offset(), 56.0);
        window.reveal(0);
        assert_eq!(window.offset(), 0.0);
        window.reveal(999);
        assert_eq!(window.visible(), 990..1000);
    }

    #[test]
    fn a_list_that_shrinks_does_not_leave_the_window_over_nothing() {
        let mut window = window(1000);
        window.scroll_to(f64::MAX);
        window.resize(20);
        assert_eq!(window.visible(), 10..20);
    }

    #[test]
    fn another_density_keeps_the_first_row() {
        let mut window = window(1000);
        window.scroll_to(56.0 * 500.0);
        window.set_row_height(28.0);
        assert_eq!(window.visible().start, 500);
    }

    #[test]
    fn headings_are_lower_than_rows_and_every_row_is_found_where_it_stands() {
        let mut window = window(0);
        window.resize_with(100, vec![0, 3, 4, 50]);
        let heights = window.heights().clone();
        for index in 0..100 {
            let (top, height) = (heights.top(index), f64::from(heights.of(index)));
            assert_eq!(heights.at(top), index);
            assert_eq!(heights.at(top + height - 0.5), index);
            assert_eq!(heights.top(index + 1), top + height);
        }
        assert_eq!((heights.of(3), heights.of(5)), (30.0, 56.0));
        assert_eq!(window.visible(), 0..12);
        window.scroll_to(f64::MAX);
        assert_eq!(window.visible().end, 100);
        window.reveal(0);
        assert_eq!(window.offset(), 0.0);
        window.set_row_height(28.0);
        assert_eq!(window.height_of(3), 28.0, "no heading is higher than a row");
    }
}
