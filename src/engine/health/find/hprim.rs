//! HPRIM files: whole, or a file for each dossier. What is no HPRIM is nothing here.

use crate::domain::export::Naming;
use crate::health::hprim::{self, Date, Dossier};

use super::{Rules, ending};

/// The files that come of one, in its order.
pub(super) fn files(name: &str, bytes: Vec<u8>, rules: Rules<'_>) -> Vec<(Naming, Vec<u8>)> {
    if hprim::recognise(&bytes).is_none() {
        return Vec::new();
    }
    let pieces = if rules.chosen.split { hprim::dossiers(&bytes) } else { vec![bytes] };
    pieces.into_iter().map(|piece| (naming(name, &piece, rules.year), piece)).collect()
}

/// By its first dossier, as importers do.
fn naming(name: &str, bytes: &[u8], year: u16) -> Naming {
    let reading = hprim::read(bytes, None, year);
    let nobody = Dossier::default();
    let dossier = reading.dossiers.first().unwrap_or(&nobody);
    let patient = &dossier.patient;
    let family = if patient.used_name.is_empty() { &patient.birth_name } else { &patient.used_name };
    Naming {
        family: family.clone(),
        given: patient.given_names.clone(),
        birth: patient.birth.map(packed).unwrap_or_default(),
        date: dossier.date.map(packed).unwrap_or_default(),
        original: name.to_owned(),
        ending: ending(name).unwrap_or("hpr").to_owned(),
        hprim: true,
        ..Naming::default()
    }
}

fn packed(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}
