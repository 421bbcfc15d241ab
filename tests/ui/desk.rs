//! The whole window on the demonstration, without a screen: what the user does
//! to messages and folders, from the key to the cache and back.

mod certificates;
mod health;
mod letters;
mod paper;
mod shown;
mod told;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use iced::Task;
use iced::keyboard::Modifiers;
use sceau::child::Program;
use sceau::config::{Paths, Settings};
use sceau::domain::{AccountId, Filter, Folder, FolderId, MessageId, Role, Sort, Timestamp};
use sceau::engine::{Event, Events, Gate, Runtime};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density};
use sceau::ui::deed::Deed;
use sceau::ui::modal::{move_to, tags};
use sceau::ui::pane::list;
use sceau::ui::shortcut::Intent;
use sceau::ui::theme::{Element, Theme};
use sceau::ui::widget::focus;
use sceau::ui::widget::virtual_list::{Press, Touch};
use sceau::ui::workbench::{Action, Message, Workbench, deeds};

use super::harness::{Harness, Stage};
use super::people::NOW;

pub(crate) struct Desk {
    bench: Workbench,
    events: Events,
    settings: Settings,
    words: Words,
    theme: Theme,
    width: f32,
    /// The window that is looked at; None for the main one.
    front: Option<iced::window::Id>,
    // In the order of their going.
    _profile: tempfile::TempDir,
    runtime: Runtime,
}

#[derive(Debug, Clone)]
pub(crate) enum Said {
    Bench(Message),
    Key(Intent),
}

impl Desk {
    fn new(language: Language, theme: Theme, width: f32) -> (Self, Task<Said>) {
        Self::with(language, theme, width, None, Settings::default())
    }

    /// With another program for the children than the one that runs.
    fn with(
        language: Language,
        theme: Theme,
        width: f32,
        program: Option<Program>,
        settings: Settings,
    ) -> (Self, Task<Said>) {
        let profile = tempfile::tempdir().unwrap();
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), Paths::at(profile.path()));
        let gate = match program {
            Some(program) => gate.with_program(program),
            None => gate,
        };
        let engine = runtime.handle().block_on(gate.demonstration(Timestamp(NOW.0))).unwrap();
        let words = Words::new(language);
        let events = engine.events();
        let (bench, task) = Workbench::open(engine, &settings, &words);
        let desk = Self { bench, events, settings, words, theme, width, front: None, _profile: profile, runtime };
        (desk, task.map(Said::Bench))
    }

    fn ask<T>(&self, question: impl Future<Output = Result<T, sceau::engine::Fault>>) -> T {
        self.runtime.handle().block_on(question).unwrap()
    }

    fn folders(&self) -> Vec<Folder> {
        let engine = self.bench.engine();
        let account: AccountId = self.ask(engine.accounts())[0].id;
        self.ask(engine.folders(account))
    }

    fn folder(&self, role: Role) -> Folder {
        self.folders().into_iter().find(|folder| folder.role == Some(role)).unwrap()
    }

    fn ids(&self, folder: FolderId) -> Vec<MessageId> {
        let engine = self.bench.engine();
        self.ask(engine.list(folder, Sort::default(), Filter::All))
    }
}

impl Stage for Desk {
    type Message = Said;

    fn update(&mut self, message: Said) -> Task<Said> {
        let action = match message {
            Said::Bench(message) => self.bench.update(message, &self.settings, self.width),
            Said::Key(intent) => self.bench.intent(intent, &self.settings, self.width),
        };
        let task = match action {
            Action::Run(task) | Action::Both(task, _) => task,
            Action::None => Task::none(),
        };
        let focus = self.bench.take_focus().map_or_else(Task::none, focus::on);
        Task::batch([task.map(Said::Bench), focus])
    }

