//! Messages that were altered on the way: what was signed or watched over is
//! refused, and nothing at all makes the reader fall.

use sceau::crypto::cms::{self, CmsError, Flaw, Form, Strength};
use sceau::crypto::{Digest, Key, KeyError, Padding, ber};
use zeroize::Zeroizing;

use super::{AT, Cabinet, check, enveloped, soft};

#[path = "../../../fuzz/cms.rs"]
mod fuzz;

const CONTENT: &[u8] = b"Glyc\xC3\xA9mie 1,02 g/l; potassium 4,1 mmol/l.\r\n";

/// Where these bytes are.
fn find(message: &[u8], wanted: &[u8]) -> usize {
    message.windows(wanted.len()).position(|window| window == wanted).expect("the bytes are there")
}

fn flipped(message: &[u8], at: usize) -> Vec<u8> {
    let mut altered = message.to_vec();
    altered[at] ^= 1;
    altered
}

/// The same message with other bytes of the same length in their place.
fn replaced(message: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let at = find(message, old);
    [&message[..at], new, &message[at + old.len()..]].concat()
}

#[test]
fn an_altered_content_is_refused() {
    let cabinet = Cabinet::new();
    for holder in [&cabinet.lea, &cabinet.ines] {
        let key = soft(holder);
        let opaque = cms::sign(CONTENT, &key, &[], AT, Form::Opaque).unwrap();
        check(&opaque, None).unwrap();
        assert_eq!(check(&flipped(&opaque, find(&opaque, b"Glyc")), None), Err(Flaw::Altered));
        let detached = cms::sign(CONTENT, &key, &[], AT, Form::Detached).unwrap();
        assert_eq!(check(&detached, Some(b"Potassium 9")), Err(Flaw::Altered));
        assert_eq!(check(&detached, Some(b"")), Err(Flaw::Altered));
    }
}

#[test]
fn altered_attributes_are_refused() {
    let cabinet = Cabinet::new();
    let message = cms::sign(CONTENT, &soft(&cabinet.lea), &[], AT, Form::Opaque).unwrap();
    let time = [&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5, 0x31, 15, 0x17, 13][..], b"26"].concat();
    let at = find(&message, &time) + time.len() - 1;
    assert_eq!(check(&flipped(&message, at), None), Err(Flaw::Wrong));
    // The content type of the attributes, not that of the content.
    let kind = [
        &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3, 0x31, 11, 6, 9][..],
        &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1],
    ]
    .concat();
    let at = find(&message, &kind) + kind.len() - 1;
    assert_eq!(check(&flipped(&message, at), None), Err(Flaw::OtherContent));
    let digest = openssl::sha::sha256(CONTENT);
    assert_eq!(check(&replaced(&message, &digest, &[7; 32]), None), Err(Flaw::Altered));
    // Content and digest together: then the signature itself does not hold.
    let other = b"Glyc\xC3\xA9mie 9,02 g/l; potassium 4,1 mmol/l.\r\n";
    let forged = replaced(&replaced(&message, CONTENT, other), &digest, &openssl::sha::sha256(other));
    assert_eq!(check(&forged, None), Err(Flaw::Wrong));
}

#[test]
fn a_signature_belongs_to_one_certificate() {
    let cabinet = Cabinet::new();
    let message = cms::sign(CONTENT, &soft(&cabinet.lea), &[], AT, Form::Detached).unwrap();
    let signed = super::signed(&message);
    let signer = &signed.signers()[0];
    let (lea, paul, ines) = (cabinet.lea.der(), cabinet.paul.der(), cabinet.ines.der());
    assert!(signer.matches(&lea) && !signer.matches(&paul) && !signer.matches(b"none"));
    signed.check(signer, &lea, CONTENT).unwrap();
    assert_eq!(signed.check(signer, &paul, CONTENT), Err(Flaw::OtherCertificate));
    assert_eq!(signed.check(signer, b"none", CONTENT), Err(Flaw::Certificate));
    cabinet.write("content", CONTENT);
    cabinet.must("openssl cms -sign -binary -outform DER -in content -out out -signer lea.pem -inkey lea.key");
    let plain = cabinet.read("out");
    let signed = super::signed(&plain);
    assert_eq!(signed.check(&signed.signers()[0], &paul, CONTENT), Err(Flaw::Wrong));
    assert_eq!(signed.check(&signed.signers()[0], &ines, CONTENT), Err(Flaw::OtherKey));
}

