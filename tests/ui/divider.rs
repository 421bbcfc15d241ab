//! The line between two panes, moved with the mouse.

use iced::widget::{row, space};
use iced::{Length, Point, Task};
use sceau::ui::theme::Element;
use sceau::ui::widget::divider;
use sceau::ui::widget::divider::Widths;

use super::harness::{Harness, Stage};

struct Panes(Widths);

impl Stage for Panes {
    type Message = f32;

    fn update(&mut self, wanted: f32) -> Task<f32> {
        self.0 = Widths { folders: wanted, ..self.0 }.within(1024.0);
        Task::none()
    }

    fn view(&self) -> Element<'_, f32> {
        row![space().width(self.0.folders), divider(self.0.folders, |wanted| wanted)].height(Length::Fill).into()
    }
}

#[test]
fn the_line_follows_the_mouse_and_stops_where_it_must() {
    let mut window = Harness::new(Panes(Widths::default()), 1024.0, 600.0);
    window.drag(Point::new(221.0, 300.0), Point::new(301.0, 300.0));
    assert!((window.stage.0.folders - 300.0).abs() < 1.0, "{:?}", window.stage.0);
    window.drag(Point::new(301.0, 300.0), Point::new(5.0, 300.0));
    assert!((window.stage.0.folders - 140.0).abs() < 1.0, "{:?}", window.stage.0);
}

#[test]
fn a_press_beside_the_line_moves_nothing() {
    let mut window = Harness::new(Panes(Widths::default()), 1024.0, 600.0);
    window.drag(Point::new(120.0, 300.0), Point::new(300.0, 300.0));
    assert_eq!(window.stage.0, Widths::default());
}
