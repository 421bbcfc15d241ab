//! S/MIME both ways: what we sign we verify, what we encrypt we open.

mod altered;
pub mod office;
mod peers;

use proptest::prelude::*;
use sceau::{
    crypto::{Key, smime},
    domain::verdict::{Kind, Overall, Reason},
    mime,
};

use office::{Draft, LETTER, Office, encrypt, sign, sign_opaque};

#[test]
fn layers_within_each_other_are_all_taken_off() {
    let office = Office::new();
    let (anne, lea) = (office.anne(), office.issue(&Draft { rsa: true, ..Draft::of("lea@cabinet.example") }));
    let triple = sign(&encrypt(&sign(LETTER, &anne), &lea), &anne);
    let opened = office.open(triple.as_bytes(), &[&lea]);
    let kinds: Vec<_> = opened.verdict.layers.iter().map(|layer| layer.kind).collect();
    assert_eq!(kinds, [Kind::Signed, Kind::Encrypted, Kind::Signed]);
    assert_eq!(opened.verdict.overall, Overall::Valid);
    assert_eq!(opened.verdict.layers[1].algorithm, "AES-256-CBC");
    assert_eq!(mime::read(&opened.content).text, mime::read(LETTER.as_bytes()).text);
}

#[test]
fn what_a_store_did_to_line_ends_changes_nothing() {
    let office = Office::new();
    let message = sign(LETTER, &office.anne()).replace("\r\n", "\n");
    assert_eq!(office.open(message.as_bytes(), &[]).verdict.overall, Overall::Valid);
}

#[test]
fn a_label_that_is_absent_or_lies_does_not_matter() {
    let office = Office::new();
    let message = sign_opaque(LETTER, &office.anne());
    for (old, new) in [
        (" smime-type=signed-data;", ""),
        ("application/pkcs7-mime", "application/x-pkcs7-mime"),
        ("application/pkcs7-mime; smime-type=signed-data", "application/octet-stream"),
    ] {
        let changed = message.replace(old, new);
        assert_ne!(changed, message);
        assert_eq!(office.open(changed.as_bytes(), &[]).verdict.overall, Overall::Valid, "{new}");
    }
    let lying = message.replace("signed-data", "enveloped-data");
    let verdict = office.open(lying.as_bytes(), &[]).verdict;
    assert_eq!((verdict.overall, &*verdict.layers[0].reasons), (Overall::Valid, &[Reason::LabelDiffers][..]));
}

#[test]
fn the_stronger_way_is_for_those_who_announced_it() {
    let office = Office::new();
    let lea = office.issue(&Draft { rsa: true, ..Draft::of("lea@cabinet.example") });
    let letter = LETTER.replace("anne@clinique.example", "lea@cabinet.example");
    let brought = office.open(sign(&letter, &lea).as_bytes(), &[]).brought.remove(0);
    let announced =
        smime::Recipient { certificate: &brought.certificates[0], capabilities: brought.capabilities.as_ref() };
    let silent = smime::Recipient { capabilities: None, ..announced };
    let kind = |to: &[smime::Recipient<'_>]| {
        let message = smime::encrypt(LETTER.as_bytes(), to).unwrap();
        office.open(&message, &[&lea]).verdict.layers[0].kind
    };
    assert_eq!(kind(&[announced]), Kind::EncryptedAuthenticated);
    assert_eq!(kind(&[announced, silent]), Kind::Encrypted);
}

#[test]
fn a_message_that_was_not_secured_is_left_as_it_is() {
    let office = Office::new();
    let opened = office.open(LETTER.as_bytes(), &[]);
    assert_eq!(opened.verdict.overall, Overall::None);
    assert!(opened.verdict.layers.is_empty() && opened.apart.is_empty());
    assert_eq!(&*opened.content, LETTER.as_bytes());
}

struct Made {
    office: Office,
    anne: sceau::crypto::soft::SoftKey,
    lea: sceau::crypto::soft::SoftKey,
    /// Quicker than the other.
    curve: sceau::crypto::soft::SoftKey,
}

thread_local! {
    static MADE: Made = {
        let office = Office::new();
        let (anne, lea) = (office.anne(), office.issue(&Draft { rsa: true, ..Draft::of("lea@cabinet.example") }));
        let curve = office.issue(&Draft::of("ines@cabinet.example"));
        Made { office, anne, lea, curve }
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_we_sign_and_encrypt_we_open(body in "[ -~é\u{1f600}\r\n\t]{0,300}", opaque: bool, sealed: bool) {
        let header = LETTER.split_once("Content-Type").unwrap().0;
        let message = format!("{header}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}");
        MADE.with(|Made { office, anne, lea, .. }| {
            let signed = if opaque { sign_opaque(&message, anne) } else { sign(&message, anne) };
            let sent = if sealed { encrypt(&signed, lea) } else { signed };
            let opened = office.open(sent.as_bytes(), &[lea]);
            prop_assert_eq!(opened.verdict.overall, Overall::Valid);
            prop_assert_eq!(mime::read(&opened.content).text, mime::read(message.as_bytes()).text);
            Ok(())
        })?;
    }

    #[test]
    fn any_bytes_give_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..4_usize) {
        let kinds = [
            "application/pkcs7-mime\r\n\r\n",
            "multipart/signed; boundary=a\r\n\r\n--a\r\n\r\nx\r\n--a\r\n\r\n",
            "multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: application/pkcs7-mime\r\n\r\n",
            "",
        ];
        let mut message = format!("From: a@b.example\r\nContent-Type: {}", kinds[kind]).into_bytes();
        message.extend_from_slice(&bytes);
        MADE.with(|Made { office, lea, .. }| {
            let verdict = office.open(&message, &[lea as &dyn Key]).verdict;
            prop_assert!(![Overall::Valid, Overall::ValidUnbound].contains(&verdict.overall));
            Ok(())
        })?;
    }
}
