//! What a judgement misses, and where it could be asked: for certificates of
//! which nobody has said whether they were revoked, the addresses that their own
//! issuers wrote into them.
//!
//! Showing a message must not make this program call anybody whom its writer
//! chose. So no address is named here before the chain was proved up to an
//! anchor and nothing stands against it: then each was written by an authority
//! that is believed. Where the authority itself comes from (`issuers`) is never
//! asked: that address would have to be believed before its writer.

use super::judge::Judgement;
use super::reason::{Finding, Reason};
use super::revocation::{Revocation, RevokedFor, Status, Unchecked};
use crate::crypto::cert::Certificate;
use crate::domain::Timestamp;

/// Of one kind; a certificate names one or two.
const MOST_PLACES: usize = 3;

/// One certificate to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    pub certificate: Certificate,
    pub issuer: Certificate,
    /// Addresses, all of clear HTTP.
    pub ocsp: Vec<String>,
    pub lists: Vec<String>,
    /// Lists of what changed since.
    pub deltas: Vec<String>,
}

/// What would have to be asked so that all is known, and is known until then.
/// From the top of the chain down: below an authority that was revoked nothing
/// is to be asked.
pub fn errands(judgement: &Judgement, revocation: &Revocation, until: Timestamp) -> Vec<Errand> {
    if !is_proved(judgement) {
        return Vec::new();
    }
    let pairs = judgement.chain.iter().zip(judgement.chain.iter().skip(1));
    let mut found: Vec<Errand> = pairs
        .filter(|(certificate, issuer)| is_missing(revocation.status(certificate, issuer, until)))
        .map(|(certificate, issuer)| Errand::new(certificate, issuer))
        .filter(Errand::leads_anywhere)
        .collect();
    found.reverse();
    found
}

/// A certificate itself may have been revoked: of one on hold it may be asked
/// whether it still is.
fn is_proved(judgement: &Judgement) -> bool {
    let spared = |finding: &Finding| {
        !finding.reason.refuses() || finding.place == 0 && matches!(finding.reason, Reason::Revoked { .. })
    };
    judgement.origin.is_some() && judgement.findings.iter().all(spared)
}

fn is_missing(status: Status) -> bool {
    match status {
        Status::Good { .. } => false,
        Status::Revoked { reason, .. } => reason == RevokedFor::Hold,
        Status::Unknown(why) => !matches!(why, Unchecked::NowhereToAsk | Unchecked::ExpiredBefore),
    }
}

impl Errand {
    fn new(certificate: &Certificate, issuer: &Certificate) -> Self {
        let places = certificate.places();
        Self {
            certificate: certificate.clone(),
            issuer: issuer.clone(),
            ocsp: in_clear(&places.ocsp),
            lists: in_clear(&places.lists),
            deltas: in_clear(&places.deltas),
        }
    }

    fn leads_anywhere(&self) -> bool {
        !self.ocsp.is_empty() || !self.lists.is_empty()
    }
}

