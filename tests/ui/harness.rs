//! A window without a screen: a view is built, events go in, messages come out
//! and go back to the state, as in the real program. Unlike the toolkit's own
//! simulator it keeps the widgets' memory (scroll, focus) from frame to frame.

use std::path::Path;
use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};

use crate::support::effort::Effort;
use futures::StreamExt;
use iced::advanced::widget::operation::{Operation, Outcome, black_box};
use iced::keyboard::{self, Key, Modifiers};
use iced::theme::Base;
use iced::{Event, Point, Rectangle, Renderer, Size, Task, mouse, window};
use iced_test::core::renderer::Headless;
use iced_test::core::{SmolStr, clipboard};
use iced_test::runtime::user_interface::Cache;
use iced_test::runtime::{Action, UserInterface, task};
use iced_test::selector::{Bounded, Candidate, Selector};
use sceau::ui::theme::{Element, Theme, font, size};
use sceau::ui::widget::focus;

/// What is put on the stage: a pane with its parent's part played by the test.
pub(crate) trait Stage {
    type Message: Clone + Send + std::fmt::Debug + 'static;

    fn update(&mut self, message: Self::Message) -> Task<Self::Message>;
    fn view(&self) -> Element<'_, Self::Message>;

    fn theme(&self) -> Theme {
        Theme::Light
    }
}

/// The window that a stage is shown in.
pub(crate) fn window_id() -> window::Id {
    static ID: LazyLock<window::Id> = LazyLock::new(window::Id::unique);
    *ID
}

pub(crate) struct Harness<S: Stage> {
    pub(crate) stage: S,
    /// What was copied last.
    pub(crate) copied: Option<String>,
    /// The windows that were asked for, in their order.
    pub(crate) opened: Vec<window::Id>,
    size: Size,
    scale: f32,
    cursor: mouse::Cursor,
    renderer: Renderer,
    cache: Option<Cache>,
}

/// A frame that asks for another, and another: more than any view needs.
const FRAMES: usize = 12;

impl<S: Stage> Harness<S> {
    pub(crate) fn new(stage: S, width: f32, height: f32) -> Self {
        load_fonts();
        let renderer =
            futures::executor::block_on(<Renderer as Headless>::new(font::TEXT, size::BASE.into(), Some("tiny-skia")))
                .expect("a renderer without a screen");
        let mut harness = Self {
            stage,
            copied: None,
            opened: Vec::new(),
            size: Size::new(width, height),
            scale: 1.0,
            cursor: mouse::Cursor::Unavailable,
            renderer,
            cache: Some(Cache::new()),
        };
        harness.settle();
        harness
    }

    /// The text-size setting: everything larger in the same window.
    pub(crate) fn scaled(mut self, scale: f32) -> Self {
        self.size = Size::new(self.size.width * self.scale / scale, self.size.height * self.scale / scale);
        self.scale = scale;
        self.settle();
        self
    }

    /// Sends events as one batch, then lets everything that follows happen.
    pub(crate) fn send(&mut self, events: &[Event]) {
        let messages = self.frame(events);
        for message in messages {
            self.tell(message);
        }
        self.settle();
    }

    /// As if the program itself had this message to deal with.
    pub(crate) fn tell(&mut self, message: S::Message) {
        let work = self.stage.update(message);
        self.run(work);
    }

    /// Work that was begun before the stage was set.
    pub(crate) fn work(&mut self, work: Task<S::Message>) {
        self.run(work);
        self.settle();
    }

    pub(crate) fn point_at(&mut self, x: f32, y: f32) {
        let position = Point::new(x, y);
        self.cursor = mouse::Cursor::Available(position);
        self.send(&[Event::Mouse(mouse::Event::CursorMoved { position })]);
    }

