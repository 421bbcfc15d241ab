//! Revocation lists: full ones and those of what changed since. A list is taken
//! only once its signature has been proved to be the issuer's own; lists in
//! which one authority speaks for others are refused by name.

use std::collections::HashMap;

use super::revocation::RevokedFor;
use super::signature::{self, Signature};
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::cert::{
    Certificate, Extension, Usage, flags, full_name, identifier as id, number, read_extensions, same_name,
};
use crate::crypto::{oid, time};
use crate::domain::Timestamp;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const EXTENSIONS: u8 = 0xA0;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    #[error("not a revocation list")]
    NotAList,
    #[error("the list is signed by none of the authorities at hand")]
    UnknownIssuer,
    #[error("the signature of the list does not hold")]
    BadSignature,
    #[error("the list is signed in a way that is unknown or too weak")]
    BadAlgorithm,
    #[error("the authority may not sign lists")]
    MayNotSign,
    #[error("the list speaks for several authorities")]
    Indirect,
    #[error("the list asks for something unknown ({0})")]
    CriticalExtension(String),
}

impl From<Malformed> for ListError {
    fn from(_: Malformed) -> Self {
        Self::NotAList
    }
}

/// A list that its issuer was proved to have signed.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// The public key under which it was proved.
    pub signer: Vec<u8>,
    pub this_update: Timestamp,
    pub next_update: Option<Timestamp>,
    /// In one form, so that they compare.
    pub number: Option<Number>,
    /// A list of what changed since the one of this number.
    pub since: Option<Number>,
    pub scope: Scope,
    /// Keeps those that have expired too.
    pub keeps_expired: bool,
    entries: HashMap<Box<[u8]>, Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub at: Timestamp,
    pub reason: RevokedFor,
}

/// Numbers are longer than any integer: by length, then by digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(usize, Vec<u8>);

impl Number {
    fn of(body: &[u8]) -> Self {
        let digits = without_zeros(body);
        Self(digits.len(), digits.to_vec())
    }
}

fn without_zeros(body: &[u8]) -> &[u8] {
    let zeros = body.iter().take_while(|&&digit| digit == 0).count();
    body.get(zeros..).unwrap_or_default()
}

/// Of which certificates, and of which reasons, a list tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    points: Vec<String>,
    users_only: bool,
    authorities_only: bool,
    attributes_only: bool,
    pub reasons: u16,
}

/// All the reasons that there are.
pub(super) const EVERY_REASON: u16 = 0b1_1111_1110;

impl Default for Scope {
    fn default() -> Self {
        Self {
            points: Vec::new(),
            users_only: false,
            authorities_only: false,
            attributes_only: false,
            reasons: EVERY_REASON,
        }
    }
}

impl Scope {
    fn read(value: &[u8]) -> Result<Self, ListError> {
        let mut scope = Self::default();
        for part in ber::only(value)?.expect(SEQUENCE)?.children()? {
            let said = part.body.iter().any(|&byte| byte != 0);
            match part.tag {
                0xA0 => scope.points = point(&part)?,
                0x81 => scope.users_only = said,
                0x82 => scope.authorities_only = said,
                0x83 => scope.reasons = flags(part.body)? & EVERY_REASON,
                0x84 if said => return Err(ListError::Indirect),
                0x84 => {}
                0x85 => scope.attributes_only = said,
                _ => return Err(ListError::NotAList),
            }
        }
        Ok(scope)
    }

    /// Does the list tell of this certificate?
    pub fn covers(&self, certificate: &Certificate) -> bool {
        let authority = certificate.basic().is_some_and(|basic| basic.authority);
        let places = certificate.places();
        let here = |address: &String| places.lists.contains(address) || places.deltas.contains(address);
        !(self.attributes_only || self.users_only && authority)
            && (!self.authorities_only || authority)
            && (self.points.is_empty() || self.points.iter().any(here))
    }
}

/// The addresses of the point; one that is named in another way fits nothing.
fn point(part: &Element<'_>) -> Result<Vec<String>, Malformed> {
    let addresses = full_name(part)?;
    Ok(if addresses.is_empty() { vec![String::new()] } else { addresses })
}

