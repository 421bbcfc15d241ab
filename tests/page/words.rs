//! What is read on a page: selected, found, copied, and where its links lead.

use sceau::render::{Answer, Grain, Question, Reach, Spot};

use super::{DAY, Desk, html, look};

const LETTER: &str = "<p>Cher confrère, le <b>dosage</b> est normal.</p>\
    <table><tr><td>Glycémie</td><td>1,02 g/L</td></tr><tr><td>Sodium</td><td>138</td></tr></table>\
    <p>Voir <a href='https://labo.example/r/1'>les résultats</a>, à l’été.</p>";

async fn desk() -> Desk {
    Desk::with(html(LETTER), look(600.0, DAY)).await
}

impl Desk {
    async fn words(&mut self, question: Question) -> String {
        match self.ask(question).await {
            Answer::Words(words) => words,
            other => panic!("{other:?}"),
        }
    }

    async fn select(&mut self, reach: Reach) -> Vec<Spot> {
        match self.ask(Question::Select(reach)).await {
            Answer::Selected(spots) => spots,
            other => panic!("{other:?}"),
        }
    }

    async fn find(&mut self, words: &str) -> Vec<Vec<Spot>> {
        match self.ask(Question::Find(words.to_owned())).await {
            Answer::Found(places) => places,
            other => panic!("{other:?}"),
        }
    }

    async fn middle_of(&mut self, words: &str) -> (f32, f32) {
        let spot = self.find(words).await[0][0];
        (spot.x + spot.width / 2.0, spot.y + spot.height / 2.0)
    }
}

#[tokio::test]
async fn all_is_copied_line_by_line_with_the_cells_of_a_row_told_apart() {
    let mut desk = desk().await;
    let spots = desk.select(Reach::All).await;
    assert!(spots.len() >= 6, "{spots:?}");
    let all = "Cher confrère, le dosage est normal.\nGlycémie\t1,02 g/L\nSodium\t138\nVoir les résultats, à l’été.";
    assert_eq!(desk.words(Question::Copy).await, all);
    assert_eq!(desk.words(Question::Words).await, all);
    assert!(desk.select(Reach::Nothing).await.is_empty());
    assert_eq!(desk.words(Question::Copy).await, "");
}

#[tokio::test]
async fn a_word_a_paragraph_and_a_stretch_are_taken_with_the_pointer() {
    let mut desk = desk().await;
    let (x, y) = desk.middle_of("dosage").await;
    desk.select(Reach::From(x, y, Grain::Word)).await;
    assert_eq!(desk.words(Question::Copy).await, "dosage");
    desk.select(Reach::From(x, y, Grain::Paragraph)).await;
    assert_eq!(desk.words(Question::Copy).await, "Cher confrère, le dosage est normal.");
    // Word by word, from the bottom to the top.
    let (below, down) = desk.middle_of("résultats").await;
    desk.select(Reach::From(below, down, Grain::Word)).await;
    desk.select(Reach::To(x, y)).await;
    let copied = desk.words(Question::Copy).await;
    assert!(copied.starts_with("dosage est normal.\nGlycémie") && copied.ends_with("Voir les résultats"), "{copied}");
}

#[tokio::test]
async fn words_are_found_without_case_and_accents_where_they_stand() {
    let mut desk = desk().await;
    let found = desk.find("ETE").await;
    assert_eq!(found.len(), 1);
    let link = desk.laid.links[0].clone();
    assert!(found[0][0].x > link.spots[0].x, "it stands behind the link");
    assert_eq!(desk.find("introuvable").await, Vec::<Vec<Spot>>::new());
    assert_eq!(desk.find("  ").await, Vec::<Vec<Spot>>::new());
}

#[tokio::test]
async fn a_link_says_where_it_leads_and_whether_it_says_so() {
    let page = html(
        "<p><a href='https://labo.example/r'>les résultats</a> <a href='https://evil.example/'>www.banque.example</a>",
    );
    let desk = Desk::with(page, look(600.0, DAY)).await;
    let told: Vec<_> = desk.laid.links.iter().map(|link| (link.leads.as_str(), link.misleads)).collect();
    assert_eq!(told, [("https://labo.example/r", false), ("https://evil.example/", true)]);
    assert!(desk.laid.links.iter().all(|link| link.spots.iter().all(|spot| spot.width > 10.0 && spot.height > 10.0)));
}
