use super::*;

fn job(id: i64, name: &str, bytes: &[u8]) -> ExportJob {
    ExportJob {
        id: ExportId(id),
        digest: [u8::try_from(id).unwrap(); 32],
        folder: String::new(),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Laid beside, and what is to be placed next.
fn laid(folder: &Path, jobs: &[ExportJob]) -> Vec<ExportPlace> {
    let names = lay(folder, jobs, &Beat::default()).unwrap();
    let places = jobs.iter().zip(names).map(|(job, (id, file))| ExportPlace {
        id,
        digest: job.digest,
        folder: String::new(),
        file,
        size: job.bytes.len() as u64,
    });
    places.collect()
}

fn placed(folder: &Path, files: &[ExportPlace], when: When) -> Placed {
    place(folder, files, when, &Beat::default()).unwrap()
}

/// What a poller sees: the hidden ones left out.
fn seen(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut all: Vec<_> = names
        .filter(|name| !name.starts_with('.'))
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_file_is_seen_whole_or_not_at_all_and_leaves_nothing_beside() {
    let folder = tempfile::tempdir().unwrap();
    let files = laid(folder.path(), &[job(1, "a.hpr", b"un"), job(2, "b.hpr", b"deux")]);
    assert!(seen(folder.path()).is_empty());
    let done = placed(folder.path(), &files, When::Now);
    assert_eq!(done.written, [ExportId(1), ExportId(2)]);
    assert_eq!(seen(folder.path()), [("a.hpr".into(), b"un".to_vec()), ("b.hpr".into(), b"deux".to_vec())]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn no_file_is_written_over_and_capitals_do_not_tell_files_apart() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.hpr"), b"celui du logiciel").unwrap();
    let jobs = [job(1, "a.hpr", b"un"), job(2, "a.hpr", b"deux"), job(3, "A.HPR", b"trois")];
    let files = laid(folder.path(), &jobs);
    assert_eq!(files.iter().map(|file| file.file.as_str()).collect::<Vec<_>>(), ["a_2.hpr", "a_3.hpr", "A.HPR"]);
    let _ = placed(folder.path(), &files[..2], When::Now);
    // Taken between the look and the step.
    fs::write(folder.path().join("A.HPR"), b"un autre").unwrap();
    assert_eq!(placed(folder.path(), &files[2..], When::Now), Placed { written: vec![], taken: vec![ExportId(3)] });
    let files = laid(folder.path(), &jobs[2..]);
    assert_eq!(placed(folder.path(), &files, When::Now).written, [ExportId(3)]);
    let held: Vec<Vec<u8>> = seen(folder.path()).into_iter().map(|(_, bytes)| bytes).collect();
    assert_eq!(held, [&b"un autre"[..], b"trois", b"celui du logiciel", b"un", b"deux"]);
}

#[test]
fn the_very_file_that_is_there_is_not_written_beside_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.hpr"), b"un").unwrap();
    let files = laid(folder.path(), &[job(1, "a.hpr", b"un")]);
    assert_eq!(placed(folder.path(), &files, When::Now).written, [ExportId(1)]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn after_a_stop_a_file_is_placed_once_whatever_the_watching_program_did() {
    let folder = tempfile::tempdir().unwrap();
    let files = laid(folder.path(), &[job(1, "a.hpr", b"un"), job(2, "b.hpr", b"deux"), job(3, "c.hpr", b"trois")]);
    let _ = placed(folder.path(), &files[..2], When::Now);
    // The watching program took the first before anybody noted it.
    fs::remove_file(folder.path().join("a.hpr")).unwrap();
    assert_eq!(placed(folder.path(), &files, When::AfterStop).written, [ExportId(1), ExportId(2), ExportId(3)]);
    assert_eq!(seen(folder.path()), [("b.hpr".into(), b"deux".to_vec()), ("c.hpr".into(), b"trois".to_vec())]);
}

#[test]
fn a_file_that_somebody_took_from_beside_is_not_said_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let files = laid(folder.path(), &[job(1, "a.hpr", b"un")]);
    for entry in fs::read_dir(folder.path()).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    assert_eq!(placed(folder.path(), &files, When::Now).taken, [ExportId(1)]);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent");
    assert_eq!(lay(&absent, &[job(1, "a", b"")], &Beat::default()), Err(Obstacle::Missing));
    assert!(!absent.exists());
    fs::write(&absent, b"").unwrap();
    assert_eq!(lay(&absent, &[job(1, "a", b"")], &Beat::default()), Err(Obstacle::Missing));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_said() {
    // Not even of root.
    assert_eq!(lay(Path::new("/sys/kernel"), &[job(1, "a", b"")], &Beat::default()), Err(Obstacle::ReadOnly));
}

#[test]
fn what_a_crash_left_beside_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = [job(1, "a.hpr", b"un")];
    let _ = laid(folder.path(), &jobs);
    fs::write(beside(folder.path(), jobs[0].id, &jobs[0].digest), b"u").unwrap();
    let files = laid(folder.path(), &jobs);
    let _ = placed(folder.path(), &files, When::Now);
    assert_eq!(seen(folder.path()), [("a.hpr".into(), b"un".to_vec())]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
