//! The white list of the trusted space in a profile: kept, told, and replaced only by
//! one that is whole.

use sceau::domain::{Circle, Email};
use sceau::engine::{Event, FaultKind};

use super::Practice;

const LIST: &str = "<?xml version=\"1.0\"?><ListeBlancheMSSante xmlns=\"https://listeblanche.mssante.fr/schema\">\
    <DateDeGeneration>2026-01-15T08:00:00+01:00</DateDeGeneration><ListeDomaines>\
    <Domaine><Nom>medecin.mssante.example</Nom></Domaine><Domaine><Nom>ghu.example</Nom></Domaine>\
    <Domaine><Nom>ghu.example</Nom></Domaine></ListeDomaines></ListeBlancheMSSante>";

#[test]
fn a_list_is_kept_told_and_not_replaced_by_half_of_one() {
    let mut practice = Practice::without_root();
    let circle = |practice: &Practice, email: &str| {
        practice.wait(practice.engine.trusted_space()).unwrap().circle(&Email::parse(email).unwrap())
    };
    assert_eq!(circle(&practice, "anne@inconnu.mssante.example"), Circle::Trusted, "by its name");

    let mut events = practice.engine.events();
    let space = practice.wait(practice.engine.import_white_list(LIST.into())).unwrap();
    assert_eq!(space.list().map(|list| list.domains.len()), Some(2));
    let told = practice.wait(async {
        loop {
            if let Some(Event::TrustedSpace(told)) = events.next().await {
                return told;
            }
        }
    });
    assert_eq!(told, space);

    practice.restart();
    assert_eq!(circle(&practice, "anne@inconnu.mssante.example"), Circle::Unlisted);
    assert_eq!(circle(&practice, "anne@ghu.example"), Circle::Trusted);
    let half = LIST.as_bytes()[..LIST.len() - 10].to_vec();
    let refused = practice.wait(practice.engine.import_white_list(half)).unwrap_err();
    assert_eq!(refused.kind, FaultKind::NoWhiteList);
    assert_eq!(circle(&practice, "anne@ghu.example"), Circle::Trusted, "the one of before stays");

    let _ = practice.wait(practice.engine.forget_white_list()).unwrap();
    practice.restart();
    assert_eq!(circle(&practice, "anne@ghu.example"), Circle::Outside);
}

#[test]
fn the_terminal_reads_a_list_and_says_what_is_there() {
    let practice = Practice::without_root();
    practice.close();
    let file = practice.write("liste.xml", LIST.as_bytes());
    assert_eq!(practice.json(&["white-list", "show"])["domains"], 0);
    let read = practice.json(&["white-list", "import", &file]);
    assert_eq!((&read["domains"], &read["made"]), (&2.into(), &1_768_460_400.into()));
    assert!(String::from_utf8_lossy(&practice.sceau(&["white-list", "show"]).stdout).contains("2 domaines"));
    let half = practice.write("moitie.xml", &LIST.as_bytes()[..200]);
    assert_ne!(practice.sceau(&["white-list", "import", &half]).status.code(), Some(0));
    assert_eq!(practice.json(&["white-list", "show"])["domains"], 2);
    assert_eq!(practice.json(&["white-list", "forget"])["domains"], 0);
}

#[test]
fn the_terminal_keeps_the_lists_of_senders() {
    let practice = Practice::without_root();
    practice.close();
    let _ = practice.json(&["sender", "block", "@reclame.example"]);
    let lists = practice.json(&["sender", "welcome", "labo@clinique.example"]);
    assert_eq!((&lists[0]["who"], &lists[0]["list"]), (&"@reclame.example".into(), &"black".into()));
    assert_eq!((&lists[1]["who"], &lists[1]["list"]), (&"labo@clinique.example".into(), &"white".into()));
    let trusted = ["sender", "block", "anne@medecin.mssante.example"];
    assert_eq!(practice.sceau(&trusted).status.code(), Some(9), "asked first");
    assert_eq!(practice.json(&[&trusted[..], &["--yes"]].concat()).as_array().map(Vec::len), Some(3));
    assert_eq!(practice.json(&["sender", "remove", "@reclame.example"]).as_array().map(Vec::len), Some(2));
    assert_eq!(practice.sceau(&["sender", "block", "rien"]).status.code(), Some(2));
}
