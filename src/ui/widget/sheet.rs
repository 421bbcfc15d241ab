//! A page painted elsewhere: its strips are drawn, the pointer and the keys are
//! told to who holds it. What is selected and found is laid over it; nothing of
//! it reaches beyond its place.

use iced::advanced::image::{Handle, Image, Renderer as _};
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, mouse::click};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::image::FilterMethod;
use iced::{Background, Color, Event, Length, Point, Rectangle, Renderer, Size, Vector, mouse, window};

use super::thumb::Thumb;
use crate::engine::{Light, Link, Reach, Spot};
use crate::i18n::Language;
use crate::ui::page::{self, Message, Room, Step};
use crate::ui::theme::{Element, Theme};

/// What a notch of the wheel moves by.
const NOTCH: f32 = 60.0;
/// How far the pointer may stray from a link while it is pressed.
const STRAY: f32 = 4.0;

/// See [`sheet`].
pub struct Sheet<'a> {
    page: &'a page::State,
    light: Light,
    scale: f32,
    language: Language,
    focused: bool,
}

/// The page, in all the room there is.
pub fn sheet(page: &page::State, theme: Theme, scale: f32) -> Sheet<'_> {
    Sheet { page, light: light(theme), scale, language: Language::default(), focused: false }
}

/// What the window's colours mean on a page.
pub(in crate::ui) fn light(theme: Theme) -> Light {
    let c = theme.colours();
    let bytes = |colour: Color| {
        let [red, green, blue, _] = colour.into_rgba8();
        [red, green, blue]
    };
    Light { paper: bytes(c.pane), ink: bytes(c.text), link: bytes(c.accent), dark: c.dark }
}

#[derive(Default)]
struct State {
    held: Held,
    last_click: Option<click::Click>,
    hovered: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Held {
    #[default]
    Nothing,
    /// The text, and the link that it began on.
    Text { from: Point, link: Option<usize>, moved: bool },
    /// The thumb, and where on it.
    Thumb(f32),
}

impl Sheet<'_> {
    /// Whether the keys go here.
    #[must_use]
    pub fn focused(mut self, focused: bool) -> Self {
        self.focused = focused;
        self
    }

