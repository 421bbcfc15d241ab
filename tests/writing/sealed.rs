use openssl::cms::{CMSOptions, CmsContentInfo};
use sceau::domain::verdict::Overall;
use sceau::domain::{Address, Cipher, Email, Secret};
use sceau::engine::{CardFault, FaultKind};
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
pub(super) struct Sealed {
    pub(super) office: Office,
    pub(super) authority: Authority,
    pub(super) lea: Holder,
    pub(super) mine: Holder,
}

impl Sealed {
    pub(super) fn open() -> Self {
        let (authority, office) = (Authority::new(), Office::open());
        let mine = authority.issue_for("alice", &office.alice.email, Kind::Rsa);
        let lea = authority.issue("lea", Kind::Rsa);
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
        let sealed = Self { office, authority, lea, mine };
        let ready = || matches!(sealed.cipher(&address("lea")), Cipher::Ready { .. }).then_some(());
        patiently("her certificate", ready);
        sealed
    }

    /// A signed letter of theirs was read.
    fn heard_from(&self, holder: &Holder) {
        let (office, engine) = (&self.office, &self.office.desk.engine);
        office.practice.deliver(&office.alice, "INBOX", [signed(holder)]);
        engine.send(sceau::engine::Command::Sync(office.account));
        patiently("their certificate", || {
            for row in office.desk.list(office.account, "INBOX") {
                let _opened = office.desk.try_ask(engine.opened(row));
            }
            matches!(self.cipher(&address(holder.name)), Cipher::Ready { .. }).then_some(())
        });
    }

    fn cipher(&self, of: &str) -> Cipher {
        let email = Email::parse(of).unwrap();
        let standing = self.office.desk.engine.standing(vec![email], self.office.account);
        self.office.desk.ask(standing).remove(0).cipher
    }
}

#[test]
fn who_signed_a_letter_can_be_written_to_encrypted_and_reads_it() {
    let sealed = Sealed::open();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let lea = address("lea");
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
fn each_who_gets_it_in_secret_gets_a_letter_that_names_nobody_else() {
    let sealed = Sealed::open();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let anne = sealed.authority.issue("anne", Kind::Rsa);
    sealed.heard_from(&anne);
    let mut writing = office.letter(&address("lea"), "Résultat", "La créatinine est à 142.");
    writing.draft.bcc = vec![Address::new("", address("anne"))];
    writing.draft.wishes.encrypt = true;
    office.desk.ask(engine.post_draft(None, writing, now()));
    let letters = patiently("two letters outside", || {
        let letters = office.practice.sent_outside();
        (letters.len() == 2).then_some(letters)
    });
    let opened_by = |holder: &Holder| {
        let opens = |letter: &&Vec<u8>| {
            let part = mime::read(letter).parts.remove(0);
            let envelope = CmsContentInfo::from_der(&mime::part_bytes(letter, part.id).unwrap()).unwrap();
            envelope.decrypt(&holder.key, &holder.certificate).is_ok()
        };
        letters.iter().filter(opens).count()
    };
    assert_eq!((opened_by(&sealed.lea), opened_by(&anne)), (1, 1), "one each, and not the other's");
    // The server writes down for whom a letter came; the sender did not.
    let named = |letter: &Vec<u8>| {
        let header = mime::header_text(letter);
        header.lines().any(|line| line.starts_with("Bcc") || line.starts_with("To:") && line.contains("anne"))
    };
    assert!(!letters.iter().any(named));
    office.until_there("Sent", "R", 1);
}

#[test]
fn all_parcels_of_a_letter_are_taken_back_with_one_of_them() {
    let sealed = Sealed::open();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    sealed.heard_from(&sealed.authority.issue("anne", Kind::Rsa));
    let mut writing = office.letter(&address("lea"), "Résultat", "La créatinine est à 142.");
    writing.draft.bcc = vec![Address::new("", address("anne"))];
    writing.draft.wishes.encrypt = true;
    let later = sceau::engine::Posting { later: Some(sceau::domain::Timestamp(4_000_000_000)), ..now() };
    let id = office.desk.ask(engine.post_draft(None, writing, later));
    assert_eq!(office.desk.ask(engine.outbox()).len(), 2);
    assert!(office.desk.ask(engine.take_back(id)).is_some());
    assert!(office.desk.ask(engine.outbox()).is_empty());
    assert!(!office.kept().remove(0).posted);
}

#[test]
fn nobody_signs_or_reads_with_the_key_of_somebody_else_of_this_workstation() {
    let mut sealed = Sealed::open();
    let bob = sealed.office.practice.person("bob").clone();
    let draft = sealed.office.practice.draft(&bob, sceau::domain::Security::Tls);
    sealed.office.desk.hear_anew();
    let other = sealed.office.desk.add(draft, bob.secret());
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    assert_eq!(sealed.cipher(&bob.email), Cipher::Missing, "Alice's key is not his");
    assert!(matches!(sealed.cipher(&office.alice.email), Cipher::Ready { .. }));
    let means = office.desk.ask(engine.means(other));
    assert!(!means.can_sign && !means.own_cipher, "{means:?}");

    let account = office.desk.ask(engine.accounts()).into_iter().find(|one| one.id == other).unwrap();
    let mut writing = sceau::domain::Writing::new(&account);
    writing.draft.to = vec![Address::new("", address("lea"))];
    writing.draft.wishes.sign = true;
    let refused = office.desk.try_ask(engine.post_draft(None, writing.clone(), now())).unwrap_err();
    assert_eq!(refused.kind, FaultKind::Card(CardFault::NoKey));
    (writing.draft.wishes.sign, writing.draft.wishes.encrypt) = (false, true);
    let id = office.desk.ask(engine.keep_draft(None, writing));
    assert!(!office.desk.ask(engine.copy_draft(id)), "he could not read it");
    assert!(office.desk.ask(engine.outbox()).is_empty());
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
    assert!(found.contains("enveloped-data"), "{found}");
    let row = patiently("the draft here", || office.desk.list(office.account, "Drafts").first().copied());
    let raw = office.desk.ask(engine.source(row));
    let part = mime::read(&raw).parts.remove(0);
    let envelope = CmsContentInfo::from_der(&mime::part_bytes(&raw, part.id).unwrap()).unwrap();
    assert!(envelope.decrypt(&sealed.lea.key, &sealed.lea.certificate).is_err(), "not yet for whom it is written to");
    let within = envelope.decrypt(&sealed.mine.key, &sealed.mine.certificate).unwrap();
    assert!(mime::read(&within).text.contains("La créatinine est à 142."));
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
