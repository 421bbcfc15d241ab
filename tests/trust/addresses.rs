//! A card holds no address: whom one belongs to is what the user confirms, and
//! may take back.

use sceau::domain::verdict::{BoundBy, Overall, Reason};
use sceau::domain::{Email, HolderId};
use sceau::engine::FaultKind;

use serde_json::Value;

use super::{Practice, was_told};
use crate::support::card::pki::Issuer;
use crate::support::card::{Leaf, PERSON_ADDRESS, RPPS};

#[test]
fn a_card_is_bound_by_what_the_user_confirms_until_it_is_forgotten() {
    let mut practice = Practice::new();
    let letter = practice.signed(&practice.pki.leaf(Leaf::CpsSignature), Issuer::Persons, PERSON_ADDRESS);
    assert_eq!(practice.overall(&letter), Overall::ValidUnbound);
    let (holder, address) = (HolderId::Rpps(RPPS.to_owned()), Email::parse(PERSON_ADDRESS).unwrap());
    let mut events = practice.engine.events();
    practice.wait(practice.engine.confirm_address(holder.clone(), address.clone())).unwrap();
    assert!(was_told(&practice, &mut events));
    practice.restart();
    let judged = practice.judge(&letter);
    assert_eq!(judged.verdict.overall, Overall::Valid);
    assert_eq!(judged.verdict.layers[0].signers[0].bound.as_ref().unwrap().by, BoundBy::Contact);
    let confirmed = practice.wait(practice.engine.confirmed_addresses()).unwrap();
    assert_eq!(confirmed.iter().map(|one| &one.holder).collect::<Vec<_>>(), [&holder]);
    assert_eq!(confirmed[0].name.as_deref(), Some(judged.verdict.layers[0].signers[0].holder.as_str()));

    practice.wait(practice.engine.forget_binding(holder.clone(), address.clone())).unwrap();
    assert_eq!(practice.overall(&letter), Overall::ValidUnbound);
    let again = practice.wait(practice.engine.forget_binding(holder, address.clone()));
    assert_eq!(again.unwrap_err().kind, FaultKind::NotHere);

    let somebody = HolderId::Rpps("10000000001".to_owned());
    practice.wait(practice.engine.confirm_address(somebody, address)).unwrap();
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    assert!(practice.reasons(&letter).contains(&Reason::HolderMismatch));
}

#[test]
fn what_was_confirmed_for_the_wrong_holder_is_withdrawn_and_the_right_one_signs_again() {
    let mut practice = Practice::new();
    let letter = practice.signed(&practice.pki.leaf(Leaf::CpsSignature), Issuer::Persons, PERSON_ADDRESS);
    let (wrong, right) = (HolderId::Rpps("10000000001".to_owned()), HolderId::Rpps(RPPS.to_owned()));
    let address = Email::parse(PERSON_ADDRESS).unwrap();
    practice.wait(practice.engine.confirm_address(wrong.clone(), address.clone())).unwrap();
    assert!(practice.reasons(&letter).contains(&Reason::HolderMismatch));
    let confirmed = practice.wait(practice.engine.confirmed_addresses()).unwrap();
    assert_eq!((confirmed[0].number(), &confirmed[0].name), ("10000000001", &None), "nobody of that number was met");

    let mut events = practice.engine.events();
    practice.wait(practice.engine.forget_binding(wrong, address.clone())).unwrap();
    assert!(was_told(&practice, &mut events), "open messages are judged anew");
    assert_eq!(practice.overall(&letter), Overall::ValidUnbound);
    assert!(!practice.reasons(&letter).contains(&Reason::HolderMismatch));
    practice.restart();
    assert_eq!(practice.overall(&letter), Overall::ValidUnbound, "nothing of it comes back");
    practice.wait(practice.engine.confirm_address(right, address)).unwrap();
    assert_eq!(practice.overall(&letter), Overall::Valid);
}

#[test]
fn the_terminal_lists_what_was_confirmed_and_withdraws_it() {
    let practice = Practice::new();
    let letter = practice.signed(&practice.pki.leaf(Leaf::CpsSignature), Issuer::Persons, PERSON_ADDRESS);
    let (wrong, address) = ("10000000001", Email::parse(PERSON_ADDRESS).unwrap());
    let confirm = |number: &str, address: &Email| {
        practice.wait(practice.engine.confirm_address(HolderId::Rpps(number.to_owned()), address.clone())).unwrap();
    };
    confirm(wrong, &address);
    confirm(RPPS, &Email::parse("alice@clinique.example").unwrap());
    assert_eq!(practice.overall(&letter), Overall::Invalid);
    practice.close();
    let file = practice.write("signed.eml", &letter);

    let listed = practice.json(&["address", "list"]);
    assert_eq!((&listed[0]["address"], &listed[0]["holder"]["rpps"]), (&PERSON_ADDRESS.into(), &wrong.into()));
    let said = practice.sceau(&["address", "list"]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.starts_with(&format!("{PERSON_ADDRESS}\t{wrong}\tconfirmée le ")), "{said}");
    assert!(
        said.contains(&format!("alice@clinique.example\t{RPPS}\t{}", listed[1]["name"].as_str().unwrap())),
        "{said}"
    );

    let of_another = practice.sceau(&["address", "withdraw", PERSON_ADDRESS, RPPS]);
    assert_eq!(of_another.status.code(), Some(6), "it was not confirmed for this one");
    assert_eq!(practice.json(&["verify", &file])["overall"], "invalid");
    let left = practice.json(&["address", "withdraw", "Alice@Cabinet.example", wrong]);
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    assert_eq!(practice.json(&["verify", &file])["overall"], "valid-unbound");
    assert_eq!(practice.sceau(&["address", "withdraw", PERSON_ADDRESS, wrong]).status.code(), Some(6), "once");
    assert_eq!(practice.json(&["address", "withdraw", "alice@clinique.example", RPPS]), Value::Array(vec![]));
}

#[test]
fn a_card_without_a_number_is_bound_by_its_certificate_alone() {
    let practice = Practice::new();
    let letter = practice.signed(&practice.pki.leaf(Leaf::Cpe), Issuer::Persons, "secretariat@cabinet.example");
    let judged = practice.judge(&letter);
    assert_eq!(judged.verdict.overall, Overall::ValidUnbound, "{:?}", judged.verdict);
    let facts = judged.verdict.layers[0].signers[0].certificate.clone().unwrap();
    assert_eq!(facts.rpps, None);
    let address = Email::parse("Secretariat@Cabinet.example").unwrap();
    let confirm = |fingerprint: String| {
        let holder = HolderId::Certificate(fingerprint);
        practice.wait(practice.engine.confirm_address(holder, address.clone())).unwrap();
    };
    confirm("00".repeat(32));
    assert_eq!(practice.overall(&letter), Overall::ValidUnbound, "another card: not confirmed, and no lie");
    confirm(facts.fingerprint);
    assert_eq!(practice.overall(&letter), Overall::Valid);
}
