//! Results as they are compared with those before: whose, of what day, of which
//! analysis, in what unit. What is not surely told apart is left out.

use std::collections::HashMap;

use super::super::name;
use super::model::{Analysis, Content, Dossier, Measure, Patient, Reading, Sex, Status};
use super::number::{Bound, quantity};
use crate::domain::course::{Measured, Person};

/// Of a value: a longer one is a sentence.
const VALUE: usize = 40;
/// Of a matricule, without its key.
const BODY: usize = 13;

/// A value, and where in the file it stands.
#[derive(Debug)]
pub struct Told {
    pub dossier: usize,
    /// Among the analyses of the dossier.
    pub analysis: usize,
    /// Among its values.
    pub measure: usize,
    /// The sender stands by it: it is not on its way to another.
    pub settled: bool,
    pub measured: Measured,
}

/// All that can be compared. Nothing of a dossier without a date, or whose patient
/// is not told by names and the day of birth.
pub fn measured(reading: &Reading) -> Vec<Told> {
    let dossiers = reading.dossiers.iter().enumerate();
    dossiers.flat_map(|(place, dossier)| of_dossier(place, dossier).unwrap_or_default()).collect()
}

/// What a value says in figures; None for "<0.12", for words, for nothing.
pub fn figure(value: &str, unit: &str) -> Option<f64> {
    quantity(value, unit).filter(|(bound, _)| *bound == Bound::Exactly).map(|(_, number)| number)
}

impl Measure {
    /// The ends of the usual range, as far as they are figures.
    pub fn range(&self) -> (Option<f64>, Option<f64>) {
        let end = |text: &str| quantity(text, &self.unit).map(|(_, number)| number);
        match (end(&self.low), end(&self.high)) {
            (Some(low), Some(high)) if low >= high => (None, None),
            ends => ends,
        }
    }
}

fn of_dossier(place: usize, dossier: &Dossier) -> Option<Vec<Told>> {
    let (person, date) = (person(&dossier.patient)?, dossier.date?);
    let day = format!("{:04}{:02}{:02}", date.year, date.month, date.day);
    let (mut told, mut title, mut number) = (Vec::new(), String::new(), 0);
    for line in &dossier.lines {
        match &line.content {
            Content::Title(text) => title = name::folded(text),
            Content::Analysis(analysis) => {
                let settled = analysis.status != Status::NotValidated;
                let corrected = analysis.status == Status::Corrected;
                for (measure, of) in analysis.values.iter().enumerate() {
                    let Some((what, unit, value)) = compared(analysis, of, &title) else { continue };
                    let (person, day) = (person.clone(), day.clone());
                    let measured = Measured { person, day, analysis: what, unit, value, corrected };
                    told.push(Told { dossier: place, analysis: number, measure, settled, measured });
                }
                number += 1;
            }
            _ => {}
        }
    }
    // The same twice in a dossier (before a meal and after it): nobody knows which is which.
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    for one in &told {
        *seen.entry((one.measured.analysis.clone(), one.measured.unit.clone())).or_default() += 1;
    }
    told.retain(|one| seen.get(&(one.measured.analysis.clone(), one.measured.unit.clone())) == Some(&1));
    Some(told)
}

fn person(patient: &Patient) -> Option<Person> {
    let family = if patient.birth_name.is_empty() { &patient.used_name } else { &patient.birth_name };
    let (family, given, birth) = (name::folded(family), name::folded(&patient.given_names), patient.birth?);
    if family.is_empty() || given.is_empty() {
        return None;
    }
    Some(Person {
        key: format!("{family}|{:04}{:02}{:02}", birth.year, birth.month, birth.day),
        given,
        sex: match patient.sex {
            Some(Sex::Female) => "f".to_owned(),
            Some(Sex::Male) => "m".to_owned(),
            None => String::new(),
        },
        ins: patient.ins.chars().filter(|c| !c.is_whitespace()).take(BODY).collect(),
    })
}

