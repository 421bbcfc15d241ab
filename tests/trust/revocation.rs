//! What is not known of revocation is fetched when it is asked for, kept, and
//! fetched again when it has had its time; and nobody is called whom a message
//! alone names.

use std::time::{Duration, Instant};

use sceau::domain::verdict::{Overall, Reason};
use sceau::engine::FaultKind;

use super::{Practice, signed, was_told};
use crate::support::card::pki::{Issuer, Mood};
use crate::support::card::{Leaf, STRUCTURE_ADDRESS};

#[test]
fn what_was_not_checked_is_checked_once_it_was_fetched() {
    let practice = Practice::new();
    let (_, letter) = practice.of_structure();
    assert_eq!(practice.reasons(&letter), [Reason::RevocationNotChecked]);
    assert_eq!(practice.requests(), 0, "showing a message calls nobody");
    let mut events = practice.engine.events();
    let refreshed = practice.refresh(&letter);
    assert!(refreshed.changed && refreshed.fault.is_none(), "{refreshed:?}");
    assert!(was_told(&practice, &mut events));
    assert_eq!((practice.reasons(&letter), practice.overall(&letter)), (vec![], Overall::Valid));
    // The authority first, then the one below it.
    assert_eq!(practice.pki.requests(), ["GET /ocsp", "GET /ocsp"]);
    let again = practice.refresh(&letter);
    assert!(!again.changed && !was_told(&practice, &mut events));
    assert_eq!(practice.requests(), 2, "what is known is not asked again");
}

#[test]
fn a_signer_who_was_revoked_is_told_after_the_fetch_and_after_a_restart() {
    let mut practice = Practice::new();
    let (identity, letter) = practice.of_structure();
    practice.pki.revoke(&identity);
    assert_eq!(practice.overall(&letter), Overall::Valid);
    assert!(practice.refresh(&letter).changed);
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    assert!(practice.reasons(&letter).contains(&Reason::Revoked));
    practice.restart();
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    assert_eq!(practice.requests(), 2);
}

#[test]
fn without_a_line_the_verdict_says_what_was_not_checked() {
    let practice = Practice::new();
    let (_, letter) = practice.of_structure();
    practice.pki.set_mood(Mood::Refuses);
    let refreshed = practice.refresh(&letter);
    assert_eq!(refreshed.fault.unwrap().kind, FaultKind::RevocationUnchecked);
    assert!(!refreshed.changed);
    assert_eq!(
        (practice.reasons(&letter), practice.overall(&letter)),
        (vec![Reason::RevocationNotChecked], Overall::Valid)
    );
}

#[test]
fn a_list_serves_all_whom_it_tells_of_until_it_has_had_its_time() {
    let mut practice = Practice::new();
    let ((_, letter), (neighbour, other)) = (practice.of_structure(), practice.of_neighbour());
    practice.pki.set_mood(Mood::ListsOnly);
    practice.pki.hold_for(-1);
    practice.refresh(&letter);
    assert_eq!(practice.reasons(&letter), [Reason::RevocationNotChecked], "the lists have had their time");
    let first = practice.requests();

    practice.pki.hold_for(24);
    practice.refresh(&letter);
    assert!(practice.requests() > first, "fetched again");
    assert_eq!(practice.reasons(&letter), []);
    let second = practice.requests();
    practice.refresh(&other);
    practice.restart();
    practice.refresh(&other);
    practice.refresh(&letter);
    assert_eq!(practice.requests(), second, "one list is enough for both, today and after a restart");
    assert_eq!(practice.reasons(&other), []);
    practice.pki.revoke(&neighbour);
    assert_eq!(practice.overall(&other), Overall::Valid, "known until the list runs out");
}

#[test]
fn an_edition_that_is_still_the_last_does_not_come_twice() {
    let practice = Practice::new();
    let (_, letter) = practice.of_structure();
    practice.pki.set_mood(Mood::ListsOnly);
    practice.pki.hold_for(-1);
    practice.refresh(&letter);
    let mut events = practice.engine.events();
    let again = practice.refresh(&letter);
    assert!(!again.changed && !was_told(&practice, &mut events), "304");
}

#[test]
fn what_changed_since_the_full_list_is_told() {
    let practice = Practice::new();
    let (identity, letter) = practice.of_structure();
    practice.pki.set_mood(Mood::ListsOnly);
    practice.pki.revoke_in_delta(&identity);
    practice.refresh(&letter);
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    let asked = practice.pki.requests();
    assert!(asked.contains(&"GET /delta/organisations.crl".to_owned()), "{asked:?}");
}

