#![allow(clippy::float_cmp, reason = "whole pixels are exact")]

use iced::Size;
use iced::keyboard::Modifiers;

use super::pages::PAGE;
use super::{Action, Message, Search, Stand, State, What};
use crate::config::Form;
use crate::domain::thread::Conversation;
use crate::domain::{
    AccountId, BodyState, Filter, Flags, Folder, FolderId, Grouping, Listing, Mark, MessageId, Period, Role, Sort,
    SortKey, Space, Summary, ThreadId, Timestamp,
};
use crate::engine::{Event, Fault, FaultKind, HitOrder, Scope, Subject};
use crate::ui::context::Density;
use crate::ui::mailboxes::{Inboxes, sample};
use crate::ui::pane::Step;
use crate::ui::widget::virtual_list::{Press, Sight, Touch};

fn folder(id: i64) -> Folder {
    Folder {
        id: FolderId(id),
        account: AccountId(1),
        path: "INBOX".to_owned(),
        separator: Some('/'),
        role: Some(Role::Inbox),
        selectable: true,
        total: 0,
        unread: 0,
    }
}

fn summary(id: MessageId) -> Summary {
    Summary {
        id,
        folder: FolderId(1),
        who: format!("Correspondant {id}"),
        subject: format!("Sujet {id}"),
        date: Timestamp(1_795_251_600),
        size: 1000,
        flags: Flags::NONE,
        keywords: Vec::new(),
        attachment: false,
        mark: Mark::Plain,
        body: BodyState::Here,
        extract: String::new(),
        about: None,
    }
}

/// Of these mailboxes.
fn told(accounts: &[(i64, Space)]) -> Event {
    Event::Accounts(accounts.iter().map(|(id, space)| sample::account(*id, *space)).collect())
}

fn fever() -> Search {
    Search { query: "fièvre".into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None }
}

fn ids(numbers: std::ops::Range<i64>) -> Listing {
    numbers.map(MessageId).collect::<Vec<_>>().into()
}

fn generation(action: &Action) -> u64 {
    match action {
        Action::LoadIds { generation, .. } | Action::LoadRows { generation, .. } => *generation,
        other => panic!("{other:?} asks for nothing"),
    }
}

/// Hands the list what it asks for, as the engine would.
fn answer(state: &mut State, action: Action) {
    if let Action::LoadRows { ids, generation } = action {
        let rows = ids.into_iter().map(summary).collect();
        assert_eq!(state.update(Message::RowsArrived { generation, result: Ok(rows) }), Action::None);
    }
}

fn give(state: &mut State, asked: &Action, numbers: std::ops::Range<i64>) {
    let found = state.update(Message::IdsArrived { generation: generation(asked), result: Ok(ids(numbers)) });
    answer(state, found);
}

fn see(state: &mut State, offset: f64) -> Action {
    state.update(Message::Seen(Sight { offset, size: Size::new(380.0, 560.0) }))
}

fn inbox(count: i64) -> State {
    let mut state = State::new(Density::Comfortable, Sort::default());
    let asked = state.show_folder(folder(1));
    give(&mut state, &asked, 0..count);
    let more = see(&mut state, 0.0);
    answer(&mut state, more);
    state
}

fn press(state: &mut State, index: usize, modifiers: Modifiers) -> Action {
    state.update(Message::Pressed(Press { index, modifiers, twice: false }))
}

#[test]
fn a_folder_is_asked_for_and_then_its_first_page() {
    let mut state = State::new(Density::Comfortable, Sort::default());
    let asked = state.show_folder(folder(1));
    assert!(matches!(&asked, Action::LoadIds { what: What::Folder(FolderId(1)), filter: Filter::All, .. }));
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(ids(0..1000)) });
    let Action::LoadRows { ids: wanted, .. } = rows else { panic!("{rows:?}") };
    assert_eq!(wanted.len(), PAGE);
    assert_eq!(state.show_folder(folder(1)), Action::None, "it is shown already");
}

