//! What a list of 100,000 messages costs: `cargo bench --bench list`.
//!
//! A turn is a scroll to somewhere else: the message, the view, its layout and
//! the events of a frame. The budget is 8 ms.

#![allow(dead_code, reason = "the panes' tests share their practice with this bench")]
#![allow(unused_imports, reason = "idem")]
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

#[path = "../support/mod.rs"]
mod support;
#[path = "../ui/mod.rs"]
mod ui;

use std::time::Duration;

use sceau::domain::Grouping;
use sceau::i18n::Language;
use sceau::ui::pane::list;
use ui::harness::Harness;
use ui::list::{ListStage, scrolled};

const ROWS: i64 = 100_000;
const TURNS: u32 = 2000;

fn main() {
    let stage = || ListStage::new(ROWS, Language::Fr).folder();
    let plain = turns("", Harness::new(stage(), 380.0, 1080.0));
    let mut window = plain;
    for (name, grouping) in [("by day: ", Grouping::Day), ("conversations: ", Grouping::Conversation)] {
        let _ = turns(name, Harness::new(stage().grouped(grouping), 380.0, 1080.0));
    }
    let _ = turns("in columns: ", Harness::new(stage().grouped(Grouping::Conversation).in_columns(), 900.0, 1080.0));
    deeds();
    let mut paints: Vec<Duration> = Vec::new();
    for turn in 0..60 {
        window.tell(scrolled(far(turn)));
        let start = std::time::Instant::now();
        let _ = window.pixels();
        paints.push(start.elapsed());
    }
    paints.sort();
    println!("{:22} median {:6.3} ms", "painting it whole", paints[30].as_secs_f64() * 1e3);
}

/// What turns cost in such a window.
fn turns(what: &str, mut window: Harness<ListStage>) -> Harness<ListStage> {
    let near = |turn: u32| 40.0 * f64::from(turn);
    for (name, place) in [("a notch of the wheel", &near as &dyn Fn(u32) -> f64), ("a jump by the bar", &far)] {
        let mut turns: Vec<Duration> = (0..TURNS).map(|turn| window.turn(scrolled(place(turn)))).collect();
        turns.sort();
        let at = |share: f64| turns[((turns.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        let name = format!("{what}{name}");
        println!("{name:37} median {:6.3} ms   99 % {:6.3} ms   worst {:6.3} ms", at(0.5), at(0.99), at(1.0));
    }
    window
}

fn far(turn: u32) -> f64 {
    f64::from(turn.wrapping_mul(2_654_435_761) % 5_500_000)
}

/// What is done to the whole list at once.
fn deeds() {
    let mut window = Harness::new(ListStage::new(ROWS, Language::Fr).folder(), 380.0, 1080.0);
    let all = window.turn(list::Message::AllChosen);
    println!("{:37} {:6.3} ms", "all of them chosen", all.as_secs_f64() * 1e3);
    let after = window.turn(scrolled(1000.0));
    println!("{:37} {:6.3} ms", "a turn after that", after.as_secs_f64() * 1e3);
    let mut window =
        Harness::new(ListStage::new(ROWS, Language::Fr).folder().grouped(Grouping::Conversation), 380.0, 1080.0);
    window.stage.choose(0);
    let opened = window.turn(list::Message::WentIn);
    println!("{:37} {:6.3} ms", "a conversation opened", opened.as_secs_f64() * 1e3);
}
