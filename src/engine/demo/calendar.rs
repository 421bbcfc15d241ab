//! Days as a French practice lives them: the stories count in working days, so
//! that nothing falls on a Sunday, and dates are written out in French.

use jiff::Span;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use crate::domain::Timestamp;

/// France, without asking the system for its time zones.
const FRENCH_TIME: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// When something happens, told from the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    MinutesAgo(i64),
    /// So many working days ago, at a time of the day.
    WorkingDay(i32, Time),
}

impl When {
    /// `25min`, `3h`, or `12 09:14`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(minutes) = text.strip_suffix("min") {
            return minutes.parse().ok().map(Self::MinutesAgo);
        }
        if let Some(hours) = text.strip_suffix('h') {
            return hours.parse::<i64>().ok().map(|hours| Self::MinutesAgo(hours * 60));
        }
        let (days, time) = text.split_once(' ')?;
        Some(Self::WorkingDay(days.parse().ok()?, clock(time)?))
    }
}

/// `09:14`
pub(super) fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The present, and what follows from it.
pub(super) struct Calendar {
    now: Timestamp,
    zone: TimeZone,
}

impl Calendar {
    pub(super) fn at(now: Timestamp) -> Self {
        Self { now, zone: TimeZone::posix(FRENCH_TIME).unwrap_or(TimeZone::UTC) }
    }

    pub(super) fn moment(&self, when: When) -> Timestamp {
        match when {
            When::MinutesAgo(minutes) => Timestamp(self.now.0 - minutes * 60),
            When::WorkingDay(days, time) => {
                let day = working_days(self.local(self.now).0, -days);
                let there = day.to_datetime(time).to_zoned(self.zone.clone());
                there.map_or(self.now, |there| Timestamp(there.timestamp().as_second()))
            }
        }
    }

    /// The date and the time of day that a French wall shows.
    pub(super) fn local(&self, moment: Timestamp) -> (Date, Time) {
        let instant = jiff::Timestamp::from_second(moment.0).unwrap_or_default();
        let there = instant.to_zoned(self.zone.clone());
        (there.date(), there.time())
    }
}

/// The date so many working days later, or earlier. From a day of rest, the
/// first one is the working day after or before it.
pub(super) fn working_days(from: Date, days: i32) -> Date {
    let step = Span::new().days(days.signum());
    let mut date = from;
    for _ in 0..days.abs() {
        date = date.saturating_add(step);
        while rest(date) {
            date = date.saturating_add(step);
        }
    }
    date
}

/// Week-ends, and the feasts that have a date of their own.
fn rest(date: Date) -> bool {
    let feasts = [(1, 1), (1, 5), (8, 5), (14, 7), (15, 8), (1, 11), (11, 11), (25, 12)];
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) || feasts.contains(&(date.day(), date.month()))
}

/// `09/03/2024`
pub(super) fn short(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// `9 mars 2024`
pub(super) fn long(date: Date) -> String {
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{day} {} {}", month(date), date.year())
}

/// `mardi 14 mars`
pub(super) fn with_weekday(date: Date) -> String {
    let weekday = WEEKDAYS.iter().zip(1..).find(|(_, number)| *number == date.weekday().to_monday_one_offset());
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{} {day} {}", weekday.map_or("", |(name, _)| name), month(date))
}

/// `mars`
pub(super) fn month(date: Date) -> &'static str {
    MONTHS.iter().zip(1..).find(|(_, number)| *number == date.month()).map_or("", |(name, _)| name)
}

/// `20240309`, as file names have it.
pub(super) fn compact(date: Date) -> String {
    format!("{}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Full years lived on a date.
pub(super) fn age(birth: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    on.year() - birth.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{age, long, with_weekday, working_days};

    #[test]
    fn yesterday_of_a_week_end_is_friday() {
        assert_eq!(working_days(date(2026, 11, 21), -1), date(2026, 11, 20));
        assert_eq!(working_days(date(2026, 11, 22), -1), date(2026, 11, 20));
        assert_eq!(working_days(date(2026, 11, 22), -6), date(2026, 11, 13));
        assert_eq!(working_days(date(2026, 11, 21), 1), date(2026, 11, 23));
    }

    #[test]
    fn nobody_works_on_a_feast() {
        assert_eq!(working_days(date(2026, 11, 18), -5), date(2026, 11, 10));
        assert_eq!(working_days(date(2026, 11, 18), 3), date(2026, 11, 23));
        assert_eq!(working_days(date(2026, 11, 11), 0), date(2026, 11, 11));
    }

    #[test]
    fn dates_are_written_as_the_french_do() {
        assert_eq!(long(date(2026, 8, 1)), "1er août 2026");
        assert_eq!(with_weekday(date(2026, 11, 18)), "mercredi 18 novembre");
        assert_eq!(age(date(1944, 12, 12), date(2026, 11, 21)), 81);
    }
}
