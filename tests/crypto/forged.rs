//! Forged messages: each rule of the verdict broken, one at a time, beginning
//! with a good message. None of them is ever valid.

use proptest::prelude::*;
use sceau::{
    crypto::{Key, cms::Form, der, oid, smime, smime::Binding},
    domain::{
        Email, HolderId, Timestamp,
        verdict::{BoundBy, Overall, Reason, Verdict},
    },
    mime,
};

use super::smime::office::{DAY, Draft, LETTER, NOW, Office, encrypt, sign, sign_entity, sign_opaque};

struct Forgery {
    what: &'static str,
    message: String,
    overall: Overall,
    reason: Reason,
}

fn forged(what: &'static str, message: String, overall: Overall, reason: Reason) -> Forgery {
    Forgery { what, message, overall, reason }
}

fn reasons(verdict: &Verdict) -> Vec<Reason> {
    let of_layers = verdict
        .layers
        .iter()
        .flat_map(|layer| layer.reasons.iter().chain(layer.signers.iter().flat_map(|signer| &signer.reasons)));
    verdict.reasons.iter().chain(of_layers).copied().collect()
}

fn refuse(office: &Office, keys: &[&dyn Key], forgeries: Vec<Forgery>) {
    for Forgery { what, message, overall, reason } in forgeries {
        let verdict = office.open(message.as_bytes(), keys).verdict;
        let found = reasons(&verdict);
        assert_ne!(verdict.overall, Overall::Valid, "{what}");
        assert!(found.contains(&reason), "{what}: {found:?}");
        assert_eq!(verdict.overall, overall, "{what}: {found:?}");
    }
}

/// The message with one thing put for another, which has to be there.
fn with(message: &str, old: &str, new: &str) -> String {
    assert!(message.contains(old), "{old}");
    message.replacen(old, new, 1)
}

/// The value of the boundary, the signed part and the part of the signature.
fn taken_apart(signed: &str) -> (&str, &str, &str) {
    let (_, rest) = signed.split_once("boundary=\"").unwrap();
    let boundary = rest.split_once('"').unwrap().0;
    let delimiter = format!("--{boundary}");
    let mut parts = signed.split(delimiter.as_str()).skip(1);
    (boundary, parts.next().unwrap(), parts.next().unwrap())
}

/// The header of Anne around another body.
fn around(body: &str) -> String {
    let (header, _) = LETTER.split_once("Content-Type").unwrap();
    format!("{header}{body}")
}

#[test]
fn the_message_that_all_begin_with_is_good() {
    let office = Office::new();
    let anne = office.anne();
    for message in [sign(LETTER, &anne), sign_opaque(LETTER, &anne)] {
        let opened = office.open(message.as_bytes(), &[]);
        assert_eq!(opened.verdict.overall, Overall::Valid, "{:?}", reasons(&opened.verdict));
        let signer = &opened.verdict.layers[0].signers[0];
        assert_eq!(signer.bound.as_ref().unwrap().by, BoundBy::Certificate);
        assert_eq!((signer.holder.as_str(), signer.signed_at), ("Anne Durand", Some(NOW)));
        assert_eq!(opened.brought[0].certificates, [anne.certificate()]);
        let read = mime::read(&opened.content);
        assert_eq!(read.text, "Bonjour docteur,\n\nTout va bien.");
        assert_eq!(read.envelope, mime::read(LETTER.as_bytes()).envelope);
    }
}

#[test]
fn what_is_not_what_was_signed_is_invalid() {
    let office = Office::new();
    let anne = office.anne();
    let good = sign(LETTER, &anne);
    let other = sign(&with(LETTER, "bien", "mal"), &anne);
    let other_opaque = sign_opaque(&with(LETTER, "bien", "mal"), &anne);
    let (_, _, signature) = taken_apart(&good);
    let (_, _, elsewhere) = taken_apart(&other);
    let body = |message: &str| message.split_once("\r\n\r\n").unwrap().1.trim_end().to_owned();
    let carried = signature.split_once("\r\n\r\n").unwrap().1.trim_end();
    let invalid = |what, message, reason| forged(what, message, Overall::Invalid, reason);
    let forgeries = vec![
        invalid("another text", with(&good, "bien", "mal"), Reason::ContentChanged),
        invalid("another type", with(&good, "text/plain", "text/html"), Reason::ContentChanged),
        invalid("a signature of another letter", with(&good, signature, elsewhere), Reason::ContentChanged),
        invalid(
            "the content of another letter signed along",
            with(&good, carried, &body(&other_opaque)),
            Reason::ContentChanged,
        ),
        invalid("no signature", with(&good, signature, "\r\n\r\n"), Reason::Unreadable),
        invalid("nonsense for a signature", with(&good, carried, "AAAA"), Reason::Unreadable),
    ];
    refuse(&office, &[], forgeries);
}

