//! Health documents on a page, laid out by the real child.

use sceau::child::{Bytes, Program, Worker};
use sceau::domain::course::{Course, Past};
use sceau::i18n::Language;
use sceau::render::{Answer, Clinical, JOB, Light, Look, PATIENCE, Passage, Question, Quotes, Reading, Strip};

use super::sample::{self, Entry, cda, file, frame, good, metadata, zip};

const DAY: Light = Light { paper: [255; 3], ink: [20, 24, 31], link: [11, 87, 168], dark: false };

/// What a reader finds on the page, cells of a row side by side.
fn reading(bytes: Vec<u8>, courses: Vec<Course>) -> Reading {
    let file = Clinical { bytes: Bytes(bytes), courses, ..Clinical::default() };
    Reading { passages: vec![Passage::Health(file)], ..Reading::default() }
}

async fn shown(bytes: Vec<u8>) -> String {
    shown_after(bytes, Vec::new()).await
}

async fn shown_after(bytes: Vec<u8>, courses: Vec<Course>) -> String {
    let reading = reading(bytes, courses);
    let language = Language::Fr;
    let look =
        Look { width: 900.0, scale: 1.0, zoom: 1.0, light: DAY, language, quotes: Quotes::Whole, beginning: false };
    let mut worker: Worker<Question, Answer> = Worker::new(Program::at(env!("CARGO_BIN_EXE_sceau")), JOB);
    let laid = worker.ask(&Question::Open(std::sync::Arc::new(reading), look), PATIENCE).await.unwrap();
    let Answer::Laid(laid) = laid else { panic!("no page") };
    assert!(laid.held.is_empty(), "nothing is loaded");
    match worker.ask(&Question::Words, PATIENCE).await.unwrap() {
        Answer::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

fn hprim(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/hprim/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn all_in(page: &str, said: &[&str]) {
    for one in said {
        assert!(page.contains(one), "{one}\n{page}");
    }
}

#[tokio::test]
async fn results_stand_under_whose_they_are_and_are_marked_by_sign_and_word() {
    let page = shown(hprim("results-of-all-flags.hpr")).await;
    all_in(
        &page,
        &[
            "Résultats de laboratoire\nFICTIVE CLAIRE",
            "14/07/1962",
            "Expéditeur\tLABORATOIRE DE TEST LABTEST",
            "Date\t03/02/2026",
            "Analyse\tRésultat\tUnité\tValeurs usuelles\tSignalé",
            "ANALYSE 0\t5\tg/L\t▼ bas",
            "ANALYSE 3\t5\tg/L\t▲▲ très haut, critique",
            "ANALYSE 6\t5\tg/L\t◆ anormal",
            "ANALYSE 4\t5\tg/L\n",
            "dont 3 critiques",
        ],
    );
}

#[tokio::test]
async fn what_was_before_stands_beside_a_result_and_is_there_for_who_reads_aloud() {
    let past = |day: &str, value: &str| Past { day: day.into(), value: value.into() };
    let before = vec![past("20250301", "6,5"), past("20251002", "<2"), past("20251202", "4,5")];
    let courses = vec![Course { dossier: 0, analysis: 3, measure: 0, before }];
    let page = shown_after(hprim("results-of-all-flags.hpr"), courses).await;
    all_in(
        &page,
        &[
            "Signalé\tAntérieur",
            "ANALYSE 3\t5\tg/L\t▲▲ très haut, critique\t4,5 02/12/2025",
            "Évolution\u{a0}: 6,5 le 01/03/2025, <2 le 02/10/2025, 4,5 le 02/12/2025, puis 5",
            "ANALYSE 4\t5\tg/L\n",
        ],
    );
}

#[tokio::test]
async fn each_dossier_of_a_file_is_shown_and_what_is_outside_is_said_to_be() {
    let page = shown(hprim("two-dossiers.hpr")).await;
    assert_eq!(page.matches("Résultats de laboratoire").count(), 2, "{page}");
    let page = shown(hprim("text-after-the-end.hpr")).await;
    all_in(&page, &["Texte hors du fichier de résultats"]);
}

#[tokio::test]
async fn no_line_of_a_file_is_left_out() {
    let mut seen = 0;
    for entry in std::fs::read_dir(format!("{}/tests/data/hprim", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let Some(sceau::health::hprim::Kind::Medecin) = sceau::health::hprim::recognise(&bytes) else { continue };
        let reading = sceau::health::hprim::read(&bytes, None, 2026);
        let page = folded(&shown(bytes).await);
        for line in reading.dossiers.iter().flat_map(|dossier| &dossier.lines).chain(&reading.outside) {
            use sceau::health::hprim::Content;
            let said = match &line.content {
                Content::Text(text) | Content::Title(text) | Content::Comment(text) => vec![text.clone()],
                Content::Raw => vec![line.raw.clone()],
                Content::Analysis(analysis) => [vec![analysis.label.clone()], analysis.comments.clone()].concat(),
                _ => continue,
            };
            for said in said {
                assert!(page.contains(&folded(&said)), "{said}\n{page}");
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
}

/// Letters alone: lines are broken anew on a page.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[tokio::test]
async fn a_clinical_document_shows_its_patient_its_author_and_its_words() {
    let page = shown(cda("biologie.xml")).await;
    all_in(&page, &["CAMOMILLE", "12/03/1954", "INS", "TEST\u{a0}: aucun patient réel", "Auteur\t"]);
    let page = shown(cda("nia.xml")).await;
    all_in(&page, &["NIA, identité provisoire"]);
    let page = shown(cda("demo.xml")).await;
    all_in(&page, &["DÉMO\u{a0}: aucun patient réel"]);
}

#[tokio::test]
async fn the_text_within_a_document_is_read_and_its_pdf_is_pointed_to() {
    let page = shown(cda("sortie-n1-texte.xml")).await;
    assert!(page.len() > 300 && !page.contains("n’a pas de contenu"), "{page}");
    let page = shown(cda("biologie-n1.xml")).await;
    all_in(&page, &["Ce document contient un PDF"]);
}

#[tokio::test]
async fn an_archive_is_a_line_for_each_document_and_says_whether_it_is_intact() {
    let page = shown(zip(&good())).await;
    all_in(
        &page,
        &[
            "Archive de santé (IHE_XDM), un document",
            "Document 1\tCR d&#39;examens biologiques".replace("&#39;", "'").as_str(),
            "Fichier intact (empreinte vérifiée)",
            "Expéditeur\tAchille LABORANTIN",
            "Auteur\t",
        ],
    );
    let document = cda("biologie.xml");
    let wrong = Entry { hash: Some(sample::sha1(b"autre")), ..Entry::of("DOC0001.XML", &document) };
    let lost = Entry::of("DOC0002.XML", b"absent");
    let metadata = metadata(&[wrong, lost], "");
    let files = vec![
        file("IHE_XDM/SUBSET01/METADATA.XML", metadata),
        file("IHE_XDM/SUBSET01/DOC0001.XML", document),
        file("IHE_XDM/SUBSET01/DOC0003.PDF", *b"%PDF-1.4\n"),
    ];
    let page = shown(zip(&frame(files))).await;
    all_in(&page, &["Fichier altéré", "est annoncé mais absent", "Le même en PDF, sans doute\u{a0}: DOC0003.PDF"]);
}

#[tokio::test]
async fn what_is_refused_is_said_in_a_sentence() {
    let page = shown(zip(&[file("../../etc/evil.xml", *b"x")])).await;
    all_in(&page, &["un nom de fichier y cherche à écrire ailleurs"]);
    let page = shown(b"PK\x03\x04rien".to_vec()).await;
    all_in(&page, &["L’archive est abîmée"]);
}

#[tokio::test]
async fn markup_in_results_is_letters_and_no_document_breaks_the_child() {
    let page =
        shown(b"****LAB****\nRES|<script>alert(1)</script>|X|N|<b>5</b>|g/L|1|2|H|F\n****FIN****".to_vec()).await;
    assert!(page.contains("g/L"), "{page}");
    for (name, bytes) in sample::all() {
        assert!(!shown(bytes).await.trim().is_empty(), "{name}");
    }
    assert_eq!(shown(b"Bonjour".to_vec()).await.trim(), "Bonjour", "what is none is text");
}

/// Some years of a result that rises out of its range.
fn rising() -> Vec<Course> {
    let past = |day: &str, value: &str| Past { day: day.into(), value: value.into() };
    let course = |analysis, before| Course { dossier: 0, analysis, measure: 0, before };
    let rises =
        vec![past("20240110", "1,2"), past("20240612", "1,9"), past("20250301", "2,4"), past("20251002", "3,8")];
    vec![course(0, rises), course(3, vec![past("20250301", "Négatif")]), course(4, vec![past("20251002", "4,4")])]
}

#[tokio::test]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of small pictures")]
async fn health_documents_are_painted_in_light_and_in_the_dark() {
    let night = Light { paper: [27, 31, 34], ink: [230, 233, 235], link: [120, 190, 230], dark: true };
    let mut worker: Worker<Question, Answer> = Worker::new(Program::at(env!("CARGO_BIN_EXE_sceau")), JOB);
    let pages = [
        ("results", hprim("results-of-all-flags.hpr"), rising()),
        ("cda", cda("biologie.xml"), Vec::new()),
        ("archive", zip(&good()), Vec::new()),
        ("refused", zip(&[file("../../etc/evil.xml", *b"x")]), Vec::new()),
    ];
    for (name, bytes, courses) in pages {
        for (theme, light) in [("day", DAY), ("night", night)] {
            for width in [420.0_f32, 760.0] {
                let look = Look { language: Language::Fr, ..Look::whole(width, light) };
                let question = Question::Open(std::sync::Arc::new(reading(bytes.clone(), courses.clone())), look);
                let Answer::Laid(laid) = worker.ask(&question, PATIENCE).await.unwrap() else { panic!("{name}") };
                assert!(laid.width <= width, "{name} is broader than its pane: {}", laid.width);
                let height = (laid.height as u32).min(1_400);
                let painted = worker.ask(&Question::Paint(Strip { top: 0, height }), PATIENCE).await.unwrap();
                let Answer::Painted(pixels) = painted else { panic!("{name} is not painted") };
                let of_paper = pixels.0.chunks(4).filter(|pixel| pixel[..3] == light.paper).count();
                let all = pixels.0.len() / 4;
                assert!(of_paper * 2 > all && of_paper < all, "{name}, {theme}: {of_paper} of {all}");
                if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
                    let file = format!("health-{name}-{theme}-{width}.png");
                    let png = crate::ui::png::encode(laid.width as u32, height, &pixels.0);
                    std::fs::write(std::path::PathBuf::from(folder).join(file), png).unwrap();
                }
            }
        }
    }
}
