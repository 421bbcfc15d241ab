//! From METADATA.XML to sets and entries, each entry with its file, looked at.

use std::collections::HashMap;

use super::super::hl7::{self, Identifier};
use super::super::patient::Patient;
use super::super::xml::{self, Element, Fault};
use super::locate::Places;
use super::package::File;
use super::registry::{Object, Strays, person};
use super::{Archive, ENTRIES, Entry, Integrity, METADATA, Notice, Set, Status};

/// Schemes that METADATA.XML knows things by.
pub(in crate::health) mod scheme {
    pub const SET_AUTHOR: &str = "a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d";
    pub const CONTENT_TYPE: &str = "aa543740-bdda-424e-8c96-df4873be8500";
    pub const IS_SET: &str = "a54d6aa5-d40d-43f9-88c5-b4633d873bdd";
    pub const SET_PATIENT: &str = "6b5aea1a-874d-4603-a4bc-96a0a7b38446";
    pub const SET_SOURCE: &str = "554ac39e-e3fe-47fe-b233-965d2a147832";
    pub const SET_ID: &str = "96fdda7c-d067-4183-912e-bf5ee74998a8";
    pub const IS_DOCUMENT: &str = "7edca82f-054d-47f2-a032-9b2a5b5186c1";
    pub const AUTHOR: &str = "93606bcf-9494-43ec-9b4e-a7748d1a838d";
    pub const CLASS: &str = "41a5887f-8865-4c09-adf7-e362475b143a";
    pub const KIND: &str = "f0306f51-975f-434e-a61c-c59651d33983";
    pub const FORMAT: &str = "a09d5840-386c-46f2-b5ad-9c3699a4309d";
    pub const CONFIDENTIALITY: &str = "f4f85eac-e6cb-4883-b524-f2705394840f";
    pub const ACT: &str = "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4";
    pub const FACILITY: &str = "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1";
    pub const PRACTICE: &str = "cccf5598-8b07-4b77-a05e-ae952c785ead";
    pub const PATIENT: &str = "58a6f841-87b3-4a3e-92fd-a8ffeff98427";
    pub const ID: &str = "2e82c1f6-a085-4c72-9da3-8640a32e42ab";
}

/// What the signature of a set is known by.
const SIGNATURE_CLASS: &str = "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1";
const SIGNATURE_FORMAT: &str = "http://www.w3.org/2000/09/xmldsig#";

pub(super) fn read(archive: &mut Archive) {
    let is_one = |file: &&File| file.base().eq_ignore_ascii_case("METADATA.XML");
    let found: Vec<File> = archive.files.iter().filter(is_one).cloned().collect();
    archive.note(found.is_empty(), Notice::NoMetadata);
    archive.note(found.len() > 1, Notice::SeveralSets);
    for metadata in found {
        if metadata.bytes.len() > METADATA {
            archive.note(true, Notice::LongMetadata);
            continue;
        }
        let set = set(&metadata, &archive.files);
        archive.note(!set.faults.is_empty() || metadata.unread.is_some(), Notice::FaultyMetadata);
        archive.note(set.documents.is_empty(), Notice::NoDocument);
        archive.note(!set.signatures.is_empty(), Notice::Signed);
        archive.sets.push(set);
    }
}

fn set(metadata: &File, files: &[File]) -> Set {
    let tree = xml::read(&metadata.bytes);
    let strays = tree.top.find("RegistryObjectList").map(Strays::of).unwrap_or_default();
    let packages = tree.top.all("RegistryPackage");
    let mut set = packages.first().map(|package| package_of(&strays.object(package))).unwrap_or_default();
    let places = Places::of(files);
    let replaced = replaced(&tree.top);
    let objects = tree.top.all("ExtrinsicObject");
    for object in objects.iter().take(ENTRIES) {
        let mut entry = entry(&strays.object(object));
        entry.replaces = replaced.get(entry.symbol.as_str()).cloned().unwrap_or_default();
        entry.file = places.find(metadata, &entry.uri).or_else(|| by_content(files, &entry));
        entry.integrity = integrity(&entry, files);
        if is_signature(&entry) {
            set.signatures.push(entry);
        } else {
            set.documents.push(entry);
        }
    }
    set.faults = tree.faults;
    if objects.len() > ENTRIES {
        set.faults.push(Fault::TooMany);
    }
    set
}

