//! A message to the server that sends for a mailbox, now.

use crate::domain::{Account, Email};
use crate::net::smtp::{self, Parcel, SendError};

use super::{Engine, Fault, FaultKind, SendFault, Subject, faults};

impl Engine {
    /// Some of its recipients have it when this is done; a fault says that nobody
    /// has, or that nobody knows ([`SendFault::Unsure`]).
    pub(super) async fn hand_in(
        &self,
        account: &Account,
        from: Option<Email>,
        to: Vec<Email>,
        bytes: Vec<u8>,
    ) -> Result<(), Fault> {
        let about = Subject::Account(account.id);
        let draft = account.draft.clone();
        let Some(server) = draft.smtp.clone() else {
            return Err(Fault::new(FaultKind::Sending(SendFault::NoServer), about, "no server to send by"));
        };
        let secret = self.kept_secret(account.id).await?;
        let (access, auth) = (self.inner.access.clone(), draft.auth);
        let task = self.inner.handle.spawn(async move {
            let connector = access.connector(&draft)?;
            let parcel = Parcel { from: from.as_ref(), to: &to, bytes: &bytes, report: None };
            smtp::send(&server, connector, &draft.user, auth, &secret, parcel).await
        });
        let sent = task.await.map_err(|_| faults::worker())?;
        sent.map(|_taken| ()).map_err(|error| faults::by_way_of(auth, fault(&error, about)))
    }
}

/// What is refused for now is told apart from what is for ever.
pub(super) fn fault(error: &SendError, about: Subject) -> Fault {
    let what = match error {
        SendError::Net(error) => return faults::net(error, about),
        SendError::Unwritable => SendFault::Unwritable,
        SendError::TooLarge { .. } => SendFault::TooLarge,
        SendError::Recipients(refused) if refused.iter().any(|one| one.passes) => SendFault::Later,
        SendError::Recipients(_) => SendFault::Recipients,
        SendError::Sender { passes: true, .. } | SendError::Message { passes: true, .. } => SendFault::Later,
        SendError::Sender { .. } => SendFault::Sender,
        SendError::Message { .. } => SendFault::Refused,
        SendError::InDoubt | SendError::TakenBack => SendFault::Unsure,
    };
    Fault::new(FaultKind::Sending(what), about, error.to_string())
}
