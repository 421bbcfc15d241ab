//! `IHE_XDM` archives, good and bad.

use zip::CompressionMethod;

use sceau::health::patient::Trait;
use sceau::health::same::{Relation, Version};
use sceau::health::xdm::{self, Archive, Contradiction, Integrity, Notice, Refusal, Unread};

use super::sample::{Entry, File, cda, file, frame, good, metadata, packed, patched, places, zip};

const FOLDER: &str = "IHE_XDM/SUBSET01/";

/// What is told of an archive, in a line.
fn said(bytes: &[u8]) -> String {
    let archive = match xdm::open(bytes) {
        Ok(archive) => archive,
        Err(refusal) => return format!("{refusal:?}"),
    };
    let documents = archive.documents().map(|entry| match entry.integrity {
        Integrity::Mismatch { size, hash } => {
            format!("Mismatch{}{}", if size { " size" } else { "" }, if hash { " hash" } else { "" })
        }
        other => format!("{other:?}"),
    });
    let documents = documents.collect::<Vec<_>>().join(",");
    let notices = archive.notices.iter().map(|notice| format!(" {notice:?}")).collect::<String>();
    let unlisted = archive.unlisted().map(|file| format!(" +{}", file.base())).collect::<String>();
    format!("{documents}{notices}{unlisted}")
}

/// The good archive with another URI, and the document at another place.
fn located(metadata_at: &str, document_at: &str, uri: &str) -> Vec<u8> {
    let document = cda("biologie.xml");
    let metadata = metadata(&[Entry::of(uri, &document)], "");
    zip(&frame(vec![file(metadata_at, metadata), file(document_at, document)]))
}

/// The good archive with its entry changed.
fn with(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let document = cda("biologie.xml");
    let mut entry = Entry::of("DOC0001.XML", &document);
    change(&mut entry);
    let files = vec![
        file(&format!("{FOLDER}METADATA.XML"), metadata(&[entry], "")),
        file(&format!("{FOLDER}DOC0001.XML"), document),
    ];
    zip(&frame(files))
}

fn and(mut files: Vec<File>, name: &str, bytes: &[u8]) -> Vec<u8> {
    files.push(file(name, bytes));
    zip(&files)
}

/// The good archive with its METADATA.XML changed as a text.
fn written(change: impl Fn(String) -> String) -> Vec<u8> {
    let mut files = good();
    files[0].1 = change(String::from_utf8(files[0].1.clone()).unwrap()).into_bytes();
    zip(&files)
}