#[test]
fn a_page_is_asked_for_once_while_it_is_on_its_way() {
    let mut state = inbox(10_000);
    let first = see(&mut state, 56.0 * 5000.0);
    assert!(matches!(&first, Action::LoadRows { ids, .. } if ids.contains(&MessageId(5000))));
    assert_eq!(see(&mut state, 56.0 * 5000.0 + 30.0), Action::None);
    answer(&mut state, first);
    assert_eq!(see(&mut state, 56.0 * 5001.0), Action::None);
    assert!(state.summary(MessageId(5001)).is_some());
}

#[test]
fn only_so_many_rows_are_kept() {
    let mut state = inbox(100_000);
    for page in 0..200 {
        let asked = see(&mut state, 56.0 * 500.0 * f64::from(page));
        answer(&mut state, asked);
    }
    assert!(state.pages.len() <= PAGE * 20, "{}", state.pages.len());
    assert!(state.summary(MessageId(99_500)).is_some(), "what is in sight is kept");
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut state = State::new(Density::Comfortable, Sort::default());
    let first = state.show_folder(folder(1));
    let second = state.show_folder(folder(2));
    give(&mut state, &first, 0..5);
    assert_eq!((state.len(), state.stand), (0, Stand::Loading));
    give(&mut state, &second, 0..3);
    assert_eq!(state.len(), 3);
}

#[test]
fn what_is_being_read_stays_when_mail_comes_in_above() {
    let mut state = inbox(1000);
    let asked = see(&mut state, 56.0 * 300.0 + 20.0);
    answer(&mut state, asked);
    let asked = state.apply(&Event::FolderChanged(FolderId(1)));
    give(&mut state, &asked, -5..1000);
    assert_eq!(state.window.offset(), 56.0 * 305.0 + 20.0);
}

#[test]
fn all_inboxes_are_of_the_mailboxes_that_there_are() {
    use Space::{Ordinary, Secure};
    let of = |ids: &[i64]| What::Inboxes(ids.iter().copied().map(AccountId).collect());
    let asked_of = |action: Action| match action {
        Action::LoadIds { what, .. } => what,
        other => panic!("{other:?} asks for nothing"),
    };
    let mut state = State::new(Density::Comfortable, Sort::default());
    let _ = state.apply(&told(&[(1, Ordinary), (2, Ordinary)]));
    let first = state.show_inboxes(Inboxes::Of(Ordinary), vec![AccountId(1), AccountId(2)]);
    give(&mut state, &first, 0..1000);
    let asked = see(&mut state, 56.0 * 300.0);
    answer(&mut state, asked);
    assert_eq!(state.apply(&told(&[(1, Ordinary), (2, Ordinary)])), Action::None, "nothing came or went");
    assert_eq!(state.apply(&told(&[(1, Ordinary), (2, Ordinary), (3, Secure)])), Action::None, "not of these");
    let came = state.apply(&told(&[(1, Ordinary), (2, Ordinary), (4, Ordinary)]));
    give(&mut state, &came, -5..1000);
    assert_eq!(state.window.offset(), 56.0 * 305.0, "what is being read stays");
    assert_eq!(asked_of(came), of(&[1, 2, 4]));
    // Also behind a search, which looks through what is left.
    let _ = state.show_search(fever());
    assert!(matches!(asked_of(state.apply(&told(&[(1, Ordinary), (4, Ordinary)]))), What::Search { .. }));
    assert_eq!(state.apply(&told(&[(1, Ordinary), (4, Ordinary)])), Action::None);
    assert_eq!(state.leave_search().map(asked_of), Some(of(&[1, 4])));
}

#[test]
fn at_the_top_new_mail_is_shown() {
    let mut state = inbox(1000);
    let asked = state.apply(&Event::FolderChanged(FolderId(1)));
    give(&mut state, &asked, -5..1000);
    assert_eq!(state.window.offset(), 0.0);
}

#[test]
fn rows_are_read_anew_when_the_folder_changes_and_shown_meanwhile() {
    let mut state = inbox(1000);
    let asked = state.apply(&Event::FolderChanged(FolderId(1)));
    assert!(state.summary(MessageId(3)).is_some());
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(ids(0..1000)) });
    assert!(matches!(rows, Action::LoadRows { ids, .. } if ids.contains(&MessageId(3))));
    assert_eq!(state.apply(&Event::FolderChanged(FolderId(9))), Action::None, "that is another folder");
}

