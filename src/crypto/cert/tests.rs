//! The certificates of the trade, each made as its authority makes it.

use openssl::hash::MessageDigest;

use super::identifier as id;
use super::sample::{Authority, Draft, called, curve_key, name, rsa_key, statement};
use super::{Certificate, CertificateError};
use crate::crypto::der::{element, object};
use crate::domain::{Card, CardKind, Email, Structure, StructureId, Timestamp, Uses};

const UTF8: u8 = 0x0C;
const T61: u8 = 0x14;
const PRINTABLE: u8 = 0x13;

/// The private extensions of a card.
fn of_a_card(draft: Draft, kind: u8, category: u8, profession: u8) -> Draft {
    draft
        .with(id::CARD_KIND, false, &[2, 1, kind])
        .with(id::CARD_SERIAL, false, &element(PRINTABLE, &[b"8025000001/2600123456"]))
        .with(id::PRODUCT_CATEGORY, false, &[4, 1, category])
        .with(id::PROFESSION, false, &[2, 1, profession])
        .with(id::SPECIALITY, false, &element(0x30, &[&element(UTF8, &[b"SM26"])]))
}

fn person(called: &str, surname: &str, given: &str) -> [Vec<u8>; 3] {
    [
        statement(id::COMMON_NAME, UTF8, called.as_bytes()),
        statement(id::SURNAME, UTF8, surname.as_bytes()),
        statement(id::GIVEN_NAME, UTF8, given.as_bytes()),
    ]
}

#[test]
fn a_cps_says_who_holds_it() {
    let title = statement(id::TITLE, UTF8, "Médecin".as_bytes());
    let subject = name(&[&[title], &person("899700123456", "MARTIN", "Hélène")]);
    let draft = of_a_card(Draft::new(subject, &rsa_key(2048)), 0, 0, 10).usage(0x40).purposes(&[id::EMAIL_PROTECTION]);
    let certificate = draft.signed_by(&Authority::root("AC IGC-SANTE FORT PERSONNES"));
    let holder = certificate.holder();
    assert_eq!((holder.name.as_str(), holder.first_name.as_str()), ("MARTIN", "Hélène"));
    assert_eq!(holder.profession, "Médecin");
    assert_eq!(holder.specialities, ["SM26"]);
    assert_eq!(holder.rpps.as_deref(), Some("99700123456"));
    assert_eq!(holder.card, Some(Card { kind: CardKind::Cps, serial: Some("2600123456".into()) }));
    assert_eq!(holder.structure, None);
    assert_eq!(holder.uses, Uses { signature: true, ..Uses::default() });
    assert!(!holder.test);
    assert_eq!(certificate.addresses(), []);
}

#[test]
fn the_key_that_opens_doors_signs_no_mail() {
    let draft = Draft::new(called("899700123456"), &curve_key());
    let draft = draft.usage(0x80).purposes(&[id::CLIENT_AUTHENTICATION, id::SMART_CARD_LOGON]);
    let certificate = draft.signed_by(&Authority::root("AC IGC-SANTE FORT PERSONNES"));
    assert_eq!(certificate.uses(), Uses { authentication: true, ..Uses::default() });
}

#[test]
fn an_old_card_with_sets_out_of_order_and_latin_letters_is_read() {
    let number = statement(id::COMMON_NAME, PRINTABLE, b"899700123456");
    let surname = statement(id::SURNAME, T61, b"LEF\xC8VRE");
    let given = statement(id::GIVEN_NAME, T61, b"Ir\xE8ne");
    let unit = statement(id::UNIT, T61, b"M\xE9decin");
    // In DER the given name, which is the shortest, would come first.
    let subject = name(&[&[unit], &[number, surname, given]]);
    let issuer = name(&[
        &[statement(id::ORGANIZATION, PRINTABLE, b"TEST")],
        &[statement(id::UNIT, PRINTABLE, b"TEST PROFESSIONNEL")],
        &[statement(id::COMMON_NAME, PRINTABLE, b"TEST CLASSE-1")],
    ]);
    let key = rsa_key(2048);
    let mut draft = of_a_card(Draft::new(subject.clone(), &key), 0, 0x80, 10).usage(0xC0);
    draft.digest = MessageDigest::sha1();
    let certificate = draft.signed_as(&issuer, &key);
    let holder = certificate.holder();
    assert_eq!(holder.display(), "Irène LEFÈVRE");
    assert_eq!(holder.profession, "Médecin");
    assert!(holder.test);
    assert_eq!(certificate.subject(), subject, "kept as it stood");
}

#[test]
fn an_employee_is_named_by_structure_and_number() {
    let subject = name(&[
        &[statement(id::ORGANIZATION, UTF8, "Cabinet des Lilas".as_bytes())],
        &person("1750000018/CPET0001", "PETIT", "Jean"),
    ]);
    let certificate = of_a_card(Draft::new(subject, &curve_key()), 2, 0, 0).signed_by(&Authority::root("AC"));
    let holder = certificate.holder();
    let expected = Structure { name: "Cabinet des Lilas".into(), id: Some(StructureId::Finess("750000018".into())) };
    assert_eq!(holder.structure, Some(expected));
    assert_eq!(holder.card.map(|card| card.kind), Some(CardKind::Cpe));
    assert_eq!((holder.rpps, holder.profession.as_str()), (None, ""));
}

