//! The judgement on one certificate: the best chain that there is, and every
//! point against it. All rules are applied, so that all that is wrong is told.

use super::anchors::{Anchors, Origin};
use super::path::{End, Path, paths};
use super::reason::{Finding, Reason};
use super::revocation::{Revocation, Status};
use super::signature::{self, Signature};
use super::{Purpose, constraint, policy};
use crate::crypto::cert::{Certificate, Usage, attributes, identifier as id};
use crate::domain::Timestamp;

/// All that a judgement depends on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub certificate: &'a Certificate,
    /// Certificates at hand that may stand between: of the message, of the cache.
    pub between: &'a [Certificate],
    pub anchors: &'a Anchors,
    pub revocation: &'a Revocation,
    pub purpose: Purpose,
    /// When it was used, as far as is known.
    pub at: Timestamp,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// From the certificate up, as far as it leads.
    pub chain: Vec<Certificate>,
    /// Whose word the chain ends with.
    pub origin: Option<Origin>,
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// Nothing stands against it. What was not checked, and what changed since,
    /// are findings still.
    pub fn is_trusted(&self) -> bool {
        self.origin.is_some() && self.refusals() == 0
    }

    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.findings.iter().map(|finding| &finding.reason)
    }

    fn refusals(&self) -> usize {
        self.reasons().filter(|reason| reason.refuses()).count()
    }
}

/// Judges every chain that there is, and gives the best.
pub fn judge(question: &Question<'_>) -> Judgement {
    let pool: Vec<&Certificate> = question.between.iter().collect();
    let judged =
        paths(question.certificate, &pool, question.anchors).into_iter().map(|path| Case { question, path }.judge());
    let best =
        judged.min_by_key(|judgement| (!judgement.is_trusted(), judgement.origin.is_none(), judgement.refusals()));
    best.unwrap_or_else(|| Judgement {
        chain: vec![question.certificate.clone()],
        origin: None,
        findings: vec![Finding { place: 0, reason: Reason::UnknownAuthority }],
    })
}

/// One chain before the bench.
struct Case<'a> {
    question: &'a Question<'a>,
    path: Path<'a>,
}