#[test]
fn a_responder_to_whom_the_authority_gave_the_right_is_believed() {
    let practice = Practice::new();
    let (_, letter) = practice.of_structure();
    let (neighbour, other) = practice.of_neighbour();
    practice.pki.delegate(Issuer::Organisations);
    practice.pki.revoke(&neighbour);
    practice.refresh(&letter);
    assert_eq!(practice.reasons(&letter), []);
    practice.refresh(&other);
    assert_eq!(practice.overall(&other), Overall::Invalid);
    // The root gave it none: its list was read instead.
    let lists = practice.pki.requests().iter().filter(|asked| asked.contains("crl")).cloned().collect::<Vec<_>>();
    assert_eq!(lists, ["GET /crl/racine.crl", "GET /delta/racine.crl"]);
}

#[test]
fn a_server_that_says_too_much_or_nothing_of_use_costs_a_sentence() {
    for mood in [
        Mood::Endless,
        Mood::Babbles,
        Mood::SendsAway("https://127.0.0.1/liste.crl"),
        Mood::SendsAway("file:///etc/passwd"),
        Mood::SendsAway("//127.0.0.1/"),
        Mood::SendsAway("/encore"),
    ] {
        let practice = Practice::new();
        let (_, letter) = practice.of_structure();
        practice.pki.set_mood(mood);
        let start = Instant::now();
        let refreshed = practice.refresh(&letter);
        assert_eq!(refreshed.fault.unwrap().kind, FaultKind::RevocationUnchecked, "{mood:?}");
        assert_eq!(practice.reasons(&letter), [Reason::RevocationNotChecked], "{mood:?}");
        assert!(start.elapsed() < Duration::from_secs(30), "{mood:?}: {:?}", start.elapsed());
    }
}

#[test]
fn a_message_of_an_unknown_authority_calls_nobody() {
    let practice = Practice::without_root();
    let (_, letter) = practice.of_structure();
    let refreshed = practice.refresh(&letter);
    assert!(!refreshed.changed && refreshed.fault.is_none());
    assert_eq!(practice.overall(&letter), Overall::Unverifiable);
    // Nor does one of an authority that is believed no more, nor a test, nor what was altered.
    let root = practice.pki.root();
    let imported = practice.wait(practice.engine.import_anchor(root.der.clone())).unwrap();
    let test = practice.pki.leaf(Leaf::Test);
    practice.refresh(&practice.signed(&test, Issuer::Persons, STRUCTURE_ADDRESS));
    let altered = String::from_utf8(letter.clone()).unwrap().replace("Tout va bien", "Tout va mal");
    practice.refresh(altered.as_bytes());
    assert_eq!(practice.requests(), 0, "{:?}", practice.pki.requests());
    practice.wait(practice.engine.forget_anchor(&imported[0].told.facts.fingerprint)).unwrap();
    practice.refresh(&letter);
    assert_eq!(practice.requests(), 0, "{:?}", practice.pki.requests());
}

#[test]
fn an_authority_that_came_with_one_message_is_at_hand_for_the_next() {
    let mut practice = Practice::new();
    let (_, letter) = practice.of_structure();
    let (neighbour, _) = practice.of_neighbour();
    let alone = signed(&neighbour, None, STRUCTURE_ADDRESS);
    assert_eq!(practice.overall(&alone), Overall::Unverifiable);
    assert_eq!(practice.overall(&letter), Overall::Valid);
    assert_eq!(practice.overall(&alone), Overall::Valid);
    practice.restart();
    assert_eq!(practice.overall(&alone), Overall::Valid);
}

#[test]
fn what_will_run_out_soon_is_fetched_before_it_does() {
    let practice = Practice::new();
    let (identity, letter) = practice.of_structure();
    practice.pki.hold_for(2);
    practice.refresh(&letter);
    let first = practice.requests();
    practice.refresh(&letter);
    assert_eq!(practice.requests(), first, "it still holds");
    // For some hours ahead it does not: the next day is fetched now.
    practice.pki.hold_for(24);
    practice.pki.revoke(&identity);
    let refreshed = practice.wait(practice.engine.refresh_lately_judged()).unwrap();
    assert!(refreshed.changed);
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    let then = practice.requests();
    practice.wait(practice.engine.refresh_lately_judged()).unwrap();
    assert_eq!(practice.requests(), then, "and it is enough");
}
