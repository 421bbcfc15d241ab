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
    /// Of the software certificates of the cache, while it is open.
    kept: Mutex<BTreeMap<Fingerprint, Identity>>,
    card: Arc<card::Desk>,
    runtime: Handle,
}

impl net::Identities for Identities {
    fn find(&self, certificate: &Fingerprint) -> Result<Identity, KeyError> {
        let named = |all: &Mutex<BTreeMap<_, Identity>>| {
            all.lock().unwrap_or_else(PoisonError::into_inner).get(certificate).cloned()
        };
        let given = named(&self.given).or_else(|| named(&self.kept));
        given.map_or_else(|| self.card.identity(certificate, &self.runtime), Ok)
    }
}

impl Identities {
    pub(super) fn new(card: Arc<card::Desk>, runtime: Handle) -> Self {
        Self { given: Mutex::default(), kept: Mutex::default(), card, runtime }
    }

    /// The cache is closed: its keys go.
    pub(super) fn forget_kept(&self) {
        self.keep(BTreeMap::new());
    }

    fn keep(&self, kept: BTreeMap<Fingerprint, Identity>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = kept;
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
        let mut shown = BTreeMap::new();
        for key in if kept.is_empty() { Vec::new() } else { self.soft_keys().await? } {
            let own = kept.iter().find(|one| one.certificate == key.certificate());
            let chain = own.map(|one| one.chain.clone()).unwrap_or_default();
            let certificate = Fingerprint(Sha256::digest(key.certificate()).into());
            // A key that no server can be shown is no failure: it is for mail.
            if let Ok(identity) = Identity::new(key, &chain) {
                let _none = shown.insert(certificate, identity);
            }
        }
        let none = shown.is_empty();
        self.inner.identities.keep(shown);
        if none {
            return Ok(());
        }
        self.send(Command::CardChanged);
        Ok(())
    }
}
