//! Whom an address belongs to: what the user confirmed. A health card holds no
//! address, so somebody has to say whose it is.

use serde::Serialize;

use crate::domain::{Email, HolderId, Timestamp};
use crate::store::KeptBinding;
use crate::sync::now;

use super::super::seal::Belief;
use super::super::{Engine, Fault, faults};
use super::load;

/// An address and its holder, as the user confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    pub address: Email,
    pub holder: HolderId,
    pub at: Timestamp,
}

impl Engine {
    pub async fn confirmed_addresses(&self) -> Result<Vec<Confirmed>, Fault> {
        let kept = self.inner.store.bindings().await.map_err(faults::store)?;
        let confirmed = |one: KeptBinding| Confirmed { address: one.address, holder: one.holder, at: one.confirmed };
        Ok(kept.into_iter().map(confirmed).collect())
    }

    /// The user knows that this holder writes from this address.
    pub async fn confirm_address(&self, holder: HolderId, address: Email) -> Result<(), Fault> {
        let _turn = self.inner.trust.turn.lock().await;
        let binding = KeptBinding { address, holder, confirmed: now() };
        self.inner.store.keep_binding(binding).await.map_err(faults::store)?;
        self.bind_anew().await
    }

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
