//! A worker before children of every kind: each loss is an answer, and the
//! next question finds another child. The children here are a shell's.

use std::time::{Duration, Instant};

use sceau::child::{Confinement, Job, Lost, Program, Worker};

const JOB: Job = Job {
    name: "any",
    confined: true,
    memory: 1 << 30,
    processor: Duration::from_mins(1),
    question: 1 << 10,
    answer: 1 << 10,
};
/// The frame in which a child greets, wholly confined; then an answer `1` to
/// the first question, and one to a question that nobody asked.
const HELLO: &str = r"printf '\003\000\000\000\001\001\001';";
const ANSWER: &str = r"printf '\003\000\000\000\001\000\001';";
const OTHER: &str = r"printf '\003\000\000\000\007\000\001';";
/// Takes in the question: 4 bytes of length, the number, the value.
const HEAR: &str = "dd bs=6 count=1 of=/dev/null 2>/dev/null;";

fn child(script: &str) -> Worker<u8, u8> {
    Worker::new(Program::at("/bin/sh").saying(["-c", script]), JOB)
}

async fn asked(script: &str) -> Result<u8, Lost> {
    child(script).ask(&1, Duration::from_millis(1_500)).await
}

#[tokio::test]
async fn a_child_that_answers_is_heard() {
    assert_eq!(asked(&format!("{HELLO}{HEAR}{ANSWER} read -r more")).await, Ok(1));
}

#[tokio::test]
async fn every_loss_is_an_answer() {
    assert_eq!(asked(&format!("{HELLO}{HEAR} exit 3")).await, Err(Lost::Died));
    assert_eq!(asked(&format!("{HELLO}{HEAR} printf '\\003\\000\\000\\000\\001'")).await, Err(Lost::Died), "cut");
    assert_eq!(asked(&format!("{HELLO}{HEAR} kill -SEGV $$")).await, Err(Lost::Died));
    assert_eq!(asked(&format!("{HELLO}{HEAR} exec sleep 60")).await, Err(Lost::Late));
    assert_eq!(asked(&format!("{HELLO}{HEAR}{OTHER} read -r more")).await, Err(Lost::Garbled), "another's answer");
    let endless = format!("{HELLO}{HEAR} printf '\\377\\377\\377\\377'; read -r more");
    assert_eq!(asked(&endless).await, Err(Lost::Garbled), "an answer of 4 GB");
    assert_eq!(asked(&format!("{HELLO}{HEAR} printf '\\001\\000\\000\\000x'; read -r more")).await, Err(Lost::Garbled));
}

#[tokio::test]
async fn a_child_that_cannot_start_is_not_the_questions_fault() {
    assert_eq!(asked("exit 0").await, Err(Lost::Absent), "no greeting");
    assert_eq!(asked("echo Bonjour").await, Err(Lost::Absent), "another program");
    let mut nowhere: Worker<u8, u8> = Worker::new(Program::at("/nonexistent/sceau"), JOB);
    assert_eq!(nowhere.ask(&1, Duration::from_secs(1)).await, Err(Lost::Absent));
}

#[tokio::test]
async fn a_question_beyond_the_cap_is_not_sent() {
    let mut worker: Worker<Vec<u8>, u8> = Worker::new(Program::at("/bin/sh").saying(["-c", HELLO]), JOB);
    assert_eq!(worker.ask(&vec![0; 2_000], Duration::from_secs(1)).await, Err(Lost::TooLong));
}

#[tokio::test]
async fn after_a_loss_there_is_a_new_child_and_the_old_one_is_gone() {
    let directory = tempfile::tempdir().unwrap();
    let (started, path) = (directory.path().join("pids"), directory.path().display());
    let script = format!("echo $$ >>{path}/pids; {HELLO}{HEAR} exec sleep 60");
    let mut worker = child(&script);
    for _ in 0..3 {
        assert_eq!(worker.ask(&1, Duration::from_millis(300)).await, Err(Lost::Late));
    }
    let pids = std::fs::read_to_string(started).unwrap();
    assert_eq!(pids.lines().count(), 3);
    for pid in pids.lines() {
        assert!(!std::path::Path::new("/proc").join(pid).exists(), "{pid} was not ended and reaped");
    }
}

#[tokio::test]
async fn a_child_that_ended_while_nobody_asked_costs_no_question() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().display();
    // The first one ends after its greeting, the second one serves.
    let script = format!("{HELLO} [ -e {path}/x ] || {{ : >{path}/x; exit 0; }}; {HEAR}{ANSWER} read -r more");
    let mut worker = child(&script);
    assert_eq!(worker.confinement().await, Ok(Confinement { limits: true, files: true, calls: true }));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(worker.ask(&1, Duration::from_secs(2)).await, Ok(1));
}

#[tokio::test]
async fn who_stops_waiting_stops_the_child() {
    let directory = tempfile::tempdir().unwrap();
    let pids = directory.path().join("pids");
    let mut worker = child(&format!("echo $$ >>{}; {HELLO}{HEAR} exec sleep 60", pids.display()));
    let _ = tokio::time::timeout(Duration::from_millis(500), worker.ask(&1, Duration::from_mins(1))).await;
    let pid = std::fs::read_to_string(pids).unwrap().trim().to_owned();
    let since = Instant::now();
    let runs = || std::fs::read_to_string(format!("/proc/{pid}/cmdline")).is_ok_and(|line| !line.is_empty());
    while runs() && since.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!runs(), "{pid} still runs");
}
