//! The widget under the rows: puts them where the window says, turns the wheel
//! and the bar into places, and says which row was pressed, with which keys.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay};
use iced::{Background, Event, Length, Point, Rectangle, Renderer, Size, Vector, keyboard, window};

use super::window::Heights;
use super::{Press, Sight, Tells, Touch, Window};
use crate::ui::theme::{Element, Theme};
use crate::ui::widget::thumb::Thumb;

/// Rows that a notch of the wheel moves by.
const NOTCH: f64 = 2.0;
/// A hand that presses is never quite still: it lifts a row beyond that.
const STILL: f32 = 8.0;

struct List<'a, Message> {
    rows: Element<'a, Message>,
    /// The index of the first of them, and how many there are in all.
    first: usize,
    count: usize,
    heights: Heights,
    /// How high a row is that is no heading.
    row: f32,
    sight: Sight,
    tells: Tells<Message>,
}

pub(super) fn list<'a, Message: 'a>(
    rows: impl Into<Element<'a, Message>>,
    window: &Window,
    tells: Tells<Message>,
) -> Element<'a, Message> {
    Element::new(List {
        rows: rows.into(),
        first: window.drawn().start,
        count: window.count(),
        heights: window.heights().clone(),
        row: window.row_height(),
        sight: window.sight(),
        tells,
    })
}

#[derive(Default)]
struct State {
    modifiers: keyboard::Modifiers,
    last_click: Option<mouse::Click>,
    /// The row under the pointer.
    hovered: Option<usize>,
    /// Where the user has scrolled to, ahead of the pane until it has heard.
    offset: f64,
    /// Where the thumb is held.
    grip: Option<f32>,
    /// The row that was pressed and not yet let go, and where.
    held: Option<(usize, Point)>,
    on_bar: bool,
}

