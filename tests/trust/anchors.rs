//! Authorities of a file: what each was, and what is believed after.

use sceau::domain::verdict::Overall;
use sceau::engine::FaultKind;
use sceau::engine::trust::{AnchorKind, AnchorSource, Import};

use super::Practice;
use crate::support::card::Leaf;
use crate::support::card::pki::{Issuer, root_of_tests};

fn import(practice: &Practice, file: Vec<u8>) -> Vec<Import> {
    let imported = practice.wait(practice.engine.import_anchor(file)).unwrap();
    imported.iter().map(|one| one.outcome).collect()
}

#[test]
fn each_certificate_of_a_file_is_said_to_be_what_it_is() {
    let practice = Practice::without_root();
    let (root, persons) = (practice.pki.root(), practice.pki.authority(Issuer::Persons));
    let chain = [persons.pem(), root.pem(), practice.pki.leaf(Leaf::CpsSignature).pem()].concat();
    // The root is looked at first, wherever it stands.
    assert_eq!(import(&practice, chain.clone()), [Import::Own, Import::BelowAnother, Import::NotAnAuthority]);
    assert_eq!(import(&practice, chain), [Import::AlreadyKnown, Import::AlreadyKnown, Import::NotAnAuthority]);
    assert_eq!(import(&practice, root_of_tests().der), [Import::Test]);
    assert_eq!(import(&practice, b"no certificate at all".to_vec()), []);
    let anchors = practice.wait(practice.engine.anchors()).unwrap();
    assert_eq!(
        anchors.iter().map(|one| (one.kind, one.source)).collect::<Vec<_>>(),
        [(AnchorKind::Own, AnchorSource::File)]
    );
}

#[test]
fn an_authority_is_taken_from_the_file_that_was_chosen() {
    let practice = Practice::without_root();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("racine.cer");
    std::fs::write(&path, &practice.pki.root().der).unwrap();
    let imported = practice.wait(practice.engine.import_anchor_file(path)).unwrap();
    assert_eq!(imported.iter().map(|one| one.outcome).collect::<Vec<_>>(), [Import::Own]);
    let fault = practice.wait(practice.engine.import_anchor_file(folder.path().to_owned())).unwrap_err();
    assert_eq!(fault.kind, FaultKind::FileUnreadable);
}

#[test]
fn an_authority_is_believed_until_it_is_forgotten() {
    let mut practice = Practice::new();
    let (_, letter) = practice.of_structure();
    assert_eq!(practice.overall(&letter), Overall::Valid);
    practice.restart();
    assert_eq!(practice.overall(&letter), Overall::Valid);
    let anchor = practice.wait(practice.engine.anchors()).unwrap().remove(0);
    let fingerprint = anchor.told.facts.fingerprint.to_lowercase();
    practice.wait(practice.engine.forget_anchor(&fingerprint)).unwrap();
    assert_eq!(practice.overall(&letter), Overall::Unverifiable);
    practice.restart();
    assert_eq!(practice.overall(&letter), Overall::Unverifiable);
    let again = practice.wait(practice.engine.forget_anchor(&fingerprint));
    assert_eq!(again.unwrap_err().kind, FaultKind::NotHere);
}

#[test]
fn one_authority_may_be_believed_without_its_root() {
    let practice = Practice::without_root();
    let (_, letter) = practice.of_structure();
    assert_eq!(practice.overall(&letter), Overall::Unverifiable);
    let organisations = practice.pki.authority(Issuer::Organisations).der.clone();
    assert_eq!(import(&practice, organisations), [Import::Own]);
    assert_eq!(practice.overall(&letter), Overall::Valid);
    practice.refresh(&letter);
    assert_eq!(practice.pki.requests(), ["GET /ocsp"], "nobody revokes an anchor but the user");
}
