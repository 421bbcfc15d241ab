//! Each way of failing is told apart, and costs nothing that is here.

use sceau::domain::{Secret, Security};
use sceau::engine::{CertificateFault, Command, Event, FaultKind, Line, Subject};

use super::Desk;
use crate::support::{Practice, ServerCertificate, corpus};

#[test]
fn a_wrong_password_is_refused_and_not_tried_again() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let mut desk = Desk::new(&practice);
    let draft = practice.draft(&alice, Security::Tls);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: Secret::new("faux") });
    assert_eq!(desk.until_fault().kind, FaultKind::LoginRefused);
    let account = desk.ask(desk.engine.accounts())[0].id;
    assert_eq!(desk.engine.line(account), Line::Refused);

    // The right one mends it without starting again.
    desk.engine.send(Command::ReplaceSecret { account, secret: alice.secret() });
    desk.until_in_step();
}

#[test]
fn a_host_that_does_not_exist_is_said() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let desk = Desk::new(&practice);
    let mut draft = practice.draft(&alice, Security::Tls);
    draft.incoming.host = "imap.nulle-part.invalid".to_owned();
    let checked = desk.engine.check(sceau::domain::Service::Imap, draft, alice.secret());
    let fault = desk.try_ask(checked).unwrap_err();
    assert!(matches!(fault.kind, FaultKind::UnknownHost), "{fault}");
    assert_eq!(fault.about, Subject::NewAccount);
}

#[test]
fn a_port_where_nobody_answers_is_said() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let desk = Desk::new(&practice);
    let draft = practice.draft(&alice, Security::Tls);
    practice.stop_dovecot();
    let checked = desk.engine.check(sceau::domain::Service::Imap, draft, alice.secret());
    assert_eq!(desk.try_ask(checked).unwrap_err().kind, FaultKind::Unreachable);
}

#[test]
fn a_certificate_that_does_not_hold_says_why() {
    let cases = [
        (ServerCertificate::Expired, CertificateFault::Expired),
        (ServerCertificate::WrongName, CertificateFault::WrongName),
        (ServerCertificate::UnknownAuthority, CertificateFault::UnknownAuthority),
    ];
    for (certificate, why) in cases {
        for security in [Security::Tls, Security::StartTls] {
            let practice = Practice::builder().server_certificate(certificate).start();
            let alice = practice.person("alice").clone();
            let desk = Desk::new(&practice);
            let draft = practice.draft(&alice, security);
            for service in [sceau::domain::Service::Imap, sceau::domain::Service::Smtp] {
                let checked = desk.engine.check(service, draft.clone(), alice.secret());
                assert_eq!(desk.try_ask(checked).unwrap_err().kind, FaultKind::Certificate(why));
            }
        }
    }
}

#[test]
fn both_servers_of_the_practice_take_the_right_password_and_refuse_a_wrong_one() {
    let practice = Practice::start();
    let chloe = practice.person("chloe").clone();
    let desk = Desk::new(&practice);
    for security in [Security::Tls, Security::StartTls] {
        let draft = practice.draft(&chloe, security);
        for service in [sceau::domain::Service::Imap, sceau::domain::Service::Smtp] {
            desk.ask(desk.engine.check(service, draft.clone(), chloe.secret()));
            let refused = desk.engine.check(service, draft.clone(), Secret::new("faux"));
            assert_eq!(desk.try_ask(refused).unwrap_err().kind, FaultKind::LoginRefused);
        }
    }
}

#[test]
fn a_server_that_goes_in_the_middle_is_said_and_comes_back_by_itself() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 10));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    practice.stop_dovecot();
    let fault = desk.until_fault();
    assert!(fault.kind.is_of_the_line(), "{fault}");
    assert_eq!(desk.engine.line(account), Line::Offline);
    assert_eq!(desk.list(account, "INBOX").len(), 10);

    practice.start_dovecot();
    desk.engine.send(Command::Sync(account));
    desk.until(|event| matches!(event, Event::Line(_, Line::Watching)).then_some(()));
}

#[test]
fn removing_an_account_takes_its_mail_off_the_workstation() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 10));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    desk.engine.send(Command::RemoveAccount(account));
    desk.until(|event| matches!(event, Event::Accounts(accounts) if accounts.is_empty()).then_some(()));
    let stats = desk.ask(desk.engine.stats());
    assert_eq!((stats.messages, stats.bodies), (0, 0));
}
