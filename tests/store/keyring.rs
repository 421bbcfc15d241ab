//! The session's keyring: a real one, none, and one that never answers.

use std::process::{Command, Output};
use std::time::Instant;

use sceau::config::keyring::{self, KeyringError};

use super::letters;

const PROFILE: &str = "0123456789abcdef0123456789abcdef";

#[test]
#[ignore = "started by the test below, inside a session with a keyring"]
fn with_a_keyring() {
    assert_eq!(keyring::load_key(PROFILE), Err(KeyringError::NotFound));
    assert_eq!(keyring::delete_key(PROFILE), Err(KeyringError::NotFound));
    keyring::store_key(PROFILE, &[1; 32]).unwrap();
    keyring::store_key(PROFILE, &[2; 32]).unwrap();
    assert_eq!(*keyring::load_key(PROFILE).unwrap(), [2; 32]);
    assert_eq!(keyring::load_key("another profile"), Err(KeyringError::NotFound));
    keyring::delete_key(PROFILE).unwrap();
    assert_eq!(keyring::load_key(PROFILE), Err(KeyringError::NotFound));
    println!("kept and forgotten");
}

#[test]
#[ignore = "started by the tests below, without a keyring"]
fn without_a_keyring() {
    let start = Instant::now();
    assert_eq!(keyring::load_key(PROFILE), Err(KeyringError::Absent));
    println!("absent after {} ms", start.elapsed().as_millis());
}

#[test]
#[ignore = "started by the test below, inside a session whose keyring is locked"]
fn with_a_locked_keyring() {
    assert_eq!(keyring::store_key(PROFILE, &[1; 32]), Err(KeyringError::Refused));
    println!("refused");
}

fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// A session of its own, with a home of its own, where `before` has been run.
fn session(test: &str, before: &str) -> Output {
    let home = tempfile::tempdir().unwrap();
    let child = letters::again(test, home.path());
    let mut session = Command::new("dbus-run-session");
    let script = format!("{before} exec \"$@\"");
    let _ = session
        .args(["--", "sh", "-c", &script, "sh"])
        .arg(child.get_program())
        .args(child.get_args())
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env_remove("XDG_DATA_HOME")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    session.output().expect("dbus-run-session is among what the tests need")
}

#[test]
fn a_key_is_kept_by_the_keyring_and_forgotten_when_told() {
    let unlocked =
        "printf x | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1 || exit 1;";
    assert!(said(&session("keyring::with_a_keyring", unlocked)).contains("kept and forgotten"));
}

#[test]
fn a_keyring_that_nobody_can_unlock_refuses() {
    let locked = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 || exit 1;";
    assert!(said(&session("keyring::with_a_locked_keyring", locked)).contains("refused"));
}

#[test]
fn a_session_without_a_bus_has_no_keyring_and_says_so_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let missing = format!("unix:path={}/no-bus", directory.path().display());
    let output = letters::again("keyring::without_a_keyring", directory.path())
        .env("DBUS_SESSION_BUS_ADDRESS", missing)
        .output()
        .unwrap();
    assert!(milliseconds(&said(&output)) < 1000);
}

#[cfg(unix)]
#[test]
fn a_bus_that_never_answers_costs_some_seconds_and_no_more() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("bus");
    // It takes connections and never says a word.
    let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let output = letters::again("keyring::without_a_keyring", directory.path())
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", path.display()))
        .output()
        .unwrap();
    assert!(milliseconds(&said(&output)) < 8000);
}

fn milliseconds(said: &str) -> u64 {
    let (_, after) = said.split_once("absent after ").unwrap();
    after.split_once(" ms").unwrap().0.parse().unwrap()
}