impl List {
    /// Reads a list and proves it by the one of these authorities that issued it.
    pub fn read(bytes: &[u8], authorities: &[&Certificate]) -> Result<Self, ListError> {
        let (whole, _) = ber::read(bytes)?;
        let parts = whole.expect(SEQUENCE)?.children()?;
        let [signed, algorithm, signature] = parts.try_into().map_err(|_| ListError::NotAList)?;
        let [0, signature @ ..] = signature.expect(0x03)?.body else { return Err(ListError::NotAList) };
        let mut fields = Fields { rest: ber::each(signed.expect(SEQUENCE)?.body).peekable() };
        fields.version()?;
        if fields.next(SEQUENCE)?.whole != algorithm.whole {
            return Err(ListError::BadSignature);
        }
        let issuer = fields.next(SEQUENCE)?;
        let proof = Proof { algorithm: algorithm.whole, signed: signed.whole, signature };
        let signer = proof.signer(issuer.whole, authorities)?;
        fields.list(signer.public_key().to_vec())
    }

    pub fn entry(&self, certificate: &Certificate) -> Option<Entry> {
        let serial = ber::only(certificate.serial()).ok()?;
        self.entries.get(without_zeros(serial.body)).copied()
    }
}

struct Proof<'a> {
    algorithm: &'a [u8],
    signed: &'a [u8],
    signature: &'a [u8],
}

impl Proof<'_> {
    /// Which of the authorities of that name signed it?
    fn signer<'c>(&self, name: &[u8], authorities: &[&'c Certificate]) -> Result<&'c Certificate, ListError> {
        let mut error = ListError::UnknownIssuer;
        for authority in authorities.iter().filter(|authority| same_name(authority.subject(), name)) {
            error = match signature::check(self.algorithm, authority.public_key(), self.signed, self.signature) {
                Signature::Holds if may_sign(authority) => return Ok(authority),
                Signature::Holds => ListError::MayNotSign,
                Signature::HoldsWeakly | Signature::Unknown => ListError::BadAlgorithm,
                Signature::Broken => ListError::BadSignature,
            };
        }
        Err(error)
    }
}

fn may_sign(authority: &Certificate) -> bool {
    authority.unreadable().is_empty() && authority.usage().is_none_or(|usage| usage.any(&[Usage::LIST_SIGNING]))
}

struct Fields<'a> {
    rest: std::iter::Peekable<ber::Each<'a>>,
}

impl<'a> Fields<'a> {
    fn version(&mut self) -> Result<(), ListError> {
        let _ = self.next_if(&[INTEGER])?;
        Ok(())
    }

    fn next(&mut self, tag: u8) -> Result<Element<'a>, ListError> {
        let next = self.rest.next().ok_or(ListError::NotAList)?;
        Ok(next?.expect(tag)?)
    }

    fn next_if(&mut self, tags: &[u8]) -> Result<Option<Element<'a>>, ListError> {
        match self.rest.peek() {
            Some(Ok(element)) if tags.contains(&element.tag) => Ok(self.rest.next().transpose()?),
            _ => Ok(None),
        }
    }

    /// What follows the issuer's name.
    fn list(mut self, signer: Vec<u8>) -> Result<List, ListError> {
        const TIMES: [u8; 2] = [UTC_TIME, GENERALIZED_TIME];
        let this_update = time::read(self.next_if(&TIMES)?.ok_or(ListError::NotAList)?)?;
        let next_update = self.next_if(&TIMES)?.map(time::read).transpose()?;
        let entries = self.next_if(&[SEQUENCE])?.map(|list| entries(&list)).transpose()?.unwrap_or_default();
        let mut list = List {
            signer,
            this_update,
            next_update,
            number: None,
            since: None,
            scope: Scope::default(),
            keeps_expired: false,
            entries,
        };
        if let Some(part) = self.next_if(&[EXTENSIONS])? {
            for extension in read_extensions(&ber::only(part.body)?)? {
                list.take(&extension)?;
            }
        }
        // Anything after would have been signed, and not been read.
        if self.rest.next().is_some() { Err(ListError::NotAList) } else { Ok(list) }
    }
}

