//! The ways to paper, each played by a program of the test.

#![allow(clippy::used_underscore_binding, reason = "the macro of the interface uses them all")]

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sceau::desktop::{Delivered, Papers, Printer, Undelivered};
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};

use crate::desktop::{again, said};

const PDF: &[u8] = b"%PDF-1.7 invented";

fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn within(place: &Path) -> PathBuf {
    place.join("papers")
}

/// The files that lie open.
fn lying(place: &Path) -> usize {
    files(&within(place))
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

fn wait_for(path: &Path) -> Vec<u8> {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        match fs::read(path) {
            Ok(bytes) if !bytes.is_empty() => return bytes,
            _ => assert!(Instant::now() < until, "nothing came"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test]
async fn the_printer_of_the_workstation_gets_the_pages_and_no_file_is_left() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().display();
    let lp = program(place.path(), "lp", &format!("echo \"$@\" > {at}/said; cat > {at}/taken"));
    let papers = Papers::within(within(place.path()));
    let printed = Printer::with(lp, "/nowhere/open").print(PDF.to_vec(), "Message", &papers).await;
    assert_eq!(printed, Ok(Delivered::Printer));
    assert_eq!(fs::read(place.path().join("taken")).unwrap(), PDF);
    let said = fs::read_to_string(place.path().join("said")).unwrap();
    assert!(said.contains("media=A4") && !said.contains("Message"), "{said}");
    assert_eq!(lying(place.path()), 0);
}

#[tokio::test]
async fn without_a_printer_the_pages_are_opened_from_a_file_that_goes_with_the_program() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().display();
    // It says that no destination was chosen.
    let lp = program(place.path(), "lp", "exit 1");
    let open = program(
        place.path(),
        "open",
        &format!("cp \"$1\" {at}/half; stat -c %a \"$1\" > {at}/rights; mv {at}/half {at}/seen"),
    );
    let papers = Papers::within(within(place.path()));
    let printed = Printer::with(lp, open).print(PDF.to_vec(), "Message", &papers).await;
    assert_eq!(printed, Ok(Delivered::Opened));
    assert_eq!(wait_for(&place.path().join("seen")), PDF);
    assert_eq!(fs::read_to_string(place.path().join("rights")).unwrap().trim(), "600");
    assert_eq!(lying(place.path()), 1);
    drop(papers);
    assert_eq!(lying(place.path()), 0);
}

#[tokio::test]
async fn where_there_is_no_way_it_is_said() {
    let place = tempfile::tempdir().unwrap();
    let nowhere = Printer::with(place.path().join("lp"), place.path().join("open"));
    let papers = Papers::within(within(place.path()));
    assert_eq!(nowhere.print(PDF.to_vec(), "Message", &papers).await, Err(Undelivered::NoProgram));
    let file = place.path().join("a-file");
    fs::write(&file, b"x").unwrap();
    let no_place = Papers::within(file.join("papers"));
    assert_eq!(nowhere.print(PDF.to_vec(), "Message", &no_place).await, Err(Undelivered::NoPlace));
}

/// The dialog of a system: it takes the pages, and answers as its user would.
struct Dialog {
    taken: Arc<Mutex<Vec<u8>>>,
    answer: u32,
}

#[zbus::interface(name = "org.freedesktop.portal.Print")]
impl Dialog {
    #[zbus(property, name = "version")]
    #[expect(clippy::unused_self, reason = "the protocol's")]
    fn version(&self) -> u32 {
        3
    }

    async fn print(
        &self,
        _window: String,
        _title: String,
        pages: OwnedFd,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: zbus::message::Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) -> OwnedObjectPath {
        let mut bytes = Vec::new();
        fs::File::from(std::os::fd::OwnedFd::from(pages)).read_to_end(&mut bytes).unwrap();
        *self.taken.lock().unwrap() = bytes;
        let sender = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
        let token = String::try_from(options["handle_token"].clone()).unwrap();
        let path = format!("/org/freedesktop/portal/desktop/request/{sender}/{token}");
        let path = OwnedObjectPath::try_from(path).unwrap();
        let answer = (self.answer, HashMap::<String, OwnedValue>::new());
        let request = "org.freedesktop.portal.Request";
        connection.emit_signal(header.sender().cloned(), &path, request, "Response", &answer).await.unwrap();
        path
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by the test below, inside a session of its own"]
async fn inside_a_session() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().display();
    let lp = program(place.path(), "lp", &format!("cat > {at}/taken"));
    let printer = Printer::with(lp, "/nowhere/open").and_dialog();
    let papers = Papers::within(within(place.path()));
    let print = async || printer.print(PDF.to_vec(), "Message", &papers).await;
    assert_eq!(print().await, Ok(Delivered::Printer), "nobody has a dialog");
    for (answer, delivered) in [(0, Delivered::Dialog), (1, Delivered::Cancelled), (2, Delivered::Printer)] {
        fs::remove_file(place.path().join("taken")).ok();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let dialog = Dialog { taken: taken.clone(), answer };
        let builder = zbus::connection::Builder::session().unwrap();
        let builder = builder.serve_at("/org/freedesktop/portal/desktop", dialog).unwrap();
        let service = builder.name("org.freedesktop.portal.Desktop").unwrap().build().await.unwrap();
        assert_eq!(print().await, Ok(delivered));
        assert_eq!(*taken.lock().unwrap(), PDF);
        assert_eq!(place.path().join("taken").exists(), delivered == Delivered::Printer);
        assert_eq!(lying(place.path()), 0);
        service.close().await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("printed and closed");
}

#[test]
fn the_dialog_of_the_session_comes_first_and_is_believed() {
    assert!(said(&again("printer::inside_a_session", Some("dbus-run-session"))).contains("printed and closed"));
}
