//! Dates as health documents write them: known to the year, the month, the day or
//! the second, in local time with its offset. No clock here.

use std::cmp::Ordering;
use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    pub year: u16,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub clock: Option<Clock>,
}

/// A time of the day.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
    /// None where the minute is all that was said.
    pub second: Option<u8>,
    /// From UTC, in minutes; None where it was not said.
    pub offset: Option<i16>,
}

impl Moment {
    /// `AAAA` to `AAAAMMJJhhmmss.fff±ZZzz`. None where it is no date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = (text.get(..digits)?, text.get(digits..)?);
        let pair = |at: usize| digits.get(at..at + 2).and_then(|two| two.parse::<u8>().ok());
        if !matches!(digits.len(), 4 | 6 | 8 | 10 | 12 | 14) {
            return None;
        }
        let moment = Self { year: digits.get(..4)?.parse().ok()?, month: pair(4), day: pair(6), clock: None };
        let clock =
            pair(8).map(|hour| Clock { hour, minute: pair(10).unwrap_or(0), second: pair(12), offset: offset(rest) });
        Self { clock, ..moment }.checked()
    }

    fn checked(self) -> Option<Self> {
        let month = self.month.unwrap_or(1);
        let day = self.day.unwrap_or(1);
        let clock = self.clock.is_none_or(|at| at.hour < 24 && at.minute < 60 && at.second.unwrap_or(0) < 61);
        let fits = self.year > 0 && (1..=12).contains(&month) && (1..=length(self.year, month)).contains(&day);
        (fits && clock).then_some(self)
    }

    /// A day alone.
    pub fn on(year: u16, month: u8, day: u8) -> Option<Self> {
        Self { year, month: Some(month), day: Some(day), clock: None }.checked()
    }

    /// `JJ/MM/AAAA`, as subjects have it.
    pub fn parse_french(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let shaped = day.len() <= 2 && month.len() <= 2 && year.len() == 4 && parts.next().is_none();
        shaped.then(|| Self::on(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }

    /// Of seconds since 1970, seen with an offset in minutes.
    pub fn of_unix(seconds: i64, offset: i16) -> Option<Self> {
        let local = seconds.checked_add(i64::from(offset) * 60)?;
        let (year, month, day) = civil(local.div_euclid(86_400))?;
        let of_day = local.rem_euclid(86_400);
        let part = |value: i64| u8::try_from(value).ok();
        let clock = Clock {
            hour: part(of_day / 3600)?,
            minute: part(of_day % 3600 / 60)?,
            second: part(of_day % 60),
            offset: Some(offset),
        };
        Self { year, month: Some(month), day: Some(day), clock: Some(clock) }.checked()
    }

    /// Known to the day at least.
    pub fn is_whole_day(self) -> bool {
        self.day.is_some()
    }

    /// `12/03/1954`, `03/1954` or `1954`.
    pub fn french(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day:02}/{month:02}/{:04}", self.year),
            (Some(month), None) => format!("{month:02}/{:04}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// `19540312`, or as much of it as is known.
    pub fn compact_day(self) -> String {
        let two = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        format!("{:04}{}{}", self.year, two(self.month), two(self.day))
    }

    /// As CDA writes it, the offset with it.
    pub fn compact(self) -> String {
        let Some(at) = self.clock else { return self.compact_day() };
        let second = at.second.map(|second| format!("{second:02}")).unwrap_or_default();
        let offset = at.offset.map(|offset| {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60)
        });
        format!("{}{:02}{:02}{second}{}", self.compact_day(), at.hour, at.minute, offset.unwrap_or_default())
    }

    /// As METADATA.XML writes it: UTC, as precisely as it is known.
    pub fn compact_utc(self) -> String {
        let utc = self.clock.and_then(|_| Self::of_unix(self.seconds()?, 0));
        let Some((day, at)) = utc.and_then(|utc| Some((utc.compact_day(), utc.clock?))) else {
            return self.compact_day();
        };
        format!("{day}{:02}{:02}{:02}", at.hour, at.minute, at.second.unwrap_or(0))
    }

    /// Since 1970; what is not known of it stands at its beginning.
    fn seconds(self) -> Option<i64> {
        let days = days(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        let of_day = self.clock.map_or(0, |at| {
            i64::from(at.hour) * 3600 + i64::from(at.minute) * 60 + i64::from(at.second.unwrap_or(0))
                - i64::from(at.offset.unwrap_or(0)) * 60
        });
        days.checked_mul(86_400)?.checked_add(of_day)
    }

    /// The same, where no offset is said and UTC is meant.
    #[must_use]
    pub fn or_utc(mut self) -> Self {
        if let Some(clock) = &mut self.clock {
            clock.offset = clock.offset.or(Some(0));
        }
        self
    }

    /// The same instant as another place's clocks have it; a day without a time stays.
    #[must_use]
    pub fn seen_with(self, offset: i16) -> Self {
        let known = self.clock.is_some_and(|clock| clock.offset.is_some());
        let moved = known.then(|| Self::of_unix(self.seconds()?, offset)).flatten();
        moved.unwrap_or(self)
    }

    /// Which of two is later, as far as both say.
    pub fn order(self, other: Self) -> Ordering {
        self.seconds().cmp(&other.seconds())
    }
}

/// `+0200`, `-0030`, `Z`, after a fraction or not.
fn offset(rest: &str) -> Option<i16> {
    let rest = rest.trim_start_matches('.').trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let hours: i16 = digits.get(..2)?.parse().ok()?;
    let minutes: i16 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    (hours < 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn length(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 of a day of the civil calendar, and back: eras of 400 years
/// that begin in March.
fn days(year: u16, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> Option<(u16, u8, u8)> {
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = years + era * 400 + i64::from(month <= 2);
    Some((u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// A day of birth is a patient's: not for a log.
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Moment").finish_non_exhaustive()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_precision_is_read_and_written_back() {
        for text in ["1954", "195403", "19540312", "202101040922+0100", "20210104092200+0100", "20210104092200-0330"] {
            assert_eq!(Moment::parse(text).unwrap().compact(), text);
        }
        assert_eq!(Moment::parse("20210104092200.125+0100").unwrap().compact(), "20210104092200+0100");
        assert_eq!(Moment::parse("20210104092200Z").unwrap().compact(), "20210104092200+0000");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "195", "19541", "19541301", "19540230", "00000101", "1954031299", "été", "19540312256060"] {
            assert!(Moment::parse(text).is_none(), "{text}");
        }
        for text in ["31/02/1954", "1/2/54", "12/03", "a/b/cccc", "12/03/1954/1"] {
            assert!(Moment::parse_french(text).is_none(), "{text}");
        }
        assert_eq!(Moment::parse_french("12/03/1954").unwrap().compact_day(), "19540312");
    }

    #[test]
    fn local_time_becomes_utc_across_midnight_and_years() {
        let utc = |text| Moment::parse(text).unwrap().compact_utc();
        assert_eq!(utc("20240101003000+0200"), "20231231223000");
        assert_eq!(utc("20240228233000-0100"), "20240229003000");
        assert_eq!(utc("20240531"), "20240531");
        assert_eq!(Moment::of_unix(951_782_400, 60).unwrap().compact(), "20000229010000+0100");
    }

    #[test]
    fn an_instant_is_seen_by_other_clocks_and_a_day_is_not_moved() {
        let late = Moment::parse("20240411233000").unwrap();
        assert_eq!(late.or_utc().seen_with(120).compact(), "20240412013000+0200");
        assert_eq!(late.seen_with(120).compact(), "20240411233000");
        assert_eq!(Moment::parse("20240411").unwrap().or_utc().seen_with(120).compact(), "20240411");
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in (-70_000..80_000).step_by(17) {
            let (year, month, of_month) = civil(day).unwrap();
            assert_eq!(days(year, month, of_month), day);
        }
    }
}
