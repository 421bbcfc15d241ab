//! As many French medical mails as a test wants, the same ones each time:
//! message number `i` depends on `i` alone. All people, places and results
//! are invented, and all domains are under `.example`.

mod attachment;
pub mod dice;
mod encoding;
mod words;

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::{self, TimeZone};

use super::maildir::Letter;
use attachment::Attachment;
use dice::Dice;

/// 1 November 2025; a mail every five minutes from then on.
const START: i64 = 1_761_955_200;
const EVERY: i64 = 300;

/// As they come to a practice: half are below 7 KB, some hold a scan of
/// megabytes, the mean is near 60 KB.
pub fn heavy(to: &str, count: usize) -> impl Iterator<Item = Letter> {
    letters(to, count, Weight::Heavy)
}

/// Text and small attachments, near 4 KB: for tests of many rather than much.
pub fn light(to: &str, count: usize) -> impl Iterator<Item = Letter> {
    letters(to, count, Weight::Light)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Light,
    Heavy,
}

fn letters(to: &str, count: usize, weight: Weight) -> impl Iterator<Item = Letter> {
    let to = to.to_owned();
    (0..count as u64).map(move |number| Letter {
        bytes: Mail::new(number, &to).write(weight),
        flags: Dice::new(number, "flags").weighted(&[(15, ""), (65, "S"), (14, "RS"), (4, "FS"), (2, "FRS")]),
        received: SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(date(number).unsigned_abs())),
    })
}

fn date(number: u64) -> i64 {
    START + i64::try_from(number).expect("a number that fits") * EVERY
}

/// One message while it is written.
struct Mail<'a> {
    number: u64,
    to: &'a str,
    dice: Dice,
    bytes: Vec<u8>,
}

impl<'a> Mail<'a> {
    fn new(number: u64, to: &'a str) -> Self {
        Self { number, to, dice: Dice::new(number, "mail"), bytes: Vec::with_capacity(8192) }
    }

    fn write(mut self, weight: Weight) -> Vec<u8> {
        self.headers();
        let text = self.text(weight);
        let (plain, html, alternative) = match weight {
            Weight::Light => (50, 10, 30),
            Weight::Heavy => (26, 6, 24),
        };
        match self.dice.below(100) {
            n if n < plain => encoding::part(&mut self.bytes, "text/plain", &text, &mut self.dice),
            n if n < plain + html => encoding::part(&mut self.bytes, "text/html", &as_html(&text), &mut self.dice),
            n if n < plain + html + alternative => self.alternative(&text),
            _ => self.mixed(&text, weight),
        }
        self.bytes
    }

    fn line(&mut self, line: &str) {
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
    }

    fn headers(&mut self) {
        let (name, address) = sender(self.number);
        let when = Timestamp::from_second(date(self.number)).expect("a date of this century");
        let when = when.to_zoned(TimeZone::fixed(tz::offset(1)));
        let when = rfc2822::to_string(&when).expect("a date that can be written");
        let (to, relay) = (self.to, self.dice.below(8) + 1);
        self.line(&format!("Return-Path: <{address}>"));
        self.line(&format!("Received: from mx{relay}.relais.example (mx{relay}.relais.example [192.0.2.{relay}])"));
        self.line(&format!("\tby mail.cabinet.example with ESMTPS id {:010x}", self.number));
        self.line(&format!("\tfor <{to}>; {when}"));
        let from = encoding::words(&name, &mut self.dice);
        self.line(&format!("From: {from} <{address}>"));
        self.line(&format!("To: <{to}>"));
        if self.dice.percent(20) {
            let (name, address) = words::person(&mut self.dice);
            let name = encoding::words(&name, &mut self.dice);
            self.line(&format!("Cc: {name} <{address}>"));
        }
        let subject = encoding::words(&subject(self.number), &mut self.dice);
        self.line(&format!("Subject: {subject}"));
        self.line(&format!("Date: {when}"));
        self.line(&format!("Message-ID: {}", message_id(self.number)));
        let ancestors = ancestors(self.number);
        if let Some(parent) = ancestors.first() {
            self.line(&format!("In-Reply-To: {}", message_id(*parent)));
            let references: Vec<String> = ancestors.iter().take(12).rev().map(|number| message_id(*number)).collect();
            self.line(&format!("References: {}", references.join("\r\n ")));
        }
        if self.dice.percent(10) {
            self.line(&format!("Disposition-Notification-To: <{address}>"));
        }
        if self.dice.percent(5) {
            self.line("X-Priority: 1 (Highest)");
            self.line("Importance: high");
        }
        self.line("MIME-Version: 1.0");
    }

