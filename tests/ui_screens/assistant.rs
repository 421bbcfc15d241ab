//! The assistant, filled in as a person does it.

use iced::Task;
use iced::keyboard::{Modifiers, key::Named};
use sceau::domain::{Colour, Security, Server, Service, Source, Space};
use sceau::engine::{FaultKind, Subject};
use sceau::i18n::{Language, Words};
use sceau::ui::screen::assistant;
use sceau::ui::theme::Element;
use sceau::ui::widget::focus;

use super::scenes::{ADDRESS, context, email, fault, found, type_text};
use crate::ui::harness::{Harness, Stage, window_id};

struct Desk {
    assistant: assistant::State,
    words: Words,
    asked: Vec<assistant::Action>,
}

#[derive(Debug, Clone)]
enum Said {
    Assistant(assistant::Message),
    Tab,
}

impl Stage for Desk {
    type Message = Said;

    fn update(&mut self, message: Said) -> Task<Said> {
        let Said::Assistant(message) = message else { return focus::next(window_id()) };
        match self.assistant.update(message) {
            assistant::Action::None => {}
            action => self.asked.push(action),
        }
        self.assistant.take_focus().map_or_else(Task::none, focus::on)
    }

    fn view(&self) -> Element<'_, Said> {
        self.assistant.view(&context(&self.words)).map(Said::Assistant)
    }
}

fn desk() -> Harness<Desk> {
    let mut assistant = assistant::State::new(Colour(0));
    let first = assistant.take_focus().expect("the cursor lands in the first field");
    assert_eq!(first, assistant::EMAIL.into());
    let mut window =
        Harness::new(Desk { assistant, words: Words::new(Language::Fr), asked: Vec::new() }, 1024.0, 700.0);
    window.click("nom@cabinet.example");
    window
}

fn tab(window: &mut Harness<Desk>) {
    window.tell(Said::Tab);
}

fn enter(window: &mut Harness<Desk>) {
    window.press(Named::Enter, Modifiers::NONE);
}

fn tell(window: &mut Harness<Desk>, message: assistant::Message) {
    window.tell(Said::Assistant(message));
}

fn last(window: &mut Harness<Desk>) -> assistant::Action {
    window.stage.asked.pop().expect("something was asked for")
}

#[test]
fn it_is_filled_in_without_a_mouse() {
    let mut window = desk();
    type_text(&mut window, ADDRESS);
    tab(&mut window);
    type_text(&mut window, "sésame");
    tab(&mut window);
    tab(&mut window); // past the eye
    type_text(&mut window, "Dr Anne Durand");
    tab(&mut window);
    tab(&mut window);
    window.press(Named::Space, Modifiers::NONE); // the ordinary space, against what the address says
    for _ in 0..3 {
        tab(&mut window); // back, by hand, search
    }
    enter(&mut window);
    let assistant::Action::Find { email: asked, generation } = last(&mut window) else { panic!("no search") };
    assert_eq!(asked, email());
    tell(&mut window, assistant::Message::Found(generation, Ok(vec![found(Source::Autoconfig, "mssante.example")])));
    assert!(window.shows("imap.mssante.example, port 993, TLS"));
    window.click("Vérifier");
    let assistant::Action::Check { service: Service::Imap, draft, secret, generation } = last(&mut window) else {
        panic!("no check")
    };
    assert_eq!((draft.holder.as_str(), draft.space, secret.expose()), ("Dr Anne Durand", Space::Ordinary, "sésame"));
    tell(&mut window, assistant::Message::Checked(generation, Service::Imap, Ok(())));
    let assistant::Action::Check { generation, .. } = last(&mut window) else { panic!("no second check") };
    tell(&mut window, assistant::Message::Checked(generation, Service::Smtp, Ok(())));
    assert!(matches!(last(&mut window), assistant::Action::Add { .. }));
}

#[test]
fn what_is_wrong_is_said_under_its_field() {
    let mut window = desk();
    type_text(&mut window, "anne");
    enter(&mut window);
    assert!(window.stage.asked.is_empty());
    assert!(window.shows("Il manque l’arobase (@)\u{a0}: une adresse s’écrit nom@domaine."));
    assert!(window.shows("Saisissez le mot de passe de la boîte."));
    type_text(&mut window, "@cabinet.example");
    assert!(!window.shows("Il manque l’arobase (@)\u{a0}: une adresse s’écrit nom@domaine."), "said until it is right");
}

#[test]
fn a_refused_password_is_typed_again_where_it_was_refused() {
    let mut window = desk();
    type_text(&mut window, ADDRESS);
    tab(&mut window);
    type_text(&mut window, "faux");
    enter(&mut window);
    let assistant::Action::Find { generation, .. } = last(&mut window) else { panic!("no search") };
    tell(&mut window, assistant::Message::Found(generation, Ok(vec![found(Source::Srv, "mssante.example")])));
    window.click("Vérifier");
    let assistant::Action::Check { generation, .. } = last(&mut window) else { panic!("no check") };
    let refused = fault(FaultKind::LoginRefused, Subject::NewAccount);
    tell(&mut window, assistant::Message::Checked(generation, Service::Imap, Err(refused)));
    assert!(window.shows("Le serveur refuse le nom d’utilisateur ou le mot de passe."));
    for _ in 0.."faux".len() {
        window.press(Named::Backspace, Modifiers::NONE); // the cursor is there already
    }
    type_text(&mut window, "juste");
    enter(&mut window);
    let assistant::Action::Check { secret, .. } = last(&mut window) else { panic!("no second check") };
    assert_eq!(secret.expose(), "juste");
}

#[test]
fn the_servers_are_typed_by_hand() {
    let mut window = desk();
    type_text(&mut window, ADDRESS);
    tab(&mut window);
    type_text(&mut window, "sésame");
    window.click("Saisir les serveurs à la main");
    type_text(&mut window, "courrier.cabinet.example"); // the cursor is in the first server
    window.click("STARTTLS");
    assert!(window.shows("143"), "the port follows");
    window.click("Cette boîte ne fait que recevoir");
    window.click("Vérifier");
    let assistant::Action::Check { draft, .. } = last(&mut window) else { panic!("no check") };
    let server = Server { host: "courrier.cabinet.example".to_owned(), port: 143, security: Security::StartTls };
    assert_eq!((draft.incoming, draft.smtp), (server, None));
}
