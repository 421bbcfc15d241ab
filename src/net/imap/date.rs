//! INTERNALDATE: `17-Jul-1996 02:44:25 -0700`.

use crate::domain::Timestamp;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::domain::Timestamp;

    #[test]
    fn a_date_is_read_with_its_zone() {
        assert_eq!(parse(b"17-Jul-1996 02:44:25 -0700"), Some(Timestamp(837_596_665)));
        assert_eq!(parse(b" 1-Jan-1970 00:00:00 +0000"), Some(Timestamp(0)));
        assert_eq!(parse(b"29-feb-2024 23:59:60 +0130"), Some(Timestamp(1_709_245_800)));
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
