//! Dates as senders write them. No clock: the year that it is comes from the caller.

/// A day, as it was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// To which century a year of two digits belongs.
#[derive(Clone, Copy)]
pub(super) enum Century {
    /// Nobody is born in a year to come.
    Birth(u16),
    /// Ours, unless the day would be far ahead.
    Dossier(u16),
}

const OLDEST: u16 = 1850;
const LATEST: u16 = 2199;

impl Date {
    /// The first date of a text: JJ/MM/AAAA and its like, AAAA-MM-JJ, JJMMAAAA or
    /// AAAAMMJJ, with a time behind it or without.
    pub(super) fn read(text: &str, century: Century) -> Option<Self> {
        text.split_whitespace().find_map(|word| Self::of_word(word, century))
    }

    /// A line with nothing but a date in it, a time perhaps. Its day may be unknown
    /// (00/00/1962), as it is of some who were born abroad.
    pub(super) fn is_alone(text: &str) -> bool {
        let mut words = text.split_whitespace();
        let Some(day) = words.next() else { return false };
        let times = words.all(|word| word.chars().all(|c| c.is_ascii_digit() || ":hH".contains(c)));
        let unknown = day.split(['/', '-', '.']).map(|piece| piece.replace("00", "01")).collect::<Vec<_>>().join("/");
        let century = Century::Birth(LATEST);
        times
            && day.len() <= 10
            && (Self::of_word(day, century).is_some() || Self::of_word(&unknown, century).is_some())
    }

    /// AAAAMMJJ, as HPRIM Santé has it, with the time behind it.
    pub(super) fn packed(text: &str) -> Option<Self> {
        let digits: String = text.trim().chars().take_while(char::is_ascii_digit).take(8).collect();
        if digits.len() < 8 {
            return None;
        }
        let number: u32 = digits.parse().ok()?;
        Self::new(number / 10_000, number / 100 % 100, number % 100)
    }

    fn of_word(word: &str, century: Century) -> Option<Self> {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let pieces: Vec<&str> = word.split(['/', '-', '.', 'T']).collect();
        let number =
            |piece: &str| piece.parse::<u32>().ok().filter(|_| piece.bytes().all(|byte| byte.is_ascii_digit()));
        match pieces.as_slice() {
            [year, month, day, ..] if year.len() == 4 => Self::new(number(year)?, number(month)?, number(day)?),
            [day, month, year] if year.len() == 4 => Self::new(number(year)?, number(month)?, number(day)?),
            [day, month, year] if year.len() == 2 => {
                Self::new(century.of(number(year)?).into(), number(month)?, number(day)?)
            }
            [whole] if whole.len() == 8 => {
                let whole = number(whole)?;
                let french = Self::new(whole % 10_000, whole / 10_000 % 100, whole / 1_000_000);
                french.or_else(|| Self::new(whole / 10_000, whole / 100 % 100, whole % 100))
            }
            _ => None,
        }
    }

    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let (year, month, day) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((OLDEST..=LATEST).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }
}

impl Century {
    fn of(self, year: u32) -> u16 {
        let year = u16::try_from(year % 100).unwrap_or_default();
        let (now, ahead) = match self {
            Self::Birth(now) => (now, 0),
            Self::Dossier(now) => (now, 1),
        };
        let this = now / 100 * 100 + year;
        if this > now + ahead { this.saturating_sub(100) } else { this }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn birth(text: &str) -> Option<(u16, u8, u8)> {
        Date::read(text, Century::Birth(2026)).map(|date| (date.year, date.month, date.day))
    }

    #[test]
    fn each_way_to_write_a_day_is_read() {
        for text in
            ["14/07/1962", "14-07-1962", "14.07.1962", "1962-07-14", "14/07/62", "14071962", "19620714", "14/7/1962"]
        {
            assert_eq!(birth(text), Some((1962, 7, 14)), "{text}");
        }
        assert_eq!(birth("Né(e) le 14/07/1962 (63 ans)"), Some((1962, 7, 14)));
        assert_eq!(birth("1962-07-14T00:00:00"), Some((1962, 7, 14)));
        assert_eq!(Date::packed("20260203101500"), Some(Date { year: 2026, month: 2, day: 3 }));
        assert_eq!((Date::packed("2026"), Date::packed("99999999")), (None, None));
    }

    #[test]
    fn a_day_that_is_none_is_not_made_up() {
        for text in
            ["", ".", "31/02/1962", "14/13/1962", "00/00/1962", "29/02/1900", "14/07", "12 RUE DES ESSAIS", "1/+2/1962"]
        {
            assert_eq!(birth(text), None, "{text}");
        }
        assert_eq!(birth("29/02/2000"), Some((2000, 2, 29)));
    }

    #[test]
    fn two_digits_are_of_the_century_that_makes_sense() {
        assert_eq!(birth("01/01/26").map(|date| date.0), Some(2026));
        assert_eq!(birth("01/01/27").map(|date| date.0), Some(1927));
        let dossier = |text| Date::read(text, Century::Dossier(2026)).map(|date| date.year);
        assert_eq!(
            (dossier("03/02/26"), dossier("02/01/27"), dossier("03/02/98")),
            (Some(2026), Some(2027), Some(1998))
        );
    }

    #[test]
    fn a_date_alone_is_told_from_a_line_with_one_in_it() {
        for text in ["14/07/1962", " 03/02/2026 10:15 ", "00/00/1962", "1962-07-14"] {
            assert!(Date::is_alone(text), "{text}");
        }
        for text in ["le 14/07/1962", "14/07/1962 à jeun", "", "75001", "12.5"] {
            assert!(!Date::is_alone(text), "{text}");
        }
    }
}