    fn view(&self) -> Element<'_, Said> {
        let context = Context {
            words: &self.words,
            now: NOW,
            density: Density::Comfortable,
            tags: self.bench.tags(),
            mailboxes: self.bench.mailboxes(),
            focus: self.bench.focus(),
            theme: Theme::default(),
            scale: 1.0,
        };
        let view = match self.front {
            Some(window) => self.bench.window_view(window, &context).expect("it is open"),
            None => self.bench.view(&context, self.width),
        };
        view.map(Said::Bench)
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

fn open(language: Language, theme: Theme, (width, height): (f32, f32), scale: f32) -> Harness<Desk> {
    let (desk, first) = Desk::new(language, theme, width / scale);
    let mut window = Harness::new(desk, width, height).scaled(scale);
    window.work(first);
    settle(&mut window);
    window
}

fn desk() -> Harness<Desk> {
    open(Language::Fr, Theme::Light, (1280.0, 800.0), 1.0)
}

/// Lets all that the engine has to tell come in.
fn settle(window: &mut Harness<Desk>) {
    let handle = window.stage.runtime.handle();
    loop {
        let next = handle.block_on(tokio_timeout(&mut window.stage.events));
        let Some(event) = next else { break };
        window.tell(Said::Bench(Message::Event(event)));
    }
    window.send(&[]);
}

async fn tokio_timeout(events: &mut Events) -> Option<Event> {
    tokio::time::timeout(Duration::from_millis(150), events.next()).await.ok().flatten()
}

fn key(window: &mut Harness<Desk>, intent: Intent) {
    window.tell(Said::Key(intent));
    settle(window);
}

fn list(window: &mut Harness<Desk>, message: list::Message) {
    window.tell(Said::Bench(Message::List(message)));
    settle(window);
}

fn choose(window: &mut Harness<Desk>, index: usize, modifiers: Modifiers) {
    list(window, list::Message::Pressed(Press { index, modifiers, twice: false }));
}

fn type_text(window: &mut Harness<Desk>, text: &str) {
    for letter in text.chars() {
        let events: Vec<iced::Event> = iced_test::simulator::typewrite(&letter.to_string()).collect();
        window.send(&events);
    }
}

fn says(window: &mut Harness<Desk>, text: &str) {
    assert!(window.shows(text), "{text:?} is not shown: {:?}", window.texts());
}

#[test]
fn what_is_archived_leaves_the_list_shows_the_next_and_comes_back() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox).id;
    let before = window.stage.ids(inbox);
    choose(&mut window, 1, Modifiers::NONE);
    key(&mut window, Intent::Do(Deed::Archive));
    assert_eq!(window.stage.ids(inbox), [&before[..1], &before[2..]].concat());
    let texts = window.texts();
    assert!(texts.iter().any(|text| text.starts_with("Un message archivé dans ")), "{texts:?}");
    // The next one is chosen: the same key goes on with it.
    key(&mut window, Intent::Do(Deed::Archive));
    assert_eq!(window.stage.ids(inbox), [&before[..1], &before[3..]].concat());
    window.click("Annuler (Ctrl+Z)");
    settle(&mut window);
    says(&mut window, "Archivage annulé");
    key(&mut window, Intent::Undo);
    assert_eq!(window.stage.ids(inbox), before);
    key(&mut window, Intent::Undo);
    says(&mut window, "Il n’y a rien à annuler");
}

#[test]
fn reading_marks_as_read_and_undo_passes_over_it() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox);
    let engine = window.stage.bench.engine();
    let ids = window.stage.ids(inbox.id);
    let rows = window.stage.ask(engine.page(ids.clone()));
    let unread = rows.iter().position(|row| !row.flags.seen()).expect("something is unread");
    choose(&mut window, unread, Modifiers::NONE);
    assert_eq!(window.stage.folder(Role::Inbox).unread, inbox.unread, "passing over is not reading");
    window.tell(Said::Bench(Message::Deeds(deeds::Message::Stayed(ids[unread]))));
    settle(&mut window);
    assert_eq!(window.stage.folder(Role::Inbox).unread, inbox.unread - 1);
    key(&mut window, Intent::Undo);
    says(&mut window, "Il n’y a rien à annuler");
    key(&mut window, Intent::Do(Deed::Seen));
    says(&mut window, "Un message marqué comme non lu");
    window.tell(Said::Bench(Message::Deeds(deeds::Message::Stayed(ids[unread]))));
    settle(&mut window);
    assert_eq!(window.stage.folder(Role::Inbox).unread, inbox.unread, "it was set back on purpose");
    key(&mut window, Intent::Open);
    assert_eq!(window.stage.folder(Role::Inbox).unread, inbox.unread - 1, "opened on purpose");
}

#[test]
fn for_ever_asks_and_enter_does_not_answer() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox).id;
    let before = window.stage.ids(inbox).len();
    choose(&mut window, 0, Modifiers::NONE);
    key(&mut window, Intent::Do(Deed::Destroy));
    says(&mut window, "Supprimer définitivement\u{202f}?");
    key(&mut window, Intent::Accept);
    key(&mut window, Intent::Back);
    assert_eq!(window.stage.ids(inbox).len(), before);
    key(&mut window, Intent::Do(Deed::Destroy));
    window.click("Supprimer définitivement");
    settle(&mut window);
    assert_eq!(window.stage.ids(inbox).len(), before - 1);
    says(&mut window, "Un message supprimé définitivement");
}