impl List {
    fn take(&mut self, extension: &Extension) -> Result<(), ListError> {
        let value = extension.value.as_slice();
        match extension.kind.as_slice() {
            id::LIST_NUMBER => self.number = Some(Number::of(ber::only(value)?.expect(INTEGER)?.body)),
            id::DELTA_LIST => self.since = Some(Number::of(ber::only(value)?.expect(INTEGER)?.body)),
            id::ISSUING_POINT => self.scope = Scope::read(value)?,
            id::EXPIRED_ON_LIST => self.keeps_expired = true,
            kind if extension.critical && kind != id::AUTHORITY_KEY => {
                return Err(ListError::CriticalExtension(oid::text(kind)));
            }
            _ => {}
        }
        Ok(())
    }
}

fn entries(list: &Element<'_>) -> Result<HashMap<Box<[u8]>, Entry>, ListError> {
    let mut found = HashMap::new();
    for element in ber::each(list.body) {
        let parts = element?.expect(SEQUENCE)?.children()?;
        let (serial, date) = match parts.as_slice() {
            [serial, date] | [serial, date, _] => (serial.expect(INTEGER)?, time::read(*date)?),
            _ => return Err(ListError::NotAList),
        };
        let mut entry = Entry { at: date, reason: RevokedFor::Unspecified };
        if let Some(extensions) = parts.get(2) {
            entry.take(&read_extensions(extensions)?)?;
        }
        let _ = found.insert(without_zeros(serial.body).into(), entry);
    }
    Ok(found)
}

