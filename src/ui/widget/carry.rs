//! What is dragged, beside the pointer: a word on what it is. The window below
//! goes on as ever, so that the rows under the pointer know where it is.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::{self, Renderer as _};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, overlay};
use iced::{Background, Event, Length, Pixels, Point, Rectangle, Renderer, Size, Vector, alignment, border, mouse};

use crate::ui::theme::{CORNER, Element, HAIRLINE, Theme, font, size};

/// Right of the pointer and below it.
const BESIDE: Vector = Vector::new(14.0, 12.0);
const HEIGHT: f32 = 26.0;
/// A letter is about this share of its size wide.
const LETTER: f32 = 0.6;

/// See [`carry`].
pub struct Carry<'a, Message> {
    window: Element<'a, Message>,
    says: Option<String>,
    on_end: Message,
}

/// The widget is there whether something is dragged or not, as what it holds
/// must keep its state. `on_end` is told when the button is let go, after
/// whatever is under the pointer has heard of it.
pub fn carry<'a, Message>(
    window: impl Into<Element<'a, Message>>,
    says: Option<String>,
    on_end: Message,
) -> Carry<'a, Message> {
    Carry { window: window.into(), says, on_end }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Carry<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.window.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.window.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.window.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.window.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.window.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.window.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.window.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.window.as_widget_mut().operate(tree, layout, renderer, operation);
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
        self.window.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        if self.says.is_none() {
            return;
        }
        match event {
            Event::Mouse(mouse::Event::CursorMoved { .. }) => shell.request_redraw(),
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => shell.publish(self.on_end.clone()),
            _ => {}
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
        self.window.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        let (Some(says), Some(pointer)) = (&self.says, cursor.position()) else { return };
        let place = place(pointer + BESIDE, says.chars().count() as f32, viewport);
        renderer.with_layer(*viewport, |renderer| label(renderer, *theme, place, says));
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.says.is_some() {
            return mouse::Interaction::Grabbing;
        }
        self.window.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.window.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<Carry<'a, Message>> for Element<'a, Message> {
    fn from(carry: Carry<'a, Message>) -> Self {
        Element::new(carry)
    }
}

/// Inside the window, whatever the pointer does.
fn place(at: Point, letters: f32, window: &Rectangle) -> Rectangle {
    let width = letters * size::SMALL * LETTER + 20.0;
    let x = at.x.min(window.width - width).max(0.0);
    let y = at.y.min(window.height - HEIGHT).max(0.0);
    Rectangle { x, y, width, height: HEIGHT }
}

fn label(renderer: &mut Renderer, theme: Theme, bounds: Rectangle, says: &str) {
    let c = theme.colours();
    let border = border::rounded(CORNER).width(HAIRLINE).color(c.outline);
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, Background::Color(c.raised));
    let content = text::Text {
        content: says.to_owned(),
        bounds: bounds.size(),
        size: Pixels(size::SMALL),
        line_height: text::LineHeight::default(),
        font: font::MEDIUM,
        align_x: text::Alignment::Center,
        align_y: alignment::Vertical::Center,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    };
    renderer.fill_text(content, bounds.center(), c.text, bounds);
}

#[cfg(test)]
mod tests {
    use super::{Point, Rectangle, Size, place};

    #[test]
    fn what_is_dragged_stays_in_sight() {
        let window = Rectangle::new(Point::ORIGIN, Size::new(800.0, 600.0));
        let at = place(Point::new(795.0, 599.0), 12.0, &window);
        assert!(at.x + at.width <= 800.0 && at.y + at.height <= 600.0);
    }
}
