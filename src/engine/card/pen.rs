//! Signing with the card that is there.

use crate::crypto::KeyError;
use crate::crypto::cert::Certificate;
use crate::domain::Secret;
use crate::engine::fault::CardFault;
use crate::engine::seal::{Pen, faults};
use crate::engine::{Engine, Fault, FaultKind, Subject};

use super::is_authority;

impl Engine {
    /// Signs a message, once, with the first key that is for signing. `code` is
    /// for a key that wants it each time.
    pub async fn sign(&self, message: Vec<u8>, opaque: bool, code: Option<Secret>) -> Result<Vec<u8>, Fault> {
        let inner = self.inner.clone();
        self.on_a_thread(move || {
            let keys = inner.card_keys(code);
            if keys.is_empty() {
                return Err(faults::key(KeyError::Gone));
            }
            let signs = |der: &[u8]| Certificate::read(der).is_ok_and(|one| one.uses().signature);
            let key = keys.into_iter().find(|key| signs(crate::crypto::Key::certificate(key)));
            let none = || Fault::new(FaultKind::Card(CardFault::NoKey), Subject::Profile, "no key for signing");
            let pen = Pen::of_token(key.ok_or_else(none)?, inner.card.authorities());
            let signed = pen.sign(&message, crate::sync::now(), opaque);
            if signed.is_err() {
                inner.card.look_again();
            }
            signed
        })
        .await?
    }
}

impl super::Desk {
    /// What the tokens hold of those who vouch for their certificates.
    pub(in crate::engine) fn authorities(&self) -> Vec<Vec<u8>> {
        let all = self.seen().into_iter().flat_map(|seen| seen.token.certificates);
        all.map(|one| one.der.0).filter(|der| is_authority(der)).collect()
    }
}