#[test]
fn attributes_passed_off_as_a_content_are_refused() {
    let cabinet = Cabinet::new();
    let with = cms::sign(CONTENT, &soft(&cabinet.lea), &[], AT, Form::Detached).unwrap();
    cabinet.write("content", CONTENT);
    cabinet.must("openssl cms -sign -noattr -binary -outform DER -in content -out out -signer lea.pem -inkey lea.key");
    let without = cabinet.read("out");
    // Léa's own signature over attributes, in a message that has none.
    let (theirs, ours) = (&with[with.len() - 256..], &without[without.len() - 256..]);
    let forged = replaced(&without, ours, theirs);
    let first = find(&with, &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3]) - 2;
    let set = (first - 4..first).find(|&at| with[at] == 0xA0).unwrap();
    let length = sceau::crypto::ber::read(&with[set..]).unwrap().0.whole.len();
    let mut attributes = with[set..set + length].to_vec();
    attributes[0] = 0x31;
    assert_eq!(check(&forged, Some(&attributes)), Err(Flaw::Ambiguous));
}

/// The same in indefinite lengths, as a gateway may write it on the way; what
/// is inside an attribute is left as it was signed.
fn loosened(bytes: &[u8]) -> Vec<u8> {
    let attribute = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9];
    let mut written = Vec::new();
    for element in ber::all(bytes).unwrap() {
        if !element.is_constructed() || element.body.get(2..).is_some_and(|body| body.starts_with(&attribute)) {
            written.extend_from_slice(element.whole);
        } else {
            written.extend([element.tag, 0x80]);
            written.extend(loosened(element.body));
            written.extend([0, 0]);
        }
    }
    written
}

#[test]
fn attributes_that_a_gateway_wrote_anew_are_checked_as_they_were_signed() {
    let cabinet = Cabinet::new();
    for holder in [&cabinet.lea, &cabinet.ines] {
        let message = loosened(&cms::sign(CONTENT, &soft(holder), &[], AT, Form::Opaque).unwrap());
        let signed = super::signed(&message);
        let signer = &signed.signers()[0];
        assert!(signer.matches(&holder.der()));
        signed.check(signer, &holder.der(), CONTENT).unwrap();
    }
}

#[test]
fn what_the_tag_watches_over_cannot_be_altered() {
    let cabinet = Cabinet::new();
    let (lea, ines) = (cabinet.lea.der(), cabinet.ines.der());
    for (certificate, holder) in [(&lea, &cabinet.lea), (&ines, &cabinet.ines)] {
        let key = soft(holder);
        let message = cms::encrypt(CONTENT, &[certificate], Strength::Modern).unwrap();
        assert_eq!(*enveloped(&message).open(&[&key]).unwrap().content, CONTENT);
        // The tag, the content, the nonce.
        for back in (1..=16).chain(19..19 + CONTENT.len()).chain([19 + CONTENT.len() + 8]) {
            let altered = flipped(&message, message.len() - back);
            match cms::read(&altered) {
                Ok(cms::Content::Enveloped(altered)) => assert!(altered.open(&[&key]).is_err(), "{back}"),
                Ok(other) => panic!("{other:?}"),
                Err(_) => {}
            }
        }
        let tag = flipped(&message, message.len() - 1);
        assert_eq!(enveloped(&tag).open(&[&key]).unwrap_err(), CmsError::Undecipherable);
    }
}

