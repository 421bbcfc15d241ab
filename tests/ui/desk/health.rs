//! Health documents in the whole window: what the list says of them, and each on its
//! page, laid out by the real child.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use iced::keyboard::Modifiers;
use sceau::child::Program;
use sceau::config::Settings;
use sceau::domain::{MessageId, PartRole, Role};
use sceau::engine::Scope;
use sceau::i18n::Language;
use sceau::ui::pane::reader;
use sceau::ui::theme::Theme;
use sceau::ui::workbench::Message;

use super::{Desk, Harness, Said, choose, says, settle};

fn window(theme: Theme, (width, height): (f32, f32)) -> Harness<Desk> {
    let program = Program::at(env!("CARGO_BIN_EXE_sceau"));
    let (desk, first) = Desk::with(Language::Fr, theme, width, Some(program), Settings::default());
    let mut window = Harness::new(desk, width, height);
    window.work(first);
    settle(&mut window);
    window
}

/// Waits until it is read whom messages are about.
fn found(window: &mut Harness<Desk>, words: &str, least: usize) -> Vec<MessageId> {
    let engine = window.stage.bench.engine();
    let since = Instant::now();
    loop {
        let found = window.stage.ask(engine.search(Scope::Everywhere, words));
        if found.len() >= least {
            settle(window);
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "{words}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Chooses a message of the inbox, and looks at its first file.
fn open_file(window: &mut Harness<Desk>, id: MessageId) {
    let inbox = window.stage.folder(Role::Inbox).id;
    let row = window.stage.ids(inbox).iter().position(|one| *one == id).unwrap();
    choose(window, row, Modifiers::NONE);
    let engine = window.stage.bench.engine();
    let opened = window.stage.ask(engine.opened(id));
    let part = opened.parts.iter().find(|part| part.role == PartRole::Attachment).unwrap().id;
    window.tell(Said::Bench(Message::Reader(reader::Message::Viewed(Some(part)))));
    settle(window);
}

#[test]
fn a_newcomer_sees_in_the_list_who_the_patient_is_and_what_the_document_is() {
    for size in [(1280.0, 800.0), (1024.0, 700.0)] {
        for theme in [Theme::Light, Theme::Dark] {
            let mut window = window(theme, size);
            let results = found(&mut window, "patient:bonnefoy", 5);
            let letters = found(&mut window, "patient:\"le goffic\" ins:0000 -est:patient", 1);
            let _ = found(&mut window, "est:patient", 1);
            let look = |name: &str, window: &mut Harness<Desk>| {
                if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
                    window.save(&PathBuf::from(folder).join(format!("desk-health-{name}-{theme:?}-{}.png", size.0)));
                }
            };
            for said in
                ["BONNEFOY Odette", "Résultats de laboratoire", "LE GOFFIC Jean-Yves", "Lettre de liaison à la sortie"]
            {
                says(&mut window, said);
            }
            assert!(!window.texts().iter().any(|text| text.contains("XDM/1.0")), "{:?}", window.texts());
            let name = window.place_of("BONNEFOY Odette").unwrap();
            let what = window.place_of("Résultats de laboratoire").unwrap();
            assert!(name.x + name.width <= what.x, "side by side, and each whole");
            open_file(&mut window, results[0]);
            says(&mut window, "Lecture\u{a0}:");
            look("results", &mut window);
            open_file(&mut window, letters[0]);
            assert!(!window.shows("Lecture\u{a0}:"), "there is nothing to choose in an archive");
            look("archive", &mut window);
        }
    }
}
