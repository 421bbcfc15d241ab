//! The line between two panes, which the mouse can move.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell};
use iced::{Background, Event, Length, Padding, Point, Rectangle, Renderer, Size, mouse};

use crate::ui::theme::{Element, HAIRLINE, Theme};

/// How far from the line it can be taken hold of. More on the right: on the
/// left there may be a scroll bar.
const REACH: Padding = Padding { top: 0.0, right: 4.0, bottom: 0.0, left: 1.0 };
const REACH_ACROSS: Padding = Padding { top: 2.0, right: 0.0, bottom: 3.0, left: 0.0 };

/// See [`divider`].
pub struct Divider<'a, Message> {
    /// Or the height.
    width: f32,
    across: bool,
    on_move: Box<dyn Fn(f32) -> Message + 'a>,
}

/// A line on the right of a pane of that width. Moving it asks for another
/// width; who owns the panes says whether it can be had.
pub fn divider<'a, Message>(width: f32, on_move: impl Fn(f32) -> Message + 'a) -> Divider<'a, Message> {
    Divider { width, across: false, on_move: Box::new(on_move) }
}

/// A line below a pane of that height, in the same way.
pub fn divider_across<'a, Message>(height: f32, on_move: impl Fn(f32) -> Message + 'a) -> Divider<'a, Message> {
    Divider { width: height, across: true, on_move: Box::new(on_move) }
}

/// The widths of the two panes that have one; the reader takes the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Widths {
    pub folders: f32,
    pub list: f32,
}

impl Default for Widths {
    fn default() -> Self {
        Self { folders: 220.0, list: 380.0 }
    }
}

impl Widths {
    const FOLDERS_LEAST: f32 = 140.0;
    const FOLDERS_MOST: f32 = 420.0;
    const LIST_LEAST: f32 = 260.0;
    const READER_LEAST: f32 = 300.0;

    /// What can be had of these widths in a window of that width: the reader
    /// keeps a place to read in, then the list, then the folders.
    #[must_use]
    pub fn within(self, window: f32) -> Self {
        let most = (window - Self::LIST_LEAST - Self::READER_LEAST).clamp(Self::FOLDERS_LEAST, Self::FOLDERS_MOST);
        let folders = self.folders.clamp(Self::FOLDERS_LEAST, most).round();
        let most = (window - folders - Self::READER_LEAST).max(Self::LIST_LEAST);
        Self { folders, list: self.list.clamp(Self::LIST_LEAST, most).round() }
    }
}

#[derive(Default)]
struct State {
    /// Where the pointer took hold, and how wide the pane was.
    held: Option<(f32, f32)>,
    hovered: bool,
}

impl<Message> Divider<'_, Message> {
    fn lengths(&self) -> (Length, Length) {
        let line = Length::Fixed(HAIRLINE);
        if self.across { (Length::Fill, line) } else { (line, Length::Fill) }
    }

    fn reach(&self) -> Padding {
        if self.across { REACH_ACROSS } else { REACH }
    }

    fn along(&self, at: Point) -> f32 {
        if self.across { at.y } else { at.x }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Divider<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        let (width, height) = self.lengths();
        Size::new(width, height)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let (width, height) = self.lengths();
        layout::atomic(limits, width, height)
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let over = cursor.is_over(layout.bounds().expand(self.reach()));
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) if over => {
                if let Some(pointer) = cursor.position() {
                    state.held = Some((self.along(pointer), self.width));
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if state.held.take().is_some() => {
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                if let Some((from, width)) = state.held {
                    shell.publish((self.on_move)(width + self.along(*position) - from));
                    shell.capture_event();
                }
                if state.hovered != over {
                    state.hovered = over;
                    shell.request_redraw();
                }
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Rectangle,
        _: &Renderer,
    ) -> mouse::Interaction {
        let held = tree.state.downcast_ref::<State>().held.is_some();
        if held || cursor.is_over(layout.bounds().expand(self.reach())) {
            if self.across { mouse::Interaction::ResizingVertically } else { mouse::Interaction::ResizingHorizontally }
        } else {
            mouse::Interaction::default()
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        _: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let live = state.held.is_some() || state.hovered;
        let colour = if live { theme.colours().accent } else { theme.colours().hairline };
        renderer.fill_quad(Quad { bounds: layout.bounds(), ..Quad::default() }, Background::Color(colour));
    }
}

impl<'a, Message: 'a> From<Divider<'a, Message>> for Element<'a, Message> {
    fn from(divider: Divider<'a, Message>) -> Self {
        Element::new(divider)
    }
}

#[cfg(test)]
mod tests {
    use super::Widths;

    #[test]
    fn the_reader_keeps_its_place_in_a_small_window() {
        let asked = Widths { folders: 400.0, list: 900.0 };
        let found = asked.within(1024.0);
        assert!(1024.0 - found.folders - found.list >= 300.0, "{found:?}");
        assert_eq!(Widths::default().within(1024.0), Widths::default());
    }

    #[test]
    fn a_pane_cannot_be_closed_by_dragging() {
        let found = Widths { folders: -50.0, list: 0.0 }.within(1920.0);
        assert_eq!(found, Widths { folders: 140.0, list: 260.0 });
    }
}
