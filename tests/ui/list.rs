//! The list over a real widget tree: scrolling, pressing, keys, pages.

use std::sync::Arc;
use std::time::Duration;

use iced::keyboard::Modifiers;
use iced::{Event, Point, Size, Task, mouse};
use sceau::config::{Column, Form};
use sceau::domain::{AccountId, Filter, Grouping, Listing, MessageId, Role, Sort, SortKey, Tag};
use sceau::engine::{HitOrder, Hits, Scope};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
use sceau::ui::mailboxes::Inboxes;
use sceau::ui::pane::list::Search;
use sceau::ui::pane::{Step, list};
use sceau::ui::theme::{Element, Theme};
use sceau::ui::widget::virtual_list::{Press, Sight};

use super::harness::{Harness, Stage};
use super::people::{self, NOW};

pub(crate) struct ListStage {
    pub(crate) list: list::State,
    pub(crate) theme: Theme,
    pub(crate) density: Density,
    words: Words,
    tags: Vec<Tag>,
    ids: Arc<[MessageId]>,
    pub(crate) opened: Vec<list::Action>,
    /// How many times rows were asked for, and how many in all.
    pub(crate) asked: (usize, usize),
    /// In how much searches look.
    pub(crate) coverage: (u64, u64),
    pub(crate) excerpts: Vec<MessageId>,
}

impl ListStage {
    pub(crate) fn new(count: i64, language: Language) -> Self {
        Self {
            list: list::State::new(Density::Comfortable, Sort::default()),
            theme: Theme::Light,
            density: Density::Comfortable,
            words: Words::in_zone(language, jiff::tz::TimeZone::get("Europe/Paris").unwrap()),
            tags: people::tags(),
            ids: (0..count).map(MessageId).collect(),
            opened: Vec::new(),
            asked: (0, 0),
            coverage: (12_500, 12_500),
            excerpts: Vec::new(),
        }
    }

    pub(crate) fn folder(mut self) -> Self {
        let action = self.list.show_folder(people::folder(1, 101, "INBOX", Some(Role::Inbox), 12));
        self.answer(action);
        self
    }

    pub(crate) fn search(mut self, query: &str) -> Self {
        self.look_for(query);
        self
    }

    pub(crate) fn look_for(&mut self, query: &str) {
        let search = Search { query: query.into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None };
        let action = self.list.show_search(search);
        self.answer(action);
        let action = self.list.load_excerpts();
        self.answer(action);
    }

    pub(crate) fn together(mut self) -> Self {
        let action = self.list.show_inboxes(Inboxes::All, vec![AccountId(1), AccountId(2)]);
        self.answer(action);
        self
    }

    pub(crate) fn choose(&mut self, index: usize) {
        let press = Press { index, modifiers: Modifiers::empty(), twice: false };
        let action = self.list.update(list::Message::Pressed(press));
        self.answer(action);
    }

    pub(crate) fn grouped(mut self, grouping: Grouping) -> Self {
        let action = self.list.update(list::Message::GroupingPicked(grouping));
        self.answer(action);
        let action = self.list.load_threads();
        self.answer(action);
        self
    }

    pub(crate) fn in_columns(mut self) -> Self {
        let action = self.list.update(list::Message::FormPicked(Form::Columns));
        self.answer(action);
        self
    }

    pub(crate) fn dense(mut self, density: Density) -> Self {
        self.density = density;
        self.list.set_density(density);
        self
    }

    /// Opens the conversation of that row.
    pub(crate) fn unfold(&mut self, index: usize) {
        self.choose(index);
        let action = self.list.update(list::Message::WentIn);
        self.answer(action);
        let action = self.list.load_rows();
        self.answer(action);
    }

    /// New mail above what is there.
    pub(crate) fn arrive(&mut self, count: i64) {
        self.ids = (0..count).map(|n| MessageId(-1 - n)).chain(self.ids.iter().copied()).collect();
        let action = self.list.refresh();
        self.answer(action);
    }