#[test]
fn messages_are_moved_by_a_few_letters_and_a_new_folder_is_made_on_the_way() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox).id;
    let target = window.stage.folders().into_iter().find(|folder| folder.role.is_none() && folder.selectable).unwrap();
    let before = window.stage.ids(inbox);
    choose(&mut window, 0, Modifiers::NONE);
    choose(&mut window, 2, Modifiers::SHIFT);
    says(&mut window, "3 messages choisis");
    key(&mut window, Intent::Do(Deed::Move));
    type_text(&mut window, &target.name().to_lowercase());
    key(&mut window, Intent::Accept);
    assert_eq!(window.stage.ids(inbox), before[3..]);
    says(&mut window, &format!("3 messages déplacés dans {}", target.name()));
    key(&mut window, Intent::Do(Deed::Move));
    type_text(&mut window, "Kinésithérapie");
    key(&mut window, Intent::Accept);
    let made = window.stage.folders().into_iter().find(|folder| folder.name() == "Kinésithérapie").expect("made");
    assert_eq!(window.stage.ids(made.id), before[3..4]);
}

#[test]
fn everything_is_chosen_and_escape_lets_it_go() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox);
    choose(&mut window, 3, Modifiers::NONE);
    key(&mut window, Intent::ChooseAll);
    says(&mut window, &format!("{} messages choisis", inbox.total));
    key(&mut window, Intent::Back);
    assert!(!window.texts().iter().any(|text| text.ends_with("messages choisis")));
    key(&mut window, Intent::ChooseAll);
    key(&mut window, Intent::Do(Deed::Seen));
    assert_eq!(window.stage.folder(Role::Inbox).unread, 0);
    key(&mut window, Intent::Undo);
    assert_eq!(window.stage.folder(Role::Inbox).unread, inbox.unread);
}

#[test]
fn tags_are_ticked_made_and_put_on_by_their_digit() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox).id;
    let first = window.stage.ids(inbox)[0];
    let engine = window.stage.bench.engine();
    let before = window.stage.ask(engine.tags()).len();
    choose(&mut window, 0, Modifiers::NONE);
    key(&mut window, Intent::Do(Deed::Tag));
    type_text(&mut window, "Assurance");
    key(&mut window, Intent::Accept);
    says(&mut window, "Nouvelle étiquette");
    key(&mut window, Intent::Accept);
    key(&mut window, Intent::Back);
    let tags = window.stage.ask(engine.tags());
    let made = tags.iter().find(|tag| tag.name == "Assurance").expect("made").keyword.clone();
    assert_eq!(tags.len(), before + 1);
    assert!(window.stage.ask(engine.summary(first)).keywords.contains(&made));
    says(&mut window, "Assurance");
    let tag = tags[0].keyword.clone();
    let had = window.stage.ask(engine.summary(first)).keywords.contains(&tag);
    key(&mut window, Intent::Tag(1));
    assert_eq!(window.stage.ask(engine.summary(first)).keywords.contains(&tag), !had);
}

#[test]
fn a_menu_is_worked_with_keys_alone() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox);
    choose(&mut window, 0, Modifiers::NONE);
    key(&mut window, Intent::Menu);
    says(&mut window, "Déplacer vers…");
    key(&mut window, Intent::Back);
    assert!(!window.shows("Déplacer vers…"));
    key(&mut window, Intent::Menu);
    key(&mut window, Intent::Up);
    key(&mut window, Intent::Accept);
    says(&mut window, "Supprimer définitivement\u{202f}?");
    key(&mut window, Intent::Back);
    assert_eq!(window.stage.ids(inbox.id).len(), inbox.total as usize);
}

#[test]
fn a_right_click_opens_the_menu_of_that_row() {
    let mut window = desk();
    window.point_at(400.0, 300.0);
    let press = iced::Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right));
    window.send(&[press]);
    settle(&mut window);
    says(&mut window, "Étiquettes…");
    window.click_at(1000.0, 700.0);
    assert!(!window.shows("Étiquettes…"), "a click elsewhere closes it and does nothing else");
}

#[test]
fn messages_are_dragged_onto_a_folder() {
    let mut window = desk();
    let inbox = window.stage.folder(Role::Inbox).id;
    let before = window.stage.ids(inbox);
    let junk = window.place_of("Indésirables").expect("a folder in sight").center();
    choose(&mut window, 0, Modifiers::NONE);
    choose(&mut window, 1, Modifiers::SHIFT);
    window.drag(iced::Point::new(400.0, 200.0), junk);
    settle(&mut window);
    assert_eq!(window.stage.ids(inbox), before[2..]);
    says(&mut window, "2 messages déplacés dans Indésirables");
    // Let go over nothing in particular, nothing happens.
    window.drag(iced::Point::new(400.0, 200.0), iced::Point::new(1000.0, 500.0));
    settle(&mut window);
    assert_eq!(window.stage.ids(inbox), before[2..]);
}

