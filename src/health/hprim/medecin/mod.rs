//! HPRIM Médecin: twelve lines of header, text, and perhaps a section for machines
//! between `****LAB****` and `****FIN****`; several of these in a file.

mod header;
mod marker;
mod result;
mod section;

use header::Found;
use marker::Marker;
pub(super) use section::{Section, ends, sections};

use super::html::one_line;
use super::kind::Kind;
use super::model::{Content, Dossier, Line, Reading};
use super::text::{Source, Text};
use result::Machine;

/// Whether there are enough signs of it.
pub(super) fn is_in(lines: &[Source]) -> bool {
    let marked = |wanted| lines.iter().any(|line| Marker::read(&line.text) == Some(wanted));
    let results = lines.iter().filter(|line| result::is_whole(&line.text)).count();
    if results > 1 || marked(Marker::EndOfFile) {
        return true;
    }
    let ended = marked(Marker::End) || marked(Marker::Lab);
    if !ended {
        return header::find(lines, header::ALONE).is_some();
    }
    results > 0 || sections(lines).0.iter().any(|section| section.header.is_some())
}

pub(super) fn read(text: &Text, kind: Option<Kind>, year: u16) -> Reading {
    let (sections, rest) = sections(&text.lines);
    let dossiers = sections.iter().map(|section| dossier(section.of(&text.lines), section.header.as_ref(), year));
    let outside = text.lines.get(rest..).unwrap_or_default().iter().map(outside).collect();
    Reading { kind, encoding: text.encoding, dossiers: dossiers.collect(), outside }
}

fn outside(line: &Source) -> Line {
    let content = match Marker::read(&line.text) {
        Some(_) => Content::Marker,
        None => prose(&line.text),
    };
    Line { raw: line.text.clone(), content }
}

fn prose(text: &str) -> Content {
    if Line::is_blank(text) { Content::Blank } else { Content::prose(text) }
}

fn dossier(lines: &[Source], header: Option<&Found>, year: u16) -> Dossier {
    let mut dossier = Dossier::default();
    let (mut in_machine, mut results) = (false, false);
    for (number, line) in lines.iter().enumerate() {
        let raw = line.text.as_str();
        if let Some(field) = header.and_then(|found| found.field(number)) {
            header::take(&mut dossier, field, raw, year);
            dossier.push(raw, Content::Header(field));
            continue;
        }
        if let Some(marker) = Marker::read(raw) {
            in_machine = marker == Marker::Lab;
            results &= !in_machine;
            dossier.push(raw, Content::Marker);
            continue;
        }
        match Machine::read(raw, in_machine || results) {
            Some(Machine::Result(content)) => {
                results |= matches!(content, Content::Analysis(_));
                dossier.push(raw, content);
            }
            Some(Machine::Comment(text)) if results => dossier.comment(raw, &text),
            Some(Machine::Comment(text)) if Line::is_blank(&text) => dossier.push(raw, Content::Blank),
            Some(Machine::Comment(text)) => dossier.push(raw, Content::Title(text.trim().to_owned())),
            None if Line::is_blank(raw) => dossier.push(raw, Content::Blank),
            None if line.soft && in_machine => dossier.comment(raw, &one_line(raw)),
            None if in_machine => dossier.push(raw, Content::Raw),
            None => dossier.push(raw, prose(raw)),
        }
    }
    dossier
}
