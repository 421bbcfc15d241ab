//! What is told while something stands open: it is shown as it is now, and what was
//! closed meanwhile does not come back.

use futures::StreamExt as _;
use iced::window;
use iced_test::runtime::window::Action as OfWindow;
use iced_test::runtime::{Action as Doing, task};
use sceau::config::Settings;
use sceau::domain::{Act, Habit, Sending};
use sceau::engine::{Event, OperationId, PendingOperation};
use sceau::ui::shortcut::Intent;
use sceau::ui::workbench::{Action, Message, deeds};
use sceau::ui::writing;

use super::{Desk, Harness, Said, desk, key, settle};

fn tell(window: &mut Harness<Desk>, message: Message) {
    window.tell(Said::Bench(message));
    settle(window);
}

/// The whole text stands somewhere.
fn says(window: &mut Harness<Desk>, key: &str) -> bool {
    let text = window.stage.words.say(key);
    window.shows(&text)
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
