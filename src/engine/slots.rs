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
use crate::token::TokenKey;

use super::card::{CardSight, Lock};
use super::fault::CardFault;
use super::seal::Told;
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

    /// The same with the card that is there and open, by the key that it signs in
    /// with.
    pub async fn add_open_card_slot(&self) -> Result<SlotId, Fault> {
        let wanted = fit_for_opening(&self.card())?;
        let named = |key: &TokenKey| Certificate::read(key.certificate()).is_ok_and(|one| seal::tell(&one) == wanted);
        let key = self.inner.card_keys(None).into_iter().find(named);
        self.add_card_slot(Arc::new(key.ok_or_else(|| card(CardFault::Gone, "its key is gone"))?)).await
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

/// The certificate of the first open card that signs in.
fn fit_for_opening(sight: &CardSight) -> Result<Told, Fault> {
    if sight.tokens.is_empty() {
        return Err(card(CardFault::Gone, "no card"));
    }
    let mut open = sight.tokens.iter().filter(|token| token.lock == Lock::Open).peekable();
    if open.peek().is_none() {
        return Err(card(CardFault::Locked, "no card is open"));
    }
    let found = open.flat_map(|token| token.certificates.iter()).find(|one| {
        let uses = one.told.holder.uses;
        !one.authority && uses.authentication
    });
    found.map(|one| one.told.clone()).ok_or_else(|| card(CardFault::NoKey, "no certificate for authentication"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::verdict::Facts;
    use crate::domain::{Holder, Timestamp, Uses};
    use crate::engine::card::{CardToken, OnCard, PinState, Stand, TokenId, Tries};

    fn facts() -> Facts {
        Facts {
            subject: "CN=Anne DURAND".to_owned(),
            issuer: "CN=AC FICTIVE".to_owned(),
            serial: "1".to_owned(),
            fingerprint: "5D7B".to_owned(),
            not_before: Timestamp(0),
            not_after: Timestamp(1),
            addresses: Vec::new(),
            rpps: None,
            profession: None,
            structure: None,
        }
    }

    fn sight(lock: Lock, uses: &[Uses]) -> CardSight {
        let told = |uses: &Uses| Told {
            name: "Anne DURAND".to_owned(),
            facts: facts(),
            holder: Holder { uses: *uses, ..Holder::default() },
        };
        let certificates: Vec<_> = uses.iter().map(|uses| OnCard { told: told(uses), authority: false }).collect();
        let token = CardToken {
            id: TokenId { manufacturer: "Essai".to_owned(), model: "Carte".to_owned(), serial: "1".to_owned() },
            label: "Carte".to_owned(),
            name: String::new(),
            holder: String::new(),
            lock,
            pin: PinState { tries: Tries::All, open: lock == Lock::Open, on_reader: false, shortest: 4, longest: 4 },
            certificates: certificates.into(),
        };
        CardSight { stand: Stand::Token, tokens: [token].into() }
    }

    #[test]
    fn only_an_open_card_that_signs_in_becomes_a_way_in() {
        let signs = Uses { authentication: false, signature: true, confidentiality: false };
        let signs_in = Uses { authentication: true, signature: false, confidentiality: false };
        let refused = |sight: &CardSight| fit_for_opening(sight).unwrap_err().kind;
        let none = CardSight { stand: Stand::NoCard, tokens: [].into() };
        assert_eq!(refused(&none), FaultKind::Card(CardFault::Gone));
        assert_eq!(refused(&sight(Lock::Closed, &[signs_in])), FaultKind::Card(CardFault::Locked));
        assert_eq!(refused(&sight(Lock::Open, &[signs])), FaultKind::Card(CardFault::NoKey));
        let found = fit_for_opening(&sight(Lock::Open, &[signs, signs_in])).unwrap();
        assert!(found.holder.uses.authentication);
    }
}
