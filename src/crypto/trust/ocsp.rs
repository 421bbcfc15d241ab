//! Asking an authority about one certificate, and reading what it answers
//! (RFC 6960). Bytes in, values out: who carries them is not known here.
//!
//! An answer counts when the issuer signed it, or one to whom the issuer gave
//! that right; being of the right name is not enough.

use openssl::sha::{sha1, sha256};

use super::revocation::RevokedFor;
use super::signature::{self, Signature};
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::cert::{Certificate, identifier as id, number, read_extensions, same_name};
use crate::crypto::{der, oid, time};
use crate::domain::Timestamp;

const SEQUENCE: u8 = 0x30;
const ENUMERATED: u8 = 0x0A;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error("not an OCSP answer")]
    NotAnAnswer,
    #[error("the responder has no answer for now")]
    NoAnswer,
    #[error("the answer tells of other certificates")]
    OfAnother,
    #[error("the answer is not to the question that was asked")]
    WrongNonce,
    #[error("the answer is signed by one who has no right to")]
    UnknownResponder,
    #[error("the signature of the answer does not hold")]
    BadSignature,
    #[error("the answer is signed in a way that is unknown or too weak")]
    BadAlgorithm,
    #[error("the answer asks for something unknown")]
    CriticalExtension,
}

impl From<Malformed> for AnswerError {
    fn from(_: Malformed) -> Self {
        Self::NotAnAnswer
    }
}

/// What one answer says of one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub this_update: Timestamp,
    pub next_update: Option<Timestamp>,
    pub word: Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Good,
    Revoked { at: Timestamp, reason: RevokedFor },
    Unknown,
}

/// The question whether this certificate still holds. The nonce, if there is
/// one, is to be given again with the answer.
pub fn request(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> Vec<u8> {
    let single = der::element(SEQUENCE, &[&certificate_id(certificate, issuer)]);
    let list = der::element(SEQUENCE, &[&single]);
    let extensions = nonce.map_or_else(Vec::new, |nonce| {
        let value = der::element(der::OCTET_STRING, &[&der::element(der::OCTET_STRING, &[nonce])]);
        let extension = der::element(SEQUENCE, &[&der::object(id::NONCE), &value]);
        der::element(0xA2, &[&der::element(SEQUENCE, &[&extension])])
    });
    der::element(SEQUENCE, &[&der::element(SEQUENCE, &[&list, &extensions])])
}

/// By SHA-1, which every responder knows: it names, and proves nothing.
fn certificate_id(certificate: &Certificate, issuer: &Certificate) -> Vec<u8> {
    let name = der::element(der::OCTET_STRING, &[&sha1(certificate.issuer())]);
    let key = der::element(der::OCTET_STRING, &[&sha1(&key_bits(issuer))]);
    der::element(SEQUENCE, &[&der::algorithm(oid::SHA1, der::NULL), &name, &key, certificate.serial()])
}

/// The bytes of the public key, without what says of which kind it is.
fn key_bits(certificate: &Certificate) -> Vec<u8> {
    let parts = ber::only(certificate.public_key()).and_then(|key| key.children()).unwrap_or_default();
    parts.get(1).and_then(|bits| bits.body.get(1..)).unwrap_or_default().to_vec()
}

impl Answer {
    /// What the bytes prove of this certificate.
    pub fn read(
        bytes: &[u8],
        certificate: &Certificate,
        issuer: &Certificate,
        nonce: Option<&[u8]>,
    ) -> Result<Self, AnswerError> {
        let basic = basic(bytes)?;
        let basic = Basic::read(&basic)?;
        basic.prove(issuer)?;
        basic.check_extensions(nonce)?;
        let responses = basic.responses.children()?;
        let mut found = responses.iter().filter_map(|one| single(one, certificate, issuer).transpose());
        found.next().ok_or(AnswerError::OfAnother)?
    }
}

/// The basic answer within the outer one.
fn basic(bytes: &[u8]) -> Result<Vec<u8>, AnswerError> {
    let (outer, _) = ber::read(bytes)?;
    let parts = outer.expect(SEQUENCE)?.children()?;
    let [status, rest @ ..] = parts.as_slice() else { return Err(AnswerError::NotAnAnswer) };
    if status.expect(ENUMERATED)?.body != [0] {
        return Err(AnswerError::NoAnswer);
    }
    let bytes = ber::only(rest.first().ok_or(AnswerError::NotAnAnswer)?.expect(0xA0)?.body)?;
    match bytes.children()?.as_slice() {
        [kind, value] if kind.body == id::BASIC_ANSWER => Ok(value.octets()?.into_owned()),
        _ => Err(AnswerError::NotAnAnswer),
    }
}

struct Basic<'a> {
    signed: Element<'a>,
    algorithm: Element<'a>,
    signature: &'a [u8],
    certificates: Vec<Certificate>,
    responder: Element<'a>,
    produced: Timestamp,
    responses: Element<'a>,
    extensions: Option<Element<'a>>,
}