    /// Our own words on the page are of that language.
    #[must_use]
    pub fn speaking(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    fn room(&self, bounds: Rectangle) -> Room {
        Room { size: bounds.size(), scale: self.scale, light: self.light, language: self.language }
    }

    fn thumb(&self, bounds: Rectangle) -> Option<Thumb> {
        let drawn = self.page.drawn()?;
        Thumb::new(bounds.size(), drawn.offset().y.into(), drawn.laid.height.into())
    }

    /// From a place in the window to one on the page.
    fn on_page(&self, at: Point, bounds: Rectangle) -> Option<Point> {
        Some(at - Vector::new(bounds.x, bounds.y) + self.page.drawn()?.offset())
    }

    fn link_at(&self, at: Point, bounds: Rectangle) -> Option<usize> {
        let place = self.on_page(at, bounds)?;
        let holds = |link: &Link| link.spots.iter().any(|spot| spot.holds(place.x, place.y));
        self.page.drawn()?.laid.links.iter().position(holds)
    }

    fn press(&self, state: &mut State, at: Point, bounds: Rectangle) -> Vec<Message> {
        let inside = at - Vector::new(bounds.x, bounds.y);
        if let Some(thumb) = self.thumb(bounds).filter(|thumb| thumb.is_under(inside.x)) {
            let grip = thumb.grip(inside.y);
            state.held = Held::Thumb(grip);
            return vec![Message::Pressed, Message::ScrolledTo(thumb.position_at(inside.y, grip) as f32)];
        }
        let click = click::Click::new(at, mouse::Button::Left, state.last_click);
        state.last_click = Some(click);
        let Some(place) = self.on_page(at, bounds) else { return vec![Message::Pressed] };
        let clicks = match click.kind() {
            click::Kind::Single => 1,
            click::Kind::Double => 2,
            click::Kind::Triple => 3,
        };
        state.held = Held::Text { from: at, link: self.link_at(at, bounds), moved: clicks > 1 };
        vec![Message::Pressed, Message::Reached(Reach::From(place.x, place.y, page::State::grain(clicks)))]
    }

    fn drag(&self, state: &mut State, at: Point, bounds: Rectangle) -> Option<Message> {
        match &mut state.held {
            Held::Nothing => None,
            Held::Thumb(grip) => {
                let thumb = self.thumb(bounds)?;
                Some(Message::ScrolledTo(thumb.position_at(at.y - bounds.y, *grip) as f32))
            }
            Held::Text { from, moved, .. } => {
                *moved |= from.distance(at) > STRAY;
                let place = self.on_page(at, bounds).filter(|_| *moved)?;
                Some(Message::Reached(Reach::To(place.x, place.y)))
            }
        }
    }

    fn pointer(
        &self,
        state: &mut State,
        event: &mouse::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<Vec<Message>> {
        match event {
            mouse::Event::WheelScrolled { delta } if cursor.is_over(bounds) => {
                let by = match delta {
                    mouse::ScrollDelta::Lines { x, y } => Vector::new(-x, -y) * NOTCH,
                    mouse::ScrollDelta::Pixels { x, y } => Vector::new(-x, -y),
                };
                Some(vec![Message::Scrolled(by)])
            }
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                Some(self.press(state, cursor.position_over(bounds)?, bounds))
            }
            mouse::Event::ButtonPressed(mouse::Button::Right) => {
                Some(vec![Message::Pressed, Message::MenuPressed(cursor.position_over(bounds)?)])
            }
            mouse::Event::CursorMoved { position } => self.drag(state, *position, bounds).map(|message| vec![message]),
            mouse::Event::ButtonReleased(mouse::Button::Left) => match std::mem::take(&mut state.held) {
                Held::Nothing => None,
                Held::Text { link: Some(link), moved: false, .. } => Some(vec![Message::LinkPressed(link)]),
                Held::Text { .. } | Held::Thumb(_) => Some(Vec::new()),
            },
            _ => None,
        }
    }

    fn key(key: &Key, modifiers: keyboard::Modifiers) -> Option<Message> {
        Some(match key.as_ref() {
            Key::Character("c") if modifiers.command() && !modifiers.shift() => Message::CopyPressed,
            Key::Character("a") if modifiers.command() => Message::Reached(Reach::All),
            Key::Named(Named::ArrowDown) if modifiers.is_empty() => Message::Stepped(Step::Line(1)),
            Key::Named(Named::ArrowUp) if modifiers.is_empty() => Message::Stepped(Step::Line(-1)),
            Key::Named(Named::Space) if modifiers.shift() => Message::Stepped(Step::Page(-1)),
            Key::Named(Named::PageDown | Named::Space) => Message::Stepped(Step::Page(1)),
            Key::Named(Named::PageUp) => Message::Stepped(Step::Page(-1)),
            Key::Named(Named::Home) => Message::Stepped(Step::Top),
            Key::Named(Named::End) => Message::Stepped(Step::Bottom),
            _ => return None,
        })
    }
}

impl Widget<Message, Theme, Renderer> for Sheet<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, Length::Fill)
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
        let bounds = layout.bounds();
        let said = match event {
            Event::Window(window::Event::RedrawRequested(_)) => {
                let room = self.room(bounds);
                if self.page.room() != Some(room) && bounds.width >= 1.0 {
                    shell.publish(Message::Fits(room));
                }
                return;
            }
            Event::Mouse(event) if !shell.is_event_captured() => {
                let hovered = cursor.position_over(bounds).and_then(|at| self.link_at(at, bounds));
                if state.hovered != hovered {
                    state.hovered = hovered;
                    shell.publish(Message::Hovered(hovered));
                }
                self.pointer(state, event, bounds, cursor)
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if self.focused && !shell.is_event_captured() =>
            {
                Self::key(key, *modifiers).map(|message| vec![message])
            }
            _ => None,
        };
        if let Some(said) = said {
            shell.capture_event();
            for message in said {
                shell.publish(message);
            }
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
        let bounds = layout.bounds();
        let Some(at) = cursor.position_over(bounds) else { return mouse::Interaction::default() };
        if self.thumb(bounds).is_some_and(|thumb| thumb.is_under(at.x - bounds.x)) {
            mouse::Interaction::default()
        } else if tree.state.downcast_ref::<State>().hovered.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::Text
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
        let bounds = layout.bounds();
        let (Some(clip), Some(drawn)) = (bounds.intersection(viewport), self.page.drawn()) else { return };
        // Strips meet only where each begins on a pixel of the screen.
        let snap = |length: f32| (length * self.scale).round() / self.scale;
        let first = |at: f32| (at * self.scale).ceil() / self.scale;
        let origin = Vector::new(first(bounds.x) - snap(drawn.offset().x), first(bounds.y) - snap(drawn.offset().y));
        renderer.with_layer(clip, |renderer| {
            for (top, size, handle) in drawn.pictures() {
                let area = Rectangle::new(Point::new(0.0, top) + origin, size);
                renderer.draw_image(as_it_is(handle), area, clip);
            }
        });
        let c = theme.colours();
        renderer.with_layer(clip, |renderer| {
            let (found, at) = drawn.found();
            for (place, spots) in found.iter().enumerate() {
                let strength = if Some(place) == at { 0.55 } else { 0.25 };
                over(renderer, spots, origin, c.attention, strength, clip);
            }
            over(renderer, drawn.selected(), origin, c.accent, 0.3, clip);
            if let Some(thumb) = self.thumb(bounds) {
                let held = matches!(tree.state.downcast_ref::<State>().held, Held::Thumb(_));
                thumb.draw(renderer, *theme, bounds.position(), held);
            }
        });
    }
}

fn as_it_is(handle: &Handle) -> Image {
    Image { filter_method: FilterMethod::Nearest, snap: true, ..Image::new(handle.clone()) }
}

/// Colours what stands at some spots, so that it can still be read.
fn over(renderer: &mut Renderer, spots: &[Spot], origin: Vector, colour: Color, strength: f32, clip: Rectangle) {
    for spot in spots {
        let area = Rectangle::new(Point::new(spot.x, spot.y) + origin, Size::new(spot.width, spot.height));
        if area.intersection(&clip).is_some() {
            let quad = Quad { bounds: area, ..Quad::default() };
            renderer.fill_quad(quad, Background::Color(Color { a: strength, ..colour }));
        }
    }
}

impl<'a> From<Sheet<'a>> for Element<'a, Message> {
    fn from(sheet: Sheet<'a>) -> Self {
        Element::new(sheet)
    }
}
