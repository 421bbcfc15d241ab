//! The long quote below an answer: folded where it is plainly that, and never
//! more than that.

use sceau::i18n::Language;
use sceau::render::{Answer, FOLD, Look, Passage, Question, Quotes, Reach, Reading};

use super::{DAY, Desk, html, look};

fn folding() -> Look {
    Look { quotes: Quotes::Folded, ..look(600.0, DAY) }
}

fn plain(text: &str) -> Reading {
    Reading { passages: vec![Passage::Plain(text.to_owned())], ..Reading::default() }
}

fn quoted(lines: usize) -> String {
    (1..=lines).map(|line| format!("> ligne {line}\n")).collect()
}

const HEAD: &str = "Le 3 mars 2026, Anne Martin a écrit\u{a0}:";

fn answer(lines: usize) -> Reading {
    plain(&format!("Entendu, merci.\n\n{HEAD}\n{}", quoted(lines)))
}

impl Desk {
    fn has_fold(&self) -> bool {
        self.laid.links.iter().any(|link| link.leads == FOLD)
    }

    async fn found(&mut self, words: &str) -> usize {
        match self.ask(Question::Find(words.to_owned())).await {
            Answer::Found(places) => places.len(),
            other => panic!("{other:?}"),
        }
    }

    async fn said(&mut self, question: Question) -> String {
        match self.ask(question).await {
            Answer::Words(words) => words,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_long_quote_below_an_answer_is_one_line_until_it_is_unfolded() {
    let mut desk = Desk::with(answer(34), folding()).await;
    let folded = desk.laid.height;
    assert!(desk.has_fold() && desk.found("ligne 20").await == 0 && desk.found("Entendu").await == 1);
    let link = &desk.laid.links[0];
    assert!(link.spots.iter().all(|spot| spot.width > 50.0 && spot.height > 10.0) && !link.misleads, "{link:?}");
    desk.lay(Look { quotes: Quotes::Open, ..folding() }).await;
    assert!(desk.has_fold() && desk.laid.height > folded + 300.0, "{folded} {}", desk.laid.height);
    assert_eq!(desk.found("ligne 20").await, 1);
    desk.lay(folding()).await;
    assert!((desk.laid.height - folded).abs() < 2.0, "{folded} {}", desk.laid.height);
    assert_eq!(desk.found("ligne 20").await, 0);
}

#[tokio::test]
async fn all_words_are_there_however_it_is_folded_and_the_line_is_none_of_them() {
    let mut desk = Desk::with(answer(20), folding()).await;
    let words = desk.said(Question::Words).await;
    assert!(words.contains("ligne 20") && !words.contains("citées") && !words.contains('▸'), "{words}");
    assert_eq!(desk.found("ligne 20").await, 0, "it is folded as before");
    desk.ask(Question::Select(Reach::All)).await;
    let copied = desk.said(Question::Copy).await;
    assert!(!copied.contains("citées"), "{copied}");
}

#[tokio::test]
async fn nothing_is_folded_for_paper_and_no_line_stands_there() {
    let mut desk = Desk::with(answer(34), look(600.0, DAY)).await;
    assert!(!desk.has_fold() && desk.found("ligne 34").await == 1);
    desk.lay(folding()).await;
    assert!(desk.has_fold());
    desk.lay(look(600.0, DAY)).await;
    assert!(!desk.has_fold() && desk.found("ligne 34").await == 1);
}

#[tokio::test]
async fn where_it_is_in_doubt_nothing_is_folded() {
    let long = quoted(30);
    let paragraphs = "<p>ligne</p>".repeat(30);
    let cases = [
        ("a short one", format!("Merci.\n\n{HEAD}\n{}", quoted(8))),
        ("nothing but a quote", long.clone()),
        ("nothing but a quote and its head", format!("{HEAD}\n{long}")),
        ("an answer below it", format!("{HEAD}\n{long}\nMerci.")),
        ("answers between", format!("Bonjour,\n\n> Venez-vous ?\nOui.\n\n{long}")),
        ("answers that are announced", format!("Voir mes réponses ci-dessous.\n\n{HEAD}\n{long}")),
    ];
    for (case, text) in cases {
        assert!(!Desk::with(plain(&text), folding()).await.has_fold(), "{case}");
    }
    let cases = [
        ("no head", format!("<p>Un extrait</p><blockquote>{paragraphs}</blockquote>")),
        ("words after it", format!("<p>a</p><p>Anne a écrit :</p><blockquote>{paragraphs}</blockquote><p>b</p>")),
        ("no words before it", format!("<p>Anne a écrit :</p><blockquote>{paragraphs}</blockquote>")),
        ("two", format!("<p>a</p><p>b :</p><blockquote>{paragraphs}</blockquote><blockquote>c</blockquote>")),
    ];
    for (case, page) in cases {
        assert!(!Desk::with(html(&page), folding()).await.has_fold(), "{case}");
    }
}

#[tokio::test]
async fn a_signature_below_the_quote_stays_and_the_quote_is_folded() {
    let text = format!("Merci.\n\n{HEAD}\n{}\n-- \nDr Paul Noir\n", quoted(20));
    let mut desk = Desk::with(plain(&text), folding()).await;
    assert!(desk.has_fold() && desk.found("Paul Noir").await == 1 && desk.found("ligne 9").await == 0);
}

#[tokio::test]
async fn what_mail_programs_quote_in_pages_is_folded_too() {
    let paragraphs = "<p>ligne</p>".repeat(30);
    let gmail = format!(
        "<div dir=ltr>Merci.</div><br><div class=gmail_quote><div class=gmail_attr>Le mar. 3 mars 2026 à 10:05, Anne \
         &lt;<a href='mailto:a@b.example'>a@b.example</a>&gt; a écrit\u{a0}:<br></div>\
         <blockquote class=gmail_quote style='border-left:1px solid'>{paragraphs}</blockquote></div>"
    );
    let thunderbird = format!(
        "<p>Merci.</p><div class='moz-cite-prefix'>Le 03/03/2026 à 10:05, Anne a écrit\u{a0}:<br></div>\
         <blockquote type=cite cite='mid:1@b.example'>{paragraphs}</blockquote>"
    );
    for page in [gmail, thunderbird] {
        let mut desk = Desk::with(html(&page), folding()).await;
        assert!(desk.has_fold() && desk.found("ligne").await == 0 && desk.found("Merci").await == 1, "{page}");
    }
}

#[tokio::test]
async fn no_page_of_a_stranger_folds_hides_or_forges_the_line() {
    let paragraphs = "<p>ligne</p>".repeat(30);
    let style =
        "<style>a{display:none!important}fold-line{display:none!important}*{visibility:hidden!important}</style>";
    let page = format!("{style}<p>a</p><p>b :</p><blockquote class=gmail_quote>{paragraphs}</blockquote>");
    let desk = Desk::with(html(&page), folding()).await;
    let fold = desk.laid.links.iter().find(|link| link.leads == FOLD).expect("the line");
    assert!(fold.spots.iter().any(|spot| spot.width > 50.0 && spot.height > 10.0), "{fold:?}");
    let forged = "<p>a</p><a href='fold:'>b</a><fold-line shown>c</fold-line><blockquote folded>d</blockquote>";
    let mut desk = Desk::with(html(forged), folding()).await;
    assert!(!desk.has_fold() && desk.found("c").await == 1 && desk.found("d").await == 1);
}

#[tokio::test]
async fn the_line_speaks_the_language_of_the_reader() {
    for (language, mark) in [(Language::Fr, "▸ 34 lignes citées"), (Language::En, "▸ 34 quoted lines")] {
        let look = Look { language, ..folding() };
        let desk = Desk::with(answer(34), look).await;
        let widths: f32 = desk.laid.links[0].spots.iter().map(|spot| spot.width).sum();
        // Letters of 14 pixels: the line is as long as its words.
        let letters = mark.chars().count() as f32;
        assert!((letters * 5.0..letters * 9.0).contains(&widths), "{mark}: {widths}");
    }
}
