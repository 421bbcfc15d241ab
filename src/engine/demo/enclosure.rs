//! What is joined to a message: letters as PDF, pictures, tables, agendas,
//! visiting cards.

use jiff::civil::{Date, Time};

use crate::mime::compose::Attachment;

use super::calendar::{clock, working_days};
use super::people::Person;
use super::script::Section;
use super::words::Blanks;
use super::{clinical, letterhead, pictures};

/// What a letter needs besides its own text.
pub(super) struct Sheet<'a> {
    pub(super) author: &'a Person,
    pub(super) reader: &'a Person,
    pub(super) blanks: Blanks<'a>,
    /// The text of the card, for a letter that repeats it.
    pub(super) text: &'a str,
}

pub(super) fn make(section: &Section, sheet: &Sheet) -> Attachment {
    let name = sheet.blanks.fill(section.name);
    let text = if section.text.is_empty() { sheet.text } else { section.text };
    let text = sheet.blanks.fill(text);
    let (media_type, bytes) = match section.kind {
        "letter" => ("application/pdf", letterhead::letter(&name, &text, sheet)),
        "csv" => ("text/csv", lines_of_windows(&text)),
        "hprim" => ("application/octet-stream", clinical::results(&text, sheet)),
        "xdm" => ("application/zip", clinical::archive(&text, sheet)),
        "vcf" => ("text/vcard", lines_of_windows(&text)),
        "ics" => ("text/calendar", agenda(section.text, sheet)),
        picture => ("image/png", pictures::draw(picture, &name)),
    };
    Attachment { name, media_type: media_type.to_owned(), bytes, content_id: None }
}

fn lines_of_windows(text: &str) -> Vec<u8> {
    text.lines().flat_map(|line| line.bytes().chain(*b"\r\n")).collect()
}

/// Lines of `+12 20:00 23:59 What`: days from the message on.
fn agenda(text: &str, sheet: &Sheet) -> Vec<u8> {
    let mut lines =
        vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//CPTS//Agenda//FR".to_owned()];
    for (number, line) in text.lines().enumerate() {
        lines.extend(event(line, number, sheet).unwrap_or_default());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines_of_windows(&lines.join("\n"))
}

fn event(line: &str, number: usize, sheet: &Sheet) -> Option<Vec<String>> {
    let mut words = line.splitn(4, ' ');
    let days: i32 = words.next()?.parse().ok()?;
    let (start, end, what) = (clock(words.next()?)?, clock(words.next()?)?, words.next()?);
    let date = working_days(sheet.blanks.date, days);
    let stamp = |date: Date, time: Time| date.to_datetime(time).strftime("%Y%m%dT%H%M%S").to_string();
    Some(vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{number}@cpts-loire-ormes.example", stamp(date, start)),
        format!("DTSTAMP:{}Z", stamp(sheet.blanks.date, Time::midnight())),
        format!("DTSTART;TZID=Europe/Paris:{}", stamp(date, start)),
        format!("DTEND;TZID=Europe/Paris:{}", stamp(date, end)),
        format!("SUMMARY:{what}"),
        "END:VEVENT".to_owned(),
    ])
}
