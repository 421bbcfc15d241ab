//! CDA documents: what is read of them, and what their reader is shown.

use sceau::health::cda::{self, Body, Flag, Media, Narrative, NotCda, Notice};
use sceau::health::ins::{Ins, Key, Kind};
use sceau::health::moment::Moment;
use sceau::health::mss::{Masking, Reader, Rule, Verdict};
use sceau::health::patient::{Shortfall, Trait};
use sceau::health::xml::Fault;

use super::sample::{WORDS, all, cda};

fn read(name: &str) -> cda::Document {
    cda::read(&cda(name)).unwrap()
}

fn narrative(document: &cda::Document) -> &Narrative {
    match &document.body {
        Body::Narrative(narrative) => narrative,
        other => panic!("{other:?}"),
    }
}

fn html(name: &str) -> String {
    narrative(&read(name)).html(&WORDS)
}

/// One line a document: who, what, when, which version, what is inside.
fn line(document: &cda::Document) -> String {
    let patient = &document.patient;
    let ins = patient.ins.as_ref().and_then(Ins::kind);
    let body = match &document.body {
        Body::Embedded(file) => format!("{:?}{}", file.media, if file.agrees() { "" } else { "!" }),
        Body::Narrative(narrative) => format!("{} sections", narrative.sections.len()),
        Body::Linked => "linked".to_owned(),
        Body::Missing => "missing".to_owned(),
    };
    [
        patient.family().unwrap_or("-").to_owned(),
        patient.given().unwrap_or("-").to_owned(),
        patient.birth_date.map_or("-".to_owned(), Moment::french),
        format!("{ins:?}"),
        document.code.code.clone(),
        document.date().map_or("-".to_owned(), Moment::compact),
        format!("v{}", document.version.unwrap_or_default()),
        document.authors.first().map_or("-".to_owned(), |author| author.name.clone()),
        body,
        document.copy.as_ref().map_or(String::new(), |copy| format!("copy {:?}", copy.media)),
        document.notices.iter().map(|notice| format!("{notice:?}")).collect::<String>(),
        document.faults.iter().map(|fault| format!("{fault:?}")).collect::<String>(),
    ]
    .join("|")
}

#[test]
fn each_kind_of_document_is_read_with_its_patient_author_date_and_body() {
    const HER: &str = "INVENTÉE-FICTIVE|CAMOMILLE|12/03/1954|Some(Test)|";
    const DAY: &str = "|20240411091500+0200|";
    let table = [
        ("biologie.xml", "11502-2", "v1|Achille LABORANTIN|3 sections|copy Pdf||"),
        ("biologie-v2.xml", "11502-2", "v2|Achille LABORANTIN|1 sections|||"),
        ("biologie-n1.xml", "11502-2", "v1|Achille LABORANTIN|Pdf|||"),
        ("microbiologie.xml", "11502-2", "v1|Achille LABORANTIN|1 sections|||"),
        ("imagerie.xml", "18748-4", "v1|Isidore RAYONNANT|2 sections|||"),
        ("imagerie-n1-jpeg.xml", "18748-4", "v1|Isidore RAYONNANT|Jpeg|||"),
        ("imagerie-n1-tiff.xml", "18748-4", "v1|Isidore RAYONNANT|Tiff|||"),
        ("sortie.xml", "11490-0", "v1|Zénobie HOSPITALIER|3 sections|||"),
        ("sortie-n1-texte.xml", "11490-0", "v1|Zénobie HOSPITALIER|Text|||"),
        ("sortie-n1-rtf.xml", "11490-0", "v1|Zénobie HOSPITALIER|Rtf|||"),
        ("sortie-latin.xml", "11490-0", "v1|Zénobie HOSPITALIER|1 sections|||"),
        ("ordonnance.xml", "PRESC-MEDIC", "v1|Octave GÉNÉRALISTE|2 sections|copy Pdf||"),
        ("vsm.xml", "34133-9", "v3|Octave GÉNÉRALISTE|5 sections|||"),
        ("signee.xml", "11502-2", "v1|Achille LABORANTIN|1 sections||Signed|"),
        ("auto-presentable.xml", "11502-2", "v1|Achille LABORANTIN|1 sections||OwnStyle|"),
        ("hostile.xml", "11502-2", "v1|Achille LABORANTIN|1 sections|||"),
        ("faux-pdf.xml", "11502-2", "v1|Achille LABORANTIN|Unknown!|||"),
        ("seuil.xml", "11502-2", "v1|Achille LABORANTIN|1 sections|||Malformed"),
    ];
    for (name, code, rest) in table {
        assert_eq!(line(&read(name)), format!("{HER}{code}{DAY}{rest}"), "{name}");
    }
    let others = [
        ("nia.xml", "PROVISOIRE|ANONYME|12/03/1954|Some(Nia)|34133-9"),
        ("demo.xml", "DEMO|DEMO|12/03/1954|Some(Demo)|34133-9"),
        ("qualifiee.xml", "ZÉRO|ZOÉ|12/03/1954|Some(Nir)|34133-9"),
        ("masquee.xml", "-|-|-|None|34133-9"),
        ("enfant.xml", "PETIT-FICTIF|LÉO|04/2023|Some(Test)|51969-4"),
    ];
    for (name, start) in others {
        let line = line(&read(name));
        assert!(line.starts_with(start), "{name}: {line}");
    }
    assert_eq!(all().len(), table.len() + others.len(), "a document without its line");
}

