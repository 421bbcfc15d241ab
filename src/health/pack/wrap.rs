//! A CDA of level 1 around a PDF: header from what is given, the file as it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::cda::{Media, Participant};
use super::super::code::{CONFIDENTIALITY, Code};
use super::super::hl7::Identifier;
use super::super::moment::Moment;
use super::super::patient::Patient;
use super::super::xml::Writer;
use super::metadata::letter;

/// What the header is made of.
#[derive(Clone, Copy)]
pub struct Wrapping<'a> {
    pub pdf: &'a [u8],
    pub patient: &'a Patient,
    pub author: &'a Participant,
    /// The house that keeps it.
    pub custodian: &'a Participant,
    pub code: &'a Code,
    pub title: &'a str,
    /// OID of this version; another for each.
    pub id: &'a str,
    /// OID of all its versions.
    pub set: &'a str,
    pub version: u32,
    pub replaces: Option<&'a Identifier>,
    /// Of the act that it tells of.
    pub act: Moment,
    pub written: Moment,
    /// Beside the common `N`: what masks it.
    pub masking: &'a [Code],
    pub facility: Option<&'a Code>,
    pub practice: Option<&'a Code>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWrapped {
    #[error("the file is no PDF")]
    NotPdf,
    #[error("the patient has no name")]
    NoName,
    #[error("a number or the type is missing")]
    Incomplete,
}

