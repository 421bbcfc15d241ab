//! What the program brings to all its servers: whom it believes, and where it
//! finds who it is to be for them.

use std::sync::Arc;

use super::{Anchors, Connector, Identities, Names, NetError};
use crate::domain::AccountDraft;

#[derive(Clone)]
pub struct Access {
    anchors: Anchors,
    identities: Arc<dyn Identities>,
    pictures: Connector,
}

impl Access {
    /// What letters name is looked up by names of its own.
    pub fn new(anchors: Anchors, identities: Arc<dyn Identities>, named_in_letters: Arc<dyn Names>) -> Self {
        let pictures = Connector::with_names(&anchors, named_in_letters);
        Self { anchors, identities, pictures }
    }

    pub fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// The way to the hosts of remote pictures.
    pub fn pictures(&self) -> &Connector {
        &self.pictures
    }

    /// The way to what is published for everybody in the trade.
    pub fn published(&self) -> Connector {
        Connector::new(&self.anchors)
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
