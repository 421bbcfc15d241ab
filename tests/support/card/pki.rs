//! A health PKI with the shape of IGC-Santé and names of its own: one root, an
//! authority for persons with cards, one for structures and their software.
//! Its lists and its responder answer on a loopback port for as long as it lives.
//!
//! Nobody in it exists. Keys are shared by the tests of a process; certificates
//! are issued when they are asked for.

use std::sync::Arc;

use super::certificate::{self, Identity, Places, Profile, purpose};
use super::keys::Kind;
use super::leaf::{Leaf, authority};
use super::responder::Responder;
use super::revocation::{Records, Status};

pub use super::responder::Mood;

/// Who has signed a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    Root,
    Persons,
    Organisations,
}

pub struct HealthPki {
    authorities: Arc<Authorities>,
    records: Arc<Records>,
    responder: Responder,
}

/// What the responder signs with.
pub struct Authorities {
    pub root: Identity,
    pub persons: Identity,
    pub organisations: Identity,
}

impl Authorities {
    pub fn of(&self, issuer: Issuer) -> &Identity {
        match issuer {
            Issuer::Root => &self.root,
            Issuer::Persons => &self.persons,
            Issuer::Organisations => &self.organisations,
        }
    }
}

impl Issuer {
    pub const ALL: [Self; 3] = [Self::Root, Self::Persons, Self::Organisations];

    /// As addresses spell it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Root => "racine",
            Self::Persons => "personnes",
            Self::Organisations => "organisations",
        }
    }
}

impl HealthPki {
    pub fn start() -> Self {
        let records = Arc::new(Records::default());
        let listener = Responder::listen();
        let base = listener.base();
        let root = certificate::root(&authority("AC RACINE SANTE FICTIVE FORT", 1));
        let below = |name| certificate::issue(&authority(name, 0), &root, &places(&base, Issuer::Root));
        let authorities = Arc::new(Authorities {
            persons: below("AC SANTE FICTIVE FORT PERSONNES"),
            organisations: below("AC SANTE FICTIVE ELEMENTAIRE ORGANISATIONS"),
            root,
        });
        let responder = listener.serve(Arc::clone(&authorities), Arc::clone(&records));
        Self { authorities, records, responder }
    }

    /// The anchor that a client has to trust.
    pub fn root(&self) -> &Identity {
        &self.authorities.root
    }

    pub fn authority(&self, issuer: Issuer) -> &Identity {
        self.authorities.of(issuer)
    }

    /// One of the certificates that a practice meets.
    pub fn leaf(&self, leaf: Leaf) -> Identity {
        self.issue(leaf.issuer(), &leaf.profile())
    }

    /// Any other, such as one with a fault.
    pub fn issue(&self, issuer: Issuer, profile: &Profile) -> Identity {
        certificate::issue(profile, self.authority(issuer), &places(&self.responder.base(), issuer))
    }
}

/// Revocation.
impl HealthPki {
    /// From now on, in every list and every answer.
    pub fn revoke(&self, identity: &Identity) {
        self.records.record(identity, Status::Revoked);
    }

    /// Too late for the full list: only the delta and the responder know.
    pub fn revoke_in_delta(&self, identity: &Identity) {
        self.records.record(identity, Status::RevokedSince);
    }

    /// What is said from now on holds for so many hours; less than none, it has
    /// had its time.
    pub fn hold_for(&self, hours: i64) {
        self.records.hold_for(hours);
    }

    /// From now on another answers, to whom this authority gave the right.
    pub fn delegate(&self, issuer: Issuer) {
        let mut profile = Profile::new("responder", Kind::Rsa);
        profile.purposes = vec![purpose::OCSP];
        profile.further = vec![certificate::extension("1.3.6.1.5.5.7.48.1.5", false, &[5, 0])];
        self.records.delegate_to(self.issue(issuer, &profile));
    }

    /// The list as it is served.
    pub fn list(&self, issuer: Issuer) -> Vec<u8> {
        self.records.list(self.authority(issuer))
    }

    pub fn delta(&self, issuer: Issuer) -> Vec<u8> {
        self.records.delta(self.authority(issuer))
    }

    pub fn responder_address(&self) -> String {
        places(&self.responder.base(), Issuer::Persons).responder
    }

    pub fn set_mood(&self, mood: Mood) {
        self.responder.set_mood(mood);
    }

    /// What was asked of the server so far, each as `GET /crl/personnes.crl`.
    pub fn requests(&self) -> Vec<String> {
        self.responder.requests()
    }
}

/// A root as the health PKI has one for its tests.
pub fn root_of_tests() -> Identity {
    certificate::root(&authority("TEST AC RACINE SANTE FICTIVE", 1))
}

fn places(base: &str, issuer: Issuer) -> Places {
    let slug = issuer.slug();
    Places {
        list: format!("{base}/crl/{slug}.crl"),
        delta: format!("{base}/delta/{slug}.crl"),
        responder: format!("{base}/ocsp"),
        authority: format!("{base}/ac/{slug}.cer"),
    }
}
