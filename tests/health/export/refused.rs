//! An archive that is refused, and an export that is stopped: both are in the journal
//! as they are, and nobody thinks that something was written which was not.

use std::fs;

use sceau::domain::export::{Doubt, ExportKind, ExportState};
use sceau::engine::{Errand, Event, Events, FaultKind, What, Work};

use super::super::sample::{file, zip};
use super::{Stage, written};

#[test]
fn a_refused_archive_has_its_line_and_nothing_of_it_is_ever_written() {
    let archive = zip(&[file("IHE_XDM/../../etc/evil.xml", *b"<ClinicalDocument/>")]);
    let letter = written(0, "labo@labo.example", b"Bonjour", &[("IHE_XDM.ZIP", &archive)]);
    let stage = Stage::of(vec![letter], Vec::new());
    let folder = tempfile::tempdir().unwrap();
    stage.choose(folder.path());
    let done = stage.export();
    assert_eq!((done.written, done.refused, done.waiting), (0, 1, 0));
    let lines = stage.desk.ask(stage.desk.engine.exports(None, None, 100));
    let [line] = lines.as_slice() else { panic!("{}", lines.len()) };
    assert_eq!((line.kind, line.state, line.doubt), (ExportKind::Archive, ExportState::Refused, Some(Doubt::Harmful)));
    let again = stage.desk.ask(async { Ok(stage.desk.engine.export_again(line.id).await) });
    assert_eq!(again.unwrap_err().kind, FaultKind::NotHere);
    assert_eq!(stage.export().known, 1, "it is told once");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Until some messages were looked through.
async fn under_way(events: &mut Events) {
    while let Some(event) = events.next().await {
        if matches!(event, Event::Progress(progress) if progress.work == Work::Exporting && progress.done > 0) {
            return;
        }
    }
}

#[test]
fn what_was_written_until_an_export_is_stopped_stays_and_the_rest_goes_with_the_next() {
    let stage = Stage::new(80);
    let folder = tempfile::tempdir().unwrap();
    stage.choose(folder.path());
    let engine = stage.desk.engine.clone();
    let mut events = engine.events();
    stage.desk.ask(async {
        let errand = Errand { what: What::Inbox(None), since: None, to: None };
        tokio::select! {
            done = engine.export(errand) => panic!("it was not stopped: {done:?}"),
            () = under_way(&mut events) => {}
        }
        // What was begun is ended.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        Ok(())
    });
    let there = fs::read_dir(folder.path()).unwrap().count();
    let lines = stage.desk.ask(engine.exports(None, None, 1000));
    let told = lines.iter().filter(|line| line.state == ExportState::Written).count();
    assert!(there == told && there < stage.expected.len(), "{there} files, {told} lines");
    let _ = stage.export();
    stage.each_is_there_once(folder.path());
}
