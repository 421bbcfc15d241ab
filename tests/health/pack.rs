//! What is sent: built, read back by our own reader, compared; and which files are
//! one document.

use sceau::health::cda::{self, Body, Document, Participant};
use sceau::health::code::{Code, LOINC, MASKING};
use sceau::health::hl7::Identifier;
use sceau::health::ins::{Ins, Kind, Sex};
use sceau::health::moment::Moment;
use sceau::health::pack::{Item, NotPacked, NotWrapped, Parcel, Software, Wrapping, pack, wrap};
use sceau::health::patient::Patient;
use sceau::health::same::{self, Group, Relation, Version, Why};
use sceau::health::xdm::{self, Integrity};
use sceau::health::{code, mss};

use super::sample::cda;

fn doctor() -> Participant {
    Participant {
        id: Identifier::new(code::PERSONS, "899999990004"),
        name: "Octave GÉNÉRALISTE".into(),
        civility: Some("DR".into()),
        family: "GÉNÉRALISTE".into(),
        given: "Octave".into(),
        role: Some(Code::new("G15_10/SM26", "1.2.250.1.213.1.1.4.5", "Médecin - Qualifié en médecine générale (SM)")),
        house: Identifier::new(code::STRUCTURES, "1999999904"),
        house_name: "Cabinet <de> Papier & Cie".into(),
        ..Participant::default()
    }
}

/// Nobody: the matricule is zeros, with its right key.
fn nobody() -> Patient {
    Patient {
        ins: Some(Ins::new("000000000000097", Kind::Nir.oid())),
        others: vec![Identifier::new("1.2.250.1.999.9.1", "IPP-7")],
        birth_name: Some("D'ESSAI-FICTIF".into()),
        used_name: Some("ZÉRO".into()),
        given_names: Some("ZOÉ ANNE".into()),
        first_name: Some("ZOÉ".into()),
        sex: Some(Sex::Female),
        birth_date: Moment::parse("19620714"),
        birth_place_code: Some("99999".into()),
        birth_place: Some("NULLEPART".into()),
        ..Patient::default()
    }
}

fn at() -> Moment {
    Moment::of_unix(1_712_910_600, 120).unwrap()
}

fn wrapped(pdf: &[u8], patient: &Patient) -> Result<Vec<u8>, NotWrapped> {
    wrap(&Wrapping {
        pdf,
        patient,
        author: &doctor(),
        custodian: &doctor(),
        code: &Code::new("11488-4", LOINC, "CR ou fiche de consultation ou de visite"),
        title: "Consultation d’un patient \"inventé\" & rien d'autre",
        id: "1.2.250.1.999.5.1",
        set: "1.2.250.1.999.6.1",
        version: 2,
        replaces: Some(&Identifier::new("1.2.250.1.999.5.0", "")),
        act: at(),
        written: at(),
        masking: &[Code::new("INVISIBLE_PATIENT", MASKING, "Non visible par le patient")],
        facility: Some(&Code::new("SA07", "1.2.250.1.71.4.2.4", "Cabinet individuel")),
        practice: Some(&Code::new("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", "Ambulatoire")),
    })
}

fn packed(documents: &[&[u8]]) -> Result<Vec<u8>, NotPacked> {
    let class = Code::new("10", "1.2.250.1.213.1.1.4.1", "Compte rendu");
    let content = Code::new("07", "1.2.250.1.213.2.2", "Consultation");
    let items: Vec<_> = documents
        .iter()
        .map(|bytes| Item { bytes, class: &class, format: None, facility: None, practice: None, masking: &[] })
        .collect();
    pack(&Parcel {
        documents: &items,
        sender: &doctor(),
        at: at(),
        title: "Envoi <test>",
        source: "1.2.250.1.999.7",
        id: "1.2.250.1.999.8",
        content_type: &content,
        software: Software { name: "Essai", version: "1", vendor: "Personne" },
    })
}

const PDF: &[u8] = b"%PDF-1.4\nfin\n%%EOF\n";

