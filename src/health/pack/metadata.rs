//! METADATA.XML from what the documents say of themselves, so that the two cannot
//! contradict each other.

use super::super::cda::{Body, Document, Media, Participant};
use super::super::code::{Code, LOINC, PERSONS, STRUCTURES};
use super::super::hl7::{Identifier, escaped};
use super::super::ins::Sex;
use super::super::patient::Patient;
use super::super::xdm::scheme;
use super::super::xml::Writer;
use super::{Item, Parcel, name};

const LCM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0";
const RIM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
const SET: &str = "SubmissionSet01";
const FORMATS: &str = "1.2.250.1.213.1.1.4.2.282";

pub(super) fn write(parcel: &Parcel<'_>, documents: &[Document]) -> Vec<u8> {
    let mut file = Objects { out: Writer::default(), count: 0 };
    file.out.open("lcm:SubmitObjectsRequest", &[("xmlns:lcm", LCM), ("xmlns", RIM)]);
    file.out.open("RegistryObjectList", &[]);
    file.set(parcel, documents);
    for (at, (item, document)) in parcel.documents.iter().zip(documents).enumerate() {
        file.document(at, item, document);
    }
    for at in 0..documents.len() {
        file.member(at);
    }
    file.out.finish()
}

fn symbol(at: usize) -> String {
    format!("Document{:02}", at + 1)
}

struct Objects {
    out: Writer,
    /// Classifications and identifiers so far: each needs a name of its own.
    count: usize,
}

impl Objects {
    fn set(&mut self, parcel: &Parcel<'_>, documents: &[Document]) {
        self.out.open(
            "RegistryPackage",
            &[("id", SET), ("objectType", "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:RegistryPackage")],
        );
        self.slot("submissionTime", &[parcel.at.compact_utc()]);
        self.name(parcel.title);
        self.author(scheme::SET_AUTHOR, SET, parcel.sender);
        self.code(scheme::CONTENT_TYPE, SET, parcel.content_type);
        self.classification(&[("classificationNode", &uuid(scheme::IS_SET)), ("classifiedObject", SET)]);
        self.out.close();
        let patient = documents.first().map(|document| &document.patient);
        self.identifier(
            scheme::SET_PATIENT,
            SET,
            "XDSSubmissionSet.patientId",
            &patient.map(patient_id).unwrap_or_default(),
        );
        self.identifier(scheme::SET_SOURCE, SET, "XDSSubmissionSet.sourceId", parcel.source);
        self.identifier(scheme::SET_ID, SET, "XDSSubmissionSet.uniqueId", parcel.id);
        self.out.close();
    }

    fn document(&mut self, at: usize, item: &Item<'_>, document: &Document) {
        let id = symbol(at);
        let kind = uuid(scheme::IS_DOCUMENT);
        let status = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved";
        self.out.open(
            "ExtrinsicObject",
            &[("id", &id), ("mimeType", "text/xml"), ("objectType", &kind), ("status", status)],
        );
        self.slots(at, item, document);
        self.name(if document.title.is_empty() { document.code.shown() } else { &document.title });
        if let Some(version) = document.version {
            self.out.empty("VersionInfo", &[("versionName", &version.to_string())]);
        }
        for author in &document.authors {
            self.author(scheme::AUTHOR, &id, author);
        }
        self.code(scheme::CLASS, &id, item.class);
        self.code(scheme::KIND, &id, &document.code);
        self.code(scheme::FORMAT, &id, item.format.unwrap_or(&format(document)));
        let said = &document.confidentiality;
        let more = item.masking.iter().filter(|code| !said.iter().any(|one| one.code == code.code));
        for code in said.iter().chain(more) {
            self.code(scheme::CONFIDENTIALITY, &id, code);
        }
        for act in document.acts.iter().filter(|act| !act.is_empty()) {
            self.code(scheme::ACT, &id, act);
        }
        let given = [
            (scheme::FACILITY, document.facility.as_ref().or(item.facility)),
            (scheme::PRACTICE, document.practice.as_ref().or(item.practice)),
        ];
        for (scheme, code) in given {
            if let Some(code) = code {
                self.code(scheme, &id, code);
            }
        }
        self.identifier(scheme::PATIENT, &id, "XDSDocumentEntry.patientId", &patient_id(&document.patient));
        self.identifier(scheme::ID, &id, "XDSDocumentEntry.uniqueId", &document.id.joined());
        self.out.close();
    }