    pub(crate) fn click_at(&mut self, x: f32, y: f32) {
        self.point_at(x, y);
        self.send(&[Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))]);
        self.send(&[Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))]);
    }

    /// Clicks on the widget that shows that whole text.
    pub(crate) fn click(&mut self, text: &str) {
        let place = self.place_of(text).unwrap_or_else(|| panic!("nothing shows {text:?}")).center();
        self.click_at(place.x, place.y);
    }

    pub(crate) fn drag(&mut self, from: Point, to: Point) {
        self.point_at(from.x, from.y);
        self.send(&[Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))]);
        self.point_at(f32::midpoint(from.x, to.x), f32::midpoint(from.y, to.y));
        self.point_at(to.x, to.y);
        self.send(&[Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))]);
    }

    /// Turns the wheel where the pointer is; down is positive.
    pub(crate) fn wheel(&mut self, pixels: f32) {
        let delta = mouse::ScrollDelta::Pixels { x: 0.0, y: -pixels };
        self.send(&[Event::Mouse(mouse::Event::WheelScrolled { delta })]);
    }

    /// Holds keys such as Shift, until told otherwise.
    pub(crate) fn hold(&mut self, modifiers: Modifiers) {
        self.send(&[Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers))]);
    }

    pub(crate) fn press(&mut self, key: impl Into<Key>, modifiers: Modifiers) {
        let (key, text) = (key.into(), None::<SmolStr>);
        let physical_key = keyboard::key::Physical::Unidentified(keyboard::key::NativeCode::Unidentified);
        self.send(&[Event::Keyboard(keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key,
            location: keyboard::Location::Standard,
            modifiers,
            text,
            repeat: false,
        })]);
    }

    pub(crate) fn shows(&mut self, text: &str) -> bool {
        self.place_of(text).is_some()
    }

    /// Where the widget that shows that whole text is, if it can be seen.
    pub(crate) fn place_of(&mut self, text: &str) -> Option<Rectangle> {
        let mut find = Selector::find_all(text.to_owned());
        self.operate(&mut black_box(&mut find));
        match find.finish() {
            Outcome::Some(found) => found.iter().find_map(Bounded::visible_bounds),
            _ => None,
        }
    }

    /// What one turn of the program costs: a message, the view that it leads to,
    /// its layout, and the events of a frame. Painting is apart.
    pub(crate) fn turn(&mut self, message: S::Message) -> Duration {
        let start = Effort::start();
        let work = self.stage.update(message);
        let moved = Event::Mouse(mouse::Event::CursorMoved { position: Point::new(50.0, 300.0) });
        let messages = self.frame(&[moved, redraw()]);
        let spent = start.elapsed();
        self.run(work);
        for message in messages {
            self.tell(message);
        }
        spent
    }

    /// All the texts that are in the window, seen or not.
    pub(crate) fn texts(&mut self) -> Vec<String> {
        let mut all = Selector::find_all(|candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, .. } => Some(content.to_owned()),
            _ => None,
        });
        self.operate(&mut black_box(&mut all));
        match all.finish() {
            Outcome::Some(found) => found,
            _ => Vec::new(),
        }
    }

    /// The pixels of the window, at its scale, in RGBA.
    pub(crate) fn pixels(&mut self) -> (Size<u32>, Vec<u8>) {
        let (width, height) = (self.size.width * self.scale, self.size.height * self.scale);
        let (pixels, scale) = (Size::new(width.round() as u32, height.round() as u32), self.scale);
        (pixels, self.drawn(|renderer, background| renderer.screenshot(pixels, scale, background)))
    }

    /// Draws the window; `paint` makes pixels of it.
    pub(crate) fn drawn<T>(&mut self, paint: impl FnOnce(&mut Renderer, iced::Color) -> T) -> T {
        let theme = self.stage.theme();
        let base = theme.base();
        let cache = self.cache.take().unwrap_or_default();
        let mut ui =
            UserInterface::build(focus::within(window_id(), self.stage.view()), self.size, cache, &mut self.renderer);
        let _ = ui.update(&[redraw()], self.cursor, &mut self.renderer, &mut clipboard::Null, &mut Vec::new());
        let style = iced::advanced::renderer::Style { text_color: base.text_color };
        ui.draw(&mut self.renderer, &theme, &style, self.cursor);
        let painted = paint(&mut self.renderer, base.background_color);
        self.cache = Some(ui.into_cache());
        painted
    }

    /// A picture to be looked at by a person.
    pub(crate) fn save(&mut self, path: &Path) {
        let (size, rgba) = self.pixels();
        std::fs::write(path, super::png::encode(size.width, size.height, &rgba)).expect("a picture is written");
    }

    fn settle(&mut self) {
        for _ in 0..FRAMES {
            let messages = self.frame(&[redraw()]);
            if messages.is_empty() {
                return;
            }
            for message in messages {
                self.tell(message);
            }
        }
        panic!("the view asks for one frame after the other");
    }

    fn frame(&mut self, events: &[Event]) -> Vec<S::Message> {
        let mut messages = Vec::new();
        let mut board = Board(self.copied.take());
        let cache = self.cache.take().unwrap_or_default();
        let mut ui =
            UserInterface::build(focus::within(window_id(), self.stage.view()), self.size, cache, &mut self.renderer);
        let _ = ui.update(events, self.cursor, &mut self.renderer, &mut board, &mut messages);
        self.cache = Some(ui.into_cache());
        self.copied = board.0;
        messages
    }

    fn operate(&mut self, operation: &mut dyn Operation) {
        let cache = self.cache.take().unwrap_or_default();
        let mut ui =
            UserInterface::build(focus::within(window_id(), self.stage.view()), self.size, cache, &mut self.renderer);
        ui.operate(&self.renderer, operation);
        self.cache = Some(ui.into_cache());
    }

    /// Runs a task to its end, as the toolkit would.
    fn run(&mut self, work: Task<S::Message>) {
        let Some(mut stream) = task::into_stream(work) else {
            return;
        };
        while let Some(action) = runtime().block_on(stream.next()) {
            match action {
                Action::Output(message) => self.tell(message),
                Action::Widget(operation) => {
                    let mut next = Some(operation);
                    while let Some(mut operation) = next.take() {
                        self.operate(operation.as_mut());
                        if let Outcome::Chain(following) = operation.finish() {
                            next = Some(following);
                        }
                    }
                }
                Action::Clipboard(iced_test::runtime::clipboard::Action::Write { contents, .. }) => {
                    self.copied = Some(contents);
                }
                Action::Window(iced_test::runtime::window::Action::Open(id, ..)) => self.opened.push(id),
                _ => {}
            }
        }
    }
}

struct Board(Option<String>);

impl clipboard::Clipboard for Board {
    fn read(&self, _: clipboard::Kind) -> Option<String> {
        self.0.clone()
    }

    fn write(&mut self, _: clipboard::Kind, contents: String) {
        self.0 = Some(contents);
    }
}

fn redraw() -> Event {
    Event::Window(window::Event::RedrawRequested(Instant::now()))
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("a runtime for tasks")
    })
}

fn load_fonts() {
    static LOADED: OnceLock<()> = OnceLock::new();
    let () = *LOADED.get_or_init(|| {
        let mut system = iced::advanced::graphics::text::font_system().write().expect("the fonts");
        for file in font::all() {
            system.load_font(file);
        }
    });
}
