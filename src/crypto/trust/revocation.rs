//! What is known of revocation: lists and answers, each proved when it came in,
//! and what they say together of one certificate. Asking the network is for
//! others; where nothing is known, that is what is said.

use std::sync::Arc;

use super::crl::{EVERY_REASON, Entry, List, ListError};
use super::ocsp::{Answer, AnswerError, Word};
use crate::crypto::cert::{Certificate, Fingerprint};
use crate::domain::Timestamp;

/// Clocks differ.
const SKEW: i64 = 300;

/// An answer that does not say how long it holds is of its day.
const A_DAY: i64 = 86_400;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevokedFor {
    Unspecified,
    KeyCompromise,
    AuthorityCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    /// May come back.
    Hold,
    /// Came back; only in lists of what changed.
    Restored,
    PrivilegeWithdrawn,
}

impl RevokedFor {
    pub(super) fn from_number(number: u32) -> Self {
        match number {
            1 => Self::KeyCompromise,
            2 | 10 => Self::AuthorityCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::Hold,
            8 => Self::Restored,
            9 => Self::PrivilegeWithdrawn,
            _ => Self::Unspecified,
        }
    }

    /// Leaves what was signed before as it was: the key was in good hands.
    pub(super) fn spares_the_past(self) -> bool {
        matches!(
            self,
            Self::AffiliationChanged | Self::Superseded | Self::CessationOfOperation | Self::PrivilegeWithdrawn
        )
    }
}

/// Why it is not known whether a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// The certificate does not say where to ask.
    NowhereToAsk,
    /// Nobody asked, or nobody answered.
    NothingAtHand,
    /// What is at hand has had its time; it held until then.
    OutOfDate { until: Timestamp },
    /// What is at hand was made after the certificate expired, and lists forget these.
    ExpiredBefore,
    /// The lists at hand tell of some reasons only.
    SomeReasonsOnly,
    /// The responder does not know the certificate.
    UnknownToResponder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Good { as_of: Timestamp },
    Revoked { at: Timestamp, reason: RevokedFor },
    Unknown(Unchecked),
}

/// A list that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub this_update: Timestamp,
    /// When to fetch the next.
    pub next_update: Option<Timestamp>,
    /// Of what changed since another only.
    pub delta: bool,
}

/// Cheap to clone: lists are long.
#[derive(Debug, Clone, Default)]
pub struct Revocation {
    lists: Vec<Arc<List>>,
    answers: Vec<(Subject, Answer)>,
}

/// Of which certificate, of which issuer's key.
type Subject = (Fingerprint, Vec<u8>);

impl Revocation {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a list that one of these authorities signed.
    pub fn add_list(&mut self, bytes: &[u8], authorities: &[&Certificate]) -> Result<Taken, ListError> {
        let list = List::read(bytes, authorities)?;
        let taken = Taken { this_update: list.this_update, next_update: list.next_update, delta: list.since.is_some() };
        let _newer = self.put_list(Arc::new(list));
        Ok(taken)
    }

    /// Takes what a responder says of this certificate; `nonce` as in the question.
    pub fn add_answer(
        &mut self,
        bytes: &[u8],
        certificate: &Certificate,
        issuer: &Certificate,
        nonce: Option<&[u8]>,
    ) -> Result<Taken, AnswerError> {
        let answer = Answer::read(bytes, certificate, issuer, nonce)?;
        let taken = Taken { this_update: answer.this_update, next_update: answer.next_update, delta: false };
        let subject = (certificate.fingerprint(), issuer.public_key().to_vec());
        let _newer = self.put_answer(subject, answer);
        Ok(taken)
    }

    /// Takes what another one knows. Says whether any of it was news.
    pub fn join(&mut self, other: &Self) -> bool {
        let mut news = false;
        for list in &other.lists {
            news |= self.put_list(Arc::clone(list));
        }
        for (subject, answer) in &other.answers {
            news |= self.put_answer(subject.clone(), answer.clone());
        }
        news
    }

    /// Of two lists of the same things, the newer is kept.
    fn put_list(&mut self, list: Arc<List>) -> bool {
        let alike = |other: &&Arc<List>| {
            other.signer == list.signer && other.scope == list.scope && other.since.is_some() == list.since.is_some()
        };
        let known = self.lists.iter().find(alike);
        if known.is_some_and(|known| known.this_update > list.this_update) {
            return false;
        }
        let news = known.is_none_or(|known| (known.this_update, &known.number) != (list.this_update, &list.number));
        self.lists.retain(|other| !alike(&other));
        self.lists.push(list);
        news
    }

    fn put_answer(&mut self, subject: Subject, answer: Answer) -> bool {
        let known = self.answers.iter().find(|(other, _)| *other == subject).map(|(_, known)| known);
        if known.is_some_and(|known| known.this_update > answer.this_update) {
            return false;
        }
        let news = known.is_none_or(|known| *known != answer);
        self.answers.retain(|(other, _)| *other != subject);
        self.answers.push((subject, answer));
        news
    }

