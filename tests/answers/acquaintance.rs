//! Whom one knows: by what was written to them, and what came from them.

use sceau::domain::{Email, MessageId, Security};
use sceau::engine::Acquaintance;

use super::Office;
use crate::mailbox::Desk;
use crate::support::Practice;

fn letter(from: &str, to: &str, subject: &str) -> Vec<u8> {
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@ici.example>\r\n\
         Date: Sat, 21 Nov 2026 10:00:00 +0100\r\n\r\nBonjour\r\n"
    )
    .into_bytes()
}

#[test]
fn a_person_is_known_by_the_address_and_by_no_other_that_looks_like_it() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "Sent", [letter("alice@cabinet.example", "Léa <lea@ailleurs.example>", "envoi")]);
    let came = [
        ("Léa <lea@ailleurs.example>", "ecrite"),
        ("Zoé <zoe@ailleurs.example>", "une"),
        ("Zoé <ZOE@Ailleurs.example>", "deux"),
        ("Léa <lea@ailleurs.example.net>", "fausse"),
        ("lea@ailleurs.example <inconnue@autre.example>", "nom"),
    ];
    practice.deliver(&alice, "INBOX", came.map(|(from, subject)| letter(from, "alice@cabinet.example", subject)));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let office = Office { practice, alice, desk, account };
    let sender = |subject: &str| office.known(office.message("INBOX", subject)).remove(0);
    let email = |address: &str| Email::parse(address).unwrap();
    assert_eq!(sender("ecrite"), (email("lea@ailleurs.example"), Acquaintance::Written));
    assert_eq!(sender("une").1, Acquaintance::Heard);
    assert_eq!(sender("deux").1, Acquaintance::Heard, "the same address in other letters");
    assert_eq!(sender("fausse").1, Acquaintance::Stranger, "a longer domain is another one");
    assert_eq!(sender("nom").1, Acquaintance::Stranger, "a name vouches for nothing");
    let of_alice = office.known(office.message("INBOX", "une")).remove(1);
    assert_eq!(of_alice, (email("alice@cabinet.example"), Acquaintance::Own));
}

impl Office {
    fn known(&self, id: MessageId) -> Vec<(Email, Acquaintance)> {
        self.desk.ask(self.desk.engine.acquaintances(id))
    }
}
