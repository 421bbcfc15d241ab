//! The same from a terminal: `sceau anchor`, and `sceau verify` by the profile,
//! with a line and without.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::{PASSPHRASE, Practice};
use crate::support::card::pki::Mood;

impl Practice {
    /// The profile is in one program's hands at a time.
    pub(super) fn close(&self) {
        self.wait(self.engine.close());
        self.write("passphrase", format!("{PASSPHRASE}\n").as_bytes());
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.directory.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn sceau(&self, args: &[&str]) -> Output {
        let passphrase = self.directory.path().join("passphrase");
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(self.profile()).arg("--passphrase-file").arg(passphrase);
        command.args(args).stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.output().unwrap()
    }

    pub(super) fn json(&self, args: &[&str]) -> Value {
        let output = self.sceau(&[&["--json"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn reasons(verdict: &Value) -> String {
    verdict["layers"][0]["signers"][0]["reasons"].to_string()
}

#[test]
fn authorities_are_added_listed_and_removed() {
    let practice = Practice::without_root();
    practice.close();
    let root = practice.write("root.pem", &practice.pki.root().pem());
    assert_eq!(practice.json(&["anchor", "list"]), Value::Array(vec![]));
    assert_eq!(practice.json(&["anchor", "add", &root])[0]["outcome"], "own");
    let listed = practice.json(&["anchor", "list"]);
    assert_eq!((&listed[0]["kind"], &listed[0]["source"]), (&Value::from("own"), &Value::from("file")));
    let fingerprint = listed[0]["fingerprint"].as_str().unwrap();
    let said = practice.sceau(&["anchor", "list"]);
    assert!(String::from_utf8_lossy(&said.stdout).starts_with(fingerprint));
    assert_eq!(practice.json(&["anchor", "remove", fingerprint]), Value::Array(vec![]));
    assert_eq!(practice.sceau(&["anchor", "remove", fingerprint]).status.code(), Some(6));
    let nothing = practice.write("nothing", b"rien");
    assert_eq!(practice.sceau(&["anchor", "add", &nothing]).status.code(), Some(6));
    let leaf = practice.write("leaf.pem", &practice.of_structure().0.pem());
    let refused = practice.sceau(&["anchor", "add", &leaf]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stdout).contains("autorité"));
}

#[test]
fn the_profile_judges_and_asks_only_when_it_is_told_to() {
    let practice = Practice::new();
    practice.close();
    let (identity, letter) = practice.of_structure();
    let file = practice.write("signed.eml", &letter);
    let offline = practice.json(&["verify", &file]);
    assert_eq!((&offline["overall"], reasons(&offline).as_str()), (&"valid".into(), "[\"revocation-not-checked\"]"));
    assert_eq!(practice.requests(), 0);

    practice.pki.set_mood(Mood::Refuses);
    let refused = practice.sceau(&["--json", "verify", &file, "--online"]);
    assert_eq!(refused.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("interrogée"), "{refused:?}");
    practice.pki.set_mood(Mood::Answers);
    let before = practice.requests();
    let online = practice.json(&["verify", &file, "--online"]);
    assert_eq!((&online["overall"], reasons(&online).as_str()), (&"valid".into(), "[]"));
    assert_eq!(practice.requests(), before + 2);
    // Kept for the next time, with a line or without.
    assert_eq!(reasons(&practice.json(&["verify", &file])), "[]");
    assert_eq!(reasons(&practice.json(&["verify", &file, "--online"])), "[]");
    assert_eq!(practice.requests(), before + 2);

    // By directories that are named, the profile is not asked.
    let anchors = practice.directory.path().join("anchors");
    std::fs::create_dir(&anchors).unwrap();
    practice.write("anchors/root.pem", &practice.pki.root().pem());
    let anchors = anchors.to_str().unwrap();
    practice.pki.revoke(&identity);
    assert_eq!(practice.json(&["verify", &file, "--anchors", anchors])["overall"], "valid");
    assert_eq!(practice.json(&["verify", &file, "--anchors", anchors, "--online"])["overall"], "invalid");
    assert_eq!(practice.json(&["verify", &file])["overall"], "valid", "what is kept still holds");
}
