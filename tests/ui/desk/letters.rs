//! Messages in windows of their own, and a main window that has no reader.

use iced::Point;
use iced::keyboard::Modifiers;
use sceau::config::{ReaderPlace, Settings};
use sceau::domain::{MessageId, Role};
use sceau::i18n::Language;
use sceau::ui::context::Focus;
use sceau::ui::letter;
use sceau::ui::shortcut::Intent;
use sceau::ui::theme::Theme;
use sceau::ui::widget::virtual_list::{Press, Touch};
use sceau::ui::workbench::{Message, deeds};

use super::{Desk, Harness, Said, choose, desk, key, list, says, settle};

fn without_a_reader() -> Harness<Desk> {
    let settings = Settings { reader: ReaderPlace::Hidden, ..Settings::default() };
    let (desk, first) = Desk::with(Language::Fr, Theme::Light, 1280.0, None, settings);
    let mut window = Harness::new(desk, 1280.0, 800.0);
    window.work(first);
    settle(&mut window);
    window
}

/// A row of the inbox that nobody has read, not the first, and its message.
fn unread_row(window: &Harness<Desk>) -> (usize, MessageId) {
    let engine = window.stage.bench.engine();
    let ids = window.stage.ids(window.stage.folder(Role::Inbox).id);
    let rows = window.stage.ask(engine.page(ids.clone()));
    let row = (1..rows.len()).find(|row| !rows[*row].flags.seen()).expect("something is unread");
    (row, ids[row])
}

fn unread(window: &Harness<Desk>) -> u32 {
    window.stage.folder(Role::Inbox).unread
}

#[test]
fn without_a_reader_nothing_is_read_in_secret() {
    let mut window = without_a_reader();
    let before = unread(&window);
    let (row, id) = unread_row(&window);
    let stays = |window: &mut Harness<Desk>, what| {
        window.tell(Said::Bench(Message::Deeds(deeds::Message::Stayed(id))));
        settle(window);
        assert_eq!(unread(window), before, "{what}");
    };
    list(&mut window, list::Message::Touched(Touch::Menu { index: row, at: Point::new(400.0, 300.0) }));
    key(&mut window, Intent::Back);
    stays(&mut window, "its menu was looked at");
    choose(&mut window, row - 1, Modifiers::NONE);
    choose(&mut window, row, Modifiers::SHIFT);
    key(&mut window, Intent::Back);
    stays(&mut window, "others were let go");
}

#[test]
fn without_a_reader_the_keys_go_round_what_is_in_sight() {
    let mut window = without_a_reader();
    let mut seen = Vec::new();
    for intent in [Intent::NextPane, Intent::NextPane, Intent::PreviousPane, Intent::PreviousPane] {
        key(&mut window, intent);
        seen.push(window.stage.bench.focus());
    }
    assert!(!seen.contains(&Focus::Reader), "{seen:?}");
    assert!(seen.contains(&Focus::Folders) && seen.contains(&Focus::List), "{seen:?}");
}

/// A notification of that message was pressed.
fn press_news(window: &mut Harness<Desk>, id: MessageId) {
    window.tell(Said::Bench(Message::NotificationClosed(Some(id))));
    settle(window);
}

#[test]
fn without_a_reader_a_pressed_notification_opens_a_window_until_there_are_enough() {
    let mut window = without_a_reader();
    let inbox = window.stage.folder(Role::Inbox).id;
    let ids = window.stage.ids(inbox);
    for id in &ids[..12] {
        press_news(&mut window, *id);
    }
    assert_eq!(window.opened.len(), 12);
    press_news(&mut window, ids[0]);
    assert_eq!(window.opened.len(), 12, "it has its window");
    let too_many = "12 messages sont déjà ouverts, chacun dans sa fenêtre\u{a0}: fermez-en un, puis réessayez";
    assert!(!window.shows(too_many));
    press_news(&mut window, ids[12]);
    assert_eq!(window.opened.len(), 12);
    says(&mut window, too_many);
    let engine = window.stage.bench.engine();
    let opened = window.stage.ask(engine.opened(ids[3]));
    window.stage.front = Some(window.opened[3]);
    says(&mut window, &opened.envelope.subject);
}

/// In a window of its own, which is looked at from now on.
fn open_apart(window: &mut Harness<Desk>, index: usize) {
    list(window, list::Message::Pressed(Press { index, modifiers: Modifiers::NONE, twice: true }));
    window.stage.front = window.opened.last().copied();
}

#[test]
fn what_is_read_in_a_window_of_its_own_is_read_whatever_is_listed_meanwhile() {
    let mut window = desk();
    let (row, id) = unread_row(&window);
    open_apart(&mut window, row - 1);
    key(&mut window, Intent::PreviousPane);
    key(&mut window, Intent::Down);
    let before = unread(&window);
    let letter = window.opened[0];
    window.tell(Said::Bench(Message::Letter(letter, letter::Message::Stepped(1))));
    settle(&mut window);
    let engine = window.stage.bench.engine();
    assert!(window.stage.ask(engine.summary(id)).flags.seen());
    assert_eq!(unread(&window), before - 1);
}

#[test]
fn a_tag_that_is_put_on_shows_in_the_window_of_the_message() {
    let mut window = desk();
    let engine = window.stage.bench.engine();
    let (row, id) = unread_row(&window);
    open_apart(&mut window, row);
    let tag = window.stage.bench.tags()[0].clone();
    for _ in 0..2 {
        key(&mut window, Intent::Tag(1));
        let has = window.stage.ask(engine.summary(id)).keywords.contains(&tag.keyword);
        assert_eq!(window.shows(&tag.name), has, "{:?}", window.texts());
    }
}