    /// What is known of a certificate of this issuer. Whoever says that it is
    /// revoked is believed, but that a hold ends with newer word.
    pub fn status(&self, certificate: &Certificate, issuer: &Certificate, now: Timestamp) -> Status {
        let said = [self.by_answer(certificate, issuer, now), self.by_lists(certificate, issuer, now)];
        let good = said.iter().flatten().filter_map(|(status, as_of)| match status {
            Status::Good { .. } => Some(*as_of),
            _ => None,
        });
        let newest_good = good.max();
        let revoked = said.iter().flatten().find(|(status, as_of)| match status {
            Status::Revoked { reason: RevokedFor::Hold, .. } => newest_good.is_none_or(|good| *as_of >= good),
            Status::Revoked { .. } => true,
            _ => false,
        });
        match (revoked, newest_good, said.iter().flatten().next()) {
            (Some((status, _)), ..) | (None, None, Some((status, _))) => *status,
            (None, Some(as_of), _) => Status::Good { as_of },
            (None, None, None) => Status::Unknown(nothing(certificate)),
        }
    }

    fn by_answer(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        now: Timestamp,
    ) -> Option<(Status, Timestamp)> {
        let fingerprint = certificate.fingerprint();
        let of = |subject: &Subject| subject.0 == fingerprint && subject.1 == issuer.public_key();
        let (_, answer) = self.answers.iter().find(|(subject, _)| of(subject))?;
        let until = answer.next_update.unwrap_or(Timestamp(answer.this_update.0.saturating_add(A_DAY)));
        let status = match answer.word {
            Word::Revoked { at, reason } => Status::Revoked { at, reason },
            _ if !holds(answer.this_update, until, now) => Status::Unknown(Unchecked::OutOfDate { until }),
            Word::Unknown => Status::Unknown(Unchecked::UnknownToResponder),
            Word::Good if certificate.validity().until < answer.this_update => {
                Status::Unknown(Unchecked::ExpiredBefore)
            }
            Word::Good => Status::Good { as_of: answer.this_update },
        };
        Some((status, answer.this_update))
    }

    /// Every full list of this issuer that tells of the certificate, each with
    /// what changed since. Good only when together they tell of all reasons.
    fn by_lists(&self, certificate: &Certificate, issuer: &Certificate, now: Timestamp) -> Option<(Status, Timestamp)> {
        let of = |list: &&Arc<List>| list.signer == issuer.public_key() && list.scope.covers(certificate);
        let (mut told, mut oldest, mut last) = (0, None::<Timestamp>, None);
        for full in self.lists.iter().filter(of).filter(|list| list.since.is_none()) {
            let list = Updated { full, delta: self.delta(full) };
            let as_of = list.newest().this_update;
            let status = list.status(certificate, now);
            match status {
                Status::Revoked { .. } => return Some((status, as_of)),
                Status::Good { .. } => {
                    told |= full.scope.reasons;
                    oldest = Some(oldest.map_or(as_of, |known| known.min(as_of)));
                }
                Status::Unknown(_) => last = Some((status, as_of)),
            }
        }
        match oldest {
            Some(as_of) if told == EVERY_REASON => Some((Status::Good { as_of }, as_of)),
            Some(as_of) => last.or(Some((Status::Unknown(Unchecked::SomeReasonsOnly), as_of))),
            None => last,
        }
    }

    /// What changed since that list, if it builds on it or on one before.
    fn delta(&self, full: &List) -> Option<&List> {
        self.lists.iter().map(Arc::as_ref).find(|list| {
            let after = list.since.is_some() && list.since <= full.number && list.number >= full.number;
            after && list.signer == full.signer && list.scope == full.scope
        })
    }
}

/// A full list and what changed since.
struct Updated<'a> {
    full: &'a List,
    delta: Option<&'a List>,
}

impl Updated<'_> {
    fn newest(&self) -> &List {
        self.delta.filter(|delta| delta.this_update >= self.full.this_update).unwrap_or(self.full)
    }

    fn status(&self, certificate: &Certificate, now: Timestamp) -> Status {
        if let Some(Entry { at, reason }) = self.entry(certificate) {
            return Status::Revoked { at, reason };
        }
        let newest = self.newest();
        let until = newest.next_update.unwrap_or(Timestamp(newest.this_update.0.saturating_add(A_DAY)));
        if !holds(newest.this_update, until, now) {
            return Status::Unknown(Unchecked::OutOfDate { until });
        }
        if certificate.validity().until < newest.this_update && !self.full.keeps_expired {
            return Status::Unknown(Unchecked::ExpiredBefore);
        }
        Status::Good { as_of: newest.this_update }
    }

    fn entry(&self, certificate: &Certificate) -> Option<Entry> {
        match self.delta.and_then(|delta| delta.entry(certificate)) {
            Some(Entry { reason: RevokedFor::Restored, .. }) => None,
            Some(entry) => Some(entry),
            None => self.full.entry(certificate),
        }
    }
}

fn holds(from: Timestamp, until: Timestamp, now: Timestamp) -> bool {
    from.0 <= now.0.saturating_add(SKEW) && now <= until
}

fn nothing(certificate: &Certificate) -> Unchecked {
    let places = certificate.places();
    if places.lists.is_empty() && places.ocsp.is_empty() { Unchecked::NowhereToAsk } else { Unchecked::NothingAtHand }
}