#[test]
fn a_header_gives_traits_numbers_signer_and_chain_of_versions() {
    let one = read("biologie.xml");
    let patient = &one.patient;
    assert_eq!(
        (patient.used_name.as_deref(), patient.given_names.as_deref()),
        (Some("IMAGINAIRE"), Some("CAMOMILLE ROSE"))
    );
    assert_eq!(
        (patient.birth_place_code.as_deref(), patient.birth_place.as_deref()),
        (Some("99999"), Some("NULLEPART"))
    );
    assert_eq!(patient.ins.as_ref().unwrap().matricule.key(), Key::Right);
    assert_eq!(patient.others.len(), 1);
    assert_eq!(one.title, "Compte rendu d'examens biologiques");
    assert_eq!(one.code.label, "CR d'examens biologiques");
    assert_eq!(one.act_end.unwrap().compact(), "20240411160000+0200");
    assert_eq!(one.orders.first().unwrap().extension, "2404-0012");
    assert_eq!(one.custodian.as_ref().unwrap().house_name, "Laboratoire des Exemples");
    let signer = one.legal_authenticator.as_ref().unwrap();
    assert_eq!((signer.name.as_str(), signer.civility.as_deref()), ("Achille LABORANTIN", Some("DR")));
    assert_eq!(signer.role.as_ref().unwrap().shown(), "Médecin - Biologie médicale (SM)");
    assert_eq!(
        (one.facility.as_ref().unwrap().code.as_str(), one.practice.as_ref().unwrap().code.as_str()),
        ("SA07", "AMBULATOIRE")
    );
    let two = read("biologie-v2.xml");
    assert_eq!((two.set, two.replaces), (one.set, vec![one.id]));
}

#[test]
fn who_is_not_qualified_is_told_why() {
    let table: &[(&str, &[Shortfall])] = &[
        ("qualifiee.xml", &[]),
        ("nia.xml", &[]),
        ("biologie.xml", &[Shortfall::NotReal(Kind::Test)]),
        ("demo.xml", &[Shortfall::NotReal(Kind::Demo), Shortfall::Key(Key::Wrong)]),
    ];
    for (name, shortfalls) in table {
        assert_eq!(read(name).patient.shortfalls(), *shortfalls, "{name}");
    }
    let child = read("enfant.xml");
    let lacks = [Shortfall::NotReal(Kind::Test), Shortfall::Lacks(Trait::BirthDate), Shortfall::Lacks(Trait::Sex)];
    assert_eq!(child.patient.shortfalls(), lacks);
    assert_eq!(child.patient.guardians, ["Odette PETIT-FICTIF"]);
    assert_eq!(Masking::of(&child.confidentiality).may_go_to(Reader::Patient), Verdict::Ask(Rule::NeverToGuardians));
    let masked = read("masquee.xml").patient;
    assert_eq!(masked.masked, [Trait::Ins, Trait::BirthName, Trait::Sex, Trait::BirthDate]);
    assert!(!masked.is_qualified());
}

#[test]
fn what_masks_a_document_is_read_from_its_header() {
    let verdict = |name: &str, reader| Masking::of(&read(name).confidentiality).may_go_to(reader);
    assert_eq!(verdict("sortie.xml", Reader::Patient), Verdict::No(Rule::InvisibleToPatient));
    assert_eq!(verdict("sortie.xml", Reader::Professional), Verdict::Yes);
    assert_eq!(verdict("masquee.xml", Reader::Professional), Verdict::No(Rule::MaskedFromProfessionals));
    assert_eq!(verdict("vsm.xml", Reader::Patient), Verdict::Yes);
}