#[test]
fn a_structure_has_its_number_as_its_unit() {
    let subject = name(&[
        &[statement(id::ORGANIZATION, UTF8, b"Laboratoire Ampere")],
        &[statement(id::UNIT, UTF8, b"318751275100020")],
        &[statement(id::COMMON_NAME, UTF8, b"labo.example")],
    ]);
    let draft = Draft::new(subject, &curve_key()).with(id::PRODUCT_CATEGORY, false, &[4, 1, 0x83]);
    let holder = draft.signed_by(&Authority::root("AC IGC-SANTE ELEMENTAIRE ORGANISATIONS")).holder();
    assert_eq!(holder.display(), "labo.example");
    let id = holder.structure.and_then(|structure| structure.id);
    assert_eq!(id, Some(StructureId::Siret("18751275100020".into())));
    assert_eq!((holder.card, holder.test), (None, true));
}

#[test]
fn a_mailbox_has_its_addresses_in_the_one_form() {
    let mail = statement(id::EMAIL_ADDRESS, 0x16, b"Secretariat@Cabinet.Example");
    let draft = Draft::new(name(&[&[mail]]), &curve_key()).usage(0x20).purposes(&[id::EMAIL_PROTECTION]);
    let boxes = element(0xA0, &[&element(UTF8, &["hélène@été.example".as_bytes()])]);
    let utf8 = element(0xA0, &[&object(id::SMTP_UTF8_MAILBOX), &boxes]);
    let plain = element(0x81, &[b"secretariat@cabinet.example"]);
    let names = element(0x30, &[&element(0x82, &[b"cabinet.example"]), &plain, &utf8]);
    let draft = draft.with(id::SUBJECT_ALTERNATIVE, false, &names);
    let certificate = draft.signed_by(&Authority::root("AC"));
    let expected = ["secretariat@cabinet.example", "hélène@été.example"].map(|text| Email::parse(text).unwrap());
    assert_eq!(certificate.addresses(), expected);
    assert_eq!(certificate.uses(), Uses { confidentiality: true, ..Uses::default() });
}

#[test]
fn a_certificate_says_where_its_revocation_is_told() {
    let uri = |text: &str| element(0x86, &[text.as_bytes()]);
    let point = |text: &str| element(0x30, &[&element(0x30, &[&element(0xA0, &[&element(0xA0, &[&uri(text)])])])]);
    let access = |kind: &[u8], text: &str| element(0x30, &[&object(kind), &uri(text)]);
    let accesses = [access(id::ACCESS_OCSP, "http://o.example"), access(id::ACCESS_ISSUERS, "http://i.example/ac.cer")];
    let draft = Draft::new(called("x"), &curve_key())
        .with(id::DISTRIBUTION_POINTS, false, &point("http://c.example/1.crl"))
        .with(id::FRESHEST_LIST, false, &point("ldap://c.example/d"))
        .with(id::INFORMATION_ACCESS, false, &element(0x30, &[&accesses.concat()]));
    let certificate = draft.signed_by(&Authority::root("AC"));
    let places = certificate.places();
    assert_eq!(places.lists, ["http://c.example/1.crl"]);
    assert_eq!(places.deltas, ["ldap://c.example/d"]);
    assert_eq!(places.ocsp, ["http://o.example"]);
    assert_eq!(places.issuers, ["http://i.example/ac.cer"]);
}

#[test]
fn a_key_of_an_unknown_kind_is_read_and_kept() {
    // 1.2.250.1.71.2.6.1, of the first cards.
    let kind = object(&[0x2A, 0x81, 0x7A, 1, 0x47, 2, 6, 1]);
    let mut draft = Draft::mail("a@cabinet.example", &curve_key());
    draft.key = element(0x30, &[&element(0x30, &[&kind]), &[3, 3, 0, 1, 2]]);
    let certificate = draft.signed_by(&Authority::root("AC"));
    assert_eq!(certificate.public_key(), draft.key);
}

#[test]
fn what_comes_after_is_left_and_what_is_cut_is_refused() {
    let certificate = Draft::mail("a@cabinet.example", &curve_key()).signed_by(&Authority::root("AC"));
    let longer = [certificate.der(), b"\n"].concat();
    assert_eq!(Certificate::read(&longer).unwrap().der(), certificate.der());
    for cut in 0..certificate.der().len() {
        let read = Certificate::read(&certificate.der()[..cut]);
        assert_eq!(read.unwrap_err(), CertificateError::NotACertificate);
    }
    assert_eq!(format!("{certificate:?}"), format!("Certificate({} bytes)", certificate.der().len()));
}

#[test]
fn validity_is_in_seconds_of_universal_time() {
    let mut draft = Draft::mail("a@cabinet.example", &curve_key());
    (draft.from, draft.until) = (Timestamp(1_372_118_400), Timestamp(253_370_764_800));
    let validity = draft.signed_by(&Authority::root("AC")).validity();
    assert_eq!((validity.from, validity.until), (Timestamp(1_372_118_400), Timestamp(253_370_764_800)));
}
