//! Fills the blanks of a text: dates told from the message's own, and the
//! patient it speaks of.
//!
//! | blank | what it becomes |
//! |---|---|
//! | `{d:-3}` | the date three working days before, `09/03/2024` |
//! | `{l:-3}` | the same, `9 mars 2024` |
//! | `{w:+5}` | the same a week later, `mardi 14 mars` |
//! | `{m:+20}` | the month, `avril` |
//! | `{f:0}` | the date as file names have it, `20240309` |
//! | `{P}`, `{née}`, `{né}`, `{age}` | the patient: name, birth, age that day |

use jiff::civil::Date;

use super::calendar::{age, compact, long, month, short, with_weekday, working_days};
use super::patients::Patient;

#[derive(Clone, Copy)]
pub(super) struct Blanks<'a> {
    pub(super) date: Date,
    pub(super) patient: Option<&'a Patient>,
}

impl Blanks<'_> {
    /// What is no blank of ours stays as it is.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 64);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let word = after.split_once('}').and_then(|(blank, next)| Some((self.word(blank)?, next)));
            let (word, next) = word.unwrap_or_else(|| ("{".to_owned(), after));
            filled.push_str(&word);
            rest = next;
        }
        filled.push_str(rest);
        filled
    }

    fn word(&self, blank: &str) -> Option<String> {
        if let Some((form, days)) = blank.split_once(':') {
            let date = working_days(self.date, days.parse().ok()?);
            return match form {
                "d" => Some(short(date)),
                "l" => Some(long(date)),
                "w" => Some(with_weekday(date)),
                "m" => Some(month(date).to_owned()),
                "f" => Some(compact(date)),
                _ => None,
            };
        }
        let patient = self.patient?;
        match blank {
            "P" => Some(patient.full_name()),
            "née" | "né" => Some(patient.born()),
            "age" => Some(age(patient.birth, self.date).to_string()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::patients;
    use super::Blanks;

    #[test]
    fn blanks_are_filled_from_the_date_and_the_patient() {
        let patients = patients::all();
        let blanks = Blanks { date: date(2026, 11, 20), patient: patients.first() };
        assert_eq!(blanks.fill("{P}, {née}, {age} ans"), "Mme Odette BONNEFOY, née le 12/04/1944, 82 ans");
        assert_eq!(blanks.fill("vue le {d:-5}, revoir {w:+1}"), "vue le 13/11/2026, revoir lundi 23 novembre");
        assert_eq!(blanks.fill("{f:0}_CR.pdf {l:0} {m:+20}"), "20261120_CR.pdf 20 novembre 2026 décembre");
    }

    #[test]
    fn what_is_no_blank_stays() {
        let blanks = Blanks { date: date(2026, 11, 20), patient: None };
        assert_eq!(blanks.fill("a {b} {P} {d:x} { c"), "a {b} {P} {d:x} { c");
    }
}