#[test]
fn files_of_level_one_come_out_whole_and_in_their_letters() {
    let one = read("biologie-n1.xml");
    let file = one.file().unwrap();
    assert!(file.bytes.starts_with(b"%PDF-1.4") && file.bytes.ends_with(b"%%EOF\n") && file.agrees());
    assert_eq!(file.bytes, read("biologie.xml").copy.unwrap().bytes);
    let text = read("sortie-n1-texte.xml");
    assert_eq!(text.file().unwrap().text().unwrap(), "Chère consœur,\r\nÉtat général conservé à la sortie.\r\n");
    let wrong = read("faux-pdf.xml");
    assert_eq!((wrong.file().unwrap().media, wrong.file().unwrap().agrees()), (Media::Unknown, false));
}

#[test]
fn results_out_of_range_are_marked_by_sign_and_word_where_they_stand() {
    let document = read("biologie.xml");
    let flags: Vec<_> = document
        .findings
        .iter()
        .map(|finding| (finding.label.as_str(), finding.value.as_str(), finding.flag))
        .collect();
    assert_eq!(
        flags,
        [
            ("Hémoglobine", "6.1 g/dL", Flag::CriticalLow),
            ("Leucocytes", "14.2 10*9/L", Flag::High),
            ("TSH", "0.1 mUI/L", Flag::Low),
            ("Potassium", "6.9 mmol/L", Flag::CriticalHigh),
            ("Ferritine", "3 ug/L", Flag::Abnormal),
        ]
    );
    assert_eq!(document.gravest(), Some(Flag::CriticalHigh));
    let html = html("biologie.xml");
    for part in [
        "Hémoglobine <span class=\"cda-flag cda-critical\">▼▼ très bas</span>",
        "<td>Leucocytes <span class=\"cda-flag\">▲ élevé</span></td>",
        "TSH <span class=\"cda-flag\">▼ bas</span>",
        // What the text does not show stands before it.
        "Signalés</p><ul class=\"cda-findings\"><li>Ferritine 3 ug/L <span class=\"cda-flag\">◆ anormal</span></li>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    // The interpretation of a range is not a result's, and a resistance is none of these.
    assert_eq!(html.matches("cda-flag").count(), 5);
    assert_eq!(read("microbiologie.xml").findings, []);
}

#[test]
fn tables_lists_links_and_pictures_become_our_own_markup() {
    let bio = html("biologie.xml");
    for part in [
        "<h2 class=\"cda-title\">BIOLOGIE</h2>\n<h3 class=\"cda-title\">Biochimie</h3>",
        "<caption class=\"cda-caption\">Hématologie &amp; chimie</caption>",
        "<td class=\"cda-bold cda-italics\" colspan=\"3\">Numération</td>",
        "<td rowspan=\"2\">24 mmol/L</td>",
        "14,2 10<sup>9</sup>/L",
        "CO<sub>2</sub> total",
        "<td>&lt; 10</td>",
        "<th class=\"cda-bold\">Examen</th>",
    ] {
        assert!(bio.contains(part), "{part}\n{bio}");
    }
    let list = html("microbiologie.xml");
    assert!(
        list.contains("<div class=\"cda-caption\">Germes</div><ol class=\"cda-littlealpha\"><li>Escherichia inventi"),
        "{list}"
    );
    let image = html("imagerie.xml");
    for part in [
        "<img class=\"cda-picture\" alt=\"\" src=\"data:image/png;base64,iVBORw0KGgo",
        "<a href=\"https://images.example/etude?id=1&amp;p=2\">les images</a>",
        "ou ici.",
        "<div class=\"cda-caption\">Cliché inventé</div>",
        // Called a picture, and none.
        "<span class=\"cda-note\">[fichier]</span>",
    ] {
        assert!(image.contains(part), "{part}\n{image}");
    }
    let target = image.split("<a href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(image.contains(&format!("<span id=\"{target}\">Thorax normal.</span>")), "{image}");
    let letter = html("sortie.xml");
    for part in [
        "<span class=\"cda-deleted\">Paracétamol</span>",
        "et l’équipe",
        "<p class=\"cda-note\">[codé]</p>",
        ">(1)</a>",
    ] {
        assert!(letter.contains(part), "{part}\n{letter}");
    }
}

#[test]
fn a_sign_that_was_not_escaped_takes_no_figure_away() {
    let text = html("seuil.xml");
    assert!(text.contains("CRP &lt; 5 mg/L &amp; VS &lt;10</p><p>fin</p>"), "{text}");
}

