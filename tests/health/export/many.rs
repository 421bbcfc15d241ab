//! A mailbox full of results: one call writes all of them, a second one nothing.

use std::time::Instant;

use sceau::domain::export::{Export, ExportKind, ExportState};
use sceau::domain::{ExportId, Timestamp};
use sceau::engine::{Errand, Event, What, Work};

use super::Stage;
use crate::faults::soak;

#[test]
fn one_call_writes_every_document_as_it_came_and_a_second_writes_nothing() {
    let messages = if soak() { 1000 } else { 100 };
    let mut stage = Stage::new(messages);
    let folder = tempfile::tempdir().unwrap();
    stage.choose(folder.path());
    let documents = messages * 3 / 2;
    assert_eq!(stage.expected.len(), documents);

    stage.desk.hear_anew();
    let start = Instant::now();
    let done = stage.export();
    let first = start.elapsed();
    assert!(done.why.is_none(), "{:?}", done.why);
    assert_eq!((done.written, done.known, done.waiting, done.refused, done.closed), (documents, 0, 0, 0, 0));
    stage.each_is_there_once(folder.path());
    stage.desk.until(|event| match event {
        Event::Progress(progress) if progress.work == Work::Exporting && progress.finished() => Some(()),
        _ => None,
    });

    let start = Instant::now();
    let again = stage.export();
    let second = start.elapsed();
    assert_eq!((again.written, again.known, again.waiting), (0, documents, 0));
    stage.each_is_there_once(folder.path());
    println!("{messages} messages, {documents} documents: {first:?}; a second time: {second:?}");
    the_journal_says_it(&stage, documents);
}

fn the_journal_says_it(stage: &Stage, documents: usize) {
    let engine = &stage.desk.engine;
    let (mut lines, mut before): (Vec<Export>, Option<ExportId>) = (Vec::new(), None);
    loop {
        let page = stage.desk.ask(engine.exports(Some(stage.account), before, 40));
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        lines.extend(page);
    }
    assert_eq!(lines.len(), documents);
    assert!(lines.is_sorted_by(|one, next| one.id > next.id), "the newest first");
    for line in &lines {
        assert_eq!(line.state, ExportState::Written);
        assert!(line.path().unwrap().is_file() && line.written > Some(Timestamp(0)));
        assert!(!line.patient.is_empty() && line.subject.starts_with("Bilan ") && !line.by.is_empty());
        assert!(!line.by_itself);
    }
    assert_eq!(lines.iter().filter(|line| line.kind == ExportKind::Cda).count(), documents / 6);
}

#[test]
fn a_selection_and_days_are_exported_and_a_line_of_the_journal_again() {
    let stage = Stage::new(8);
    let folder = tempfile::tempdir().unwrap();
    stage.choose(folder.path());
    let engine = &stage.desk.engine;
    let tomorrow = Errand { what: What::Everything, since: Some(Timestamp(i64::MAX)), to: None };
    assert_eq!(stage.desk.ask(engine.export(tomorrow)).written, 0);
    let one = stage.desk.list(stage.account, "INBOX")[..1].to_vec();
    let chosen = stage.desk.ask(engine.export(Errand { what: What::Messages(one), since: None, to: None }));
    assert!((1..=2).contains(&chosen.written), "{chosen:?}");
    assert_eq!(stage.export().known, chosen.written);
    stage.each_is_there_once(folder.path());

    // The software took it, and lost it.
    let line = stage.desk.ask(engine.exports(None, None, 1)).remove(0);
    let path = line.path().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(stage.export().written, 0, "what is gone from the folder was exported all the same");
    assert_eq!(stage.desk.ask(engine.export_again(line.id)).written, 1);
    assert!(std::fs::read(&path).unwrap() == bytes);
    let newest = stage.desk.ask(engine.exports(None, None, 1)).remove(0);
    assert!(newest.id > line.id && newest.path() == Some(path));
}
