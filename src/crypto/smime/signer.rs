//! One signature before the bench: the mathematics, the certificate, the time,
//! and whether the signer is the author. Every rule is asked, so that all that
//! is wrong is told.

use std::borrow::Cow;

use super::words;
use crate::{
    crypto::{
        cert::{Certificate, hex},
        cms::{self, Capabilities, Checked, Flaw, Signed},
        trust::{self, Anchors, Judgement, Purpose, Question, Revocation},
    },
    domain::{
        Email, HolderId, Timestamp,
        verdict::{Bound, BoundBy, Effect, Reason, Signer},
    },
};

/// How far clocks differ, and how long a letter waits to be sent.
const DAY: i64 = 86_400;

/// Of the same name and number: each costs a digest over the whole content.
const MOST_CERTIFICATES: usize = 4;

/// What is believed, known and asked.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    pub anchors: &'a Anchors,
    pub revocation: &'a Revocation,
    /// Lists whose authority may come along with the message.
    pub lists: &'a [Vec<u8>],
    /// Certificates at hand beside those of the message.
    pub known: &'a [Certificate],
    /// What the directory and the contacts say of the address of From; others
    /// are not looked at.
    pub bindings: &'a [Binding],
    pub now: Timestamp,
}

/// An address, and whom it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub address: Email,
    pub holder: HolderId,
    pub by: BoundBy,
}

impl Binding {
    /// It says that this certificate, which names no address itself, is of that
    /// one.
    pub fn is_of(&self, address: &Email, certificate: &Certificate) -> bool {
        self.address == *address && certificate.addresses().is_empty() && self.names(certificate)
    }

    fn names(&self, certificate: &Certificate) -> bool {
        match &self.holder {
            HolderId::Rpps(number) => certificate.holder().rpps.as_ref() == Some(number),
            HolderId::Certificate(other) => *other == hex(&certificate.fingerprint()),
        }
    }
}

/// Whom the message says it is from, and when.
pub struct Claim<'a> {
    pub from: Option<&'a Email>,
    pub date: Option<Timestamp>,
}

/// What a signer brought along, if it is to be believed.
pub struct Brought {
    pub certificates: Vec<Vec<u8>>,
    pub capabilities: Option<Capabilities>,
}

/// A certificate with which something was signed that holds: who wants to know
/// whether it was revoked has to ask.
#[derive(Debug, Clone)]
pub struct Seen {
    pub certificate: Certificate,
    /// What came along with it.
    pub along: Vec<Certificate>,
    /// When it signed, as far as is known.
    pub at: Timestamp,
}

/// A signer as it was heard.
pub struct Heard {
    pub signer: Signer,
    pub brought: Option<Brought>,
    pub seen: Option<Seen>,
}

/// The signers of a structure over one content. Of it there may be two forms,
/// where line ends were changed on the way: that one of them fits is enough.
pub fn signers(signed: &Signed<'_>, contents: &[&[u8]], claim: &Claim<'_>, bench: &Bench<'_>) -> Vec<Heard> {
    let along: Vec<Certificate> = signed.certificates().iter().filter_map(|der| Certificate::read(der).ok()).collect();
    let between: Vec<Certificate> = along.iter().chain(bench.known).cloned().collect();
    let revocation = with_lists(bench, &between);
    let case = Case { signed, contents, claim, bench, along: &along, between: &between, revocation: &revocation };
    signed.signers().iter().map(|signer| case.signer(signer)).collect()
}

/// A list that none of these authorities signed says nothing.
fn with_lists<'a>(bench: &Bench<'a>, between: &[Certificate]) -> Cow<'a, Revocation> {
    let mut revocation = Cow::Borrowed(bench.revocation);
    let authorities: Vec<&Certificate> = bench.anchors.iter().map(|(one, _)| one).chain(between).collect();
    for list in bench.lists {
        let _strangers = revocation.to_mut().add_list(list, &authorities);
    }
    revocation
}