impl<'a> Basic<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, AnswerError> {
        let parts = ber::only(bytes)?.expect(SEQUENCE)?.children()?;
        let [signed, algorithm, signature, rest @ ..] = parts.as_slice() else { return Err(AnswerError::NotAnAnswer) };
        let [0, signature @ ..] = signature.expect(0x03)?.body else { return Err(AnswerError::NotAnAnswer) };
        let mut fields = signed.expect(SEQUENCE)?.children()?;
        if fields.first().is_some_and(|first| first.tag == 0xA0) {
            let _ = fields.remove(0);
        }
        let [responder, produced, responses, extensions @ ..] = fields.as_slice() else {
            return Err(AnswerError::NotAnAnswer);
        };
        Ok(Self {
            signed: *signed,
            algorithm: *algorithm,
            signature,
            certificates: rest.first().map(certificates).transpose()?.unwrap_or_default(),
            responder: *responder,
            produced: time::read(*produced)?,
            responses: responses.expect(SEQUENCE)?,
            extensions: extensions.first().copied(),
        })
    }

    /// By the issuer itself, or by one of the certificates that came along to
    /// which the issuer gave this right and no other.
    fn prove(&self, issuer: &Certificate) -> Result<(), AnswerError> {
        let delegated = self.certificates.iter().filter(|one| self.is_delegated(one, issuer));
        let mut error = AnswerError::UnknownResponder;
        for responder in std::iter::once(issuer).chain(delegated).filter(|one| self.is_named(one)) {
            let key = responder.public_key();
            error = match signature::check(self.algorithm.whole, key, self.signed.whole, self.signature) {
                Signature::Holds => return Ok(()),
                Signature::HoldsWeakly | Signature::Unknown => AnswerError::BadAlgorithm,
                Signature::Broken => AnswerError::BadSignature,
            };
        }
        Err(error)
    }

    fn is_named(&self, responder: &Certificate) -> bool {
        match (self.responder.tag, ber::only(self.responder.body)) {
            (0xA1, Ok(name)) => same_name(name.whole, responder.subject()),
            (0xA2, Ok(hash)) => hash.body == sha1(&key_bits(responder)),
            _ => false,
        }
    }

    fn is_delegated(&self, responder: &Certificate, issuer: &Certificate) -> bool {
        let validity = responder.validity();
        let named = responder.purposes().is_some_and(|all| all.iter().any(|one| one == id::OCSP_SIGNING));
        named
            && responder.unreadable().is_empty()
            && (validity.from..=validity.until).contains(&self.produced)
            && same_name(responder.issuer(), issuer.subject())
            && signature::of(responder, issuer) == Signature::Holds
    }

    fn check_extensions(&self, nonce: Option<&[u8]>) -> Result<(), AnswerError> {
        let Some(part) = self.extensions else { return Ok(()) };
        for extension in read_extensions(&ber::only(part.expect(0xA1)?.body)?)? {
            if extension.kind != id::NONCE {
                if extension.critical {
                    return Err(AnswerError::CriticalExtension);
                }
                continue;
            }
            // Some give the nonce bare.
            let said = ber::only(&extension.value).map_or(extension.value.as_slice(), |octets| octets.body);
            if nonce.is_some_and(|asked| asked != said) {
                return Err(AnswerError::WrongNonce);
            }
        }
        Ok(())
    }
}

