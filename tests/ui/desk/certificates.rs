//! The page of certificates in the whole window: a file comes in under its
//! passphrase, and what goes asks first.

use std::path::PathBuf;

use sceau::crypto::soft::SoftKey;
use sceau::domain::Secret;
use sceau::engine::Engine;
use sceau::ui::modal::passphrase::Purpose;
use sceau::ui::workbench::certificates;

use super::*;
use crate::support::card::Leaf;
use crate::support::card::pki::HealthPki;

const PASSPHRASE: &str = "quatre mots sans rapport";

fn page() -> Harness<Desk> {
    let mut window = desk();
    key(&mut window, Intent::Settings);
    window.click("Certificats");
    settle(&mut window);
    says(&mut window, "Importer un certificat (.p12)…");
    window
}

/// As if the dialog of the system had given that file.
fn chosen(window: &mut Harness<Desk>, purpose: Purpose) {
    let chosen = certificates::Message::Chosen(Some(purpose));
    window.tell(Said::Bench(Message::Certificates(chosen)));
    settle(window);
}

fn certificate(folder: &std::path::Path) -> PathBuf {
    let identity = HealthPki::start().leaf(Leaf::Confidentiality);
    let key = SoftKey::from_pkcs8(&identity.der, &identity.key.private_key_to_pkcs8().unwrap()).unwrap();
    let path = folder.join("anne.p12");
    std::fs::write(&path, key.to_pkcs12(&[], "anne", &Secret::new(PASSPHRASE)).unwrap()).unwrap();
    path
}

fn count(window: &Harness<Desk>, engine: &Engine) -> usize {
    window.stage.ask(engine.keys()).len()
}

#[test]
fn a_certificate_comes_in_with_its_passphrase_and_goes_when_it_is_said_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = certificate(folder.path());
    let mut window = page();
    let engine = window.stage.bench.engine();
    chosen(&mut window, Purpose::Import { file });
    says(&mut window, "Phrase de passe du fichier");
    type_text(&mut window, "sésame");
    key(&mut window, Intent::Accept);
    says(&mut window, "La phrase de passe n’est pas celle de ce fichier.");
    assert_eq!(count(&window, &engine), 0);
    type_text(&mut window, PASSPHRASE);
    key(&mut window, Intent::Accept);
    assert_eq!(count(&window, &engine), 1);
    assert!(window.texts().iter().any(|text| text.ends_with("est importé.")), "{:?}", window.texts());

    window.click("Retirer…");
    settle(&mut window);
    says(&mut window, "Retirer pour toujours");
    key(&mut window, Intent::Accept);
    assert!(!window.shows("Retirer pour toujours"), "Enter never destroys");
    assert_eq!(count(&window, &engine), 1);
    window.click("Retirer…");
    settle(&mut window);
    window.click("Retirer pour toujours");
    settle(&mut window);
    assert_eq!(count(&window, &engine), 0);
    assert!(!window.shows("Retirer…"));
}

#[test]
fn escape_goes_back_from_the_passphrase_to_the_page_and_then_to_the_window() {
    let mut window = page();
    chosen(&mut window, Purpose::Import { file: "/home/anne/anne.p12".into() });
    says(&mut window, "Phrase de passe du fichier");
    key(&mut window, Intent::Back);
    says(&mut window, "Importer un certificat (.p12)…");
    key(&mut window, Intent::Back);
    assert!(!window.shows("Importer un certificat (.p12)…"));
}