#[test]
fn a_flood_of_changes_is_one_question_at_a_time() {
    let mut state = inbox(1000);
    let first = state.apply(&Event::FolderChanged(FolderId(1)));
    assert_eq!(state.apply(&Event::FolderChanged(FolderId(1))), Action::None);
    assert_eq!(state.apply(&Event::FolderChanged(FolderId(1))), Action::None);
    let rows = state.update(Message::IdsArrived { generation: generation(&first), result: Ok(ids(0..1001)) });
    let Action::LoadRows { ids: wanted, generation } = rows else { panic!("{rows:?}") };
    let rows = wanted.into_iter().map(summary).collect();
    let second = state.update(Message::RowsArrived { generation, result: Ok(rows) });
    assert!(matches!(second, Action::LoadIds { .. }), "what changed meanwhile is asked for");
    give(&mut state, &second, 0..1002);
    assert_eq!(state.len(), 1002);
}

#[test]
fn pressing_a_row_opens_it_and_twice_opens_it_apart() {
    let mut state = inbox(100);
    assert_eq!(press(&mut state, 4, Modifiers::default()), Action::Open(MessageId(4)));
    let twice = Press { index: 4, modifiers: Modifiers::default(), twice: true };
    assert_eq!(state.update(Message::Pressed(twice)), Action::OpenApart(MessageId(4)));
    assert_eq!(press(&mut state, 5000, Modifiers::default()), Action::None);
}

#[test]
fn shift_takes_a_range_and_control_one_more() {
    let mut state = inbox(100);
    let _ = press(&mut state, 4, Modifiers::default());
    assert_eq!(press(&mut state, 7, Modifiers::SHIFT), Action::None);
    assert_eq!(state.chosen(), [4, 5, 6, 7].map(MessageId));
    assert_eq!(press(&mut state, 20, Modifiers::COMMAND), Action::None);
    assert_eq!(state.chosen().len(), 5);
    assert_eq!(state.update(Message::AllChosen), Action::None);
    assert_eq!(state.chosen().len(), 100);
}

#[test]
fn keys_travel_open_and_bring_the_row_into_sight() {
    let mut state = inbox(100);
    let step = |step, extend| Message::Stepped { step, extend };
    assert_eq!(state.update(step(Step::Down, false)), Action::Open(MessageId(0)));
    assert_eq!(state.update(step(Step::PageDown, false)), Action::Open(MessageId(9)));
    assert_eq!(state.update(step(Step::End, false)), Action::Open(MessageId(99)));
    assert_eq!(state.window.visible(), 90..100);
    assert_eq!(state.update(step(Step::Down, false)), Action::None, "there is no more");
    assert_eq!(state.update(step(Step::Up, true)), Action::None, "a range opens nothing");
    assert_eq!(state.chosen(), [98, 99].map(MessageId));
}

#[test]
fn another_order_asks_anew_with_the_direction_that_makes_sense() {
    let mut state = inbox(100);
    let Action::LoadIds { sort, .. } = state.update(Message::SortPicked(SortKey::Who)) else { panic!("no question") };
    assert_eq!(sort, Sort { key: SortKey::Who, descending: false });
    let Action::LoadIds { sort, .. } = state.update(Message::DirectionFlipped) else { panic!("no question") };
    assert!(sort.descending);
}

#[test]
fn a_failure_is_said_and_can_be_tried_again() {
    let fault = || Fault::new(FaultKind::CacheDamaged, Subject::Folder(FolderId(1)), "");
    let mut state = State::new(Density::Comfortable, Sort::default());
    let asked = state.show_folder(folder(1));
    let failed = Message::IdsArrived { generation: generation(&asked), result: Err(fault()) };
    assert_eq!(state.update(failed), Action::None);
    assert_eq!(state.stand, Stand::Failed);
    let asked = state.update(Message::RetryPressed);
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(ids(0..50)) });
    let failed = Message::RowsArrived { generation: generation(&rows), result: Err(fault()) };
    assert_eq!(state.update(failed), Action::None);
    assert_eq!(see(&mut state, 10.0), Action::None, "it is not asked for again by itself");
    assert!(matches!(state.update(Message::RetryPressed), Action::LoadRows { .. }));
}

