//! The body: the file of level 1, or the sections of level 3 with what lies in them.

use super::super::code::Code;
use super::super::xml::Element;
use super::embedded::Embedded;
use super::narrative::{Narrative, Section};
use super::{Body, Document, Notice, flag};

/// A section that holds the whole document again, as a PDF.
const COPY_TEMPLATE: &str = "1.2.250.1.213.1.1.2.243";
const COPY_CODE: &str = "55108-5";

pub(super) fn read(document: &Element, into: &mut Document) {
    let components = || document.children("component");
    let files: Vec<_> = components().flat_map(|component| component.children("nonXMLBody")).collect();
    let bodies: Vec<_> = components().flat_map(|component| component.children("structuredBody")).collect();
    if files.len() + bodies.len() > 1 {
        into.notices.push(Notice::SeveralBodies);
    }
    if let Some(body) = bodies.first() {
        structured(body, into);
    }
    for file in files {
        let Some(text) = file.child("text") else { continue };
        match (Embedded::of(text, None), &into.body) {
            (Some(file), Body::Missing | Body::Linked) => into.body = Body::Embedded(file),
            (Some(file), _) => into.attachments.push(file),
            (None, Body::Missing) if text.child("reference").is_some() => into.body = Body::Linked,
            _ => {}
        }
    }
}

fn structured(body: &Element, into: &mut Document) {
    let mut sections = Vec::new();
    let mut pictures = Vec::new();
    for section in body.children("component").flat_map(|component| component.children("section")) {
        add(section, 1, &mut sections);
    }
    // A section left alone, without its component, is one all the same.
    for section in body.children("section") {
        add(section, 1, &mut sections);
    }
    let copy = copy(body);
    body.each("observationMedia", &mut |media| {
        let id = media.said("ID");
        let Some(file) = media.child("value").and_then(|value| Embedded::of(value, id)) else { return };
        if file.media.is_picture() && id.is_some() {
            pictures.push(file);
        } else if copy.as_ref() != Some(&file) {
            into.attachments.push(file);
        }
    });
    into.copy = copy;
    let mut narrative = Narrative::new(sections, pictures);
    into.findings = flag::findings(body, &narrative);
    narrative.mark(&into.findings);
    into.body = Body::Narrative(narrative);
}

fn add(section: &Element, depth: usize, all: &mut Vec<Section>) {
    all.push(Section {
        depth,
        title: section.child("title").map(Element::words).unwrap_or_default(),
        code: section.child("code").map(Code::of).filter(|code| !code.is_empty()),
        is_copy: is_copy(section),
        coded_only: section.child("text").is_none() && section.child("entry").is_some(),
        text: section.child("text").cloned(),
    });
    for inner in section.children("component").flat_map(|component| component.children("section")) {
        add(inner, depth + 1, all);
    }
}

fn is_copy(section: &Element) -> bool {
    let code = section.child("code").and_then(|code| code.said("code"));
    code == Some(COPY_CODE) || section.children("templateId").any(|id| id.said("root") == Some(COPY_TEMPLATE))
}

fn copy(body: &Element) -> Option<Embedded> {
    let sections = body.all("section");
    let copies = sections.into_iter().filter(|section| is_copy(section));
    copies
        .flat_map(|section| section.all("observationMedia"))
        .find_map(|media| Embedded::of(media.child("value")?, media.said("ID")))
}
