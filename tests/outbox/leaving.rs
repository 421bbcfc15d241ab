//! Leaving: at once, later, when the line is back; refused, or taken back.

use std::time::{Duration, Instant};

use sceau::domain::{Address, Answered, DraftId, Flag, Manner, Outgoing, OutgoingState, Timestamp};
use sceau::engine::{Command, Event, FaultKind, SendFault};

use super::Stage;
use super::adversary::Fate;

const PAUL: &str = "paul@ailleurs.example";

fn in_seconds(seconds: u64) -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp((now.as_secs() + seconds).cast_signed())
}

#[test]
fn a_message_is_sent_once_and_a_copy_that_names_everybody_lies_in_sent() {
    let mut stage = Stage::new();
    let secret = Address::new("Zoé", "zoe@ailleurs.example");
    let message = stage.message(1, &[PAUL, "zoe@ailleurs.example"]);
    stage.desk.hear_anew();
    let id = stage.post(Outgoing { bcc: vec![secret], ..message });
    stage.desk.until(|event| matches!(event, Event::Outbox { waiting: 1, refused: 0, in_doubt: 0, .. }).then_some(()));
    stage.until_empty();
    // One for both: the server makes it two.
    stage.until_outside(1, 2);
    let outside = stage.practice.sent_outside();
    assert!(outside.iter().all(|letter| !String::from_utf8_lossy(letter).contains("Bcc:")));
    assert_eq!(stage.there("Sent", 1), 1);
    let copy = stage.practice.doveadm(&["fetch", "-u", &stage.alice.email, "flags text", "mailbox", "Sent"]);
    assert!(copy.contains("\\Seen") && copy.contains("Bcc: =?utf-8?") && copy.contains("zoe@ailleurs"), "{copy}");
    assert_eq!(stage.desk.ask(stage.desk.engine.take_back(id)), None);
    assert_eq!(stage.line.connections(), 1);
}

#[test]
fn without_a_line_it_waits_in_silence_and_leaves_when_there_is_one() {
    let mut stage = Stage::new();
    stage.line.always(Fate::CutDown(0));
    stage.desk.hear_anew();
    let ids = [1, 2].map(|number| stage.post(stage.message(number, &[PAUL])));
    let row = stage.until("a try", |rows| rows.iter().find(|row| row.why.is_some()).cloned());
    assert_eq!((row.id, row.state), (ids[0], OutgoingState::Waiting));
    assert!(row.next_try.is_some() && row.why.unwrap().kind.is_of_the_line());
    let told = stage.desk.until_within(Duration::from_millis(300), |event| match event {
        Event::Fault(fault) => Some(fault),
        _ => None,
    });
    assert!(told.is_none(), "{told:?}");
    stage.line.always(Fate::Through);
    stage.desk.engine.send(Command::Sync(stage.account));
    stage.until_empty();
    stage.until_outside(1, 1);
    stage.until_outside(2, 1);
}

#[test]
fn what_is_posted_without_a_line_leaves_after_the_next_start() {
    let stage = Stage::new();
    stage.line.always(Fate::CutDown(0));
    let _ = stage.post(stage.message(1, &[PAUL]));
    stage.until("a try", |rows| rows.iter().any(|row| row.why.is_some()).then_some(()));
    let Stage { practice, alice, desk, account, line } = stage;
    line.always(Fate::Through);
    let stage = Stage { desk: desk.restart(), practice, alice, account, line };
    assert_eq!(stage.outbox().len(), 1);
    stage.desk.engine.send(Command::Watch);
    stage.until_empty();
    stage.until_outside(1, 1);
}

#[test]
fn a_message_is_taken_back_before_it_goes_and_not_after() {
    let stage = Stage::new();
    let later = Outgoing { not_before: Some(in_seconds(60)), draft: Some(DraftId(42)), ..stage.message(1, &[PAUL]) };
    let bytes = later.bytes.clone();
    let id = stage.post(later);
    let taken = stage.desk.ask(stage.desk.engine.take_back(id)).unwrap();
    assert_eq!((taken.draft, taken.bytes), (Some(DraftId(42)), bytes));
    assert!(stage.outbox().is_empty());
    assert_eq!(stage.line.connections(), 0);
    assert_eq!(stage.desk.ask(stage.desk.engine.take_back(id)), None);
    assert!(!stage.desk.ask(stage.desk.engine.send_now(id)));
}