impl Case<'_> {
    fn judge(self) -> Judgement {
        let mut findings: Vec<Finding> = Vec::new();
        for place in 0..self.path.certificates.len() {
            for reason in self.against(place) {
                if !findings.iter().any(|finding| finding.place == place && finding.reason == reason) {
                    findings.push(Finding { place, reason });
                }
            }
        }
        let top = self.path.certificates.last();
        let origin = top.filter(|_| self.path.end == End::Anchor).and_then(|top| self.question.anchors.origin(top));
        Judgement { chain: self.path.certificates.into_iter().cloned().collect(), origin, findings }
    }

    fn against(&self, place: usize) -> Vec<Reason> {
        let Some(&certificate) = self.path.certificates.get(place) else { return Vec::new() };
        let mut against = Vec::from_iter(self.of_the_link(place));
        against.extend(self.of_time(certificate));
        against.extend(of_extensions(certificate));
        if place == 0 {
            against.extend(self.of_the_foot(certificate));
        } else {
            against.extend(self.of_an_authority(certificate, place));
        }
        against.extend(self.of_revocation(place));
        against
    }

    /// How it was signed by the next, or why there is none.
    fn of_the_link(&self, place: usize) -> Option<Reason> {
        match (self.path.links.get(place), self.path.end) {
            (Some(Signature::HoldsWeakly), _) => Some(Reason::WeakAlgorithm),
            (Some(_), _) | (None, End::Anchor) => None,
            (None, End::Nobody) => Some(Reason::UnknownAuthority),
            (None, End::Unproved(Signature::Unknown)) => Some(Reason::UnknownAlgorithm),
            (None, End::Unproved(_)) => Some(Reason::BadSignature),
        }
    }

    fn of_time(&self, certificate: &Certificate) -> Option<Reason> {
        let Question { at, now, .. } = *self.question;
        let validity = certificate.validity();
        if at < validity.from || now < validity.from {
            Some(Reason::NotYetValid)
        } else if at > validity.until {
            Some(Reason::Expired)
        } else if now > validity.until {
            Some(Reason::ExpiredSince)
        } else {
            None
        }
    }

    fn of_the_foot(&self, certificate: &Certificate) -> Vec<Reason> {
        let (usages, purposes): (&[Usage], &[&[u8]]) = match self.question.purpose {
            Purpose::Sign => (&[Usage::DIGITAL_SIGNATURE, Usage::NON_REPUDIATION], &[id::EMAIL_PROTECTION]),
            Purpose::Encrypt => (&[Usage::KEY_ENCIPHERMENT, Usage::KEY_AGREEMENT], &[id::EMAIL_PROTECTION]),
            Purpose::Authenticate => (&[Usage::DIGITAL_SIGNATURE], &[id::CLIENT_AUTHENTICATION, id::SMART_CARD_LOGON]),
        };
        let may = certificate.usage().is_none_or(|usage| usage.any(usages));
        let key = certificate.public_key();
        let points = [
            (!may, Reason::WrongUsage),
            (!certificate.is_for(purposes), Reason::WrongPurpose),
            (!signature::is_known_key(key), Reason::UnknownAlgorithm),
            (signature::is_weak_key(key), Reason::WeakAlgorithm),
            (certificate.is_of_a_test(), Reason::TestCertificate),
            (is_of_igc_cps(certificate), Reason::IgcCpsStopped),
            (self.path.end == End::Anchor && !policy::leads_down(&self.path.certificates), Reason::Policy),
        ];
        points.into_iter().filter_map(|(wrong, reason)| wrong.then_some(reason)).collect()
    }

    fn of_an_authority(&self, certificate: &Certificate, place: usize) -> Vec<Reason> {
        let below = self.path.certificates.get(..place).unwrap_or_default();
        let basic = certificate.basic().unwrap_or_default();
        // Roots of the first version say nothing of themselves; they are believed by hand.
        let authority = basic.authority || self.is_the_anchor(place) && certificate.version() < 3;
        let may_sign = certificate.usage().is_none_or(|usage| usage.any(&[Usage::CERTIFICATE_SIGNING]));
        let purposes: &[&[u8]] = match self.question.purpose {
            Purpose::Sign | Purpose::Encrypt => &[id::EMAIL_PROTECTION],
            Purpose::Authenticate => &[id::CLIENT_AUTHENTICATION, id::SMART_CARD_LOGON],
        };
        let between = below.iter().skip(1).filter(|one| !one.is_self_issued()).count();
        let too_long = basic.path.is_some_and(|most| between > usize::try_from(most).unwrap_or(usize::MAX));
        let points = [
            (!authority, Reason::NotAnAuthority),
            (!may_sign, Reason::WrongUsage),
            (!certificate.is_for(purposes), Reason::WrongPurpose),
            (too_long, Reason::PathTooLong),
            (!constrained(below).all(|one| constraint::allows(certificate, one)), Reason::NameConstraint),
        ];
        points.into_iter().filter_map(|(wrong, reason)| wrong.then_some(reason)).collect()
    }

    fn is_the_anchor(&self, place: usize) -> bool {
        self.path.end == End::Anchor && place + 1 == self.path.certificates.len()
    }

    /// Nobody revokes an anchor but the user.
    fn of_revocation(&self, place: usize) -> Option<Reason> {
        let certificate = self.path.certificates.get(place)?;
        let issuer = self.path.certificates.get(place + 1)?;
        match self.question.revocation.status(certificate, issuer, self.question.now) {
            Status::Good { .. } => None,
            Status::Unknown(why) => Some(Reason::RevocationNotChecked(why)),
            Status::Revoked { at, reason } if at > self.question.at && reason.spares_the_past() => {
                Some(Reason::RevokedSince { at, reason })
            }
            Status::Revoked { at, reason } => Some(Reason::Revoked { at, reason }),
        }
    }
}

/// Authorities that name themselves as their issuers only change their key.
fn constrained<'a>(below: &'a [&'a Certificate]) -> impl Iterator<Item = &'a Certificate> {
    below.iter().enumerate().filter(|(place, one)| *place == 0 || !one.is_self_issued()).map(|(_, one)| *one)
}

/// Those whose meaning is kept here, or limits nothing that is done here.
const UNDERSTOOD: [&[u8]; 11] = [
    id::KEY_USAGE,
    id::EXTENDED_USAGE,
    id::BASIC_CONSTRAINTS,
    id::SUBJECT_ALTERNATIVE,
    id::NAME_CONSTRAINTS,
    id::POLICIES,
    id::POLICY_MAPPINGS,
    id::POLICY_CONSTRAINTS,
    id::INHIBIT_ANY_POLICY,
    id::DISTRIBUTION_POINTS,
    id::AUTHORITY_KEY,
];

fn of_extensions(certificate: &Certificate) -> Vec<Reason> {
    let unreadable = certificate.unreadable().iter().cloned().map(Reason::Unreadable);
    let unknown =
        certificate.extensions().iter().filter(|one| one.critical && !UNDERSTOOD.contains(&one.kind.as_slice()));
    unreadable.chain(unknown.map(|one| Reason::CriticalExtension(crate::crypto::oid::text(&one.kind)))).collect()
}

/// `GIP-CPS CLASSE-1` and the like, and those of its tests.
fn is_of_igc_cps(certificate: &Certificate) -> bool {
    let issuer = attributes(certificate.issuer()).unwrap_or_default();
    issuer.iter().any(|attribute| {
        let text = attribute.text.to_uppercase();
        let name = text.strip_prefix("TEST ").unwrap_or(&text);
        let class = name.strip_prefix("AC-").unwrap_or(name).strip_prefix("CLASSE-");
        name.starts_with("GIP-CPS") || class.is_some_and(|class| class.starts_with(|c: char| c.is_ascii_digit()))
    })
}
