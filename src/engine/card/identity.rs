//! Keys that open the line to a server, on the tokens that are there.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;

use crate::crypto::KeyError;
use crate::domain::Fingerprint;
use crate::net::Identity;
use crate::token::{TokenCertificate, TokenSeen};

use super::{Lock, locked};

impl super::Desk {
    /// The key of a certificate, where its token is there and open: by what is
    /// known, without asking the card.
    pub(in crate::engine) fn identity(
        &self,
        certificate: &Fingerprint,
        runtime: &Handle,
    ) -> Result<Identity, KeyError> {
        let (tokens, seen) = (self.tokens().ok_or(KeyError::Gone)?, self.seen());
        let (seen, own) = seen.iter().find_map(|seen| Some((seen, held(seen, certificate)?))).ok_or(KeyError::Gone)?;
        match locked(seen.token.pin) {
            Lock::Open => Identity::new(Arc::new(tokens.key(seen, own, runtime.clone())), &self.authorities()),
            Lock::Closed => Err(KeyError::Locked),
            Lock::Blocked => Err(KeyError::Blocked),
        }
    }
}

fn held<'a>(seen: &'a TokenSeen, certificate: &Fingerprint) -> Option<&'a TokenCertificate> {
    seen.token.certificates.iter().find(|one| <[u8; 32]>::from(Sha256::digest(&one.der.0)) == certificate.0)
}
