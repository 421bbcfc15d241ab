//! What is told while something stands open: it is shown as it is now, and what was
//! closed meanwhile does not come back.

use futures::StreamExt as _;
use iced::window;
use iced_test::runtime::window::Action as OfWindow;
use iced_test::runtime::{Action as Doing, task};
use sceau::config::{self, Settings};
use sceau::domain::export::{Export, ExportKind, ExportState};
use sceau::domain::{Act, ExportId, Habit, MessageId, Sending, Timestamp};
use sceau::engine::{Event, ExportFault, Fault, FaultKind, OperationId, PendingOperation, Subject};
use sceau::ui::context::Density;
use sceau::ui::modal::exports::Asked;
use sceau::ui::modal::settings::{self, WhiteListChange};
use sceau::ui::notice;
use sceau::ui::pane::list;
use sceau::ui::shortcut::Intent;
use sceau::ui::workbench::{Action, Message, deeds};
use sceau::ui::writing;

use super::{Desk, Harness, Said, desk, key, list as list_says, settle};

fn tell(window: &mut Harness<Desk>, message: Message) {
    window.tell(Said::Bench(message));
    settle(window);
}

/// The whole text stands somewhere.
fn says(window: &mut Harness<Desk>, key: &str) -> bool {
    let text = window.stage.words.say(key);
    window.shows(&text)
}

fn complains(window: &mut Harness<Desk>, fault: &Fault) -> bool {
    let said = notice::words(fault, &window.stage.words).sentence;
    window.texts().iter().any(|text| text.contains(&said))
}

/// A new message, in a window that is there.
fn write(desk: &mut Harness<Desk>) -> window::Id {
    let stage = &mut desk.stage;
    let Action::Run(opening) = stage.bench.update(Message::WritePressed, &stage.settings, 1280.0) else {
        panic!("nothing is opened")
    };
    let mut doing = task::into_stream(opening).unwrap();
    let next = futures::executor::block_on(doing.next());
    let Some(Doing::Window(OfWindow::Open(id, _, opened))) = next else { panic!("no window") };
    opened.send(id).unwrap();
    let Some(Doing::Output(said)) = futures::executor::block_on(doing.next()) else { panic!("it is not told") };
    tell(desk, said);
    id
}

/// Said in its window, and not kept: it is given as it stands.
fn write_on(desk: &mut Harness<Desk>, id: window::Id, said: writing::Message) {
    let handle = desk.stage.runtime.handle();
    let _inside = handle.enter();
    drop(desk.stage.bench.update(Message::Writing(id, said), &Settings::default(), 1280.0));
}

#[test]
fn a_message_that_is_written_hears_what_can_be_sealed_now() {
    let mut window = desk();
    let id = write(&mut window);
    write_on(&mut window, id, writing::Message::Subject("Bilan".to_owned()));
    let signs = |window: &Harness<Desk>| window.stage.bench.being_written()[0].1.draft.wishes.sign;
    assert!(!signs(&window));
    let engine = window.stage.bench.engine();
    let account = window.stage.bench.being_written()[0].1.draft.account;
    let always = Sending { sign: Habit::Always, ..Sending::default() };
    window.stage.ask(engine.set_sending(account, always));
    settle(&mut window);
    assert!(signs(&window));
    // What the user decides stays.
    write_on(&mut window, id, writing::Message::Sign);
    assert!(!signs(&window));
    for event in [Event::Card(engine.card()), Event::TrustChanged] {
        tell(&mut window, Message::Event(event));
        assert!(!signs(&window));
    }
}

#[test]
fn the_list_of_what_waits_is_as_it_is_now_and_stays_closed() {
    let mut window = desk();
    let engine = window.stage.bench.engine();
    let account = window.stage.ask(engine.accounts())[0].id;
    let waits = || {
        let id = OperationId(1);
        Ok(vec![PendingOperation { id, account, act: Act::Move, count: 3, folder: None, refused: None }])
    };
    tell(&mut window, Message::Deeds(deeds::Message::Pending(waits())));
    assert!(says(&mut window, "queue-lead"));
    tell(&mut window, Message::Event(Event::Pending { account, waiting: 0, refused: 0 }));
    assert!(says(&mut window, "queue-empty"));
    key(&mut window, Intent::Back);
    tell(&mut window, Message::Deeds(deeds::Message::StillPending(waits())));
    assert!(!says(&mut window, "queue-title"));
}

#[test]
fn a_folder_that_takes_documents_again_is_no_longer_complained_of_and_the_journal_says_so() {
    let mut window = desk();
    let engine = window.stage.bench.engine();
    let account = window.stage.ask(engine.accounts())[0].id;
    let missing = Fault::new(FaultKind::Export(ExportFault::Missing), Subject::Account(account), "");
    let told = |why| Message::Event(Event::Exports { account, waiting: 0, why });
    tell(&mut window, Message::Event(Event::Fault(missing.clone())));
    tell(&mut window, told(Some(missing.clone())));
    assert!(complains(&mut window, &missing));
    let lines = || {
        Ok(vec![Export {
            id: ExportId(7),
            account,
            kind: ExportKind::Hprim,
            state: ExportState::Waiting,
            patient: "DUPONT Claire".to_owned(),
            message: MessageId(1),
            message_id: None,
            subject: "Résultats".to_owned(),
            sender: String::new(),
            folder: "/srv/logiciel".into(),
            file: None,
            size: 2048,
            obstacle: None,
            doubt: None,
            found: Timestamp(1_795_000_000),
            written: None,
            next_try: None,
            by: "Dr Anne Martin".to_owned(),
            by_itself: false,
        }])
    };
    tell(&mut window, Message::ExportsCame(lines(), Asked::Open));
    assert!(says(&mut window, "exports-lead"));
    tell(&mut window, told(None));
    assert!(says(&mut window, "exports-empty"), "it is asked for again: the demonstration exported nothing");
    key(&mut window, Intent::Back);
    assert!(!complains(&mut window, &missing));
    for asked in [Asked::Older(ExportId(9)), Asked::Anew(50)] {
        tell(&mut window, Message::ExportsCame(lines(), asked));
        assert!(!says(&mut window, "exports-title"), "it was closed");
    }
}

#[test]
fn a_white_list_that_does_not_come_is_said_after_the_settings_were_closed() {
    let mut window = desk();
    let fault = Fault::new(FaultKind::NoWhiteList, Subject::File, "");
    let came = Message::Settings(settings::Message::WhiteList(WhiteListChange::Came(Some(Err(fault.clone())))));
    tell(&mut window, Message::SettingsPressed);
    tell(&mut window, came.clone());
    key(&mut window, Intent::Back);
    assert!(!complains(&mut window, &fault), "the settings said it");
    tell(&mut window, came);
    assert!(complains(&mut window, &fault));
}

#[test]
fn settings_that_stand_open_undo_neither_a_size_nor_what_the_list_was_given() {
    let mut window = desk();
    tell(&mut window, Message::SettingsPressed);
    list_says(&mut window, list::Message::DensityPicked(Density::Compact));
    let size = config::Window { width: 1000, height: 700, maximised: true };
    window.stage.bench.settings_changed(&Settings { window: size, ..Settings::default() });
    let dark = Message::Settings(settings::Message::Theme(config::Theme::Dark));
    let Action::Both(_, kept) = window.stage.bench.update(dark, &Settings::default(), 1280.0) else {
        panic!("not applied")
    };
    assert_eq!((kept.window, kept.density, kept.theme), (size, config::Density::Compact, config::Theme::Dark));
}
