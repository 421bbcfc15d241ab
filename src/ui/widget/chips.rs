//! A field with chips before it, line after line. The field keeps its cursor
//! while chips come and go, and takes what is left of the last line.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, Widget};
use iced::advanced::{Clipboard, Shell, overlay};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Vector, mouse};

use crate::ui::theme::{Element, Theme, space};

/// How high a line is.
pub const LINE: f32 = 28.0;

/// See [`chips`].
pub struct Chips<'a, Message> {
    /// The field first: it is the same one however many chips there are.
    children: Vec<Element<'a, Message>>,
    least: f32,
}

/// `least` is the room that the field needs: with less, it begins a line.
pub fn chips<'a, Message>(
    field: impl Into<Element<'a, Message>>,
    chips: impl IntoIterator<Item = Element<'a, Message>>,
    least: f32,
) -> Chips<'a, Message> {
    Chips { children: std::iter::once(field.into()).chain(chips).collect(), least }
}

impl<Message> Widget<Message, Theme, Renderer> for Chips<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.children.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.children);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let width = limits.max().width;
        let gap = space::XS;
        let (mut x, mut y) = (0.0_f32, 0.0_f32);
        let mut nodes = Vec::with_capacity(self.children.len());
        let loose = layout::Limits::new(Size::ZERO, Size::new(width, f32::INFINITY));
        for (child, state) in self.children.iter_mut().zip(&mut tree.children).skip(1) {
            let node = child.as_widget_mut().layout(state, renderer, &loose);
            let size = node.size();
            if x > 0.0 && x + size.width > width {
                (x, y) = (0.0, y + LINE);
            }
            nodes.push(node.move_to(Point::new(x, y + centred(size.height))));
            x += size.width + gap;
        }
        if x > 0.0 && width - x < self.least {
            (x, y) = (0.0, y + LINE);
        }
        let room = layout::Limits::new(Size::ZERO, Size::new((width - x).max(0.0), f32::INFINITY));
        let field = match (self.children.first_mut(), tree.children.first_mut()) {
            (Some(field), Some(state)) => field.as_widget_mut().layout(state, renderer, &room),
            _ => layout::Node::default(),
        };
        let down = y + centred(field.size().height);
        nodes.insert(0, field.move_to(Point::new(x, down)));
        layout::Node::with_children(Size::new(width, y + LINE), nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let all = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
            for ((child, state), layout) in all {
                child.as_widget_mut().operate(state, layout, renderer, operation);
            }
        });
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
        let all = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
        for ((child, state), layout) in all {
            child.as_widget_mut().update(state, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let all = self.children.iter().zip(&tree.children).zip(layout.children());
        all.map(|((child, state), layout)| {
            child.as_widget().mouse_interaction(state, layout, cursor, viewport, renderer)
        })
        .max()
        .unwrap_or_default()
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
        let all = self.children.iter().zip(&tree.children).zip(layout.children());
        for ((child, state), layout) in all {
            child.as_widget().draw(state, renderer, theme, style, layout, cursor, viewport);
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
        overlay::from_children(&mut self.children, tree, layout, renderer, viewport, translation)
    }
}

/// Above what stands in a line.
fn centred(height: f32) -> f32 {
    ((LINE - height) / 2.0).max(0.0).round()
}

impl<'a, Message: 'a> From<Chips<'a, Message>> for Element<'a, Message> {
    fn from(chips: Chips<'a, Message>) -> Self {
        Element::new(chips)
    }
}
