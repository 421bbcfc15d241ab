//! Which certificate a message to an address is to be enciphered for. Never one
//! that speaks for another, and never one that is not proved.

use super::judge::{Judgement, Question, judge};
use super::{Anchors, Purpose, Revocation};
use crate::crypto::cert::Certificate;
use crate::domain::{Email, Timestamp};

/// A certificate at hand.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub certificate: &'a Certificate,
    /// The directory or a contact says that it is of this address, whatever it says itself.
    pub bound: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub certificate: Certificate,
    pub judgement: Judgement,
}

/// Why there is no certificate; of several, that of the one that came nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    NoneAtHand,
    /// None speaks for the address.
    OtherAddress,
    /// Those that do are for signing or signing in.
    OtherUse,
    /// What stands against the best of them.
    NotTrusted(Box<Judgement>),
}

/// The best certificate for an address: trusted, and of those the newest.
pub fn recipient(
    address: &Email,
    candidates: &[Candidate<'_>],
    between: &[Certificate],
    anchors: &Anchors,
    revocation: &Revocation,
    now: Timestamp,
) -> Result<Choice, Unfit> {
    let mut nearest = Unfit::NoneAtHand;
    let mut best: Option<Choice> = None;
    for candidate in candidates {
        let certificate = candidate.certificate;
        if !candidate.bound && !certificate.addresses().contains(address) {
            nearest = nearest.or(Unfit::OtherAddress);
            continue;
        }
        if !certificate.uses().confidentiality {
            nearest = nearest.or(Unfit::OtherUse);
            continue;
        }
        let purpose = Purpose::Encrypt;
        let judgement = judge(&Question { certificate, between, anchors, revocation, purpose, at: now, now });
        if !judgement.is_trusted() {
            nearest = nearest.or(Unfit::NotTrusted(Box::new(judgement)));
        } else if best.as_ref().is_none_or(|best| best.certificate.validity().from < certificate.validity().from) {
            best = Some(Choice { certificate: certificate.clone(), judgement });
        }
    }
    best.ok_or(nearest)
}

impl Unfit {
    /// The one of the two that came nearer.
    fn or(self, other: Self) -> Self {
        if other.step() > self.step() { other } else { self }
    }

    fn step(&self) -> usize {
        match self {
            Self::NoneAtHand => 0,
            Self::OtherAddress => 1,
            Self::OtherUse => 2,
            Self::NotTrusted(_) => 3,
        }
    }
}