fn certificates(part: &Element<'_>) -> Result<Vec<Certificate>, AnswerError> {
    let list = ber::only(part.expect(0xA0)?.body)?.children()?;
    Ok(list.iter().filter_map(|one| Certificate::read(one.whole).ok()).collect())
}

/// None: tells of another certificate.
fn single(one: &Element<'_>, certificate: &Certificate, issuer: &Certificate) -> Result<Option<Answer>, AnswerError> {
    let parts = one.children()?;
    let [named, word, this_update, rest @ ..] = parts.as_slice() else { return Err(AnswerError::NotAnAnswer) };
    if !is_of(named, certificate, issuer)? {
        return Ok(None);
    }
    let mut answer = Answer { this_update: time::read(*this_update)?, next_update: None, word: said(word)? };
    for part in rest {
        let inner = ber::only(part.body)?;
        match part.tag {
            0xA0 => answer.next_update = Some(time::read(inner)?),
            0xA1 if read_extensions(&inner)?.iter().any(|extension| extension.critical) => {
                return Err(AnswerError::CriticalExtension);
            }
            _ => {}
        }
    }
    Ok(Some(answer))
}

fn is_of(named: &Element<'_>, certificate: &Certificate, issuer: &Certificate) -> Result<bool, AnswerError> {
    let parts = named.children()?;
    let [algorithm, name, key, serial] = parts.as_slice() else { return Err(AnswerError::NotAnAnswer) };
    let kind = algorithm.children()?;
    let hash = |bytes: &[u8]| match kind.first().map(|kind| kind.body) {
        Some(oid::SHA1) => Some(sha1(bytes).to_vec()),
        Some(oid::SHA256) => Some(sha256(bytes).to_vec()),
        _ => None,
    };
    Ok(serial.whole == certificate.serial()
        && hash(certificate.issuer()).is_some_and(|expected| expected == name.body)
        && hash(&key_bits(issuer)).is_some_and(|expected| expected == key.body))
}

fn said(word: &Element<'_>) -> Result<Word, AnswerError> {
    match word.tag {
        0x80 => Ok(Word::Good),
        0x82 => Ok(Word::Unknown),
        0xA1 => {
            let parts = word.children()?;
            let at = time::read(*parts.first().ok_or(AnswerError::NotAnAnswer)?)?;
            let reason = match parts.get(1) {
                Some(part) => RevokedFor::from_number(number(ber::only(part.body)?.body)?),
                None => RevokedFor::Unspecified,
            };
            Ok(Word::Revoked { at, reason })
        }
        _ => Err(AnswerError::NotAnAnswer),
    }
}

#[cfg(test)]
mod tests {
    use openssl::hash::MessageDigest;

    use super::*;
    use crate::crypto::cert::sample::{
        Authority, Draft, ListDraft, NOW, YEAR, algorithm, called, curve_key, extension, mutations, sealed, time,
    };
    use crate::crypto::der::element;
    use crate::crypto::trust::{Revocation, Status, Unchecked};

    const GOOD: [u8; 2] = [0x80, 0];
    const UNKNOWN: [u8; 2] = [0x82, 0];

    fn ago(seconds: i64) -> Timestamp {
        Timestamp(NOW.0 - seconds)
    }

    /// An answer of a responder, before it is signed.
    #[derive(Clone)]
    struct AnswerDraft {
        word: Vec<u8>,
        this_update: Timestamp,
        next_update: Option<Timestamp>,
        nonce: Option<Vec<u8>>,
        by_key: bool,
    }

    impl AnswerDraft {
        fn new(word: &[u8]) -> Self {
            Self {
                word: word.to_vec(),
                this_update: ago(60),
                next_update: Some(Timestamp(NOW.0 + 60)),
                nonce: None,
                by_key: false,
            }
        }

        fn revoked(at: Timestamp, reason: u8) -> Self {
            Self::new(&element(0xA1, &[&time(at), &element(0xA0, &[&[0x0A, 1, reason]])]))
        }