#[test]
fn a_search_is_left_by_one_press() {
    let mut state = inbox(100);
    let asked = state.show_search(fever());
    assert!(matches!(&asked, Action::LoadIds { what: What::Search { query, .. }, .. } if query.as_ref() == "fièvre"));
    assert_eq!(state.update(Message::SearchCleared), Action::ClearSearch);
}

#[test]
fn another_density_keeps_the_place() {
    let mut state = inbox(1000);
    let _ = see(&mut state, 56.0 * 100.0);
    state.set_density(Density::Compact);
    assert_eq!(state.window.visible().start, 100);
}

fn away(state: &mut State, leaving: &[i64]) -> Action {
    let leaving: Vec<MessageId> = leaving.iter().copied().map(MessageId).collect();
    state.take_away(&leaving)
}

#[test]
fn what_leaves_makes_room_for_the_next_without_a_jump() {
    let mut state = inbox(1000);
    let rows = see(&mut state, 56.0 * 100.0 + 7.0);
    answer(&mut state, rows);
    let opened = press(&mut state, 104, Modifiers::empty());
    assert_eq!(opened, Action::Open(MessageId(104)));
    assert_eq!(away(&mut state, &[104]), Action::Open(MessageId(105)), "the next one");
    assert_eq!((state.cursor(), state.chosen()), (Some(MessageId(105)), vec![MessageId(105)]));
    assert_eq!(state.window.offset(), 56.0 * 100.0 + 7.0);
    assert_eq!(away(&mut state, &[3, 4]), Action::None, "another one than what is read");
    assert_eq!(state.window.offset(), 56.0 * 98.0 + 7.0, "what is in sight stays in sight");
    assert_eq!(state.cursor(), Some(MessageId(105)));
}

#[test]
fn the_last_one_gives_way_to_the_one_before_and_all_to_nothing() {
    let mut state = inbox(3);
    let _ = press(&mut state, 2, Modifiers::empty());
    assert_eq!(away(&mut state, &[2]), Action::Open(MessageId(1)));
    assert_eq!(away(&mut state, &[0, 1]), Action::Close);
    assert!(state.is_empty() && state.cursor().is_none());
}

#[test]
fn an_answer_that_was_on_its_way_does_not_bring_them_back() {
    let mut state = inbox(10);
    let _ = press(&mut state, 4, Modifiers::empty());
    let old = generation(&state.refresh());
    let _ = away(&mut state, &[4]);
    let late = Message::IdsArrived { generation: old, result: Ok(ids(0..10)) };
    assert_eq!(state.update(late), Action::None);
    assert_eq!(state.len(), 9);
}

#[test]
fn what_is_being_read_stays_among_the_unread() {
    let mut state = inbox(10);
    let asked = state.update(Message::FilterPicked(Filter::Unread));
    give(&mut state, &asked, 0..10);
    let _ = press(&mut state, 4, Modifiers::empty());
    let asked = state.refresh();
    let left: Vec<MessageId> = (0..10).filter(|id| *id != 4).map(MessageId).collect();
    let _ = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(left.into()) });
    assert_eq!((state.len(), state.cursor()), (10, Some(MessageId(4))));
    assert_eq!(state.lines.id(4), Some(MessageId(4)), "in its place");
}

#[test]
fn a_press_among_several_chooses_one_when_it_is_let_go_and_drags_all_when_it_moves() {
    let mut state = inbox(10);
    let _ = press(&mut state, 2, Modifiers::empty());
    let _ = press(&mut state, 5, Modifiers::SHIFT);
    assert_eq!(press(&mut state, 3, Modifiers::empty()), Action::None);
    assert_eq!(state.chosen_count(), 4, "not yet");
    assert_eq!(state.update(Message::Touched(Touch::Lifted { index: 3 })), Action::Lift);
    assert_eq!(state.chosen_count(), 4);
    let _ = press(&mut state, 3, Modifiers::empty());
    let released = Touch::Released { index: 3, modifiers: Modifiers::empty() };
    assert_eq!(state.update(Message::Touched(released)), Action::Open(MessageId(3)));
    assert_eq!(state.chosen(), [MessageId(3)]);
}

