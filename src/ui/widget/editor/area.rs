//! Where the text is written: keys, pointer and input method go in as messages;
//! scrolling alone stays here. The caret blinks only while the keys go to the
//! text and something was done lately, so that a window at rest wakes nobody.

use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::advanced::input_method::{self, InputMethod, Purpose};
use iced::advanced::layout::{self, Layout};
use iced::advanced::mouse::{Click, click::Kind};
use iced::advanced::renderer::{self, Renderer as _};
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, clipboard};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Vector, keyboard, mouse, window};

use super::keys::{self, Meaning};
use super::laid::{SIZE, line_height};
use super::page::Spot;
use super::{Message, State};
use crate::mime;
use crate::ui::theme::{Element, Theme};

const BLINK: u128 = 530;
/// After that the caret stands still.
const REST: Duration = Duration::from_secs(10);
/// What a notch of the wheel moves by, in lines.
const NOTCH: f32 = 3.0;

pub(super) struct Area<'a> {
    pub(super) state: &'a State,
    pub(super) theme: Theme,
    pub(super) hint: String,
    /// What is said of something carried along.
    pub(super) carried: String,
}

impl<'a> Area<'a> {
    pub(super) fn new(state: &'a State, theme: Theme, hint: String, carried: String) -> Self {
        Self { state, theme, hint, carried }
    }
}

/// What the widget itself remembers.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) focus: Option<Lit>,
    click: Option<Click>,
    held: Held,
    modifiers: keyboard::Modifiers,
    /// Layouts that were told to be unpainted: once, whatever comes of it.
    unpainted: Option<(Vec<Arc<str>>, Theme)>,
}

/// The keys go here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lit {
    since: Instant,
    now: Instant,
    window: bool,
}

impl Lit {
    fn new() -> Self {
        let now = Instant::now();
        Self { since: now, now, window: true }
    }

    pub(super) fn shows_caret(&self) -> bool {
        let lit = self.now.saturating_duration_since(self.since);
        self.window && (lit >= REST || (lit.as_millis() / BLINK).is_multiple_of(2))
    }

    /// When the caret changes next, if it does.
    fn next(&self) -> Option<Instant> {
        let lit = self.now.saturating_duration_since(self.since);
        let left = BLINK - lit.as_millis() % BLINK;
        (self.window && lit < REST).then(|| self.now + Duration::from_millis(u64::try_from(left).unwrap_or(1)))
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Held {
    #[default]
    Nothing,
    /// The text: what was taken first, how far the pointer is beyond an edge,
    /// and where it is.
    Text { kind: Presses, beyond: f32, at: Point },
    /// The thumb, and where on it.
    Thumb(f32),
}

/// One, two or three presses.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Presses {
    #[default]
    Letter,
    Word,
    Paragraph,
}

impl From<Kind> for Presses {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Single => Self::Letter,
            Kind::Double => Self::Word,
            Kind::Triple => Self::Paragraph,
        }
    }
}

impl From<Presses> for Kind {
    fn from(kind: Presses) -> Self {
        match kind {
            Presses::Letter => Self::Single,
            Presses::Word => Self::Double,
            Presses::Paragraph => Self::Triple,
        }
    }
}

impl Focusable for Memory {
    fn is_focused(&self) -> bool {
        self.focus.is_some()
    }

    fn focus(&mut self) {
        self.focus = Some(Lit::new());
    }

    fn unfocus(&mut self) {
        self.focus = None;
    }
}

