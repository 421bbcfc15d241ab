//! The program is killed at random moments while it sends, over a line that is cut
//! at random bytes. Each message that was posted arrives once, or is in doubt with
//! the two choices that make it one; none is lost.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sceau::domain::{OutgoingState, Settle};
use sceau::engine::Command;

use super::adversary::{Adversary, Fate};
use super::{Stage, at_once, written};
use crate::faults::victim::{Victim, begun, run_and_kill};
use crate::faults::{Chance, soak};
use crate::mailbox::Desk;
use crate::support::Practice;

/// It is killed within.
const LIFE: Duration = Duration::from_millis(900);
/// Of each side's in a dialogue, roughly.
const LONGEST: usize = 1000;
/// A practice gets slow with many thousand letters.
const KILLS_OF_A_ROUND: usize = 200;
/// A busy machine may need so long for the rest.
const PATIENCE: Duration = Duration::from_mins(5);

#[test]
#[ignore = "started by the test below, which kills it"]
fn work() {
    let victim = Victim::open();
    let log = victim.log();
    let Victim { directory, mut chance, runtime, engine } = victim.ready();
    let account = runtime.block_on(engine.accounts()).unwrap().remove(0);
    engine.send(Command::Watch);
    let first = begun(&directory).len();
    runtime.block_on(async {
        for number in first.. {
            log.begin(number);
            let writing = written(&account, number, &format!("paul{number}@ailleurs.example"));
            let draft = engine.keep_draft(None, writing.clone()).await.unwrap();
            if chance.below(2) == 0 {
                // It goes up while the message is sent.
                assert!(engine.copy_draft(draft).await.unwrap());
                tokio::time::sleep(Duration::from_millis(chance.next() % 50)).await;
            }
            engine.post_draft(Some(draft), writing, at_once()).await.unwrap();
            log.done(number);
            tokio::time::sleep(Duration::from_millis(chance.next() % 200)).await;
        }
    });
}

#[test]
fn what_is_sent_while_the_program_is_killed_and_the_line_is_cut_arrives_once() {
    let kills = if soak() { 10_000 } else { 24 };
    let (mut messages, mut doubts) = (0, 0);
    for round in 0..usize::div_ceil(kills, KILLS_OF_A_ROUND) {
        let mut chance = Chance::new();
        let (sent, in_doubt) = kill_and_count(&mut chance, (kills - round * KILLS_OF_A_ROUND).min(KILLS_OF_A_ROUND));
        messages += sent;
        doubts += in_doubt;
    }
    println!("{kills} kills, {messages} messages, {doubts} in doubt in the end");
}

/// How many messages there were, and how many in doubt.
fn kill_and_count(chance: &mut Chance, kills: usize) -> (usize, usize) {
    let stage = Stage::new();
    let directory = tempfile::tempdir().unwrap();
    let Stage { practice, alice, desk, account, line } = stage;
    let profile = desk.close();
    std::os::unix::fs::symlink(profile.path(), directory.path().join("profile")).unwrap();
    cut_at_random(&line, chance.next());
    for _ in 0..kills {
        run_and_kill("outbox::kill::work", directory.path(), chance, LIFE);
    }
    line.always(Fate::Through);
    let stage = Stage { desk: Desk::open_again(profile), practice, alice, account, line };
    stage.desk.engine.send(Command::Watch);
    let doubts = stage.send_the_rest();
    let begun = begun(directory.path());
    assert!(begun.len() >= kills, "{} messages are too few", begun.len());
    each_once(&begun, &stage.practice);
    stage.drafts_are_what_was_not_sent();
    stage.desk.ask(stage.desk.engine.integrity());
    (begun.len(), doubts)
}

fn cut_at_random(line: &Adversary, seed: u64) {
    let mut chance = Chance::of(seed);
    line.fates(move || match chance.below(10) {
        0..=4 => Fate::Through,
        5 | 6 => Fate::CutUp(chance.below(LONGEST)),
        7 | 8 => Fate::CutDown(chance.below(LONGEST)),
        _ => Fate::AfterTheDot,
    });
}

impl Stage {
    /// What lies among the drafts of the server is a draft here, and there once;
    /// what was sent is neither.
    fn drafts_are_what_was_not_sent(&self) {
        super::patiently("the server is told of all", || {
            self.desk.engine.send(Command::Sync(self.account));
            std::thread::sleep(Duration::from_millis(200));
            self.desk.ask(self.desk.engine.pending()).is_empty().then_some(())
        });
        let drafts = self.desk.ask(self.desk.engine.kept_drafts());
        let kept: Vec<String> = drafts.into_iter().map(|draft| draft.writing.draft.subject).collect();
        let there = self.subjects("Drafts");
        let mut once = there.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), there.len(), "one of each: {there:?}");
        assert!(there.iter().all(|subject| kept.contains(subject)), "{there:?} of {kept:?}");
        let sent = self.subjects("Sent");
        assert!(!kept.iter().any(|subject| sent.contains(subject)), "{kept:?} and {sent:?}");
    }

    fn subjects(&self, folder: &str) -> Vec<String> {
        let found = self.practice.doveadm(&["fetch", "-u", &self.alice.email, "hdr.subject", "mailbox", folder]);
        found.lines().filter_map(|line| Some(line.strip_prefix("hdr.subject: ")?.trim().to_owned())).collect()
    }

    /// As the program does it by itself, and the user who is asked. Gives how many
    /// were in doubt.
    fn send_the_rest(&self) -> usize {
        let (start, mut doubts) = (Instant::now(), 0);
        loop {
            let rows = self.outbox();
            if rows.is_empty() {
                return doubts;
            }
            assert!(start.elapsed() < PATIENCE, "still in the outbox: {rows:?}");
            for row in rows {
                let engine = &self.desk.engine;
                match row.state {
                    OutgoingState::InDoubt => {
                        let number = row.subject.strip_prefix("Pli ").unwrap().parse().unwrap();
                        let truth = self.truth(number);
                        assert!(truth <= 1, "{number} came {truth} times");
                        let settle = if truth == 1 { Settle::WasSent } else { Settle::SendAgain };
                        doubts += usize::from(self.desk.ask(engine.settle(row.id, settle)));
                    }
                    OutgoingState::Waiting | OutgoingState::Filing if row.next_try.is_some() => {
                        let _ = self.desk.ask(engine.send_now(row.id));
                    }
                    _ => {}
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn each_once(begun: &HashMap<usize, bool>, practice: &Practice) {
    practice.until_delivered();
    let mut came: HashMap<usize, usize> = HashMap::new();
    let mut count = |text: &str| {
        let found = text.lines().find_map(|line| line.trim().strip_prefix("Subject: Pli "));
        let number = found.expect("a letter of ours").parse().unwrap();
        *came.entry(number).or_default() += 1;
    };
    practice.sent_outside().iter().for_each(|letter| count(&String::from_utf8_lossy(letter)));
    let email = &practice.person("alice").email;
    let copies = practice.doveadm(&["fetch", "-u", email, "hdr.subject", "mailbox", "Sent"]);
    let copies = copies.lines().filter_map(|line| line.split_once("Pli ")?.1.trim().parse::<usize>().ok());
    let mut filed: HashMap<usize, usize> = HashMap::new();
    copies.for_each(|number| *filed.entry(number).or_default() += 1);
    for (number, done) in begun {
        let (times, copies) = (came.get(number).copied(), filed.get(number).copied());
        assert_eq!(times, copies, "message {number} and its copy");
        // What the program was killed over may have been kept or not.
        assert!(times == Some(1) || !done && times.is_none(), "message {number} (posted: {done}) came {times:?}");
    }
}
