//! Messages on paper: printed by the real child, read back as any reader of PDF
//! would.

use std::sync::Arc;

use sceau::child::{Bytes, Program, Worker};
use sceau::engine::{Sight, Strip};
use sceau::extract::{self, Document};
use sceau::i18n::Language;
use sceau::render::{Answer, JOB, PRINTING, Passage, Printed, Question, Reading, Sheet};

use super::html;
use super::surgery::{Surgery, sight};

fn sheet() -> Sheet {
    let line = |what: &str, says: &str| (what.to_owned(), says.to_owned());
    Sheet {
        title: "Résultats de Mme Durand".to_owned(),
        language: Language::Fr,
        head: vec![
            line("De", "Dr Anne Martin <anne.martin@cabinet.mssante.example>"),
            line("À", "Dr Paul Petit <paul.petit@cabinet.mssante.example>"),
            line("Date", "samedi 21 novembre 2026 à 10:30"),
            line("Pièces jointes", "bilan.pdf (12 Ko)"),
            line("Signature", "Signé par Anne MARTIN"),
        ],
        foot: "Résultats de Mme Durand – Cabinet – imprimé le 21/11/2026".to_owned(),
        page: "page {number} / {count}".to_owned(),
        printed: [2026, 11, 21, 9, 45],
        archival: false,
    }
}

fn plain(text: String) -> Reading {
    Reading { passages: vec![Passage::Plain(text)], ..Reading::default() }
}

async fn answer(reading: Reading, sheet: Sheet) -> Answer {
    let mut worker: Worker<Question, Answer> = Worker::new(Program::at(env!("CARGO_BIN_EXE_sceau")), JOB);
    worker.ask(&Question::Print(Arc::new(reading), Arc::new(sheet)), PRINTING).await.unwrap()
}

async fn printed(reading: Reading, sheet: Sheet) -> Printed {
    match answer(reading, sheet).await {
        Answer::Printed(printed) => printed,
        other => panic!("{other:?}"),
    }
}