    fn slots(&mut self, at: usize, item: &Item<'_>, document: &Document) {
        let times = [
            ("creationTime", document.written),
            ("serviceStartTime", document.act),
            ("serviceStopTime", document.act_end),
        ];
        for (name, time) in times {
            self.slot(name, &time.map(super::Moment::compact_utc).into_iter().collect::<Vec<_>>());
        }
        self.slot("languageCode", &[document.language.clone().unwrap_or_else(|| "fr-FR".to_owned())]);
        let signer = document.legal_authenticator.as_ref().map(person);
        self.slot("legalAuthenticator", &signer.into_iter().collect::<Vec<_>>());
        self.slot("sourcePatientId", &[source_patient_id(&document.patient)]);
        self.slot("sourcePatientInfo", &traits(&document.patient));
        self.slot("hash", &[super::super::xdm::sha1(item.bytes)]);
        self.slot("size", &[item.bytes.len().to_string()]);
        self.slot("URI", &[name(at)]);
    }

    fn member(&mut self, at: usize) {
        let (id, target) = (format!("Association{:02}", at + 1), symbol(at));
        let member = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember";
        self.out.open(
            "Association",
            &[("id", &id), ("associationType", member), ("sourceObject", SET), ("targetObject", &target)],
        );
        self.slot("SubmissionSetStatus", &["Original".to_owned()]);
        self.out.close();
    }

    fn slot(&mut self, name: &str, values: &[String]) {
        let values: Vec<_> = values.iter().filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            return;
        }
        self.out.open("Slot", &[("name", name)]);
        self.out.open("ValueList", &[]);
        for value in values {
            self.out.leaf("Value", &[], value);
        }
        self.out.close();
        self.out.close();
    }

    fn name(&mut self, text: &str) {
        let text: String = text.chars().take(128).collect();
        self.out.open("Name", &[]);
        self.out.empty("LocalizedString", &[("xml:lang", "FR"), ("value", &text)]);
        self.out.close();
    }

    /// Left open, for what stands in it.
    fn classification(&mut self, attributes: &[(&str, &str)]) {
        self.count += 1;
        let id = format!("Classification{:03}", self.count);
        let all: Vec<_> = [("id", id.as_str())].into_iter().chain(attributes.iter().copied()).collect();
        self.out.open("Classification", &all);
    }

    fn code(&mut self, scheme: &str, of: &str, code: &Code) {
        self.classification(&[
            ("classificationScheme", &uuid(scheme)),
            ("classifiedObject", of),
            ("nodeRepresentation", &code.code),
        ]);
        self.slot("codingScheme", std::slice::from_ref(&code.system));
        self.name(&code.label);
        self.out.close();
    }

    fn author(&mut self, scheme: &str, of: &str, author: &Participant) {
        self.classification(&[
            ("classificationScheme", &uuid(scheme)),
            ("classifiedObject", of),
            ("nodeRepresentation", ""),
        ]);
        self.slot("authorInstitution", &[institution(author)]);
        self.slot("authorPerson", &[person(author)]);
        let role = author
            .role
            .as_ref()
            .map(|role| format!("{}^{}^{}", escaped(&role.code), escaped(&role.label), role.system));
        self.slot("authorSpecialty", &role.into_iter().collect::<Vec<_>>());
        self.out.close();
    }

    fn identifier(&mut self, scheme: &str, of: &str, title: &str, value: &str) {
        self.count += 1;
        let id = format!("ExternalIdentifier{:03}", self.count);
        self.out.open(
            "ExternalIdentifier",
            &[("id", &id), ("identificationScheme", &uuid(scheme)), ("registryObject", of), ("value", value)],
        );
        self.name(title);
        self.out.close();
    }
}