#[test]
fn the_window_is_drawn_with_what_can_be_done() {
    for theme in Theme::ALL {
        for (size, scale) in [((1024.0, 700.0), 1.0), ((1024.0, 700.0), 1.5), ((1920.0, 1080.0), 1.0)] {
            let mut window = open(Language::Fr, theme, size, scale);
            let look = |name: &str, window: &mut Harness<Desk>| {
                if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
                    let file = format!("desk-{name}-{theme:?}-{}-{:.0}.png", size.0, scale * 100.0);
                    window.save(&PathBuf::from(folder).join(file));
                }
            };
            choose(&mut window, 1, Modifiers::NONE);
            key(&mut window, Intent::Do(Deed::Archive));
            look("archived", &mut window);
            key(&mut window, Intent::Menu);
            look("menu", &mut window);
            key(&mut window, Intent::Back);
            key(&mut window, Intent::Do(Deed::Move));
            look("move", &mut window);
            window.tell(Said::Bench(Message::Deeds(deeds::Message::MoveTo(move_to::Message::Closed))));
            key(&mut window, Intent::Do(Deed::Tag));
            look("tags", &mut window);
            window.tell(Said::Bench(Message::Deeds(deeds::Message::Tags(tags::Message::NewPressed))));
            look("tag-form", &mut window);
            key(&mut window, Intent::Back);
            key(&mut window, Intent::Back);
            choose(&mut window, 4, Modifiers::SHIFT);
            look("several", &mut window);
            key(&mut window, Intent::Do(Deed::Destroy));
            look("destroy", &mut window);
            key(&mut window, Intent::Back);
            key(&mut window, Intent::PreviousPane);
            key(&mut window, Intent::Menu);
            look("folder-menu", &mut window);
            key(&mut window, Intent::Down);
            key(&mut window, Intent::Accept);
            look("folder-form", &mut window);
            key(&mut window, Intent::Back);
            list(&mut window, list::Message::Touched(Touch::Lifted { index: 1 }));
            window.point_at(100.0, 200.0);
            look("drag", &mut window);
            assert!(window.texts().iter().all(|text| !text.starts_with("deed-")), "a key without words");
        }
    }
}

/// What a step of the keys takes, drawn, in the worst case.
fn slowest_step(window: &mut Harness<Desk>, time: Duration) -> Duration {
    let start = std::time::Instant::now();
    let mut slowest = Duration::ZERO;
    while start.elapsed() < time {
        for intent in [Intent::Down, Intent::Up] {
            let step = std::time::Instant::now();
            window.tell(Said::Key(intent));
            window.send(&[]);
            slowest = slowest.max(step.elapsed());
        }
    }
    slowest
}

/// Who waits for a card that hangs waits for seconds.
const WAITED: Duration = Duration::from_millis(500);

#[test]
fn the_window_answers_while_a_cards_module_hangs_or_crashes() {
    let mut calm = desk();
    choose(&mut calm, 0, Modifiers::NONE);
    let usual = slowest_step(&mut calm, Duration::from_secs(1));
    drop(calm);
    for fault in ["GetSlotList hang", "GetSlotList abort", "Login hang", "Login abort"] {
        let directory = tempfile::tempdir().unwrap();
        let module = crate::token::bad::build(directory.path());
        let environment = [(OsStr::new("SCEAU_BAD_MODULE"), OsStr::new(fault))];
        let program = Program::at(env!("CARGO_BIN_EXE_sceau")).with(environment);
        let mut settings = Settings::default();
        settings.card.module = Some(module);
        let (desk, first) = Desk::with(Language::Fr, Theme::Light, 1280.0, Some(program), settings);
        let mut window = Harness::new(desk, 1280.0, 800.0);
        window.work(first);
        choose(&mut window, 0, Modifiers::NONE);
        let engine = window.stage.bench.engine();
        let handle = window.stage.runtime.handle();
        if fault.starts_with("Login") {
            let start = std::time::Instant::now();
            while engine.card().token().is_none() {
                assert!(start.elapsed() < Duration::from_secs(20), "{fault}: no token");
                std::thread::sleep(Duration::from_millis(20));
            }
            let id = engine.card().token().unwrap().id.clone();
            drop(handle.spawn(async move { engine.unlock_card(&id, Some(sceau::domain::Secret::new("1234"))).await }));
        }
        let slowest = slowest_step(&mut window, Duration::from_secs(1));
        println!("{fault}: the slowest step took {slowest:?}, {usual:?} without");
        assert!(slowest < (2 * usual).max(WAITED), "{fault}: {slowest:?}, {usual:?} without");
    }
}
