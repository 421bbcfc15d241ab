//! The two ways in which a structure writes a moment.

use crate::crypto::ber::{Element, Malformed};
use crate::domain::Timestamp;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// A moment; fractions of a second are left out.
pub fn read(element: Element<'_>) -> Result<Timestamp, Malformed> {
    let text = std::str::from_utf8(element.body).map_err(|_| Malformed::Garbled)?;
    let (year, rest) = match element.tag {
        UTC_TIME => {
            let (year, rest) = number(text, 2)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => number(text, 4)?,
        _ => return Err(Malformed::Unexpected),
    };
    let (month, rest) = number(rest, 2)?;
    let (day, rest) = number(rest, 2)?;
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest, 2)?;
    // Old certificates leave the seconds out.
    let (second, rest) = number(rest, 2).unwrap_or((0, rest));
    let possible = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !possible {
        return Err(Malformed::Garbled);
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Ok(Timestamp(seconds - offset(rest)?))
}

/// What follows the digits: a fraction, then `Z` or how far from Greenwich.
fn offset(text: &str) -> Result<i64, Malformed> {
    let zone = match text.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => text,
    };
    let (sign, digits) = match (zone, zone.strip_prefix('+'), zone.strip_prefix('-')) {
        ("Z" | "", ..) => return Ok(0),
        (_, Some(east), _) => (1, east),
        (_, _, Some(west)) => (-1, west),
        _ => return Err(Malformed::Garbled),
    };
    match (number(digits, 2)?, digits.len()) {
        ((hours, minutes), 4) => Ok(sign * (hours * 3_600 + number(minutes, 2)?.0 * 60)),
        _ => Err(Malformed::Garbled),
    }
}

fn number(text: &str, digits: usize) -> Result<(i64, &str), Malformed> {
    let (number, rest) = text.split_at_checked(digits).ok_or(Malformed::Cut)?;
    if !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Malformed::Garbled);
    }
    Ok((number.parse().map_err(|_| Malformed::Garbled)?, rest))
}

/// Days since 1970 in the calendar of today. The year begins in March, so that
/// the day that comes and goes is the last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    before + in_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::crypto::ber::Element;
    use crate::domain::Timestamp;

    fn moment(tag: u8, text: &str) -> Option<i64> {
        let element = Element { tag, body: text.as_bytes(), whole: &[] };
        read(element).ok().map(|Timestamp(seconds)| seconds)
    }

    #[test]
    fn both_ways_give_the_same_moment() {
        assert_eq!(moment(0x17, "130625000000Z"), Some(1_372_118_400));
        assert_eq!(moment(0x18, "20130625000000Z"), Some(1_372_118_400));
        assert_eq!(moment(0x18, "20130625000000.250Z"), Some(1_372_118_400));
        assert_eq!(moment(0x17, "1306250000Z"), Some(1_372_118_400));
        assert_eq!(moment(0x17, "130625020000+0200"), Some(1_372_118_400));
        assert_eq!(moment(0x17, "130624223000-0130"), Some(1_372_118_400));
    }

    #[test]
    fn a_leap_day_and_the_turn_of_the_century_are_where_they_belong() {
        assert_eq!(moment(0x18, "20000229120000Z"), Some(951_825_600));
        assert_eq!(moment(0x17, "700101000000Z"), Some(0));
        assert_eq!(moment(0x17, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(moment(0x17, "500101000000Z"), Some(-631_152_000));
        assert_eq!(moment(0x18, "99991231235959Z"), Some(Timestamp::MAX.0));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "1306", "131325000000Z", "130600000000Z", "130625240000Z", "13062500000éZ", "130625000000X"] {
            assert_eq!(moment(0x17, text), None, "{text}");
        }
        assert_eq!(moment(0x17, "130625000000+02"), None);
        assert_eq!(moment(0x0C, "130625000000Z"), None);
    }
}
