//! Giving a command and hearing its answer, up to the end: what every verb is
//! made of.

use super::response::{Kind, Response, Status};
use super::say::Part;
use super::status::is_name;
use super::wire::{Frame, SILENCE};
use super::{Session, utf7};
use crate::net::NetError;

/// A server may send without end: an answer of that many bytes, messages that
/// were asked for not counted, is none. The flags of a million messages are a
/// tenth of it.
const LONGEST_ANSWER: usize = 512 * 1024 * 1024;
/// A literal up to here goes out without asking whether it is welcome: waiting
/// costs more than a refusal.
const SMALL: usize = 64 * 1024;
/// The same where the server has set the limit itself (LITERAL-, RFC 7888).
const SMALLER: usize = 4096;

impl Session {
    /// Sends a command and hands over each response up to its end.
    pub(super) async fn run(&mut self, command: &str, each: impl FnMut(&Response<'_>)) -> Result<(), NetError> {
        let tag = self.start(command).await?;
        self.answer(&tag, each).await
    }

    /// The same for a command with literals.
    pub(super) async fn run_parts(
        &mut self,
        parts: &[Part<'_>],
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<(), NetError> {
        let tag = self.begin()?;
        let mut line = format!("{tag} ").into_bytes();
        for part in parts {
            match part {
                Part::Text(text) => line.extend_from_slice(text.as_bytes()),
                Part::Literal(bytes) if self.is_small(bytes.len()) => {
                    line.extend_from_slice(format!("{{{}+}}\r\n", bytes.len()).as_bytes());
                    line.extend_from_slice(bytes);
                }
                Part::Literal(bytes) => {
                    line.extend_from_slice(format!("{{{}}}\r\n", bytes.len()).as_bytes());
                    self.wire.send(&line).await?;
                    line.clear();
                    self.go_ahead(&tag, &mut each).await?;
                    self.wire.send(bytes).await?;
                }
            }
        }
        line.extend_from_slice(b"\r\n");
        self.wire.send(&line).await?;
        self.answer(&tag, each).await
    }

    fn is_small(&self, size: usize) -> bool {
        size <= SMALL && self.capabilities.literal_plus || size <= SMALLER && self.capabilities.literal_minus
    }

    /// Waits for the `+`. An end of the command is a refusal.
    async fn go_ahead(&mut self, tag: &str, each: &mut impl FnMut(&Response<'_>)) -> Result<(), NetError> {
        loop {
            let frame = self.next().await?;
            let response = Response::of(&frame);
            if let Some(done) = self.done(tag, &response)? {
                return done.and(Err(NetError::Odd("an end before the beginning")));
            }
            if matches!(response, Response::Continue) {
                return Ok(());
            }
            each(&response);
        }
    }

    async fn answer(&mut self, tag: &str, mut each: impl FnMut(&Response<'_>)) -> Result<(), NetError> {
        loop {
            let frame = self.next().await?;
            let response = Response::of(&frame);
            let done = self.done(tag, &response)?;
            each(&response);
            if let Some(done) = done {
                return done;
            }
        }
    }

    /// Sends a command under a new tag.
    pub(super) async fn start(&mut self, command: &str) -> Result<String, NetError> {
        let tag = self.begin()?;
        self.wire.send(format!("{tag} {command}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    /// One more while others are under way, of a kind that does not depend on
    /// how they end.
    pub(super) async fn start_next(&mut self, command: &str) -> Result<String, NetError> {
        let tag = self.next_tag();
        self.wire.send(format!("{tag} {command}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    pub(super) fn begin(&mut self) -> Result<String, NetError> {
        if std::mem::replace(&mut self.busy, true) {
            return Err(NetError::Gone);
        }
        self.heard = 0;
        Ok(self.next_tag())
    }

    fn next_tag(&mut self) -> String {
        self.last_tag += 1;
        format!("s{}", self.last_tag)
    }

    /// The next response of an answer.
    pub(super) async fn next(&mut self) -> Result<Frame, NetError> {
        let frame = self.wire.frame(SILENCE).await?;
        self.heard += frame.size();
        if self.heard > LONGEST_ANSWER { Err(NetError::Odd("an answer without end")) } else { Ok(frame) }
    }

    /// Looks at a response for the end of a command, and for news.
    pub(super) fn done(
        &mut self,
        tag: &str,
        response: &Response<'_>,
    ) -> Result<Option<Result<(), NetError>>, NetError> {
        if let Response::Status(status) = response
            && let Some(theirs) = status.tag
        {
            if theirs != tag.as_bytes() {
                return Err(NetError::Odd("an answer to nothing"));
            }
            self.busy = false;
            return Ok(Some(status.verdict()));
        }
        self.hear(response)?;
        Ok(None)
    }

    /// What a server says without being asked.
    pub(super) fn hear(&mut self, response: &Response<'_>) -> Result<(), NetError> {
        match response {
            Response::Status(status @ Status { tag: None, kind: Kind::Bye, .. }) => return Err(status.farewell()),
            Response::Status(status) if status.has_code("NOTIFICATIONOVERFLOW") => {
                // From here on it tells nothing any more (RFC 5465, 5.8).
                self.watched = None;
                self.news = true;
            }
            Response::Exists(now) => {
                self.news |= *now != self.exists;
                self.exists = *now;
            }
            Response::Expunge => {
                self.news = true;
                self.exists = self.exists.saturating_sub(1);
            }
            Response::Vanished { earlier: false, uids } => {
                self.news = true;
                let gone = uids.as_ref().map_or(0, |uids| u32::try_from(uids.count()).unwrap_or(u32::MAX));
                self.exists = self.exists.saturating_sub(gone);
            }
            Response::FolderStatus(name, _) => self.hear_of(name),
            _ => {}
        }
        Ok(())
    }

    /// Only folders that are watched: what else is told costs nothing.
    fn hear_of(&mut self, name: &[u8]) {
        let is = |watched: &&String| is_name(name, watched) || utf7::decode(watched).as_bytes() == name;
        if let Some(watched) = self.watched.iter().flatten().find(is) {
            let _ = self.elsewhere.insert(watched.clone());
        }
    }
}
