//! A field that says when it has the cursor, and has a panel under it while it
//! is helped along. The toolkit's own field keeps both to itself.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, clipboard, overlay};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::Id;
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Vector, mouse};

use crate::ui::theme::{Element, Theme, space};

/// See [`watch`].
pub struct Watch<'a, Message> {
    field: Element<'a, Message>,
    panel: Option<Element<'a, Message>>,
    on_focus: fn(bool) -> Message,
    on_tab: Option<Message>,
    on_lines: Option<fn(String) -> Message>,
}

/// `panel` is shown under the field; `on_tab` is what Tab then means in it.
pub fn watch<'a, Message>(
    field: impl Into<Element<'a, Message>>,
    panel: Option<Element<'a, Message>>,
    on_focus: fn(bool) -> Message,
    on_tab: Option<Message>,
) -> Watch<'a, Message> {
    Watch { field: field.into(), panel, on_focus, on_tab, on_lines: None }
}

impl<Message> Watch<'_, Message> {
    /// Where several lines are pasted, which the field itself would run together.
    #[must_use]
    pub fn on_lines(self, on_lines: fn(String) -> Message) -> Self {
        Self { on_lines: Some(on_lines), ..self }
    }

    /// The lines that are being pasted.
    fn pasted(&self, event: &Event, clipboard: &dyn Clipboard) -> Option<Message> {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) = event else {
            return None;
        };
        let pastes = modifiers.command() && !modifiers.alt() && key.to_latin(*physical_key) == Some('v');
        let text = pastes.then(|| clipboard.read(clipboard::Kind::Standard)).flatten()?;
        let lines = text.trim().contains(['\n', '\r', '\t']);
        self.on_lines.filter(|_| lines).map(|on_lines| on_lines(text))
    }
}

#[derive(Default)]
struct State {
    focused: bool,
}

/// Asks a field whether it has the cursor.
struct Ask(bool);

impl Operation for Ask {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Watch<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        std::iter::once(&self.field).chain(&self.panel).map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        let children: Vec<_> = std::iter::once(&self.field).chain(&self.panel).collect();
        tree.diff_children(&children);
    }

    fn size(&self) -> Size<Length> {
        self.field.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.field.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else { return layout::Node::default() };
        self.field.as_widget_mut().layout(child, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(child) = tree.children.first_mut() {
            self.field.as_widget_mut().operate(child, layout, renderer, operation);
        }
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
        if tree.state.downcast_ref::<State>().focused
            && let Some(message) = self.pasted(event, clipboard)
        {
            shell.publish(message);
            return shell.capture_event();
        }
        let Some(child) = tree.children.first_mut() else { return };
        self.field.as_widget_mut().update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        let mut ask = Ask(false);
        self.field.as_widget_mut().operate(child, layout, renderer, &mut ask);
        let state = tree.state.downcast_mut::<State>();
        if std::mem::replace(&mut state.focused, ask.0) != ask.0 {
            shell.publish((self.on_focus)(ask.0));
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else { return };
        let is_tab = *key == Key::Named(Named::Tab) && *modifiers == Modifiers::NONE;
        if let Some(message) = self.on_tab.clone().filter(|_| is_tab && ask.0) {
            shell.publish(message);
            shell.capture_event();
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
        if let Some(child) = tree.children.first() {
            self.field.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
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
        tree.children.first().map_or(mouse::Interaction::None, |child| {
            self.field.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _: &Renderer,
        _: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let (panel, tree) = (self.panel.as_mut()?, tree.children.get_mut(1)?);
        let field = layout.bounds() + translation;
        Some(overlay::Element::new(Box::new(Panel { content: panel, tree, field })))
    }
}

/// As wide as the field, right under it.
struct Panel<'a, 'b, Message> {
    content: &'b mut Element<'a, Message>,
    tree: &'b mut Tree,
    field: Rectangle,
}

impl<Message> overlay::Overlay<Message, Theme, Renderer> for Panel<'_, '_, Message> {
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> layout::Node {
        let top = self.field.y + self.field.height + space::XS;
        let room = Size::new(self.field.width, (bounds.height - top).max(0.0));
        let limits = layout::Limits::new(Size::ZERO, room).width(self.field.width);
        let panel = self.content.as_widget_mut().layout(self.tree, renderer, &limits);
        panel.move_to(Point::new(self.field.x, top))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        let panel = self.content.as_widget();
        panel.draw(self.tree, renderer, theme, style, layout, cursor, &layout.bounds());
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let bounds = layout.bounds();
        let panel = self.content.as_widget_mut();
        panel.update(self.tree, event, layout, cursor, renderer, clipboard, shell, &bounds);
        // What is pressed beside a hint leaves the field its cursor.
        if matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_))) && cursor.is_over(bounds) {
            shell.capture_event();
        }
    }

    fn mouse_interaction(&self, layout: Layout<'_>, cursor: mouse::Cursor, renderer: &Renderer) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(self.tree, layout, cursor, &layout.bounds(), renderer)
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(self.tree, layout, renderer, operation);
    }
}

impl<'a, Message: Clone + 'a> From<Watch<'a, Message>> for Element<'a, Message> {
    fn from(watch: Watch<'a, Message>) -> Self {
        Element::new(watch)
    }
}
