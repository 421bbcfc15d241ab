//! The invented patients whose stories run through the mailbox.

use jiff::civil::Date;

use super::calendar;

const LIST: &str = include_str!("../../../assets/demo/patients.txt");

#[derive(Debug, Clone)]
pub(super) struct Patient {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) last: &'static str,
    pub(super) first: &'static str,
    pub(super) birth: Date,
    /// Nobody's: zeros and a place in a list, with its key.
    pub(super) matricule: String,
}

impl Patient {
    pub(super) fn is_woman(&self) -> bool {
        self.title == "Mme"
    }

    /// `née le 12/04/1944`
    pub(super) fn born(&self) -> String {
        format!("né{} le {}", if self.is_woman() { "e" } else { "" }, calendar::short(self.birth))
    }

    /// `Mme Odette BONNEFOY`
    pub(super) fn full_name(&self) -> String {
        format!("{} {} {}", self.title, self.first, self.last)
    }
}

pub(super) fn all() -> Vec<Patient> {
    LIST.lines().zip(1..).filter_map(|(line, place)| patient(line, place)).collect()
}

/// `bonnefoy | Mme | BONNEFOY | Odette | 12/04/1944`
fn patient(line: &'static str, place: u64) -> Option<Patient> {
    let mut fields = line.split('|').map(str::trim);
    let (key, title, last, first) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let mut birth = fields.next()?.splitn(3, '/');
    let (day, month, year) = (birth.next()?, birth.next()?, birth.next()?);
    let birth = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let matricule = format!("{place:013}{:02}", 97 - place % 97);
    Some(Patient { key, title, last, first, birth, matricule })
}

#[cfg(test)]
mod tests {
    use super::{LIST, all};

    #[test]
    fn every_line_is_a_patient() {
        assert_eq!(all().len(), LIST.lines().count());
        let first = all().remove(0);
        assert_eq!(first.matricule, "000000000000196");
        assert_eq!((first.full_name(), first.born()), ("Mme Odette BONNEFOY".into(), "née le 12/04/1944".into()));
    }
}
