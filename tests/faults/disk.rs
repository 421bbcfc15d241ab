//! The disk is full, or slow, at each write of a run of the program: it ends
//! with a sentence and a code, never with a damaged cache, and once there is
//! room again it takes up where it stopped.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::soak;
use crate::support::{Person, Practice, corpus};

const LETTERS: usize = 15;
/// Of the short form.
const PLACES: usize = 18;

/// The cache is damaged, unwritable, or the disk is full (`cli::Exit`).
const CACHE: i32 = 7;

/// A practice, and a profile with an account that was never in step.
struct Stage {
    practice: Practice,
    directory: TempDir,
    shim: PathBuf,
}

impl Stage {
    fn new() -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", corpus::light(&alice.email, LETTERS));
        let directory = tempfile::tempdir().unwrap();
        let stage = Self { shim: build_shim(directory.path()), practice, directory };
        stage.make_profile(&alice);
        stage
    }

    fn make_profile(&self, alice: &Person) {
        fs::write(self.phrase(), "quatre mots sans aucun rapport").unwrap();
        let fresh = self.directory.path().join("fresh");
        let anchors = fresh.join("anchors");
        fs::create_dir_all(&anchors).unwrap();
        fs::copy(self.practice.anchors_pem(), anchors.join("practice.pem")).unwrap();
        let (host, port) = self.practice.imaps();
        let server = format!("{host}:{port}");
        let mut child = self
            .sceau(&fresh)
            .args(["account", "add", "--email", &alice.email, "--imap", &server, "--password-stdin", "--unchecked"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(alice.password.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "the account is kept");
    }

    fn phrase(&self) -> PathBuf {
        self.directory.path().join("phrase")
    }

    fn sceau(&self, profile: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(profile).arg("--passphrase-file").arg(self.phrase()).arg("--json");
        command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command
    }

    /// A copy of the profile that was never in step.
    fn fresh(&self, name: &str) -> PathBuf {
        let profile = self.directory.path().join(name);
        copy(&self.directory.path().join("fresh"), &profile);
        profile
    }

    fn sync(&self, profile: &Path, disk: &[(&str, String)]) -> Output {
        let mut command = self.sceau(profile);
        if !disk.is_empty() {
            command.env("LD_PRELOAD", &self.shim).envs(disk.iter().map(|(name, value)| (name, value)));
        }
        command.arg("sync").output().unwrap()
    }

    /// How often a whole run writes.
    fn writes(&self) -> usize {
        let count = self.directory.path().join("count");
        let profile = self.fresh("counted");
        let output = self.sync(&profile, &[("SCEAU_DISK_COUNT", count.to_str().unwrap().to_owned())]);
        assert!(output.status.success(), "{}", words(&output));
        fs::read_to_string(count).expect("the shim was loaded").parse().unwrap()
    }

    /// A run with room on the disk: all is here, and sound.
    fn is_in_step(&self, profile: &Path, what: &str) {
        let output = self.sync(profile, &[]);
        assert!(output.status.success(), "after {what}: {}", words(&output));
        let done: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&done["messages"], &done["bodies"]), (&LETTERS.into(), &LETTERS.into()), "after {what}");
        let doctor = self.sceau(profile).arg("doctor").output().unwrap();
        assert!(doctor.status.success(), "after {what} the cache is not sound: {}", words(&doctor));
    }
}

#[test]
fn a_disk_that_fills_at_any_write_is_said_and_costs_nothing() {
    let stage = Stage::new();
    let writes = stage.writes();
    assert!(writes > 30, "{writes} writes are too few to be all of them");
    let step = if soak() { 1 } else { writes.div_ceil(PLACES) };
    for at in (1..=writes).step_by(step) {
        let profile = stage.fresh(&format!("full-{at}"));
        let output = stage.sync(&profile, &[("SCEAU_DISK_FULL_AT", at.to_string())]);
        let said = words(&output);
        // The last writes tidy up; nobody waits for them.
        if output.status.code() != Some(0) {
            assert_eq!(output.status.code(), Some(CACHE), "write {at} of {writes}: {said}");
            assert!(said.contains("disque") && said.contains("plein"), "write {at} of {writes}: {said}");
        }
        stage.is_in_step(&profile, &format!("a disk that was full from write {at} of {writes} on"));
        fs::remove_dir_all(profile).unwrap();
    }
}

#[test]
fn a_slow_disk_is_slow_and_nothing_else() {
    let stage = Stage::new();
    let profile = stage.fresh("slow");
    let output = stage.sync(&profile, &[("SCEAU_DISK_SLOW", "5".to_owned())]);
    assert!(output.status.success(), "{}", words(&output));
    stage.is_in_step(&profile, "a slow disk");
}

fn words(output: &Output) -> String {
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("{:?}: {said}{wrong}", output.status)
}

fn build_shim(directory: &Path) -> PathBuf {
    let (source, library) = (directory.join("disk_shim.c"), directory.join("disk_shim.so"));
    fs::write(&source, include_str!("../support/disk_shim.c")).unwrap();
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl").output();
    let built = built.expect("cc (packaging/install-deps.sh build)");
    assert!(built.status.success(), "{}", words(&built));
    library
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
