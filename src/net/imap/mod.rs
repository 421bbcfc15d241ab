//! IMAP: an open session on a mailbox, and what a folder says of itself.
//!
//! A command either brings the server's whole answer or an error: an answer
//! that breaks off is never taken for a shorter one, because what is missing
//! from it would be taken for deleted.

mod append;
mod capability;
mod change;
mod claim;
mod command;
mod date;
mod deflate;
mod fetch;
mod folder;
mod idle;
mod login;
mod manage;
mod metadata;
mod response;
mod resync;
mod say;
mod search;
mod select;
mod status;
mod token;
mod transfer;
mod uidset;
mod utf7;
mod wire;

use std::collections::BTreeSet;
use std::time::Duration;

pub use capability::Capabilities;
pub use fetch::{RemoteBody, RemoteHeader, RemoteLetter, RemoteMessage};
pub use folder::RemoteFolder;
pub use idle::Woken;
pub use manage::Namespace;
pub use resync::Changes;
pub use search::Criteria;
pub use select::Selected;
pub use status::FolderStatus;
pub use transfer::Placed;
pub use uidset::UidRanges;

use tokio::time::timeout;

use self::response::{Kind, Response, Status};
use self::select::Open;
use self::wire::{SILENCE, Wire};
use super::starttls::Protocol;
use super::{Connector, NetError, Refusal, TlsStream};
use crate::domain::{AuthMethod, Secret, Security, Server};

const FAREWELL: Duration = Duration::from_secs(5);

/// A session that is logged in. One call at a time; a call that is dropped
/// half-way leaves the wire in the middle of an answer, and the session
/// [`NetError::Gone`].
pub struct Session {
    wire: Wire<TlsStream>,
    capabilities: Capabilities,
    last_tag: u32,
    /// A command is out and its answer not yet whole.
    busy: bool,
    /// Bytes of the answer under way.
    heard: usize,
    compressed: bool,
    /// The folder that is open.
    open: Option<Open>,
    /// Messages in it, as last heard.
    exists: u32,
    /// The server said, unasked, that it has changed.
    news: bool,
    /// Folders that the server tells of though they are not open, since it was
    /// asked, and those of which it did.
    watched: Option<Vec<String>>,
    elsewhere: BTreeSet<String>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("busy", &self.busy).finish_non_exhaustive()
    }
}

impl Session {
    /// Connects, encrypts and logs in.
    pub async fn open(
        server: &Server,
        connector: impl Into<Connector>,
        user: &str,
        auth: AuthMethod,
        secret: &Secret,
    ) -> Result<Self, NetError> {
        let stream = connector.into().connect(server, Protocol::Imap).await?;
        let mut session = Self {
            wire: Wire::new(stream),
            capabilities: Capabilities::default(),
            last_tag: 0,
            busy: false,
            heard: 0,
            compressed: false,
            open: None,
            exists: 0,
            news: false,
            watched: None,
            elsewhere: BTreeSet::new(),
        };
        if server.security == Security::Tls {
            session.greeting().await?;
        }
        session.log_in(user, auth, secret).await?;
        session.introduce().await?;
        session.enable().await?;
        Ok(session)
    }

    pub fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// A sign of life, and whether the folder has changed.
    pub async fn noop(&mut self) -> Result<bool, NetError> {
        self.run("NOOP", |_| {}).await?;
        Ok(std::mem::take(&mut self.news))
    }

    /// Packs all that follows, in both directions (RFC 4978): a gain on a slow
    /// line, a loss on a fast one. The password is behind by then.
    pub async fn compress(&mut self) -> Result<(), NetError> {
        if self.compressed {
            return Ok(());
        }
        if !self.capabilities.compress {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        self.run("COMPRESS DEFLATE", |_| {}).await?;
        self.wire.deflate();
        self.compressed = true;
        Ok(())
    }

    /// Leaves. The server's goodbye is waited for a little, but not needed.
    pub async fn logout(mut self) {
        let _ = timeout(FAREWELL, self.run("LOGOUT", |_| {})).await;
        self.wire.close().await;
    }

    async fn greeting(&mut self) -> Result<(), NetError> {
        let frame = self.wire.frame(SILENCE).await?;
        match Response::of(&frame) {
            Response::Status(Status { tag: None, kind: Kind::Ok, .. }) => Ok(()),
            Response::Status(status @ Status { tag: None, kind: Kind::Bye, .. }) => Err(status.farewell()),
            Response::Status(Status { tag: None, kind: Kind::PreAuth, .. }) => {
                Err(NetError::Odd("logged in as nobody knows whom"))
            }
            _ => Err(NetError::Odd("no IMAP greeting")),
        }
    }

    /// Says who we are to servers that care; a few let in only who does.
    async fn introduce(&mut self) -> Result<(), NetError> {
        if !self.capabilities.id {
            return Ok(());
        }
        match self.run(concat!("ID (\"name\" \"Sceau\" \"version\" \"", env!("CARGO_PKG_VERSION"), "\")"), |_| {}).await
        {
            Err(NetError::Said { .. }) => Ok(()),
            other => other,
        }
    }

    /// Asks for the server's clock of changes. What it does not confirm word by
    /// word it cannot do, whatever it announced: see [`super::quirks`].
    async fn enable(&mut self) -> Result<(), NetError> {
        let wanted = match &self.capabilities {
            can if !can.enable => None,
            can if can.qresync => Some("QRESYNC"),
            can if can.condstore => Some("CONDSTORE"),
            _ => None,
        };
        let mut confirmed = false;
        if let Some(wanted) = wanted {
            let command = format!("ENABLE {wanted}");
            let asked = self.run(&command, |response| {
                if let Response::Enabled(words) = response {
                    confirmed |= words.iter().any(|word| word.eq_ignore_ascii_case(wanted));
                }
            });
            match asked.await {
                Ok(()) => {}
                Err(NetError::Said { .. }) => confirmed = false,
                Err(error) => return Err(error),
            }
        }
        self.capabilities.enabled(confirmed);
        Ok(())
    }
}
