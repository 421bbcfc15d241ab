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

#[path = "../ui/mod.rs"]
mod ui;

use std::time::Duration;

use sceau::i18n::Language;
use ui::harness::Harness;
use ui::list::{ListStage, scrolled};

const ROWS: i64 = 100_000;
const TURNS: u32 = 2000;

fn main() {
    let mut window = Harness::new(ListStage::new(ROWS, Language::Fr).folder(), 380.0, 1080.0);
    let near = |turn: u32| 40.0 * f64::from(turn);
    let far = |turn: u32| f64::from(turn.wrapping_mul(2_654_435_761) % 5_500_000);
    for (name, place) in [("a notch of the wheel", &near as &dyn Fn(u32) -> f64), ("a jump by the bar", &far)] {
        let mut turns: Vec<Duration> = (0..TURNS).map(|turn| window.turn(scrolled(place(turn)))).collect();
        turns.sort();
        let at = |share: f64| turns[((turns.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("{name:22} median {:6.3} ms   99 % {:6.3} ms   worst {:6.3} ms", at(0.5), at(0.99), at(1.0));
    }
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