    /// Plays the engine.
    fn answer(&mut self, action: list::Action) {
        let message = match action {
            list::Action::LoadIds { generation, what: list::What::Search { .. }, .. } => {
                let (searched, total) = self.coverage;
                let hits = Hits { ids: self.ids.to_vec(), searched, total };
                list::Message::HitsArrived { generation, result: Ok(hits) }
            }
            list::Action::LoadExcerpts { ids, query } => {
                self.excerpts.extend(&ids);
                let excerpts = ids.into_iter().map(|id| (id, people::excerpt(id))).collect();
                list::Message::ExcerptsArrived { query, excerpts }
            }
            list::Action::LoadIds { generation, filter, grouping, .. } => {
                let ids = if filter == Filter::All { self.ids.to_vec() } else { Vec::new() };
                list::Message::IdsArrived { generation, result: Ok(grouped(ids, grouping)) }
            }
            list::Action::LoadThreads { threads, generation, .. } => {
                let found = threads.into_iter().map(people::conversation).collect();
                list::Message::ThreadsArrived { generation, result: Ok(found) }
            }
            list::Action::LoadRows { ids, generation } => {
                self.asked = (self.asked.0 + 1, self.asked.1 + ids.len());
                let row = if self.list.grouping() == Grouping::Conversation { people::row } else { people::summary };
                let rows = ids.into_iter().map(row).collect();
                list::Message::RowsArrived { generation, result: Ok(rows) }
            }
            list::Action::None => return,
            other => return self.opened.push(other),
        };
        let next = self.list.update(message);
        self.answer(next);
    }
}

/// As the engine would: the newest are of today, and every third one answers the
/// one before the one before.
fn grouped(ids: Vec<MessageId>, grouping: Grouping) -> Listing {
    match grouping {
        Grouping::None => ids.into(),
        Grouping::Day => Listing::by_day(ids.into_iter().enumerate().map(|(nth, id)| (id, people::period(nth)))),
        Grouping::Conversation => Listing::by_conversation(ids.into_iter().map(|id| (id, Some(people::thread_of(id))))),
    }
}

impl Stage for ListStage {
    type Message = list::Message;

    fn update(&mut self, message: list::Message) -> Task<list::Message> {
        let action = self.list.update(message);
        self.answer(action);
        let action = self.list.load_rows();
        self.answer(action);
        let action = self.list.load_threads();
        self.answer(action);
        Task::none()
    }

