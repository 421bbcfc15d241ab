//! The stream cut into lines and blocks. A block is whole or an error: what
//! breaks off before its lone dot is never taken for a shorter one.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::net::NetError;

/// A server that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_mins(1);
const LONGEST_REPLY: usize = 64 * 1024;
/// More than any server lets through; what is listed as larger is not asked for.
pub(super) const LARGEST: usize = 200 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;

/// The first line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    Ok,
    /// With the server's words.
    No(String),
    /// A login goes on.
    Continue,
}

pub(super) struct Wire<S> {
    stream: S,
    buffer: Vec<u8>,
    /// Before it, the buffer has been read.
    start: usize,
    /// The server ends its lines without CR. Of one that does not, a lone LF is
    /// a byte like any other: else a letter could be cut by what it holds.
    bare: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, buffer: Vec::new(), start: 0, bare: false }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), NetError> {
        let send = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        timeout(SILENCE, send).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)
    }

    pub(super) async fn reply(&mut self) -> Result<Reply, NetError> {
        let line = self.line(LONGEST_REPLY).await?;
        let bare = !line.ends_with(b"\r\n");
        let reply = read_reply(line)?;
        self.bare = bare;
        Ok(reply)
    }

    /// The lines up to the lone dot, without the dots that stand before dots.
    pub(super) async fn block(&mut self) -> Result<Vec<u8>, NetError> {
        let bare = self.bare;
        let mut whole = Vec::new();
        let mut fresh = true;
        loop {
            let room = LARGEST.saturating_sub(whole.len());
            let line = self.line(room).await?;
            if fresh && (line == b".\r\n" || bare && line == b".\n") {
                return Ok(whole);
            }
            let line = line.strip_prefix(b".").filter(|_| fresh).unwrap_or(line);
            fresh = bare || line.ends_with(b"\r\n");
            whole.extend_from_slice(line);
        }
    }

    pub(super) async fn close(&mut self) {
        // A goodbye that nobody hears is no failure.
        let _ = timeout(SILENCE, self.stream.shutdown()).await;
    }

    /// The next line with its end.
    async fn line(&mut self, longest: usize) -> Result<&[u8], NetError> {
        let mut looked = 0;
        loop {
            let waiting = self.buffer.get(self.start..).unwrap_or_default();
            let fresh = waiting.get(looked..).unwrap_or_default();
            if let Some(at) = fresh.iter().position(|byte| *byte == b'\n') {
                let from = self.start;
                self.start += looked + at + 1;
                return Ok(self.buffer.get(from..self.start).unwrap_or_default());
            }
            looked = waiting.len();
            if looked > longest {
                return Err(NetError::Odd("a line without end"));
            }
            self.fill().await?;
        }
    }

    async fn fill(&mut self) -> Result<(), NetError> {
        drop(self.buffer.drain(..self.start));
        self.start = 0;
        self.buffer.reserve(CHUNK);
        let read = timeout(SILENCE, self.stream.read_buf(&mut self.buffer));
        match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
            0 => Err(NetError::Gone),
            _ => Ok(()),
        }
    }
}

fn read_reply(line: &[u8]) -> Result<Reply, NetError> {
    let line = line.trim_ascii_end();
    let (status, text) = line.split_at(line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len()));
    if status.eq_ignore_ascii_case(b"+OK") {
        Ok(Reply::Ok)
    } else if status.eq_ignore_ascii_case(b"-ERR") {
        Ok(Reply::No(String::from_utf8_lossy(text.trim_ascii()).into_owned()))
    } else if status == b"+" {
        Ok(Reply::Continue)
    } else {
        Err(NetError::Odd("no POP3 reply"))
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, Reply, Wire};
    use crate::net::NetError;
    use tokio::io::{AsyncWriteExt, DuplexStream, duplex};

    async fn wire(bytes: &[u8]) -> Wire<DuplexStream> {
        let (mut server, client) = duplex(1 << 20);
        server.write_all(bytes).await.unwrap();
        Wire::new(client)
    }

    async fn block(bytes: &[u8]) -> Result<Vec<u8>, NetError> {
        let mut wire = wire(bytes).await;
        assert_eq!(wire.reply().await, Ok(Reply::Ok));
        wire.block().await
    }

    #[tokio::test]
    async fn dots_are_taken_off_where_they_were_put() {
        let sent = b"+OK 9 octets\r\n..\r\n...a\r\nb.\r\n.c\r\n.\r\n";
        assert_eq!(block(sent).await.unwrap(), b".\r\n..a\r\nb.\r\nc\r\n");
        assert_eq!(block(b"+OK\r\n.\r\n").await.unwrap(), b"");
    }

    #[tokio::test]
    async fn a_lone_line_feed_ends_nothing_of_a_server_that_writes_two_signs() {
        let sent = b"+OK\r\na\n.\nb\n..c\r\n.\r\n";
        assert_eq!(block(sent).await.unwrap(), b"a\n.\nb\n..c\r\n");
        assert_eq!(block(b"+OK\na\n..b\n.\n").await.unwrap(), b"a\n.b\n");
    }

    #[tokio::test]
    async fn a_block_that_breaks_off_is_no_shorter_block() {
        for cut in ["+OK\r\n", "+OK\r\nFrom: a", "+OK\r\nFrom: a\r\n", "+OK\r\nFrom: a\r\n.", "+OK\r\na\r\n.\r"] {
            assert_eq!(block(cut.as_bytes()).await, Err(NetError::Gone), "{cut:?}");
        }
    }

    #[tokio::test]
    async fn replies_are_read_in_any_case_and_nothing_else_is_one() {
        let mut wire = wire(b"+ok\r\n-Err [IN-USE] busy \r\n+ \r\n+\r\n* OK\r\n").await;
        assert_eq!(wire.reply().await, Ok(Reply::Ok));
        assert_eq!(wire.reply().await, Ok(Reply::No("[IN-USE] busy".to_owned())));
        assert_eq!(wire.reply().await, Ok(Reply::Continue));
        assert_eq!(wire.reply().await, Ok(Reply::Continue));
        assert_eq!(wire.reply().await, Err(NetError::Odd("no POP3 reply")));
    }

    #[tokio::test]
    async fn what_has_no_end_is_not_waited_for() {
        let (mut server, client) = duplex(1 << 20);
        let flood = tokio::spawn(async move {
            server.write_all(b"+OK\r\n").await.unwrap();
            while server.write_all(&vec![b'x'; 1 << 20]).await.is_ok() {}
        });
        let mut wire = Wire::new(client);
        assert_eq!(wire.reply().await, Ok(Reply::Ok));
        assert_eq!(wire.block().await, Err(NetError::Odd("a line without end")));
        assert!(wire.buffer.len() < LARGEST + (4 << 20));
        drop(wire);
        flood.await.unwrap();
    }
}
