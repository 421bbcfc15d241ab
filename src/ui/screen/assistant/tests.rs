use super::*;
use crate::domain::{Security, Server, Source};
use crate::engine::Subject;

const ADDRESS: &str = "anne.durand@cabinet.mssante.example";

fn typed() -> State {
    let mut state = State::new(Colour(3));
    assert_eq!(state.take_focus(), Some(Id::new(EMAIL)));
    let _ = state.update(Message::EmailTyped(format!(" {ADDRESS} ")));
    let _ = state.update(Message::PasswordTyped(Secret::new("sésame")));
    let _ = state.update(Message::HolderTyped(" Dr Anne Durand ".to_owned()));
    state
}

fn server(host: &str, port: u16) -> Server {
    Server { host: host.to_owned(), port, security: Security::Tls }
}

fn found(smtp: bool) -> Found {
    Found {
        incoming: server("imap.cabinet.example", 993),
        protocol: crate::domain::Protocol::Imap,
        smtp: smtp.then(|| server("smtp.cabinet.example", 465)),
        user: ADDRESS.to_owned(),
        source: Source::Srv,
    }
}

fn fault(kind: FaultKind) -> Fault {
    Fault::new(kind, Subject::NewAccount, "the technical side")
}

fn searching(state: &mut State) -> u64 {
    let Action::Find { email, generation } = state.update(Message::Next) else { panic!("nothing is looked for") };
    assert_eq!(email.as_str(), ADDRESS);
    generation
}

fn at_servers(smtp: bool) -> State {
    let mut state = typed();
    let generation = searching(&mut state);
    assert!(matches!(state.update(Message::Found(generation, Ok(vec![found(smtp)]))), Action::None));
    state
}

fn asked(action: Action) -> (Service, AccountDraft, Secret, u64) {
    match action {
        Action::Check { service, draft, secret, generation } => (service, *draft, secret, generation),
        other => panic!("nothing is checked: {other:?}"),
    }
}

/// Up to the answer about the incoming server, which is good.
fn at_smtp() -> (State, u64) {
    let mut state = at_servers(true);
    let (service, _, _, generation) = asked(state.update(Message::Next));
    assert_eq!(service, Service::Imap);
    let (service, .., generation) = asked(state.update(Message::Checked(generation, Service::Imap, Ok(()))));
    assert_eq!(service, Service::Smtp);
    (state, generation)
}

#[test]
fn an_address_and_a_password_end_in_an_account() {
    let (mut state, generation) = at_smtp();
    let Action::Add { draft, secret } = state.update(Message::Checked(generation, Service::Smtp, Ok(()))) else {
        panic!("not added")
    };
    assert_eq!(
        (draft.email.as_str(), draft.label.as_str(), draft.holder.as_str()),
        (ADDRESS, ADDRESS, "Dr Anne Durand")
    );
    assert_eq!((draft.user.as_str(), draft.auth, draft.space), (ADDRESS, AuthMethod::Password, Space::Secure));
    assert_eq!(
        (draft.incoming, draft.smtp),
        (server("imap.cabinet.example", 993), Some(server("smtp.cabinet.example", 465)))
    );
    assert_eq!((draft.colour, secret.expose()), (Colour(3), "sésame"));
}

#[test]
fn what_is_missing_is_where_the_cursor_goes() {
    let mut state = State::new(Colour(0));
    let _ = state.take_focus();
    assert!(matches!(state.update(Message::Next), Action::None));
    assert_eq!(state.take_focus(), Some(Id::new(EMAIL)));
    let _ = state.update(Message::EmailTyped(ADDRESS.to_owned()));
    assert!(matches!(state.update(Message::Next), Action::None));
    assert_eq!(state.take_focus(), Some(Id::new(PASSWORD)));
    assert!(matches!(state.update(Message::ByHand), Action::None), "by hand too");
    assert_eq!(state.take_focus(), Some(Id::new(PASSWORD)));
}

#[test]
fn a_search_that_was_cancelled_is_not_heard() {
    let mut state = typed();
    let first = searching(&mut state);
    assert!(matches!(state.update(Message::Back), Action::Stop));
    let _ = state.update(Message::Found(first, Ok(vec![found(true)])));
    assert!(matches!(state.step, Step::Identity(_)));
    let second = searching(&mut state);
    let _ = state.update(Message::Found(first, Err(fault(FaultKind::Unreachable))));
    assert!(matches!(state.step, Step::Searching(_)), "the answer to the first question");
    let _ = state.update(Message::Found(second, Ok(vec![found(true)])));
    assert!(matches!(state.step, Step::Servers(_)));
}