fn uuid(scheme: &str) -> String {
    format!("urn:uuid:{scheme}")
}

/// What documents of this kind commonly have.
fn format(document: &Document) -> Code {
    let (code, label) = match (&document.body, document.code.code.as_str()) {
        (Body::Embedded(file), _) if file.media == Media::Pdf => {
            ("urn:ihe:iti:xds-sd:pdf:2008", "Document à corps non structuré en PDF")
        }
        (Body::Embedded(file), _) if file.media == Media::Text => {
            ("urn:ihe:iti:xds-sd:text:2008", "Document à corps non structuré en texte")
        }
        (_, "11502-2") if document.code.system == LOINC => ("urn:ihe:lab:xd-lab:2008", "CR d'examens biologiques"),
        _ => ("urn:asipSante:modelesHorsProfils:2011", "Document hors profil"),
    };
    Code::new(code, FORMATS, label)
}

fn patient_id(patient: &Patient) -> String {
    let ins = patient.ins.as_ref().map(|ins| Identifier::new(&ins.oid, ins.matricule.as_str()).cx("NH"));
    ins.or_else(|| patient.others.first().map(|id| id.cx("PI"))).unwrap_or_default()
}

fn source_patient_id(patient: &Patient) -> String {
    patient.others.first().map_or_else(|| patient_id(patient), |id| id.cx("PI"))
}

fn traits(patient: &Patient) -> Vec<String> {
    let mut lines = vec![format!("PID-3|{}", patient_id(patient))];
    let name = |family: &Option<String>, given: &str, others: &str, kind: &str| {
        let family = family.as_deref().unwrap_or_default();
        format!("PID-5|{}^{}^{}^^^^{kind}", escaped(family), escaped(given), escaped(others))
    };
    let first = patient.given().unwrap_or_default();
    let all = patient.given_names.as_deref().unwrap_or_default();
    let others = all.strip_prefix(first).filter(|rest| rest.starts_with(' ')).map_or("", str::trim);
    lines.push(name(&patient.birth_name, first, others, "L"));
    if patient.used_name.is_some() || patient.used_first_name.is_some() {
        lines.push(name(&patient.used_name, patient.used_first_name.as_deref().unwrap_or_default(), "", "D"));
    }
    lines.extend(patient.birth_date.map(|date| format!("PID-7|{}", date.compact_day())));
    lines.extend(patient.sex.map(|sex| format!("PID-8|{}", letter(sex))));
    lines
}

pub(super) fn letter(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "M",
        Sex::Female => "F",
        Sex::Unknown => "U",
    }
}

/// A person of the trade, or a device that wrote by itself.
fn person(person: &Participant) -> String {
    let id = &person.id;
    if person.is_device {
        return format!("{}^{}^^^^^^^&{}&ISO^U^^^RI", escaped(&id.extension), escaped(&person.name), id.root);
    }
    let root = if id.root.is_empty() { PERSONS } else { &id.root };
    let kind = if id.extension.contains('/') { "EI" } else { "IDNPS" };
    let named = [&id.extension, &person.family, &person.given].map(|part| escaped(part));
    format!("{}^^^^^^&{root}&ISO^D^^^{kind}", named.join("^"))
}

fn institution(person: &Participant) -> String {
    if person.house_name.is_empty() && person.house.is_empty() {
        return String::new();
    }
    let root = if person.house.root.is_empty() { STRUCTURES } else { &person.house.root };
    format!("{}^^^^^&{root}&ISO^IDNST^^^{}", escaped(&person.house_name), escaped(&person.house.extension))
}