/// Directories (`ldap:`) are left out: what they have is on the web too.
fn in_clear(addresses: &[String]) -> Vec<String> {
    const SCHEME: &str = "http://";
    let is_web =
        |address: &&String| address.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME));
    addresses.iter().filter(is_web).take(MOST_PLACES).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::cert::identifier as id;
    use crate::crypto::cert::sample::{Authority, Draft, ListDraft, NOW, curve_key};
    use crate::crypto::der::element;
    use crate::crypto::trust::{Anchors, Purpose, Question, judge};

    struct Bench {
        root: Authority,
        issuing: Authority,
        anchors: Anchors,
    }

    impl Bench {
        fn new() -> Self {
            let root = Authority::root("AC racine");
            let issuing = root.below("AC personnes");
            let mut anchors = Anchors::new();
            assert!(anchors.add_own(root.certificate.clone()));
            Self { root, issuing, anchors }
        }

        fn errands(&self, certificate: &Certificate, between: &[Certificate], known: &Revocation) -> Vec<Errand> {
            let judgement = judge(&Question {
                certificate,
                between,
                anchors: &self.anchors,
                revocation: known,
                purpose: Purpose::Sign,
                at: NOW,
                now: NOW,
            });
            errands(&judgement, known, NOW)
        }

        fn of(&self, draft: &Draft) -> Vec<Errand> {
            let between = [self.issuing.certificate.clone()];
            self.errands(&draft.signed_by(&self.issuing), &between, &Revocation::new())
        }
    }

    fn draft(addresses: &[&str]) -> Draft {
        let uris: Vec<Vec<u8>> = addresses.iter().map(|one| element(0x86, &[one.as_bytes()])).collect();
        let point = element(0x30, &[&element(0xA0, &[&element(0xA0, &[&uris.concat()])])]);
        Draft::mail("anne@cabinet.example", &curve_key()).with(
            id::DISTRIBUTION_POINTS,
            false,
            &element(0x30, &[&point]),
        )
    }

    const PLACE: &str = "http://c.example/1.crl";

    #[test]
    fn what_an_authority_that_is_believed_wrote_is_asked() {
        let bench = Bench::new();
        let errands = bench.of(&draft(&[PLACE]));
        assert_eq!(errands.len(), 1, "of the authority between, nobody says where to ask");
        assert_eq!(errands[0].lists, [PLACE]);
        assert_eq!(errands[0].issuer, bench.issuing.certificate);
    }

    #[test]
    fn nobody_is_asked_whom_a_stranger_named() {
        let bench = Bench::new();
        let stranger = Authority::root("AC de personne");
        let certificate = draft(&[PLACE]).signed_by(&stranger);
        let known = Revocation::new();
        assert_eq!(bench.errands(&certificate, std::slice::from_ref(&stranger.certificate), &known), []);
        // Nor one who holds a good certificate, and made another with it.
        let key = curve_key();
        let holder = Authority { certificate: Draft::mail("a@b.example", &key).signed_by(&bench.issuing), key };
        let forged = draft(&[PLACE]).signed_by(&holder);
        let along = [holder.certificate.clone(), bench.issuing.certificate.clone()];
        assert_eq!(bench.errands(&forged, &along, &known), []);
        // Nor one whose signature could be forged.
        let weak = Draft { digest: openssl::hash::MessageDigest::sha1(), ..draft(&[PLACE]) };
        assert_eq!(bench.of(&weak), []);
    }

    #[test]
    fn below_an_authority_that_was_revoked_nothing_is_asked() {
        let bench = Bench::new();
        let mut known = Revocation::new();
        let list = ListDraft::new(1).revoking(&bench.issuing.certificate, NOW, 2).signed_by(&bench.root);
        let _ = known.add_list(&list, &[&bench.root.certificate]).unwrap();
        let certificate = draft(&[PLACE]).signed_by(&bench.issuing);
        assert_eq!(bench.errands(&certificate, std::slice::from_ref(&bench.issuing.certificate), &known), []);
    }

    #[test]
    fn only_addresses_of_the_open_web_are_asked() {
        let bench = Bench::new();
        let mixed =
            draft(&["ldap://d.example/cn=1", "HTTP://c.example/1.crl", "file:///etc/passwd", "https://c.example"]);
        assert_eq!(bench.of(&mixed)[0].lists, ["HTTP://c.example/1.crl"]);
        assert_eq!(bench.of(&draft(&["ldap://d.example/cn=1"])), []);
        let many: Vec<String> = (0..9).map(|number| format!("http://c.example/{number}.crl")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(bench.of(&draft(&many))[0].lists.len(), MOST_PLACES);
    }

    #[test]
    fn what_is_known_is_not_asked_again_but_whether_a_hold_has_ended() {
        let bench = Bench::new();
        let certificate = draft(&[PLACE]).signed_by(&bench.issuing);
        let between = [bench.issuing.certificate.clone()];
        for (reason, asked) in [(None, 0), (Some(1), 0), (Some(6), 1)] {
            let mut known = Revocation::new();
            let list = ListDraft::new(1);
            let list = reason.map_or(list.clone(), |reason| list.revoking(&certificate, NOW, reason));
            let _ = known.add_list(&list.signed_by(&bench.issuing), &[&bench.issuing.certificate]).unwrap();
            assert_eq!(bench.errands(&certificate, &between, &known).len(), asked, "{reason:?}");
        }
    }
}
