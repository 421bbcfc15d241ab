//! Chains: from a certificate, by names and proved signatures, up to an anchor.
//!
//! Strangers choose what stands in a message, so the search is bounded: so many
//! steps up, so many signatures proved.

use super::anchors::Anchors;
use super::signature::{self, Signature};
use crate::crypto::cert::Certificate;

/// Health cards have three steps, the longest known chains five.
const LONGEST: usize = 8;

/// Signatures proved for one question.
const MOST_PROOFS: usize = 64;

/// Chains worth judging.
const MOST_CHAINS: usize = 16;

/// A chain as far as it leads.
#[derive(Debug, Clone)]
pub(super) struct Path<'a> {
    pub certificates: Vec<&'a Certificate>,
    /// How each was signed by the next.
    pub links: Vec<Signature>,
    pub end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At somebody who is believed.
    Anchor,
    /// Nobody at hand issued the last one.
    Nobody,
    /// One at hand bears the name, but its key did not sign, or not in a way that is known.
    Unproved(Signature),
}

pub(super) fn paths<'a>(start: &'a Certificate, pool: &'a [&'a Certificate], anchors: &'a Anchors) -> Vec<Path<'a>> {
    let mut search = Search { pool, anchors, proofs: 0, found: Vec::new() };
    search.climb(&Path { certificates: vec![start], links: Vec::new(), end: End::Nobody });
    search.found
}

struct Search<'a> {
    pool: &'a [&'a Certificate],
    anchors: &'a Anchors,
    proofs: usize,
    found: Vec<Path<'a>>,
}

impl<'a> Search<'a> {
    fn climb(&mut self, path: &Path<'a>) {
        let Some(&top) = path.certificates.last() else { return };
        if self.found.len() >= MOST_CHAINS {
            return;
        }
        let anchored = self.anchors.origin(top).is_some();
        // An authority that is believed itself still answers to its root, if that is at hand.
        let issuers = self.issuers(path, top, anchored);
        if path.certificates.len() < LONGEST {
            let mut unproved = None;
            let before = self.found.len();
            for issuer in issuers {
                if self.proofs == MOST_PROOFS {
                    break;
                }
                self.proofs += 1;
                match signature::of(top, issuer) {
                    link @ (Signature::Holds | Signature::HoldsWeakly) => self.climb(&path.with(issuer, link)),
                    link => unproved = unproved.or(Some(End::Unproved(link))),
                }
            }
            if self.found.len() > before {
                return;
            }
            if let (Some(end), false) = (unproved, anchored) {
                return self.found.push(Path { end, ..path.clone() });
            }
        }
        let end = if anchored { End::Anchor } else { End::Nobody };
        self.found.push(Path { end, ..path.clone() });
    }

    /// Those who bear the issuer's name, anchors first. Above an anchor there are
    /// anchors only: nobody else has anything to add.
    fn issuers(&self, path: &Path<'a>, top: &'a Certificate, anchored: bool) -> Vec<&'a Certificate> {
        if anchored && top.is_self_issued() {
            return Vec::new();
        }
        let anchors = self.anchors.called(top.issuer());
        let pool = self.pool.iter().copied().filter(|one| !anchored && one.is_called(top.issuer()));
        let mut found: Vec<&Certificate> = Vec::new();
        for one in anchors.chain(pool) {
            let known = path.certificates.iter().chain(&found).any(|other| *other == one);
            if !known && may_be_key(top, one) {
                found.push(one);
            }
        }
        found
    }
}

impl<'a> Path<'a> {
    fn with(&self, issuer: &'a Certificate, link: Signature) -> Self {
        let mut longer = self.clone();
        longer.certificates.push(issuer);
        longer.links.push(link);
        longer
    }
}

/// Where both name the key, they name the same.
fn may_be_key(certificate: &Certificate, issuer: &Certificate) -> bool {
    match (certificate.authority_key_id(), issuer.subject_key_id()) {
        (Some(asked), Some(held)) => asked == held,
        _ => true,
    }
}
