//! What a person reads, made to be looked at: cleaned, laid out and painted in
//! the confined child, which has no file, no network and no other process to
//! reach. The parent gets pictures of the page and where things are on it.
//!
//! Nothing is ever fetched from here; a page that kills its child is told as
//! one that cannot be shown.

mod calendar;
mod card;
pub mod clean;
mod contact;
mod fonts;
mod health;
mod page;
pub mod plain;
mod plate;
mod print;
mod voice;
mod wire;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use crate::child::{self, Bytes, Job};

use fonts::Fonts;
use page::Page;
use plate::Plate;
use voice::Voice;

pub use wire::{
    Answer, Clinical, FOLD, Fitted, Grain, Laid, Light, Link, Look, Passage, Printed, Question, Quotes, Reach, Reading,
    Sheet, Spot, Strip,
};

/// The child that lays out and paints.
pub const JOB: Job = Job {
    name: "render",
    confined: true,
    memory: 3 << 30,
    processor: Duration::from_mins(5),
    question: 96 << 20,
    answer: 48 << 20,
};

/// The longest that printing is worth: a book takes some seconds.
pub const PRINTING: Duration = Duration::from_mins(1);

/// The longest that a page is worth. An honest one takes a hundredth.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The child's whole life: one page at a time.
pub fn serve() -> ExitCode {
    child::serve_prepared(
        &JOB,
        || (Fonts::open(), Voice::open()),
        |(fonts, mut voice)| {
            let mut page = None;
            move |question| answer(&fonts, &mut voice, &mut page, question)
        },
    )
}

/// What is on show: laid out here, or as it came.
enum Shown {
    Page(Box<Page>),
    Plate(Box<Plate>),
}

impl Shown {
    fn open(fonts: &Fonts, voice: &mut Voice, reading: Reading, look: Look) -> Self {
        match reading.passages.first() {
            Some(Passage::Pdf(bytes)) => Self::Plate(Box::new(Plate::of_pdf(bytes.0.clone(), look))),
            Some(Passage::Picture(bytes)) => Self::Plate(Box::new(Plate::of_picture(&bytes.0, look))),
            _ => Self::Page(Box::new(Page::open(fonts, voice, reading, look))),
        }
    }

    fn laid(&self) -> Laid {
        match self {
            Self::Page(page) => page.laid().clone(),
            Self::Plate(plate) => plate.laid().clone(),
        }
    }
}

fn answer(fonts: &Fonts, voice: &mut Voice, shown: &mut Option<Shown>, question: Question) -> Answer {
    match question {
        Question::Open(reading, look) => {
            // The last one first: two pages need not fit at once.
            *shown = None;
            Answer::Laid(shown.insert(Shown::open(fonts, voice, Arc::unwrap_or_clone(reading), look)).laid())
        }
        Question::Print(reading, sheet) => {
            print::print(fonts, voice, Arc::unwrap_or_clone(reading), &sheet).map_or(Answer::Nothing, Answer::Printed)
        }
        Question::Fit(bytes, most) => plate::fit(&bytes.0, most).map_or(Answer::Nothing, Answer::Fitted),
        Question::Quote(reading) => match reading.passages.as_slice() {
            [Passage::Html(html)] => Answer::Quoted(clean::quotable(html)),
            _ => Answer::Nothing,
        },
        question => match shown {
            Some(Shown::Page(page)) => ask_page(page, voice, question),
            Some(Shown::Plate(plate)) => ask_plate(plate, &question),
            None => Answer::Nothing,
        },
    }
}

fn ask_page(page: &mut Page, voice: &mut Voice, question: Question) -> Answer {
    match question {
        Question::Open(..) | Question::Print(..) | Question::Quote(_) | Question::Fit(..) => Answer::Nothing,
        Question::Lay(look) => Answer::Laid(page.lay(voice, look).clone()),
        Question::Paint(strip) => painted(page.paint(strip)),
        Question::Select(reach) => Answer::Selected(page.select(reach)),
        Question::Copy => Answer::Words(page.selected_words()),
        Question::Find(words) => Answer::Found(page.find(&words)),
        Question::Words => Answer::Words(page.all_words(voice)),
    }
}

fn ask_plate(plate: &mut Plate, question: &Question) -> Answer {
    match question {
        Question::Open(..) | Question::Print(..) | Question::Quote(_) | Question::Fit(..) => Answer::Nothing,
        Question::Lay(look) => Answer::Laid(plate.lay(*look).clone()),
        Question::Paint(strip) => painted(plate.paint(*strip)),
        Question::Select(reach) => Answer::Selected(plate.select(*reach)),
        Question::Find(words) => Answer::Found(plate.find(words)),
        Question::Copy => Answer::Words(plate.selected_words()),
        Question::Words => Answer::Words(plate.words()),
    }
}

fn painted(pixels: Option<Vec<u8>>) -> Answer {
    pixels.map_or(Answer::Blank, |pixels| Answer::Painted(Bytes(pixels)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths on a page are small and positive")]
fn whole(length: f32) -> u32 {
    length as u32
}
