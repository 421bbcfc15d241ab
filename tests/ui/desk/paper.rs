//! Printing from the window: by a key, for one message and for several, and to a
//! file.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use iced::keyboard::Modifiers;
use sceau::child::{Bytes, Program};
use sceau::config::Settings;
use sceau::desktop::{Papers, Printer};
use sceau::domain::Role;
use sceau::extract::{self, Document};
use sceau::i18n::Language;
use sceau::ui::modal::save_as;
use sceau::ui::page;
use sceau::ui::pane::reader;
use sceau::ui::shortcut::Intent;
use sceau::ui::theme::Theme;
use sceau::ui::workbench::Message;

use super::{Desk, Harness, Said, choose, key, says, settle};

/// A window whose printer puts each job into a file of that folder.
fn with_printer(place: &Path) -> Harness<Desk> {
    let lp = place.join("lp");
    fs::write(&lp, format!("#!/bin/sh\ncat > {}/job-$$.pdf\n", place.display())).unwrap();
    fs::set_permissions(&lp, fs::Permissions::from_mode(0o755)).unwrap();
    let program = Program::at(env!("CARGO_BIN_EXE_sceau"));
    let (desk, first) = Desk::with(Language::Fr, Theme::Light, 1280.0, Some(program), Settings::default());
    let mut window = Harness::new(desk, 1280.0, 800.0);
    window.stage.bench.print_by(Printer::with(lp, "/nowhere/open"), Papers::within(place.join("papers")));
    window.work(first);
    settle(&mut window);
    window
}

fn jobs(place: &Path) -> Vec<String> {
    let files = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).map(|path| words(&path)).collect()
}

fn words(path: &Path) -> String {
    let bytes = Bytes(fs::read(path).unwrap());
    let document = Document { media_type: "application/pdf".to_owned(), name: String::new(), charset: None, bytes };
    let extract::Reading::Words(words) = extract::read(&document) else { panic!("no words") };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_message_on_view_is_printed_by_a_key_with_what_is_known_of_it() {
    let place = tempfile::tempdir().unwrap();
    let mut window = with_printer(place.path());
    choose(&mut window, 0, Modifiers::NONE);
    key(&mut window, Intent::Print);
    says(&mut window, "Envoyé à l’impression");
    let inbox = window.stage.folder(Role::Inbox).id;
    let engine = window.stage.bench.engine();
    let first = window.stage.ids(inbox)[0];
    let opened = window.stage.ask(engine.opened(first));
    let account = window.stage.ask(engine.accounts()).remove(0).draft.label;
    let jobs = jobs(place.path());
    let [words] = jobs.as_slice() else { panic!("{jobs:?}") };
    let subject = opened.envelope.subject.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [subject.as_str(), &opened.envelope.from[0].email, "imprimé le", &account, "page 1 / "] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn several_that_are_chosen_are_printed_one_after_the_other() {
    let place = tempfile::tempdir().unwrap();
    let mut window = with_printer(place.path());
    choose(&mut window, 0, Modifiers::NONE);
    choose(&mut window, 2, Modifiers::SHIFT);
    key(&mut window, Intent::Print);
    says(&mut window, "Envoyé à l’impression");
    assert_eq!(jobs(place.path()).len(), 3);
    key(&mut window, Intent::ChooseAll);
    key(&mut window, Intent::Print);
    says(&mut window, "Imprimez au plus 50 messages à la fois");
    assert_eq!(jobs(place.path()).len(), 3);
}

#[test]
fn a_message_is_saved_as_a_pdf_for_archives_under_its_subject() {
    let place = tempfile::tempdir().unwrap();
    let mut window = with_printer(place.path());
    choose(&mut window, 0, Modifiers::NONE);
    let tell = |window: &mut Harness<Desk>, message| {
        window.tell(Said::Bench(message));
        settle(window);
    };
    // The last of the menu of the page.
    let at = iced::Point::new(900.0, 400.0);
    tell(&mut window, Message::Reader(reader::Message::Page(page::Message::MenuPressed(at))));
    key(&mut window, Intent::Up);
    key(&mut window, Intent::Accept);
    says(&mut window, "Enregistrer sous");
    let folder: PathBuf = place.path().join("dossier");
    fs::create_dir(&folder).unwrap();
    tell(&mut window, Message::SaveAs(save_as::Message::FolderTyped(folder.to_str().unwrap().to_owned())));
    key(&mut window, Intent::Accept);
    let saved: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [file] = saved.as_slice() else { panic!("{saved:?}") };
    assert!(file.extension().is_some_and(|ending| ending == "pdf"));
    let pdf = fs::read(file).unwrap();
    assert!(pdf.windows(15).any(|window| window == b"<pdfaid:part>1<" || window == b"<pdfaid:part>2<"));
    assert!(words(file).contains("imprimé le"));
}

#[test]
fn without_a_printer_it_is_said_what_to_do() {
    let place = tempfile::tempdir().unwrap();
    let mut window = with_printer(place.path());
    window
        .stage
        .bench
        .print_by(Printer::with("/nowhere/lp", "/nowhere/open"), Papers::within(place.path().join("papers")));
    choose(&mut window, 0, Modifiers::NONE);
    key(&mut window, Intent::Print);
    says(&mut window, "Aucune imprimante n’est prête, et aucun programme de ce poste n’ouvre les PDF.");
    says(&mut window, "L’impression n’a pas abouti");
}
