//! Folders made, renamed, subscribed and deleted.

use super::response::Response;
use super::say::quoted;
use super::{Session, utf7};
use crate::domain::Role;
use crate::net::{NetError, Refusal};

/// Where the user's own folders lie: on some servers all of them below the
/// inbox, and none can be made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Namespace {
    /// What the raw name of each folder begins with: often nothing, or `INBOX.`.
    pub raw_prefix: String,
    pub separator: Option<char>,
}

impl Session {
    /// The name of a folder as the server writes it, from the path as people do.
    pub fn raw_name_of(path: &str) -> String {
        utf7::encode(path)
    }

    /// None where the server does not say: then folders lie at the top.
    pub async fn namespace(&mut self) -> Result<Option<Namespace>, NetError> {
        if !self.capabilities.namespace {
            return Ok(None);
        }
        let mut own = None;
        self.run("NAMESPACE", |response| {
            if let Response::Namespace(said) = response
                && let Ok(prefix) = std::str::from_utf8(&said.prefix)
            {
                own = Some(Namespace { raw_prefix: prefix.to_owned(), separator: said.separator });
            }
        })
        .await?;
        Ok(own)
    }

    pub async fn create_folder(&mut self, raw_name: &str) -> Result<(), NetError> {
        self.run(&format!("CREATE {}", quoted(raw_name)?), |_| {}).await
    }

    /// Makes a folder for a role and says so to the server, where it can be told.
    pub async fn create_folder_for(&mut self, raw_name: &str, role: Role) -> Result<(), NetError> {
        let attribute = match role {
            Role::Drafts => "\\Drafts",
            Role::Sent => "\\Sent",
            Role::Archive => "\\Archive",
            Role::Junk => "\\Junk",
            Role::Trash => "\\Trash",
            Role::Templates => return self.create_folder(raw_name).await,
            Role::Inbox | Role::Virtual => return Err(NetError::Refused(Refusal::Unsupported)),
        };
        if !self.capabilities.create_special_use {
            return self.create_folder(raw_name).await;
        }
        let name = quoted(raw_name)?;
        match self.run(&format!("CREATE {name} (USE ({attribute}))"), |_| {}).await {
            // The role is taken, or not to be had: a folder is still a folder.
            Err(error) if error.refusal() == Some(Refusal::Unsupported) => self.create_folder(raw_name).await,
            done => done,
        }
    }

    /// Folders below it go along.
    pub async fn rename_folder(&mut self, raw_from: &str, raw_to: &str) -> Result<(), NetError> {
        let command = format!("RENAME {} {}", quoted(raw_from)?, quoted(raw_to)?);
        self.leave(raw_from).await?;
        self.run(&command, |_| {}).await
    }

    /// With all the messages in it, for ever.
    pub async fn delete_folder(&mut self, raw_name: &str) -> Result<(), NetError> {
        let command = format!("DELETE {}", quoted(raw_name)?);
        if raw_name.eq_ignore_ascii_case("INBOX") {
            return Err(NetError::Refused(Refusal::NoPermission));
        }
        self.leave(raw_name).await?;
        self.run(&command, |_| {}).await
    }

    /// Other mail programs only show folders that are subscribed.
    pub async fn subscribe(&mut self, raw_name: &str) -> Result<(), NetError> {
        self.run(&format!("SUBSCRIBE {}", quoted(raw_name)?), |_| {}).await
    }

    pub async fn unsubscribe(&mut self, raw_name: &str) -> Result<(), NetError> {
        self.run(&format!("UNSUBSCRIBE {}", quoted(raw_name)?), |_| {}).await
    }
}