fn package_of(object: &Object<'_>) -> Set {
    let mut patient = Patient::default();
    patient.extend_from(object.identifier(scheme::SET_PATIENT).as_deref());
    Set {
        title: object.name(),
        comments: object.description(),
        authors: object.authors(scheme::SET_AUTHOR),
        content_type: object.code(scheme::CONTENT_TYPE),
        patient,
        source: object.identifier(scheme::SET_SOURCE).unwrap_or_default(),
        unique_id: object.identifier(scheme::SET_ID).unwrap_or_default(),
        submitted: object.moment("submissionTime"),
        ..Set::default()
    }
}

fn entry(object: &Object<'_>) -> Entry {
    let said = |name| object.element.said(name).unwrap_or_default().to_owned();
    let version = object.element.child("VersionInfo").and_then(|info| info.said("versionName"));
    Entry {
        symbol: said("id"),
        unique_id: Identifier::of_joined(&object.identifier(scheme::ID).unwrap_or_default()),
        media_type: said("mimeType"),
        uri: object.value("URI").unwrap_or_default(),
        title: object.name(),
        comments: object.description(),
        class: object.code(scheme::CLASS),
        kind: object.code(scheme::KIND),
        format: object.code(scheme::FORMAT),
        facility: object.code(scheme::FACILITY),
        practice: object.code(scheme::PRACTICE),
        acts: object.codes(scheme::ACT),
        confidentiality: object.codes(scheme::CONFIDENTIALITY),
        authors: object.authors(scheme::AUTHOR),
        legal_authenticator: object.value("legalAuthenticator").map(|value| person(&value)),
        created: object.moment("creationTime"),
        start: object.moment("serviceStartTime"),
        stop: object.moment("serviceStopTime"),
        language: object.value("languageCode").unwrap_or_default(),
        version: version.unwrap_or_default().to_owned(),
        patient: patient(object),
        status: status(&said("status")),
        hash: object.value("hash").map(|hash| hash.to_lowercase()),
        size: object.value("size").and_then(|size| size.parse().ok()),
        ..Entry::default()
    }
}

fn patient(object: &Object<'_>) -> Patient {
    let mut patient = Patient::default();
    patient.extend_from(object.identifier(scheme::PATIENT).as_deref());
    // Misspelt as a slot, it is meant all the same.
    for slot in ["patientId", "sourcePatientId"] {
        patient.extend_from(object.value(slot).as_deref());
    }
    for line in object.values("sourcePatientInfo") {
        hl7::add_trait(&line, &mut patient);
    }
    patient
}

impl Patient {
    fn extend_from(&mut self, cx: Option<&str>) {
        if let Some(id) = cx.and_then(Identifier::of_cx) {
            self.add(id);
        }
    }
}

fn status(said: &str) -> Status {
    match said.rsplit(':').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "deprecated" => Status::Deprecated,
        "deleted" => Status::Deleted,
        _ => Status::Approved,
    }
}

/// What `RPLC` associations say that objects take the place of.
fn replaced(top: &Element) -> HashMap<&str, Vec<String>> {
    let mut replaced: HashMap<&str, Vec<String>> = HashMap::new();
    for one in top.all("Association") {
        let kind = one.said("associationType").unwrap_or_default().rsplit(':').next().unwrap_or_default();
        let replaces = ["RPLC", "XFRM_RPLC"].iter().any(|other| kind.eq_ignore_ascii_case(other));
        if let (true, Some(source), Some(target)) = (replaces, one.said("sourceObject"), one.said("targetObject")) {
            replaced.entry(source).or_default().push(target.to_owned());
        }
    }
    replaced
}

/// A file whose name is wrong is still the one with that SHA-1.
fn by_content(files: &[File], entry: &Entry) -> Option<usize> {
    let hash = entry.hash.as_ref()?;
    files.iter().position(|file| !file.is_frame() && file.sha1 == *hash)
}

fn integrity(entry: &Entry, files: &[File]) -> Integrity {
    let Some(file) = entry.file.and_then(|at| files.get(at)) else { return Integrity::Missing };
    let size = entry.size.is_some_and(|size| size != file.bytes.len() as u64);
    let hash = entry.hash.as_ref().is_some_and(|hash| *hash != file.sha1) || file.unread.is_some();
    match (size || hash, &entry.hash) {
        (true, _) => Integrity::Mismatch { size, hash },
        (_, Some(_)) => Integrity::Verified,
        _ => Integrity::Unsaid,
    }
}

fn is_signature(entry: &Entry) -> bool {
    let is = |code: &Option<super::Code>, value: &str| code.as_ref().is_some_and(|code| code.code == value);
    is(&entry.class, SIGNATURE_CLASS) || is(&entry.format, SIGNATURE_FORMAT) || is(&entry.kind, "E1762")
}
