//! Dates, sizes and numbers as a language writes them, and the order of names.

use jiff::Span;
use jiff::civil::{Date, DateTime};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::{Period, Timestamp};

use super::{Language, Words, fl};

const HOUR: i64 = 3600;
/// When what is to leave later leaves.
const EVENING: i8 = 18;
const MORNING: i8 = 8;

const UNITS: [&str; 5] = ["size-bytes", "size-kilo", "size-mega", "size-giga", "size-tera"];

impl Words {
    /// A date in a list: the time today, the day of the week this week, the day
    /// this year, else the whole date.
    pub fn date_short(&self, date: Timestamp, now: Timestamp) -> String {
        let (date, now) = (self.local(date), self.local(now));
        let days = now.date().since(date.date()).map_or(i32::MAX, |span| span.get_days());
        match days {
            0 => time_of_day(date),
            1..=6 => fl!(self, "date-this-week", weekday = weekday(date), time = time_of_day(date)),
            _ if date.year() == now.year() => fl!(self, "date-this-year", day = date.day(), month = date.month()),
            _ => fl!(self, "date-any", day = date.day(), month = date.month(), year = date.year().to_string()),
        }
    }

    /// Some days, as one speaks of them.
    pub fn period(&self, period: Period, now: Timestamp) -> String {
        match period {
            Period::Coming => fl!(self, "period-coming"),
            Period::Today => fl!(self, "period-today"),
            Period::Yesterday => fl!(self, "period-yesterday"),
            Period::Weekday(weekday) => fl!(self, "period-weekday", weekday = weekday),
            Period::LastWeek => fl!(self, "period-last-week"),
            Period::Month { year, month } if year == self.local(now).year() => fl!(self, "period-month", month = month),
            Period::Month { year, month } => {
                fl!(self, "period-month-of-year", month = month, year = year.to_string())
            }
            Period::Year(year) => year.to_string(),
        }
    }

    /// A date in a sentence: "mardi 3 mars 2026 à 14:05".
    pub fn date_long(&self, date: Timestamp) -> String {
        let date = self.local(date);
        fl!(
            self,
            "date-long",
            weekday = weekday(date),
            day = date.day(),
            month = date.month(),
            year = date.year().to_string(),
            time = time_of_day(date)
        )
    }

    /// A day in a sentence: "mardi 3 mars 2026".
    pub fn day_long(&self, date: Date) -> String {
        fl!(
            self,
            "date-day-long",
            weekday = date.weekday().to_monday_one_offset(),
            day = date.day(),
            month = date.month(),
            year = date.year().to_string()
        )
    }

    /// The day of a moment, in a sentence.
    pub fn day(&self, moment: Timestamp) -> String {
        let date = self.local(moment);
        fl!(self, "date-any", day = date.day(), month = date.month(), year = date.year().to_string())
    }

    /// A date where there is little room, whole all the same: "3 mars 2026 14:05".
    pub fn date_stamp(&self, date: Timestamp) -> String {
        let date = self.local(date);
        let day = fl!(self, "date-any", day = date.day(), month = date.month(), year = date.year().to_string());
        format!("{day} {}", time_of_day(date))
    }

    /// The time of a moment of today: "14:05".
    pub fn time(&self, moment: Timestamp) -> String {
        time_of_day(self.local(moment))
    }

    pub fn is_same_day(&self, one: Timestamp, other: Timestamp) -> bool {
        self.local(one).date() == self.local(other).date()
    }

    /// A size in decimal units, as disks and operators count: "1,2 Mo".
    pub fn size(&self, bytes: u64) -> String {
        let mut unit = 0;
        let mut value = bytes as f64;
        while value >= 999.5 && unit + 1 < UNITS.len() {
            value /= 1000.0;
            unit += 1;
        }
        let digits = usize::from(unit > 0 && value < 9.95);
        let mut text = format!("{value:.digits$}");
        if self.language() == Language::Fr {
            text = text.replace('.', ",");
        }
        let key = UNITS.get(unit).copied().unwrap_or("size-bytes");
        fl!(self, key, value = text)
    }

    /// A whole number, its thousands set apart.
    pub fn number(&self, number: u64) -> String {
        let separator = match self.language() {
            Language::Fr => '\u{202f}',
            Language::En => ',',
        };
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// When one would rather have a message leave: in an hour, this evening,
    /// tomorrow morning, on Monday morning; what is still to come, each once.
    pub fn later(&self, now: Timestamp) -> Vec<Timestamp> {
        let here = self.local(now);
        let at = |days: i64, hour: i8| {
            let day = here.date().checked_add(Span::new().days(days)).ok()?;
            let moment = self.0.zone.to_ambiguous_timestamp(day.at(hour, 0, 0, 0)).compatible().ok()?;
            Some(Timestamp(moment.as_second()))
        };
        let to_monday = 8 - i64::from(here.date().weekday().to_monday_one_offset());
        let mut all: Vec<Timestamp> = std::iter::once(Some(Timestamp(now.0 + HOUR)))
            .chain([at(0, EVENING), at(1, MORNING), at(to_monday, MORNING)])
            .flatten()
            .filter(|moment| moment.0 >= now.0 + HOUR)
            .collect();
        all.sort();
        all.dedup();
        all
    }

    fn local(&self, moment: Timestamp) -> DateTime {
        let seconds = moment.0.clamp(jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
        self.0.zone.to_datetime(jiff::Timestamp::from_second(seconds).unwrap_or_default())
    }
}

/// What a name is sorted by: accents, case and ligatures do not count.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            '’' => key.push('\''),
            letter => key.push(letter),
        }
    }
    key
}

/// "14:05".
pub fn time_of_day(date: DateTime) -> String {
    format!("{:02}:{:02}", date.hour(), date.minute())
}