#[test]
fn a_message_for_later_leaves_at_its_time_or_when_the_user_says_so() {
    let stage = Stage::new();
    let start = Instant::now();
    let _ = stage.post(Outgoing { not_before: Some(in_seconds(3)), ..stage.message(1, &[PAUL]) });
    let far = stage.post(Outgoing { not_before: Some(in_seconds(3600)), ..stage.message(2, &[PAUL]) });
    stage.until_outside(1, 1);
    assert!(start.elapsed() > Duration::from_secs(2));
    assert_eq!(stage.outside(2), 0);
    assert!(stage.desk.ask(stage.desk.engine.send_now(far)));
    stage.until_empty();
    stage.until_outside(2, 1);
}

#[test]
fn who_is_refused_is_told_by_name_and_the_others_have_it() {
    let stage = Stage::new();
    let id = stage.post(stage.message(1, &["refuse@ailleurs.example", PAUL]));
    let row = stage.until_state(id, OutgoingState::Refused);
    assert!(row.left && row.refusals.len() == 1 && !row.refusals[0].passes);
    assert_eq!(row.refusals[0].to.as_str(), "refuse@ailleurs.example");
    assert!(row.refusals[0].said.contains("No such user here"), "{}", row.refusals[0].said);
    stage.until_outside(1, 1);
    stage.until("the copy", |_| (stage.there("Sent", 1) == 1).then_some(()));
    assert!(stage.desk.ask(stage.desk.engine.give_up(id)));
    stage.until_empty();
    assert_eq!(stage.there("Sent", 1), 1);
}

#[test]
fn what_nobody_takes_holds_up_nothing_and_is_taken_back() {
    let stage = Stage::new();
    let id = stage.post(stage.message(1, &["refuse@ailleurs.example"]));
    let _ = stage.post(stage.message(2, &[PAUL]));
    let row = stage.until_state(id, OutgoingState::Refused);
    assert!(!row.left);
    assert_eq!(row.why.unwrap().kind, FaultKind::Sending(SendFault::Recipients));
    stage.until_outside(2, 1);
    assert!(stage.desk.ask(stage.desk.engine.take_back(id)).is_some());
    stage.until_empty();
    assert_eq!((stage.outside(1), stage.there("Sent", 1)), (0, 0));
}

#[test]
fn a_server_that_asks_to_wait_is_tried_again_for_those_alone() {
    let stage = Stage::new();
    let id = stage.post(stage.message(1, &["greylist@ailleurs.example", PAUL]));
    let row = stage.until("those who have it", |rows| rows.iter().find(|row| row.left).cloned());
    assert_eq!(row.state, OutgoingState::Waiting);
    assert!(row.refusals[0].passes && row.next_try.is_some());
    stage.until_outside(1, 1);
    std::fs::write(stage.practice.path().join("greylist-is-over"), "").unwrap();
    assert!(stage.desk.ask(stage.desk.engine.send_now(id)));
    stage.until_empty();
    stage.until_outside(1, 2);
    assert_eq!(stage.there("Sent", 1), 1, "one copy");
}

#[test]
fn a_message_that_is_too_large_does_not_go_and_says_so() {
    let stage = Stage::new();
    let mut large = stage.message(1, &[PAUL]);
    large.bytes.extend(
        std::iter::repeat_n(b"0123456789012345678901234567890123456789012345678901234567890\r\n", 340_000).flatten(),
    );
    let id = stage.post(large);
    let row = stage.until_state(id, OutgoingState::Refused);
    assert_eq!(row.why.unwrap().kind, FaultKind::Sending(SendFault::TooLarge));
    assert!(stage.desk.ask(stage.desk.engine.take_back(id)).is_some());
}

#[test]
fn a_mailbox_that_only_receives_says_so() {
    let stage = Stage::with(crate::support::Practice::start(), |draft| draft.smtp = None);
    let id = stage.post(stage.message(1, &[PAUL]));
    let row = stage.until_state(id, OutgoingState::Refused);
    assert_eq!(row.why.unwrap().kind, FaultKind::Sending(SendFault::NoServer));
}

#[test]
fn what_it_answers_is_marked_here_and_on_the_server() {
    let practice = crate::support::Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", ["From: a@b.example\r\nSubject: Question\r\n\r\nBonjour\r\n"]);
    let stage = Stage::with(practice, |_| {});
    let source = stage.desk.list(stage.account, "INBOX")[0];
    let answered = Some(Answered { message: source, manner: Manner::Reply });
    let _ = stage.post(Outgoing { answered, ..stage.message(1, &[PAUL]) });
    stage.until_empty();
    assert!(stage.desk.ask(stage.desk.engine.summary(source)).flags.has(Flag::Answered));
    super::patiently("the flag on the server", || {
        let found = stage.practice.doveadm(&["search", "-u", &stage.alice.email, "mailbox", "INBOX", "answered"]);
        (found.lines().count() == 1).then_some(())
    });
}
