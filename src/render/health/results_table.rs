//! Results as a table: value, unit, usual range, and a mark where a result is
//! out of it, which is a sign and a word before it is a colour.

use super::sheet::Sheet;
use crate::health::hprim::{Analysis, Measure, Standing, Status};
use crate::i18n::{Words, fl};

/// Opens one with its heads, unless it is open.
pub(super) fn begin(open: &mut bool, words: &Words, sheet: &mut Sheet) {
    if std::mem::replace(open, true) {
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
    sheet.html("</th></tr>");
}

pub(super) fn end(open: &mut bool, sheet: &mut Sheet) {
    if std::mem::take(open) {
        sheet.html("</table>");
    }
}

/// The head of some results.
pub(super) fn part(title: &str, sheet: &mut Sheet) {
    row("part", title, sheet);
}

pub(super) fn note(text: &str, sheet: &mut Sheet) {
    row("note", text, sheet);
}

pub(super) fn analysis(analysis: &Analysis, words: &Words, sheet: &mut Sheet) {
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
    sheet.html("</td></tr>");
    for comment in &analysis.comments {
        note(comment, sheet);
    }
}

fn row(class: &str, text: &str, sheet: &mut Sheet) {
    sheet.html(&format!("<tr><td colspan=\"5\" class=\"{class}\">"));
    sheet.text(text);
    sheet.html("</td></tr>");
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
