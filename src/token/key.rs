//! A private key on a token, for who only knows keys. It names the key by its
//! token and its certificate: whether the card is there, open, and still the
//! same is found out anew by each use.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::runtime::Handle;
use zeroize::Zeroizing;

use super::Pin;
use super::door::Host;
use super::words::{Answer, Deed, KeyId, TokenCertificate, TokenId, Wish};
use crate::child::Bytes;
use crate::crypto::{Digest, Key, KeyError, Padding};

/// Asks the user for the code of a key that wants it for each use; None when
/// the user says no. Called on the thread of who uses the key.
pub type AskPin = Arc<dyn Fn() -> Option<Pin> + Send + Sync>;

#[derive(Clone)]
pub struct TokenKey {
    host: Arc<Host>,
    runtime: Handle,
    patience: Duration,
    id: KeyId,
    ask: Option<AskPin>,
}

impl TokenKey {
    pub(super) fn new(
        host: Arc<Host>,
        runtime: Handle,
        patience: Duration,
        (token, certificate): (&TokenId, &TokenCertificate),
    ) -> Self {
        let id = KeyId { token: token.clone(), id: certificate.id.clone(), certificate: certificate.der.clone() };
        Self { host, runtime, patience, id, ask: None }
    }

    /// With whom to ask for a code that is wanted each time. Without, such a
    /// key answers [`KeyError::Locked`].
    #[must_use]
    pub fn asking(mut self, ask: AskPin) -> Self {
        self.ask = Some(ask);
        self
    }

    /// Known to want the code only when it says so; then once more, with it.
    fn perform(&self, deed: impl Fn() -> Deed) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let answer = match self.wait_for(deed(), None)? {
            Answer::CodeWanted => {
                let ask = self.ask.as_ref().ok_or(KeyError::Locked)?;
                let pin = ask().ok_or(KeyError::Cancelled)?;
                self.wait_for(deed(), Some(pin))?
            }
            answer => answer,
        };
        match answer {
            Answer::Bytes(bytes) => Ok(Zeroizing::new(bytes.0)),
            _ => Err(KeyError::Unresponsive),
        }
    }

    fn wait_for(&self, deed: Deed, pin: Option<Pin>) -> Result<Answer, KeyError> {
        let (host, patience) = (self.host.clone(), self.patience);
        let wish = Wish::Use { key: self.id.clone(), deed, pin };
        let (tell, answer) = mpsc::sync_channel(1);
        drop(self.runtime.spawn(async move {
            // Nobody may be left to hear it.
            let _ = tell.send(host.ask(wish, patience).await);
        }));
        // The runtime ends before the program does, never before the deadline.
        answer.recv().unwrap_or(Err(KeyError::Cancelled))
    }
}

impl Key for TokenKey {
    fn certificate(&self) -> &[u8] {
        &self.id.certificate.0
    }

    fn sign(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let deed = || Deed::Sign { digest, message: Bytes(message.to_vec()) };
        self.perform(deed).map(|mut signature| std::mem::take(&mut *signature))
    }

    fn decrypt(&self, padding: Padding, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.perform(|| Deed::Decrypt { padding, block: Bytes(block.to_vec()) })
    }

    fn agree(&self, point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.perform(|| Deed::Agree { point: Bytes(point.to_vec()) })
    }
}