        fn of(&self, certificate: &Certificate, issuer: &Authority, responder: &Authority) -> Vec<u8> {
            let next = self.next_update.map_or_else(Vec::new, |next| element(0xA0, &[&time(next)]));
            let named = certificate_id(certificate, &issuer.certificate);
            let single = element(0x30, &[&named, &self.word, &time(self.this_update), &next]);
            let own = &responder.certificate;
            let who = if self.by_key {
                element(0xA2, &[&element(4, &[&sha1(&key_bits(own))])])
            } else {
                element(0xA1, &[own.subject()])
            };
            let nonce = self.nonce.as_ref().map_or_else(Vec::new, |nonce| {
                let extension = extension(id::NONCE, false, &element(4, &[nonce]));
                element(0xA1, &[&element(0x30, &[&extension])])
            });
            let data = element(0x30, &[&who, &time(ago(30)), &element(0x30, &[&single]), &nonce]);
            let digest = MessageDigest::sha256();
            let along = element(0xA0, &[&element(0x30, &[own.der()])]);
            let basic = sealed(&data, &algorithm(&responder.key, digest), &responder.key, digest, &along);
            let bytes = element(0x30, &[&der::object(id::BASIC_ANSWER), &element(4, &[&basic])]);
            element(0x30, &[&[0x0A, 1, 0], &element(0xA0, &[&bytes])])
        }
    }

    struct Bench {
        issuer: Authority,
        certificate: Certificate,
    }

    impl Bench {
        fn new() -> Self {
            let issuer = Authority::root("AC personnes");
            Self { certificate: Draft::mail("a@cabinet.example", &curve_key()).signed_by(&issuer), issuer }
        }

        fn responder(&self, draft: impl FnOnce(Draft) -> Draft) -> Authority {
            let key = curve_key();
            Authority { certificate: draft(Draft::new(called("Répondeur"), &key)).signed_by(&self.issuer), key }
        }

        fn take(&self, answer: &[u8], nonce: Option<&[u8]>) -> Result<Status, AnswerError> {
            let mut known = Revocation::new();
            let _ = known.add_answer(answer, &self.certificate, &self.issuer.certificate, nonce)?;
            Ok(known.status(&self.certificate, &self.issuer.certificate, NOW))
        }

        fn say(&self, draft: &AnswerDraft) -> Result<Status, AnswerError> {
            self.take(&draft.of(&self.certificate, &self.issuer, &self.issuer), None)
        }
    }

    fn delegated(draft: Draft) -> Draft {
        draft.usage(0x80).purposes(&[id::OCSP_SIGNING])
    }

    #[test]
    fn an_answer_says_good_revoked_or_unknown() {
        let bench = Bench::new();
        let good = AnswerDraft::new(&GOOD);
        assert_eq!(bench.say(&good), Ok(Status::Good { as_of: ago(60) }));
        let by_key = AnswerDraft { by_key: true, ..good };
        assert_eq!(bench.say(&by_key), Ok(Status::Good { as_of: ago(60) }));
        let revoked = Status::Revoked { at: ago(900), reason: RevokedFor::KeyCompromise };
        assert_eq!(bench.say(&AnswerDraft::revoked(ago(900), 1)), Ok(revoked));
        let unknown = Status::Unknown(Unchecked::UnknownToResponder);
        assert_eq!(bench.say(&AnswerDraft::new(&UNKNOWN)), Ok(unknown));
    }

    #[test]
    fn an_answer_that_had_its_time_clears_nobody() {
        let bench = Bench::new();
        let until = |status| match status {
            Ok(Status::Unknown(Unchecked::OutOfDate { until })) => until,
            other => panic!("{other:?}"),
        };
        let old = AnswerDraft { this_update: ago(900), next_update: Some(ago(1)), ..AnswerDraft::new(&GOOD) };
        assert_eq!(until(bench.say(&old)), ago(1));
        let of_last_week = AnswerDraft { this_update: ago(600_000), next_update: None, ..AnswerDraft::new(&GOOD) };
        assert_eq!(until(bench.say(&of_last_week)), ago(600_000 - 86_400));
        let of_today = AnswerDraft { this_update: ago(9_000), next_update: None, ..AnswerDraft::new(&GOOD) };
        assert_eq!(bench.say(&of_today), Ok(Status::Good { as_of: ago(9_000) }));
    }

