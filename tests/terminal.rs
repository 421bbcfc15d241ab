//! The program from a terminal: what it prints, what a script gets, and the
//! code it ends with.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn sceau(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sceau"))
        .args(args)
        .stdin(Stdio::null())
        // No keyring: the answers must not depend on the session of who tests.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .output()
        .unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = sceau(args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_demonstration_is_listed_shown_and_searched() {
    let folders = json(&["--demo", "--json", "folders"]);
    assert!(folders.as_array().unwrap().iter().any(|folder| folder["path"] == "INBOX" && folder["unread"] != 0));
    let rows = json(&["--demo", "--json", "list", "INBOX", "--unread", "--limit", "3"]);
    assert_eq!(rows.as_array().unwrap().len(), 3);
    let id = rows[0]["id"].to_string();
    let shown = json(&["--demo", "--json", "show", &id]);
    assert_eq!(shown["summary"]["subject"], rows[0]["subject"]);
    let found = json(&["--demo", "--json", "search", "HEMOGLOBINE"]);
    assert!(!found.as_array().unwrap().is_empty(), "accents and case do not matter");
    let source = sceau(&["--demo", "show", &id, "--source"]);
    assert!(source.stdout.windows(11).any(|window| window == b"Message-ID:"));
}

#[test]
fn a_message_is_printed_to_a_file_and_never_over_another() {
    let place = tempfile::tempdir().unwrap();
    let rows = json(&["--demo", "--json", "list", "INBOX", "--limit", "1"]);
    let (id, file) = (rows[0]["id"].to_string(), place.path().join("message.pdf"));
    let print = ["--demo", "--json", "print", &id, file.to_str().unwrap(), "--pdf-a"];
    let told = json(&print);
    assert!(told["pages"].as_u64() > Some(0) && told["cut"] == false, "{told}");
    let pdf = fs::read(&file).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.windows(14).any(|window| window == b"<pdfaid:part>1"));
    assert_eq!(sceau(&print).status.code(), Some(1), "it is there already");
    assert_eq!(fs::read(&file).unwrap(), pdf);
}

#[test]
fn a_script_can_tell_failures_apart() {
    let profile = tempfile::tempdir().unwrap();
    let root = profile.path().to_str().unwrap();
    let phrase = profile.path().join("phrase");
    fs::write(&phrase, "quatre mots sans rapport\n").unwrap();
    let (phrase, wrong) = (phrase.to_str().unwrap(), profile.path().join("wrong"));
    fs::write(&wrong, "autre chose").unwrap();
    let code = |args: &[&str]| sceau(&[&["--profile", root], args].concat()).status.code();

    assert_eq!(code(&["folders"]), Some(6), "no profile yet");
    assert_eq!(code(&["liste"]), Some(2), "no such command");
    let server = ["--imap", "localhost:1", "--password-stdin", "--unchecked"];
    let add =
        [&["--passphrase-file", phrase, "account", "add", "--email", "anne@cabinet.example"][..], &server].concat();
    assert_eq!(code(&add), Some(0));
    assert_eq!(code(&add), Some(1), "the account is there already");
    assert_eq!(code(&["--passphrase-file", wrong.to_str().unwrap(), "folders"]), Some(3));
    assert_eq!(code(&["--passphrase-file", phrase, "sync"]), Some(5), "nobody answers");
    assert_eq!(code(&["--passphrase-file", phrase, "list", "INBOX"]), Some(6));
    assert_eq!(code(&["--passphrase-file", phrase, "account", "remove", "1"]), Some(0));
}

#[test]
fn a_fault_is_said_in_the_users_words_and_names_no_secret() {
    let profile = tempfile::tempdir().unwrap();
    let output = sceau(&["--profile", profile.path().to_str().unwrap(), "folders"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("n’est plus ici"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn without_a_screen_the_window_says_so_in_a_sentence() {
    for display in ["", ":61999"] {
        let output = Command::new(env!("CARGO_BIN_EXE_sceau"))
            .arg("--demo")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env("DISPLAY", display)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("Aucun écran") && said.lines().count() == 1, "{said}");
    }
}
