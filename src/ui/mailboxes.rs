//! The mailboxes and their folders, as the engine last told of them: what a row
//! needs to say where a message lies.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Together;
use crate::domain::{Account, AccountId, Folder, FolderId, Role, Space, TrustedSpace};
use crate::engine::Event;

#[derive(Debug, Default)]
pub struct Mailboxes {
    /// None until the engine has spoken: an empty window is not "no account".
    accounts: Option<Arc<[Account]>>,
    folders: BTreeMap<AccountId, Arc<[Folder]>>,
    trusted: TrustedSpace,
}

/// Inboxes that are shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inboxes {
    All,
    /// Of one space alone: the secure ones are not mixed with the others.
    Of(Space),
}

impl Inboxes {
    /// Of which mailboxes.
    pub fn members(self, accounts: &[Account]) -> Vec<AccountId> {
        let is_in = |account: &&Account| match self {
            Self::All => true,
            Self::Of(space) => account.draft.space == space,
        };
        accounts.iter().filter(is_in).map(|account| account.id).collect()
    }
}

static NONE: Mailboxes = Mailboxes { accounts: None, folders: BTreeMap::new(), trusted: TrustedSpace::BY_NAME };

impl Mailboxes {
    /// Before there are any.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Whether the event told of mailboxes or folders.
    pub fn apply(&mut self, event: &Event) -> bool {
        match event {
            Event::Accounts(accounts) => {
                self.folders.retain(|id, _| accounts.iter().any(|account| account.id == *id));
                self.accounts = Some(Arc::clone(accounts));
            }
            Event::Folders(account, folders) => {
                let _ = self.folders.insert(*account, Arc::clone(folders));
            }
            Event::TrustedSpace(trusted) => {
                self.trusted = trusted.clone();
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Which addresses are of the trusted space.
    pub fn trusted(&self) -> &TrustedSpace {
        &self.trusted
    }

    pub fn are_known(&self) -> bool {
        self.accounts.is_some()
    }

    pub fn accounts(&self) -> &[Account] {
        self.accounts.as_deref().unwrap_or_default()
    }

    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts().iter().find(|account| account.id == id)
    }

    pub fn folders(&self, account: AccountId) -> &[Folder] {
        self.folders.get(&account).map(|folders| &**folders).unwrap_or_default()
    }

    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.folders.values().flat_map(|folders| folders.iter()).find(|folder| folder.id == id)
    }

    /// Where a folder is.
    pub fn account_of(&self, folder: FolderId) -> Option<&Account> {
        self.account(self.folder(folder)?.account)
    }

    /// Only then is it worth a word which one is meant.
    pub fn are_several(&self) -> bool {
        self.accounts().len() > 1
    }

    /// The inboxes that stand together on top of the tree. One alone is not
    /// shown twice.
    pub fn together(&self, wish: Together) -> Vec<Inboxes> {
        let offers: &[Inboxes] = match wish {
            Together::Off => &[],
            Together::All if !self.are_of_both_spaces() => &[Inboxes::All],
            Together::Mixed => &[Inboxes::All],
            Together::BySpace | Together::All => &[Inboxes::Of(Space::Secure), Inboxes::Of(Space::Ordinary)],
        };
        offers.iter().copied().filter(|inboxes| self.members(*inboxes).len() > 1).collect()
    }

    fn are_of_both_spaces(&self) -> bool {
        [Space::Secure, Space::Ordinary].into_iter().all(|space| !self.members(Inboxes::Of(space)).is_empty())
    }

    pub fn members(&self, inboxes: Inboxes) -> Vec<AccountId> {
        inboxes.members(self.accounts())
    }

    /// What is unread in the inboxes of these mailboxes, and how much there is.
    pub fn count(&self, accounts: &[AccountId]) -> (u64, u64) {
        let inboxes =
            accounts.iter().flat_map(|id| self.folders(*id)).filter(|folder| folder.role == Some(Role::Inbox));
        inboxes
            .fold((0, 0), |(unread, total), inbox| (unread + u64::from(inbox.unread), total + u64::from(inbox.total)))
    }

    /// What is unread in all inboxes.
    pub fn unread(&self) -> u64 {
        self.count(&self.members(Inboxes::All)).0
    }
}

/// A mailbox as tests want one.
#[cfg(test)]
pub(super) mod sample {
    use crate::domain::export::Exporting;
    use crate::domain::{
        Account, AccountDraft, AccountId, AuthMethod, Colour, Email, Keep, Protocol, Security, Sending, Server, Space,
    };

    pub fn account(id: i64, space: Space) -> Account {
        let draft = AccountDraft {
            label: format!("Boîte {id}"),
            holder: String::new(),
            email: Email::parse("anne@cabinet.example").unwrap(),
            user: "anne".to_owned(),
            auth: AuthMethod::Password,
            certificate: None,
            incoming: Server { host: "mail.cabinet.example".to_owned(), port: 993, security: Security::Tls },
            protocol: Protocol::Imap,
            keep: Keep::All,
            smtp: None,
            space,
            colour: Colour(0),
            sending: Sending::default(),
            exporting: Exporting::default(),
        };
        Account { id: AccountId(id), draft }
    }
}
