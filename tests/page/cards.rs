//! Calendars and people's cards on a page, and what is none of them.

use sceau::child::{Bytes, Program};
use sceau::render::{Answer, Look, Passage, Question, Reading};

use super::{DAY, Desk, look};

fn reading(passage: Passage) -> Reading {
    Reading { passages: vec![passage], ..Reading::default() }
}

fn data(name: &str) -> Bytes {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cards/");
    Bytes(std::fs::read(format!("{folder}{name}")).unwrap())
}

/// On the clock of Paris, wherever the test runs.
async fn desk(reading: Reading) -> Desk {
    let program = Program::at(env!("CARGO_BIN_EXE_sceau")).with([("TZ", "Europe/Paris")]);
    Desk::of(program, reading, look(640.0, DAY)).await
}

async fn words(desk: &mut Desk) -> String {
    match desk.ask(Question::Words).await {
        Answer::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_invitation_is_a_card_at_the_time_of_the_workstation() {
    let mut desk = desk(reading(Passage::Appointment(data("invitation.ics")))).await;
    let words = words(&mut desk).await;
    for said in [
        "Invitation à un rendez-vous\nRéunion de concertation pluridisciplinaire, sénologie\n",
        "Quand\tmardi 3 mars 2026, de 14:05 à 15:30",
        "Répétition\ttoutes les 2 semaines\u{a0}: mardi, jusqu’au mardi 30 juin 2026",
        "Dr Paul Noir paul.noir@cabinet.example – accepté",
        "2. deux dossiers à revoir",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    let leads: Vec<_> = desk.laid.links.iter().map(|link| link.leads.as_str()).collect();
    assert_eq!(leads.len(), 4, "{leads:?}");
    assert!(leads.iter().all(|leads| leads.starts_with("mailto:")) && desk.laid.held.is_empty());
    assert!(desk.laid.links.iter().all(|link| !link.misleads));
}

#[tokio::test]
async fn a_time_of_the_world_is_told_as_that_of_the_workstation() {
    let event = b"BEGIN:VEVENT\nSUMMARY:a\nDTSTART:20260703T120000Z\nEND:VEVENT\n".to_vec();
    let mut desk = desk(reading(Passage::Appointment(Bytes(event)))).await;
    assert!(words(&mut desk).await.contains("vendredi 3 juillet 2026 à 14:00"));
}

#[tokio::test]
async fn people_are_cards_with_the_picture_that_they_brought() {
    let mut desk = desk(reading(Passage::Contact(data("personnes.vcf")))).await;
    let words = words(&mut desk).await;
    for said in ["Dr Anne Martin\nCardiologue\nCabinet des Tilleuls, Cardiologie", "Mme Renée Lévy", "44000 Nantes"] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    let pixels = desk.painted(200).await;
    let teal = pixels.chunks_exact(4).filter(|p| p[..3] == [14, 116, 128]).count();
    assert!(teal > 1_000, "the face of the first: {teal}");
}

#[tokio::test]
async fn what_is_no_card_is_shown_as_it_is() {
    for passage in [Passage::Appointment, Passage::Contact] {
        let mut desk = desk(reading(passage(Bytes(b"Rien <b>de</b> tel.\r\n".to_vec())))).await;
        assert_eq!(words(&mut desk).await, "Rien <b>de</b> tel.");
    }
}

#[tokio::test]
async fn a_card_stands_above_the_text_and_does_not_repeat_it() {
    let text = "Ordre du jour :\n1. trois dossiers nouveaux\n2. deux dossiers à revoir\n\n\
        Merci d'apporter les comptes rendus d'imagerie.";
    let passages = vec![Passage::Appointment(data("invitation.ics")), Passage::Plain(text.to_owned())];
    let mut desk = desk(Reading { passages, ..Reading::default() }).await;
    let words = words(&mut desk).await;
    assert_eq!(words.matches("trois dossiers nouveaux").count(), 1, "{words}");
    assert!(words.find("Quand") < words.find("Ordre du jour"), "{words}");
}

#[tokio::test]
async fn a_card_in_a_narrow_place_keeps_to_it() {
    let program = Program::at(env!("CARGO_BIN_EXE_sceau"));
    for passage in [Passage::Appointment(data("invitation.ics")), Passage::Contact(data("personnes.vcf"))] {
        let narrow = Look { width: 280.0, ..look(280.0, DAY) };
        let desk = Desk::of(program.clone(), reading(passage), narrow).await;
        assert!(desk.laid.width <= 280.0, "{}", desk.laid.width);
    }
}