#[test]
fn nothing_of_a_document_s_own_markup_comes_through() {
    let html = html("hostile.xml");
    for word in ["pistage", "onclick", "style=", "9999999", "<script", "<iframe", "javascript", "data:text"] {
        assert!(!html.to_lowercase().contains(word), "{word}\n{html}");
    }
    assert!(html.contains("&lt;img src=x onerror=x&gt; h") && html.contains("&lt;b&gt;Titre&lt;/b&gt;"));
    for letter in ["<p>a</p>", "c<table", "<td>d</td>", "perdu", "ef<a", ">g</a>", "j</div>"] {
        assert!(html.contains(letter), "{letter}\n{html}");
    }
}

#[test]
fn every_page_is_made_of_known_elements_alone_and_shows_every_word() {
    for (name, bytes) in all() {
        let document = cda::read(&bytes).unwrap();
        if let Body::Narrative(narrative) = &document.body {
            super::mutation::safe_and_whole(narrative, &name);
        }
    }
}

#[test]
fn a_page_within_a_style_sheet_is_not_shown() {
    let html = html("auto-presentable.xml");
    assert!(html.contains("Texte du document") && !html.contains("Feuille"));
}

#[test]
fn what_is_no_document_has_its_reason() {
    let table: &[(&[u8], NotCda)] = &[
        (b"", NotCda::NotXml),
        (b"Bonjour", NotCda::NotXml),
        (b"\x89PNG", NotCda::NotXml),
        (b"<html><body/></html>", NotCda::NoDocument),
        (b"<<<", NotCda::NotXml),
    ];
    for (bytes, reason) in table {
        assert_eq!(cda::read(bytes).unwrap_err(), *reason);
    }
    assert!(cda::may_be(&cda("vsm.xml")) && !cda::may_be(b"%PDF-1.4"));
}

#[test]
fn a_document_that_breaks_off_is_read_so_far_and_says_so() {
    let whole = cda("vsm.xml");
    let cut = cda::read(&whole[..whole.len() * 3 / 4]).unwrap();
    assert_eq!(cut.patient, read("vsm.xml").patient);
    assert!(cut.faults.contains(&Fault::Unclosed));
    let bare = cda::read(b"<ClinicalDocument/>").unwrap();
    assert_eq!(bare.notices, [Notice::NoPatient, Notice::NoCode, Notice::NoId]);
}

#[test]
fn odd_bodies_and_several_of_a_thing_are_told() {
    let read = |inside: &str| cda::read(format!("<ClinicalDocument>{inside}</ClinicalDocument>").as_bytes()).unwrap();
    let file = |text: &str| format!("<component><nonXMLBody>{text}</nonXMLBody></component>");
    let linked =
        read(&file("<text mediaType='application/pdf'><reference value='https://ailleurs.example/x.pdf'/></text>"));
    assert!(matches!(linked.body, Body::Linked) && linked.file().is_none());
    let plain = read(&file("<text mediaType='text/plain'>Un mot &amp; un autre</text>"));
    assert_eq!(plain.file().unwrap().text().unwrap(), "Un mot & un autre");
    let unsaid = read(&file("<text mediaType='application/pdf'>JVBERi0xLjQ=</text>"));
    assert!(unsaid.file().unwrap().agrees());
    let damaged = read(&file("<text mediaType='application/pdf' representation='B64'>JVBERi0x*LjQ=</text>"));
    assert!(damaged.file().unwrap().damaged && !damaged.file().unwrap().agrees());
    let two = read(&[file("<text>a</text>"), file("<text>b</text>")].concat());
    assert!(two.notices.contains(&Notice::SeveralBodies));
    assert_eq!(two.attachments[0].text().unwrap(), "b");
    let targets = "<recordTarget><patientRole><id root='1' extension='2'/></patientRole></recordTarget>".repeat(2);
    assert!(read(&targets).notices.contains(&Notice::SeveralPatients));
    assert!(read("<versionNumber value='deux'/>").notices.contains(&Notice::OddVersion));
    assert!(read("<ClinicalDocument/>").notices.contains(&Notice::SeveralDocuments));
}

#[test]
fn no_debug_shows_a_patient_or_a_word_of_a_document() {
    for (name, bytes) in all() {
        let document = cda::read(&bytes).unwrap();
        let shown = format!("{document:?} {:?} {:?} {:?}", document.patient, document.findings, document.authors);
        for word in ["INVENT", "CAMOMILLE", "1954", "99999", "Hémoglobine", "LABORANTIN", "Exemples"] {
            assert!(!shown.contains(word), "{name}: {shown}");
        }
    }
}
