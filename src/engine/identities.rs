//! Who mailboxes are to their servers: the keys of certificates, on the cards that
//! are there and open, or given for as long as the engine runs. Holds no code, and
//! asks for none.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;

use crate::crypto::KeyError;
use crate::domain::Fingerprint;
use crate::net::{self, Identity};

use super::seal::{Pen, faults};
use super::{Command, Engine, Fault, card};

pub(super) struct Identities {
    given: Mutex<BTreeMap<Fingerprint, Identity>>,
    card: Arc<card::Desk>,
    runtime: Handle,
}

impl net::Identities for Identities {
    fn find(&self, certificate: &Fingerprint) -> Result<Identity, KeyError> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner).get(certificate).cloned();
        given.map_or_else(|| self.card.identity(certificate, &self.runtime), Ok)
    }
}

impl Identities {
    pub(super) fn new(card: Arc<card::Desk>, runtime: Handle) -> Self {
        Self { given: Mutex::default(), card, runtime }
    }

    fn put(&self, certificate: Fingerprint, identity: Identity) {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let _before = given.insert(certificate, identity);
    }
}

impl Engine {
    /// From now on mailboxes may show this certificate: those that wait for it go
    /// on. Gives what an account names it by.
    pub fn show(&self, pen: &Pen) -> Result<Fingerprint, Fault> {
        let certificate = pen.fingerprint();
        self.inner.identities.put(certificate, pen.identity().map_err(faults::key)?);
        self.send(Command::CardChanged);
        Ok(certificate)
    }

    /// The same with the software certificates of the cache.
    pub(super) async fn show_kept_keys(&self) -> Result<(), Fault> {
        let kept = self.inner.store.soft_keys().await.map_err(super::faults::store)?;
        if kept.is_empty() {
            return Ok(());
        }
        for key in self.soft_keys().await? {
            let own = kept.iter().find(|one| one.certificate == key.certificate());
            let chain = own.map(|one| one.chain.clone()).unwrap_or_default();
            let certificate = Fingerprint(Sha256::digest(key.certificate()).into());
            // A key that no server can be shown is no failure: it is for mail.
            if let Ok(identity) = Identity::new(key, chain) {
                self.inner.identities.put(certificate, identity);
            }
        }
        self.send(Command::CardChanged);
        Ok(())
    }
}
