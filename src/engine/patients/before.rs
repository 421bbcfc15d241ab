//! What was measured before: for each result of a document that is shown, the values
//! of the same analysis of the same patient that are kept here. Asked while a page
//! waits, so it gives up early rather than late.

use crate::domain::course::{Course, Measured, past};
use crate::health::hprim::{self, Told};

use super::super::Engine;
use super::year;

/// Of a document: a longer one is an archive, and is read as it is.
const LARGEST: usize = 512 << 10;
/// Results of which one looks what was before.
const RESULTS: usize = 400;

impl Engine {
    /// Empty where there is nothing, or it cannot be had: the document is shown all
    /// the same.
    pub(in crate::engine) async fn courses(&self, bytes: &[u8]) -> Vec<Course> {
        if bytes.len() > LARGEST {
            return Vec::new();
        }
        let bytes = bytes.to_vec();
        let told = self.on_a_thread(move || told(&bytes)).await.unwrap_or_default();
        if told.is_empty() {
            return Vec::new();
        }
        let asked: Vec<Measured> = told.iter().map(|told| told.measured.clone()).collect();
        let found = self.inner.store.measured_before(asked).await.unwrap_or_default();
        let course = |(told, found): (Told, Vec<Measured>)| {
            let Told { dossier, analysis, measure, .. } = told;
            Course { dossier, analysis, measure, before: past(found) }
        };
        told.into_iter().zip(found).map(course).filter(|course| !course.before.is_empty()).collect()
    }
}

fn told(bytes: &[u8]) -> Vec<Told> {
    if hprim::recognise(bytes).is_none_or(|kind| kind == hprim::Kind::Xml) {
        return Vec::new();
    }
    // By the letters that are found out, as they were when the values were kept.
    let mut told = hprim::measured(&hprim::read(bytes, None, year()));
    told.truncate(RESULTS);
    told
}
