//! How something repeats (RFC 5545, 3.3.10), as far as it is said in words.

use jiff::civil::{Date, DateTime, Weekday};

use super::time::date_time;

/// Of each list in a rule.
const MOST: usize = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// A day of the week; the how manieth, from the end where it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weekly {
    pub(super) nth: Option<i8>,
    pub(super) day: Weekday,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    pub(super) every: Every,
    pub(super) interval: u32,
    pub(super) weekdays: Vec<Weekly>,
    pub(super) days: Vec<i8>,
    pub(super) months: Vec<i8>,
    pub(super) count: Option<u32>,
    pub(super) until: Option<Date>,
}

impl Rule {
    /// None where it says something that is not understood here.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            weekdays: Vec::new(),
            days: Vec::new(),
            months: Vec::new(),
            count: None,
            until: None,
        };
        let (mut every, mut position) = (None, None);
        for part in text.trim().split(';').filter(|part| !part.is_empty()).take(MOST) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => every = Some(Every::read(&value)?),
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| *interval > 0)?,
                "BYDAY" => rule.weekdays = list(&value, weekly)?,
                "BYMONTHDAY" => {
                    rule.days = list(&value, |day| day.parse().ok().filter(|day| (-31..=31).contains(day)))?;
                }
                "BYMONTH" => {
                    rule.months = list(&value, |month| month.parse().ok().filter(|month| (1..=12).contains(month)))?;
                }
                "BYSETPOS" => position = Some(value.parse::<i8>().ok()?),
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(date_time(&value)?.date()),
                "WKST" => {}
                _ => return None,
            }
        }
        rule.every = every?;
        match (position, rule.weekdays.as_mut_slice()) {
            (None, _) => {}
            // The second of the Tuesdays is the second Tuesday.
            (Some(position), [one]) if one.nth.is_none() && rule.every == Every::Month => one.nth = Some(position),
            _ => return None,
        }
        Some(rule)
    }

    /// When it happens in a year, where it happens once in each: so do the
    /// changes of the clocks.
    pub(super) fn in_year(&self, year: i16, first: DateTime) -> Option<DateTime> {
        if self.until.is_some_and(|until| year > until.year()) {
            return None;
        }
        let month = self.months.first().copied().unwrap_or_else(|| first.month());
        let start = Date::new(year, month, 1).ok()?;
        let day = match (self.weekdays.first(), self.days.first()) {
            (Some(weekly), None) => start.nth_weekday_of_month(weekly.nth.unwrap_or(1), weekly.day).ok()?,
            // The first such day from there on.
            (Some(weekly), Some(day)) => {
                let from = Date::new(year, month, *day).ok()?;
                if from.weekday() == weekly.day { from } else { from.nth_weekday(1, weekly.day).ok()? }
            }
            (None, Some(day)) => Date::new(year, month, *day).ok()?,
            (None, None) => Date::new(year, month, first.day()).ok()?,
        };
        Some(day.to_datetime(first.time()))
    }
}

impl Every {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "DAILY" => Self::Day,
            "WEEKLY" => Self::Week,
            "MONTHLY" => Self::Month,
            "YEARLY" => Self::Year,
            _ => return None,
        })
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').take(MOST).map(|one| read(one.trim())).collect()
}

/// `MO`, `2TU`, `-1FR`.
fn weekly(text: &str) -> Option<Weekly> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let nth =
        if nth.is_empty() { None } else { Some(nth.trim_start_matches('+').parse().ok().filter(|nth| *nth != 0)?) };
    Some(Weekly { nth, day })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::{Every, Rule, Weekly};

    #[test]
    fn the_usual_rules_are_understood() {
        let rule = Rule::read("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231T225959Z;WKST=MO").unwrap();
        assert_eq!((rule.every, rule.interval, rule.until), (Every::Week, 2, Some(date(2026, 12, 31))));
        assert_eq!(rule.weekdays, [Weekday::Monday, Weekday::Wednesday].map(|day| Weekly { nth: None, day }));
        let second = Weekly { nth: Some(2), day: Weekday::Tuesday };
        for text in ["FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2"] {
            assert_eq!(Rule::read(text).unwrap().weekdays, [second], "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for text in [
            "",
            "FREQ=HOURLY",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=MONTHLY;BYDAY=XX",
            "FREQ=YEARLY;BYWEEKNO=3",
            "x",
            "FREQ=WEEKLY;BYDAY=é",
            "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "BYDAY=MO",
        ] {
            assert_eq!(Rule::read(text), None, "{text}");
        }
    }
}
