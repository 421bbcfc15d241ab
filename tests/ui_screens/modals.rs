//! The modals, used with the mouse and the keys.

use std::path::Path;

use iced::Length::Fill;
use iced::Task;
use iced::keyboard::{Modifiers, key::Named};
use iced::widget::{Space, space};
use sceau::config::{Settings, Theme};
use sceau::engine::card::{Lock, Tries};
use sceau::engine::{FaultKind, Subject};
use sceau::i18n::{Language, Words};
use sceau::ui::modal::{self, code, save_as, settings, shortcuts};
use sceau::ui::shortcut::{self, Place};
use sceau::ui::theme::Element;
use sceau::ui::widget::focus;

use super::scenes::{context, fault, type_text};
use crate::ui::harness::{Harness, Stage};

/// Nothing but the place of a window.
fn window() -> Space {
    space().width(Fill).height(Fill)
}

struct Saving {
    state: save_as::State,
    words: Words,
    done: Vec<save_as::Action>,
}

impl Stage for Saving {
    type Message = save_as::Message;

    fn update(&mut self, message: save_as::Message) -> Task<save_as::Message> {
        match self.state.update(message) {
            save_as::Action::None => {}
            action => self.done.push(action),
        }
        self.state.take_focus().map_or_else(Task::none, focus::on)
    }

    fn view(&self) -> Element<'_, save_as::Message> {
        modal::over(window(), Some(self.state.view(&context(&self.words))))
    }
}

fn saving() -> Harness<Saving> {
    let state = save_as::State::one(Path::new("/home/anne"), "lettre.pdf");
    Harness::new(Saving { state, words: Words::new(Language::Fr), done: Vec::new() }, 1024.0, 700.0)
}

#[test]
fn a_taken_name_is_answered_with_a_free_one_or_with_replace() {
    let mut window = saving();
    window.click("Enregistrer");
    let save = |name: &str, replace, generation| save_as::Action::Save {
        folder: "/home/anne".into(),
        name: Some(name.to_owned()),
        replace,
        generation,
    };
    assert_eq!(window.stage.done, [save("lettre.pdf", false, 1)]);
    window.tell(save_as::Message::Answered(1, Err(fault(FaultKind::FileExists, Subject::File))));
    assert!(window.shows("Un fichier «\u{a0}lettre.pdf\u{a0}» existe déjà dans ce dossier."));
    window.click("Enregistrer «\u{a0}lettre (2).pdf\u{a0}»");
    assert_eq!(window.stage.done.last(), Some(&save("lettre (2).pdf", false, 2)));
    window.tell(save_as::Message::Answered(2, Err(fault(FaultKind::FileExists, Subject::File))));
    window.click("Remplacer");
    assert_eq!(window.stage.done.last(), Some(&save("lettre (2).pdf", true, 3)));
    window.tell(save_as::Message::Answered(3, Ok(())));
    assert_eq!(window.stage.done.last(), Some(&save_as::Action::Saved));
}

#[test]
fn the_name_is_typed_and_sent_with_enter() {
    let mut window = saving();
    window.click("lettre.pdf");
    window.press(Named::End, Modifiers::NONE);
    for _ in 0.."lettre.pdf".len() {
        window.press(Named::Backspace, Modifiers::NONE);
    }
    type_text(&mut window, "bilan.pdf");
    window.press(Named::Enter, Modifiers::NONE);
    assert!(
        matches!(window.stage.done.as_slice(), [save_as::Action::Save { name: Some(name), .. }] if name == "bilan.pdf")
    );
}

#[test]
fn a_setting_is_applied_when_it_is_pressed() {
    struct Panel(settings::State, Words, Vec<settings::Action>);
    impl Stage for Panel {
        type Message = settings::Message;
        fn update(&mut self, message: settings::Message) -> Task<settings::Message> {
            let action = self.0.update(message);
            self.2.push(action);
            Task::none()
        }
        fn view(&self) -> Element<'_, settings::Message> {
            modal::over(window(), Some(self.0.view(&context(&self.1))))
        }
    }
    let state = settings::State::new(Settings::default(), Vec::new());
    let mut window = Harness::new(Panel(state, Words::new(Language::Fr), Vec::new()), 1024.0, 700.0);
    window.click("Sombre");
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    assert_eq!(window.stage.2, [settings::Action::Apply(Box::new(dark))]);
    window.click("Serrée");
    assert!(matches!(window.stage.2.last(), Some(settings::Action::Apply(_))));
    window.click("Fermer");
    assert_eq!(window.stage.2.last(), Some(&settings::Action::Close));
}

#[test]
fn the_help_page_names_every_key_of_the_window_in_both_languages() {
    struct Page(Words);
    impl Stage for Page {
        type Message = shortcuts::Message;
        fn update(&mut self, _: shortcuts::Message) -> Task<shortcuts::Message> {
            Task::none()
        }
        fn view(&self) -> Element<'_, shortcuts::Message> {
            modal::over(window(), Some(shortcuts::view(&context(&self.0))))
        }
    }
    for language in Language::ALL {
        let words = Words::new(language);
        let mut window = Harness::new(Page(words.clone()), 1024.0, 700.0);
        for shortcut in shortcut::ALL.iter().filter(|shortcut| shortcut.places.contains(&Place::Pane)) {
            let says = words.say(shortcut.words);
            assert_ne!(says, shortcut.words);
            assert!(window.shows(&says), "{says:?} is not on the page, whole, at 1024 by 700");
        }
    }
}

struct Coding {
    state: code::State,
    words: Words,
    tried: Vec<String>,
}

impl Stage for Coding {
    type Message = code::Message;

    fn update(&mut self, message: code::Message) -> Task<code::Message> {
        if let code::Action::Try { code: Some(code), .. } = self.state.update(message) {
            self.tried.push(code.expose().to_owned());
        }
        self.state.take_focus().map_or_else(Task::none, focus::on)
    }

    fn view(&self) -> Element<'_, code::Message> {
        modal::over(window(), Some(self.state.view(&context(&self.words))))
    }
}

#[test]
fn a_code_is_typed_on_while_the_card_tells_that_one_try_is_left() {
    let state = super::cards::asking(Tries::All);
    let mut window = Harness::new(Coding { state, words: Words::new(Language::Fr), tried: Vec::new() }, 1024.0, 700.0);
    window.work(focus::on(code::CODE.into()));
    type_text(&mut window, "12");
    window.stage.state.card_changed(&super::cards::sight(Tries::Last, Lock::Closed));
    window.send(&[]);
    assert!(window.shows("Il ne reste qu’un essai."));
    type_text(&mut window, "34");
    window.tell(code::Message::Submitted);
    assert_eq!(window.stage.tried, ["1234"]);
}
