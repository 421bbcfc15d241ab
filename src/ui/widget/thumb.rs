//! The thumb of a scroll bar of ours: never too short to be taken hold of,
//! however long what it scrolls through.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::{Background, Point, Rectangle, Renderer, Size, border};

use crate::ui::theme::Theme;

/// The strip on the right where the pointer means the bar.
const STRIP: f32 = 12.0;
const WIDTH: f32 = 6.0;
const SHORTEST: f32 = 28.0;
const MARGIN: f32 = 2.0;

/// A place in something longer than its view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Thumb {
    view: Size,
    position: f64,
    total: f64,
}

impl Thumb {
    /// None when all is in sight.
    pub(super) fn new(view: Size, position: f64, total: f64) -> Option<Self> {
        (total > f64::from(view.height) + 1.0).then_some(Self { view, position, total })
    }

    pub(super) fn is_under(&self, x: f32) -> bool {
        x >= self.view.width - STRIP
    }

    pub(super) fn area(&self) -> Rectangle {
        let share = (self.position / self.hidden()).clamp(0.0, 1.0) as f32;
        let at = Point::new(self.view.width - WIDTH - MARGIN, MARGIN + share * self.free());
        Rectangle::new(at, Size::new(WIDTH, self.length()))
    }

    /// Where on the thumb a press holds it: beside it, as if in its middle.
    pub(super) fn grip(&self, y: f32) -> f32 {
        let area = self.area();
        let grip = y - area.y;
        if (0.0..area.height).contains(&grip) { grip } else { area.height / 2.0 }
    }

    /// The place to go to when the thumb, held there, is at that height.
    pub(super) fn position_at(&self, y: f32, grip: f32) -> f64 {
        let share = f64::from((y - grip - MARGIN) / self.free().max(1.0));
        share.clamp(0.0, 1.0) * self.hidden()
    }

    pub(super) fn draw(&self, renderer: &mut Renderer, theme: Theme, origin: Point, live: bool) {
        let area = self.area();
        let bounds = Rectangle { x: area.x + origin.x, y: area.y + origin.y, ..area };
        let colour = if live { theme.colours().outline } else { theme.colours().thumb };
        let quad = Quad { bounds, border: border::rounded(WIDTH / 2.0), ..Quad::default() };
        renderer.fill_quad(quad, Background::Color(colour));
    }

    fn hidden(&self) -> f64 {
        (self.total - f64::from(self.view.height)).max(1.0)
    }

    fn length(&self) -> f32 {
        let height = f64::from(self.view.height);
        ((height * height / self.total) as f32).clamp(SHORTEST, self.view.height.max(SHORTEST))
    }

    /// How far the thumb can travel.
    fn free(&self) -> f32 {
        self.view.height - 2.0 * MARGIN - self.length()
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "whole pixels are exact")]
mod tests {
    use super::{Size, Thumb};

    #[test]
    fn a_thumb_can_be_held_however_long_the_list_is() {
        let thumb = Thumb::new(Size::new(380.0, 600.0), 0.0, 56.0 * 1e6).unwrap();
        assert!(thumb.area().height >= 28.0);
        assert_eq!(Thumb::new(Size::new(380.0, 600.0), 0.0, 600.0), None);
    }

    #[test]
    fn dragging_goes_from_the_start_to_the_end_and_back() {
        let thumb = Thumb::new(Size::new(380.0, 600.0), 0.0, 56.0 * 1e5).unwrap();
        let grip = thumb.grip(10.0);
        assert_eq!(thumb.position_at(10.0, grip), 0.0);
        assert_eq!(thumb.position_at(5000.0, grip), 56.0 * 1e5 - 600.0);
        let half = Thumb { position: thumb.position_at(300.0, grip), ..thumb };
        assert!((half.area().y + grip - 300.0).abs() < 0.01);
    }
}