impl<Message> List<'_, Message> {
    fn total(&self) -> f64 {
        self.heights.top(self.count)
    }

    fn thumb(&self, bounds: Rectangle, offset: f64) -> Option<Thumb> {
        Thumb::new(bounds.size(), offset, self.total())
    }

    fn row_at(&self, at: Point, offset: f64) -> Option<usize> {
        let down = f64::from(at.y) + offset;
        (down >= 0.0).then(|| self.heights.at(down)).filter(|index| *index < self.count)
    }

    fn go(&self, state: &mut State, offset: f64, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        let last = (self.total() - f64::from(bounds.height)).max(0.0);
        let offset = offset.clamp(0.0, last).round();
        if (offset - state.offset).abs() > f64::EPSILON {
            state.offset = offset;
            shell.publish((self.tells.seen)(Sight { offset, size: bounds.size() }));
        }
    }

    fn pointer(
        &self,
        state: &mut State,
        event: &mouse::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let inside = cursor.position_in(bounds);
        match event {
            mouse::Event::WheelScrolled { delta } if inside.is_some() => {
                let by = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => f64::from(-y) * f64::from(self.row) * NOTCH,
                    mouse::ScrollDelta::Pixels { y, .. } => f64::from(-y),
                };
                self.go(state, state.offset + by, bounds, shell);
                shell.capture_event();
            }
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                if let Some(at) = inside {
                    self.press(state, at, bounds, shell);
                    shell.capture_event();
                }
            }
            mouse::Event::ButtonPressed(mouse::Button::Right) => {
                if let (Some(index), Some(at)) = (self.under(inside, state, bounds), cursor.position()) {
                    shell.publish((self.tells.touched)(Touch::Menu { index, at }));
                    shell.capture_event();
                }
            }
            mouse::Event::CursorMoved { position } => {
                if let Some((index, _)) = state.held.filter(|(_, from)| position.distance(*from) > STILL) {
                    state.held = None;
                    shell.publish((self.tells.touched)(Touch::Lifted { index }));
                }
                if let (Some(grip), Some(thumb)) = (state.grip, self.thumb(bounds, state.offset)) {
                    self.go(state, thumb.position_at(position.y - bounds.y, grip), bounds, shell);
                    shell.capture_event();
                }
            }
            mouse::Event::ButtonReleased(mouse::Button::Left) if state.grip.take().is_some() => shell.request_redraw(),
            mouse::Event::ButtonReleased(mouse::Button::Left) => {
                state.held = None;
                if let Some(index) = self.under(inside, state, bounds) {
                    let modifiers = state.modifiers;
                    shell.publish((self.tells.touched)(Touch::Released { index, modifiers }));
                }
            }
            _ => {}
        }
    }

    /// The row under the pointer, unless the bar is.
    fn under(&self, at: Option<Point>, state: &State, bounds: Rectangle) -> Option<usize> {
        let on_bar = |at: &Point| self.thumb(bounds, state.offset).is_some_and(|thumb| thumb.is_under(at.x));
        at.filter(|at| !on_bar(at)).and_then(|at| self.row_at(at, state.offset))
    }

    fn press(&self, state: &mut State, at: Point, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        if let Some(thumb) = self.thumb(bounds, state.offset).filter(|thumb| thumb.is_under(at.x)) {
            let grip = thumb.grip(at.y);
            state.grip = Some(grip);
            self.go(state, thumb.position_at(at.y, grip), bounds, shell);
            shell.request_redraw();
            return;
        }
        let click = mouse::Click::new(at, mouse::Button::Left, state.last_click);
        state.last_click = Some(click);
        if let Some(index) = self.row_at(at, state.offset) {
            state.held = Some((index, at + Vector::new(bounds.x, bounds.y)));
            let twice = click.kind() == mouse::click::Kind::Double;
            shell.publish((self.tells.pressed)(Press { index, modifiers: state.modifiers, twice }));
        }
    }

    /// What is under the pointer is drawn otherwise.
    fn hover(&self, state: &mut State, bounds: Rectangle, cursor: mouse::Cursor, shell: &mut Shell<'_, Message>) {
        let at = cursor.position_in(bounds);
        let hovered = self.under(at, state, bounds);
        let on_bar = at.is_some_and(|at| self.thumb(bounds, state.offset).is_some_and(|thumb| thumb.is_under(at.x)));
        if (state.hovered, state.on_bar) != (hovered, on_bar) {
            (state.hovered, state.on_bar) = (hovered, on_bar);
            shell.request_redraw();
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for List<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.rows)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.rows));
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        tree.state.downcast_mut::<State>().offset = self.sight.offset;
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::new(size);
        };
        let limits = layout::Limits::new(Size::ZERO, Size::new(size.width, f32::INFINITY));
        let rows = self.rows.as_widget_mut().layout(child, renderer, &limits);
        let top = self.heights.top(self.first) - self.sight.offset;
        layout::Node::with_children(size, vec![rows.move_to(Point::new(0.0, top as f32))])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        let (Some(child), Some(rows)) = (tree.children.first_mut(), layout.children().next()) else {
            return;
        };
        operation.traverse(&mut |operation| self.rows.as_widget_mut().operate(child, rows, renderer, operation));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let (Some(child), Some(rows)) = (tree.children.first_mut(), layout.children().next()) else {
            return;
        };
        let within = if cursor.is_over(bounds) { cursor } else { mouse::Cursor::Unavailable };
        let seen = bounds.intersection(viewport).unwrap_or(bounds);
        self.rows.as_widget_mut().update(child, event, rows, within, renderer, clipboard, shell, &seen);
        let state = tree.state.downcast_mut::<State>();
        match event {
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => state.modifiers = *modifiers,
            Event::Window(window::Event::RedrawRequested(_)) => {
                if self.sight.size != bounds.size() {
                    let sight = Sight { offset: state.offset, size: bounds.size() };
                    shell.publish((self.tells.seen)(sight));
                }
                self.hover(state, bounds, cursor, shell);
            }
            Event::Mouse(event) => {
                if !shell.is_event_captured() {
                    self.pointer(state, event, bounds, cursor, shell);
                }
                self.hover(state, bounds, cursor, shell);
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        match (tree.children.first(), layout.children().next()) {
            (Some(child), Some(rows)) if cursor.is_over(layout.bounds()) => {
                self.rows.as_widget().mouse_interaction(child, rows, cursor, viewport, renderer)
            }
            _ => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let Some(clip) = bounds.intersection(viewport) else {
            return;
        };
        let within = if cursor.is_over(bounds) { cursor } else { mouse::Cursor::Unavailable };
        renderer.with_layer(clip, |renderer| {
            if let Some(index) = state.hovered {
                let top = self.heights.top(index) - state.offset;
                let bounds = Rectangle { y: bounds.y + top as f32, height: self.heights.of(index), ..bounds };
                renderer.fill_quad(Quad { bounds, ..Quad::default() }, Background::Color(theme.colours().hover));
            }
            if let (Some(child), Some(rows)) = (tree.children.first(), layout.children().next()) {
                self.rows.as_widget().draw(child, renderer, theme, style, rows, within, &clip);
            }
        });
        if let Some(thumb) = self.thumb(bounds, state.offset) {
            let live = state.on_bar || state.grip.is_some();
            renderer.with_layer(clip, |renderer| thumb.draw(renderer, *theme, bounds.position(), live));
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let child = tree.children.first_mut()?;
        let rows = layout.children().next()?;
        self.rows.as_widget_mut().overlay(child, rows, renderer, viewport, translation)
    }
}