fn table(archives: &[(&str, Vec<u8>, &str)]) {
    let wrong: Vec<_> = archives.iter().filter(|(_, bytes, expected)| said(bytes) != *expected).collect();
    let told: Vec<_> =
        wrong.iter().map(|(name, bytes, expected)| format!("{name}: {} for {expected}", said(bytes))).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_document_is_found_wherever_producers_put_it() {
    let in_set = format!("{FOLDER}METADATA.XML");
    let set = |document: &str, uri: &str| located(&in_set, document, uri);
    table(&[
        ("as it should be", zip(&good()), "Verified"),
        ("stored, not deflated", packed(&good(), CompressionMethod::Stored), "Verified"),
        (
            "lower case",
            located("ihe_xdm/subset01/metadata.xml", "ihe_xdm/subset01/doc0001.xml", "DOC0001.XML"),
            "Verified",
        ),
        ("a folder on top", located("KA1/IHE_XDM/SS1/METADATA.XML", "KA1/IHE_XDM/SS1/D.XML", "D.XML"), "Verified"),
        ("relative to IHE_XDM", set(&format!("{FOLDER}D.XML"), "SUBSET01/D.XML"), "Verified"),
        ("relative to the top", set(&format!("{FOLDER}D.XML"), "IHE_XDM/SUBSET01/D.XML"), "Verified"),
        ("under a folder of its own", set(&format!("{FOLDER}DOC1/D.XML"), "DOC1/D.XML"), "Verified"),
        ("one up", set("IHE_XDM/COMMON/D.XML", "../COMMON/D.XML"), "Verified"),
        ("by its name alone", set("IHE_XDM/AILLEURS/D.XML", "D.XML"), "Verified"),
        ("backslashes", set(&format!("{FOLDER}D/D.XML"), "D\\D.XML"), "Verified"),
        ("percent signs", set(&format!("{FOLDER}Doc un.XML"), "Doc%20un.XML"), "Verified"),
        ("from the root", set(&format!("{FOLDER}D.XML"), "/IHE_XDM/SUBSET01/D.XML"), "Verified"),
        ("another name, the same bytes", set(&format!("{FOLDER}X.XML"), "D.XML"), "Verified"),
        ("without IHE_XDM", located("METADATA.XML", "D.XML", "D.XML"), "Verified"),
        ("no URI", with(|entry| entry.uri.clear()), "Verified"),
    ]);
}

#[test]
fn what_metadata_says_of_a_file_is_checked() {
    table(&[
        ("upper case hash", with(|entry| entry.hash = entry.hash.as_ref().map(|hash| hash.to_uppercase())), "Verified"),
        ("wrong hash", with(|entry| entry.hash = Some("0".repeat(40))), "Mismatch hash"),
        ("wrong size", with(|entry| entry.size = Some("12".into())), "Mismatch size"),
        (
            "both wrong",
            with(|entry| (entry.hash, entry.size) = (Some("x".into()), Some("1".into()))),
            "Mismatch size hash",
        ),
        ("size is no number", with(|entry| entry.size = Some("beaucoup".into())), "Verified"),
        ("no hash", with(|entry| entry.hash = None), "Unsaid"),
        ("no hash, wrong size", with(|entry| (entry.hash, entry.size) = (None, Some("1".into()))), "Mismatch size"),
        ("split URI", written(|text| text.replace("DOC0001.XML", "2|01.XML</Value><Value>1|DOC00")), "Verified"),
        ("the file is missing", zip(&frame(vec![good().remove(0)])), "Missing"),
        (
            "the URI leads out",
            with(|entry| (entry.uri, entry.hash) = ("../../../etc/hosts".into(), None)),
            "Missing Unlisted +DOC0001.XML",
        ),
        (
            "the URI is on the web",
            with(|entry| (entry.uri, entry.hash) = ("https://x.example/DOC0001.XML".into(), None)),
            "Missing Unlisted +DOC0001.XML",
        ),
    ]);
}

#[test]
fn faults_of_metadata_lose_no_document() {
    let undeclared = |text: String| {
        text.replace("<ExtrinsicObject", "<ns3:ExtrinsicObject").replace("</ExtrinsicObject", "</ns3:ExtrinsicObject")
    };
    let bare = |text: String| {
        let text = text.replace(" xmlns:lcm=\"urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0\"", "").replace("lcm:", "");
        text.replace(" xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\"", "")
    };
    let cut = |text: String| text[..text.find("</Classification>\n<ExternalIdentifier").unwrap()].to_owned();
    let misspelt = |text: String| {
        text.replace("sourcePatientInfo", "SourcePatientInfo").replace("Classification", "classification")
    };
    let empty = "NoDocument Unlisted +DOC0001.XML";
    table(&[
        ("no namespaces", written(bare), "Verified"),
        ("an undeclared prefix", written(undeclared), "Verified"),
        ("names in other cases", written(misspelt), "Verified"),
        ("windows letters", written(|text| format!("<?xml version='1.0' encoding='windows-1252'?>{text}")), "Verified"),
        ("a document type", written(|text| format!("<!DOCTYPE a [<!ENTITY x 'y'>]>{text}")), "Verified FaultyMetadata"),
        ("cut off", written(cut), "Verified FaultyMetadata"),
        ("empty", written(|_| String::new()), &format!(" {empty}")),
        ("not XML", written(|_| "Bonjour".to_owned()), &format!(" {empty}")),
    ]);
    let archive = xdm::open(&written(misspelt)).unwrap();
    let entry = archive.documents().next().unwrap();
    assert_eq!(
        (entry.patient.birth_name.as_deref(), entry.kind.as_ref().unwrap().code.as_str()),
        (Some("INVENTÉE-FICTIVE"), "11502-2")
    );
}

#[test]
fn what_is_told_beside_the_documents() {
    let (one, two) = (cda("biologie.xml"), cda("ordonnance.xml"));
    let set = |folder: &str, bytes: &[u8]| {
        [
            file(&format!("{folder}METADATA.XML"), metadata(&[Entry::of("D.XML", bytes)], "")),
            file(&format!("{folder}D.XML"), bytes),
        ]
    };
    let sets = frame([set("IHE_XDM/SUBSET01/", &one), set("IHE_XDM/SUBSET02/", &two)].concat());
    let mut other = Entry::of("E.XML", &two);
    other.names[0] = "PID-5|AUTRE^PERSONNE^^^^^L".into();
    other.patient = "299999999002105^^^&1.2.250.1.213.1.4.10&ISO^NH".into();
    let patients = vec![
        file(&format!("{FOLDER}METADATA.XML"), metadata(&[Entry::of("D.XML", &one), other], "")),
        file(&format!("{FOLDER}D.XML"), one.clone()),
        file(&format!("{FOLDER}E.XML"), two.clone()),
    ];
    let signature = "<Classification classificationScheme=\"urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d\" nodeRepresentation=\"http://www.w3.org/2000/09/xmldsig#\"/>";
    let mut sign = Entry::of("SIGN.XML", b"<Signature/>");
    sign.more = signature.to_owned();
    let signed = vec![
        file(&format!("{FOLDER}METADATA.XML"), metadata(&[Entry::of("D.XML", &one), sign], "")),
        file(&format!("{FOLDER}D.XML"), one),
        file(&format!("{FOLDER}SIGN.XML"), *b"<Signature/>"),
    ];
    table(&[
        ("two sets", zip(&sets), "Verified,Verified SeveralSets"),
        ("two patients", zip(&patients), "Verified,Verified SeveralPatients"),
        ("a signed set", zip(&signed), "Verified Signed"),
        ("a PDF beside", and(good(), &format!("{FOLDER}DOC0001.PDF"), b"%PDF-1.4"), "Verified Unlisted +DOC0001.PDF"),
        ("a program beside", and(good(), "AUTORUN.INF", b"[autorun]"), "Verified Unlisted +AUTORUN.INF"),
        ("to be deleted", with(|entry| entry.status = "Deleted".into()), "Verified Deletion"),
        ("a plain package", zip(&[file("a/b.pdf", *b"%PDF-1.4"), file("c.txt", *b"x")]), " NoMetadata +b.pdf +c.txt"),
        ("an empty package", zip(&[]), " NoMetadata"),
        ("folders too", with_folders(), "Verified"),
    ]);
}

fn with_folders() -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.add_directory("IHE_XDM", options).unwrap();
    writer.add_directory("IHE_XDM/SUBSET01", options).unwrap();
    for (name, bytes) in good() {
        writer.start_file(name, options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn linked() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.add_symlink("IHE_XDM/D.XML", "/etc/hosts", zip::write::SimpleFileOptions::default()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A bit of each header that says "encrypted".
fn encrypted() -> Vec<u8> {
    let mut bytes = zip(&good());
    for (sign, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in places(&bytes.clone(), sign).collect::<Vec<_>>() {
            bytes[at + flags] |= 1;
        }
    }
    bytes
}

/// The directory sends a second name to the first file's bytes.
fn overlapping() -> Vec<u8> {
    let mut bytes = packed(&good(), CompressionMethod::Stored);
    let headers: Vec<usize> = places(&bytes.clone(), b"PK\x01\x02").collect();
    let offset = bytes[headers[0] + 42..headers[0] + 46].to_vec();
    bytes[headers[1] + 42..headers[1] + 46].copy_from_slice(&offset);
    bytes
}

#[test]
fn hostile_packages_are_refused_with_their_reason() {
    let named = |name: &str| zip(&[file(name, *b"x")]);
    let many: Vec<_> = (0..1000).map(|at| file(&format!("{FOLDER}D{at}.XML"), *b"<a/>")).collect();
    let bomb = zip(&[file(&format!("{FOLDER}METADATA.XML"), vec![b' '; 12 << 20])]);
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 30].to_vec();
    // The writer of these tests cleans names: they are put in afterwards.
    let slip = |name: &[u8]| patched(named("aaaaaaaaaaaa"), b"aaaaaaaaaaaa", name);
    table(&[
        ("leads out", slip(b"../../../evil"[..12].as_ref()), "Path"),
        ("leads out within", slip(b"a/../../b/ev"), "Path"),
        ("leads out backwards", slip(b"..\\..\\..\\evi"), "Path"),
        ("from the root", slip(b"/etc/passwd1"), "Path"),
        ("a drive", slip(b"C:\\autoexec1"), "Path"),
        ("a line in a name", slip(b"a\nb\0c.xml123"), "Path"),
        ("a link", linked(), "Link"),
        ("encrypted", encrypted(), "Encrypted"),
        ("a thousand files", zip(&many), "TooManyFiles"),
        ("a bomb", bomb, "Swollen"),
        ("overlapping files", overlapping(), "Overlap"),
        ("cut off", cut(zip(&good())), "Broken"),
        ("its beginning alone", b"PK\x03\x04".to_vec(), "Broken"),
        ("a PDF", b"%PDF-1.4".to_vec(), "NotZip"),
        ("nothing", Vec::new(), "NotZip"),
    ]);
}

#[test]
fn a_directory_that_lies_about_its_length_is_not_read_for_long() {
    let many: Vec<_> = (0..300).map(|at| file(&format!("D{at}"), *b"")).collect();
    let bytes = zip(&many);
    let end = bytes.len() - 22;
    for count in [[0xff, 0xff], [10, 0]] {
        let mut lying = bytes.clone();
        for at in [8, 10] {
            lying[end + at..end + at + 2].copy_from_slice(&count);
        }
        assert!(matches!(xdm::open(&lying), Ok(_) | Err(Refusal::Broken | Refusal::TooManyFiles)));
    }
}

#[test]
fn a_damaged_file_is_told_and_the_others_are_read() {
    let document = cda("vsm.xml");
    let files = vec![
        file(
            &format!("{FOLDER}METADATA.XML"),
            metadata(&[Entry::of("A.XML", b"0123456789"), Entry::of("B.XML", &document)], ""),
        ),
        file(&format!("{FOLDER}A.XML"), *b"0123456789"),
        file(&format!("{FOLDER}B.XML"), document),
    ];
    let bytes = packed(&files, CompressionMethod::Stored);
    let damaged = patched(bytes, b"0123456789", b"0123456780");
    let archive = xdm::open(&damaged).unwrap();
    assert_eq!(archive.files[0].unread, Some(Unread::Damaged));
    assert_eq!(said(&damaged), "Mismatch hash,Verified");
}

#[test]
fn a_file_packed_in_an_unknown_way_is_listed_and_not_read() {
    let mut bytes = packed(&good(), CompressionMethod::Stored);
    let headers: Vec<usize> = places(&bytes.clone(), b"PK\x01\x02").collect();
    let local = places(&bytes.clone(), b"PK\x03\x04").collect::<Vec<_>>();
    // The document is the second; 14 is LZMA.
    bytes[headers[1] + 10] = 14;
    bytes[local[1] + 8] = 14;
    let archive = xdm::open(&bytes).unwrap();
    let document = archive.documents().next().unwrap();
    assert_eq!(archive.files[document.file.unwrap()].unread, Some(Unread::Method));
    assert!(matches!(document.integrity, Integrity::Mismatch { .. }));
}

#[test]
fn two_files_of_one_name_are_told() {
    let bytes = packed(&[file("IHE_XDM/A.XML", *b"1"), file("IHE_XDM/B.XML", *b"2")], CompressionMethod::Stored);
    let archive = xdm::open(&patched(bytes, b"B.XML", b"A.XML")).unwrap();
    assert!(archive.notices.contains(&Notice::DoubledName));
}

#[test]
fn metadata_beyond_its_length_is_left_unread_and_its_files_are_listed() {
    let mut files = good();
    files[0].1.extend(vec![b' '; xdm::METADATA]);
    assert_eq!(said(&packed(&files, CompressionMethod::Stored)), " LongMetadata +DOC0001.XML");
}

#[test]
fn an_entry_has_what_a_list_shows() {
    let archive = xdm::open(&zip(&good())).unwrap();
    let set = &archive.sets[0];
    assert_eq!((set.title.as_str(), set.submitted.unwrap().french().as_str()), ("Envoi", "12/04/2024"));
    assert_eq!(
        (set.authors[0].name.as_str(), set.authors[0].house_name.as_str()),
        ("Achille LABORANTIN", "Laboratoire des Exemples")
    );
    let entry = archive.documents().next().unwrap();
    assert_eq!((entry.shown(), entry.media_type.as_str()), ("CR d'examens biologiques", "text/xml"));
    assert_eq!(entry.start.unwrap().compact(), "20240411071500+0000");
    let patient = archive.patient().unwrap();
    assert_eq!(
        (patient.family(), patient.given(), patient.used_name.as_deref()),
        (Some("INVENTÉE-FICTIVE"), Some("CAMOMILLE"), Some("IMAGINAIRE"))
    );
    assert!(!format!("{archive:?} {:?}", archive.files).contains("INVENT"));
}

fn only(archive: &Archive) -> Vec<Contradiction> {
    let entry = archive.documents().next().unwrap();
    let mut found = entry.contradictions(&archive.cda(entry).unwrap().unwrap());
    found.sort_by_key(|one| format!("{one:?}"));
    found
}

#[test]
fn metadata_and_document_are_held_against_each_other() {
    assert_eq!(only(&xdm::open(&zip(&good())).unwrap()), []);
    let other = with(|entry| {
        entry.names[0] = "PID-5|AUTRE^CAMOMILLE^^^^^L".into();
        entry.names[2] = "PID-7|19540313".into();
        entry.patient = "299999999002105^^^&1.2.250.1.213.1.4.10&ISO^NH".into();
        entry.id = "1.2.3".into();
    });
    let contradictions = [
        Contradiction::Patient(Trait::BirthDate),
        Contradiction::Patient(Trait::BirthName),
        Contradiction::Patient(Trait::Ins),
        Contradiction::UniqueId,
    ];
    assert_eq!(only(&xdm::open(&other).unwrap()), contradictions);
}

#[test]
fn a_replacement_says_what_it_replaces_in_whatever_order_versions_come() {
    let (one, two) = (cda("biologie.xml"), cda("biologie-v2.xml"));
    let association = "<Association associationType=\"urn:ihe:iti:2007:AssociationType:RPLC\" sourceObject=\"Document01\" targetObject=\"urn:uuid:ancien\"/>";
    let mut entry = Entry::of("D.XML", &two);
    entry.id = "1.2.250.1.999.1.2".into();
    let bytes = zip(&[
        file(&format!("{FOLDER}METADATA.XML"), metadata(&[entry], association)),
        file(&format!("{FOLDER}D.XML"), two),
    ]);
    let archive = xdm::open(&bytes).unwrap();
    let entry = archive.documents().next().unwrap();
    assert_eq!(entry.replaces, ["urn:uuid:ancien"]);
    let newer = Version::of(&archive.cda(entry).unwrap().unwrap());
    let older = Version::of(&sceau::health::cda::read(&one).unwrap());
    assert_eq!((newer.beside(&older), older.beside(&newer)), (Relation::Older, Relation::Newer));
}

#[test]
fn archives_are_known_by_name_and_by_their_first_bytes() {
    for name in ["IHE_XDM.ZIP", "IHE_XDM.zip", "ihe-xdm.zip", " ihe_xdm.zip "] {
        assert!(xdm::is_name(name), "{name}");
    }
    assert!(!xdm::is_name("photos.zip") && !xdm::is_name("IHE_XDM.zip.exe"));
    assert!(xdm::may_be(&zip(&good())) && xdm::may_be(&zip(&[])) && !xdm::may_be(b"%PDF"));
}
