//! Results as a table: value, unit, usual range, and a mark where a result is
//! out of it, which is a sign and a word before it is a colour. Beside a
//! result stands what it was before, where that is known.

use super::curve;
use super::sheet::Sheet;
use crate::domain::course::Course;
use crate::health::hprim::{Analysis, Date, Measure, Standing, Status};
use crate::i18n::{Words, fl};

/// The results of a dossier, and what was measured before them.
pub(super) struct Table<'a> {
    pub(super) open: bool,
    courses: &'a [&'a Course],
    day: Option<Date>,
}

impl<'a> Table<'a> {
    /// Of a dossier of that day.
    pub(super) fn new(courses: &'a [&'a Course], day: Option<Date>) -> Self {
        Self { open: false, courses, day }
    }

    /// Opens it with its heads, unless it is open.
    pub(super) fn begin(&mut self, words: &Words, sheet: &mut Sheet) {
        if std::mem::replace(&mut self.open, true) {
            return;
        }
        sheet.html("<table class=\"hd-table\"><tr><th>");
        sheet.text(&words.say("clinical-analysis"));
        sheet.html("</th><th class=\"value\">");
        sheet.text(&words.say("clinical-value"));
        for head in ["clinical-unit", "clinical-range", "clinical-mark"] {
            sheet.html("</th><th>");
            sheet.text(&words.say(head));
        }
        if !self.courses.is_empty() {
            sheet.html("</th><th>");
            sheet.text(&words.say("clinical-before"));
        }
        sheet.html("</th></tr>");
    }

    pub(super) fn end(&mut self, sheet: &mut Sheet) {
        if std::mem::take(&mut self.open) {
            sheet.html("</table>");
        }
    }

    /// The head of some results.
    pub(super) fn part(&self, title: &str, sheet: &mut Sheet) {
        self.row("part", title, sheet);
    }

    pub(super) fn note(&self, text: &str, sheet: &mut Sheet) {
        self.row("note", text, sheet);
    }

    /// The analysis with that number in the dossier.
    pub(super) fn analysis(&self, analysis: &Analysis, number: usize, words: &Words, sheet: &mut Sheet) {
        let standing = analysis.standing();
        sheet.html(if standing.is_out_of_range() { "<tr class=\"out\"><td>" } else { "<tr><td>" });
        sheet.text(name(analysis));
        let status = match analysis.status {
            Status::NotValidated => Some(words.say("clinical-not-validated")),
            Status::Corrected => Some(words.say("clinical-corrected")),
            Status::Validated | Status::Unknown => None,
        };
        if let Some(status) = status {
            sheet.html("<br>");
            sheet.block("span", "hd-small", &status);
        }
        sheet.html("</td><td class=\"value\">");
        lines(analysis, |measure| measure.value.clone(), sheet);
        sheet.html("</td><td>");
        lines(analysis, |measure| measure.unit.clone(), sheet);
        sheet.html("</td><td>");
        lines(analysis, |measure| range(measure, words), sheet);
        sheet.html("</td><td class=\"mark\">");
        sheet.text(&mark(standing, words));
        if !self.courses.is_empty() {
            sheet.html("</td><td class=\"before\">");
            self.before(analysis, number, words, sheet);
        }
        sheet.html("</td></tr>");
        for comment in &analysis.comments {
            self.note(comment, sheet);
        }
    }

    /// The last value before, of each unit, and the curve of the first that has one.
    fn before(&self, analysis: &Analysis, number: usize, words: &Words, sheet: &mut Sheet) {
        let courses: Vec<&Course> = self.courses.iter().copied().filter(|course| course.analysis == number).collect();
        for (place, course) in courses.iter().enumerate() {
            let Some(last) = course.before.last() else { continue };
            if place > 0 {
                sheet.html("<br>");
            }
            sheet.html("<span class=\"last\">");
            sheet.text(&last.value);
            sheet.html(" ");
            sheet.block("span", "hd-small", &day(&last.day));
            sheet.html("</span>");
        }
        let drawn = |course: &&&Course| {
            analysis.values.get(course.measure).is_some_and(|measure| {
                curve::write(course, measure, self.day, analysis.standing().is_out_of_range(), words, sheet)
            })
        };
        let _ = courses.iter().find(drawn);
    }

    fn row(&self, class: &str, text: &str, sheet: &mut Sheet) {
        let span = if self.courses.is_empty() { 5 } else { 6 };
        sheet.html(&format!("<tr><td colspan=\"{span}\" class=\"{class}\">"));
        sheet.text(text);
        sheet.html("</td></tr>");
    }
}

/// `20260203` as it is read.
pub(super) fn day(packed: &str) -> String {
    match (packed.get(6..8), packed.get(4..6), packed.get(..4)) {
        (Some(day), Some(month), Some(year)) => format!("{day}/{month}/{year}"),
        _ => packed.to_owned(),
    }
}

/// The same result in one unit, and in the other below it.
fn lines(analysis: &Analysis, of: impl Fn(&Measure) -> String, sheet: &mut Sheet) {
    for (number, measure) in analysis.values.iter().enumerate() {
        if number > 0 {
            sheet.html("<br>");
        }
        sheet.text(&of(measure));
    }
}

pub(super) fn name(analysis: &Analysis) -> &str {
    if analysis.label.is_empty() { &analysis.code } else { &analysis.label }
}

fn range(measure: &Measure, words: &Words) -> String {
    match (measure.low.trim(), measure.high.trim()) {
        ("", "") => String::new(),
        (low, "") if low.starts_with(['<', '>']) => low.to_owned(),
        ("", high) if high.starts_with(['<', '>']) => high.to_owned(),
        (low, "") => fl!(words, "clinical-range-from", low = low),
        ("", high) => fl!(words, "clinical-range-to", high = high),
        (low, high) => fl!(words, "clinical-range-between", low = low, high = high),
    }
}

/// The sign and the word; nothing where nothing is to be said.
pub(super) fn mark(standing: Standing, words: &Words) -> String {
    match standing {
        Standing::Below => format!("▼ {}", words.say("clinical-low")),
        Standing::Above => format!("▲ {}", words.say("clinical-high")),
        Standing::CriticallyLow => format!("▼▼ {}", words.say("clinical-critically-low")),
        Standing::CriticallyHigh => format!("▲▲ {}", words.say("clinical-critically-high")),
        Standing::Abnormal => format!("◆ {}", words.say("clinical-abnormal")),
        Standing::Normal | Standing::Unknown => String::new(),
    }
}