    fn text(&mut self, weight: Weight) -> String {
        let paragraphs = match weight {
            Weight::Light => 3 + self.dice.below(6),
            Weight::Heavy => 4 + self.dice.below(6),
        };
        let mut text = words::letter(&mut self.dice, paragraphs);
        if let Some(parent) = parent(self.number) {
            let (name, _) = sender(parent);
            let quoted = words::letter(&mut Dice::new(parent, "quoted"), 2);
            text += &format!("\n\n{name} a écrit :\n> {}", quoted.replace('\n', "\n> "));
        }
        text
    }

    fn alternative(&mut self, text: &str) {
        let edge = self.open("alternative");
        self.between(&edge);
        encoding::part(&mut self.bytes, "text/plain", text, &mut self.dice);
        self.between(&edge);
        encoding::part(&mut self.bytes, "text/html", &as_html(text), &mut self.dice);
        self.close(&edge);
    }

    fn mixed(&mut self, text: &str, weight: Weight) {
        let edge = self.open("mixed");
        self.between(&edge);
        if self.dice.percent(40) {
            self.alternative(text);
        } else {
            encoding::part(&mut self.bytes, "text/plain", text, &mut self.dice);
        }
        let attachments = match weight {
            Weight::Light => vec![Attachment::results(&mut self.dice)],
            Weight::Heavy => Attachment::some(&mut self.dice, text),
        };
        for attachment in attachments {
            self.between(&edge);
            attachment.write(&mut self.bytes);
        }
        self.close(&edge);
    }

    /// The header of a multipart, with the string that will part its parts.
    fn open(&mut self, kind: &str) -> String {
        let edge = format!("=_{:016x}", self.dice.next());
        self.line(&format!("Content-Type: multipart/{kind}; boundary=\"{edge}\""));
        self.line("");
        edge
    }

    fn between(&mut self, edge: &str) {
        self.line(&format!("\r\n--{edge}"));
    }

    fn close(&mut self, edge: &str) {
        self.line(&format!("\r\n--{edge}--"));
    }
}

/// What a message answers: a third of them answer one of the last hundred.
fn parent(number: u64) -> Option<u64> {
    let mut dice = Dice::new(number, "parent");
    if number < 10 || !dice.percent(35) {
        return None;
    }
    let back = 1 + dice.below(10) * dice.below(10);
    number.checked_sub(back)
}

/// The nearest first.
fn ancestors(number: u64) -> Vec<u64> {
    std::iter::successors(parent(number), |number| parent(*number)).collect()
}

fn sender(number: u64) -> (String, String) {
    words::person(&mut Dice::new(number, "sender"))
}

fn subject(number: u64) -> String {
    let first = ancestors(number).last().copied();
    let subject = words::subject(&mut Dice::new(first.unwrap_or(number), "subject"));
    match first {
        None => subject,
        Some(_) => Dice::new(number, "prefix").pick(&["Re: ", "Re: ", "RE: ", "TR: "]).to_string() + &subject,
    }
}

fn message_id(number: u64) -> String {
    format!("<{:016x}.{number}@relais.example>", Dice::new(number, "id").next())
}

fn as_html(text: &str) -> String {
    let mut html =
        String::from("<html><head><style>p { font-family: Arial; margin: 0 0 8px }</style></head>\n<body>\n");
    for paragraph in text.split('\n').filter(|line| !line.is_empty()) {
        html += &format!("<p>{paragraph}</p>\n");
    }
    html + "</body></html>\n"
}