struct Case<'a> {
    signed: &'a Signed<'a>,
    contents: &'a [&'a [u8]],
    claim: &'a Claim<'a>,
    bench: &'a Bench<'a>,
    along: &'a [Certificate],
    between: &'a [Certificate],
    revocation: &'a Revocation,
}

impl Case<'_> {
    fn signer(&self, signer: &cms::Signer<'_>) -> Heard {
        let mut said = Signer {
            holder: String::new(),
            algorithm: String::new(),
            certificate: None,
            signed_at: None,
            bound: None,
            reasons: Vec::new(),
        };
        // Two certificates may bear the same name and number; one of them may fit.
        let matching = self.between.iter().filter(|one| signer.matches(one.der())).take(MOST_CERTIFICATES);
        let tried = matching.map(|one| (one, self.check(signer, one)));
        let best = tried.reduce(|best, next| if best.1.is_ok() { best } else { next });
        let Some((certificate, checked)) = best else {
            let unread = self.signed.certificates().iter().any(|der| signer.matches(der));
            said.reasons.push(if unread { Reason::CertificateUnreadable } else { Reason::CertificateMissing });
            return Heard { signer: said, brought: None, seen: None };
        };
        let holder = certificate.holder();
        said.holder = words::holder(certificate, &holder);
        said.certificate = Some(words::facts(certificate, &holder));
        match &checked {
            Ok(checked) => self.hold(&mut said, checked),
            Err(flaw) => said.reasons.push(flawed(flaw)),
        }
        self.trust(&mut said, certificate);
        self.bind(&mut said, certificate);
        let seen = checked.is_ok().then(|| self.seen(certificate, &said));
        let brought = checked.ok().filter(|_| said.bound.is_some()).map(|checked| self.brought(certificate, checked));
        Heard { signer: said, brought, seen }
    }

    fn check(&self, signer: &cms::Signer<'_>, certificate: &Certificate) -> Result<Checked, Flaw> {
        let tried = self.contents.iter().map(|content| self.signed.check(signer, certificate.der(), content));
        tried.reduce(|first, next| if first.is_ok() { first } else { next }).unwrap_or(Err(Flaw::Missing))
    }

    fn hold(&self, said: &mut Signer, checked: &Checked) {
        said.algorithm = words::algorithm(checked);
        said.signed_at = checked.signing_time;
        if checked.weak {
            said.reasons.push(Reason::WeakDigest);
        }
        let Some(at) = checked.signing_time else {
            said.reasons.push(Reason::NoSigningTime);
            return;
        };
        if at.0 > self.bench.now.0.saturating_add(DAY) {
            said.reasons.push(Reason::SignedInTheFuture);
        }
        // A message that was caught can be sent anew under another date.
        if self.claim.date.is_none_or(|date| date.0.saturating_sub(at.0).saturating_abs() > DAY) {
            said.reasons.push(Reason::SignedAtAnotherDate);
        }
    }

    fn seen(&self, certificate: &Certificate, said: &Signer) -> Seen {
        Seen { certificate: certificate.clone(), along: self.along.to_vec(), at: self.at(said) }
    }

    fn at(&self, said: &Signer) -> Timestamp {
        said.signed_at.map_or(self.bench.now, |at| at.min(self.bench.now))
    }

    fn trust(&self, said: &mut Signer, certificate: &Certificate) {
        let judgement = trust::judge(&Question {
            certificate,
            between: self.between,
            anchors: self.bench.anchors,
            revocation: self.revocation,
            purpose: Purpose::Sign,
            at: self.at(said),
            now: self.bench.now,
        });
        for reason in findings(&judgement) {
            if !said.reasons.contains(&reason) {
                said.reasons.push(reason);
            }
        }
    }

    /// The certificate's own addresses come first; a health card has none, and
    /// is bound by its number. Only what holds binds anybody.
    fn bind(&self, said: &mut Signer, certificate: &Certificate) {
        let holds = said.reasons.iter().all(|reason| reason.effect() < Effect::Unverifiable);
        let Some(from) = self.claim.from else { return };
        let bound = |by| Some(Bound { address: from.clone(), by });
        let addresses = certificate.addresses();
        if addresses.contains(from) {
            said.bound = bound(BoundBy::Certificate).filter(|_| holds);
            return;
        }
        if !addresses.is_empty() {
            said.reasons.push(Reason::AddressMismatch);
            return;
        }
        let of_from = || self.bench.bindings.iter().filter(|binding| binding.address == *from);
        if let Some(binding) = of_from().find(|binding| binding.names(certificate)) {
            said.bound = bound(binding.by).filter(|_| holds);
            return;
        }
        let holder = certificate.holder();
        // A number stays when a card is renewed: another one is somebody else.
        let of_another = of_from().any(|binding| matches!(binding.holder, HolderId::Rpps(_)));
        said.reasons.push(match (&holder.rpps, &holder.card) {
            (Some(_), _) if of_another => Reason::HolderMismatch,
            (Some(_), _) | (None, Some(_)) => Reason::AddressNotConfirmed,
            (None, None) => Reason::NoAddress,
        });
    }

    /// The certificate that signed, and others that came along for the same
    /// address: some have one key to sign and one to decipher. Whether those are
    /// to be believed is asked before they are used.
    fn brought(&self, certificate: &Certificate, checked: Checked) -> Brought {
        let from = self.claim.from;
        let others = self
            .along
            .iter()
            .filter(|one| *one != certificate && from.is_some_and(|from| one.addresses().contains(from)));
        let certificates = std::iter::once(certificate).chain(others).map(|one| one.der().to_vec()).collect();
        Brought { certificates, capabilities: checked.capabilities }
    }
}

