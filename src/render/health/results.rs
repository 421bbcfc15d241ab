//! Results of a laboratory (HPRIM): one dossier below the other, each with its
//! head, what is out of range first, then its lines in their order. A line that
//! was not understood stands as it was written; nothing is left out.

use super::super::card::{Card, Value};
use super::results_table::{self as table, Table};
use super::sheet::Sheet;
use super::who;
use crate::domain::course::Course;
use crate::health::hprim::{Analysis, Content, Date, Dossier, Line, Party, Reading, Sex};
use crate::health::ins;
use crate::i18n::{Words, fl};

/// Lines of text that are laid out together: the layout looks at them as a whole.
const TOGETHER: usize = 40;
/// Results of which each has a row of a table; more are shown as they are written.
const ROWS: usize = 2_000;
/// Marked results that are named above all.
const NAMED: usize = 12;

pub(super) fn write(reading: &Reading, courses: &[Course], words: &Words, sheet: &mut Sheet) {
    let mut rows = ROWS;
    for (number, dossier) in reading.dossiers.iter().enumerate() {
        if number > 0 {
            sheet.html("<hr class=\"hd-next\">");
        }
        let courses: Vec<&Course> = courses.iter().filter(|course| course.dossier == number).collect();
        write_dossier(dossier, &courses, words, &mut rows, sheet);
    }
    if reading.outside.iter().any(|line| line.content != Content::Blank) {
        sheet.block("div", "hd-outside", &words.say("clinical-outside"));
        let mut prose = Prose::default();
        for line in &reading.outside {
            prose.line(&line.raw, false, sheet);
        }
        prose.end(sheet);
    }
}

fn write_dossier(dossier: &Dossier, courses: &[&Course], words: &Words, rows: &mut usize, sheet: &mut Sheet) {
    let headless = dossier.patient == <_>::default() && dossier.sender == Party::default();
    if !headless || dossier.analyses().next().is_some() {
        sheet.card(&head(dossier, words));
    }
    out_of_range(dossier, words, sheet);
    let (mut prose, mut table, mut number) = (Prose::default(), Table::new(courses, dossier.date), 0);
    for (at, line) in dossier.lines.iter().enumerate() {
        match &line.content {
            Content::Header(_) | Content::Marker => {}
            Content::Blank if table.open => {}
            Content::Analysis(analysis) if *rows > 0 => {
                *rows -= 1;
                prose.end(sheet);
                table.begin(words, sheet);
                table.analysis(analysis, number, words, sheet);
            }
            Content::Title(title) if table.open || leads_to_results(dossier, at) => {
                prose.end(sheet);
                table.begin(words, sheet);
                table.part(title, sheet);
            }
            Content::Comment(text) if table.open => table.note(text, sheet),
            content => {
                table.end(sheet);
                prose_line(content, line, words, &mut prose, sheet);
            }
        }
        number += usize::from(matches!(line.content, Content::Analysis(_)));
    }
    table.end(sheet);
    prose.end(sheet);
    if let Some(rest) = rest(dossier, words) {
        sheet.html("<div style=\"height:14px\"></div>");
        sheet.card(&rest);
    }
}

fn prose_line(content: &Content, line: &Line, words: &Words, prose: &mut Prose, sheet: &mut Sheet) {
    match content {
        Content::Text(text) | Content::Comment(text) => prose.line(text, false, sheet),
        Content::Title(title) => {
            prose.end(sheet);
            sheet.block("div", "hd-part", title);
        }
        Content::Document(document) => {
            prose.end(sheet);
            let name = if document.name.is_empty() { &document.label } else { &document.name };
            sheet.notes(&[fl!(words, "clinical-file-within", name = name.as_str())]);
        }
        Content::Blank => prose.line("", false, sheet),
        Content::Raw | Content::Analysis(_) | Content::Header(_) | Content::Marker => {
            prose.line(&line.raw, true, sheet);
        }
    }
}

/// The next line that says something is a result.
fn leads_to_results(dossier: &Dossier, at: usize) -> bool {
    let mut after = dossier.lines.iter().skip(at + 1).filter(|line| line.content != Content::Blank);
    after.next().is_some_and(|line| matches!(line.content, Content::Analysis(_)))
}