impl Area<'_> {
    fn scroll(&self, by: f32) {
        self.state.page.borrow_mut().scroll(self.state.document(), by);
    }

    fn seek(&self, position: f32) {
        self.state.page.borrow_mut().seek(self.state.document(), position);
    }

    fn key(
        &self,
        memory: &mut Memory,
        event: &keyboard::Event,
        bounds: Rectangle,
        board: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let in_list = self.state.rich && self.state.hand.form().item.is_some();
        let message = match keys::meaning(event, in_list) {
            None => return false,
            Some(Meaning::Tell(Message::MenuAsked(_))) => self.menu_at_caret(bounds),
            Some(Meaning::Tell(message)) => message,
            Some(Meaning::Board(asked)) => match self.board(asked, board) {
                Some(message) => message,
                None => return true,
            },
        };
        memory.focus = Some(Lit::new());
        shell.publish(message);
        true
    }

    /// Asked for by a key: below the caret.
    fn menu_at_caret(&self, bounds: Rectangle) -> Message {
        let spot = self.state.spot();
        let caret = self.state.page.borrow().caret(spot);
        let below = caret.map(|caret| Point::new(bounds.x + caret.x, bounds.y + caret.y + caret.height));
        Message::MenuAsked(below.map(|below| (below, spot.place)))
    }

    fn board(&self, asked: keys::Board, board: &mut dyn Clipboard) -> Option<Message> {
        let selection = self.state.selection();
        match asked {
            keys::Board::Copy | keys::Board::Cut if selection.is_caret() => None,
            keys::Board::Copy | keys::Board::Cut => {
                let text = mime::writing::text(&self.state.document().cut(selection));
                board.write(clipboard::Kind::Standard, text.clone());
                Some(if asked == keys::Board::Cut { Message::Cut(text) } else { Message::Copied(text) })
            }
            keys::Board::Paste { plain } => {
                let text = board.read(clipboard::Kind::Standard).filter(|text| !text.is_empty());
                Some(text.map_or(Message::NothingToPaste, |text| Message::Pasted { text, plain }))
            }
        }
    }

    fn pointer(
        &self,
        memory: &mut Memory,
        event: &mouse::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let at = |position: Point| Point::new(position.x - bounds.x, position.y - bounds.y);
        match event {
            // What is seen whole leaves the wheel to what it stands in.
            mouse::Event::WheelScrolled { delta }
                if cursor.is_over(bounds) && self.state.page.borrow().thumb().is_some() =>
            {
                self.scroll(match delta {
                    mouse::ScrollDelta::Lines { y, .. } => -y * line_height(SIZE) * NOTCH,
                    mouse::ScrollDelta::Pixels { y, .. } => -y,
                });
                true
            }
            mouse::Event::ButtonPressed(button) => {
                let Some(position) = cursor.position_over(bounds) else {
                    if memory.focus.take().is_some() {
                        shell.publish(Message::Rested);
                    }
                    return false;
                };
                self.press(memory, *button, at(position), position, shell)
            }
            mouse::Event::CursorMoved { position } => self.drag(memory, at(*position), shell),
            _ => false,
        }
    }

    fn press(
        &self,
        memory: &mut Memory,
        button: mouse::Button,
        at: Point,
        window: Point,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let thumb = self.state.page.borrow().thumb().filter(|thumb| thumb.is_under(at.x));
        let spot = self.state.page.borrow().spot(at);
        memory.focus = Some(Lit::new());
        match button {
            mouse::Button::Left => {
                if let Some(thumb) = thumb {
                    let grip = thumb.grip(at.y);
                    memory.held = Held::Thumb(grip);
                    self.seek(thumb.position_at(at.y, grip) as f32);
                    return true;
                }
                let click = Click::new(at, mouse::Button::Left, memory.click);
                memory.click = Some(click);
                let kind = click.kind();
                if memory.modifiers.command() {
                    shell.publish(Message::Followed(spot.place));
                    return true;
                }
                let extending = memory.modifiers.shift();
                memory.held = Held::Text { kind: kind.into(), beyond: 0.0, at };
                let Spot { place, at_end } = spot;
                shell.publish(Message::Pointed { place, at_end, kind, extending });
                true
            }
            mouse::Button::Right => {
                shell.publish(Message::MenuAsked(Some((window, spot.place))));
                true
            }
            _ => false,
        }
    }

    fn drag(&self, memory: &mut Memory, at: Point, shell: &mut Shell<'_, Message>) -> bool {
        match memory.held {
            Held::Nothing => return false,
            Held::Thumb(grip) => {
                let thumb = self.state.page.borrow().thumb();
                if let Some(thumb) = thumb {
                    self.seek(thumb.position_at(at.y, grip) as f32);
                }
            }
            Held::Text { kind, .. } => {
                let height = self.state.page.borrow().view_height();
                let beyond = (at.y - height).max(0.0) + at.y.min(0.0);
                let at = Point::new(at.x, at.y.clamp(0.0, height));
                memory.held = Held::Text { kind, beyond, at };
                self.extend(kind, at, shell);
            }
        }
        true
    }

    fn extend(&self, kind: Presses, at: Point, shell: &mut Shell<'_, Message>) {
        let Spot { place, at_end } = self.state.page.borrow().spot(at);
        shell.publish(Message::Dragged { place, at_end, kind: kind.into() });
    }

    /// While the selection is drawn beyond an edge, the text comes along.
    fn pull(&self, memory: &Memory, shell: &mut Shell<'_, Message>) {
        if let Held::Text { kind, beyond, at } = memory.held
            && beyond != 0.0
        {
            let before = self.state.page.borrow().position();
            self.scroll((beyond / 4.0).clamp(-40.0, 40.0));
            if (self.state.page.borrow().position() - before).abs() > 0.1 {
                self.extend(kind, at, shell);
                shell.request_redraw();
            }
        }
    }

    /// Words that came into sight are to be looked up, and layouts to be painted.
    fn meet(&self, memory: &mut Memory, shell: &mut Shell<'_, Message>) {
        let page = self.state.page.borrow();
        let document = self.state.document();
        let shown =
            page.shown().filter_map(|(index, top, laid)| Some((&**document.block(index)?, page.seen(top, laid))));
        if let Some(message) = self.state.spelling.unknown(shown) {
            shell.publish(message);
        }
        let blocks = page.shown().filter_map(|(index, ..)| Some(&**document.block(index)?));
        let met = self.state.shown.met(blocks, self.theme);
        if let Some((all, theme)) = met.clone().filter(|_| met != memory.unpainted) {
            shell.publish(Message::Unpainted(all, theme));
        }
        memory.unpainted = met;
    }

    fn redraw(&self, memory: &mut Memory, now: Instant, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        self.pull(memory, shell);
        self.meet(memory, shell);
        let Some(lit) = &mut memory.focus else { return };
        lit.now = now;
        if let Some(next) = lit.next() {
            shell.request_redraw_at(next);
        }
        if lit.window {
            let caret = self.state.page.borrow().caret(self.state.spot());
            let cursor = caret.unwrap_or_default() + Vector::new(bounds.x, bounds.y);
            let method: InputMethod<String> = InputMethod::Enabled { cursor, purpose: Purpose::Normal, preedit: None };
            shell.request_input_method(&method);
        }
    }

    fn input_method(event: &input_method::Event, shell: &mut Shell<'_, Message>) {
        match event {
            input_method::Event::Preedit(text, caret) => {
                shell.publish(Message::Composing(text.clone(), caret.clone()));
            }
            input_method::Event::Commit(text) => shell.publish(Message::Typed(text.clone())),
            input_method::Event::Closed => shell.publish(Message::Composing(String::new(), None)),
            input_method::Event::Opened => {}
        }
    }
}

