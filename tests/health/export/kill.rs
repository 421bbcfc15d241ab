//! The program is killed at random moments of an export, while the practice's software
//! takes what it sees from the folder. It gets each document once, whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use sceau::domain::export::ExportState;
use sceau::domain::{Filter, Sort};
use sceau::engine::{Errand, What};

use super::{Stage, each_once, export};
use crate::faults::victim::{Victim, run_and_kill};
use crate::faults::{Chance, soak};
use crate::mailbox::Desk;

/// It is killed within; the whole of the work is some seconds long.
const LIFE: Duration = Duration::from_millis(200);
/// Messages that are exported at a time.
const SOME: usize = 8;

#[test]
#[ignore = "started by the test below, which kills it"]
fn work() {
    let victim = Victim::open();
    let (runtime, engine) = (&victim.runtime, &victim.engine);
    let account = runtime.block_on(engine.accounts()).unwrap()[0].id;
    let folders = runtime.block_on(engine.folders(account)).unwrap();
    let inbox = folders.iter().find(|folder| folder.path == "INBOX").unwrap().id;
    let mut left = runtime.block_on(engine.list(inbox, Sort::default(), Filter::All)).unwrap();
    let Victim { mut chance, runtime, engine, .. } = victim.ready();
    // In no order, so that each run meets what none before it did.
    while !left.is_empty() {
        let some = (0..left.len().min(SOME)).map(|_| left.swap_remove(chance.below(left.len()))).collect();
        runtime.block_on(engine.export(Errand { what: What::Messages(some), since: None, to: None })).unwrap();
    }
    std::thread::sleep(Duration::from_mins(5));
}

/// The program that empties the folder.
struct Importer {
    stop: Arc<AtomicBool>,
    taken: JoinHandle<Vec<Vec<u8>>>,
}

impl Importer {
    fn of(folder: &Path) -> Self {
        let (folder, stop) = (folder.to_owned(), Arc::new(AtomicBool::new(false)));
        let stopped = stop.clone();
        let taken = std::thread::spawn(move || {
            let mut taken = Vec::new();
            loop {
                let last = stopped.load(Ordering::Acquire);
                for path in seen(&folder) {
                    taken.push(fs::read(&path).unwrap());
                    fs::remove_file(&path).unwrap();
                }
                if last {
                    return taken;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        Self { stop, taken }
    }

    fn end(self) -> Vec<Vec<u8>> {
        self.stop.store(true, Ordering::Release);
        self.taken.join().unwrap()
    }
}

/// As importers look: hidden files are not theirs.
fn seen(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).map(|entry| entry.path()).collect()
}

#[test]
fn an_export_that_is_killed_at_any_moment_loses_no_document_and_doubles_none() {
    let (kills, messages) = if soak() { (100, 1000) } else { (8, 100) };
    let mut chance = Chance::new();
    let stage = Stage::new(messages);
    let (directory, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    stage.choose(folder.path());
    let Stage { desk, practice, account, expected } = stage;
    let profile = desk.close();
    drop(practice);
    std::os::unix::fs::symlink(profile.path(), directory.path().join("profile")).unwrap();

    let importer = Importer::of(folder.path());
    for _ in 0..kills {
        run_and_kill("health::export::kill::work", directory.path(), &mut chance, LIFE);
    }
    let desk = Desk::open_again(profile);
    let before = desk.ask(desk.engine.exports(Some(account), None, usize::MAX));
    let done = export(&desk);
    assert!(done.why.is_none() && done.waiting == 0, "{done:?}");
    each_once(importer.end(), &expected);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left beside");
    let lines = desk.ask(desk.engine.exports(Some(account), None, usize::MAX));
    assert_eq!(lines.len(), expected.len());
    assert!(lines.iter().all(|line| line.state == ExportState::Written));
    desk.ask(desk.engine.integrity());
    assert!(before.len() >= kills, "{} documents are too few to be killed over", before.len());
    let open = before.iter().filter(|line| line.state != ExportState::Written).count();
    println!(
        "{kills} kills, {} documents, {} of them begun by the killed, {open} left open",
        expected.len(),
        before.len()
    );
}
