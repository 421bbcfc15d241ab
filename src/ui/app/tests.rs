use iced::keyboard::key::{Code, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Size, window};

use super::{App, Boot, Message, now};
use crate::config::{self, Paths};
use crate::engine::{Gate, Runtime};
use crate::ui::Wishes;

#[test]
fn a_window_that_fills_the_screen_does_so_again_and_comes_back_to_its_size() {
    let place = tempfile::tempdir().unwrap();
    let runtime = Runtime::start().unwrap();
    let boot = Boot::new(runtime.handle(), Wishes::default(), Paths::at(place.path()));
    let (mut app, _first) = App::start(boot);
    let _ = app.update(Message::Fills(Size::new(1000.0, 700.0), false));
    let _ = app.update(Message::Fills(Size::new(1920.0, 1080.0), true));
    assert_eq!(app.settings.window, config::Window { width: 1000, height: 700, maximised: true });
    let _ = app.update(Message::Fills(Size::new(900.0, 600.0), false));
    assert_eq!(app.settings.window, config::Window { width: 900, height: 600, maximised: false });
}

fn key(sign: &str, code: Code) -> keyboard::Event {
    keyboard::Event::KeyPressed {
        key: Key::Character(sign.into()),
        modified_key: Key::Character(sign.into()),
        physical_key: Physical::Code(code),
        location: Location::Standard,
        modifiers: Modifiers::COMMAND,
        text: None,
        repeat: false,
    }
}

#[test]
fn the_text_grows_and_shrinks_by_the_keys_of_any_window() {
    let profile = tempfile::tempdir().unwrap();
    let runtime = Runtime::start().unwrap();
    let paths = Paths::at(profile.path());
    let engine = runtime.handle().block_on(Gate::new(runtime.handle(), paths.clone()).demonstration(now())).unwrap();
    let wishes = Wishes { demonstration: true, ..Wishes::default() };
    let (mut app, _) = App::start(Boot::new(runtime.handle(), wishes, paths));
    let _ = app.update(Message::Opened { generation: app.generation, result: Ok(engine) });
    for window in [app.window, window::Id::unique()] {
        let mut press = |sign, code| {
            let _ = app.update(Message::Key { window, event: key(sign, code), captured: false });
            app.settings.text_size
        };
        let sizes = [press("=", Code::Equal), press("-", Code::Digit6), press("-", Code::Digit6)];
        assert_eq!(sizes, [110, 100, 90]);
        assert_eq!(press("à", Code::Digit0), 100);
    }
}
