//! The ways into the cache while it is open: which there are, a card added, one
//! taken away. And the cache opened with a card.
//!
//! A card is lost, expires, is renewed: beside it another way in always stays.
//! Nothing here looks for a card or asks for its code; the key is given.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::config;
use crate::crypto::Key;
use crate::crypto::cert::Certificate;
use crate::crypto::opener::{self, OpenerError};
use crate::store::{CacheKey, CardSlot, Slot, SlotId, SlotKind, Vault};

use super::fault::CardFault;
use super::{Engine, Fault, FaultKind, Held, Subject, faults, seal};

impl Engine {
    pub async fn slots(&self) -> Result<Vec<Slot>, Fault> {
        let path = self.vault()?;
        self.on_a_thread(move || Vault::load(&path).map(|vault| vault.slots()).map_err(faults::vault)).await?
    }

    /// From now on this key opens the cache too. It is used twice. Where it did
    /// already, its slot is made anew.
    pub async fn add_card_slot(&self, key: Arc<dyn Key>) -> Result<SlotId, Fault> {
        let _turn = self.inner.slots.lock().await;
        let (path, cache) = (self.vault()?, self.inner.store.key());
        self.on_a_thread(move || {
            let mut vault = Vault::load(&path).map_err(faults::vault)?;
            let of = Certificate::read(key.certificate()).map_err(|_| card(CardFault::Unsuited, "no certificate"))?;
            let slot = vault.new_card(&of.fingerprint(), &digest(of.subject())).map_err(faults::vault)?;
            let secret = opener::lasting_secret(key.as_ref(), slot.message()).map_err(of_key)?;
            let id = vault.add_card(&cache, &slot, &secret).map_err(faults::vault)?;
            vault.save(&path).map_err(faults::vault)?;
            Ok(id)
        })
        .await?
    }

    /// Takes a way in away. Refused for the last one that is no card.
    pub async fn remove_slot(&self, id: SlotId) -> Result<(), Fault> {
        let _turn = self.inner.slots.lock().await;
        let path = self.vault()?;
        self.on_a_thread(move || {
            let mut vault = Vault::load(&path).map_err(faults::vault)?;
            let was_session = vault.slots().iter().any(|slot| slot.id == id && slot.kind == SlotKind::Session);
            vault.remove(id).map_err(faults::vault)?;
            vault.save(&path).map_err(faults::vault)?;
            if was_session {
                // What stays behind in the keyring opens nothing any more.
                let _ = config::keyring::delete_key(vault.profile_id());
            }
            Ok(())
        })
        .await?
    }

    /// The demonstration has none: its key is in memory only.
    fn vault(&self) -> Result<PathBuf, Fault> {
        match self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(Held::Profile { vault, .. }) => Ok(vault.clone()),
            Some(Held::Scratch(_)) | None => {
                Err(Fault::new(FaultKind::NotHere, Subject::Profile, "no profile is open that keeps a vault"))
            }
        }
    }
}

/// With a card: one use of its key.
pub(super) fn open(vault: &Vault, key: &dyn Key) -> Result<CacheKey, Fault> {
    let slots = vault.cards();
    let of = Certificate::read(key.certificate()).map_err(|_| card(CardFault::Other, "no certificate"))?;
    let slot = slots.iter().find(|slot| slot.is_of(&of.fingerprint()));
    let slot = slot.ok_or_else(|| stranger(&slots, std::iter::once(&of)))?;
    let secret = opener::secret(key, slot.message()).map_err(of_key)?;
    vault.open_with_card(slot.id, &secret).map_err(|error| card(CardFault::SlotDamaged, &error.to_string()))
}

/// Why none of these certificates opens: they are of somebody else, or of the
/// card that came after the one that does.
pub(super) fn stranger<'a>(slots: &[CardSlot], mut shown: impl Iterator<Item = &'a Certificate>) -> Fault {
    let of_the_holder = |one: &Certificate| slots.iter().any(|slot| slot.is_of_holder(&digest(one.subject())));
    if shown.any(of_the_holder) {
        card(CardFault::Renewed, "a certificate of the same holder, but another one")
    } else {
        card(CardFault::Other, "no slot is of this card")
    }
}

fn digest(name: &[u8]) -> [u8; 32] {
    Sha256::digest(name).into()
}

fn of_key(error: OpenerError) -> Fault {
    match error {
        OpenerError::Unsuited => card(CardFault::Unsuited, &error.to_string()),
        OpenerError::Key(error) => seal::faults::key(error),
    }
}

fn card(kind: CardFault, detail: &str) -> Fault {
    Fault::new(FaultKind::Card(kind), Subject::Profile, detail)
}
