//! The laboratory's reports: fixed columns with units, references and the
//! value before, as plain text and as PDF.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, Time};

use crate::mime::compose::Attachment;

use super::analytes::{Analyte, find};
use super::calendar::{age, compact, short};
use super::letterhead;
use super::patients::Patient;

/// Remembers the last value of each patient, for the column of the past.
#[derive(Default)]
pub(super) struct Bench {
    last: BTreeMap<(&'static str, &'static str), &'static str>,
}

pub(super) struct Report {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) file: Attachment,
}

impl Bench {
    /// Lines are `CODE value`, `! a comment`, or `| text as it stands`.
    pub(super) fn report(
        &mut self,
        lines: &'static str,
        patient: &Patient,
        day: Date,
        time: Time,
        letterhead: &[&str],
    ) -> Report {
        let number = file_number(patient, day);
        let mut results = String::new();
        let mut section = "";
        let mut out = vec![];
        for line in lines.lines() {
            if let Some(comment) = line.strip_prefix("! ") {
                let _ = writeln!(results, "\n  Commentaire : {comment}");
            } else if let Some(text) = line.strip_prefix('|') {
                let _ = writeln!(results, "{}", text.strip_prefix(' ').unwrap_or(text));
            } else if let Some((analyte, value)) =
                line.split_once(' ').and_then(|(code, value)| Some((find(code)?, value)))
            {
                if analyte.section != section {
                    section = analyte.section;
                    let _ = writeln!(results, "{}{section}", if results.is_empty() { "" } else { "\n" });
                }
                let before = self.last.insert((patient.key, analyte.code), value).unwrap_or_default();
                let _ = writeln!(results, "{}", row(analyte, value, before, patient));
                if is_out(analyte, value, patient) {
                    out.push(format!("{} {value} {}", analyte.label, analyte.unit));
                }
            }
        }
        let head = head(patient, day, time, &number);
        let title = format!("{}_CR d'examens biologiques_{}_{}_{number}", compact(day), patient.last, patient.first);
        let bytes = letterhead::report(&title, letterhead, &format!("{head}{results}\n{FOOT}"));
        let file = Attachment {
            name: format!("{title}.pdf"),
            media_type: "application/pdf".to_owned(),
            bytes,
            content_id: None,
        };
        let out = if out.is_empty() { String::new() } else { format!("Hors limites : {}.\n", out.join(" ; ")) };
        let letterhead = letterhead.join("\n");
        Report {
            subject: format!(
                "Résultats de biologie – {} {} – prélèvement du {}",
                patient.last,
                patient.first,
                short(day)
            ),
            text: format!("{out}{head}{results}\n{FOOT}\n\n{letterhead}"),
            file,
        }
    }
}

const FOOT: &str =
    "* : valeur hors des limites de référence.\nCompte rendu validé par le Dr Yannick THÉBAULT, biologiste médical.";

fn head(patient: &Patient, day: Date, time: Time, number: &str) -> String {
    let years = age(patient.birth, day);
    format!(
        "Patient      : {}, {} ({years} ans)\nDossier      : {number}\nPrescripteur : Dr MONTAIGU Claire\n\
         Prélevé le {} à 07:40 – validé à {:02}:{:02}\n\n\
         Analyse                       Résultat    Unité           Référence      Avant\n\
         ------------------------------------------------------------------------------\n",
        patient.full_name(),
        patient.born(),
        short(day),
        time.hour(),
        time.minute(),
    )
}

fn row(analyte: &Analyte, value: &str, before: &str, patient: &Patient) -> String {
    let (low, high) = analyte.limits(patient.is_woman());
    let reference = match (low, high) {
        ("", "") => String::new(),
        ("", high) => format!("< {high}"),
        (low, "") => format!("> {low}"),
        (low, high) => format!("{low} – {high}"),
    };
    let mark = if is_out(analyte, value, patient) { '*' } else { ' ' };
    let row = format!(
        "  {:.<28}{value:>8} {mark}  {:<16}{reference:<15}{before}",
        format!("{} ", analyte.label),
        analyte.unit
    );
    row.trim_end().to_owned()
}

fn is_out(analyte: &Analyte, value: &str, patient: &Patient) -> bool {
    let (low, high) = analyte.limits(patient.is_woman());
    number(value).is_some_and(|value| {
        number(low).is_some_and(|low| value < low) || number(high).is_some_and(|high| value > high)
    })
}

/// `1 240` and `4,1` as numbers.
fn number(text: &str) -> Option<f32> {
    text.replace(',', ".").replace(' ', "").parse().ok()
}

/// The year and six digits that depend on the patient and the day.
fn file_number(patient: &Patient, day: Date) -> String {
    let patient: u32 = patient.key.bytes().map(u32::from).fold(17, |sum, byte| (sum * 31 + byte) % 9973);
    let day_of_year = u32::from(day.day_of_year().unsigned_abs());
    format!("{:02}{:06}", day.year() % 100, (day_of_year * 2741 + patient) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::super::patients;
    use super::Bench;

    #[test]
    fn a_value_out_of_range_is_marked_and_the_last_one_recalled() {
        let patients = patients::all();
        let mut bench = Bench::default();
        let mut text = |lines, day| bench.report(lines, &patients[0], day, time(15, 0, 0, 0), &["LABO"]).text;
        let _ = text("HB 12,9\nK 4,3", date(2026, 1, 9));
        let second = text("HB 11,4\nK 4,4", date(2026, 7, 9));
        let row = |label: &str| second.lines().find(|line| line.contains(&format!("  {label} ."))).unwrap().to_owned();
        assert!(row("Hémoglobine").contains("11,4 *") && row("Hémoglobine").ends_with("12,9"));
        assert!(!row("Potassium").contains('*'));
        assert!(second.lines().all(|line| line.chars().count() <= 100));
    }
}
