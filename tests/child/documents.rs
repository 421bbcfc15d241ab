//! Sound documents, through the program's own child.

use std::time::{Duration, Instant};

use sceau::child::Confinement;
use sceau::config::Paths;
use sceau::domain::Timestamp;
use sceau::engine::{Gate, Runtime};
use sceau::extract::{Document, PATIENCE, Reading};

use super::{document, forge, reader, sceau};

async fn words(document: Document) -> String {
    match reader().ask(&document, PATIENCE).await {
        Ok(Reading::Words(words)) => words,
        other => panic!("{}: {other:?}", document.name),
    }
}

const WHOLE: Confinement = Confinement { limits: true, files: true, calls: true };

#[tokio::test]
async fn the_child_says_that_it_is_confined() {
    let mut reader = reader();
    assert_eq!(reader.confinement().await, Ok(WHOLE));
    reader.rest().await;
    assert_eq!(reader.confinement().await, Ok(WHOLE), "another one");
}

#[test]
fn the_engine_says_it_too_and_closes_at_once() {
    let (runtime, profile) = (Runtime::start().unwrap(), tempfile::tempdir().unwrap());
    let gate = Gate::new(runtime.handle(), Paths::at(profile.path().to_owned()));
    // These tests are no program that could be started again as a child.
    for (gate, said) in [(gate.clone(), None), (gate.with_program(sceau()), Some(WHOLE))] {
        let engine = runtime.block_on(gate.demonstration(Timestamp(1_795_000_000))).unwrap();
        assert_eq!(runtime.block_on(engine.confinement()), said);
        let since = Instant::now();
        runtime.block_on(engine.close());
        assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    }
    runtime.stop();
}

#[tokio::test]
async fn one_child_reads_one_document_after_the_other() {
    let mut reader = reader();
    for number in 0..20 {
        let text = document("a.txt", format!("le patient {number}"));
        assert_eq!(reader.ask(&text, PATIENCE).await, Ok(Reading::Words(format!("le patient {number}"))));
    }
}

#[tokio::test]
async fn a_letter_of_several_pages_is_read_in_order() {
    let pages = [vec!["Compte rendu d'hospitalisation", "Cher confrère, hémoglobine à 13,2 g/dL"], vec!["Page deux"]];
    let text = words(document("cr.pdf", forge::text_pdf(&pages))).await;
    assert_eq!(text, "Compte rendu d'hospitalisation\nCher confrère, hémoglobine à 13,2 g/dL\n\nPage deux");
}

#[tokio::test]
async fn a_font_with_its_own_codes_is_read_through_its_map() {
    assert_eq!(words(document("x.pdf", forge::mapped_pdf())).await, "efficace fin\n\nprotére");
}

#[tokio::test]
async fn a_page_of_results_keeps_names_and_numbers_together() {
    // Names first, numbers after, as the programs of laboratories draw them.
    let content = "BT /F 9 Tf 50 700 Td (Hémoglobine) Tj 0 -14 Td (CRP) Tj ET \
        BT /F 9 Tf 300 700 Td (13,2) Tj 0 -14 Td (5) Tj ET BT /F 9 Tf 360 700 Td (g/dL) Tj 0 -14 Td (mg/L) Tj ET";
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec();
    let pdf = forge::page_pdf(&forge::latin(content), "/Font<</F 5 0 R>>", vec![font]);
    assert_eq!(words(document("bio.pdf", pdf)).await, "Hémoglobine 13,2 g/dL\nCRP 5 mg/L");
}

#[tokio::test]
async fn words_that_a_scanner_left_unseen_are_read_and_a_turned_page_too() {
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>".to_vec();
    let content = b"BT 3 Tr /F 12 Tf 56 700 Td (ordonnance numerisee) Tj ET BT /F 12 Tf 0 1 -1 0 30 100 Tm (marge montante) Tj ET";
    let pdf = forge::page_pdf(content, "/Font<</F 5 0 R>>", vec![font]);
    assert_eq!(words(document("scan.pdf", pdf)).await, "ordonnance numerisee\nmarge montante");
}

