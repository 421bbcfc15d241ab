use openssl::cms::{CMSOptions, CmsContentInfo};
use sceau::domain::verdict::Overall;
use sceau::domain::{Address, Cipher, Email, Secret};
use sceau::engine::FaultKind;
use sceau::mime;

use super::{Office, now, patiently};
use crate::support::certificates::{Authority, Holder, Kind, PASSPHRASE, address};

fn signed(holder: &Holder) -> Vec<u8> {
    let body = b"Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n";
    let flags = CMSOptions::BINARY;
    let cms = CmsContentInfo::sign(Some(&holder.certificate), Some(&holder.key), None, Some(body), flags).unwrap();
    let encoded = openssl::base64::encode_block(&cms.to_der().unwrap());
    let lines: Vec<&str> = encoded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!(
        "From: {from}\r\nTo: alice@cabinet.example\r\nSubject: Bonjour\r\nMessage-ID: <{from}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: application/pkcs7-mime; smime-type=signed-data; name=\"smime.p7m\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        lines.join("\r\n"),
        from = address(holder.name)
    )
    .into_bytes()
}

/// Alice has a key, and got a signed letter from Léa.
struct Sealed {
    office: Office,
    lea: Holder,
}

impl Sealed {
    fn open() -> Self {
        let (authority, office) = (Authority::new(), Office::open());
        let (mine, lea) = (authority.issue("alice", Kind::Rsa), authority.issue("lea", Kind::Rsa));
        let engine = &office.desk.engine;
        office.desk.ask(engine.import_anchor(authority.root.der()));
        office.desk.ask(engine.import_key(mine.pkcs12(), Secret::new(PASSPHRASE)));
        office.practice.deliver(&office.alice, "INBOX", [signed(&lea)]);
        engine.send(sceau::engine::Command::Sync(office.account));
        let row = patiently("the letter", || {
            let rows = office.desk.list(office.account, "INBOX");
            rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
        });
        let verdict = office.desk.ask(engine.opened(row)).seal.unwrap().verdict.overall;
        assert!(!matches!(verdict, Overall::Invalid | Overall::None), "{verdict:?}");
        Self { office, lea }
    }

    fn cipher(&self, of: &str) -> Cipher {
        let email = Email::parse(of).unwrap();
        self.office.desk.ask(self.office.desk.engine.standing(vec![email])).remove(0).cipher
    }
}

#[test]
fn who_signed_a_letter_can_be_written_to_encrypted_and_reads_it() {
    let sealed = Sealed::open();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let lea = address("lea");
    patiently("her certificate", || matches!(sealed.cipher(&lea), Cipher::Ready { .. }).then_some(()));
    assert_eq!(sealed.cipher("bob@cabinet.example"), Cipher::Missing);
    let means = office.desk.ask(engine.means(office.account));
    assert!(means.can_sign && means.own_cipher, "{means:?}");

    let mut writing = office.letter(&lea, "Résultat", "La créatinine est à 142.");
    writing.draft.bcc = vec![Address::new("", "bob@cabinet.example")];
    (writing.draft.wishes.sign, writing.draft.wishes.encrypt) = (true, true);
    let refused = office.desk.try_ask(engine.post_draft(None, writing.clone(), now())).unwrap_err();
    assert_eq!(refused.kind, FaultKind::NoRecipientCertificate, "nobody gets it, not even she");
    assert!(office.desk.ask(engine.outbox()).is_empty());

    writing.draft.bcc.clear();
    office.desk.ask(engine.post_draft(None, writing, now()));
    let outside = patiently("the letter outside", || office.practice.sent_outside().pop());
    let text = String::from_utf8_lossy(&outside);
    assert!(text.contains("enveloped-data") && !text.contains("142"), "{text}");
    let part = mime::read(&outside).parts.remove(0);
    let envelope = CmsContentInfo::from_der(&mime::part_bytes(&outside, part.id).unwrap()).unwrap();
    let within = envelope.decrypt(&sealed.lea.key, &sealed.lea.certificate).unwrap();
    let within_text = String::from_utf8_lossy(&within);
    assert!(within_text.contains("multipart/signed"), "{within_text}");
    assert!(mime::read(&within).text.contains("La créatinine est à 142."));

    office.until_there("Sent", "R", 1);
    let row = patiently("the copy here", || {
        engine.send(sceau::engine::Command::Sync(office.account));
        let rows = office.desk.list(office.account, "Sent");
        rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
    });
    let copy = office.desk.ask(engine.opened(row));
    assert!(copy.text.contains("142") && copy.seal.unwrap().is_deciphered(), "its writer reads it too");
}

#[test]
fn the_draft_of_what_is_to_be_encrypted_lies_on_the_server_for_its_writer_alone() {
    let sealed = Sealed::open();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let mut writing = office.letter(&address("lea"), "Résultat", "La créatinine est à 142.");
    writing.draft.wishes.encrypt = true;
    let id = office.desk.ask(engine.keep_draft(None, writing));
    assert!(office.desk.ask(engine.copy_draft(id)));
    let found = patiently("the draft there", || {
        let found = office.practice.doveadm(&["fetch", "-u", &office.alice.email, "text", "mailbox", "Drafts"]);
        (!found.is_empty()).then_some(found)
    });
    assert!(found.contains("enveloped-data") && !found.contains("142"), "{found}");
}

#[test]
fn without_a_certificate_of_ones_own_such_a_draft_stays_on_the_workstation() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Résultat", "La créatinine est à 142.");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    assert!(office.desk.ask(engine.copy_draft(id)));
    office.until_there("Drafts", "R", 1);
    writing.draft.wishes.encrypt = true;
    office.desk.ask(engine.keep_draft(Some(id), writing));
    assert!(!office.desk.ask(engine.copy_draft(id)));
    office.until_there("Drafts", "R", 0);
    assert_eq!(office.kept().len(), 1);
}
