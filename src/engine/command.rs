//! What may be asked of the engine. A command changes something and is answered
//! by events that everybody sees; questions that only read are methods of
//! [`super::Engine`] and are answered to who asked.

use crate::domain::{AccountDraft, AccountId, Secret};

#[derive(Debug, Clone)]
pub enum Command {
    /// Starts the loops of all accounts that are kept. Sent once, when somebody
    /// listens.
    Watch,
    /// Keeps the account and starts its first sync. The servers were checked
    /// before, by [`super::Engine::check`].
    AddAccount { draft: Box<AccountDraft>, secret: Secret },
    /// Takes the account and all its mail off this workstation. The server
    /// keeps everything.
    RemoveAccount(AccountId),
    /// A new password for an account that was refused.
    ReplaceSecret { account: AccountId, secret: Secret },
    /// The settings of the account changed: its loop begins again with them.
    Restart(AccountId),
    /// Looks for new mail now, whatever the clock says.
    Sync(AccountId),
    /// A card or a token came, went, was opened or closed: mailboxes that wait for
    /// theirs try again.
    CardChanged,
    /// Stops the work in hand on an account; what is here stays.
    Cancel(AccountId),
}
