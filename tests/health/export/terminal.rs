//! `sceau health show`, `unpack` and `pack`, on files, without a profile.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::result;
use crate::health::sample;

fn health(args: &[&str], paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
    command.args(["--json", "health"]).args(args).args(paths).stdin(Stdio::null());
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").output().unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn what_is_in_a_file_is_shown() {
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        fs::write(place.path().join(name), bytes).unwrap();
        place.path().join(name)
    };
    let shown = json(&health(&["show"], &[&file("r.hpr", &result(3, "A"))]));
    assert_eq!(shown["kind"], "hprim-medecin");
    assert_eq!(shown["dossiers"][0]["birth"], "1962-07-14");
    assert_eq!(shown["dossiers"][0]["results"][0]["flag"], "high");
    let shown = json(&health(&["show"], &[&file("x.zip", &sample::zip(&sample::good()))]));
    assert_eq!((&shown["kind"], &shown["documents"][0]["integrity"]), (&"xdm".into(), &"verified".into()));
    let shown = json(&health(&["show"], &[&file("c.xml", &sample::cda("biologie.xml"))]));
    assert_eq!(shown["kind"], "cda");
    assert_eq!(health(&["show"], &[&file("n.txt", b"Bonjour")]).status.code(), Some(6));
}

#[test]
fn an_archive_is_packed_and_taken_apart_again_never_over_a_file() {
    let place = tempfile::tempdir().unwrap();
    let (document, archive) = (place.path().join("c.xml"), place.path().join("envoi.zip"));
    fs::write(&document, sample::cda("qualifiee.xml")).unwrap();
    let pack = ["pack", "--source", "1.2.250.1.999.7", "--id", "1.2.250.1.999.8", "--output"];
    assert_eq!(json(&health(&pack, &[&archive, &document])), 1);
    assert_eq!(health(&pack, &[&archive, &document]).status.code(), Some(1), "it is there");
    let to = tempfile::tempdir().unwrap();
    for name in ["DOC00001.XML", "DOC00001_2.XML"] {
        let written = json(&health(&["unpack", "--to", to.path().to_str().unwrap()], &[&archive]));
        assert_eq!(written[0]["integrity"], "verified");
        assert!(fs::read(to.path().join(name)).unwrap() == sample::cda("qualifiee.xml"));
    }
    assert_eq!(health(&["unpack", "--to", to.path().to_str().unwrap()], &[&document]).status.code(), Some(6));
}
