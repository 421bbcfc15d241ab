//! One command for each of many messages, several of them on the wire at once
//! where the server takes that.

use std::fmt::Write as _;

use super::Session;
use super::wire::Reply;
use crate::net::NetError;

/// Commands sent ahead of their answers (PIPELINING).
const AHEAD: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Top,
    Retr,
    Dele,
}

/// The answers, in the order of the numbers. Dropped before the last, they leave
/// the wire in the middle of things, and the session [`NetError::Gone`].
pub struct Answers<'a> {
    session: &'a mut Session,
    verb: Verb,
    numbers: &'a [u32],
    sent: usize,
    heard: usize,
}

impl<'a> Answers<'a> {
    pub(super) fn new(session: &'a mut Session, verb: Verb, numbers: &'a [u32]) -> Self {
        Self { session, verb, numbers, sent: 0, heard: 0 }
    }

    /// The next answer; None after the last. A message that the server would
    /// not give has no bytes.
    pub async fn next(&mut self) -> Result<Option<(u32, Option<Vec<u8>>)>, NetError> {
        let Some(number) = self.numbers.get(self.heard).copied() else { return Ok(None) };
        if self.heard == 0 {
            self.session.is_free()?;
        }
        self.ask().await?;
        let given = match self.session.wire.reply().await? {
            Reply::Ok if self.verb == Verb::Dele => Some(Vec::new()),
            Reply::Ok => Some(self.session.wire.block().await?),
            Reply::No(_) => None,
            Reply::Continue => return Err(NetError::Odd("an answer to nothing")),
        };
        self.session.owed -= 1;
        self.heard += 1;
        Ok(Some((number, given)))
    }

    /// Keeps the server busy.
    async fn ask(&mut self) -> Result<(), NetError> {
        let ahead = if self.session.can.pipelining { AHEAD } else { 1 };
        if self.session.owed > ahead / 2 {
            return Ok(());
        }
        let mut commands = String::new();
        let room = ahead.saturating_sub(self.session.owed);
        for number in self.numbers.iter().skip(self.sent).take(room) {
            let _ = match self.verb {
                Verb::Top => write!(commands, "TOP {number} 0\r\n"),
                Verb::Retr => write!(commands, "RETR {number}\r\n"),
                Verb::Dele => write!(commands, "DELE {number}\r\n"),
            };
            self.sent += 1;
            self.session.owed += 1;
        }
        if commands.is_empty() { Ok(()) } else { self.session.wire.send(commands.as_bytes()).await }
    }
}
