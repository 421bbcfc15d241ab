//! A mailbox that opens with a card, in the engine: it waits in peace, goes on by
//! itself, and says what is wrong where the user has to do something.

use sceau::crypto::Key;
use sceau::domain::{AccountDraft, ClientCertificate, Fingerprint, Secret, Security, Service};
use sceau::engine::seal::Pen;
use sceau::engine::{CardFault, Command, Event, FaultKind, Line, OwnCertificateFault};
use sceau::token::Patience;
use sha2::{Digest as _, Sha256};

use super::{House, PASSPHRASE, key_file, letter, profile};
use crate::mailbox::Desk;
use crate::support::card::certificate::{self, Identity};
use crate::support::card::keys::Kind;
use crate::support::card::softhsm::{CONFIGURATION, SoftHsm, entry};
use crate::token::{Desk as Tokens, PIN, softhsm};

fn fingerprint(der: &[u8]) -> Fingerprint {
    Fingerprint(Sha256::digest(der).into())
}

fn draft(house: &House, certificate: &Identity) -> AccountDraft {
    let certificate = ClientCertificate { fingerprint: fingerprint(&certificate.der) };
    AccountDraft { certificate: Some(certificate), ..house.draft("", Security::Tls) }
}

fn pen(house: &House, identity: &Identity) -> Pen {
    Pen::of_file(&key_file(house, identity), &Secret::new(PASSPHRASE), |uses| uses.authentication).unwrap()
}

fn until_line(desk: &mut Desk, wanted: Line) {
    desk.until(|event| match event {
        Event::Line(_, line) if line == wanted => Some(()),
        Event::Fault(fault) => panic!("a fault instead: {fault}"),
        _ => None,
    });
}

#[test]
fn a_mailbox_without_its_card_waits_and_goes_on_when_it_comes() {
    let house = House::start();
    house.practice.deliver(house.practice.person("alice"), "INBOX", [letter()]);
    let alice = house.alice(Kind::Rsa);
    let mut desk = Desk::new(&house.practice);
    let draft = draft(&house, &alice);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: Secret::new("") });
    until_line(&mut desk, Line::Card(CardFault::Gone));
    let again = desk.until_within(std::time::Duration::from_secs(4), |event| match event {
        Event::Line(..) | Event::Fault(_) => Some(format!("{event:?}")),
        _ => None,
    });
    assert_eq!(again, None, "nothing is tried by itself");
    desk.engine.send(Command::CardChanged);
    until_line(&mut desk, Line::Card(CardFault::Gone));

    desk.engine.show(&pen(&house, &alice)).unwrap();
    until_line(&mut desk, Line::Watching);
    let account = desk.ask(desk.engine.accounts())[0].id;
    assert_eq!(desk.list(account, "INBOX").len(), 1);

    // The next day.
    let mut desk = desk.restart();
    desk.engine.send(Command::Watch);
    until_line(&mut desk, Line::Card(CardFault::Gone));
    desk.engine.show(&pen(&house, &alice)).unwrap();
    until_line(&mut desk, Line::Watching);
}

#[test]
fn a_closed_token_is_waited_for_and_no_code_is_tried() {
    let house = House::start();
    let alice = house.alice(Kind::Rsa);
    let hsm = SoftHsm::new();
    hsm.token("Connexion", &[entry(&alice, "rsa", "rsa", "01")]);
    let tokens = Tokens::new(&softhsm(), &[(CONFIGURATION, &hsm.configuration())], Patience::default());
    let seen = tokens.token("Connexion");
    let key = tokens.key(&seen, "rsa");
    assert_eq!(fingerprint(key.certificate()), fingerprint(&alice.der));
    let mut desk = Desk::new(&house.practice);
    desk.engine.show(&Pen::of_token(key, house.chain())).unwrap();
    desk.engine.send(Command::AddAccount { draft: Box::new(draft(&house, &alice)), secret: Secret::new("") });
    until_line(&mut desk, Line::Card(CardFault::Locked));
    assert!(!tokens.token("Connexion").token.pin.open);
    tokens.login(&seen, PIN).unwrap();
    desk.engine.send(Command::CardChanged);
    until_line(&mut desk, Line::Watching);
}

#[test]
fn a_certificate_that_the_server_does_not_like_is_for_the_user() {
    let house = House::start();
    let stranger = certificate::root(&profile("alice@cabinet.example", Kind::Elliptic));
    let mut desk = Desk::new(&house.practice);
    desk.engine.show(&pen(&house, &stranger)).unwrap();
    let draft = draft(&house, &stranger);
    let checked = |service| desk.try_ask(desk.engine.check(service, draft.clone(), Secret::new(""))).unwrap_err().kind;
    assert!(matches!(checked(Service::Imap), FaultKind::OwnCertificate(_)), "{:?}", checked(Service::Imap));
    assert!(matches!(checked(Service::Smtp), FaultKind::OwnCertificate(_)), "{:?}", checked(Service::Smtp));
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: Secret::new("") });
    let fault = desk.until_fault();
    assert_eq!(fault.kind, FaultKind::OwnCertificate(OwnCertificateFault::Wanted));
    let account = desk.ask(desk.engine.accounts())[0].id;
    assert_eq!(desk.engine.line(account), Line::Refused);
    desk.engine.send(Command::CardChanged);
    let again = desk.until_within(std::time::Duration::from_secs(1), |event| match event {
        Event::Line(_, line) => Some(line),
        _ => None,
    });
    assert_eq!(again, None, "another card would not change it");
}

#[test]
fn servers_are_checked_with_the_certificate_before_the_account_is_kept() {
    let house = House::start();
    let alice = house.alice(Kind::Elliptic);
    let desk = Desk::new(&house.practice);
    let draft = draft(&house, &alice);
    let check = |service| desk.try_ask(desk.engine.check(service, draft.clone(), Secret::new("")));
    assert_eq!(check(Service::Imap).unwrap_err().kind, FaultKind::Card(CardFault::Gone));
    desk.engine.show(&pen(&house, &alice)).unwrap();
    check(Service::Imap).unwrap();
    check(Service::Smtp).unwrap();
    let of_another = AccountDraft { user: "bob@cabinet.example".to_owned(), ..draft.clone() };
    let refused = desk.try_ask(desk.engine.check(Service::Imap, of_another, Secret::new(""))).unwrap_err().kind;
    assert_eq!(refused, FaultKind::OwnCertificate(OwnCertificateFault::Refused), "there is no password to blame");
}
