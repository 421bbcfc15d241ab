//! Authorities that are believed: which there are, taking one from a file, and
//! letting go of one.
//!
//! A file calls itself what it likes. Of IGC-Santé are the nine with the known
//! fingerprints, whatever the others are called; a test authority is named and
//! never taken.

use std::path::PathBuf;

use serde::Serialize;

use crate::crypto::cert::Certificate;
use crate::crypto::smime::Seen;
use crate::crypto::trust::{Origin, certificates, is_igc_sante};
use crate::domain::Timestamp;
use crate::store::AnchorFrom;
use crate::sync::now;

use super::super::seal::{Belief, Told, tell};
use super::super::{Engine, Fault, FaultKind, Subject, chosen, faults};
use super::{is_authority, kept, load};

/// Of one file; a chain has nine.
const MOST: usize = 200;

/// An authority that is believed.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor {
    #[serde(flatten)]
    pub told: Told,
    pub kind: AnchorKind,
    pub source: AnchorSource,
    pub added: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorKind {
    IgcSante,
    /// The user's own doing.
    Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorSource {
    /// The Cryptolib of this workstation. While it is there, what it brought
    /// comes back at the next start.
    Installed,
    File,
}

/// A certificate of a file, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    #[serde(flatten)]
    pub told: Told,
    pub outcome: Import,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Import {
    /// One of the nine: believed from now on.
    IgcSante,
    /// Any other authority: believed from now on because the user says so.
    Own,
    /// One above it is believed, and its word is enough.
    BelowAnother,
    AlreadyKnown,
    /// Of the tests of the health PKI: never believed.
    Test,
    NotAnAuthority,
}

impl Engine {
    /// In the order in which they came.
    pub async fn anchors(&self) -> Result<Vec<Anchor>, Fault> {
        // What the workstation has comes in with the belief.
        let _loaded = self.belief().await?;
        let kept = self.inner.store.anchors().await.map_err(faults::store)?;
        let anchors = kept.iter().filter_map(|one| {
            let certificate = Certificate::read(&one.der).ok()?;
            let kind = if is_igc_sante(&certificate) { AnchorKind::IgcSante } else { AnchorKind::Own };
            let source = match one.source {
                AnchorFrom::Installed => AnchorSource::Installed,
                AnchorFrom::File => AnchorSource::File,
            };
            Some(Anchor { told: tell(&certificate), kind, source, added: one.added })
        });
        Ok(anchors.collect())
    }

    /// Takes the authorities of a file: one certificate, several, or a chain.
    /// Says what each was; a file without any gives none.
    pub async fn import_anchor(&self, file: Vec<u8>) -> Result<Vec<Imported>, Fault> {
        let _turn = self.inner.trust.turn.lock().await;
        let belief = Belief::clone(&*self.believed().await?);
        let (belief, sorted) = self.on_a_thread(move || sort(belief, &file)).await?;
        let with = |outcome: Import| sorted.iter().filter(move |(_, other)| *other == outcome).map(|(one, _)| one);
        let taken = with(Import::IgcSante).chain(with(Import::Own)).map(|one| load::anchor(one, AnchorFrom::File));
        self.inner.store.keep_anchors(taken.collect()).await.map_err(faults::store)?;
        let between = with(Import::BelowAnother).map(kept).collect();
        self.inner.store.keep_certificates(between, now()).await.map_err(faults::store)?;
        let _shared = self.inner.trust.put(belief);
        self.trust_changed();
        Ok(sorted.iter().map(|(one, outcome)| Imported { told: tell(one), outcome: *outcome }).collect())
    }

    /// The same of a file that the user chose.
    pub async fn import_anchor_file(&self, path: PathBuf) -> Result<Vec<Imported>, Fault> {
        let file = self.on_a_thread(move || chosen::read(&path)).await??;
        self.import_anchor(file).await
    }

    /// Believes an authority no more. `fingerprint` as it is written down.
    pub async fn forget_anchor(&self, fingerprint: &str) -> Result<(), Fault> {
        let _turn = self.inner.trust.turn.lock().await;
        let unknown = || Fault::new(FaultKind::NotHere, Subject::Profile, "no such authority");
        let mut belief = Belief::clone(&*self.believed().await?);
        let named = |one: &Certificate| tell(one).facts.fingerprint.eq_ignore_ascii_case(fingerprint.trim());
        let authority = belief.anchors().map(|(one, _)| one).find(|one| named(one)).cloned().ok_or_else(unknown)?;
        self.inner.store.forget_anchor(authority.fingerprint()).await.map_err(faults::store)?;
        belief.disbelieve(&authority);
        let _shared = self.inner.trust.put(belief);
        self.trust_changed();
        Ok(())
    }
}

/// Roots first: what one of them vouches for need not be believed by itself.
fn sort(mut belief: Belief, file: &[u8]) -> (Belief, Vec<(Certificate, Import)>) {
    let mut found = certificates(file);
    found.truncate(MOST);
    found.sort_by_key(|certificate| !certificate.is_self_issued());
    let mut sorted = Vec::new();
    for certificate in found {
        let outcome = outcome(&belief, &certificate);
        match outcome {
            Import::IgcSante | Import::Own => belief.believe(certificate.clone()),
            Import::BelowAnother => drop(belief.meet(certificate.clone())),
            Import::AlreadyKnown | Import::Test | Import::NotAnAuthority => {}
        }
        sorted.push((certificate, outcome));
    }
    (belief, sorted)
}

fn outcome(belief: &Belief, certificate: &Certificate) -> Import {
    let met = belief.authority(&certificate.fingerprint()).is_some();
    if belief.origin(certificate).is_some() {
        Import::AlreadyKnown
    } else if is_igc_sante(certificate) {
        Import::IgcSante
    } else if certificate.holder().test {
        Import::Test
    } else if !is_authority(certificate) {
        Import::NotAnAuthority
    } else if is_vouched_for(belief, certificate) {
        if met { Import::AlreadyKnown } else { Import::BelowAnother }
    } else {
        Import::Own
    }
}

fn is_vouched_for(belief: &Belief, certificate: &Certificate) -> bool {
    let seen = Seen { certificate: certificate.clone(), along: Vec::new(), at: now() };
    matches!(belief.judgement(&seen, now()).origin, Some(Origin::IgcSante | Origin::Own))
}
