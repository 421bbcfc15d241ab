//! The documents of `data/health/cda`, and archives made around them. All people,
//! houses and numbers are invented; matricules are of tests, or zeros.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::{fs, iter};

use ring::digest;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use sceau::health::cda::Words;

/// What a page of ours says in these tests.
pub(super) const WORDS: Words<'static> = Words {
    low: "bas",
    high: "élevé",
    abnormal: "anormal",
    critical_low: "très bas",
    critical_high: "très élevé",
    critical_abnormal: "très anormal",
    attachment: "[fichier]",
    no_picture: "[image]",
    coded_only: "[codé]",
    findings: "Signalés",
};

pub(super) fn cda(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "xml")).collect();
    files.sort();
    assert!(files.len() >= 20);
    files
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/health/cda")
}

/// One entry of METADATA.XML, right unless a test wants it wrong.
#[derive(Clone)]
pub(super) struct Entry {
    pub uri: String,
    pub hash: Option<String>,
    pub size: Option<String>,
    pub patient: String,
    pub names: Vec<String>,
    pub id: String,
    pub status: String,
    pub more: String,
}

pub(super) const PATIENT: &str = "299999999001241^^^&1.2.250.1.213.1.4.10&ISO^NH";

impl Entry {
    pub(super) fn of(uri: &str, bytes: &[u8]) -> Self {
        Self {
            uri: uri.to_owned(),
            hash: Some(sha1(bytes)),
            size: Some(bytes.len().to_string()),
            patient: PATIENT.to_owned(),
            names: [
                "PID-5|INVENTÉE-FICTIVE^CAMOMILLE^ROSE^^^^L",
                "PID-5|IMAGINAIRE^^^^^^D",
                "PID-7|19540312",
                "PID-8|F",
            ]
            .map(str::to_owned)
            .to_vec(),
            id: "1.2.250.1.999.1.1".to_owned(),
            status: "Approved".to_owned(),
            more: String::new(),
        }
    }

    pub(super) fn xml(&self, symbol: &str) -> String {
        let slot = |name: &str, values: &[String]| {
            let values: String =
                values.iter().map(|value| format!("<Value>{}</Value>", value.replace('&', "&amp;"))).collect();
            format!("<Slot name=\"{name}\"><ValueList>{values}</ValueList></Slot>\n")
        };
        let mut slots = slot("URI", std::slice::from_ref(&self.uri)) + &slot("sourcePatientInfo", &self.names);
        slots += &slot("serviceStartTime", &["20240411071500".to_owned()]);
        slots += &self.hash.as_ref().map(|hash| slot("hash", std::slice::from_ref(hash))).unwrap_or_default();
        slots += &self.size.as_ref().map(|size| slot("size", std::slice::from_ref(size))).unwrap_or_default();
        let patient = self.patient.replace('&', "&amp;");
        format!(
            "<ExtrinsicObject id=\"{symbol}\" mimeType=\"text/xml\" status=\"urn:oasis:names:tc:ebxml-regrep:StatusType:{status}\" \
             objectType=\"urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1\">\n{slots}\
             <Name><LocalizedString value=\"CR d'examens biologiques\"/></Name>\n{more}\
             <Classification classificationScheme=\"urn:uuid:f0306f51-975f-434e-a61c-c59651d33983\" nodeRepresentation=\"11502-2\">\
             <Slot name=\"codingScheme\"><ValueList><Value>2.16.840.1.113883.6.1</Value></ValueList></Slot>\
             <Name><LocalizedString value=\"CR d'examens biologiques\"/></Name></Classification>\n\
             <ExternalIdentifier identificationScheme=\"urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427\" value=\"{patient}\"/>\n\
             <ExternalIdentifier identificationScheme=\"urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab\" value=\"{id}\"/>\n\
             </ExtrinsicObject>\n",
            status = self.status,
            more = self.more,
            id = self.id,
        )
    }
}

/// METADATA.XML with these entries, `Document01` and on.
pub(super) fn metadata(entries: &[Entry], more: &str) -> Vec<u8> {
    let mut objects = String::new();
    for (at, entry) in entries.iter().enumerate() {
        let _ = write!(objects, "{}", entry.xml(&format!("Document{:02}", at + 1)));
    }
    let patient = entries.first().map(|entry| entry.patient.replace('&', "&amp;")).unwrap_or_default();
    format!(
        "<lcm:SubmitObjectsRequest xmlns:lcm=\"urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0\" \
         xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\">\n<RegistryObjectList>\n\
         <RegistryPackage id=\"SubmissionSet01\"><Slot name=\"submissionTime\"><ValueList><Value>20240412083000</Value></ValueList></Slot>\
         <Name><LocalizedString value=\"Envoi\"/></Name>\
         <Classification classificationScheme=\"urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d\">\
         <Slot name=\"authorPerson\"><ValueList><Value>899999990001^LABORANTIN^Achille^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS</Value></ValueList></Slot>\
         <Slot name=\"authorInstitution\"><ValueList><Value>Laboratoire des Exemples^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^1999999901</Value></ValueList></Slot>\
         </Classification>\
         <ExternalIdentifier identificationScheme=\"urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446\" value=\"{patient}\"/>\
         </RegistryPackage>\n{objects}{more}</RegistryObjectList>\n</lcm:SubmitObjectsRequest>\n"
    )
    .into_bytes()
}

pub(super) type File = (String, Vec<u8>);

pub(super) fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    (name.to_owned(), bytes.into())
}

/// The usual frame around them.
pub(super) fn frame(mut files: Vec<File>) -> Vec<File> {
    files.push(file("INDEX.HTM", *b"<html/>"));
    files.push(file("README.TXT", *b"Lisez-moi"));
    files
}

/// The archive of one document, as it should be.
pub(super) fn good() -> Vec<File> {
    let document = cda("biologie.xml");
    let metadata = metadata(&[Entry::of("DOC0001.XML", &document)], "");
    frame(vec![file("IHE_XDM/SUBSET01/METADATA.XML", metadata), file("IHE_XDM/SUBSET01/DOC0001.XML", document)])
}

pub(super) fn zip(files: &[File]) -> Vec<u8> {
    packed(files, CompressionMethod::Deflated)
}

pub(super) fn packed(files: &[File], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Each place where these bytes are has others from then on.
pub(super) fn patched(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> = places(&bytes, old).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(new);
    }
    bytes
}

pub(super) fn places<'a>(bytes: &'a [u8], part: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    iter::from_fn(move || {
        let found = bytes[from..].windows(part.len()).position(|window| window == part)? + from;
        from = found + part.len();
        Some(found)
    })
}

pub(super) fn sha1(bytes: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
