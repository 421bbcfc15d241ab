//! A text to read, of any length: it can be selected and copied, scrolls by
//! itself, and lays out only what is in sight. The toolkit's own text cannot be
//! selected, and its editor takes a second for a megabyte.

mod letter;
mod state;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::Renderer as _;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, clipboard};
use iced::keyboard::{self, Key, key::Named};
use iced::{Background, Event, Font, Length, Point, Rectangle, Renderer, Size, mouse, window};

use crate::ui::theme::{Element, Theme, font, size, space};

pub use letter::Letter;
use state::State;

/// A line of text is not read well beyond this.
const WIDEST: f32 = 780.0;
const SIDES: f32 = space::L;
/// What a notch of the wheel and an arrow key move by, in lines.
const NOTCH: f32 = 3.0;

/// See [`long_text`].
pub struct LongText<'a, Message> {
    letter: &'a Letter,
    font: Font,
    size: f32,
    focused: bool,
    on_press: Option<Message>,
}

/// A text that scrolls within its place.
pub fn long_text<Message>(letter: &Letter) -> LongText<'_, Message> {
    LongText { letter, font: font::TEXT, size: size::LARGE - 1.0, focused: false, on_press: None }
}

impl<Message> LongText<'_, Message> {
    /// In letters of one width.
    #[must_use]
    pub fn fixed(mut self, fixed: bool) -> Self {
        if fixed {
            (self.font, self.size) = (font::MONO, size::BASE);
        }
        self
    }

    /// Whether the keys go here.
    #[must_use]
    pub fn focused(mut self, focused: bool) -> Self {
        self.focused = focused;
        self
    }

    /// The text was pressed on: it wants the keys.
    #[must_use]
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    fn sync(&self, state: &mut State, bounds: Rectangle) {
        let width = (bounds.width - 2.0 * SIDES).clamp(40.0, WIDEST);
        state.sync(self.letter, self.font, self.size, width, bounds.size());
    }

    fn key(&self, state: &mut State, key: &Key, modifiers: keyboard::Modifiers, clipboard: &mut dyn Clipboard) -> bool {
        let line = state::line_height(self.size);
        match key.as_ref() {
            Key::Character("c") if modifiers.command() => {
                let Some(text) = state.selected(self.letter) else { return false };
                clipboard.write(clipboard::Kind::Standard, text.to_owned());
            }
            Key::Character("a") if modifiers.command() => state.select(0..self.letter.end()),
            Key::Named(Named::ArrowDown) => state.scroll(line * NOTCH),
            Key::Named(Named::ArrowUp) => state.scroll(-line * NOTCH),
            Key::Named(Named::Space) if modifiers.shift() => state.page(-1.0),
            Key::Named(Named::PageDown | Named::Space) => state.page(1.0),
            Key::Named(Named::PageUp) => state.page(-1.0),
            Key::Named(Named::Home) => state.seek(0.0),
            Key::Named(Named::End) => state.seek(f32::MAX),
            _ => return false,
        }
        true
    }

    fn pointer(&self, state: &mut State, event: &mouse::Event, bounds: Rectangle, cursor: mouse::Cursor) -> bool {
        let at = |position: Point| Point::new(position.x - bounds.x, position.y - bounds.y);
        match event {
            mouse::Event::WheelScrolled { delta } if cursor.is_over(bounds) => {
                let by = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => -y * state::line_height(self.size) * NOTCH,
                    mouse::ScrollDelta::Pixels { y, .. } => -y,
                };
                state.scroll(by);
                true
            }
            mouse::Event::ButtonPressed(mouse::Button::Left) => cursor.position_over(bounds).is_some_and(|position| {
                state.press(self.letter, at(position), Point::new(SIDES, 0.0));
                true
            }),
            mouse::Event::CursorMoved { position } => state.drag(self.letter, at(*position), Point::new(SIDES, 0.0)),
            mouse::Event::ButtonReleased(mouse::Button::Left) => state.release(),
            _ => false,
        }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for LongText<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let node = layout::atomic(limits, Length::Fill, Length::Fill);
        self.sync(tree.state.downcast_mut(), node.bounds());
        node
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let used = match event {
            Event::Window(window::Event::RedrawRequested(_)) => {
                if state.pull() {
                    shell.request_redraw();
                }
                return;
            }
            Event::Mouse(event) if !shell.is_event_captured() => {
                let used = self.pointer(state, event, layout.bounds(), cursor);
                let pressed = matches!(event, mouse::Event::ButtonPressed(_));
                if let (true, true, false, Some(message)) = (used, pressed, self.focused, &self.on_press) {
                    shell.publish(message.clone());
                }
                used
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if self.focused && !shell.is_event_captured() =>
            {
                self.key(state, key, *modifiers, clipboard)
            }
            _ => false,
        };
        if used {
            shell.capture_event();
            shell.request_redraw();
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
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        match cursor.position_over(bounds) {
            Some(at) if !state.thumb().is_some_and(|thumb| thumb.is_under(at.x - bounds.x)) => mouse::Interaction::Text,
            _ => mouse::Interaction::default(),
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
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let Some(clip) = bounds.intersection(viewport) else {
            return;
        };
        let c = theme.colours();
        renderer.with_layer(clip, |renderer| {
            for area in state.selection_areas(self.letter) {
                let area = area + iced::Vector::new(bounds.x + SIDES, bounds.y);
                renderer.fill_quad(Quad { bounds: area, ..Quad::default() }, Background::Color(c.selection));
            }
            for (index, top, paragraph) in state.shown() {
                let colour = if self.letter.is_quoted(index) { c.muted } else { c.text };
                let position = Point::new(bounds.x + SIDES, (bounds.y + top).round());
                renderer.fill_paragraph(paragraph, position, colour, clip);
            }
            if let Some(thumb) = state.thumb() {
                thumb.draw(renderer, *theme, bounds.position(), state.is_held());
            }
        });
    }

    fn operate(&mut self, _: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), self.letter.text());
    }
}

impl<'a, Message: Clone + 'a> From<LongText<'a, Message>> for Element<'a, Message> {
    fn from(text: LongText<'a, Message>) -> Self {
        Element::new(text)
    }
}
