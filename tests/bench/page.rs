//! What showing a message costs: `cargo bench --bench page`. Figures, not
//! verdicts; the table goes to `target/bench/page.md`.
//!
//! From a click to the text: a letter is opened through the engine as the window
//! does it, and the strips of the first screen are painted. The letters are the
//! kinds of `tests/data/html`, tables, and newsletters of 10 to 200 KB; each is
//! shown once before it is timed. The rest of a long page is timed apart: it
//! comes when the first screen is there.
//!
//! Scrolling: the longest table in a window of 1280 by 800, drawn in software. A
//! frame is counted with the strips that it asked for, though the window does
//! not wait for them.

#![allow(dead_code, unused_imports, reason = "the practice and the window are the tests'")]
#![allow(unused_results, reason = "a bench asks for effects")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
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
#[path = "../page/surgery.rs"]
mod surgery;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use harness::{Harness, Stage};
use iced::{Task, Vector};
use sceau::domain::MessageId;
use sceau::engine::{Light, Look, Quotes, Showing, Strip};
use sceau::i18n::Language;
use sceau::ui::page::{self, Action, Message};
use sceau::ui::theme::{Element, Theme};
use sceau::ui::widget::sheet;
use screen::Screen;
use surgery::{Surgery, letter, sight};

const ROUNDS: usize = 3;
/// Letters of each made-up sort.
const SIZES: usize = 40;
/// What the reader's pane shows at once, in strips of the window's height.
const SCREEN: [u16; 3] = [0, 320, 640];
const FRAME: Duration = Duration::from_micros(16_600);
const FRAMES: usize = 500;
/// Of each: 6,000 pixels in a second.
const STEP: f32 = 100.0;

const DAY: Light = Light { paper: [255; 3], ink: [20, 24, 31], link: [11, 87, 168], dark: false };

fn look(width: f32, light: Light) -> Look {
    let quotes = Quotes::Folded;
    Look { width, scale: 1.0, zoom: 1.0, light, language: Language::Fr, quotes, beginning: false }
}

fn main() {
    let sorts =
        [("66 kinds of letter", kinds()), ("tables, 10 to 200 KB", tables()), ("newsletters, 10 to 200 KB", news())];
    let counts: Vec<usize> = sorts.iter().map(|(_, letters)| letters.len()).collect();
    let letters: Vec<Vec<u8>> = sorts.iter().flat_map(|(_, letters)| letters.clone()).collect();
    let surgery = Surgery::with(letters.clone());
    in_order(&surgery, &letters);
    let mut report = String::from("| ms | median | 95 % | worst |\n|---|---|---|---|\n");
    let mut from = 0;
    for ((name, _), count) in sorts.iter().zip(counts) {
        let (first, rest) = shown(&surgery, &surgery.letters[from..from + count]);
        row(&mut report, &format!("{name}, to the first screen"), first);
        row(&mut report, &format!("{name}, the rest after it"), rest);
        from += count;
    }
    // The table of 200 KB.
    let longest = surgery.letters[sorts[0].1.len() + SIZES - 1];
    scrolled(&surgery, longest, &mut report);
    println!("{report}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("page.md"), report).unwrap();
}

/// The rows are what they are called only if each letter is the one that was made.
fn in_order(surgery: &Surgery, letters: &[Vec<u8>]) {
    for (id, letter) in surgery.letters.iter().zip(letters) {
        let subject = surgery.runtime.block_on(surgery.engine.summary(*id)).unwrap().subject;
        let made = format!("Subject: {subject}\r\n");
        assert!(letter.windows(made.len()).any(|bytes| bytes == made.as_bytes()), "{subject} in the place of another");
    }
}

/// How long each took to the first screen, and the rest of those that had one.
fn shown(surgery: &Surgery, letters: &[MessageId]) -> (Vec<Duration>, Vec<Duration>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        for id in letters {
            let start = Instant::now();
            let begun = surgery.runtime.block_on(async {
                let laid = surgery.showing.open(sight(*id), Look { beginning: true, ..Surgery::look() }).await.unwrap();
                for top in SCREEN.into_iter().filter(|top| f32::from(*top) < laid.height) {
                    surgery.showing.paint(Strip { top: top.into(), height: 320 }).await.unwrap();
                }
                laid.begun
            });
            let took = start.elapsed();
            if begun {
                surgery.runtime.block_on(surgery.showing.lay(Surgery::look())).unwrap();
            }
            // The first round is to warm all up.
            if round > 0 {
                first.push(took);
                rest.extend(begun.then(|| start.elapsed().saturating_sub(took)));
            }
        }
    }
    (first, rest)
}

