//! Makes a message of each card: people, dates, threads, flags, and the bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Address, Flag, Flags, Timestamp};
use crate::mime::compose::{self, Letter};

use super::calendar::Calendar;
use super::enclosure::{self, Sheet};
use super::labs::Bench;
use super::patients::{self, Patient};
use super::people::{ME, People, Person};
use super::script::{Card, Form};
use super::words::Blanks;
use super::{DemoMessage, account, newsletter, quote, webpage};

const SENT: &str = "Envoyés";
const DRAFTS: &str = "Brouillons";
const ARCHIVES: &str = "Archives";
const JUNK: &str = "Indésirables";

/// A message, and where it lies.
pub(super) struct Posted {
    pub(super) folder: String,
    pub(super) message: DemoMessage,
}

pub(super) struct Delivery {
    calendar: Calendar,
    people: People,
    patients: Vec<Patient>,
    bench: Bench,
    answered: BTreeSet<&'static str>,
    past: BTreeMap<&'static str, Letter>,
}

/// The words of a message in its forms.
struct Body {
    subject: String,
    text: String,
    html: Option<String>,
}

impl Delivery {
    pub(super) fn new(calendar: Calendar, cards: &[Card]) -> Self {
        let mine = cards.iter().filter(|card| card.from == ME && card.folder != Some(DRAFTS));
        Self {
            calendar,
            people: People::load(),
            patients: patients::all(),
            bench: Bench::default(),
            answered: mine.filter_map(|card| card.answers).collect(),
            past: BTreeMap::new(),
        }
    }

    /// Cards come in the order of the stories: an answer finds what it answers.
    pub(super) fn post(&mut self, card: &Card) -> Option<Posted> {
        let letter = self.letter(card)?;
        let day = self.calendar.local(letter.date).0;
        let folder = folder(card, day.year());
        let message = DemoMessage {
            raw: raw(card, &letter),
            flags: self.flags(card, &folder),
            keywords: card.tags.split_whitespace().map(account::keyword).collect(),
            received: Timestamp(letter.date.0 + transit(card.name)),
        };
        let _ = self.past.insert(card.name, letter);
        Some(Posted { folder, message })
    }

    fn letter(&mut self, card: &Card) -> Option<Letter> {
        let author = self.people.find(card.from)?;
        let me = self.people.find(ME)?;
        let date = self.calendar.moment(card.when?);
        let (day, time) = self.calendar.local(date);
        let patient = self.patients.iter().find(|patient| Some(patient.key) == card.patient);
        let blanks = Blanks { date: day, patient };
        let past = card.answers.and_then(|answered| self.past.get(answered));

        let mut attachments = vec![];
        let body = match (card.form, patient) {
            (Form::Lab, Some(patient)) => {
                let report = self.bench.report(card.text, patient, day, time, &author.letterhead);
                attachments.push(report.file);
                Body { subject: report.subject, text: report.text, html: None }
            }
            _ => body(card, &author, blanks, past, &self.calendar),
        };
        let sheet = Sheet { author: &author, reader: &me, blanks, text: card.text };
        attachments.extend(card.enclosures.iter().map(|section| enclosure::make(section, &sheet)));
        let references = |past: &Letter| past.references.iter().chain([&past.message_id]).cloned().collect();
        Some(Letter {
            to: self.to(card, past),
            cc: self.people.recipients(card.cc),
            reply_to: vec![],
            subject: body.subject,
            date,
            message_id: message_id(card, date, &author.address),
            in_reply_to: past.map(|past| past.message_id.clone()),
            references: past.map(references).unwrap_or_default(),
            text: body.text,
            html: body.html,
            attachments,
            headers: headers(card, &author.address),
            from: author.address,
        })
    }

    fn to(&self, card: &Card, past: Option<&Letter>) -> Vec<Address> {
        match (card.to, past) {
            (Some(keys), _) => self.people.recipients(keys),
            (None, Some(past)) if card.from == ME => vec![past.from.clone()],
            (None, _) if card.from == ME => vec![],
            (None, _) => self.people.recipients(ME),
        }
    }

    fn flags(&self, card: &Card, folder: &str) -> Flags {
        let said = |state: &str| card.state.split_whitespace().any(|said| said == state);
        let all = [
            (Flag::Seen, !said("unread")),
            (Flag::Answered, said("answered") || self.answered.contains(card.name)),
            (Flag::Flagged, said("flagged")),
            (Flag::Draft, folder == DRAFTS),
            (Flag::Junk, folder == JUNK),
        ];
        all.into_iter().filter(|(_, set)| *set).map(|(flag, _)| flag).collect()
    }
}

fn raw(card: &Card, letter: &Letter) -> Vec<u8> {
    match (card.form, &letter.html) {
        (Form::HtmlOnly, Some(html)) => {
            let bare = Letter { html: None, ..letter.clone() };
            webpage::without_text(&compose::compose(&bare), html)
        }
        _ => compose::compose(letter),
    }
}

fn body(card: &Card, author: &Person, blanks: Blanks, past: Option<&Letter>, calendar: &Calendar) -> Body {
    let answer = || past.map(|past| quote::subject(&past.subject)).unwrap_or_default();
    let subject = card.subject.map_or_else(answer, |subject| blanks.fill(subject));
    let mut text = blanks.fill(card.text);
    match card.form {
        Form::Newsletter => {
            let (text, html) = newsletter::write(&text, &author.address.name);
            return Body { subject, text, html: Some(html) };
        }
        Form::HtmlOnly => {
            let html = webpage::advertisement(&text, &subject, &author.address.name);
            return Body { subject, text: String::new(), html: Some(html) };
        }
        Form::Plain | Form::Both | Form::Lab => {}
    }
    let signature = author.signature.lines().next();
    if !card.unsigned && signature.is_some() && text.lines().next_back() != signature {
        text = format!("{text}\n\n{}", author.signature);
    }
    if let Some(past) = past {
        let (day, time) = calendar.local(past.date);
        text = format!("{text}\n\n{}", quote::quoted(&past.from.name, day, time, &past.text));
    }
    let html = (card.form == Form::Both).then(|| webpage::letter(&text));
    Body { subject, text, html }
}

/// Archived mail lies in the folder of its year, unless a slash says that it
/// lies in none.
fn folder(card: &Card, year: i16) -> String {
    match card.folder {
        Some(ARCHIVES) => format!("{ARCHIVES}/{year}"),
        Some(folder) => folder.trim_end_matches('/').to_owned(),
        None if card.from == ME => SENT.to_owned(),
        None => "INBOX".to_owned(),
    }
}

fn message_id(card: &Card, date: Timestamp, author: &Address) -> String {
    let domain = author.email.rsplit('@').next().unwrap_or_default();
    format!("{:x}.{}@{domain}", date.0, card.name)
}

fn headers(card: &Card, author: &Address) -> Vec<(String, String)> {
    let mut headers = vec![];
    let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
    if card.receipt {
        add("Disposition-Notification-To", format!("<{}>", author.email));
    }
    if card.form == Form::Newsletter {
        let domain = author.email.rsplit('@').next().unwrap_or_default();
        add("List-Unsubscribe", format!("<https://www.{domain}/desabonnement>"));
    }
    headers
}

/// Seconds on the way, the same each time.
fn transit(name: &str) -> i64 {
    name.bytes().map(i64::from).sum::<i64>() % 50 + 2
}
