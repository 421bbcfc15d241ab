//! POP3 (RFC 1939): a session on a mailbox that knows one inbox, no flags and no
//! push.
//!
//! A command brings the server's whole answer or an error. What is marked with
//! DELE is gone only once QUIT is answered; a line that breaks before deletes
//! nothing.

mod answers;
mod capability;
mod listing;
mod login;
mod refusal;
mod wire;

use std::collections::BTreeMap;

pub use answers::Answers;
pub use capability::Capabilities;

use self::answers::Verb;
use self::refusal::Stage;
use self::wire::{Reply, Wire};
use super::starttls::Protocol;
use super::{Connector, NetError, TlsStream};
use crate::domain::{AuthMethod, Secret, Security, Server};

/// A letter larger than this is not asked for.
pub const LARGEST: u64 = wire::LARGEST as u64;

/// Connects, logs in and leaves. A server that cannot tell its messages apart is
/// of no use.
pub async fn check(
    server: &Server,
    connector: impl Into<Connector>,
    user: &str,
    auth: AuthMethod,
    secret: &Secret,
) -> Result<(), NetError> {
    let mut session = Session::open(server, connector, user, auth, secret).await?;
    if session.names().await?.is_none() {
        let first: Vec<u32> = session.sizes().await?.into_keys().take(1).collect();
        let mut headers = session.headers(&first);
        if let Some((_, None)) = headers.next().await? {
            return Err(NetError::Nameless);
        }
    }
    // All is known: a server that hangs up without a goodbye is no failure.
    let _ = session.quit().await;
    Ok(())
}

/// A session that is logged in, and has the mailbox to itself.
pub struct Session {
    wire: Wire<TlsStream>,
    can: Capabilities,
    /// Commands that are out and not wholly answered.
    owed: usize,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("owed", &self.owed).finish_non_exhaustive()
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
        let stream = connector.into().connect(server, Protocol::Pop3).await?;
        let mut session = Self { wire: Wire::new(stream), can: Capabilities::unknown(), owed: 0 };
        if server.security == Security::Tls {
            session.greeting().await?;
        }
        session.ask_capabilities().await?;
        session.log_in(user, auth, secret).await?;
        // Some tell more to those who are in.
        session.ask_capabilities().await?;
        Ok(session)
    }

    pub fn capabilities(&self) -> Capabilities {
        self.can
    }

    /// The sizes of all messages by their number, as the server thinks.
    pub async fn sizes(&mut self) -> Result<BTreeMap<u32, u64>, NetError> {
        listing::sizes(&self.ask("LIST").await?)
    }

    /// What the server calls each message, for ever; None from one that has no
    /// names for them.
    pub async fn names(&mut self) -> Result<Option<BTreeMap<u32, String>>, NetError> {
        match self.ask("UIDL").await {
            Ok(block) => listing::names(&block).map(Some),
            Err(NetError::Said { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The headers of messages.
    pub fn headers<'a>(&'a mut self, numbers: &'a [u32]) -> Answers<'a> {
        Answers::new(self, Verb::Top, numbers)
    }

    /// Whole messages.
    pub fn letters<'a>(&'a mut self, numbers: &'a [u32]) -> Answers<'a> {
        Answers::new(self, Verb::Retr, numbers)
    }

    /// Marks messages for deletion, and says which the server will delete when
    /// [`Session::quit`] is answered.
    pub async fn delete(&mut self, numbers: &[u32]) -> Result<Vec<u32>, NetError> {
        let mut marked = Vec::new();
        let mut answers = Answers::new(self, Verb::Dele, numbers);
        while let Some((number, done)) = answers.next().await? {
            marked.extend(done.map(|_| number));
        }
        Ok(marked)
    }

    /// Leaves. Only its success says that what was marked is deleted.
    pub async fn quit(mut self) -> Result<(), NetError> {
        self.is_free()?;
        let done = self.say("QUIT").await;
        self.wire.close().await;
        done
    }

    async fn greeting(&mut self) -> Result<(), NetError> {
        match self.wire.reply().await? {
            Reply::Ok => Ok(()),
            Reply::No(text) => Err(refusal::error(&text, Stage::Greeting, &[])),
            Reply::Continue => Err(NetError::Odd("no POP3 greeting")),
        }
    }

    async fn ask_capabilities(&mut self) -> Result<(), NetError> {
        match self.ask("CAPA").await {
            Ok(block) => self.can = Capabilities::read(&block),
            Err(NetError::Said { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// A command that is answered by a block.
    async fn ask(&mut self, command: &str) -> Result<Vec<u8>, NetError> {
        self.is_free()?;
        self.owed += 1;
        self.say(command).await?;
        let block = self.wire.block().await?;
        self.owed = 0;
        Ok(block)
    }

    async fn say(&mut self, command: &str) -> Result<(), NetError> {
        self.wire.send(format!("{command}\r\n").as_bytes()).await?;
        match self.wire.reply().await? {
            Reply::Ok => Ok(()),
            Reply::No(text) => {
                self.owed = 0;
                Err(refusal::error(&text, Stage::Command, &[]))
            }
            Reply::Continue => Err(NetError::Odd("an answer to nothing")),
        }
    }

    /// A session whose last answer was not heard to its end is of no more use.
    fn is_free(&self) -> Result<(), NetError> {
        if self.owed == 0 { Ok(()) } else { Err(NetError::Gone) }
    }
}
