//! A moment as it stands in a structure: `UTCTime` for the years that it has
//! two digits for (1950 to 2049), `GeneralizedTime` beyond.

use crate::crypto::ber::{Element, Malformed};
use crate::crypto::der;
use crate::domain::Timestamp;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const DAY: i64 = 86_400;

pub fn write(at: Timestamp) -> Vec<u8> {
    let at = Timestamp::clamped(at.0).0;
    let (year, month, day) = civil(at.div_euclid(DAY));
    let second = at.rem_euclid(DAY);
    let rest = format!("{month:02}{day:02}{:02}{:02}{:02}Z", second / 3_600, second / 60 % 60, second % 60);
    if (1950..2050).contains(&year) {
        der::element(UTC_TIME, &[format!("{:02}{rest}", year % 100).as_bytes()])
    } else {
        der::element(GENERALIZED_TIME, &[format!("{year:04}{rest}").as_bytes()])
    }
}

/// Seconds may be missing, fractions are cut off, other zones are brought to UTC.
pub fn read(element: Element<'_>) -> Result<Timestamp, Malformed> {
    let mut digits = Digits { rest: element.body };
    let year = match element.tag {
        UTC_TIME => match digits.two()? {
            late @ 50.. => 1900 + late,
            early => 2000 + early,
        },
        GENERALIZED_TIME => digits.two()? * 100 + digits.two()?,
        _ => return Err(Malformed::Unexpected),
    };
    let (month, day, hour, minute) = (digits.two()?, digits.two()?, digits.two()?, digits.two()?);
    let second = if digits.rest.first().is_some_and(u8::is_ascii_digit) { digits.two()? } else { 0 };
    let zone = digits.zone()?;
    let days = days(year, month, day);
    // 31 February is no day: it would come back as another one.
    if civil(days) != (year, month, day) || hour > 23 || minute > 59 || second > 60 {
        return Err(Malformed::Garbled);
    }
    Ok(Timestamp(days * DAY + hour * 3_600 + minute * 60 + second - zone))
}

struct Digits<'a> {
    rest: &'a [u8],
}

impl Digits<'_> {
    fn two(&mut self) -> Result<i64, Malformed> {
        match *self.rest {
            [ten @ b'0'..=b'9', one @ b'0'..=b'9', ref rest @ ..] => {
                self.rest = rest;
                Ok(i64::from(ten - b'0') * 10 + i64::from(one - b'0'))
            }
            _ => Err(Malformed::Garbled),
        }
    }

    /// Seconds east of UTC.
    fn zone(mut self) -> Result<i64, Malformed> {
        if let [b'.' | b',', rest @ ..] = self.rest {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.rest = rest.get(digits..).unwrap_or_default();
        }
        let sign = match *self.rest {
            [b'Z'] => return Ok(0),
            [b'+', ref rest @ ..] => {
                self.rest = rest;
                1
            }
            [b'-', ref rest @ ..] => {
                self.rest = rest;
                -1
            }
            _ => return Err(Malformed::Garbled),
        };
        let (hours, minutes) = (self.two()?, self.two()?);
        if self.rest.is_empty() { Ok(sign * (hours * 3_600 + minutes * 60)) } else { Err(Malformed::Garbled) }
    }
}

/// Days since 1970 of a date of the Gregorian calendar, whose year begins in
/// March here: the day that leaps is then the last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let turned = (5 * of_year + 2) / 153;
    let day = of_year - (153 * turned + 2) / 5 + 1;
    let month = if turned < 10 { turned + 3 } else { turned - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::crypto::ber;
    use crate::domain::Timestamp;

    fn told(tag: u8, text: &str) -> Option<i64> {
        let bytes = [&[tag, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        read(ber::only(&bytes).unwrap()).ok().map(|at| at.0)
    }

    #[test]
    fn a_moment_is_written_by_its_year_and_read_back() {
        assert_eq!(write(Timestamp(0)), b"\x17\x0D700101000000Z");
        assert_eq!(write(Timestamp(2_524_607_999)), b"\x17\x0D491231235959Z");
        assert_eq!(write(Timestamp(2_524_608_000)), b"\x18\x0F20500101000000Z");
        for at in (0..253_402_300_799).step_by(86_399 * 97) {
            assert_eq!(read(ber::only(&write(Timestamp(at))).unwrap()), Ok(Timestamp(at)));
        }
    }

    #[test]
    fn other_forms_are_read() {
        assert_eq!(told(0x17, "7001010000Z"), Some(0));
        assert_eq!(told(0x17, "700101020000+0200"), Some(0));
        assert_eq!(told(0x18, "19691231233000.25-0030"), Some(0));
        assert_eq!(told(0x17, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(told(0x17, "500101000000Z"), Some(-631_152_000));
        assert_eq!(told(0x18, "20000229000000Z"), Some(951_782_400));
        assert_eq!(told(0x17, "130624223000-0130"), Some(1_372_118_400));
        assert_eq!(told(0x18, "99991231235959Z"), Some(Timestamp::MAX.0));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "Z", "700101000000", "701301000000Z", "700230000000Z", "700101240000Z", "7001010000000Z"] {
            assert_eq!(told(0x17, text), None, "{text}");
        }
        assert_eq!(told(0x18, "20010229000000Z"), None);
        assert_eq!(told(0x17, "70010100000éZ"), None);
        assert_eq!(told(0x18, "20010228000000+01"), None);
        assert_eq!(told(0x04, "700101000000Z"), None);
    }
}