#[test]
fn a_signature_by_nobody_is_invalid() {
    let data = der::element(0x06, &[oid::DATA]);
    let content = der::element(0xA0, &[&der::element(0x04, &[b"\r\nBonjour\r\n"])]);
    let inner = der::element(0x30, &[&data, &content]);
    let signed = der::element(0x30, &[&[2, 1, 1], &[0x31, 0], &inner, &[0x31, 0]]);
    let kind = der::element(0x06, &[oid::SIGNED_DATA]);
    let bytes = der::element(0x30, &[&kind, &der::element(0xA0, &[&signed])]);
    let mut message = around("Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\n").into_bytes();
    message.extend_from_slice(&bytes);
    let opened = Office::new().open(&message, &[]).verdict;
    assert_eq!((opened.overall, reasons(&opened)), (Overall::Invalid, vec![Reason::NoSigner]));
}

#[test]
fn the_header_has_to_name_the_signer_and_nobody_else() {
    let office = Office::new();
    let good = sign(LETTER, &office.anne());
    let from = "From: Anne Durand <anne@clinique.example>\r\n";
    let changed = |new: &str| with(&good, from, new);
    let invalid = |what, new, reason| forged(what, changed(new), Overall::Invalid, reason);
    refuse(
        &office,
        &[],
        vec![
            invalid("another From", "From: mallory@ailleurs.example\r\n", Reason::AddressMismatch),
            invalid(
                "an address for a name",
                "From: \"anne@clinique.example\" <mallory@ailleurs.example>\r\n",
                Reason::AddressMismatch,
            ),
            invalid("a neighbour's domain", "From: anne@clinique.example.org\r\n", Reason::AddressMismatch),
            invalid("two addresses", "From: anne@clinique.example, mallory@ailleurs.example\r\n", Reason::SeveralFrom),
            invalid("two fields", &format!("{from}From: mallory@ailleurs.example\r\n"), Reason::SeveralFrom),
            invalid("the same field twice", &format!("{from}{from}"), Reason::SeveralFrom),
            invalid("no From", "", Reason::FromUnreadable),
            invalid("a From without address", "From: Anne Durand\r\n", Reason::FromUnreadable),
            forged(
                "another date",
                with(&good, "21 Nov 2026", "25 Nov 2026"),
                Overall::Partial,
                Reason::SignedAtAnotherDate,
            ),
            forged("no date", with(&good, "Date: ", "X-Date: "), Overall::Partial, Reason::SignedAtAnotherDate),
        ],
    );
    let sent = office.open(changed(&format!("{from}Sender: mallory@ailleurs.example\r\n")).as_bytes(), &[]).verdict;
    assert!(sent.reasons.contains(&Reason::SenderDiffers));
}

#[test]
fn a_certificate_has_to_hold() {
    let mut office = Office::new();
    let of = |draft: Draft, office: &Office| sign(LETTER, &office.issue(&draft));
    let stranger = Office::called("AC de Mallory");
    let good = Draft::default();
    let revoked = office.anne();
    office.revoke(revoked.certificate());
    let short = Draft { until: NOW.0 - DAY, ..good.clone() };
    let early = Draft { from: NOW.0 + DAY, ..good.clone() };
    let web = Draft { purpose: "serverAuth", ..good.clone() };
    let test = Draft { test: true, ..good.clone() };
    let invalid = |what, message, reason| forged(what, message, Overall::Invalid, reason);
    let unsure = |what, message, reason| forged(what, message, Overall::Unverifiable, reason);
    refuse(
        &office,
        &[],
        vec![
            unsure("an authority of one's own", of(good.clone(), &stranger), Reason::UnknownAuthority),
            invalid("an authority of the same name", of(good.clone(), &Office::new()), Reason::ChainBroken),
            unsure("a test", of(test, &office), Reason::TestCertificate),
            unsure("nobody's", of(Draft { address: None, ..good.clone() }, &office), Reason::NoAddress),
            invalid("expired", of(short, &office), Reason::Expired),
            invalid("not yet valid", of(early, &office), Reason::NotYetValid),
            invalid("made for the web", of(web, &office), Reason::WrongPurpose),
            invalid("revoked", sign(LETTER, &revoked), Reason::Revoked),
            invalid("another's", of(Draft::of("mallory@ailleurs.example"), &office), Reason::AddressMismatch),
        ],
    );
}

#[test]
fn a_signature_of_tomorrow_is_invalid() {
    let office = Office::new();
    let at = Timestamp(NOW.0 + 2 * DAY);
    let message = smime::sign(LETTER.as_bytes(), &office.anne(), &[], at, Form::Detached).unwrap();
    let verdict = office.open(&message, &[]).verdict;
    assert_eq!(verdict.overall, Overall::Invalid);
    assert!(reasons(&verdict).contains(&Reason::SignedInTheFuture));
}

