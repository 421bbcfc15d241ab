//! A folder that is not there, takes nothing, is full, or hangs: it is said, what is to
//! go there waits, and goes once when it can. Never over a file of somebody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sceau::domain::export::{ExportState, Obstacle};
use sceau::engine::{Event, ExportFault, FaultKind};
use serde_json::Value;

use super::{Stage, each_once, files};
use crate::faults::soak;
use crate::mailbox::Desk;

fn until_nothing_waits(desk: &mut Desk) {
    desk.until(|event| matches!(event, Event::Exports { waiting: 0, .. }).then_some(()));
}

#[test]
fn what_waits_for_a_folder_that_is_not_there_goes_when_it_is_and_the_program_starts_again() {
    let stage = Stage::new(4);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("import");
    stage.choose(&folder);
    let done = stage.export();
    assert_eq!(done.why.as_ref().map(|why| why.kind), Some(FaultKind::Export(ExportFault::Missing)));
    assert_eq!((done.written, done.waiting), (0, stage.expected.len()));
    assert!(!folder.exists(), "a folder is never made");
    let lines = stage.desk.ask(stage.desk.engine.exports(None, None, 100));
    assert!(lines.iter().all(|line| line.state == ExportState::Waiting && line.obstacle == Some(Obstacle::Missing)));
    assert!(lines.iter().all(|line| line.next_try.is_some() && line.path().is_none()));

    let Stage { desk, practice: _practice, account, expected } = stage;
    fs::create_dir(&folder).unwrap();
    let mut desk = desk.restart();
    until_nothing_waits(&mut desk);
    each_once(files(&folder), &expected);
    assert_eq!(desk.ask(desk.engine.retry_exports(account)).written, 0);
}

#[test]
fn what_waits_for_a_folder_that_takes_nothing_goes_to_the_one_that_is_chosen_next() {
    let mut stage = Stage::new(4);
    let folder = tempfile::tempdir().unwrap();
    // Not even root writes there.
    stage.choose(Path::new("/sys/kernel"));
    let done = stage.export();
    assert_eq!(done.why.map(|why| why.kind), Some(FaultKind::Export(ExportFault::ReadOnly)));
    assert_eq!(done.waiting, stage.expected.len());
    stage.desk.hear_anew();
    stage.choose(folder.path());
    until_nothing_waits(&mut stage.desk);
    stage.each_is_there_once(folder.path());
}

#[test]
fn nothing_is_exported_where_no_folder_was_chosen_and_names_are_made_of_good_templates_alone() {
    let stage = Stage::new(1);
    let engine = &stage.desk.engine;
    let errand = sceau::engine::Errand { what: sceau::engine::What::Inbox(None), since: None, to: None };
    let fault = stage.desk.try_ask(engine.export(errand)).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Export(ExportFault::NoFolder));
    let bad = |folder: &str, template: &str| {
        let exporting = sceau::domain::export::Exporting {
            folder: Some(PathBuf::from(folder)),
            template: template.to_owned(),
            ..sceau::domain::export::Exporting::default()
        };
        stage.desk.try_ask(engine.set_exporting(stage.account, exporting)).unwrap_err().kind
    };
    assert_eq!(bad("/tmp", "../{NOM}"), FaultKind::Export(ExportFault::Template));
    assert_eq!(bad("import", "{NOM}"), FaultKind::Export(ExportFault::Missing));
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let stage = Stage::new(1);
    let folder = tempfile::tempdir().unwrap();
    let name = "ESSAI0_CLAIRE_19620714_20260203_1";
    fs::write(folder.path().join(format!("{name}.hpr")), b"du logiciel").unwrap();
    stage.choose(folder.path());
    assert_eq!(stage.export().written, 1);
    assert_eq!(fs::read(folder.path().join(format!("{name}.hpr"))).unwrap(), b"du logiciel");
    assert!(fs::read(folder.path().join(format!("{name}_2.hpr"))).unwrap() == stage.expected[0]);
}

/// The program in a terminal, with a disk below `folder` that is as it is told.
struct Terminal<'a> {
    profile: &'a Path,
    folder: &'a Path,
    tools: &'a Path,
}

impl Terminal<'_> {
    fn export(&self, disk: &[(&str, &str)]) -> Output {
        let phrase = self.tools.join("phrase");
        fs::write(&phrase, "quatre mots sans aucun rapport").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(self.profile).arg("--passphrase-file").arg(phrase).arg("--json");
        command.args(["health", "export", "--to"]).arg(self.folder);
        command.stdin(Stdio::null()).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        if !disk.is_empty() {
            command.env("LD_PRELOAD", self.shim()).env("SCEAU_DISK_UNDER", self.folder).envs(disk.iter().copied());
        }
        command.output().unwrap()
    }

    fn shim(&self) -> PathBuf {
        let (source, library) = (self.tools.join("disk_shim.c"), self.tools.join("disk_shim.so"));
        fs::write(&source, include_str!("../../support/disk_shim.c")).unwrap();
        let mut cc = Command::new("cc");
        let built = cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl").status().unwrap();
        assert!(built.success());
        library
    }
}

fn json(output: &Output) -> Value {
    let wrong = || format!("{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", wrong()))
}

#[test]
fn a_folder_that_fills_up_is_said_with_a_code_and_takes_the_rest_when_there_is_room() {
    let stage = Stage::new(4);
    let (folder, tools) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Stage { desk, practice: _practice, expected, .. } = stage;
    let profile = desk.close();
    let terminal = Terminal { profile: profile.path(), folder: folder.path(), tools: tools.path() };
    for full_at in ["1", "4", "9"] {
        let full = terminal.export(&[("SCEAU_DISK_FULL_AT", full_at)]);
        assert_eq!(full.status.code(), Some(7), "{}", String::from_utf8_lossy(&full.stderr));
        assert_eq!(json(&full)["why"]["export"], "full");
        assert!(json(&full)["waiting"].as_u64() > Some(0));
        let half = files(folder.path()).into_iter().find(|file| !expected.contains(file));
        assert!(half.is_none(), "half a file is left");
    }
    let done = terminal.export(&[]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    each_once(files(folder.path()), &expected);
    assert_eq!(json(&terminal.export(&[]))["written"], 0);
}

#[test]
fn a_drive_that_hangs_is_said_and_nothing_is_doubled_when_it_moves_again() {
    if !soak() {
        // It waits out the program's patience.
        return;
    }
    let stage = Stage::new(4);
    let (folder, tools) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Stage { desk, practice: _practice, expected, .. } = stage;
    let profile = desk.close();
    let terminal = Terminal { profile: profile.path(), folder: folder.path(), tools: tools.path() };
    let hung = terminal.export(&[("SCEAU_DISK_SLOW", "3000")]);
    assert_eq!(hung.status.code(), Some(5), "{}", String::from_utf8_lossy(&hung.stderr));
    assert_eq!((&json(&hung)["why"]["export"], &json(&hung)["written"]), (&"hangs".into(), &0.into()));
    assert_eq!(terminal.export(&[]).status.code(), Some(0));
    each_once(files(folder.path()), &expected);
}