#[test]
fn a_pdf_becomes_a_document_that_says_what_was_given() {
    let document = cda::read(&wrapped(PDF, &nobody()).unwrap()).unwrap();
    assert_eq!((&document.notices[..], &document.faults[..]), (&[][..], &[][..]));
    assert!(document.patient == nobody());
    assert!(document.patient.is_qualified());
    assert_eq!(document.title, "Consultation d’un patient \"inventé\" & rien d'autre");
    assert!(document.legal_authenticator.as_ref() == Some(&Participant { at: Some(at()), ..doctor() }));
    assert_eq!(document.custodian.as_ref().unwrap().house_name, "Cabinet <de> Papier & Cie");
    assert_eq!((document.version, document.replaces.len()), (Some(2), 1));
    assert_eq!(document.date().unwrap().compact(), at().compact());
    assert!(mss::Masking::of(&document.confidentiality).patient);
    assert!(matches!(&document.body, Body::Embedded(file) if file.bytes == PDF && file.agrees()));
}

#[test]
fn an_archive_is_read_back_as_it_was_packed() {
    let one = wrapped(PDF, &nobody()).unwrap();
    let bytes = packed(&[&one]).unwrap();
    let archive = xdm::open(&bytes).unwrap();
    assert_eq!(archive.notices, []);
    let names: Vec<_> = archive.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["IHE_XDM/SUBSET01/DOC00001.XML", "IHE_XDM/SUBSET01/METADATA.XML", "INDEX.HTM", "README.TXT"]);
    let (set, entry) = (&archive.sets[0], archive.documents().next().unwrap());
    assert_eq!(
        (set.title.as_str(), set.source.as_str(), set.unique_id.as_str()),
        ("Envoi <test>", "1.2.250.1.999.7", "1.2.250.1.999.8")
    );
    assert_eq!(set.submitted.unwrap().seen_with(120).compact(), at().compact());
    assert!(set.authors[0].house_name == doctor().house_name && set.authors[0].id == doctor().id);
    assert_eq!(entry.integrity, Integrity::Verified);
    assert_eq!(archive.bytes(entry), Some(one.as_slice()));
    let document = archive.cda(entry).unwrap().unwrap();
    assert_eq!(entry.contradictions(&document), []);
    assert!(
        entry.unique_id == document.id && entry.kind == Some(document.code.clone()) && entry.title == document.title
    );
    assert!(entry.facility == document.facility && entry.practice == document.practice);
    assert!(entry.confidentiality == document.confidentiality && entry.version == "2");
    assert_eq!(entry.format.as_ref().unwrap().code, "urn:ihe:iti:xds-sd:pdf:2008");
    assert_eq!(entry.start.unwrap().seen_with(120).compact(), at().compact());
    // METADATA.XML has no place of birth; all else of the patient is the same.
    let stated = Patient { birth_place: None, birth_place_code: None, ..nobody() };
    assert!(entry.patient == stated, "{:?}", entry.patient.differences(&stated));
}

#[test]
fn the_same_is_packed_into_the_same_bytes() {
    let documents = [cda("biologie.xml"), cda("ordonnance.xml")];
    let packed = || packed(&[&documents[0], &documents[1]]).unwrap();
    assert_eq!(packed(), packed());
    let bytes = packed();
    let archive = xdm::open(&bytes).unwrap();
    assert_eq!(archive.notices, []);
    assert!(archive.documents().all(|entry| entry.integrity == Integrity::Verified));
    let read: Vec<_> = archive.documents().map(|entry| archive.cda(entry).unwrap().unwrap()).collect();
    let refs: Vec<&Document> = read.iter().collect();
    assert_eq!(mss::codes(&refs).unwrap(), "11502-2,PRESC-MEDIC");
    assert_eq!(mss::ins(&refs), Some("N"));
    let subject = mss::write(&["a", "b"], &read[0].patient, false).unwrap();
    assert_eq!(subject, "XDM/1.0/DDM+2 documents INVENTEE-FICTIVE CAMOMILLE 12/03/1954");
}