#[test]
fn a_card_is_bound_by_its_number_or_not_at_all() {
    let mut office = Office::new();
    let message = sign(LETTER, &office.issue(&Draft::card()));
    let judged = |office: &Office| office.open(message.as_bytes(), &[]).verdict;
    assert_eq!(judged(&office).overall, Overall::ValidUnbound);
    assert_eq!(judged(&office).layers[0].signers[0].holder, "Anne DURAND, Médecin, RPPS 10001234567");
    let bind = |address: &str, rpps: &str, by| {
        let holder = HolderId::Rpps(rpps.to_owned());
        Binding { address: Email::parse(address).unwrap(), holder, by }
    };
    office.bindings = vec![bind("autre@clinique.example", "10001234567", BoundBy::Directory)];
    assert_eq!(judged(&office).overall, Overall::ValidUnbound);
    office.bindings = vec![bind("anne@clinique.example", "10007654321", BoundBy::Contact)];
    assert_eq!(judged(&office).overall, Overall::Invalid);
    assert!(reasons(&judged(&office)).contains(&Reason::HolderMismatch));
    office.bindings.push(bind("anne@clinique.example", "10001234567", BoundBy::Directory));
    assert_eq!(judged(&office).overall, Overall::Valid);
    assert_eq!(judged(&office).layers[0].signers[0].bound.as_ref().unwrap().by, BoundBy::Directory);
}

/// A multipart of these parts, with the header of Anne.
fn mixed(parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--mixed\r\n{part}\r\n")).collect();
    around(&format!("Content-Type: multipart/mixed; boundary=mixed\r\n\r\n{parts}--mixed--\r\n"))
}

/// What describes the body of a message, and the body.
fn part(message: &str) -> &str {
    &message[message.find("Content-Type").unwrap()..]
}

const FOOTER: &str = "Content-Type: text/plain\r\n\r\nVersez 100 euros.\r\n";

#[test]
fn a_signature_has_to_cover_all_that_is_shown() {
    let office = Office::new();
    let anne = office.anne();
    let good = sign(LETTER, &anne);
    let (boundary, ..) = taken_apart(&good);
    let third = with(&good, &format!("--{boundary}--"), &format!("--{boundary}\r\n{FOOTER}--{boundary}--"));
    let partial = |what, message| forged(what, message, Overall::Partial, Reason::UnsignedParts);
    refuse(
        &office,
        &[],
        vec![
            partial("a footer", mixed(&[part(&good), FOOTER])),
            partial("a head", mixed(&[FOOTER, part(&good)])),
            partial("opaque, with a footer", mixed(&[part(&sign_opaque(LETTER, &anne)), FOOTER])),
            partial("a third part", third),
            forged(
                "attached",
                mixed(&[FOOTER, &format!("Content-Type: message/rfc822\r\n\r\n{good}")]),
                Overall::None,
                Reason::SecuredMessageAttached,
            ),
        ],
    );
    let message = mixed(&[part(&good), FOOTER]);
    let opened = office.open(message.as_bytes(), &[]);
    assert_eq!(&*opened.content, message.as_bytes());
    assert_eq!(opened.apart[0].verdict.overall, Overall::Partial);
    assert!(!String::from_utf8_lossy(&opened.apart[0].content).contains("Versez"));
    assert!(opened.brought.is_empty());
}

#[test]
fn a_header_that_was_protected_has_to_be_the_one_shown() {
    let office = Office::new();
    let anne = office.anne();
    let protected = |fields: &str| {
        let inner = format!("Content-Type: text/plain; hp=\"clear\"\r\n{fields}\r\nBonjour\r\n");
        let wrapped = format!("Content-Type: message/rfc822; forwarded=no\r\n\r\n{fields}\r\nBonjour\r\n");
        [inner, wrapped].map(|entity| sign_entity(&entity, &anne))
    };
    let table = [
        ("From: lea@cabinet.example\r\n", Overall::Invalid, Reason::FromDiffers),
        ("From: anne@clinique.example\r\nSubject: Autre chose\r\n", Overall::Partial, Reason::SubjectDiffers),
        ("To: paul@cabinet.example\r\n", Overall::Partial, Reason::RecipientsDiffer),
        ("Date: Sat, 21 Nov 2026 11:00:00 +0100\r\n", Overall::Partial, Reason::DateDiffers),
    ];
    for (fields, overall, reason) in table {
        for message in protected(fields) {
            let verdict = office.open(&message, &[]).verdict;
            assert_eq!((verdict.overall, &verdict.reasons[..]), (overall, &[reason][..]), "{fields}");
        }
    }
    for message in protected("From: Anne <Anne@Clinique.example>\r\nSubject: Compte rendu\r\n") {
        let opened = office.open(&message, &[]);
        assert_eq!(opened.verdict.overall, Overall::Valid, "{:?}", reasons(&opened.verdict));
        let read = mime::read(&opened.content);
        assert_eq!((read.text.as_str(), read.envelope.subject.as_str()), ("Bonjour", "Compte rendu"));
    }
}

