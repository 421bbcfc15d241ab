//! Pages, laid out and painted by the real child of the real program.

use sceau::child::{Bytes, Program, Worker};
use sceau::i18n::Language;
use sceau::render::{Answer, JOB, Laid, Light, Look, PATIENCE, Passage, Question, Quotes, Reading, Strip};

mod begins;
mod cards;
mod folds;
mod leaves;
mod letters;
mod lives;
mod looks;
mod network;
mod paper;
mod pictures;
mod quotes;
mod surgery;
mod words;

pub(super) const DAY: Light = Light { paper: [255; 3], ink: [20, 24, 31], link: [11, 87, 168], dark: false };
pub(super) const NIGHT: Light = Light { paper: [27, 30, 36], ink: [226, 229, 235], link: [120, 180, 255], dark: true };

pub(super) fn look(width: f32, light: Light) -> Look {
    Look { width, scale: 1.0, zoom: 1.0, light, language: Language::Fr, quotes: Quotes::Whole, beginning: false }
}

pub(super) fn html(html: &str) -> Reading {
    Reading { passages: vec![Passage::Html(html.to_owned())], ..Reading::default() }
}

/// A page in front of a reader.
pub(super) struct Desk {
    worker: Worker<Question, Answer>,
    pub(super) laid: Laid,
}

impl Desk {
    pub(super) async fn with(reading: Reading, look: Look) -> Self {
        Self::of(Program::at(env!("CARGO_BIN_EXE_sceau")), reading, look).await
    }

    pub(super) async fn of(program: Program, reading: Reading, look: Look) -> Self {
        let worker = Worker::new(program, JOB);
        let mut desk = Self { worker, laid: Laid::default() };
        desk.open(reading, look).await;
        desk
    }

    pub(super) async fn open(&mut self, reading: Reading, look: Look) {
        let Answer::Laid(laid) = self.ask(Question::Open(std::sync::Arc::new(reading), look)).await else {
            panic!("no page")
        };
        self.laid = laid;
    }

    pub(super) async fn lay(&mut self, look: Look) {
        let Answer::Laid(laid) = self.ask(Question::Lay(look)).await else { panic!("no page") };
        self.laid = laid;
    }

    pub(super) async fn ask(&mut self, question: Question) -> Answer {
        self.worker.ask(&question, PATIENCE).await.unwrap()
    }

    /// The top of the page, as pixels of four bytes.
    pub(super) async fn painted(&mut self, height: u32) -> Vec<u8> {
        match self.ask(Question::Paint(Strip { top: 0, height })).await {
            Answer::Painted(Bytes(pixels)) => pixels,
            other => panic!("{other:?}"),
        }
    }
}
