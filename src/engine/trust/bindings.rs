//! Whom an address belongs to: what the user confirmed. A health card holds no
//! address, so somebody has to say whose it is.

use serde::Serialize;

use crate::crypto::cert::Certificate;
use crate::domain::{Email, HolderId, Timestamp};
use crate::store::KeptBinding;
use crate::sync::now;

use super::super::seal::{Belief, Told, tell};
use super::super::{Engine, Fault, faults};
use super::load;

/// Of signers, the last that were met: a name is looked for among so many.
const MOST: u32 = 2_000;

/// An address and its holder, as the user confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    pub address: Email,
    pub holder: HolderId,
    /// In a few words, as a certificate of theirs that was proved says it. None
    /// where none is here any more: it decides nothing.
    pub name: Option<String>,
    pub at: Timestamp,
}

impl Confirmed {
    /// What tells the holder from all others.
    pub fn number(&self) -> &str {
        match &self.holder {
            HolderId::Rpps(number) => number,
            HolderId::Certificate(fingerprint) => fingerprint,
        }
    }
}

impl Engine {
    pub async fn confirmed_addresses(&self) -> Result<Vec<Confirmed>, Fault> {
        let kept = self.inner.store.bindings().await.map_err(faults::store)?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let signers = self.inner.store.signers_since(Timestamp(0), MOST).await.map_err(faults::store)?;
        self.on_a_thread(move || {
            let signers = signers.iter().filter_map(|one| Certificate::read(&one.der).ok());
            let signers: Vec<Told> = signers.map(|certificate| tell(&certificate)).collect();
            kept.into_iter().map(|one| confirmed(one, &signers)).collect()
        })
        .await
    }

    /// The user knows that this holder writes from this address.
    pub async fn confirm_address(&self, holder: HolderId, address: Email) -> Result<(), Fault> {
        let _turn = self.inner.trust.turn.lock().await;
        let binding = KeptBinding { address, holder, confirmed: now() };
        self.inner.store.keep_binding(binding).await.map_err(faults::store)?;
        self.bind_anew().await
    }

    /// The user takes back what was confirmed: it holds no more, for nobody.
    pub async fn forget_binding(&self, holder: HolderId, address: Email) -> Result<(), Fault> {
        let _turn = self.inner.trust.turn.lock().await;
        self.inner.store.forget_binding(holder, address).await.map_err(faults::store)?;
        self.bind_anew().await
    }

    async fn bind_anew(&self) -> Result<(), Fault> {
        let kept = self.inner.store.bindings().await.map_err(faults::store)?;
        let mut belief = Belief::clone(&*self.believed().await?);
        belief.bind(load::bound(kept));
        let _shared = self.inner.trust.put(belief);
        self.trust_changed();
        Ok(())
    }
}

fn confirmed(kept: KeptBinding, signers: &[Told]) -> Confirmed {
    let theirs = |told: &&Told| match &kept.holder {
        HolderId::Rpps(number) => told.facts.rpps.as_ref() == Some(number),
        HolderId::Certificate(fingerprint) => told.facts.fingerprint == *fingerprint,
    };
    let name = signers.iter().find(theirs).map(|told| told.name.clone());
    Confirmed { address: kept.address, holder: kept.holder, name, at: kept.confirmed }
}