fn head(dossier: &Dossier, words: &Words) -> Card {
    let patient = &dossier.patient;
    let mut card = Card { kind: words.say("clinical-results"), title: patient.name(), ..Card::default() };
    if card.title.is_empty() {
        card.title = words.say("clinical-unnamed");
    }
    let sex = patient.sex.map(|sex| match sex {
        Sex::Female => ins::Sex::Female,
        Sex::Male => ins::Sex::Male,
    });
    if let Some(birth) = patient.birth {
        card.under.push(who::born(&day(birth), sex, words));
    }
    let line = |text: &str| Value::lines([text]);
    if !patient.birth_name.is_empty() && patient.birth_name != patient.used_name {
        card.fact(words.say("clinical-birth-name"), line(&patient.birth_name));
    }
    card.fact(words.say("clinical-ins-unchecked"), line(&patient.ins));
    card.fact(words.say("clinical-sender"), party(&dossier.sender));
    card.fact(words.say("clinical-date"), line(&dossier.date.map(day).unwrap_or_default()));
    card
}

/// What the head says besides: below the results, for who looks for it.
fn rest(dossier: &Dossier, words: &Words) -> Option<Card> {
    let patient = &dossier.patient;
    let line = |text: &str| Value::lines([text]);
    let mut card = Card { kind: words.say("clinical-rest"), ..Card::default() };
    card.fact(words.say("clinical-recipient"), party(&dossier.recipient));
    card.fact(words.say("clinical-number"), line(&dossier.number));
    card.fact(words.say("clinical-patient-code"), line(&patient.code));
    card.fact(words.say("clinical-social-security"), line(&patient.social_security));
    card.fact(words.say("card-address"), Value::lines(patient.address.iter().map(String::as_str)));
    (!card.facts.is_empty()).then_some(card)
}

fn party(party: &Party) -> Value {
    let mut value = Value::lines([party.name.as_str()]);
    if !party.code.is_empty() {
        value.text(if party.name.is_empty() { "" } else { " " });
        value.muted(&party.code);
    }
    value
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day, date.month, date.year)
}

/// What cannot be overlooked: before all else, by name.
fn out_of_range(dossier: &Dossier, words: &Words, sheet: &mut Sheet) {
    let mut out: Vec<&Analysis> = dossier.analyses().filter(|analysis| analysis.standing().is_out_of_range()).collect();
    if out.is_empty() {
        return;
    }
    let critical = out.iter().filter(|analysis| analysis.standing().is_critical()).count();
    out.sort_by_key(|analysis| !analysis.standing().is_critical());
    sheet.html("<div class=\"hd-alert\"><b>");
    sheet.text(&fl!(words, "clinical-out-of-range", count = out.len() as u64));
    if critical > 0 {
        sheet.text(&fl!(words, "clinical-critical", count = critical as u64));
    }
    sheet.html("</b>");
    for analysis in out.iter().take(NAMED) {
        sheet.html("<br>");
        let value = analysis.values.first().map(|value| format!("{} {}", value.value, value.unit)).unwrap_or_default();
        let mark = table::mark(analysis.standing(), words);
        let name = table::name(analysis);
        sheet.text(&fl!(words, "clinical-result", name = name, value = value.trim(), mark = mark));
    }
    if out.len() > NAMED {
        sheet.html("<br>…");
    }
    sheet.html("</div>");
}

/// Lines in letters of one width.
#[derive(Default)]
struct Prose {
    /// Lines in the block that is open, and whether they are as they were written.
    open: Option<(usize, bool)>,
    empty: usize,
}

impl Prose {
    fn line(&mut self, text: &str, raw: bool, sheet: &mut Sheet) {
        if text.trim().is_empty() {
            self.empty += 1;
            return;
        }
        match self.open {
            Some((lines, as_written)) if as_written == raw && lines < TOGETHER => {
                sheet.html(&"\n".repeat(self.empty.min(3) + 1));
                self.open = Some((lines + 1, raw));
            }
            open => {
                let gap = open.is_some() && self.empty > 0;
                if open.is_some() {
                    sheet.html("</pre>");
                }
                let class = if raw { "hd-text hd-raw" } else { "hd-text" };
                let room = if gap { " style=\"margin-top:1.4em\"" } else { "" };
                sheet.html(&format!("<pre class=\"{class}\"{room}>"));
                self.open = Some((1, raw));
            }
        }
        self.empty = 0;
        sheet.text(text);
    }

    fn end(&mut self, sheet: &mut Sheet) {
        if self.open.take().is_some() {
            sheet.html("</pre>");
        }
        self.empty = 0;
    }
}