/// Monday is 1.
fn weekday(date: DateTime) -> i8 {
    date.date().weekday().to_monday_one_offset()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::{Language, Words};
    use super::{Period, Timestamp, sort_key, time_of_day};

    /// Saturday 21 November 2026, 10:00 in Paris.
    const NOW: Timestamp = Timestamp(1_795_251_600);
    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;

    fn words(language: Language) -> Words {
        Words::in_zone(language, TimeZone::get("Europe/Paris").unwrap())
    }

    fn short(language: Language, ago: i64) -> String {
        words(language).date_short(Timestamp(NOW.0 - ago), NOW)
    }

    #[test]
    fn a_date_in_a_list_is_as_short_as_it_may_be() {
        assert_eq!(short(Language::Fr, HOUR), "09:00");
        assert_eq!(short(Language::Fr, 11 * HOUR), "ven. 23:00");
        assert_eq!(short(Language::Fr, 4 * DAY), "mar. 10:00");
        assert_eq!(short(Language::Fr, 20 * DAY), "1er nov.");
        assert_eq!(short(Language::Fr, 40 * DAY), "12 oct.");
        assert_eq!(short(Language::Fr, 400 * DAY), "17 oct. 2025");
        assert_eq!(short(Language::En, 4 * DAY), "Tue 10:00");
        assert_eq!(short(Language::En, 40 * DAY), "12 Oct");
        assert_eq!(short(Language::En, 400 * DAY), "17 Oct 2025");
    }

    #[test]
    fn some_days_are_called_as_one_speaks_of_them() {
        let said = |language| {
            [
                Period::Today,
                Period::Weekday(2),
                Period::LastWeek,
                Period::Month { year: 2026, month: 10 },
                Period::Month { year: 2025, month: 12 },
                Period::Year(2024),
            ]
            .map(|period| words(language).period(period, NOW))
        };
        assert_eq!(
            said(Language::Fr),
            ["Aujourd’hui", "Mardi", "Semaine dernière", "Octobre", "Décembre 2025", "2024"]
        );
        assert_eq!(said(Language::En), ["Today", "Tuesday", "Last week", "October", "December 2025", "2024"]);
    }

    #[test]
    fn a_date_to_come_is_written_with_its_day() {
        assert_eq!(short(Language::Fr, -2 * DAY), "23 nov.");
    }

    #[test]
    fn the_first_of_a_month_is_said_as_the_french_say_it() {
        assert_eq!(words(Language::Fr).date_long(Timestamp(NOW.0 - 20 * DAY)), "dimanche 1er novembre 2026 à 10:00");
        assert_eq!(words(Language::En).date_long(NOW), "Saturday 21 November 2026 at 10:00");
    }

    #[test]
    fn a_day_is_said_with_its_weekday() {
        let day = jiff::civil::date(2026, 3, 1);
        assert_eq!(words(Language::Fr).day_long(day), "dimanche 1er mars 2026");
        assert_eq!(words(Language::En).day_long(day), "Sunday 1 March 2026");
        assert_eq!(time_of_day(day.at(9, 5, 0, 0)), "09:05");
    }

    #[test]
    fn a_hostile_date_is_still_written() {
        let fr = words(Language::Fr);
        assert_eq!(fr.date_short(Timestamp::MAX, NOW), "30 déc. 9999");
        assert_eq!(fr.date_short(Timestamp(i64::MAX), NOW), "30 déc. 9999");
        assert_eq!(fr.date_short(Timestamp(0), NOW), "1er janv. 1970");
        assert_ne!(fr.date_long(Timestamp(i64::MIN)), "");
    }

    #[test]
    fn a_message_may_leave_in_an_hour_this_evening_tomorrow_or_on_monday() {
        let words = words(Language::Fr);
        let said = |now: i64| -> Vec<String> {
            words.later(Timestamp(now)).into_iter().map(|at| words.date_stamp(at)).collect()
        };
        // Sunday, 22 November 2026, 10:00 in Paris.
        let sunday = 1_795_338_000;
        assert_eq!(
            said(sunday),
            ["22 nov. 2026 11:00", "22 nov. 2026 18:00", "23 nov. 2026 08:00"],
            "Monday is tomorrow"
        );
        assert_eq!(said(sunday + 9 * 3600), ["22 nov. 2026 20:00", "23 nov. 2026 08:00"], "the evening is over");
        let tuesday = said(sunday + 2 * 24 * 3600);
        assert_eq!(tuesday.last().unwrap(), "30 nov. 2026 08:00");
    }

    #[test]
    fn sizes_are_decimal_and_short() {
        let (fr, en) = (words(Language::Fr), words(Language::En));
        assert_eq!(fr.size(0), "0\u{a0}o");
        assert_eq!(fr.size(999), "999\u{a0}o");
        assert_eq!(fr.size(1_000), "1,0\u{a0}Ko");
        assert_eq!(fr.size(1_234_567), "1,2\u{a0}Mo");
        assert_eq!(fr.size(15_400_000), "15\u{a0}Mo");
        assert_eq!(fr.size(999_999), "1,0\u{a0}Mo");
        assert_eq!(en.size(1_234_567), "1.2\u{a0}MB");
        assert_eq!(fr.size(u64::MAX), "18446744\u{a0}To");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(words(Language::Fr).number(100_000), "100\u{202f}000");
        assert_eq!(words(Language::Fr).number(999), "999");
        assert_eq!(words(Language::En).number(1_234_567), "1,234,567");
    }

    #[test]
    fn names_are_sorted_without_accents_or_case() {
        assert_eq!(sort_key("Écho"), "echo");
        assert_eq!(sort_key("Œdème"), "oedeme");
        assert!(sort_key("Élan") < sort_key("envoi"));
    }
}
