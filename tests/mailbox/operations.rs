//! What is done here reaches the real server once, with and without a line, and
//! what others did meanwhile stands.

use std::io::{BufRead as _, BufReader};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use sceau::config::Paths;
use sceau::domain::{
    AccountId, Act, Change, Colour, Flag, Flags, FolderId, Gesture, Keyword, MessageId, Security, Tag,
};
use sceau::engine::{Command, Engine, FaultKind, Gate, Runtime, Unlock};

use super::{Desk, passphrase};
use crate::support::{Person, Practice, corpus};

struct Work {
    practice: Practice,
    alice: Person,
    desk: Desk,
    account: AccountId,
}

impl Work {
    /// Letters in the inbox, and a folder `Cabinet`.
    fn begin(letters: usize) -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", corpus::light(&alice.email, letters));
        practice.doveadm(&["mailbox", "create", "-u", &alice.email, "-s", "Cabinet"]);
        let mut desk = Desk::new(&practice);
        let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
        Self { practice, alice, desk, account }
    }

    fn folder(&self, path: &str) -> FolderId {
        self.desk.folder(self.account, path).id
    }

    fn list(&self, path: &str) -> Vec<MessageId> {
        self.desk.list(self.account, path)
    }

    fn perform(&self, gesture: Gesture) -> usize {
        self.desk.ask(self.desk.engine.perform(gesture)).count
    }

    fn undo(&self) {
        assert!(self.desk.ask(self.desk.engine.undo()).is_some());
    }

    fn cut(&self) {
        self.practice.stop_dovecot();
    }

    /// The line is there again, and nothing waits.
    fn mend(&self) {
        self.practice.start_dovecot();
        self.settle();
    }

    fn settle(&self) {
        let start = Instant::now();
        while self.desk.ask(self.desk.engine.pending()).iter().any(|one| one.refused.is_none()) {
            assert!(start.elapsed() < Duration::from_mins(1), "{:?}", self.desk.ask(self.desk.engine.pending()));
            self.desk.engine.send(Command::Sync(self.account));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn refused(&self) -> Vec<(Act, usize, FaultKind)> {
        let pending = self.desk.ask(self.desk.engine.pending());
        pending.into_iter().filter_map(|one| Some((one.act, one.count, one.refused?.kind))).collect()
    }

    /// How many messages the server has in a folder that a search finds.
    fn there(&self, folder: &str, query: &[&str]) -> usize {
        let args = ["search", "-u", &self.alice.email, "mailbox", folder];
        let args: Vec<&str> = args.iter().copied().chain(query.iter().copied()).collect();
        self.practice.doveadm(&args).lines().count()
    }

    fn tree(&self) -> Vec<String> {
        let listed = self.practice.doveadm(&["mailbox", "list", "-u", &self.alice.email]);
        let mut tree: Vec<String> = listed.lines().map(str::to_owned).collect();
        tree.sort();
        tree
    }
}

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

/// Everything that is done to messages, then all of it taken back; `each` is
/// what happens after each step.
fn every_gesture(work: &Work, each: impl Fn(&Work)) {
    let ids = work.list("INBOX");
    let tag = Change { add: vec![Keyword::new("$sceau_a")], set: Flags::NONE.with(Flag::Flagged), ..Change::default() };
    let to = work.folder("Cabinet");
    for gesture in [
        Gesture::Mark { messages: ids[..2].to_vec(), change: tag },
        Gesture::Move { messages: vec![ids[0]], to },
        Gesture::Copy { messages: vec![ids[1]], to },
        Gesture::Delete(vec![ids[2]]),
        Gesture::Archive(vec![ids[3]]),
        Gesture::Junk(vec![ids[4]]),
    ] {
        work.perform(gesture);
        each(work);
    }
}

fn all_is_done(work: &Work) {
    assert_eq!(work.refused(), []);
    assert_eq!(work.there("INBOX", &["all"]), 2);
    assert_eq!(work.there("Cabinet", &["all"]), 2);
    assert_eq!(work.there("Cabinet", &["flagged", "keyword", "$sceau_a"]), 2);
    assert_eq!(work.there("Trash", &["all"]), 1);
    assert_eq!(work.there("Junk", &["keyword", "$Junk"]), 1);
    assert_eq!(work.there("Archive/*", &["all"]), 1);
}

fn all_is_as_before(work: &Work) {
    assert_eq!(work.refused(), []);
    assert_eq!(work.there("INBOX", &["all"]), 6);
    assert_eq!(work.there("INBOX", &["keyword", "$sceau_a"]), 0);
    for folder in ["Cabinet", "Trash", "Junk", "Archive/*"] {
        assert_eq!(work.there(folder, &["all"]), 0, "{folder}");
    }
}

#[test]
fn every_gesture_reaches_the_server_and_so_does_its_undoing() {
    let work = Work::begin(6);
    every_gesture(&work, Work::settle);
    all_is_done(&work);
    for _ in 0..6 {
        work.undo();
        work.settle();
    }
    all_is_as_before(&work);
    assert_eq!(work.list("INBOX").len(), 6);
}

#[test]
fn every_gesture_without_a_line_reaches_the_server_when_there_is_one() {
    let work = Work::begin(6);
    work.cut();
    every_gesture(&work, |_| {});
    assert_eq!(work.list("INBOX").len(), 2);
    work.mend();
    all_is_done(&work);
    work.cut();
    for _ in 0..6 {
        work.undo();
    }
    assert_eq!(work.list("INBOX").len(), 6);
    work.mend();
    all_is_as_before(&work);
}

#[test]
fn what_is_destroyed_is_gone_for_ever_and_only_that() {
    let work = Work::begin(5);
    let ids = work.list("INBOX");
    work.perform(Gesture::Destroy(ids[..2].to_vec()));
    work.perform(Gesture::Delete(vec![ids[2]]));
    work.settle();
    assert_eq!((work.there("INBOX", &["all"]), work.there("Trash", &["all"])), (2, 1));
    work.perform(Gesture::Empty(work.folder("Trash")));
    work.settle();
    assert_eq!((work.there("INBOX", &["all"]), work.there("Trash", &["all"])), (2, 0));
}

#[test]
fn folders_are_made_renamed_filled_and_deleted_without_a_line() {
    let work = Work::begin(3);
    work.cut();
    let ids = work.list("INBOX");
    let make = |name: &str, under| Gesture::MakeFolder { account: work.account, under, name: name.to_owned() };
    work.perform(make("Échographies", None));
    let echo = work.folder("Échographies");
    work.perform(make("R&D", Some(echo)));
    let inside = work.folder("Échographies/R&D");
    work.perform(Gesture::Move { messages: vec![ids[0]], to: inside });
    work.perform(Gesture::RenameFolder { folder: echo, name: "Écho".to_owned() });
    let cabinet = work.folder("Cabinet");
    work.perform(Gesture::Move { messages: vec![ids[1]], to: cabinet });
    work.perform(Gesture::DeleteFolder(cabinet));
    work.mend();
    assert_eq!(work.refused(), []);
    let tree = work.tree();
    assert!(tree.contains(&"Écho/R&D".to_owned()) && tree.contains(&"Trash/Cabinet".to_owned()), "{tree:?}");
    assert!(!tree.contains(&"Cabinet".to_owned()), "{tree:?}");
    assert_eq!((work.there("Écho/R&D", &["all"]), work.there("Trash/Cabinet", &["all"])), (1, 1));

    // The deletion is taken back, then the folder goes for ever.
    work.undo();
    work.settle();
    assert_eq!(work.there("Cabinet", &["all"]), 1);
    work.perform(Gesture::DestroyFolder(echo));
    work.settle();
    assert!(!work.tree().iter().any(|path| path.starts_with("Écho")), "{:?}", work.tree());
    assert_eq!(work.list("INBOX").len(), 1);
}

#[test]
fn what_others_did_meanwhile_stands() {
    let work = Work::begin(5);
    let ids = work.list("INBOX");
    let email = work.alice.email.clone();
    let rows = work.desk.ask(work.desk.engine.page(ids.clone()));
    let to = work.folder("Cabinet");
    work.desk.engine.send(Command::Cancel(work.account));
    std::thread::sleep(Duration::from_millis(300));
    work.perform(Gesture::Mark { messages: ids.clone(), change: seen() });
    work.perform(Gesture::Move { messages: vec![ids[0], ids[1]], to });
    // Newest first here, oldest first there.
    work.practice.doveadm(&["flags", "add", "-u", &email, "\\Flagged", "mailbox", "INBOX", "uid", "3"]);
    work.practice.doveadm(&["move", "-u", &email, "Trash", "mailbox", "INBOX", "uid", "5"]);
    work.practice.doveadm(&["expunge", "-u", &email, "mailbox", "INBOX", "uid", "1"]);
    work.settle();
    // The pass after it finds that the message went elsewhere.
    let start = Instant::now();
    while work.refused().is_empty() || work.list("Trash").is_empty() {
        assert!(start.elapsed() < Duration::from_mins(1));
        work.desk.engine.send(Command::Sync(work.account));
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(work.refused(), [(Act::Move, 1, FaultKind::ChangedElsewhere)], "{rows:?}");
    assert_eq!((work.there("Cabinet", &["seen"]), work.there("INBOX", &["seen"])), (1, 2));
    assert_eq!(work.there("INBOX", &["seen", "flagged"]), 1);
    assert_eq!((work.list("Cabinet").len(), work.list("INBOX").len(), work.list("Trash").len()), (1, 2, 1));
}

#[test]
fn a_move_that_the_server_refuses_goes_back_and_is_told() {
    let mut work = Work::begin(3);
    let ids = work.list("INBOX");
    work.practice.doveadm(&["acl", "set", "-u", &work.alice.email, "Cabinet", "owner", "lookup", "read"]);
    // The server remembers rights for as long as a session lasts.
    work.desk = work.desk.restart();
    work.desk.engine.send(Command::Watch);
    work.desk.until_in_step();
    work.perform(Gesture::Move { messages: ids.clone(), to: work.folder("Cabinet") });
    work.settle();
    assert_eq!(work.refused(), [(Act::Move, 3, FaultKind::NotPermitted)]);
    assert_eq!((work.list("INBOX"), work.list("Cabinet")), (ids, vec![]));
    assert_eq!(work.there("INBOX", &["all"]), 3);
    let refusal = work.desk.ask(work.desk.engine.pending()).remove(0);
    work.desk.ask(work.desk.engine.forget_refusal(refusal.id));
    assert_eq!(work.refused(), []);
}

#[test]
fn a_new_numbering_with_moves_waiting_loses_nothing_and_destroys_nothing_else() {
    let work = Work::begin(6);
    let ids = work.list("INBOX");
    work.cut();
    work.perform(Gesture::Move { messages: vec![ids[0]], to: work.folder("Cabinet") });
    work.perform(Gesture::Destroy(vec![ids[1]]));
    let tag = Change { add: vec![Keyword::new("$sceau_a")], ..Change::default() };
    work.perform(Gesture::Mark { messages: vec![ids[2]], change: tag });
    work.practice.start_dovecot();
    // The loop may have come first; then there is nothing to see here.
    work.practice.doveadm(&["mailbox", "update", "-u", &work.alice.email, "--uid-validity", "424242", "INBOX"]);
    work.settle();
    let given_up = work.refused().contains(&(Act::Destroy, 1, FaultKind::FolderRenumbered));
    assert_eq!(work.there("Cabinet", &["all"]), 1);
    assert_eq!(work.there("INBOX", &["all"]), if given_up { 5 } else { 4 });
    assert_eq!(work.there("INBOX", &["keyword", "$sceau_a"]), 1);
}

#[test]
fn a_thousand_messages_go_in_one_gesture() {
    let work = Work::begin(1000);
    let ids = work.list("INBOX");
    assert!(work.perform(Gesture::Mark { messages: ids.clone(), change: seen() }) > 100);
    assert_eq!(work.perform(Gesture::Delete(ids)), 1000);
    work.settle();
    assert_eq!((work.there("Trash", &["seen"]), work.there("INBOX", &["all"])), (1000, 0));
    work.undo();
    work.settle();
    assert_eq!(work.there("INBOX", &["all"]), 1000);
    assert_eq!(work.list("INBOX").len(), 1000);
}

#[test]
fn tags_are_seen_on_every_workstation() {
    let mut work = Work::begin(1);
    let tag = Tag { keyword: Keyword::new("$sceau_urgent"), name: "Urgent".to_owned(), colour: Colour(3) };
    work.desk.ask(work.desk.engine.put_tag(tag.clone()));
    let mut other = Desk::new(&work.practice);
    let start = Instant::now();
    let _ = other.add(work.practice.draft(&work.alice, Security::Tls), work.alice.secret());
    while other.ask(other.engine.tags()) != [tag.clone()] {
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(100));
        other = other.restart();
        other.engine.send(Command::Watch);
        other.until_in_step();
    }
    other.ask(other.engine.remove_tag(tag.keyword.clone()));
    while !work.desk.ask(work.desk.engine.tags()).is_empty() {
        assert!(start.elapsed() < Duration::from_mins(1));
        std::thread::sleep(Duration::from_millis(100));
        work.desk = work.desk.restart();
        work.desk.engine.send(Command::Watch);
        work.desk.until_in_step();
    }
}

// Killed at any moment.

const PROFILE: &str = "SCEAU_TEST_PROFILE";

/// Moves, marks and copies until it is killed.
#[test]
#[ignore = "started by the test below, which kills it"]
fn restless() {
    let profile = std::env::var_os(PROFILE).expect("started by another test");
    let runtime = Runtime::start().unwrap();
    let gate = Gate::new(runtime.handle(), Paths::at(std::path::PathBuf::from(profile)));
    let engine: Engine = runtime.block_on(gate.open(Unlock::Passphrase(passphrase()))).unwrap();
    engine.send(Command::Watch);
    runtime.block_on(async {
        let account = engine.accounts().await.unwrap()[0].id;
        println!("open");
        for turn in 0_usize.. {
            let folders = engine.folders(account).await.unwrap();
            let folder = |path: &str| folders.iter().find(|folder| folder.path == path).unwrap().id;
            let (from, to) = if turn % 2 == 0 { ("INBOX", "Cabinet") } else { ("Cabinet", "INBOX") };
            let sort = sceau::domain::Sort::default();
            let ids = engine.list(folder(from), sort, sceau::domain::Filter::All).await.unwrap();
            let some: Vec<_> = ids.into_iter().skip(turn % 3).step_by(2).collect();
            let change = if turn % 2 == 0 { seen() } else { seen().reversed() };
            engine.perform(Gesture::Mark { messages: some.clone(), change }).await.unwrap();
            engine.perform(Gesture::Move { messages: some, to: folder(to) }).await.unwrap();
            tokio::time::sleep(Duration::from_millis(7)).await;
        }
    });
}

#[test]
fn killed_at_any_moment_each_change_comes_about_once() {
    const LETTERS: usize = 40;
    let mut work = Work::begin(LETTERS);
    for kill in 0..6_u64 {
        let profile = work.desk.close();
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "mailbox::operations::restless", "--ignored", "--nocapture", "--test-threads=1"])
            .env(PROFILE, profile.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.any(|line| line.ends_with("open")), "the child did not open the cache");
        std::thread::sleep(Duration::from_millis(300 + kill * 111));
        child.kill().unwrap();
        let _ = child.wait().unwrap();
        work.desk = Desk::open_again(profile);
        work.desk.engine.send(Command::Watch);
        work.settle();
        work.desk.until_in_step();
        work.desk.ask(work.desk.engine.integrity());
        let (inbox, cabinet) = (work.list("INBOX").len(), work.list("Cabinet").len());
        assert_eq!((work.there("INBOX", &["all"]), work.there("Cabinet", &["all"])), (inbox, cabinet));
        assert_eq!(inbox + cabinet, LETTERS, "none lost, none twice");
        for path in ["INBOX", "Cabinet"] {
            let rows = work.desk.ask(work.desk.engine.page(work.list(path)));
            let read = rows.iter().filter(|row| row.flags.seen()).count();
            assert_eq!(work.there(path, &["seen"]), read, "{path}");
        }
        assert_eq!(work.refused(), []);
    }
}