/// The document's bytes.
pub fn wrap(of: &Wrapping<'_>) -> Result<Vec<u8>, NotWrapped> {
    if Media::of_bytes(of.pdf) != Media::Pdf {
        return Err(NotWrapped::NotPdf);
    }
    if of.patient.family().is_none() || of.patient.given().is_none() {
        return Err(NotWrapped::NoName);
    }
    if of.id.is_empty() || of.set.is_empty() || of.code.code.is_empty() {
        return Err(NotWrapped::Incomplete);
    }
    let mut out = Writer::default();
    let spaces = [
        ("xmlns", "urn:hl7-org:v3"),
        ("xmlns:sdtc", "urn:hl7-org:sdtc"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    out.open("ClinicalDocument", &spaces);
    identity(&mut out, of);
    patient(&mut out, of.patient);
    out.open("author", &[]);
    out.empty("time", &[("value", &of.written.compact())]);
    assigned(&mut out, "assignedAuthor", of.author);
    out.close();
    custodian(&mut out, of.custodian);
    out.open("legalAuthenticator", &[]);
    out.empty("time", &[("value", &of.written.compact())]);
    out.empty("signatureCode", &[("code", "S")]);
    assigned(&mut out, "assignedEntity", of.author);
    out.close();
    context(&mut out, of);
    out.open("component", &[]);
    out.open("nonXMLBody", &[]);
    out.leaf("text", &[("mediaType", "application/pdf"), ("representation", "B64")], &STANDARD.encode(of.pdf));
    Ok(out.finish())
}

fn identity(out: &mut Writer, of: &Wrapping<'_>) {
    out.empty("realmCode", &[("code", "FR")]);
    out.empty("typeId", &[("root", "2.16.840.1.113883.1.3"), ("extension", "POCD_HD000040")]);
    for template in ["2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.3.6.1.4.1.19376.1.2.20"] {
        out.empty("templateId", &[("root", template)]);
    }
    out.empty("id", &[("root", of.id)]);
    code(out, "code", of.code);
    out.leaf("title", &[], &of.title.chars().take(128).collect::<String>());
    out.empty("effectiveTime", &[("value", &of.written.compact())]);
    code(out, "confidentialityCode", &Code::new("N", CONFIDENTIALITY, "Normal"));
    for masking in of.masking {
        code(out, "confidentialityCode", masking);
    }
    out.empty("languageCode", &[("code", "fr-FR")]);
    out.empty("setId", &[("root", of.set)]);
    out.empty("versionNumber", &[("value", &of.version.to_string())]);
}

fn patient(out: &mut Writer, patient: &Patient) {
    out.open("recordTarget", &[]);
    out.open("patientRole", &[]);
    if let Some(ins) = &patient.ins {
        out.empty("id", &[("root", &ins.oid), ("extension", ins.matricule.as_str())]);
    }
    for id in &patient.others {
        out.empty("id", &[("root", &id.root), ("extension", &id.extension)]);
    }
    out.empty("addr", &[("nullFlavor", "NASK")]);
    out.empty("telecom", &[("nullFlavor", "NASK")]);
    out.open("patient", &[]);
    out.open("name", &[]);
    let mut part = |name: &'static str, qualifier: Option<&str>, text: Option<&str>| {
        let attributes: Vec<_> = qualifier.map(|qualifier| ("qualifier", qualifier)).into_iter().collect();
        if let Some(text) = text {
            out.leaf(name, &attributes, text);
        }
    };
    part("family", Some("BR"), patient.family());
    part("family", Some("CL"), patient.used_name.as_deref());
    part("given", None, patient.given_names.as_deref());
    part("given", Some("BR"), patient.given());
    part("given", Some("CL"), patient.used_first_name.as_deref());
    out.close();
    match patient.sex {
        Some(sex) => {
            out.empty("administrativeGenderCode", &[("code", letter(sex)), ("codeSystem", "2.16.840.1.113883.5.1")]);
        }
        None => out.empty("administrativeGenderCode", &[("nullFlavor", "UNK")]),
    }
    match patient.birth_date {
        Some(date) => out.empty("birthTime", &[("value", &date.compact())]),
        None => out.empty("birthTime", &[("nullFlavor", "UNK")]),
    }
    place(out, patient);
    out.close();
    out.close();
    out.close();
}

fn place(out: &mut Writer, patient: &Patient) {
    if patient.birth_place_code.is_none() && patient.birth_place.is_none() {
        return;
    }
    out.open("birthplace", &[]);
    out.open("place", &[]);
    if let Some(name) = &patient.birth_place {
        out.leaf("name", &[], name);
    }
    if let Some(code) = &patient.birth_place_code {
        out.open("addr", &[]);
        out.leaf("county", &[], code);
        out.close();
    }
    out.close();
    out.close();
}

fn assigned(out: &mut Writer, element: &'static str, person: &Participant) {
    out.open(element, &[]);
    identifier(out, &person.id);
    if let Some(role) = &person.role {
        code(out, "code", role);
    }
    out.open("assignedPerson", &[]);
    out.open("name", &[]);
    out.leaf("family", &[], if person.family.is_empty() { &person.name } else { &person.family });
    if !person.given.is_empty() {
        out.leaf("given", &[], &person.given);
    }
    if let Some(civility) = &person.civility {
        out.leaf("suffix", &[], civility);
    }
    out.close();
    out.close();
    house(out, "representedOrganization", person);
    out.close();
}

fn house(out: &mut Writer, element: &'static str, person: &Participant) {
    out.open(element, &[]);
    identifier(out, &person.house);
    out.leaf("name", &[], &person.house_name);
    out.close();
}

fn custodian(out: &mut Writer, keeper: &Participant) {
    out.open("custodian", &[]);
    out.open("assignedCustodian", &[]);
    house(out, "representedCustodianOrganization", keeper);
    out.close();
    out.close();
}

/// The act, what it replaces, and where it was done.
fn context(out: &mut Writer, of: &Wrapping<'_>) {
    out.open("documentationOf", &[]);
    out.open("serviceEvent", &[]);
    out.open("effectiveTime", &[]);
    out.empty("low", &[("value", &of.act.compact())]);
    out.close();
    if let Some(practice) = of.practice {
        out.open("performer", &[("typeCode", "PRF")]);
        out.open("assignedEntity", &[]);
        identifier(out, &of.author.id);
        out.open("representedOrganization", &[]);
        code(out, "standardIndustryClassCode", practice);
        for _ in 0..3 {
            out.close();
        }
    }
    out.close();
    out.close();
    if let Some(replaced) = of.replaces {
        out.open("relatedDocument", &[("typeCode", "RPLC")]);
        out.open("parentDocument", &[]);
        identifier(out, replaced);
        out.close();
        out.close();
    }
    out.open("componentOf", &[]);
    out.open("encompassingEncounter", &[]);
    out.empty("effectiveTime", &[("value", &of.act.compact())]);
    if let Some(facility) = of.facility {
        out.open("location", &[]);
        out.open("healthCareFacility", &[]);
        code(out, "code", facility);
        out.close();
        out.close();
    }
    out.close();
    out.close();
}

fn identifier(out: &mut Writer, id: &Identifier) {
    match (id.is_empty(), id.extension.is_empty()) {
        (true, _) => out.empty("id", &[("nullFlavor", "UNK")]),
        (_, true) => out.empty("id", &[("root", &id.root)]),
        _ => out.empty("id", &[("root", &id.root), ("extension", &id.extension)]),
    }
}

fn code(out: &mut Writer, element: &'static str, code: &Code) {
    out.empty(element, &[("code", &code.code), ("codeSystem", &code.system), ("displayName", &code.label)]);
}
