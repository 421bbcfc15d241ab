//! What a key costs in the editor: `cargo bench --bench keys`. Figures, not
//! verdicts; the table goes to `target/bench/keys.md`.
//!
//! A key is timed from the event to the pixels of what changed in a window of 1280
//! by 800, drawn in software; what else the machine does meanwhile does not count.
//! Letters are typed at the beginning, in the middle and at the end of a quoted text
//! of 500 KB, and of one paragraph of 120 KB whose words are looked up in the
//! dictionaries of the system. The target is 16 ms.

#![allow(dead_code, unused_imports, reason = "the window is the tests'")]
#![allow(unused_results, reason = "a bench asks for effects")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bench may be as blunt as a test, and prints"
)]

#[path = "../ui/harness.rs"]
mod harness;
#[path = "../ui/png.rs"]
mod png;
mod screen;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use harness::{Harness, Stage};
use iced::{Event, Task};
use sceau::domain::writing::{Block, Document, Place, Selection};
use sceau::engine::spelling::Spelling;
use sceau::i18n::{Language, Words};
use sceau::mime::writing;
use sceau::ui::theme::{Element, Theme};
use sceau::ui::widget::editor::{self, Action, Board, Message};
use sceau::ui::widget::focus;
use screen::Screen;
use support::effort::Effort;

const LONG: usize = 500_000;
const PARAGRAPH: usize = 120_000;
/// What is typed at each place, over and over.
const TYPED: &str = "revue ce jour, ";
const KEYS: usize = 120;
const TARGET: Duration = Duration::from_millis(16);

struct Window {
    state: editor::State,
    spelling: Spelling,
    words: Words,
}

impl Stage for Window {
    type Message = Message;

    fn update(&mut self, message: Message) -> Task<Message> {
        match self.state.update(message) {
            Action::Check(words) => {
                let spelling = self.spelling.clone();
                Task::perform(async move { spelling.check(words).await }, Message::Checked)
            }
            _ => Task::none(),
        }
    }

    fn view(&self) -> Element<'_, Message> {
        editor::view(&self.state, &self.words, Theme::Light, "Écrire".to_owned())
    }
}

fn main() {
    let mut report = String::from("| ms | median | 95 % | worst |\n|---|---|---|---|\n");
    let kinds = [("500 KB quoted", quoted()), ("one paragraph of 120 KB", paragraph())];
    for (name, document) in kinds {
        let start = Effort::start();
        let mut screen = Screen::new(1280, 800);
        let mut window = open(document);
        window.drawn(|renderer, background| screen.show(renderer, background));
        row(&mut report, &format!("{name}, opened"), vec![start.elapsed()]);
        for (place, share) in [("beginning", 0.0), ("middle", 0.5), ("end", 1.0)] {
            go(&mut window, share);
            let (turns, pictures) = typed(&mut window, &mut screen);
            row(&mut report, &format!("{name}, a key at the {place}, laid out"), turns);
            let late = pictures.iter().filter(|time| **time > TARGET).count();
            row(&mut report, &format!("{name}, the same until it is drawn; {late} after 16 ms"), pictures);
        }
    }
    println!("{report}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("keys.md"), report).unwrap();
}

fn open(document: Document) -> Harness<Window> {
    let state = editor::State::new(document, true, Board::default());
    let stage = Window { state, spelling: Spelling::of_system(), words: Words::new(Language::Fr) };
    let mut window = Harness::new(stage, 1280.0, 800.0);
    window.stage.state.spell(true);
    let id = window.stage.state.id();
    window.work(focus::on(id));
    window
}

/// The caret goes so far down the text.
fn go(window: &mut Harness<Window>, share: f64) {
    let document = window.stage.state.document();
    let all: usize = document.blocks().iter().map(|block| block.len()).sum();
    let mut left = (all as f64 * share) as usize;
    let mut place = document.end();
    for (index, block) in document.blocks().iter().enumerate() {
        if left <= block.len() {
            place = document.clamp(Place::new(index, left));
            break;
        }
        left -= block.len();
    }
    window.stage.state.select(Selection::caret(place));
    window.work(Task::none());
}

/// Of each key: until all is laid out again, and until it is drawn.
fn typed(window: &mut Harness<Window>, screen: &mut Screen) -> (Vec<Duration>, Vec<Duration>) {
    window.drawn(|renderer, background| screen.show(renderer, background));
    let before = letters(window);
    let one = |letter: char| {
        let events: Vec<Event> = iced_test::simulator::typewrite(&letter.to_string()).collect();
        let start = Effort::start();
        window.send(&events);
        let laid = start.elapsed();
        window.drawn(|renderer, background| screen.show(renderer, background));
        (laid, start.elapsed())
    };
    let times = TYPED.chars().cycle().take(KEYS).map(one).unzip();
    assert!(letters(window) >= before + KEYS, "the keys went elsewhere");
    times
}

fn letters(window: &Harness<Window>) -> usize {
    window.stage.state.document().blocks().iter().map(|block| block.len()).sum()
}

/// As an answer quotes it: a line of one's own, and the letter of somebody else.
fn quoted() -> Document {
    let line = "Le patient est revu ce jour ; la cicatrisation est bonne, sans douleur ni fièvre.";
    let lines = format!("<div>{line}</div>").repeat(LONG / line.len());
    writing::from_html(&format!("<div>Merci.</div><blockquote>{lines}</blockquote>"))
}

/// Words without an end.
fn paragraph() -> Document {
    let sentence = "Le patient est revu ce jour ; la cicatrisation est bonne, sans douleur ni fièvre. ";
    Document::plain(&sentence.repeat(PARAGRAPH / sentence.len()))
}

fn row(report: &mut String, name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at =
        |share: usize| times.get((times.len() - 1) * share / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
    writeln!(report, "| {name} ({}) | {:.1} | {:.1} | {:.1} |", times.len(), at(50), at(95), at(100)).unwrap();
}