#[tokio::test]
async fn texts_of_office_programs_are_read() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Madame </w:t></w:r><w:r><w:t>Dur</w:t></w:r><w:r><w:t>and</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>TSH</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2,1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:delText>biffé</w:delText><w:instrText>PAGE</w:instrText><w:t>l&#8217;été &amp; l&apos;hiver</w:t></w:r></w:p>\
        <mc:AlternateContent><mc:Choice><w:t>cadre</w:t></mc:Choice><mc:Fallback><w:t>cadre</w:t></mc:Fallback></mc:AlternateContent>";
    let text = words(document("lettre.docx", forge::docx(body))).await;
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Madame Durand", "TSH", "2,1", "l’été & l'hiver", "cadre", "Cabinet du Dr Garance"]);

    let body = "<text:h>Titre</text:h><text:p>Dr<text:s/>Ana<text:span>ïs</text:span><text:line-break/>suite</text:p>\
        <text:tracked-changes><text:p>biffé</text:p></text:tracked-changes>";
    assert_eq!(words(document("lettre.odt", forge::odt(body))).await, "Titre\nDr Anaïs\nsuite");
}

#[tokio::test]
async fn plain_files_are_read_by_their_letters() {
    let hprim = forge::latin("H|~^\\&|LABO|||\r\nDurand\r\nHémoglobine|13,2\r\n");
    assert!(words(document("RESULTAT.HPR", hprim)).await.contains("Hémoglobine|13,2"));
    assert_eq!(
        words(document("page.html", "<p>un<b>e</b></p><script>x</script><p>&eacute;t&eacute;")).await,
        "une\n\nété"
    );
    assert_eq!(words(document("a.csv", "nom;poids\nAnne;60")).await, "nom;poids\nAnne;60");
    let marked = Document { charset: Some("iso-8859-15".to_owned()), ..document("a.txt", b"50 \xa4".to_vec()) };
    assert_eq!(words(marked).await, "50 €");
}

#[tokio::test]
async fn a_health_package_within_a_letter_is_opened() {
    let cda = "<ClinicalDocument><title>Synthèse</title><nonXMLBody><text>".to_owned()
        + &"QUJD".repeat(200)
        + "</text></nonXMLBody></ClinicalDocument>";
    let pdf = forge::text_pdf(&[vec!["Courrier de sortie"]]);
    let package =
        forge::package(&[("IHE_XDM/SUBSET01/DOC0001.XML", cda.as_bytes()), ("IHE_XDM/SUBSET01/D2.PDF", &pdf)]);
    let mut letter = b"Subject: =?utf-8?Q?R=C3=A9sultats?=\r\nFrom: Dr Anne Garance <anne@cabinet.example>\r\n\
        Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nCi-joint.\r\n--a\r\nContent-Type: application/zip\r\n\
        Content-Disposition: attachment; filename=IHE_XDM.ZIP\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        .to_vec();
    letter.extend(&package);
    letter.extend(b"\r\n--a--\r\n");
    let text = words(document("transfert.eml", letter)).await;
    for found in ["Résultats", "Dr Anne Garance anne@cabinet.example", "Ci-joint.", "Synthèse", "Courrier de sortie"]
    {
        assert!(text.contains(found), "{found}: {text}");
    }
    assert!(!text.contains("QUJD"), "a document in base64 is no word");
}

#[tokio::test]
async fn what_is_not_known_is_said() {
    let mut reader = reader();
    let program = document("a.exe", b"MZ\x90\x00\x03".to_vec());
    assert_eq!(reader.ask(&program, PATIENCE).await, Ok(Reading::Unknown));
    let binary: Vec<u8> = (0..=255).collect::<Vec<u8>>().repeat(20);
    assert_eq!(reader.ask(&document("a.txt", binary), PATIENCE).await, Ok(Reading::Unknown));
    let broken = document("a.pdf", b"%PDF-1.4 and nothing else".to_vec());
    assert_eq!(reader.ask(&broken, PATIENCE).await, Ok(Reading::Unreadable));
    assert_eq!(reader.ask(&document("a.docx", b"PK\x03\x04".to_vec()), PATIENCE).await, Ok(Reading::Unreadable));
}