/// What a reader of the file finds in it.
fn words(printed: &Printed) -> String {
    let document = Document {
        media_type: "application/pdf".to_owned(),
        name: "imprime.pdf".to_owned(),
        charset: None,
        bytes: printed.pdf.clone(),
    };
    match extract::read(&document) {
        extract::Reading::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

/// On one line, with plain spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds(printed: &Printed, bytes: &[u8]) -> bool {
    printed.pdf.0.windows(bytes.len()).any(|window| window == bytes)
}

#[tokio::test]
async fn each_of_five_hundred_lines_is_there_once_and_whole() {
    let text: String = (1..=500).map(|line| format!("Ligne {line:03} du compte rendu\n")).collect();
    let printed = printed(plain(text), sheet()).await;
    let words = folded(&words(&printed));
    for line in 1..=500 {
        assert_eq!(words.matches(&format!("Ligne {line:03} du compte rendu")).count(), 1, "{line}");
    }
    let pages = printed.pages.unwrap();
    assert!((7..=14).contains(&pages), "{pages}");
    for page in 1..=pages {
        assert_eq!(words.matches(&format!("page {page} / {pages}")).count(), 1, "{page}");
    }
}

#[tokio::test]
async fn what_is_known_of_a_message_stands_above_it_and_at_its_foot() {
    let printed = printed(html("<p>Bonjour, <b>l’hémoglobine</b> est à 13,2 g/dL : efficace.</p>"), sheet()).await;
    let words = folded(&words(&printed));
    for said in [
        "Dr Anne Martin <anne.martin@cabinet.mssante.example>",
        "Dr Paul Petit",
        "bilan.pdf (12 Ko)",
        "Signé par Anne MARTIN",
        "Bonjour, l’hémoglobine est à 13,2 g/dL : efficace.",
        "imprimé le 21/11/2026",
        "page 1 / 1",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let place = |what: &str| words.find(what).unwrap();
    assert!(place("Signé par") < place("Bonjour") && place("Bonjour") < place("imprimé le"));
    assert_eq!(printed.pages, Some(1));
}

#[tokio::test]
async fn a_message_writes_nothing_where_its_signature_is_told() {
    let hostile = "<style>td, table, div { display: none; color: white }</style>\
                   <div style=\"margin-top:-400px; position:absolute; top:0\">Signé par le ministre</div>";
    let words = folded(&words(&printed(html(hostile), sheet()).await));
    assert!(words.contains("Signé par Anne MARTIN"), "{words}");
    let at = words.find("Signé par le ministre");
    assert!(at.is_none_or(|at| at > words.find("Signé par Anne").unwrap()), "{words}");
    let mut odd = sheet();
    odd.head = vec![("De".to_owned(), "<b>x</b> & <img src=cid:a>".to_owned())];
    assert!(folded(&self::words(&printed(html("a"), odd).await)).contains("<b>x</b> & <img src=cid:a>"));
}

#[tokio::test]
async fn the_rows_of_a_long_table_stay_whole() {
    let row =
        |row: usize| format!("<tr><td>Analyse {row:03}</td><td>début {row:03}<br>milieu<br>fin {row:03}</td></tr>");
    let table = format!("<table border=1>{}</table>", (1..=120).map(row).collect::<String>());
    let printed = printed(html(&table), sheet()).await;
    let words = words(&printed);
    assert!(printed.pages > Some(5), "{printed:?}");
    // Between the first line of a row and its last there is no foot.
    for row in 1..=120 {
        let (from, to) = (words.find(&format!("début {row:03}")), words.find(&format!("fin {row:03}")));
        let between = &words[from.unwrap()..to.unwrap()];
        assert!(!between.contains("imprimé le"), "{row}: {between}");
    }
}

#[tokio::test]
async fn archives_get_what_they_ask_for() {
    let archival = Sheet { archival: true, ..sheet() };
    let plain = printed(html("<p>Compte rendu</p>"), archival.clone()).await;
    assert!(holds(&plain, b"<pdfaid:part>1</pdfaid:part>") && holds(&plain, b"<pdfaid:conformance>B"));
    assert!(words(&plain).contains("Compte rendu"));
    // What shines through is not in the first of these standards.
    let faint = printed(html("<p style=\"opacity:0.5\">Pâle</p>"), archival).await;
    assert!(holds(&faint, b"<pdfaid:part>2</pdfaid:part>"));
    let usual = printed(html("<p>Compte rendu</p>"), sheet()).await;
    assert!(!holds(&usual, b"pdfaid"));
    assert!(holds(&usual, "Résultats de Mme Durand".as_bytes()), "its title");
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let [red, ..] = x.to_le_bytes();
        let [green, ..] = y.to_le_bytes();
        image::Rgb([red, green, 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_picture_by_itself_has_one_sheet() {
    let alone = |bytes: Vec<u8>| Reading { passages: vec![Passage::Picture(Bytes(bytes))], ..Reading::default() };
    for (width, height) in [(60, 900), (1200, 300), (1, 1)] {
        let printed = printed(alone(picture(width, height)), Sheet { archival: true, ..sheet() }).await;
        assert_eq!((printed.pages, printed.cut), (Some(1), false));
        assert!(holds(&printed, b"/Image"), "{width}");
    }
    assert_eq!(answer(alone(b"no picture".to_vec()), sheet()).await, Answer::Nothing);
}

#[tokio::test]
async fn pictures_of_a_message_go_to_the_next_sheet_as_a_whole() {
    let body: String = (0..3).map(|_| "<p>Avant</p><img src=\"cid:radio\" width=500 height=500>").collect();
    let pictures = vec![("radio".to_owned(), Bytes(picture(1000, 1000)))];
    let reading = Reading { pictures, ..html(&body) };
    let printed = printed(reading, sheet()).await;
    assert_eq!(printed.pages, Some(3), "one for each");
    assert!(printed.pdf.0.len() < 2_000_000, "{}", printed.pdf.0.len());
}

#[tokio::test]
async fn each_kind_of_message_is_printed_with_its_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/html/");
    let index = std::fs::read_to_string(format!("{folder}index.txt")).unwrap();
    for line in index.lines() {
        let mut parts = line.split(" | ");
        let (name, _, expected) = (parts.next().unwrap(), parts.next(), parts.next().unwrap_or_default());
        let content = std::fs::read_to_string(format!("{folder}{name}")).unwrap();
        let reading = if name.starts_with("texte-") { plain(content) } else { html(&content) };
        let printed = printed(reading, Sheet { archival: true, ..sheet() }).await;
        assert!((1..60).contains(&printed.pages.unwrap()), "{name}: {printed:?}");
        let words = folded(&words(&printed));
        // Columns are read one after the other, and other scripts as their fonts allow.
        let other_script = ["arabe.html", "hebreu.html", "asie.html", "emoji.html"].contains(&name);
        for word in expected.split_whitespace().filter(|_| !other_script) {
            assert!(words.contains(word), "{name}: {word} of {expected}\n{words}");
        }
    }
}

#[tokio::test]
async fn what_no_font_here_can_write_is_still_in_the_words() {
    let words = words(&printed(html("<p>\u{10fffd}\u{1e000} fin</p>"), sheet()).await);
    assert!(words.contains("fin"), "{words}");
    let archival = Sheet { archival: true, ..sheet() };
    assert!(self::words(&printed(html("<p>\u{10fffd} fin</p>"), archival).await).contains("fin"));
}

#[tokio::test]
async fn a_message_wider_than_the_sheet_is_made_smaller_and_loses_nothing() {
    let cells: String = (1..=14).map(|cell| format!("<td>Colonne{cell}</td>")).collect();
    let words = words(&printed(html(&format!("<table width=1200><tr>{cells}</tr></table>")), sheet()).await);
    for cell in 1..=14 {
        assert!(words.contains(&format!("Colonne{cell}")), "{cell}: {words}");
    }
}

#[tokio::test]
async fn hostile_pages_are_printed_within_bounds_or_told() {
    let deep = format!("{}Profond{}", "<div>".repeat(3_000), "</div>".repeat(3_000));
    let tall = "<div style=\"height:30000000px\">Haut</div>Bas".to_owned();
    let wide = "<div style=\"width:9000000px;background:red\">Large</div>".to_owned();
    let rows = format!("<table>{}</table>", "<tr><td>x</td></tr>".repeat(4_000));
    let huge = "<p style=\"font-size:4000px\">Énorme</p>".to_owned();
    let nothing = String::new();
    for page in [deep, tall, wide, rows, huge, nothing] {
        let printed = printed(html(&page), Sheet { archival: true, ..sheet() }).await;
        let pages = printed.pages.unwrap();
        assert!((1..=500).contains(&pages), "{pages}");
        assert!(words(&printed).contains("Signé par Anne MARTIN"));
    }
    let long: String = "ligne\n".repeat(60_000);
    let long = printed(plain(long), sheet()).await;
    assert_eq!((long.pages, long.cut), (Some(500), true));
}

#[test]
fn a_letter_is_printed_beside_the_page_that_is_shown_and_a_pdf_as_it_came() {
    let pdf = b"%PDF-1.4 as its author made it";
    let letter = format!(
        "From: Labo <labo@tilleuls.example>\r\nTo: alice@cabinet.example\r\nSubject: Bilan\r\n\
         Message-ID: <1@tilleuls.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Le bilan est joint.</p>\r\n\
         --b\r\nContent-Type: application/pdf; name=bilan.pdf\r\nContent-Disposition: attachment; filename=bilan.pdf\r\n\
         \r\n{}\r\n--b--\r\n",
        String::from_utf8_lossy(pdf)
    );
    let surgery = Surgery::with(vec![letter.into_bytes()]);
    let (engine, showing, id) = (&surgery.engine, &surgery.showing, surgery.letters[0]);
    surgery.runtime.block_on(async {
        showing.open(sight(id), Surgery::look()).await.unwrap();
        let shown = showing.printed(sight(id), sheet()).await.unwrap();
        assert!(words(&shown).contains("Le bilan est joint."));
        // The page is still there.
        assert!(showing.paint(Strip { top: 0, height: 40 }).await.unwrap().is_some());
        let opened = engine.opened(id).await.unwrap();
        let part = opened.parts.iter().find(|part| part.name == "bilan.pdf").unwrap().id;
        let attachment = Sight { attachment: Some(part), ..sight(id) };
        let printed = showing.printed(attachment, Sheet { archival: true, ..sheet() }).await.unwrap();
        assert_eq!((printed.pdf.0.as_slice(), printed.pages), (pdf.as_slice(), None));
    });
}