    fn view(&self) -> Element<'_, list::Message> {
        self.list.view(&Context {
            words: &self.words,
            now: NOW,
            density: self.density,
            tags: &self.tags,
            mailboxes: people::mailboxes(),
            focus: Focus::List,
            theme: Theme::default(),
            scale: 1.0,
        })
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

fn window(count: i64) -> Harness<ListStage> {
    Harness::new(ListStage::new(count, Language::Fr).folder(), 380.0, 700.0)
}

/// As when the wheel was turned or the bar dragged.
pub(crate) fn scrolled(offset: f64) -> list::Message {
    list::Message::Seen(Sight { offset, size: Size::new(380.0, 625.0) })
}

fn step(step: Step) -> list::Message {
    list::Message::Stepped { step, extend: false }
}

#[test]
fn far_down_a_hundred_thousand_rows_the_row_that_is_pressed_opens() {
    let mut window = window(100_000);
    window.point_at(200.0, 400.0);
    window.wheel(56.0 * 60_000.0);
    let who = people::summary(MessageId(60_003)).who;
    assert!(window.shows(&who));
    let header = 700.0 - 11.0 * 56.0;
    window.click_at(200.0, header + 3.5 * 56.0);
    let list::Action::Open(MessageId(id)) = window.stage.opened[0] else { panic!("{:?}", window.stage.opened) };
    assert!((60_000..60_012).contains(&id), "{id}");
    assert_eq!(window.stage.list.cursor(), Some(MessageId(id)));
}

#[test]
fn the_very_last_row_can_be_reached_and_pressed() {
    let mut window = window(100_000);
    window.point_at(200.0, 400.0);
    window.wheel(f32::MAX);
    window.click_at(200.0, 690.0);
    assert_eq!(window.stage.opened, [list::Action::Open(MessageId(99_999))]);
}

#[test]
fn what_is_in_sight_stays_in_the_very_frame_in_which_mail_comes_in() {
    let mut window = window(10_000);
    window.point_at(200.0, 400.0);
    window.wheel(56.0 * 1000.0 + 20.0);
    let rows = |(size, rgba): (iced::Size<u32>, Vec<u8>)| rgba[size.width as usize * 4 * 90..].to_vec();
    let before = rows(window.pixels());
    window.stage.arrive(7);
    let after = rows(window.pixels());
    // The thumb may move by a hair; the rows may not.
    let moved = before.chunks(4).zip(after.chunks(4)).enumerate().filter(|(at, (a, b))| at % 380 < 370 && a != b);
    assert_eq!(moved.count(), 0, "the rows moved under the pointer");
}

#[test]
fn what_an_older_query_found_stays_on_view_until_the_answer_comes() {
    let mut window = window(1000);
    window.stage.look_for("bil");
    let who = people::summary(MessageId(0)).who;
    assert!(window.shows(&who));
    let search = Search { query: "bila".into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None };
    let action = window.stage.list.show_search(search);
    let list::Action::LoadIds { generation, .. } = action else { panic!("{action:?}") };
    assert!(window.shows(&who), "nothing flickers while the next letter is looked for");
    let old = list::Message::HitsArrived { generation: generation - 1, result: Ok(Hits::default()) };
    window.tell(old);
    assert!(window.shows(&who), "an older answer is dropped");
    window.tell(list::Message::HitsArrived { generation, result: Ok(Hits::default()) });
    assert!(!window.shows(&who));
}

#[test]
fn leaving_a_search_brings_back_the_folder_as_it_stood() {
    let mut window = window(10_000);
    window.point_at(200.0, 400.0);
    window.wheel(56.0 * 1000.0);
    window.click_at(200.0, 400.0);
    let chosen = window.stage.list.cursor();
    let before = window.pixels().1;
    window.stage.look_for("bilan");
    assert_eq!(window.stage.list.cursor(), None);
    window.stage.look_for("bilan de:labo");
    let back = window.stage.list.leave_search().expect("there is something to come back to");
    window.stage.answer(back);
    assert_eq!((window.stage.list.cursor(), window.stage.list.is_searching()), (chosen, false));
    assert!(window.pixels().1 == before, "not a pixel moved");
}

#[test]
fn the_words_around_a_hit_are_asked_for_in_sight_only_and_once() {
    let mut window = window(1000);
    window.stage.look_for("bilan");
    window.send(&[]);
    let action = window.stage.list.load_excerpts();
    window.stage.answer(action);
    let asked = window.stage.excerpts.len();
    assert!((8..30).contains(&asked), "{asked}");
    assert_eq!(window.stage.list.load_excerpts(), list::Action::None);
}

#[test]
fn what_was_not_searched_is_said_with_a_way_to_the_rest() {
    let mut window = Harness::new(ListStage::new(3, Language::Fr), 380.0, 700.0);
    window.stage.look_for("bilan");
    assert!(!window.shows("Chercher aussi sur le serveur"), "all was searched");
    window.stage.coverage = (12_480, 12_500);
    window.stage.look_for("bilans");
    assert!(window.shows("12\u{202f}480 messages sur 12\u{202f}500 parcourus"));
    window.click("Chercher aussi sur le serveur");
    let asked = list::Action::AskServer { scope: Scope::Everywhere, query: "bilans".into() };
    assert_eq!(window.stage.opened, [asked]);
    window.tell(list::Message::ServerAnswered { query: "bilans".into(), result: Ok(2) });
    assert!(window.shows("2 messages de plus sont arrivés du serveur."));
}

#[test]
fn keys_travel_and_what_they_reach_is_in_sight() {
    let mut window = window(1000);
    for _ in 0..40 {
        window.tell(step(Step::Down));
    }
    assert_eq!(window.stage.list.cursor(), Some(MessageId(39)));
    window.tell(step(Step::End));
    window.send(&[]);
    window.click_at(200.0, 690.0);
    assert_eq!(window.stage.list.cursor(), Some(MessageId(999)), "the last row is at the bottom");
}

#[test]
fn scrolling_slowly_asks_for_each_row_once() {
    let mut window = window(5000);
    window.point_at(200.0, 400.0);
    for _ in 0..700 {
        window.wheel(90.0);
    }
    let (times, rows) = window.stage.asked;
    assert!(rows <= 1400 && times <= 7, "{rows} rows in {times} questions");
}

#[test]
fn a_turn_of_a_hundred_thousand_rows_fits_in_a_frame() {
    let mut window = window(100_000);
    let mut turns: Vec<Duration> = (0..60).map(|turn| window.turn(scrolled(f64::from(turn) * 80_000.0))).collect();
    turns.sort();
    let median = turns[turns.len() / 2];
    assert!(median < Duration::from_millis(8), "{median:?}");
}

#[test]
fn shift_and_control_are_seen_where_the_mouse_is_pressed() {
    let mut window = window(100);
    window.click_at(200.0, 150.0);
    window.hold(Modifiers::SHIFT);
    window.click_at(200.0, 150.0 + 56.0 * 3.0);
    window.hold(Modifiers::empty());
    assert_eq!(window.stage.list.chosen().len(), 4);
    assert!(window.shows("4 choisis"));
}

#[test]
fn two_presses_on_a_row_open_it_apart() {
    let mut window = window(100);
    window.click_at(200.0, 150.0);
    let press = Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left));
    window.send(&[press]);
    assert!(matches!(window.stage.opened[..], [list::Action::Open(one), list::Action::OpenApart(two)] if one == two));
}

