//! What the user calls a mailbox, its colour, and what becomes of mail on a
//! POP3 server: changed without touching its mail.

use crate::domain::{AccountDraft, AccountId, Colour, Leave, Protocol, Sending};

use super::{Command, Engine, Event, Fault, FaultKind, Subject, faults};

impl Engine {
    /// Answered when it is kept; everybody hears of it by [`Event::Accounts`].
    pub async fn set_account(&self, id: AccountId, label: &str, colour: Colour) -> Result<(), Fault> {
        let label = label.trim().to_owned();
        self.change_account(id, move |draft| {
            draft.colour = colour;
            if !label.is_empty() {
                draft.label = label;
            }
        })
        .await
    }

    /// How it writes and sends, from the next message on.
    pub async fn set_sending(&self, id: AccountId, sending: Sending) -> Result<(), Fault> {
        self.change_account(id, move |draft| draft.sending = sending).await
    }

    /// Holds from the next look at the server on, which is now.
    pub async fn set_leave(&self, id: AccountId, leave: Leave) -> Result<(), Fault> {
        self.change_account(id, move |draft| {
            if let Protocol::Pop3(kept) = &mut draft.protocol {
                *kept = leave;
            }
        })
        .await?;
        self.send(Command::Restart(id));
        Ok(())
    }

    pub(super) async fn change_account(
        &self,
        id: AccountId,
        change: impl FnOnce(&mut AccountDraft) + Send + 'static,
    ) -> Result<(), Fault> {
        if !self.inner.store.change_account(id, change).await.map_err(faults::store)? {
            return Err(Fault::new(FaultKind::NotHere, Subject::Account(id), "the account is gone"));
        }
        self.tell(Event::Accounts(self.accounts().await?.into()));
        Ok(())
    }
}
