//! What stands before the body.

use super::super::code::Code;
use super::super::hl7::Identifier;
use super::super::moment::Moment;
use super::super::xml::Element;
use super::{Body, Document, Notice, person};

pub(super) fn read(document: &Element, mut notices: Vec<Notice>) -> Document {
    let targets: Vec<_> = document.children("recordTarget").collect();
    let patient = targets.first().map(|target| person::patient(target)).unwrap_or_default();
    let code = document.child("code").map(Code::of).unwrap_or_default();
    let id = document.child("id").map(identifier).unwrap_or_default();
    let (version, odd) = version(document);
    let noted = [
        (targets.len() > 1, Notice::SeveralPatients),
        (patient.is_empty(), Notice::NoPatient),
        (code.is_empty(), Notice::NoCode),
        (id.is_empty(), Notice::NoId),
        (odd, Notice::OddVersion),
    ];
    notices.extend(noted.into_iter().filter(|(is, _)| *is).map(|(_, notice)| notice));
    let (act, act_end) = act(document);
    Document {
        patient,
        authors: document.children("author").map(person::participant).collect(),
        legal_authenticator: document.child("legalAuthenticator").map(person::participant),
        custodian: document.child("custodian").map(person::participant),
        recipients: document.children("informationRecipient").map(person::participant).collect(),
        title: document.child("title").map(Element::words).unwrap_or_default(),
        code,
        written: document.child("effectiveTime").and_then(moment),
        act,
        act_end,
        id,
        set: document.child("setId").map(identifier).filter(|id| !id.is_empty()),
        version,
        replaces: related(document, |kind| kind.eq_ignore_ascii_case("RPLC")),
        derived_from: related(document, |kind| !kind.eq_ignore_ascii_case("RPLC")),
        confidentiality: document
            .children("confidentialityCode")
            .map(Code::of)
            .filter(|code| !code.is_empty())
            .collect(),
        language: document.child("languageCode").and_then(|code| code.said("code")).map(str::to_owned),
        orders: orders(document),
        acts: service_events(document).filter_map(|event| event.child("code")).map(Code::of).collect(),
        facility: facility(document),
        practice: practice(document),
        body: Body::Missing,
        copy: None,
        attachments: Vec::new(),
        findings: Vec::new(),
        notices,
        faults: Vec::new(),
    }
}

pub(super) fn identifier(element: &Element) -> Identifier {
    let of = |name| element.said(name).unwrap_or_default();
    Identifier::new(of("root"), of("extension"))
}

/// `value`, or where an interval begins.
pub(super) fn moment(element: &Element) -> Option<Moment> {
    let value = element.said("value").or_else(|| element.child("low")?.said("value"));
    value.and_then(Moment::parse)
}

fn version(document: &Element) -> (Option<u32>, bool) {
    match document.child("versionNumber").and_then(|version| version.said("value")) {
        Some(text) => (text.parse().ok(), text.parse::<u32>().is_err()),
        None => (None, false),
    }
}

fn service_events(document: &Element) -> impl Iterator<Item = &Element> {
    document.children("documentationOf").filter_map(|of| of.child("serviceEvent"))
}

/// Of the first act that says when it was done.
fn act(document: &Element) -> (Option<Moment>, Option<Moment>) {
    let mut times = service_events(document).filter_map(|event| event.child("effectiveTime"));
    let end = |time: &Element| time.child("high").and_then(|high| Moment::parse(high.said("value")?));
    times.find_map(|time| Some((Some(moment(time)?), end(time)))).unwrap_or_default()
}

fn related(document: &Element, is: impl Fn(&str) -> bool) -> Vec<Identifier> {
    let related = document.children("relatedDocument").filter(|other| is(other.said("typeCode").unwrap_or_default()));
    let ids = related.filter_map(|other| other.child("parentDocument")?.child("id")).map(identifier);
    ids.filter(|id| !id.is_empty()).collect()
}

fn orders(document: &Element) -> Vec<Identifier> {
    let orders = document.children("inFulfillmentOf").filter_map(|of| of.child("order"));
    orders.flat_map(|order| order.children("id")).map(identifier).filter(|id| !id.is_empty()).collect()
}

fn facility(document: &Element) -> Option<Code> {
    let path = ["componentOf", "encompassingEncounter", "location", "healthCareFacility", "code"];
    document.path(&path).map(Code::of).filter(|code| !code.is_empty())
}

fn practice(document: &Element) -> Option<Code> {
    let path = ["performer", "assignedEntity", "representedOrganization", "standardIndustryClassCode"];
    service_events(document).find_map(|event| event.path(&path)).map(Code::of).filter(|code| !code.is_empty())
}
