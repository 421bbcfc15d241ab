//! What a profile believes: authorities, what is known of revocation, and whom
//! an address belongs to.
//!
//! It is read from the cache once, off the window's thread, and shared as it is
//! ([`Belief`]); what changes it is written first. Whatever comes from the line
//! is proved before it is kept, and failing to fetch costs nothing but a "not
//! checked" in the verdict.

mod anchors;
mod ask;
mod bindings;
mod fresh;
mod load;

use std::sync::{Arc, Mutex, PoisonError};

use crate::crypto::cert::Certificate;
use crate::crypto::smime::Seen;
use crate::crypto::trust::Judgement;
use crate::domain::Timestamp;
use crate::net::published::Publications;

use crate::store::{KeptCertificate, Learned};
use crate::sync::now;

pub use anchors::{Anchor, AnchorKind, AnchorSource, Import, Imported};
pub use bindings::Confirmed;
pub(super) use fresh::keep_fresh;

use super::seal::{Belief, Judged};
use super::{Engine, Fault, faults};

/// Where the belief lies.
#[derive(Debug, Default)]
pub(super) struct Desk {
    belief: Mutex<Option<Arc<Belief>>>,
    /// Held by who changes it.
    turn: tokio::sync::Mutex<()>,
    publications: Publications,
}

/// What came of asking.
#[derive(Debug, Clone, Default)]
pub struct Refreshed {
    /// Verdicts may be others now; told to everybody by [`super::Event::TrustChanged`].
    pub changed: bool,
    /// The first thing that went wrong. Others may have gone well.
    pub fault: Option<Fault>,
}

impl Desk {
    fn current(&self) -> Option<Arc<Belief>> {
        self.belief.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, belief: Belief) -> Arc<Belief> {
        let belief = Arc::new(belief);
        *self.belief.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&belief));
        belief
    }
}

impl Engine {
    /// What this profile believes now, to judge messages by.
    pub async fn belief(&self) -> Result<Arc<Belief>, Fault> {
        let desk = &self.inner.trust;
        if let Some(belief) = desk.current() {
            return Ok(belief);
        }
        let _turn = desk.turn.lock().await;
        self.believed().await
    }

    /// The same for who has the turn.
    async fn believed(&self) -> Result<Arc<Belief>, Fault> {
        match self.inner.trust.current() {
            Some(belief) => Ok(belief),
            None => Ok(self.inner.trust.put(load::load(&self.inner.handle, &self.inner.store).await?)),
        }
    }

    /// Keeps in mind whose signatures were judged, so that what is known of them
    /// is kept fresh, and the authorities above them, which other messages may
    /// not bring along. Of those that are not proved nothing is kept.
    pub async fn remember(&self, judged: &Judged) -> Result<(), Fault> {
        self.remember_seen(judged.seen.clone()).await
    }

    pub(super) async fn remember_seen(&self, seen: Vec<Seen>) -> Result<(), Fault> {
        if seen.is_empty() {
            return Ok(());
        }
        let belief = self.belief().await?;
        let met = self.on_a_thread(move || proved(&belief, &seen, now())).await?;
        if met.is_empty() {
            return Ok(());
        }
        let rows = met.iter().map(kept).collect();
        self.inner.store.keep_certificates(rows, now()).await.map_err(faults::store)?;
        let _turn = self.inner.trust.turn.lock().await;
        let mut belief = Belief::clone(&*self.believed().await?);
        let mut new = false;
        for authority in met.into_iter().filter(is_authority) {
            new |= belief.meet(authority);
        }
        if new {
            let _shared = self.inner.trust.put(belief);
        }
        Ok(())
    }

    /// Fetches what the verdict on a message misses of revocation, of those
    /// signers alone whose chain is proved. To be asked once for each message
    /// that is opened: what cannot be had is not had by asking again at once.
    pub async fn refresh_revocation(&self, judged: &Judged) -> Result<Refreshed, Fault> {
        self.refresh_seen(judged.seen.clone()).await
    }

    pub(super) async fn refresh_seen(&self, seen: Vec<Seen>) -> Result<Refreshed, Fault> {
        let now = now();
        self.refresh(seen, now, now).await
    }

    /// The same of all whose signatures were judged lately, for some hours ahead.
    pub async fn refresh_lately_judged(&self) -> Result<Refreshed, Fault> {
        let now = now();
        let seen = fresh::lately_judged(&self.inner.store, now).await?;
        self.refresh(seen, now, fresh::ahead(now)).await
    }

    async fn refresh(&self, seen: Vec<Seen>, now: Timestamp, until: Timestamp) -> Result<Refreshed, Fault> {
        if seen.is_empty() {
            return Ok(Refreshed::default());
        }
        let belief = Belief::clone(&*self.belief().await?);
        let round = ask::Round::new(self.inner.trust.publications.clone(), belief, now, until);
        // Whoever asked may be on an executor that knows no sockets.
        let asked = self.inner.handle.spawn(round.run(seen)).await.map_err(|_| faults::worker())??;
        if asked.learned == Learned::default() {
            return Ok(Refreshed { changed: false, fault: asked.fault });
        }
        self.inner.store.learn(asked.learned, now).await.map_err(faults::store)?;
        let _turn = self.inner.trust.turn.lock().await;
        let mut belief = Belief::clone(&*self.believed().await?);
        let changed = belief.join(&asked.belief);
        let _shared = self.inner.trust.put(belief);
        if changed {
            self.trust_changed();
        }
        Ok(Refreshed { changed, fault: asked.fault })
    }
}

/// What a belief that no profile keeps misses to judge a message, fetched for
/// this once; and what went wrong.
pub async fn refreshed(belief: &Belief, judged: &Judged, now: Timestamp) -> Result<(Belief, Option<Fault>), Fault> {
    let round = ask::Round::new(Publications::default(), belief.clone(), now, now);
    let asked = round.run(judged.seen.clone()).await?;
    Ok((asked.belief, asked.fault))
}

/// The chains of those against whom nothing stands, but for their anchors.
fn proved(belief: &Belief, seen: &[Seen], now: Timestamp) -> Vec<Certificate> {
    let mut met = Vec::new();
    for judgement in seen.iter().map(|one| belief.judgement(one, now)).filter(Judgement::is_trusted) {
        for certificate in judgement.chain {
            if belief.origin(&certificate).is_none() && !met.contains(&certificate) {
                met.push(certificate);
            }
        }
    }
    met
}

fn is_authority(certificate: &Certificate) -> bool {
    certificate.basic().is_some_and(|basic| basic.authority)
}

fn kept(certificate: &Certificate) -> KeptCertificate {
    KeptCertificate {
        fingerprint: certificate.fingerprint(),
        der: certificate.der().to_vec(),
        authority: is_authority(certificate),
    }
}