#[test]
fn what_must_not_be_sent_is_not_packed() {
    let (one, other) = (cda("biologie.xml"), cda("nia.xml"));
    let table: &[(&[&[u8]], NotPacked)] = &[
        (&[], NotPacked::NoDocument),
        (&[b"rien"], NotPacked::NotCda(0, cda::NotCda::NotXml)),
        (&[&one, &other], NotPacked::SeveralPatients),
        (&[&one, &one], NotPacked::Twice),
        (&[b"<ClinicalDocument/>"], NotPacked::Incomplete(0)),
        (&[&one[..5000]], NotPacked::Faulty(0)),
    ];
    for (documents, reason) in table {
        assert_eq!(packed(documents).unwrap_err(), *reason);
    }
    assert_eq!(wrapped(b"MZ", &nobody()), Err(NotWrapped::NotPdf));
    assert_eq!(wrapped(PDF, &Patient::default()), Err(NotWrapped::NoName));
}

#[test]
fn the_header_says_qualified_for_a_checked_number_alone() {
    let ins = |name: &str| mss::ins(&[&cda::read(&cda(name)).unwrap()]);
    let table =
        [("qualifiee.xml", "O"), ("nia.xml", "N"), ("biologie.xml", "N"), ("demo.xml", "N"), ("masquee.xml", "N")];
    for (name, value) in table {
        assert_eq!(ins(name), Some(value), "{name}");
    }
}

fn items<'a>(files: &'a [(&'a str, Vec<u8>, Option<Document>)]) -> Vec<same::Item<'a>> {
    files.iter().map(|(name, bytes, document)| same::Item { name, bytes, document: document.as_ref() }).collect()
}

#[test]
fn a_document_and_its_twins_are_one_line() {
    let document = |name: &str| (cda(name), Some(cda::read(&cda(name)).unwrap()));
    let ((bio, bio_read), (order, order_read), (level_one, level_one_read)) =
        (document("biologie.xml"), document("ordonnance.xml"), document("biologie-n1.xml"));
    let inside = bio_read.as_ref().unwrap().copy.as_ref().unwrap().bytes.clone();
    let files = vec![
        ("CR.pdf", inside, None),
        ("DOC1.XML", bio.clone(), bio_read.clone()),
        ("20240411_Prescription_de_produits_de_sante_INVENTEE-FICTIVE_CAMOMILLE.pdf", PDF.to_vec(), None),
        ("DOC2.XML", order, order_read),
        ("DOC1 (copie).XML", bio, bio_read),
        ("DOC3.XML", level_one, level_one_read),
        ("autre.pdf", b"%PDF-1.4 autre".to_vec(), None),
    ];
    let groups = same::groups(&items(&files));
    let expected = [
        Group { first: 1, twins: vec![(4, Why::SameBytes), (0, Why::Inside)] },
        Group { first: 3, twins: vec![(2, Why::Name)] },
        Group { first: 5, twins: vec![] },
        Group { first: 6, twins: vec![] },
    ];
    assert_eq!(groups, expected);
}

#[test]
fn the_only_pdf_beside_the_only_document_is_held_for_its_twin_and_said_to_be_a_guess() {
    let bytes = cda("vsm.xml");
    let read = cda::read(&bytes).ok();
    let files = vec![("x.pdf", PDF.to_vec(), None), ("DOC.XML", bytes, read), ("y.txt", b"mot".to_vec(), None)];
    let groups = same::groups(&items(&files));
    assert_eq!(groups, [Group { first: 1, twins: vec![(0, Why::OnlyPair)] }, Group { first: 2, twins: vec![] }]);
}

#[test]
fn an_older_version_that_comes_late_does_not_replace_the_newer() {
    let version = |name: &str| Version::of(&cda::read(&cda(name)).unwrap());
    let (one, two) = (version("biologie.xml"), version("biologie-v2.xml"));
    assert_eq!(one.beside(&two), Relation::Newer);
    assert_eq!(two.beside(&one), Relation::Older);
    assert_eq!(one.beside(&one), Relation::SameId);
    assert_eq!(one.beside(&version("vsm.xml")), Relation::None);
}
