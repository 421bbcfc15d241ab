//! A mailbox of a POP3 server: all of it comes, once, and nothing leaves the
//! server that is not here.

mod odd;

use sceau::domain::{Folder, Leave, Role, Secret, Security, Service};
use sceau::engine::{Command, Event, FaultKind, Line, Work};

use super::Desk;
use crate::support::{Person, Practice, corpus};

fn left_on_server(practice: &Practice, person: &Person) -> usize {
    practice.doveadm(&["search", "-u", &person.email, "mailbox", "INBOX", "all"]).lines().count()
}

/// POP3 sends lines: what is behind the last line end becomes one.
fn with_last_line(mut bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.ends_with(b"\r\n") {
        bytes.extend(b"\r\n");
    }
    bytes
}

/// Another visit, and how many letters came over the wire.
fn visit(desk: &mut Desk, command: Command) -> u64 {
    let mut fetched = 0;
    desk.engine.send(command);
    desk.until(|event| match event {
        Event::Progress(progress) if progress.work == Work::Bodies => {
            fetched = progress.done;
            None
        }
        Event::Line(_, Line::Watching) => Some(()),
        Event::Fault(fault) => panic!("a fault instead: {fault}"),
        _ => None,
    });
    fetched
}

#[test]
fn every_letter_comes_once_and_whole_and_the_server_keeps_it() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let letters: Vec<_> = corpus::heavy(&alice.email, 120).collect();
    practice.deliver(&alice, "INBOX", letters.clone());
    let mut sent: Vec<Vec<u8>> = letters.into_iter().map(|letter| with_last_line(letter.bytes)).collect();
    sent.sort();
    for security in [Security::Tls, Security::StartTls] {
        let mut desk = Desk::new(&practice);
        let account = desk.add(practice.pop_draft(&alice, security, Leave::OnServer), alice.secret());
        let mut sources: Vec<Vec<u8>> =
            desk.list(account, "INBOX").iter().map(|id| desk.ask(desk.engine.source(*id))).collect();
        sources.sort();
        assert!(sources == sent, "each letter is here, byte for byte");

        let mut desk = desk.restart();
        assert_eq!(visit(&mut desk, Command::Watch), 0);
    }
    assert_eq!(left_on_server(&practice, &alice), 120);
}

#[test]
fn what_is_new_comes_alone_and_what_others_delete_there_stays_here() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 20));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.pop_draft(&alice, Security::Tls, Leave::OnServer), alice.secret());
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 21).skip(20));
    assert_eq!(visit(&mut desk, Command::Sync(account)), 1);
    practice.doveadm(&["expunge", "-u", &alice.email, "mailbox", "INBOX", "uid", "1:5"]);
    assert_eq!(visit(&mut desk, Command::Sync(account)), 0);
    assert_eq!(desk.list(account, "INBOX").len(), 21);
    assert_eq!(left_on_server(&practice, &alice), 16);
}

#[test]
fn folders_that_no_pop_server_has_are_of_this_workstation() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.pop_draft(&alice, Security::Tls, Leave::OnServer), alice.secret());
    let roles: Vec<Option<Role>> = desk.folders(account).iter().map(|folder| folder.role).collect();
    let all = [Role::Inbox, Role::Drafts, Role::Sent, Role::Archive, Role::Junk, Role::Trash];
    assert_eq!(roles, all.map(Some));
    let before: Vec<Folder> = desk.folders(account);
    let mut desk = desk.restart();
    visit(&mut desk, Command::Watch);
    assert_eq!(desk.folders(account), before, "they are made once");
}

#[test]
fn what_is_not_to_be_left_goes_once_it_is_here() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 60));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.pop_draft(&alice, Security::Tls, Leave::Remove), alice.secret());
    assert_eq!(desk.list(account, "INBOX").len(), 60);
    assert_eq!(left_on_server(&practice, &alice), 0);
    let mut desk = desk.restart();
    assert_eq!(visit(&mut desk, Command::Watch), 0);
    for id in desk.list(account, "INBOX") {
        let _ = desk.ask(desk.engine.source(id));
    }
}

