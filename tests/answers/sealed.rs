//! Answers to what came encrypted: they must be encrypted too, and what is sent
//! on as a file is what was read, for nobody else has the key.

use openssl::pkcs12::Pkcs12;
use openssl::pkey::PKey;
use openssl::x509::X509;
use sceau::domain::{Manner, Secret, Timestamp};
use sceau::engine::seal;
use sceau::mime;

use super::{Office, phrases};
use crate::support::card::Leaf;
use crate::support::card::certificate::Identity;
use crate::support::card::pki::HealthPki;

const LETTER: &str = "From: Bob <bob@cabinet.example>\r\nTo: alice@cabinet.example\r\nSubject: Bilan\r\n\
    Message-ID: <un@cabinet.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTout va bien.\r\n";

fn key_file(identity: &Identity) -> Vec<u8> {
    let certificate = X509::from_der(&identity.der).unwrap();
    let key = PKey::private_key_from_pem(&identity.key_pem()).unwrap();
    Pkcs12::builder().name("une").pkey(&key).cert(&certificate).build2("phrase").unwrap().to_der().unwrap()
}

#[test]
fn an_answer_to_what_came_encrypted_is_to_be_encrypted_and_quotes_only_what_was_deciphered() {
    let identity = HealthPki::start().leaf(Leaf::Confidentiality);
    let to = std::slice::from_ref(&identity.der);
    let sealed = seal::encrypt(LETTER.as_bytes(), to, Timestamp(1_795_219_200)).unwrap();
    let office = Office::with([sealed]);
    let (desk, id) = (&office.desk, office.message("INBOX", "Bilan"));
    let answer = |manner| desk.ask(desk.engine.answer(id, manner, None, phrases));

    let closed = answer(Manner::ForwardAttached);
    assert!(
        closed.must_encrypt && closed.carried.is_empty() && closed.text.ends_with("Objet : Bilan\n\n\n"),
        "{closed:?}"
    );

    let _ = desk.ask(desk.engine.import_key(key_file(&identity), Secret::new("phrase")));
    let reply = answer(Manner::Reply);
    assert!(reply.must_encrypt && reply.text.ends_with("a écrit :\n> Tout va bien.\n"), "{}", reply.text);
    let bytes = desk.ask(desk.engine.written(&answer(Manner::ForwardEml), Timestamp(0)));
    let read = mime::read(&bytes);
    let inner = mime::part_bytes(&bytes, read.parts[1].id).unwrap();
    assert_eq!(mime::read(&inner).text, "Tout va bien.");
    assert_eq!(mime::read(&inner).envelope.subject, "Bilan");
}