/// By label and code; where there is no code, also by what stands above.
fn compared(analysis: &Analysis, measure: &Measure, title: &str) -> Option<(String, String, String)> {
    let (label, code) = (name::folded(&analysis.label), name::folded(&analysis.code));
    let value = name::collapsed(&measure.value);
    if label.is_empty() && code.is_empty() || value.is_empty() || value.chars().count() > VALUE {
        return None;
    }
    let title = if code.is_empty() { title } else { "" };
    Some((format!("{label}|{code}|{title}"), unit(&measure.unit), value))
}

/// `g/l` and `g/L` are one; `G/L` (giga per litre) and `g/L` are two.
fn unit(written: &str) -> String {
    let letters = written.chars().filter(|c| !c.is_whitespace());
    letters
        .map(|c| match c {
            'μ' => 'µ',
            'l' => 'L',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::read_text;
    use super::*;

    fn told(results: &str) -> Vec<Told> {
        let head = "PAT1\nFICTIVE\nCLAIRE\n1 RUE DES ESSAIS\n\n75001 PARIS\n14/07/1962\n\n26A1\n03/02/2026\n\
            LABTEST    LABORATOIRE\nDR         DR MARTIN\n****LAB****\n";
        measured(&read_text(&format!("{head}{results}\n****FIN****\n****FINFICHIER****\n"), 2026))
    }

    #[test]
    fn a_result_is_told_with_its_patient_day_and_unit() {
        let all = told("RES|GLYCEMIE A JEUN|GLU|N|1.30|g/l|0.74|1.06|H|F|7.20|mmol/L|4.10|5.90");
        let said: Vec<(&str, &str, usize)> =
            all.iter().map(|one| (one.measured.unit.as_str(), one.measured.value.as_str(), one.measure)).collect();
        assert_eq!(said, [("g/L", "1.30", 0), ("mmoL/L", "7.20", 1)]);
        let first = &all[0].measured;
        assert_eq!((first.person.key.as_str(), first.person.given.as_str()), ("FICTIVE|19620714", "CLAIRE"));
        assert_eq!((first.day.as_str(), first.analysis.as_str()), ("20260203", "GLYCEMIE A JEUN|GLU|"));
        assert_ne!(unit("G/L"), unit("g/L"));
        assert_eq!(unit("μmol / l"), unit("µmol/L"));
    }

    #[test]
    fn what_cannot_be_told_apart_is_left_out() {
        assert!(told("RES|GLUCOSE|GLU|N|1|g/L||||F\nRES|GLUCOSE|GLU|N|2|g/L||||F").is_empty());
        assert_eq!(told("RES|GLUCOSE|GLU|N|1|g/L||||F\nRES|GLUCOSE|GLU|N|2|mmol/L||||F").len(), 2);
        let nameless = "****LAB****\nRES|TSH|TSH|N|2|mUI/L|1|4||F\n****FIN****";
        assert!(measured(&read_text(nameless, 2026)).is_empty());
    }

    #[test]
    fn what_is_not_settled_is_said_to_be_so() {
        let all = told("RES|TSH|TSH|N|2|mUI/L|1|4||P\nRES|T4|T4|N|9|pmol/L|1|4||C");
        assert_eq!(
            all.iter().map(|one| (one.settled, one.measured.corrected)).collect::<Vec<_>>(),
            [(false, false), (true, true)]
        );
    }

    #[test]
    fn a_figure_is_one_that_can_stand_on_a_curve() {
        assert_eq!((figure("1,30", "g/L"), figure("<0,12", ""), figure("Négatif", "")), (Some(1.3), None, None));
        let measure = Measure { low: "0,74".into(), high: "1,06".into(), ..Measure::default() };
        assert_eq!(measure.range(), (Some(0.74), Some(1.06)));
        assert_eq!(Measure { low: "0".into(), high: "0".into(), ..measure }.range(), (None, None));
    }
}
