//! Waiting for the server to speak first (RFC 2177).

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::Session;
use super::response::Response;
use super::wire::SILENCE;
use crate::net::NetError;

/// Why a wait is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The folder has changed.
    News,
    /// Nothing happened for as long as was asked.
    Timeout,
    /// Whoever waited wants the session back.
    Called,
}

impl Session {
    /// Waits for news of the selected folder, until `timeout` or `cancel`. The
    /// caller renews it before 29 minutes. A server without IDLE is asked once,
    /// at the end.
    pub async fn idle_until(&mut self, timeout: Duration, cancel: impl Future<Output = ()>) -> Result<Woken, NetError> {
        if std::mem::take(&mut self.news) {
            return Ok(Woken::News);
        }
        if self.capabilities.idle { self.idle(timeout, cancel).await } else { self.poll(timeout, cancel).await }
    }

    async fn poll(&mut self, timeout: Duration, cancel: impl Future<Output = ()>) -> Result<Woken, NetError> {
        tokio::select! {
            () = sleep(timeout) => {}
            () = cancel => return Ok(Woken::Called),
        }
        self.noop().await.map(|news| if news { Woken::News } else { Woken::Timeout })
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
                biased;
                frame = self.wire.frame(silence) => frame?,
                () = &mut cancel, if waiting => break Woken::Called,
                () = sleep_until(until), if waiting => break Woken::Timeout,
            };
            let response = Response::parse(&frame);
            waiting |= matches!(response, Response::Continue);
            self.news |= matches!(response, Response::Fetch(_));
            if let Some(done) = self.done(&tag, &response)? {
                // The server has ended the wait, or will not have it.
                return done.map(|()| if std::mem::take(&mut self.news) { Woken::News } else { Woken::Timeout });
            }
            if waiting && self.news {
                break Woken::News;
            }
        };
        self.wire.send(b"DONE\r\n").await?;
        self.finish(&tag).await?;
        Ok(if std::mem::take(&mut self.news) { Woken::News } else { woken })
    }

    async fn finish(&mut self, tag: &str) -> Result<(), NetError> {
        loop {
            let frame = self.wire.frame(SILENCE).await?;
            let response = Response::parse(&frame);
            self.news |= matches!(response, Response::Fetch(_));
            if let Some(done) = self.done(tag, &response)? {
                return done;
            }
        }
    }
}
