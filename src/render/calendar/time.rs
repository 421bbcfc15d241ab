//! Days, times and lengths as calendars write them.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

use super::super::card::line::Line;

/// When something is, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stamp {
    Day(Date),
    /// At the time of a zone; of wherever one is, where none is named.
    At(DateTime, Option<String>),
    World(DateTime),
}

impl Stamp {
    pub(super) fn read(line: &Line) -> Option<Self> {
        let value = line.value.trim();
        match value.split_once(['T', 't']) {
            None => date(value).map(Self::Day),
            Some((day, hour)) => {
                let world = hour.strip_suffix(['Z', 'z']);
                let at = date(day)?.to_datetime(time(world.unwrap_or(hour))?);
                let zone = line.parameter("TZID").map(str::trim).filter(|zone| !zone.is_empty());
                Some(if world.is_some() { Self::World(at) } else { Self::At(at, zone.map(str::to_owned)) })
            }
        }
    }
}

/// `20260303`, or with hyphens.
pub(super) fn date(text: &str) -> Option<Date> {
    let digits = digits(text, '-')?;
    let [year, month, day] = [digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?];
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok().filter(|_| digits.len() == 8)
}

/// `140500`; the seconds may be missing.
fn time(text: &str) -> Option<Time> {
    let digits = digits(text, ':')?;
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |part| part.parse::<i8>().ok());
    let sound = matches!(digits.len(), 4 | 6);
    // A second that was put in between is the last of its minute.
    sound.then(|| Time::new(part(0)?, part(2)?, part(4)?.min(59), 0).ok())?
}

fn digits(text: &str, between: char) -> Option<String> {
    let digits: String = text.chars().filter(|c| *c != between).collect();
    (digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A date and a time of day, whatever zone is meant.
pub(super) fn date_time(text: &str) -> Option<DateTime> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    match text.split_once(['T', 't']) {
        Some((day, hour)) => Some(date(day)?.to_datetime(time(hour)?)),
        None => Some(date(text)?.to_datetime(Time::midnight())),
    }
}

/// How long something lasts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length(Span);

impl Length {
    /// `PT1H30M`, `P2D`, `P1W`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let span: Span = text.trim().trim_start_matches('+').to_ascii_uppercase().parse().ok()?;
        (!span.is_negative() && !span.is_zero()).then_some(Self(span))
    }

    pub(super) fn after(self, start: &Stamp) -> Option<Stamp> {
        Some(match start {
            Stamp::Day(day) => Stamp::Day(day.checked_add(self.0).ok()?),
            Stamp::At(at, zone) => Stamp::At(at.checked_add(self.0).ok()?, zone.clone()),
            Stamp::World(at) => Stamp::World(at.checked_add(self.0).ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::{Length, Stamp, date, date_time, time};

    #[test]
    fn days_and_times_are_read_as_they_are_commonly_written() {
        assert_eq!(date("20260303"), Some(day(2026, 3, 3)));
        assert_eq!(date("2026-03-03"), Some(day(2026, 3, 3)));
        assert_eq!(date_time("20260303T140500Z"), Some(day(2026, 3, 3).at(14, 5, 0, 0)));
        assert_eq!(time("2359"), Some(jiff::civil::time(23, 59, 0, 0)));
        assert_eq!(time("235960"), Some(jiff::civil::time(23, 59, 59, 0)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "2026", "20261301", "20260230", "202603031", "é0260303", "-1", "99999999"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!((time("25"), time("2500"), time("1")), (None, None, None));
    }

    #[test]
    fn what_lasts_ends_later() {
        let start = Stamp::World(day(2026, 3, 3).at(23, 0, 0, 0));
        let end = Length::read("PT1H30M").unwrap().after(&start);
        assert_eq!(end, Some(Stamp::World(day(2026, 3, 4).at(0, 30, 0, 0))));
        let days = Length::read("P1W").unwrap().after(&Stamp::Day(day(2026, 3, 3)));
        assert_eq!(days, Some(Stamp::Day(day(2026, 3, 10))));
        assert!(Length::read("-PT1H").is_none() && Length::read("PT0S").is_none() && Length::read("1h").is_none());
    }
}