    #[test]
    fn one_to_whom_the_issuer_gave_the_right_may_answer() {
        let bench = Bench::new();
        let good = AnswerDraft::new(&GOOD);
        let say = |responder: &Authority| bench.take(&good.of(&bench.certificate, &bench.issuer, responder), None);
        assert_eq!(say(&bench.responder(delegated)), Ok(Status::Good { as_of: ago(60) }));
        let expired = |draft: Draft| Draft { until: ago(31), ..delegated(draft) };
        let for_mail = |draft: Draft| draft.purposes(&[id::EMAIL_PROTECTION]);
        for responder in [bench.responder(expired), bench.responder(for_mail), bench.responder(|draft| draft)] {
            assert_eq!(say(&responder), Err(AnswerError::UnknownResponder));
        }
        // The right, but from another of the issuer's name.
        let other = Bench::new();
        assert_eq!(say(&other.responder(delegated)), Err(AnswerError::UnknownResponder));
    }

    #[test]
    fn an_answer_of_another_key_or_of_another_certificate_is_refused() {
        let (bench, other) = (Bench::new(), Bench::new());
        let good = AnswerDraft::new(&GOOD);
        let forged = good.of(&bench.certificate, &bench.issuer, &other.issuer);
        assert_eq!(bench.take(&forged, None), Err(AnswerError::BadSignature));
        let serial = Draft { serial: vec![2, 1, 99], ..Draft::mail("b@cabinet.example", &curve_key()) };
        let of_another = good.of(&serial.signed_by(&bench.issuer), &bench.issuer, &bench.issuer);
        assert_eq!(bench.take(&of_another, None), Err(AnswerError::OfAnother));
        assert_eq!(bench.take(&[0x30, 3, 0x0A, 1, 3], None), Err(AnswerError::NoAnswer));
        assert_eq!(bench.take(b"<html>", None), Err(AnswerError::NotAnAnswer));
    }

    #[test]
    fn a_nonce_comes_back_or_is_left_out() {
        let bench = Bench::new();
        let with = |nonce: Option<&[u8]>| {
            let draft = AnswerDraft { nonce: nonce.map(<[u8]>::to_vec), ..AnswerDraft::new(&GOOD) };
            bench.take(&draft.of(&bench.certificate, &bench.issuer, &bench.issuer), Some(b"asked"))
        };
        assert!(with(Some(b"asked")).is_ok());
        assert!(with(None).is_ok(), "many responders make their answers beforehand");
        assert_eq!(with(Some(b"other")), Err(AnswerError::WrongNonce));
    }

    #[test]
    fn whoever_accuses_is_believed_but_that_a_hold_ends() {
        let bench = Bench::new();
        let issuer = &bench.issuer;
        let status = |word: &AnswerDraft, reason: u8| {
            let mut known = Revocation::new();
            let list = ListDraft::new(1).revoking(&bench.certificate, ago(5_000), reason).signed_by(issuer);
            let _ = known.add_list(&list, &[&issuer.certificate]).unwrap();
            let answer = word.of(&bench.certificate, issuer, issuer);
            let _ = known.add_answer(&answer, &bench.certificate, &issuer.certificate, None).unwrap();
            known.status(&bench.certificate, &issuer.certificate, NOW)
        };
        let good = AnswerDraft::new(&GOOD);
        let accused = Status::Revoked { at: ago(5_000), reason: RevokedFor::KeyCompromise };
        assert_eq!(status(&good, 1), accused);
        assert_eq!(status(&good, 6), Status::Good { as_of: ago(60) });
        let before = AnswerDraft { this_update: ago(YEAR), ..good };
        assert_eq!(status(&before, 6), Status::Revoked { at: ago(5_000), reason: RevokedFor::Hold });
    }

    #[test]
    fn no_byte_of_an_answer_can_be_changed_and_be_taken() {
        let bench = Bench::new();
        let responder = bench.responder(delegated);
        let answer = AnswerDraft::revoked(ago(9), 1).of(&bench.certificate, &bench.issuer, &responder);
        let (mut tried, mut taken) = (0, 0);
        for mutation in mutations(&answer) {
            tried += 1;
            if let Ok(status) = bench.take(&mutation, None) {
                // Not all of the wrapping is signed, but all that it says is.
                assert_eq!(status, Status::Revoked { at: ago(9), reason: RevokedFor::KeyCompromise });
                taken += 1;
            }
        }
        assert!(tried > 5_000 && taken * 50 < tried, "{taken} of {tried}");
    }
}
