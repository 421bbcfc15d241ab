//! Whole messages with `gpgsm` and with NSS's `cmsutil`. Neither knows MIME: as
//! in the programs around them, that is taken apart and put together here, by
//! RFC 1847 and RFC 8551 and nothing of ours.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sceau::crypto::Key;
use sceau::crypto::cert::Certificate;
use sceau::crypto::cms::Form;
use sceau::crypto::smime::{self, Bench, Recipient};
use sceau::crypto::soft::SoftKey;
use sceau::crypto::trust::{Anchors, Revocation};
use sceau::domain::verdict::{Kind, Overall, Verdict};
use sceau::mime;

use super::gpgsm::Gpgsm;
use super::nss::Nss;
use super::{Cabinet, now, soft};
use crate::support::taken_apart::{beside, enclosed};

const ENTITY: &str = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
    Compte rendu : tout va bien, à bientôt.\r\n";
const TEXT: &str = "Compte rendu : tout va bien, à bientôt.";

/// A program with the key of Léa, which believes the authority.
pub(super) trait Peer {
    fn cabinet(&self) -> &Cabinet;
    fn sign(&self, entity: &[u8], form: Form) -> Vec<u8>;
    fn encrypt(&self, entity: &[u8]) -> Vec<u8>;
    /// What was signed; beside its content where that is given.
    fn verify(&self, signed: &[u8], content: Option<&[u8]>) -> Result<Vec<u8>, String>;
    fn decrypt(&self, enveloped: &[u8]) -> Vec<u8>;
}

#[test]
fn gpgsm_reads_the_messages_that_are_written_here() {
    reads_ours(&Gpgsm::new());
}

#[test]
fn nss_reads_the_messages_that_are_written_here() {
    reads_ours(&Nss::new());
}

#[test]
fn messages_of_gpgsm_are_read() {
    is_read(&Gpgsm::new());
}

#[test]
fn messages_of_nss_are_read() {
    is_read(&Nss::new());
}

fn reads_ours(peer: &impl Peer) {
    let lea = soft(&peer.cabinet().lea);
    let letter = format!("{}{ENTITY}", head());
    for form in [Form::Detached, Form::Opaque] {
        let message = smime::sign(letter.as_bytes(), &lea, &[], now(), form).unwrap();
        assert_eq!(text(&verified(peer, &message, form)), TEXT);
        let to = Recipient { certificate: lea.certificate(), capabilities: None };
        let sealed = smime::encrypt(&message, &[to]).unwrap();
        let opened = peer.decrypt(&enclosed(&sealed));
        assert_eq!(text(&verified(peer, &opened, form)), TEXT, "signed, then encrypted");
    }
    let message = smime::sign(letter.as_bytes(), &lea, &[], now(), Form::Detached).unwrap();
    let (content, signature) = beside(&message);
    let other = [content, b"Et ceci.\r\n".as_slice()].concat();
    peer.verify(&signature, Some(&other)).unwrap_err();
}

/// The entity that the peer holds for signed.
fn verified(peer: &impl Peer, message: &[u8], form: Form) -> Vec<u8> {
    let (content, signed) = match form {
        Form::Detached => beside(message),
        Form::Opaque => (&[][..], enclosed(message)),
    };
    let beside = (form == Form::Detached).then_some(content);
    let said = peer.verify(&signed, beside).unwrap_or_else(|said| panic!("{said}"));
    beside.map_or(said, <[u8]>::to_vec)
}

fn is_read(peer: &impl Peer) {
    let lea = soft(&peer.cabinet().lea);
    let entity = ENTITY.as_bytes();
    let detached = multipart(&peer.sign(entity, Form::Detached));
    let opaque = enclosing("signed-data", &peer.sign(entity, Form::Opaque));
    for signed in [detached, opaque] {
        let sealed = enclosing("enveloped-data", &peer.encrypt(signed.as_bytes()));
        for (within, kinds) in [(signed, &[Kind::Signed][..]), (sealed, &[Kind::Encrypted, Kind::Signed])] {
            let message = format!("{}{within}", head());
            let (verdict, content) = opened(peer.cabinet(), &message, &lea);
            assert_eq!(verdict.overall, Overall::Valid, "{verdict:?}");
            assert_eq!(verdict.layers.iter().map(|layer| layer.kind).collect::<Vec<_>>(), kinds);
            assert_eq!(text(&content), TEXT);
            let altered = message.replace("tout va bien", "tout va mal");
            if altered != message {
                assert_eq!(opened(peer.cabinet(), &altered, &lea).0.overall, Overall::Invalid);
            }
        }
    }
}

fn opened(cabinet: &Cabinet, message: &str, lea: &SoftKey) -> (Verdict, Vec<u8>) {
    let (mut anchors, revocation) = (Anchors::new(), Revocation::new());
    assert!(anchors.add_own(Certificate::read(&cabinet.root.der()).unwrap()));
    let bench = Bench { anchors: &anchors, revocation: &revocation, lists: &[], known: &[], bindings: &[], now: now() };
    let opened = smime::open(message.as_bytes(), &[lea], &bench);
    (opened.verdict, opened.content.into_owned())
}

fn text(entity: &[u8]) -> String {
    mime::read(entity).text
}

fn head() -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let date = jiff::fmt::rfc2822::to_string(&today).unwrap();
    format!(
        "From: lea@cabinet-verne.example\r\nTo: lea@cabinet-verne.example\r\nSubject: Compte rendu\r\nDate: {date}\r\n\
         MIME-Version: 1.0\r\n"
    )
}

fn multipart(signature: &[u8]) -> String {
    format!(
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=limite\r\n\
         \r\n--limite\r\n{ENTITY}\r\n--limite\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--limite--\r\n",
        lines(signature)
    )
}

fn enclosing(kind: &str, bytes: &[u8]) -> String {
    format!(
        "Content-Type: application/pkcs7-mime; smime-type={kind}; name=smime.p7m\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        lines(bytes)
    )
}

fn lines(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    text.as_bytes().chunks(64).map(|line| format!("{}\r\n", str::from_utf8(line).unwrap())).collect()
}
