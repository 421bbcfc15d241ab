//! This test program once more, doing one ignored test in a directory until it is
//! killed; and the log in which it says what it begins and what it has done.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sceau::config::Paths;
use sceau::engine::{Engine, Gate, Runtime, Unlock};

use super::Chance;
use crate::mailbox::passphrase;

const DIRECTORY: &str = "SCEAU_TEST_DIRECTORY";
const CHANCE: &str = "SCEAU_TEST_CHANCE";
const OPEN: &str = "open";

/// In the child: the profile it works in, opened.
pub(crate) struct Victim {
    pub(crate) directory: PathBuf,
    pub(crate) chance: Chance,
    pub(crate) runtime: Runtime,
    pub(crate) engine: Engine,
}

impl Victim {
    pub(crate) fn open() -> Self {
        let directory = PathBuf::from(std::env::var_os(DIRECTORY).expect("started by another test"));
        let chance = Chance::of(std::env::var(CHANCE).unwrap().parse().unwrap());
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), Paths::at(directory.join("profile")));
        let engine = runtime.block_on(gate.open(Unlock::Passphrase(passphrase()))).unwrap();
        Self { directory, chance, runtime, engine }
    }

    /// From now on it may be killed.
    pub(crate) fn ready(self) -> Self {
        println!("{OPEN}");
        self
    }

    pub(crate) fn log(&self) -> Log {
        let path = self.directory.join("log");
        Log(OpenOptions::new().create(true).append(true).open(path).unwrap())
    }
}

/// Of pieces of work, by their numbers.
pub(crate) struct Log(File);

impl Log {
    pub(crate) fn begin(&self, number: usize) {
        self.note(&format!("begin {number}\n"));
    }

    pub(crate) fn done(&self, number: usize) {
        self.note(&format!("done {number}\n"));
    }

    /// In one write: the kill leaves a line whole or not begun.
    fn note(&self, line: &str) {
        (&self.0).write_all(line.as_bytes()).unwrap();
    }
}

/// What the log says was begun, and whether it was done.
pub(crate) fn begun(directory: &Path) -> HashMap<usize, bool> {
    let log = fs::read_to_string(directory.join("log")).unwrap_or_default();
    let words = log.lines().filter_map(|line| line.split_once(' '));
    words.map(|(word, number)| (number.parse().unwrap(), word == "done")).collect()
}

/// Starts the test, and kills it within that time of its being ready.
pub(crate) fn run_and_kill(test: &str, directory: &Path, chance: &mut Chance, longest: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .env(CHANCE, chance.next().to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.ends_with(OPEN)), "the child did not open the profile");
    let longest = u64::try_from(longest.as_micros()).unwrap();
    std::thread::sleep(Duration::from_micros(chance.next() % longest));
    child.kill().unwrap();
    child.wait().unwrap();
}
