//! The one word, from reasons put together by hand.

use super::{Bound, BoundBy, Covers, Facts, Kind, Layer, Overall, Reason, Signer, Verdict};
use crate::domain::{Email, Timestamp};

fn facts() -> Facts {
    Facts {
        subject: "CN=Anne Durand".to_owned(),
        issuer: "CN=Autorité d'essai".to_owned(),
        serial: "0A".to_owned(),
        fingerprint: "00".repeat(32),
        not_before: Timestamp(0),
        not_after: Timestamp(1),
        addresses: vec!["anne@clinique.example".to_owned()],
        rpps: None,
        profession: None,
        structure: None,
    }
}

fn good() -> Signer {
    let address = Email::parse("anne@clinique.example").unwrap();
    Signer {
        holder: "Anne Durand".to_owned(),
        algorithm: "RSA, SHA-256".to_owned(),
        certificate: Some(facts()),
        signed_at: Some(Timestamp(0)),
        bound: Some(Bound { address, by: BoundBy::Certificate }),
        reasons: Vec::new(),
    }
}

fn stranger(reason: Reason) -> Signer {
    Signer { bound: None, reasons: vec![reason], ..good() }
}

fn signed(signers: Vec<Signer>) -> Layer {
    Layer { signers, ..Layer::new(Kind::Signed, Covers::Whole) }
}

fn word(layers: &[Layer]) -> Overall {
    Verdict::new(Vec::new(), layers.to_vec()).overall
}

#[test]
fn a_message_without_a_layer_says_nothing() {
    assert_eq!(word(&[]), Overall::None);
    assert_eq!(Verdict::new(vec![Reason::SeveralFrom], Vec::new()).overall, Overall::None);
}

#[test]
fn what_is_only_encrypted_is_not_signed() {
    let mut layer = Layer::new(Kind::Encrypted, Covers::Whole);
    layer.reasons.push(Reason::CbcWithoutSignature);
    assert_eq!(word(&[layer.clone()]), Overall::None);
    layer.reasons.push(Reason::NoKey);
    assert_eq!(word(&[layer]), Overall::Unverifiable);
}

#[test]
fn a_good_signature_is_good_and_each_reason_weighs_on_it() {
    assert_eq!(word(&[signed(vec![good()])]), Overall::Valid);
    let with = |reason| word(&[signed(vec![Signer { reasons: vec![reason], ..good() }])]);
    assert_eq!(with(Reason::RevocationNotChecked), Overall::Valid);
    assert_eq!(with(Reason::Revoked), Overall::Invalid);
    assert_eq!(with(Reason::UnknownAuthority), Overall::Unverifiable);
    assert_eq!(with(Reason::SignedAtAnotherDate), Overall::Partial);
    let beside = Verdict::new(vec![Reason::SeveralFrom], vec![signed(vec![good()])]);
    assert_eq!(beside.overall, Overall::Invalid);
}

#[test]
fn nothing_is_good_because_nobody_spoke_against_it() {
    assert_eq!(word(&[signed(Vec::new())]), Overall::Invalid);
    let mut foreign = signed(Vec::new());
    foreign.reasons.push(Reason::Unsupported);
    assert_eq!(word(&[foreign]), Overall::Unverifiable);
    let silent = Signer { bound: None, ..good() };
    assert_eq!(word(&[signed(vec![silent])]), Overall::Unverifiable);
    let nobody = Signer { certificate: None, ..good() };
    assert_eq!(word(&[signed(vec![nobody])]), Overall::Unverifiable);
}

#[test]
fn a_card_without_an_address_is_valid_and_unbound() {
    assert_eq!(word(&[signed(vec![stranger(Reason::AddressNotConfirmed)])]), Overall::ValidUnbound);
    assert_eq!(word(&[signed(vec![stranger(Reason::HolderMismatch)])]), Overall::Invalid);
    assert_eq!(word(&[signed(vec![stranger(Reason::AddressMismatch)])]), Overall::Invalid);
    assert_eq!(word(&[signed(vec![stranger(Reason::NoAddress)])]), Overall::Unverifiable);
}

#[test]
fn who_signs_beside_the_author_has_to_sign_well_and_no_more() {
    let colleague = || stranger(Reason::AddressMismatch);
    assert_eq!(word(&[signed(vec![good(), colleague()])]), Overall::Valid);
    let mut wrong = colleague();
    wrong.reasons.push(Reason::SignatureWrong);
    assert_eq!(word(&[signed(vec![good(), wrong])]), Overall::Invalid);
}

#[test]
fn the_author_is_looked_for_in_the_innermost_signature() {
    let gateway = || signed(vec![stranger(Reason::AddressMismatch)]);
    let sealed = || Layer::new(Kind::Encrypted, Covers::Whole);
    assert_eq!(word(&[gateway(), sealed(), signed(vec![good()])]), Overall::Valid);
    assert_eq!(word(&[signed(vec![good()]), sealed(), gateway()]), Overall::Invalid);
    let broken = signed(vec![Signer { reasons: vec![Reason::ContentChanged], ..good() }]);
    assert_eq!(word(&[broken, sealed(), signed(vec![good()])]), Overall::Invalid);
}

#[test]
fn a_part_that_is_signed_is_not_a_message_that_is() {
    let mut layer = signed(vec![good()]);
    layer.covers = Covers::Part;
    assert_eq!(word(&[layer.clone()]), Overall::Partial);
    layer.signers = vec![Signer { reasons: vec![Reason::ContentChanged], ..good() }];
    assert_eq!(word(&[layer]), Overall::Invalid);
}

#[test]
fn the_words_are_those_that_other_programs_read() {
    let words = [
        (Overall::Valid, "valid"),
        (Overall::ValidUnbound, "valid-unbound"),
        (Overall::Invalid, "invalid"),
        (Overall::Partial, "partial"),
        (Overall::None, "none"),
        (Overall::Unverifiable, "unverifiable"),
    ];
    for (overall, word) in words {
        assert_eq!(serde_json::to_value(overall).unwrap(), word);
    }
    let json = serde_json::to_value(Verdict::new(Vec::new(), vec![signed(vec![good()])])).unwrap();
    assert_eq!(json["overall"], "valid");
    let signer = &json["layers"][0]["signers"][0];
    assert_eq!(json["layers"][0]["kind"], "signed");
    assert_eq!(signer["bound"], serde_json::json!({ "address": "anne@clinique.example", "by": "certificate" }));
    assert_eq!(signer["certificate"]["not-before"], 0);
    assert_eq!(serde_json::to_value(Reason::CbcWithoutSignature).unwrap(), "cbc-without-signature");
}
