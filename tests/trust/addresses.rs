//! A card holds no address: whom one belongs to is what the user confirms, and
//! may take back.

use sceau::domain::verdict::{BoundBy, Overall, Reason};
use sceau::domain::{Email, HolderId};
use sceau::engine::FaultKind;

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
