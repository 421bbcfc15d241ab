//! `sceau draft` and `sceau receipt`, on the demonstration.

use std::process::{Command, Stdio};

use sceau::mime;
use serde_json::Value;

fn sceau(args: &[&str]) -> (i32, Vec<u8>) {
    let output = Command::new(env!("CARGO_BIN_EXE_sceau"))
        .arg("--demo")
        .args(args)
        .stdin(Stdio::null())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .output()
        .unwrap();
    (output.status.code().unwrap(), output.stdout)
}

/// A message of another person, with a subject, and that.
fn one() -> (String, String) {
    let (_, rows) = sceau(&["--json", "list", "INBOX", "--limit", "20"]);
    let rows: Value = serde_json::from_slice(&rows).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["subject"].as_str().unwrap().len() > 10).unwrap();
    (row["id"].to_string(), row["subject"].as_str().unwrap().to_owned())
}

#[test]
fn an_answer_is_written_as_a_message_or_for_a_script() {
    let (id, subject) = one();
    let (code, bytes) = sceau(&["draft", &id, "--reply"]);
    let read = mime::read(&bytes);
    assert_eq!(code, 0);
    assert!(
        read.envelope.subject.starts_with("Re: ") && read.envelope.subject.contains(subject.trim_start_matches("Re: "))
    );
    assert!(read.text.contains("a écrit\u{a0}:\n> ") && read.envelope.in_reply_to.len() == 1, "{}", read.text);
    let (_, value) = sceau(&["--json", "draft", &id, "--forward-eml", "--to", "zoe@ailleurs.example"]);
    let value: Value = serde_json::from_slice(&value).unwrap();
    assert_eq!(value["source"]["manner"], "forward-eml");
    assert_eq!(
        (&value["carried"][0]["kind"], &value["to"][0]["email"]),
        (&"whole".into(), &"zoe@ailleurs.example".into())
    );
    assert_eq!(sceau(&["draft", &id]).0, 2, "a way has to be said");
    assert_eq!(sceau(&["draft", &id, "--reply", "--forward"]).0, 2, "and only one");
    assert_eq!(sceau(&["draft", &id, "--redirect", "--to", "nobody"]).0, 2);
    assert_eq!(sceau(&["draft", "999999", "--reply"]).0, 6);
}

#[test]
fn a_receipt_that_nobody_asked_for_is_not_given() {
    let (id, _) = one();
    let (code, said) = sceau(&["receipt", &id]);
    assert_eq!((code, String::from_utf8(said).unwrap().trim()), (0, "Aucun accusé de lecture demandé"));
    assert_eq!(sceau(&["receipt", &id, "--send"]).0, 6);
    assert_eq!(sceau(&["receipt", &id, "--send", "--refuse"]).0, 2);
}