/// A card that is not there, or that refuses each block.
struct Broken<'a>(&'a [u8], KeyError);

impl Key for Broken<'_> {
    fn certificate(&self) -> &[u8] {
        self.0
    }
    fn sign(&self, _: Digest, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(self.1)
    }
    fn decrypt(&self, _: Padding, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(self.1)
    }
    fn agree(&self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(self.1)
    }
}

#[test]
fn a_refused_block_and_a_wrong_key_say_the_same() {
    let cabinet = Cabinet::new();
    let (lea, ines) = (cabinet.lea.der(), cabinet.ines.der());
    for how in [Strength::Common, Strength::Modern] {
        for certificate in [&lea, &ines] {
            // With a random key one ending in 256 looks well made: a long one never is text.
            let message = cms::encrypt(&CONTENT.repeat(50), &[certificate], how).unwrap();
            let opened = enveloped(&message).open(&[&Broken(certificate, KeyError::Gone)]);
            assert_eq!(opened.unwrap_err(), CmsError::Key(KeyError::Gone));
        }
        let message = cms::encrypt(CONTENT, &[&lea], how).unwrap();
        let refused = || enveloped(&message).open(&[&Broken(&lea, KeyError::Refused)]);
        let told = (0..20).filter_map(|_| refused().err()).collect::<Vec<_>>();
        assert!(told.len() > 10 && told.iter().all(|error| *error == CmsError::Undecipherable));
    }
}

#[test]
fn a_card_that_is_gone_does_not_keep_another_key_from_opening() {
    let cabinet = Cabinet::new();
    let (lea, paul, ines) = (cabinet.lea.der(), cabinet.paul.der(), cabinet.ines.der());
    let message = cms::encrypt(CONTENT, &[&lea, &paul], Strength::Common).unwrap();
    let (gone, key, other) = (Broken(&lea, KeyError::Gone), soft(&cabinet.paul), soft(&cabinet.ines));
    assert_eq!(*enveloped(&message).open(&[&gone, &key]).unwrap().content, CONTENT);
    assert_eq!(enveloped(&message).open(&[&other]).unwrap_err(), CmsError::NotForUs);
    assert!(enveloped(&message).is_for(&lea) && !enveloped(&message).is_for(&ines));
    assert_eq!(cms::encrypt(CONTENT, &[], Strength::Common).unwrap_err(), CmsError::NotForUs);
    assert_eq!(cms::encrypt(CONTENT, &[b"none"], Strength::Common).unwrap_err(), CmsError::Certificate);
}

#[test]
fn messages_cut_and_flipped_anywhere_are_read_or_refused() {
    let cabinet = Cabinet::new();
    let (lea, ines) = (cabinet.lea.der(), cabinet.ines.der());
    cabinet.write("content", CONTENT);
    cabinet.must("openssl cms -sign -stream -nodetach -binary -outform DER -in content -out out -signer lea.pem -inkey lea.key -keyid");
    cabinet.must(
        "openssl cms -encrypt -stream -binary -outform DER -in content -out streamed -aes-256-gcm -recip ines.pem",
    );
    let messages = [
        cms::sign(CONTENT, &soft(&cabinet.ines), &[&lea], AT, Form::Opaque).unwrap(),
        cabinet.read("out"),
        cabinet.read("streamed"),
        cms::encrypt(CONTENT, &[&lea, &ines], Strength::Common).unwrap(),
        cms::encrypt(CONTENT, &[&ines], Strength::Modern).unwrap(),
    ];
    let keys = [soft(&cabinet.ines)];
    let keys: Vec<&dyn Key> = keys.iter().map(|key| key as &dyn Key).collect();
    for message in &messages {
        for at in 0..message.len() {
            fuzz::read(&message[..at], &keys);
            for bit in [1, 0x80] {
                let mut altered = message.clone();
                altered[at] ^= bit;
                fuzz::read(&altered, &keys);
            }
        }
    }
}
