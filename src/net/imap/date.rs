//! INTERNALDATE: `17-Jul-1996 02:44:25 -0700`. Written in UTC.

use crate::domain::Timestamp;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WRITTEN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn parse(bytes: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (day, time, zone) = (words.next()?, words.next()?, words.next()?);
    let mut day = day.splitn(3, '-');
    let (date, month, year) = (number(day.next()?, 31)?, day.next()?.to_ascii_lowercase(), number(day.next()?, 9999)?);
    let month = MONTHS.iter().position(|known| *known == month)?;
    let mut time = time.splitn(3, ':');
    let (hour, minute, second) = (number(time.next()?, 23)?, number(time.next()?, 59)?, number(time.next()?, 60)?);
    let days = days_from_civil(year, i64::try_from(month).ok()? + 1, date);
    Some(Timestamp::clamped(days * 86_400 + hour * 3600 + minute * 60 + second - offset(zone)?))
}

pub(super) fn write(moment: Timestamp) -> String {
    let Timestamp(seconds) = Timestamp::clamped(moment.0);
    let of_day = seconds.rem_euclid(86_400);
    // A day of one digit has a space before it here, and only here.
    format!("{:>11} {:02}:{:02}:{:02} +0000", day(moment), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// The day alone, as SEARCH takes it: `1-Jul-1996`.
pub(super) fn day(moment: Timestamp) -> String {
    let (year, month, day) = civil_from_days(Timestamp::clamped(moment.0).0.div_euclid(86_400));
    let month = usize::try_from(month - 1).ok().and_then(|index| WRITTEN.get(index)).unwrap_or(&"Jan");
    format!("{day}-{month}-{year:04}")
}

fn number(digits: &str, most: i64) -> Option<i64> {
    digits.parse().ok().filter(|number| (0..=most).contains(number))
}

/// Seconds east of Greenwich.
fn offset(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, zone.strip_prefix('+')?),
    };
    let (hours, minutes) = (number(digits.get(..2)?, 23)?, number(digits.get(2..)?, 59)?);
    Some(sign * (hours * 3600 + minutes * 60))
}

/// Days since 1970, by the calendar that begins each year in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The same backwards: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_based = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_based + 2) / 5 + 1;
    let month = if march_based < 10 { march_based + 3 } else { march_based - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{day, parse, write};
    use crate::domain::Timestamp;

    #[test]
    fn a_date_is_read_with_its_zone() {
        assert_eq!(parse(b"17-Jul-1996 02:44:25 -0700"), Some(Timestamp(837_596_665)));
        assert_eq!(parse(b" 1-Jan-1970 00:00:00 +0000"), Some(Timestamp(0)));
        assert_eq!(parse(b"29-feb-2024 23:59:60 +0130"), Some(Timestamp(1_709_245_800)));
    }

    #[test]
    fn a_date_is_written_as_it_is_read() {
        assert_eq!(write(Timestamp(837_596_665)), "17-Jul-1996 09:44:25 +0000");
        assert_eq!(write(Timestamp(0)), " 1-Jan-1970 00:00:00 +0000");
        assert_eq!(day(Timestamp(1_709_245_800)), "29-Feb-2024");
        assert_eq!(day(Timestamp(i64::MAX)), "31-Dec-9999");
        for seconds in (0..4_000_000_000).step_by(40_000_001) {
            assert_eq!(parse(write(Timestamp(seconds)).as_bytes()), Some(Timestamp(seconds)));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "17-Jul-1996", "17-Foo-1996 02:44:25 -0700", "1-Jan-1970 25:00:00 +0000", "1-Jan-1970 00:00:00 é00"]
        {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }
}
