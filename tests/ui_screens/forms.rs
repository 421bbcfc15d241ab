//! What forms do with the keys: Tab reaches everything, Enter and Space press,
//! and what has the focus is in sight.

use iced::Task;
use iced::keyboard::{Modifiers, key::Named};
use iced::widget::{column, text_input};
use sceau::i18n::Language;
use sceau::ui::modal;
use sceau::ui::screen::{assistant, form};
use sceau::ui::theme::{Element, Theme, button as kind};
use sceau::ui::widget::focus;
use sceau::ui::widget::stop::stop;

use super::scenes::{self, Move, SceneStage, type_text};
use crate::ui::harness::{Harness, Stage, window_id};

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Typed(String),
    Pressed(&'static str),
    Next,
    Previous,
    Focus(&'static str),
    Open(bool),
}

/// A field and two buttons, one of which may be out of use, and a modal that
/// can stand in front of them.
#[derive(Default)]
struct Form {
    typed: String,
    pressed: Vec<&'static str>,
    off: bool,
    modal: bool,
}

impl Stage for Form {
    type Message = Said;

    fn update(&mut self, message: Said) -> Task<Said> {
        match message {
            Said::Typed(typed) => self.typed = typed,
            Said::Pressed(name) => self.pressed.push(name),
            Said::Next => return focus::next(window_id()),
            Said::Previous => return focus::previous(window_id()),
            Said::Focus(id) => return focus::on(id.into()),
            Said::Open(open) => self.modal = open,
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let word = |name: &'static str, on: bool| {
            form::word_button(name.to_owned(), kind::plain, on.then_some(Said::Pressed(name)))
        };
        let field = text_input("", &self.typed).id("field").on_input(Said::Typed);
        let window = column![field, word("one", !self.off), word("two", true)];
        let front = self.modal.then(|| column![word("yes", true), word("no", true)].into());
        modal::over(window, front)
    }
}

fn window(form: Form) -> Harness<Form> {
    Harness::new(form, 400.0, 300.0)
}

fn enter(window: &mut Harness<Form>) {
    window.press(Named::Enter, Modifiers::NONE);
}

#[test]
fn tab_reaches_buttons_and_enter_or_space_presses_them() {
    let mut window = window(Form::default());
    window.tell(Said::Focus("field"));
    enter(&mut window);
    assert!(window.stage.pressed.is_empty(), "the field has the focus");
    window.tell(Said::Next);
    enter(&mut window);
    window.tell(Said::Next);
    window.press(Named::Space, Modifiers::NONE);
    assert_eq!(window.stage.pressed, ["one", "two"]);
    window.tell(Said::Previous);
    enter(&mut window);
    assert_eq!(window.stage.pressed, ["one", "two", "one"]);
}

#[test]
fn what_is_out_of_use_is_passed_over_and_loses_the_focus() {
    let mut window = window(Form { off: true, ..Form::default() });
    window.tell(Said::Focus("field"));
    window.tell(Said::Next);
    enter(&mut window);
    assert_eq!(window.stage.pressed, ["two"]);
    window.stage.off = false;
    window.tell(Said::Previous);
    window.stage.off = true;
    enter(&mut window);
    assert_eq!(window.stage.pressed, ["two"], "it cannot be pressed any more");
}

#[test]
fn the_mouse_takes_the_focus_away() {
    let mut window = window(Form::default());
    window.tell(Said::Focus("field"));
    window.tell(Said::Next);
    window.click_at(390.0, 290.0);
    enter(&mut window);
    assert!(window.stage.pressed.is_empty());
}

#[test]
fn a_modal_keeps_the_keys_and_the_mouse_to_itself() {
    let mut window = window(Form::default());
    window.tell(Said::Focus("field"));
    type_text(&mut window, "av");
    window.tell(Said::Open(true));
    type_text(&mut window, "x");
    assert_eq!(window.stage.typed, "av", "what lies behind hears nothing");
    for _ in 0..5 {
        window.tell(Said::Next);
        enter(&mut window);
    }
    assert_eq!(window.stage.pressed, ["yes", "no", "yes", "no", "yes"], "the focus stays inside");
    let two = window.place_of("two").expect("it can be seen").center();
    window.click_at(two.x, two.y);
    assert_eq!(window.stage.pressed.len(), 5, "the veil is in front");
    window.tell(Said::Open(false));
    type_text(&mut window, "ant");
    assert_eq!(window.stage.typed, "avant", "all is as it was");
}

#[test]
fn what_has_the_focus_is_scrolled_into_sight() {
    let (mut state, _) = scenes::assistant(2);
    let _ = state.update(assistant::Message::Edited(assistant::Edit::Unfolded));
    let scene = SceneStage::new(Box::new(state), Language::Fr, Theme::Light);
    let mut window = Harness::new(scene, 1024.0, 600.0).scaled(1.5);
    assert!(window.place_of("587").is_none(), "the last port is below");
    window.tell(Move::Focus(assistant::SMTP_PORT));
    assert!(window.place_of("587").is_some());
    window.tell(Move::Focus(assistant::IMAP_HOST));
    assert!(window.place_of("587").is_none(), "and back again");
    for _ in 0..9 {
        window.tell(Move::Next); // port, two securities, user, host, port, two securities, only
    }
    assert!(window.place_of("Cette boîte ne fait que recevoir").is_some());
}

#[test]
fn a_stop_takes_no_room_of_its_own() {
    struct Bare(bool);
    impl Stage for Bare {
        type Message = ();
        fn update(&mut self, (): ()) -> Task<()> {
            Task::none()
        }
        fn view(&self) -> Element<'_, ()> {
            let words = iced::widget::text("Continuer");
            if self.0 { column![stop(words, Some(()))].into() } else { column![words].into() }
        }
    }
    let place = |stopped| Harness::new(Bare(stopped), 300.0, 100.0).place_of("Continuer");
    assert_eq!(place(true), place(false));
}
