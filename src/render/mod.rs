//! What a person reads, made to be looked at: cleaned, laid out and painted in
//! the confined child, which has no file, no network and no other process to
//! reach. The parent gets pictures of the page and where things are on it.
//!
//! Nothing is ever fetched from here; a page that kills its child is told as
//! one that cannot be shown.

pub mod clean;
mod fonts;
mod page;
pub mod plain;
mod wire;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use crate::child::{self, Bytes, Job};

use fonts::Fonts;
use page::Page;

pub use wire::{Answer, Grain, Laid, Light, Link, Look, Passage, Question, Reach, Reading, Spot, Strip};

/// The child that lays out and paints.
pub const JOB: Job = Job {
    name: "render",
    confined: true,
    memory: 3 << 30,
    processor: Duration::from_secs(300),
    question: 96 << 20,
    answer: 48 << 20,
};

/// The longest that a page is worth. An honest one takes a hundredth.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The child's whole life: one page at a time.
pub fn serve() -> ExitCode {
    child::serve_prepared(&JOB, Fonts::open, |fonts| {
        let mut page = None;
        move |question| answer(&fonts, &mut page, question)
    })
}

fn answer(fonts: &Fonts, shown: &mut Option<Page>, question: Question) -> Answer {
    match question {
        Question::Open(reading, look) => {
            // The last one first: two pages need not fit at once.
            *shown = None;
            let page = shown.insert(Page::open(fonts, Arc::unwrap_or_clone(reading), look));
            Answer::Laid(page.laid().clone())
        }
        question => shown.as_mut().map_or(Answer::Nothing, |page| ask(page, question)),
    }
}

fn ask(page: &mut Page, question: Question) -> Answer {
    match question {
        Question::Open(..) => Answer::Nothing,
        Question::Lay(look) => Answer::Laid(page.lay(look).clone()),
        Question::Paint(strip) => page.paint(strip).map_or(Answer::Nothing, |pixels| Answer::Painted(Bytes(pixels))),
        Question::Select(reach) => Answer::Selected(page.select(reach)),
        Question::Copy => Answer::Words(page.selected_words()),
        Question::Find(words) => Answer::Found(page.find(&words)),
        Question::Words => Answer::Words(page.words()),
    }
}