/// Nothing that the trust refuses passes, even if it gave no reason.
fn findings(judgement: &Judgement) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = judgement.reasons().map(found).collect();
    let refused = reasons.iter().any(|reason| reason.effect() >= Effect::Unverifiable);
    if !judgement.is_trusted() && !refused {
        reasons.push(Reason::UnknownAuthority);
    }
    reasons
}

fn found(reason: &trust::Reason) -> Reason {
    use trust::Reason as T;
    match reason {
        T::UnknownAuthority => Reason::UnknownAuthority,
        T::BadSignature
        | T::NotAnAuthority
        | T::PathTooLong
        | T::CriticalExtension(_)
        | T::Unreadable(_)
        | T::NameConstraint => Reason::ChainBroken,
        T::UnknownAlgorithm => Reason::UnknownAlgorithm,
        T::WeakAlgorithm => Reason::WeakCertificate,
        T::NotYetValid => Reason::NotYetValid,
        T::Expired => Reason::Expired,
        T::ExpiredSince => Reason::ExpiredSince,
        T::WrongUsage | T::WrongPurpose => Reason::WrongPurpose,
        T::Policy => Reason::WrongPolicy,
        T::Revoked { .. } => Reason::Revoked,
        T::RevokedSince { .. } => Reason::RevokedSince,
        T::RevocationNotChecked(_) => Reason::RevocationNotChecked,
        T::TestCertificate => Reason::TestCertificate,
        T::IgcCpsStopped => Reason::AuthorityStopped,
    }
}

fn flawed(flaw: &Flaw) -> Reason {
    match flaw {
        Flaw::Altered => Reason::ContentChanged,
        Flaw::Wrong | Flaw::OtherKey => Reason::SignatureWrong,
        Flaw::Malformed(_) => Reason::Unreadable,
        Flaw::Md5 | Flaw::Unsupported(_) | Flaw::Library => Reason::UnknownAlgorithm,
        Flaw::Certificate => Reason::CertificateUnreadable,
        Flaw::OtherCertificate | Flaw::OtherContent | Flaw::Missing | Flaw::Repeated | Flaw::Ambiguous => {
            Reason::AttributesWrong
        }
    }
}
