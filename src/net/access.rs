//! What the program brings to all its servers: whom it believes, and where it
//! finds who it is to be for them.

use std::sync::Arc;

use super::{Anchors, Connector, Identities, NetError};
use crate::domain::AccountDraft;

#[derive(Clone)]
pub struct Access {
    anchors: Anchors,
    identities: Arc<dyn Identities>,
}

impl Access {
    pub fn new(anchors: Anchors, identities: Arc<dyn Identities>) -> Self {
        Self { anchors, identities }
    }

    pub fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// The way to the servers of an account, for one connection: whether its
    /// card is there is found out anew each time.
    pub fn connector(&self, draft: &AccountDraft) -> Result<Connector, NetError> {
        let connector = Connector::new(&self.anchors);
        match &draft.certificate {
            Some(certificate) => Ok(connector.showing(self.identities.find(&certificate.fingerprint)?)),
            None => Ok(connector),
        }
    }
}
