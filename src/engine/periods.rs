//! The stretches of the calendar that a list is divided into: today, yesterday,
//! the days of this week, last week, the months of a year, then years.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};

use crate::domain::{Period, Timestamp};
use crate::store::Periods;

/// Before that, all is of one year.
const FIRST: i16 = 1970;
/// Months that have a heading of their own, this one included.
const MONTHS: i32 = 12;

/// As they are now, where the workstation is.
pub(super) fn periods() -> Periods {
    of(&Zoned::now())
}

/// When each begins, the latest first.
fn of(now: &Zoned) -> Periods {
    let (today, zone) = (now.date(), now.time_zone());
    let mut days: Vec<(Date, Period)> = Vec::new();
    let mut add = |day: Option<Date>, period| {
        // One that is covered by others has no days of its own.
        if let Some(day) = day.filter(|day| days.last().is_none_or(|(last, _)| day < last)) {
            days.push((day, period));
        }
    };
    let ago = |days: i32| today.checked_sub(days.days()).ok();
    add(ago(-1), Period::Coming);
    add(Some(today), Period::Today);
    add(ago(1), Period::Yesterday);
    let weekday = today.weekday().to_monday_one_offset();
    for before in 2..i32::from(weekday) {
        add(ago(before), Period::Weekday(weekday.saturating_sub(i8::try_from(before).unwrap_or_default())));
    }
    add(ago(i32::from(weekday) + 6), Period::LastWeek);
    let first = today.first_of_month();
    for before in 0..MONTHS {
        let month = first.checked_sub(before.months()).ok();
        add(month, Period::Month { year: month.map_or(FIRST, Date::year), month: month.map_or(1, Date::month) });
    }
    for year in (FIRST..=today.year()).rev() {
        add(Date::new(year, 1, 1).ok(), Period::Year(year));
    }
    days.into_iter().filter_map(|(day, period)| Some((midnight(day, zone)?, period))).collect()
}

fn midnight(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let start = zone.to_zoned(DateTime::from_parts(day, Time::midnight())).ok()?;
    Some(Timestamp(start.timestamp().as_second()))
}

#[cfg(test)]
mod tests {
    use super::{Period, of};
    use jiff::Zoned;

    /// The period of a local time, seen from a local now.
    fn period(now: &str, then: &str) -> Period {
        let read = |text: &str| format!("{text}[Europe/Paris]").parse::<Zoned>().unwrap();
        let then = read(then).timestamp().as_second();
        of(&read(now)).into_iter().find(|(start, _)| start.0 <= then).unwrap().1
    }

    #[test]
    fn each_day_has_the_name_that_one_gives_it() {
        // A Thursday.
        let now = "2026-11-19T10:00";
        for (then, expected) in [
            ("2026-11-20T00:00", Period::Coming),
            ("2026-11-19T00:00", Period::Today),
            ("2026-11-19T23:59", Period::Today),
            ("2026-11-18T23:59", Period::Yesterday),
            ("2026-11-17T12:00", Period::Weekday(2)),
            ("2026-11-16T00:00", Period::Weekday(1)),
            ("2026-11-15T23:59", Period::LastWeek),
            ("2026-11-09T00:00", Period::LastWeek),
            ("2026-11-08T23:59", Period::Month { year: 2026, month: 11 }),
            ("2026-10-31T12:00", Period::Month { year: 2026, month: 10 }),
            ("2025-12-01T00:00", Period::Month { year: 2025, month: 12 }),
            ("2025-11-30T23:59", Period::Year(2025)),
            ("1975-05-05T00:00", Period::Year(1975)),
        ] {
            assert_eq!(period(now, then), expected, "{then}");
        }
    }

    #[test]
    fn a_week_that_begins_and_a_month_that_begins_hide_no_day() {
        // A Monday, the first of its month.
        let now = "2026-06-01T08:00";
        for (then, expected) in [
            ("2026-05-31T12:00", Period::Yesterday),
            ("2026-05-30T12:00", Period::LastWeek),
            ("2026-05-25T12:00", Period::LastWeek),
            ("2026-05-24T12:00", Period::Month { year: 2026, month: 5 }),
        ] {
            assert_eq!(period(now, then), expected, "{then}");
        }
    }

    #[test]
    fn the_hour_that_a_summer_takes_moves_no_midnight() {
        assert_eq!(period("2026-03-30T08:00", "2026-03-29T00:30"), Period::Yesterday);
        assert_eq!(period("2026-10-26T08:00", "2026-10-25T23:30"), Period::Yesterday);
    }
}
