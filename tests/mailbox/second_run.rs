//! What happens between two runs on the server is seen by the second; and where
//! nothing happened, the second asks for next to nothing.

use sceau::domain::{Flag, Keyword, Security};
use sceau::engine::{Command, Event, Work};

use super::Desk;
use crate::support::{Practice, corpus};

#[test]
fn a_run_with_nothing_new_fetches_nothing() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 50));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());

    let mut desk = desk.restart();
    let mut fetched = 0;
    desk.engine.send(Command::Watch);
    desk.until(|event| match event {
        Event::Progress(progress) => {
            fetched += progress.total;
            None
        }
        Event::Line(_, sceau::engine::Line::Watching) => Some(()),
        _ => None,
    });
    assert_eq!(fetched, 0);
    assert_eq!(desk.list(account, "INBOX").len(), 50);
}

#[test]
fn flags_deletions_and_arrivals_of_the_server_are_taken_over() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 20));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let mut desk = desk.restart();

    practice.doveadm(&["flags", "add", "-u", &alice.email, "\\Flagged $label1", "mailbox", "INBOX", "uid", "3"]);
    practice.doveadm(&["expunge", "-u", &alice.email, "mailbox", "INBOX", "uid", "1:2"]);
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 25).skip(20));
    desk.engine.send(Command::Watch);
    desk.until_in_step();

    let rows = desk.ask(desk.engine.page(desk.list(account, "INBOX")));
    assert_eq!(rows.len(), 23);
    let tagged: Vec<_> = rows.iter().filter(|row| row.keywords.contains(&Keyword::new("$label1"))).collect();
    assert_eq!(tagged.len(), 1);
    assert!(tagged[0].flags.has(Flag::Flagged));
}

#[test]
fn a_message_that_arrives_while_watching_comes_by_itself() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    assert_eq!(desk.list(account, "INBOX").len(), 0);
    // A maildir tells time in seconds: Dovecot may miss, for long, what is laid
    // into it by hand in the second of its last look.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 1));
    desk.until(|event| matches!(event, Event::Progress(p) if p.work == Work::Bodies && p.finished()).then_some(()));
    assert_eq!(desk.list(account, "INBOX").len(), 1);
}

#[test]
fn a_new_uidvalidity_loses_nothing_and_downloads_nothing_again() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 40));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let before = desk.list(account, "INBOX");
    let mut desk = desk.restart();

    practice.doveadm(&["mailbox", "update", "-u", &alice.email, "--uid-validity", "424242", "INBOX"]);
    let mut bodies = 0;
    desk.engine.send(Command::Watch);
    desk.until(|event| match event {
        Event::Progress(progress) if progress.work == Work::Bodies => {
            bodies += progress.total;
            None
        }
        Event::Line(_, sceau::engine::Line::Watching) => Some(()),
        _ => None,
    });
    assert_eq!(bodies, 0);
    assert_eq!(desk.list(account, "INBOX"), before, "the same rows, under new numbers");
}

#[test]
fn a_sync_that_was_cut_is_taken_up_where_it_stopped() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 1500));
    let mut desk = Desk::new(&practice);
    let draft = practice.draft(&alice, Security::Tls);
    desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret: alice.secret() });
    desk.until(|event| matches!(event, Event::Progress(p) if p.work == Work::Bodies && p.done > 200).then_some(()));
    practice.stop_dovecot();
    let mut desk = desk.restart();
    practice.start_dovecot();

    desk.engine.send(Command::Watch);
    desk.until_in_step();
    let account = desk.ask(desk.engine.accounts())[0].id;
    let ids = desk.list(account, "INBOX");
    assert_eq!(ids.len(), 1500);
    for id in ids {
        let _ = desk.ask(desk.engine.source(id));
    }
}
