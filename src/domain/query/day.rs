//! Days as they are typed, and the stretch of the calendar that is meant.
//! Nothing here knows what day it is.

use std::ops::Range;

use super::Tongue;
use super::operator::{day_name, day_named, exists};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    Day(Day),
    Month {
        year: i16,
        month: u8,
    },
    Year(i16),
    /// So many days, weeks, months or years before today.
    Ago(u16, Unit),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dates {
    Before(Moment),
    After(Moment),
    Since(Moment),
    On(Moment),
}

const YEARS: Range<i16> = 1900..2200;

impl Dates {
    /// From the first day to before the second; None is open.
    pub fn span(self, today: Day) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Before(moment) => (None, Some(moment.days(today).start)),
            Self::After(moment) => (Some(moment.days(today).end), None),
            Self::Since(moment) => (Some(moment.days(today).start), None),
            // A week ago is a day; the last week is until today.
            Self::On(moment @ Moment::Ago(count, unit)) if count > 1 || unit != Unit::Days => {
                (Some(moment.days(today).start), Some(today.plus(1)))
            }
            Self::On(moment) => {
                let days = moment.days(today);
                (Some(days.start), Some(days.end))
            }
        }
    }
}

impl Moment {
    /// `12/03/2024`, `2024-03-12`, `03/2024`, `2024-03`, `2024`, `hier`, `7j`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(days) = day_named(text) {
            return Some(Self::Ago(days, Unit::Days));
        }
        let numbers: Option<Vec<u16>> = text.split(['/', '-', '.']).map(number).collect();
        match numbers.as_deref() {
            Some(&[year]) => Self::year(year),
            Some(&[month, year]) if month <= 12 => Self::month(year, month),
            Some(&[year, month]) => Self::month(year, month),
            Some(&[day, month, year]) if day <= 31 => Self::day(year, month, day),
            Some(&[year, month, day]) => Self::day(year, month, day),
            _ => Self::ago(text),
        }
    }

    pub(super) fn print(self, tongue: Tongue) -> String {
        match self {
            Self::Day(Day { year, month, day }) => match tongue {
                Tongue::French => format!("{day:02}/{month:02}/{year}"),
                Tongue::English => format!("{year}-{month:02}-{day:02}"),
            },
            Self::Month { year, month } => match tongue {
                Tongue::French => format!("{month:02}/{year}"),
                Tongue::English => format!("{year}-{month:02}"),
            },
            Self::Year(year) => year.to_string(),
            Self::Ago(count, unit) => {
                let named = if unit == Unit::Days { day_name(count, tongue) } else { None };
                named.map_or_else(|| format!("{count}{}", unit.letter(tongue)), str::to_owned)
            }
        }
    }

    fn year(year: u16) -> Option<Self> {
        i16::try_from(year).ok().filter(|year| YEARS.contains(year)).map(Self::Year)
    }

    fn month(year: u16, month: u16) -> Option<Self> {
        match Self::day(year, month, 1)? {
            Self::Day(Day { year, month, .. }) => Some(Self::Month { year, month }),
            _ => None,
        }
    }

    fn day(year: u16, month: u16, day: u16) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let found = Day { year, month, day };
        ((1..=12).contains(&month) && exists(found)).then_some(Self::Day(found))
    }

    fn ago(text: &str) -> Option<Self> {
        let unit = text.chars().next_back()?;
        let count = number(text.strip_suffix(unit)?)?;
        let unit = match unit.to_ascii_lowercase() {
            'j' | 'd' => Unit::Days,
            's' | 'w' => Unit::Weeks,
            'm' => Unit::Months,
            'a' | 'y' => Unit::Years,
            _ => return None,
        };
        Some(Self::Ago(count, unit))
    }

    /// The days meant, the end left out.
    fn days(self, today: Day) -> Range<Day> {
        match self {
            Self::Day(day) => day..day.plus(1),
            Self::Month { year, month } => {
                let first = Day { year, month, day: 1 };
                first..first.plus_months(1)
            }
            Self::Year(year) => {
                let first = Day { year, month: 1, day: 1 };
                first..first.plus_months(12)
            }
            Self::Ago(count, unit) => {
                let count = i64::from(count);
                let day = match unit {
                    Unit::Days => today.plus(-count),
                    Unit::Weeks => today.plus(-7 * count),
                    Unit::Months => today.plus_months(-count),
                    Unit::Years => today.plus_months(-12 * count),
                };
                day..day.plus(1)
            }
        }
    }
}

