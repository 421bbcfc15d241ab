//! IMAP: an open session on a mailbox, and what a folder says of itself.
//!
//! A command either brings the server's whole answer or an error: an answer
//! that breaks off is never taken for a shorter one, because what is missing
//! from it would be taken for deleted.

mod capability;
mod date;
mod fetch;
mod folder;
mod idle;
mod login;
mod response;
mod select;
mod token;
mod uidset;
mod utf7;
mod wire;

use std::fmt::Write as _;
use std::time::Duration;

pub use capability::Capabilities;
pub use fetch::{RemoteBody, RemoteHeader, RemoteMessage};
pub use folder::RemoteFolder;
pub use idle::Woken;
pub use select::Selected;

use tokio::time::timeout;

use self::response::{Kind, Response, Status};
use self::wire::{SILENCE, Wire};
use super::starttls::Protocol;
use super::{Anchors, Connector, NetError, TlsStream};
use crate::domain::{AuthMethod, Secret, Security, Server};

const FAREWELL: Duration = Duration::from_secs(5);

/// A session that is logged in. One command at a time; a call that is dropped
/// half-way leaves the wire in the middle of an answer, and the session
/// [`NetError::Gone`].
pub struct Session {
    wire: Wire<TlsStream>,
    capabilities: Capabilities,
    last_tag: u32,
    /// A command is out and its answer not yet whole.
    busy: bool,
    /// Messages in the selected folder, as last heard.
    exists: u32,
    /// The server said, unasked, that the folder has changed.
    news: bool,
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
        anchors: &Anchors,
        user: &str,
        auth: AuthMethod,
        secret: &Secret,
    ) -> Result<Self, NetError> {
        let stream = Connector::new(anchors).connect(server, Protocol::Imap).await?;
        let mut session = Self {
            wire: Wire::new(stream),
            capabilities: Capabilities::default(),
            last_tag: 0,
            busy: false,
            exists: 0,
            news: false,
        };
        if server.security == Security::Tls {
            session.greeting().await?;
        }
        session.log_in(user, auth, secret).await?;
        session.introduce().await?;
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

    /// Leaves. The server's goodbye is waited for a little, but not needed.
    pub async fn logout(mut self) {
        let _ = timeout(FAREWELL, self.run("LOGOUT", |_| {})).await;
        self.wire.close().await;
    }

    async fn greeting(&mut self) -> Result<(), NetError> {
        let frame = self.wire.frame(SILENCE).await?;
        match Response::parse(&frame) {
            Response::Status(Status { tag: None, kind: Kind::Ok, .. }) => Ok(()),
            Response::Status(Status { tag: None, kind: Kind::Bye, .. }) => Err(NetError::Gone),
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

    /// Sends a command and hands over each response up to its end.
    async fn run(&mut self, command: &str, mut each: impl FnMut(&Response<'_>)) -> Result<(), NetError> {
        let tag = self.start(command).await?;
        loop {
            let frame = self.wire.frame(SILENCE).await?;
            let response = Response::parse(&frame);
            let done = self.done(&tag, &response)?;
            each(&response);
            if let Some(done) = done {
                return done;
            }
        }
    }

    /// Sends a command under a new tag.
    async fn start(&mut self, command: &str) -> Result<String, NetError> {
        if std::mem::replace(&mut self.busy, true) {
            return Err(NetError::Gone);
        }
        self.last_tag += 1;
        let tag = format!("s{}", self.last_tag);
        let mut line = String::with_capacity(tag.len() + command.len() + 3);
        let _ = write!(line, "{tag} {command}\r\n");
        self.wire.send(line.as_bytes()).await?;
        Ok(tag)
    }

    /// Looks at a response for the end of a command, and for news.
    fn done(&mut self, tag: &str, response: &Response<'_>) -> Result<Option<Result<(), NetError>>, NetError> {
        match response {
            Response::Status(status) => match (status.tag, status.kind) {
                (None, Kind::Bye) => Err(NetError::Gone),
                (None, _) => Ok(None),
                (Some(theirs), kind) if theirs == tag.as_bytes() => {
                    self.busy = false;
                    Ok(Some(if kind == Kind::Ok { Ok(()) } else { Err(NetError::said(&status.text())) }))
                }
                (Some(_), _) => Err(NetError::Odd("an answer to nothing")),
            },
            Response::Exists(now) => {
                self.news |= *now != self.exists;
                self.exists = *now;
                Ok(None)
            }
            Response::Expunge => {
                self.news = true;
                self.exists = self.exists.saturating_sub(1);
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}