#[test]
fn a_visit_that_was_cut_is_taken_up_and_nothing_comes_twice_or_is_lost() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 1500));
    let mut desk = Desk::new(&practice);
    let draft = practice.pop_draft(&alice, Security::Tls, Leave::Remove);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: alice.secret() });
    desk.until(|event| matches!(event, Event::Progress(p) if p.done > 200).then_some(()));
    practice.stop_dovecot();
    let mut desk = desk.restart();
    practice.start_dovecot();
    assert_eq!(left_on_server(&practice, &alice), 1500);

    let account = desk.ask(desk.engine.accounts())[0].id;
    let here = desk.list(account, "INBOX").len();
    assert!((200..1500).contains(&here), "{here} were here");
    assert_eq!(visit(&mut desk, Command::Watch), 1500 - here as u64);
    assert_eq!(desk.list(account, "INBOX").len(), 1500);
    assert_eq!(left_on_server(&practice, &alice), 0);
}

#[test]
fn work_in_hand_is_stopped_when_the_user_says_so() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 1500));
    let mut desk = Desk::new(&practice);
    let draft = practice.pop_draft(&alice, Security::Tls, Leave::OnServer);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: alice.secret() });
    let account = desk.until(|event| match event {
        Event::Progress(progress) if progress.done > 100 => Some(progress.account),
        _ => None,
    });
    desk.engine.send(Command::Cancel(account));
    desk.until(|event| matches!(event, Event::Line(_, Line::Idle)).then_some(()));
    let here = desk.list(account, "INBOX").len();
    assert!(here < 1500, "{here} are here");
    // What was on its way into the cache still got there.
    let came = visit(&mut desk, Command::Sync(account));
    assert!((1..=1500 - here as u64).contains(&came), "{came} came, {here} were here");
    assert_eq!(desk.list(account, "INBOX").len(), 1500);
}

#[test]
fn news_is_what_comes_after_the_first_visit() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 5));
    let mut desk = Desk::new(&practice);
    let draft = practice.pop_draft(&alice, Security::Tls, Leave::OnServer);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: alice.secret() });
    desk.until(|event| match event {
        Event::Arrived(_) => panic!("mail of years is no news"),
        Event::Line(_, Line::Watching) => Some(()),
        _ => None,
    });
    let account = desk.ask(desk.engine.accounts())[0].id;
    let before = desk.list(account, "INBOX");
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 8).skip(5));
    desk.engine.send(Command::Sync(account));
    let arrival = desk.until(|event| match event {
        Event::Arrived(arrival) => Some(arrival),
        _ => None,
    });
    assert_eq!((arrival.account, arrival.count, arrival.messages.len()), (account, 3, 3));
    assert!(arrival.messages.iter().all(|id| !before.contains(id)));
}

#[test]
fn both_ways_of_securing_the_line_take_the_right_password_and_no_other() {
    let practice = Practice::start();
    let chloe = practice.person("chloe").clone();
    let desk = Desk::new(&practice);
    for security in [Security::Tls, Security::StartTls] {
        let draft = practice.pop_draft(&chloe, security, Leave::OnServer);
        desk.ask(desk.engine.check(Service::Imap, draft.clone(), chloe.secret()));
        let refused = desk.engine.check(Service::Imap, draft, Secret::new("faux"));
        assert_eq!(desk.try_ask(refused).unwrap_err().kind, FaultKind::LoginRefused);
    }
    let token = sceau::domain::AccountDraft {
        auth: sceau::domain::AuthMethod::Token,
        ..practice.pop_draft(&chloe, Security::Tls, Leave::OnServer)
    };
    desk.ask(desk.engine.check(Service::Imap, token.clone(), Secret::new(practice.token(&chloe))));
    let expired = desk.engine.check(Service::Imap, token, Secret::new(practice.expired_token(&chloe)));
    assert_eq!(desk.try_ask(expired).unwrap_err().kind, FaultKind::LoginRefused);
}
