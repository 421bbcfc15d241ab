//! Other programs change the mailbox all the time while Sceau syncs it and
//! somebody works in it. When they stop, both hold the same.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sceau::domain::{AccountId, Change, Filter, Flag, Flags, FolderId, Gesture, Keyword, MessageId, Security, Sort};
use sceau::engine::{Command, FaultKind};

use super::{Chance, soak, truth};
use crate::mailbox::Desk;
use crate::support::{Line, Person, Practice, corpus};

const FOLDERS: [&str; 4] = ["INBOX", "Archive", "Suivi", "Trash"];
/// After the others have stopped.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn a_mailbox_that_others_change_all_the_time_converges() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 120));
    practice.doveadm(&["mailbox", "create", "-u", &alice.email, "-s", "Suivi"]);
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let time = Duration::from_secs(if soak() { 300 } else { 5 });

    let stop = AtomicBool::new(false);
    let mut chance = Chance::new();
    let (first, second) = (chance.next(), chance.next());
    std::thread::scope(|scope| {
        scope.spawn(|| another_client(&practice, &alice, &mut Chance::of(first), &stop));
        scope.spawn(|| an_administrator(&practice, &alice, &mut Chance::of(second), &stop));
        let start = Instant::now();
        while start.elapsed() < time {
            gesture(&desk, account, &mut chance);
            desk.engine.send(Command::Sync(account));
            std::thread::sleep(Duration::from_millis(chance.next() % 80));
        }
        stop.store(true, Ordering::SeqCst);
    });

    let folders: Vec<String> = desk.folders(account).into_iter().map(|folder| folder.path).collect();
    let start = Instant::now();
    loop {
        let outcome = truth::pass(&mut desk, account);
        let (here, server) = (truth::here(&desk, account), truth::of_server(&practice, &alice, &folders));
        let waiting = desk.ask(desk.engine.pending()).into_iter().filter(|one| one.refused.is_none()).count();
        if here == server && waiting == 0 && outcome.is_ok() {
            break;
        }
        let late = start.elapsed() > PATIENCE;
        assert!(!late, "{waiting} wait, {outcome:?}\nhere: {here:#?}\nserver: {server:#?}");
    }
    desk.ask(desk.engine.integrity());
}

/// Through IMAP: flags, copies, moves, expunges, arrivals.
fn another_client(practice: &Practice, alice: &Person, chance: &mut Chance, stop: &AtomicBool) {
    let mut line = Line::imap(practice, alice);
    while !stop.load(Ordering::SeqCst) {
        let folder = chance.pick(&FOLDERS);
        line.ask_ok(&format!("SELECT {folder}"));
        for _ in 0..5 {
            let number = 1 + chance.below(40);
            // A number that is not there is answered by a no or a bad: so it is in life.
            let command = match chance.below(6) {
                0 => format!("STORE {number} +FLAGS (\\Flagged $label2)"),
                1 => format!("STORE {number} -FLAGS (\\Seen \\Flagged)"),
                2 => format!("STORE {number} FLAGS (\\Answered k{number})"),
                3 => format!("MOVE {number} {}", chance.pick(&FOLDERS)),
                4 => format!("COPY {number} {}", chance.pick(&FOLDERS)),
                _ => format!("STORE {number} +FLAGS (\\Deleted)"),
            };
            line.ask(&command);
        }
        if chance.below(4) == 0 {
            line.ask("EXPUNGE");
        }
        let letter = format!("Subject: Tiers {}\r\n\r\nUn mot.\r\n", chance.next());
        line.say(&format!("t1 APPEND {} {{{}+}}", chance.pick(&FOLDERS), letter.len()));
        line.say(&letter);
        line.hear_until("t1 ");
    }
}

/// By doveadm, past all sessions.
fn an_administrator(practice: &Practice, alice: &Person, chance: &mut Chance, stop: &AtomicBool) {
    while !stop.load(Ordering::SeqCst) {
        let (folder, number) = (*chance.pick(&FOLDERS), (1 + chance.below(30)).to_string());
        let user = alice.email.as_str();
        match chance.below(3) {
            0 => practice.doveadm(&["flags", "add", "-u", user, "\\Seen k1", "mailbox", folder, number.as_str()]),
            1 => practice.doveadm(&["flags", "remove", "-u", user, "\\Seen k1", "mailbox", folder, number.as_str()]),
            _ => practice.doveadm(&["expunge", "-u", user, "mailbox", folder, "3"]),
        };
        std::thread::sleep(Duration::from_millis(chance.next() % 100));
    }
}

/// What somebody at the desk does meanwhile. A message that is gone by then is
/// an answer.
fn gesture(desk: &Desk, account: AccountId, chance: &mut Chance) {
    let Some(folder) = desk.folders(account).into_iter().find(|folder| folder.path == *chance.pick(&FOLDERS)) else {
        return;
    };
    let ids: Vec<MessageId> = desk.ask(desk.engine.list(folder.id, Sort::default(), Filter::All));
    if ids.is_empty() {
        return;
    }
    let messages: Vec<MessageId> = (0..=chance.below(4)).map(|_| *chance.pick(&ids)).collect();
    let place = |path: &str| -> FolderId { desk.folder(account, path).id };
    let gesture = match chance.below(6) {
        0 => mark(messages, Flags::NONE.with(Flag::Flagged), vec![Keyword::new("$label1")], vec![]),
        1 => mark(messages, Flags::NONE.with(Flag::Seen), vec![], vec![Keyword::new("$label1")]),
        2 => Gesture::Move { messages, to: place(FOLDERS[1 + chance.below(2)]) },
        3 => Gesture::Copy { messages, to: place(FOLDERS[1 + chance.below(2)]) },
        4 => Gesture::Delete(messages),
        _ => {
            let _ = desk.ask(desk.engine.undo());
            return;
        }
    };
    if let Err(fault) = desk.try_ask(desk.engine.perform(gesture)) {
        assert_eq!(fault.kind, FaultKind::NotHere, "{fault}");
    }
}

fn mark(messages: Vec<MessageId>, set: Flags, add: Vec<Keyword>, remove: Vec<Keyword>) -> Gesture {
    Gesture::Mark { messages, change: Change { set, add, remove, ..Change::default() } }
}