#[test]
fn what_is_encrypted_is_not_signed_and_never_joined() {
    let office = Office::new();
    let (anne, lea) = (office.anne(), office.issue(&Draft { rsa: true, ..Draft::of("lea@cabinet.example") }));
    let sealed = encrypt(LETTER, &lea);
    let before = "Content-Type: text/html\r\n\r\n<img src=\"http://ailleurs.example/";
    let after = "Content-Type: text/html\r\n\r\n\">";
    let joined = mixed(&[before, part(&sealed), after]);
    refuse(
        &office,
        &[&lea],
        vec![
            forged("encrypted alone", sealed.clone(), Overall::None, Reason::CbcWithoutSignature),
            forged("signed around", sign(&sealed, &anne), Overall::Partial, Reason::SignedOutsideEncryption),
            forged("between two others", joined.clone(), Overall::None, Reason::EncryptedBesideOthers),
        ],
    );
    let opened = office.open(joined.as_bytes(), &[&lea]);
    assert_eq!(&*opened.content, joined.as_bytes());
    let apart: Vec<_> = opened.apart.iter().map(|apart| mime::read(&apart.content).text).collect();
    assert_eq!(apart, ["Bonjour docteur,\n\nTout va bien."]);
    let closed = office.open(sealed.as_bytes(), &[&anne]);
    assert_eq!(reasons(&closed.verdict), [Reason::NoKey]);
    assert_eq!(closed.verdict.overall, Overall::Unverifiable);
}

#[test]
fn what_another_scheme_signed_cannot_be_judged() {
    let body = "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=a\r\n\r\n\
        --a\r\n\r\nBonjour\r\n--a\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--a--\r\n";
    let pgp = forged("OpenPGP", around(body), Overall::Unverifiable, Reason::Unsupported);
    refuse(&Office::new(), &[], vec![pgp]);
}

/// The header around a signature is anybody's: it must not change how what was
/// signed is read.
#[test]
fn no_header_around_it_changes_how_a_content_is_read() {
    let office = Office::new();
    let letter = with(LETTER, "Content-Type: text/plain", "Content-Language: fr\r\nContent-Type: text/html");
    let good = sign(&with(&letter, "Tout", "<b>Tout</b>"), &office.anne());
    // As many fields as are read: one more would be left out.
    let own = good.split_once("\r\n\r\n").unwrap().0.lines().filter(|line| !line.starts_with(' ')).count();
    let filled = format!("{}{good}", "X-Filler: x\r\n".repeat(2_000 - own));
    let opened = office.open(filled.as_bytes(), &[]);
    assert_eq!(opened.verdict.overall, Overall::Valid);
    assert_eq!(mime::read(&opened.content).text, "Bonjour docteur, Tout va bien.");
}

#[test]
fn layers_without_end_are_not_opened_without_end() {
    let office = Office::new();
    let anne = office.anne();
    let deep = (0..9).fold(LETTER.to_owned(), |message, _| sign_opaque(&message, &anne));
    refuse(&office, &[], vec![forged("nine layers", deep, Overall::Unverifiable, Reason::TooDeep)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever byte is changed: what is still valid says what Anne wrote, and
    /// that Anne wrote it.
    #[test]
    fn one_byte_changed_forges_nothing(opaque: bool, place: prop::sample::Index, byte: u8) {
        thread_local! {
            static MADE: (Office, [Vec<u8>; 2]) = {
                let office = Office::new();
                let anne = office.anne();
                let messages = [sign(LETTER, &anne), sign_opaque(LETTER, &anne)].map(String::into_bytes);
                (office, messages)
            };
        }
        MADE.with(|(office, messages)| {
            let mut message = messages[usize::from(opaque)].clone();
            let place = place.index(message.len());
            message[place] = byte;
            let opened = office.open(&message, &[]);
            if opened.verdict.overall == Overall::Valid {
                let read = mime::read(&opened.content);
                prop_assert_eq!(read.text, "Bonjour docteur,\n\nTout va bien.");
                let from = Email::parse(&read.envelope.from[0].email).unwrap();
                prop_assert_eq!(from, Email::parse("anne@clinique.example").unwrap());
            }
            Ok(())
        })?;
    }
}