/// A list of three conversations: one of 9, 6 and 4, one of 8, one of 7 and 5.
fn conversations() -> State {
    let mut state = State::new(Density::Comfortable, Sort::default());
    let asked = state.show_folder(folder(1));
    give(&mut state, &asked, 0..1);
    let asked = state.update(Message::GroupingPicked(Grouping::Conversation));
    assert!(matches!(&asked, Action::LoadIds { grouping: Grouping::Conversation, .. }));
    let rows = [(9, 1), (8, 2), (7, 3), (6, 1), (5, 3), (4, 1)];
    let listing =
        Listing::by_conversation(rows.into_iter().map(|(id, thread)| (MessageId(id), Some(ThreadId(thread)))));
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(listing) });
    answer(&mut state, rows);
    let threads = state.load_threads();
    let Action::LoadThreads { threads, generation, what: What::Folder(FolderId(1)) } = threads else {
        panic!("{threads:?}")
    };
    assert_eq!(threads, [1, 2, 3].map(ThreadId));
    let known = |thread, messages: &[i64], unread| Conversation {
        thread: ThreadId(thread),
        messages: messages.iter().copied().map(MessageId).collect(),
        unread,
    };
    // An answer of one's own lies in another folder.
    let result = Ok(vec![known(1, &[9, 60, 6, 4], 1), known(2, &[8], 0), known(3, &[7, 5], 0)]);
    let _ = state.update(Message::ThreadsArrived { generation, result });
    assert_eq!(state.load_threads(), Action::None, "asked once");
    state
}

fn listed(state: &State) -> Vec<i64> {
    state.lines.all().map(|id| id.0).collect()
}

#[test]
fn conversations_open_in_their_place_by_keys_and_fold_again() {
    let mut state = conversations();
    assert_eq!((listed(&state), state.len()), (vec![9, 8, 7], 6));
    assert_eq!(state.update(Message::Stepped { step: Step::Down, extend: false }), Action::Open(MessageId(9)));
    assert_eq!(state.update(Message::WentIn), Action::None);
    assert_eq!(listed(&state), [9, 60, 6, 4, 8, 7]);
    assert_eq!(state.update(Message::Stepped { step: Step::Down, extend: false }), Action::Open(MessageId(60)));
    assert_eq!(state.update(Message::WentOut), Action::Open(MessageId(9)), "back on its row");
    assert_eq!(listed(&state), [9, 8, 7]);
    let _ = press(&mut state, 1, Modifiers::empty());
    let _ = state.update(Message::WentIn);
    assert_eq!(listed(&state), [9, 8, 7], "one message is no conversation");
}

#[test]
fn what_is_done_to_a_folded_conversation_is_done_to_all_that_is_listed_of_it() {
    let mut state = conversations();
    let _ = press(&mut state, 0, Modifiers::empty());
    assert_eq!(state.chosen(), [9, 6, 4].map(MessageId), "what lies elsewhere stays there");
    assert_eq!(state.chosen_count(), 1, "it is one row");
    assert!(matches!(state.load_rows(), Action::None | Action::LoadRows { .. }));
    assert_eq!(away(&mut state, &[9, 6, 4]), Action::Open(MessageId(8)));
    assert_eq!(listed(&state), [8, 7]);
    let _ = press(&mut state, 1, Modifiers::empty());
    let _ = state.update(Message::WentIn);
    assert_eq!(state.chosen(), [MessageId(7)], "an open one goes message by message");
}

#[test]
fn an_open_conversation_stays_open_when_mail_comes_in() {
    let mut state = conversations();
    let _ = state.update(Message::Flipped(ThreadId(3)));
    assert_eq!(listed(&state), [9, 8, 7, 5]);
    let asked = state.apply(&Event::FolderChanged(FolderId(1)));
    let rows = [(20, 3), (9, 1), (8, 2), (7, 3), (6, 1), (5, 3), (4, 1)];
    let listing =
        Listing::by_conversation(rows.into_iter().map(|(id, thread)| (MessageId(id), Some(ThreadId(thread)))));
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(listing) });
    answer(&mut state, rows);
    assert_eq!(listed(&state)[..3], [20, 7, 5], "it is the newest now");
}