#[test]
fn the_header_narrows_the_list_and_says_so_when_nothing_is_left() {
    let mut window = window(100);
    window.click("Non lus");
    assert!(window.shows("Aucun message de ce genre"));
    window.click("Voir tous les messages");
    assert!(window.shows("12 non lus sur 100"));
}

#[test]
fn the_bar_can_be_dragged_to_the_end() {
    let mut window = window(100_000);
    window.drag(Point::new(376.0, 100.0), Point::new(376.0, 699.0));
    window.click_at(200.0, 690.0);
    assert_eq!(window.stage.opened, [list::Action::Open(MessageId(99_999))]);
}

fn grouped_window(count: i64, grouping: Grouping, width: f32) -> Harness<ListStage> {
    Harness::new(ListStage::new(count, Language::Fr).folder().grouped(grouping), width, 700.0)
}

#[test]
fn days_have_headings_that_are_lower_than_rows_and_every_row_is_where_it_is_pressed() {
    let mut window = grouped_window(1000, Grouping::Day, 380.0);
    for heading in ["Aujourd’hui", "Hier"] {
        assert!(window.shows(heading), "{heading}");
    }
    let (today, yesterday) = (window.place_of("Aujourd’hui").unwrap(), window.place_of("Hier").unwrap());
    assert!((yesterday.y - today.y - (30.0 + 3.0 * 56.0)).abs() < 0.5, "{today:?} {yesterday:?}");
    window.click("Hier");
    assert_eq!(window.stage.opened, [], "a heading is no message");
    window.click_at(200.0, yesterday.y + 40.0);
    assert_eq!(window.stage.opened, [list::Action::Open(MessageId(3))]);
}

#[test]
fn a_conversation_opens_in_its_place_by_mouse_and_by_keys() {
    let mut window = grouped_window(1000, Grouping::Conversation, 380.0);
    let rows = window.place_of("4").expect("its messages are counted");
    // What opens it stands before it.
    window.click_at(14.0, rows.y + 14.0);
    assert_eq!(window.stage.opened, [], "to open it is not to read it");
    assert!(window.shows("Envoyés"), "the answer of one's own is told apart");
    window.tell(step(Step::Down));
    window.tell(step(Step::Down));
    assert_eq!(window.stage.list.cursor(), Some(MessageId(500_000)));
    window.tell(list::Message::WentOut);
    assert_eq!(window.stage.list.cursor(), Some(MessageId(0)));
    assert!(!window.shows("Envoyés"));
}

#[test]
fn columns_are_sorted_by_their_heads_and_drawn_wider_by_their_edges() {
    let mut window = Harness::new(ListStage::new(1000, Language::Fr).folder().in_columns(), 900.0, 600.0);
    window.click("Taille");
    assert_eq!(window.stage.list.sort(), Sort { key: SortKey::Size, descending: true });
    window.click("Taille");
    assert!(!window.stage.list.sort().descending);
    let subject = window.place_of("Objet").unwrap();
    let edge = Point::new(subject.x - 3.0, subject.center_y());
    window.drag(edge, Point::new(edge.x + 50.0, edge.y));
    let moved = window.place_of("Objet").unwrap();
    assert!((moved.x - subject.x - 50.0).abs() <= 1.0, "{subject:?} {moved:?}");
    let date = window.place_of("Date").unwrap();
    window.tell(list::Message::ColumnMoved(Column::Size, false));
    assert!(window.place_of("Date").unwrap().x > date.x, "the size stands before it");
    window.tell(list::Message::ColumnFlipped(Column::Size));
    assert!(!window.shows("Taille"));
}

#[test]
fn columns_give_way_to_two_lines_where_there_is_no_room() {
    let mut window = Harness::new(ListStage::new(100, Language::Fr).folder().in_columns(), 380.0, 600.0);
    assert!(!window.shows("Taille"));
    let rows = window.texts();
    assert!(rows.iter().any(|text| text.starts_with("Sodium")), "the first words have their line: {rows:?}");
}

#[test]
fn a_turn_of_a_hundred_thousand_rows_in_groups_fits_in_a_frame() {
    for grouping in [Grouping::Day, Grouping::Conversation] {
        let mut window = grouped_window(100_000, grouping, 900.0);
        let mut turns: Vec<Duration> = (0..60).map(|turn| window.turn(scrolled(f64::from(turn) * 40_000.0))).collect();
        turns.sort();
        let median = turns[turns.len() / 2];
        assert!(median < Duration::from_millis(8), "{grouping:?}: {median:?}");
    }
}
