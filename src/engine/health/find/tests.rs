use std::fmt::Write as _;

use base64::Engine as _;

use super::*;
use crate::domain::export::Copies;

const HEADER: &str =
    "PAT1\nDUPONT\nCLAIRE\n12 RUE DES ESSAIS\n\n75001 PARIS\n14/07/1962\n\n26A1\n03/02/2026\nLAB\nDR\n";

fn hprim(name: &str) -> String {
    format!("{}Glycémie : 1,30 g/L\n****FIN****\n****FINFICHIER****\n", HEADER.replace("DUPONT", name))
}

fn letter(text: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = format!(
        "From: labo@labo.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        base64::prelude::BASE64_STANDARD.encode(text)
    );
    for (name, bytes) in files {
        let encoded = base64::prelude::BASE64_STANDARD.encode(bytes);
        write!(
            out,
            "--a\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"
        )
        .unwrap();
    }
    (out + "--a--\r\n").into_bytes()
}

fn found(letter: Vec<u8>, chosen: &Exporting) -> Vec<NewExport> {
    documents(&[letter], Rules { chosen, message: MessageId(7), year: 2026 })
}

#[test]
fn results_are_found_in_the_text_and_in_files_of_any_name_and_their_bytes_are_those_that_came() {
    let (one, two) = (hprim("DUPONT"), hprim("ESSAI"));
    let latin: Vec<u8> = two.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let all = found(letter(&one, &[("sans.nom", &latin), ("photo.hpr", b"\x89PNG\r\n")]), &Exporting::default());
    assert_eq!(all.iter().map(|one| one.kind).collect::<Vec<_>>(), [ExportKind::Hprim; 2]);
    assert!(all[0].bytes == one.as_bytes() && all[1].bytes == latin);
    assert_eq!(all[0].name, "DUPONT_CLAIRE_19620714_20260203_1.hpr");
    assert_eq!(all[1].name, "ESSAI_CLAIRE_19620714_20260203_2.nom");
    assert_eq!(all[0].patient, "DUPONT CLAIRE");
}

#[test]
fn a_letter_is_no_result() {
    assert!(
        found(letter("Bonjour, voici le compte rendu.", &[("note.txt", b"Merci.")]), &Exporting::default()).is_empty()
    );
}

#[test]
fn dossiers_are_files_of_their_own_where_the_mailbox_wants_it() {
    let file = hprim("DUPONT").replace("****FINFICHIER****\n", "") + &hprim("ESSAI");
    let message = || letter("", &[("r.hpr", file.as_bytes())]);
    assert_eq!(found(message(), &Exporting::default()).len(), 1);
    let split = found(message(), &Exporting { split: true, ..Exporting::default() });
    assert_eq!(
        split.iter().map(|one| (one.piece, one.patient.as_str())).collect::<Vec<_>>(),
        [(0, "DUPONT CLAIRE"), (1, "ESSAI CLAIRE")]
    );
    assert_eq!(split[0].digest, split[1].digest, "they are of one document");
}

#[test]
fn pdf_files_come_along_by_the_rule_alone() {
    let message = || letter("", &[("r.pdf", b"%PDF-1.4 x"), ("r.pdf", b"%PDF-1.4 x")]);
    assert!(found(message(), &Exporting::default()).is_empty());
    let all = found(message(), &Exporting { pdf: true, ..Exporting::default() });
    assert_eq!(all.len(), 1, "the same bytes are one document");
    assert_eq!((all[0].kind, all[0].name.as_str()), (ExportKind::Pdf, "r.pdf"));
}

#[test]
fn a_clinical_document_that_came_twice_is_exported_once() {
    let cda = std::fs::read("tests/data/health/cda/biologie.xml").unwrap();
    let all = found(letter("", &[("doc.xml", &cda), ("copie.bin", &cda)]), &Exporting::default());
    assert_eq!(all.len(), 1);
    assert!(all[0].kind == ExportKind::Cda && all[0].bytes == cda);
    assert_eq!(ending(&all[0].name), Some("xml"));
    assert!(!all[0].patient.is_empty());
}

#[test]
fn software_that_reads_no_cda_gets_the_pdf_and_nothing_is_lost_where_there_is_none() {
    let held = std::fs::read("tests/data/health/cda/biologie-n1.xml").unwrap();
    let bare = std::fs::read("tests/data/health/cda/sortie-n1-texte.xml").unwrap();
    let kinds = |bytes: &[u8], copies| {
        let all = found(letter("", &[("doc.xml", bytes)]), &Exporting { copies, ..Exporting::default() });
        all.iter().map(|one| (one.kind, ending(&one.name).unwrap().to_owned())).collect::<Vec<_>>()
    };
    let (cda, pdf) = ((ExportKind::Cda, "xml".to_owned()), (ExportKind::Pdf, "pdf".to_owned()));
    assert_eq!(kinds(&held, Copies::None), std::slice::from_ref(&cda));
    assert_eq!(kinds(&held, Copies::Beside), [pdf.clone(), cda.clone()]);
    assert_eq!(kinds(&held, Copies::Instead), [pdf]);
    assert_eq!(kinds(&bare, Copies::Instead), [cda]);
}

#[test]
fn an_archive_that_is_refused_has_a_line_and_no_bytes_and_one_of_other_things_has_none() {
    let broken = b"PK\x03\x04 IHE_XDM/SUBSET01/ cut off";
    let all = found(letter("", &[("IHE_XDM.ZIP", broken)]), &Exporting::default());
    let [one] = all.as_slice() else { panic!("{}", all.len()) };
    assert_eq!((one.kind, one.doubt, one.bytes.len()), (ExportKind::Archive, Some(Doubt::Unreadable), 0));
    assert!(found(letter("", &[("photos.zip", b"PK\x03\x04 cut off")]), &Exporting::default()).is_empty());
}

#[test]
fn results_in_a_message_that_was_forwarded_whole_are_found() {
    let inner = String::from_utf8(letter(&hprim("DUPONT"), &[])).unwrap();
    let outer = format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPour info\r\n--b\r\n\
         Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"m.eml\"\r\n\r\n{inner}\r\n--b--\r\n"
    );
    assert_eq!(found(outer.into_bytes(), &Exporting::default()).len(), 1);
}
