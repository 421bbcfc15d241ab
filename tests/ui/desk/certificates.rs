//! The page of certificates in the whole window: a file comes in under its
//! passphrase, and what goes asks first.

use sceau::domain::{Email, HolderId, Secret};
use sceau::engine::Engine;
use sceau::ui::modal::passphrase::Purpose;
use sceau::ui::workbench::certificates;

use super::{Desk, Harness, Intent, Message, Said, desk, key, says, settle};

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

fn count(window: &Harness<Desk>, engine: &Engine) -> usize {
    window.stage.ask(engine.keys()).len()
}

#[test]
fn a_certificate_comes_in_with_its_passphrase_and_goes_when_it_is_said_twice() {
    let identity = crate::support::card::pki::HealthPki::start().leaf(crate::support::card::Leaf::Confidentiality);
    let pkcs8 = identity.key.private_key_to_pkcs8().unwrap();
    let secret = sceau::crypto::soft::SoftKey::from_pkcs8(&identity.der, &pkcs8).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("anne.p12");
    std::fs::write(&file, secret.to_pkcs12(&[], "anne", &Secret::new(PASSPHRASE)).unwrap()).unwrap();
    let mut window = page();
    let engine = window.stage.bench.engine();
    chosen(&mut window, Purpose::Import { file });
    says(&mut window, "Phrase de passe du fichier");
    super::type_text(&mut window, "sésame");
    key(&mut window, Intent::Accept);
    says(&mut window, "La phrase de passe n’est pas celle de ce fichier.");
    assert_eq!(count(&window, &engine), 0);
    super::type_text(&mut window, PASSPHRASE);
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
fn an_address_that_was_confirmed_is_withdrawn_when_it_is_said_twice() {
    let mut window = desk();
    let engine = window.stage.bench.engine();
    let confirmed = |window: &Harness<Desk>| window.stage.ask(engine.confirmed_addresses()).len();
    let address = Email::parse("anne@clinique.example").unwrap();
    window.stage.ask(engine.confirm_address(HolderId::Rpps("10000000001".to_owned()), address));
    key(&mut window, Intent::Settings);
    window.click("Certificats");
    settle(&mut window);
    says(&mut window, "Adresses confirmées");
    says(&mut window, "RPPS 10000000001");
    window.click("Retirer…");
    settle(&mut window);
    window.click("Garder");
    settle(&mut window);
    assert_eq!(confirmed(&window), 1);
    window.click("Retirer…");
    settle(&mut window);
    says(&mut window, "anne@clinique.example\u{a0}: RPPS 10000000001");
    window.click("Retirer");
    settle(&mut window);
    assert_eq!(confirmed(&window), 0);
    assert!(!window.shows("Adresses confirmées"));
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
