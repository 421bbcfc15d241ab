//! Waiting for the server to speak first: of the folder that is open (IDLE,
//! RFC 2177) and, where it can, of others (NOTIFY, RFC 5465).

use std::fmt::Write as _;
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::response::Response;
use super::say::quoted;
use super::wire::SILENCE;
use super::{Session, utf7};
use crate::net::{NetError, Refusal};

/// Why a wait is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Woken {
    /// The folder that is open has changed.
    News,
    /// Others have: their raw names.
    Folders(Vec<String>),
    /// Nothing happened for as long as was asked.
    Timeout,
    /// Whoever waited wants the session back.
    Called,
}

impl Session {
    /// Asks to hear of these folders too, besides the one that is open, until
    /// it is asked of others. What they are now is not told: ask first.
    pub async fn notify(&mut self, folders: &[&str]) -> Result<(), NetError> {
        if !self.capabilities.notify {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        // Dovecot 2.3 tells nothing any more when it is asked a second time.
        if self.watched.take().is_some() {
            self.run("NOTIFY NONE", |_| {}).await?;
        }
        let watched: Vec<String> = folders.iter().map(ToString::to_string).collect();
        // Dovecot knows folders here by the names that people read.
        let decoded = folders.iter().map(|name| utf7::decode(name)).filter(|name| !folders.contains(&name.as_str()));
        let both: Vec<String> = watched.iter().cloned().chain(decoded).collect();
        self.watched = Some(watched.clone());
        let mut asked = self.set_notify(&both).await;
        if both.len() > folders.len() && matches!(asked, Err(NetError::Said { .. })) {
            asked = self.set_notify(&watched).await;
        }
        if asked.is_err() {
            self.watched = None;
        }
        asked
    }

    async fn set_notify(&mut self, names: &[String]) -> Result<(), NetError> {
        const EVENTS: &str = "(MessageNew MessageExpunge FlagChange)";
        let names = names.iter().map(|name| quoted(name)).collect::<Result<Vec<_>, _>>()?;
        let mut command = format!("NOTIFY SET (selected {EVENTS})");
        if !names.is_empty() {
            let _ = write!(command, " (mailboxes ({}) {EVENTS})", names.join(" "));
        }
        self.run(&command, |_| {}).await
    }

    /// Waits for news, until `timeout` or `cancel`. The caller renews it before
    /// 29 minutes. A server without IDLE is asked once, at the end.
    pub async fn idle_until(&mut self, timeout: Duration, cancel: impl Future<Output = ()>) -> Result<Woken, NetError> {
        if let Some(woken) = self.woken() {
            return Ok(woken);
        }
        if self.capabilities.idle { self.idle(timeout, cancel).await } else { self.poll(timeout, cancel).await }
    }

    /// What was heard and not yet told.
    fn woken(&mut self) -> Option<Woken> {
        if std::mem::take(&mut self.news) {
            return Some(Woken::News);
        }
        let folders = std::mem::take(&mut self.elsewhere);
        (!folders.is_empty()).then(|| Woken::Folders(folders.into_iter().collect()))
    }

    async fn poll(&mut self, timeout: Duration, cancel: impl Future<Output = ()>) -> Result<Woken, NetError> {
        tokio::select! {
            () = sleep(timeout) => {}
            () = cancel => return Ok(Woken::Called),
        }
        self.run("NOOP", |_| {}).await?;
        Ok(self.woken().unwrap_or(Woken::Timeout))
    }

    async fn idle(&mut self, timeout: Duration, cancel: impl Future<Output = ()>) -> Result<Woken, NetError> {
        let until = Instant::now() + timeout;
        let mut cancel = pin!(cancel);
        let tag = self.start("IDLE").await?;
        let mut waiting = false;
        let woken = loop {
            // Before the `+` the server owes us an answer; then it may be silent.
            let silence = if waiting { timeout + SILENCE } else { SILENCE };
            let frame = tokio::select! {
                // First those who must be heard however much the server talks.
                biased;
                () = &mut cancel, if waiting => break Woken::Called,
                () = sleep_until(until), if waiting => break Woken::Timeout,
                frame = self.wire.frame(silence) => frame?,
            };
            let response = Response::of(&frame);
            waiting |= matches!(response, Response::Continue);
            self.news |= matches!(response, Response::Fetch(_));
            if let Some(done) = self.done(&tag, &response)? {
                // The server has ended the wait, or will not have it.
                return done.map(|()| self.woken().unwrap_or(Woken::Timeout));
            }
            if waiting && (self.news || !self.elsewhere.is_empty()) {
                break Woken::News;
            }
        };
        self.wire.send(b"DONE\r\n").await?;
        self.finish(&tag).await?;
        Ok(self.woken().unwrap_or(woken))
    }

    async fn finish(&mut self, tag: &str) -> Result<(), NetError> {
        loop {
            let frame = self.next().await?;
            let response = Response::of(&frame);
            self.news |= matches!(response, Response::Fetch(_));
            if let Some(done) = self.done(tag, &response)? {
                return done;
            }
        }
    }
}
