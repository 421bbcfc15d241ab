//! The copy of what was sent: once, wherever the mailbox keeps such things.

use sceau::domain::{Filter, Leave, OutgoingState, Protocol, Role, Security, Sort};
use sceau::engine::{Command, Event, FaultKind, Gate, Runtime};

use super::{Stage, message};
use crate::support::Practice;

const PAUL: &str = "paul@ailleurs.example";

#[test]
fn a_server_that_files_its_own_copy_is_left_to_it() {
    let stage = Stage::new();
    let message = stage.message(1, &[PAUL]);
    let copy = String::from_utf8(message.bytes.clone()).unwrap();
    stage.practice.deliver(&stage.alice, "Sent", [copy.as_str()]);
    let _ = stage.post(message);
    stage.until_empty();
    assert_eq!((stage.outside(1), stage.there("Sent", 1)), (1, 1));
}

#[test]
fn a_copy_that_the_mailbox_refuses_waits_and_is_told_and_nothing_is_sent_twice() {
    let mut stage = Stage::new();
    let allow = |practice: &Practice, rights: &[&str]| {
        let command = ["acl", "set", "-u", "alice@cabinet.example", "Sent", "owner"];
        practice.doveadm(&[&command[..], rights].concat());
    };
    allow(&stage.practice, &["lookup", "read"]);
    let (first, second) = (stage.post(stage.message(1, &[PAUL])), stage.post(stage.message(2, &[PAUL])));
    for id in [first, second] {
        let why = stage.until("a copy that waits", |rows| {
            let row = rows.iter().find(|row| row.id == id && row.state == OutgoingState::Filing)?;
            row.why.as_ref().map(|why| why.kind)
        });
        assert_eq!(why, FaultKind::NotPermitted);
    }
    stage.desk.until(|event| matches!(event, Event::Outbox { waiting: 0, refused: 2, .. }).then_some(()));
    assert!(stage.desk.ask(stage.desk.engine.give_up(first)), "its sender wants none");
    allow(&stage.practice, &["lookup", "read", "write", "write-seen", "insert", "post"]);
    assert!(stage.desk.ask(stage.desk.engine.send_now(second)));
    stage.until_empty();
    assert_eq!((stage.outside(1), stage.outside(2)), (1, 1));
    assert_eq!((stage.there("Sent", 1), stage.there("Sent", 2)), (0, 1));
}

#[test]
fn a_mailbox_without_a_folder_for_it_gets_one() {
    let practice = Practice::start();
    practice.stop_dovecot();
    let file = practice.path().join("dovecot.conf");
    let configuration = std::fs::read_to_string(&file).unwrap();
    let (before, after) = configuration.split_once("  mailbox Sent {").expect("it is made for everybody");
    std::fs::write(&file, format!("{before}{}", after.split_once('}').unwrap().1)).unwrap();
    practice.start_dovecot();
    let mut stage = Stage::with(practice, |_| {});
    let _ = stage.post(stage.message(1, &[PAUL]));
    stage.until_empty();
    assert_eq!(stage.there("Envoyés", 1), 1);
    let _ = stage.post(stage.message(2, &[PAUL]));
    stage.until_empty();
    assert_eq!(stage.there("Envoyés", 2), 1);
    stage.desk.hear_anew();
    stage.desk.engine.send(Command::Sync(stage.account));
    stage.desk.until_in_step();
    assert_eq!(stage.desk.folder(stage.account, "Envoyés").role, Some(Role::Sent));
}

#[test]
fn it_is_in_the_list_of_sent_mail_here() {
    let stage = Stage::new();
    let _ = stage.post(stage.message(1, &[PAUL]));
    super::patiently("the copy in the list", || {
        let rows = stage.desk.ask(stage.desk.engine.page(stage.desk.list(stage.account, "Sent")));
        rows.into_iter().find(|row| row.subject == "Pli 1").filter(|row| row.flags.seen())
    });
}

#[test]
fn without_a_copy_nothing_is_filed() {
    let stage = Stage::new();
    let without = sceau::domain::Outgoing { copy: false, ..stage.message(1, &[PAUL]) };
    let _ = stage.post(without);
    stage.until_empty();
    stage.until_outside(1, 1);
    assert_eq!(stage.there("Sent", 1), 0);
}

#[test]
fn a_mailbox_of_one_folder_keeps_its_copies_here() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let draft = practice.pop_draft(&alice, Security::Tls, Leave::OnServer);
    let stage = Stage::with(practice, |whole| {
        whole.incoming = draft.incoming;
        whole.protocol = Protocol::Pop3(Leave::OnServer);
    });
    let _ = stage.post(stage.message(1, &[PAUL]));
    stage.until_empty();
    stage.until_outside(1, 1);
    let folders = stage.desk.folders(stage.account);
    let sent = folders.iter().find(|folder| folder.role == Some(Role::Sent)).unwrap();
    assert_eq!((sent.total, sent.unread), (1, 0));
    let ids = stage.desk.ask(stage.desk.engine.list(sent.id, Sort::default(), Filter::All));
    assert_eq!(stage.desk.ask(stage.desk.engine.summary(ids[0])).subject, "Pli 1");
}

#[test]
fn in_the_demonstration_it_is_filed_at_once_and_called_by_nobody() {
    let runtime = Runtime::start().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let gate = Gate::new(runtime.handle(), sceau::config::Paths::at(directory.path().to_owned()));
    runtime.block_on(async {
        let engine = gate.demonstration(sceau::domain::Timestamp(1_795_251_600)).await.unwrap();
        engine.send(Command::Watch);
        let account = engine.accounts().await.unwrap()[0].id;
        let sent = async || {
            let folders = engine.folders(account).await.unwrap();
            folders.into_iter().find(|folder| folder.role == Some(Role::Sent)).unwrap()
        };
        let before = sent().await.total;
        let id = engine.post(message(account, 1, &[PAUL])).await.unwrap();
        let start = std::time::Instant::now();
        while !engine.outbox().await.unwrap().is_empty() {
            assert!(start.elapsed().as_secs() < 20, "it is filed");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(sent().await.total, before + 1);
        assert!(!engine.send_now(id).await.unwrap());
        engine.close().await;
    });
}