impl Entry {
    fn take(&mut self, extensions: &[Extension]) -> Result<(), ListError> {
        for extension in extensions {
            let value = extension.value.as_slice();
            match extension.kind.as_slice() {
                id::REASON => self.reason = RevokedFor::from_number(number(ber::only(value)?.body)?),
                // The key may have been lost long before somebody said so.
                id::INVALIDITY_DATE => self.at = self.at.min(time::read(ber::only(value)?)?),
                id::CERTIFICATE_ISSUER => return Err(ListError::Indirect),
                kind if extension.critical => return Err(ListError::CriticalExtension(oid::text(kind))),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::cert::sample::{Authority, Draft, ListDraft, NOW, YEAR, called, curve_key, extension};
    use crate::crypto::der::element;
    use crate::crypto::trust::{Revocation, Status, Unchecked};

    const PLACE: &str = "http://c.example/1.crl";

    fn issuer() -> Authority {
        Authority::root("AC personnes")
    }

    /// A certificate whose revocation is told at that place.
    fn draft() -> Draft {
        Draft::mail("anne@cabinet.example", &curve_key()).with(
            id::DISTRIBUTION_POINTS,
            false,
            &element(0x30, &[&element(0x30, &[&named(PLACE)])]),
        )
    }

    fn named(place: &str) -> Vec<u8> {
        element(0xA0, &[&element(0xA0, &[&element(0x86, &[place.as_bytes()])])])
    }

    fn ago(seconds: i64) -> Timestamp {
        Timestamp(NOW.0 - seconds)
    }

    fn status(certificate: &Certificate, issuer: &Authority, lists: &[&ListDraft]) -> Status {
        let mut known = Revocation::new();
        for list in lists {
            let _ = known.add_list(&list.signed_by(issuer), &[&issuer.certificate]).unwrap();
        }
        known.status(certificate, &issuer.certificate, NOW)
    }

    fn revoked(seconds: i64, reason: RevokedFor) -> Status {
        Status::Revoked { at: ago(seconds), reason }
    }

    #[test]
    fn a_list_says_who_is_on_it_and_who_is_not() {
        let issuer = issuer();
        let (on, off) = (draft().signed_by(&issuer), Draft { serial: vec![2, 1, 9], ..draft() }.signed_by(&issuer));
        let list = ListDraft::new(1).revoking(&on, ago(90), 1);
        assert_eq!(status(&on, &issuer, &[&list]), revoked(90, RevokedFor::KeyCompromise));
        assert_eq!(status(&off, &issuer, &[&list]), Status::Good { as_of: list.this_update });
        assert_eq!(status(&off, &issuer, &[]), Status::Unknown(Unchecked::NothingAtHand));
        let nowhere = Draft::new(called("x"), &curve_key()).signed_by(&issuer);
        assert_eq!(status(&nowhere, &issuer, &[]), Status::Unknown(Unchecked::NowhereToAsk));
    }

    #[test]
    fn a_list_that_had_its_time_clears_nobody_and_still_accuses() {
        let issuer = issuer();
        let certificate = draft().signed_by(&issuer);
        let old = ListDraft { this_update: ago(900), next_update: ago(100), ..ListDraft::new(1) };
        let expected = Status::Unknown(Unchecked::OutOfDate { until: ago(100) });
        assert_eq!(status(&certificate, &issuer, &[&old]), expected);
        let accusing = old.revoking(&certificate, ago(950), 0);
        assert_eq!(status(&certificate, &issuer, &[&accusing]), revoked(950, RevokedFor::Unspecified));
    }

    #[test]
    fn of_two_lists_the_newer_counts_whatever_came_last() {
        let issuer = issuer();
        let certificate = draft().signed_by(&issuer);
        let newer = ListDraft::new(2).revoking(&certificate, ago(90), 4);
        let older = ListDraft { this_update: ago(7_200), ..ListDraft::new(1) };
        for lists in [[&older, &newer], [&newer, &older]] {
            assert_eq!(status(&certificate, &issuer, &lists), revoked(90, RevokedFor::Superseded));
        }
    }

    #[test]
    fn what_changed_since_adds_and_takes_away() {
        let issuer = issuer();
        let certificate = draft().signed_by(&issuer);
        let full = ListDraft::new(5).revoking(&certificate, ago(5_000), 6);
        let delta = |number: u8, since: u8| {
            let newer = ListDraft { this_update: ago(60), ..ListDraft::new(number) };
            newer.with(id::DELTA_LIST, true, &[2, 1, since])
        };
        let restored = delta(6, 5).revoking(&certificate, ago(100), 8);
        assert_eq!(status(&certificate, &issuer, &[&full]), revoked(5_000, RevokedFor::Hold));
        assert_eq!(status(&certificate, &issuer, &[&full, &restored]), Status::Good { as_of: ago(60) });
        let empty = ListDraft::new(5);
        let added = delta(6, 4).revoking(&certificate, ago(100), 1);
        assert_eq!(status(&certificate, &issuer, &[&empty, &added]), revoked(100, RevokedFor::KeyCompromise));
        // Builds on a list that is not at hand, or is older than the one that is.
        for other in [delta(8, 6), delta(4, 3)] {
            let other = other.revoking(&certificate, ago(100), 1);
            assert_eq!(status(&certificate, &issuer, &[&empty, &other]), Status::Good { as_of: empty.this_update });
        }
        assert_eq!(status(&certificate, &issuer, &[&added]), Status::Unknown(Unchecked::NothingAtHand));
    }

    #[test]
    fn a_list_tells_of_its_own_kind_only() {
        let issuer = issuer();
        let certificate = draft().signed_by(&issuer);
        let scoped = |value: Vec<u8>| ListDraft::new(1).with(id::ISSUING_POINT, true, &element(0x30, &[&value]));
        let known = |value: Vec<u8>| status(&certificate, &issuer, &[&scoped(value)]);
        let good = Status::Good { as_of: ago(3_600) };
        assert_eq!(known(named(PLACE)), good);
        assert_eq!(known(vec![0x81, 1, 255]), good, "users");
        for (what, value) in [
            ("another place", named("http://c.example/2.crl")),
            ("authorities", vec![0x82, 1, 255]),
            ("attributes", vec![0x85, 1, 255]),
        ] {
            assert_eq!(known(value), Status::Unknown(Unchecked::NothingAtHand), "{what}");
        }
        // Key compromise and that of an authority, then all others.
        let (some, others) = (vec![0x83, 2, 0, 0b0110_0000], vec![0x83, 3, 7, 0b0001_1111, 0x80]);
        assert_eq!(known(some.clone()), Status::Unknown(Unchecked::SomeReasonsOnly));
        assert_eq!(status(&certificate, &issuer, &[&scoped(some), &scoped(others)]), good);
    }

    #[test]
    fn a_list_forgets_those_that_expired_unless_it_says_not() {
        let issuer = issuer();
        let certificate = Draft { until: ago(4_000), ..draft() }.signed_by(&issuer);
        let list = ListDraft::new(1);
        assert_eq!(status(&certificate, &issuer, &[&list]), Status::Unknown(Unchecked::ExpiredBefore));
        let keeping = list.with(id::EXPIRED_ON_LIST, false, &crate::crypto::cert::sample::time(ago(YEAR)));
        assert_eq!(status(&certificate, &issuer, &[&keeping]), Status::Good { as_of: ago(3_600) });
    }

    #[test]
    fn a_key_is_mistrusted_from_when_it_was_lost() {
        let issuer = issuer();
        let certificate = draft().signed_by(&issuer);
        let mut list = ListDraft::new(1).revoking(&certificate, ago(10), 1);
        let lost = crate::crypto::cert::sample::time(ago(5_000));
        list.entries[0].2.push(extension(id::INVALIDITY_DATE, false, &lost));
        assert_eq!(status(&certificate, &issuer, &[&list]), revoked(5_000, RevokedFor::KeyCompromise));
    }

    #[test]
    fn what_may_not_be_taken_is_named() {
        let (issuer, other) = (issuer(), Authority::root("AC personnes"));
        let take = |list: &[u8], by: &Authority| Revocation::new().add_list(list, &[&by.certificate]).err();
        let list = ListDraft::new(1);
        let certificate = draft().signed_by(&issuer);
        let mut for_others = list.clone().revoking(&certificate, ago(9), 0);
        for_others.entries[0].2.push(extension(id::CERTIFICATE_ISSUER, true, &[0x30, 0]));
        let key = curve_key();
        let silent = Draft::new(called("AC muette"), &key).with(id::BASIC_CONSTRAINTS, true, &[0x30, 3, 1, 1, 255]);
        let silent = Authority { certificate: silent.usage(0b100).signed_by(&other), key };
        let indirect = list.clone().with(id::ISSUING_POINT, true, &[0x30, 3, 0x84, 1, 255]);
        let unknown = list.clone().with(&[0x2A, 3, 4], true, &[5, 0]);
        assert_eq!(take(&list.signed_by(&issuer), &issuer), None);
        assert_eq!(take(&list.signed_by(&issuer), &other), Some(ListError::BadSignature), "another key");
        assert_eq!(take(&list.signed_by(&issuer), &silent), Some(ListError::UnknownIssuer));
        assert_eq!(take(&list.signed_by(&silent), &silent), Some(ListError::MayNotSign));
        assert_eq!(take(&indirect.signed_by(&issuer), &issuer), Some(ListError::Indirect));
        assert_eq!(take(&for_others.signed_by(&issuer), &issuer), Some(ListError::Indirect));
        assert_eq!(take(&unknown.signed_by(&issuer), &issuer), Some(ListError::CriticalExtension("1.2.3.4".into())));
        assert_eq!(take(b"-----BEGIN X509 CRL-----", &issuer), Some(ListError::NotAList));
    }

    #[test]
    fn a_list_of_another_of_the_same_name_says_nothing() {
        let (issuer, other) = (issuer(), Authority::root("AC personnes"));
        let certificate = draft().signed_by(&issuer);
        let mut known = Revocation::new();
        let list = ListDraft::new(1).revoking(&certificate, ago(9), 0).signed_by(&other);
        let _ = known.add_list(&list, &[&issuer.certificate, &other.certificate]).unwrap();
        let nothing = Status::Unknown(Unchecked::NothingAtHand);
        assert_eq!(known.status(&certificate, &issuer.certificate, NOW), nothing);
    }
}