impl Widget<Message, Theme, Renderer> for Area<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Memory>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Memory::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let node = layout::atomic(limits, Length::Fill, Length::Fill);
        self.state.page.borrow_mut().sync(self.state.document(), node.size(), self.theme);
        node
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        board: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _: &Rectangle,
    ) {
        let memory = tree.state.downcast_mut::<Memory>();
        let bounds = layout.bounds();
        let used = match event {
            Event::Window(window::Event::RedrawRequested(now)) => return self.redraw(memory, *now, bounds, shell),
            Event::Window(window::Event::Unfocused) => {
                if let Some(lit) = &mut memory.focus {
                    lit.window = false;
                    shell.publish(Message::Rested);
                    shell.request_redraw();
                }
                return;
            }
            Event::Window(window::Event::Focused) => {
                if memory.focus.is_some() {
                    memory.focus = Some(Lit::new());
                    shell.request_redraw();
                }
                return;
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                memory.modifiers = *modifiers;
                return;
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                std::mem::take(&mut memory.held) != Held::Nothing
            }
            Event::Mouse(event) if !shell.is_event_captured() => self.pointer(memory, event, bounds, cursor, shell),
            Event::Mouse(mouse::Event::ButtonPressed(_)) if !cursor.is_over(bounds) => {
                // Something else took it.
                memory.focus = None;
                false
            }
            Event::Keyboard(event) if memory.focus.is_some() && !shell.is_event_captured() => {
                self.key(memory, event, bounds, board, shell)
            }
            Event::InputMethod(event) if memory.focus.is_some() => {
                Self::input_method(event, shell);
                true
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
        _: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Rectangle,
        _: &Renderer,
    ) -> mouse::Interaction {
        let bounds = layout.bounds();
        let thumb = self.state.page.borrow().thumb();
        match cursor.position_over(bounds) {
            Some(at) if !thumb.is_some_and(|thumb| thumb.is_under(at.x - bounds.x)) => mouse::Interaction::Text,
            _ => mouse::Interaction::default(),
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _: &Theme,
        _: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let memory = tree.state.downcast_ref::<Memory>();
        let bounds = layout.bounds();
        let Some(clip) = bounds.intersection(viewport) else { return };
        renderer.with_layer(clip, |renderer| self.draw_text(renderer, memory, bounds, clip));
        renderer.with_layer(clip, |renderer| {
            self.draw_caret(renderer, memory, bounds);
            if let Some(thumb) = self.state.page.borrow().thumb() {
                thumb.draw(renderer, self.theme, bounds.position(), matches!(memory.held, Held::Thumb(_)));
            }
        });
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let memory = tree.state.downcast_mut::<Memory>();
        operation.focusable(Some(&self.state.id), layout.bounds(), memory);
        if self.state.document().is_empty() {
            operation.text(Some(&self.state.id), layout.bounds(), &self.hint);
        }
    }
}

impl<'a> From<Area<'a>> for Element<'a, Message> {
    fn from(area: Area<'a>) -> Self {
        Element::new(area)
    }
}