#[test]
fn an_empty_search_asks_for_the_servers_and_a_failed_one_says_why() {
    for nothing in [Ok(Vec::new()), Err(fault(FaultKind::NoServersFound))] {
        let mut state = typed();
        let generation = searching(&mut state);
        let _ = state.update(Message::Found(generation, nothing));
        assert!(matches!(&state.step, Step::Servers(Servers { origin: Origin::NothingFound, .. })));
        assert_eq!(state.take_focus(), Some(Id::new(IMAP_HOST)));
    }
    let mut state = typed();
    let generation = searching(&mut state);
    let _ = state.update(Message::Found(generation, Err(fault(FaultKind::Unreachable))));
    assert!(matches!(&state.step, Step::SearchFailed(_, fault) if fault.kind == FaultKind::Unreachable));
    assert!(searching(&mut state) > generation, "once more");
}

#[test]
fn the_servers_can_be_typed_without_a_search() {
    let mut state = typed();
    assert!(matches!(state.update(Message::ByHand), Action::None));
    assert!(matches!(state.update(Message::Next), Action::None), "nothing to try yet");
    assert_eq!(state.take_focus(), Some(Id::new(IMAP_HOST)));
    let _ = state.update(Message::Edited(Edit::Host(Service::Imap, "mail.cabinet.example".to_owned())));
    assert!(matches!(state.update(Message::Next), Action::None));
    assert_eq!(state.take_focus(), Some(Id::new(SMTP_HOST)));
    let _ = state.update(Message::Edited(Edit::ReceiveOnly(true)));
    let (_, draft, _, generation) = asked(state.update(Message::Next));
    assert_eq!((draft.incoming.host.as_str(), draft.smtp), ("mail.cabinet.example", None));
    assert!(matches!(state.update(Message::Checked(generation, Service::Imap, Ok(()))), Action::Add { .. }));
}

#[test]
fn by_hand_stops_a_search_that_is_under_way() {
    let mut state = typed();
    let generation = searching(&mut state);
    assert!(matches!(state.update(Message::ByHand), Action::Stop));
    let _ = state.update(Message::Found(generation, Ok(vec![found(true)])));
    assert!(matches!(&state.step, Step::Servers(Servers { origin: Origin::ByHand, .. })));
}

#[test]
fn a_refused_password_is_typed_again_on_the_spot() {
    let mut state = at_servers(true);
    let (.., generation) = asked(state.update(Message::Next));
    let refused = Message::Checked(generation, Service::Imap, Err(fault(FaultKind::LoginRefused)));
    assert!(matches!(state.update(refused), Action::None));
    assert_eq!(state.take_focus(), Some(Id::new(PASSWORD)));
    let _ = state.update(Message::PasswordTyped(Secret::new("le bon")));
    let (service, _, secret, again) = asked(state.update(Message::Next));
    assert_eq!((service, secret.expose()), (Service::Imap, "le bon"));
    assert!(again > generation);
}

#[test]
fn a_failed_sending_server_alone_is_tried_again() {
    let (mut state, generation) = at_smtp();
    let _ = state.update(Message::Checked(generation, Service::Smtp, Err(fault(FaultKind::Unreachable))));
    let (service, ..) = asked(state.update(Message::Next));
    assert_eq!(service, Service::Smtp, "the other one has passed");
}

#[test]
fn sending_may_be_passed_over_and_receiving_may_not() {
    let (mut state, generation) = at_smtp();
    assert!(matches!(state.update(Message::PassOver), Action::None), "not while it is being tried");
    let _ = state.update(Message::Checked(generation, Service::Smtp, Err(fault(FaultKind::Unreachable))));
    let Action::Add { draft, .. } = state.update(Message::PassOver) else { panic!("not added") };
    assert!(draft.smtp.is_some(), "it may answer tomorrow");

    let mut state = at_servers(true);
    let (.., generation) = asked(state.update(Message::Next));
    let _ = state.update(Message::Checked(generation, Service::Imap, Err(fault(FaultKind::Unreachable))));
    assert!(matches!(state.update(Message::PassOver), Action::None));
}