impl Unit {
    fn letter(self, tongue: Tongue) -> char {
        match (self, tongue) {
            (Self::Days, Tongue::French) => 'j',
            (Self::Days, Tongue::English) => 'd',
            (Self::Weeks, Tongue::French) => 's',
            (Self::Weeks, Tongue::English) => 'w',
            (Self::Months, _) => 'm',
            (Self::Years, Tongue::French) => 'a',
            (Self::Years, Tongue::English) => 'y',
        }
    }
}

impl Day {
    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date
    /// algorithms").
    pub(super) fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    pub(super) fn from_number(number: i64) -> Self {
        let shifted = number + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = years + era * 400 + i64::from(month <= 2);
        Self {
            year: i16::try_from(year).unwrap_or(i16::MAX),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    fn plus(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// The same day of another month, or the last one it has.
    fn plus_months(self, months: i64) -> Self {
        let month = i64::from(self.year) * 12 + i64::from(self.month) - 1 + months;
        let first = Self {
            year: i16::try_from(month.div_euclid(12)).unwrap_or(i16::MIN),
            month: u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1),
            day: 1,
        };
        let same = first.plus(i64::from(self.day) - 1);
        if same.month == first.month { same } else { same.plus(-i64::from(same.day)) }
    }
}

/// Digits alone: `+3` and `٣` are no part of a date.
fn number(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Dates, Day, Moment, Unit};

    const TODAY: Day = Day { year: 2024, month: 3, day: 31 };

    fn day(year: i16, month: u8, day: u8) -> Day {
        Day { year, month, day }
    }

    #[test]
    fn the_days_of_the_calendar_are_counted_without_a_gap() {
        assert_eq!(day(1970, 1, 1).number(), 0);
        assert_eq!(day(2026, 11, 21).number(), 20_778);
        for number in -30_000..90_000 {
            assert_eq!(Day::from_number(number).number(), number);
        }
    }

    #[test]
    fn a_date_is_read_as_the_french_and_as_machines_write_it() {
        for text in ["12/03/2024", "12.3.2024", "2024-03-12", "2024/3/12"] {
            assert_eq!(Moment::parse(text), Some(Moment::Day(day(2024, 3, 12))), "{text}");
        }
        for text in ["03/2024", "2024-03"] {
            assert_eq!(Moment::parse(text), Some(Moment::Month { year: 2024, month: 3 }), "{text}");
        }
        assert_eq!(Moment::parse("2024"), Some(Moment::Year(2024)));
        assert_eq!(Moment::parse("HIER"), Some(Moment::Ago(1, Unit::Days)));
        assert_eq!(Moment::parse("aujourd'hui"), Moment::parse("today"));
        assert_eq!(Moment::parse("3m"), Some(Moment::Ago(3, Unit::Months)));
        for no in ["", "j", "32/01/2024", "29/02/2023", "13/2024", "12/13/2024", "1", "99999", "7x", "+7j", "1/2/3/4"] {
            assert_eq!(Moment::parse(no), None, "{no}");
        }
    }

    #[test]
    fn before_and_after_leave_out_what_since_and_date_take_in() {
        let march = Moment::Month { year: 2024, month: 3 };
        let (first, next) = (day(2024, 3, 1), day(2024, 4, 1));
        assert_eq!(Dates::Before(march).span(TODAY), (None, Some(first)));
        assert_eq!(Dates::After(march).span(TODAY), (Some(next), None));
        assert_eq!(Dates::Since(march).span(TODAY), (Some(first), None));
        assert_eq!(Dates::On(march).span(TODAY), (Some(first), Some(next)));
        assert_eq!(Dates::On(Moment::Year(2023)).span(TODAY), (Some(day(2023, 1, 1)), Some(day(2024, 1, 1))));
    }

    #[test]
    fn days_ago_are_counted_back_from_today() {
        let ago = |count, unit| Dates::On(Moment::Ago(count, unit)).span(TODAY);
        let tomorrow = Some(day(2024, 4, 1));
        assert_eq!(ago(1, Unit::Days), (Some(day(2024, 3, 30)), Some(TODAY)));
        assert_eq!(ago(7, Unit::Days), (Some(day(2024, 3, 24)), tomorrow));
        assert_eq!(ago(1, Unit::Months), (Some(day(2024, 2, 29)), tomorrow));
        assert_eq!(ago(1, Unit::Years), (Some(day(2023, 3, 31)), tomorrow));
        assert_eq!(Dates::Before(Moment::Ago(2, Unit::Weeks)).span(TODAY), (None, Some(day(2024, 3, 17))));
    }
}
