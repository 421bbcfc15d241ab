//! In doubt: the line breaks between the last byte and the answer. What the server
//! shows is believed, what it does not show is asked of the user.

use sceau::domain::{Outgoing, OutgoingState, Settle};
use sceau::engine::{Event, FaultKind, SendFault};

use super::Stage;
use super::adversary::Fate;

const PAUL: &str = "paul@ailleurs.example";

#[test]
fn what_is_found_by_its_message_id_was_sent() {
    let stage = Stage::new();
    stage.line.once(Fate::AfterTheDot);
    // To herself too: until it has come into her inbox it is in doubt.
    let id = stage.post(stage.message(1, &["alice@cabinet.example", PAUL]));
    super::patiently("it in the inbox", || (stage.there("INBOX", 1) == 1).then_some(()));
    stage.until_empty();
    stage.until_outside(1, 1);
    assert_eq!((stage.outside(1), stage.there("INBOX", 1), stage.there("Sent", 1)), (1, 1, 1));
    assert!(!stage.desk.ask(stage.desk.engine.settle(id, Settle::SendAgain)));
}

#[test]
fn a_server_that_files_what_it_sends_clears_the_doubt() {
    let stage = Stage::new();
    let message = stage.message(1, &[PAUL]);
    let copy = String::from_utf8(message.bytes.clone()).unwrap();
    stage.practice.deliver(&stage.alice, "Sent", [copy.as_str()]);
    stage.line.once(Fate::AfterTheDot);
    let _ = stage.post(message);
    stage.until_empty();
    stage.until_outside(1, 1);
    assert_eq!(stage.there("Sent", 1), 1);
}

#[test]
fn what_nobody_can_tell_is_asked_and_goes_as_the_user_says() {
    let mut stage = Stage::new();
    stage.line.always(Fate::AfterTheDot);
    stage.desk.hear_anew();
    let [one, two] = [1, 2].map(|number| stage.post(stage.message(number, &[PAUL])));
    stage.desk.until(|event| matches!(event, Event::Outbox { in_doubt: 2, .. }).then_some(()));
    stage.line.always(Fate::Through);
    let row = stage.until_state(one, OutgoingState::InDoubt);
    assert_eq!(row.why.unwrap().kind, FaultKind::Sending(SendFault::Unsure));
    assert_eq!(stage.desk.ask(stage.desk.engine.take_back(one)), None);
    assert!(!stage.desk.ask(stage.desk.engine.send_now(one)));
    assert!(!stage.desk.ask(stage.desk.engine.give_up(one)));
    stage.until_outside(1, 1);
    stage.until_outside(2, 1);
    assert_eq!(stage.there("Sent", 1), 0, "no copy of what may not be sent");

    assert!(stage.desk.ask(stage.desk.engine.settle(one, Settle::WasSent)));
    assert!(stage.desk.ask(stage.desk.engine.settle(two, Settle::SendAgain)));
    stage.until_empty();
    assert_eq!((stage.outside(1), stage.there("Sent", 1)), (1, 1));
    // The server had it: that is what the user was asked about.
    stage.until_outside(2, 2);
}

#[test]
fn a_line_that_breaks_before_the_last_byte_is_no_doubt() {
    let stage = Stage::new();
    stage.line.once(Fate::CutUp(50_000));
    let mut message = stage.message(2, &[PAUL]);
    // More than lies between the two: what is written is not yet sent.
    message.bytes.extend(b"Des lignes et encore des lignes.\r\n".repeat(400_000));
    let id = stage.post(message);
    let row = stage.until("a try", |rows| rows.iter().find(|row| row.why.is_some()).cloned());
    assert_eq!((row.state, row.why.unwrap().kind), (OutgoingState::Waiting, FaultKind::ServerGone));
    assert!(stage.desk.ask(stage.desk.engine.send_now(id)));
    stage.until_empty();
    stage.until_outside(2, 1);
}

#[test]
fn a_second_try_for_some_is_not_proved_by_the_copy_of_the_first() {
    let stage = Stage::new();
    let message = stage.message(1, &["greylist@ailleurs.example", PAUL]);
    let id = stage.post(Outgoing { copy: true, ..message });
    stage.until("the copy", |_| (stage.there("Sent", 1) == 1).then_some(()));
    stage.line.once(Fate::AfterTheDot);
    std::fs::write(stage.practice.path().join("greylist-is-over"), "").unwrap();
    assert!(stage.desk.ask(stage.desk.engine.send_now(id)));
    let row = stage.until_state(id, OutgoingState::InDoubt);
    assert!(row.left);
    assert!(stage.desk.ask(stage.desk.engine.settle(id, Settle::WasSent)));
    stage.until_empty();
}
