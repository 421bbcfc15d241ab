//! The one place that prints: lines or JSON on standard output, progress and
//! faults on standard error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::engine::{Fault, FaultKind, Subject};
use crate::i18n::Words;

pub struct Out {
    pub words: Words,
    json: bool,
    terminal: bool,
    bar: bool,
}

impl Out {
    pub fn new(words: Words, json: bool) -> Self {
        Self { words, json, terminal: io::stderr().is_terminal(), bar: false }
    }

    /// The result: a value for scripts, or lines for people.
    pub fn result<T: Serialize>(&mut self, value: &T, lines: impl FnOnce(&Words) -> Vec<String>) {
        let text = if self.json {
            serde_json::to_string_pretty(value).unwrap_or_default()
        } else {
            lines(&self.words).join("\n")
        };
        if !text.is_empty() {
            line(io::stdout().lock(), &text);
        }
    }

    /// A script reads it.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Bytes as they are.
    pub fn bytes(bytes: &[u8]) -> Result<(), Fault> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => Ok(()),
            // A closed pipe is the reader's choice; half a letter in a file is not.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => {
                let full = error.kind() == io::ErrorKind::StorageFull;
                let kind = if full { FaultKind::DiskFull } else { FaultKind::FileUnwritable };
                Err(Fault::new(kind, Subject::File, error.kind().to_string()))
            }
        }
    }

    /// Where the work stands; only for somebody who watches.
    pub fn progress(&mut self, text: &str) {
        if self.terminal && !self.json {
            self.bar = true;
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[2K{text}").and_then(|()| stderr.flush());
        }
    }

    pub fn fault(&mut self, fault: &Fault) {
        self.end_progress();
        let notice = fault.kind.words();
        let sentence = format!("{} {}", self.words.say(notice.sentence), self.words.say(notice.remedy));
        line(io::stderr().lock(), &sentence);
        if !fault.detail.is_empty() {
            line(io::stderr().lock(), &format!("({})", fault.detail));
        }
    }

    /// Beside the result: what a person should know.
    pub fn remark(&mut self, sentence: &str) {
        self.end_progress();
        line(io::stderr().lock(), sentence);
    }

    pub fn end_progress(&mut self) {
        if std::mem::take(&mut self.bar) {
            line(io::stderr().lock(), "");
        }
    }
}

/// A start that came to nothing.
pub fn complain(sentence: &str) {
    line(io::stderr().lock(), sentence);
}

fn line(mut to: impl Write, text: &str) {
    // A closed pipe is the reader's choice.
    let _ = writeln!(to, "{text}");
}
