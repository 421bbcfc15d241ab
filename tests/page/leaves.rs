//! The words on the pages of a PDF: found, selected and copied where they stand.

use sceau::child::Bytes;
use sceau::render::{Answer, Grain, Look, Passage, Question, Reach, Reading, Spot};

use super::{DAY, Desk, look};
use crate::child::forge;

fn reading(bytes: Vec<u8>) -> Reading {
    Reading { passages: vec![Passage::Pdf(Bytes(bytes))], ..Reading::default() }
}

fn report() -> Reading {
    let first = vec!["Compte rendu d'imagerie", "Le scanner du thorax est", "sans anomalie notable."];
    reading(forge::text_pdf(&[first, vec!["Conclusion", "Examen normal."]]))
}

async fn find(desk: &mut Desk, words: &str) -> Vec<Vec<Spot>> {
    match desk.ask(Question::Find(words.to_owned())).await {
        Answer::Found(places) => places,
        other => panic!("{other:?}"),
    }
}

async fn select(desk: &mut Desk, reach: Reach) -> Vec<Spot> {
    match desk.ask(Question::Select(reach)).await {
        Answer::Selected(spots) => spots,
        other => panic!("{other:?}"),
    }
}

async fn copied(desk: &mut Desk) -> String {
    match desk.ask(Question::Copy).await {
        Answer::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

fn middle(spot: Spot) -> (f32, f32) {
    (spot.x + spot.width / 2.0, spot.y + spot.height / 2.0)
}

/// Dark pixels within a place, and outside of it on the same lines.
fn ink(pixels: &[u8], width: usize, spot: Spot) -> (usize, usize) {
    let (mut inside, mut beside) = (0, 0);
    for (place, pixel) in pixels.chunks_exact(4).enumerate() {
        let (x, y) = ((place % width) as f32, (place / width) as f32);
        if (spot.y..spot.y + spot.height).contains(&y) && pixel[0] < 100 {
            let within = (spot.x - 1.0..spot.x + spot.width + 1.0).contains(&x);
            if within { inside += 1 } else { beside += 1 }
        }
    }
    (inside, beside)
}

#[tokio::test]
async fn words_are_found_where_they_are_painted() {
    for zoom in [1.0, 1.5] {
        let mut desk = Desk::with(report(), Look { zoom, ..look(700.0, DAY) }).await;
        // All of one line, so that nothing else is dark beside it.
        let found = find(&mut desk, "compte rendu d'imagerie").await;
        assert_eq!((found.len(), found[0].len()), (1, 1));
        let pixels = desk.painted(300).await;
        let (inside, beside) = ink(&pixels, pixels.len() / 4 / 300, found[0][0]);
        assert!(inside > 200 && beside == 0, "{inside} {beside} {found:?}");
    }
}

#[tokio::test]
async fn words_that_go_on_in_the_next_line_are_found_in_both() {
    let mut desk = Desk::with(report(), look(700.0, DAY)).await;
    let found = find(&mut desk, "EST SANS").await;
    assert_eq!((found.len(), found[0].len()), (1, 2), "{found:?}");
    assert!(found[0][0].y < found[0][1].y && found[0][0].x > found[0][1].x);
    let second = find(&mut desk, "normal").await;
    assert!(second[0][0].y > desk.laid.height / 2.0, "on the second page: {second:?}");
    assert!(find(&mut desk, "introuvable").await.is_empty() && find(&mut desk, " ").await.is_empty());
}

#[tokio::test]
async fn a_word_a_line_a_stretch_and_all_are_copied() {
    let mut desk = Desk::with(report(), look(700.0, DAY)).await;
    let (x, y) = middle(find(&mut desk, "scanner").await[0][0]);
    select(&mut desk, Reach::From(x, y, Grain::Word)).await;
    assert_eq!(copied(&mut desk).await, "scanner");
    select(&mut desk, Reach::From(x, y, Grain::Paragraph)).await;
    assert_eq!(copied(&mut desk).await, "Le scanner du thorax est");
    let (right, below) = middle(find(&mut desk, "Examen").await[0][0]);
    select(&mut desk, Reach::From(x, y, Grain::Word)).await;
    let spots = select(&mut desk, Reach::To(right, below)).await;
    assert_eq!(spots.len(), 4, "{spots:?}");
    assert_eq!(
        copied(&mut desk).await,
        "scanner du thorax est\nsans anomalie notable.\nConclusion\nExamen",
        "over the end of a page"
    );
    select(&mut desk, Reach::All).await;
    let all = copied(&mut desk).await;
    assert!(all.starts_with("Compte rendu") && all.ends_with("Examen normal."), "{all}");
    assert_eq!(desk.ask(Question::Words).await, Answer::Words(all));
    select(&mut desk, Reach::Nothing).await;
    assert_eq!(copied(&mut desk).await, "");
}

#[tokio::test]
async fn a_picture_has_no_words_and_is_not_hurt_by_being_asked() {
    let pixels = crate::ui::png::encode(8, 8, &[120; 256]);
    let picture = Reading { passages: vec![Passage::Picture(Bytes(pixels))], ..Reading::default() };
    for reading in [picture, reading(b"%PDF-1.4 and nothing else".to_vec())] {
        let mut desk = Desk::with(reading, look(400.0, DAY)).await;
        assert!(find(&mut desk, "a").await.is_empty());
        for reach in [Reach::All, Reach::From(5.0, 5.0, Grain::Word), Reach::To(9.0, 9.0)] {
            assert!(select(&mut desk, reach).await.is_empty());
        }
        assert_eq!(copied(&mut desk).await, "");
    }
}