struct Window {
    page: page::State,
    showing: Showing,
}

impl Stage for Window {
    type Message = Message;

    fn update(&mut self, message: Message) -> Task<Message> {
        match self.page.update(message) {
            Action::Ask(wishes) => page::perform(&self.showing, &self.page, wishes),
            _ => Task::none(),
        }
    }

    fn view(&self) -> Element<'_, Message> {
        sheet(&self.page, Theme::Light, 1.0).into()
    }
}

fn scrolled(surgery: &Surgery, message: MessageId, report: &mut String) {
    let mut page = page::State::default();
    let _ = page.show(sight(message));
    let mut window = Harness::new(Window { page, showing: surgery.showing.clone() }, 1280.0, 800.0);
    assert!(window.stage.page.is_laid());
    let mut screen = Screen::new(1280, 800);
    let (mut whole, mut drawn) = (Vec::new(), Vec::new());
    for _ in 0..FRAMES {
        let start = Instant::now();
        window.tell(Message::Scrolled(Vector::new(0.0, STEP)));
        let asked = start.elapsed();
        window.drawn(|renderer, background| screen.show(renderer, background));
        whole.push(start.elapsed());
        drawn.push(start.elapsed().saturating_sub(asked));
    }
    let quick = |times: &[Duration]| times.iter().filter(|time| **time < FRAME).count() * 100 / times.len();
    let shares = (quick(&drawn), quick(&whole));
    row(report, "a frame while scrolling, drawn", drawn);
    row(report, "the same with what it asked the child to paint", whole);
    let (drawn, whole) = shares;
    writeln!(report, "\nFrames within 16.6 ms: {drawn} % drawn, {whole} % with the painting.").unwrap();
}

fn row(report: &mut String, name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at =
        |share: usize| times.get((times.len() - 1) * share / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
    if !times.is_empty() {
        writeln!(report, "| {name} ({}) | {:.1} | {:.1} | {:.1} |", times.len(), at(50), at(95), at(100)).unwrap();
    }
}

fn data(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/html").join(name)).unwrap()
}

fn kinds() -> Vec<Vec<u8>> {
    let index = data("index.txt");
    let names = index.lines().filter_map(|line| line.split(" | ").next());
    let kind = |(number, name): (usize, &str)| {
        let letter = letter(number, &data(name));
        if name.rsplit_once('.').is_some_and(|(_, end)| end == "txt") { plain(letter) } else { letter }
    };
    names.enumerate().map(kind).collect()
}

fn plain(letter: Vec<u8>) -> Vec<u8> {
    String::from_utf8(letter).unwrap().replacen("text/html", "text/plain", 1).into_bytes()
}

/// Evenly from 10 to 200 KB, the largest last.
fn sizes() -> impl Iterator<Item = (usize, usize)> {
    (0..SIZES).map(|number| (number, (10 + number * 190 / (SIZES - 1)) << 10))
}

fn tables() -> Vec<Vec<u8>> {
    let row =
        "<tr><td style='padding:6px'><b>Analyse</b></td><td>12,5 g/L</td><td>Commentaire du biologiste.</td></tr>";
    let table = |(number, size): (usize, usize)| {
        letter(1_000 + number, &format!("<table width='600'>{}</table>", row.repeat(size / row.len())))
    };
    sizes().map(table).collect()
}

/// One after the other, what is in the body of a real one.
fn news() -> Vec<Vec<u8>> {
    let page = data("lettre-mjml.html");
    let start = page.find("<body").and_then(|body| Some(body + page[body..].find('>')? + 1)).unwrap();
    let end = page.find("</body>").unwrap();
    let (head, inside) = (&page[..start], &page[start..end]);
    let times = |size: usize| (size.saturating_sub(head.len()) / inside.len()).max(1);
    sizes()
        .map(|(number, size)| letter(2_000 + number, &format!("{head}{}</body>", inside.repeat(times(size)))))
        .collect()
}
