//! The appointments of a calendar, as values: only what a card says.

use super::super::card::line::Line;
use super::time::{Length, Stamp};
use super::zone::Zones;

/// Containers within each other.
const DEPTH: usize = 10;
/// Days that are left out of a series, or added to it.
const DATES: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// In capital letters; empty where it says none.
    pub(super) method: String,
    pub(super) events: Vec<Event>,
    pub(super) zones: Zones,
}

#[derive(Debug, Default)]
pub(super) struct Event {
    pub(super) summary: String,
    pub(super) location: String,
    pub(super) description: String,
    pub(super) comment: String,
    /// In capital letters.
    pub(super) status: String,
    /// Not the first that is said of it.
    pub(super) changed: bool,
    pub(super) start: Option<Stamp>,
    pub(super) end: Option<Stamp>,
    pub(super) length: Option<Length>,
    /// How it repeats, as it is written.
    pub(super) rules: Vec<String>,
    pub(super) added: usize,
    pub(super) left_out: usize,
    /// One day of a series, and not the series.
    pub(super) one_of_many: bool,
    pub(super) organizer: Option<Person>,
    pub(super) attendees: Vec<Person>,
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) address: String,
    /// What was answered, in capital letters.
    pub(super) part: String,
    pub(super) optional: bool,
}

impl Calendar {
    pub(super) fn read(lines: &[Line]) -> Self {
        let mut calendar = Self::default();
        let mut open: Vec<String> = Vec::new();
        let mut event = None;
        for line in lines {
            match line.name.as_str() {
                "BEGIN" if open.len() < DEPTH => {
                    let name = line.value.trim().to_ascii_uppercase();
                    if name == "VEVENT" {
                        calendar.events.extend(event.replace(Event::default()));
                    }
                    calendar.zones.begin(&name);
                    open.push(name);
                }
                "END" => {
                    let name = line.value.trim().to_ascii_uppercase();
                    if let Some(at) = open.iter().rposition(|other| *other == name) {
                        open.truncate(at);
                    }
                    if name == "VEVENT" {
                        calendar.events.extend(event.take());
                    }
                    calendar.zones.end(&name);
                }
                _ => match (open.last().map(String::as_str), &mut event) {
                    (Some("VEVENT"), Some(event)) => event.learn(line),
                    (Some("VTIMEZONE" | "STANDARD" | "DAYLIGHT"), _) => calendar.zones.learn(line),
                    (Some("VCALENDAR") | None, _) if line.name == "METHOD" => {
                        calendar.method = line.value.trim().to_ascii_uppercase();
                    }
                    _ => {}
                },
            }
        }
        // The end of the file may be missing.
        calendar.events.extend(event);
        calendar.events.retain(|event| event.start.is_some() || !event.summary.trim().is_empty());
        calendar
    }
}

impl Event {
    fn learn(&mut self, line: &Line) {
        let dates = |line: &Line| line.value.split(',').take(DATES).count();
        match line.name.as_str() {
            "SUMMARY" => self.summary = line.text(),
            "LOCATION" => self.location = line.text(),
            "DESCRIPTION" => self.description = line.text(),
            "COMMENT" => self.comment = line.text(),
            "STATUS" => self.status = line.value.trim().to_ascii_uppercase(),
            "SEQUENCE" => self.changed = line.value.trim().parse::<u32>().is_ok_and(|number| number > 0),
            "DTSTART" => self.start = Stamp::read(line),
            "DTEND" => self.end = Stamp::read(line),
            "DURATION" => self.length = Length::read(&line.value),
            "RRULE" => self.rules.push(line.value.clone()),
            "RDATE" => self.added += dates(line),
            "EXDATE" => self.left_out += dates(line),
            "RECURRENCE-ID" => self.one_of_many = true,
            "ORGANIZER" => self.organizer = Some(Person::read(line)),
            "ATTENDEE" => self.attendees.push(Person::read(line)),
            _ => {}
        }
    }
}

impl Person {
    fn read(line: &Line) -> Self {
        let value = line.value.trim();
        let scheme = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        let address = scheme.map_or("", |_| value.get(7..).unwrap_or_default());
        // Programs that hide it put it here.
        let address = if address.is_empty() { line.parameter("EMAIL").unwrap_or_default() } else { address };
        Self {
            name: line.parameter("CN").unwrap_or_default().trim().to_owned(),
            address: address.trim().to_owned(),
            part: line.parameter("PARTSTAT").unwrap_or_default().to_ascii_uppercase(),
            optional: line.parameter("ROLE").is_some_and(|role| role.eq_ignore_ascii_case("OPT-PARTICIPANT")),
        }
    }
}
