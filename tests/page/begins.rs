//! Of a long page what is seen first comes first; the rest is what it would have
//! been without.

use sceau::render::{Answer, FOLD, Look, Question, Quotes};

use super::{DAY, Desk, html, look};

fn first() -> Look {
    Look { beginning: true, ..look(600.0, DAY) }
}

fn table(rows: usize) -> String {
    let row = |number| format!("<tr><td width='100'><b>Analyse {number}</b></td><td width='300'>12,5 g/L</td></tr>");
    format!("<table width='400'>{}</table>", (0..rows).map(row).collect::<String>())
}

#[tokio::test]
async fn a_long_page_begins_as_the_whole_of_it_does_and_is_the_whole_of_it_then() {
    let mut whole = Desk::with(html(&table(2_000)), look(600.0, DAY)).await;
    let mut desk = Desk::with(html(&table(2_000)), first()).await;
    assert!(desk.laid.begun && !whole.laid.begun);
    assert!(desk.laid.height > 1_200.0 && desk.laid.height < whole.laid.height / 3.0, "{}", desk.laid.height);
    assert!(desk.painted(1_000).await == whole.painted(1_000).await);
    desk.lay(look(600.0, DAY)).await;
    assert_eq!(desk.laid, whole.laid);
    assert!(desk.painted(2_000).await == whole.painted(2_000).await);
}

#[tokio::test]
async fn a_short_page_is_there_at_once() {
    let desk = Desk::with(html(&table(200)), first()).await;
    assert!(!desk.laid.begun);
    assert_eq!(desk.laid, Desk::with(html(&table(200)), look(600.0, DAY)).await.laid);
}

#[tokio::test]
async fn all_words_of_a_page_that_was_begun_are_all_words() {
    let mut desk = Desk::with(html(&table(2_000)), first()).await;
    let Answer::Words(words) = desk.ask(Question::Words).await else { panic!("no words") };
    assert!(words.contains("Analyse 0\t") && words.contains("Analyse 1999\t"), "{}", words.len());
}

#[tokio::test]
async fn the_answer_above_a_long_quote_comes_first_and_the_quote_is_folded_then() {
    let quoted = "<p>Ce qui a été écrit avant.</p>".repeat(4_000);
    let letter = format!(
        "<p>Entendu, merci.</p><p>Le 3 mars 2026, Anne Martin a écrit :</p><blockquote class='gmail_quote'>{quoted}</blockquote>"
    );
    let look = Look { quotes: Quotes::Folded, ..first() };
    let mut desk = Desk::with(html(&letter), look).await;
    let folds = |desk: &Desk| desk.laid.links.iter().any(|link| link.leads == FOLD);
    assert!(desk.laid.begun && !folds(&desk) && desk.laid.height < 200.0, "{}", desk.laid.height);
    desk.lay(Look { beginning: false, ..look }).await;
    assert!(!desk.laid.begun && folds(&desk) && desk.laid.height < 300.0, "{}", desk.laid.height);
}

#[tokio::test]
async fn pictures_that_are_held_back_further_down_are_known_from_the_beginning() {
    let page = table(2_000) + "<img src='https://a.example/1.png'>";
    let desk = Desk::with(html(&page), first()).await;
    assert!(desk.laid.begun);
    assert_eq!(desk.laid.held, ["https://a.example/1.png"]);
}
