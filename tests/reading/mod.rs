//! A day at the practice with the card in the reader: signed and encrypted mail
//! is read, the card is asked once for its code, and is taken out. In a process
//! of its own, for the address of the card service is read once in a life.

mod cryptolib;
mod desk;
mod latency;

use std::process::Command;
use std::time::Instant;

use sceau::domain::MessageId;
use sceau::domain::verdict::Overall;
use sceau::engine::card::{Lock, Stand, Tries};
use sceau::engine::{CardFault, FaultKind};

use crate::support::card::{Pcscd, SOCKET};
use desk::{Office, PIN};

const PORT: &str = "SCEAU_TEST_READER";

/// Runs one of the ignored tests here, in a process that finds this card service.
fn alone(test: &str) {
    let pcscd = Pcscd::start();
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{here}::{test}"), "--ignored", "--nocapture", "--test-threads=1"]);
    let output = command.env(SOCKET, pcscd.socket()).env(PORT, pcscd.port().to_string()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "nothing ran: {said}");
}

#[test]
fn the_code_is_given_once_and_the_days_mail_is_read_and_signed() {
    alone("a_day");
}

#[test]
#[ignore = "started by the test above"]
fn a_day() {
    let mut office = Office::open();
    let sealed = office.deliver(100, 100);
    office.insert();
    office.until("the card", |card| card.stand == Stand::Token);
    let before = office.opened(sealed.encrypted[0]).seal.clone().unwrap();
    assert_eq!(before.closed, Some(FaultKind::Card(CardFault::Locked)), "it waits for the code");
    assert!(before.is_closed());
    office.unlock(PIN).unwrap();
    office.until("an open card", |card| card.token().is_some_and(|token| token.lock == Lock::Open));

    let start = Instant::now();
    for id in &sealed.signed {
        let opened = office.opened(*id);
        assert_eq!(opened.seal.as_ref().unwrap().verdict.overall, Overall::Valid, "{:?}", opened.seal);
        assert!(opened.text.contains("Compte rendu"));
    }
    for id in &sealed.encrypted {
        let opened = office.opened(*id);
        assert!(opened.seal.as_ref().unwrap().is_deciphered(), "{:?}", opened.seal);
        assert!(opened.text.contains("Résultat confidentiel"), "{}", opened.text);
    }
    let read = start.elapsed();
    for _ in 0..20 {
        office.sign().unwrap();
    }
    assert_eq!(office.card.operations(), 100 + 20, "one for each message that needs it, and none twice");
    let signing = start.elapsed().saturating_sub(read);
    println!("100 signed and 100 encrypted read in {read:?}, 20 signed in {signing:?}");
}

#[test]
fn a_card_that_is_taken_out_closes_what_it_opened_and_nothing_else() {
    alone("taken_out");
}

#[test]
#[ignore = "started by the test above"]
fn taken_out() {
    let mut office = Office::open();
    let sealed = office.deliver(1, 2);
    office.insert();
    office.until("the card", |card| card.stand == Stand::Token);
    office.unlock(PIN).unwrap();
    office.until("an open card", |card| card.token().is_some_and(|token| token.lock == Lock::Open));
    assert!(office.opened(sealed.encrypted[0]).seal.as_ref().unwrap().is_deciphered());

    office.remove();
    office.until("no card", |card| card.stand == Stand::NoCard);
    let seal = office.opened(sealed.encrypted[0]).seal.clone().unwrap();
    assert!(seal.is_closed(), "{seal:?}");
    assert_eq!(office.opened(sealed.signed[0]).seal.as_ref().unwrap().verdict.overall, Overall::Valid);
    let fault = office.sign().unwrap_err();
    assert_eq!(fault.kind, FaultKind::Card(CardFault::Gone));

    office.insert();
    office.until("the card again", |card| card.token().is_some_and(|token| token.lock == Lock::Closed));
    office.unlock(PIN).unwrap();
    assert!(office.opened(sealed.encrypted[0]).seal.as_ref().unwrap().is_deciphered());

    office.wish(|wishes| wishes.stays_readable = true);
    assert!(office.opened(sealed.encrypted[0]).seal.as_ref().unwrap().is_deciphered());
    office.remove();
    office.until("no card", |card| card.stand == Stand::NoCard);
    assert!(office.opened(sealed.encrypted[0]).seal.as_ref().unwrap().is_deciphered(), "as the user wants it");
    assert!(office.opened(sealed.encrypted[1]).seal.as_ref().unwrap().is_closed(), "it was not open");
}

#[test]
fn a_wrong_code_is_told_with_the_tries_that_are_left_and_never_tried_again() {
    alone("wrong_codes");
}

#[test]
#[ignore = "started by the test above"]
fn wrong_codes() {
    let mut office = Office::open();
    office.insert();
    office.until("the card", |card| card.stand == Stand::Token);
    for (kind, tries, left) in [
        // OpenSC tells of the last try alone.
        (CardFault::WrongPin, Tries::All, 2),
        (CardFault::LastPin, Tries::Last, 1),
        (CardFault::Blocked, Tries::None, 0),
    ] {
        let fault = office.unlock("9999").unwrap_err();
        assert_eq!(fault.kind, FaultKind::Card(kind));
        assert!(!format!("{fault:?}").contains("9999"));
        office.until("the counter", |card| card.token().is_some_and(|token| token.pin.tries == tries));
        assert_eq!(office.card.tries(), left);
    }
    assert_eq!(office.engine().card().token().unwrap().lock, Lock::Blocked);
    assert_eq!(office.unlock(PIN).unwrap_err().kind, FaultKind::Card(CardFault::Blocked));
}

#[test]
fn what_was_deciphered_is_found_and_a_whole_folder_can_be() {
    alone("searched");
}

#[test]
#[ignore = "started by the test above"]
fn searched() {
    let mut office = Office::open();
    let sealed = office.deliver(0, 12);
    office.insert();
    office.until("the card", |card| card.stand == Stand::Token);
    let inbox = office.inbox();
    let fault = office.decipher(inbox).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Card(CardFault::Locked), "it is not asked twelve times");
    office.unlock(PIN).unwrap();
    assert!(office.found("confidentiel").is_empty());
    let _ = office.opened(sealed.encrypted[3]);
    office.until_found("confidentiel", &sealed.encrypted[3..4]);
    let done = office.decipher(inbox).unwrap();
    assert_eq!((done.open, done.closed), (12, 0));
    let mut all: Vec<MessageId> = sealed.encrypted.clone();
    all.sort();
    office.until_found("confidentiel", &all);
}

#[test]
fn a_card_that_comes_is_told_before_its_module_has_read_it() {
    alone("told_at_once");
}

#[test]
#[ignore = "started by the test above"]
fn told_at_once() {
    let mut office = Office::open();
    office.until("the reader", |card| card.stand == Stand::NoCard);
    office.insert();
    office.until_told(Stand::Reading);
    office.until_told(Stand::Token);
    let token = office.engine().card().token().unwrap().clone();
    let own: Vec<_> = token.certificates.iter().filter(|one| !one.authority).collect();
    assert_eq!(own.len(), 3);
    assert!(own.iter().any(|one| one.told.holder.uses.confidentiality));
    assert!(token.holder.contains("DURAND") || !token.holder.is_empty());
}