fn by_day() -> State {
    let mut state = State::new(Density::Comfortable, Sort::default());
    let _ = state.show_folder(folder(1));
    let asked = state.update(Message::GroupingPicked(Grouping::Day));
    let rows = (0..40).map(|id| (MessageId(id), if id < 3 { Period::Today } else { Period::Yesterday }));
    let rows = state.update(Message::IdsArrived { generation: generation(&asked), result: Ok(Listing::by_day(rows)) });
    answer(&mut state, rows);
    let more = see(&mut state, 0.0);
    answer(&mut state, more);
    state
}

#[test]
fn keys_step_over_the_headings_of_days() {
    let mut state = by_day();
    let step = |step| Message::Stepped { step, extend: false };
    let opened: Vec<Action> = (0..4).map(|_| state.update(step(Step::Down))).collect();
    assert_eq!(opened, [0, 1, 2, 3].map(|id| Action::Open(MessageId(id))));
    assert_eq!(state.update(step(Step::Up)), Action::Open(MessageId(2)));
    let _ = see(&mut state, 56.0);
    assert_eq!(state.update(step(Step::Home)), Action::Open(MessageId(0)));
    assert_eq!(state.window.offset(), 0.0, "the heading above it is in sight too");
    assert_eq!(press(&mut state, 0, Modifiers::empty()), Action::None, "a heading is no message");
}

#[test]
fn a_range_over_a_heading_holds_messages_alone() {
    let mut state = by_day();
    let _ = press(&mut state, 2, Modifiers::empty());
    let _ = press(&mut state, 6, Modifiers::SHIFT);
    assert_eq!(state.chosen(), [1, 2, 3, 4].map(MessageId));
    assert_eq!(state.update(Message::AllChosen), Action::None);
    assert_eq!(state.chosen_count(), 40);
}

#[test]
fn the_last_of_a_day_takes_its_heading_along() {
    let mut state = by_day();
    assert_eq!(state.lines.len(), 42);
    let _ = press(&mut state, 1, Modifiers::empty());
    let _ = away(&mut state, &[0, 1, 2]);
    assert_eq!((state.lines.len(), state.lines.headings()), (38, vec![0]));
    assert_eq!(state.cursor(), Some(MessageId(3)));
}

#[test]
fn each_kind_of_folder_keeps_its_own_groups() {
    let mut state = by_day();
    let sent = Folder { id: FolderId(2), role: Some(Role::Sent), ..folder(2) };
    assert!(matches!(state.show_folder(sent), Action::LoadIds { grouping: Grouping::None, .. }));
    assert!(matches!(state.show_folder(folder(1)), Action::LoadIds { grouping: Grouping::Day, .. }));
    let found = state.show_search(fever());
    assert!(matches!(found, Action::LoadIds { grouping: Grouping::None, .. }));
    assert_eq!(state.shown_as().grouping.inbox, Grouping::Day);
}

#[test]
fn columns_are_two_lines_where_there_is_no_room_for_them() {
    let mut state = inbox(100);
    let _ = state.update(Message::FormPicked(Form::Columns));
    assert!(!state.is_table());
    assert_eq!(state.window.row_height(), 56.0);
    let _ = state.update(Message::Seen(Sight { offset: 56.0 * 10.0, size: Size::new(900.0, 560.0) }));
    assert!(state.is_table());
    assert_eq!((state.window.row_height(), state.window.visible().start), (28.0, 10), "the place is kept");
}

#[test]
fn all_of_a_hundred_thousand_are_chosen_at_once() {
    let mut state = inbox(100_000);
    let start = std::time::Instant::now();
    let _ = state.update(Message::AllChosen);
    let spent = start.elapsed();
    assert_eq!(state.chosen_count(), 100_000);
    // Unoptimised, and with others at work.
    assert!(spent < std::time::Duration::from_millis(400), "{spent:?}");
}