#[test]
fn correcting_shows_the_fields_and_going_back_keeps_them() {
    let (mut state, generation) = at_smtp();
    let _ = state.update(Message::Correct);
    assert!(matches!(state.step, Step::Checking(_)), "nothing has failed yet");
    let _ = state.update(Message::Checked(generation, Service::Smtp, Err(fault(FaultKind::UnknownHost))));
    let _ = state.update(Message::Correct);
    assert_eq!(state.take_focus(), Some(Id::new(IMAP_HOST)));
    let _ = state.update(Message::Edited(Edit::Host(Service::Smtp, "envoi.cabinet.example".to_owned())));
    let _ = state.update(Message::Back);
    assert!(matches!(state.update(Message::Next), Action::None), "the same address: no second search");
    let (_, draft, ..) = asked(state.update(Message::Next));
    assert_eq!(draft.smtp.map(|smtp| smtp.host).as_deref(), Some("envoi.cabinet.example"));
}

#[test]
fn another_address_is_another_search() {
    let mut state = at_servers(true);
    let _ = state.update(Message::Back);
    let _ = state.update(Message::EmailTyped("luc.martin@labo.example".to_owned()));
    assert!(matches!(state.update(Message::Next), Action::Find { .. }));
}

#[test]
fn a_check_can_be_cancelled_and_its_answer_is_not_heard() {
    let mut state = at_servers(true);
    let (.., generation) = asked(state.update(Message::Next));
    assert!(matches!(state.update(Message::Next), Action::None), "asked once");
    assert!(matches!(state.update(Message::Back), Action::Stop));
    assert!(matches!(state.update(Message::Checked(generation, Service::Imap, Ok(()))), Action::None));
    assert!(matches!(state.step, Step::Servers(_)));
}

#[test]
fn an_account_that_cannot_be_kept_is_tried_again_or_corrected() {
    let (mut state, generation) = at_smtp();
    let Action::Add { .. } = state.update(Message::Checked(generation, Service::Smtp, Ok(()))) else {
        panic!("not added")
    };
    assert!(matches!(state.update(Message::Back), Action::None), "it cannot be half done");
    let _ = state.update(Message::Refused(fault(FaultKind::DiskFull)));
    assert!(
        matches!(state.update(Message::Details(details::Message::Copied)), Action::Copy(text) if text.contains("DiskFull"))
    );
    assert!(matches!(state.update(Message::Next), Action::Add { .. }));
    let _ = state.update(Message::Refused(fault(FaultKind::DiskFull)));
    let _ = state.update(Message::Back);
    assert!(matches!(state.step, Step::Servers(_)));
}

#[test]
fn the_way_out_is_at_the_beginning() {
    let mut state = at_servers(false);
    assert!(matches!(state.update(Message::Back), Action::None));
    assert_eq!(state.take_focus(), Some(Id::new(EMAIL)));
    assert!(matches!(state.update(Message::Back), Action::Leave));
}

#[test]
fn a_message_prints_no_password() {
    assert_eq!(format!("{:?}", Message::PasswordTyped(Secret::new("sésame"))), "PasswordTyped(Secret)");
}

#[test]
fn a_certificate_goes_with_the_password_or_in_its_place() {
    let fingerprint = Fingerprint([7; 32]);
    let mut state = typed();
    let own = OwnCertificate { fingerprint, name: "Anne DURAND".to_owned(), on_card: true };
    let _ = state.update(Message::Certificates(vec![own]));
    let _ = state.update(Message::CertificatePicked(Some(fingerprint)));
    let _ = state.update(Message::PasswordTyped(Secret::new("")));
    assert!(matches!(state.update(Message::Next), Action::None), "a password goes with it, unless one says no");
    let _ = state.update(Message::CertificateAlone(true));
    let generation = searching(&mut state);
    let _ = state.update(Message::Found(generation, Ok(vec![found(true)])));
    let (_, draft, ..) = asked(state.update(Message::Next));
    assert_eq!(draft.auth, AuthMethod::Certificate);
    assert_eq!(draft.certificate, Some(ClientCertificate { fingerprint }));
}

#[test]
fn a_card_that_was_closed_is_asked_for_its_code_and_tried_again() {
    let mut state = at_servers(false);
    let (service, .., generation) = asked(state.update(Message::Next));
    assert!(!state.waits_for_code());
    let closed = fault(FaultKind::Card(CardFault::Locked));
    let _ = state.update(Message::Checked(generation, service, Err(closed)));
    assert!(state.waits_for_code());
    let (again, ..) = asked(state.update(Message::Next));
    assert_eq!(again, service);
    assert!(!state.waits_for_code(), "it is under way");
}
